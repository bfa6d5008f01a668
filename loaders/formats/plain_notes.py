"""Footnotes of a plain text: the list at its end or at a page's foot, and the marks in the text.

A list line is ``1 Resolution 55/2.``, ``¹ See document A/331.`` or ``[^1]: Resolution 55/2.``; its
mark is the same number glued to a word, raised, or ``[^1]``. A line is a note only where the text
before it holds its mark, or where it stands between notes that have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.formats.marks import glued
from loaders.formats.structure import Note, Paragraph
from loaders.records import Mark

__all__ = ["tied"]

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINE = re.compile(
    r"\s*(?:\[\^(?P<caret>\d{1,3})\]:\s*|(?P<raised>[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})\s*|(?P<plain>[1-9]\d{0,2})(?:\s+|\t))"
    r"(?P<text>[^\W\d_a-z].*|[“\"'‘«(\[].*|ibid.*)",
    re.DOTALL,
)
_DATE = re.compile(
    r"(?i)\s*\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_ADOPTED = re.compile(r"(?:Ad[ao]pted|Approved)\s(?:unanimously\s)?at the\b")
_UNTIED = re.compile(r"[,;.:]\d{1,3}\s*$")
_CARET = re.compile(r"\[\^(\d{1,3})\](?!:)")
_SUPER = re.compile(r"(?=[¹²³⁴-⁹])(?<=[\w.,;:)”’\"»])[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}(?!\w)")
# "the statement of 19 April 1990 84 and" in volumes scanned by machine: a number with a space before
# it, which counts nothing and numbers nothing. Believed only where the list of notes has it.
_SPACED = re.compile(
    r"(?<![\w(])(?!(?:resolutions?|paras?|paragraphs?|articles?|chapter|section|annex|part|rules?|of|to|and|than|within|least|or|No|vol|item|about|from|by|for)\b)"
    r"[\w)”’.,;/-]{1,40} (?P<digits>[1-9]\d{0,2})(?=[,;.]?(?:\s+[a-z]|\s*$))"
    r"(?!\s+(?:months?|days?|years?|weeks?|hours?|votes?|members?|states?|per|million|and\s\d|to\s\d|meeting|above|below))",
    re.IGNORECASE,
)
# How far the numbers of two marks that follow each other may be apart: one in between was misread.
_SKIP = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that may be a note."""

    at: int
    number: int
    form: str
    text: str


@dataclass(slots=True)
class _Place:
    """A mark that may be one: where it stands, and what it would say."""

    at: int
    start: int
    end: int
    number: int


@dataclass(slots=True)
class _Found:
    """Which notes exist, and the marks chosen for them, by paragraph."""

    notes: dict[int, _Line] = field(default_factory=dict[int, _Line])
    marks: dict[int, list[_Place]] = field(default_factory=dict[int, list[_Place]])


def tied(texts: Sequence[str]) -> tuple[list[Paragraph], list[Note]]:
    """Part a text's paragraphs into those that are text, with their marks, and its notes.

    Parameters
    ----------
    texts
        The paragraphs as printed, notes among them.

    """
    lines = [line for at, text in enumerate(texts) if (line := _line(at, text))]
    places = _places(texts, {line.at for line in lines})
    found = _choose(lines, places, _ended(texts))
    _add_spaced(texts, found)
    taken = {line.at for line in found.notes.values()}
    kept = [_marked(text, found.marks.get(at, ())) for at, text in enumerate(texts) if at not in taken]
    listed = sorted(found.notes.values(), key=lambda line: line.at)
    return kept, [Note(str(line.number), str(line.number), line.text.strip()) for line in listed]


def _line(at: int, text: str) -> _Line | None:
    match = _LINE.match(text[:4000])
    if not match or (match["plain"] and _DATE.match(text)):
        return None
    form = "caret" if match["caret"] else "raised" if match["raised"] else "plain"
    return _Line(at, int(match[form].translate(_RAISED)), form, text[match.start("text") :])


