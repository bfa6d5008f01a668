"""Numbers that their session or year cannot have, and dates that lie outside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph import sessions
from graph.check.finding import Finding, Severity, at_reference, dated_itself, is_numbered
from graph.lineage import Lineage, cited_key, symbol_of
from loaders.records import Document, Kind, PartialDate, Reference
from loaders.registries import sessions as registry
from loaders.symbols import Symbol

__all__ = ["fits", "impossible", "outside"]


def _council_number(symbol: Symbol) -> str | None:
    year = registry.sc_year(symbol.number or 0)
    if year and symbol.session != str(year):
        return f"Security Council resolution {symbol.number} is of {year}, not of {symbol.session}"
    return None


def _assembly_number(symbol: Symbol) -> str | None:
    session, number = symbol.session or "", symbol.number or 0
    known = registry.ga_roman_range(session)
    if known is not None and number not in known:
        numbers = f"it may have {known.start} to {known.stop - 1}"
        return f"the General Assembly's session {session} has no resolution {number}; {numbers}"
    return None


def _span(symbol: Symbol) -> PartialDate | None:
    """When a text of this symbol can have been adopted; the Economic and Social Council's years begin in July."""
    span = sessions.span(symbol)
    if span and symbol.body == "ecosoc":
        return PartialDate(date(span.earliest.year - 1, 7, 1), span.latest)
    return span


def _why_impossible(symbol: Symbol, citing: date | None) -> str | None:
    if symbol.kind is not Kind.RESOLUTION:
        return None
    wrong = {"unsc": _council_number, "unga": _assembly_number}.get(symbol.body or "", _no_rule)(symbol)
    span = _span(symbol)
    if wrong is None and span and citing and span.earliest > citing:
        return f"session {symbol.session} had not begun when the citing text was adopted on {citing}"
    return wrong


def _no_rule(_: Symbol) -> None:
    return None


def _cases(lineage: Lineage) -> Iterator[tuple[Document, Reference, Symbol]]:
    for document in lineage.documents:
        for reference in document.references:
            symbol = symbol_of(cited_key(reference) or "")
            if symbol and symbol.session and is_numbered(reference) and str(symbol) != document.symbol:
                yield document, reference, symbol


def impossible(lineage: Lineage) -> Iterator[Finding]:
    """``number-impossible``: the session, or the year, has no such number."""
    for document, reference, symbol in _cases(lineage):
        why = _why_impossible(symbol, document.adopted)
        if why:
            yield at_reference(document, reference, "number-impossible", Severity.ERROR, why)


def fits(symbol: Symbol, printed: PartialDate) -> bool:
    """Whether a text of this symbol can be of the printed date.

    Special sessions decide on their arrangements before they open.
    """
    if symbol.kind is Kind.DECISION and not (symbol.session or "").isdigit():
        return True
    if symbol.body == "unga" and printed.earliest == printed.latest:
        return symbol.session in registry.ga_sessions_on(printed.earliest)
    span = _span(symbol)
    return span is None or (span.earliest <= printed.latest and printed.earliest <= span.latest)


def outside(lineage: Lineage) -> Iterator[Finding]:
    """``date-outside-session``: the printed date lies outside the session, or year, that the number names."""
    for document, reference, symbol in _cases(lineage):
        if reference.date and symbol.kind is not Kind.DOCUMENT and not fits(symbol, reference.date):
            message = (
                f"{symbol} cannot be of {reference.date}: its session or year is {_span(symbol) or symbol.session}"
            )
            severity = Severity.ERROR if dated_itself(document, reference) else Severity.WARNING
            yield at_reference(document, reference, "date-outside-session", severity, message)
