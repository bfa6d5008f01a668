"""The SHACL shapes over the linked data, by pySHACL on an Oxigraph store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from graph.check.finding import Finding, Severity
from graph.rdf import NamedGraph
from graph.rdf.terms import n_triples

__all__ = ["validate"]

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.NOTICE}


def _file(name: str) -> bytes:
    return files("graph").joinpath(name).read_bytes()


@cache
def _shapes() -> Any:
    import rdflib

    return rdflib.Graph().parse(data=_file("shapes.ttl"), format="turtle")


def _store(graphs: Iterable[NamedGraph]) -> ox.Store:
    """All triples in the default graph, with the ontology, which says which class is under which."""
    store = ox.Store()
    for graph in graphs:
        store.bulk_load(n_triples(graph.triples), ox.RdfFormat.N_TRIPLES)
    store.bulk_load(_file("ontology.ttl"), ox.RdfFormat.TURTLE)
    return store


def _finding(report: Any, result: Any, node: Any) -> Finding:
    def value(name: str) -> str:
        found = report.value(result, node(_SHACL + name))
        return "" if found is None else str(found)

    path = value("resultPath")
    message = value("resultMessage") + (f" (at {path})" if path.startswith("http") else "")
    severity = _SEVERITIES[value("resultSeverity").rpartition("#")[2]]
    return Finding("", "", "", -1, -1, "shape", severity, value("value"), value("focusNode"), message)


def validate(graphs: Iterable[NamedGraph]) -> Iterator[Finding]:
    """``shape``: what of the linked data breaks the shapes; ``target`` is the IRI of the node."""
    import rdflib

    pyshacl: Any = import_module("pyshacl")  # takes an Oxigraph store, which its types do not say

    _, report, _ = pyshacl.validate(_store(graphs), shacl_graph=_shapes())
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report but {report!r}")
    results = report.subjects(rdflib.RDF.type, rdflib.URIRef(f"{_SHACL}ValidationResult"))
    yield from sorted({_finding(report, result, rdflib.URIRef) for result in results})
