"""Search path counts against the enumeration of every path, and main paths on graphs read by eye."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given

from graph import analysis
from graph.analysis.mainpath import search_path_counts
from tests.lineages import Pair, calm, downward, lineage_of, pairs, work


def chains(plain: nx.DiGraph[int]) -> list[list[int]]:
    """Every chain from what nothing cites to what cites nothing, one by one."""
    sources = [v for v in plain if plain.in_degree(v) == 0]
    sinks = [v for v in plain if plain.out_degree(v) == 0]
    return [path for s in sources for t in sinks if s != t for path in nx.all_simple_paths(plain, s, t)]


@calm
@given(downward)
def test_count_is_the_number_of_chains_through_a_citation(found: set[Pair]) -> None:
    plain: nx.DiGraph[int] = nx.DiGraph(found)
    expected = Counter(step for path in chains(plain) for step in pairwise(path))
    assert search_path_counts(plain, sorted(plain, reverse=True)) == dict(expected)


@calm
@given(downward)
def test_what_flows_into_a_text_flows_out_of_it(found: set[Pair]) -> None:
    # Kirchhoff's law (Batagelj 2003, section 3): the reason why counts can be compared.
    plain: nx.DiGraph[int] = nx.DiGraph(found)
    counts = search_path_counts(plain, sorted(plain, reverse=True))
    for vertex in plain:
        into = sum(counts[edge] for edge in plain.in_edges(vertex))
        out = sum(counts[edge] for edge in plain.out_edges(vertex))
        assert into == out or not into or not out


@calm
@given(downward)
def test_global_path_has_the_greatest_sum_of_counts(found: set[Pair]) -> None:
    plain: nx.DiGraph[int] = nx.DiGraph(found)
    counts = search_path_counts(plain, sorted(plain, reverse=True))
    best = max((sum(counts[step] for step in pairwise(path)) for path in chains(plain)), default=0)
    told = analysis.main_path(lineage_of(found))
    assert sum(stretch.count for stretch in told.stretches) == best
    assert told.total == len(chains(plain))


@calm
@given(downward)
def test_path_through_a_text_runs_through_it(found: set[Pair]) -> None:
    plain: nx.DiGraph[int] = nx.DiGraph(found)
    lineage = lineage_of(found)
    for number in plain:
        through = [path for path in chains(plain) if number in path]
        for method in ("global", "local"):
            told = analysis.main_path(lineage, work(number), method=method)  # type: ignore[arg-type]
            assert work(number) in told.works
            assert told.total == len(through)


@calm
@given(pairs)
def test_any_graph_has_a_main_path_and_cycles_are_one_place(found: set[Pair]) -> None:
    told = analysis.main_path(lineage_of(found))
    for before, after in pairwise(told.stretches):
        assert before.target == after.source
    assert len(set(told.works)) == len(told.works)
    assert all(0 < stretch.share <= 1 for stretch in told.stretches)


def test_diamond() -> None:
    # 6 → 5 → {4, 3} → 2 → 1, and 6 → 1: three chains, two of them through 5.
    lineage = lineage_of([(6, 5), (5, 4), (5, 3), (4, 2), (3, 2), (2, 1), (6, 1)])
    told = analysis.main_path(lineage)
    assert told.total == 3
    assert [stretch.count for stretch in told.stretches] == [2, 1, 1, 2]
    assert told.works[:2] + told.works[-2:] == (work(6), work(5), work(2), work(1))
    assert analysis.main_path(lineage, work(4)).works == (work(6), work(5), work(4), work(2), work(1))


def test_twins_stand_together_on_the_path() -> None:
    lineage = lineage_of([(5, 4), (4, 3), (3, 4), (3, 2), (2, 1)])
    told = analysis.main_path(lineage)
    assert told.stretches[0].target == (work(3), work(4))
    assert told.works == (work(5), work(3), work(4), work(2), work(1))


@pytest.mark.parametrize("method", ["global", "local"])
def test_nothing_cites_anything(method: str) -> None:
    told = analysis.main_path(lineage_of([], held=[1, 2]), method=method)  # type: ignore[arg-type]
    assert (told.works, told.total) == ((), 0)


def test_linear_in_a_ladder_of_astronomically_many_chains() -> None:
    # 600 rungs, each with two ways: 2**600 chains, which nobody can enumerate.
    plain: nx.DiGraph[int] = nx.DiGraph()
    for rung in range(0, 1800, 3):
        plain.add_edges_from([(rung, rung + 1), (rung, rung + 2), (rung + 1, rung + 3), (rung + 2, rung + 3)])
    counts = search_path_counts(plain, sorted(plain))
    assert set(counts.values()) == {2**599}
