"""Until when a mandate runs, read from the words that extend it. English texts.

::

    until 15 July 2020 · for a further period ending on 31 July 2020 · terminating on 31 January 2004
    for a period of twelve months [from the date of adoption] · for one year · for 90 days
    for a period of six months, that is, until 10 July 2020       (the day wins over the period)
    as of 31 December 2020 · effective on 31 July 2008            (of what is terminated)
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Expiry", "after_months", "effective", "read"]

_MONTHS = {name: n for n, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_DAY = rf"(?:(?P<d>\d{{1,2}}) ?(?P<m>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}}),) (?P<y>\d{{4}})"
_UNTIL = re.compile(
    rf"\b(?:until|to|through|ending|terminating|expiring|expires?|end)"
    rf"(?: on| at| by)?(?: midnight(?: on)?)? {_DAY}"
)
_EFFECTIVE = re.compile(rf"\b(?:as of|as from|with effect from|effective(?: on| from)?|on|by|until) {_DAY}")
_NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "sixty": 60, "ninety": 90}
_PERIOD = re.compile(
    r"\bfor (?:(?:an?|the|one)(?: \w+){0,3} period of (?:up to )?|an? (?:further|additional|final) |another )?"
    rf"(?:the next )?(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})(?: \((?:\d+|\w+)\))?[ -]"
    r"(?:additional |further |more )?(?P<unit>months?|years?|days?|weeks?)\b(?P<from>[^;,.]{0,90})",
    re.IGNORECASE,
)
_FROM_DAY = re.compile(rf"\b(?:from|starting(?: on| from)?|beginning(?: on)?|commencing(?: on)?|after) {_DAY}")
_FROM_OLD = re.compile(r"\b(?:expir\w+|current mandate|present mandate|end of)\b")


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day of a mandate, and the words that say it; a day that they do not settle is ``None``.

    ``reason`` then says why. ``months`` is the printed period, where it runs from the end of the
    mandate before.
    """

    day: date | None
    words: str = ""
    months: int | None = None
    reason: str = ""


def _day(match: re.Match[str]) -> date | None:
    month = _MONTHS[match["m"] or match["m2"]]
    try:
        return date(int(match["y"]), month, int(match["d"] or match["d2"]))
    except ValueError:  # the thirty-first of June is printed now and then
        return None


def after_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month.

    >>> after_months(date(2019, 8, 31), 6)
    datetime.date(2020, 2, 29)
    """
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def read(words: str, adopted: date | None) -> Expiry:
    """Until when the words let a mandate run.

    Parameters
    ----------
    words
        The clause, from its verb on.
    adopted
        The text's day of adoption, from which a period runs unless it says otherwise.

    Examples
    --------
    >>> read("extend until 15 July 2020 the mandate of the Mission", None).day
    datetime.date(2020, 7, 15)
    >>> read("renew the authorization for a further period of twelve months", date(2019, 11, 5)).day
    datetime.date(2020, 11, 5)
    >>> read("extend the mandate of the Panel", None).reason
    'no day and no period is printed'

    """
    words = " ".join(words.split())
    until = _UNTIL.search(words)
    if until:
        day = _day(until)
        return Expiry(day, until.group(), reason="" if day else "there is no such day")
    period = _PERIOD.search(words)
    if period:
        return _of_period(period, adopted)
    return Expiry(None, reason="no day and no period is printed")


def _of_period(period: re.Match[str], adopted: date | None) -> Expiry:
    number = _NUMBERS.get(period["n"].lower()) or int(period["n"])
    unit, said = period["unit"].lower().rstrip("s"), period.group().strip()
    start = _FROM_DAY.search(period["from"])
    if start is None and _FROM_OLD.search(period["from"]):
        months = {"month": number, "year": 12 * number}.get(unit)
        return Expiry(None, said, months, "it runs from the end of the mandate before")
    first = _day(start) if start else adopted
    if first is None:
        return Expiry(None, said, reason="the day from which the period runs is not known")
    return Expiry(_later(first, number, unit), said)


def _later(first: date, number: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return first + timedelta(days=number * (7 if unit == "week" else 1))
    return after_months(first, number * (12 if unit == "year" else 1))


def effective(words: str, adopted: date | None) -> Expiry:
    """From when something is ended: the day that the clause prints, else the day of adoption.

    >>> effective("terminate the mandate of UNAMID as of 31 December 2020", date(2020, 12, 22)).day
    datetime.date(2020, 12, 31)
    """
    found = _EFFECTIVE.search(" ".join(words.split()))
    if found:
        return Expiry(_day(found), found.group())
    return Expiry(adopted, reason="" if adopted else "the day of adoption is not known")
