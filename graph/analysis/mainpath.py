"""Main path analysis: the chain of citations through which most of the lineage flows.

Citations are read as a flow of substance from cited to citing texts. The *search path count* of a
citation is the number of all chains, from any text that cites nothing to any text that nothing cites,
which run through it (Hummon and Doreian's idea in the form of Batagelj: it satisfies Kirchhoff's law,
so the counts of all citations cut by any line through the graph add up to the same total). A *main
path* follows the largest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from graph.analysis.citations import EVERYTHING, Filter, citations, key_of, reached, stands_for
from graph.analysis.cycles import Condensed, condensed
from graph.lineage import Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MainPath", "Stretch", "main_path", "search_path_counts"]

Method = Literal["global", "local"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One citation of a main path: from the works ``source`` to the works ``target`` that they cite.

    Each is one work, or several that form a cycle. ``count`` is the search path count, ``share`` its
    part of all chains, above 0 and at most 1.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class MainPath:
    """A main path from its latest text to its oldest.

    ``total`` is the number of chains from a text that nothing cites to one that cites nothing.
    """

    stretches: tuple[Stretch, ...]
    total: int

    @property
    def works(self) -> tuple[str, ...]:
        """The works of the path, latest first; the works of a cycle stand together, in the order of keys."""
        if not self.stretches:
            return ()
        return (*self.stretches[0].source, *(work for stretch in self.stretches for work in stretch.target))


def search_path_counts(graph: nx.DiGraph[int], order: Iterable[int]) -> dict[tuple[int, int], int]:
    """How many source-to-sink chains of an acyclic graph run through each edge.

    Parameters
    ----------
    graph
        Acyclic.
    order
        Its vertices in topological order.

    Returns
    -------
    dict
        Exact integers. The count of ``(u, v)`` is the number of chains from any source to ``u`` times
        that from ``v`` to any sink, so one pass each way is enough: linear in vertices and edges (of
        operations; the integers themselves grow with the number of chains).

    References
    ----------
    .. [1] N. P. Hummon, P. Doreian, "Connectivity in a citation network: the development of DNA
       theory", Social Networks 11(1), 1989.
    .. [2] V. Batagelj, "Efficient algorithms for citation network analysis", arXiv:cs/0309023, 2003.

    """
    ordered = list(order)
    into = dict.fromkeys(ordered, 0)
    out = dict(into)
    for vertex in ordered:
        into[vertex] = sum(into[before] for before in graph.predecessors(vertex)) or 1
    for vertex in reversed(ordered):
        out[vertex] = sum(out[after] for after in graph.successors(vertex)) or 1
    return {(u, v): into[u] * out[v] for u, v in graph.edges}


def main_path(
    lineage: Lineage, work: str | None = None, *, method: Method = "global", only: Filter = EVERYTHING
) -> MainPath:
    """The main path of a lineage, or the one through a text.

    Parameters
    ----------
    lineage
        Works and references.
    work
        The path shall run through this text; chains that do not are not counted at all.
    method
        ``global``: the chain with the greatest sum of search path counts (critical path). ``local``:
        from the citation of the greatest count on, always the next greatest (priority search).
    only
        What to look at, e.g. resolutions only.

    Returns
    -------
    MainPath
        In time linear in works and references, on the condensation (see `graph.analysis.cycles`).
        Of equal paths the one with the least keys. Empty if nothing cites anything.

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    Notes
    -----
    Chains can only run through held texts, since what a text cites is known from the text. In a
    lineage of one session most chains are one citation long, and a main path says little; it comes
    into its own over several sessions.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> main_path(summits()).works
    ('A/RES/67/225', 'A/RES/65/175', 'A/RES/63/231')

    """
    start = stands_for(lineage, key_of(lineage, work)) if work is not None else None
    groups = condensed(citations(lineage, only, keep=[start] if start else []))
    through = groups.group[start] if start else None
    graph = groups.graph if through is None else _through(groups.graph, through)
    counts = search_path_counts(graph, sorted(graph))
    total = sum(_sinkward(graph, counts))
    chosen = (_heaviest if method == "global" else _greedy)(graph, counts, through)
    return MainPath(tuple(_stretch(groups, pair, counts[pair], total) for pair in chosen), total)


def _through(graph: nx.DiGraph[int], vertex: int) -> nx.DiGraph[int]:
    """The chains through a vertex: its ancestors and descendants, without the edges that pass it by."""
    import networkx as nx

    below, above = reached(graph, vertex), reached(graph, vertex, backward=True)
    result: nx.DiGraph[int] = nx.DiGraph()
    result.add_nodes_from(sorted(below | above))
    result.add_edges_from((u, v) for u, v in graph.edges if {u, v} <= above or {u, v} <= below)
    return result


def _sinkward(graph: nx.DiGraph[int], counts: Mapping[tuple[int, int], int]) -> list[int]:
    """The counts of the edges that end in a text which cites nothing: together, all chains."""
    return [count for (_, target), count in counts.items() if graph.out_degree(target) == 0]


Pairs = list[tuple[int, int]]


def _heaviest(graph: nx.DiGraph[int], counts: Mapping[tuple[int, int], int], through: int | None) -> Pairs:
    """The chain of the greatest sum of counts, by one pass from the sinks up."""
    best: dict[int, tuple[int, int | None]] = {}
    for vertex in sorted(graph, reverse=True):
        options = [(counts[vertex, after] + best[after][0], -after) for after in graph.successors(vertex)]
        heaviest = max(options, default=None)
        best[vertex] = (heaviest[0], -heaviest[1]) if heaviest else (0, None)
    sources = [v for v in sorted(graph) if graph.in_degree(v) == 0]
    # With a text to run through, every source leads to it and every chain through it: see _through.
    del through
    at = max(sources, key=lambda v: (best[v][0], -v), default=None)
    chain: Pairs = []
    while at is not None and (after := best[at][1]) is not None:
        chain.append((at, after))
        at = after
    return chain


def _greedy(graph: nx.DiGraph[int], counts: Mapping[tuple[int, int], int], through: int | None) -> Pairs:
    """From the greatest count (or the text to run through) on, both ways, always the next greatest."""
    if not counts:
        return []

    def largest(pairs: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        return max(pairs, key=lambda pair: (counts[pair], -pair[0], -pair[1]), default=None)

    seed = largest(counts) if through is None else None
    chain: Pairs = [seed] if seed else []
    first, last = seed or (through or 0, through or 0)
    while step := largest(graph.out_edges(last)):
        chain.append(step)
        last = step[1]
    while step := largest(graph.in_edges(first)):
        chain.insert(0, step)
        first = step[0]
    return chain


def _stretch(groups: Condensed, pair: tuple[int, int], count: int, total: int) -> Stretch:
    source, target = pair
    return Stretch(groups.members[source], groups.members[target], count, float(Fraction(count, total)))
