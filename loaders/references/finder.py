"""One document through the finders, in the order of its parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace as record
from itertools import accumulate

from msgspec.structs import replace

from loaders.records import Document, Kind, Mark, Part, PartKind, Reference, Status
from loaders.references import anaphora, anchors, events, named, numbered, stated, unregistered
from loaders.references.anchors import Anchor
from loaders.references.context import Context, Text
from loaders.references.governing import Clauses, Verb
from loaders.references.mention import Mention
from loaders.references.notes import Notes

__all__ = ["find"]

_Placed = tuple[int, Reference]  # a reference and where in its paragraph it stands

_MEMORY = 40  # mentions kept for "that resolution": more than any two paragraphs hold


def find(document: Document) -> Document:
    """The document with every reference that its parts make, in the order of the text.

    Parts are read in their order; a footnote is read where its first mark stands, so that "Ibid." and
    short names see what the reader has seen. The result depends on this document alone.
    """
    reader = _Reader(document)
    references = [reference for part in document.parts for reference in reader.part(part)]
    return record(document, references=tuple(references))


class _Reader:
    """The state of one document's reading."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._context = Context.of(document)
        self._notes = Notes(self._context)
        self._parts = {part.id: part for part in document.parts}
        self._held = {mark.note for part in document.parts for mark in part.marks}
        self._leads: dict[str, Verb | None] = {}
        self._parents = {part.parent for part in document.parts}
        self._before: list[Mention] = []

    def part(self, part: Part) -> list[Reference]:
        """The references of one part: its own words', then each note's where the mark stands."""
        if part.kind is PartKind.FOOTNOTE:
            return [] if part.id in self._held else self._loose(part)
        text = Text.of(part, self._context)
        clauses = Clauses(text, self._document.language, self._leads.get(part.parent) if part.parent else None)
        own = self._own(text, clauses)
        references = self._noted(clauses, own)
        if part.id in self._parents:
            self._leads[part.id] = clauses.lead
        return [reference for _, reference in sorted(references, key=_order)]

    def _loose(self, note: Part) -> list[Reference]:
        """A footnote whose mark was not found in any paragraph."""
        mentions = self._notes.read(Text.of(note, self._context))
        return [_reference(note, mention, ("", "mentions")) for mention in mentions]

    # --- what the words of the part cite ------------------------------------------------------

    def _own(self, text: Text, clauses: Clauses) -> list[Mention]:
        reading = numbered.read(text, self._context)
        if text.part.kind is PartKind.COVER:  # the committee report and the draft; not the text's own symbol
            return [
                mention
                for mention in reading.mentions
                if mention.kind is Kind.DOCUMENT and mention.target != self._document.symbol
            ]
        found = list(reading.mentions)
        found += anaphora.find(text, reading.empty, reading.mentions, self._before, self._context)
        found += _outside(anaphora.statements(text), found)
        meetings = events.find(text)
        found += _outside([meeting for meeting in meetings if text.plain[meeting.start].islower()], found)
        found += _outside(named.find(text, self._context), found)
        found += _outside(meetings, found)
        found += _outside(unregistered.find(text, self._context), found)
        found.sort(key=_span)
        found = stated.resolve(text, found, self._context)
        self._before = [*self._before, *found][-_MEMORY:]
        return found

    def _is_cited(self, name: Mention, clauses: Clauses) -> bool:
        """An instrument is, wherever it is named; an event only where a verb speaks of it."""
        return name.kind is not Kind.EVENT or clauses.is_object(name.phrase)

    # --- footnotes ----------------------------------------------------------------------------

    def _noted(self, clauses: Clauses, own: list[Mention]) -> list[_Placed]:
        """The part's references: those of its notes, joined with the names that they explain, and the rest."""
        part = clauses.text.part
        explained: list[Mention] = []
        references: list[_Placed] = []
        floor = 0
        for mark in part.marks:
            targets = self._targets(mark)
            anchor = self._anchor(clauses, mark, floor, own, targets) if targets else None
            for name in _named_together(anchor, own, clauses.text.plain):
                explained.append(name)
                self._learn(name, targets[0])
                if anchor and name is not anchor.name:
                    twin = Anchor(name.start, name.end, name.phrase, name)
                    references.append((name.start, self._of_note(clauses, mark, targets[0], twin, 0)))
            for index, target in enumerate(targets):
                position = anchor.start if anchor else mark.offset
                references.append((position, self._of_note(clauses, mark, target, anchor, index)))
            floor = mark.offset
        return references + self._plain(clauses, own, explained)

    def _targets(self, mark: Mark) -> tuple[Mention, ...]:
        note = self._parts.get(mark.note)
        if note is None:
            return ()
        if note.id not in self._notes.seen:
            self._notes.read(Text.of(note, self._context))
        return self._notes.seen[note.id]

    def _anchor(
        self, clauses: Clauses, mark: Mark, floor: int, own: list[Mention], targets: tuple[Mention, ...]
    ) -> Anchor | None:
        spoken = max((verb.end for verb in clauses.verbs if verb.end <= mark.offset), default=0)
        return anchors.anchor(clauses.text, mark.offset, max(floor, spoken), own, targets)

    def _learn(self, name: Mention, target: Mention) -> None:
        """What a note says of an instrument holds for its later mentions in this document."""
        key = f"instrument:{name.instrument}" if name.instrument else name.cited
        if key and (target.target or target.cited):
            self._context.learned[key] = (target.target, target.cited, target.target_part)

    def _of_note(self, clauses: Clauses, mark: Mark, target: Mention, anchor: Anchor | None, index: int) -> Reference:
        """What a note cites, on the words it hangs on; on its own words where it hangs on no name."""
        part, note = clauses.text.part, self._parts[mark.note]
        if anchor is None:
            governed = clauses.govern(replace(target, start=mark.offset, end=mark.offset, phrase=mark.offset))
            reference = _reference(part, target, governed)
            return record(reference, part=note.id, text=note.text[target.start : target.end], note=mark.marker)
        name = anchor.name if index == 0 else None
        merged = replace(target, start=anchor.start, end=anchor.end, phrase=anchor.phrase)
        if name:
            kind = Kind.INSTRUMENT if name.kind is Kind.EVENT else name.kind
            merged = replace(merged, kind=kind, instrument=name.instrument, date=target.date or name.date)
        reference = _reference(part, merged, clauses.govern(merged))
        return record(reference, note=mark.marker, note_part=note.id, note_start=target.start, note_end=target.end)

    # --- governing words ----------------------------------------------------------------------

    def _plain(self, clauses: Clauses, own: list[Mention], explained: list[Mention]) -> list[_Placed]:
        """Mentions without a note; one that is joined to the one before it shares its governing words."""
        references: list[_Placed] = []
        spans = {_span(name) for name in explained}
        previous: Mention | None = None
        governed = ("", "mentions")
        for mention in own:
            if previous is None or not _joined(clauses.text.plain, previous, mention):
                governed = clauses.govern(mention)
            if _span(mention) not in spans and self._is_cited(mention, clauses):
                references.append(
                    (mention.start, _reference(clauses.text.part, mention, self._but_itself(mention, governed)))
                )
            previous = mention
        return references

    def _but_itself(self, mention: Mention, governed: tuple[str, str]) -> tuple[str, str]:
        """A text only mentions itself ("the present resolution"), whatever is asked for it."""
        own = (
            mention.status is Status.CONTEXTUAL
            and mention.target is not None
            and mention.target == self._document.symbol
        )
        return (governed[0], "mentions") if own else governed


