"""Agendas and programmes of work that a text sets out: their items are titles, and names in titles cite nothing."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.records import Part, PartKind
from loaders.references.patterns import prose
from loaders.registries import relations

__all__ = ["items"]

_HEADING = prose(r"""
    (?:[Dd]raft |[Pp]rovisional |[Aa]nnotated |[Pp]roposed ){0,3}
    (?:[Pp]rogramme of work|[Aa]genda|[Ll]ist of items)\b[^.:;]{0,120}
""")
_LONGEST_HEADING = 180


def items(parts: Iterable[Part], language: str) -> frozenset[str]:
    """The ids of the parts that are items: what stands behind an agenda's heading, up to the next verb or closing."""
    found: set[str] = set()
    listed = False
    for part in parts:
        if part.kind in (PartKind.FOOTNOTE, PartKind.COVER):
            continue
        if len(part.text) < _LONGEST_HEADING and _HEADING.fullmatch(part.text.strip()):
            listed = True
        elif listed and (part.kind is PartKind.CLOSING or relations.lead(part.text, language)):
            listed = False
        elif listed:
            found.add(part.id)
    return frozenset(found)
