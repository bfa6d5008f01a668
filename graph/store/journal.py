"""What an interrupted run has put into its unfinished generation, so that the next one need not do it again.

A line is noted before a batch of graphs is loaded and once more when the batch is in; so of every graph that
may stand in the generation it is known, and of those that do, with what. A line cut short by the
interruption counts for nothing: its batch is loaded again.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Journal"]


class Journal:
    """Graphs begun and loaded: ``began`` maps graph IRIs to the keys of their works, ``loaded`` to fingerprints."""

    def __init__(self, path: Path) -> None:
        self.began: dict[str, str] = {}
        self.loaded: dict[str, str] = {}
        for line in path.read_bytes().split(b"\n")[:-1] if path.exists() else ():
            found = json.loads(line)
            self.began |= found.get("began", {})
            self.loaded |= found.get("loaded", {})
        whole = path.read_bytes().rpartition(b"\n")[0] if path.exists() else b""
        beside = path.with_name(f"{path.name}.new")
        beside.write_bytes(whole + b"\n" if whole else b"")
        beside.replace(path)  # an interruption here must not lose what is noted
        self._file = path.open("ab")

    @classmethod
    @contextmanager
    def at(cls, path: Path) -> Generator[Journal]:
        """The journal of a generation, new or found there."""
        journal = cls(path)
        try:
            yield journal
        finally:
            journal.close()

    def begin(self, keys: Mapping[str, str]) -> None:
        """Note graphs about to be loaded, with the keys of their works."""
        for iri in keys:
            self.loaded.pop(iri, None)
        self._note({"began": dict(keys), "loaded": {}})

    def done(self, fingerprints: Iterable[tuple[str, str]]) -> None:
        """Note graphs that are in, with what tells their content."""
        self._note({"loaded": dict(fingerprints)})

    def _note(self, said: Mapping[str, Mapping[str, str]]) -> None:
        self._file.write(json.dumps(said).encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        """End the file."""
        self._file.close()
