"""Running text of one XML paragraph, with its footnote marks, its links and its italic lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from typing import TypeAlias

from loaders.formats.akn4un.tree import Element, local
from loaders.formats.links import target_of
from loaders.formats.outline import squeeze
from loaders.records import Link, Mark

__all__ = ["BLOCKS", "Flow", "cut", "flow", "joined", "without_empty_mark"]

# Elements that stand inside a ``p`` in these files and are paragraphs of their own.
BLOCKS = frozenset({"embeddedStructure", "subheading", "blockList", "list", "table", "container", "paragraph"})
_ANCHORS = frozenset({"a", "ref", "mref", "rref"})
# The document's own number is no part of its text, or it would be read as a citation of itself.
_OWN = frozenset({"docNumber", "img"})
_SEVERAL = re.compile(r"\s?[,،]\s?")
# A raised digit after a number is a power (10¹⁴), unless that number is a year.
_POWER = re.compile(r"\d$(?<!\b(?:19|20)\d\d)")
# Split anchors of one link ("181 (", "II", ")") that touch, or are parted by spaces alone, are one.
_GAP = re.compile(r"[\s\u00a0]{0,2}")

_Noting: TypeAlias = Callable[[Element], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Flow:
    """Text with marks taken out; ``blocks`` are the paragraphs found inside, in order."""

    text: str
    lead: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    blocks: tuple[Element, ...] = ()


class _Tape:
    """Raw text being collected, with the raw offsets of what stands in it."""

    def __init__(self, seen: Container[str], note: _Noting, known: Callable[[str], str]) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.seen, self.note, self.known = seen, note, known
        self.marks: list[tuple[int, str, str]] = []
        self.links: list[tuple[int, int, str]] = []
        self.blocks: list[Element] = []

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def end(self) -> str:
        """The last few characters."""
        return "".join(self.pieces[-2:])[-8:]


def _run(element: Element, tape: _Tape) -> None:
    tape.add(element.text)
    for child in element:
        name = local(child)
        if name == "authorialNote":
            tape.marks.append((tape.length, *tape.note(child)))
        elif name in BLOCKS:
            tape.blocks.append(child)
        elif name == "eol":
            tape.add("\n")
        elif name == "sup":
            _superscript(child, tape)
        elif name in _ANCHORS and child.get("href"):
            start = tape.length
            _run(child, tape)
            tape.links.append((start, tape.length, child.get("href")))
        elif name and name not in _OWN:
            _run(child, tape)
        tape.add(child.tail)


def _superscript(element: Element, tape: _Tape) -> None:
    """Raised text: repeated marks (``1,2``), the parentheses that Arabic sets about a mark, or real text."""
    text = "".join(element.itertext()).strip()
    markers = _SEVERAL.split(text)
    if all(marker in tape.seen for marker in markers) and not _POWER.search(tape.end()):
        tape.marks += [(tape.length, marker, tape.known(marker)) for marker in markers]
    elif not (text in {"(", ")", "()"} and _beside_note(element)):
        _run(element, tape)


def _beside_note(element: Element) -> bool:
    before, after = element.getprevious(), element.getnext()
    closes = before is not None and local(before) == "authorialNote" and not (before.tail or "").strip()
    opens = after is not None and local(after) == "authorialNote" and not (element.tail or "").strip()
    return closes or opens


def _lead(element: Element) -> str:
    """The italic words at the head of the paragraph, or of its first span."""
    if (element.text or "").strip() or not len(element):
        return ""
    first = element[0]
    if local(first) in {"span", "i"} and (local(first) == "i" or "italic" in (first.get("class") or "")):
        return " ".join("".join(first.itertext()).split())
    return ""


def flow(element: Element, seen: Container[str], note: _Noting, known: Callable[[str], str]) -> Flow:
    """The text of a paragraph element.

    Parameters
    ----------
    element
        A ``p`` or what stands for one.
    seen
        Markers of all the document's notes: a raised digit among them is a repeated mark.
    note
        Called with each note met; gives its marker and the name of its part.
    known
        The name of the part of a note, by its marker.

    """
    if not len(element):
        return Flow(squeeze(element.text or "")[0])
    tape = _Tape(seen, note, known)
    _run(element, tape)
    raw = "".join(tape.pieces)
    points = [*(mark[0] for mark in tape.marks), *(p for link in tape.links for p in link[:2])]
    text, moved = squeeze(raw, points)
    marks = tuple(Mark(at, marker, name) for at, (_, marker, name) in zip(moved, tape.marks, strict=False))
    ends = moved[len(marks) :]
    anchors = [(ends[2 * i], ends[2 * i + 1], link[2]) for i, link in enumerate(tape.links)]
    return Flow(text, _lead(element), marks, _merged(anchors, text), tuple(tape.blocks))


def _merged(anchors: list[tuple[int, int, str]], text: str) -> tuple[Link, ...]:
    """Links in order, with the touching pieces of one address made one, and outer spaces cut."""
    merged: list[tuple[int, int, str]] = []
    for start, end, href in anchors:
        if merged and merged[-1][2] == href and _GAP.fullmatch(text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], end, href)
        elif end > start:
            merged.append((start, end, href))
    return tuple(_trimmed(start, end, href, text) for start, end, href in merged)


def _trimmed(start: int, end: int, href: str, text: str) -> Link:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Link(start, max(start, start + len(words.strip())), href, target_of(href))


def joined(flows: list[Flow], between: str) -> Flow:
    """Several paragraphs as one text; marks and links move along."""
    if len(flows) == 1:
        return flows[0]
    marks: list[Mark] = []
    links: list[Link] = []
    at = 0
    for one in flows:
        marks += [replace(mark, offset=mark.offset + at) for mark in one.marks]
        links += [replace(link, start=link.start + at, end=link.end + at) for link in one.links]
        at += len(one.text) + len(between)
    blocks = tuple(block for one in flows for block in one.blocks)
    return Flow(between.join(one.text for one in flows), "", tuple(marks), tuple(links), blocks)


def cut(found: Flow, start: int) -> Flow:
    """The text from ``start`` on: what stood before it was the paragraph's printed label."""
    marks = tuple(replace(mark, offset=max(0, mark.offset - start)) for mark in found.marks)
    kept = (link for link in found.links if link.start >= start)
    links = tuple(replace(link, start=link.start - start, end=link.end - start) for link in kept)
    return replace(found, text=found.text[start:], marks=marks, links=links)


def without_empty_mark(found: Flow) -> Flow:
    """An Arabic note begins with the empty parentheses of its mark."""
    opening = re.match(r"\(\s*\)\s*", found.text)
    return cut(found, opening.end()) if opening else found
