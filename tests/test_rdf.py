"""The linked data: one stream of graphs, no triple twice, evidence to the character, nothing dropped."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graph import rdf
from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.network import multigraph
from graph.rdf import Settings
from graph.rdf.pinpoints import parts_named
from graph.rdf.terms import Literal, escaped, n_quads, n_triples
from graph.vocabulary import NAMESPACES, expand
from loaders.errors import RecallingError
from tests.documents import cited, document, reference, rich

# rdflib warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

HOME = "https://w3id.org/recalling/"
W = f"{HOME}id/unga/67-225"
SETTINGS = Settings(version="1.0")


def lineage() -> Lineage:
    """Three documents: one in two languages, one that it cites."""
    return Lineage.of([rich(), rich("fr", title="Coopération pour le développement industriel"), cited()])


def graphs() -> dict[str, rdf.NamedGraph]:
    return {graph.iri: graph for graph in rdf.named_graphs(lineage(), SETTINGS)}


def triples() -> set[tuple[str, str, object]]:
    return {triple for graph in graphs().values() for triple in graph.triples}


def oxigraph() -> ox.Store:
    store = ox.Store()
    store.bulk_load(b"".join(map(n_quads, graphs().values())), ox.RdfFormat.N_QUADS)
    return store


def ask(sparql: str) -> list[tuple[str | None, ...]]:
    """The rows of a query over the union of all graphs, from both engines, which must agree."""
    prefixes = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in NAMESPACES.items())
    found = oxigraph().query(prefixes + sparql, use_default_graph_as_union=True)
    rows = sorted(tuple(term.value if term else None for term in row) for row in found)  # type: ignore[union-attr]
    other = rdf.dataset(lineage(), SETTINGS).query(prefixes + sparql)
    assert sorted(tuple(str(term) if term is not None else None for term in row) for row in other) == rows  # type: ignore[union-attr]
    return rows


def test_no_triple_stands_in_two_graphs() -> None:
    """Rule: the union has no duplicates, so that engines which count a triple once a graph agree with others."""
    counted = Counter(triple for graph in graphs().values() for triple in graph.triples)
    assert [triple for triple, count in counted.items() if count > 1] == []


def test_every_subject_and_object_is_an_absolute_iri_or_a_literal() -> None:
    for subject, predicate, value in triples():
        assert subject.startswith(("http://", "https://"))
        assert predicate.startswith(("http://", "https://"))
        assert isinstance(value, Literal) or value.startswith(("http://", "https://"))  # type: ignore[attr-defined]


def test_one_graph_a_document_and_one_a_work() -> None:
    named = [iri.removeprefix(f"{HOME}graph/") for iri in graphs()]
    assert named == [
        "unga/49-108", "unga/49-108/eng", "unga/67-225", "unga/67-225/eng", "unga/67-225/fra", "shared", "edges",
        "summary", "catalogue",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (W, "dcterms:identifier", "A/RES/67/225"),
        (W, "skos:altLabel", "67/225"),
        (W, "skos:altLabel", "A/67/L.99"),  # an alias
        (W, "dcterms:creator", f"{HOME}id/body/unga"),
        (W, "rcl:session", f"{HOME}id/session/unga-67"),
        (W, "rcl:meeting", f"{HOME}id/meeting/A-67-PV.61"),  # from "61st plenary meeting"
        (W, "rcl:agendaItem", f"{HOME}id/agenda/unga-67/24b"),
        (W, "rcl:committeeReport", f"{HOME}id/doc/A-67-441-Add.2"),
        (W, "rcl:aknIri", "/akn/un/statement/deliberation/unga/2012-12-21/67-225"),
        (W, "dcterms:subject", "http://metadata.un.org/thesaurus/1003154"),  # with http, whatever was linked
        (W, "eli:date_document", "2012-12-21"),
        (W, "rdfs:seeAlso", "https://docs.un.org/A/RES/67/225"),
        (W, "dcterms:title", "Coopération pour le développement industriel"),
        (f"{W}/vote", "rcl:inFavour", "100"),
        (f"{W}/vote", "rcl:stateAgainst", "Benin"),
        (f"{W}/vote", "rcl:outcome", f"{HOME}outcome/recorded-vote"),
        (f"{W}/op1(a)", "dcterms:isPartOf", f"{W}/op1"),
        (f"{W}/fn1", "dcterms:isPartOf", f"{W}/pp2"),
        (f"{W}/eng_pp1", "rcl:eId", "preamble__p_1"),
        (f"{W}/eng_op1", "rcl:printedNumber", "1."),
        (f"{W}/eng.xml", "rcl:fileName", "67_225.xml"),  # no folder of this machine
        (f"{W}/eng", "dcterms:issued", "2013-04-09"),
        (f"{W}/eng/ref_pp1_1", "rcl:statedDate", "1994-12-19"),
        (f"{W}/eng/ref_pp1_1", "rcl:dateLatest", "1994-12-19"),
        (f"{W}/eng/ref_pp2_1", "cito:hasCitationCharacterization", expand("cito:confirms")),
        (f"{W}/eng/ref_pp2_1", "rcl:viaFootnote", f"{W}/fn1"),
        (f"{W}/eng/ref_pp2_1", "rcl:citedPart", f"{HOME}id/unga/66-288/annex1"),
        (f"{W}/eng/ref_pp2_1", "rcl:namedAs", f"{HOME}id/instrument/the-future-we-want"),
        (f"{HOME}id/instrument/the-future-we-want", "rcl:setOutIn", f"{HOME}id/unga/66-288/annex1"),
        (f"{HOME}id/unga/66-288/annex1", "dcterms:isPartOf", f"{HOME}id/unga/66-288"),
        (f"{HOME}id/unga/217-III/A", "dcterms:isPartOf", f"{HOME}id/unga/217-III"),
        (f"{HOME}id/charter/73", "dcterms:isPartOf", f"{HOME}id/charter"),
        (f"{HOME}id/body/unga", "skos:prefLabel", "General Assembly"),
        (f"{W}/eng/run", "prov:wasAssociatedWith", f"{HOME}id/agent/recalling-1.0"),
        (f"{HOME}relation/recalls", "rcl:characterization", expand("cito:obtainsBackgroundFrom")),
    ],
)
def test_statement(subject: str, predicate: str, value: str) -> None:
    values = [
        o.value if isinstance(o, Literal) else o for s, p, o in triples() if (s, p) == (subject, expand(predicate))
    ]
    assert value in values


def test_unresolved_reference_is_kept_with_its_reason_and_cites_nothing() -> None:
    rows = ask(
        "SELECT ?part ?words ?reason ?kind { ?r a rcl:UnresolvedReference ; rcl:citingPart/rcl:wId ?part ; "
        "rcl:surfaceForm ?words ; rcl:reason ?reason ; rcl:citedKind ?kind ; rcl:status status:generic . "
        "FILTER NOT EXISTS { ?r cito:hasCitedEntity ?x } }"
    )
    assert set(rows) == {("pp1", "its previous resolutions", "no number is printed", f"{HOME}kind/resolution")}
    assert len(rows) == 2  # once a language


def test_text_does_not_cite_itself() -> None:
    assert len(ask("SELECT ?r { ?r a rcl:SelfReference ; rcl:surfaceForm 'the present resolution' }")) == 2
    assert ask("SELECT ?a { ?a cito:cites ?a }") == []
    assert not [edge for edge in lineage().edges if edge.source == edge.target]


def test_question_about_the_whole_sees_citations_of_its_part() -> None:
    cites = ask(f"SELECT ?a {{ ?a cito:cites <{HOME}id/unga/217-III> }}")
    assert cites == [(W,)]
    assert ask('SELECT ?a { ?a cito:cites/dcterms:isPartOf?/dcterms:identifier "A/RES/217(III)" }')


def test_evidence_selects_exactly_the_words() -> None:
    rows = ask(
        "SELECT ?words ?exact ?text ?start ?end { ?a oa:hasBody/rcl:surfaceForm ?words ; oa:hasTarget ?t . "
        "?t oa:hasSource/schema:text ?text ; oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . "
        "?q oa:exact ?exact }"
    )
    assert len(rows) == 16  # seven references and one footnote, in two languages
    for words, exact, text, start, end in rows:
        assert text is not None
        assert text[int(start or 0) : int(end or 0)] == exact
        assert exact in {words, "Resolution 66/288, annex"}


def test_quotation_says_what_stands_around_words_that_occur_twice() -> None:
    text = "Recalling 49/108 and annex II to 49/108 of 1994"
    second = replace(reference("49/108", target="A/RES/49/108"), start=33, end=39)
    given = replace(document("A/RES/67/225"), references=(reference("49/108", target="A/RES/49/108"), second))
    given = replace(given, parts=(replace(given.parts[0], text=text),))
    said = {t for graph in rdf.named_graphs(Lineage.of([given]), SETTINGS) for t in graph.triples}
    assert (f"{W}/eng/quo_pp1_2", expand("oa:prefix"), Literal(text[1:33])) in said
    assert (f"{W}/eng/quo_pp1_2", expand("oa:suffix"), Literal(" of 1994")) in said
    assert not ask("SELECT ?q { ?q oa:exact '217 A (III)' ; oa:prefix ?before }")  # they occur once


def test_edges_are_what_the_construct_derives_in_both_engines() -> None:
    stated = {(s, p, o) for s, p, o in graphs()[f"{HOME}graph/edges"].triples}
    found = oxigraph().query(rdf.EDGES, use_default_graph_as_union=True)
    assert {(t.subject.value, t.predicate.value, t.object.value) for t in found} == stated  # type: ignore[union-attr]
    other = rdf.dataset(lineage(), SETTINGS).query(rdf.EDGES)
    assert {tuple(map(str, triple)) for triple in other} == stated  # type: ignore[arg-type]


def test_rdf_and_networkx_have_the_same_edges() -> None:
    """Rule: both are projections of one lineage."""
    ids = Identifiers()
    network = {(ids.work(u), ids.work(v), data["relation"]) for u, v, data in multigraph(lineage()).edges(data=True)}
    rows = ask(
        "SELECT DISTINCT ?a ?b ?how { ?r a rcl:Reference ; cito:hasCitingEntity ?a ; cito:hasCitedEntity ?b ; "
        "undo:hasSemantics ?how }"
    )
    assert {(a, b, how.rpartition("/")[2]) for a, b, how in rows if how} == network
    plain = {(s, o) for s, p, o in triples() if p == expand("cito:cites")}
    wholes = {(f"{HOME}id/unga/217-III"), (f"{HOME}id/charter")}
    assert {(s, o) for s, o in plain if o not in wholes} == {(a, b) for a, b, _ in network}


def test_rdflib_dataset_is_the_same_data() -> None:
    parsed = rdflib.Dataset()
    parsed.parse(data=b"".join(map(n_quads, graphs().values())), format="nquads")
    assert set(parsed.quads()) == set(rdf.dataset(lineage(), SETTINGS).quads())


def test_base_moves_things_and_not_the_vocabulary() -> None:
    elsewhere = Settings(Identifiers("https://data.example.org/un/"), "1.0")
    moved = {iri for graph in rdf.named_graphs(lineage(), elsewhere) for t in graph.triples for iri in (t[0], t[1])}
    ours = {iri for iri in moved if iri.startswith(HOME)}
    assert all(iri.startswith(tuple(NAMESPACES.values())) or iri.count("/") == 4 for iri in ours), sorted(ours)[:5]
    assert "https://data.example.org/un/id/unga/67-225" in moved


def test_no_time_is_stated_unless_given() -> None:
    stamped = Settings(version="1.0", when=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    times = [
        [t for graph in rdf.named_graphs(lineage(), given) for t in graph.triples if t[1] == expand("prov:endedAtTime")]
        for given in (SETTINGS, stamped)
    ]
    assert times[0] == []
    assert {t[2] for t in times[1]} == {Literal("2026-01-02T03:04:05Z", expand("xsd:dateTime"))}


def test_source_date_epoch_is_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert Settings.from_environment().when == datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(RecallingError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        Settings.from_environment()


def test_catalogue_counts_every_triple() -> None:
    total = sum(len(graph.triples) for graph in graphs().values())
    assert ask("SELECT ?n { ?d a void:Dataset, dcat:Dataset ; void:triples ?n }") == [(str(total),)]
    assert ask("SELECT ?n { ?p void:class rcl:Reference ; void:entities ?n }") == [("10",)]


def test_inferred_statements_have_a_graph_of_their_own() -> None:
    said = [(W, expand("rcl:predecessor"), f"{HOME}id/unga/65-175")]
    named = {graph.iri: graph for graph in rdf.named_graphs(lineage(), SETTINGS, said)}
    assert list(named[f"{HOME}graph/inferred"].triples) == said


def test_facts_of_a_work_come_from_its_first_language_that_has_them() -> None:
    """Rule: a work has one date; where versions disagree the official languages' order decides."""
    versions = [rich("fr", adopted=None, meeting="60e séance"), rich(meeting=None)]
    said = {t for graph in rdf.named_graphs(Lineage.of(versions), SETTINGS) for t in graph.triples}
    assert (W, expand("eli:date_document"), Literal("2012-12-21", expand("xsd:date"))) in said


