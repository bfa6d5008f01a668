"""Graphs in files on their way into a store, and the one thread that loads them while more are made.

Few large loads need less sorting afterwards than many small ones. What waits to be loaded waits in files,
not in memory; so whoever makes the graphs need not stop while the disk is at work.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from graph.store.interface import GraphData

__all__ = ["Batch", "batches", "in_turn", "room"]

T = TypeVar("T")
SIZE = 128 * 1024 * 1024
"""Bytes of triples in one batch; the engine needs five times as much memory to sort them."""
WAITING = 4
"""Batches that may be whole and wait while another one is loaded."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Graphs that are loaded at once: their names, and a file that holds them as TriG."""

    iris: tuple[str, ...]
    path: Path


def batches(graphs: Iterable[GraphData], folder: Path) -> Iterator[Batch]:
    """The graphs in files of about `SIZE` bytes in a folder, each written when it is asked for."""
    rest = iter(graphs)
    for number, first in enumerate(rest):
        path = folder / f"{number}.trig"
        yield Batch(tuple(_written(first, rest, path)), path)


def _written(first: GraphData, rest: Iterator[GraphData], path: Path) -> Iterator[str]:
    with path.open("wb") as file:
        graph: GraphData | None = first
        while graph:
            file.writelines(trig(graph))
            yield graph.iri
            graph = next(rest, None) if file.tell() < SIZE else None


def trig(graph: GraphData) -> tuple[bytes, bytes, bytes]:
    """The graph as TriG, in pieces: N-Triples between braces are that already."""
    return f"<{graph.iri}> {{\n".encode(), graph.triples, b"}\n"


@contextmanager
def room(folder: Path | None) -> Generator[Path]:
    """An empty folder for batches until the block ends: this one, where an interrupted run may have left some."""
    if folder is None:
        with TemporaryDirectory() as name:
            yield Path(name)
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_turn(work: Callable[[T], None], items: Iterable[T]) -> None:
    """Work on the items one after the other in a thread, while the next ones are made here.

    After a failure, which is raised here, nothing more is begun. What was handed over before items end, or
    their maker fails, is finished.
    """
    with ThreadPoolExecutor(1) as thread:
        begun: deque[Future[None]] = deque()
        for item in items:
            while len(begun) > WAITING:
                begun.popleft().result()
            begun.append(thread.submit(_after, begun[-1] if begun else None, work, item))
        for each in begun:
            each.result()


def _after(before: Future[None] | None, work: Callable[[T], None], item: T) -> None:
    if before:
        before.result()  # what failed before fails this as well
    work(item)
