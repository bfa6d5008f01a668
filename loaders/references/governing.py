"""The relation of a mention: from the phrase that governs it, not from the paragraph alone.

In order (FORMS 6.4): a phrase that stands directly before the mention's noun phrase ("pursuant to");
the verb of the clause, which is the last governing verb to the left in the same sentence, else the
paragraph's lead, else its parent's. A phrase that only describes another cited thing ("the report on
the implementation of") makes a mention.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec.structs import replace

from loaders.records import Kind
from loaders.references import phrases, sentences
from loaders.references.clauses import Clauses, Verb
from loaders.references.mention import Mention
from loaders.references.patterns import prose
from loaders.registries import relations

__all__ = ["Governed", "govern", "is_object", "is_told"]

Governed: TypeAlias = tuple[str, str]
"""The governing words as printed, and the relation."""

_PHRASE_REACH = 120
_CLAUSE_REACH = 800  # characters of a clause that are looked at between its verb and a mention
_NEAR = 200  # characters between "implementing" and the last thing of the list that is to be implemented
_OBJECT_WORDS = 6  # words between a verb and its object: "Requests the Secretary-General to apply"
_OPENING_WORDS = 12

# Relations whose object is what is done, not what the text is about: a mention further inside such a
# clause describes something else, unless its own words say that it is to be carried out.
_DIRECTIVE = {"requests", "callsForImplementation", "adopts"}
_CARRIED_OUT = {"requests", "callsForImplementation"}
_CHANGES = {"extends", "amends", "supersedes", "revokes", "corrects"}
_DONE = {*_CHANGES, *_DIRECTIVE, "endorses", "welcomes", "reaffirms", "recalls"}
OF_EVENTS = {"recalls", "welcomes", "takesNote", "reaffirms", "considers", "endorses"}
_NUMBERED = (Kind.RESOLUTION, Kind.DECISION)


def govern(clauses: Clauses, mention: Mention, told: bool = False, previous: Mention | None = None) -> Governed:
    """The governing words as printed, and the relation, of a mention of a text.

    ``told`` is `is_told` of it, ``previous`` the mention before it, which takes the connectives before itself.
    """
    plain, start = clauses.text.plain, mention.phrase
    begin, clause = clauses.at(start)
    governing = clause or (_inherited(clauses, mention) if begin == 0 else None)
    floor = clause.end if clause else begin
    if governing and (
        _DECIDES.search(plain, max(begin, floor - _CLAUSE_REACH), floor) or _DECIDES.search(governing.words)
    ):
        governing = _decided(clauses, governing, floor, mention) or governing
    between = plain[max(floor, start - _CLAUSE_REACH) : start]
    if governing and told and governing.relation in _SAYS:
        governing = replace(governing, relation="mentions")
    if plain[start - 1 : start] == "(":  # a symbol in parentheses belongs to the noun before it
        noun = phrases.noun_before(plain, start)
        found = (
            phrases.direct(plain[max(floor, noun - _PHRASE_REACH) : noun], clauses.language) if noun > floor else None
        )
        if found and found[1] not in ("inherit", "describes"):
            return _by_phrase(*found, between, governing)
        listed = phrases.connected(plain[max(floor, noun - _PHRASE_REACH) : noun], clauses.language) if noun else None
        return listed or _within(between, governing, mention)
    left = phrases.without_organ(clauses.text, max(begin, start - _PHRASE_REACH, floor), start)
    found = phrases.direct(left, clauses.language)
    if found and found[0] == "decided in" and governing and governing.relation in _SAYS:
        found = None  # "Recalling that the Council decided in": that is what is recalled
    if found and told and found[1] in _DONE:
        return found[0], "mentions"  # "resolution 65/234, in which the Assembly decided to extend the"
    if found and found[1] != "inherit":
        return _by_phrase(*found, between, governing)
    taken = _taken(clauses, previous, mention) if previous and not found else 0
    connected = phrases.connected(between[max(0, taken - (start - len(between))) :], clauses.language)
    if connected:
        return connected
    if found and _THAT.match(between) and not (governing and governing.relation in _CHANGES):
        return found[0], "mentions"
    content = found and governing and governing.relation in _DIRECTIVE and found[0].endswith(_CONTENT)
    if found and content and not _PROVISIONS.search(between):
        return found[0], "mentions"
    return _within(between, governing, mention)


def _taken(clauses: Clauses, previous: Mention, mention: Mention) -> int:
    """Where the ``previous`` mention ends if the phrase before it is its alone; else 0."""
    plain = clauses.text.plain
    if mention.start == mention.end and not plain[previous.reach : mention.phrase].strip(" ,"):
        return previous.reach  # a mark right behind "pursuant to resolution 73/263": its note is another thing
    if previous.reach > mention.phrase or not _TELLS.match(plain, previous.reach, mention.phrase):
        return 0
    listed = _RESUMES.search(plain, max(previous.reach, mention.phrase - _LONGEST_RESUMPTION), mention.phrase)
    left = plain[max(0, previous.phrase - _PHRASE_REACH) : previous.phrase]
    return previous.reach if listed is None and phrases.direct(left, clauses.language) else 0


_DECIDES = re.compile(r"\bdecid(?:es|ing)\b", re.IGNORECASE)
_PARTICIPLES = {
    "extended": "extend", "renewed": "renew", "prolonged": "prolong", "amended": "amend", "modified": "modify",
    "terminated": "terminate", "lifted": "lift", "revoked": "revoke",
}  # fmt: skip
_TO_CHANGE = prose(rf"\b[Tt]o (?:further |also )?(?P<change>{'|'.join(_PARTICIPLES.values())})\b")
_IS_CHANGED = prose(rf"""
    [^.;]{{0,200}}?\b
    (?P<words>(?:shall(?: then)? be|are|is|be) (?:hereby |further |also )?(?P<change>{"|".join(_PARTICIPLES)}))\b
