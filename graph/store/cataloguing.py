"""The description of a store as it stands: counted inside the store, at the end of a run."""

from __future__ import annotations

from datetime import date

from graph.identifiers import Identifiers
from graph.rdf import Counts, Holdings, NamedGraph, Settings, catalogue_graph
from graph.store.interface import Store

__all__ = ["catalogue", "is_catalogued"]


def catalogue(store: Store, settings: Settings) -> NamedGraph:
    """The catalogue graph of all that a store holds under the settings' base; its own triples are counted with it."""
    return catalogue_graph(settings, _holdings(store, settings.ids), _counts(store, settings.ids))


def is_catalogued(store: Store, ids: Identifiers) -> bool:
    """Whether a store is described, which is the last thing that a run does."""
    return store.query(f"ASK {{ GRAPH <{ids.catalogue_graph}> {{ ?dataset a void:Dataset }} }}").truth is True


def _ours(ids: Identifiers) -> str:
    """Only our graphs, since a server may hold others, and not the catalogue itself."""
    return f'FILTER(STRSTARTS(STR(?g), "{ids.base}graph/") && ?g != <{ids.catalogue_graph}>)'


def _counts(store: Store, ids: Identifiers) -> Counts:
    ours, counts = _ours(ids), Counts()
    told = store.query(f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }} GROUP BY ?p")
    counts.properties.update({str(name): int(number or 0) for name, number in told.values()})
    told = store.query(f"SELECT ?class (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s a ?class }} {ours} }} GROUP BY ?class")
    counts.classes.update({str(name): int(number or 0) for name, number in told.values()})
    told = store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ GRAPH ?g {{ ?s a ?class }} {ours} }}")
    counts.entities = int(told.values()[0][0] or 0)
    counts.triples = counts.properties.total()
    return counts


def _holdings(store: Store, ids: Identifiers) -> Holdings:
    version, ours = "?work allot:hasRealization ?version . ?version a undo:DocumentVersion", _ours(ids)
    works = store.query(f"SELECT (COUNT(DISTINCT ?work) AS ?n) WHERE {{ GRAPH ?g {{ {version} }} {ours} }}")
    languages = store.query(
        "SELECT DISTINCT ?language WHERE { GRAPH ?g { ?version a undo:DocumentVersion ; dcterms:language ?language } "
        f"{ours} }}"
    )
    days = store.query(
        "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE { GRAPH ?g { ?work eli:date_document ?day } "
        f"{ours} }}"
    )
    first, last = (date.fromisoformat(day[:10]) if day else None for day in (*days.values(), (None, None))[0])
    codes = (str(language).rpartition("/")[2] for (language,) in languages.values())
    return Holdings(int(works.values()[0][0] or 0), tuple(sorted(codes)), first, last)
