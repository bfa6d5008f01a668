"""Graphs that follow from the others: plain citation edges, and what is inferred.

The edges are made here from the lineage, and `EDGES` is the SPARQL that derives the same from the
references of any store; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.rdf.references import characterization
from graph.rdf.terms import NamedGraph, Triple
from graph.vocabulary import expand

__all__ = ["EDGES", "edges_graph", "inferred_graph"]

EDGES = """\
PREFIX rcl: <https://w3id.org/recalling/ontology#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX undo: <https://w3id.org/un/ontology/undo/>
CONSTRUCT { ?citing ?how ?cited ; cito:cites ?cited, ?whole }
WHERE {
  ?reference a rcl:Reference ;
    cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited ; cito:hasCitationCharacterization ?how .
  OPTIONAL { ?cited dcterms:isPartOf ?whole . ?whole dcterms:identifier ?symbol }
}
"""
"""Derives the edges: the CiTO property of each reference, and ``cito:cites`` to the work and its whole."""

_CITES = expand("cito:cites")


def edges_graph(ids: Identifiers, lineage: Lineage) -> NamedGraph:
    """``cito:cites`` and the property of each relation, from citing to cited work, each once.

    Who cites a lettered part cites its whole as well, and who cites an article its treaty, so that
    closures do not end at a letter.
    """

    def triples() -> Iterator[Triple]:
        for source, target, relation in sorted({(e.source, e.target, e.reference.relation) for e in lineage.edges}):
            citing, cited = ids.work(source), ids.work(target)
            yield citing, _CITES, cited
            yield citing, characterization(relation), cited
            whole = lineage.nodes[target].whole
            if whole:
                yield citing, _CITES, ids.work(whole)

    return NamedGraph(ids.edges_graph, list(dict.fromkeys(triples())))


def inferred_graph(ids: Identifiers, triples: Iterable[Triple]) -> NamedGraph:
    """The graph of what is inferred (series, predecessors), from statements about works."""
    return NamedGraph(ids.inferred_graph, list(dict.fromkeys(triples)))
