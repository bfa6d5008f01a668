"""Turtle: written by hand, since it must be the same to the byte, pleasant to read, and fast.

A work comes with all that is said of it, then its parts and its references in the order of the text,
each with its evidence; a subject's class comes first, and nothing is a blank node. Memory holds one
work at a time, and what all share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from graph.exports.compact import Names
from graph.exports.graphs import blocks, by_work
from graph.lineage import Lineage
from graph.order import natural
from graph.rdf import NamedGraph
from graph.rdf.settings import Settings
from graph.rdf.terms import Term, Triple, escaped
from graph.vocabulary import TYPE, expand

__all__ = ["header", "statements", "write", "write_graphs"]

_INTEGER = expand("xsd:integer")


def header(names: Names) -> str:
    """The base and the prefixes."""
    lines = [f"@base <{names.base}> .\n"]
    lines += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.prefixes.items()]
    return "".join(lines)


def _object(names: Names, term: Term) -> str:
    if isinstance(term, str):
        return names.short(term)
    value, datatype, language = term
    if language:
        return f'"{escaped(value)}"@{language}'
    if datatype == _INTEGER:
        return value
    return f'"{escaped(value)}"^^{names.short(datatype)}' if datatype else f'"{escaped(value)}"'


def _order(term: Term) -> tuple[bool, str, list[Any]]:
    """Things before literals, literals by language, each in natural order."""
    return (False, "", natural(term)) if isinstance(term, str) else (True, term.language, natural(term.value))


def _subject(names: Names, subject: str, said: dict[str, list[Term]]) -> str:
    """One subject's statements: its classes, then its properties in the order in which they were said."""
    lines: list[str] = []
    for predicate in [TYPE, *(each for each in said if each != TYPE)] if TYPE in said else said:
        values = said[predicate]
        if len(values) > 1:
            values = sorted(values, key=_order)
        verb = "a" if predicate == TYPE else names.short(predicate)
        lines.append(f"{verb} {', '.join([_object(names, value) for value in values])}")
    body = " ;\n  ".join(lines)
    return f"{names.short(subject)} {body} .\n"


def statements(names: Names, triples: Iterable[Triple]) -> Iterator[str]:
    """The triples grouped by subject, subjects in the order in which they are first met."""
    grouped: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in triples:
        grouped.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for subject, said in grouped.items():
        yield _subject(names, subject, said)


def write_graphs(graphs: Iterable[NamedGraph], out: BinaryIO, settings: Settings) -> None:
    """Write the triples of some graphs, without the graphs' names."""
    names = Names(settings.ids.base)
    out.write(header(names).encode())
    for name, triples in blocks(graphs):
        out.write(f"\n# {name.removeprefix(names.base)}\n".encode())
        out.write("".join(statements(names, triples)).encode("utf-8", "replace"))


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the whole lineage as Turtle (UTF-8)."""
    settings = settings or Settings.from_environment()
    write_graphs(by_work(lineage, settings), out, settings)
