"""The lineage as a networkx multigraph: for closures, centrality, layouts and GraphML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.lineage import Edge, Lineage, Node

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["edge_attributes", "multigraph", "node_attributes"]

Scalar = str | int | bool


def _present(attributes: dict[str, Scalar | None]) -> dict[str, Scalar]:
    return {name: value for name, value in attributes.items() if value is not None}


def node_attributes(node: Node) -> dict[str, Scalar]:
    """What a node carries in the graph formats; what is not known is left out.

    ``year`` is that of the earliest day the node's date allows.
    """
    return _present(
        {
            "kind": str(node.kind),
            "symbol": str(node.symbol) if node.symbol else None,
            "body": node.body,
            "title": node.title,
            "date": str(node.date) if node.date else None,
            "year": node.date.earliest.year if node.date else None,
            "held": node.held,
            "whole": node.whole,
            "label": node.title if not node.symbol and node.title else _label(node),
        }
    )


def _label(node: Node) -> str:
    if node.symbol or not node.names:
        return node.id
    return node.names[0]


def edge_attributes(edge: Edge) -> dict[str, Scalar]:
    """What an edge carries: the reference in words and its place."""
    reference = edge.reference
    return _present(
        {
            "relation": reference.relation,
            "kind": str(reference.kind),
            "verb": reference.verb,
            "language": edge.language,
            "part": reference.part,
            "paragraph": reference.paragraph,
            "section": str(reference.section),
            "note": reference.note,
            "start": reference.start,
            "end": reference.end,
            "text": reference.text,
            "target_part": reference.target_part,
            "instrument": reference.instrument,
            "date": str(reference.date) if reference.date else None,
            "subject": reference.subject,
            "status": str(reference.status),
            "reason": reference.reason or None,
        }
    )


def multigraph(lineage: Lineage) -> nx.MultiDiGraph[str]:
    """A directed multigraph of works (nodes, by work key) and references (edges from citing to cited).

    An edge's key is ``(language, index)``: the place of its reference in its document. Node and edge
    attributes are those of `node_attributes` and `edge_attributes`.
    """
    import networkx as nx  # here: 0.2 s that the command line's help should not wait for

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for key, node in lineage.nodes.items():
        graph.add_node(key, **node_attributes(node))
    for edge in lineage.edges:
        graph.add_edge(edge.source, edge.target, key=(edge.language, edge.index), **edge_attributes(edge))
    return graph
