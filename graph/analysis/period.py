"""When in a body's succession of sessions a text stands, and how regularly a series comes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from statistics import mean
from typing import NamedTuple

from graph.lineage import Lineage, Node, symbol_of
from loaders.records import PartialDate
from loaders.symbols import Symbol, roman_value

__all__ = ["Period", "Position", "period", "position"]


class Position(NamedTuple):
    """A text's place in time: its year or session, then its number. Sorts texts of one body in order.

    ``turn`` is the number of the regular session for the General Assembly (one a year), else a year, in
    fractions where the day is known.
    """

    turn: float
    number: int
    part: str = ""


class Period(StrEnum):
    """How often a series comes."""

    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"
    BIENNIAL = "biennial"
    TRIENNIAL = "triennial"
    QUADRENNIAL = "quadrennial"
    IRREGULAR = "irregular"
    UNKNOWN = "unknown"


_PERIODS = {1: Period.ANNUAL, 2: Period.BIENNIAL, 3: Period.TRIENNIAL, 4: Period.QUADRENNIAL}
_REGULAR = 3 / 4
"""The part of all steps that must be the same for a period to be given."""


def position(lineage: Lineage, key: str) -> Position | None:
    """Where a text stands; ``None`` without a symbol or any date.

    >>> from graph.analysis.examples import summits
    >>> position(summits(), "A/RES/67/225")
    Position(turn=67.0, number=225, part='')
    """
    node, symbol = lineage.nodes[key], symbol_of(key)
    if symbol is None or symbol.number is None:
        return None
    turn = _turn(symbol, node)
    return None if turn is None else Position(turn, symbol.number, symbol.part or "")


def _turn(symbol: Symbol, node: Node) -> float | None:
    if symbol.body == "unga" and symbol.session:
        regular = int(symbol.session) if symbol.session.isdigit() else roman_value(symbol.session)
        if regular:
            return float(regular)
        # A special session stands beside the regular session of its year.
        return _year(node.date) - 1945 if node.date else None
    if node.date:
        return _year(node.date)
    return None


def _year(date: PartialDate) -> float:
    """A year, in hundredths where the day is known: 2020.49 is in June."""
    if date.earliest == date.latest:
        return round(date.earliest.year + date.earliest.timetuple().tm_yday / 366, 2)
    return float(date.earliest.year)


def period(turns: Sequence[float]) -> Period:
    """The period of a series, from its positions in order.

    Three quarters of the steps must be the same whole number of years; fewer than two steps say nothing.

    >>> period([49, 51, 53, 55, 57]), period([72, 73, 76, 77]), period([74, 76])
    (<Period.BIENNIAL: 'biennial'>, <Period.IRREGULAR: 'irregular'>, <Period.UNKNOWN: 'unknown'>)
    """
    steps = [after - before for before, after in itertools.pairwise(turns)]
    if len(steps) < 2:
        return Period.UNKNOWN
    if mean(steps) < 0.75 and max(steps) < 1.0:
        return Period.HALF_YEARLY
    years, times = min(Counter(map(round, steps)).items(), key=lambda item: (-item[1], item[0]))
    return _PERIODS.get(years, Period.IRREGULAR) if times >= _REGULAR * len(steps) else Period.IRREGULAR
