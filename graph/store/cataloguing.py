"""The description of a store as it stands: counted inside the store, at the end of a run."""

from __future__ import annotations

from datetime import date

from graph.identifiers import Identifiers
from graph.rdf import Counts, Holdings, NamedGraph, Settings, catalogue_graph
from graph.store.interface import Store

__all__ = ["catalogue", "is_catalogued"]


def catalogue(store: Store, settings: Settings) -> NamedGraph:
    """The catalogue graph of all that a store holds under the settings' base; its own triples are counted with it."""
    ours = _Ours(store, settings.ids)
    return catalogue_graph(settings, _holdings(store, ours), _counts(store, ours))


def is_catalogued(store: Store, ids: Identifiers) -> bool:
    """Whether a store is described, which is the last thing that a run does."""
    return store.query(f"ASK {{ GRAPH <{ids.catalogue_graph}> {{ ?dataset a void:Dataset }} }}").truth is True


class _Ours:
    """Patterns over our graphs without the catalogue; others are left out only where there are any, for it takes long.

    On ten million quads the test of each quad's graph makes counting ten times as dear.
    """

    def __init__(self, store: Store, ids: Identifiers) -> None:
        # By name: whether each holds anything, as `graphs` tells, takes longer than all the counting.
        named = [str(iri) for (iri,) in store.query("SELECT ?g { GRAPH ?g {} }").values()]
        self._alone = all(iri.startswith(f"{ids.base}graph/") and iri != ids.catalogue_graph for iri in named)
        self._filter = f'FILTER(STRSTARTS(STR(?g), "{ids.base}graph/") && ?g != <{ids.catalogue_graph}>)'

    def __call__(self, pattern: str) -> str:
        return f"WHERE {{ {pattern} }}" if self._alone else f"WHERE {{ GRAPH ?g {{ {pattern} }} {self._filter} }}"


def _counts(store: Store, ours: _Ours) -> Counts:
    counts = Counts()
    told = store.query(f"SELECT ?p (COUNT(*) AS ?n) {ours('?s ?p ?o')} GROUP BY ?p")
    counts.properties.update({str(name): int(number or 0) for name, number in told.values()})
    told = store.query(f"SELECT ?class (COUNT(*) AS ?n) {ours('?s a ?class')} GROUP BY ?class")
    counts.classes.update({str(name): int(number or 0) for name, number in told.values()})
    told = store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {ours('?s a ?class')}")
    counts.entities = int(told.values()[0][0] or 0)
    counts.triples = counts.properties.total()
    return counts


def _holdings(store: Store, ours: _Ours) -> Holdings:
    held = ours("?work allot:hasRealization ?version . ?version a undo:DocumentVersion")
    spoken = ours("?version a undo:DocumentVersion ; dcterms:language ?language")
    works = store.query(f"SELECT (COUNT(DISTINCT ?work) AS ?n) {held}")
    languages = store.query(f"SELECT DISTINCT ?language {spoken}")
    days = store.query(f"SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) {ours('?work eli:date_document ?day')}")
    first, last = (date.fromisoformat(day[:10]) if day else None for day in (*days.values(), (None, None))[0])
    codes = (str(language).rpartition("/")[2] for (language,) in languages.values())
    return Holdings(int(works.values()[0][0] or 0), tuple(sorted(codes)), first, last)
