"""Quoted titles of agenda items, reports and texts: names printed inside one say what it is about, and cite nothing.

A name that is the whole of a title is that text ("entitled “The future we want”"), but for an agenda
item's. Numbers are cited inside titles too: the United Nations links them.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.records import Kind, PartKind, Status
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.patterns import prose

__all__ = ["is_inside", "is_subject", "may_hold"]

_TITLED = prose(r"""
    \b(?:entitled|titled|title|themes?|topics?)(?: of| was| is| on)?[:,]? ?\"$
    |\b(?:shall|will|would|should) be ?\"$                     # the theme of the session shall be "…"
    |\b(?:[Cc]onference|[Ss]eminar|[Ww]orkshop|[Mm]eeting|event|[Dd]ialogue|panel|[Ss]ymposium|[Ff]orum|debate|campaign
     |[Cc]onsultation)s?\b[^\".;]{0,120} on ?\"$
""")
_ITEM = prose(r"\b(?:sub-)?items?(?: \d{1,3})?(?: \([a-z]\))?(?: of [^\"]{3,60} agenda)?,?(?: entitled)? ?\"$")
# “A” and the sub-item entitled “B”
_JOINED = prose(r"\",? ?(?:and )?(?:(?:on )?the (?:sub-)?items?,? )?(?:entitled )?\"")
_MOST = 20  # titles of one list
_REACH = 150  # characters before a title that may say what it is the title of
# "resolution 70/1 of 25 September 2015, entitled “Transforming our world …”": the number cites it.
_OF_NUMBER = prose(r"""
    (?:/\d{1,3}|\d(?: [A-Z])? ?\([IVXLES\d\-]{1,8}\))(?: [A-Z])?
    (?:,? (?:adopted by [^,\"]{3,40} on|of) \d{1,2} [A-Z][a-z]+ \d{4})?,?(?: entitled| titled)?,? ?\"$
""")
_UNQUOTED = prose(r"\d entitled [A-Z][^,;.\"]{1,90}$")  # "resolution 57/28 entitled Scope of protection under the"
# "resolution 4/1 on innovative pathways to achieve sustainable consumption and production"
_ON = prose(r"(?:/\d{1,3}|\(\d{4}\)|[IVX]\))(?: [A-Z])?(?: of \d{1,2} [A-Z][a-z]+ \d{4})?,? on (?:the )?$")
_HEADING = prose(r"\bheading [A-Z] \([^()\"]{1,90}$")  # "under heading A (Promotion of … in accordance with the"
_NAMES = (Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT, Kind.ARTICLE)


def may_hold(text: Text, context: Context) -> bool:
    """Whether a title can stand in a text at all."""
    return (
        bool(text.quotes) or "entitled" in text.plain or "heading " in text.plain or text.part.kind is PartKind.HEADING
        or text.part.id in context.items
    )  # fmt: skip


def is_inside(text: Text, mention: Mention, context: Context) -> bool:
    """Whether a name, or a class of texts, is only part of a quoted title, or stands in an agenda item's."""
    if mention.kind not in _NAMES and mention.status is not Status.GENERIC:
        return False
    if text.part.id in context.items:
        return True
    if text.part.kind is PartKind.HEADING and _is_whole(text, mention, (0, len(text.plain))):
        return not _is_list(text.part.id, context)  # an annex that is the text itself
    title = text.quote_at(mention.start)
    if title is None:
        window = max(0, mention.start - _REACH), mention.start
        return bool(_UNQUOTED.search(text.plain, *window) or _HEADING.search(text.plain, *window))
    if _opens(text, title, _ITEM):
        return True
    if _OF_NUMBER.search(text.plain, max(0, title[0] - _REACH), title[0]):
        return True
    return not _is_whole(text, mention, title) and _opens(text, title, _TITLED)


def _is_list(heading: str, context: Context) -> bool:
    """Whether a heading stands in an annex that says of itself that it lists: "List of … agreements"."""
    annex = f"{heading.partition('/')[0]}/"
    return any(part.text.startswith("List of ") for part in context.parts if part.id.startswith(annex))


def is_subject(text: Text, start: int) -> bool:
    """Whether a name in small letters at ``start`` is what the resolution before it is about: its title."""
    plain = text.plain
    return plain[start].islower() and _ON.search(plain, max(0, start - _LONGEST_NUMBER), start) is not None


_LONGEST_NUMBER = 60  # "217 A (III) of 10 December 1948, on the "


def _opens(text: Text, title: tuple[int, int], cue: re.Pattern[str]) -> bool:
    """Whether ``cue`` stands before a title, or before the titles that it is joined to."""
    index = bisect_left(text.quotes, title)
    floor = max(0, index - _MOST)
    while index > floor and _JOINED.fullmatch(text.plain, text.quotes[index - 1][1], text.quotes[index][0]):
        index -= 1
    start = text.quotes[index][0]
    return cue.search(text.plain, max(0, start - _REACH), start) is not None


def _is_whole(text: Text, mention: Mention, title: tuple[int, int]) -> bool:
    """Whether a mention is all of a title, but for its article and marks at its end."""
    before, behind = text.plain[title[0] : mention.start], text.plain[mention.end : title[1]]
    return before.strip().lower() in ("", "the") and not behind.strip(" ,.;")
