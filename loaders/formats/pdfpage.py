"""The printed rows of a PDF page: characters with place and size, put in reading order.

Lengths are points, y grows upwards. Spaces that the PDF reader invents are not trusted: a space is
one that the file holds, or a gap wider than a sixth of the letter size.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

__all__ = ["HYPHEN", "Char", "Row", "rows_from", "rows_of"]

HYPHEN = "\x02"  # what pdfium gives for a hyphen at a line's end
_GAP = 0.165  # of the letter size: narrower is kerning, wider a space
_SEEN = 0.1  # of the letter size: a space narrower than this is none
_BOLD = 600
_COLUMN_GAP = 14.0  # points between two columns or a number and its text
_SPACES = " \u00a0\t"


@dataclass(frozen=True, slots=True)
class Char:
    """One character: left and right edge, baseline, size, whether it is bold."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(slots=True)
class Row:
    """One printed row of one column; ``marks`` are (offset, marker), offsets count in ``text``."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    marks: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    leading_mark: str = ""

    @property
    def plain(self) -> str:
        """The text without spaces at the ends."""
        return self.text.strip()


def _chars(page: Any) -> list[Char]:
    """Every character that the page prints, in the file's order.

    Weight is asked once a word, for a word is of one weight; every question costs a foreign call.
    """
    text = page.get_textpage()
    handle = text.raw
    left, base = ctypes.c_double(), ctypes.c_double()
    box = pdfium_c.FS_RECTF()
    found: list[Char] = []
    bold, begun = False, True
    for i in range(text.count_chars()):
        char = _printable(pdfium_c.FPDFText_GetUnicode(handle, i))
        blank = char in _SPACES  # the empty string too
        if not char or (blank and pdfium_c.FPDFText_IsGenerated(handle, i) == 1):
            begun = True
            continue
        if begun and not blank:
            bold = pdfium_c.FPDFText_GetFontWeight(handle, i) >= _BOLD
        begun = blank
        pdfium_c.FPDFText_GetCharOrigin(handle, i, left, base)
        pdfium_c.FPDFText_GetLooseCharBox(handle, i, box)
        size = pdfium_c.FPDFText_GetFontSize(handle, i)
        if size <= 1.0:  # the size stands in the text matrix
            size = max(size, box.top - box.bottom, 1.0)
        found.append(Char(char, left.value, box.right, base.value, round(size, 1), bold))
    text.close()
    return found


def _printable(code: int) -> str:
    """The character of a code point; controls and half surrogates are no text."""
    if code == 2:
        return HYPHEN
    if code < 0x20 or 0xD800 <= code < 0xE000 or 0xFFF0 <= code <= 0xFFFF or code > 0x10FFFF:
        return " " if code in (9, 10, 13) else ""
    return "" if code == 0xAD else chr(code)


def _main_size(chars: Sequence[Char]) -> float:
    counts = Counter(char.size for char in chars if char.text not in _SPACES)
    return max(counts, key=lambda size: (counts[size], size)) if counts else 0.0


def _lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Group characters by baseline; raised small ones join the line they hang over."""
    ordered = sorted(chars, key=lambda c: -c.base)
    lines: list[list[Char]] = []
    bases: list[float] = []
    for char in ordered:
        if bases and abs(bases[-1] - char.base) <= 1.6:
            lines[-1].append(char)
        else:
            lines.append([char])
            bases.append(char.base)
    return _join_raised(lines)


def _join_raised(lines: list[list[Char]]) -> list[list[Char]]:
    joined: list[list[Char]] = []
    held: list[Char] = []
    for i, line in enumerate(lines):
        below = lines[i + 1] if i + 1 < len(lines) else []
        if below and _hangs_over(line, below):
            held += line
            continue
        joined.append(held + line)
        held = []
    return joined


def _hangs_over(line: list[Char], below: list[Char]) -> bool:
    """Whether a line of small signs is the superscripts of the next."""
    size, large = _main_size(line), _main_size(below)
    text = "".join(char.text for char in line if char.text not in _SPACES)
    return size < 0.8 * large and line[0].base - below[0].base < 0.62 * large and 0 < len(text) <= 24


def _segments(line: list[Char]) -> list[list[Char]]:
    """Split a line where a gap is as wide as a gutter."""
    ordered = sorted(line, key=lambda c: (c.left, c.right))
    segments: list[list[Char]] = []
    edge = 0.0
    for char in ordered:
        blank = char.text in _SPACES
        if not segments or (not blank and char.left - edge > _COLUMN_GAP):
            segments.append([])
        segments[-1].append(char)
        if not blank:
            edge = max(edge, char.right)
    return segments


