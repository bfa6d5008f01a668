"""Where each of many thousand works stands: years from left to right, bodies from top to bottom, a series on one row.

Units are *slots* across and *rows* down; the page stretches both to its window. Inside the band of a
body the series come first, in the order of the agenda (so that neighbours are on neighbouring
matters), each on a row of its own or behind another that ended; then what belongs to no series
hangs in bars, a bar a year, the most cited on top. A year is as wide as its bars ask, a year that
holds nothing has no width.

The same lineage gives the same plan.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.agenda import item_number
from graph.lineage import Lineage
from graph.view.labels import clean
from graph.view.layout import lane_label
from graph.view.works import Work

__all__ = ["Band", "Column", "Plan", "Spine", "plan"]

SMALL = 0.004
"""A body with a smaller share of the works has no band of its own (nor one with fewer than `FEW`)."""
FEW, OTHERS = 12, "others"
ASPECT = 0.9
"""Slots across for each row down, as near as whole bars allow; a slot holds a mark, a row a whole series."""
NEAR, BETWEEN, BAND_HEAD = 12, 2.0, 3.0
_FIXED = {"instruments": 0, "events": 1, OTHERS: 2, "documents": 4}
_LAST = 1000


@dataclass(frozen=True, slots=True)
class Band:
    """The rows ``[top, bottom)`` of a body, or of all documents, instruments or events."""

    id: str
    label: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Column:
    """The slots ``[left, right)`` of a year; ``None`` is for what nothing dates."""

    year: int | None
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Spine:
    """A series from its oldest member to its latest, and what it is called."""

    ids: tuple[str, ...]
    title: str
    row: float


@dataclass(frozen=True, slots=True)
class Plan:
    """All places: ``spots`` maps a work key to the middle of its mark, in slots and rows."""

    spots: Mapping[str, tuple[float, float]]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    spines: tuple[Spine, ...]
    width: float
    height: float


def plan(lineage: Lineage, known: Mapping[str, Work], series: Iterable[Sequence[str]]) -> Plan:
    """Lay out every work of a lineage.

    Parameters
    ----------
    lineage
        What is to be drawn.
    known
        Its works as `graph.view.works.works` gives them.
    series
        Work keys, oldest first. Unknown keys are passed over, and keys that an earlier series has.

    """
    chains = _chains(series, known)
    bands = _bands(known, chains)
    loose = _loose(known, chains, bands)
    columns = _columns(known, loose, _spine_rows(chains, bands))
    return _Builder(lineage, known, chains, bands, loose, columns).build()


def _order(work: Work) -> tuple[bool, int, str, str]:
    return work.year is None, work.year or 0, work.date, work.id


def _chains(series: Iterable[Sequence[str]], known: Mapping[str, Work]) -> list[list[Work]]:
    taken: set[str] = set()
    chains: list[list[Work]] = []
    for keys in series:
        mine = [known[key] for key in dict.fromkeys(keys) if key in known and key not in taken]
        if len(mine) > 1:
            taken.update(work.id for work in mine)
            chains.append(sorted(mine, key=_order))
    return chains


def _bands(known: Mapping[str, Work], chains: list[list[Work]]) -> dict[str, str]:
    """Each work's band; a series keeps to that of its latest member, small bodies share one."""
    home = {work.id: chain[-1].lane for chain in chains for work in chain}
    lanes = {key: home.get(key, work.lane) for key, work in known.items()}
    count = Counter(lanes.values())
    least = max(FEW, SMALL * len(known))
    small = {lane for lane, many in count.items() if many < least and lane not in _FIXED}
    small.update({"body:"} & set(count))
    if len(small) == 1 and "body:" not in small:
        small.clear()
    return {key: OTHERS if lane in small else lane for key, lane in lanes.items()}


_Cells = dict[str, dict[int | None, list[Work]]]


