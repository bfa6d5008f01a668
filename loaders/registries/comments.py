"""The series in which the treaty bodies issue their general comments and recommendations.

``comments.csv`` columns: body, a row of ``bodies.csv``; series, what the symbol begins with before the
number; first, the first comment with such a symbol (earlier ones stand in reports and collections);
example; source.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["Series", "by_body"]


@dataclass(frozen=True, slots=True)
class Series:
    """One body's series of general comments."""

    body: str
    series: str
    first: int
    example: str
    source: str

    def symbol(self, number: int) -> str | None:
        """The symbol of a comment, or ``None`` if it is from before the series.

        >>> by_body()["ccpr"].symbol(37), by_body()["ccpr"].symbol(6)
        ('CCPR/C/GC/37', None)
        """
        return f"{self.series}/{number}" if number >= self.first else None


@cache
def by_body() -> Mapping[str, Series]:
    """The series, by the ids of their bodies."""
    text = files("loaders.registries").joinpath("comments.csv").read_text(encoding="utf-8")
    rows = (
        Series(row["body"], row["series"], int(row["first"]), row["example"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )
    return MappingProxyType({row.body: row for row in rows})
