"""The named graphs in rdflib's own terms."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib import URIRef

from graph.rdf.terms import NamedGraph, Term
from graph.vocabulary import NAMESPACES

__all__ = ["to_rdflib"]


def _object(term: Term) -> URIRef | rdflib.Literal:
    if isinstance(term, str):
        return URIRef(term)
    datatype = URIRef(term.datatype) if term.datatype else None
    # Kept as written: rdflib would otherwise rewrite what it takes for numbers and dates.
    return rdflib.Literal(term.value, lang=term.language or None, datatype=datatype, normalize=False)


def to_rdflib(graphs: Iterable[NamedGraph]) -> rdflib.Dataset:
    """A dataset with the usual prefixes bound; its default graph is the union of all graphs."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in NAMESPACES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    for graph in graphs:
        target = dataset.graph(URIRef(graph.iri))
        dataset.addN((URIRef(s), URIRef(p), _object(o), target) for s, p, o in graph.triples)
    return dataset
