"""The records of a build that was interrupted, kept for the next run of the same build.

While a large build runs, its records grow in ``.NAME.jsonl.VERSION.part``. A run that is interrupted leaves
that file; the next run puts it to ``.NAME.jsonl.VERSION.before``, reads from there what was read
already, and removes it when all is done. Another version of the program begins anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

__all__ = ["Unfinished"]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The record files of one build on their way to ``target``."""

    target: Path
    version: str

    @property
    def part(self) -> Path:
        """What the run that is going on writes."""
        return self.target.with_name(f".{self.target.name}.{self.version}.part")

    @property
    def before(self) -> Path:
        """What interrupted runs wrote."""
        return self.target.with_name(f".{self.target.name}.{self.version}.before")

    def found(self) -> Path | None:
        """The records of interrupted runs, all in one file; ``None`` where there are none."""
        if self.part.exists() and self.before.exists():
            with self.part.open("rb") as more, self.before.open("ab") as all_of_it:
                all_of_it.write(b"\n\n")  # ends a line that was cut short; the empty line says that a run ended
                shutil.copyfileobj(more, all_of_it)
            self.part.unlink()
        elif self.part.exists():
            self.part.replace(self.before)
        return self.before if self.before.exists() else None

    @contextmanager
    def writing(self) -> Generator[BinaryIO]:
        """The records to write; they take their place when the block ends well, and are kept when it does not."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with self.part.open("wb") as file:
            yield file
        self.part.replace(self.target)
        self.before.unlink(missing_ok=True)
