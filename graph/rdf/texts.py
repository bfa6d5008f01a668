"""The named graph of one document: its version and file, the run that read it, its text, its references."""

from __future__ import annotations

from graph.lineage import work_key
from graph.rdf.references import reference_triples
from graph.rdf.settings import Settings
from graph.rdf.terms import Literal, NamedGraph, Triple, day, text
from graph.vocabulary import TYPE, expand
from loaders.records import Document

__all__ = ["document_graph"]

_EXTENSIONS = {
    "application/xml": "xml",
    "text/xml": "xml",
    "application/akn+xml": "xml",
    "application/marcxml+xml": "xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
}
_TEXT, _PART_TEXT, _REALIZED = expand("schema:text"), expand("rcl:PartText"), expand("allot:hasRealization")
_PART_OF, _EID, _LABEL = expand("dcterms:isPartOf"), expand("rcl:eId"), expand("rcl:printedNumber")
_DATE_TIME = expand("xsd:dateTime")


def _version(settings: Settings, document: Document, key: str) -> list[Triple]:
    """The version in its language, and the file it was read from."""
    ids, language, source = settings.ids, document.language, document.source
    work, expression = ids.work(key), ids.expression(key, language)
    file = ids.manifestation(key, language, _EXTENSIONS.get(source.media_type, "bin"))
    triples: list[Triple] = [
        (work, _REALIZED, expression),
        (expression, TYPE, expand("undo:DocumentVersion")),
        (expression, expand("dcterms:language"), expand(f"lan:{language}")),
        (expression, expand("allot:hasEmbodiment"), file),
        (file, TYPE, expand("fabio:DigitalManifestation")),
        (file, expand("dcterms:format"), text(source.media_type)),
        (file, expand("rcl:sha256"), text(source.sha256)),
        # The name alone: folders are this machine's, not the text's.
        (file, expand("rcl:fileName"), text(source.file.replace("\\", "/").rpartition("/")[2])),
    ]
    if source.location.startswith(("http://", "https://")):
        triples.append((file, expand("dcterms:source"), source.location))
    if document.title:
        triples.append((work, expand("dcterms:title"), text(document.title, language)))
    if document.published:
        triples.append((expression, expand("dcterms:issued"), day(document.published)))
    return triples


def _run(settings: Settings, document: Document, key: str) -> list[Triple]:
    """PROV: what read the file and found the references; its time only where one is given."""
    ids, language = settings.ids, document.language
    run = ids.run(key, language)
    file = ids.manifestation(key, language, _EXTENSIONS.get(document.source.media_type, "bin"))
    triples: list[Triple] = [
        (run, TYPE, expand("prov:Activity")),
        (run, expand("prov:used"), file),
        (run, expand("prov:wasAssociatedWith"), ids.agent("recalling", settings.version)),
    ]
    if settings.when:
        stamp = settings.when.strftime("%Y-%m-%dT%H:%M:%SZ")
        triples.append((run, expand("prov:endedAtTime"), Literal(stamp, _DATE_TIME)))
    return triples


def _texts(settings: Settings, document: Document, key: str) -> list[Triple]:
    """The parts' text as printed, in its language."""
    ids, language = settings.ids, document.language
    expression = ids.expression(key, language)
    triples: list[Triple] = []
    for part in document.parts:
        if not part.text:
            continue
        iri = ids.text(key, language, part.id)
        triples += [
            (ids.part(key, part.id), _REALIZED, iri),
            (iri, TYPE, _PART_TEXT),
            (iri, _PART_OF, expression),
            (iri, _TEXT, Literal(part.text, "", language)),
        ]
        if part.place:
            triples.append((iri, _EID, Literal(part.place)))
        if part.label:
            triples.append((iri, _LABEL, Literal(part.label)))
    return triples


def document_graph(settings: Settings, document: Document) -> NamedGraph:
    """Everything that is said in one language only; each of its triples stands in no other graph."""
    key = work_key(document)
    triples = _version(settings, document, key)
    triples += _run(settings, document, key)
    triples += _texts(settings, document, key)
    triples += reference_triples(settings.ids, document, key)
    return NamedGraph(settings.ids.text_graph(key, document.language), triples)
