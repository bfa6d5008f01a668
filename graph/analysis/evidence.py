"""Why one text is thought to succeed another: pieces of evidence, each with its weight and its words.

The weights were set by reading texts of the seventy-fifth and seventy-sixth sessions of the General
Assembly, and measured on the seventy-seventh (``tests/benchmark/series.py``). They add up; a text is
taken to be of the same series from `ENOUGH` on.

==================  ======  ===========================================================================
kind                weight  what was seen
==================  ======  ===========================================================================
subject             3       the citing text names the subject of what it recalls, and it is its own title
other subject       -3      … and it is another
title               4       both are held and their titles are the same (3: but for numbers and ordinals)
other title         -4      both are held and their titles are of other subjects
said                2       other texts say that the recalled one is on this subject (-1: on others)
list                1 … 3   it stands in one list of recalled texts of the same body: 1 for two, 2 for
                            more at even steps, 1 more if the citing text follows in step (-1: if the
                            list ended long before)
latest              4       "… the most recent of which was resolution 75/303"
request             2       the text acts on what it asked for the session before ("pursuant to")
previous            2       it is of the session before and recalled without naming another subject
opening             1       that list opens the preamble
agenda              1       both fall under one agenda item (-1: they do not)
catalogue           1       the catalogue gives both the same headings by half (-1: none in common)
coupling            2       most of what the earlier text recalls, the later one recalls again
passing             -2      it is not recalled but mentioned in passing, or through a named instrument
habit               -2      more than twelve held texts recall it
==================  ======  ===========================================================================
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.analysis import cues
from graph.analysis.citations import stands_for
from graph.analysis.known import Known
from graph.analysis.wording import plain, skeleton
from graph.lineage import Edge, symbol_of
from loaders.records import Section

__all__ = ["ENOUGH", "Evidence", "Ledger", "candidates"]

ENOUGH = 2.0
"""The weight from which on two texts are taken to be of one series."""
_HABIT, _EVERYBODY = 12, 60
_SELDOM = 5
_LIKE, _UNLIKE = 0.45, 0.3
_RECALLING = frozenset(
    {
        "recalls",
        "reaffirms",
        "reiterates",
        "considers",
        "guidedBy",
        "takesNote",
        "welcomes",
        "extends",
        "extendedBy",
        "amends",
        "supersedes",
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: its kind (see the module), its weight, the words it rests on and where they stand.

    ``text`` is the work whose ``part`` has the words; ``part`` is empty for a title or the catalogue.
    """

    kind: str
    weight: float
    words: str
    text: str
    part: str = ""


