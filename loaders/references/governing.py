"""The relation of a mention: from the phrase that governs it, not from the paragraph alone.

In order (FORMS 6.4): a phrase that stands directly before the mention's noun phrase ("pursuant to");
the verb of the clause, which is the last governing verb to the left in the same sentence, else the
paragraph's lead, else its parent's. A phrase that only describes another cited thing ("the report on
the implementation of") makes a mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from loaders.references.context import Text
from loaders.registries import relations

__all__ = ["Verb", "clause_verbs", "govern", "is_object"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A governing verb in a text: words as printed, relation, half-open span."""

    words: str
    relation: str
    start: int
    end: int


_CLAUSE = re.compile(r"(?:[,;:] (?:and |while |as well as |also |or )?|\band (?:also |further )?|\. )(?=[A-Za-z]+(?:ing|s|ed)\b)")
_OPENING = re.compile(r"[A-Za-z]")


def clause_verbs(text: Text, language: str) -> tuple[Verb, ...]:
    """The governing verbs inside a text, in order: its lead first, then each clause's own."""
    found = []
    first = relations.lead(text.plain, language)
    if first:
        found.append(Verb(text.part.text[first.start : first.end], first.relation, first.start, first.end))
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


_DETERMINER = re.compile(r"(?:[ ,]|\b(?:the|a|an|its|their|all|both|of|relevant|inter alia|in particular|fully|provisions of|provisions|terms of|operative|present))+$")
_LAST_WORD = re.compile(r"[a-z\-]+$")


def _phrase(left: str, language: str) -> tuple[relations.Phrase, int, int] | None:
    """The registry phrase that ends ``left`` (determiners dropped), with its span in ``left``."""
    low = left.lower()
    bare = _DETERMINER.sub("", low)
    for text in dict.fromkeys((low.rstrip(" ,"), bare)):
        last = _LAST_WORD.search(text)
        for phrase in _phrases(language).get(last.group(), ()) if last else ():
            start = len(text) - len(phrase.text)
            if text.endswith(phrase.text) and (start == 0 or not text[start - 1].isalnum()):
                return phrase, start, len(text)
    return None


# Relations whose object is what is done, not what the text is about: a mention further inside such a
# clause describes something else, unless its own words say that it is to be carried out.
_DIRECTIVE = {"requests", "callsForImplementation", "adopts"}
_CARRYING_OUT = re.compile(
    r"\b(?:implement(?:ing|ation of|)|comply(?:ing)?(?: fully)? with|compliance with|adher(?:e|ing|ence) to|ratify(?:ing)?|"
    r"acced(?:e|ing) to|becom(?:e|ing) (?:a )?part(?:y|ies) to|give (?:full )?effect to|carry(?:ing)? out|apply(?:ing)?|fulfil(?:ling|ment of)?|"
    r"uphold(?:ing)?|respect(?:ing)?|observ(?:e|ing)|execut(?:e|ing))\b"
)
_REPORTED = re.compile(
    r"\b(?:reports?|reporting|note|information|informed|updates?|study|briefing|inventory|survey|analysis|progress(?: made)?(?: in)?|"
    r"review(?:ing)?|consider(?:ing|ation)?|examin\w+|assess\w*|monitor\w*|evaluat\w+|follow(?:ing)?[ -]up|discuss\w*|resources|assist\w*|help|support)\b[^.;]{0,70}$"
)


def _carried_out(between: str) -> bool:
    """Whether the words before a mention say that it is to be carried out, and not to be reported on."""
    cue = None
    for match in _CARRYING_OUT.finditer(between):
        cue = match
    return cue is not None and len(between) - cue.end() < _NEAR and not _REPORTED.search(between[: cue.start()])


_NEAR = 200  # characters between "implementing" and the last thing of the list that is to be implemented


def govern(text: Text, start: int, verbs: tuple[Verb, ...], inherited: Verb | None, language: str = "en") -> tuple[str, str]:
    """The governing words as printed and the relation of the noun phrase that begins at ``start``.

    ``verbs`` are the text's own (`clause_verbs`), ``inherited`` the parent's where the text has none.
    """
    begin = _sentence(text.plain, start)
    clause = next((verb for verb in reversed(verbs) if begin <= verb.start and verb.end <= start), None)
    if clause is None and verbs and verbs[0].end <= start and begin == 0:
        clause = verbs[0]
    governing = clause or (inherited if begin == 0 else None)
    floor = max(begin, start - 120)
    found = _phrase(_without_organ(text, floor, start), language)
    if found and clause and floor + found[1] < clause.end:
        found = None  # the phrase is the verb itself
    between = text.plain[(clause.end if clause else begin) : start]
    if found:
        phrase, first, last = found
        words = text.part.text[floor + first : floor + last]
        if phrase.relation == "describes" or phrase.relation in _DIRECTIVE:
            return _described(words, between, governing)
        if phrase.relation != "inherit":
            return words, phrase.relation
    if governing is None:
        return "", "mentions"
    return _within(between, governing)


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


def _described(words: str, between: str, governing: Verb | None) -> tuple[str, str]:
    """A mention behind a describing phrase: carried out, continued, or only mentioned."""
    if governing and governing.relation in ("extends", "amends", "supersedes", "revokes", "corrects"):
        return governing.words, governing.relation
    if governing and governing.relation in _DIRECTIVE and _carried_out(between):
        return governing.words, governing.relation
    return words, "mentions"


def _within(between: str, governing: Verb) -> tuple[str, str]:
    """A mention inside a clause: its verb's, unless the verb is about something else."""
    if governing.relation in _DIRECTIVE and len(between.split()) > 6:
        if not _carried_out(between):
            return governing.words, "mentions"
    return governing.words, governing.relation


_TO_OBJECT = re.compile(
    r"(?: (?:of|to|with|in|that|this|the|its|regard|appreciation|satisfaction|also|further|interest|gratitude|upon|celebration|convening|"
    r"holding|hosting|organization|successful|conclusion|outcomes?|results?|success|commemoration|launch|launching|inaugural|by|and)){0,8},? ?(?:the |an? |its )?"
)


def is_object(text: Text, start: int, verbs: tuple[Verb, ...], inherited: Verb | None) -> bool:
    """Whether the noun phrase at ``start`` is what a verb speaks of, with nothing named in between."""
    begin = _sentence(text.plain, start)
    clause = next((verb for verb in reversed(verbs) if begin <= verb.start and verb.end <= start), None)
    if clause is None:
        return inherited is not None and start <= _OPENING_WORDS and inherited.relation in _OF_EVENTS
    return clause.relation in _OF_EVENTS and _TO_OBJECT.fullmatch(text.plain, clause.end, start) is not None


_OF_EVENTS = {"recalls", "welcomes", "takesNote", "reaffirms", "considers", "endorses"}
_OPENING_WORDS = 12

_STOP = re.compile(r"(?<![A-Z][a-z])(?<!\b[a-z])(?<!No)(?<!vol)(?<!Nos)(?<!para)(?<!paras)(?<!sect)(?<!chap)\. (?=[A-Z])|; (?!and )")


def _sentence(plain: str, position: int) -> int:
    """Where the sentence that holds ``position`` begins."""
    begin = 0
    for match in _STOP.finditer(plain, 0, position):
        begin = match.end()
    return begin
