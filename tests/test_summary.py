"""The summary: each count is what a full count over the texts gives, however the texts come and go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graph import rdf
from graph.lineage import Lineage
from graph.rdf import Settings
from graph.rdf.terms import Literal
from graph.store import deriving
from graph.store.oxigraph import OxigraphStore
from graph.store.sync import data_of
from graph.vocabulary import expand
from loaders.records import Document, Kind, Part, PartialDate, PartKind, Reference, Section, Status
from tests.documents import cited, document, reference, rich
from tests.test_queries import small_world

SETTINGS = Settings(version="1.0")
IDS = SETTINGS.ids

# The questions as they are asked of the texts themselves, one and all; the packaged ones ask the summary.
FULL = {
    "cross-organ": """SELECT ?citing ?cited (COUNT(?reference) AS ?references) {
        ?reference undo:hasProponent ?one ; cito:hasCitedEntity ?work . ?work dcterms:creator ?other .
        ?one dcterms:identifier ?citing . ?other dcterms:identifier ?cited } GROUP BY ?citing ?cited""",
    "relation-counts": """SELECT ?relation (COUNT(?r) AS ?references) (COUNT(DISTINCT ?cited) AS ?works) {
        ?r undo:hasSemantics ?how ; cito:hasCitedEntity ?cited
        BIND(STRAFTER(STR(?how), "/relation/") AS ?relation) } GROUP BY ?relation""",
    "relations-by-section": """SELECT ?relation ?section (COUNT(?r) AS ?references) {
        VALUES ?kind { rcl:PreambularParagraph rcl:OperativeParagraph }
        ?r undo:hasSemantics ?how ; rcl:citingPart ?place . ?place a ?kind
        BIND(STRAFTER(STR(?how), "/relation/") AS ?relation) BIND(STRAFTER(STR(?kind), "#") AS ?section)
        } GROUP BY ?relation ?section""",
    "verbs": """SELECT ?relation ?verb ?language (COUNT(?r) AS ?references) {
        ?r undo:hasSemantics ?how ; rcl:leadVerb ?words
        BIND(STRAFTER(STR(?how), "/relation/") AS ?relation) BIND(STR(?words) AS ?verb) BIND(LANG(?words) AS ?language)
        } GROUP BY ?relation ?verb ?language""",
    "not-held": """SELECT ?target (COUNT(DISTINCT ?citing) AS ?texts) {
        ?citing cito:cites ?work . ?work dcterms:identifier ?target
        FILTER NOT EXISTS { ?work allot:hasRealization ?version } } GROUP BY ?target""",
    "most-cited": """SELECT ?target (COUNT(DISTINCT ?citing) AS ?texts) {
        ?citing cito:cites ?work . ?work dcterms:identifier ?target } GROUP BY ?target""",
    "date-disagreements": """SELECT DISTINCT ?citing ?part ?target (STR(?date) AS ?stated) ?adopted {
        ?cited eli:date_document ?adopted ; dcterms:identifier ?target .
        ?r cito:hasCitedEntity ?cited ; rcl:dateEarliest ?earliest ; rcl:dateLatest ?latest ; rcl:statedDate ?date ;
          cito:hasCitingEntity ?text ; rcl:citingPart ?place .
        ?text dcterms:identifier ?citing . ?place rcl:wId ?part .
        FILTER(?adopted < ?earliest || ?adopted > ?latest) }""",
    "holdings": """SELECT ?symbol ?language ?adopted ?title {
        ?text allot:hasRealization ?version ; dcterms:identifier ?symbol .
        ?version a undo:DocumentVersion ; dcterms:language ?code .
        BIND(REPLACE(STR(?code), "^.*/", "") AS ?language)
        OPTIONAL { ?text eli:date_document ?adopted }
        OPTIONAL { ?text dcterms:title ?title FILTER(LANG(?title) = ?language) } }""",
    "by-relation": """SELECT DISTINCT ?citing ?part ?target ?verb {
        ?r undo:hasSemantics rel:takesNote ; cito:hasCitingEntity ?text ; cito:hasCitedEntity ?cited ;
          rcl:citingPart ?place .
        ?text dcterms:identifier ?citing . ?cited dcterms:identifier ?target . ?place rcl:wId ?part .
        OPTIONAL { ?r rcl:leadVerb ?verb } }""",
}


def filled(documents: Sequence[Document]) -> OxigraphStore:
    store = OxigraphStore()
    store.fill(map(data_of, rdf.named_graphs(Lineage.of(documents), SETTINGS)))
    return store


def disagreements(documents: Sequence[Document]) -> list[str]:
    """The questions to which the summary gives other rows than the texts."""
    from graph import queries

    store = filled(documents)
    return [
        name
        for name, full in FULL.items()
        if sorted(map(str, store.query(full).rows)) != sorted(map(str, store.query(queries.find(name).bind({})).rows))
    ]


SYMBOLS = ["A/RES/60/1", "A/RES/61/2", "A/RES/62/3B", "A/RES/62/3", "S/RES/1325(2000)", "E/RES/2012/5"]
CITED = [*SYMBOLS, "A/RES/59/9", "A/67/223", None]
PARTS = (
    Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, "Recalling its resolution 60/1 of then,"),
    Part("op1", PartKind.OPERATIVE, Section.OPERATIVE, "Takes note of what was said in 60/1;"),
    Part("fn1", PartKind.FOOTNOTE, Section.CLOSING, "Resolution 60/1."),
)
days = st.dates(date(2001, 1, 1), date(2001, 1, 4))


@st.composite
def mention(draw: st.DrawFn) -> Reference:
    part = draw(st.sampled_from(["pp1", "op1", "fn1", "annex1"]))
    target = draw(st.sampled_from(CITED))
    day = draw(st.none() | days)
    return reference(
        "60/1", part="pp1", paragraph=part, place=part, start=0, end=4, target=target,
        cited=draw(st.sampled_from(["who:WHA72.5", "charter:73", None])) if target is None else None,
        relation=draw(st.sampled_from(["recalls", "takesNote", "extends"])), kind=Kind.RESOLUTION,
        verb=draw(st.sampled_from(["Recalling", "Recalling also", "Отмечая", "“Noting” & 100%/?", ""])),
        date=PartialDate(day, day) if day else None, status=Status.RESOLVED if target else Status.UNKNOWN,
        reason=None if target else "not told",
    )  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> list[Document]:
    """A few texts in two languages that cite each other, themselves, what is not held, and nothing known."""
    names = draw(st.lists(st.tuples(st.sampled_from(SYMBOLS), st.sampled_from(["en", "ru"])), unique=True, max_size=6))
    return [
        document(
            symbol, *draw(st.lists(mention(), max_size=5)), language=language, parts=draw(st.permutations(PARTS))[:2],
            body=draw(st.sampled_from(["unga", "unsc", None])), adopted=draw(st.none() | days),
        )
        for symbol, language in names
    ]  # fmt: skip


calm = settings(deadline=None, max_examples=60)


@calm
@given(texts())
def test_counts_are_those_of_a_full_count(documents: list[Document]) -> None:
    """Rule: a question that asks the summary gets the rows that the texts themselves would give."""
    assert disagreements(documents) == []


@calm
@given(texts())
def test_updates_derive_the_same_summary_and_edges(documents: list[Document]) -> None:
    """Rule: what a server derives by SPARQL is what is made of the lineage."""
    store = filled(documents)
    before = sorted(store.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").values())
    for update in (*deriving.edges(IDS), *deriving.summary(IDS)):
        store.update(update)
    assert sorted(store.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").values()) == before


def test_small_world_has_something_of_each() -> None:
    world = small_world()
    assert disagreements(world) == []
    assert disagreements([rich(), rich("fr"), cited()]) == []
    store = filled(world)
    assert [name for name, full in FULL.items() if not store.query(full).rows] == []


def test_what_it_says() -> None:
    said = {(s, p, o) for s, p, o in rdf.summary_graph(IDS, Lineage.of([rich(), cited()])).triples}
    base, work = "https://w3id.org/recalling/", "https://w3id.org/recalling/id/unga/67-225"
    three = Literal("3", expand("xsd:integer"))
    assert (f"{base}summary/relation/recalls", expand("rcl:references"), three) in said
    assert (work, expand("rcl:usesRelation"), f"{base}relation/takesNote") in said
    # The whole is cited where its part is.
    whole = f"{base}id/unga/217-III", expand("rcl:citingTexts"), Literal("1", expand("xsd:integer"))
    assert whole in said
    wrong = f"{work}/eng/ref_pp1_1", expand("rcl:disagreesWithDate"), Literal("1994-12-18", expand("xsd:date"))
    assert wrong in said


def test_pages_join_to_the_whole() -> None:
    from graph import queries

    store, packaged = filled(small_world()), queries.find("holdings")
    whole = store.query(packaged.bind({})).values()
    joined: list[tuple[str | None, ...]] = []
    while page := store.query(packaged.bind({"texts": "1", "after": str(joined[-1][0]) if joined else "0"})).values():
        joined += page
    assert joined == whole
    assert len({row[0] for row in whole}) > 2