@dataclass(slots=True)
class Ledger:
    """The evidence that the text ``later`` continues the series of ``earlier``."""

    later: str
    earlier: str
    entries: list[Evidence] = field(default_factory=list[Evidence])

    def enter(self, kind: str, weight: float, words: str, text: str | None = None, part: str = "") -> None:
        """Add a piece of evidence."""
        self.entries.append(Evidence(kind, weight, words, text or self.later, part))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of evidence there are."""
        return frozenset(entry.kind for entry in self.entries)

    @property
    def weight(self) -> float:
        """What the evidence adds up to."""
        return sum(entry.weight for entry in self.entries)


def candidates(known: Known, later: str) -> list[Ledger]:
    """The earlier texts of the same body and kind that a held text recalls or shares its title with."""
    groups = list(_groups(known, later))
    ledgers: dict[str, Ledger] = {}
    for index, group in enumerate(groups):
        listed = _List.of(known, later, group)
        for edge in group:
            key = stands_for(known.lineage, edge.target)
            ledger = ledgers.setdefault(key, Ledger(later, key))
            _from_citation(known, ledger, edge, listed, opening=index == 0)
    for key in _of_the_same_title(known, later):
        ledgers.setdefault(key, Ledger(later, key))
    for ledger in ledgers.values():
        _without_repeats(ledger)
        _from_subjects(known, ledger)
        _from_context(known, ledger)
    return list(ledgers.values())


def _without_repeats(ledger: Ledger) -> None:
    """Of several citations of one text, keep the strongest entry of each kind; one proper recall undoes the others."""
    best: dict[str, Evidence] = {}
    for entry in ledger.entries:
        if entry.kind not in best or entry.weight > best[entry.kind].weight:
            best[entry.kind] = entry
    if "recalled" in best:
        best.pop("passing", None)
    if "subject" in best or "no other subject" in best:
        best.pop("other subject", None)
    ledger.entries = [entry for entry in best.values() if entry.weight]


# --- which texts are looked at -------------------------------------------------------------------------


def _eligible(known: Known, later: str, earlier: str) -> bool:
    """Whether two works are of one body and kind, and in this order; texts of one session are no succession."""
    one, other = known.documents[later][0], known.lineage.nodes[earlier]
    if other.kind is not one.kind or other.body != one.body:
        return False
    now, before = known.position(later), known.position(earlier)
    return bool(now and before and before < now and (before.turn < now.turn or one.body != "unga"))


def _groups(known: Known, later: str) -> Iterator[list[Edge]]:
    """Lists of recalled texts: neighbouring references of one paragraph under one verb."""
    group: list[Edge] = []
    for edge in known.edges.get(later, ()):
        reference = edge.reference
        if reference.section is Section.ANNEX or not _eligible(known, later, stands_for(known.lineage, edge.target)):
            continue
        if group and (group[-1].reference.paragraph, group[-1].reference.verb) != (reference.paragraph, reference.verb):
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _of_the_same_title(known: Known, later: str) -> list[str]:
    document = known.documents[later][0]
    if not document.title:
        return []
    return [
        key
        for title in (plain(document.title), skeleton(document.title))
        for key in known.by_title[document.body, document.kind, title]
        if _eligible(known, later, key)
    ]


# --- what the citing text says ---------------------------------------------------------------------------


def _from_citation(known: Known, ledger: Ledger, edge: Edge, listed: _List, *, opening: bool) -> None:
    reference = edge.reference
    step = _step(known, ledger)
    cue = cues.before(known.words_before(edge))
    phrase = reference.subject or cue.subject
    if cue.own:
        ledger.enter("subject", 3.0, cue.own, part=reference.paragraph)
    else:
        _from_phrase(known, ledger, phrase, reference.paragraph)
    if cue.latest:
        ledger.enter("latest", 4.0, cue.latest, part=reference.paragraph)
    elif cue.request and step <= 1.0:
        ledger.enter("request", 2.0, cue.request, part=reference.paragraph)
    elif not _proper(edge):
        ledger.enter("passing", -2.0, reference.text, part=reference.paragraph)
        return
    ledger.enter("recalled", 0.0, reference.text, part=reference.paragraph)
    if edge.index in listed.indexes:
        _from_list(known, ledger, edge, listed, opening=opening)


def _proper(edge: Edge) -> bool:
    """Whether a text is recalled by its number, rather than mentioned or meant by a name ("the outcome document")."""
    reference, symbol = edge.reference, symbol_of(edge.target)
    named = bool(symbol and re.search(rf"\b{symbol.number}\b", reference.text))
    return reference.relation in _RECALLING and named and not reference.instrument


def _step(known: Known, ledger: Ledger) -> float:
    """Years or sessions from the earlier text to the later."""
    now, before = known.position(ledger.later), known.position(ledger.earlier)
    return now.turn - before.turn if now and before else float("inf")


def _from_phrase(known: Known, ledger: Ledger, phrase: str | None, part: str) -> None:
    title = known.title(ledger.later)
    if not phrase or not title:
        ledger.enter("no other subject", 0.0, "", part=part)
        return
    likeness = known.wording.like_phrase(phrase, title)
    if likeness >= _LIKE:
        ledger.enter("subject", 3.0, phrase, part=part)
    elif likeness < _UNLIKE and known.wording.covered(phrase, title) < 0.5:  # a phrase may be cut at its first comma
        ledger.enter("other subject", -3.0, phrase, part=part)
    else:
        ledger.enter("no other subject", 0.0, phrase, part=part)


@dataclass(frozen=True, slots=True)
class _List:
    """The members of a list that may be of the text's own series, by the index of their references."""

    indexes: frozenset[int]
    weight: float
    words: str

    @classmethod
    def of(cls, known: Known, later: str, group: Sequence[Edge]) -> _List:
        own = _ours(known, later, group)
        words = ", ".join(each.reference.text for each in own)
        return cls(frozenset(each.index for each in own), _list_weight(known, later, own), words)


def _ours(known: Known, later: str, group: Sequence[Edge]) -> list[Edge]:
    """The members of a list that may be of the text's own series.

    Those that are named with its subject, if several are; else those that are named with no subject, since
    "recalling its resolutions 74/193 and 71/150" without more says: on the present subject.
    """
    title = known.title(later) or ""
    proper = [
        e for e in group if _proper(e) and known.cited_by[stands_for(known.lineage, e.target)] <= _EVERYBODY
    ]  # what everybody recalls belongs to no list
    bare = [edge for edge in proper if not edge.reference.subject]
    named = [
        e for e in proper if e.reference.subject and known.wording.like_phrase(e.reference.subject, title) >= _LIKE
    ]
    # "70/162 on the safety of journalists, 72/175 and 74/157": the subject is said once for all.
    return named if len(named) > 1 else sorted([*named, *bare], key=lambda edge: edge.index)


