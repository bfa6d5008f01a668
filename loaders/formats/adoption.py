"""How the Security Council's texts say when and by what vote they were adopted.

Before 1994 the line stands at the end, ``Adopted at the 2933rd meeting by 13 votes to none, with 2
abstentions (Cuba and Yemen).``, and the date in the title: ``661 (1990). Resolution of 6 August 1990``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loaders.formats.dates import first_date
from loaders.records import Document, Part, PartKind, Section, Vote

__all__ = ["adopted"]

_LINE = re.compile(
    r"(?:Ad[ao]pted|Approved)\s(?:(?P<all>unanimously)\s)?at the\s(?P<meeting>\d{1,4}\s?(?:st|nd|rd|th) meeting)"
    r"(?:,?\s(?:held )?on [^,.]{4,30})?"
    r"(?:,?\sby\s(?P<for>\d{1,2}) votes to (?P<against>none|\d{1,2})(?:\s\((?P<no>[^)]{3,200})\))?"
    r"(?:,?\swith (?P<abstained>\d{1,2}) abstentions?(?:\s?\((?P<absent>[^)]{3,300})\))?)?)?.{0,20}",
    re.DOTALL,
)
_DATED = re.compile(r"(?i)(?:resolution|adopted|^of|\bon)\b.{0,120}?(?=\b\d{1,2}\s[a-z]+\s(?:19|20)\d\d)")
_JOINT = re.compile(r",\s(?:and\s)?|\sand\s(?!Northern Ireland|Herzegovina)")


def adopted(document: Document) -> Document:
    """The document with the adoption line as its closing, and the date, meeting and vote it gives."""
    found = next((match for part in reversed(document.parts) if (match := _of(part))), None)
    parts = tuple(_closing(part) if _of(part) else part for part in document.parts) if found else document.parts
    return replace(
        document,
        parts=parts,
        adopted=document.adopted or _date(parts),
        meeting=document.meeting or (found["meeting"] if found else None),
        vote=document.vote or (_vote(found) if found else None),
    )


def _of(part: Part) -> re.Match[str] | None:
    if part.kind is PartKind.FOOTNOTE or len(part.text) > 500:
        return None
    return _LINE.fullmatch(part.text)


def _closing(part: Part) -> Part:
    return replace(part, kind=PartKind.CLOSING, section=Section.CLOSING)


def _date(parts: tuple[Part, ...]) -> date | None:
    """The date that the cover's lines give, which scans often part from its line."""
    cover = " ".join(part.text for part in parts if part.kind is PartKind.COVER and part.text[:1] != "[")
    match = _DATED.search(cover[:1200])
    return first_date(cover[match.end() : match.end() + 40]) if match else None


def _vote(found: re.Match[str]) -> Vote | None:
    if found["all"]:
        return Vote("recorded vote", None, 0, 0)
    if not found["for"]:
        return None
    against = 0 if found["against"] == "none" else int(found["against"])
    states = [(name, "against") for name in _states(found["no"])]
    states += [(name, "abstaining") for name in _states(found["absent"])]
    return Vote("recorded vote", int(found["for"]), against, int(found["abstained"] or 0), tuple(states))


def _states(text: str | None) -> list[str]:
    return [name.strip() for name in _JOINT.split(text) if name.strip()] if text else []
