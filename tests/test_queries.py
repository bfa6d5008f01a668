"""The packaged queries: well formed, documented, and answered alike by rdflib and Oxigraph."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import queries, rdf
from graph.lineage import Lineage
from graph.queries.wording import parameters, sparql_of
from graph.store.errors import UnknownQuery
from graph.store.memory import RdflibStore
from graph.store.oxigraph import OxigraphStore
from graph.store.prefixes import PREFIXES
from graph.store.sparql import tokens
from graph.store.sync import data_of
from loaders.records import Document, Kind, Mark, Part, PartialDate, PartKind, Section, Status, Vote
from tests.documents import document, reference

EVERY = {packaged.name: packaged for packaged in queries.every()}


def small_world() -> list[Document]:
    """Three texts in two languages, so that every packaged query has something to find."""
    old = document(
        "A/RES/60/1",
        reference("55/2", target="A/RES/55/2", start=10, end=14),
        adopted=date(2005, 9, 16), title="World Summit Outcome", body="unga",
        vote=Vote("recorded vote", 120, 2, 3, (("Norway", "in favour"),)),
    )  # fmt: skip
    cites = [
        reference("60/1", target="A/RES/60/1", date=PartialDate.parse("2005-09-17"), start=10, end=14,
                  subject="the outcome of the summit", verb="Recalling"),
        reference("59/9", target="A/RES/59/9", date=PartialDate.parse("2004-12-22"), start=20, end=24,
                  subject="summits"),
        reference("The long road", cited="instrument:the-long-road", kind=Kind.INSTRUMENT, start=30, end=43,
                  instrument="the-long-road"),
        reference("that resolution", status=Status.CONTEXTUAL, reason="points back", start=50, end=65),
        reference("66/288", part="fn1", note="1", target="A/RES/66/288", start=0, end=6, relation="takesNote"),
        reference("1325 (2000)", part="op1", paragraph="op1", place="op1", section=Section.OPERATIVE,
                  target="S/RES/1325(2000)", start=0, end=11, relation="takesNote", verb="Takes note"),
    ]  # fmt: skip
    base = document("A/RES/61/5", *cites[:4], adopted=date(2006, 12, 20), title="Summits", body="unga")
    parts = (
        *base.parts,
        Part("op1", PartKind.OPERATIVE, Section.OPERATIVE, "1325 (2000)", marks=(Mark(3, "1", "fn1"),)),
        Part("fn1", PartKind.FOOTNOTE, Section.PREAMBLE, "66/288", parent="pp1"),
    )
    middle = Document(
        **{name: getattr(base, name) for name in base.__slots__} | {"parts": parts, "references": tuple(cites)}
    )
    french = document("A/RES/61/5", cites[0], language="fr", adopted=date(2006, 12, 20), title="Sommets", body="unga")
    new = document(
        "A/RES/67/225",
        reference("61/5", target="A/RES/61/5", start=10, end=14, subject="industrial development cooperation"),
        reference("60/1", target="A/RES/60/1", start=20, end=24),
        reference("49/108", target="A/RES/49/108", start=30, end=36, date=PartialDate.parse("1994-12-19"),
                  subject="industrial development cooperation"),
        adopted=date(2012, 12, 21), title="Industrial development cooperation", body="unga",
    )  # fmt: skip
    beside = document("A/RES/65/151", reference("60/1", target="A/RES/60/1"), body="unga", adopted=date(2010, 12, 20))
    return [old, middle, french, new, beside]


GIVEN = {  # values under which each query finds something in the small world
    "ancestors": {"symbol": "A/RES/67/225"},
    "by-footnote": {"symbol": "A/RES/61/5"},
    "by-relation": {"relation": "takesNote"},
    "cited-by": {"symbol": "A/RES/60/1"},
    "instrument": {"name": "the LONG road"},
    "adopted-between": {"first": "2006-01-01", "last": "2006-12-31"},
}


@pytest.fixture(scope="module")
def engines() -> tuple[RdflibStore, OxigraphStore]:
    lineage = Lineage.of(small_world())
    store = OxigraphStore()
    store.fill(map(data_of, rdf.named_graphs(lineage)))
    return RdflibStore(rdf.dataset(lineage)), store


@pytest.mark.parametrize("name", EVERY)
def test_both_engines_give_the_same_rows(engines: tuple[RdflibStore, OxigraphStore], name: str) -> None:
    packaged = EVERY[name]
    text = packaged.bind(GIVEN.get(name, {}))
    ours, theirs = (engine.query(text) for engine in engines)
    assert ours.columns == theirs.columns == tuple(column.name for column in packaged.columns)
    assert sorted(map(str, ours.rows)) == sorted(map(str, theirs.rows))
    assert ours.rows, "a query that finds nothing proves nothing"


@pytest.mark.parametrize("name", [name for name in EVERY if "ORDER BY" in EVERY[name].text])
def test_order_is_the_same_too(engines: tuple[RdflibStore, OxigraphStore], name: str) -> None:
    ours, theirs = (engine.query(EVERY[name].bind(GIVEN.get(name, {}))) for engine in engines)
    assert ours.values() == theirs.values()


@pytest.mark.parametrize("packaged", EVERY.values(), ids=list(EVERY))
def test_query_is_documented(packaged: queries.PackagedQuery) -> None:
    assert packaged.question.endswith(("?", ")"))
    used = {token.text[1:] for token in tokens(packaged.text) if token.text.startswith("$")}
    assert used == {parameter.name for parameter in packaged.parameters}
    assert all(parameter.default is not None for parameter in packaged.parameters), (
        "a sample value shows how it is meant"
    )
    declared = {token.text.split(":")[0] for token in tokens(packaged.text) if token.kind == "prefixed"}
    assert declared <= PREFIXES.keys()


def test_the_thirteen_competency_questions_are_all_there() -> None:
    said = " ".join(packaged.question for packaged in EVERY.values())
    assert [number for number in range(1, 14) if f"(CQ{number})" not in said] == []


def test_evidence_has_a_row_for_each_place_of_every_reference(engines: tuple[RdflibStore, OxigraphStore]) -> None:
    rows = engines[1].query(EVERY["evidence"].bind({"symbol": "A/RES/61/5"})).values()
    targets = [row[4] for row in rows]
    # The French version's one reference is there too; what could not be resolved has no target.
    assert sorted(map(str, targets)) == [
        "A/RES/59/9", "A/RES/60/1", "A/RES/60/1", "A/RES/66/288", "None", "S/RES/1325(2000)", "instrument:the-long-road"
    ]  # fmt: skip
    assert all(text[int(start) : int(end)] == words for _, start, end, words, _, text in rows)


def test_answers_are_the_right_ones(engines: tuple[RdflibStore, OxigraphStore]) -> None:
    def rows(name: str, **values: str) -> list[tuple[str | None, ...]]:
        return engines[1].query(EVERY[name].bind(values)).values()

    # In order of date: 49/108 by the date printed, 61/5 by its own.
    assert [row[:2] for row in rows("predecessors", symbol="A/RES/67/225")] == [
        ("A/RES/49/108", "1994-12-19"),
        ("A/RES/61/5", "2006-12-20"),
    ]
    assert ("A/RES/61/5", "pp1", "A/RES/60/1", "2005-09-17", "2005-09-16") in rows("date-disagreements")
    assert rows("cited-by-year", symbol="A/RES/60/1") == [("2006", "1"), ("2010", "1"), ("2012", "1")]
    assert ("A/RES/55/2",) in rows("ancestors", symbol="A/RES/67/225")
    assert rows("common-ground", one="A/RES/67/225", other="A/RES/65/151") == [("A/RES/60/1",)]
    assert rows("votes") == [("A/RES/60/1", "recorded-vote", "120", "2", "3")]
    assert rows("unresolved") == [("A/RES/61/5", "pp1", "that resolution", "contextual", "points back")]


@given(st.text())
def test_a_value_is_one_term_whatever_it_holds(value: str) -> None:
    """Rule: a parameter's value cannot leave its literal, so it cannot change the query."""
    bound = EVERY["instrument"].bind({"name": value})
    assert [t.kind for t in tokens(bound)] == [
        t.kind if t.text != "$name" else "string" for t in tokens(EVERY["instrument"].text)
    ]
    OxigraphStore().query(bound)


