"""GraphML of the multigraph, typed attributes, for Gephi, yEd, igraph and Cytoscape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.lineage import Lineage
from graph.network import multigraph
from graph.rdf.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["plain", "write"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold at all (its production ``Char``)."""


def _clean(attributes: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        names.get(name, name): _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def plain(lineage: Lineage, names: dict[str, str]) -> nx.MultiDiGraph[str]:
    """The multigraph as XML formats can hold it: edges numbered ``e1 …``, attributes renamed by ``names``."""
    import networkx as nx

    source = multigraph(lineage)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in source.nodes(data=True):
        graph.add_node(node, **_clean(attributes, names))
    for number, edge in enumerate(lineage.edges, 1):
        attributes = source.edges[edge.source, edge.target, (edge.language, edge.index)]
        graph.add_edge(edge.source, edge.target, key=f"e{number}", **_clean(attributes, names))
    return graph


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:  # noqa: ARG001 - one shape for all
    """Write the multigraph as GraphML; what is unresolved has no place in it."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer: Any = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(plain(lineage, {}))
    writer.dump(out)
