"""Oxigraph, embedded: in memory, and on disk as the store of anything larger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from graph.store import sparql as words
from graph.store.answers import Answer, Form, Row, Term
from graph.store.batches import Batch, batches, in_turn, room, trig
from graph.store.errors import QueryError, StoreDamaged, StoreError, StoreLocked, StoreMissing
from graph.store.interface import GraphData
from graph.store.limits import within
from graph.store.piping import Loads, give_back_memory
from graph.store.prefixes import PREFIXES

__all__ = ["OxigraphStore", "open_disk"]


class OxigraphStore:
    """An open `pyoxigraph.Store` behind the common interface.

    ``room`` is a folder that it may make for what waits to be loaded; by default it is one of the system's.
    """

    def __init__(
        self, store: ox.Store | None = None, name: str = "Oxigraph, in memory", room: Path | None = None
    ) -> None:
        self._store: ox.Store | None = ox.Store() if store is None else store
        self.name = name
        self._room = room

    @property
    def engine(self) -> ox.Store:
        """Oxigraph's own store."""
        if self._store is None:
            raise StoreError(f"{self.name} is closed")
        return self._store

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """Answer with Oxigraph."""
        form = words.check(sparql, PREFIXES)
        return within(timeout, lambda: ask(self.engine, form, sparql, limit))

    def put(self, graphs: Iterable[GraphData]) -> None:
        """Replace each of these graphs; each one in a transaction of its own."""
        for graph in graphs:
            self.update(
                f"CLEAR SILENT GRAPH <{graph.iri}>;\n"
                f"INSERT DATA {{ GRAPH <{graph.iri}> {{\n{graph.triples.decode()}}} }}"
            )

    def add(self, graphs: Iterable[GraphData]) -> None:
        """Add triples to these graphs; each one in a transaction of its own."""
        for graph in graphs:
            self.engine.load(b"".join(trig(graph)), ox.RdfFormat.TRIG)

    def fill(
        self,
        graphs: Iterable[GraphData],
        begun: Callable[[Iterable[str]], object] = lambda _: None,
        loaded: Callable[[], object] = lambda: None,
    ) -> None:
        """Replace these graphs at bulk speed, without a transaction: for a store that nobody reads yet.

        While one batch is loaded the next ones are made, on another core. ``begun`` is told, in the thread that
        loads, the graphs of each batch before the store is changed, ``loaded`` when all that were begun are in.
        """
        held = {node.value for node in self.engine.named_graphs()}
        on_its_way: set[str] = set()

        def load(loads: Loads, batch: Batch) -> None:
            if not on_its_way.isdisjoint(batch.iris):
                loads.finish()
            begun(batch.iris)
            self.drop(held.intersection(batch.iris))
            on_its_way.update(batch.iris)
            loads.give(batch.path)

        def done() -> None:
            held.update(on_its_way)
            on_its_way.clear()
            loaded()

        with room(self._room) as folder, Loads(self._load_trig, done, folder) as loads:
            in_turn(partial(load, loads), batches(graphs, folder))

    def _load_trig(self, path: Path) -> None:
        self.engine.bulk_load(path=path, format=ox.RdfFormat.TRIG)

    def drop(self, iris: Iterable[str]) -> None:
        """Remove these graphs."""
        for iri in iris:
            self.engine.remove_graph(ox.NamedNode(iri))

    def graphs(self) -> tuple[str, ...]:
        """The named graphs that hold triples."""
        named = (node for node in self.engine.named_graphs() if isinstance(node, ox.NamedNode))
        held = (
            node.value for node in named if any(True for _ in self.engine.quads_for_pattern(None, None, None, node))
        )
        return tuple(sorted(held))

    def update(self, sparql: str) -> None:
        """Run one update in a transaction."""
        try:
            self.engine.update(sparql, prefixes=dict(PREFIXES))
        except OSError as error:
            raise _explained(error, self.name) from error

    def load(self, data: bytes, syntax: ox.RdfFormat) -> None:
        """Add the triples or quads of ``data``."""
        try:
            self.engine.bulk_load(data, syntax)
        except (SyntaxError, ValueError) as error:
            raise StoreDamaged(f"cannot be read as {syntax.name}: {error}") from error

    def dump(self, out: BinaryIO) -> None:
        """Write N-Quads."""
        self.engine.dump(out, ox.RdfFormat.N_QUADS)

    def close(self) -> None:
        """Write what is pending and give up the folder's lock."""
        self._store = None


def ask(store: ox.Store, form: Form, sparql: str, limit: int | None) -> Answer:
    """One query, already checked, over the union of all graphs."""
    try:
        result = store.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        return _answer(form, result, limit)
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"Oxigraph cannot answer this query: {error}") from error


def _answer(form: Form, result: object, limit: int | None) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Answer(form, truth=bool(result))
    if isinstance(result, ox.QuerySolutions):
        columns = [variable.value for variable in result.variables]
        found = (tuple(map(_term, solution)) for solution in result)
        return Answer.table(form, columns, _up_to(found, limit), limit)
    assert isinstance(result, ox.QueryTriples)  # noqa: S101 - the engine has these three kinds of result
    triples = ((_term(t.subject), _term(t.predicate), _term(t.object)) for t in result)
    return Answer.table(form, Answer.TRIPLE, _up_to(triples, limit), limit)


def _up_to(rows: Iterator[Row], limit: int | None) -> list[Row]:
    """The rows, and one more than the limit so that the cut can be told."""
    taken: list[Row] = []
    for row in rows:
        taken.append(row)
        if limit is not None and len(taken) > limit:
            break
    return taken


def _term(term: object) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.Literal):
        return Term.literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    return None


def open_disk(folder: Path, *, write: bool) -> ox.Store:
    """Open an Oxigraph folder, with an error that says what to do when that fails."""
    if write:
        give_back_memory()
    try:
        return ox.Store(str(folder)) if write else ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        store = folder.parent.parent if folder.name == "db" else folder  # the store's own folder, for people
        raise _explained(error, str(store)) from error


def _explained(error: Exception, name: str) -> StoreError:
    text = str(error)
    if "lock" in text.lower():
        return StoreLocked(f"{name}: another process has this store open for writing; wait for it, or end it")
    if isinstance(error, FileNotFoundError) or "No such file" in text:
        return StoreMissing(f"{name}: no store is here; make one with `recalling build --store {name}`")
    return StoreDamaged(
        f"{name}: the store cannot be read ({text}); "
        f"delete the folder and make it again with `recalling build --store {name}`"
    )