def _places(texts: Sequence[str], lines: set[int]) -> list[_Place]:
    """Everything in the text that looks like a mark, in order; lines that look like notes hold none."""
    found: list[_Place] = []
    for at, text in enumerate(texts):
        if at in lines:
            continue
        inside = [_Place(at, m.start("digits"), m.end(), int(m["digits"])) for m in glued(text)]
        inside += [_Place(at, m.start(), m.end(), int(m.group().translate(_RAISED))) for m in _SUPER.finditer(text)]
        inside += [_Place(at, m.start(), m.end(), int(m[1])) for m in _CARET.finditer(text)]
        found += sorted(inside, key=lambda place: place.start)
    return found


def _ended(texts: Sequence[str]) -> int:
    """Where the text says that it was adopted; past its end if it says so nowhere."""
    return next((at for at in range(len(texts) - 1, -1, -1) if _ADOPTED.match(texts[at])), len(texts))


def _add_spaced(texts: Sequence[str], found: _Found) -> None:
    """Marks that the scan parted from their words, for notes that have no other."""
    marked = {place.number for places in found.marks.values() for place in places}
    wanting = {number for number, line in found.notes.items() if number not in marked and line.form == "plain"}
    taken = {line.at for line in found.notes.values()}
    for at, text in enumerate(texts):
        if not wanting or at in taken:
            continue
        for match in _SPACED.finditer(text):
            number = int(match["digits"])
            if number in wanting:
                wanting.discard(number)
                place = _Place(at, match.start("digits") - 1, match.end("digits"), number)
                found.marks[at] = sorted([*found.marks.get(at, []), place], key=lambda place: place.start)


def _choose(lines: Sequence[_Line], places: Sequence[_Place], ended: int) -> _Found:
    """The notes whose marks are there, and for each text paragraph its marks."""
    found = _Found()
    for run in _runs(lines):
        # A list that stands after the adoption line is the list of notes, whatever became of its marks.
        begun = {place.number for place in places if place.at < run[-1].at or run[-1].form == "caret"}
        having = [line for line in run if line.number in begun]
        if 2 * len(having) > len(run) or (having and len(run) == 2) or run[0].at > ended:
            for line in run:
                found.notes.setdefault(line.number, line)
    for place in _rising(places, found.notes):
        found.marks.setdefault(place.at, []).append(place)
    return found


def _runs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines that follow each other with rising numbers: a list, or one page's foot."""
    runs: list[list[_Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and _next_to(last, line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _next_to(last: _Line, line: _Line) -> bool:
    rises = last.number < line.number <= last.number + _SKIP
    return rises and last.at == line.at - 1 and last.form == line.form


def _rising(places: Sequence[_Place], notes: Mapping[int, _Line]) -> list[_Place]:
    """The places that are marks: their numbers rise as the text goes on, and a number may come again."""
    usable = [place for place in places if place.number in notes]
    seen: set[int] = set()
    chosen: list[_Place] = []
    last = 0
    for i, place in enumerate(usable):
        later = {other.number for other in usable[i + 1 : i + 40]}
        skipped = sum(1 for number in range(last + 1, place.number) if number in later) if last else 0
        if place.number in seen or (place.number > last and skipped <= _SKIP // 2):
            chosen.append(place)
            seen.add(place.number)
            last = max(last, place.number)
    return chosen


def _marked(text: str, places: Sequence[_Place]) -> Paragraph:
    """The paragraph without its marks, and the marks where they stood."""
    pieces: list[str] = []
    marks: list[Mark] = []
    done = length = 0
    for place in places:
        pieces.append(text[done : place.start])
        length += place.start - done
        marks.append(Mark(length, str(place.number), str(place.number)))
        done = place.end
    left = "".join([*pieces, text[done:]])
    # A clause whose last mark has no note ends in its number, and is no heading for that.
    return Paragraph(left, tuple(marks), heading=False if _UNTIED.search(left[-8:]) else None)
