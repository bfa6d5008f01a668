"""Printed dates beside a number: its own, one shared by a run, "of the same date"."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from loaders.records import PartialDate
from loaders.references.patterns import prose

__all__ = ["MONTHS", "Dated", "after", "before", "first_in"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = {name: index for index, name in enumerate(MONTHS, 1)}
_DATE = rf"(\d{{1,2}})(?: ?(?:-|to|and) ?(\d{{1,2}}))? ({'|'.join(MONTHS)}),? ((?:19|20)\d\d)"
_AFTER = prose(rf"""
    (?:\)?,? ?                        # behind the number, or the parenthesis that holds it
    (?:\([^()]{{1,60}}\),? )?         # another symbol of the same text: "(A/C.3/49/L.4)"
    (?:also |both |as )?
    (?:of|dated|(?<!, )on|adopted on|adopted of) )   # ", on 29 January 2016" dates what follows
    (?:(?P<day>{_DATE})|(?P<same>the same (?:date|day)))
""")
_ANY = prose(rf"\b{_DATE}")
_BEFORE = prose(rf"\b(?:on|of) {_DATE},? (?:of )?(?:the )?$")
_BEFORE_REACH, _YEAR_REACH = 48, 16


class Dated(msgspec.Struct, frozen=True, gc=False):
    """A date read after a number: its half-open span; ``date`` is ``None`` for "of the same date"."""

    date: PartialDate | None
    start: int
    end: int


@lru_cache(maxsize=4096)
def _date(first: str, last: str | None, month: str, year: str) -> PartialDate | None:
    try:
        opening = PartialDate.of(int(year), _MONTH[month], int(first))
        closing = PartialDate.of(int(year), _MONTH[month], int(last)) if last else opening
        return PartialDate(opening.earliest, closing.latest)
    except ValueError:  # 31 June, or a range printed backwards: the words stay, the date is not data
        return None


def after(text: str, position: int) -> Dated | None:
    """The date that begins right at ``position`` (after a number), or ``None``.

    >>> after("49/108 of 19 December 1994, 51/170", 6).date.earliest
    datetime.date(1994, 12, 19)
    """
    match = _AFTER.match(text, position)
    if not match:
        return None
    if match.group("same"):
        return Dated(None, match.start("same"), match.end())
    date = _date(*match.group(2, 3, 4, 5))
    return Dated(date, match.start("day"), match.end()) if date else None


def before(text: str, position: int) -> PartialDate | None:
    """The date printed right before a head at ``position``: "the adoption on 29 November 2013 of ".

    >>> str(before("the adoption on 29 November 2013 of resolution 5/6", 36))
    '2013-11-29'
    """
    near = text[max(0, position - _YEAR_REACH) : position]
    if "19" not in near and "20" not in near:
        return None
    match = _BEFORE.search(text[max(0, position - _BEFORE_REACH) : position])
    return _date(*match.group(1, 2, 3, 4)) if match else None


def first_in(text: str, start: int, end: int) -> Dated | None:
    """The first full date printed in ``text[start:end]``, or ``None``."""
    match = _ANY.search(text, start, end)
    if not match:
        return None
    date = _date(*match.group(1, 2, 3, 4))
    return Dated(date, match.start(), match.end()) if date else None
