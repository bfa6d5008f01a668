"""The exceptions of ``loaders``, one tree with one root.

::

    RecallingError
    ├── InvalidSymbol (ValueError)      a text that is no UN document symbol
    ├── RegistryError                   a registry row that breaks its schema or clashes
    ├── SourceError                     bytes that could not be had
    │   ├── SourceNotFound              no such path, archive member or symbol
    │   └── SourceRefused               unsafe or over a limit: bomb, traversal, private address
    └── DocumentError                   bytes that could not become a document
        ├── UnknownFormat               of no kind that a reader knows
        ├── EmptyDocument               nothing, or nothing but white space
        ├── DamagedDocument             truncated, mangled, encrypted
        ├── NoTextLayer                 pictures of pages only
        └── NotAResolution              readable, but no UN text with paragraphs

Every message says what was read, where, what was expected and what to do.
"""

from __future__ import annotations

__all__ = [
    "DamagedDocument",
    "DocumentError",
    "EmptyDocument",
    "InvalidSymbol",
    "NoTextLayer",
    "NotAResolution",
    "RecallingError",
    "RegistryError",
    "SourceError",
    "SourceNotFound",
    "SourceRefused",
    "UnknownFormat",
    "WorkersFailed",
]


class RecallingError(Exception):
    """Root of every error that this project raises on purpose."""


class InvalidSymbol(RecallingError, ValueError):
    """A text is no UN document symbol.

    ``str`` draws a caret under the half-open span of ``source`` that could not be read.
    """

    def __init__(self, message: str, source: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.source, self.start, self.end = message, source, start, end

    def __str__(self) -> str:
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in self.source)
        return f"{self.message}\n    {shown}\n    {' ' * self.start}{'^' * max(1, self.end - self.start)}"

    def __reduce__(self) -> tuple[type[InvalidSymbol], tuple[str, str, int, int]]:
        return type(self), (self.message, self.source, self.start, self.end)


class RegistryError(RecallingError):
    """A registry row breaks its schema, lacks its example, or clashes with another."""


class WorkersFailed(RecallingError):
    """Processes cannot be started to share the work."""


class _Located(RecallingError):
    """An error about one input: ``file`` names it, ``place`` (a line, page or part) may follow."""

    def __init__(self, message: str, file: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message, self.file, self.place = message, file, place

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"{where}: {self.message}" if where else self.message

    def __reduce__(self) -> tuple[type[_Located], tuple[str, str, str]]:
        return type(self), (self.message, self.file, self.place)


class SourceError(_Located):
    """Bytes could not be had."""


class SourceNotFound(SourceError):
    """No such path, archive member, address or symbol."""


class SourceRefused(SourceError):
    """The source is unsafe or over a limit: an archive bomb, a path that climbs, a private address."""


class DocumentError(_Located):
    """Bytes could not become a document."""


class UnknownFormat(DocumentError):
    """No reader knows this kind of content."""


class EmptyDocument(DocumentError):
    """There is nothing in it but white space."""


class DamagedDocument(DocumentError):
    """It is truncated, mangled or encrypted."""


class NoTextLayer(DocumentError):
    """It holds pictures of pages and no text."""


class NotAResolution(DocumentError):
    """It can be read, but it is no United Nations text with paragraphs."""
