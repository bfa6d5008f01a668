"""The one interface of all stores: named graphs that are replaced whole, and questions over their union."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from graph.store.answers import Answer

__all__ = ["DEFAULT_LIMIT", "DEFAULT_TIMEOUT", "GraphData", "Store"]

DEFAULT_TIMEOUT = 60.0
"""Seconds that a query may run unless its caller says otherwise."""
DEFAULT_LIMIT = 10_000
"""Rows that a query may give unless its caller says otherwise."""


@dataclass(frozen=True, slots=True)
class GraphData:
    """A graph on its way into a store: its IRI and its triples as N-Triples (UTF-8).

    N-Triples is what every engine reads fastest and all read alike; it can be joined and cut by lines.
    """

    iri: str
    triples: bytes


class Store(Protocol):
    """What every engine offers. The default graph of a query is the union of all graphs."""

    @property
    def name(self) -> str:
        """What the store is called in messages, without any secret."""
        ...

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """Answer one query that only reads; see `graph.store.errors` for what can go wrong."""
        ...

    def put(self, graphs: Iterable[GraphData]) -> None:
        """Replace each of these graphs as a whole; other graphs stay as they are."""
        ...

    def add(self, graphs: Iterable[GraphData]) -> None:
        """Add triples to these graphs; what is there stays."""
        ...

    def drop(self, iris: Iterable[str]) -> None:
        """Remove these graphs; one that is not there is no error."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs that hold anything, sorted."""
        ...

    def update(self, sparql: str) -> None:
        """Run one SPARQL update, all of it or nothing."""
        ...

    def dump(self, out: BinaryIO) -> None:
        """Write everything as N-Quads, in the engine's own order."""
        ...

    def close(self) -> None:
        """Let go of files and connections. A closed store is not used again."""
        ...
