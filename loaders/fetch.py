"""Bring a resolution and the generations of what it recalls, politely and never the same twice.

The walk goes by generations: what was asked for is generation 0, what those texts cite is 1, and so
on. What the folder already holds (`loaders.holdings`) is read from there and not asked for again, so
a walk that was broken off goes on where it stopped. Cycles end, since every document is visited once.

Sources are tried in order: the UN's XML, then Word and PDF from its document service, then the file
of the catalogue's record. The first file that can be read is kept; a file that nobody could read (a
scan without text, for one) is kept too, and its problem is told.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from loaders.errors import InvalidSymbol, RecallingError, SourceError
from loaders.holdings import Holdings, Row
from loaders.records import Document, Kind
from loaders.sources import RawFile, library, undocs, unxml
from loaders.sources.http import Answer, Client
from loaders.symbols import Symbol

__all__ = ["FOLLOWED", "Held", "Missing", "Plan", "Source", "cited", "sources", "walk"]

FOLLOWED = frozenset({Kind.RESOLUTION, Kind.DECISION, Kind.STATEMENT})

Outcome: TypeAlias = Document | RecallingError
Reader: TypeAlias = Callable[[RawFile], Sequence[Outcome]]


class Source(Protocol):
    """Something that gives a document by symbol and language, or raises an error of this project."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def fetch(self, symbol: Symbol, language: str = "en", *, refresh: bool = False) -> Answer:
        """The document's bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A document that is in the folder. ``new`` says that it was fetched now.

    ``symbol`` is what was asked for; ``holds`` the symbol of the file, which is the whole text where
    a lettered part has no document of its own. ``problem`` says why it could not be read, if so.
    """

    symbol: Symbol
    holds: Symbol
    generation: int
    path: Path
    url: str
    new: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that could not be had, with the reason that each source gave."""

    symbol: Symbol
    generation: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a walk may do.

    ``depth`` counts generations of what is recalled (0: only what is asked for), ``limit`` documents
    in all; ``followed`` are the kinds of cited things; ``refresh`` asks anew for what is held.
    """

    depth: int = 1
    language: str = "en"
    limit: int = 200
    followed: frozenset[Kind] = FOLLOWED
    refresh: bool = False


def sources(client: Client, environ: Mapping[str, str] = os.environ) -> tuple[Source, ...]:
    """The sources in the order they are tried.

    The environment may name other addresses: ``RECALLING_GITHUB_API`` and ``RECALLING_GITHUB_RAW``
    for the UN's XML, ``RECALLING_DOCUMENTS_API`` and ``RECALLING_DOCUMENTS_VIEWER`` for Word and PDF,
    ``RECALLING_LIBRARY`` for the Digital Library.
    """

    def at(name: str, otherwise: str) -> str:
        return (environ.get(f"RECALLING_{name}") or otherwise).rstrip("/")

    return (
        unxml.Repositories(client, at("GITHUB_API", unxml.API), at("GITHUB_RAW", unxml.RAW)),
        undocs.Documents(client, at("DOCUMENTS_API", undocs.API), at("DOCUMENTS_VIEWER", undocs.VIEWER)),
        library.Library(client, at("LIBRARY", library.BASE)),
    )


def cited(documents: Iterable[Document], followed: frozenset[Kind] = FOLLOWED) -> tuple[Symbol, ...]:
    """The symbols that texts cite, of the kinds followed, each once, in the order they are first cited.

    A text's citations of itself or of its own parts are left out.
    """
    texts = list(documents)
    own = {symbol.whole for text in texts if (symbol := _parsed(text.symbol))}
    found: dict[Symbol, None] = {}
    for reference in (reference for text in texts for reference in text.references):
        symbol = _parsed(reference.target) if reference.kind in followed else None
        if symbol and symbol.whole not in own:
            found.setdefault(symbol)
    return tuple(found)


def _parsed(text: str | None) -> Symbol | None:
    try:
        return Symbol.parse(text) if text else None
    except InvalidSymbol:
        return None


def _candidates(symbol: Symbol) -> tuple[Symbol, ...]:
    """The documents that may hold a text: its own, and the whole that it is a part of."""
    return (symbol,) if symbol.part is None else (symbol, symbol.whole)


