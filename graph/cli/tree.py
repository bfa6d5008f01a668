"""One work's lineage as a tree: what it cites by relation, what stayed unresolved, what cites it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from rich.text import Text
from rich.tree import Tree

from graph.analysis.citations import key_of
from graph.lineage import Edge, Lineage, Node
from graph.store.printing import visible
from loaders.records import PartialDate, Reference

__all__ = ["tree"]


def tree(lineage: Lineage, key: str) -> Tree:
    """The tree of one work; `UnknownWork` if it is neither held nor cited."""
    node = lineage.nodes[key_of(lineage, key)]
    root = Tree(_title(node))
    _branches(root, lineage.cites(node.id), lineage.nodes)
    _unresolved(root, [reference for source, reference in lineage.unresolved if source == node.id])
    _citing(root, lineage.cited_by(node.id), lineage.nodes)
    return root


def _title(node: Node) -> Text:
    about = " · ".join(str(piece) for piece in (_day(node.date), node.title) if piece)
    return Text.assemble(
        (visible(node.id), "bold"), "  " if about else "", visible(about), "" if node.held else "  (not held)"
    )


def _branches(root: Tree, edges: Iterable[Edge], nodes: Mapping[str, Node]) -> None:
    def relation(edge: Edge) -> str:
        return edge.reference.relation

    for name, group in groupby(sorted(edges, key=relation), relation):
        branch = root.add(Text(name, style="cyan"))
        for edge in group:
            branch.add(_cited(edge, nodes[edge.target]))


def _cited(edge: Edge, node: Node) -> Text:
    reference = edge.reference
    part = f", {reference.target_part}" if reference.target_part else ""
    note = f" (note {reference.note})" if reference.note else ""
    words = "" if node.symbol and reference.text == node.id else f"  “{visible(reference.text)}”"
    return Text.assemble(
        (visible(node.id) + part, "bold"),
        f"  {_day(reference.date)}" if reference.date else "",
        words,
        (f"  {reference.paragraph}{note}", "dim"),
    )


def _unresolved(root: Tree, references: Iterable[Reference]) -> None:
    listed = list(references)
    branch = root.add(Text("unresolved", style="yellow")) if listed else root
    for reference in listed:
        words = Text.assemble(f"“{visible(reference.text)}”", (f"  {reference.paragraph}: {reference.reason}", "dim"))
        branch.add(words)


def _citing(root: Tree, edges: Iterable[Edge], nodes: Mapping[str, Node]) -> None:
    listed = list(edges)
    branch = root.add(Text("cited by", style="magenta")) if listed else root
    for edge in listed:
        node = nodes[edge.source]
        branch.add(
            Text.assemble((visible(node.id), "bold"), f"  {edge.reference.relation}  {edge.reference.paragraph}")
        )


def _day(date: PartialDate | None) -> str:
    return str(date) if date else ""
