"""What the finder knows while it reads: one text with its names and quotations, one document's memory."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.records import Document, Part
from loaders.references import names
from loaders.registries import bodies
from loaders.symbols import Symbol

__all__ = ["Context", "Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """One part's text, folded one character for one, with the names in it and its quotations.

    ``quotes`` are the half-open spans of quoted words, without their marks, in order.
    """

    part: Part
    plain: str
    names: tuple[names.Name, ...]
    quotes: tuple[tuple[int, int], ...]
    hints: frozenset[names.Hint] = frozenset()

    @classmethod
    def of(cls, part: Part, context: Context) -> Text:
        """Fold a part and find its names and quotations; short names get the body last named in full."""
        plain = names.plain(part.text)
        found, hints = names.find(plain)
        return cls(part, plain, tuple(context.named(found, plain)), _quotes(part.text), frozenset(hints))

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """The quotation that holds ``position``, or ``None``; they do not nest."""
        index = bisect_right(self.quotes, position, key=_start) - 1
        return self.quotes[index] if index >= 0 and position < self.quotes[index][1] else None

    def bodies(self, start: int, end: int) -> list[names.Name]:
        """The body names that lie in ``[start, end)``, in order."""
        found = []
        for index in range(bisect_left(self.names, start, key=_name_start), len(self.names)):
            name = self.names[index]
            if name.end > end:
                break
            if name.body:
                found.append(name)
        return found


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _name_start(name: names.Name) -> int:
    return name.start


_QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»")


def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    if "“" not in text and '"' not in text and "«" not in text:
        return ()
    return tuple(match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))


@dataclass(slots=True)
class Context:
    """A document's own facts and what its reading has taught so far.

    ``bodies`` maps a printed number (``"67/225"``) to the body id it was bound to; ``full`` keeps the
    last full name of a body for each short one (``"Council"`` → ``unhrc``); ``learned`` what a footnote
    said of an instrument (target, key, part), and ``heads`` the instruments named in full so far that a
    short name may mean (``"Convention"`` → their keys, in order); ``defined`` is what the text itself said that one means.
    """

    symbol: Symbol | None
    body: str | None
    day: date | None
    title: str = ""
    bodies: dict[str, str] = field(default_factory=dict[str, str])
    full: dict[str, str] = field(default_factory=dict[str, str])
    learned: dict[str, tuple[str | None, str | None, str | None]] = field(
        default_factory=dict[str, tuple[str | None, str | None, str | None]]
    )
    heads: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    defined: dict[str, str] = field(default_factory=dict[str, str])

    def named(self, found: Iterable[names.Name], plain: str) -> Iterator[names.Name]:
        """Names with every short one ("the Council") replaced by the body that it means here."""
        for name in found:
            if name.short:
                body = self.full.get(plain[name.start : name.end]) or self._own(name)
                yield replace(name, body=body)
            else:
                if name.body:
                    self.full.update(dict.fromkeys(bodies.get(name.body).short, name.body))
                yield name

    def _own(self, name: names.Name) -> str | None:
        """The speaker itself where its short name is used without any full name before."""
        return self.body if self.body in name.short else name.short[0] if len(name.short) == 1 else None

    @classmethod
    def of(cls, document: Document) -> Context:
        """The facts that binding needs: who speaks, and when."""
        symbol = Symbol.parse(document.symbol) if document.symbol else None
        return cls(
            symbol,
            document.body or (symbol.body if symbol else None),
            document.adopted or document.published,
            document.title or "",
        )
