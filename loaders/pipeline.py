"""The only place that knows the order: sources, then formats, then references.

Documents stream: whatever the number of workers, they come in the order of the input, and only a
bounded number of files is in memory. Nothing that fails is silent: a file that no reader can read
comes out as the error that says why, in its place. A file that kills its worker is found by trying
the files of its batch apart, and is told like any other; no other file is lost or read twice.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import msgspec

from loaders import executors, formats
from loaders.errors import DamagedDocument, RecallingError, SourceError, SourceNotFound
from loaders.executors import Workers
from loaders.records import Document
from loaders.sources import OnDisk, RawFile, files

__all__ = ["Outcome", "count", "documents", "load", "stream", "unknown"]

T = TypeVar("T")
Outcome: TypeAlias = Document | RecallingError
_Item: TypeAlias = RawFile | OnDisk | SourceError
_Results: TypeAlias = list[tuple[T | RecallingError, ...]]

Known: TypeAlias = Callable[[RawFile], tuple[Document, ...] | None]

# A task is worth its trip to another process from about this many bytes on.
_BATCH_BYTES = 2 * 2**20
_BATCH_FILES = 64
_AHEAD = 3
"""Batches on their way for each worker: enough that none waits while results are written."""
_ENCODER = msgspec.json.Encoder()
_UNPACK = msgspec.json.Decoder(Document).decode


def unknown(_: RawFile) -> None:
    """Of no file are the documents known."""


def load(
    paths: Iterable[str | Path], *, workers: int = 1, executor: Executor | Workers | None = None
) -> Iterator[Outcome]:
    """Every document under the paths with its references, and every failure, in the order of the input.

    Parameters
    ----------
    paths
        Files, folders, zip archives, or ``-`` for standard input.
    workers
        Processes to read in; 1 reads here, 0 takes one a processor.
    executor
        Any `concurrent.futures.Executor` to send the work to instead (many machines, for one).

    Yields
    ------
    Document or RecallingError
        A `SourceError` for bytes that could not be had, a `DocumentError` for bytes that are no
        document; an unexpected error is a `DamagedDocument` that keeps its type and message.

    """
    if executor is None and workers == 1:
        yield from stream(paths, _itself)
        return
    # Packed documents cross processes in half the time that pickled ones take.
    for outcome in stream(paths, _packed, workers=workers, executor=executor):
        yield _UNPACK(outcome) if isinstance(outcome, bytes) else outcome


def stream(
    paths: Iterable[str | Path],
    then: Callable[[Document], T],
    *,
    workers: int = 1,
    executor: Executor | Workers | None = None,
    done: Callable[[int], object] = lambda _: None,
    known: Known = unknown,
) -> Iterator[T | RecallingError]:
    """As `load`, but what ``then`` makes of each document where it was read, which may be far away.

    Parameters
    ----------
    paths, workers, executor
        As for `load`.
    then
        A function that can be sent by its name (or a `functools.partial` of one).
    done
        Told how many files were finished, as they are.
    known
        Gives the documents of a file that need not be read again, else ``None``; it is sent as ``then`` is.

    """
    work = partial(_made, then, known)
    with nullcontext(_workers(executor)) if executor else executors.opened(None, workers) as pool:
        found = files.found(paths, leave=pool.sees) if pool else files.found(paths)
        spread = _spread(found, pool, work) if pool else ([work(item)] for item in found)
        for results in spread:
            for outcomes in results:
                yield from outcomes
            done(len(results))


def count(paths: Iterable[str | Path]) -> int | None:
    """About how many files there are under the paths, for those who wait; ``None`` where nobody knows."""
    return files.count(paths)


def _workers(executor: Executor | Workers) -> Workers:
    return executor if isinstance(executor, Workers) else Workers(executor, 1)


def documents(item: RawFile | OnDisk | SourceError) -> tuple[Outcome, ...]:
    """The documents of one file, or the one error that says why there are none."""
    return _made(_itself, unknown, item)


def _itself(document: Document) -> Document:
    return document


def _packed(document: Document) -> bytes:
    return _ENCODER.encode(document)


def _made(then: Callable[[Document], T], known: Known, item: _Item) -> tuple[T | RecallingError, ...]:
    """What is made of the documents of one file, or the one error that says why there are none."""
    if isinstance(item, SourceError):
        return (item,)
    try:
        raw = _read(item)
        return tuple(map(then, known(raw) or map(_find, formats.read(raw))))
    except RecallingError as error:
        return (error,)
    except Exception as error:  # a reader's own fault must not end the run, and is told with its kind
        return (_unexpected(error, item.file),)


def _read(item: RawFile | OnDisk) -> RawFile:
    if isinstance(item, RawFile):
        return item
    try:
        return item.read()
    except OSError as error:
        raise SourceNotFound(f"the file could not be read: {error.strerror or error}", item.file) from error


def _unexpected(error: Exception, file: str) -> DamagedDocument:
    kind = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    damaged = DamagedDocument(f"the reader failed ({kind}); please report this file", file)
    damaged.__cause__ = error
    return damaged


def _find(document: Document) -> Document:
    # Heavy: its registries are read when the first text needs them.
    find = importlib.import_module("loaders.references").find
    found: Document = find(document)
    return found


def _batch(work: Callable[[_Item], tuple[T | RecallingError, ...]], items: list[_Item]) -> _Results[T]:
    return [work(item) for item in items]


@dataclass(frozen=True, slots=True)
class _Task(Generic[T]):
    items: list[_Item]
    future: Future[_Results[T]]

    def result(self) -> _Results[T]:
        return self.future.result()


def _sent(pool: Workers, work: Callable[[list[_Item]], _Results[T]], items: list[_Item]) -> _Task[T]:
    """A batch on its way; an executor that is broken for good fails each of them alike."""
    try:
        return _Task(items, pool.executor.submit(work, items))
    except BrokenExecutor as error:
        future: Future[_Results[T]] = Future()
        future.set_exception(error)
        return _Task(items, future)


def _spread(
    found: Iterator[_Item], pool: Workers, each: Callable[[_Item], tuple[T | RecallingError, ...]]
) -> Iterator[_Results[T]]:
    """Send batches to the pool, a few ahead, and give their results in order."""
    waiting: deque[_Task[T]] = deque()
    work: Callable[[list[_Item]], _Results[T]] = partial(_batch, each)
    try:
        for items in _batches(found):
            waiting.append(_sent(pool, work, items))
            if len(waiting) >= _AHEAD * pool.count:
                yield _collected(waiting.popleft(), pool, work)
        while waiting:
            yield _collected(waiting.popleft(), pool, work)
    finally:
        for task in waiting:  # only where the run ends early
            task.future.cancel()


def _collected(task: _Task[T], pool: Workers, work: Callable[[list[_Item]], _Results[T]]) -> _Results[T]:
    """The results of a batch. If its worker died, the halves are tried apart, down to the file that kills."""
    try:
        return task.result()
    except Exception as error:
        if not executors.is_broken(error):
            raise
        if len(task.items) == 1:
            return [_killed(task, pool, work)]
    middle = len(task.items) // 2
    halves = (task.items[:middle], task.items[middle:])
    return [outcomes for items in halves for outcomes in _collected(_sent(pool, work, items), pool, work)]


def _killed(
    task: _Task[T], pool: Workers, work: Callable[[list[_Item]], _Results[T]]
) -> tuple[T | RecallingError, ...]:
    """A file alone with its worker when that died: once more, since another file's worker may have broken the pool."""
    (item,) = task.items
    try:
        (outcomes,) = _sent(pool, work, task.items).result()
    except Exception as error:
        if not executors.is_broken(error):
            raise
        return (item,) if isinstance(item, SourceError) else (_unexpected(error, item.file),)
    return outcomes


def _batches(found: Iterator[_Item]) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    size = 0
    for item in found:
        batch.append(item)
        size += _size(item)
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(item: _Item) -> int:
    if isinstance(item, SourceError):
        return 0
    return item.size if isinstance(item, OnDisk) else len(item.data)