# What may stand between two mentions that one phrase governs: "pursuant to X and to its resolution Y".
_JOINED = re.compile(r"(?:,? (?:and|or)|,)(?: (?:in|with|of|to|by|on|also))?(?: the)? ?")
_OWN = re.compile(r"(?:its|their) ")  # begins an object of the clause's verb anew


def _named_together(anchor: Anchor | None, own: list[Mention], plain: str) -> list[Mention]:
    """The name that a note explains, and one joined to it that has no source else: "the Declaration and the Plan"."""
    if anchor is None or anchor.name is None:
        return []
    index = own.index(anchor.name)
    before = own[index - 1] if index else None
    if before and before.status is Status.UNKNOWN and before.kind is Kind.INSTRUMENT:
        if plain[before.end : anchor.name.phrase].strip() == "and":
            return [before, anchor.name]
    return [anchor.name]


def _joined(plain: str, previous: Mention, mention: Mention) -> bool:
    """Whether two mentions are coordinated, so that what governs the first governs the second."""
    if previous.phrase == mention.phrase:
        return True
    joined = previous.reach <= mention.phrase and _JOINED.fullmatch(plain, previous.reach, mention.phrase)
    return bool(joined) and not _OWN.match(plain, mention.phrase)


def _outside(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """The mentions that overlap none of ``found``."""
    ordered = sorted(found, key=_span)
    starts = [mention.start for mention in ordered]
    # Mentions do not overlap one another but for the letters of one number, so ends are ordered too.
    ends = list(accumulate((mention.end for mention in ordered), max))
    return [mention for mention in mentions if not _overlaps(mention, starts, ends)]


def _overlaps(mention: Mention, starts: list[int], ends: list[int]) -> bool:
    index = bisect_left(starts, mention.end) - 1
    return index >= 0 and ends[index] > mention.start


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _order(placed: _Placed) -> tuple[int, int]:
    """By place in the paragraph; several of one note in the order of the note."""
    position, reference = placed
    return position, reference.end if reference.note_part is None else reference.note_start or 0


def _reference(part: Part, mention: Mention, governed: tuple[str, str]) -> Reference:
    """The record of a mention on the words of ``part``."""
    return Reference(
        part=part.id, paragraph=part.id, place=part.place or part.id, section=part.section, start=mention.start,
        end=mention.end, text=part.text[mention.start : mention.end], verb=governed[0], relation=governed[1],
        kind=mention.kind, target=mention.target, cited=mention.cited, target_part=mention.target_part,
        instrument=mention.instrument, date=mention.date, subject=mention.subject, status=mention.status,
        reason=mention.reason,
    )  # fmt: skip
