"""Who cites whom: the lineage as a simple directed graph, filtered, for every algorithm here.

The graph goes from the citing work to the cited one, so "ancestor" (what a text builds on) means
*reachable from it*. Three things differ from `graph.network.multigraph`:

- all references from one work to another are one edge, which carries them;
- a lettered part (``A/RES/217(III)A``) and an article of the Charter stand for their whole, unless
  ``parts=True``: who cites a part builds on the whole;
- a work's references to itself ("the present resolution") are left out.

Nothing here assumes that there are no cycles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from graph.analysis.errors import UnknownWork
from graph.lineage import Edge, Lineage, Node
from loaders.errors import InvalidSymbol
from loaders.symbols import Symbol

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EVERYTHING", "Filter", "citations", "edges_between", "key_of", "reached", "stands_for"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which references and which works are looked at; an empty field leaves all in.

    Parameters
    ----------
    relations
        Ids of the relation registry (``recalls``).
    bodies, kinds
        Of the works: ids of the body registry (``unga``), values of `loaders.records.Kind`.
    since, until
        Inclusive days. A work counts if its date *may* lie between them; one without any date does not.

    """

    relations: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def takes(self, edge: Edge) -> bool:
        """Whether a reference is looked at."""
        return not self.relations or edge.reference.relation in self.relations

    def admits(self, node: Node) -> bool:
        """Whether a work is looked at."""
        if self.bodies and node.body not in self.bodies:
            return False
        if self.kinds and node.kind not in self.kinds:
            return False
        return self._dated(node)

    def _dated(self, node: Node) -> bool:
        if self.since is None and self.until is None:
            return True
        if node.date is None:
            return False
        after = self.since is None or node.date.latest >= self.since
        return after and (self.until is None or node.date.earliest <= self.until)


Vertex = TypeVar("Vertex", str, int)

EVERYTHING = Filter()
"""Leaves everything in."""


def stands_for(lineage: Lineage, key: str) -> str:
    """The work that a key stands for: the whole of a lettered part or article, else the key itself."""
    return lineage.nodes[key].whole or key


def key_of(lineage: Lineage, text: str) -> str:
    """The key of a work that people name in any spelling of its symbol; ``67/225`` is the General Assembly's.

    Raises
    ------
    UnknownWork
        If the lineage neither holds nor cites it.

    """
    if text in lineage.nodes:
        return text
    symbol = _symbol(text) or _symbol(f"A/RES/{text}")  # what has no UN symbol is found by its key or not at all
    if symbol is None or str(symbol) not in lineage.nodes:
        hint = "" if symbol else " (no symbol of a UN document; expected e.g. A/RES/67/225)"
        raise UnknownWork(
            f"{symbol or text}: neither held nor cited in this lineage; load its text, or a text that cites it{hint}"
        )
    return str(symbol)


def _symbol(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except InvalidSymbol:
        return None


def citations(
    lineage: Lineage, only: Filter = EVERYTHING, *, parts: bool = False, keep: Iterable[str] = ()
) -> nx.DiGraph[str]:
    """The simple citation graph of a lineage; linear in works and references.

    Parameters
    ----------
    lineage
        The works and references.
    only
        What is looked at; a work that is filtered out is not walked through either.
    parts
        Keep lettered parts and articles as works of their own.
    keep
        Works that stay whatever the filter says (the one that is asked about).

    Returns
    -------
    networkx.DiGraph
        Every admitted work, in the order of keys; an edge's ``references`` are its `Edge` records in
        document order.

    """
    import networkx as nx  # here: 0.2 s that importing the library's names should not cost

    kept = set(keep)

    def work(key: str) -> str:
        return key if parts else stands_for(lineage, key)

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(
        key for key, node in lineage.nodes.items() if work(key) == key and (key in kept or only.admits(node))
    )
    grouped: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in filter(only.takes, lineage.edges):
        grouped[work(edge.source), work(edge.target)].append(edge)
    for (source, target), edges in grouped.items():
        if source != target and source in graph and target in graph:
            graph.add_edge(source, target, references=tuple(edges))
    return graph


def reached(graph: nx.DiGraph[Vertex], start: Vertex, *, backward: bool = False) -> set[Vertex]:
    """The vertices that chains of citations lead to from ``start`` (or from which they lead there), with itself."""
    near = graph.predecessors if backward else graph.successors
    seen, front = {start}, [start]
    while front:
        for each in near(front.pop()):
            if each not in seen:
                seen.add(each)
                front.append(each)
    return seen


def edges_between(graph: nx.DiGraph[str], source: str, target: str) -> tuple[Edge, ...]:
    """The references that one edge of `citations` stands for."""
    data: dict[str, Any] = graph.edges[source, target]
    found: tuple[Edge, ...] = data["references"]
    return found
