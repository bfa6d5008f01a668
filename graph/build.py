"""From documents to the files of a build, and the account of what was done.

Everything is written beside its place and renamed at the end, the records last: a build that is
interrupted leaves the results that were there. Up to `LARGE` documents are held in memory and get
linked data and a page; more than that stream, one at a time, into a store on disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import resources
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from graph.lineage import Lineage, cited_key, work_key
from graph.rdf import Settings
from graph.results import Results, file_name, replacing
from graph.store import open_store
from graph.store.disk import DiskStore
from graph.store.prepared import Prepared
from graph.store.publish import publish
from graph.store.sync import Change, sync
from graph.unfinished import Unfinished
from loaders import corpus
from loaders.errors import RecallingError
from loaders.records import Document, Reference, Status

Given = TypeVar("Given", bound=Document | Prepared)

__all__ = ["LARGE", "Made", "Tally", "make", "name_for", "name_of_many", "recorded", "sample", "unfinished", "write"]

LARGE = 500
"""Documents up to which a build is held in memory and drawn as one page."""
_EXAMPLES = 10


@dataclass(slots=True)
class Tally:
    """What passed through a build: counted as it passes, so that nothing has to be kept.

    ``examples`` are the first unresolved references, each with its document's name.
    """

    documents: int = 0
    works: set[str] = field(default_factory=set[str])
    targets: set[str] = field(default_factory=set[str])
    references: int = 0
    relations: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[str] = field(default_factory=Counter[str])
    statuses: Counter[str] = field(default_factory=Counter[str])
    examples: list[tuple[str, Reference]] = field(default_factory=list[tuple[str, Reference]])
    failures: list[RecallingError] = field(default_factory=list[RecallingError])

    def documents_of(self, outcomes: Iterable[Given | RecallingError]) -> Iterator[Given]:
        """The documents among the outcomes, counted; the failures are kept aside."""
        for outcome in outcomes:
            if isinstance(outcome, RecallingError):
                self.failures.append(outcome)
            else:
                self._count(self._seen(outcome))
                yield outcome

    def _seen(self, given: Document | Prepared) -> Document:
        """What to count; the words of an example are in the whole document only."""
        if isinstance(given, Document):
            return given
        return given.document() if len(self.examples) < _EXAMPLES else corpus.decode(given.thin)

    def _count(self, document: Document) -> None:
        self.documents += 1
        self.works.add(work_key(document))
        for reference in document.references:
            self.references += 1
            self.relations[reference.relation] += 1
            self.kinds[str(reference.kind)] += 1
            self.statuses[str(reference.status)] += 1
            self.targets.update(filter(None, [cited_key(reference)]))
            if reference.status is not Status.RESOLVED and len(self.examples) < _EXAMPLES:
                self.examples.append((work_key(document), reference))

    @property
    def unresolved(self) -> dict[str, int]:
        """How many references have each status but resolved, most first."""
        return {status: count for status, count in self.statuses.most_common() if status != Status.RESOLVED}


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a build in the order in which people want them, and what a store took in."""

    files: tuple[Path, ...]
    change: Change | None = None


def sample() -> str:
    """The path of the built-in sample, resolution A/RES/67/225."""
    return str(resources.files("loaders.samples") / "A_RES_67_225.txt")


def name_for(documents: Iterable[Document], inputs: Iterable[str]) -> str:
    """The name of a build: the one document's symbol, else the one input's base name, else ``lineage``."""
    first = list(islice(documents, 2))
    if len(first) == 1:
        return file_name(work_key(first[0]))
    return name_of_many(inputs)


def name_of_many(inputs: Iterable[str]) -> str:
    """The name of a build of several documents: the one input's base name, else ``lineage``."""
    paths = list(inputs)
    if len(paths) == 1 and paths[0] != "-":
        return file_name(Path(paths[0]).resolve().name.split(".")[0])
    return "lineage"


def make(
    documents: Iterator[Document | Prepared],
    inputs: Iterable[str],
    out: Path,
    name: str | None = None,
    store: str | None = None,
) -> Made:
    """Build from a stream of documents; nothing is written where there is none.

    ``store`` is a folder or a server's address to add the documents to as well.
    """
    first = list(islice(documents, LARGE + 1))
    if not first:
        return Made(())
    if len(first) > LARGE:
        results = Results(out, file_name(name) if name else name_of_many(inputs))
        return _stream(chain(first, documents), results, store or str(results.store))
    held = tuple(map(_whole, first))
    return write(held, Results(out, file_name(name) if name else name_for(held, inputs)), store)


def unfinished(results: Results) -> Unfinished:
    """The records that a large build left when it was interrupted."""
    return Unfinished(results.records, Settings.from_environment().version)


def recorded(inputs: Iterable[str], out: Path, name: str | None = None) -> Path | None:
    """The records of an interrupted run of a large build, to be read instead of its texts."""
    return unfinished(Results(out, file_name(name) if name else name_of_many(inputs))).found()


def _whole(given: Document | Prepared) -> Document:
    return given if isinstance(given, Document) else given.document()


def write(documents: tuple[Document, ...], results: Results, store: str | None = None) -> Made:
    """Write the linked data, the page, the records and, where asked, the store."""
    from graph.analysis import spines
    from graph.exports import turtle
    from graph.view import page

    lineage = Lineage.of(documents)
    files = (results.turtle, results.page, results.records)
    with ExitStack() as stack:
        # Entered last, renamed first: the records, by which a build is found, come last.
        records, html, ttl = (stack.enter_context(replacing(path)) for path in reversed(files))
        with ttl.open("wb") as file:
            turtle.write(lineage, file)
        page.write(lineage, html, spines=spines(lineage))
        corpus.write(records, documents)
        change = _stored(store, documents) if store else None
    return Made((*files, *_folder(store)), change)


def _stream(documents: Iterator[Document | Prepared], results: Results, store: str) -> Made:
    """Write the records and the store while the documents are read; both can be resumed."""
    with unfinished(results).writing() as records:
        change = _stored(store, _recorded(documents, records))
    return Made((results.records, *_folder(store)), change)


def _recorded(documents: Iterable[Document | Prepared], records: BinaryIO) -> Iterator[Document | Prepared]:
    for given in documents:
        records.write((given.record if isinstance(given, Prepared) else corpus.encode(given)) + b"\n")
        yield given


def _stored(store: str, documents: Iterable[Document | Prepared]) -> Change:
    """Add the documents to a folder's store, or to a server's."""
    if "://" in store:
        return publish(open_store(store), documents)
    return sync(DiskStore(Path(store)), documents)


def _folder(store: str | None) -> tuple[Path, ...]:
    return (Path(store),) if store and "://" not in store else ()
