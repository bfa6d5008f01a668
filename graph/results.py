"""What a build leaves in a folder, and how the next command finds it again.

A build named ``A_RES_67_225`` leaves ``A_RES_67_225.jsonl`` (the records, from which all else can be
made again), ``.ttl``, ``.html`` and, for large ones, ``.store``. The newest build of a folder is the
one whose records were written last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.store.errors import StoreMissing

__all__ = ["FOLDER", "Results", "file_name", "newest", "replacing"]

FOLDER = Path("output")
"""Where results go unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Results:
    """The files of one build."""

    folder: Path
    name: str

    @property
    def records(self) -> Path:
        """The documents and their references, as JSON Lines."""
        return self.folder / f"{self.name}.jsonl"

    @property
    def turtle(self) -> Path:
        """The linked data."""
        return self.folder / f"{self.name}.ttl"

    @property
    def page(self) -> Path:
        """The page to open in a browser."""
        return self.folder / f"{self.name}.html"

    @property
    def store(self) -> Path:
        """The store on disk, where the build was large."""
        return self.folder / f"{self.name}.store"

    def queried(self) -> Path:
        """What a query reads: the store if there is one, else the linked data."""
        return self.store if self.store.is_dir() else self.turtle


def newest(folder: Path) -> Results:
    """The newest build in a folder; `StoreMissing` says how to make one."""
    found = (
        sorted(folder.glob("*.jsonl"), key=lambda path: (path.stat().st_mtime_ns, path.name)) if folder.is_dir() else []
    )
    if not found:
        raise StoreMissing(f"{folder}: nothing was built here yet; run `recalling build`, or name a place with --from")
    return Results(folder, found[-1].name.removesuffix(".jsonl"))


def file_name(text: str) -> str:
    """A text as a file name that every system takes: ``A/RES/67/225`` becomes ``A_RES_67_225``.

    >>> file_name("A/RES/217(III)A")
    'A_RES_217_III_A'
    """
    return re.sub(r"[^\w.\-]+", "_", text).strip("._")[:120] or "lineage"


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A path beside ``path`` to write to; it takes the place of ``path`` when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, work: Callable[[IO[bytes]], object]) -> None:
    """Let ``work`` write a file that appears whole or not at all."""
    with replacing(path) as beside, beside.open("wb") as file:
        work(file)
