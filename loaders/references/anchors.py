"""Which words a footnote hangs on: the name or the noun phrase before its mark (FORMS section 5)."""

from __future__ import annotations

import re

from loaders.records import Kind
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.registries import instruments

__all__ = ["Anchor", "anchor"]

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """The half-open span of the words a note belongs to; ``name`` where they are a known instrument."""

    start: int
    end: int
    phrase: int
    name: Mention | None = None


_DOCUMENT_NOUN = (
    r"(?:reports?|notes?|letters?|statements?|memorand(?:um|a)|communications?|study|studies|summary|summaries|recommendations?|"
    r"conclusions?|observations|working papers?|outcome documents?|guidelines|principles|programmes?|plans?|proposals?|documents?|"
    r"updates?|reviews?|resolutions?|decisions?|estimates|budgets?|frameworks?|strategy|strategies|declaration|declarations|convention|agreement|texts?|articles|rules|list|records?|advisory opinion)"
)
_DOCUMENT = re.compile(rf"(?P<start>(?:\b(?:the|its|an?|his|her|their|that|this) )?(?:[a-z\-]+ ){{0,3}}\b{_DOCUMENT_NOUN}\b)(?! of resolution)")
_EXPLICIT = {Kind.RESOLUTION, Kind.DECISION}


def anchor(text: Text, offset: int, floor: int, names: list[Mention], targets: tuple[Mention, ...]) -> Anchor | None:
    """The words before ``offset`` (a mark) and after ``floor`` (the mark before it) that the note is about.

    In order: an instrument whose registry row agrees with what the note says; an instrument whose
    name ends at the mark or is the only one; the last noun phrase that names a document.
    """
    within = [name for name in names if floor <= name.start and name.end <= offset and name.instrument]
    for name in reversed(within):
        if any(_agrees(name, target) for target in targets):
            return Anchor(name.start, name.end, name.phrase, name)
    near = [name for name in within if offset - name.end <= 3]
    if near:
        return Anchor(near[-1].start, near[-1].end, near[-1].phrase, near[-1])
    document = _document(text, offset, floor)
    if document and (not within or document.start > within[-1].end or targets[0].kind is Kind.DOCUMENT):
        return document
    if within and offset - within[-1].end <= 160 and not _known_otherwise(within[-1]):
        return Anchor(within[-1].start, within[-1].end, within[-1].phrase, within[-1])
    return document


def _agrees(name: Mention, target: Mention) -> bool:
    row = instruments.get(name.instrument or "")
    return bool(row.target and row.target == target.target) or bool(row.cited and row.cited == target.cited)


def _known_otherwise(name: Mention) -> bool:
    """Whether the registry says that this name is something else than the note names."""
    row = instruments.get(name.instrument or "")
    return bool(row.target or row.cited)


def _document(text: Text, offset: int, floor: int) -> Anchor | None:
    begin = max(floor, offset - 260)
    found = None
    for match in _DOCUMENT.finditer(text.plain, begin, offset):
        found = found or match if found and text.plain.find(" of ", found.end(), match.start()) >= 0 and match.start() - found.end() < 60 else match
    if not found:
        return None
    end = offset
    while end > found.start() and text.plain[end - 1] in " ,;.:)\"'":
        end -= 1
    start = found.start("start")
    return Anchor(start, max(end, found.end()), start)
