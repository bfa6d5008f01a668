"""Documents and JSON Lines: the record file that the graph reads, and the flat rows of ``extract``.

A record file holds one `Document` a line, as JSON with the field names of `loaders.records`, dates
as ``YYYY-MM-DD`` and partial dates as their two bounds. Writing and reading it again gives equal
documents.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from loaders.errors import RecallingError
from loaders.records import Document, Reference

__all__ = ["CorpusError", "decode", "encode", "read", "rows", "write"]


class CorpusError(RecallingError):
    """A record file, or one line of it, could not be read."""


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)


def encode(document: Document) -> bytes:
    """One line of a record file, without its line end."""
    return _ENCODER.encode(document)


def decode(line: bytes | str) -> Document:
    """The document of one line.

    Raises
    ------
    CorpusError
        If the line is no JSON, or not of a document's shape; the message says which field.

    """
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, ValueError) as error:
        raise CorpusError(f"no document record: {error}") from error


def write(path: str | Path, documents: Iterable[Document]) -> int:
    """Write a record file beside ``path`` and rename it when it is whole; give the number of documents."""
    target = Path(path)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    count = 0
    try:
        with partial.open("wb") as out:
            for document in documents:
                out.write(encode(document) + b"\n")
                count += 1
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def read(path: str | Path) -> Iterator[Document]:
    """The documents of a record file, one at a time.

    Raises
    ------
    CorpusError
        With the file and the line's number, at the first line that is no record.

    """
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _line(path, number, line)
    except OSError as error:
        raise CorpusError(f"{path}: the record file could not be read: {error.strerror or error}") from error


def _line(path: str | Path, number: int, line: bytes) -> Document:
    try:
        return decode(line)
    except CorpusError as error:
        raise CorpusError(f"{path}, line {number}: {error}; write the file again with `recalling build`") from error


def rows(document: Document) -> Iterator[dict[str, Any]]:
    """The flat rows of ``recalling extract``: one a reference, in document order, in a fixed key order."""
    file = document.source.file.replace("\\", "/").rsplit("/", 1)[-1]
    for reference in document.references:
        yield {"file": file, "document": document.symbol, "language": document.language, **_row(reference)}


def _row(reference: Reference) -> dict[str, Any]:
    return {
        "part": reference.part,
        "place": reference.place,
        "section": reference.section.value,
        "note": reference.note,
        "start": reference.start,
        "end": reference.end,
        "text": reference.text,
        "verb": reference.verb,
        "relation": reference.relation,
        "kind": reference.kind.value,
        "target": reference.target,
        "target_part": reference.target_part,
        "instrument": reference.instrument,
        "date_earliest": reference.date.earliest.isoformat() if reference.date else None,
        "date_latest": reference.date.latest.isoformat() if reference.date else None,
        "subject": reference.subject,
        "status": reference.status.value,
        "reason": reference.reason,
        "cited": reference.cited,
        "paragraph": reference.paragraph,
    }
