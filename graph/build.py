"""From documents and failures to the files of a build, and the account of what was done.

Everything is written beside its place and renamed at the end, the records last: a build that is
interrupted leaves the results that were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph.lineage import Lineage, work_key
from graph.results import Results, file_name, replacing
from graph.store import open_store
from graph.store.disk import DiskStore
from graph.store.publish import publish
from graph.store.sync import Change, sync
from loaders import corpus
from loaders.errors import RecallingError
from loaders.records import Document, Reference, Status

__all__ = ["LARGE", "Account", "Gathered", "gather", "name_for", "sample", "write"]

LARGE = 500
"""Documents from which on a build makes a store on disk without being asked."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of the inputs: the documents that could be read, and why the others could not."""

    documents: tuple[Document, ...]
    failures: tuple[RecallingError, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What a build did.

    ``unresolved`` pairs each reference that is not resolved with its document's name; ``files`` are in
    the order in which people want them.
    """

    lineage: Lineage
    references: int
    by_relation: Mapping[str, int]
    by_kind: Mapping[str, int]
    unresolved: tuple[tuple[str, Reference], ...]
    files: tuple[Path, ...]
    change: Change | None = None


def gather(outcomes: Iterable[Document | RecallingError]) -> Gathered:
    """Part the documents from the failures."""
    documents: list[Document] = []
    failures: list[RecallingError] = []
    for outcome in outcomes:
        if isinstance(outcome, Document):
            documents.append(outcome)
        else:
            failures.append(outcome)
    return Gathered(tuple(documents), tuple(failures))


def sample() -> str:
    """The path of the built-in sample, resolution A/RES/67/225."""
    return str(resources.files("loaders.samples") / "A_RES_67_225.txt")


def name_for(documents: tuple[Document, ...], inputs: Iterable[str]) -> str:
    """The name of a build: the one document's symbol, else the one input's base name, else ``lineage``."""
    if len(documents) == 1:
        return file_name(work_key(documents[0]))
    paths = list(inputs)
    if len(paths) == 1 and paths[0] != "-":
        return file_name(Path(paths[0]).resolve().name.split(".")[0])
    return "lineage"


def write(documents: tuple[Document, ...], results: Results, store: str | None = None) -> Account:
    """Write the linked data, the page, the records and, where asked or for many documents, the store."""
    from graph.exports import turtle
    from graph.view import page

    lineage = Lineage.of(documents)
    files = [results.turtle, results.page, results.records]
    store = store or (str(results.store) if len(documents) >= LARGE else None)
    with ExitStack() as stack:
        # Entered last, renamed first: the records, by which a build is found, come last.
        records, html, ttl = (stack.enter_context(replacing(path)) for path in reversed(files))
        with ttl.open("wb") as file:
            turtle.write(lineage, file)
        page.write(lineage, html)
        corpus.write(records, documents)
        change = _stored(store, documents) if store else None
    if store and "://" not in store:
        files.append(Path(store))
    return _account(lineage, tuple(files), change)


def _stored(store: str, documents: tuple[Document, ...]) -> Change:
    """Add the documents to a folder's store, or to a server's."""
    if "://" in store:
        return publish(open_store(store), documents)
    return sync(DiskStore(Path(store)), documents)


def _account(lineage: Lineage, files: tuple[Path, ...], change: Change | None) -> Account:
    found = [(work_key(document), ref) for document in lineage.documents for ref in document.references]
    return Account(
        lineage=lineage,
        references=len(found),
        by_relation=_most_first(ref.relation for _, ref in found),
        by_kind=_most_first(str(ref.kind) for _, ref in found),
        unresolved=tuple(pair for pair in found if pair[1].status is not Status.RESOLVED),
        files=files,
        change=change,
    )


def _most_first(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