def _row(chars: Sequence[Char], wide: bool = False) -> Row | None:
    """One row of text from the characters of a line, left to right."""
    visible = [char for char in chars if char.text not in _SPACES]
    if not visible:
        return None
    size = _main_size(visible)
    base = Counter(char.base for char in visible if char.size == size).most_common(1)[0][0]
    row = Row(
        "", visible[0].left, max(c.right for c in visible), base, size, all(c.bold for c in visible if c.size == size)
    )
    pieces: list[str] = []
    length = 0
    last: Char | None = None
    blank: float | None = None
    for char in chars:
        if char.text in _SPACES:
            blank = char.left if blank is None and last is not None else blank
            continue
        space = _space(last, char, blank, wide and length < 8)
        raised = char.size < 0.8 * size and char.base - base > 0.8 and (char.text.isdecimal() or char.text in "*†‡")
        if raised:
            _raise(row, char, last, length)
        else:
            pieces.append(space + char.text)
            length += len(space) + len(char.text)
        last, blank = char, blank if raised else None
    row.text = "".join(pieces)
    if row.marks and row.marks[0][0] == 0:
        row.leading_mark = row.marks[0][1]
    return row


def _space(last: Char | None, char: Char, blank: float | None, tabbed: bool) -> str:
    """What stands between two characters: nothing, a space, or a tab after a paragraph's number.

    A space of the file counts only where it is seen: some are set with the next letter over them.
    """
    if last is None:
        return ""
    gap = char.left - last.right
    if tabbed and gap > 6.0 and blank is None:
        return "\t"
    if last.size < 0.8 * char.size and (char.text.isalnum() or char.text in "([“‘"):
        return "" if "\u3000" <= char.text <= "\u9fff" else " "  # a word after a mark
    if blank is not None and char.left - blank > _SEEN * char.size:
        return " "
    return " " if gap > _GAP * max(char.size, last.size) else ""


def _raise(row: Row, char: Char, last: Char | None, length: int) -> None:
    """Add a raised sign to the mark that stands here, or begin one."""
    if (
        row.marks
        and row.marks[-1][0] == length
        and last is not None
        and last.size == char.size
        and char.left - last.right < 2.0
    ):
        row.marks[-1] = (length, row.marks[-1][1] + char.text)
    else:
        row.marks.append((length, char.text))


def _gutter(lines: Sequence[Sequence[Sequence[Char]]], width: float) -> float | None:
    """The x of a gutter that splits the page into two columns, or ``None``.

    At least ten lines, and three lines of five, must have text on both sides of the middle strip
    and none across it.
    """
    split, crossing = 0, 0
    middle = width / 2
    for line in lines:
        spans = [(min(c.left for c in s), max(c.right for c in s)) for s in line]
        if any(left < middle - 4 and right > middle + 4 for left, right in spans):
            crossing += 1
        elif any(right <= middle + 4 for _, right in spans) and any(left >= middle - 4 for left, _ in spans):
            split += 1
    return middle if split >= 10 and split * 2 >= crossing * 3 else None


def rows_from(chars: Sequence[Char], width: float) -> list[Row]:
    """The rows of a page in reading order: of two columns, the left one first.

    A row across both columns ends what stands above it.
    """
    lines = [_segments(line) for line in _lines(chars)]
    middle = _gutter(lines, width)
    if middle is None:
        whole = ([char for segment in line for char in segment] for line in lines)
        return [row for line in whole if (row := _row(line, wide=True))]
    rows: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for line in lines:
        if any(min(c.left for c in s) < middle - 4 and max(c.right for c in s) > middle + 4 for s in line):
            rows += [*left, *right]
            left, right = [], []
            rows += [row for row in (_row([char for segment in line for char in segment]),) if row]
            continue
        for side, wanted in ((left, True), (right, False)):
            chosen = [char for s in line for char in s if (max(c.right for c in s) <= middle + 4) is wanted]
            row = _row(chosen) if chosen else None
            if row:
                side.append(row)
    return [*rows, *left, *right]


def rows_of(page: Any) -> list[Row]:
    """The rows of an open page."""
    return rows_from(_chars(page), page.get_width())
