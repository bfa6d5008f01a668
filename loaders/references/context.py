"""What the finder knows while it reads: one text with its names and quotations, one document's memory."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from loaders.records import Document, Part
from loaders.references import agenda, names
from loaders.registries import bodies
from loaders.symbols import Symbol

__all__ = ["Context", "Text"]


class Text:
    """One part's text, folded one character for one, with the names in it and its quotations.

    ``names`` stand in order and do not overlap; ``hints`` are the `names.Hint` bits of its words.
    """

    def __init__(self, part: Part, plain: str, found: list[names.Name], hints: int) -> None:
        self.part = part
        self.plain = plain
        self.names = found
        self.hints = hints

    @classmethod
    def of(cls, part: Part, context: Context) -> Text:
        """Fold a part and find its names; short names get the body last named in full."""
        plain = names.plain(part.text)
        found, hints = names.find(plain)
        return cls(part, plain, context.named(found, plain) if found else found, hints)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The half-open spans of quoted words, without their marks, in order."""
        return _quotes(self.part.text) if '"' in self.plain else ()

    @cached_property
    def _bodies(self) -> tuple[list[names.Name], list[int]]:
        found = [name for name in self.names if name.body]
        return found, [name.start for name in found]

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """The quotation that holds ``position``, or ``None``; they do not nest."""
        if not self.quotes:
            return None
        index = bisect_right(self.quotes, position, key=_start) - 1
        return self.quotes[index] if index >= 0 and position < self.quotes[index][1] else None

    @cached_property
    def _starts(self) -> list[int]:
        return [name.start for name in self.names]

    def names_in(self, start: int, end: int) -> list[names.Name]:
        """The names that overlap ``[start, end)``, in order."""
        first = bisect_left(self._starts, start)
        if first and self.names[first - 1].end > start:
            first -= 1
        return self.names[first : bisect_left(self._starts, end, first)]

    def bodies(self, start: int, end: int) -> list[names.Name]:
        """The body names that lie in ``[start, end)``, in order."""
        found, starts = self._bodies
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        if last > first and found[last - 1].end > end:
            last -= 1
        return found[first:last]


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _has_words(full: str, short: str) -> bool:
    """Whether the words of a key stand in another one, in order."""
    words = iter(full.partition(":")[2].split("-"))
    return all(word in words for word in short.partition(":")[2].split("-"))


_MOST_CONFERENCES = 40  # more than any resolution names
_QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»")


def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))


@dataclass(slots=True)
class Context:
    """A document's own facts and what its reading has taught so far.

    ``bodies`` maps a printed number (``"67/225"``) to the body id it was bound to; ``full`` keeps the
    last full name of a body for each short one (``"Council"`` → ``unhrc``); ``learned`` what a footnote
    said of an instrument (target, key, part), and ``heads`` the instruments named in full so far that a
    short name may mean (``"Convention"`` → their keys, in order); ``defined`` is what the text itself
    said that one means; ``articles`` are the Articles and Chapters of the Charter cited so far;
    ``abbreviations`` are letters given in parentheses ("CPA") with their keys, ``small`` short names in small
    letters ("integrated strategy") with theirs, ``fulls`` the full names printed so far with theirs, ``spoken``
    which of several a short name was found to mean, ``organs`` what the statute or the rules of one are,
    ``conferences`` the keys of those named so far, the last one last, ``parts`` the document's, ``items`` the ids of
    those that are items of an agenda.
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
    articles: set[str] = field(default_factory=set[str])
    small: dict[str, str] = field(default_factory=dict[str, str])
    abbreviations: dict[str, str] = field(default_factory=dict[str, str])
    fulls: dict[str, str] = field(default_factory=dict[str, str])
    spoken: dict[tuple[str, ...], list[str]] = field(default_factory=dict[tuple[str, ...], list[str]])
    organs: dict[tuple[str, str], str | None] = field(default_factory=dict[tuple[str, str], str | None])
    conferences: list[str] = field(default_factory=list[str])
    parts: tuple[Part, ...] = ()
    items: frozenset[str] = frozenset()

    def named(self, found: list[names.Name], plain: str) -> list[names.Name]:
        """The names, with every short one ("the Council") given the body that it means here."""
        for index, name in enumerate(found):
            if name.short:
                body = self.full.get(plain[name.start : name.end]) or self._own(name)
                found[index] = replace(name, body=body)
            elif name.body:
                for short in bodies.get(name.body).short:
                    self.full[short] = name.body
        return found

    def remember_conference(self, key: str) -> None:
        """Keep the key of a conference that is named, as the last one."""
        if key in self.conferences:
            self.conferences.remove(key)
        self.conferences.append(key)
        del self.conferences[:-_MOST_CONFERENCES]

    def conference(self, key: str) -> str | None:
        """The key of a conference of no registered body: the last one named whose name has these words in order.

        Without one, what bears a name of three words or more is itself; "the Conference" is none.
        """
        longer = (full for full in reversed(self.conferences) if len(full) > len(key))
        known = next((full for full in longer if _has_words(full, key)), None)
        return known or (key if key.count("-") >= 2 else None)

    def _own(self, name: names.Name) -> str | None:
        """The speaker itself, or the body that it took over from, where a short name is used without any full name."""
        if self.body in name.short or len(name.short) == 1:
            return self.body if self.body in name.short else name.short[0]
        predecessor = bodies.get(self.body).predecessor if self.body and self.body in bodies.ids() else ""
        return predecessor if predecessor in name.short else None

    @classmethod
    def of(cls, document: Document) -> Context:
        """The facts that binding needs: who speaks, and when."""
        symbol = Symbol.parse(document.symbol) if document.symbol else None
        body = document.body or (symbol.body if symbol else None)
        day = document.adopted or document.published
        items = agenda.items(document.parts, document.language)
        return cls(symbol, body, day, document.title or "", parts=document.parts, items=items)
