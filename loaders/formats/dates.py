"""Dates as UN documents print them, in the six official languages.

Forms: ``21 December 2012``, ``1er décembre 2020``, ``21 de diciembre de 2012``, ``21 декабря 2012 года``,
``2012年12月21日``, ``21 كانون الأول/ديسمبر 2012``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

__all__ = ["first_date", "printed_dates"]

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_MONTHS = {"يونيو": 6, "يوليو": 7, "setiembre": 9} | {
    unicodedata.normalize("NFC", name).casefold(): number
    for names in _NAMES.values()
    for number, name in enumerate(names.split(), 1)
}

# day, an optional ordinal or "de", the month's name (Arabic prints two, "Levantine/Gregorian"), the year
_DAY = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:er|º|°)?\s{1,3}(?:de\s)?(?:[^\W\d]{2,8}(?:\s[^\W\d]{2,8})?/)?"
    r"(?P<month>[^\W\d]{3,12})\s{1,3}(?:de\s)?(?P<year>1[89]\d\d|20\d\d)(?!\d)"
)
_CHINESE = re.compile(r"(?P<year>1[89]\d\d|20\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")


def _dated(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdecimal() else _MONTHS.get(unicodedata.normalize("NFC", month).casefold())
    try:
        return date(int(match["year"]), number, int(match["day"])) if number else None
    except ValueError:
        return None


def printed_dates(text: str) -> Iterator[date]:
    """Every full date in ``text``, in its order; what is no day of the calendar is passed over.

    >>> [str(d) for d in printed_dates("on 21 December 2012, not 31 June 2012")]
    ['2012-12-21']
    """
    for match in sorted((*_DAY.finditer(text), *_CHINESE.finditer(text)), key=lambda m: m.start()):
        found = _dated(match)
        if found:
            yield found


def first_date(text: str) -> date | None:
    """The first full date in ``text``, or ``None``."""
    return next(printed_dates(text), None)
