"""Treaties, declarations, programmes and conferences that are cited by name, and what the name stands for.

``instruments.csv`` columns: id; name; aliases, other names that mean only this one (``|`` between
them); shared, short names that mean it only once its fuller name stands in the document ("Doha
Declaration"); kind (treaty, instrument or event); target, the canonical UN symbol of the text that
holds it, and part, where in it ("annex II"); cited, its key where no UN symbol is the usual citation
(``unts:1771/30822``, ``sales:E.02.II.A.7``, ``unfccc:1/CP.21``, else ``instrument:`` or ``event:`` and
the id); also, further symbols and keys of the same thing; year of adoption; source, how the pairing of
name and number is known; example.

A treaty series key with several volumes or numbers joins them with commas, a range with a hyphen
(``unts:1125/17512,17513``, ``unts:75/970-973``).

Names are in one normal form: straight quotes and apostrophes, ``-`` for every dash, single plain
spaces, letters as printed; a finder folds its text likewise.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from loaders.records import Kind

__all__ = ["HEADS", "Instrument", "get", "heads", "ids", "instruments", "names", "shared"]

HEADS = (
    "Accord", "Agenda", "Agreement", "Charter", "Compact", "Consensus", "Convention", "Covenant", "Declaration",
    "Framework", "Guidelines", "Pact", "Plan of Action", "Plan of Implementation", "Platform for Action", "Principles",
    "Programme of Action", "Protocol", "Rules", "Statute", "Strategy", "Treaty",
)  # fmt: skip
"""Nouns that stand for a named instrument once it has been named in full: "the Convention"."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One named thing. ``target`` and ``cited`` may both be set; one of them always is."""

    id: str
    name: str
    aliases: tuple[str, ...]
    shared: tuple[str, ...]
    kind: Kind
    target: str | None
    part: str | None
    cited: str | None
    also: tuple[str, ...]
    year: int | None
    source: str
    example: str


def _split(cell: str) -> tuple[str, ...]:
    return tuple(piece for piece in cell.split("|") if piece)


def _instrument(row: dict[str, str]) -> Instrument:
    return Instrument(
        row["id"], row["name"], _split(row["aliases"]), _split(row["shared"]), Kind(row["kind"]), row["target"] or None,
        row["part"] or None, row["cited"] or None, _split(row["also"]), int(row["year"]) if row["year"] else None,
        row["source"], row["example"],
    )  # fmt: skip


@cache
def instruments() -> tuple[Instrument, ...]:
    """All rows, in the order of the registry (by id)."""
    text = files("loaders.registries").joinpath("instruments.csv").read_text(encoding="utf-8")
    return tuple(_instrument(row) for row in csv.DictReader(text.splitlines()))


@cache
def _by_id() -> Mapping[str, Instrument]:
    return MappingProxyType({row.id: row for row in instruments()})


def get(instrument: str) -> Instrument:
    """The instrument of this id; ``KeyError`` for an unknown one.

    >>> get("the-future-we-want").target, get("the-future-we-want").part
    ('A/RES/66/288', 'annex')
    """
    return _by_id()[instrument]


def ids() -> Mapping[str, Instrument]:
    """Every instrument by its id, for look-ups that may miss."""
    return _by_id()


@cache
def names() -> tuple[tuple[str, str], ...]:
    """Every name that means one instrument only, with its id, longest name first.

    >>> dict(names())["Paris Agreement"]
    'paris-agreement'
    """
    pairs = [(name, row.id) for row in instruments() for name in (row.name, *row.aliases)]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _grouped(pairs: list[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word, instrument in pairs:
        found.setdefault(word, []).append(instrument)
    return MappingProxyType({word: tuple(ids) for word, ids in found.items()})


@cache
def shared() -> Mapping[str, tuple[str, ...]]:
    """Short names that need a fuller one in the same document, with the instruments they may mean.

    >>> len(shared()["Doha Declaration"])
    3
    """
    return _grouped([(name, row.id) for row in instruments() for name in row.shared])


@cache
def heads() -> Mapping[str, tuple[str, ...]]:
    """Each of `HEADS` with the instruments whose full name holds it: what "the Convention" may mean.

    >>> "convention-on-the-rights-of-the-child" in heads()["Convention"]
    True
    """
    held = {head: re.compile(rf"\b{head}\b") for head in HEADS}
    return _grouped([(head, row.id) for head in HEADS for row in instruments() if held[head].search(row.name)])
