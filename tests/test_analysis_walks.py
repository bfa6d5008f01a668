"""Generations, paths, roots, cycles and the backbone, against plain definitions on graphs made by chance."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph import analysis
from graph.analysis import Filter, UnknownWork
from graph.analysis.cycles import condensed
from graph.lineage import Lineage
from loaders.records import Kind, PartialDate
from tests.documents import document, reference
from tests.lineages import Pair, calm, downward, lineage_of, pairs, work


def graph(found: set[Pair]) -> nx.DiGraph[str]:
    """The same graph without any of the code under test."""
    return nx.DiGraph([(work(a), work(b)) for a, b in found])


@calm
@given(pairs)
def test_generation_is_the_length_of_the_shortest_chain(found: set[Pair]) -> None:
    lineage, plain = lineage_of(found), graph(found)
    for key in plain:
        lengths = dict(nx.single_source_shortest_path_length(plain, key))
        del lengths[key]
        walk = analysis.ancestors(lineage, key)
        assert {step.work: step.generation for step in walk.steps} == lengths
        back = dict(nx.single_source_shortest_path_length(plain.reverse(), key))
        del back[key]
        assert {step.work: step.generation for step in analysis.descendants(lineage, key).steps} == back


@calm
@given(pairs, st.integers(1, 4))
def test_generations_can_be_bounded(found: set[Pair], most: int) -> None:
    lineage = lineage_of(found)
    for key in lineage.nodes:
        whole = analysis.ancestors(lineage, key)
        cut = analysis.ancestors(lineage, key, generations=most)
        assert cut.steps == tuple(step for step in whole.steps if step.generation <= most)
        assert whole.generations[:most] == cut.generations


@calm
@given(pairs)
def test_each_step_has_the_references_it_rests_on(found: set[Pair]) -> None:
    lineage = lineage_of(found)
    for key in lineage.nodes:
        for step in analysis.ancestors(lineage, key).steps:
            assert {(edge.source, edge.target) for edge in step.edges} == {(step.parent, step.work)}


@calm
@given(pairs)
@example({(7, 4), (6, 2), (3, 8), (2, 1), (1, 7), (8, 6)})  # one chain, longer than what is asked for
def test_all_paths_are_all_simple_chains(found: set[Pair]) -> None:
    lineage, plain = lineage_of(found), graph(found)
    for other in list(plain)[:3]:
        for key in list(plain)[-3:]:
            if key == other:
                continue
            expected = {tuple(path) for path in nx.all_simple_paths(plain, key, other, cutoff=5)}
            told = analysis.all_paths(lineage, key, other, longest=5)
            assert set(told) == expected
            assert len(told) == len(expected)
            assert [len(path) for path in told] == sorted(len(path) for path in told)
            shortest = analysis.shortest_paths(lineage, key, other)
            linked = nx.has_path(plain, key, other)
            assert set(shortest) == ({tuple(p) for p in nx.all_shortest_paths(plain, key, other)} if linked else set())


def test_paths_are_cut_where_asked_and_say_so() -> None:
    # 1 → 2…6 → 7: five chains of two citations.
    lineage = lineage_of([*((1, n) for n in range(2, 7)), *((n, 7) for n in range(2, 7))])
    told = analysis.all_paths(lineage, work(1), work(7), most=3)
    assert (len(told), told.truncated) == (3, True)
    assert not analysis.all_paths(lineage, work(1), work(7), most=5).truncated
    assert len(analysis.all_paths(lineage, work(1), work(7), longest=1)) == 0


@calm
@given(pairs)
def test_roots_cite_nothing(found: set[Pair]) -> None:
    lineage, plain = lineage_of(found, held=[9]), graph(found)
    ends = {key for key in plain if plain.out_degree(key) == 0}
    told = analysis.roots(lineage)
    assert told.first == (work(9),)  # held, and cites nothing
    assert set(told.open) == ends  # cited, and not held: nobody knows what they cite


@calm
@given(pairs)
def test_cycles_are_the_groups_that_reach_one_another(found: set[Pair]) -> None:
    expected = {tuple(sorted(group)) for group in nx.strongly_connected_components(graph(found)) if len(group) > 1}
    assert {cycle.works for cycle in analysis.cycles(lineage_of(found))} == expected


def test_cycle_names_the_citation_of_a_later_text() -> None:
    first = document("A/RES/60/1", reference("60/2", target="A/RES/60/2"), adopted=date(2005, 9, 16))
    second = document("A/RES/60/2", reference("60/1", target="A/RES/60/1"), adopted=date(2005, 12, 20))
    (cycle,) = analysis.cycles(Lineage.of([first, second]))
    assert [(edge.source, edge.target) for edge in cycle.forward] == [("A/RES/60/1", "A/RES/60/2")]
    twins = [document(d.symbol, *d.references, adopted=date(2005, 12, 20)) for d in (first, second)]
    assert analysis.cycles(Lineage.of(twins))[0].forward == ()


@calm
@given(pairs)
def test_condensation_is_acyclic_and_in_topological_order(found: set[Pair]) -> None:
    groups = condensed(analysis.citations(lineage_of(found)))
    assert all(source < target for source, target in groups.graph.edges)
    assert sorted(key for members in groups.members for key in members) == sorted(groups.group)


@calm
@given(downward)
def test_backbone_without_cycles_is_the_transitive_reduction(found: set[Pair]) -> None:
    expected = nx.transitive_reduction(graph(found))
    assert set(analysis.backbone(lineage_of(found)).edges) == set(expected.edges)


@calm
@given(pairs)
def test_backbone_keeps_what_is_reached_and_nothing_to_spare(found: set[Pair]) -> None:
    lineage, plain = lineage_of(found), graph(found)
    told = analysis.backbone(lineage)
    closure = nx.transitive_closure(plain, reflexive=None)
    assert set(nx.transitive_closure(nx.DiGraph(told.edges), reflexive=None).edges) == set(closure.edges)
    group = condensed(analysis.citations(lineage)).group
    for source, target, data in list(told.edges(data=True)):
        assert data["references"]
        assert bool(data.get("cycle")) == (group[source] == group[target])


def test_backbone_of_one_text_has_its_relatives_only() -> None:
    lineage = lineage_of([(3, 2), (2, 1), (3, 1), (5, 4)])
    assert set(analysis.backbone(lineage, work(2)).edges) == set(pairwise([work(3), work(2), work(1)]))


def test_filters_leave_out_works_and_what_is_only_reached_through_them() -> None:
    middle = document(
        "S/RES/1325(2000)", reference("60/1", target="A/RES/60/1"), body="unsc", adopted=date(2000, 10, 31)
    )
    late = document(
        "A/RES/61/1",
        reference("1325", target="S/RES/1325(2000)", relation="welcomes"),
        reference("59/1", target="A/RES/59/1", date=PartialDate.parse("2004-11")),
        reference("Charter", cited="charter:73", kind=Kind.ARTICLE, relation="guidedBy"),
        body="unga",
        adopted=date(2006, 12, 1),
    )  # fmt: skip
    lineage = Lineage.of([late, middle])

    def reached(**given: object) -> list[str]:
        return list(analysis.ancestors(lineage, "A/RES/61/1", only=Filter(**given)))  # type: ignore[arg-type]

    assert reached() == ["A/RES/59/1", "S/RES/1325(2000)", "charter", "A/RES/60/1"]
    assert reached(relations=frozenset({"recalls"})) == ["A/RES/59/1"]
    assert reached(bodies=frozenset({"unga"})) == ["A/RES/59/1"]  # 60/1 only through the Council
    assert reached(kinds=frozenset({"resolution"})) == ["A/RES/59/1", "S/RES/1325(2000)", "A/RES/60/1"]
    assert reached(since=date(2004, 11, 30)) == ["A/RES/59/1"]  # 2004-11 may be its last day
    assert reached(until=date(2003, 1, 1)) == ["S/RES/1325(2000)"]


def test_lettered_part_and_article_stand_for_their_whole() -> None:
    held = document(
        "A/RES/67/1", reference("217 A (III)", target="A/RES/217(III)A"), reference("Art. 1", cited="charter:1")
    )
    lineage = Lineage.of([held])
    assert list(analysis.ancestors(lineage, "A/RES/67/1")) == ["A/RES/217(III)", "charter"]
    assert list(analysis.descendants(lineage, "A/RES/217 (III) A")) == ["A/RES/67/1"]
    assert set(analysis.citations(lineage, parts=True)["A/RES/67/1"]) == {"A/RES/217(III)A", "charter:1"}


def test_text_does_not_descend_from_itself() -> None:
    lineage = Lineage.of([document("A/RES/67/1", reference("the present resolution", target="A/RES/67/1"))])
    assert len(analysis.ancestors(lineage, "A/RES/67/1")) == 0
    assert analysis.cycles(lineage) == ()


@pytest.mark.parametrize("asked", ["A/RES/1/1", "no symbol at all", ""])
@pytest.mark.parametrize(
    "ask",
    [
        analysis.ancestors, analysis.descendants, analysis.series, analysis.main_path, analysis.counts,
        analysis.co_cited, analysis.coupled, analysis.roots, analysis.backbone, analysis.mandates,
    ],
)  # fmt: skip
def test_unknown_work_is_an_error_that_says_what_to_do(asked: str, ask: object) -> None:
    with pytest.raises(UnknownWork, match="neither held nor cited in this lineage; load its text"):
        ask(lineage_of([(2, 1)]), asked)  # type: ignore[operator]
