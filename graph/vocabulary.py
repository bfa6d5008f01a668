"""The terms that the linked data is said in: namespaces, and prefixed names to IRIs.

The published vocabulary (``rcl:``, the relation, status, kind and outcome concepts) stays where it
is whoever publishes data with it; only the things named in `graph.identifiers` move with the base
IRI. So one query works on everybody's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

__all__ = ["HOME", "LANGUAGE_CODES", "NAMESPACES", "TYPE", "expand", "kind", "outcome", "relation", "status"]

HOME = "https://w3id.org/recalling/"
"""Where the vocabulary is published; also the default base of identifiers."""

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "rcl": f"{HOME}ontology#",
        "rel": f"{HOME}relation/",
        "status": f"{HOME}status/",
        "kind": f"{HOME}kind/",
        "outcome": f"{HOME}outcome/",
        "undo": "https://w3id.org/un/ontology/undo/",
        "allot": "https://w3id.org/akn/ontology/allot/",
        "cito": "http://purl.org/spar/cito/",
        "doco": "http://purl.org/spar/doco/",
        "fabio": "http://purl.org/spar/fabio/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "dcterms": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "void": "http://rdfs.org/ns/void#",
        "vann": "http://purl.org/vocab/vann/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "schema": "https://schema.org/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "lan": "http://id.loc.gov/vocabulary/iso639-1/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sh": "http://www.w3.org/ns/shacl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefixes, in the order in which people should meet them."""

LANGUAGE_CODES: Mapping[str, str] = MappingProxyType(
    {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho", "de": "deu", "pt": "por"}
)
"""Two-letter codes (ISO 639-1) to the three-letter codes (ISO 639-3) that name expressions."""


@cache
def expand(name: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("cito:cites")
    'http://purl.org/spar/cito/cites'
    """
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local


TYPE = expand("rdf:type")


def relation(identifier: str) -> str:
    """The concept of a relation: ``recalls``."""
    return NAMESPACES["rel"] + identifier


def status(identifier: str) -> str:
    """The concept of a status: ``resolved``."""
    return NAMESPACES["status"] + identifier


def kind(identifier: str) -> str:
    """The concept of a kind of cited thing: ``resolution``."""
    return NAMESPACES["kind"] + identifier


def outcome(words: str) -> str:
    """The concept of how a text was adopted: ``without a vote``."""
    return NAMESPACES["outcome"] + words.replace(" ", "-")
