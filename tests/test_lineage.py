"""Lineage: records to nodes and edges, nothing dropped, whatever the order of the documents."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from graph import sessions
from graph.lineage import Lineage, work_key
from loaders.records import Kind, PartialDate, Status
from loaders.symbols import Symbol
from tests.documents import document, reference

DATED = PartialDate.parse("1994-12-19")


def test_node_of_a_cited_text_has_body_kind_and_the_date_that_was_printed() -> None:
    lineage = Lineage.of([document("A/RES/67/225", reference("49/108", target="A/RES/49/108", date=DATED))])
    node = lineage.nodes["A/RES/49/108"]
    assert (node.kind, node.body, node.date, node.held) == (Kind.RESOLUTION, "unga", DATED, False)
    assert lineage.nodes["A/RES/67/225"].held


def test_adoption_date_of_a_held_text_stands_over_what_others_print() -> None:
    citing = document("A/RES/67/225", reference("49/108", target="A/RES/49/108", date=PartialDate.parse("1994-12-18")))
    cited = document("A/RES/49/108", adopted=date(1994, 12, 19))
    assert Lineage.of([citing, cited]).nodes["A/RES/49/108"].date == DATED


def test_most_printed_date_wins_and_ties_go_to_the_earlier() -> None:
    dates = ["1994-12-19", "1994-12-18", "1994-12-19", "1994-12-18"]
    refs = [reference("49/108", target="A/RES/49/108", date=PartialDate.parse(d)) for d in dates]
    lineage = Lineage.of([document("A/RES/67/225", *refs)])
    assert lineage.nodes["A/RES/49/108"].date == PartialDate.parse("1994-12-18")


def test_reference_without_a_key_is_kept_as_unresolved() -> None:
    vague = reference("its previous resolutions", status=Status.GENERIC, reason="no number is printed")
    lineage = Lineage.of([document("A/RES/67/225", vague)])
    assert lineage.unresolved == (("A/RES/67/225", vague),)
    assert not lineage.edges


def test_cited_part_brings_its_whole_and_counts_as_citation_of_it() -> None:
    lineage = Lineage.of([document("A/RES/67/225", reference("217 A (III)", target="A/RES/217(III)A"))])
    assert lineage.nodes["A/RES/217(III)A"].whole == "A/RES/217(III)"
    assert [edge.target for edge in lineage.cited_by("A/RES/217(III)")] == ["A/RES/217(III)A"]
    assert [(node.id, n) for node, n in lineage.missing()] == [("A/RES/217(III)A", 1)]


def test_things_without_a_symbol_are_nodes_with_the_names_they_are_cited_by() -> None:
    named = reference("the Monterrey Consensus", cited="sales:E.02.II.A.7", kind=Kind.DOCUMENT)
    event = reference("Vienna Energy Forum 2011", cited="event:vienna-energy-forum-2011", kind=Kind.EVENT)
    lineage = Lineage.of([document("A/RES/67/225", named, event)])
    assert lineage.nodes["sales:E.02.II.A.7"].kind is Kind.DOCUMENT
    assert lineage.nodes["event:vienna-energy-forum-2011"].names == ("Vienna Energy Forum 2011",)


def test_versions_in_several_languages_are_one_work() -> None:
    english = document("A/RES/67/225", title="Industrial development cooperation")
    french = document("A/RES/67/225", language="fr", title="Coopération pour le développement industriel")
    lineage = Lineage.of([french, english])
    assert list(lineage.nodes) == ["A/RES/67/225"]
    assert lineage.nodes["A/RES/67/225"].title == "Industrial development cooperation"
    assert [d.language for d in lineage.versions("A/RES/67/225")] == ["en", "fr"]


def test_second_file_of_the_same_text_adds_nothing() -> None:
    once = document("A/RES/67/225", reference("49/108", target="A/RES/49/108"))
    assert len(Lineage.of([once, once]).edges) == 1


def test_order_of_documents_changes_no_node() -> None:
    documents = [
        document("A/RES/67/225", reference("49/108", target="A/RES/49/108", date=DATED)),
        document("A/RES/49/108", reference("217 A (III)", target="A/RES/217(III)A")),
        document("A/RES/65/1", reference("49/108", target="A/RES/49/108", date=PartialDate.parse("1994"))),
    ]
    shown = {repr(list(Lineage.of(order).nodes.items())) for order in permutations(documents)}
    assert len(shown) == 1


def test_document_without_a_symbol_is_a_work_named_by_its_bytes() -> None:
    bare = document(None)
    assert work_key(bare) == f"text:{bare.source.sha256[:16]}"
    assert Lineage.of([bare]).nodes[work_key(bare)].held


@pytest.mark.parametrize(
    ("symbol", "span"),
    [
        ("A/RES/67/225", "2012-09-01/2013-09-25"),
        ("A/RES/217(III)", "1948-09-21/1949-05-18"),  # an early session, from the registry
        ("A/RES/1(I)", "1946-01-10/1946-12-15"),  # the first session began in January
        ("A/RES/S-27/2", "2002-05-08/2002-05-11"),
        ("A/RES/3201(S-VI)", "1974-04-09/1974-05-02"),
        ("S/RES/1325(2000)", "2000"),
        ("E/RES/2012/5", "2012"),
        ("A/HRC/RES/16/18", "2011"),
        ("A/HRC/RES/1/1", "2006"),
        ("A/67/223", None),
        ("E/RES/663(XXIV)", None),  # ECOSOC sessions do not follow the years so simply
    ],
)
def test_span_of_a_symbol(symbol: str, span: str | None) -> None:
    found = sessions.span(Symbol.parse(symbol))
    assert (str(found) if found else None) == span


def test_a_renumbered_text_goes_by_its_old_number_too() -> None:
    """A note of part B says that the first part became part A: the node of A is found under the old symbol."""
    held = document("A/RES/75/245B", renumbered=(("A/RES/75/245", "A/RES/75/245A"),))
    assert Lineage.of([held]).nodes["A/RES/75/245A"].names == ("A/RES/75/245",)