""")
# "Decides to review the measures and to consider whether to lift them": not decided yet.
_NOT_YET = prose(r"\b(?:whether|review|consider|keep|unless|intention|intent|readiness|prepared|request)")
_HELD_IN = prose(r"(?:set (?:out|forth)|specified|contained|described|imposed|provided|defined)(?: [a-z]{2,8}){1,2} $")
_LONGEST_HELD = 40
_OF_DECISIONS = {"adopts", "actsUnder", "mentions"}


def _decided(clauses: Clauses, governing: Verb, floor: int, mention: Mention) -> Verb | None:
    """The change that is decided further on: "Decides, acting under Chapter VII, to extend the measures imposed by X".

    It may stand behind the mention: "Decides that the mandate as set out in X shall be extended".
    """
    if governing.relation not in _OF_DECISIONS:
        return None
    plain, start = clauses.text.plain, mention.phrase
    changes = list(_TO_CHANGE.finditer(plain, max(floor, start - _CLAUSE_REACH), start))
    change = changes[-1] if changes else None
    first, end = change.span() if change else (0, 0)
    if change is None and _HELD_IN.search(plain, max(floor, start - _LONGEST_HELD), start):
        change = _IS_CHANGED.match(plain, mention.reach)
        first, end = change.span("words") if change else (0, 0)
    if change is None:
        return None
    if _NOT_YET.search(plain, max(floor, change.start("change") - _CLAUSE_REACH), change.start("change")):
        return None
    done = change.group("change")
    lead = relations.lead(f"decides to {_PARTICIPLES.get(done, done)}", clauses.language)
    if lead is None or lead.relation not in _CHANGES:
        return None
    return Verb(clauses.text.part.text[first:end], lead.relation, first, end)


def _inherited(clauses: Clauses, mention: Mention) -> Verb | None:
    """The lead of the part above; where that extends a mandate, an item "To report" is a task, not what is extended.

    Nor is an agreement whose implementation is a task.
    """
    outer = clauses.inherited
    other = mention.kind not in (*_NUMBERED, Kind.STATEMENT)
    if outer and outer.relation in _CHANGES and (other or clauses.text.plain.startswith("To ")):
        return replace(outer, relation="mentions")
    return outer


# "Recalling that States have a duty, as set out in X": what is recalled is the duty.
_THAT = re.compile(r",? (?:also |further )?(?:the fact )?that ")
_CONTENT = (" in", " to", " by")  # "set out in", "annexed to": what a text holds, not that it is to be carried out
# "Decides to renew the measures imposed by": the change is of what that text holds.
_PARTICIPIAL = prose(
    r"(?:imposed|established|created|authorized|set out|specified|mandated|contained|described|set forth) "
)


def _by_phrase(words: str, relation: str, between: str, governing: Verb | None) -> Governed:
    """What a phrase directly before a mention makes of it, in its clause."""
    if governing and governing.relation in _CHANGES and _PARTICIPIAL.search(words) and not _PURPOSE.search(between):
        return governing.words, governing.relation
    if governing and governing.relation == "mentionsWithConcern" and _REFUSAL.search(between):
        return governing.words, governing.relation
    if relation == "describes" or relation in _DIRECTIVE:
        return _described(words, between, governing)
    if governing and governing.relation in _CARRIED_OUT and _OBLIGATION.search(between):
        return governing.words, governing.relation
    return words, relation


# "Condemns the refusal to comply with resolution 264": the refusal is what is condemned.
_REFUSAL = prose(r"""
    ^ [^,;]{0,80}\b(?:refusal|failure)(?: of [^,;]{1,60})? to (?:comply with|implement|abide by) (?:the |its )?$
    |\b(?:violation|breach) of [^;]{0,80}obligations under (?:the )?$
