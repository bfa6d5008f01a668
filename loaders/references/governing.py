"""The relation of a mention: from the phrase that governs it, not from the paragraph alone.

In order (FORMS 6.4): a phrase that stands directly before the mention's noun phrase ("pursuant to");
the verb of the clause, which is the last governing verb to the left in the same sentence, else the
paragraph's lead, else its parent's. A phrase that only describes another cited thing ("the report on
the implementation of") makes a mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from loaders.records import Kind
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.registries import relations

__all__ = ["Clauses", "Verb"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A governing verb in a text: words as printed, relation, half-open span."""

    words: str
    relation: str
    start: int
    end: int


_CLAUSE = re.compile(
    r"(?:[,;:] (?:and |while |as well as |also |or )?|\band (?:also |further )?|\. )(?=[A-Za-z]+(?:ing|s)\b)"
)
_OPENING = re.compile(r"[A-Za-z]")


def lead_verb(text: Text, language: str) -> Verb | None:
    """The governing verb that opens a text."""
    first = relations.lead(text.plain, language)
    return Verb(text.part.text[first.start : first.end], first.relation, first.start, first.end) if first else None


def clause_verbs(text: Text, language: str) -> tuple[Verb, ...]:
    """The governing verbs inside a text, in order: its lead first, then each clause's own."""
    first = lead_verb(text, language)
    found = [first] if first else []
    if language == "en":
        for match in _CLAUSE.finditer(text.plain, first.end if first else 0):
            verb = relations.lead(text.plain[match.end() : match.end() + 90], language)
            if verb and verb.start == 0:
                end = match.end() + verb.end
                found.append(Verb(text.part.text[match.end() : end], verb.relation, match.end(), end))
    return tuple(found)


@cache
def _phrases(language: str) -> dict[str, tuple[relations.Phrase, ...]]:
    """Phrases by their last word, longest first."""
    table: dict[str, list[relations.Phrase]] = defaultdict(list)
    for phrase in relations.phrases(language):
        table[phrase.text.rpartition(" ")[2]].append(phrase)
    return {word: tuple(rows) for word, rows in table.items()}


_DETERMINER = re.compile(
    r"(?:[ ,]|\b(?:the|a|an|its|their|all|both|of|relevant|inter alia|in particular|fully|provisions of|provisions|terms of|operative|present))+$"
)
_LAST_WORD = re.compile(r"[a-z\-]+$")


def _phrase(left: str, language: str) -> tuple[str, str] | None:
    """The registry phrase that ends ``left`` (determiners dropped): its words as printed and its relation."""
    low = left.lower()
    bare = _DETERMINER.sub("", low)
    for text in dict.fromkeys((low.rstrip(" ,"), bare)):
        last = _LAST_WORD.search(text)
        for phrase in _phrases(language).get(last.group(), ()) if last else ():
            start = len(text) - len(phrase.text)
            if text.endswith(phrase.text) and (start == 0 or not text[start - 1].isalnum()):
                return left[start : len(text)], phrase.relation
    return None


# Relations whose object is what is done, not what the text is about: a mention further inside such a
# clause describes something else, unless its own words say that it is to be carried out.
_DIRECTIVE = {"requests", "callsForImplementation", "adopts"}
_CARRIED_OUT = {"requests", "callsForImplementation"}
_CARRYING_OUT = re.compile(
    r"\b(?:implement(?:ing|ation of|)|comply(?:ing)?(?: fully)? with|compliance with|adher(?:e|ing|ence) to|ratify(?:ing)?|"
    r"acced(?:e|ing) to|becom(?:e|ing) (?:a )?part(?:y|ies) to|give (?:full )?effect to|carry(?:ing)? out|apply(?:ing)?|application of|fulfil(?:ling|ment of)?|"
    r"uphold(?:ing)?|respect(?:ing)?|observ(?:e|ing)|execut(?:e|ing))\b"
)
_REPORTED = re.compile(
    r"\b(?:reports?|reporting|note|information|informed|updates?|study|briefing|inventory|survey|analysis|progress(?: made)?(?: in)?|"
    r"review(?:ing)?|consider(?:ing|ation)?|examin\w+|assess\w*|monitor\w*|evaluat\w+|follow(?:ing)?[ -]up|discuss\w*)\b[^.;]{0,70}$"
)


_TO_DO = re.compile(
    r"\bto (?:fully |continue to |effectively )?(?:implement|apply|carry out|give effect to|comply with) (?:[a-z\-]+ ){0,3}$"
)


def _carried_out(between: str, relation: str) -> bool:
    """Whether the words before a mention say that it is to be carried out, and not to be reported on.

    A request is for the thing itself only where it is the object: "Requests … to implement resolution X".
    """
    if relation == "requests":
        return _TO_DO.search(between) is not None and "report" not in between
    cue = None
    for match in _CARRYING_OUT.finditer(between):
        cue = match
    return cue is not None and len(between) - cue.end() < _NEAR and not _REPORTED.search(between[: cue.start()])


_NEAR = 200  # characters between "implementing" and the last thing of the list that is to be implemented


