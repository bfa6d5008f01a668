"""Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import named, shortened
from loaders.references.context import Context, Text
from loaders.references.events import slug
from loaders.references.mention import Mention
from loaders.references.names import INSTRUMENT_NOUNS, Hint, Name
from loaders.references.patterns import prose

__all__ = ["find"]

_CAPITALISED = r"[A-Z][A-Za-zÀ-ÖØ-öø-ÿ'\-]{0,60}"
_LINK = r"(?:of|on|for|and|to|in|against|with|at|relating|concerning|by|from|or)"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_NOUN = f"(?:{'|'.join(sorted(INSTRUMENT_NOUNS, key=len, reverse=True))})"
_AROUND = (
    rf"(?:for|on|of|against|concerning|to|relating to) (?:the )?{_CAPITALISED}"
    rf"(?:(?:, {_CAPITALISED}){{1,4}},? and {_CAPITALISED})?(?: (?:(?:{_INNER} |and ){{0,3}}){_CAPITALISED}){{0,9}}"
)
_FIRST_NOUN = re.compile(rf"\b{_NOUN}\b")
_TITLED = re.compile(r"\d,? on the $")  # "resolution 5/2, on the Code of Conduct … of the Council": its title
_START = re.compile(r'[A-Z](?:(?<=[Tt]he .)|(?<=[Ii]ts .)|(?<=".))')
_NAME = prose(rf"""
    (?:(?:{_CAPITALISED} (?:{_LINK} (?:the (?<!and the ))?)?){{1,9}}{_NOUN}(?: {_AROUND})?   # Istanbul Declaration
    |{_NOUN} {_AROUND})                                                                      # Declaration of Doha
    (?![A-Za-z])
""")
# A body or a mission whose name ends like an instrument's: "the Government of National Accord".
_NO_INSTRUMENT = prose(r"""
    (?:Government|Ministry|Office|Committee|Commission|Department|Group|Council|Secretariat|Organi[sz]ation|Fund
    |Mission|Centre|Institute|Meeting|Conference|Assembly|Session|Summit|Panel|Parties|States|Implementation
    |Signatories|Members|Bank|Division|Unit|Section|Team
    |Task Force|Working|Special (?:Rapporteur|Representative|Envoy|Committee)|Secretary|Under-Secretary
    |High (?:Commissioner|Representative)|President|Chair|Director
    |United Nations (?:Office|Mission|Development Programme|Environment))\b
""")


def find(text: Text, context: Context) -> list[Mention]:
    """Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""
    if not text.hints & Hint.INSTRUMENT:
        return []
    return [
        _unregistered(text, *match.span(), context)
        for match in _named(text.plain)
        if not _is_of_body(text, match) and not _NO_INSTRUMENT.match(match.group())
    ]


def _is_of_body(text: Text, match: re.Match[str]) -> bool:
    """Whether a body's name reaches up to the noun: in "Declaration on the Role of the Programme" it stands behind."""
    noun = (
        None
        if _TITLED.search(text.plain, max(0, match.start() - 12), match.start())
        else _FIRST_NOUN.search(match.group())
    )
    return bool(text.bodies(match.start(), match.start() + noun.end() if noun else match.end()))


def _named(plain: str) -> Iterator[re.Match[str]]:
    """The names behind an article or a quotation mark, in order, without overlap."""
    behind = 0
    for start in _START.finditer(plain):
        match = _NAME.match(plain, start.start()) if start.start() >= behind else None
        if match:
            behind = match.end()
            yield match


def _unregistered(text: Text, start: int, end: int, context: Context) -> Mention:
    key = f"instrument:{slug(text.plain[start:end])}"
    shortened.remember(context, key, text.plain[start:end])
    mention = named.mention_of(text, Name(start, end), key, Kind.INSTRUMENT, context)
    if key in context.learned:
        return mention
    reason = "no registry row has this name, and no footnote gives its source"
    return replace(mention, status=Status.UNKNOWN, reason=reason)
