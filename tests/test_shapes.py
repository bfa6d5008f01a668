"""The shapes: what the model says of itself holds, and each break of it is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, URIRef

import graph
from graph import rdf
from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.rdf import Settings
from graph.vocabulary import expand
from tests.documents import cited, document, reference, rich

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

FILES = Path(graph.__file__).parent
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
W = "https://w3id.org/recalling/id/unga/67-225"
REF = f"{W}/eng/ref_pp1_1"


def data(lineage: Lineage | None = None) -> rdflib.Graph:
    """The triples of all graphs, with the ontology that says which class is under which."""
    merged = rdflib.Graph().parse(FILES / "ontology.ttl")
    for triple in rdf.dataset(lineage or Lineage.of([rich(), cited()]), Settings(Identifiers(), "1")).triples(
        (None, None, None)
    ):
        merged.add(triple)
    return merged


def problems(given: rdflib.Graph) -> set[tuple[str, str]]:
    """Severity and path or message of each result."""
    shapes = rdflib.Graph().parse(FILES / "shapes.ttl")
    store = ox.Store()
    store.load(given.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES)
    _, report, _ = pyshacl.validate(store, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    found: set[tuple[str, str]] = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        path = report.value(result, SH.resultPath)
        found.add((severity, str(path) if isinstance(path, URIRef) else str(report.value(result, SH.resultMessage))))
    return found


def test_whole_model_conforms() -> None:
    right = document("A/RES/49/108", adopted=date(1994, 12, 19))
    assert problems(data(Lineage.of([rich(), rich("fr"), right]))) == set()


def test_date_that_differs_is_a_warning() -> None:
    assert problems(data()) == {
        ("Warning", "the date stated in the text differs from the cited work's date of adoption")
    }


def test_cited_later_than_citing_is_a_warning() -> None:
    late = document("A/RES/49/108", adopted=date(2020, 1, 1))
    citing = document(
        "A/RES/67/225", reference("49/108", target="A/RES/49/108"), adopted=date(2012, 12, 21), body="unga"
    )
    assert problems(data(Lineage.of([citing, late]))) == {("Warning", "the cited text is later than the citing one")}


def _without(subject: str, predicate: str) -> Callable[[rdflib.Graph], None]:
    return lambda g: g.remove((URIRef(subject), URIRef(expand(predicate)), None)) and None


def _with(subject: str, predicate: str, value: rdflib.term.Node) -> Callable[[rdflib.Graph], None]:
    return lambda g: g.add((URIRef(subject), URIRef(expand(predicate)), value)) and None


def _other(subject: str, predicate: str, value: rdflib.term.Node) -> Callable[[rdflib.Graph], None]:
    return lambda g: g.set((URIRef(subject), URIRef(expand(predicate)), value)) and None


ELSEWHERE = "position and quotation do not select the same characters"
UNRESOLVED = f"{W}/eng/ref_pp1_3"


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (_without(REF, "cito:hasCitingEntity"), "cito:hasCitingEntity"),
        (_without(REF, "cito:hasCitedEntity"), "cito:hasCitedEntity"),
        (_without(REF, "undo:hasSemantics"), "undo:hasSemantics"),
        (_without(REF, "rcl:citingPart"), "rcl:citingPart"),
        (_without(REF, "rcl:status"), "rcl:status"),
        (_without(REF, "prov:wasGeneratedBy"), "prov:wasGeneratedBy"),
        (_other(REF, "undo:hasReceiver", URIRef(W)), "undo:hasReceiver"),  # receiver and cited are the same
        (_with(REF, "undo:hasSemantics", URIRef(f"{expand('rel:x')}")), "undo:hasSemantics"),  # one relation a node
        (_other(REF, "rcl:dateLatest", rdflib.Literal("1990-01-01", datatype=rdflib.XSD.date)), "rcl:dateEarliest"),
        (_without(f"{W}/eng/ann_pp1_1", "oa:hasBody"), "every reference needs an annotation in the text"),
        (_other(f"{W}/eng/pos_pp1_1", "oa:start", rdflib.Literal(27)), ELSEWHERE),
        (_other(f"{W}/eng/quo_pp1_1", "oa:exact", rdflib.Literal("49/109")), ELSEWHERE),
        (_without(f"{W}/eng/quo_pp1_1", "oa:exact"), "oa:exact"),
        (_without(UNRESOLVED, "rcl:reason"), "rcl:reason"),
        (_with(UNRESOLVED, "cito:hasCitedEntity", URIRef(W)), "cito:hasCitedEntity"),
        (_without(W, "dcterms:identifier"), "dcterms:identifier"),
        (_other(W, "eli:date_document", rdflib.Literal("0001-01-01", datatype=rdflib.XSD.date)), "eli:date_document"),
        (_without(f"{W}/eng", "dcterms:language"), "dcterms:language"),
        (_other(f"{W}/eng.xml", "rcl:sha256", rdflib.Literal("abc")), "rcl:sha256"),
        (_without(f"{W}/pp1", "dcterms:isPartOf"), "dcterms:isPartOf"),
        (_without(f"{W}/eng_pp1", "schema:text"), "schema:text"),
        (_other(f"{W}/vote", "rcl:inFavour", rdflib.Literal(1000)), "rcl:inFavour"),
        (_without("https://w3id.org/recalling/id/body/unga", "skos:prefLabel"), "skos:prefLabel"),
        (_without("https://w3id.org/recalling/dataset", "void:triples"), "void:triples"),
    ],
)  # fmt: skip
def test_break_is_found(broken: Callable[[rdflib.Graph], None], where: str) -> None:
    given = data()
    broken(given)
    expected = (
        expand(where)
        if where.partition(":")[0] in {"cito", "undo", "rcl", "prov", "oa", "dcterms", "eli", "schema", "skos", "void"}
        else where
    )
    assert ("Violation", expected) in problems(given)
