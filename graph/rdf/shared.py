"""The graph of what works have in common: bodies, sessions, meetings, concepts, programs, stubs.

What follows from a work's symbol alone is stated here, once, for held and cited works alike, so that
no triple stands in two graphs: engines count such a triple once or twice as they please.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from graph.identifiers import Identifiers
from graph.lineage import Edge, Lineage, Node, registered_name, symbol_of, work_key
from graph.rdf.pinpoints import cited_parts
from graph.rdf.settings import Settings
from graph.rdf.terms import NamedGraph, Triple, text
from graph.rdf.works import identity, meeting_of, subject_iri
from graph.vocabulary import HOME, NAMESPACES, TYPE, expand
from loaders.records import Document, Kind, Status
from loaders.registries import bodies, instruments, relations, roots

__all__ = ["shared_graph"]

_LABEL, _PART_OF, _WID = expand("skos:prefLabel"), expand("dcterms:isPartOf"), expand("rcl:wId")
_CONCEPT, _SCHEME = expand("skos:Concept"), expand("skos:inScheme")
_NAMED = {Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT, Kind.ARTICLE}
_STATUS_NOTES = {
    Status.RESOLVED: "what is cited is known",
    Status.AMBIGUOUS: "it may be one of several works",
    Status.CONTEXTUAL: "it points back to something named elsewhere in the text",
    Status.GENERIC: "it speaks of a class of works without naming one",
    Status.UNKNOWN: "what is cited could not be told",
}
_OUTCOMES = ("without a vote", "recorded vote")


def body_name(body: str) -> str:
    """A body's English name from the registries, else its id."""
    try:
        return bodies.get(body).name
    except KeyError:
        return roots.series_of(body) or body


def _concept(iri: str, scheme: str, label: str, note: str = "") -> Iterator[Triple]:
    yield iri, TYPE, _CONCEPT
    yield iri, _SCHEME, HOME + scheme
    yield iri, _LABEL, text(label, "en")
    if note:
        yield iri, expand("skos:definition"), text(note, "en")


def _relations(languages: Collection[str]) -> Iterator[Triple]:
    """The relation concepts, from their registry: labels, definitions, mappings, verbs of the languages held."""
    for row in relations.relations():
        iri = NAMESPACES["rel"] + row.id
        yield from _concept(iri, "relation", row.label, row.comment)
        yield iri, TYPE, expand("allot:Concept")
        yield iri, expand("rcl:characterization"), expand(row.cito)
        for other in row.others:
            yield iri, expand("rcl:alsoCharacterizedBy"), expand(other)
        for language, cues in row.cues.items():
            if language not in languages:
                continue
            for verb in dict.fromkeys(cue.text for cue in cues):
                yield iri, expand("skos:altLabel"), text(verb, language)


def _schemes() -> Iterator[Triple]:
    names = {"relation": "Relation types", "status": "Statuses of references", "kind": "Kinds of cited things",
             "outcome": "Ways of adoption"}  # fmt: skip
    for scheme, name in names.items():
        yield HOME + scheme, TYPE, expand("skos:ConceptScheme")
        yield HOME + scheme, expand("dcterms:title"), text(name, "en")
    for status, note in _STATUS_NOTES.items():
        yield from _concept(NAMESPACES["status"] + status, "status", status, note)
    for kind in Kind:
        yield from _concept(NAMESPACES["kind"] + kind, "kind", kind)
    for words in _OUTCOMES:
        yield from _concept(NAMESPACES["outcome"] + words.replace(" ", "-"), "outcome", words)


def _body(ids: Identifiers, body: str) -> Iterator[Triple]:
    iri = ids.body(body)
    yield iri, TYPE, expand("org:FormalOrganization")
    yield iri, TYPE, expand("allot:Organization")
    yield iri, expand("dcterms:identifier"), text(body)
    yield iri, _LABEL, text(body_name(body), "en")


def _session(ids: Identifiers, body: str, session: str) -> Iterator[Triple]:
    iri = ids.session(body, session)
    yield iri, TYPE, expand("rcl:Session")
    yield iri, expand("dcterms:identifier"), text(session)
    yield iri, _LABEL, text(f"{body_name(body)}, session {session}", "en")
    yield iri, expand("dcterms:creator"), ids.body(body)


def _around(ids: Identifiers, document: Document) -> Iterator[Triple]:
    """Meeting, agenda items and subjects of one document."""
    symbol = symbol_of(work_key(document))
    body = (symbol.body if symbol else None) or document.body
    session = (symbol.session if symbol else None) or document.session
    meeting = meeting_of(document)
    if meeting:
        yield ids.meeting(meeting), TYPE, expand("rcl:Meeting")
        yield ids.meeting(meeting), expand("dcterms:identifier"), text(meeting)
        yield ids.meeting(meeting), _LABEL, text(f"meeting recorded in {meeting}", "en")
    for item in document.agenda_items if body and session else ():
        if body and session and re.search(r"[A-Za-z0-9]", item):
            iri = ids.agenda_item(body, session, item)
            yield iri, TYPE, expand("rcl:AgendaItem")
            yield iri, _LABEL, text(f"item {item}", "en")
            yield iri, expand("rcl:session"), ids.session(body, session)
    for subject in document.subjects:
        if subject.uri.startswith("http"):
            iri = subject_iri(subject.uri)
            yield iri, TYPE, _CONCEPT
            if subject.label:
                yield iri, _LABEL, text(subject.label, document.language if subject.scheme != "sdg" else "en")


