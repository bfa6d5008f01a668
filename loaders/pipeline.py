"""The only place that knows the order: sources, then formats, then references.

Documents stream: whatever the number of workers, they come in the order of the input, and only a
bounded number of files is in memory. Nothing that fails is silent: a file that no reader can read
comes out as the error that says why, in its place.
"""

from __future__ import annotations

import importlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from loaders import formats
from loaders.errors import DamagedDocument, RecallingError, SourceError
from loaders.records import Document
from loaders.sources import RawFile, files

__all__ = ["Outcome", "documents", "load"]

Outcome: TypeAlias = Document | RecallingError
_Batch: TypeAlias = list[RawFile | SourceError]
_Task: TypeAlias = tuple[_Batch, Future[list[tuple[Outcome, ...]]]]

# A task is worth its trip to another process from about this many bytes on.
_BATCH_BYTES = 2 * 2**20
_BATCH_FILES = 64
_AHEAD = 3


def load(paths: Iterable[str | Path], *, workers: int = 1, executor: Executor | None = None) -> Iterator[Outcome]:
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
    workers = workers or os.cpu_count() or 1
    found = files.read(paths)
    if executor is None and workers == 1:
        for item in found:
            yield from documents(item)
        return
    with ExitStack() as stack:
        pool = executor or stack.enter_context(ProcessPoolExecutor(workers))
        yield from _spread(found, pool, _AHEAD * workers)


def documents(item: RawFile | SourceError) -> tuple[Outcome, ...]:
    """The documents of one file, or the one error that says why there are none."""
    if isinstance(item, SourceError):
        return (item,)
    try:
        return tuple(_find(document) for document in formats.read(item))
    except RecallingError as error:
        return (error,)
    except Exception as error:  # a reader's own fault must not end the run, and is told with its kind
        return (_unexpected(error, item),)


def _unexpected(error: Exception, raw: RawFile) -> DamagedDocument:
    kind = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    damaged = DamagedDocument(f"the reader failed ({kind}); please report this file", raw.file)
    damaged.__cause__ = error
    return damaged


def _find(document: Document) -> Document:
    # Heavy: its registries are read when the first text needs them.
    find = importlib.import_module("loaders.references").find
    found: Document = find(document)
    return found


def _batch(items: _Batch) -> list[tuple[Outcome, ...]]:
    return [documents(item) for item in items]


def _spread(found: Iterator[RawFile | SourceError], pool: Executor, ahead: int) -> Iterator[Outcome]:
    """Send batches to the pool, at most ``ahead`` at once, and give their results in order."""
    waiting: deque[_Task] = deque()
    for batch in _batches(found):
        waiting.append((batch, pool.submit(_batch, batch)))
        if len(waiting) >= ahead:
            yield from _collected(*waiting.popleft())
    while waiting:
        yield from _collected(*waiting.popleft())


def _collected(batch: _Batch, future: Future[list[tuple[Outcome, ...]]]) -> Iterator[Outcome]:
    """The results of a batch; if its process died, each of its files says so, for one of them killed it."""
    try:
        results = future.result()
    except BrokenExecutor as error:
        results = [(item if isinstance(item, SourceError) else _unexpected(error, item),) for item in batch]
    for outcomes in results:
        yield from outcomes


def _batches(found: Iterator[RawFile | SourceError]) -> Iterator[_Batch]:
    batch: _Batch = []
    size = 0
    for item in found:
        batch.append(item)
        size += len(item.data) if isinstance(item, RawFile) else 0
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
