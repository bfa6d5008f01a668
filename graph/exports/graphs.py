"""The graphs as the formats want them: with what is inferred, joined by work, or as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.analysis.statements import statements
from graph.lineage import Lineage
from graph.rdf import NamedGraph, Settings, named_graphs, shared_graph
from graph.rdf.terms import Triple

__all__ = ["all_graphs", "blocks", "by_work"]


def all_graphs(lineage: Lineage, settings: Settings) -> Iterator[NamedGraph]:
    """All graphs of a lineage, the one of what is inferred among them."""
    return named_graphs(lineage, settings, statements(lineage, settings.ids))


def blocks(graphs: Iterable[NamedGraph]) -> Iterator[tuple[str, list[Triple]]]:
    """The graphs of one work joined: the work's own and those of its versions, which follow it."""
    name, triples = "", list[Triple]()
    for graph in graphs:
        if name and graph.iri.startswith(f"{name}/"):
            triples.extend(graph.triples)
            continue
        if triples:
            yield name, triples
        name, triples = graph.iri, list(graph.triples)
    if triples:
        yield name, triples


def by_work(lineage: Lineage, settings: Settings) -> Iterator[NamedGraph]:
    """All graphs, what the shared one says of a held work moved to that work's own.

    For formats that name no graphs, so that all that is said of a work stands together.
    """
    ids = settings.ids
    held = {ids.work_graph(key): ids.work(key) for key, _ in lineage.works()}
    said: dict[str, list[Triple]] = {work: [] for work in held.values()}
    for triple in shared_graph(settings, lineage).triples:
        if triple[0] in said:
            said[triple[0]].append(triple)
    for graph in all_graphs(lineage, settings):
        if graph.iri in held:
            yield NamedGraph(graph.iri, [*said[held[graph.iri]], *graph.triples])
        elif graph.iri == ids.shared_graph:
            yield NamedGraph(graph.iri, [triple for triple in graph.triples if triple[0] not in said])
        else:
            yield graph
