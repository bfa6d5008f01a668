"""Triples as plain tuples: the one stream that every RDF writer and store reads.

An IRI is a ``str``; a literal is a `Literal`. There are no blank nodes. Plain tuples are made at a
million a second, which no RDF library's term objects are; N-Triples, Turtle, rdflib and Oxigraph are
all fed from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph.vocabulary import expand

__all__ = ["Literal", "NamedGraph", "Term", "Triple", "day", "integer", "n_quads", "n_triples", "text"]

_DATE, _EDTF, _INTEGER = expand("xsd:date"), expand("edtf:EDTF"), expand("xsd:integer")


class Literal(NamedTuple):
    """A literal: its characters, and its datatype IRI or its language tag (at most one of them).

    With neither it is an ``xsd:string``.
    """

    value: str
    datatype: str = ""
    language: str = ""


Term = str | Literal
Triple = tuple[str, str, Term]


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph: its IRI and its triples, each of which stands in no other graph."""

    iri: str
    triples: Sequence[Triple]


def text(value: str, language: str = "") -> Literal:
    """A string, or a text in a language."""
    return Literal(value, "", language)


@lru_cache(10_000)
def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), _INTEGER)


def day(value: date) -> Literal:
    """An ``xsd:date`` (years before 1000 with four digits)."""
    return Literal(value.isoformat(), _DATE)


def edtf(value: object) -> Literal:
    """A date in the Extended Date/Time Format, as ``str`` gives it."""
    return Literal(str(value), _EDTF)


def escaped(value: str) -> str:
    r"""A literal's characters between N-Triples quotes (RDF 1.1 N-Triples, canonical form).

    >>> escaped('say "no"')
    'say \\"no\\"'
    """
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if '"' in value:
        value = value.replace('"', '\\"')
    if "\n" in value or "\r" in value:
        value = value.replace("\n", "\\n").replace("\r", "\\r")
    return value


def _term(term: Term) -> str:
    if isinstance(term, str):
        return f"<{term}>"
    value, datatype, language = term
    if language:
        return f'"{escaped(value)}"@{language}'
    return f'"{escaped(value)}"^^<{datatype}>' if datatype else f'"{escaped(value)}"'


def n_triples(triples: Iterable[Triple]) -> bytes:
    r"""The triples as N-Triples, one a line, in the order given.

    >>> n_triples([("http://a.org/s", "http://a.org/p", text("yes", "en"))])
    b'<http://a.org/s> <http://a.org/p> "yes"@en .\n'
    """
    return "".join([f"<{s}> <{p}> {_term(o)} .\n" for s, p, o in triples]).encode("utf-8", "replace")


def n_quads(graph: NamedGraph) -> bytes:
    """A named graph as N-Quads, one triple a line."""
    iri = graph.iri
    return "".join([f"<{s}> <{p}> {_term(o)} <{iri}> .\n" for s, p, o in graph.triples]).encode("utf-8", "replace")