""")
# "Calls upon the parties to comply with their obligations under article V of the Agreement"
_OBLIGATION = prose(r"""
    \b(?:comply(?:ing)?(?: fully)? with|fulfil(?:ling)?|meet(?:ing)?|honour(?:ing)?|implement(?:ing)?|abide by|respect)
    (?: (?:all|fully))? (?:their|its) (?:[a-z]+ ){0,2}(?:obligations|commitments) under [^,;]{0,20}$
""")


# "to extend the mandate, to enable the holder to continue in accordance with the mandate established by X"
_PURPOSE = prose(r"\b(?:to enable|in order to|with a view to|so as to|in accordance with)\b")

_ADOPTION = prose(
    r"""
    (?:of|with|upon|on|the|its|appreciation|satisfaction|also|further|again|,| ){0,40}
    (?:the )?adoption of {0,2}(?:the {0,2})?
    """,
    re.IGNORECASE,
)


def _described(words: str, between: str, governing: Verb | None) -> Governed:
    """A mention behind a describing phrase: carried out, continued, or only mentioned."""
    if governing is None:
        return words, "mentions"
    if governing.relation in _CHANGES or ("doption of" in between and _ADOPTION.fullmatch(between)):
        return governing.words, governing.relation
    supported = governing.words.endswith(("support", "support for")) and _SUPPORT.search(between)
    if governing.relation in _SAYS and (supported or _WISH.search(between)):
        return governing.words, governing.relation
    by_agent = words.endswith((" by", " in", " under"))  # "as proclaimed by"
    if not by_agent and governing.relation in _CARRIED_OUT and _carried_out(between, governing.relation):
        return governing.words, governing.relation
    return words, "mentions"


# "to give effect to the provisions contained in the Declaration"
_PROVISIONS = prose(r"""
    \b(?:give effect to|implement|comply with|apply) the (?:provisions|principles) (?:contained|set out) in (?:the )?$
""")
# "Recalling the request made by the General Assembly in its resolution 75/323": a request is what its text says.
_WISH = prose(r"""
    ^ (?:also |further )?the (?:requests?|calls?|invitations?|commitments?|decisions?) (?:made|taken) (?:by|in)\b
    [^,;]{0,60}$
