"""Adding documents to a store: what is unchanged is skipped, what changed is replaced as a whole.

A document is unchanged when the store holds its work in its language, read from the same bytes by
the same version of the extractor to the same record. On disk the run is one step (see
`graph.store.disk`): the store keeps the records beside the database, so what follows from all of
them together (shared, edges, summary, inferred, catalogue) is made anew from all of them at the end
of a run that changed any. So a store holds what an export of the same documents holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from graph.lineage import Lineage, work_key
from graph.rdf import (
    Counts,
    Holdings,
    NamedGraph,
    Settings,
    catalogue_graph,
    document_graph,
    edges_graph,
    shared_graph,
    summary_graph,
    work_graph,
)
from graph.rdf.terms import n_triples
from graph.store.cataloguing import catalogue, is_catalogued
from graph.store.disk import JOURNAL, DiskStore, Generation
from graph.store.inferring import inferred
from graph.store.interface import GraphData
from graph.store.journal import Journal
from graph.store.prepared import Prepared, Thinner, fingerprint, prepare, thin
from loaders import corpus
from loaders.records import Document

__all__ = ["Change", "data_of", "fingerprint", "forget", "sync"]

RECORDS, MANIFEST = "records.jsonl", "manifest.json"


@dataclass(frozen=True, slots=True)
class Change:
    """How many documents a run added, replaced, left as they were and removed."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0

    def __str__(self) -> str:
        said = f"{self.added} added, {self.replaced} replaced, {self.unchanged} unchanged"
        return f"{said}, {self.removed} removed" if self.removed else said


def data_of(graph: NamedGraph) -> GraphData:
    """A graph on its way into a store."""
    return GraphData(graph.iri, n_triples(graph.triples))


@dataclass(slots=True)
class _Run:
    """One run on its way: what was held, what is held now, and what changed."""

    settings: Settings
    held: dict[str, str]
    journal: Journal
    without: Collection[str] = ()
    manifest: dict[str, str] = field(default_factory=dict[str, str])
    slim: list[Document] = field(default_factory=list[Document])
    changed: set[str] = field(default_factory=set[str])
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    thinner: Thinner = field(default_factory=Thinner)
    keys: dict[str, str] = field(default_factory=dict[str, str])
    batch: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    gone: set[str] = field(default_factory=set[str])
    follows: bool = False
    counts: Counts | None = None
    holdings: Holdings | None = None

    @property
    def is_mostly_new(self) -> bool:
        """Whether more than half of what the store holds came in with this run."""
        return 2 * (self.added + self.replaced) > len(self.manifest)

    def take(self, given: Prepared) -> bool:
        """Note one incoming document; whether it must be stored. Of two of one text the first stands."""
        iri = given.iri
        if iri in self.manifest:
            return False
        self.manifest[iri] = given.fingerprint
        document = self.thinner(corpus.decode(given.thin))
        self._count(iri)
        self.slim.append(document)
        return self._wanted(iri, document)

    def _count(self, iri: str) -> None:
        if iri not in self.held:
            self.added += 1
        elif self.held[iri] == self.manifest[iri]:
            self.unchanged += 1
        else:
            self.replaced += 1

    def _wanted(self, iri: str, document: Document) -> bool:
        """Whether a graph must be loaded, because it does not stand there already.

        Of what an interrupted run began, only its journal tells what stands there.
        """
        began = iri in self.journal.began
        if began or self.held.get(iri) != self.manifest[iri]:
            self.changed.add(work_key(document))
        stands = (self.journal.loaded if began else self.held).get(iri) == self.manifest[iri]
        if not stands:
            self.keys[iri] = work_key(document)
        return not stands

    def keep(self, document: Document) -> bool:
        """Note a document of the generation before; whether it stays."""
        iri = self.settings.ids.text_graph(work_key(document), document.language)
        if iri in self.manifest:
            return False
        if work_key(document) in self.without:
            self.removed.append(iri)
            self.changed.add(work_key(document))
            return False
        self.manifest[iri] = self.held.get(iri, "")
        self.slim.append(self.thinner(thin(document)))
        return True

    def wants_back(self, document: Document) -> bool:
        """Whether an interrupted run has put something else in place of this document's graph."""
        iri = self.settings.ids.text_graph(work_key(document), document.language)
        if iri in self.journal.began:
            self.changed.add(work_key(document))
            self.keys[iri] = work_key(document)
        return iri in self.journal.began

    def counted(self, graph: NamedGraph) -> NamedGraph:
        """Count a graph that all documents together make."""
        return self.counts.add(graph) if self.counts else graph

    def begin(self, iris: Iterable[str]) -> None:
        """Note the documents of a batch about to be loaded."""
        batch = [iri for iri in iris if iri in self.keys]
        self.journal.begin({iri: self.keys.pop(iri) for iri in batch})
        self.batch += batch

    def loaded(self) -> None:
        """Note that all batches that were begun are in."""
        self.journal.done((iri, self.manifest[iri]) for iri in self.batch)
        self.batch = []

    def left(self) -> list[str]:
        """Graphs that only an interrupted run had: their works are made anew, they themselves go."""
        left = [iri for iri in self.journal.began if iri not in self.manifest]
        self.changed.update(self.journal.began[iri] for iri in left)
        return left


