"""A document made ready for a store where it was read, so that the one who writes only writes.

Reading, finding and making quads cost nearly all of the time; they are done by as many workers
as there are. What comes back is bytes, and a thin document: what the graphs need that follow from all
documents together (shared, edges, works), with nothing of the texts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from sys import intern
from typing import Any, TypeVar

from graph.lineage import work_key
from graph.rdf import Counts, Settings, document_graph
from graph.rdf.terms import n_triples
from graph.store.interface import GraphData
from loaders import corpus
from loaders.records import Document, Part, PartialDate, Reference, Subject, Vote

__all__ = ["Prepared", "Thinner", "fingerprint", "prepare", "thin"]

_Item = TypeVar("_Item", Part, Subject, tuple[str, str])
_WORDS = ("paragraph", "verb", "text", "target", "cited", "target_part", "instrument", "relation")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document on its way: its record (one line of JSON), its own graph where asked, and what identifies both.

    ``thin`` is the thin document as a record; ``iri`` the name of the document's graph; ``counts`` what the graph
    holds.
    """

    iri: str
    record: bytes
    thin: bytes
    fingerprint: str
    graph: GraphData | None = None
    counts: Counts | None = None

    def document(self) -> Document:
        """The whole document."""
        return corpus.decode(self.record)


def prepare(document: Document, settings: Settings, graph: bool = True) -> Prepared:
    """Make a document ready; a worker does this with `functools.partial`."""
    iri = settings.ids.text_graph(work_key(document), document.language)
    counts = Counts() if graph else None
    own = counts.add(document_graph(settings, document)) if counts else None
    return Prepared(
        iri=iri,
        record=corpus.encode(document),
        thin=corpus.encode(thin(document)),
        fingerprint=fingerprint(document, settings.version),
        graph=GraphData(iri, n_triples(own.triples)) if own else None,
        counts=counts,
    )


def fingerprint(document: Document, version: str) -> str:
    """What tells whether a document must be stored anew: its bytes, its record and the extractor's version.

    Folders do not count: the same file read from elsewhere is the same document.
    """
    source = replace(document.source, location="", file=document.source.file.rpartition("/")[2])
    record = corpus.encode(replace(document, source=source))
    return f"{hashlib.sha256(record).hexdigest()} {version}"


def thin(document: Document) -> Document:
    """The document without its texts: parts by their ids, references by what they cite, how, where and of what date.

    A reference keeps its words only where that may become the name of what it cites.
    """
    return replace(
        document,
        title=None,
        parts=tuple(Part(part.id, part.kind, part.section, "", parent=part.parent) for part in document.parts),
        references=tuple(map(_thin_reference, document.references)),
        problems=(),
    )


def _thin_reference(reference: Reference) -> Reference:
    named = reference.target is None or reference.instrument
    return Reference(
        part="", paragraph=reference.paragraph, place="", section=reference.section, start=0, end=0,
        text=reference.text if named else "", verb=reference.verb, relation=reference.relation, kind=reference.kind,
        target=reference.target, cited=reference.cited, target_part=reference.target_part,
        instrument=reference.instrument, date=reference.date, status=reference.status,
    )  # fmt: skip


class Thinner:
    """Thin documents that share their parts and references: thousands of texts have the same few."""

    def __init__(self) -> None:
        self._parts: dict[Part, Part] = {}
        self._references: dict[Reference, Reference] = {}
        self._dates: dict[PartialDate, PartialDate] = {}
        self._subjects: dict[Subject, Subject] = {}
        self._states: dict[tuple[str, str], tuple[str, str]] = {}

    def __call__(self, document: Document) -> Document:
        """The same document, made of things that were seen before where they were."""
        return replace(
            document,
            parts=tuple(_once(self._parts, document.parts)),
            references=tuple(map(self._reference, document.references)),
            subjects=tuple(_once(self._subjects, document.subjects)),
            vote=self._vote(document.vote),
        )

    def _vote(self, vote: Vote | None) -> Vote | None:
        """The same vote; its two hundred names are those of other votes."""
        if vote is None:
            return None
        return replace(vote, states=tuple(_once(self._states, vote.states)))

    def _reference(self, given: Reference) -> Reference:
        """The same reference, or one whose words and date are shared with others."""
        known = self._references.get(given)
        if known is None:
            words: dict[str, Any] = {name: intern(value) for name in _WORDS if (value := getattr(given, name))}
            date = self._dates.setdefault(given.date, given.date) if given.date else None
            known = replace(given, **words, date=date)
            self._references[known] = known
        return known


def _once(seen: dict[_Item, _Item], items: tuple[_Item, ...]) -> list[_Item]:
    return [seen.setdefault(item, item) for item in items]
