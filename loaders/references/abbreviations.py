"""Abbreviations that a document gives to an instrument in parentheses: "the Comprehensive Peace Agreement (CPA)".

From there on the letters stand for the name. They are learned where they are the name's own initials, or where
the document says so in quotation marks ("“the APPR-RCA”"), and never where they are a body's name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.records import Kind, Status
from loaders.references import named
from loaders.references.context import Context, Text
from loaders.references.mention import Mention, Taken
from loaders.references.names import Name
from loaders.references.patterns import prose

__all__ = ["find", "may_hold"]

_GIVEN = prose(r"""
    (?: of(?: \d{1,2})?(?: [A-Z][a-z]{2,8})? \d{4})?
    [ ]\((?:hereinafter |hereafter )?(?:referred to as |called )?
    (?P<quoted>["']?(?:the )?["']?)(?P<short>[A-Z][A-Za-z]{0,10}(?:-[A-Z]{2,8})?)["']?\)
""")
_KINDS = (Kind.INSTRUMENT, Kind.TREATY)
_MOST = 20  # of a document


def may_hold(text: Text, context: Context) -> bool:
    """Whether a learned abbreviation stands in ``text``."""
    return any(short in text.plain for short in context.abbreviations)


def find(text: Text, found: list[Mention], context: Context) -> list[Mention]:
    """The abbreviations in ``text`` of names learned before or among the mentions ``found``, which give new ones."""
    if "(" in text.plain:
        for mention in found:
            _learn(text, mention, context)
    if not may_hold(text, context):
        return []
    taken = Taken.by(found)
    return [
        named.of_key(text, Name(match.start(), match.end()), key, context)
        for short, key in context.abbreviations.items()
        for match in _alone(short).finditer(text.plain)
        if match.start() not in taken and not named.heads_body(text.plain, match.end())
    ]


def _learn(text: Text, mention: Mention, context: Context) -> None:
    if mention.kind not in _KINDS or mention.status is Status.AMBIGUOUS or len(context.abbreviations) >= _MOST:
        return
    given = _GIVEN.match(text.plain, mention.end)
    key = f"instrument:{mention.instrument}" if mention.instrument else mention.cited
    if given is None or key is None or sum(letter.isupper() for letter in given["short"]) < len("AB"):
        return
    start = given.start("short")
    words = text.plain[mention.start : mention.end]
    if any(body.start == start for body in text.bodies(start, given.end())):
        return
    if "the " in given["quoted"] or _are_initials(given["short"], words):
        context.abbreviations.setdefault(given["short"], key)


def _are_initials(short: str, words: str) -> bool:
    """Whether the capitals of ``short`` begin words of a name, in their order, and the first of them the name."""
    initials = iter([word[0].upper() for word in re.findall(r"[A-Za-z][\w']*", words)])
    capitals = [letter for letter in short if letter.isupper()]
    return words[:1].upper() == capitals[0] and all(letter in initials for letter in capitals)


@lru_cache(maxsize=256)
def _alone(short: str) -> re.Pattern[str]:
    """An abbreviation on its own, but where it is given: "(CPA)"."""
    return re.compile(rf"(?<![\w(\"'/\-]){re.escape(short)}(?![\w\-]|[\"']?\))")