@dataclass(slots=True)
class Clauses:
    """The governing verbs of one text, read when first asked for; ``inherited`` is its parent's lead."""

    text: Text
    language: str
    inherited: Verb | None = None
    _verbs: tuple[Verb, ...] | None = None

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """The text's own governing verbs, in order."""
        if self._verbs is None:
            self._verbs = clause_verbs(self.text, self.language)
        return self._verbs

    @property
    def lead(self) -> Verb | None:
        """What the parts below this one inherit: its opening verb, else what it inherited itself."""
        own = self._verbs[0] if self._verbs else lead_verb(self.text, self.language)
        return own or self.inherited

    def _clause(self, begin: int, start: int) -> Verb | None:
        """The last verb of the sentence that begins at ``begin`` before ``start``."""
        index = bisect_right(self.verbs, start, key=_verb_end) - 1
        return self.verbs[index] if index >= 0 and self.verbs[index].start >= begin else None

    def govern(self, mention: Mention) -> tuple[str, str]:
        """The governing words as printed, and the relation, of a mention of this text."""
        text, start = self.text, mention.phrase
        begin = _sentence(text.plain, start)
        clause = self._clause(begin, start)
        if clause is None and begin:  # "Recalling X; Y; and Z": the verb reaches over semicolons, not over a full stop
            begin = _stop(text.plain, start)
            clause = self._clause(begin, start)
        governing = clause or (self.inherited if begin == 0 else None)
        if text.plain[start - 1 : start] == "(":  # a symbol in parentheses belongs to the noun before it
            reach = text.plain[max(clause.end if clause else begin, start - _CLAUSE_REACH) : start]
            return _within(reach, governing, mention) if governing else ("", "mentions")
        floor = max(begin, start - _PHRASE_REACH, clause.end if clause else 0)
        left = _without_organ(text, floor, start)
        found = _phrase(left, self.language) or _by_agent(left)
        between = text.plain[max(clause.end if clause else begin, start - _CLAUSE_REACH) : start]
        if found and found[1] != "inherit":
            return _by_phrase(*found, between, governing)
        connected = _connected(between, self.language)
        if connected:
            return connected
        if found and governing and governing.relation in _DIRECTIVE and _CONTENT.search(found[0]):
            return found[0], "mentions"
        return _within(between, governing, mention) if governing else ("", "mentions")

    def is_object(self, start: int) -> bool:
        """Whether the noun phrase at ``start`` is what a verb speaks of, with nothing named in between."""
        plain = self.text.plain
        clause = self._clause(_sentence(plain, start), start)
        if clause is None:
            return self.inherited is not None and start <= _OPENING_WORDS and self.inherited.relation in _OF_EVENTS
        return clause.relation in _OF_EVENTS and _TO_OBJECT.fullmatch(plain, clause.end, start) is not None


def _verb_end(verb: Verb) -> int:
    return verb.end


_PHRASE_REACH = 120
_CLAUSE_REACH = 800  # characters of a clause that are looked at between its verb and a mention
_SENTENCE_REACH = 6000  # a sentence that begins further back is taken to begin with its text
_CONTENT = re.compile(
    r" (?:in|to|by)$"
)  # "set out in", "annexed to": what a text holds, not that it is to be carried out


def _by_phrase(words: str, relation: str, between: str, governing: Verb | None) -> tuple[str, str]:
    """What a phrase directly before a mention makes of it, in its clause."""
    if governing and governing.relation in _CHANGES and _PARTICIPIAL.search(words):
        return governing.words, governing.relation
    if relation == "describes" or relation in _DIRECTIVE:
        return _described(words, between, governing)
    return words, relation


# "Decides to renew the measures imposed by": the change is of what that text holds.
_PARTICIPIAL = re.compile(
    r"(?:imposed|established|created|authorized|set out|specified|mandated|contained|described|set forth) "
)


def _without_organ(text: Text, floor: int, start: int) -> str:
    """The words before a mention, less an organ between: "established by the Council in its" ends in "by"."""
    left = text.plain[floor:start].rstrip()
    inner = re.search(r",? (?:in|by|through|under)$", left)
    if inner is None:
        return left
    place = floor + inner.start()
    organ = next((name for name in text.names if name.body and name.end == place), None)
    before = text.plain[floor : organ.start].rstrip() if organ and organ.start > floor else ""
    before = re.sub(r" [Tt]he$", "", before)
    return before if before.endswith((" by", " of")) else left


# A participle with its agent directly before a mention: "extended most recently by", "initiated under".
_BY_AGENT = re.compile(
    r"\b(?P<participle>[a-z\-]+(?:ed|en|un|ade|set up|set out|put))(?: (?:most recently|recently|further|last|again|subsequently|initially|also|in part|and [a-z]+ed)){0,2}"
    r" (?:by|in|under|through|pursuant to|in accordance with)$"
)
_PARTICIPLES = (
    (re.compile(r"(?:extend|renew|prolong|expand)ed"), "extendedBy"),
    (re.compile(r"(?:amend|modifi|revis|adjust|updat|supplement|replac|supersed)ed"), "amendedBy"),
    (re.compile(r"(?:(?:re-)?establish|creat|constitut|institut|launch)ed|set up"), "establishedBy"),
)


