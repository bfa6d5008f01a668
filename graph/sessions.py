"""When a text can have been adopted, told from its symbol alone.

General Assembly: session *n* opens in September of the year 1945 + *n* and closes a year later; of
19,390 dated mentions of its resolutions 99.9 % keep this rule with the first three weeks of
September belonging to either side. Security Council and Economic and Social Council symbols carry
their year. Human Rights Council: three sessions a year, the fourth being the first of 2007.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from loaders.records import PartialDate
from loaders.symbols import Symbol, roman_value

__all__ = ["span"]

# Special and emergency special sessions of the General Assembly: when each sat.
_SPECIAL = {
    "S-I": (1947, 1947), "S-II": (1948, 1948), "S-III": (1961, 1961), "S-IV": (1963, 1963), "S-V": (1967, 1967),
    "S-VI": (1974, 1974), "S-VII": (1975, 1975), "S-8": (1978, 1978), "S-9": (1978, 1978), "S-10": (1978, 1978),
    "S-11": (1980, 1980), "S-12": (1982, 1982), "S-13": (1986, 1986), "S-14": (1986, 1986), "S-15": (1988, 1988),
    "S-16": (1989, 1989), "S-17": (1990, 1990), "S-18": (1990, 1990), "S-19": (1997, 1997), "S-20": (1998, 1998),
    "S-21": (1999, 1999), "S-22": (1999, 1999), "S-23": (2000, 2000), "S-24": (2000, 2000), "S-25": (2001, 2001),
    "S-26": (2001, 2001), "S-27": (2002, 2002), "S-28": (2005, 2005), "S-29": (2014, 2014), "S-30": (2016, 2016),
    "S-31": (2020, 2021), "S-32": (2021, 2021), "ES-I": (1956, 1956), "ES-II": (1956, 1956), "ES-III": (1958, 1958),
    "ES-IV": (1960, 1960), "ES-V": (1967, 1967), "ES-6": (1980, 1980), "ES-7": (1980, 1982), "ES-8": (1981, 1981),
    "ES-9": (1982, 1982), "ES-10": (1997, 2100), "ES-11": (2022, 2100),
}  # fmt: skip


def _assembly(session: str) -> PartialDate | None:
    if session in _SPECIAL:
        first, last = _SPECIAL[session]
        return PartialDate(date(first, 1, 1), date(last, 12, 31))
    number = int(session) if session.isdigit() else roman_value(session)
    if not number or number > 200:
        return None
    # The first session met in January 1946, in two parts; the others open in September.
    opened = date(1946, 1, 1) if number == 1 else date(1945 + number, 9, 1)
    return PartialDate(opened, date(1946 + number, 9, 25))


def _council(session: str) -> PartialDate | None:
    if not session.isdigit():
        return None
    number = int(session)
    year = 2006 if number <= 3 else 2007 + (number - 4) // 3
    return PartialDate.of(year)


@cache
def span(symbol: Symbol) -> PartialDate | None:
    """The days between which a resolution or decision of this symbol was adopted; ``None`` if unknown.

    >>> from loaders.symbols import Symbol
    >>> str(span(Symbol.parse("A/RES/67/225")))
    '2012-09-01/2013-09-25'
    >>> str(span(Symbol.parse("S/RES/1325(2000)")))
    '2000'
    """
    session = symbol.session
    if session is None:
        return None
    if symbol.body == "unga":
        return _assembly(session)
    if symbol.body == "unhrc":
        return _council(session)
    if session.isdigit() and len(session) == 4:
        return PartialDate.of(int(session))
    return None
