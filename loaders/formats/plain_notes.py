"""Footnotes of a plain text: the list at its end or at a page's foot, and the marks in the text.

A list line is ``1 Resolution 55/2.``, ``¹ See document A/331.``, ``[^1]: Resolution 55/2.`` or, in the
electronic texts of the 1990s, ``1/ Resolution 55/2.``; its mark is the same number glued to a word,
raised, ``[^1]`` or ``1/``. A line is a note only where the text before it holds its mark, where it
stands between notes that have theirs, or where it says itself that it is one (``3 Ibid., …``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from loaders.formats.marks import glued
from loaders.formats.structure import Note, Paragraph
from loaders.records import Mark

__all__ = ["tied"]

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINE = re.compile(
    r"[\s|^]{0,4}(?:\[\^(?P<caret>\d{1,3})\]:\s*|(?P<raised>[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})\s*"
    r"|(?P<slash>[1-9]\d{0,2})/\s{1,8}|(?P<plain>[1-9]\d{0,2})(?:\s+|\t))"
    r"(?P<text>[^\W\d_a-z].*|[“\"'‘«(\[].*|ibid.*)",
    re.DOTALL,
)
# What only a note begins with; a scan may read "I" as "f".
_TELLING = re.compile(
    r"[If]bid\b|Idem\b|(?:See |For [\w ]{3,60}, see )?(?:also )?(?:the )?Official Records\b"
    r"|See (?:also )?(?:document |[AES]/)|Document [AES]/|United Nations,? (?:publication|Treaty Series)"
    r"|(?:[AES]|TD)/[A-Z0-9./-]{4,30}(?: and [\w.]{5,9}){0,2}\W{0,2}$"
    r"|Resolution [\dA-Z /()-]{3,15}(?:, annex)?\W{0,2}$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?<=[.)]) (?=[1-9]\d{0,2}/? (?:[If]bid|See |Official Records))")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(rf"(?i)\s*\d{{1,2}}\s+(?:{_MONTHS})\b")
_ADOPTED = re.compile(r"(?:Ad[ao]pted|Approved)\s(?:unanimously,?\s)?(?:without a vote,?\s)?at the\b")
_UNTIED = re.compile(r"[,;.:]\d{1,3}\s*$")
_CARET = re.compile(r"\[\^(?P<bracketed>\d{1,3})\](?!:)|(?<=[\w.,;:)”’\"»])\^(?P<bare>[1-9]\d{0,2})(?![\w/])")
_SLASHED = re.compile(r"(?<=[\w.,;:)”’\"\]])[ \u00a0]{0,2}(?<![\d/])(?P<digits>[1-9]\d{0,2})/(?=[\s,;.:)”]|$)(?! ?\d)")
# What a scan makes of a raised number: "Jordan?°", "1979°4", "Agreements!"
_GARBLED = re.compile(r"(?<=[\w.,)])[°?!*§®¢‘]{1,2}\d?(?=[\s,;.)]|$)")
_SUPER = re.compile(r"(?=[¹²³⁴-⁹])(?<=[\w.,;:)”’\"»])[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}(?!\w)")
# "the statement of 19 April 1990 84 and" in volumes scanned by machine: a number with a space before
# it, which counts nothing and numbers nothing. Believed only where the list of notes has it.
_COUNTED = "months?|days?|years?|weeks?|hours?|votes?|members?|states?|per|million|meeting|above|below"
_NUMBERED = ("olution", "graph", "rticle", "apter", "ection", " of", " to", "No.", "rule")
_SPACED = re.compile(
    r"(?<![\w(])(?!(?:resolutions?|paras?|paragraphs?|articles?|chapter|section|annex|part|rules?|of|to|and|than|within|least|or|No|vol|item|about|from|by|for)\b)"
    r"[\w)”’.,;/-]{1,40} (?P<digits>[1-9]\d{0,2})(?=[,;.]?(?:\s+[a-z]|\s*$))"
    rf"(?!\s+(?:{_COUNTED}|and\s\d|to\s\d))",
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
    telling: bool = False


@dataclass(slots=True)
class _Place:
    """A mark that may be one: where it stands, and what it would say."""

    at: int
    start: int
    end: int
    number: int


@dataclass(slots=True)
class _Found:
    """Which notes exist, by number and in order, and the marks chosen for them, by paragraph."""

    notes: dict[int, list[_Line]] = field(default_factory=dict[int, list[_Line]])
    marks: dict[int, list[_Place]] = field(default_factory=dict[int, list[_Place]])

    @property
    def listed(self) -> list[_Line]:
        """The notes as they are printed."""
        return sorted((line for lines in self.notes.values() for line in lines), key=lambda line: line.at)

    def key(self, line: _Line) -> str:
        """A note's key: its number, and which of its equals it is."""
        nth = self.notes[line.number].index(line)
        return f"{line.number}.{nth + 1}" if nth else str(line.number)

    def note(self, place: _Place) -> str:
        """The key of the note that a mark names: the next of its number, for a page's notes stand at its foot."""
        lines = self.notes.get(place.number)
        if not lines:
            return str(place.number)
        return self.key(next((line for line in lines if line.at > place.at), lines[-1]))