WRONG = [
    # (name, parameters, words of the message)
    ("predecessor", {}, "predecessors"),  # a near name is proposed
    ("citations", {"sybmol": "A/RES/1/1"}, "it has: symbol"),
    ("citations", {"symbol": "the last one"}, "symbol=the last one"),
    ("adopted-between", {"first": "last year"}, "first=last year"),
    ("by-relation", {"relation": 'x" }'}, "name of a relation"),
    ("ASK {}", {"symbol": "A/RES/67/225"}, "packaged query"),
]


@pytest.mark.parametrize(("name", "values", "words"), WRONG)
def test_wrong_names_and_values_are_told(name: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(UnknownQuery, match=words.replace('"', ".").replace("{", ".")):
        sparql_of(name, values)


def test_parameters_are_name_and_value() -> None:
    assert parameters(["a=b=c"]) == {"a": "b=c"}
    with pytest.raises(UnknownQuery, match="name=value"):
        parameters(["a"])


BROKEN = [
    ("SELECT * {}", "question"),
    ("# question: Why?\nASK {}", "columns"),
    ("# note: x\nASK {}", "expected"),
    ("# question: Why?\n# parameter: symbol\n# column: a -- b\nASK {}", "cannot read"),
]


@pytest.mark.parametrize(("text", "words"), BROKEN)
def test_a_file_out_of_form_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        queries.parse("broken", text)
