"""Which found reference answers which label, and whether it answers it rightly.

A label and a found reference belong together when they stand on the same words, or when they came
through the same footnote. Each label takes the best of its candidates, each reference serves one
label; the rest is spurious unless it only repeats or details what a label already says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from loaders.records import Document, Reference, Section, Status
from tests.gold.labels import Label, Where, where

__all__ = ["Pair", "Verdict", "keys", "pin", "verdict"]

_WORDS = (
    (r",? ?\bsub-?paragraphs? (?=\()", " "), (r"\b(?:para|paragraph)s?\b\.?", "paragraph"),
    (r"\b(?:sect|section)s?\b\.?", "section"),
    (r"\b(?:art|article)s?\b\.?", "article"), (r"\b(?:chap|chapter)s?\b\.?", "chap"),
    (r"\b(?:vol|volume)s?\b\.?", "vol"), (r"\bannexe?s?\b", "annex"), (r"\s+to\s+", "-"),
    (r"[‐-―−]", "-"), (r"\s*([,()])\s*", r"\1"), (r"\s+", " "),
)  # fmt: skip
_Rank: TypeAlias = tuple[bool, ...]
_RESOLVABLE = re.compile(r"(?:A|S|E)/(?:RES|DEC)/")


def pin(text: str | None) -> str:
    """A pinpoint in comparable form: abbreviations, plurals, dashes and spaces folded."""
    folded = (text or "").lower().strip(" .")
    for pattern, plain in _WORDS:
        folded = re.sub(pattern, plain, folded)
    return folded.strip()


def keys(reference: Reference) -> frozenset[str]:
    """Every key under which a found reference names its target."""
    named = f"instrument:{reference.instrument}" if reference.instrument else None
    return frozenset(key for key in (reference.target, reference.cited, named) if key)


def target_right(label: Label, found: Reference) -> bool:
    """Whether a found reference resolves to one of the label's targets, or rightly to nothing."""
    if not label.judged:
        return not (found.target and _RESOLVABLE.match(found.target))
    if "none" in label.targets and not keys(found):
        return True
    return bool(keys(found) & set(label.targets)) if label.targets else found.target is None


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its place today and the reference that answers it, if any."""

    label: Label
    where: Where | None
    found: Reference | None = None

    @property
    def target(self) -> bool:
        return self.found is not None and target_right(self.label, self.found)

    @property
    def relation(self) -> bool:
        return self.found is not None and (not self.label.relations or self.found.relation in self.label.relations)

    @property
    def pinpoint(self) -> bool:
        if self.label.pins is None or self.found is None:
            return self.found is not None
        given = pin(self.found.target_part)
        wanted = {pin(p) for p in self.label.pins} or {""}
        # "Article 102 of the Charter" is told whole by its key, so the pinpoint may repeat it or not.
        in_key = self.label.kind == "article" and given == ""
        return given in wanted or in_key

    @property
    def status(self) -> bool:
        if self.found is None:
            return False
        # An instrument that is told by its name alone may be unknown to the registry: both are true.
        named = self.label.status == "resolved" and all(
            target.startswith("instrument:") for target in self.label.targets
        )
        return self.found.status.value == self.label.status or (named and self.found.status == Status.UNKNOWN)

    @property
    def kind(self) -> bool:
        return self.found is not None and self.found.kind.value == self.label.kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """All pairs of one document, the spurious references, how many labels had moved, why it was not read."""

    pairs: tuple[Pair, ...]
    spurious: tuple[Reference, ...]
    moved: int = 0
    error: str = ""


def _same_words(place: Where, found: Reference) -> bool:
    if found.part == place.part:
        return found.start < place.end and place.start < found.end
    noted = found.note_part == place.part and found.note_start is not None and found.note_end is not None
    return bool(noted) and (found.note_start or 0) < place.end and place.start < (found.note_end or 0)


def _belongs(label: Label, place: Where, found: Reference) -> bool:
    return _same_words(place, found) or (label.note is not None and found.note == label.note)


def _rank(label: Label, place: Where, found: Reference) -> _Rank:
    pair = Pair(label, place, found)
    return pair.target, _same_words(place, found), pair.relation, pair.pinpoint, pair.status


def _candidates(label: Label, place: Where | None, references: Sequence[Reference]) -> list[tuple[_Rank, int]]:
    if place is None:
        return []
    near = [(index, found) for index, found in enumerate(references) if _belongs(label, place, found)]
    ranked = [(_rank(label, place, found), index) for index, found in near]
    # Through a common footnote alone only the right target makes a pair: a note may hold several.
    return [(rank, index) for rank, index in ranked if rank[0] or rank[1]]


def _assign(choices: list[list[tuple[_Rank, int]]], optional: Sequence[bool]) -> dict[int, int]:
    flat = ((rank, label, index) for label, ranked in enumerate(choices) for rank, index in ranked)
    ordered = sorted(((rank, not optional[label], -label, -index) for rank, label, index in flat), reverse=True)
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, _, label, index in ordered:
        if -label not in taken and -index not in used:
            taken[-label] = -index
            used.add(-index)
    return taken


def _excused(found: Reference, pairs: Sequence[Pair]) -> bool:
    """A further pointer to what a label already says: a second symbol of a note, a corrigendum."""
    if found.section == Section.COVER:
        return True
    near = [p for p in pairs if p.where is not None and _belongs(p.label, p.where, found)]
    return any(target_right(p.label, found) or p.label.optional for p in near)


def verdict(document: Document, given: Sequence[Label]) -> Verdict:
    """Pair every label of a document with what was found in it."""
    places = [where(label, document) for label in given]
    choices = [_candidates(label, place, document.references) for label, place in zip(given, places, strict=True)]
    taken = _assign(choices, [label.optional for label in given])
    pairs = tuple(
        Pair(label, place, document.references[taken[i]] if i in taken else None)
        for i, (label, place) in enumerate(zip(given, places, strict=True))
    )
    used = set(taken.values())
    left = (found for index, found in enumerate(document.references) if index not in used)
    spurious = tuple(found for found in left if not _excused(found, pairs))
    return Verdict(pairs, spurious, sum(1 for place in places if place is None or place.moved))
