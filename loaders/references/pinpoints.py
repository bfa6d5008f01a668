"""Which part of the cited text: "paragraph 5 of", "the annex to", ", annex II", ", sect. XI".

In running text the pinpoint stands before the number (FORMS 2.7), in footnotes behind it. The normal
form is the printed one with plain spaces and dashes, from the largest unit to the smallest.
"""

from __future__ import annotations

import re

__all__ = ["Pinpoint", "after", "before"]

from dataclasses import dataclass

_NUMBER = r"(?:\d{1,3}(?: bis| ter)?(?: ?\([a-z]{1,4}\)| ?\([ivx]{1,5}\)| [a-e](?=[ ,.;)]))*|[IVXL]{1,7}(?:\.[A-Z0-9]{1,3}){0,2}|[A-Z](?:\.\d{1,2})?|\([a-z]{1,4}\)(?: \([ivx]{1,5}\))*|one|two|three|four|five|six)"
_LIST = rf"{_NUMBER}(?:(?:,? and | to |, | ?- ?|,? or ){_NUMBER}){{0,24}}"
_UNIT = (
    r"(?:(?:operative|preambular) )?(?:sub-?)?(?:paragraphs?|paras?\.|sections?|sects?\.|parts?|chapters?|chaps?\.|annex(?:es)?|"
    r"append(?:ix|ices)|enclosures?|attachments?|articles?|arts?\.|op\.|pp\.|principles?|rules?|regulations?|goals?|targets?|recommendations?)"
)
_ALONE = r"(?:annex|appendix|enclosure|attachment)"
_BEFORE = re.compile(
    rf"(?P<pin>(?:{_UNIT} {_LIST},? ){{0,2}}{_UNIT} {_LIST}|\b{_ALONE})(?:,? (?:of|to|in)(?: the)?(?: (?P<outer>(?:annex|section|part|chapter|appendix|enclosure)(?: {_NUMBER})?) (?:of|to)(?: the)?)?),? $",
    re.IGNORECASE,
)
_LAST_WORDS = ("of ", "to ", "in ", "the ", "its ", "of, ")
_ANNEXED = re.compile(r"\b(?:as )?(?:annexed|appended|attached) to (?:the |its )?$")
_ELLIPTIC = re.compile(rf"(?:, | and |, and |, as well as )(?P<pin>{_LIST}),? of $")
_AFTER = re.compile(
    rf"(?:,? (?:and )?(?P<pin>(?:{_UNIT}|vol\.|tables?|pp?\.|sect|chap)(?: {_LIST})?))(?![A-Za-z/])", re.IGNORECASE
)
_OF_NEXT = re.compile(
    r",? (?:of|to|in) (?=(?:its|the|this|that|General|Security|Economic|Council|Assembly|resolutions?|decision)\b|(?:(?:annex|section|part) [IVX]+,? (?:of|to)))"
)
_INNER = re.compile(rf",? (?P<pin>(?:resolution|decision) {_LIST})(?![\w/]| ?\()", re.IGNORECASE)
_ORDER = ("vol", "part", "chap", "sect", "resolution", "decision", "annex", "append", "art", "para")


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A pinpoint at a half-open span."""

    words: str
    start: int
    end: int


def before(text: str, start: int) -> Pinpoint | None:
    """The pinpoint that ends where a citation's noun phrase begins.

    >>> before("as set out in paragraphs 5 to 7 of resolution 2567 (2021)", 35).words
    'paragraphs 5 to 7'
    """
    if not text.endswith(_LAST_WORDS, max(0, start - 6), start):
        return None
    floor = max(0, start - 220)
    window = text[floor:start]
    annexed = _ANNEXED.search(window)
    if annexed:
        return Pinpoint("annex", floor + annexed.start(), start)
    match = _BEFORE.search(window)
    if match:
        words = match.group("pin")
        if match.group("outer"):
            words = f"{match.group('outer')}, {words}"
        return Pinpoint(words, floor + match.start("pin"), start)
    match = _ELLIPTIC.search(window)
    if match and (unit := re.search(rf"({_UNIT}) {_LIST} of [^.;]{{0,120}}$", window[: match.start()], re.IGNORECASE)):
        noun = unit.group(1) if unit.group(1).endswith("s") else unit.group(1)
        return Pinpoint(f"{noun} {match.group('pin')}", floor + match.start("pin"), start)
    return None


def after(text: str, end: int, inner: bool = False) -> Pinpoint | None:
    """The pinpoints that follow a citation directly, as one; ``inner`` allows "resolution 1" inside a report.

    >>> after("Resolution 66/288, annex.", 17).words
    'annex'
    """
    pins, position = [], end
    while len(pins) < 6 and (
        match := _AFTER.match(text, position) or (_INNER.match(text, position) if inner else None)
    ):
        if _OF_NEXT.match(text, match.end()):
            break  # "resolution 64/72, paragraphs 121 and 126 of resolution 66/68": the next one's
        pins.append(match.group("pin"))
        position = match.end()
    return Pinpoint(", ".join(pins), end, position) if pins else None
