"""The inside of a binary Word file: header, piece table, footnote tables, character properties.

[MS-DOC] names are given beside the offsets. Every count and offset is checked against the stream
it points into, so that a mangled file is an error and never a large allocation.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

__all__ = ["MangledError", "WordFile"]

_LIMIT = 64 * 2**20
_PAIRS = 0x9A  # FibRgFcLcb97: pairs of (offset, length) in the table stream
_NOTE_REFERENCES, _NOTE_TEXTS, _CHARACTERS, _PIECES = 2, 3, 12, 33
_PAGE = 512
_DELETED, _HIDDEN, _RAISED = 0x0800, 0x083C, 0x2A48  # sprmCFRMarkDel, sprmCFVanish, sprmCIss
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of a property's operand by its top three bits; 6 varies


class MangledError(Exception):
    """The bytes are not what a Word file's must be; ``final`` where no other reader can help."""

    def __init__(self, message: str, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


def _unpack(code: str, data: bytes, offset: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from("<" + code, data, offset)
    except struct.error as error:
        raise MangledError(f"the Word file is cut off: {error}") from error


def _stream(package: Any, name: str) -> bytes:
    if not package.exists(name):
        raise MangledError(f"the package has no {name!r} stream: it is no Word file", final=name == "WordDocument")
    if package.get_size(name) > _LIMIT:
        raise MangledError(f"the {name!r} stream is over {_LIMIT >> 20} MB", final=True)
    data: bytes = package.openstream(name).read()
    return data


@dataclass(frozen=True, slots=True)
class _Piece:
    """CPs [start, end) lie at ``offset`` of the stream, ``width`` bytes each."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class _Run:
    """File offsets [start, end) and what the run's properties say."""

    start: int
    end: int
    hidden: bool
    raised: bool


def _table(main: bytes, tables: bytes, index: int) -> bytes:
    offset, length = _unpack("II", main, _PAIRS + 8 * index)
    if offset + length > len(tables):
        raise MangledError("a table of the Word file lies beyond its end: the file is cut off")
    return tables[offset : offset + length]


def _pieces(clx: bytes) -> list[_Piece]:
    """Clx: property blocks (1) to be passed over, then the piece table (2)."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + _unpack("H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise MangledError("the Word file has no piece table")
    size = _unpack("I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise MangledError("the Word file's piece table is empty")
    bounds = _unpack(f"{count + 1}I", plc, 0)
    found: list[_Piece] = []
    for i in range(count):
        word = _unpack("I", plc, 4 * (count + 1) + 8 * i + 2)[0]
        packed, offset = bool(word & 0x40000000), word & 0x3FFFFFFF
        found.append(_Piece(bounds[i], bounds[i + 1], offset // 2 if packed else offset, 1 if packed else 2))
    return found


def _text(main: bytes, pieces: list[_Piece], length: int) -> str:
    """All CPs as one string; surrogates and undefined bytes become replacement characters."""
    found: list[str] = []
    total = 0
    for piece in pieces:
        count = piece.end - piece.start
        if count < 0 or piece.start != total or piece.offset + count * piece.width > len(main):
            raise MangledError("the Word file's piece table points beyond its end: the file is cut off")
        data = main[piece.offset : piece.offset + count * piece.width]
        if piece.width == 1:
            found.append("".join(_CODES[byte] for byte in data))
        else:
            units = struct.unpack(f"<{count}H", data)
            found.append("".join(chr(unit) if not 0xD800 <= unit < 0xE000 else "\ufffd" for unit in units))
        total += count
        if total > _LIMIT:
            raise MangledError("the Word file's piece table is longer than the file", final=True)
    if total < length:
        raise MangledError("the Word file's text is shorter than it says: the file is cut off")
    return "".join(found)


_CODES = [bytes([byte]).decode("cp1252", "replace") if byte >= 0x80 else chr(byte) for byte in range(256)]


def _flags(properties: bytes) -> tuple[bool, bool]:
    """Whether a run is left out (deleted or hidden) and whether it is raised."""
    at, hidden, raised = 0, False, False
    while at + 2 <= len(properties):
        code = int.from_bytes(properties[at : at + 2], "little")
        size = _OPERAND[code >> 13]
        at += 2
        if not size:
            size = 1 + (properties[at] if at < len(properties) else 0)
        value = properties[at] if at < len(properties) else 0
        if code in (_DELETED, _HIDDEN):
            hidden = hidden or bool(value & 1)
        elif code == _RAISED:
            raised = value == 1
        at += size
    return hidden, raised


def _page(page: bytes) -> list[_Run]:
    """One page of character properties (ChpxFkp)."""
    count = page[-1]
    if 4 * (count + 1) + count > len(page):
        return []
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    found: list[_Run] = []
    for i in range(count):
        offset = 2 * page[4 * (count + 1) + i]
        properties = page[offset + 1 : offset + 1 + page[offset]] if 0 < offset < len(page) else b""
        found.append(_Run(bounds[i], bounds[i + 1], *_flags(properties)))
    return found


def _runs(main: bytes, plc: bytes) -> list[_Run]:
    count = max(0, (len(plc) - 4) // 8)
    found: list[_Run] = []
    for i in range(count):
        number = _unpack("I", plc, 4 * (count + 1) + 4 * i)[0] & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            found += _page(page)
    return sorted(found, key=lambda run: run.start)


def _covering(pieces: list[_Piece], runs: list[_Run]) -> tuple[set[int], set[int]]:
    """The CPs that are hidden and those that are raised."""
    hidden: set[int] = set()
    raised: set[int] = set()
    for run in (run for run in runs if run.hidden or run.raised):
        for piece in pieces:
            first = max(run.start, piece.offset)
            last = min(run.end, piece.offset + (piece.end - piece.start) * piece.width)
            if first >= last:
                continue
            span = range(
                piece.start + (first - piece.offset) // piece.width, piece.start + (last - piece.offset) // piece.width
            )
            hidden.update(span if run.hidden else ())
            raised.update(span if run.raised else ())
    return hidden, raised


@dataclass(frozen=True, slots=True)
class WordFile:
    """The text of a file by CP, its footnote references, and where its stories lie (half-open CPs)."""

    text: str
    body: tuple[int, int]
    notes: tuple[int, int]
    headers: tuple[int, int]
    references: tuple[tuple[int, bool], ...]
    note_bounds: tuple[int, ...]
    hidden_positions: frozenset[int]
    raised_positions: frozenset[int]

    def hidden(self, position: int) -> bool:
        """Whether a character is deleted by a tracked change, or hidden."""
        return position in self.hidden_positions

    def raised(self, position: int) -> bool:
        """Whether a character is set as a superscript."""
        return position in self.raised_positions

    def note_range(self, k: int) -> tuple[int, int]:
        """The CPs of the ``k``-th footnote's text."""
        if k + 1 >= len(self.note_bounds):
            raise MangledError("a footnote of the Word file has no text")
        start, end = self.notes
        first, last = start + self.note_bounds[k], start + self.note_bounds[k + 1]
        if not start <= first <= last <= end:
            raise MangledError("a footnote of the Word file lies beyond its end")
        return first, last

    @classmethod
    def of(cls, package: Any) -> WordFile:
        """Read an open compound file.

        Raises
        ------
        MangledError
            Where it is encrypted, of another version, or points beyond itself.

        """
        if package.exists("EncryptedPackage"):
            raise MangledError("the Word file is protected by a password; save it without one", final=True)
        main = _stream(package, "WordDocument")
        magic, version = _unpack("HH", main, 0)
        if magic != 0xA5EC or version < 0xC1:
            raise MangledError(f"a Word file of before Word 97 (version {version})")
        flags = _unpack("H", main, 0x0A)[0]
        if flags & 0x0100:
            raise MangledError("the Word file is protected by a password; save it without one", final=True)
        tables = _stream(package, "1Table" if flags & 0x0200 else "0Table")
        body, notes, headers = (max(0, count) for count in _unpack("3i", main, 0x4C))
        pieces = _pieces(_table(main, tables, _PIECES))
        text = _text(main, pieces, body + notes + headers)
        hidden, raised = _covering(pieces, _runs(main, _table(main, tables, _CHARACTERS)))
        return cls(
            text,
            (0, body),
            (body, body + notes),
            (body + notes, body + notes + headers),
            _references(_table(main, tables, _NOTE_REFERENCES), body),
            _bounds(_table(main, tables, _NOTE_TEXTS)),
            frozenset(hidden),
            frozenset(raised),
        )


def _references(plc: bytes, body: int) -> tuple[tuple[int, bool], ...]:
    """PlcffndRef: the CP of each mark, and whether it is numbered by Word."""
    count = max(0, (len(plc) - 4) // 6)
    positions = _unpack(f"{count}I", plc, 0)
    automatic = _unpack(f"{count}H", plc, 4 * (count + 1)) if count else ()
    if any(position >= body for position in positions):
        raise MangledError("a footnote's mark lies beyond the text of the Word file")
    return tuple((position, bool(auto)) for position, auto in zip(positions, automatic, strict=True))


def _bounds(plc: bytes) -> tuple[int, ...]:
    count = len(plc) // 4
    return tuple(_unpack(f"{count}I", plc, 0))
