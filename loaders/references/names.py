"""Names of bodies and instruments in running text, found in one pass of one automaton.

Surfaces come from the registries in their normal form (plain spaces, straight quotes, ``-`` for every
dash); the text is folded the same way, one character for one, so that offsets stay true. The longest
surface wins and names do not overlap. The same pass says which other finders need to look at a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.registries import bodies, instruments
from loaders.symbols import FOLDED

__all__ = ["EVENT_NOUNS", "INSTRUMENT_NOUNS", "MORE_HEADS", "Hint", "Name", "find", "plain"]

_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'"}
_PLAIN = {**FOLDED, **_QUOTES}
_MARK = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
_CYRILLIC, _LATIN = "аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI"
_NOT_LATIN = "ийнлт"  # some of which every Russian sentence has
_LOOK_ALIKE = str.maketrans(_CYRILLIC, _LATIN)
_MIXED = re.compile(rf"[A-Za-z]{{1,40}}(?:[{_CYRILLIC}]{{1,3}}[A-Za-z]{{0,40}}){{1,6}}|\b[{_CYRILLIC}](?=[a-z]{{2}})")


def plain(text: str) -> str:
    """``text`` with plain spaces, dashes and straight quotes, one character for one.

    >>> plain("the “Plan”, 2016–2030")
    'the "Plan", 2016-2030'
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text
    for mark in set(_MARK.findall(text)):  # each is replaced by itself: their order is of no consequence
        text = text.replace(mark, _PLAIN[mark])
    return _MIXED.sub(_latin, text) if _may_be_mixed(text) else text


def _may_be_mixed(text: str) -> bool:
    """Whether a text that is not Cyrillic itself holds a Cyrillic letter."""
    return any(letter in text for letter in _CYRILLIC) and not any(letter in text for letter in _NOT_LATIN)


