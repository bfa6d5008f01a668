"""The gold's two files and the way from a label back to the words it was set on.

A label says where (`file` of a `set`, part, half-open span) and what. No word of a text is stored:
``sha`` is a hash of the part's text, ``words`` a hash of the labelled words and ``nth`` which of
the equal words of the document they are, so a label finds its place again when a reader cuts the
paragraphs differently, and says so when it cannot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.records import Document, Part, PartKind
from loaders.symbols import fold

__all__ = [
    "ERAS",
    "FOLDER",
    "SPLITS",
    "Label",
    "Text",
    "Where",
    "digest",
    "era",
    "labels",
    "occurrences",
    "texts",
    "where",
]

FOLDER = Path(__file__).resolve().parent
SPLITS = ("tune", "held", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s")
"""The first reader's two halves, and the rounds of later readers, each scored before its differences were read."""
ERAS = ((1946, "1946-1959"), (1960, "1960-1979"), (1980, "1980-1999"), (2000, "2000-2019"), (2020, "2020-"))


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled document: every reference in it is labelled, so that precision can be judged too."""

    set: str
    file: str
    symbol: str
    body: str
    year: int
    split: str

    @property
    def key(self) -> tuple[str, str]:
        return self.set, self.file


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled reference.

    ``relations`` and ``targets`` list every answer that is right, the best first; an empty
    ``targets`` says that nothing is to be resolved; ``pins`` likewise, ``None`` where not judged.
    ``optional`` labels are neither missed nor spurious. ``judged`` is false where no key is agreed
    on for the target, so that only a symbol of the wrong body is an error.
    """

    set: str
    file: str
    part: str
    start: int
    end: int
    sha: str
    words: str
    nth: int
    kind: str
    status: str
    relations: tuple[str, ...]
    targets: tuple[str, ...]
    pins: tuple[str, ...] | None
    note: str | None = None
    judged: bool = True
    optional: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.set, self.file


@dataclass(frozen=True, slots=True)
class Where:
    """The half-open span of a part; ``moved`` when the stored place no longer held the words."""

    part: str
    start: int
    end: int
    moved: bool = False


def digest(text: str) -> str:
    """A short hash of a text, its spaces and dashes folded."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:12]


def era(year: int) -> str:
    """The era that a year is counted in."""
    return next(name for first, name in reversed(ERAS) if year >= first)


def _rows(name: str, folder: Path) -> Iterator[dict[str, object]]:
    with (folder / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts(folder: Path = FOLDER) -> tuple[Text, ...]:
    """Every labelled document."""
    return tuple(Text(**row) for row in _rows("documents.jsonl", folder))  # type: ignore[arg-type]


def labels(folder: Path = FOLDER) -> tuple[Label, ...]:
    """Every label, in document order."""
    return tuple(_label(row) for row in _rows("references.jsonl", folder))


def _label(row: dict[str, object]) -> Label:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Label(**{**row, **lists})  # type: ignore[arg-type]


def reading_order(parts: Iterable[Part]) -> list[Part]:
    """Paragraphs in their order, then the footnotes."""
    parts = list(parts)
    return [p for p in parts if p.kind != PartKind.FOOTNOTE] + [p for p in parts if p.kind == PartKind.FOOTNOTE]


def occurrences(document: Document, words: str, length: int) -> Iterator[tuple[Part, int]]:
    """Each place of the document whose ``length`` characters have the hash ``words``."""
    for part in reading_order(document.parts):
        for start in range(len(part.text) - length + 1):
            if digest(part.text[start : start + length]) == words:
                yield part, start


def where(label: Label, document: Document) -> Where | None:
    """The place of a label in a document as it is read today, or ``None`` if its words are gone."""
    part = next((p for p in document.parts if p.id == label.part), None)
    if part and digest(part.text) == label.sha:
        return Where(label.part, label.start, label.end)
    found = list(occurrences(document, label.words, label.end - label.start))
    if not found:
        return None
    part, start = found[min(label.nth, len(found) - 1)]
    return Where(part.id, start, start + label.end - label.start, moved=True)
