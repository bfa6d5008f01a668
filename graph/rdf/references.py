"""References as linked data: one node each, with its evidence down to the character.

What a reference cites may be unknown ("its previous resolutions"). Then it is an
``rcl:UnresolvedReference`` with a status and a reason, and without a cited entity. Where a text speaks
of itself ("the present resolution") it is an ``rcl:SelfReference``: no citation, and no edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.identifiers import Identifiers
from graph.lineage import cited_key
from graph.rdf.pinpoints import cited_parts
from graph.rdf.terms import Literal, Triple, day, edtf, integer
from graph.vocabulary import NAMESPACES, TYPE, expand
from loaders.records import Document, Reference
from loaders.registries import relations

__all__ = ["characterization", "places", "reference_triples"]

_REFERENCE, _UNRESOLVED, _CITATION = expand("rcl:Reference"), expand("rcl:UnresolvedReference"), expand("cito:Citation")
_SELF = expand("rcl:SelfReference")
_CITING, _CITED = expand("cito:hasCitingEntity"), expand("cito:hasCitedEntity")
_CHARACTER = expand("cito:hasCitationCharacterization")
_PROPONENT, _SEMANTICS, _RECEIVER = map(expand, ("undo:hasProponent", "undo:hasSemantics", "undo:hasReceiver"))
_CITING_PART, _CITED_PART, _FOOTNOTE = map(expand, ("rcl:citingPart", "rcl:citedPart", "rcl:viaFootnote"))
_PINPOINT, _NAMED, _VERB, _FORM = map(
    expand, ("rcl:citedPartAsPrinted", "rcl:namedAs", "rcl:leadVerb", "rcl:surfaceForm")
)
_STATED, _EARLIEST, _LATEST = map(expand, ("rcl:statedDate", "rcl:dateEarliest", "rcl:dateLatest"))
_STATUS, _REASON, _SUBJECT, _ORDER = map(expand, ("rcl:status", "rcl:reason", "rcl:subjectPhrase", "rcl:order"))
_KIND, _GENERATED = expand("rcl:citedKind"), expand("prov:wasGeneratedBy")
_ANNOTATION, _MOTIVE, _LINKING = expand("oa:Annotation"), expand("oa:motivatedBy"), expand("oa:linking")
_BODY, _TARGET, _SPECIFIC = expand("oa:hasBody"), expand("oa:hasTarget"), expand("oa:SpecificResource")
_SOURCE, _SELECTOR = expand("oa:hasSource"), expand("oa:hasSelector")
_POSITION, _START, _END = expand("oa:TextPositionSelector"), expand("oa:start"), expand("oa:end")
_QUOTE, _EXACT, _PREFIX, _SUFFIX = map(expand, ("oa:TextQuoteSelector", "oa:exact", "oa:prefix", "oa:suffix"))
_AROUND = 32
"""Characters before and after the words that a quotation keeps, to find them again in a changed text."""


def _characters() -> dict[str, str]:
    return {row.id: expand(row.cito) for row in relations.relations()}


_CHARACTERS = _characters()


def characterization(relation: str) -> str:
    """The CiTO property of a relation; ``cito:cites`` for one outside the vocabulary."""
    return _CHARACTERS.get(relation, expand("cito:cites"))


def _selectors(
    ids: Identifiers, key: str, language: str, place: str, part: str, body: str, start: int, end: int
) -> list[Triple]:
    """A target of an annotation: the part's text, selected by position and by quotation.

    The quotation keeps what stands around its words only where they occur more than once in the part.
    """
    target, position, quote = (ids.evidence(role, key, language, place) for role in ("tgt", "pos", "quo"))
    triples: list[Triple] = [
        (target, TYPE, _SPECIFIC),
        (target, _SOURCE, ids.text(key, language, part)),
        (target, _SELECTOR, position),
        (target, _SELECTOR, quote),
        (position, TYPE, _POSITION),
        (position, _START, integer(start)),
        (position, _END, integer(end)),
        (quote, TYPE, _QUOTE),
        (quote, _EXACT, Literal(body[start:end])),
    ]
    words = body[start:end]
    if body.find(words) == start and body.find(words, start + 1) < 0:
        return triples
    if start:
        triples.append((quote, _PREFIX, Literal(body[max(0, start - _AROUND) : start])))
    if end < len(body):
        triples.append((quote, _SUFFIX, Literal(body[end : end + _AROUND])))
    return triples


def _evidence(
    ids: Identifiers, document: Document, key: str, reference: Reference, place: str, texts: Mapping[str, str]
) -> list[Triple]:
    """The annotation that ties a reference to its words, in the paragraph and in the footnote."""
    language = document.language
    annotation = ids.evidence("ann", key, language, place)
    triples: list[Triple] = [
        (annotation, TYPE, _ANNOTATION),
        (annotation, _MOTIVE, _LINKING),
        (annotation, _BODY, ids.evidence("ref", key, language, place)),
        (annotation, _TARGET, ids.evidence("tgt", key, language, place)),
    ]
    body = texts.get(reference.part, "")
    triples += _selectors(ids, key, language, place, reference.part, body, reference.start, reference.end)
    if reference.note_part and reference.note_start is not None and reference.note_end is not None:
        noted = f"{place}_note"
        triples.append((annotation, _TARGET, ids.evidence("tgt", key, language, noted)))
        body = texts.get(reference.note_part, "")
        span = reference.note_start, reference.note_end
        triples += _selectors(ids, key, language, noted, reference.note_part, body, *span)
    return triples


def _cited(ids: Identifiers, key: str, reference: Reference, iri: str) -> list[Triple]:
    """What it cites, as far as that is known, and how sure that is."""
    status = NAMESPACES["status"] + reference.status
    triples: list[Triple] = [(iri, _STATUS, status)]
    if reference.reason:
        triples.append((iri, _REASON, Literal(reference.reason, "", "en")))
    cited = cited_key(reference)
    if cited == key:
        return [(iri, TYPE, _SELF), *triples]
    if cited is None:
        return [(iri, TYPE, _UNRESOLVED), (iri, _KIND, NAMESPACES["kind"] + reference.kind), *triples]
    work = ids.work(cited)
    triples += [(iri, TYPE, _REFERENCE), (iri, TYPE, _CITATION), (iri, _CITED, work), (iri, _RECEIVER, work)]
    if reference.target_part:
        triples.append((iri, _PINPOINT, Literal(reference.target_part)))
        triples += [(iri, _CITED_PART, ids.part(cited, part)) for part in cited_parts(reference)]
    return triples


def _printed(reference: Reference, iri: str, language: str) -> list[Triple]:
    """What is printed of it: verb, words, date, subject."""
    triples: list[Triple] = [(iri, _FORM, Literal(reference.text))]
    if reference.verb:
        triples.append((iri, _VERB, Literal(reference.verb, "", language)))
    if reference.subject:
        triples.append((iri, _SUBJECT, Literal(reference.subject, "", language)))
    if reference.date:
        triples += [
            (iri, _STATED, edtf(reference.date)),
            (iri, _EARLIEST, day(reference.date.earliest)),
            (iri, _LATEST, day(reference.date.latest)),
        ]
    return triples


def _footnote(reference: Reference, texts: Mapping[str, str]) -> str | None:
    """The footnote that a reference came through: where its words are, or where what it cites is said."""
    if reference.note_part:
        return reference.note_part
    return reference.part if reference.part != reference.paragraph and reference.part in texts else None


def places(document: Document) -> list[str]:
    """``pp1_1``, ``pp1_2`` …: the citing paragraph and the reference's number in it."""
    count: Counter[str] = Counter()
    places: list[str] = []
    for reference in document.references:
        count[reference.paragraph] += 1
        places.append(f"{reference.paragraph}_{count[reference.paragraph]}")
    return places


