"""The backbone: the citations that remain when every shortcut is taken out.

A text that recalls its whole series cites each member, though each follows from the one before. The
*transitive reduction* (Aho, Garey and Ullman 1972) is the least set of citations with the same
ancestors and descendants. It is unique for an acyclic graph, so it is taken of the condensation; all
citations inside a cycle stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analysis.citations import EVERYTHING, Filter, citations, key_of, reached, stands_for
from graph.analysis.cycles import Condensed, condensed
from graph.lineage import Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["backbone"]


def backbone(lineage: Lineage, work: str | None = None, *, only: Filter = EVERYTHING) -> nx.DiGraph[str]:
    """The transitive reduction of the condensed citation graph, on works again.

    Parameters
    ----------
    lineage
        Works and references.
    work
        Only this work with its ancestors and descendants.
    only
        What to look at.

    Returns
    -------
    networkx.DiGraph
        The same works; of the edges (with their ``references``) those that no longer chain replaces,
        and those inside a cycle, which have ``cycle=True``.

    Notes
    -----
    Reachable sets are kept as the bits of integers: a union is one machine operation for 64 works, so
    the cost is edges times works / 64.

    References
    ----------
    .. [1] A. V. Aho, M. R. Garey, J. D. Ullman, "The transitive reduction of a directed graph",
       SIAM Journal on Computing 1(2), 1972.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> sorted(backbone(summits()).edges)
    [('A/RES/65/175', 'A/RES/63/231'), ('A/RES/67/225', 'A/RES/55/2'), ('A/RES/67/225', 'A/RES/65/175')]

    """
    import networkx as nx

    graph = _around(lineage, work, only)
    groups = condensed(graph)
    kept = _reduced(groups)
    result: nx.DiGraph[str] = nx.DiGraph()
    result.add_nodes_from(graph)
    for source, target, data in graph.edges(data=True):
        ends = groups.group[source], groups.group[target]
        if ends[0] == ends[1]:
            result.add_edge(source, target, cycle=True, **data)
        elif ends in kept:
            result.add_edge(source, target, **data)
    return result


def _around(lineage: Lineage, work: str | None, only: Filter) -> nx.DiGraph[str]:
    import networkx as nx

    if work is None:
        return citations(lineage, only)
    start = stands_for(lineage, key_of(lineage, work))
    graph = citations(lineage, only, keep=[start])
    return nx.DiGraph(graph.subgraph(sorted(reached(graph, start) | reached(graph, start, backward=True))))


def _reduced(groups: Condensed) -> set[tuple[int, int]]:
    """The edges of the condensation that its other edges do not imply.

    Vertices are numbered in topological order, so a shortcut to a vertex can only run through
    vertices of lower numbers: each vertex takes its successors nearest first.
    """
    reach = [0] * len(groups.members)
    kept: set[tuple[int, int]] = set()
    for vertex in reversed(range(len(reach))):
        reached = 0
        for successor in sorted(groups.graph.successors(vertex)):
            if not reached >> successor & 1:
                kept.add((vertex, successor))
                reached |= reach[successor] | 1 << successor
        reach[vertex] = reached
    return kept
