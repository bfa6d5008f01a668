"""The vocabulary: every own term is described, every foreign term exists in its own ontology."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, VOID, XSD

import graph
from graph import rdf
from graph.lineage import Lineage
from graph.rdf import Settings
from graph.rdf.terms import Literal
from graph.vocabulary import NAMESPACES, expand
from loaders.registries import relations
from tests.documents import cited, rich

FILES = Path(graph.__file__).parent
ONTOLOGIES = Path(__file__).parents[2] / "shared" / "data" / "ontologies"
RCL = NAMESPACES["rcl"]

# Terms of vocabularies that no installed package carries, each looked up in its ontology.
REVIEWED = {
    "cito": """Citation agreesWith cites citesAsAuthority citesForInformation confirms corrects discusses
        hasCitationCharacterization hasCitedEntity hasCitingEntity obtainsBackgroundFrom retracts reviews supports
        updates""",
    "doco": "Appendix BackMatter Footnote FrontMatter Paragraph SectionTitle Table",
    "fabio": "DigitalManifestation",
    "oa": """Annotation SpecificResource TextPositionSelector TextQuoteSelector end exact hasBody hasSelector hasSource
        hasTarget linking motivatedBy prefix start suffix""",
    "eli": """Format LegalExpression LegalResource LegalResourceSubdivision amends based_on changes corrects
        date_document id_local is_embodied_by is_part_of is_realized_by passed_by repeals title""",
    "edtf": "EDTF",
}
CLOSED = {
    "dcat": DCAT, "dcterms": DCTERMS, "org": ORG, "owl": OWL, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SDO,
    "sh": SH, "skos": SKOS, "vann": VANN, "void": VOID, "xsd": XSD,
}  # fmt: skip
CONCEPTS = {"rel", "status", "kind", "outcome"}


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(FILES / "ontology.ttl")


def _triples() -> list[tuple[str, str, str | Literal]]:
    lineage = Lineage.of([rich(), cited()])
    said = [("https://example.org/x", expand("rcl:predecessor"), "https://example.org/y")]
    return [t for g in rdf.named_graphs(lineage, Settings(version="1"), said) for t in g.triples]


def _terms_of_the_data() -> set[str]:
    """Properties, classes, datatypes and languages that the model uses."""
    found: set[str] = set()
    for _, predicate, value in _triples():
        found.add(predicate)
        if isinstance(value, Literal):
            found |= {value.datatype} - {""}
        elif value.startswith(tuple(n for p, n in NAMESPACES.items() if p not in CONCEPTS)):
            found.add(value)
    return {term for term in found if term not in NAMESPACES.values()}


def _terms_of_the_files() -> set[str]:
    found: set[str] = set()
    for name in ("ontology.ttl", "alignment.ttl", "shapes.ttl"):
        for triple in rdflib.Graph().parse(FILES / name):
            found |= {str(term) for term in triple if isinstance(term, rdflib.URIRef)}
            found |= {str(term.datatype) for term in triple if isinstance(term, rdflib.Literal) and term.datatype}
    return {term for term in found if _prefix(term) and term not in NAMESPACES.values()}


def _prefix(term: str) -> str | None:
    return next((prefix for prefix, namespace in NAMESPACES.items() if term.startswith(namespace)), None)


@cache
def _own() -> frozenset[str]:
    return frozenset(str(subject) for subject in ontology().subjects(RDF.type) if str(subject).startswith(RCL))


@cache
def _un_terms() -> frozenset[str]:
    """Every term that UNDO, ALLOT or their language list describe."""
    both = rdflib.Graph()
    for name in ("undo.ttl", "allot.ttl"):
        both.parse(ONTOLOGIES / name)
    return frozenset(str(subject) for subject in both.subjects() if isinstance(subject, rdflib.URIRef))


def _exists(term: str) -> bool:
    prefix = _prefix(term)
    assert prefix is not None
    local = term.removeprefix(NAMESPACES[prefix])
    if prefix == "rcl":
        return term in _own()
    if prefix in REVIEWED:
        return local in REVIEWED[prefix].split()
    if prefix in CLOSED:
        return rdflib.URIRef(term) in CLOSED[prefix]
    if prefix == "rel":
        return local in {row.id for row in relations.relations()}
    return term in _un_terms() if prefix in {"undo", "allot", "lan"} else prefix in CONCEPTS


@pytest.mark.shared
@pytest.mark.skipif(not ONTOLOGIES.is_dir(), reason="UNDO and ALLOT are in ../shared, which is not here")
def test_every_term_exists_in_its_own_ontology() -> None:
    used = _terms_of_the_data() | _terms_of_the_files()
    assert len(used) > 150
    assert sorted(term for term in used if not _exists(term)) == []


def test_every_term_but_those_of_undo_and_allot_exists() -> None:
    used = {t for t in _terms_of_the_data() | _terms_of_the_files() if _prefix(t) not in {"undo", "allot", "lan"}}
    assert sorted(term for term in used if not _exists(term)) == []


def test_reviewed_lists_name_only_what_is_used() -> None:
    """A list that outgrows its use is no review."""
    used = _terms_of_the_data() | _terms_of_the_files() | {expand(r.cito) for r in relations.relations()}
    listed = {NAMESPACES[prefix] + name for prefix, names in REVIEWED.items() for name in names.split()}
    assert sorted(listed - used) == []


def test_own_terms_have_label_comment_and_kind() -> None:
    for term in _own():
        subject = rdflib.URIRef(term)
        assert ontology().value(subject, RDFS.label), term
        assert str(ontology().value(subject, RDFS.comment)).endswith("."), term
        kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
        assert len(set(ontology().objects(subject, RDF.type)) & kinds) == 1, term


def test_names_of_classes_and_properties_keep_their_case() -> None:
    for term in _own():
        local = term.removeprefix(RCL)
        is_class = (rdflib.URIRef(term), RDF.type, OWL.Class) in ontology()
        assert re.fullmatch(r"[A-Z]\w+" if is_class else r"[a-z]\w+", local), local


def test_object_properties_have_things_and_datatype_properties_literals() -> None:
    """Rule: what the ontology says of a property holds in the data."""
    for _, predicate, value in _triples():
        kinds = set(ontology().objects(rdflib.URIRef(predicate), RDF.type))
        if OWL.ObjectProperty in kinds:
            assert isinstance(value, str), predicate
        if OWL.DatatypeProperty in kinds:
            assert isinstance(value, Literal), predicate


def test_eli_and_schema_classes_are_in_the_alignment_alone() -> None:
    """That a resolution is a legal resource is a claim about law; the data do not make it."""
    classes = {value for _, predicate, value in _triples() if predicate == expand("rdf:type")}
    foreign = (NAMESPACES["eli"], NAMESPACES["schema"])
    assert not [name for name in classes if isinstance(name, str) and name.startswith(foreign)]
    text = (FILES / "ontology.ttl").read_text(encoding="utf-8")
    assert NAMESPACES["eli"] not in text
    assert NAMESPACES["schema"] not in text


def test_relation_concepts_come_from_the_registry() -> None:
    said = {(s, p, o) for s, p, o in _triples()}
    for row in relations.relations():
        assert (NAMESPACES["rel"] + row.id, expand("rcl:characterization"), expand(row.cito)) in said
        assert (NAMESPACES["rel"] + row.id, expand("skos:prefLabel"), Literal(row.label, "", "en")) in said


def test_alignment_says_the_same_of_relations_as_the_registry() -> None:
    aligned = rdflib.Graph().parse(FILES / "alignment.ttl")
    for row in relations.relations():
        for other in row.others:
            if not other.startswith("rcl:"):
                concept = rdflib.URIRef(NAMESPACES["rel"] + row.id)
                assert (concept, SKOS.closeMatch, rdflib.URIRef(expand(other))) in aligned, row.id
