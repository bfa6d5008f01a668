"""Names of bodies and instruments in running text: one pass over its capitalised words.

Surfaces come from the registries in their normal form (plain spaces, straight quotes, ``-`` for every
dash); the text is folded the same way, one character for one, so that offsets stay true. The longest
surface wins and names do not overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from loaders.registries import bodies, instruments
from loaders.symbols import fold

__all__ = ["Name", "find", "plain"]

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'"})


def plain(text: str) -> str:
    """``text`` with plain spaces, dashes and straight quotes, one character for one."""
    return fold(text).translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a half-open span; ``body`` or ``instrument`` is a registry id, the other ``None``.

    ``short`` lists the bodies that a short name ("the Council") may mean.
    """

    start: int
    end: int
    body: str | None = None
    instrument: str | None = None
    short: tuple[str, ...] = ()


_WORD = re.compile(r"(?<![\w/])[A-Z0-9]\w*")
_Row = tuple[str, str | None, str | None, tuple[str, ...]]


@cache
def _table() -> dict[str, tuple[_Row, ...]]:
    """First word → its surfaces, longest first."""
    rows: list[_Row] = [(alias, body, None, ()) for alias, body in bodies.aliases()]
    rows += [(surface, None, instrument, ()) for surface, instrument in instruments.names()]
    rows += [(surface, None, None, ids) for surface, ids in bodies.short_names().items()]
    table: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        word = _WORD.match(row[0])
        if word:
            table[word.group()].append(row)
    return {word: tuple(sorted(found, key=lambda row: (-len(row[0]), row[0]))) for word, found in table.items()}


def find(text: str) -> list[Name]:
    """The names in ``text`` (as `plain` gives it), in order, without overlap."""
    table, found, end = _table(), [], 0
    for word in _WORD.finditer(text):
        rows = table.get(word.group())
        if rows is None or word.start() < end:
            continue
        for surface, body, instrument, short in rows:
            stop = word.start() + len(surface)
            if text.startswith(surface, word.start()) and not text[stop : stop + 1].isalnum():
                found.append(Name(word.start(), stop, body, instrument, short))
                end = stop
                break
    return found
