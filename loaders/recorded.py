"""Documents that an interrupted run has recorded: what it has read need not be read again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeAlias

import msgspec

from loaders import corpus
from loaders.records import Document, Source
from loaders.sources import RawFile

__all__ = ["Recorded"]

_SOURCE = re.compile(rb'"source":(\{[^{}]*\})')
_BEGIN = 4096
"""Bytes of a line in which a document says where it came from."""
_Key: TypeAlias = tuple[str, str] | None
_Places: TypeAlias = dict[_Key, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Gives the documents of a file from a record file, where they are there; can be sent to other processes.

    A file is known by its address and the hash of its bytes. The last file of each run is left out: the
    run may have ended in the middle of it. An empty line stands between runs.
    """

    path: str

    def __call__(self, raw: RawFile) -> tuple[Document, ...] | None:
        """The documents of a file, with their references; ``None`` where they must be read."""
        places = _places(self.path, _size(self.path)).get((raw.location, raw.sha256))
        if not places:
            return None
        with Path(self.path).open("rb") as records:
            return tuple(_document(records, start, size) for start, size in places)


def _document(records: BinaryIO, start: int, size: int) -> Document:
    records.seek(start)
    return corpus.decode(records.read(size))


def _size(path: str) -> int | None:
    """The size of the record file; ``None`` where it cannot be seen, as on another machine."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return None


@cache
def _places(path: str, size: int | None) -> _Places:
    """Where in the record file the documents of each file stand: offset and size of their lines."""
    found: _Places = {}
    key: _Key = None
    start = 0
    if size is None:
        return found
    with Path(path).open("rb") as lines:
        for line in lines:
            came = _key(line) if line.endswith(b"}\n") else None
            if came is None:  # a run ended here, perhaps in the middle of a file
                found.pop(key, None)
            elif came != key:  # a later run may have had the file again
                found[came] = []
            if came:
                found[came].append((start, len(line)))
            key = came
            start += len(line)
    found.pop(key, None)
    return found


def _key(line: bytes) -> _Key:
    match = _SOURCE.search(line, 0, _BEGIN)
    if match is None:
        return None
    source = msgspec.json.decode(match[1], type=Source)
    return source.location, source.sha256
