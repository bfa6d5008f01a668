"""Where bytes come from: paths, folders, archives and the network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["OnDisk", "RawFile"]


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file, before anybody knows what they are.

    Parameters
    ----------
    file
        The name shown to people: a path, or a member's name inside an archive.
    location
        The full address: ``archive.zip!/inner/name.xml`` for a member, or a URL.
    data
        The bytes, whole.

    """

    file: str
    location: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        """The last piece of ``file``: ``A_RES_67_225.txt``."""
        return self.file.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file that is not yet read, for a reader that sees the same storage.

    ``file`` is the name shown to people, ``path`` the absolute path, ``size`` in bytes.
    """

    file: str
    path: str
    size: int

    def read(self) -> RawFile:
        """The bytes; `OSError` if they cannot be had."""
        return RawFile(self.file, self.file, Path(self.path).read_bytes())
