"""rdflib in memory: for small graphs, and the second opinion that the tests compare with."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, BinaryIO

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graph.store import sparql as words
from graph.store.answers import Answer, Form, Row, Term
from graph.store.errors import QueryError, StoreDamaged
from graph.store.interface import GraphData
from graph.store.limits import within
from graph.store.prefixes import PREFIXES

__all__ = ["RdflibStore"]


class RdflibStore:
    """An `rdflib.Dataset` behind the common interface, its default graph the union of all."""

    name = "rdflib, in memory"

    def __init__(self, dataset: rdflib.Dataset | None = None) -> None:
        self.dataset = rdflib.Dataset() if dataset is None else dataset
        self.dataset.default_union = True

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """Answer with rdflib's own engine."""
        form = words.check(sparql, PREFIXES)
        return within(timeout, lambda: self._ask(form, sparql, limit))

    def _ask(self, form: Form, sparql: str, limit: int | None) -> Answer:
        try:
            with _quiet():
                return _answer(form, self.dataset.query(words.with_prefixes(sparql, PREFIXES)), limit)
        except Exception as error:
            raise QueryError(f"rdflib cannot answer this query: {error}") from error

    def put(self, graphs: Iterable[GraphData]) -> None:
        """Replace each of these graphs."""
        for graph in graphs:
            self.drop([graph.iri])
            self.add([graph])

    def add(self, graphs: Iterable[GraphData]) -> None:
        """Add triples to these graphs."""
        for graph in graphs:
            self.dataset.graph(graph.iri).parse(data=graph.triples, format="nt")

    def drop(self, iris: Iterable[str]) -> None:
        """Remove these graphs."""
        for iri in iris:
            self.dataset.remove_graph(self.dataset.graph(iri))

    def graphs(self) -> tuple[str, ...]:
        """The named graphs that hold triples."""
        named = (graph for graph in self.dataset.graphs() if len(graph))
        return tuple(sorted(str(graph.identifier) for graph in named if graph.identifier != _DEFAULT))

    def update(self, sparql: str) -> None:
        """Run one update."""
        self.dataset.update(words.with_prefixes(sparql, PREFIXES))

    def dump(self, out: BinaryIO) -> None:
        """Write N-Quads."""
        with _quiet():
            self.dataset.serialize(out, format="nquads", encoding="utf-8")

    def load(self, data: bytes, syntax: str) -> None:
        """Add the triples or quads of ``data``, in a format that rdflib names."""
        try:
            with _quiet():
                self.dataset.parse(data=data, format=syntax)
        except Exception as error:
            raise StoreDamaged(f"cannot be read as {syntax}: {error}") from error

    def close(self) -> None:
        """Nothing to let go of."""


@contextmanager
def _quiet() -> Generator[None]:
    """Without the warnings that rdflib 7.6 gives of its own use of names that it renamed."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Dataset\.(default_context|contexts)", DeprecationWarning)
        yield


_DEFAULT = DATASET_DEFAULT_GRAPH_ID


def _answer(form: Form, result: Any, limit: int | None) -> Answer:
    if form == "ASK":
        return Answer(form, truth=bool(result.askAnswer))
    rows: list[Row] = []
    for row in result:
        rows.append(tuple(None if term is None else _term(term) for term in row))
        if limit is not None and len(rows) > limit:
            break
    columns = (str(name) for name in result.vars) if form == "SELECT" else Answer.TRIPLE
    return Answer.table(form, columns, rows, limit)


def _term(term: Any) -> Term:
    if isinstance(term, rdflib.Literal):
        return Term.literal(str(term), str(term.datatype) if term.datatype else None, term.language)
    return Term("bnode" if isinstance(term, rdflib.BNode) else "uri", str(term))
