"""One document through the finders, in the order of its parts."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from loaders.records import Document, Kind, Mark, Part, PartKind, Reference, Status
from loaders.references import (
    abbreviations,
    anaphora,
    anchors,
    comments,
    conclusions,
    constitutive,
    events,
    governing,
    named,
    numbered,
    pinpoints,
    stated,
    titles,
    unregistered,
)
from loaders.references.anchors import Anchor
from loaders.references.clauses import Clauses
from loaders.references.context import Context, Text
from loaders.references.governing import Governed
from loaders.references.mention import Mention, by_span, by_start
from loaders.references.notes import Notes
from loaders.references.patterns import prose

__all__ = ["find"]

_Placed: TypeAlias = tuple[int, Reference]  # a reference and where in its paragraph it stands
_Targets: TypeAlias = tuple[Mention, ...]  # what a note names

_MEMORY = 40  # mentions kept for "that resolution": more than any two paragraphs hold


def find(document: Document) -> Document:
    """The document with every reference that its parts make, in the order of the text.

    Parts are read in their order; a footnote is read where its first mark stands, so that "Ibid." and
    short names see what the reader has seen. The result depends on this document alone.
    """
    reader = _Reader(document)
    references = [reference for part in document.parts for reference in reader.part(part)]
    return dataclasses.replace(document, references=tuple(references))


class _Reader:
    """The state of one document's reading."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._context = Context.of(document)
        self._notes = Notes(self._context)
        self._parts = {part.id: part for part in document.parts}
        self._held = {mark.note for part in document.parts for mark in part.marks}
        self._clauses: dict[str, Clauses] = {}
        self._parents = {part.parent for part in document.parts}
        self._before: list[Mention] = []

    def part(self, part: Part) -> list[Reference]:
        """The references of one part: its own words', then each note's where the mark stands."""
        if part.kind is PartKind.FOOTNOTE:
            return [] if part.id in self._held else self._loose(part)
        text = Text.of(part, self._context)
        clauses = Clauses(text, self._document.language, self._clauses.get(part.parent) if part.parent else None)
        if part.id in self._parents:
            self._clauses[part.id] = clauses
        references = self._noted(clauses, self._own(text))
        if len(references) > 1:
            references.sort(key=_order)
        return [each for _, reference in references for each in _one_a_relation(reference, clauses)]

    def _loose(self, note: Part) -> list[Reference]:
        """A footnote whose mark was not found in any paragraph."""
        mentions = self._notes.read(Text.of(note, self._context))
        return [_reference(note, mention, _UNGOVERNED) for mention in mentions]

    # --- what the words of the part cite ------------------------------------------------------

    def _own(self, text: Text) -> list[Mention]:
        if not (text.hints or self._may_hold(text)):
            return []
        meetings = events.find(text)
        for meeting in meetings:
            self._context.remember_conference(events.CONFERENCE + (meeting.cited or "").partition(":")[2])
        reading = numbered.read(text, self._context)
        if text.part.kind is PartKind.COVER:
            return self._of_cover(reading.mentions)
        found = list(reading.mentions)
        if reading.empty:
            found += anaphora.find(text, reading.empty, reading.mentions, self._before, self._context)
        for more in self._unnumbered(text, meetings):
            found += _outside(more, found)
        if found or self._context.abbreviations:
            found += abbreviations.find(text, sorted(found, key=by_start), self._context)
        if found:
            found.sort(key=by_span)
            found = stated.resolve(text, found, self._context)
            if titles.may_hold(text, self._context):
                found = [mention for mention in found if not titles.is_inside(text, mention, self._context)]
            self._before = [*self._before, *found][-_MEMORY:]
        return found

    def _may_hold(self, text: Text) -> bool:
        return (
            numbered.may_hold(text)
            or named.may_hold(text, self._context)
            or abbreviations.may_hold(text, self._context)
            or constitutive.may_hold(text)
            or anaphora.may_hold_statements(text)
            or conclusions.may_hold(text)
        )

    def _unnumbered(self, text: Text, meetings: list[Mention]) -> tuple[list[Mention], ...]:
        """What is named without a number, by kind; where two overlap the earlier kind holds."""
        longer = unregistered.spans(text)
        return (
            anaphora.statements(text),
            list(comments.find(text)),
            list(conclusions.find(text)),
            [meeting for meeting in meetings if text.plain[meeting.start].islower()],
            named.find(text, self._context, longer) if named.may_hold(text, self._context) else [],
            unregistered.find(text, longer, self._context) if longer else [],
            list(constitutive.find(text, self._context)),
            meetings,
        )

    def _of_cover(self, mentions: list[Mention]) -> list[Mention]:
        """The committee report and the draft on a cover; not the text's own symbol."""
        own = self._document.symbol
        return [mention for mention in mentions if mention.kind is Kind.DOCUMENT and mention.target != own]

    # --- footnotes ----------------------------------------------------------------------------

    def _noted(self, clauses: Clauses, own: list[Mention]) -> list[_Placed]:
        """The part's references: those of its notes, joined with the names that they explain, and the rest."""
        explained: list[Mention] = []
        references: list[_Placed] = []
        floor = 0
        for mark in clauses.text.part.marks:
            targets = self._targets(mark)
            if targets:
                anchor = self._anchor(clauses, mark, floor, own, targets)
                together = _named_together(anchor, own, clauses.text.plain)
                explained += together
                references += self._of_mark(clauses, mark, targets, anchor, together, own)
            floor = mark.offset
        return references + self._plain(clauses, own, explained) if own else references

    def _of_mark(
        self, clauses: Clauses, mark: Mark, targets: _Targets, anchor: Anchor | None, together: list[Mention],
        own: list[Mention],
    ) -> list[_Placed]:  # fmt: skip
        """The references that one mark makes: of each thing its note names, and of each name it explains."""
        references: list[_Placed] = []
        for name in together:
            self._learn(name, targets[0])
            if anchor and name is not anchor.name:
                twin = Anchor(name.start, name.end, name.phrase, name)
                references.append((name.start, self._of_note(clauses, mark, targets[0], twin, name, own)))
        for index, target in enumerate(targets):
            name_ = anchor.name if anchor and index == 0 else None
            position = anchor.start if anchor else mark.offset
            references.append((position, self._of_note(clauses, mark, target, anchor, name_, own)))
        return references

    def _targets(self, mark: Mark) -> _Targets:
        note = self._parts.get(mark.note)
        if note is None:
            return ()
        if note.id not in self._notes.seen:
            self._notes.read(Text.of(note, self._context))
        return self._notes.seen[note.id]

    def _anchor(self, clauses: Clauses, mark: Mark, floor: int, own: list[Mention], targets: _Targets) -> Anchor | None:
        floor = max(floor, clauses.spoken(mark.offset))
        return anchors.anchor(clauses.text, mark.offset, floor, own, targets)

    def _learn(self, name: Mention, target: Mention) -> None:
        """What a note says of an instrument holds for its later mentions in this document.

        The first note holds; one that names something else than the registry knows is about other words
        ("the report of the Meeting of States Parties to the Convention") and teaches nothing.
        """
        key = f"instrument:{name.instrument}" if name.instrument else name.cited
        if key and target.cited and not anchors.known_otherwise(name, target):
            self._context.learned.setdefault(key, (target.target, target.cited, target.target_part))

    def _of_note(
        self,
        clauses: Clauses,
        mark: Mark,
        target: Mention,
        anchor: Anchor | None,
        name: Mention | None,
        own: list[Mention],
    ) -> Reference:
        """What a note cites, on the words it hangs on; on its own words where it hangs on no name."""
        part, note = clauses.text.part, self._parts[mark.note]
        if anchor is None:
            at_mark = replace(target, start=mark.offset, end=mark.offset, phrase=mark.offset)
            before = _last_before(own, mark.offset)
            governed = governing.govern(clauses, at_mark, previous=before)
            return _reference(part, target, governed, mark, words_of=note)
        merged = replace(target, start=anchor.start, end=anchor.end, phrase=anchor.phrase)
        pin = None if name else pinpoints.before(clauses.text.plain, anchor.phrase)
        if pin and not _OF_NAMES.match(pin.words):  # "the annex to the report of the Secretary-General"
            merged = replace(
                merged, phrase=pin.start, target_part=", ".join(filter(None, (target.target_part, pin.words)))
            )
        if name:
            kind = Kind.INSTRUMENT if name.kind is Kind.EVENT else name.kind
            merged = replace(
                merged, kind=kind, instrument=name.instrument, date=target.date or name.date,
                target_part=self._part_of(name, target),
            )  # fmt: skip
        before = _last_before(own, merged.phrase)
        governed = governing.govern(clauses, merged, previous=before)
        return _reference(part, merged, governed, mark, in_note=(target.start, target.end))

    def _part_of(self, name: Mention, target: Mention) -> str | None:
        """The part that a note gives and inside it the one printed at the name: "articles 3 and 5 of the …"."""
        key = f"instrument:{name.instrument}" if name.instrument else name.cited
        learned = self._context.learned.get(key or "")
        printed = name.target_part if learned is None or name.target_part != learned[2] else None
        return ", ".join(filter(None, (target.target_part, printed))) or None

    # --- governing words ----------------------------------------------------------------------

    def _plain(self, clauses: Clauses, own: list[Mention], explained: list[Mention]) -> list[_Placed]:
        """Mentions without a note; one that is joined to the one before it shares its governing words."""
        references: list[_Placed] = []
        spans = {by_span(name) for name in explained}
        previous: Mention | None = None
        item: Mention | None = None  # the last one that is no part of what is told of another
        governed: Governed | None = None
        before: Mention | None = None
        first, told = own[0], False
        for mention in own:
            resumed = previous is not None and (
                _resumes(clauses.text.plain, previous, mention, told)
                or _goes_on(clauses.text.plain, previous, mention, governed)
            )
            if previous is None or resumed or not _joined(clauses.text.plain, previous, mention):
                first, before, governed = mention, previous, None
                told = item is not None and governing.is_told(clauses, item, mention)
                item = item if told else mention
            # An event beside another, or beside what is recalled: what speaks of the first speaks of the second.
            beside = governed is not None and previous is not None and _may_speak_of_events(previous, governed)
            if by_span(mention) not in spans and (beside or _is_cited(mention, clauses)):
                governed = governed or governing.govern(clauses, first, told, before)
                words = self._but_itself(mention, governed)
                references.append((mention.start, _reference(clauses.text.part, mention, words)))
            previous = mention
        return references

    def _but_itself(self, mention: Mention, governed: Governed) -> Governed:
        """A text only mentions itself ("the present resolution"), whatever is asked for it, or is acted under."""
        itself = mention.status is Status.CONTEXTUAL and mention.target and mention.target == self._document.symbol
        return (governed[0], "mentions") if itself and governed[1] not in _OF_ITSELF else governed


