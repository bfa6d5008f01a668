"""Names of bodies and instruments in running text, found in one pass of one automaton.

Surfaces come from the registries in their normal form (plain spaces, straight quotes, ``-`` for every
dash); the text is folded the same way, one character for one, so that offsets stay true. The longest
surface wins and names do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.registries import bodies, instruments
from loaders.symbols import fold

__all__ = ["EVENT_NOUNS", "INSTRUMENT_NOUNS", "Hint", "Name", "find", "plain"]

_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'"}
_FOLDED = str.maketrans(_QUOTES)
_COMMON = (("\u00a0", " "), ("’", "'"), ("–", "-"), ("“", '"'), ("”", '"'), ("‑", "-"))


def plain(text: str) -> str:
    """``text`` with plain spaces, dashes and straight quotes, one character for one.

    The few marks that nearly every text has are replaced first: a text that is then ASCII is done.
    """
    for mark, common in _COMMON:
        if mark in text:
            text = text.replace(mark, common)
    return text if text.isascii() and text.isprintable() else fold(text).translate(_FOLDED)


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


class Hint(Enum):
    """A word that makes a closer look at its text worth while."""

    NUMBERED = "numbered"  # resolution, decision: a head
    EVENT = "event"  # Conference, Forum, high-level
    INSTRUMENT = "instrument"  # Declaration, Plan, Initiative
    STATEMENT = "statement"  # President, presidential


EVENT_NOUNS = (
    "Conference", "Summit", "Forum", "Congress", "Symposium", "Colloquium", "Seminar", "Workshop", "Dialogue",
    "Consultation", "Meeting", "Session",
)  # fmt: skip
INSTRUMENT_NOUNS = (
    "Declaration", "Convention", "Covenant", "Protocol", "Treaty", "Charter", "Agenda", "Programme of Action",
    "Plan of Action", "Plan of Implementation", "Framework", "Strategy", "Platform for Action", "Agreement", "Accord",
    "Accords", "Compact", "Pact", "Consensus", "Initiative", "Guidelines", "Roadmap", "Road Map", "Statute",
    "Action Plan", "Plan", "Communiqué", "Outcome", "Principles", "Rules", "Memorandum of Understanding",
    "Code of Conduct",
)  # fmt: skip
_HINTS = {
    Hint.NUMBERED: ("esolution", "ecision"),
    Hint.EVENT: (*EVENT_NOUNS, "high-level "),
    Hint.INSTRUMENT: INSTRUMENT_NOUNS,
    Hint.STATEMENT: ("President", "residential"),
}
_Row = tuple[str, str | None, str | None, tuple[str, ...]]


class _Matcher:
    """All surfaces and hints in one Aho-Corasick automaton: leftmost, longest, without overlap."""

    def __init__(self) -> None:
        rows: list[_Row] = [(alias, body, None, ()) for alias, body in bodies.aliases()]
        rows += [(surface, None, instrument, ()) for surface, instrument in instruments.names()]
        rows += [(surface, None, None, ids) for surface, ids in bodies.short_names().items()]
        named = {row[0]: row for row in reversed(rows)}
        hints = {word: hint for hint, words in _HINTS.items() for word in words if word not in named}
        self._rows: list[_Row | Hint] = [*named.values(), *hints.values()]
        self._automaton = AhoCorasick([*named, *hints], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> tuple[list[Name], set[Hint]]:
        names: list[Name] = []
        hints: set[Hint] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            row = self._rows[index]
            if isinstance(row, Hint):
                hints.add(row)
            elif not (text[end : end + 1].isalnum() or (start and (text[start - 1].isalnum() or text[start - 1] == "/"))):
                names.append(Name(start, end, row[1], row[2], row[3]))
        return names, hints


@cache
def _matcher() -> _Matcher:
    return _Matcher()


def find(text: str) -> tuple[list[Name], set[Hint]]:
    """The names in ``text`` (as `plain` gives it), in order, without overlap, and the hints beside them."""
    return _matcher().find(text)