def _by_agent(left: str) -> tuple[str, str] | None:
    """The words and relation of a participle that ends ``left``; one without a relation of its own describes."""
    match = _BY_AGENT.search(left)
    if not match:
        return None
    relation = next(
        (relation for stem, relation in _PARTICIPLES if stem.fullmatch(match.group("participle"))), "describes"
    )
    return match.group(), relation


_CONNECTIVE = re.compile(
    r"\b(?:pursuant to|in (?:full )?(?:accordance|line|conformity|compliance|keeping) with|consistent with|in pursuance of|contrary to|"
    r"in violation of|in contravention of|taking into account|bearing in mind|in the light of|in the spirit of|on the basis of)\b"
)
_CLAUSE_BREAK = re.compile(
    r"[;:]|, (?!and the |and its |and [A-Z]|as well as|the |its |in particular|including|inter alia|[A-Z\d]|and in |and other )|\b(?:in order to|with a view to|which|that|who)\b"
)


def _connected(between: str, language: str) -> tuple[str, str] | None:
    """A connective further left whose object the mention still belongs to: "in accordance with the principles … of"."""
    last = None
    for match in _CONNECTIVE.finditer(between):
        last = match
    if last is None or _CLAUSE_BREAK.search(between, last.end()):
        return None
    phrase = next((row for row in relations.phrases(language) if row.text == last.group().lower()), None)
    return (last.group(), phrase.relation) if phrase else None


_CHANGES = {"extends", "amends", "supersedes", "revokes", "corrects"}
_NUMBERED = (Kind.RESOLUTION, Kind.DECISION)
_ADOPTION = re.compile(
    r"(?:of|with|upon|on|the|its|appreciation|satisfaction|also|further|again|,| )*(?:the )?adoption of *(?:the *)?",
    re.IGNORECASE,
)


def _described(words: str, between: str, governing: Verb | None) -> tuple[str, str]:
    """A mention behind a describing phrase: carried out, continued, or only mentioned."""
    if governing is None:
        return words, "mentions"
    if governing.relation in _CHANGES or _ADOPTION.fullmatch(between):
        return governing.words, governing.relation
    if governing.relation in _CARRIED_OUT and _carried_out(between, governing.relation):
        return governing.words, governing.relation
    return words, "mentions"


_IN_WHICH = re.compile(r"\b(?:in|by|through|under) (?:which|that resolution)\b(?![^;]*, (?:and )?(?:its|the) $)")


def _within(between: str, governing: Verb, mention: Mention) -> tuple[str, str]:
    """A mention inside a clause: its verb's, unless the verb is about something else."""
    if governing.relation in _DIRECTIVE and len(between.split()) > _OBJECT_WORDS:
        if governing.relation not in _CARRIED_OUT or not _carried_out(between, governing.relation):
            return governing.words, "mentions"
    if governing.relation in _CHANGES and mention.kind not in _NUMBERED and len(between.split()) > _OBJECT_WORDS:
        return governing.words, "mentions"
    if _IN_WHICH.search(between) and not (
        mention.kind in _NUMBERED and between.rstrip().endswith((",", ", and", "and"))
    ):
        return governing.words, "mentions"
    return governing.words, governing.relation


_OBJECT_WORDS = 6  # words between a verb and its object: "Requests the Secretary-General to apply"

_TO_OBJECT = re.compile(
    r"(?: (?:of|to|with|in|that|this|the|its|regard|appreciation|satisfaction|also|further|interest|gratitude|upon|celebration|convening|"
    r"holding|hosting|organization|successful|conclusion|outcomes?|results?|success|commemoration|launch|launching|inaugural|by|and)){0,8},? ?(?:the |an? |its )?"
)


_OF_EVENTS = {"recalls", "welcomes", "takesNote", "reaffirms", "considers", "endorses"}
_OPENING_WORDS = 12

_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b[A-Z][a-z]|\bNos?|\bvols?|\bparas?|\bsects?|\bchaps?|\barts?)$")


def _sentence(plain: str, position: int) -> int:
    """Where the sentence that holds ``position`` begins: behind a full stop, or a semicolon without "and"."""
    floor = max(0, position - _SENTENCE_REACH)
    semicolon = plain.rfind("; ", floor, position)
    while semicolon >= 0 and plain.startswith("; and ", semicolon):
        semicolon = plain.rfind("; ", floor, semicolon)
    return max(semicolon + 2 if semicolon >= 0 else 0, _stop(plain, position))


def _stop(plain: str, position: int) -> int:
    """Where the words after the last full stop before ``position`` begin."""
    floor = max(0, position - _SENTENCE_REACH)
    stop = plain.rfind(". ", floor, position)
    while stop >= 0 and not (
        plain[stop + 2 : stop + 3].isupper() and not _ABBREVIATED.search(plain, max(0, stop - 6), stop)
    ):
        stop = plain.rfind(". ", floor, stop)
    return stop + 2 if stop >= 0 else 0