def _one_a_relation(reference: Reference, clauses: Clauses) -> Iterator[Reference]:
    """A reference for each relation: "Recalling and reaffirming its resolution" makes two."""
    yield reference
    for relation in clauses.also(reference.verb, reference.relation):
        yield dataclasses.replace(reference, relation=relation)


# Parts of treaties, not of reports.
_OF_NAMES = re.compile("rule|article|principle|regulation|goal|target", re.IGNORECASE)
_OF_ITSELF = ("actsUnder", "callsForImplementation")
_UNGOVERNED = ("", "mentions")
_NUMBERED = (Kind.RESOLUTION, Kind.DECISION)
# What may stand between two mentions that one phrase governs: "pursuant to X and to its resolution Y".
_JOINED = prose(r"(?:,? (?:and|or|as well as)|,)(?: (?:in|with|of|to|by|on|also))?(?: the)? ?")
_OWN = re.compile(r"(?:its|their) ")  # begins an object of the clause's verb anew


def _is_cited(name: Mention, clauses: Clauses) -> bool:
    """An instrument is, wherever it is named; an event only where a verb speaks of it."""
    return name.kind is not Kind.EVENT or governing.is_object(clauses, name.phrase)


def _may_speak_of_events(previous: Mention, governed: Governed) -> bool:
    return previous.kind is Kind.EVENT or governed[1] in governing.OF_EVENTS


