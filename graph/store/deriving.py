"""Edges and summary made anew inside a store, by updates that any SPARQL 1.1 server runs.

A server holds more texts than one run gives, so what follows from all of them is derived where they are.
The updates name their graphs: not every server joins them for updates. They say the same as
`graph.rdf.edges_graph` and `graph.rdf.summary_graph` make of a lineage; tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.identifiers import Identifiers
from graph.vocabulary import NAMESPACES

__all__ = ["edges", "summary"]

_REFERENCE = "?r a rcl:Reference ; cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited"


def edges(ids: Identifiers) -> tuple[str, ...]:
    """The updates that derive the plain edges; the first one clears what was there."""
    graph, shared = ids.edges_graph, ids.shared_graph
    said = "?citing ?how ?cited . ?citing cito:cites ?cited"
    where = f"GRAPH ?g {{ {_REFERENCE} ; cito:hasCitationCharacterization ?how }}"
    whole = "?cited dcterms:isPartOf ?whole . ?whole dcterms:identifier ?key"
    parts = f"GRAPH ?g {{ {_REFERENCE} }} GRAPH <{shared}> {{ {whole} }}"
    return (
        f"CLEAR SILENT GRAPH <{graph}>",
        f"INSERT {{ GRAPH <{graph}> {{ {said} }} }} WHERE {{ {where} }}",
        f"INSERT {{ GRAPH <{graph}> {{ ?citing cito:cites ?whole }} }} WHERE {{ {parts} }}",
    )


def summary(ids: Identifiers) -> tuple[str, ...]:
    """The updates that count anew, after the edges; the first one clears what was there."""
    counted = (_relations, _sections, _verbs, _bodies, _citing_texts, _versions, _uses, _disagreements)
    return (f"CLEAR SILENT GRAPH <{ids.summary_graph}>", *(update for each in counted for update in each(ids)))


def _insert(ids: Identifiers, said: str, where: str) -> str:
    return f"INSERT {{ GRAPH <{ids.summary_graph}> {{ {said} }} }} WHERE {{ {where} }}"


def _named(ids: Identifiers, kind: str, *names: str) -> str:
    """Bind the IRI of a tally; ``names`` are SPARQL expressions."""
    tail = ", ".join(f'"/", {name}' for name in names)
    return f'BIND(IRI(CONCAT("{ids.tally(kind)}", {tail})) AS ?tally)'


_RELATION = f'STRAFTER(STR(?how), "{NAMESPACES["rel"]}")'


def _relations(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?tally a rcl:RelationTally ; rcl:ofRelation ?how ; rcl:references ?n ; rcl:citedWorks ?works",
        "{ SELECT ?how (COUNT(?r) AS ?n) (COUNT(DISTINCT ?cited) AS ?works) WHERE { "
        "GRAPH ?g { ?r undo:hasSemantics ?how ; cito:hasCitedEntity ?cited } } GROUP BY ?how } "
        + _named(ids, "relation", _RELATION),
    )


def _sections(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?tally a rcl:SectionTally ; rcl:ofRelation ?how ; rcl:inPartClass ?kind ; rcl:references ?n",
        "{ SELECT ?how ?kind (COUNT(?r) AS ?n) WHERE { GRAPH ?g { ?r undo:hasSemantics ?how ; rcl:citingPart ?place } "
        "GRAPH ?h { ?place a ?kind } FILTER(?kind IN (rcl:PreambularParagraph, rcl:OperativeParagraph)) } "
        "GROUP BY ?how ?kind } " + _named(ids, "section", _RELATION, f'STRAFTER(STR(?kind), "{NAMESPACES["rcl"]}")'),
    )


def _verbs(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?tally a rcl:VerbTally ; rcl:ofRelation ?how ; rcl:ofVerb ?verb ; rcl:references ?n",
        "{ SELECT ?how ?verb (COUNT(?r) AS ?n) WHERE { GRAPH ?g { ?r undo:hasSemantics ?how ; rcl:leadVerb ?verb } } "
        "GROUP BY ?how ?verb } " + _named(ids, "verb", _RELATION, "LANG(?verb)", "ENCODE_FOR_URI(STR(?verb))"),
    )


def _bodies(ids: Identifiers) -> Iterator[str]:
    bodies = ids.body("")
    tails = [f'STRAFTER(STR({name}), "{bodies}")' for name in ("?one", "?other")]
    yield _insert(
        ids,
        "?tally a rcl:BodyTally ; rcl:citingBody ?one ; rcl:citedBody ?other ; rcl:references ?n",
        "{ SELECT ?one ?other (COUNT(?r) AS ?n) WHERE { GRAPH ?g { ?r undo:hasProponent ?one ; "
        "cito:hasCitedEntity ?cited } GRAPH ?h { ?cited dcterms:creator ?other } } GROUP BY ?one ?other } "
        + _named(ids, "bodies", *tails),
    )


def _citing_texts(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?cited rcl:citingTexts ?n",
        "{ SELECT ?cited (COUNT(DISTINCT ?citing) AS ?n) WHERE { "
        f"GRAPH <{ids.edges_graph}> {{ ?citing cito:cites ?cited }} }} GROUP BY ?cited }}",
    )


def _versions(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?work rcl:heldVersions ?n",
        "{ SELECT ?work (COUNT(?version) AS ?n) WHERE { "
        "GRAPH ?g { ?work allot:hasRealization ?version . ?version a undo:DocumentVersion } } GROUP BY ?work }",
    )


def _uses(ids: Identifiers) -> Iterator[str]:
    yield _insert(ids, "?citing rcl:usesRelation ?how", f"GRAPH ?g {{ {_REFERENCE} ; undo:hasSemantics ?how }}")


def _disagreements(ids: Identifiers) -> Iterator[str]:
    yield _insert(
        ids,
        "?r rcl:disagreesWithDate ?adopted",
        f"GRAPH ?g {{ {_REFERENCE} ; rcl:dateEarliest ?earliest ; rcl:dateLatest ?latest }} "
        "GRAPH ?h { ?cited eli:date_document ?adopted } FILTER(?adopted < ?earliest || ?adopted > ?latest)",
    )
