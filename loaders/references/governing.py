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

__all__ = ["Verb", "clause_verbs", "govern"]


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
    r"\b(?:implement(?:ing|ation of|)|comply(?:ing)? (?:fully )?with|compliance with|adher(?:e|ing|ence) to|ratify|"
    r"acced(?:e|ing) to|become part(?:y|ies) to|give effect to|carry(?:ing)? out|apply(?:ing)?|fulfil(?:ling|ment of)?|"
    r"support(?:ing)? the implementation of|implementation)\b[^.;]{0,90}$"
)
_REPORTED = re.compile(r"\b(?:report|reports|reporting|note|information|progress|update|study|review|assessment)\b[^.;]{0,120}$")
_THING = re.compile(r"\b(?:report|reports|note|notes|letter|letters|statement|statements|study|memorandum|recommendations|conclusions|communication|presentation|briefing)\b[^.;]{0,160}$", re.IGNORECASE)


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
    found = _phrase(text.plain[floor:start], language)
    if found and clause and floor + found[1] < clause.end:
        found = None  # the phrase is the verb itself
    between = text.plain[(clause.end if clause else begin) : start]
    if found:
        phrase, first, last = found
        words = text.part.text[floor + first : floor + last]
        if phrase.relation not in relations.SPECIAL:
            return words, phrase.relation
        if phrase.relation == "describes":
            return _described(words, between, governing)
    if governing is None:
        return "", "mentions"
    return _within(between, governing)


def _described(words: str, between: str, governing: Verb | None) -> tuple[str, str]:
    """A mention behind a describing phrase: carried out, continued, or only mentioned."""
    if governing and governing.relation in ("extends", "amends", "supersedes", "revokes", "corrects"):
        return governing.words, governing.relation
    if governing and governing.relation in _DIRECTIVE and _CARRYING_OUT.search(between) and not _REPORTED.search(between):
        return governing.words, governing.relation
    return words, "mentions"


def _within(between: str, governing: Verb) -> tuple[str, str]:
    """A mention inside a clause: its verb's, unless the verb is about something else."""
    if governing.relation in _DIRECTIVE and len(between.split()) > 6:
        if not _CARRYING_OUT.search(between) or _REPORTED.search(between):
            return governing.words, "mentions"
    return governing.words, governing.relation


_STOP = re.compile(r"(?<![A-Z][a-z])(?<!\b[a-z])(?<!No)(?<!vol)(?<!Nos)(?<!para)(?<!paras)(?<!sect)(?<!chap)\. (?=[A-Z])|; (?!and )")


def _sentence(plain: str, position: int) -> int:
    """Where the sentence that holds ``position`` begins."""
    begin = 0
    for match in _STOP.finditer(plain, 0, position):
        begin = match.end()
    return begin
