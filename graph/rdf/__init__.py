"""The lineage as linked data: one stream of named graphs that every RDF writer and store reads.

Graphs (see `graph.identifiers` for their names)::

    graph/unga/67-225/eng   one document: version, file, run, texts, references, evidence   document_graph
    graph/unga/67-225       what its versions say of the work, language aside              work_graph
    graph/shared            what follows from symbols alone, and what works share          shared_graph
    graph/edges             plain citation edges, derived                                  edges_graph
    graph/summary           what is counted over all texts, derived                        summary_graph
    graph/inferred          series and predecessors                                        inferred_graph
    graph/catalogue         the dataset described: DCAT, VoID                              catalogue_graph

Every triple stands in exactly one graph. So the union of the graphs has no duplicates, and engines
that count a triple once a graph (Oxigraph) and once in all (rdflib) give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.lineage import Lineage
from graph.rdf.catalogue import Counts, Holdings, catalogue_graph
from graph.rdf.derived import EDGES, edges_graph, inferred_graph
from graph.rdf.settings import Settings
from graph.rdf.shared import shared_graph
from graph.rdf.summary import summary_graph
from graph.rdf.terms import NamedGraph, Triple
from graph.rdf.texts import document_graph
from graph.rdf.works import work_graph

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "EDGES",
    "Counts",
    "Holdings",
    "NamedGraph",
    "Settings",
    "catalogue_graph",
    "dataset",
    "document_graph",
    "edges_graph",
    "inferred_graph",
    "named_graphs",
    "shared_graph",
    "summary_graph",
    "work_graph",
]


def named_graphs(
    lineage: Lineage, settings: Settings | None = None, inferred: Iterable[Triple] = ()
) -> Iterator[NamedGraph]:
    """All graphs of a lineage: work by work in the order of their keys, then what they share.

    Parameters
    ----------
    lineage
        The works, with their documents' texts.
    settings
        Base IRI, version and time; by default those of the environment.
    inferred
        Statements for the graph of what is inferred.

    """
    settings = settings or Settings.from_environment()
    counts = Counts()
    yield from map(counts.add, _described(lineage, settings, inferred))
    yield catalogue_graph(settings, Holdings.of(lineage), counts)


def _described(lineage: Lineage, settings: Settings, inferred: Iterable[Triple]) -> Iterator[NamedGraph]:
    for _, documents in lineage.works():
        yield work_graph(settings.ids, documents)
        for document in documents:
            yield document_graph(settings, document)
    yield shared_graph(settings, lineage)
    yield edges_graph(settings.ids, lineage)
    yield summary_graph(settings.ids, lineage)
    derived = inferred_graph(settings.ids, inferred)
    if derived.triples:
        yield derived


def dataset(lineage: Lineage, settings: Settings | None = None, inferred: Iterable[Triple] = ()) -> rdflib.Dataset:
    """The same as an `rdflib.Dataset` whose default graph is the union of all graphs."""
    from graph.rdf.rdflib_dataset import to_rdflib

    return to_rdflib(named_graphs(lineage, settings, inferred))
