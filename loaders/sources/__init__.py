"""Where bytes come from: paths, folders, archives and the network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

__all__ = ["RawFile"]


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
