"""What is said of works.

`identity` says what follows from a key alone, whether the work is held or only cited, and goes to
the shared graph; `work_graph` says what the held documents of one work say of it in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from graph.identifiers import Identifiers
from graph.lineage import symbol_of, whole_of, work_key
from graph.rdf.terms import NamedGraph, Triple, day, integer, text
from graph.vocabulary import TYPE, expand, outcome
from loaders.records import Document, Kind, Part, PartKind, Vote
from loaders.symbols import Symbol

__all__ = ["CLASSES", "identity", "meeting_of", "part_triples", "parts_of", "subject_iri", "work_graph"]

CLASSES = {
    Kind.RESOLUTION: expand("undo:Resolution"),
    Kind.DECISION: expand("undo:Decision"),
    Kind.STATEMENT: expand("undo:OfficialStatement"),
    Kind.DOCUMENT: expand("undo:Document"),
    Kind.TREATY: expand("undo:Treaty"),
    Kind.INSTRUMENT: expand("rcl:NamedInstrument"),
    Kind.EVENT: expand("allot:Event"),
    Kind.ARTICLE: expand("rcl:Article"),
}
_PARTS = {
    PartKind.COVER: ("rcl:Cover",),
    PartKind.PREAMBULAR: ("rcl:PreambularParagraph",),
    PartKind.OPERATIVE: ("rcl:OperativeParagraph",),
    PartKind.HEADING: ("rcl:Part", "doco:SectionTitle"),
    PartKind.PARAGRAPH: ("rcl:Part", "doco:Paragraph"),
    PartKind.TABLE: ("rcl:Part", "doco:Table"),
    PartKind.ANNEX: ("rcl:Annex",),
    PartKind.FOOTNOTE: ("rcl:Part", "doco:Footnote"),
    PartKind.CLOSING: ("rcl:Closing",),
}
_PART_CLASSES = {kind: tuple(map(expand, names)) for kind, names in _PARTS.items()}
_IDENTIFIER, _ALT, _CREATOR = expand("dcterms:identifier"), expand("skos:altLabel"), expand("dcterms:creator")
_PART_OF, _SESSION, _SEE = expand("dcterms:isPartOf"), expand("rcl:session"), expand("rdfs:seeAlso")
_WID, _ORDER = expand("rcl:wId"), expand("rcl:order")
_SINGLE = frozenset(
    map(
        expand,
        [
            "eli:date_document",
            "rcl:meeting",
            "rcl:draft",
            "rcl:committeeReport",
            "rcl:aknIri",
            "rcl:outcome",
            "rcl:inFavour",
            "rcl:against",
            "rcl:abstaining",
        ],
    )
)
_AKN_DOCUMENTS = {
    Kind.RESOLUTION: "statement/deliberation",
    Kind.DECISION: "statement/deliberation",
    Kind.STATEMENT: "statement",
}


def spellings(symbol: Symbol) -> tuple[str, ...]:
    """Other ways the symbol is printed, for people and searches to meet.

    >>> spellings(Symbol.parse("A/RES/217(III)A"))
    ('217 A (III)', 'A/RES/217 (III) A', 'A/RES/217(III)[A]')
    >>> spellings(Symbol.parse("S/RES/1325(2000)"))
    ('1325 (2000)', 'S/RES/1325 (2000)')
    """
    stem, part = symbol.stem, symbol.part
    if symbol.kind is Kind.DOCUMENT:
        return tuple(str(twin) for twin in symbol.twins if str(twin) != stem)
    found: list[str] = []
    bracket = re.search(r"/(\d+)(\([^)]*\))$", stem)
    if bracket:
        number, session = bracket.groups()
        found = [f"{number}{f' {part}' if part else ''} {session}"]
        found.append(f"{stem.removesuffix(session)} {session}{f' {part}' if part else ''}")
    elif symbol.session and symbol.number is not None:
        found = [f"{symbol.session}/{symbol.number}{f' {part}' if part else ''}"]
    if part:
        found.append(f"{stem}[{part}]")
    return tuple(found)


def identity(ids: Identifiers, key: str, kind: Kind, body: str | None = None) -> Iterator[Triple]:
    """Type, symbol, spellings, body and session of a work, from its key alone.

    ``kind`` and ``body`` say these where the key is no UN symbol. A lettered part is part of its whole.
    """
    work, symbol = ids.work(key), symbol_of(key)
    yield work, TYPE, CLASSES[symbol.kind if symbol else kind]
    yield work, _IDENTIFIER, text(key)
    if symbol is None:
        if body:
            yield work, _CREATOR, ids.body(body)
        yield from ((work, _PART_OF, ids.work(whole)) for whole in filter(None, [whole_of(key)]))
        return
    yield from ((work, _ALT, text(spelling)) for spelling in spellings(symbol))
    if symbol.body:
        yield work, _CREATOR, ids.body(symbol.body)
        if symbol.session:
            yield work, _SESSION, ids.session(symbol.body, symbol.session)
    if symbol.part:
        yield work, _PART_OF, ids.work(str(symbol.whole))
    yield work, _SEE, f"https://docs.un.org/{quote(str(symbol), safe='/().,-')}"


def meeting_of(document: Document) -> str | None:
    """The symbol of the record of the meeting at which a text was adopted, where it can be told.

    ``A/67/PV.61`` from "61st plenary meeting" of the sixty-seventh session; ``S/PV.4213`` from
    "4213th meeting" of the Security Council; ``E/2012/SR.33`` likewise.
    """
    said = document.meeting or ""
    printed = symbol_of(said) if said else None
    if printed:
        return str(printed)
    match = re.match(r"(\d{1,5})\s?(?:st|nd|rd|th|\b)", said)
    if not match:
        return None
    number, session = match.group(1), document.session
    if document.body == "unsc":
        return f"S/PV.{number}"
    if document.body == "unga" and session and re.fullmatch(r"\d{1,3}|E?S-\d+", session):
        # Special sessions number their records A/S-27/PV.6.
        return f"A/{session}/PV.{number}" if session[0] in "ES" or int(session) > 30 else None
    if document.body == "ecosoc" and document.adopted:
        return f"E/{document.adopted.year}/SR.{number}"
    return None


def subject_iri(uri: str) -> str:
    """A subject's own IRI; the UN's vocabularies are named with http, whatever was linked."""
    return re.sub(r"^https(?=://metadata\.un\.org/)", "http", uri)


def part_triples(ids: Identifiers, key: str, part: Part, order: int) -> Iterator[Triple]:
    """A part, whatever the language: its class, its id in the work, its place in the order of parts."""
    iri = ids.part(key, part.id)
    for name in _PART_CLASSES[part.kind]:
        yield iri, TYPE, name
    yield iri, _WID, text(part.id)
    yield iri, _ORDER, integer(order)
    yield iri, _PART_OF, ids.part(key, part.parent) if part.parent else ids.work(key)


def parts_of(documents: Sequence[Document]) -> Iterator[Part]:
    """The parts of all versions: those of the first, then what only others have."""
    seen: set[str] = set()
    for document in documents:
        for part in document.parts:
            if part.id not in seen:
                seen.add(part.id)
                yield part


def _vote(ids: Identifiers, key: str, vote: Vote) -> Iterator[Triple]:
    iri = ids.vote(key)
    yield ids.work(key), expand("rcl:vote"), iri
    yield iri, TYPE, expand("rcl:Vote")
    yield iri, expand("rcl:outcome"), outcome(vote.outcome)
    for name, count in (("inFavour", vote.in_favour), ("against", vote.against), ("abstaining", vote.abstaining)):
        if count is not None:
            yield iri, expand(f"rcl:{name}"), integer(count)
    names = {"in favour": "stateInFavour", "against": "stateAgainst", "abstaining": "stateAbstaining"}
    for state, side in vote.states:
        yield iri, expand(f"rcl:{names[side]}"), text(state)


def _akn(document: Document, symbol: Symbol | None) -> Iterator[str]:
    """The work's Akoma Ntoso IRI reference, which needs the date of adoption."""
    if symbol and symbol.body and symbol.session and document.adopted and symbol.kind in _AKN_DOCUMENTS:
        number = symbol.stem.rpartition("RES/")[2].replace("/", "-").replace("(", "-").replace(")", "")
        part = f"-{symbol.part}" if symbol.part else ""
        yield f"/akn/un/{_AKN_DOCUMENTS[symbol.kind]}/{symbol.body}/{document.adopted}/{number}{part}"


