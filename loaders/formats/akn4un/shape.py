"""What an element of an AKN4UN file is, told by its name, its class and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.formats.akn4un.tree import Element, local
from loaders.formats.outline import core
from loaders.records import PartKind, Section

__all__ = [
    "ANNEX", "BARE", "HEADING_CLASS", "PRINTED_LABEL", "Where", "marker", "point_kind", "says_what", "text_of_point",
]  # fmt: skip

# The identifiers that the UN's own links are listed by: of a clause or paragraph, not of a piece of it.
PLACE = re.compile(r"(?:container|para)_\d+")
ANNEX = re.compile(
    r"(?i)(?:annexe?s?|anexo|приложение|المرفق|附件|appendix|appendice|apéndice|enclosure)"
    r"(?:\W{1,3}(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}))?(?:\s*[:.].{0,200})?|附件[一二三四五六七八九十]{0,3}|المرفق \w+"
)
BARE = re.compile(r"[A-Z]|[IVX]{1,6}|[ء-ي]+|[一二三四五六七八九十]{1,3}")
PRINTED_LABEL = re.compile(r"\(([a-zа-яء-يـ]{1,2}|[ivx]{1,6}|\d{1,2})\)[\t \u00a0]+(?=\S)")
HEADING_CLASS = re.compile(r"H\d+")


@dataclass(frozen=True, slots=True)
class Where:
    """What surrounds the element being read."""

    section: Section
    place: str | None = None
    parent: str | None = None
    numbered: bool = True
    scopes: bool = False

    def at(self, element: Element) -> Where:
        """The same place, or the element's own where it has one that links are listed by."""
        name = element.get("eId")
        if not name or not PLACE.fullmatch(name):
            return self
        return Where(self.section, name, self.parent, self.numbered, self.scopes)  # `replace` takes thrice as long


def marker(element: Element) -> str:
    """The marker of a note; ``*`` where it has none."""
    printed = element.get("marker") or ""
    return core(printed) or printed or "*"


def point_kind(where: Where) -> PartKind:
    """The kind of a list's points, which is that of the paragraph they belong to."""
    kinds = {Section.OPERATIVE: PartKind.OPERATIVE, Section.PREAMBLE: PartKind.PREAMBULAR}
    return kinds.get(where.section, PartKind.PARAGRAPH)


def text_of_point(element: Element) -> Iterable[Element]:
    """The ``p`` of a point or item, without those of the lists inside it."""
    for child in element:
        if local(child) in {"content", "intro"}:
            yield from (p for p in child if local(p))
        elif local(child) == "p":
            yield child


def says_what(p: Element) -> bool:
    """Whether a cover line says how the text was adopted: not the masthead, not its own number."""
    names = {local(child): child.get("refersTo") for child in p}
    return "docProponent" in names or ("docTitle" in names and names["docTitle"] != "#resolutionNumber")