def _from_list(known: Known, ledger: Ledger, edge: Edge, listed: _List, *, opening: bool) -> None:
    reference = edge.reference
    if listed.weight > 0 or (listed.weight and not reference.subject):
        ledger.enter("list", listed.weight, listed.words, part=reference.paragraph)
    if reference.section is not Section.PREAMBLE:
        return
    if opening:
        ledger.enter("opening", 1.0, reference.verb or reference.text, part=reference.paragraph)
    if _step(known, ledger) <= 1.0 and not reference.subject:
        ledger.enter("previous", 2.0, reference.text, part=reference.paragraph)


def _list_weight(known: Known, later: str, group: Sequence[Edge]) -> float:
    """How much a list is like a series: several texts, at even steps, the last one such step before the text."""
    keys = sorted({stands_for(known.lineage, edge.target) for edge in group})
    turns = sorted({position.turn for key in keys if (position := known.position(key))})
    now = known.position(later)
    if len(turns) < 2 or not now:
        return 0.0
    steps = Counter(round(after - before, 1) for before, after in itertools.pairwise(turns))
    usual = min(steps, key=lambda step: (-steps[step], step))
    last = now.turn - turns[-1]
    even = 2 * steps[usual] > len(turns) - 1 or len(turns) == 2
    kept = abs(last - usual) < 0.2
    if (last > 2 * usual and last > 3) or usual > _SELDOM:
        return -1.0  # a list that ended long ago, or of texts far apart
    return (2.0 if len(turns) > 2 and even else 1.0) + (1.0 if kept else 0.0)


# --- what is known of both -------------------------------------------------------------------------------


def _from_subjects(known: Known, ledger: Ledger) -> None:
    title, other = known.title(ledger.later), known.title(ledger.earlier)
    if not title:
        return
    if other:
        _from_titles(known, ledger, title, other)
        return
    said = known.said_of(ledger.earlier, ledger.later)
    likeness = [(known.wording.like_phrase(phrase, title), phrase) for phrase in said]
    if likeness:
        best, phrase = max(likeness)
        if best >= 0.6:
            ledger.enter("said", 2.0, phrase)
        elif best < 0.1:
            ledger.enter("said", -1.0, phrase)


def _from_titles(known: Known, ledger: Ledger, title: str, other: str) -> None:
    likeness = known.wording.likeness(title, other)
    if plain(title) == plain(other):
        ledger.enter("title", 4.0, other, ledger.earlier)
    elif likeness >= 0.75 or skeleton(title) == skeleton(other):
        ledger.enter("title", 3.0, other, ledger.earlier)
    elif likeness < 0.4:
        ledger.enter("other title", -4.0, other, ledger.earlier)


def _from_context(known: Known, ledger: Ledger) -> None:
    later, earlier = known.documents[ledger.later][0], known.documents.get(ledger.earlier)
    if known.cited_by[ledger.earlier] > _HABIT:
        ledger.enter("habit", -2.0, f"recalled by {known.cited_by[ledger.earlier]} texts", ledger.earlier)
    if not earlier:
        return
    same = known.agendas[later.body].same_item(later, earlier[0])
    if same is not None:
        words = f"item {', '.join(later.agenda_items)}, then item {', '.join(earlier[0].agenda_items)}"
        ledger.enter("agenda", 1.0 if same else -1.0, words)
    _from_catalogue(known, ledger)
    _from_coupling(known, ledger)


def _from_catalogue(known: Known, ledger: Ledger) -> None:
    now, before = known.headings[ledger.later], known.headings[ledger.earlier]
    if not now or not before:
        return
    shared = now & before
    if 2 * len(shared) >= len(now | before):
        ledger.enter("catalogue", 1.0, ", ".join(sorted(shared)))
    elif not shared:
        ledger.enter("catalogue", -1.0, "no heading in common")


def _from_coupling(known: Known, ledger: Ledger) -> None:
    now, before = (_recalled(known, key) - {ledger.earlier} for key in (ledger.later, ledger.earlier))
    if len(before) >= 3 and len(now & before) >= 0.6 * len(before):
        ledger.enter("coupling", 2.0, f"{len(now & before)} of {len(before)} recalled again", ledger.earlier)


def _recalled(known: Known, key: str) -> set[str]:
    return {
        stands_for(known.lineage, edge.target)
        for edge in known.edges.get(key, ())
        if edge.reference.section is Section.PREAMBLE
    }
