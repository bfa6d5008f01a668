"""The exceptions of stores and queries, under the project's one root.

::

    RecallingError
    └── StoreError                 a store could not do what was asked
        ├── StoreMissing           nothing is at that place, or nothing was built yet
        ├── StoreLocked            another process writes to it
        ├── StoreDamaged           it is there and cannot be read
        ├── StoreUnavailable       a server does not answer, or answers with a failure
        └── QueryError             the question itself
            ├── MalformedQuery     no SPARQL: a caret under the place
            ├── UpdateRefused      it would change what is only read
            ├── QueryTimeout       it took longer than its limit
            └── UnknownQuery       no packaged query of that name, or a parameter it has not
"""

from __future__ import annotations

from loaders.errors import RecallingError

__all__ = [
    "MalformedQuery",
    "QueryError",
    "QueryTimeout",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreMissing",
    "StoreUnavailable",
    "UnknownQuery",
    "UpdateRefused",
]


class StoreError(RecallingError):
    """A store could not do what was asked of it."""


class StoreMissing(StoreError):
    """There is no store, or nothing was built yet."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreDamaged(StoreError):
    """The store is there, but what it holds cannot be read."""


class StoreUnavailable(StoreError):
    """A server does not answer, or answers with a failure that trying again did not cure."""


class QueryError(StoreError):
    """A question that cannot be answered as it stands."""


class MalformedQuery(QueryError):
    """A text is no SPARQL; ``str`` shows its line with a caret at the place.

    ``line`` and ``column`` count from 1, in code points of the text as the user wrote it.
    """

    def __init__(self, message: str, source: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.source, self.line, self.column = message, source, line, column

    def __str__(self) -> str:
        lines = self.source.splitlines() or [""]
        shown = lines[min(self.line, len(lines)) - 1]
        clean = "".join(char if char.isprintable() else " " for char in shown)
        return f"line {self.line}, column {self.column}: {self.message}\n    {clean}\n    {' ' * (self.column - 1)}^"

    def __reduce__(self) -> tuple[type[MalformedQuery], tuple[str, str, int, int]]:
        return type(self), (self.message, self.source, self.line, self.column)


class UpdateRefused(QueryError):
    """The text would change data, or reach out to another host, where only reading is meant."""


class QueryTimeout(QueryError):
    """The query ran longer than its limit and was ended."""


class UnknownQuery(QueryError):
    """No packaged query has that name, or the query has no such parameter."""
