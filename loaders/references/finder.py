"""One document through the finders, in the order of its parts."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.records import Document, Mark, Part, PartKind, Reference, Status
from loaders.references import anaphora, anchors, governing, named, numbered
from loaders.references.context import Context, Text
from loaders.references.governing import Verb
from loaders.references.mention import Mention
from loaders.references.notes import Notes

__all__ = ["find"]


def find(document: Document) -> Document:
    """The document with every reference that its parts make, in the order of the text.

    Parts are read in their order; a footnote is read where its first mark stands, so that "Ibid." and
    short names see what the reader has seen. The result depends on this document alone.
    """
    reader = _Reader(document)
    references = [reference for part in document.parts for reference in reader.part(part)]
    return replace(document, references=tuple(references))


class _Reader:
    """The state of one document's reading."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._context = Context.of(document)
        self._notes = Notes(self._context)
        self._parts = {part.id: part for part in document.parts}
        self._held = {mark.note for part in document.parts for mark in part.marks}
        self._verbs: dict[str, Verb | None] = {}
        self._before: list[Mention] = []

    def part(self, part: Part) -> list[Reference]:
        """The references of one part: its own words', then each note's where the mark stands."""
        if part.kind is PartKind.FOOTNOTE:
            return [] if part.id in self._held else self._loose(part)
        text = Text.of(part, self._context)
        verbs = governing.clause_verbs(text, self._document.language)
        own = self._own(text, verbs)
        noted = self._noted(text, own, verbs)
        self._verbs[part.id] = verbs[0] if verbs else self._inherited(part)
        return sorted(noted, key=_order)

    # --- what the words of the part cite ------------------------------------------------------

    def _own(self, text: Text, verbs: tuple[Verb, ...]) -> list[Mention]:
        reading = numbered.read(text, self._context)
        if text.part.kind is PartKind.COVER:  # the committee report and the draft; not the text's own symbol
            return [mention for mention in reading.mentions if mention.target != self._document.symbol]
        found = list(reading.mentions)
        found += anaphora.find(text, reading.empty, reading.mentions, self._before, self._context)
        found += [name for name in named.find(text, self._context) if not _inside(name, found)]
        taken = [(mention.start, mention.end) for mention in found]
        found += self._events(text, taken, verbs)
        taken = [(mention.start, mention.end) for mention in found]
        found += named.unknown(text, taken)
        found.sort(key=lambda mention: (mention.start, mention.end))
        self._before = [*self._before[-40:], *found]
        return found

    def _events(self, text: Text, taken: list[tuple[int, int]], verbs: tuple[Verb, ...]) -> list[Mention]:
        """Events that are the object of a verb ("Recalling the World Conference"), not every meeting named."""
        found = named.events(text, taken)
        return [event for event in found if governing.is_object(text, event.phrase, verbs, self._inherited(text.part))]

    # --- footnotes ----------------------------------------------------------------------------

    def _noted(self, text: Text, own: list[Mention], verbs: tuple[Verb, ...]) -> list[Reference]:
        """The part's references, those that a note explains joined with what the note says."""
        explained: dict[int, Mention] = {}
        references: list[Reference] = []
        floor = 0
        for mark in text.part.marks:
            targets = self._targets(mark, text)
            if targets:
                references += self._note_references(text, mark, floor, own, targets, verbs, explained)
            floor = mark.offset
        references += self._plain(text, [m for index, m in enumerate(own) if index not in explained], own, verbs)
        return references

    def _plain(self, text: Text, wanted: list[Mention], own: list[Mention], verbs: tuple[Verb, ...]) -> list[Reference]:
        """Mentions without a note; one that is joined to the one before it shares its governing words."""
        references: list[Reference] = []
        governed: dict[int, tuple[str, str]] = {}
        for index, mention in enumerate(own):
            previous = own[index - 1] if index else None
            if previous is not None and _JOINED.fullmatch(text.plain, max(previous.reach, previous.end), mention.phrase):
                governed[index] = governed[index - 1]
            else:
                governed[index] = self._governed(text, mention, verbs)
            if mention in wanted:
                references.append(self._reference(text, mention, governed[index]))
        return references

    def _governed(self, text: Text, mention: Mention, verbs: tuple[Verb, ...]) -> tuple[str, str]:
        """The governing words and relation; the text itself is only mentioned, whatever is asked for it."""
        verb, relation = governing.govern(text, mention.phrase, verbs, self._inherited(text.part), self._document.language)
        own = mention.status is Status.CONTEXTUAL and mention.target is not None and mention.target == self._document.symbol
        return verb, "mentions" if own else relation

    def _targets(self, mark: Mark, holder: Text) -> tuple[Mention, ...]:
        note = self._parts.get(mark.note)
        if note is None:
            return ()
        if note.id not in self._notes.seen:
            self._notes.read(Text.of(note, self._context))
        return self._notes.seen[note.id]

    def _note_references(
        self, text: Text, mark: Mark, floor: int, own: list[Mention], targets: tuple[Mention, ...],
        verbs: tuple[Verb, ...], explained: dict[int, Mention],
    ) -> list[Reference]:  # fmt: skip
        spoken = max((verb.end for verb in verbs if verb.end <= mark.offset), default=0)
        anchor = anchors.anchor(text, mark.offset, max(floor, spoken), own, targets)
        if anchor is None:
            return [self._in_note(text, mark, target, mark.offset, verbs) for target in targets]
        if anchor.name is not None:
            explained[own.index(anchor.name)] = anchor.name
            self._learn(anchor.name, targets[0])
        return [self._anchored(text, mark, target, anchor, verbs, index) for index, target in enumerate(targets)]

    def _learn(self, name: Mention, target: Mention) -> None:
        """What a note says of an instrument holds for its later mentions in this document."""
        if name.instrument and (target.target or target.cited):
            self._context.instruments[name.instrument] = (target.target, target.cited, target.target_part)

    def _anchored(
        self, text: Text, mark: Mark, target: Mention, anchor: anchors.Anchor, verbs: tuple[Verb, ...], index: int
    ) -> Reference:
        name = anchor.name if index == 0 else None
        merged = replace(
            target, start=anchor.start, end=anchor.end, phrase=anchor.phrase,
            kind=name.kind if name else target.kind, instrument=name.instrument if name else None,
            date=target.date or (name.date if name else None),
        )  # fmt: skip
        reference = self._reference(text, merged, self._governed(text, merged, verbs))
        return replace(reference, note=mark.marker, note_part=mark.note, note_start=target.start, note_end=target.end)

    def _in_note(self, text: Text, mark: Mark, target: Mention, position: int, verbs: tuple[Verb, ...]) -> Reference:
        """A note that hangs on no name: its own words are the evidence, its holder's clause the verb."""
        note = self._parts[mark.note]
        at_mark = replace(target, start=position, end=position, phrase=position)
        holder = self._reference(text, at_mark, self._governed(text, at_mark, verbs))
        return replace(
            holder, part=note.id, start=target.start, end=target.end, text=note.text[target.start : target.end], note=mark.marker
        )

    def _loose(self, note: Part) -> list[Reference]:
        """A footnote whose mark was not found in any paragraph."""
        text = Text.of(note, self._context)
        return [self._reference(text, target, ("", "mentions")) for target in self._notes.read(text)]

    # --- references ---------------------------------------------------------------------------

    def _inherited(self, part: Part) -> Verb | None:
        return self._verbs.get(part.parent) if part.parent else None

    def _reference(self, text: Text, mention: Mention, governed: tuple[str, str]) -> Reference:
        part, (verb, relation) = text.part, governed
        return Reference(
            part=part.id, paragraph=part.id, place=part.place or part.id, section=part.section, start=mention.start,
            end=mention.end, text=part.text[mention.start : mention.end], verb=verb, relation=relation, kind=mention.kind,
            target=mention.target, cited=mention.cited, target_part=mention.target_part, instrument=mention.instrument,
            date=mention.date, subject=mention.subject, status=mention.status, reason=mention.reason,
        )  # fmt: skip


# What may stand between two mentions that one phrase governs: "pursuant to X and to its resolution Y".
_JOINED = re.compile(r",?(?: and| or|,)?(?: (?:in|with|of|to|by|on|also))?(?: the)? ?")


def _inside(name: Mention, found: list[Mention]) -> bool:
    return any(mention.start < name.end and name.start < mention.end for mention in found)


def _order(reference: Reference) -> tuple[int, int, str]:
    return reference.start if reference.part == reference.paragraph else 1 << 30, reference.end, reference.target or ""