def _said(ids: Identifiers, document: Document, key: str) -> Iterator[Triple]:
    """What one version says of its work, language aside."""
    work, symbol = ids.work(key), symbol_of(key)
    if document.adopted:
        yield work, expand("eli:date_document"), day(document.adopted)
    if document.body and not (symbol and symbol.body):
        yield work, _CREATOR, ids.body(document.body)
    body = (symbol.body if symbol else None) or document.body
    session = (symbol.session if symbol else None) or document.session
    if body and session:
        if not (symbol and symbol.session):
            yield work, _SESSION, ids.session(body, session)
        for item in dict.fromkeys(document.agenda_items):
            if re.search(r"[A-Za-z0-9]", item):
                yield work, expand("rcl:agendaItem"), ids.agenda_item(body, session, item)
    meeting = meeting_of(document)
    if meeting:
        yield work, expand("rcl:meeting"), ids.meeting(meeting)
    for name, other in (("rcl:draft", document.draft), ("rcl:committeeReport", document.report)):
        if other and symbol_of(other):
            yield work, expand(name), ids.work(other)
    for subject in document.subjects:
        if subject.uri.startswith("http"):
            yield work, expand("dcterms:subject"), subject_iri(subject.uri)
    yield from ((work, _ALT, text(alias)) for alias in document.aliases)
    yield from ((work, expand("rcl:aknIri"), text(iri)) for iri in _akn(document, symbol))
    if document.vote:
        yield from _vote(ids, key, document.vote)


def _first(triples: Iterable[Triple]) -> Iterator[Triple]:
    """One value for what a work has one of: what the first version says stands."""
    seen: set[tuple[str, str]] = set()
    for triple in dict.fromkeys(triples):
        place = triple[:2]
        if triple[1] in _SINGLE and place in seen:
            continue
        seen.add(place)
        yield triple


def work_graph(ids: Identifiers, documents: Sequence[Document]) -> NamedGraph:
    """What the versions of one work, in the order of their languages, say of it."""
    key = work_key(documents[0])
    triples = list(_first(triple for document in documents for triple in _said(ids, document, key)))
    for order, part in enumerate(parts_of(documents), 1):
        triples.extend(part_triples(ids, key, part, order))
    return NamedGraph(ids.work_graph(key), triples)
