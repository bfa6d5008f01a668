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

__all__ = ["dated", "find", "phrase", "slug"]

_CAPITALISED = r"[A-Z][A-Za-z'\-]{0,60}"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_HELD = prose(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_CONFERENCE = prose(rf"""
    [A-Z][A-Za-z'\-]{{0,60}} (?:(?:{_INNER} ){{0,2}})?                   # World
    (?:{_CAPITALISED} (?:(?:{_INNER} ){{0,2}})?){{0,8}}                   # Food
    (?:{"|".join(EVENT_NOUNS)})                                          # Conference
    (?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}                 # on the Human
      (?: (?:(?:{_INNER} ){{0,3}}){_CAPITALISED}){{0,12}})?              # Environment
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
    return [_event(text, match) for match in _named(text.plain)]


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