def _loose(known: Mapping[str, Work], chains: list[list[Work]], bands: Mapping[str, str]) -> _Cells:
    """What belongs to no series, by band and year, the most cited first."""
    on_spine = {work.id for chain in chains for work in chain}
    cells: defaultdict[str, defaultdict[int | None, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for work in known.values():
        if work.id not in on_spine:
            cells[bands[work.id]][work.year].append(work)
    for years in cells.values():
        for works in years.values():
            works.sort(key=lambda work: (-work.cited, not work.held, _order(work)))
    return {band: dict(years) for band, years in cells.items()}


def _spine_rows(chains: list[list[Work]], bands: Mapping[str, str]) -> int:
    """About how many rows the series will take: each year's are stacked, the fullest year counts."""
    stacked: Counter[tuple[str, int | None]] = Counter()
    for chain in chains:
        first, last = chain[0].year, chain[-1].year
        for year in range(first, last + 1) if first and last else (last,):
            stacked[bands[chain[0].id], year] += 1
    fullest: Counter[str] = Counter()
    for (band, _), count in stacked.items():
        fullest[band] = max(fullest[band], count)
    return fullest.total()


def _columns(known: Mapping[str, Work], loose: _Cells, spine_rows: int) -> tuple[Column, ...]:
    """The years' widths, of all that share a rule the one that comes nearest to `ASPECT`."""
    crowd = dict.fromkeys(sorted({w.year for w in known.values()}, key=lambda y: (y is not None, y or 0)), 0)
    for years in loose.values():
        for year, works in years.items():
            crowd[year] = max(crowd[year], len(works))
    if not crowd:
        return ()
    tries = [_widths(crowd, step / 8) for step in range(2, 48)]
    widths = min(tries, key=lambda w: abs(math.log(sum(w.values()) / (_rows(w, loose) + spine_rows) / ASPECT)))
    columns: list[Column] = []
    left = 0.0
    for year, width in widths.items():
        columns.append(Column(year, left, left + width))
        left += width + (2 * BETWEEN if year is None else 0)
    return tuple(columns)


def _widths(crowd: Mapping[int | None, int], share: float) -> dict[int | None, int]:
    return {year: max(1, round(share * math.sqrt(many))) for year, many in crowd.items()}


def _rows(widths: Mapping[int | None, int], loose: _Cells) -> float:
    """How many rows the bars of all bands take at these widths."""
    bars = (max(-(-len(works) // widths[year]) for year, works in years.items()) for years in loose.values())
    return sum(bars) + BAND_HEAD * len(loose) + 1


class _Builder:
    """Fills the bands from the top; only `plan` makes one."""

    def __init__(
        self,
        lineage: Lineage,
        known: Mapping[str, Work],
        chains: list[list[Work]],
        bands: Mapping[str, str],
        loose: _Cells,
        columns: tuple[Column, ...],
    ) -> None:
        self.lineage, self.known, self.loose, self.columns = lineage, known, loose, columns
        self.by_year = {column.year: column for column in columns}
        self.chains: defaultdict[str, list[list[Work]]] = defaultdict(list)
        for chain in chains:
            self.chains[bands[chain[0].id]].append(chain)
        self.count = Counter(bands.values())
        self.spots: dict[str, tuple[float, float]] = {}
        self.drawn: list[Spine] = []

    def build(self) -> Plan:
        bands: list[Band] = []
        top = 0.0
        for band in sorted(self.count, key=lambda b: (_FIXED.get(b, 3), self.count[b], b)):
            bottom = self._bars(band, self._spines(band, top + BAND_HEAD))
            bands.append(Band(band, "Other bodies" if band == OTHERS else lane_label(band), top, bottom))
            top = bottom
        width = self.columns[-1].right if self.columns else 1.0
        spots = dict(sorted(self.spots.items()))
        return Plan(spots, self.columns, tuple(bands), tuple(self.drawn), width, max(top, 1.0))

    def _spines(self, band: str, top: float) -> float:
        """Set the series of a band, each on the first near row that is free; give the row below them."""
        rows: list[list[tuple[float, float]]] = []
        for chain in sorted(self.chains[band], key=self._subject):
            places = self._along(chain)
            left, right = min(places) - BETWEEN, max(places) + BETWEEN
            near = range(max(0, len(rows) - NEAR), len(rows))
            row = next((r for r in near if all(right <= a or left >= b for a, b in rows[r])), len(rows))
            rows[row:] = rows[row:] or [[]]
            rows[row].append((left, right))
            for work, x in zip(chain, places, strict=True):
                self.spots[work.id] = (x, top + row + 0.5)
            self.drawn.append(Spine(tuple(w.id for w in chain), self._title(chain), top + row + 0.5))
        return top + len(rows)

    def _along(self, chain: list[Work]) -> list[float]:
        """The places of a series: its members of one year share out the year."""
        many, seen = Counter(work.year for work in chain), Counter[int | None]()
        places: list[float] = []
        for work in chain:
            column = self.by_year[work.year]
            share = (seen[work.year] + 0.5) / many[work.year]
            seen[work.year] += 1
            places.append(round(column.left + (column.right - column.left) * share, 2))
        return places

    def _subject(self, chain: list[Work]) -> tuple[int, str, str]:
        """Sorts series by the latest agenda that holds them, then by their words."""
        for work in reversed(chain):
            items = [item_number(item) for text in self.lineage.versions(work.id)[:1] for item in text.agenda_items]
            numbers = [number for number in items if number is not None]
            if numbers:
                return min(numbers), self._title(chain).casefold(), chain[0].id
        return _LAST, self._title(chain).casefold(), chain[0].id

    def _title(self, chain: list[Work]) -> str:
        return next((clean(work.name) for work in reversed(chain) if work.name), "")

    def _bars(self, band: str, top: float) -> float:
        """Hang what belongs to no series below ``top``, a bar a year; give the row below the longest."""
        longest = 0
        for year, works in self.loose.get(band, {}).items():
            column = self.by_year[year]
            wide = max(1, round(column.right - column.left))
            for index, work in enumerate(works):
                self.spots[work.id] = (column.left + index % wide + 0.5, top + index // wide + 0.5)
            longest = max(longest, -(-len(works) // wide))
        return top + longest + 1
