"""Binary Word files (97 to 2003): text by the piece table, footnotes tied by PlcffndRef and PlcffndTxt.

Character positions (CP) count through one long text: the body, then the footnotes, then the
headers. The piece table says where each run of CPs lies in the file, and in which encoding
([MS-DOC] 2.4.1). Files that cannot be read so are given to ``antiword``, where it is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
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

_MARK, _CELL, _PARAGRAPH = "\x02", "\x07", "\r"
_PLAIN = str.maketrans({"\x1e": "-", "\x0b": "\n", **dict.fromkeys("\x01\x02\x03\x04\x05\x08\x1f")})
_FIELD = re.compile("[\x13\x14\x15]")
_END = re.compile("[\r\x07\x0c]")  # the ends of a paragraph, of a table cell, of a page
_ANTIWORD_SECONDS = 20


@dataclass(frozen=True, slots=True)
class _Text:
    """Characters with the CP of each, ascending; what fields hide and what was deleted is left out."""

    chars: str
    positions: Sequence[int]

    def index(self, position: int) -> int:
        """Where a CP stands in ``chars``, or -1."""
        found = bisect_left(self.positions, position)
        return found if found < len(self.positions) and self.positions[found] == position else -1


def _printed_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The CP ranges outside field codes: of a field, its result is printed and its code is not."""
    hiding: list[bool] = []
    hidden, done = 0, start
    for match in _FIELD.finditer(text, start, end):
        if not hidden:
            yield done, match.start()
        done = match.end()
        if match.group() == "\x13":
            hiding.append(True)
            hidden += 1
        elif hiding:
            hidden -= hiding[-1]
            if match.group() == "\x14":
                hiding[-1] = False
            else:
                hiding.pop()
    if not hidden:
        yield done, end


def _visible(word: WordFile, start: int, end: int) -> _Text:
    """The characters of a CP range that are printed."""
    spans = list(_printed_spans(word.text, start, end))
    chars = "".join(word.text[first:last] for first, last in spans)
    positions = [position for first, last in spans for position in range(first, last)]
    if not word.hidden_positions:
        return _Text(chars, positions)
    kept = [(char, position) for char, position in zip(chars, positions, strict=True) if not word.hidden(position)]
    return _Text("".join(char for char, _ in kept), [position for _, position in kept])


def _lines(text: _Text) -> list[tuple[int, int, bool]]:
    """Half-open index ranges of the paragraphs, and whether a table cell holds each."""
    found: list[tuple[int, int, bool]] = []
    start = 0
    for match in _END.finditer(text.chars):
        found.append((start, match.start(), match.group() == _CELL))
        start = match.end()
    return [*found, (start, len(text.chars), False)]


def _marked(word: WordFile, text: _Text, marks: dict[int, tuple[str, str]]) -> list[tuple[int, int, str, str]]:
    """Where marks stand: (first index, index after, marker, key).

    They are the footnotes' own, and raised numbers that repeat one of them.
    """
    found = [(at, at + 1, *mark) for position, mark in marks.items() if (at := text.index(position)) >= 0]
    printed = dict(marks.values())
    raised = sorted(at for position in word.raised_positions if (at := text.index(position)) >= 0)
    run: list[int] = []
    for at in [*raised, -1]:
        if run and at != run[-1] + 1:
            marker = text.chars[run[0] : run[-1] + 1]
            if marker in printed:
                found.append((run[0], run[-1] + 1, marker, printed[marker]))
            run = []
        if at >= 0 and text.chars[at].isdecimal():
            run.append(at)
    return sorted(found)


def _paragraphs(word: WordFile, text: _Text, marks: dict[int, tuple[str, str]]) -> list[Paragraph]:
    """The paragraphs; ``marks`` maps a CP to (marker, key)."""
    marked = _marked(word, text, marks)
    paragraphs: list[Paragraph] = []
    k = 0
    for start, end, cell in _lines(text):
        pieces: list[str] = []
        found: list[Mark] = []
        length = 0
        while k < len(marked) and marked[k][0] < end:
            first, after, marker, key = marked[k]
            pieces.append(text.chars[start:first].translate(_PLAIN))
            length += len(pieces[-1])
            found.append(Mark(length, marker, key))
            start, k = max(start, after), k + 1
        pieces.append(text.chars[start:end].translate(_PLAIN))
        paragraphs.append(Paragraph("".join(pieces), tuple(found), cell=cell))
    return paragraphs


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
