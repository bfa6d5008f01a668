"""When a text can have been adopted, told from its symbol alone; the session registry holds the facts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from loaders.records import PartialDate
from loaders.registries import sessions
from loaders.symbols import Symbol, roman_value

__all__ = ["span"]

_OPEN_END = date(2099, 12, 31)
"""Stands for the end of a session that may still be resumed."""
_GRACE = timedelta(days=25)
"""The outgoing session adopts its last texts while the next one opens, in the first days of September."""


@cache
def _assembly(session: str) -> PartialDate | None:
    listed = next((s for s in sessions.sessions() if s.body == "unga" and s.session == session), None)
    if listed:
        return PartialDate(listed.opened, listed.closed or _OPEN_END)
    number = int(session) if session.isdigit() else roman_value(session)
    if not number or number > 200:
        return None
    return PartialDate(date(1945 + number, 9, 1), date(1946 + number, 9, 1) + _GRACE - timedelta(days=1))


def _year(session: str) -> PartialDate | None:
    return PartialDate.of(int(session)) if session.isdigit() and len(session) == 4 else None


@cache
def span(symbol: Symbol) -> PartialDate | None:
    """The days between which a resolution or decision of this symbol was adopted; ``None`` if unknown.

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
        year = sessions.hrc_year(session)
        return PartialDate.of(year) if year else None
    return _year(session)
