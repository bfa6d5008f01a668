"""Records to nodes and edges: the one graph of which RDF and networkx are projections.

A node is a work: a document with a UN symbol, a treaty, a named instrument, an event, an article.
Its id is the *work key*: the canonical symbol, or the ``cited`` key of a `Reference`
(``sales:E.02.II.A.7``). An edge is one reference. Nothing found is dropped: a reference to nothing
that has a key is in ``unresolved``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TypeVar

from graph import sessions
from loaders.errors import InvalidSymbol
from loaders.records import Document, Kind, PartialDate, Reference
from loaders.registries import instruments
from loaders.symbols import Symbol

__all__ = ["LANGUAGES", "Edge", "Lineage", "Node", "cited_key", "registered_name", "symbol_of", "whole_of", "work_key"]

# The official languages in the order in which a work's own facts are taken from its versions.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

_SCHEME_KINDS = {
    "charter": Kind.TREATY,
    "conclusions": Kind.DOCUMENT,
    "event": Kind.EVENT,
    "instrument": Kind.INSTRUMENT,
    "sales": Kind.DOCUMENT,
    "unts": Kind.TREATY,
    "who": Kind.RESOLUTION,
    "imo": Kind.RESOLUTION,
    "iaea": Kind.RESOLUTION,
}
_Item = TypeVar("_Item")
_NAMED = {Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT, Kind.ARTICLE}


@dataclass(frozen=True, slots=True)
class Node:
    """One work, held or only cited.

    ``date`` is the adoption date of a held document, else the date that citing texts print (the one
    most of them print), else the registry's year of a named instrument, else the span that the symbol's
    session or year allows. ``names`` are other ways to say it: aliases of a document, names under which
    an instrument is cited, most used first.
    ``title`` is that of a held document, or the registry's name of a named instrument; ``whole`` is the
    key of the text whose lettered part this is.
    """

    id: str
    kind: Kind
    symbol: Symbol | None = None
    body: str | None = None
    title: str | None = None
    date: PartialDate | None = None
    held: bool = False
    names: tuple[str, ...] = ()
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One reference from ``source`` to ``target`` (work keys).

    ``index`` counts the references of its document from 0; ``language`` is that document's, since a
    work may be held in several.
    """

    source: str
    target: str
    reference: Reference
    index: int
    language: str = "en"


@cache
def symbol_of(key: str) -> Symbol | None:
    """The `Symbol` of a work key, or ``None`` for a key that names something else.

    >>> str(symbol_of("A/RES/67/225")), symbol_of("sales:E.02.II.A.7")
    ('A/RES/67/225', None)
    """
    if ":" in key or key == "charter":
        return None
    try:
        return Symbol.parse(key)
    except InvalidSymbol:
        return None


@cache
def _registered() -> Mapping[str, str]:
    """Keys without a UN symbol to their names in the registry of instruments."""
    names = {"charter": "Charter of the United Nations"}
    for row in instruments.instruments():
        names.setdefault(f"instrument:{row.id}", row.name)
        if row.cited:
            names.setdefault(row.cited, row.name)
    return names


def registered_name(key: str) -> str | None:
    """The name that the registry has for what a key names, or ``None``.

    >>> registered_name("instrument:the-future-we-want")
    'The future we want'
    """
    return _registered().get(key)


def whole_of(key: str) -> str | None:
    """The key of the work that a lettered part or an article of the Charter belongs to, else ``None``.

    >>> whole_of("A/RES/217(III)A"), whole_of("charter:73"), whole_of("A/RES/67/225")
    ('A/RES/217(III)', 'charter', None)
    """
    symbol = symbol_of(key)
    if symbol:
        return str(symbol.whole) if symbol.part else None
    return "charter" if key.startswith("charter:") else None


def work_key(document: Document) -> str:
    """The key of the work that a document is a version of: its symbol, else the hash of its bytes."""
    return document.symbol or f"text:{document.source.sha256[:16]}"


def cited_key(reference: Reference) -> str | None:
    """The key of what a reference cites, or ``None`` where that is not known."""
    return reference.target or reference.cited