def _named(ids: Identifiers, node: Node) -> Iterator[Triple]:
    """The names under which a thing without a UN symbol is cited: one preferred, the others beside it."""
    if node.symbol or node.kind not in _NAMED:
        return
    work, registered = ids.work(node.id), registered_name(node.id)
    printed = [name for name in node.names if name != registered]
    if registered:
        yield work, _LABEL, text(registered, "en")
    elif printed:
        yield work, _LABEL, text(printed.pop(0))
    yield from ((work, expand("skos:altLabel"), text(name)) for name in printed)


def _other_works(lineage: Lineage) -> list[str]:
    """Drafts and committee reports that the documents name but do not cite."""
    said = {other for d in lineage.documents for other in (d.draft, d.report) if other and symbol_of(other)}
    return sorted(said - lineage.nodes.keys())


def _works(ids: Identifiers, lineage: Lineage) -> Iterator[Triple]:
    for node in lineage.nodes.values():
        yield from identity(ids, node.id, node.kind, node.body)
        yield from _named(ids, node)
    for key in _other_works(lineage):
        yield from identity(ids, key, Kind.DOCUMENT)


def _edges(lineage: Lineage) -> list[Edge]:
    """The references in an order that does not hang on that of the documents."""
    return sorted(lineage.edges, key=lambda edge: (edge.source, edge.language, edge.index))


def _cited_parts(ids: Identifiers, lineage: Lineage) -> Iterator[Triple]:
    """Parts that are cited but not held, and where named instruments are set out."""
    held = {(work_key(d), part.id) for d in lineage.documents for part in d.parts}
    for edge in _edges(lineage):
        parts = cited_parts(edge.reference)
        for part in parts:
            if (edge.target, part) not in held:
                iri = ids.part(edge.target, part)
                yield iri, TYPE, expand("rcl:Annex" if re.fullmatch(r"annex\d+", part) else "rcl:Part")
                yield iri, _WID, text(part)
                yield iri, _PART_OF, ids.work(edge.target)
        instrument = edge.reference.instrument
        if instrument and edge.target != f"instrument:{instrument}":
            named = ids.work(f"instrument:{instrument}")
            yield (
                named,
                expand("rcl:setOutIn"),
                ids.part(edge.target, parts[0]) if len(parts) == 1 else ids.work(edge.target),
            )


def _instruments(ids: Identifiers, lineage: Lineage) -> Iterator[Triple]:
    """Named instruments that references name on their way to the text that sets them out."""
    names: dict[str, str] = {}
    for edge in _edges(lineage):
        instrument = edge.reference.instrument
        if instrument and f"instrument:{instrument}" not in lineage.nodes:
            names.setdefault(instrument, edge.reference.text)
    for instrument, printed in sorted(names.items()):
        key = f"instrument:{instrument}"
        row = instruments.ids().get(instrument)
        yield from identity(ids, key, row.kind if row else Kind.INSTRUMENT)
        registered = registered_name(key)
        yield ids.work(key), _LABEL, text(registered, "en") if registered else text(printed)


def _agent(settings: Settings) -> Iterator[Triple]:
    iri = settings.ids.agent("recalling", settings.version)
    yield iri, TYPE, expand("prov:SoftwareAgent")
    yield iri, _LABEL, text(f"recalling {settings.version}", "en")


def _settings_of_works(lineage: Lineage) -> tuple[list[str], list[tuple[str, str]]]:
    """The bodies and sessions of all works, sorted."""
    found: set[str] = {node.body for node in lineage.nodes.values() if node.body}
    sessions: set[tuple[str, str]] = set()
    for symbol in filter(None, map(symbol_of, [*lineage.nodes, *_other_works(lineage)])):
        if symbol.body:
            found.add(symbol.body)
            sessions |= {(symbol.body, symbol.session)} if symbol.session else set()
    for document in lineage.documents:
        if document.body:
            found.add(document.body)
            sessions |= {(document.body, document.session)} if document.session else set()
    return sorted(found), sorted(sessions)


def _once(triples: Iterable[Triple]) -> list[Triple]:
    return list(dict.fromkeys(triples))


def shared_graph(settings: Settings, lineage: Lineage) -> NamedGraph:
    """The shared graph of a whole lineage; its parts' texts are not needed."""
    ids = settings.ids
    found, sessions = _settings_of_works(lineage)
    triples: list[Triple] = [
        *_schemes(),
        *_relations({document.language for document in lineage.documents}),
        *_agent(settings),
    ]
    for body in found:
        triples += _body(ids, body)
    for body, session in sessions:
        triples += _session(ids, body, session)
    for _, documents in lineage.works():
        for document in documents:
            triples += _around(ids, document)
    triples += _works(ids, lineage)
    triples += _instruments(ids, lineage)
    triples += _cited_parts(ids, lineage)
    return NamedGraph(ids.shared_graph, _once(triples))