""")
# "Reiterating its strong support for the full implementation of the Agreement": the support is for the text.
_SUPPORT = prose(r"^(?: for)? the (?:full |effective |early |speedy |rapid )?implementation of (?:the )?$")

# "the report in which …": what stands behind it is told of the report.
_IN_WHICH = prose(r"""
    \b(?:in|at|by|through|under) (?:which|that resolution)\b
    (?![^;]*(?:, (?:and )?(?:its|the) |,? as well as (?:its |the )?)$)
""")


def _within(between: str, governing: Verb | None, mention: Mention) -> Governed:
    """A mention inside a clause: its verb's, unless the verb is about something else."""
    if governing is None:
        return "", "mentions"
    relation = governing.relation
    needed = relation in _SAYS and mention.kind not in _NUMBERED and _NEED.match(between) and _is_far(between)
    if needed or _is_aside(between, relation, mention) or _is_told_of(between, mention):
        relation = "mentions"
    return governing.words, relation


# What is said of the thing cited before: "resolution 2/5 on delivering on the", "the Plan, which was launched".
_TELLS = prose(r"""
    [\"']?,? {1,2}(?:on|concerning|regarding|relating to|endorsing|adopting|launching|establishing|proclaiming|to
    |(?:in |by |of |through |under |at |during )?which|whereby|where|that)\b
""")
_RESUMES = prose(r"""
    (?:,| and| as well as| including| in particular,?| especially| notably| inter alia,?| or)
    (?: (?:also|further|of|to|in|with|on|by|for)){0,2}(?: (?:the|its|their|all|other|both)){0,2}
    (?: (?!entitled|titled)[a-z\-]{2,20}(?: of)?(?: the)?)?[ ]?$
    |,? and that\b[^;]{0,120}$
""")
_LONGEST_RESUMPTION = 160
# Relations whose object is what the text is about, so that what is told of it is only mentioned.
_SAYS = frozenset({
    "recalls", "reaffirms", "reiterates", "welcomes", "takesNote", "hasConsidered", "considers", "endorses",
})  # fmt: skip


# "Reaffirms the need for wider knowledge of the Strategy": what is reaffirmed is the need.
_NEED = prose(r"""
    [ ](?:that |also |again |further )?(?:the |its )?(?:urgent |continued |primary |continuing |pressing )?
    (?:need|necessity|responsibility|role|right|(?:[a-z]+ ){0,2}(?:efforts|initiatives?|progress|steps))\b
""")


def is_told(clauses: Clauses, item: Mention, mention: Mention) -> bool:
    """Whether a mention stands in what is told of an ``item`` of the same clause before it, and is no item itself."""
    plain = clauses.text.plain
    tells = _TELLS.match(plain, item.reach, mention.phrase) if item.reach < mention.phrase else None
    if tells is None or plain[mention.phrase - 1] == "(":
        return False
    begin, clause = clauses.at(mention.phrase)
    floor = clause.end if clause else begin
    end = max(tells.end(), mention.phrase - _LONGEST_RESUMPTION)
    return item.start >= floor and _RESUMES.search(plain, end, mention.phrase) is None


def _is_aside(between: str, relation: str, mention: Mention) -> bool:
    """Whether a verb that asks or changes has its object before the mention."""
    if relation in _DIRECTIVE:
        return _is_far(between) and not (relation in _CARRIED_OUT and _carried_out(between, relation))
    return relation in _CHANGES and mention.kind not in (*_NUMBERED, Kind.STATEMENT) and _is_far(between)


def _is_far(between: str) -> bool:
    return len(between.split(None, _OBJECT_WORDS)) > _OBJECT_WORDS