def _pipeline(raw: RawFile) -> Sequence[Outcome]:
    from loaders import pipeline  # heavy, and not needed to know what a walk is

    return pipeline.documents(raw)


def walk(
    symbols: Iterable[Symbol],
    folder: Path,
    sources: Sequence[Source],
    plan: Plan | None = None,
    read: Reader = _pipeline,
) -> Iterator[Held | Missing]:
    """Fetch generation by generation, and tell of each document as it comes.

    Parameters
    ----------
    symbols
        Generation 0.
    folder
        Where files and manifest are kept.
    sources
        Tried in order.
    plan
        Depth, language, limit.
    read
        Makes documents with references of a file (the pipeline).

    Raises
    ------
    SourceError
        The folder cannot be read or written.

    """
    return _Walk(Holdings(folder), sources, plan or Plan(), read).run(dict.fromkeys(symbols))


class _Walk:
    def __init__(self, holdings: Holdings, sources: Sequence[Source], plan: Plan, read: Reader) -> None:
        self._holdings, self._sources, self._plan, self._read = holdings, sources, plan, read
        self._seen: set[Symbol] = set()
        self._count = 0

    def run(self, wave: dict[Symbol, None]) -> Iterator[Held | Missing]:
        for generation in range(self._plan.depth + 1):
            following: dict[Symbol, None] = {}
            for symbol in wave:
                if symbol in self._seen:
                    continue
                outcome, documents = self._visit(symbol, generation)
                yield outcome
                following |= dict.fromkeys(cited(documents, self._plan.followed))
            wave = following

    def _visit(self, symbol: Symbol, generation: int) -> tuple[Held | Missing, list[Document]]:
        self._seen.add(symbol)
        if self._count >= self._plan.limit:
            return Missing(symbol, generation, (f"not asked for: the limit is {self._plan.limit} documents",)), []
        self._count += 1
        return self._kept(symbol, generation) or self._fetched(symbol, generation)

    def _kept(self, symbol: Symbol, generation: int) -> tuple[Held, list[Document]] | None:
        if self._plan.refresh:
            return None
        for candidate in _candidates(symbol):
            held = self._holdings.get(candidate, self._plan.language)
            if held:
                documents, problem = self._opened(held[1])
                return self._told(symbol, candidate, generation, held[0], False, problem), documents
        return None

    def _fetched(self, symbol: Symbol, generation: int) -> tuple[Held | Missing, list[Document]]:
        """Ask source after source until a file can be read; else keep the first that came at all."""
        reasons: list[str] = []
        unread: tuple[Symbol, Answer, str] | None = None
        for source, candidate in ((s, c) for s in self._sources for c in _candidates(symbol)):
            try:
                answer = source.fetch(candidate, self._plan.language, refresh=self._plan.refresh)
            except RecallingError as error:
                reasons.append(f"{source.name}: {_message(error)}")
                continue
            documents, problem = self._opened(undocs.raw_file(candidate, self._plan.language, answer))
            if not problem:
                return self._stored(symbol, candidate, generation, answer, ""), documents
            unread = unread or (candidate, answer, problem)
        if unread:
            return self._stored(symbol, unread[0], generation, unread[1], unread[2]), []
        return Missing(symbol, generation, tuple(dict.fromkeys(reasons))), []

    def _opened(self, raw: RawFile) -> tuple[list[Document], str]:
        """The texts of a file, and why none could be read if so."""
        outcomes = self._read(raw)
        documents = [outcome for outcome in outcomes if isinstance(outcome, Document)]
        errors = [_message(outcome) for outcome in outcomes if isinstance(outcome, RecallingError)]
        return documents, "" if documents else "; ".join(errors) or "there is no text in it"

    def _stored(self, symbol: Symbol, holds: Symbol, generation: int, answer: Answer, problem: str) -> Held:
        raw = undocs.raw_file(holds, self._plan.language, answer)
        row = self._holdings.put(holds, self._plan.language, raw, answer.retrieved)
        return self._told(symbol, holds, generation, row, True, problem)

    def _told(self, symbol: Symbol, holds: Symbol, generation: int, row: Row, new: bool, problem: str) -> Held:
        self._seen.add(holds)
        return Held(symbol, holds, generation, self._holdings.folder / row.file, row.url, new, problem)


def _message(error: RecallingError) -> str:
    return error.message if isinstance(error, SourceError) else str(error)
