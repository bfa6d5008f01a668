"""TriG: Turtle with the names of the graphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from graph.exports.compact import Names
from graph.exports.graphs import all_graphs
from graph.exports.turtle import header, statements
from graph.lineage import Lineage
from graph.rdf import NamedGraph
from graph.rdf.settings import Settings

__all__ = ["write", "write_graphs"]


def write_graphs(graphs: Iterable[NamedGraph], out: BinaryIO, settings: Settings) -> None:
    """Write named graphs, one at a time."""
    names = Names(settings.ids.base)
    out.write(header(names).encode())
    for graph in graphs:
        body = "".join(statements(names, graph.triples))
        out.write(f"\n{names.short(graph.iri)} {{\n{body}}}\n".encode("utf-8", "replace"))


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the whole lineage as TriG (UTF-8)."""
    settings = settings or Settings.from_environment()
    write_graphs(all_graphs(lineage, settings), out, settings)
