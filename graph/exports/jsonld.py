"""JSON-LD 1.1 with the published context, ``graph/context.jsonld``, written out so that it reads offline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from graph.exports.graphs import all_graphs
from graph.lineage import Lineage
from graph.rdf import NamedGraph
from graph.rdf.settings import Settings
from graph.rdf.terms import Term, Triple
from graph.vocabulary import NAMESPACES, TYPE, expand

__all__ = ["CONTEXT", "context", "write", "write_graphs"]

CONTEXT = "https://w3id.org/recalling/context.jsonld"
"""Where the context is published."""

_INTEGER = expand("xsd:integer")


@cache
def context() -> Mapping[str, str | float | Mapping[str, str]]:
    """The published context: the prefixes, and a term for each property."""
    read: dict[str, dict[str, str | float | Mapping[str, str]]] = json.loads(
        files("graph").joinpath("context.jsonld").read_text(encoding="utf-8")
    )
    return read["@context"]


@cache
def _terms() -> Mapping[str, tuple[str, str]]:
    """Each property's IRI to its term and what its plain values are: ``@id``, a datatype IRI or nothing."""
    terms: dict[str, tuple[str, str]] = {}
    for term, definition in context().items():
        if isinstance(definition, Mapping):
            kind = definition.get("@type", "")
            terms[expand(definition["@id"])] = term, kind if kind.startswith("@") or not kind else expand(kind)
    return terms


class _Namer:
    """Compact IRIs: ``cito:cites`` for the vocabularies, relative to the base for things."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._spaces = {namespace: prefix for prefix, namespace in NAMESPACES.items()}

    def name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._spaces.get(iri[:cut])
        if prefix and cut < len(iri):
            return f"{prefix}:{iri[cut:]}"
        return iri.removeprefix(self._base) or iri

    def value(self, term: Term, kind: str) -> object:
        if isinstance(term, str):
            return self.name(term) if kind == "@id" else {"@id": self.name(term)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype == _INTEGER and kind in {"", _INTEGER}:
            return int(term.value)
        if term.datatype == kind:
            return term.value
        return {"@value": term.value, "@type": self.name(term.datatype)} if term.datatype else {"@value": term.value}

    def node(self, subject: str, said: Mapping[str, list[Term]]) -> dict[str, object]:
        node: dict[str, object] = {"@id": self.name(subject)}
        for predicate, values in said.items():
            if predicate == TYPE:
                node["@type"] = [self.name(value) for value in values if isinstance(value, str)]
                continue
            term, kind = _terms().get(predicate) or (self.name(predicate), "")
            found = [self.value(value, kind) for value in values]
            node[term] = found[0] if len(found) == 1 else found
        return node

    def nodes(self, triples: Iterable[Triple]) -> list[dict[str, object]]:
        grouped: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, value in triples:
            grouped.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return [self.node(subject, said) for subject, said in grouped.items()]


def write_graphs(graphs: Iterable[NamedGraph], out: BinaryIO, settings: Settings) -> None:
    """Write named graphs, one node a line."""
    namer = _Namer(settings.ids.base)
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    opening = dumps([context(), {"@base": settings.ids.base}])
    out.write(f'{{"@context":{opening},\n"@graph":['.encode())
    for number, graph in enumerate(graphs):
        nodes = ",\n".join(map(dumps, namer.nodes(graph.triples)))
        separator = ",\n" if number else "\n"
        out.write(
            f'{separator}{{"@id":{dumps(namer.name(graph.iri))},"@graph":[\n{nodes}]}}'.encode("utf-8", "replace")
        )
    out.write(b"\n]}\n")


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the whole lineage as JSON-LD (UTF-8)."""
    settings = settings or Settings.from_environment()
    write_graphs(all_graphs(lineage, settings), out, settings)
