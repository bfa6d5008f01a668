"""The inferred series as linked data, with their evidence, for the graph of what is inferred.

::

    id/unga/67-225          rcl:inSeries id/unga/49-108/series ; rcl:predecessor id/unga/65-175 ; rcl:generation 10
    id/unga/49-108/series   a rcl:Series ; dcterms:title "Industrial development cooperation"
    id/unga/67-225/succession  a rdf:Statement, prov:Entity ;
        rdf:subject id/unga/67-225 ; rdf:predicate rcl:predecessor ; rdf:object id/unga/65-175 ;
        dcterms:description "subject (3): “industrial development cooperation”, A/RES/67/225 pp1", … ;
        prov:wasDerivedFrom id/unga/67-225/pp1, …

Each succession is also a statement about a statement (RDF reification), which is where its evidence
hangs: the words it rests on, and the parts and works that hold them. All of it belongs into
`graph.identifiers.Identifiers.inferred_graph`; that is what marks it as inferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.evidence import Evidence
from graph.analysis.series import Link, Succession, succession
from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.rdf.terms import Triple, integer, text
from graph.vocabulary import TYPE, expand

__all__ = ["statements"]


def statements(lineage: Lineage, ids: Identifiers | None = None) -> Iterator[Triple]:
    """Every inferred series of a lineage as triples, in the order of works; the same each time.

    Parameters
    ----------
    lineage
        The works.
    ids
        Mints the identifiers; by default under the published base.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> sum(1 for triple in statements(summits()) if triple[1].endswith("#predecessor"))
    2

    """
    ids = ids or Identifiers()
    found = succession(lineage)
    generations = _generations(found)
    for key, (oldest, generation) in sorted(generations.items()):
        work = ids.work(key)
        yield work, expand("rcl:inSeries"), _series(ids, oldest)
        yield work, expand("rcl:generation"), integer(generation)
        if key == oldest:
            yield from _described(ids, found, key)
        elif link := found.predecessors.get(key):
            yield from _succession(ids, link)


def _generations(found: Succession) -> dict[str, tuple[str, int]]:
    """Each work of a series with the oldest member of its line, and its own place from 1."""
    places: dict[str, tuple[str, int]] = {}
    for key in found.predecessors:
        line = [key]
        while link := found.predecessors.get(line[-1]):
            line.append(link.earlier)
        for place, work in enumerate(reversed(line), 1):
            places[work] = (line[-1], place)
    return places


def _series(ids: Identifiers, oldest: str) -> str:
    return f"{ids.work(oldest)}/series"


def _described(ids: Identifiers, found: Succession, oldest: str) -> Iterator[Triple]:
    series = _series(ids, oldest)
    yield series, TYPE, expand("rcl:Series")
    title = found.title(found.of(oldest).works)
    if title:
        yield series, expand("dcterms:title"), text(title)


def _succession(ids: Identifiers, link: Link) -> Iterator[Triple]:
    later, earlier, predecessor = ids.work(link.later), ids.work(link.earlier), expand("rcl:predecessor")
    yield later, predecessor, earlier
    statement = f"{later}/succession"
    yield statement, TYPE, expand("rdf:Statement")
    yield statement, TYPE, expand("prov:Entity")
    yield statement, expand("rdf:subject"), later
    yield statement, expand("rdf:predicate"), predecessor
    yield statement, expand("rdf:object"), earlier
    for entry in link.evidence:
        yield statement, expand("dcterms:description"), text(_said(entry))
        yield statement, expand("prov:wasDerivedFrom"), _origin(ids, entry)
    for teller in link.told_by:
        yield statement, expand("prov:wasDerivedFrom"), ids.work(teller)


def _origin(ids: Identifiers, entry: Evidence) -> str:
    return ids.part(entry.text, entry.part) if entry.part else ids.work(entry.text)


def _said(entry: Evidence) -> str:
    where = f"{entry.text} {entry.part}".strip()
    return f"{entry.kind} ({entry.weight:g}): “{entry.words}”, {where}"
