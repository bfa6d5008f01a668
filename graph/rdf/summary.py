"""The graph of what is counted over all texts, so that a question about all of them need not read them all.

::

    summary/relation/recalls              a rcl:RelationTally ; rcl:ofRelation, rcl:references, rcl:citedWorks
    summary/section/recalls/OperativeParagraph   a rcl:SectionTally ; rcl:ofRelation, rcl:inPartClass, rcl:references
    summary/verb/recalls/en/Recalling     a rcl:VerbTally ; rcl:ofRelation, rcl:ofVerb, rcl:references
    summary/bodies/unga/unsc              a rcl:BodyTally ; rcl:citingBody, rcl:citedBody, rcl:references
    id/unga/67-225                        rcl:citingTexts 12 ; rcl:heldVersions 6 ; rcl:usesRelation relation/recalls
    id/unga/67-225/eng/ref_pp1_1          rcl:disagreesWithDate "1994-12-18"

Nothing in it is new: each number is that of a query over the other graphs (`graph.store.deriving` has them
as SPARQL), and a test holds the two equal. It is made anew as a whole whenever a text comes or goes; nobody
edits it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from urllib.parse import quote

from graph.identifiers import Identifiers
from graph.lineage import Lineage, cited_key
from graph.rdf.references import places
from graph.rdf.terms import NamedGraph, Triple, day, integer, text
from graph.rdf.works import parts_of
from graph.vocabulary import NAMESPACES, TYPE, expand
from loaders.records import Document, PartKind, Reference

__all__ = ["summary_graph"]

_REFERENCES, _RELATION = expand("rcl:references"), expand("rcl:ofRelation")
_CLASSES = {PartKind.PREAMBULAR: "PreambularParagraph", PartKind.OPERATIVE: "OperativeParagraph"}


@dataclass(slots=True)
class _Tallies:
    """What is counted while the works pass."""

    ids: Identifiers
    lineage: Lineage
    relations: Counter[str] = field(default_factory=Counter[str])
    cited: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sections: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    verbs: Counter[tuple[str, str, str]] = field(default_factory=Counter[tuple[str, str, str]])
    bodies: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    uses: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    disagreements: list[Triple] = field(default_factory=list[Triple])

    def take(self, key: str, documents: Sequence[Document]) -> None:
        """Count the references of one work, in all its languages."""
        classes = {part.id: _CLASSES.get(part.kind) for part in parts_of(documents)}
        for document in documents:
            for reference, place in zip(document.references, places(document), strict=True):
                self._mention(document, reference, classes)
                target = cited_key(reference)
                if target and target != key:
                    self._reference(key, document, reference, target, place)

    def _mention(self, document: Document, reference: Reference, classes: Mapping[str, str | None]) -> None:
        place = classes.get(reference.paragraph)
        if place:
            self.sections[reference.relation, place] += 1
        if reference.verb:
            self.verbs[reference.relation, document.language, reference.verb] += 1

    def _reference(self, key: str, document: Document, reference: Reference, target: str, place: str) -> None:
        self.relations[reference.relation] += 1
        self.cited[reference.relation].add(target)
        self.uses.add((key, reference.relation))
        for body in _creators(self.lineage, target) if document.body else ():
            self.bodies[document.body or "", body] += 1
        stated, adopted = reference.date, _adopted(self.lineage, target)
        if stated and adopted and not stated.earliest <= adopted <= stated.latest:
            iri = self.ids.evidence("ref", key, document.language, place)
            self.disagreements.append((iri, expand("rcl:disagreesWithDate"), day(adopted)))


def _creators(lineage: Lineage, key: str) -> list[str]:
    """The bodies that a work is said to be of: by its symbol, else by its versions."""
    node = lineage.nodes[key]
    if node.symbol and node.symbol.body:
        return [node.symbol.body]
    return sorted({*filter(None, [node.body, *(document.body for document in lineage.versions(key))])})


def _adopted(lineage: Lineage, key: str) -> date | None:
    return next((document.adopted for document in lineage.versions(key) if document.adopted), None)


def _tally(iri: str, kind: str, count: int, *said: Triple) -> Iterator[Triple]:
    yield iri, TYPE, expand(f"rcl:{kind}Tally")
    yield from said
    yield iri, _REFERENCES, integer(count)


def _relations(ids: Identifiers, tallies: _Tallies) -> Iterator[Triple]:
    for relation, count in sorted(tallies.relations.items()):
        iri = ids.tally("relation", relation)
        works = iri, expand("rcl:citedWorks"), integer(len(tallies.cited[relation]))
        yield from _tally(iri, "Relation", count, _of(iri, relation), works)


def _sections(ids: Identifiers, tallies: _Tallies) -> Iterator[Triple]:
    for (relation, place), count in sorted(tallies.sections.items()):
        iri = ids.tally("section", relation, place)
        where = iri, expand("rcl:inPartClass"), expand(f"rcl:{place}")
        yield from _tally(iri, "Section", count, _of(iri, relation), where)


def _verbs(ids: Identifiers, tallies: _Tallies) -> Iterator[Triple]:
    for (relation, language, verb), count in sorted(tallies.verbs.items()):
        iri = ids.tally("verb", relation, language, quote(verb, safe="", errors="replace"))
        words = iri, expand("rcl:ofVerb"), text(verb, language)
        yield from _tally(iri, "Verb", count, _of(iri, relation), words)


def _bodies(ids: Identifiers, tallies: _Tallies) -> Iterator[Triple]:
    for (citing, cited), count in sorted(tallies.bodies.items()):
        one, other = ids.body(citing), ids.body(cited)
        iri = ids.tally("bodies", *(each.rpartition("/")[2] for each in (one, other)))
        both = (iri, expand("rcl:citingBody"), one), (iri, expand("rcl:citedBody"), other)
        yield from _tally(iri, "Body", count, *both)


def _of(iri: str, relation: str) -> Triple:
    return iri, _RELATION, NAMESPACES["rel"] + relation


def _works(ids: Identifiers, lineage: Lineage, tallies: _Tallies) -> Iterator[Triple]:
    citing: defaultdict[str, set[str]] = defaultdict(set)
    for edge in lineage.edges:
        for cited in filter(None, (edge.target, lineage.nodes[edge.target].whole)):
            citing[cited].add(edge.source)
    for key, sources in sorted(citing.items()):
        yield ids.work(key), expand("rcl:citingTexts"), integer(len(sources))
    for key, documents in lineage.works():
        yield ids.work(key), expand("rcl:heldVersions"), integer(len(documents))
    for key, relation in sorted(tallies.uses):
        yield ids.work(key), expand("rcl:usesRelation"), NAMESPACES["rel"] + relation


def summary_graph(ids: Identifiers, lineage: Lineage) -> NamedGraph:
    """The counts of a whole lineage; what was printed of its references is needed, the parts' texts are not."""
    tallies = _Tallies(ids, lineage)
    for key, documents in lineage.works():
        tallies.take(key, documents)
    said = (make(ids, tallies) for make in (_relations, _sections, _verbs, _bodies))
    triples = [*chain.from_iterable(said), *_works(ids, lineage, tallies), *tallies.disagreements]
    return NamedGraph(ids.summary_graph, triples)
