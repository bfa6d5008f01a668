"""What the corpus page knows: works, citations and series as columns of numbers over one table of words.

A column says its thing once for all works (``"year": [2012, 1994, …]``), so that 25,000 works and
150,000 citations are a few megabytes and are read in a blink. Citations stand in the order of
their citing works; ``out`` says how many each work makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from graph.lineage import Edge, Lineage
from graph.view import geometry
from graph.view.corpus.plan import Plan
from graph.view.palette import DARK, KINDS, LIGHT, RELATIONS, relation_style
from graph.view.works import Work, body_name
from loaders.records import Kind

__all__ = ["Words", "citations", "page_data"]

_KINDS = tuple(KINDS)
HELD, SYMBOL = 1, 2
"""Bits of a work's ``flags``: its text is held here; its id is a UN symbol (so it has an address)."""


class Words:
    """A table of words: each word once, found by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, word: str | None) -> int:
        """The number of a word; 0 is no word at all."""
        return self._numbers.setdefault(word or "", len(self._numbers))

    @property
    def all(self) -> list[str]:
        """The words in the order of their numbers."""
        return list(self._numbers)


def citations(lineage: Lineage) -> tuple[Edge, ...]:
    """Give the references that the page shows: of each work those of one version, in the order of the works.

    A work held in six languages makes each reference six times; English is read, else what there is.
    """
    chosen: list[Edge] = []
    for key in lineage.nodes:
        versions = lineage.versions(key)
        chosen += (edge for edge in lineage.cites(key) if edge.language == versions[0].language)
    return tuple(chosen)


def page_data(lineage: Lineage, known: Mapping[str, Work], plan: Plan, edges: tuple[Edge, ...]) -> dict[str, object]:
    """Everything that the page draws, ready for JSON."""
    words = Words()
    number = {key: index for index, key in enumerate(lineage.nodes)}
    relations = _relations(edges)
    return {
        "works": _works(lineage, known, plan, words),
        "out": _out(lineage, edges),
        "target": [number[edge.target] for edge in edges],
        "relation": [relations[edge.reference.relation] for edge in edges],
        "spines": [[words.number(s.title), s.row, [number[key] for key in s.ids]] for s in plan.spines],
        "bands": [asdict(band) for band in plan.bands],
        "columns": [asdict(column) for column in plan.columns],
        "size": [plan.width, plan.height],
        "relations": [_relation(relation) for relation in relations],
        "kinds": [_kind(kind) for kind in _KINDS],
        "bodies": [{"id": body, "name": body_name(body) or "Without a body"} for body in _bodies(known)],
        "themes": {"light": asdict(LIGHT), "dark": asdict(DARK)},
        "open": len(lineage.unresolved),
        "words": words.all,
    }


def _relations(edges: tuple[Edge, ...]) -> dict[str, int]:
    """Numbers for the relations that occur: those of the palette in its order, then others by name."""
    found = {edge.reference.relation for edge in edges}
    ordered = [*(relation for relation in RELATIONS if relation in found), *sorted(found - set(RELATIONS))]
    return {relation: index for index, relation in enumerate(ordered)}


def _relation(relation: str) -> dict[str, object]:
    style = relation_style(relation)
    return {"id": relation, "label": style.label, "ink": asdict(style.ink), "dash": style.dash, "head": style.head}


def _kind(kind: Kind) -> dict[str, object]:
    style = KINDS[kind]
    path = geometry.mark(style.shape, (7, 7), 6)
    return {"id": kind.value, "label": style.label, "ink": asdict(style.ink), "shape": style.shape, "path": path}


def _bodies(known: Mapping[str, Work]) -> list[str]:
    return sorted({work.body for work in known.values()})


def _works(lineage: Lineage, known: Mapping[str, Work], plan: Plan, words: Words) -> dict[str, list[object]]:
    bodies = {body: index for index, body in enumerate(_bodies(known))}
    kinds = {kind: index for index, kind in enumerate(_KINDS)}
    columns: dict[str, list[object]] = {
        name: [] for name in ("id", "name", "kind", "body", "year", "date", "cited", "flags", "x", "y")
    }
    for key, node in lineage.nodes.items():
        work, (x, y) = known[key], plan.spots[key]
        row = {
            "id": key,
            "name": words.number(work.name),
            "kind": kinds[work.kind],
            "body": bodies[work.body],
            "year": work.year or 0,
            "date": words.number(work.date),
            "cited": work.cited,
            "flags": (HELD if node.held else 0) | (SYMBOL if node.symbol else 0),
            "x": x,
            "y": y,
        }
        for name, value in row.items():
            columns[name].append(value)
    return columns


def _out(lineage: Lineage, edges: tuple[Edge, ...]) -> list[int]:
    count = dict.fromkeys(lineage.nodes, 0)
    for edge in edges:
        count[edge.source] += 1
    return list(count.values())