def _latin(word: re.Match[str]) -> str:
    """A Latin word with Cyrillic letters of the same look in it, as some typists leave them: "Abаba"."""
    return word.group().translate(_LOOK_ALIKE)


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name at a half-open span; ``body`` or ``instrument`` is a registry id, the other ``None``.

    ``short`` lists the bodies that a short name ("the Council") may mean; ``head`` is a short name of
    an instrument ("the Convention", "Doha Declaration") that a fuller name before it explains.
    """

    start: int
    end: int
    body: str | None = None
    instrument: str | None = None
    short: tuple[str, ...] = ()
    head: str = ""


class Hint:
    """Bits that say which words of a text make a closer look at it worth while."""

    NUMBERED = 1  # resolution, decision: a head
    EVENT = 2  # Conference, Forum, high-level
    INSTRUMENT = 4  # Declaration, Plan, Initiative
    STATEMENT = 8  # President, presidential


EVENT_NOUNS = (
    "Conference", "Summit", "Forum", "Congress", "Symposium", "Colloquium", "Seminar", "Workshop", "Dialogue",
    "Consultation", "Meeting", "Session",
)  # fmt: skip
INSTRUMENT_NOUNS = (
    "Declaration", "Convention", "Covenant", "Protocol", "Treaty", "Charter", "Agenda", "Programme of Action",
    "Plan of Action", "Plan of Implementation", "Framework", "Strategy", "Platform for Action", "Agreement", "Accord",
    "Accords", "Compact", "Pact", "Consensus", "Initiative", "Guidelines", "Roadmap", "Road Map", "Statute",
    "Action Plan", "Plan", "Communiqué", "Outcome", "Principles", "Rules", "Memorandum of Understanding",
    "Code of Conduct", "Commitment", "Commitments", "Appeal", "Manifesto", "Final Document", "Call to Action",
    "Call for Action", "Agreements", "Pledge", "Pathway", "Common Position", "Blueprint", "Arrangement",
)  # fmt: skip
MORE_HEADS = (
    "Code of Conduct", "Code", "Action Plan", "Plan", "Roadmap", "Initiative", "Outcome Document", "Platform",
    "Basic Principles", "Guiding Principles", "Standard Minimum Rules", "Model Law", "Moratorium", "Procedures",
    "Conventions", "Agreements", "Protocols",
)  # fmt: skip
_HINTS = {
    Hint.NUMBERED: ("esolution", "ecision", "UNSCR", "UNGAR"),
    Hint.EVENT: (*EVENT_NOUNS, "high-level "),
    Hint.INSTRUMENT: INSTRUMENT_NOUNS,
    Hint.STATEMENT: ("President", "residential", "its president"),
}


class _Row(msgspec.Struct, frozen=True):
    """What a surface means: a body, an instrument, or one of several that the text must have named before."""

    body: str | None = None
    instrument: str | None = None
    bodies: tuple[str, ...] = ()
    head: str = ""


_SENTENCE = re.compile(r"[A-Z][a-z]+ (?:[a-z]+ ){2}")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_NOUNS = frozenset((
    "Agreement", "Agreements", "Accord", "Accords", "Plan", "Protocol", "Memorandum", "Declaration", "Roadmap",
    "Treaties", "Principles", "Consensus", "Statements", "Minute", "Amendments", "Decision", "Paper", "Document",
    "Understanding", "Strategy", "Framework", "Communiqué", "Commitment", "Guidelines",
))  # fmt: skip
_SHORT = 3  # spaces before the noun of a name that is told with a small one too
_LONG = 5  # spaces in a name that is told in small letters too
_SMALL = ("All", "Against", "Between", "Under", "Upon", "Among")  # now and then printed with the other case


def _capital(name: str) -> str:
    """The name with its small words in capitals: "Elimination of Discrimination Against Women"."""
    for word in _SMALL:
        name = name.replace(f" {word.lower()} ", f" {word} ")
    return name


def _spellings(name: str) -> Iterator[str]:
    """Further spellings of a name: "of all Forms of Discrimination Against Women"."""
    capital, small = _capital(name), name
    for word in _SMALL:
        small = small.replace(f" {word} ", f" {word.lower()} ")
    lower_forms = small.replace(" Forms ", " forms ")
    mixed = (capital.replace(" All ", " all "), small.replace(" against ", " Against "))
    initial = (f"{name[0].lower()}{name[1:]}",) if _SENTENCE.match(name) else ()  # "Principles relating to the status"
    lowered = (name.lower(),) if name.count(" ") >= _LONG else ()
    years = (_YEARS.sub(r"\1 to \2", name),) if _YEARS.search(name) else ()
    head, _, noun = name.rpartition(" ")
    told_small = noun in _NOUNS and head.count(" ") < _SHORT  # "Greentree agreement"
    of_place = (f"{head} {noun.lower()}",) if told_small else ()
    yield from dict.fromkeys((capital, small, lower_forms, *mixed, *initial, *lowered, *years, *of_place))


def _surfaces() -> dict[str, _Row]:
    """Every surface with its meaning; a full name stands before a short one that is spelled the same."""
    rows = {head: _Row(head=head) for head in (*instruments.HEADS, *MORE_HEADS)}
    shared = {surface.removeprefix("the "): surface for surface in instruments.shared()}
    rows.update({bare: _Row(head=surface) for bare, surface in shared.items() if bare[0].isupper()})
    rows.update({surface: _Row(bodies=ids) for surface, ids in bodies.short_names().items()})
    for printed, row in instruments.names():
        rows.update({surface: _Row(instrument=row) for surface in (*_spellings(printed), printed)})
    rows.update({surface: _Row(body=body) for alias, body in bodies.aliases() for surface in (_capital(alias), alias)})
    return rows


class _Matcher:
    """All surfaces and hints in one Aho-Corasick automaton: leftmost, longest, without overlap."""

    def __init__(self) -> None:
        named = _surfaces()
        hints = {word: hint for hint, words in _HINTS.items() for word in words}
        surfaces = list(dict.fromkeys((*named, *hints)))
        self._meanings = [(named.get(surface), hints.get(surface, 0)) for surface in surfaces]
        self._automaton = AhoCorasick(surfaces, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> tuple[list[Name], int]:
        names: list[Name] = []
        hints = 0
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            row, hint = self._meanings[index]
            hints |= hint
            if row and _whole(text, start, end):
                names.append(Name(start, end, row.body, row.instrument, row.bodies, row.head))
        return names, hints


_NUMBERED = 7  # characters that "No. 188" takes
_GLUED = re.compile(r"(?:and|as|the|of|in|on|adopted|for|to)\b|\d{1,3}(?=[ ,.;:)]|$)")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match is a name of its own: whole words, or glued to the next word where a mark stood."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "/"):
        return False
    # A mark behind a year or a number, "of 197192", "Agenda 212"; not "Convention No. 188".
    ends_so = text[end - 1].isalpha() or (text[end - 1].isdigit() and "No." not in text[end - _NUMBERED : end])
    return not text[end : end + 1].isalnum() or (ends_so and _GLUED.match(text, end) is not None)


@cache
def _matcher() -> _Matcher:
    return _Matcher()


def find(text: str) -> tuple[list[Name], int]:
    """The names in ``text`` (as `plain` gives it), in order, without overlap, and the `Hint` bits beside them."""
    return _matcher().find(text)
