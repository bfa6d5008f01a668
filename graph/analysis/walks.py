"""Ancestors and descendants by generation, paths, and roots.

An *ancestor* is what a text builds on: what it cites, what that cites, and so on. A *descendant* is
what builds on it. The *generation* is the length of the shortest chain of citations, so a text has
exactly one, and a cycle ends nothing and repeats nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.analysis.citations import EVERYTHING, Filter, citations, edges_between, key_of, reached, stands_for
from graph.lineage import Edge, Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Paths", "Roots", "Step", "Walk", "all_paths", "ancestors", "descendants", "roots", "shortest_paths"]


@dataclass(frozen=True, slots=True)
class Step:
    """A work that a walk reaches, from the work ``parent`` one generation nearer to the start.

    ``edges`` are the references between the two; a work that several reach is given to the first of
    them in the order of keys.
    """

    work: str
    generation: int
    parent: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """All that is reached from ``start``, nearest first, each work once and ``start`` not at all."""

    start: str
    steps: tuple[Step, ...]

    def __iter__(self) -> Iterator[str]:
        return (step.work for step in self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def generations(self) -> tuple[tuple[str, ...], ...]:
        """The works of generation 1, 2, …, each in the order of keys."""
        deepest = self.steps[-1].generation if self.steps else 0
        return tuple(tuple(s.work for s in self.steps if s.generation == n) for n in range(1, deepest + 1))


def ancestors(lineage: Lineage, work: str, *, generations: int | None = None, only: Filter = EVERYTHING) -> Walk:
    """What a text builds on, by generation.

    Parameters
    ----------
    lineage
        Where to look; what is cited but not held has no ancestors here.
    work
        A symbol in any spelling, or a work key.
    generations
        How far to go; ``None`` for all the way.
    only
        What to look at; filtered works are neither listed nor walked through.

    Returns
    -------
    Walk
        In time linear in works and references (breadth-first search).

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> ancestors(summits(), "A/RES/67/225").generations
    (('A/RES/55/2', 'A/RES/65/175'), ('A/RES/63/231',))

    """
    return _walk(lineage, work, generations, only, backward=False)


def descendants(lineage: Lineage, work: str, *, generations: int | None = None, only: Filter = EVERYTHING) -> Walk:
    """What builds on a text, by generation; parameters and errors as in `ancestors`.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> list(descendants(summits(), "A/RES/63/231"))
    ['A/RES/65/175', 'A/RES/67/225']

    """
    return _walk(lineage, work, generations, only, backward=True)


def _walk(lineage: Lineage, work: str, generations: int | None, only: Filter, *, backward: bool) -> Walk:
    start = stands_for(lineage, key_of(lineage, work))
    graph = citations(lineage, only, keep=[start])
    near: Callable[[str], Any] = graph.predecessors if backward else graph.successors
    steps: list[Step] = []
    seen, front, generation = {start}, [start], 0
    while front and (generations is None or generation < generations):
        generation += 1
        reached: dict[str, str] = {}
        for parent in front:
            for each in near(parent):
                if each not in seen:
                    reached.setdefault(each, parent)
        front = sorted(reached)
        seen.update(front)
        for each in front:
            ends = (each, reached[each]) if backward else (reached[each], each)
            steps.append(Step(each, generation, reached[each], edges_between(graph, *ends)))
    return Walk(start, tuple(steps))


@dataclass(frozen=True, slots=True)
class Paths:
    """Chains of citations, each from the citing text to the cited one, shortest first.

    ``truncated`` says that there are more than were asked for.
    """

    paths: tuple[tuple[str, ...], ...]
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def all_paths(
    lineage: Lineage, work: str, other: str, *, longest: int = 6, most: int = 1000, only: Filter = EVERYTHING
) -> Paths:
    """Every simple chain of citations by which ``work`` builds on ``other``.

    Parameters
    ----------
    lineage, work, other
        ``work`` is the later text.
    longest
        Citations in a chain at most.
    most
        Chains at most; their number grows exponentially with ``longest`` in the worst case. Only
        works that lie between the two texts are entered, so that no time goes into dead ends.
    only
        What to look at.

    Raises
    ------
    UnknownWork
        If either is neither held nor cited.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> list(all_paths(summits(), "A/RES/67/225", "A/RES/63/231"))
    [('A/RES/67/225', 'A/RES/65/175', 'A/RES/63/231')]

    """
    import networkx as nx

    graph, start, end = _between(lineage, work, other, only)
    if start == end or end not in graph or start not in graph:
        return Paths(())
    found: list[tuple[str, ...]] = []
    for length in range(1, longest + 1):
        # Length by length, so that what is cut off are the longest.
        longer = (tuple(p) for p in nx.all_simple_paths(graph, start, end, cutoff=length) if len(p) == length + 1)
        found += islice(longer, most + 1 - len(found))
        if len(found) > most:
            return Paths(tuple(found[:most]), truncated=True)
    return Paths(tuple(found))


def shortest_paths(lineage: Lineage, work: str, other: str, *, most: int = 100, only: Filter = EVERYTHING) -> Paths:
    """The shortest chains of citations from ``work`` down to ``other``; none if it does not build on it.

    Linear in works and references, and in the chains given. Parameters and errors as in `all_paths`.
    """
    import networkx as nx

    graph, start, end = _between(lineage, work, other, only)
    if start == end or end not in graph or start not in graph:
        return Paths(())
    found = [tuple(path) for path in islice(nx.all_shortest_paths(graph, start, end), most + 1)]
    return Paths(tuple(sorted(found[:most])), truncated=len(found) > most)


def _between(lineage: Lineage, work: str, other: str, only: Filter) -> tuple[nx.DiGraph[str], str, str]:
    """The works on any chain between two, and the two."""
    import networkx as nx

    start, end = (stands_for(lineage, key_of(lineage, each)) for each in (work, other))
    graph = citations(lineage, only, keep=[start, end])
    inside = reached(graph, start) & reached(graph, end, backward=True)
    return nx.DiGraph(graph.subgraph(sorted(inside))), start, end


@dataclass(frozen=True, slots=True)
class Roots:
    """Where lines of citation end.

    ``first`` are held texts that cite nothing that was looked at: true roots. ``open`` are works that
    are cited but not held: the line may go on, nobody knows here.
    """

    first: tuple[str, ...]
    open: tuple[str, ...]


def roots(lineage: Lineage, work: str | None = None, *, only: Filter = EVERYTHING) -> Roots:
    """The works at the far end of a text's ancestry, or of the whole lineage.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> roots(summits())
    Roots(first=('A/RES/63/231',), open=('A/RES/55/2',))

    """
    start = stands_for(lineage, key_of(lineage, work)) if work is not None else None
    graph = citations(lineage, only, keep=[start] if start else [])
    among = [start, *ancestors(lineage, start, only=only)] if start else list(graph)
    ends = sorted(each for each in among if each in graph and graph.out_degree(each) == 0)
    held = {stands_for(lineage, key) for key, node in lineage.nodes.items() if node.held}
    return Roots(tuple(e for e in ends if e in held), tuple(e for e in ends if e not in held))
