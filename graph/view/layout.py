"""Where everything stands: time from left to right, a lane for each body and kind, series as spines.

Columns are years. A year that holds nothing takes no room: a longer gap only widens the step a
little, and the axis prints every year that it shows. Inside a lane, labels never overlap: a work
goes to the first row where its label is free. The lane of a spine keeps that spine on one row, and
room beneath it for the arcs of the citations along it.

Everything is in pixels at zoom 1, ``y`` downward; the same lineage gives the same places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.lineage import Lineage
from graph.view.labels import width
from graph.view.works import FONT, Work, body_name, works

__all__ = ["Column", "Lane", "Layout", "Place", "Spine", "place", "same_subject"]

PITCH, GAP_STEP, GAP_MOST, UNDATED_GAP = 66.0, 9.0, 5, 40.0
LINE, ROW_PAD, LANE_HEAD, LANE_GAP, LABEL_PAD = 14.0, 12.0, 34.0, 8.0, 8.0
HELD_GAP, HELD_GAP_MOST = 3.0, 70.0
ARC_FIRST, ARC_STEP, ARC_MOST = 26.0, 11.0, 190.0
MARGIN = 70.0
LARGEST = 1.1
"""Labels are drawn so much larger, at the most, where the page is seen from far."""
STACK = 4
"""So many works of one lane and year stand one over the other before their year is made wider."""


@dataclass(frozen=True, slots=True)
class Place:
    """A work and the centre of its mark; ``above`` says that its label stands over it.

    It does wherever citations come from below, so that they do not run through the words.
    """

    work: Work
    x: float
    y: float
    above: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One year (``None``: no date known) and the middle of its column."""

    year: int | None
    x: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A horizontal band ``[top, bottom)`` with its name."""

    id: str
    label: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spine:
    """A series on its row, from its first work to its last."""

    ids: tuple[str, ...]
    label: str
    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of a whole lineage; ``left`` to ``right`` is the width, 0 to ``height`` the height."""

    places: Mapping[str, Place]
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    spines: tuple[Spine, ...]
    left: float
    right: float
    height: float


def place(lineage: Lineage, spines: Sequence[Sequence[str]] | None = None) -> Layout:
    """Lay a lineage out.

    Parameters
    ----------
    lineage
        What is to be drawn.
    spines
        Series: work keys that belong on one line. Keys that the lineage lacks are passed over, and so
        is a key that an earlier spine has, or whose work stands in another lane than the latest of the
        series. Without any, `same_subject` finds the plainest ones.

    """
    known = works(lineage)
    found = _spines(spines if spines is not None else same_subject(lineage), known)
    columns = _columns(known, found)
    builder = _Builder(lineage, known, found, columns)
    return builder.build()


def same_subject(lineage: Lineage) -> tuple[tuple[str, ...], ...]:
    """Group what a text cites on its own subject: "… on industrial development cooperation" under that title.

    This reads only what is printed, so it finds a series only where the citing text itself names it.
    """
    chains: list[tuple[str, ...]] = []
    for document in lineage.documents:
        title, key = _plain(document.title), document.symbol
        if not title or not key:
            continue
        targets = [edge.target for edge in lineage.cites(key) if _plain(edge.reference.subject) == title]
        if targets:
            chains.append((*dict.fromkeys(targets), key))
    return tuple(sorted(tuple(sorted(chain)) for chain in _merged(chains)))


def _plain(text: str | None) -> str:
    return " ".join(text.casefold().split()) if text else ""


