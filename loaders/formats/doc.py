"""Binary Word files (97 to 2003): text by the piece table, footnotes tied by PlcffndRef and PlcffndTxt.

Character positions (CP) count through one long text: the body, then the footnotes, then the
headers. The piece table says where each run of CPs lies in the file, and in which encoding
([MS-DOC] 2.4.1). Files that cannot be read so are given to ``antiword``, where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import olefile

from loaders.errors import DamagedDocument, DocumentError
from loaders.formats.docfile import MangledError, WordFile
from loaders.formats.structure import Note, Paragraph, build
from loaders.records import Document, Mark, Problem
from loaders.sources import RawFile

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/msword"

_MARK, _CELL, _PARAGRAPH, _PAGE = "\x02", "\x07", "\r", "\x0c"
_PLAIN = str.maketrans(
    {"\x1e": "-", "\x1f": None, "\x0b": "\n", "\x01": None, "\x05": None, "\x08": None, "\x03": None, "\x04": None}
)
_ANTIWORD_SECONDS = 20


@dataclass(frozen=True, slots=True)
class _Text:
    """Characters with the CP of each; what fields hide and what was deleted is left out."""

    chars: str
    positions: tuple[int, ...]


def _visible(word: WordFile, start: int, end: int) -> _Text:
    """The characters of a CP range that are printed: of a field, its result and not its code."""
    chars: list[str] = []
    positions: list[int] = []
    depth: list[bool] = []
    for position in range(start, end):
        char = word.text[position]
        if char == "\x13":
            depth.append(True)
        elif char == "\x14" and depth:
            depth[-1] = False
        elif char == "\x15" and depth:
            depth.pop()
        elif not any(depth) and not word.hidden(position):
            chars.append(char)
            positions.append(position)
    return _Text("".join(chars), tuple(positions))


def _lines(text: _Text) -> list[tuple[int, int, bool]]:
    """Half-open index ranges of the paragraphs, and whether a table cell holds each."""
    found: list[tuple[int, int, bool]] = []
    start = 0
    for i, char in enumerate(text.chars):
        if char in (_PARAGRAPH, _CELL, _PAGE):
            found.append((start, i, char == _CELL))
            start = i + 1
    return [*found, (start, len(text.chars), False)]


def _paragraphs(word: WordFile, text: _Text, marks: dict[int, tuple[str, str]]) -> list[Paragraph]:
    """The paragraphs; ``marks`` maps a CP to (marker, key)."""
    printed = dict(marks.values())
    paragraphs: list[Paragraph] = []
    for start, end, cell in _lines(text):
        pieces: list[str] = []
        found: list[Mark] = []
        length = 0
        for i in range(start, end):
            char = text.chars[i].translate(_PLAIN)
            mark = marks.get(text.positions[i])
            if mark:
                found.append(Mark(length, *mark))
                continue
            if (
                char.isdecimal()
                and word.raised(text.positions[i])
                and (again := _repeated(word, text, i, end, printed))
            ):
                found.append(Mark(length, *again))
                continue
            if char == _MARK or (char.isdecimal() and _inside_repeated(word, text, i, start, printed)):
                continue
            pieces.append(char)
            length += len(char)
        paragraphs.append(Paragraph("".join(pieces), tuple(found), cell=cell))
    return paragraphs


def _run_of_raised(word: WordFile, text: _Text, i: int, start: int, end: int) -> tuple[int, int]:
    first = last = i
    while first > start and text.chars[first - 1].isdecimal() and word.raised(text.positions[first - 1]):
        first -= 1
    while last + 1 < end and text.chars[last + 1].isdecimal() and word.raised(text.positions[last + 1]):
        last += 1
    return first, last + 1


def _repeated(word: WordFile, text: _Text, i: int, end: int, printed: dict[str, str]) -> tuple[str, str] | None:
    """A raised number that repeats a footnote's mark, if ``i`` is its first digit."""
    first, last = _run_of_raised(word, text, i, 0, end)
    marker = text.chars[first:last]
    return (marker, printed[marker]) if first == i and marker in printed else None


def _inside_repeated(word: WordFile, text: _Text, i: int, start: int, printed: dict[str, str]) -> bool:
    if not word.raised(text.positions[i]):
        return False
    first, last = _run_of_raised(word, text, i, start, len(text.chars))
    return text.chars[first:last] in printed


def _notes(word: WordFile) -> tuple[list[Note], dict[int, tuple[str, str]]]:
    """The footnotes, and for each mark's CP its marker and key."""
    notes: list[Note] = []
    marks: dict[int, tuple[str, str]] = {}
    number = 0
    for k, (position, automatic) in enumerate(word.references):
        if word.hidden(position):
            continue
        if automatic:
            number += 1
        marker = str(number) if automatic else word.text[position].strip() or "*"
        start, end = word.note_range(k)
        text = _visible(word, start, end).chars.replace(_MARK, "").translate(_PLAIN).replace(_PARAGRAPH, "\n").strip()
        notes.append(Note(f"f{k}", marker, text if automatic else text.removeprefix(marker)))
        marks[position] = (marker, f"f{k}")
    return notes, marks


def _heads(word: WordFile) -> list[str]:
    """The lines of headers and footers, in the file's order."""
    start, end = word.headers
    text = _visible(word, start, end)
    lines = [text.chars[first:last].translate(_PLAIN).strip() for first, last, _ in _lines(text)]
    return [" ".join(line.split()) for line in lines if line]


def _read_own(raw: RawFile) -> Document:
    with cast("Any", olefile).OleFileIO(BytesIO(raw.data)) as package:
        word = WordFile.of(package)
    notes, marks = _notes(word)
    body = _visible(word, *word.body)
    return build(_paragraphs(word, body, marks), notes, _heads(word), raw, MEDIA_TYPE)


def antiword() -> str | None:
    """The path of the ``antiword`` program, or ``None``."""
    return shutil.which("antiword")


def _read_antiword(raw: RawFile, reason: str) -> Document:
    program = antiword()
    if program is None:
        message = f"{reason}; installing antiword (Debian: apt-get install antiword) may let it be read"
        raise DamagedDocument(message, raw.file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.doc"
        path.write_bytes(raw.data)
        text = _output(program, path, raw, reason)
    paragraphs = [Paragraph(line) for line in text.splitlines() if line.strip()]
    problem = Problem("read-by-antiword", f"{reason}; read by antiword, which ties no footnotes")
    return build(paragraphs, (), (), raw, MEDIA_TYPE, (problem,))


def _output(program: str, path: Path, raw: RawFile, reason: str) -> str:
    command = [program, "-w", "0", "-m", "UTF-8.txt", "-i", "1", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_ANTIWORD_SECONDS, check=False)  # noqa: S603 - the program's own path, no shell
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DamagedDocument(f"{reason}; antiword failed too ({error})", raw.file) from error
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode or not text.strip():
        raise DamagedDocument(f"{reason}; antiword could not read it either", raw.file)
    return text


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one binary Word file.

    Raises
    ------
    DocumentError
        Truncated, mangled, protected by a password, empty, or no UN text.

    """
    try:
        return (_read_own(raw),)
    except DocumentError:
        raise
    except MangledError as error:
        if error.final:
            raise DamagedDocument(str(error), raw.file) from error
        return (_read_antiword(raw, str(error)),)
    except (OSError, ValueError, IndexError, TypeError, OverflowError, RecursionError) as error:
        return (_read_antiword(raw, f"the file is cut off or mangled ({error})"),)