def _named_together(anchor: Anchor | None, own: list[Mention], plain: str) -> list[Mention]:
    """The name that a note explains, and one joined to it that has no source else: "the Declaration and the Plan"."""
    if anchor is None or anchor.name is None:
        return []
    index = next(index for index, mention in enumerate(own) if mention is anchor.name)
    before = own[index - 1] if index else None
    unsourced = before is not None and before.status is Status.UNKNOWN and before.kind is Kind.INSTRUMENT
    if before and unsourced and plain[before.end : anchor.name.phrase].strip() == "and":
        return [before, anchor.name]
    return [anchor.name]


def _last_before(own: list[Mention], place: int) -> Mention | None:
    """The last mention that ends before a place, if it is near."""
    index = bisect_right(own, place, key=by_start)
    return next((mention for mention in own[max(0, index - _NEAR) : index][::-1] if mention.reach <= place), None)


_NEAR = 8


def _resumes(plain: str, previous: Mention, mention: Mention, told: bool) -> bool:
    """Whether a number goes on with the list that a name in what was told of its last item does not belong to."""
    numbered_next = mention.kind in _NUMBERED and previous.kind not in _NUMBERED
    return numbered_next and (told or plain.startswith(", as well as", previous.reach))


def _goes_on(plain: str, previous: Mention, mention: Mention, governed: Governed | None) -> bool:
    """Whether a name goes on with the list before a number that only tells where an item of it was proclaimed."""
    told = governed is not None and governed[1] == "mentions" and governed[0].endswith((" by", " in"))
    named_next = previous.kind in _NUMBERED and mention.kind not in (*_NUMBERED, Kind.DOCUMENT)
    return told and named_next and plain.startswith((", the ", " and the ", ", as well as the "), previous.reach)