def tied(texts: Sequence[str]) -> tuple[list[Paragraph], list[Note]]:
    """Part a text's paragraphs into those that are text, with their marks, and its notes.

    Parameters
    ----------
    texts
        The paragraphs as printed, notes among them.

    """
    texts = [piece for text in texts for piece in _parted(text)]
    lines = [line for at, text in enumerate(texts) if (line := _line(at, text))]
    slashed = 2 * sum(line.form == "slash" for line in lines) > len(lines)
    places = _places(texts, {line.at for line in lines}, slashed)
    found = _choose(lines, places, _ended(texts), slashed)
    _add_spaced(texts, found)
    _add_alone(texts, found)
    taken = {line.at for line in found.listed}
    kept = [_marked(text, found.marks.get(at, ()), found) for at, text in enumerate(texts) if at not in taken]
    return kept, [Note(found.key(line), str(line.number), line.text.strip(" |\t\n")) for line in found.listed]


def _parted(text: str) -> list[str]:
    """Two notes that stand in one paragraph, parted; any other text as it is."""
    return _SECOND.split(text) if text[:8].lstrip()[:1].isdigit() and _LINE.match(text[:200]) else [text]


def _line(at: int, text: str) -> _Line | None:
    match = _LINE.match(text[:4000])
    if not match or (match["plain"] and _DATE.match(text)):
        return None
    form = next(name for name in ("caret", "raised", "slash", "plain") if match[name])
    words = text[match.start("text") :]
    return _Line(at, int(match[form].translate(_RAISED)), form, words, bool(_TELLING.match(words)))


def _places(texts: Sequence[str], lines: set[int], slashed: bool) -> list[_Place]:
    """Everything in the text that looks like a mark, in order; lines that look like notes hold none."""
    found: list[_Place] = []
    raised = any(sign in text for text in texts if not text.isascii() for sign in "¹²³⁴⁵⁶⁷⁸⁹")
    for at, text in enumerate(texts):
        if at in lines:
            continue
        if slashed:
            found += [_Place(at, m.start(), m.end(), int(m["digits"])) for m in _SLASHED.finditer(text)]
            continue
        inside = [_Place(at, m.start("digits"), m.end(), int(m["digits"])) for m in glued(text)]
        if raised:
            inside += [_Place(at, m.start(), m.end(), int(m.group().translate(_RAISED))) for m in _SUPER.finditer(text)]
        if "^" in text:
            inside += [_Place(at, m.start(), m.end(), int(m[1] or m[2])) for m in _CARET.finditer(text)]
        found += sorted(inside, key=lambda place: place.start)
    return found


def _ended(texts: Sequence[str]) -> int:
    """Where the text says that it was adopted; past its end if it says so nowhere."""
    return next((at for at in range(len(texts) - 1, -1, -1) if _ADOPTED.match(texts[at])), len(texts))


