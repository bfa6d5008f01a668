"""Kinship by citations: works cited together, and texts that cite the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from graph.analysis.citations import EVERYTHING, Filter, citations, key_of, stands_for
from graph.lineage import Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Kin", "co_cited", "co_cited_pairs", "coupled"]


@dataclass(frozen=True, slots=True)
class Kin:
    """Two works, what they share (a number of texts) and Salton's cosine of it, above 0 and at most 1.

    The cosine divides what is shared by the geometric mean of what each has, so that the works which
    everybody cites do not become everybody's kin.
    """

    work: str
    other: str
    shared: int
    cosine: float


def co_cited(lineage: Lineage, work: str, *, most: int = 20, only: Filter = EVERYTHING) -> tuple[Kin, ...]:
    """The works that are cited together with a work, by the number of texts that cite both.

    Linear in the citations made by the texts that cite it.

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    References
    ----------
    .. [1] H. Small, "Co-citation in the scientific literature", Journal of the American Society for
       Information Science 24(4), 1973.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> co_cited(summits(), "A/RES/55/2")
    (Kin(work='A/RES/55/2', other='A/RES/65/175', shared=1, cosine=1.0),)

    """
    start = stands_for(lineage, key_of(lineage, work))
    graph = citations(lineage, only, keep=[start])
    both = Counter(other for citing in graph.predecessors(start) for other in graph.successors(citing))
    return _kin(start, both, dict(graph.in_degree()), most)


def coupled(lineage: Lineage, work: str, *, most: int = 20, only: Filter = EVERYTHING) -> tuple[Kin, ...]:
    """Bibliographic coupling: the texts that cite what a text cites, by the number of works both cite.

    Only held texts can be coupled. Linear in the citations of what the text cites.

    References
    ----------
    .. [1] M. M. Kessler, "Bibliographic coupling between scientific papers", American Documentation
       14(1), 1963.

    """
    start = stands_for(lineage, key_of(lineage, work))
    graph = citations(lineage, only, keep=[start])
    both = Counter(other for cited in graph.successors(start) for other in graph.predecessors(cited))
    return _kin(start, both, dict(graph.out_degree()), most)


def co_cited_pairs(lineage: Lineage, *, most: int = 20, only: Filter = EVERYTHING) -> tuple[Kin, ...]:
    """The pairs of works that most texts cite together.

    Quadratic in the citations of each single text (a hundred give five thousand pairs), linear in texts.
    """
    graph = citations(lineage, only)
    pairs: Counter[tuple[str, str]] = Counter()
    for citing in graph:
        pairs.update(combinations(sorted(graph.successors(citing)), 2))
    best = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:most]
    return tuple(Kin(a, b, shared, _cosine(graph, a, b, shared)) for (a, b), shared in best)


def _cosine(graph: nx.DiGraph[str], one: str, other: str, shared: int) -> float:
    return shared / sqrt(graph.in_degree(one) * graph.in_degree(other))


def _kin(start: str, both: Counter[str], degree: dict[str, int], most: int) -> tuple[Kin, ...]:
    del both[start]
    kin = [Kin(start, other, n, n / sqrt(degree[start] * degree[other])) for other, n in both.items()]
    return tuple(sorted(kin, key=lambda each: (-each.shared, -each.cosine, each.other))[:most])
