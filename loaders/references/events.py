"""Conferences, summits and meetings named in one text, with the days on which they were held."""

from __future__ import annotations

import re
from msgspec.structs import replace

from loaders.records import Kind
from loaders.references import dates
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.references.names import EVENT_NOUNS, Hint

__all__ = ["dated", "find", "phrase", "slug"]

_CAPITALISED = r"[A-Z][A-Za-z'\-]*"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_EVENT_NOUN = f"(?:{'|'.join(EVENT_NOUNS)})"
_HELD = re.compile(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_EVENT = re.compile(
    rf"(?P<name>(?:{_CAPITALISED} (?:(?:{_INNER} ){{0,2}})?){{1,9}}{_EVENT_NOUN}(?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}(?: (?:(?:{_INNER} ){{0,3}}){_CAPITALISED}){{0,12}})?(?: (?:19|20)\d\d)?)"
    rf"|(?P<meeting>high-level (?:plenary )?(?:meeting|dialogue|event|segment)s?(?: of the General Assembly)?(?: (?:on|to) [^,;.]{{3,140}}?)?(?=,| and its| held| convened|;|\.|$))"
)


def find(text: Text) -> list[Mention]:
    """Conferences and meetings named in ``text``.

    A meeting is cited where it is what a verb recalls; whoever knows the verbs decides that.
    """
    if not text.hints & Hint.EVENT:
        return []
    return [
        dated(text, Mention(
            start=match.start(), end=match.end(), phrase=phrase(text.plain, match.start()), reach=match.end(),
            kind=Kind.EVENT, cited=f"event:{slug(match.group())}",
        ))
        for match in _EVENT.finditer(text.plain)
    ]  # fmt: skip


def dated(text: Text, event: Mention) -> Mention:
    """An event with the days printed behind it: "held in Rio de Janeiro, Brazil, from 20 to 22 June 2012"."""
    held = _HELD.match(text.plain, event.end)
    day = dates.first_in(text.plain, event.end, held.end()) if held else None
    return replace(event, reach=held.end() if held else event.end, date=day.date if day else None)


def slug(words: str) -> str:
    """A key of lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:120]


def phrase(plain: str, start: int) -> int:
    """Where the noun phrase of a name begins: its article and opening quotation mark included."""
    match = re.search(r"(?:\b(?:[Tt]he|its|an?) )?[\"']?$", plain[max(0, start - 8) : start])
    return start - len(match.group()) if match else start
