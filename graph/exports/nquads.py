"""N-Quads: one statement a line, with its graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from graph.exports.graphs import all_graphs
from graph.lineage import Lineage
from graph.rdf import NamedGraph
from graph.rdf.settings import Settings
from graph.rdf.terms import n_quads

__all__ = ["write", "write_graphs"]


def write_graphs(graphs: Iterable[NamedGraph], out: BinaryIO) -> None:
    """Write named graphs, one at a time."""
    for graph in graphs:
        out.write(n_quads(graph))


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the whole lineage as N-Quads (UTF-8)."""
    write_graphs(all_graphs(lineage, settings or Settings.from_environment()), out)