def _merged(chains: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Join chains that share a work: the series seen from two of its members."""
    groups: list[dict[str, None]] = []
    for chain in chains:
        touching = [group for group in groups if any(key in group for key in chain)]
        joined = dict.fromkeys([*(key for group in touching for key in group), *chain])
        groups = [group for group in groups if group not in touching]
        groups.append(joined)
    return tuple(tuple(group) for group in groups)


def _order(work: Work) -> tuple[bool, int, str, str]:
    return work.year is None, work.year or 0, work.date, work.id


def _spines(wanted: Sequence[Sequence[str]], known: Mapping[str, Work]) -> list[list[Work]]:
    taken: set[str] = set()
    found: list[list[Work]] = []
    for chain in wanted:
        free = sorted((known[key] for key in dict.fromkeys(chain) if key in known and key not in taken), key=_order)
        mine = [work for work in free if work.lane == free[-1].lane]
        taken.update(work.id for work in mine)
        if len(mine) > 1:
            found.append(mine)
    return found


@dataclass(frozen=True, slots=True)
class _Slots:
    """One year's column: its left edge, and how many works stand side by side in it, how far apart."""

    left: float
    count: int
    pitch: float

    def middle(self, slot: float) -> float:
        return self.left + self.pitch * (slot + 0.5)

    @property
    def right(self) -> float:
        return self.left + self.pitch * self.count


def _columns(known: Mapping[str, Work], spines: Sequence[Sequence[Work]]) -> dict[int | None, _Slots]:
    """Lay the years out; a year in which one lane would stack too high is made wider instead."""
    crowd = _crowd(known, spines)
    columns: dict[int | None, _Slots] = {}
    x, before = 0.0, None
    for year in sorted(crowd, key=lambda y: (y is not None, y or 0)):
        if columns:
            x += UNDATED_GAP if before is None else GAP_STEP * min(GAP_MOST, (year or 0) - before - 1)
        columns[year] = _Slots(x, crowd[year], _pitch(known, year) if crowd[year] > 1 else PITCH)
        x, before = columns[year].right, year
    return columns


def _crowd(known: Mapping[str, Work], spines: Sequence[Sequence[Work]]) -> dict[int | None, int]:
    """How many works each year must set side by side."""
    stacked = Counter((work.year, work.lane, work.held) for work in known.values())
    crowd = {work.year: 1 for work in known.values()}
    for (year, _, _), count in stacked.items():
        crowd[year] = max(crowd[year], -(-count // STACK))
    for chain in spines:
        for year, count in Counter(work.year for work in chain).items():
            crowd[year] = max(crowd[year], count)
    return crowd


def _pitch(known: Mapping[str, Work], year: int | None) -> float:
    """How far apart the works of a crowded year stand: as far as its widest label asks."""
    return max(PITCH, *(2 * _half(work) for work in known.values() if work.year == year))


@dataclass(slots=True)
class _Row:
    """One row of a lane while it fills: the stretches that labels take, and the most lines of a label."""

    taken: list[tuple[float, float]]
    works: list[tuple[Work, float]]

    def takes(self, start: float, end: float) -> bool:
        return all(end <= left or start >= right for left, right in self.taken)

    def add(self, work: Work, x: float, half: float) -> None:
        self.taken.append((x - half, x + half))
        self.works.append((work, x))

    @property
    def lines(self) -> int:
        return max((len(work.lines) for work, _ in self.works), default=1)

    @property
    def size(self) -> float:
        return max((work.size for work, _ in self.works), default=0.0)


class _Builder:
    """Fills the lanes from the top; only `place` makes one."""

    def __init__(
        self,
        lineage: Lineage,
        known: Mapping[str, Work],
        spines: list[list[Work]],
        columns: dict[int | None, _Slots],
    ) -> None:
        self.lineage, self.known, self.spines, self.columns = lineage, known, spines, columns
        self.places: dict[str, Place] = {}
        self.lanes: list[Lane] = []
        self.drawn: list[Spine] = []
        self.y = 0.0

    def build(self) -> Layout:
        lanes = self._lanes()
        for lane, members in lanes:
            self._lane(lane, members, above=lane != "documents" or len(lanes) == 1)
        columns = tuple(Column(year, (slots.left + slots.right) / 2) for year, slots in self.columns.items())
        right = max((slots.right for slots in self.columns.values()), default=0.0)
        return Layout(
            dict(sorted(self.places.items())),
            columns,
            tuple(self.lanes),
            tuple(self.drawn),
            -MARGIN,
            right + MARGIN,
            self.y,
        )

    def _lanes(self) -> list[tuple[str, list[Work]]]:
        """Lanes from top to bottom: what is named, the bodies, last the one that holds most, documents."""
        members: defaultdict[str, list[Work]] = defaultdict(list)
        for work in self.known.values():
            members[work.lane].append(work)
        weight = {lane: (sum(work.held for work in group), len(group)) for lane, group in members.items()}
        fixed = {"instruments": 0, "events": 1, "documents": 3}
        order = sorted(members, key=lambda lane: (fixed.get(lane, 2), weight[lane], lane))
        return [(lane, members[lane]) for lane in order]

    def _lane(self, lane: str, members: list[Work], above: bool) -> None:
        """Fill one lane: what is only cited, then what is held, then the spines; each nearer to the foot."""
        top = self.y
        self.y += LANE_HEAD
        here = [chain for chain in self.spines if chain[-1].lane == lane]
        on_spine = {work.id for chain in here for work in chain}
        loose = [work for work in members if work.id not in on_spine]
        cited, held = [w for w in loose if not w.held], [w for w in loose if w.held]
        for row in self._rows(cited):
            self._set_row(row, above)
        if held and cited:
            self.y += min(HELD_GAP_MOST, HELD_GAP * len(self.known))
        for row in self._rows(held):
            self._set_row(row, above)
        for chain in here:
            self._set_spine(chain)
        self.lanes.append(Lane(lane, lane_label(lane), top, self.y))
        self.y += LANE_GAP

    def _rows(self, members: list[Work]) -> list[_Row]:
        """Put each work, from left to right, into the first row where its label is free: the fewest rows there are."""
        rows: list[_Row] = []
        for work, x in self._spread(members):
            half = _half(work)
            row = next((r for r in rows if r.takes(x - half, x + half)), None)
            if row is None:
                row = _Row([], [])
                rows.append(row)
            row.add(work, x, half)
        return rows

    def _spread(self, members: list[Work]) -> list[tuple[Work, float]]:
        """Each work with its ``x``, by its label's left edge; a year's works share out the slots of its column."""
        by_year: defaultdict[int | None, list[Work]] = defaultdict(list)
        for work in sorted(members, key=lambda each: (-each.cited, _order(each))):
            by_year[work.year].append(work)
        spots = [(work, self._x(work, i, len(group))) for group in by_year.values() for i, work in enumerate(group)]
        return sorted(spots, key=lambda spot: (spot[1] - _half(spot[0]), -spot[0].cited, _order(spot[0])))

    def _x(self, work: Work, index: int, group: int) -> float:
        """The place of the so-manieth of a year's group: in the middle, or in turn over the year's slots."""
        slots = self.columns[work.year]
        used = min(slots.count, -(-group // STACK))
        return slots.middle(index % used + (slots.count - used) / 2)

    def _set_row(self, row: _Row, above: bool) -> None:
        words = row.lines * LINE + 4
        centre = self.y + row.size + (words if above else 2)
        for work, x in row.works:
            self.places[work.id] = Place(work, x, centre, above)
        self.y = centre + row.size + (0 if above else words) + ROW_PAD

    def _set_spine(self, chain: list[Work]) -> None:
        lines, size = max(len(work.lines) for work in chain), max(work.size for work in chain)
        y = self.y + lines * LINE + size + 10
        seen: Counter[int | None] = Counter()
        for work in chain:
            x = self.columns[work.year].middle(seen[work.year])
            seen[work.year] += 1
            self.places[work.id] = Place(work, x, y, above=True)
        first, last = self.places[chain[0].id], self.places[chain[-1].id]
        self.drawn.append(Spine(tuple(w.id for w in chain), _series_name(chain), first.x, last.x, y))
        self.y = y + size + arc_depth(self._span(chain)) + 14

    def _span(self, chain: list[Work]) -> int:
        """How many works the longest citation along the spine passes."""
        rank = {work.id: index for index, work in enumerate(chain)}
        spans = [
            abs(rank[edge.source] - rank[edge.target])
            for edge in self.lineage.edges
            if edge.source in rank and edge.target in rank
        ]
        return max(spans, default=0)


def arc_depth(span: int) -> float:
    """How deep the arc of a citation hangs that passes so many works of its spine."""
    return 0.0 if not span else min(ARC_MOST, ARC_FIRST + ARC_STEP * (span - 1))


def _half(work: Work) -> float:
    label = max((width(line, FONT * LARGEST) for line in work.lines), default=0.0)
    return max(label / 2, work.size) + LABEL_PAD / 2


def _series_name(chain: list[Work]) -> str:
    named = [work.name for work in reversed(chain) if work.name]
    return named[0] if named else ""


def lane_label(lane: str) -> str:
    """Give the printed name of a lane.

    >>> lane_label("body:unga"), lane_label("events")
    ('General Assembly', 'Conferences and events')
    """
    kind, _, body = lane.partition(":")
    if kind == "body":
        return body_name(body) or "Other bodies"
    return {
        "events": "Conferences and events",
        "documents": "Reports and documents",
        "instruments": "Instruments and treaties",
    }[kind]
