"""Counts of citations, PageRank and communities, each with what it can and cannot say here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analysis.citations import EVERYTHING, Filter, citations, edges_between, key_of, stands_for
from graph.lineage import Edge, Lineage

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Counts", "Ranked", "communities", "counts", "most_cited", "pagerank"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often, by whom and how something is cited.

    ``texts`` counts citing texts (each once, the in-degree); ``references`` every place where they do.
    The breakdowns count references: by relation, by the citing text's year (of the earliest day that
    its date allows) and by its body, each in the order of its keys; ``None`` where that is unknown.
    """

    texts: int
    references: int
    by_relation: Mapping[str, int]
    by_year: Mapping[int | None, int]
    by_body: Mapping[str | None, int]


def counts(lineage: Lineage, work: str | None = None, *, only: Filter = EVERYTHING) -> Counts:
    """Citations of a work and its parts, or all citations of a lineage, counted in several ways.

    A text held in several languages counts once: what its first language says is counted. A text's
    references to itself do not count.

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> counts(summits(), "A/RES/63/231")
    Counts(texts=1, references=1, by_relation={'recalls': 1}, by_year={2010: 1}, by_body={'unga': 1})

    """
    wanted = stands_for(lineage, key_of(lineage, work)) if work is not None else None
    graph = citations(lineage, only, keep=[wanted] if wanted else [])
    pairs = graph.in_edges(wanted) if wanted else graph.edges
    edges = [edge for a, b in pairs for edge in _once(lineage, edges_between(graph, a, b))]
    nodes = [lineage.nodes[edge.source] for edge in edges]
    years = Counter(node.date.earliest.year if node.date else None for node in nodes)
    return Counts(
        texts=len({stands_for(lineage, edge.source) for edge in edges}),
        references=len(edges),
        by_relation=dict(sorted(Counter(edge.reference.relation for edge in edges).items())),
        by_year=dict(sorted(years.items(), key=lambda item: (item[0] is None, item[0] or 0))),
        by_body=dict(sorted(Counter(node.body for node in nodes).items(), key=lambda i: (i[0] is None, i[0] or ""))),
    )


def _once(lineage: Lineage, edges: tuple[Edge, ...]) -> list[Edge]:
    """The references of the first version of each citing text."""
    return [edge for edge in edges if edge.language == lineage.versions(edge.source)[0].language]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work with a measure, and the number of texts that cite it."""

    work: str
    value: float
    cited_by: int


def most_cited(lineage: Lineage, *, most: int = 20, only: Filter = EVERYTHING) -> tuple[Ranked, ...]:
    """Works by in-degree: the number of texts that cite them or one of their parts. Linear.

    In-degree here is presence in the language of resolutions: what is recalled by habit (the Charter,
    the 2030 Agenda) stands first, whether or not anything is taken from it. A filter on relations
    tells habit from use, e.g. ``actsUnder`` or ``callsForImplementation``.
    """
    graph = citations(lineage, only)
    return _ranked(graph, {work: float(graph.in_degree(work)) for work in graph}, most)


def pagerank(
    lineage: Lineage, *, damping: float = 0.85, most: int | None = 20, only: Filter = EVERYTHING
) -> tuple[Ranked, ...]:
    """PageRank of works: where a reader ends up who keeps following citations.

    Parameters
    ----------
    lineage, only
        Works and references, and what to look at.
    damping
        The chance, above 0 and below 1, to follow a citation rather than to open any text anew.
    most
        How many to give; ``None`` for all, whose values add up to 1.

    Notes
    -----
    A citation from a text that cites little counts more, and so does one from a text that is itself
    cited much. Citations lead back in time and hardly ever return, so old texts gather rank: it
    answers "which foundations does this set rest on", not "what matters today". Works that are not
    held pass nothing on; their rank is spread evenly (they are dangling), so compare ranks only
    within one set of documents. Every citing text counts once for each text it cites.

    References
    ----------
    .. [1] S. Brin, L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer
       Networks and ISDN Systems 30, 1998.

    """
    graph = citations(lineage, only)
    return _ranked(graph, _power(graph, damping), most)


def _power(graph: nx.DiGraph[str], damping: float, rounds: int = 200, tolerance: float = 1e-12) -> dict[str, float]:
    """PageRank by power iteration, without the numerical library that networkx would ask for."""
    size = len(graph)
    rank = dict.fromkeys(graph, 1.0 / size) if size else {}
    for _ in range(rounds):
        dangling = sum(rank[work] for work in graph if not graph.out_degree(work))
        base = (1.0 - damping + damping * dangling) / size if size else 0.0
        fresh = dict.fromkeys(graph, base)
        for work in graph:
            cited = list(graph.successors(work))
            for each in cited:
                fresh[each] += damping * rank[work] / len(cited)
        moved = sum(abs(fresh[work] - rank[work]) for work in graph)
        rank = fresh
        if moved < tolerance:
            break
    return rank


def _ranked(graph: nx.DiGraph[str], values: Mapping[str, float], most: int | None) -> tuple[Ranked, ...]:
    best = sorted(values, key=lambda work: (-values[work], work))[:most]
    return tuple(Ranked(work, values[work], int(graph.in_degree(work))) for work in best)


def communities(
    lineage: Lineage, *, resolution: float = 1.0, seed: int = 1, only: Filter = EVERYTHING
) -> tuple[tuple[str, ...], ...]:
    """Groups of works that cite one another more than chance would have it, the largest first.

    Parameters
    ----------
    lineage, only
        Works and references, and what to look at.
    resolution
        Above 1 for more and smaller groups, below for fewer and larger.
    seed
        The Louvain method takes works in a random order; one seed always gives one answer.

    Notes
    -----
    Directions are ignored. What everybody cites holds everybody together: leave out the habitual
    citations (`most_cited`) with a filter to see subjects. Modularity has a resolution limit: in a large
    lineage small subjects merge.

    References
    ----------
    .. [1] V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in
       large networks", Journal of Statistical Mechanics, 2008.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> communities(summits(), resolution=0.5)
    (('A/RES/55/2', 'A/RES/63/231', 'A/RES/65/175', 'A/RES/67/225'),)

    """
    import networkx as nx

    directed = citations(lineage, only)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(directed))
    graph.add_edges_from(sorted((min(pair), max(pair)) for pair in directed.edges))
    groups = nx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    ordered = [tuple(sorted(group)) for group in groups]
    return tuple(sorted(ordered, key=lambda group: (-len(group), group)))
