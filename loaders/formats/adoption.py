"""How the Security Council's texts say when and by what vote they were adopted.

Before 1994 the line stands at the end, ``Adopted at the 2933rd meeting by 13 votes to none, with 2
abstentions (Cuba and Yemen).``, and the date in the title: ``661 (1990). Resolution of 6 August 1990``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loaders.formats.dates import first_date
from loaders.records import Document, Kind, Part, PartKind, Vote

__all__ = ["adopted"]

# Scans read "1" as "I", "l", "i" or "]", "by" as "hy", "to" as "io" or "10", a bracket as a brace.
_LINE = re.compile(
    r"(?:Ad[ao]pted|Approved)\s(?:(?P<all>unanimously),?\s|by consensus\s)?(?:without a vote,?\s)?at\s(?:the|its)\s"
    r"(?:resumed\s)?(?P<meeting>[\dIil\] ]{1,6}(?:st|nd|rd|th|the|ih|h)?_?)(?:\s\(closed\))?\sme?e?tings?\b"
    r"(?:\s\((?:private|closed)[^)]{0,20}\))?"
    r"(?:,?\s(?:held )?on [^,.]{4,30})?(?:,?\s(?P<none>without a vote|by consensus))?"
    r"(?:,?\s[bh]y\s(?P<for>[\dIil]{1,2})\s(?:votes?\s?)?(?:\([^)]{3,200}\))?"
    r"(?:(?:to|io|10)\s(?P<against>none|[\dIil]{1,2})(?:\sagainst)?(?:\s?\((?P<no>[^)}]{3,200})[)}])?"
    r"(?:,?\swith (?P<abstained>[\dIil]{1,2}|one)\s?abstentions?(?:\s?\((?P<absent>[^)}]{3,400})(?:[)}]|$))?)?)?)?",
    re.DOTALL,
)
_DIGITS = str.maketrans("Iil]", "1111")
_DATED = re.compile(r"(?i)(?:resolution|adopted|^of|\bon)\b.{0,120}?(?=\b\d{1,2}\s[a-z]+\s(?:19|20)\d\d)")
_HEADED = re.compile(r"(?:\d{1,4}\s?\(\d{4}\)\.?\s)?Resolution of (?=\d{1,2}\s)")
_SAID = re.compile(r"At (?:its|the) .{3,90}?\bon (?=\d{1,2}\s)")
_JOINT = re.compile(r",\s(?:and\s)?|\sand\s(?!Northern Ireland|Herzegovina)")


def adopted(document: Document) -> Document:
    """The document with the date, meeting and vote that its adoption line gives."""
    found = next((match for part in reversed(document.parts) if (match := _of(part))), None)
    meeting = document.meeting or (_meeting(found["meeting"]) if found else None)
    return replace(
        document,
        adopted=_day(document, meeting),
        meeting=meeting,
        vote=document.vote or (_vote(found) if found else None),
    )


def _day(document: Document, meeting: str | None) -> date | None:
    """When the text was adopted; a report, a letter or a note is not, whatever dates it prints."""
    if document.kind is Kind.DOCUMENT and meeting is None:
        return None
    if document.kind is Kind.STATEMENT:
        said = next((match for part in document.parts[:14] if (match := _SAID.match(part.text))), None)
        return first_date(said.string[said.end() : said.end() + 40]) if said else document.adopted
    return document.adopted or _date(document.parts)


def _of(part: Part) -> re.Match[str] | None:
    if part.kind is PartKind.FOOTNOTE or len(part.text) > 500:
        return None
    return _LINE.match(part.text) if part.text.startswith(("Ad", "Approved")) else None


def _meeting(printed: str) -> str | None:
    """The meeting's number as an ordinal, if what was printed or scanned has one."""
    digits = "".join(printed.translate(_DIGITS).split()).rstrip("_")
    match = re.fullmatch(r"(\d{1,4})(st|nd|rd|th|the|ih|h)", digits)
    return f"{match[1]}{match[2] if len(match[2]) == 2 and match[2] != 'ih' else 'th'} meeting" if match else None


def _date(parts: tuple[Part, ...]) -> date | None:
    """The date that the cover's lines give, which scans often part from its line."""
    cover = " ".join(part.text for part in parts if part.kind is PartKind.COVER and part.text[:1] != "[")
    match = _DATED.search(cover[:1200])
    if match is None:
        match = next((found for part in parts[:3] if (found := _HEADED.match(part.text))), None)
        cover = match.string if match else ""
    return first_date(cover[match.end() : match.end() + 40]) if match else None


def _vote(found: re.Match[str]) -> Vote | None:
    if found["none"] or re.search(r"by consensus|without a vote", found[0]):
        return Vote("without a vote")
    if found["all"]:
        return Vote("recorded vote", None, 0, 0)
    if not found["for"]:
        return None
    if not found["against"]:
        return Vote("recorded vote", _count(found["for"]))
    states = [(name, "against") for name in _states(found["no"])]
    states += [(name, "abstaining") for name in _states(found["absent"])]
    given, against, abstained = (_count(found[name]) for name in ("for", "against", "abstained"))
    return Vote("recorded vote", given, against, abstained, tuple(states))


def _count(printed: str | None) -> int:
    if printed in {None, "none"}:
        return 0
    return 1 if printed == "one" else int((printed or "0").translate(_DIGITS))


def _states(text: str | None) -> list[str]:
    return [name.strip() for name in _JOINT.split(text) if name.strip()] if text else []
