"""Conferences, summits and meetings named in one text, with the days on which they were held."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec.structs import replace

from loaders.records import Kind, PartialDate
from loaders.references import dates
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.references.names import EVENT_NOUNS, Hint
from loaders.references.patterns import prose

__all__ = ["CONFERENCE", "conference_at", "dated", "find", "phrase", "slug"]

_CAPITALISED = r"[A-Z][A-Za-z'\-]{0,60}"
# "the" only behind another small word: "Recalling the World" is no name, "on the Prevention" is part of one.
_SMALL = r"(?:of|on|for|to|in|against|with|at|relating|concerning|by|from)"
_INNER = rf"(?:{_SMALL} (?:{_SMALL} )?(?:the )?)?"
_HELD = prose(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_CONFERENCE = prose(rf"""
    {_CAPITALISED} {_INNER}                                              # World
    (?:{_CAPITALISED} {_INNER}){{0,8}}                                   # Food
    (?:{"|".join(EVENT_NOUNS)})                                          # Conference
    (?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}                 # on the Human
      (?: (?:the )?{_INNER}{_CAPITALISED}){{0,12}})?                       # Environment
    (?: (?:19|20)\d\d)?
""")
_MEETING = prose(r"""
    high-level (?:plenary )?(?:meeting|dialogue|event|segment)s?(?: of the General Assembly)?
    (?: (?:on|to) [^,;.]{3,140}?)?                                       # on universal health coverage
    (?=,| and its| held| convened|;|\.|$)
""")


def find(text: Text) -> list[Mention]:
    """Conferences and meetings named in ``text``.

    A meeting is cited where it is what a verb recalls; whoever knows the verbs decides that.
    """
    if not text.hints & Hint.EVENT:
        return []
    return [_event(text, match) for match in _named(text.plain) if not _is_body(text, match)]


def _is_body(text: Text, match: re.Match[str]) -> bool:
    """Whether the name is that of a standing body: "the Social Forum"."""
    around = text.names_in(match.start(), match.end())
    return any(name.body and name.start <= match.start() and name.end >= match.end() for name in around)


def _named(plain: str) -> Iterator[re.Match[str]]:
    """The names of meetings, and of conferences outside them, in order."""
    begin = 0
    for meeting in _MEETING.finditer(plain) if "high-level " in plain else ():
        yield from _CONFERENCE.finditer(plain, begin, meeting.start())
        yield meeting
        begin = meeting.end()
    yield from _CONFERENCE.finditer(plain, begin)


def _event(text: Text, match: re.Match[str]) -> Mention:
    return dated(text, Mention(
        start=match.start(), end=match.end(), phrase=phrase(text.plain, match.start()), reach=match.end(),
        kind=Kind.EVENT, cited=f"event:{slug(match.group())}",
    ))  # fmt: skip


CONFERENCE = "conference:"
"""The scheme of what conferences adopt, and of the keys by which they are told apart here."""


def conference_at(plain: str, position: int) -> tuple[str, str] | None:
    """The conference or congress named at ``position``: its key and its name as printed.

    >>> conference_at("of the Seventh Congress", 7)
    ('conference:seventh-congress', 'Seventh Congress')
    """
    match = _CONFERENCE.match(plain, position) if plain[position : position + 1].isupper() else None
    if match:
        return f"{CONFERENCE}{slug(match.group())}", match.group()
    alone = _ALONE.match(plain, position)
    return (f"{CONFERENCE}{alone.group().lower()}", alone.group()) if alone else None


_ALONE = re.compile(r"(?:Conference|Congress)\b")
_OF_YEAR = re.compile(r" ((?:19|20)\d\d)$")  # "Vienna Energy Forum 2011"


def dated(text: Text, event: Mention) -> Mention:
    """An event with the days printed behind it: "held in Rio de Janeiro, Brazil, from 20 to 22 June 2012"."""
    held = _HELD.match(text.plain, event.end)
    if held is None:
        year = _OF_YEAR.search(text.plain, event.start, event.end)
        return replace(event, date=PartialDate.of(int(year.group(1)))) if year else event
    day = dates.first_in(text.plain, event.end, held.end())
    return replace(event, reach=day.end if day else held.end(), date=day.date if day else None)


_NO_KEY = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """A key of lower-case words joined by hyphens, without accents.

    >>> slug("Joint Communiqué")
    'joint-communique'
    """
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
    return _NO_KEY.sub("-", bare.lower()).strip("-")[:120]


_ARTICLES = ("the ", "The ", "its ", "an ", "a ")


def phrase(plain: str, start: int) -> int:
    """Where the noun phrase of a name begins: its article and opening quotation mark included."""
    if start and plain[start - 1] in "\"'":
        start -= 1
    if plain.endswith(_ARTICLES, max(0, start - 4), start):
        for article in _ARTICLES:
            begin = start - len(article)
            if plain.startswith(article, max(0, begin)) and not (begin and _in_word(plain[begin - 1])):
                return begin
    return start


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