def _preference(document: Document) -> tuple[int, str]:
    """Sorts the versions of one work: official languages in their order, then the others."""
    rank = LANGUAGES.index(document.language) if document.language in LANGUAGES else len(LANGUAGES)
    return rank, document.language


def _versions(documents: Iterable[Document]) -> dict[tuple[str, str], Document]:
    """One document for each work and language; of several files of one text the first stands."""
    versions: dict[tuple[str, str], Document] = {}
    for document in documents:
        versions.setdefault((work_key(document), document.language), document)
    return versions


def _most(counted: Counter[PartialDate]) -> PartialDate | None:
    return min(counted, key=lambda each: (-counted[each], each)) if counted else None


@dataclass(slots=True)
class _Gathered:
    """What is known of one work while the documents are read."""

    documents: list[Document] = field(default_factory=list[Document])
    kinds: Counter[Kind] = field(default_factory=Counter[Kind])
    dates: Counter[PartialDate] = field(default_factory=Counter[PartialDate])
    texts: Counter[str] = field(default_factory=Counter[str])
    instruments: Counter[str] = field(default_factory=Counter[str])
    former: list[str] = field(default_factory=list[str])

    def cite(self, reference: Reference) -> None:
        self.kinds[reference.kind] += 1
        self.texts[reference.text] += 1
        if reference.instrument:
            self.instruments[reference.instrument] += 1
        if reference.date:
            self.dates[reference.date] += 1


def _kind(key: str, symbol: Symbol | None, known: _Gathered) -> Kind:
    if symbol:
        return symbol.kind
    if known.documents:
        return known.documents[0].kind
    if known.kinds:
        return min(known.kinds, key=lambda kind: (-known.kinds[kind], kind))
    return _SCHEME_KINDS.get(key.partition(":")[0], Kind.DOCUMENT)


def _date(symbol: Symbol | None, known: _Gathered) -> PartialDate | None:
    for document in known.documents:
        if document.adopted:
            return PartialDate(document.adopted, document.adopted)
    return _most(known.dates) or _registered_year(symbol, known) or (sessions.span(symbol) if symbol else None)


def _instrument(known: _Gathered) -> instruments.Instrument | None:
    """The registry's instrument as which a work is cited, the one most often named."""
    named = [name for name in known.instruments if name in instruments.ids()]
    most = min(named, key=lambda name: (-known.instruments[name], name), default=None)
    return instruments.get(most) if most else None


def _registered_year(symbol: Symbol | None, known: _Gathered) -> PartialDate | None:
    """The year that the registry has for a named instrument, if its symbol allows it."""
    row = _instrument(known)
    if row is None or row.year is None:
        return None
    year, span = PartialDate.of(row.year), sessions.span(symbol) if symbol else None
    return year if span is None or (span.earliest <= year.latest and year.earliest <= span.latest) else None


def _name(key: str, symbol: Symbol | None, known: _Gathered) -> str | None:
    """The registry's name of what is cited: as texts name it there, since one report may hold several."""
    row = None if symbol else _instrument(known)
    return row.name if row else registered_name(key)


def _names(kind: Kind, known: _Gathered) -> tuple[str, ...]:
    aliases = [alias for document in known.documents for alias in document.aliases] + known.former
    printed = sorted(known.texts, key=lambda text: (-known.texts[text], text)) if kind in _NAMED else []
    return tuple(dict.fromkeys([*aliases, *printed]))


def _node(key: str, known: _Gathered) -> Node:
    known.documents.sort(key=_preference)
    symbol = symbol_of(key)
    kind = _kind(key, symbol, known)
    return Node(
        id=key,
        kind=kind,
        symbol=symbol,
        body=next((d.body for d in known.documents if d.body), symbol.body if symbol else None),
        title=next((d.title for d in known.documents if d.title), None) or _name(key, symbol, known),
        date=_date(symbol, known),
        held=bool(known.documents),
        names=_names(kind, known),
        whole=whole_of(key),
    )


