"""The labelled documents, read by the project's own readers and finder from the shared data."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from functools import cache
from pathlib import Path

from loaders import formats, pipeline
from loaders.errors import RecallingError, SourceNotFound
from loaders.records import Document
from loaders.sources import RawFile

__all__ = ["ROOT", "documents", "missing", "unread"]

ROOT = Path(__file__).resolve().parents[3] / "shared" / "data"


@cache
def _members(archive: Path) -> dict[str, str]:
    with zipfile.ZipFile(archive) as held:
        return {name.rsplit("/", 1)[-1]: name for name in held.namelist()}


def _bytes(root: Path, name: str, file: str) -> bytes | None:
    loose = root / name / file
    if loose.is_file():
        return loose.read_bytes()
    archive = root / "gold" / name / "docs.zip"
    if not archive.is_file() or file not in _members(archive):
        return None
    with zipfile.ZipFile(archive) as held:
        return held.read(_members(archive)[file])


def missing(root: Path, sets: Collection[str]) -> list[str]:
    """Those of the sets that the folder does not hold."""
    return sorted(s for s in sets if not (root / s).is_dir() and not (root / "gold" / s / "docs.zip").is_file())


def unread(root: Path, name: str, file: str) -> Document | None:
    """One document as its reader gives it, before any reference is looked for."""
    data = _bytes(root, name, file)
    try:
        return formats.read(RawFile(file, file, data))[0] if data is not None else None
    except RecallingError:
        return None


def documents(root: Path, name: str, files: Collection[str]) -> dict[str, Document | RecallingError]:
    """The documents of one set by file name, with their references, or the error that says why not."""
    read: dict[str, Document | RecallingError] = {}
    for file in sorted(files):
        data = _bytes(root, name, file)
        if data is None:
            read[file] = SourceNotFound("not in the set", file)
            continue
        outcomes = pipeline.documents(RawFile(file, file, data))
        read[file] = next((outcome for outcome in outcomes if isinstance(outcome, Document)), outcomes[0])
    return read