def _joined(plain: str, previous: Mention, mention: Mention) -> bool:
    """Whether two mentions are coordinated, so that what governs the first governs the second."""
    if previous.phrase == mention.phrase:
        return True
    joined = previous.reach <= mention.phrase and _JOINED.fullmatch(plain, previous.reach, mention.phrase)
    return bool(joined) and not _OWN.match(plain, mention.phrase)


def _outside(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """The mentions that overlap none of ``found``."""
    if not mentions or not found:
        return mentions
    # Mentions do not overlap one another but for the letters of one number, so ends are ordered too.
    starts = sorted([mention.start for mention in found])
    ends = sorted([mention.end for mention in found])
    return [mention for mention in mentions if not _overlaps(mention, starts, ends)]


def _overlaps(mention: Mention, starts: list[int], ends: list[int]) -> bool:
    """Whether more of the others begin before a mention's end than end before its start."""
    return bisect_left(starts, mention.end) > bisect_right(ends, mention.start)


def _order(placed: _Placed) -> tuple[int, int]:
    """By place in the paragraph; several of one note in the order of the note."""
    position, reference = placed
    return position, reference.end if reference.note_part is None else reference.note_start or 0


def _reference(
    part: Part, mention: Mention, governed: Governed, mark: Mark | None = None, *,
    words_of: Part | None = None, in_note: tuple[int, int] | None = None,
) -> Reference:  # fmt: skip
    """The record of a mention in the paragraph ``part``, through the note of ``mark`` if there is one.

    The mention's span is of ``words_of``, else of the paragraph; ``in_note`` is where its note says it.
    """
    home = words_of or part
    return Reference(
        part=home.id, paragraph=part.id, place=part.place or part.id, section=part.section, start=mention.start,
        end=mention.end, text=home.text[mention.start : mention.end], verb=governed[0], relation=governed[1],
        kind=mention.kind, note=mark.marker if mark else None, note_part=mark.note if mark and in_note else None,
        note_start=in_note[0] if in_note else None, note_end=in_note[1] if in_note else None, target=mention.target,
        cited=mention.cited, target_part=mention.target_part, instrument=mention.instrument, date=mention.date,
        subject=mention.subject, status=mention.status, reason=mention.reason,
    )  # fmt: skip