def test_lettered_text_inside_a_document_is_not_the_text_of_its_own() -> None:
    inside = replace(document("A/RES/75/245"), parts=(replace(document("x").parts[0], id="B/pp1"),))
    both = Lineage.of([inside, document("A/RES/75/245B", reference("49/108", target="A/RES/49/108"))])
    counted = Counter(t for graph in rdf.named_graphs(both, SETTINGS) for t in graph.triples)
    assert max(counted.values()) == 1


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("annex", ("annex1",)),
        ("annex II", ("annex2",)),
        ("annex, paragraph 5", ("annex1/op5",)),
        ("paragraphs 5 to 7", ("op5", "op6", "op7")),
        ("paras. 2, 4 and 6", ("op2", "op4", "op6")),
        ("paragraph 17 (a)", ("op17(a)",)),
        ("section XI", ("section11",)),
        ("chap. I, resolution 1, annex", ("chapter1/resolution1/annex1",)),
        ("annexes I and II", ("annex1", "annex2")),
        ("preambular paragraph 3", ("pp3",)),
        # what is not read for sure gives no part, and its words are kept as they are
        ("paragraph", ()),
        ("vol. II", ()),
        ("table 3", ()),
        ("as orally revised", ()),
        ("", ("",)[:0]),
    ],
)
def test_pinpoint(words: str, parts: tuple[str, ...]) -> None:
    assert parts_named(words) == parts


@given(st.text(max_size=40))
def test_any_pinpoint_is_read_or_left(words: str) -> None:
    assert isinstance(parts_named(words), tuple)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives_n_triples(value: str) -> None:
    """Rule: whatever is printed comes back the same."""
    line = n_triples([("http://a.org/s", "http://a.org/p", Literal(value, "", "en"))])
    assert line.count(b"\n") == 1
    (read,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert read.object.value == value  # type: ignore[union-attr]


def test_escapes() -> None:
    assert escaped('a "b" \\ \n\r') == 'a \\"b\\" \\\\ \\n\\r'
