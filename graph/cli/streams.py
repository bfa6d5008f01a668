"""Where a command's lines go: a file that appears whole, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

__all__ = ["json_line", "output", "watched"]

T = TypeVar("T")


@contextmanager
def output(path: Path | None) -> Generator[BinaryIO]:
    """A binary stream: ``None`` and ``-`` are standard output; a file is renamed into its place when done."""
    from graph.results import replacing

    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with replacing(path) as beside, beside.open("wb") as file:
        yield file


def watched(items: Iterable[T], quiet: bool) -> Iterator[T]:
    """The items, their number shown on a terminal unless ``quiet``."""
    from graph.cli.progress import counting

    with counting(quiet) as counted:
        yield from counted(items)


def json_line(row: Mapping[str, object]) -> bytes:
    """One object as a line of JSON."""
    return msgspec.json.encode(row) + b"\n"