def _add_spaced(texts: Sequence[str], found: _Found) -> None:
    """Marks that the scan parted from their words, for notes that have no other."""
    marked = {place.number for places in found.marks.values() for place in places}
    wanting = {line.number for line in found.listed if line.number not in marked and line.form == "plain"}
    taken = {line.at for line in found.listed}
    for at, text in enumerate(texts):
        if not wanting or at in taken:
            continue
        for match in _SPACED.finditer(text):
            number = int(match["digits"])
            if number in wanting:
                wanting.discard(number)
                place = _Place(at, match.start("digits") - 1, match.end("digits"), number)
                found.marks[at] = sorted([*found.marks.get(at, []), place], key=lambda place: place.start)


def _add_alone(texts: Sequence[str], found: _Found) -> None:
    """A note's mark, where one number or one sign alone can be it between the marks before and after.

    ``2 August, 11 5 August 12 and`` holds the mark 11 if no other 11 stands between 10 and 12.
    """
    marked = {place.number: (place.at, place.start) for places in found.marks.values() for place in places}
    taken = {line.at for line in found.listed}
    wanting = [line.number for line in found.listed if line.number not in marked and line.form == "plain"]
    for number in dict.fromkeys(wanting):
        after = max((place for other, place in marked.items() if other < number), default=(-1, 0))
        before = min((place for other, place in marked.items() if other > number), default=(len(texts), 0))
        reach = [at for at in range(max(after[0], 0), min(before[0] + 1, len(texts))) if at not in taken]
        for pattern in (_alone(number), _GARBLED):
            spans = [(at, match.span()) for at in reach for match in pattern.finditer(texts[at])]
            between = [(at, span) for at, span in spans if after < (at, span[0]) < before]
            if len(between) == 1:
                (at, (start, end)) = between[0]
                marked[number] = (at, start)
                place = _Place(at, start, end, number)
                found.marks[at] = sorted([*found.marks.get(at, []), place], key=lambda place: place.start)
                break


def _alone(number: int) -> re.Pattern[str]:
    """A number that stands by itself and is neither a day nor a resolution's, nor counts anything."""
    counted = rf"(?!\s(?i:{_COUNTED})\b)" if number < 20 else ""
    behind = "".join(rf"(?<!{word})" for word in _NUMBERED)
    ahead = rf"(?![\w/(]|\s\(|[.,]\d|\s(?i:{_MONTHS})\b){counted}"
    return re.compile(rf"(?<=[\w.,;)”’]){behind}(?: |(?<=,)){number}{ahead}")


def _choose(lines: Sequence[_Line], places: Sequence[_Place], ended: int, slashed: bool) -> _Found:
    """The notes whose marks are there, and for each text paragraph its marks."""
    found = _Found()
    for run in _runs(lines):
        # A list that stands after the adoption line is the list of notes, whatever became of its marks.
        begun = {place.number for place in places if place.at < run[-1].at or run[-1].form == "caret"}
        having = [line for line in run if line.number in begun or line.telling or (slashed and line.form == "slash")]
        if 2 * len(having) > len(run) or (having and len(run) == 2) or run[0].at > ended:
            for line in run:
                found.notes.setdefault(line.number, []).append(line)
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


def _rising(places: Sequence[_Place], notes: Collection[int]) -> list[_Place]:
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


def _marked(text: str, places: Sequence[_Place], found: _Found) -> Paragraph:
    """The paragraph without its marks, and the marks where they stood."""
    pieces: list[str] = []
    marks: list[Mark] = []
    done = length = 0
    for place in places:
        pieces.append(text[done : place.start])
        length += place.start - done
        marks.append(Mark(length, str(place.number), found.note(place)))
        done = place.end
    left = "".join([*pieces, text[done:]])
    # A clause whose last mark has no note ends in its number, and is no heading for that.
    return Paragraph(left, tuple(marks), heading=False if _UNTIED.search(left[-8:]) else None)