def reference_triples(ids: Identifiers, document: Document, key: str) -> list[Triple]:
    """All references of a document with their evidence, in document order."""
    texts = {part.id: part.text for part in document.parts}
    language, citing, run = document.language, ids.work(key), ids.run(key, document.language)
    triples: list[Triple] = []
    for order, (reference, place) in enumerate(zip(document.references, places(document), strict=True), 1):
        iri = ids.evidence("ref", key, language, place)
        triples.append((iri, _CITING, citing))
        triples += _cited(ids, key, reference, iri)
        triples += [
            (iri, _CHARACTER, characterization(reference.relation)),
            (iri, _SEMANTICS, NAMESPACES["rel"] + reference.relation),
            (iri, _CITING_PART, ids.part(key, reference.paragraph)),
            (iri, _ORDER, integer(order)),
            (iri, _GENERATED, run),
        ]
        if document.body:
            triples.append((iri, _PROPONENT, ids.body(document.body)))
        footnote = _footnote(reference, texts)
        if footnote:
            triples.append((iri, _FOOTNOTE, ids.part(key, footnote)))
        if reference.instrument:
            triples.append((iri, _NAMED, ids.work(f"instrument:{reference.instrument}")))
        triples += _printed(reference, iri, language)
        triples += _evidence(ids, document, key, reference, place, texts)
    return triples
