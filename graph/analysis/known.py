"""What is known of each work's subject, gathered once from a lineage: titles, phrases, agenda, catalogue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from graph.analysis.agenda import Agenda
from graph.analysis.citations import stands_for
from graph.analysis.period import Position, position
from graph.analysis.wording import Wording, plain, skeleton
from graph.lineage import Edge, Lineage
from loaders.records import Document, Kind

__all__ = ["Known", "comes_again"]

_KINDS = frozenset({Kind.RESOLUTION, Kind.DECISION, Kind.STATEMENT})


def comes_again(kind: Kind) -> bool:
    """Whether texts of this kind form series: resolutions, decisions and statements."""
    return kind in _KINDS


class Known:
    """The subjects of a lineage's texts, by the whole that a lettered part belongs to.

    One version of each held text is read, in the first official language there is, so that titles are
    compared within one language as far as possible.
    """

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.documents: dict[str, list[Document]] = {}
        self._positions: dict[str, Position | None] = {}
        for key, versions in lineage.works():
            if comes_again(lineage.nodes[key].kind) and lineage.nodes[key].symbol:
                self.documents.setdefault(stands_for(lineage, key), []).append(versions[0])

    @cached_property
    def edges(self) -> dict[str, list[Edge]]:
        """The references that each held text makes in that version, by the whole work, not to itself."""
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for key, documents in self.documents.items():
            for document in documents:
                for edge in self.lineage.cites(document.symbol or ""):
                    if edge.language == document.language and stands_for(self.lineage, edge.target) != key:
                        found[key].append(edge)
        return found

    def title(self, key: str) -> str | None:
        """The title of a held text."""
        return next((d.title for d in self.documents.get(key, ()) if d.title), None)

    @cached_property
    def phrases(self) -> dict[str, Counter[tuple[str, str]]]:
        """What texts say that a work is about, as (citing work, phrase)."""
        found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for source, edges in self.edges.items():
            for edge in edges:
                if edge.reference.subject:
                    found[stands_for(self.lineage, edge.target)][source, edge.reference.subject] += 1
        return found

    def said_of(self, key: str, but: str) -> tuple[str, ...]:
        """The phrases by which texts other than ``but`` say what a work is about."""
        said = self.phrases.get(key, Counter[tuple[str, str]]())
        return tuple(sorted({phrase for source, phrase in said if source != but}))

    @cached_property
    def wording(self) -> Wording:
        """How telling each word is among all titles and phrases."""
        titles = [title for key in self.documents if (title := self.title(key))]
        phrases = sorted({phrase for said in self.phrases.values() for _, phrase in said})
        return Wording([*titles, *phrases])

    @cached_property
    def agendas(self) -> dict[str | None, Agenda]:
        """The agendas of each body."""
        groups: defaultdict[str | None, list[Document]] = defaultdict(list)
        for document in self._each():
            groups[document.body].append(document)
        return {body: Agenda(documents) for body, documents in groups.items()}

    def _each(self) -> Iterator[Document]:
        return (document for documents in self.documents.values() for document in documents)

    @cached_property
    def _paragraphs(self) -> dict[tuple[str, str], str]:
        return {(d.symbol or "", part.id): part.text for d in self._each() for part in d.parts}

    def words_before(self, edge: Edge) -> str:
        """What the citing text says before a reference, in the paragraph that makes it."""
        reference = edge.reference
        return self._paragraphs.get((edge.source, reference.part), "")[: reference.start]

    @cached_property
    def headings(self) -> dict[str, frozenset[str]]:
        """The catalogue's subject headings of each held text.

        UNBIS descriptors in capitals are the cataloguer's; those in small letters come from automatic
        indexing by Sustainable Development Goals and say little.
        """
        return {
            key: frozenset(
                subject.uri or subject.label
                for document in documents
                for subject in document.subjects
                if subject.scheme == "unbis" and subject.label.isupper()
            )
            for key, documents in self.documents.items()
        }

    @cached_property
    def cited_by(self) -> Counter[str]:
        """How many held texts cite each work."""
        return Counter(
            target for edges in self.edges.values() for target in {stands_for(self.lineage, e.target) for e in edges}
        )

    @cached_property
    def by_title(self) -> dict[tuple[str | None, Kind, str], list[str]]:
        """The held texts of one body, kind and title, whole or without numbers and ordinals."""
        found: defaultdict[tuple[str | None, Kind, str], list[str]] = defaultdict(list)
        for key, documents in self.documents.items():
            if documents[0].title:
                titles = {plain(documents[0].title), skeleton(documents[0].title)}
                for title in titles:
                    found[documents[0].body, documents[0].kind, title].append(key)
        return found

    def position(self, key: str) -> Position | None:
        """Where a text stands in time; a whole known only by its parts stands where they do."""
        if key not in self._positions:
            document = self.documents.get(key, [None])[0]
            symbol = document.symbol if document and document.symbol else key
            self._positions[key] = position(self.lineage, symbol)
        return self._positions[key]