@dataclass(frozen=True)
class Lineage:
    """Documents, the works they are and cite, and the references between these.

    ``nodes`` is in the order of its keys; ``edges`` in document order; ``unresolved`` pairs the
    citing work's key with each reference that names nothing known. "The present resolution" is no edge:
    a text does not cite itself.
    """

    documents: tuple[Document, ...]
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    unresolved: tuple[tuple[str, Reference], ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Lineage:
        """The lineage of some documents; the order in which they come changes nothing but that of edges.

        Of two files of one text in one language the first is taken.
        """
        versions = _versions(documents)
        gathered: defaultdict[str, _Gathered] = defaultdict(_Gathered)
        edges: list[Edge] = []
        unresolved: list[tuple[str, Reference]] = []
        for (source, language), document in versions.items():
            gathered[source].documents.append(document)
            for old, new in document.renumbered:  # "resolution 75/245 … becomes resolution 75/245 A"
                gathered[new].former.append(old)
            for index, reference in enumerate(document.references):
                target = cited_key(reference)
                if target is None:
                    unresolved.append((source, reference))
                if target is None or target == source:
                    continue
                gathered[target].cite(reference)
                edges.append(Edge(source, target, reference, index, language))
        for whole in filter(None, map(whole_of, list(gathered))):
            gathered[whole]  # a cited part brings its whole into the graph
        nodes = {key: _node(key, gathered[key]) for key in sorted(gathered)}
        return cls(tuple(versions.values()), nodes, tuple(edges), tuple(unresolved))

    def loose(self) -> Iterator[Edge]:
        """The references that are no edges, with an empty target, in document order."""
        for (source, language), document in _versions(self.documents).items():
            for index, reference in enumerate(document.references):
                if cited_key(reference) in {None, source}:
                    yield Edge(source, "", reference, index, language)

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped(self.edges, (edge.source for edge in self.edges))

    @cached_property
    def _by_target(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped(self.edges, (edge.target for edge in self.edges))

    @cached_property
    def _by_work(self) -> Mapping[str, tuple[Document, ...]]:
        held: defaultdict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            held[work_key(document)].append(document)
        return {key: tuple(sorted(versions, key=_preference)) for key, versions in held.items()}

    def versions(self, key: str) -> tuple[Document, ...]:
        """The documents held of a work, in the order of the official languages."""
        return self._by_work.get(key, ())

    def works(self) -> Iterator[tuple[str, tuple[Document, ...]]]:
        """Each held work with its documents, in the order of their keys."""
        return iter(sorted(self._by_work.items()))

    def cites(self, key: str) -> tuple[Edge, ...]:
        """The references that a work makes, in document order."""
        return self._by_source.get(key, ())

    def cited_by(self, key: str) -> tuple[Edge, ...]:
        """The references made to a work and to its lettered parts."""
        parts = [edge for part in self._parts.get(key, ()) for edge in self._by_target.get(part, ())]
        return (*self._by_target.get(key, ()), *parts)

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        parts = [node for node in self.nodes.values() if node.whole]
        return _grouped([node.id for node in parts], (node.whole or "" for node in parts))

    def missing(self) -> tuple[tuple[Node, int], ...]:
        """Works with a UN symbol that are cited but not held, with the number of citations, most first.

        A lettered part of a held text counts as held.
        """
        absent = [n for n in self.nodes.values() if n.symbol and not n.held and not self._holds_whole(n)]
        counted = [(node, len(self._by_target.get(node.id, ()))) for node in absent]
        return tuple(sorted(((n, c) for n, c in counted if c), key=lambda pair: (-pair[1], pair[0].id)))

    def _holds_whole(self, node: Node) -> bool:
        return node.whole is not None and self.nodes[node.whole].held


def _grouped(items: Iterable[_Item], keys: Iterable[str]) -> dict[str, tuple[_Item, ...]]:
    groups: defaultdict[str, list[_Item]] = defaultdict(list)
    for key, item in zip(keys, items, strict=True):
        groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}
