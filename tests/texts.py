"""Documents of one paragraph and its notes, for tests of the reference finder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from loaders import references
from loaders.records import Document, Kind, Mark, Part, PartKind, Reference, Section, Source
from loaders.symbols import Symbol

_MARK = re.compile(r"\{(\d+)\}")


def document(text: str, *notes: str, symbol: str = "A/RES/75/900", day: str = "2020-12-21", **more: str) -> Document:
    """A document with ``text`` as its first preambular paragraph; ``{1}`` in it marks the first note.

    ``more`` holds further paragraphs by part id (``op1="Decides …"``).
    """
    parsed = Symbol.parse(symbol)
    marks, plain = [], ""
    for index, piece in enumerate(_MARK.split(text)):
        if index % 2:
            marks.append(Mark(len(plain), piece, f"fn{piece}"))
        else:
            plain += piece
    parts = [Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, plain, marks=tuple(marks))]
    parts += [Part(name, PartKind.OPERATIVE, Section.OPERATIVE, words) for name, words in more.items()]
    parts += [
        Part(f"fn{number}", PartKind.FOOTNOTE, Section.PREAMBLE, note, label=str(number), parent="pp1")
        for number, note in enumerate(notes, 1)
    ]
    return Document(
        symbol=symbol, kind=Kind(parsed.kind), language="en", source=Source("made", "made", "text/plain", ""),
        parts=tuple(parts), body=parsed.body, adopted=date.fromisoformat(day),
    )  # fmt: skip


def found(
    text: str, *notes: str, symbol: str = "A/RES/75/900", day: str = "2020-12-21", **more: str
) -> tuple[Reference, ...]:
    """The references of such a document."""
    return references.find(document(text, *notes, symbol=symbol, day=day, **more)).references


def cited(text: str, *notes: str, symbol: str = "A/RES/75/900", day: str = "2020-12-21") -> list[str]:
    """What such a document cites, by its key, in order; ``?`` where it is not known."""
    return [reference.cited or "?" for reference in found(text, *notes, symbol=symbol, day=day)]


def shown(part: Part, name: Callable[[Mark], str]) -> str:
    """A part's text with its marks in brackets, each by what ``name`` gives: ``want[5]``."""
    words = part.text
    for mark in part.marks[::-1]:
        words = f"{words[: mark.offset]}[{name(mark)}]{words[mark.offset :]}"
    return words
