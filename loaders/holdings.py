"""A folder of fetched documents and the manifest that says what each file is and where it came from.

``manifest.json`` lists for each document its symbol, language, file, address, SHA-256 and the time
it was retrieved (UTC; ``SOURCE_DATE_EPOCH``, where set, stands in for it). A file counts as held only
while it has the recorded hash: half a file, or one that somebody changed, is fetched again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from loaders.errors import SourceError
from loaders.sources import RawFile
from loaders.symbols import Symbol

__all__ = ["MANIFEST", "Holdings", "Row"]

MANIFEST = "manifest.json"


class Row(msgspec.Struct, frozen=True, order=True):
    """One held document; ``retrieved`` is an ISO 8601 time in UTC, ``file`` a bare name in the folder."""

    symbol: str
    language: str
    file: str
    url: str
    sha256: str
    retrieved: str


class _Manifest(msgspec.Struct):
    documents: list[Row]


def _written(moment: datetime) -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    shown = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else moment.astimezone(UTC)
    return shown.strftime("%Y-%m-%dT%H:%M:%SZ")


class Holdings:
    """What a folder holds, by symbol and language.

    Raises
    ------
    SourceError
        The manifest cannot be read, or the folder cannot be written.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows = {(row.symbol, row.language): row for row in self._read()}

    def __iter__(self) -> Iterator[Row]:
        return iter(sorted(self._rows.values()))

    def get(self, symbol: Symbol, language: str) -> tuple[Row, RawFile] | None:
        """The document and its bytes, or ``None`` when the folder has no whole and unchanged file of it."""
        row = self._rows.get((str(symbol), language))
        if row is None or Path(row.file).name != row.file:
            return None
        path = self.folder / row.file
        with suppress(OSError):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == row.sha256:
                return row, RawFile(str(path), row.url, data)
        return None

    def put(self, symbol: Symbol, language: str, raw: RawFile, retrieved: datetime) -> Row:
        """Write a document's file, then the manifest that names it."""
        row = Row(str(symbol), language, raw.name, raw.location, raw.sha256, _written(retrieved))
        self._write(row.file, raw.data)
        self._rows[row.symbol, row.language] = row
        manifest = msgspec.json.format(msgspec.json.encode(_Manifest(list(self))), indent=2)
        self._write(MANIFEST, manifest + b"\n")
        return row

    def _read(self) -> list[Row]:
        path = self.folder / MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Manifest).documents
        except FileNotFoundError:
            return []
        except (OSError, msgspec.DecodeError) as error:
            raise SourceError(f"the list of what is held cannot be read ({error}); remove it", str(path)) from error

    def _write(self, name: str, data: bytes) -> None:
        """Write beside and rename, so that a name never stands for half a file."""
        path, beside = self.folder / name, self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            raise SourceError(f"cannot be written: {error.strerror or error}", str(path)) from error
