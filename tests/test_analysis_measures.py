"""Counts, PageRank, communities, co-citation, coupling and differences, against plain definitions."""

from __future__ import annotations

from datetime import date
from math import isclose, sqrt

import networkx as nx
import pytest
from hypothesis import given
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graph import analysis
from graph.analysis import AnalysisError
from graph.lineage import Lineage
from tests.documents import document, reference
from tests.lineages import Pair, calm, lineage_of, pairs, work


@calm
@given(pairs)
def test_pagerank_is_that_of_networkx(found: set[Pair]) -> None:
    lineage = lineage_of(found, held=[9])
    plain: nx.DiGraph[str] = nx.DiGraph([(work(a), work(b)) for a, b in found])
    plain.add_node(work(9))
    expected = _pagerank_python(plain, tol=1e-13, max_iter=1000)
    told = analysis.pagerank(lineage, most=None)
    assert {r.work for r in told} == set(expected)
    assert all(isclose(r.value, expected[r.work], abs_tol=1e-8) for r in told)
    assert isclose(sum(r.value for r in told), 1.0, abs_tol=1e-9)


@calm
@given(pairs)
def test_most_cited_is_the_number_of_citing_texts(found: set[Pair]) -> None:
    told = {r.work: r.cited_by for r in analysis.most_cited(lineage_of(found), most=100)}
    assert told == {key: sum(work(b) == key for _, b in found) for key in told}


@calm
@given(pairs)
def test_co_citation_and_coupling_by_definition(found: set[Pair]) -> None:
    lineage = lineage_of(found)
    cites = {key: {work(b) for a, b in found if work(a) == key} for key in lineage.nodes}
    citing = {key: {work(a) for a, b in found if work(b) == key} for key in lineage.nodes}
    for ask, sets in ((analysis.coupled, cites), (analysis.co_cited, citing)):
        for key in lineage.nodes:
            expected = {
                other: len(sets[key] & sets[other]) for other in sets if other != key and sets[key] & sets[other]
            }
            told = ask(lineage, key, most=100)
            assert {kin.other: kin.shared for kin in told} == expected
            assert all(isclose(k.cosine, k.shared / sqrt(len(sets[key]) * len(sets[k.other]))) for k in told)


@calm
@given(pairs)
def test_pairs_cited_together_by_definition(found: set[Pair]) -> None:
    lineage = lineage_of(found)
    told = {(kin.work, kin.other): kin.shared for kin in analysis.co_cited_pairs(lineage, most=1000)}
    for one in lineage.nodes:
        for kin in analysis.co_cited(lineage, one, most=100):
            assert told[min(one, kin.other), max(one, kin.other)] == kin.shared


@calm
@given(pairs)
def test_communities_part_the_works_and_are_the_same_each_time(found: set[Pair]) -> None:
    lineage = lineage_of(found, held=[9])
    told = analysis.communities(lineage)
    assert sorted(key for group in told for key in group) == sorted(lineage.nodes)
    assert told == analysis.communities(Lineage.of(reversed(lineage.documents)))


def test_communities_of_two_subjects_joined_by_one_citation() -> None:
    triangles = [(3, 2), (3, 1), (2, 1), (6, 5), (6, 4), (5, 4), (4, 3)]
    assert analysis.communities(lineage_of(triangles)) == (tuple(map(work, (1, 2, 3))), tuple(map(work, (4, 5, 6))))


def test_counts_break_down_and_count_each_language_once() -> None:
    cites = [reference("1", target="A/RES/60/1"), reference("1 A", target="A/RES/60/1A", relation="reaffirms")]
    english = document("S/RES/1700(2006)", *cites, body="unsc", adopted=date(2006, 8, 10))
    french = document("S/RES/1700(2006)", *cites, body="unsc", language="fr", adopted=date(2006, 8, 10))
    other = document("A/RES/62/1", reference("1", target="A/RES/60/1"), body="unga", adopted=date(2007, 12, 1))
    told = analysis.counts(Lineage.of([french, english, other]), "A/RES/60/1")
    assert (told.texts, told.references) == (2, 3)
    assert told.by_relation == {"reaffirms": 1, "recalls": 2}
    assert told.by_year == {2006: 2, 2007: 1}
    assert told.by_body == {"unga": 1, "unsc": 2}


def test_difference_of_two_texts() -> None:
    before = document("A/RES/60/5", reference("1", target="A/RES/60/1"), reference("2", target="A/RES/60/2"))
    now = document(
        "A/RES/61/5",
        reference("1", target="A/RES/60/1A", relation="welcomes"),  # a part of what was cited whole is kept
        reference("3", target="A/RES/60/3"),
        reference("3", target="A/RES/60/3", relation="takesNote"),
        reference("the present resolution", target="A/RES/61/5"),
    )
    told = analysis.difference(Lineage.of([before, now]), "A/RES/61/5", "A/RES/60/5")
    assert [change.work for change in told.added] == ["A/RES/60/3"]
    assert len(told.added[0].now) == 2
    assert [change.work for change in told.dropped] == ["A/RES/60/2"]
    assert [(change.work, change.relations_changed) for change in told.kept] == [("A/RES/60/1", True)]


def test_difference_needs_both_texts() -> None:
    lineage = lineage_of([(2, 1)])
    with pytest.raises(AnalysisError, match="cited but not held"):
        analysis.difference(lineage, work(2), work(1))


@calm
@given(pairs)
def test_difference_is_the_reverse_the_other_way_round(found: set[Pair]) -> None:
    lineage = lineage_of(found, held=[1, 2])
    there, back = (analysis.difference(lineage, *map(work, ends)) for ends in ((1, 2), (2, 1)))
    assert [change.work for change in there.added] == [change.work for change in back.dropped]
    assert {change.work for change in there.kept} == {change.work for change in back.kept}
