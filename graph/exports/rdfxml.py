"""RDF/XML: one description a subject, for tools that read nothing newer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from graph.exports.compact import Names
from graph.exports.graphs import blocks, by_work
from graph.lineage import Lineage
from graph.rdf import NamedGraph
from graph.rdf.settings import Settings
from graph.rdf.terms import Literal, Term, Triple
from graph.vocabulary import TYPE

__all__ = ["write", "write_graphs"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold at all (its production ``Char``)."""


def _text(value: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value), {"\r": "&#13;"})


def _property(names: Names, predicate: str, value: Term) -> str:
    name = "rdf:type" if predicate == TYPE else names.short(predicate)
    if isinstance(value, str):
        return f"    <{name} rdf:resource={quoteattr(value)}/>\n"
    return f"    <{name}{_kind(value)}>{_text(value.value)}</{name}>\n"


def _kind(literal: Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    return f" rdf:datatype={quoteattr(literal.datatype)}" if literal.datatype else ""


def _descriptions(names: Names, triples: Iterable[Triple]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for subject, predicate, value in triples:
        grouped.setdefault(subject, []).append(_property(names, predicate, value))
    for subject, said in grouped.items():
        yield f"  <rdf:Description rdf:about={quoteattr(subject)}>\n"
        yield from said
        yield "  </rdf:Description>\n"


def write_graphs(graphs: Iterable[NamedGraph], out: BinaryIO, settings: Settings) -> None:
    """Write the triples of some graphs, without the graphs' names."""
    names = Names(settings.ids.base)
    declared = "".join(f"\n    xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in names.prefixes.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode())
    for _, triples in blocks(graphs):
        out.write("".join(_descriptions(names, triples)).encode("utf-8", "replace"))
    out.write(b"</rdf:RDF>\n")


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the whole lineage as RDF/XML (UTF-8)."""
    settings = settings or Settings.from_environment()
    write_graphs(by_work(lineage, settings), out, settings)
