"""Answers about a lineage as a tree for the terminal, JSON, CSV and GraphML."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from graph.cli.streams import output
from graph.cli.telling import Answer, Line
from graph.lineage import Lineage
from graph.network import node_attributes
from graph.store.printing import visible

__all__ = ["write"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula, where it stands first."""


def write(answer: Answer, lineage: Lineage, form: str, out: Path | None) -> None:
    """Print an answer, or write it to a file that appears whole."""
    if form == "tree":
        _print(answer, lineage, out)
        return
    data = {"json": _json, "csv": _csv, "graphml": _graphml}[form](answer, lineage)
    with output(out) as stream:
        stream.write(data)


# --- tree ----------------------------------------------------------------------------------------------


def _print(answer: Answer, lineage: Lineage, out: Path | None) -> None:
    tree = _grown(Tree(_label(answer.tree, lineage)), answer.tree, lineage)
    console = Console()
    if console.is_terminal and (out is None or str(out) == "-"):
        console.print(tree)
        return
    # In a file or a pipe nothing is wrapped or cut.
    text = io.StringIO()
    Console(file=text, width=20_000, no_color=True).print(tree)
    with output(out) as stream:
        stream.write("".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()).encode("utf-8", "replace"))


def _grown(tree: Tree, line: Line, lineage: Lineage) -> Tree:
    """The tree of a line, without recursion: a walk may be some hundred generations deep."""
    waiting = [(tree, line)]
    while waiting:
        branch, at = waiting.pop()
        waiting.extend((branch.add(_label(under, lineage)), under) for under in at.under)
    return tree


def _label(line: Line, lineage: Lineage) -> Text:
    if line.work is None:
        return Text(visible(line.words), style="" if not line.under else "cyan")
    node = lineage.nodes[line.work]
    about = " · ".join(
        str(piece) for piece in (node.date, node.title or (node.names[0] if node.names else None)) if piece
    )
    return Text.assemble(
        (visible(line.work), "bold"),
        f"  {visible(about)}" if about else "",
        (f"  {visible(line.words)}" if line.words else "", "dim"),
        "" if node.held else ("  (not held)", "dim"),
    )


# --- files ---------------------------------------------------------------------------------------------


def _json(answer: Answer, lineage: Lineage) -> bytes:  # noqa: ARG001 - one shape for all
    told = {"question": answer.question, "work": answer.work, **answer.facts, "rows": answer.rows}
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _csv(answer: Answer, lineage: Lineage) -> bytes:  # noqa: ARG001 - one shape for all
    """One row a thing found (RFC 4180); no cell begins a formula in a spreadsheet or acts on a terminal."""
    columns = list(dict.fromkeys(name for row in answer.rows for name in row))
    text = io.StringIO()
    rows = csv.DictWriter(text, columns)
    rows.writeheader()
    rows.writerows({name: _cell(value) for name, value in row.items()} for row in answer.rows)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{visible(value)}" if value.startswith(_FORMULA) else visible(value)
    return value


def _graphml(answer: Answer, lineage: Lineage) -> bytes:
    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    graph: nx.DiGraph[str] = nx.DiGraph()
    for work in dict.fromkeys([answer.work, *(end for link in answer.links for end in link[:2])]):
        graph.add_node(work, **_clean(dict(node_attributes(lineage.nodes[work]))))
    for source, target, attributes in answer.links:
        graph.add_edge(source, target, **_clean(dict(attributes)))
    stream = io.BytesIO()
    writer: Any = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(graph)
    writer.dump(stream)
    return stream.getvalue()


def _clean(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }
