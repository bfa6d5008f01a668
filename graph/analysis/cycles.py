"""Cycles of citation, and the acyclic graph behind them.

Citations point back in time, so there should be no cycles; there are. Twin resolutions adopted on one
day cite each other; a text renumbered or revised later is cited by one older than its number; a wrong
number does the rest. They are found and told, and every algorithm that needs an acyclic graph works
on the *condensation*, in which each group of texts that reach one another is one vertex (Tarjan 1972;
linear time).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analysis.citations import EVERYTHING, Filter, citations, edges_between
from graph.lineage import Edge, Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Condensed", "Cycle", "condensed", "cycles"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Works that reach one another by citations, in the order of keys.

    ``edges`` are all references among them; ``forward`` those that cite a later text: the ones to
    check, since one of them closes the cycle. Empty where dates are missing or the same (twins).
    """

    works: tuple[str, ...]
    edges: tuple[Edge, ...]
    forward: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Condensed:
    """The condensation of a citation graph.

    ``graph`` has a vertex a group, numbered in topological order from 0 (what cites comes before what
    is cited); ``members`` the works of each, in the order of keys; ``group`` the number of a work's.
    """

    graph: nx.DiGraph[int]
    members: tuple[tuple[str, ...], ...]
    group: dict[str, int]


def condensed(graph: nx.DiGraph[str]) -> Condensed:
    """Condense a citation graph; linear. The numbers depend on the graph alone, not on its order."""
    import networkx as nx

    # networkx numbers a condensation as Tarjan's algorithm leaves it, which depends on the order of
    # the nodes: the vertices are put in an order of their own, the least name first.
    groups = [tuple(sorted(group)) for group in nx.strongly_connected_components(graph)]
    of = {work: group for group in groups for work in group}
    between: nx.DiGraph[tuple[str, ...]] = nx.DiGraph()
    between.add_nodes_from(groups)
    between.add_edges_from((of[a], of[b]) for a, b in graph.edges if of[a] is not of[b])
    members = tuple(nx.lexicographical_topological_sort(between))
    number = {group: index for index, group in enumerate(members)}
    result: nx.DiGraph[int] = nx.DiGraph()
    result.add_nodes_from(range(len(members)))
    result.add_edges_from(sorted((number[a], number[b]) for a, b in between.edges))
    return Condensed(result, members, {work: number[group] for work, group in of.items()})


def cycles(lineage: Lineage, *, only: Filter = EVERYTHING) -> tuple[Cycle, ...]:
    """The cycles of a lineage, the largest first; linear in works and references.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> cycles(summits())
    ()

    """
    graph = citations(lineage, only)
    groups = [works for works in condensed(graph).members if len(works) > 1]
    return tuple(_cycle(lineage, graph, works) for works in sorted(groups, key=lambda works: (-len(works), works)))


def _cycle(lineage: Lineage, graph: nx.DiGraph[str], works: tuple[str, ...]) -> Cycle:
    inside = set(works)
    pairs = sorted((a, b) for a in works for b in graph.successors(a) if b in inside)
    edges = tuple(edge for a, b in pairs for edge in edges_between(graph, a, b))
    return Cycle(works, edges, tuple(edge for edge in edges if _forward(lineage, edge)))


def _forward(lineage: Lineage, edge: Edge) -> bool:
    source, target = lineage.nodes[edge.source].date, lineage.nodes[edge.target].date
    return bool(source and target and source.latest < target.earliest)