def forget(store: DiskStore, works: Collection[str], settings: Settings | None = None) -> Change:
    """Take works (their keys) out of a store on disk, in all languages, all of them or none."""
    return sync(store, (), settings, without=works)


def sync(
    store: DiskStore,
    documents: Iterable[Document | Prepared],
    settings: Settings | None = None,
    without: Collection[str] = (),
) -> Change:
    """Add documents to a store on disk, all of them or none; they are read once, one at a time.

    Documents that workers have prepared cost this process little more than the writing. Works whose keys
    are in ``without`` do not stay, unless they are among the documents.

    Raises
    ------
    StoreLocked, StoreDamaged
        Another process is writing, or what is there cannot be read.

    """
    settings = settings or Settings.from_environment()
    with store.writing(resumed=True) as generation, Journal.at(generation.folder / JOURNAL) as journal:
        # From the finished generation: of one that was interrupted, records and manifest may be of different runs.
        base = store.finished()
        run = _Run(settings, _read_manifest(base), journal, without)
        if base is None and not journal.began:  # all that a new store will hold passes here, and is counted as it does
            run.counts = Counts()
        before = base / RECORDS if base else None
        after = generation.folder / f"{RECORDS}.new"
        with after.open("wb") as records:
            # In one go: what follows from all documents is made while the last of them are still being loaded.
            graphs = chain(_incoming(documents, run, records), _kept(before, run, records))
            generation.store.fill(chain(graphs, _following(generation, run, records)), run.begin, run.loaded)
        generation.store.drop([*run.left(), *run.removed])
        with ThreadPoolExecutor(1) as beside:
            # Sorted into fewer files it answers a third faster.
            ordered = beside.submit(generation.store.engine.optimize) if run.is_mostly_new else None
            if run.follows:
                _catalogued(generation, run)
            if ordered:
                ordered.result()
        after.replace(generation.folder / RECORDS)
        manifest = json.dumps(run.manifest, sort_keys=True, indent=0)
        (generation.folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return Change(run.added, run.replaced, run.unchanged, len(run.removed))


def _catalogued(generation: Generation, run: _Run) -> None:
    """Say what the whole store holds: what was counted on its way in, else what is counted in the store anew."""
    ids = run.settings.ids
    generation.store.drop([*map(ids.work_graph, sorted(run.gone)), ids.catalogue_graph])
    if run.counts and run.holdings:
        graph = catalogue_graph(run.settings, run.holdings, run.counts)
    else:
        graph = catalogue(generation.store, run.settings)
    generation.store.fill([data_of(graph)])


def _incoming(documents: Iterable[Document | Prepared], run: _Run, records: BinaryIO) -> Iterator[GraphData]:
    for given in map(partial(_ready, run.settings), documents):
        known = given.iri in run.manifest
        if run.take(given):
            yield _graph(given, run)
        if not known:
            records.write(given.record + b"\n")


def _ready(settings: Settings, given: Document | Prepared) -> Prepared:
    return given if isinstance(given, Prepared) else prepare(given, settings)


def _graph(given: Prepared, run: _Run) -> GraphData:
    if given.graph is None or given.counts is None:
        return data_of(run.counted(document_graph(run.settings, given.document())))
    if run.counts:
        run.counts.merge(given.counts)
    return given.graph


def _kept(before: Path | None, run: _Run, records: BinaryIO) -> Iterator[GraphData]:
    """Hand on the records of documents that did not come in this time.

    Their graphs stand, unless a run that was interrupted had replaced them.
    """
    for document in corpus.read(before) if before and before.exists() else ():
        if run.keep(document):
            records.write(corpus.encode(document) + b"\n")
            if run.wants_back(document):
                yield data_of(document_graph(run.settings, document))


def _following(generation: Generation, run: _Run, records: BinaryIO) -> Iterator[GraphData]:
    """Make anew what follows from the documents: works that changed, what all share, what is counted and inferred.

    It begins when the last document has come in.
    """
    run.left()
    run.follows = bool(run.changed) or not is_catalogued(generation.store, run.settings.ids)
    if not run.follows:
        return
    records.flush()
    lineage = Lineage.of(run.slim)
    run.gone = {key for key in run.changed if not lineage.versions(key)}
    run.holdings = Holdings.of(lineage)
    yield from (data_of(run.counted(graph)) for graph in _together(lineage, run, Path(records.name)))


def _together(lineage: Lineage, run: _Run, records: Path) -> Iterator[NamedGraph]:
    ids = run.settings.ids
    for key in sorted(run.changed - run.gone):
        yield work_graph(ids, lineage.versions(key))
    yield shared_graph(run.settings, lineage)
    yield edges_graph(ids, lineage)
    yield summary_graph(ids, lineage)
    yield inferred(ids, lineage, records)


def _read_manifest(folder: Path | None) -> dict[str, str]:
    path = folder / MANIFEST if folder else None
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
    return found
