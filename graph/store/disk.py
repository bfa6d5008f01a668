"""A store on disk that is always whole: each writing run makes a new generation and then switches.

::

    folder/
      CURRENT      the name of the generation that readers open; replaced in one step
      g000007/     that generation: an Oxigraph database (db) and beside it what `graph.store.sync` keeps
                   (records, manifest); nobody writes to it again
      g000006/     the one before, kept for readers that still have it open
      lock         held by the one process that writes

A run starts from a checkpoint of the current generation (hard links, some milliseconds whatever its
size) and changes the checkpoint only. Killed at any moment, it leaves at most an unfinished
folder that CURRENT does not name and that the next run clears away. A reader never meets a
writer, which Oxigraph leaves undefined.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.store import sparql as words
from graph.store.answers import Answer
from graph.store.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing
from graph.store.interface import GraphData
from graph.store.limits import within
from graph.store.oxigraph import OxigraphStore, ask, open_disk
from graph.store.prefixes import PREFIXES

__all__ = ["JOURNAL", "SIDECARS", "DiskStore", "Generation", "is_store"]

_GENERATION = re.compile(r"g(\d{6})")


SIDECARS = ("records.jsonl", "manifest.json")
"""Files of a generation beside its database; a run that does not write them anew hands them on."""


JOURNAL = "journal"
"""What a run that can be resumed notes in its generation while it is unfinished."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that is being written: its folder and its open database."""

    folder: Path
    store: OxigraphStore


def is_store(folder: Path) -> bool:
    """Whether a folder is a store of this kind, finished or not."""
    return folder.is_dir() and ((folder / "CURRENT").exists() or any(_generations(folder)))


class DiskStore:
    """A folder of generations behind the common interface."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reader: tuple[Path, OxigraphStore] | None = None

    @property
    def name(self) -> str:
        """The folder."""
        return f"Oxigraph on disk, {self.folder}"

    def current(self) -> Path:
        """The generation that readers open.

        Raises
        ------
        StoreMissing, StoreDamaged
            Nothing was ever finished here, or CURRENT names what is not there.

        """
        pointer = self.folder / "CURRENT"
        if not pointer.is_file():
            raise StoreMissing(
                f"{self.folder}: no store is here; make one with `recalling build --store {self.folder}`"
            )
        name = pointer.read_text("utf-8", "replace").strip()
        if not _GENERATION.fullmatch(name) or not (self.folder / name).is_dir():
            raise StoreDamaged(
                f"{pointer}: names no generation of this store ({name[:40]!r}); "
                "delete the folder and make it again with `recalling build --store`"
            )
        return self.folder / name

    def finished(self) -> Path | None:
        """The generation that readers open, or ``None`` where nothing was ever finished."""
        return self.current() if (self.folder / "CURRENT").exists() else None

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """Answer from the current generation, opened for reading only."""
        form = words.check(sparql, PREFIXES)
        if timeout is None:
            return ask(self._open().engine, form, sparql, limit)
        path = self.current()  # opened by the child: Oxigraph's threads do not survive a fork
        return within(timeout, lambda: ask(open_disk(path / "db", write=False), form, sparql, limit))

    def _open(self) -> OxigraphStore:
        path = self.current()
        if self._reader is None or self._reader[0] != path:
            self._reader = path, OxigraphStore(open_disk(path / "db", write=False), self.name)
        return self._reader[1]

    def graphs(self) -> tuple[str, ...]:
        """The named graphs that hold triples."""
        return self._open().graphs()

    def dump(self, out: BinaryIO) -> None:
        """Write N-Quads."""
        self._open().dump(out)

    def put(self, graphs: Iterable[GraphData]) -> None:
        """Replace each of these graphs, all of them or none."""
        with self.writing() as generation:
            generation.store.fill(graphs)

    def add(self, graphs: Iterable[GraphData]) -> None:
        """Add triples to these graphs, all of them or none."""
        with self.writing() as generation:
            generation.store.add(graphs)

    def drop(self, iris: Iterable[str]) -> None:
        """Remove these graphs, all of them or none."""
        with self.writing() as generation:
            generation.store.drop(iris)

    def update(self, sparql: str) -> None:
        """Run one update, all of it or nothing."""
        with self.writing() as generation:
            generation.store.update(sparql)

    def close(self) -> None:
        """Let go of the generation that was read."""
        self._reader = None

    @contextmanager
    def writing(self, resumed: bool = False) -> Generator[Generation]:
        """The next generation, open for writing; readers get it when the block ends well.

        ``resumed`` goes on with the generation of a run that was interrupted, if there is one that kept a
        `JOURNAL`, and leaves this one for the next run if it is interrupted itself.

        Raises
        ------
        StoreLocked
            Another process is writing.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with _locked(self.folder):
            target, store = (self._resumed() if resumed else None) or self._begun()
            try:
                yield Generation(target, store)
                store.engine.flush()
            except BaseException:
                store.close()
                if not (resumed and (target / JOURNAL).exists()):
                    shutil.rmtree(target, ignore_errors=True)
                raise
            store.close()
            (target / JOURNAL).unlink(missing_ok=True)
            self._switch(target)

    def _begun(self) -> tuple[Path, OxigraphStore]:
        target = self._next_generation()
        return target, self._writable(target)

    def _writable(self, generation: Path) -> OxigraphStore:
        return OxigraphStore(open_disk(generation / "db", write=True), self.name, generation / "batches")

    def _resumed(self) -> tuple[Path, OxigraphStore] | None:
        """The unfinished generation after the current one, if its run kept a journal and it can be opened."""
        current = self.finished()
        target = self.folder / f"g{(int(current.name[1:]) if current else 0) + 1:06}"
        if not (target / JOURNAL).exists():
            return None
        try:
            return target, self._writable(target)
        except StoreError:
            return None

    def _next_generation(self) -> Path:
        """A checkpoint of what is there, or a new folder; leftovers of a killed run are cleared away."""
        current = self.finished()
        kept = int(current.name[1:]) if current else 0
        for path in _generations(self.folder):
            if int(path.name[1:]) > kept:
                (path / JOURNAL).unlink(missing_ok=True)  # first: what is half cleared away is not to be resumed
                shutil.rmtree(path)
        target = self.folder / f"g{kept + 1:06}"
        target.mkdir()
        if current:
            open_disk(current / "db", write=False).backup(str(target / "db"))
            for name in SIDECARS:
                if (current / name).exists():
                    shutil.copyfile(current / name, target / name)
        return target

    def _switch(self, target: Path) -> None:
        pointer = self.folder / "CURRENT"
        beside = self.folder / "CURRENT.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(f"{target.name}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(pointer)
        for path in _generations(self.folder):
            if int(path.name[1:]) < int(target.name[1:]) - 1:
                shutil.rmtree(path, ignore_errors=True)


def _generations(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if _GENERATION.fullmatch(path.name))


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Hold the folder's lock. SQLite's own file lock serves on every system and dies with its process."""
    connection = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreLocked(
            f"{folder}: another process is writing to this store; wait until it is done, or end it, and run this again"
        ) from error
    try:
        yield
    finally:
        connection.close()
