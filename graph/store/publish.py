"""Adding documents to a store through the common interface: to a server, above all.

A server keeps no records for us, so it is asked what it holds. Each document's graph is replaced
as a whole and what works share is only added to; plain edges, summary and catalogue are then derived
again inside the server. What is inferred needs all texts at once: it is made anew by a run that gives
all that the server holds, and stays as it is otherwise. The run is no single step: interrupted, it
leaves whole graphs of the old and the new state, and the next run does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.identifiers import Identifiers
from graph.lineage import Lineage, work_key
from graph.rdf import Settings, document_graph, shared_graph, work_graph
from graph.store import deriving
from graph.store.cataloguing import catalogue, is_catalogued
from graph.store.inferring import inferred
from graph.store.interface import GraphData, Store
from graph.store.prepared import Prepared, Thinner, thin
from graph.store.sync import Change, data_of
from loaders import corpus
from loaders.records import Document

__all__ = ["publish"]

_ASKED = 100
"""Graphs asked for in one query: servers cap the rows they give."""


def publish(store: Store, documents: Iterable[Document | Prepared], settings: Settings | None = None) -> Change:
    """Add documents to any store; those it has from the same bytes by the same program are skipped.

    A work's own graph is made from the versions given here, so give all languages of a work at once.
    Documents wait on disk, not in memory, until what they share has been told to the store.
    """
    settings = settings or Settings.from_environment()
    with TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        lineage = Lineage.of(_spooled(documents, records))
        held = _held(store, settings, lineage.documents)
        wanted = {_iri(settings, d): (d.source.sha256, _agent(settings)) for d in lineage.documents}
        keys = {_iri(settings, document): work_key(document) for document in lineage.documents}
        changed = {iri: key for iri, key in keys.items() if held.get(iri) != wanted[iri]}
        if changed:
            store.drop([settings.ids.catalogue_graph])  # until all is done, so that the next run sees that it is not
            store.add([data_of(shared_graph(settings, lineage))])
            store.put(data_of(work_graph(settings.ids, lineage.versions(key))) for key in sorted({*changed.values()}))
            # Last: by its own graph a document counts as added.
            store.put(_own_graphs(records, set(changed), settings))
        if changed or not is_catalogued(store, settings.ids):
            _follow(store, settings, lineage, records)
    replaced = len(changed.keys() & held.keys())
    return Change(len(changed) - replaced, replaced, len(lineage.documents) - len(changed))


def _spooled(documents: Iterable[Document | Prepared], records: Path) -> Iterator[Document]:
    """Thin documents; the whole ones are written to a file as they pass. Of two files of one text the first stands."""
    thinner, seen = Thinner(), set[tuple[str, str]]()
    with records.open("wb") as out:
        for given in documents:
            document = thinner(corpus.decode(given.thin) if isinstance(given, Prepared) else thin(given))
            text = work_key(document), document.language
            if text not in seen:
                seen.add(text)
                out.write((given.record if isinstance(given, Prepared) else corpus.encode(given)) + b"\n")
                yield document


def _own_graphs(records: Path, wanted: set[str], settings: Settings) -> Iterator[GraphData]:
    """The graphs of the documents that are wanted."""
    for document in corpus.read(records):
        if _iri(settings, document) in wanted:
            yield data_of(document_graph(settings, document))


def _iri(settings: Settings, document: Document) -> str:
    return settings.ids.text_graph(work_key(document), document.language)


def _agent(settings: Settings) -> str:
    return settings.ids.agent("recalling", settings.version)


def _held(store: Store, settings: Settings, documents: Iterable[Document]) -> dict[str, tuple[str | None, str | None]]:
    """For each document that the store has: the hash of the bytes it came from, and the program."""
    held: dict[str, tuple[str | None, str | None]] = {}
    iris = (_iri(settings, document) for document in documents)
    while asked := list(islice(iris, _ASKED)):
        names = " ".join(f"<{iri}>" for iri in asked)
        answer = store.query(
            f"SELECT ?graph ?hash ?program WHERE {{ VALUES ?graph {{ {names} }} "
            "GRAPH ?graph { ?file rcl:sha256 ?hash . ?run prov:wasAssociatedWith ?program } }"
        )
        held.update({str(graph): (digest, program) for graph, digest, program in answer.values()})
    return held


def _follow(store: Store, settings: Settings, lineage: Lineage, records: Path) -> None:
    """Make anew what follows from all texts that the store holds; the catalogue last, which says that it is done."""
    ids = settings.ids
    store.update(" ;\n".join(deriving.edges(ids)))
    store.update(" ;\n".join(deriving.summary(ids)))
    if _number_held(store, ids) == len(lineage.documents):
        store.put([data_of(inferred(ids, lineage, records))])
    store.put([data_of(catalogue(store, settings))])


def _number_held(store: Store, ids: Identifiers) -> int:
    """How many versions the store holds under our base."""
    answer = store.query(
        "SELECT (COUNT(DISTINCT ?version) AS ?n) WHERE { GRAPH ?g { ?version a undo:DocumentVersion } "
        f'FILTER(STRSTARTS(STR(?g), "{ids.base}graph/")) }}'
    )
    return int(answer.values()[0][0] or 0)
