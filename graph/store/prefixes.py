"""The prefixes that a query may use without declaring them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PREFIXES"]

_BASE = "https://w3id.org/recalling/"

PREFIXES: Mapping[str, str] = {
    "rcl": f"{_BASE}ontology#",
    "rel": f"{_BASE}relation/",
    "status": f"{_BASE}status/",
    "body": f"{_BASE}id/body/",
    "ga": f"{_BASE}id/unga/",
    "inst": f"{_BASE}id/instrument/",
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
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