def _is_told_of(between: str, mention: Mention) -> bool:
    """Whether the mention stands in a relative clause, and is no further item of the list before it."""
    if "which" not in between and "that resolution" not in between:
        return False
    listed = mention.kind in _NUMBERED and _RESUMES.search(between[-_LONGEST_RESUMPTION:]) is not None
    if not listed and _IN_WHICH.search(between):
        return True
    which = -1 if mention.kind in (Kind.DOCUMENT, Kind.STATEMENT) else between.rfind(" which ")
    return which >= 0 and _RESUMES.search(between, which + len(" which")) is None


# --- what is to be carried out ------------------------------------------------------------------

_CARRYING_OUT = prose(r"""
    \b(?:implement(?:ing|ation of|)|comply(?:ing)?(?: fully)? with|compliance with|adher(?:ed?|ing|ence) to
    |ratif(?:y(?:ing)?|ied|ication of)|acce(?:d(?:e|ed|ing)|ssion) to|becom(?:e|ing) (?:a )?part(?:y|ies) to
    |give (?:full )?effect to
    |follow(?:ing)? the (?:guidance|guidelines|recommendations|provisions)
    |carry(?:ing)? out|apply(?:ing)?|application of|fulfil(?:ling|ment of)?
    |uphold(?:ing)?|reali[sz](?:e|ing|ation of)|achiev(?:e|ing|ement of)
    |respect(?:ing)?|observ(?:e|ing|ance of)|execut(?:e|ing))\b
""")
_REPORTED = prose(r"""
    \b(?:reports?|reporting|note|information|informed|updates?|study|briefing|inventory|survey|analysis
    |progress(?: made)?(?: in)?|review(?:ing)?|examin\w+|assess\w*|monitor\w*
    |considering|consideration|consider (?:the|its|progress|issues?|questions?)   # not "consider ratifying"
    |evaluat\w+|follow(?:ing)?[ -]up|discuss\w*)\b[^.;]{0,70}$
""")
_TO_DO = prose(r"""
    \bto (?:(?:fully |continue to |effectively )?(?:implement|apply|carry out|give effect to|comply with)
    |ensure (?:the |their )?(?:[a-z\-]{1,20} (?:and )?){0,4}?(?:implementation of|compliance with|adherence to))[ ]
    (?:[a-z\-]{1,40} ){0,4}$
""")


def _carried_out(between: str, relation: str) -> bool:
    """Whether the words before a mention say that it is to be carried out, and not to be reported on.

    A request is for the thing itself only where it is the object: "Requests … to implement resolution X".
    """
    if relation == "requests":
        todo = _TO_DO.search(between)
        return todo is not None and "report" not in between and not _REPORTED.search(between[: todo.start()])
    cue = None
    for match in _CARRYING_OUT.finditer(between):
        cue = match
    if cue is None or _AS_SET_OUT.search(between, cue.end()):
        return False
    return len(between) - cue.end() < _NEAR and not _REPORTED.search(between[: cue.start()])


# "to achieve a settlement, as set out in relevant resolutions, including": where it is told what to do, not what to do.
_AS_SET_OUT = prose(r"""
    \bas (?:set out|set forth|contained|defined|reflected|provided for|described|outlined|specified|stated
    |recognized)[ ]in\b
""")


# --- objects ------------------------------------------------------------------------------------

_TO_OBJECT = prose(r"""
    (?: (?:of|to|with|in|that|this|the|its|regard|appreciation|satisfaction|also|further|interest|gratitude|upon
       |celebration|convening|holding|hosting|organization|successful|conclusion|outcomes?|results?|success
       |commemoration|launch|launching|inaugural|by|and)){0,8}
    ,? ?(?:the |an? |its )?
""")


def is_object(clauses: Clauses, start: int) -> bool:
    """Whether the noun phrase at ``start`` is what a verb speaks of, with nothing named in between."""
    plain = clauses.text.plain
    clause = clauses.last(sentences.begin(plain, start), start)
    if clause is None:
        inherited = clauses.inherited if start <= _OPENING_WORDS else None
        return inherited is not None and inherited.relation in OF_EVENTS
    return clause.relation in OF_EVENTS and _TO_OBJECT.fullmatch(plain, clause.end, start) is not None
