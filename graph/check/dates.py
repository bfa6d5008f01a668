"""Printed dates against real ones, against one another, and against time itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from graph.check.finding import Finding, Severity, at_reference, dated_itself, is_numbered
from graph.check.numbers import fits
from graph.lineage import Lineage, cited_key, symbol_of
from loaders.records import Document, PartialDate, Reference

__all__ = ["cited_later", "contradictions", "differing"]


def _cases(lineage: Lineage) -> Iterator[tuple[Document, Reference, str]]:
    for document in lineage.documents:
        for reference in document.references:
            key = cited_key(reference)
            if key and is_numbered(reference) and symbol_of(key):
                yield document, reference, key


def _adopted(lineage: Lineage, key: str) -> date | None:
    """When a held text was adopted; of a lettered part its own text knows before the whole does."""
    symbol = symbol_of(key)
    for each in (key, str(symbol.whole)) if symbol and symbol.part else (key,):
        for document in lineage.versions(each):
            if document.adopted:
                return document.adopted
    return None


def _within(day: date, printed: PartialDate) -> bool:
    return printed.earliest <= day <= printed.latest


def differing(lineage: Lineage) -> Iterator[Finding]:
    """``date-differs``: the date that a text prints is not that on which the held text was adopted.

    Where one date stands behind a list, it may not be meant for every number: then it is a warning.
    """
    for document, reference, key in _cases(lineage):
        day = _adopted(lineage, key)
        if day and reference.date and not _within(day, reference.date):
            message = f"{key} was adopted on {day}, the text says {reference.date}"
            severity = Severity.ERROR if dated_itself(document, reference) else Severity.WARNING
            yield at_reference(document, reference, "date-differs", severity, message)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _printed(lineage: Lineage) -> dict[str, dict[PartialDate, set[str]]]:
    """Each target's printed dates, with the texts that print them (a text counts once, whatever its languages)."""
    printed: defaultdict[str, defaultdict[PartialDate, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document, reference, key in _cases(lineage):
        symbol = symbol_of(key)
        if reference.date and symbol and fits(symbol, reference.date) and dated_itself(document, reference):
            printed[key][reference.date].add(document.symbol or document.source.file)
    return {key: dict(dates) for key, dates in printed.items()}


def contradictions(lineage: Lineage) -> Iterator[Finding]:
    """``dates-contradict``: texts print dates of one target that cannot both be right.

    Each is told at the date that fewer texts print; where as many print either, at both. Dates that
    stand behind a list, or lie outside the session of the number, are not counted.
    """
    printed = _printed(lineage)
    for document, reference, key in _cases(lineage):
        if not reference.date or _adopted(lineage, key) or not dated_itself(document, reference):
            continue
        mine = len(printed.get(key, {}).get(reference.date, ()))
        if not mine:
            continue  # outside its session: told by another check
        against = Counter({day: len(texts) for day, texts in printed[key].items() if not _overlap(day, reference.date)})
        others = [day for day, count in against.items() if count >= mine]
        if others:
            other = min(others, key=lambda day: (-against[day], day))
            example = min(printed[key][other])
            message = (
                f"{mine} text(s) say that {key} is of {reference.date}, {against[other]} say {other}, e.g. {example}"
            )
            yield at_reference(document, reference, "dates-contradict", Severity.WARNING, message)


def cited_later(lineage: Lineage) -> Iterator[Finding]:
    """``cited-later``: what is cited was adopted, or is said to have been, after the text that cites it."""
    for document, reference, key in _cases(lineage):
        if not document.adopted or key == document.symbol:
            continue
        day = _adopted(lineage, key) or (reference.date.earliest if reference.date else None)
        if day and day > document.adopted:
            message = f"{key} is of {day}, the text that cites it of {document.adopted}"
            yield at_reference(document, reference, "cited-later", Severity.ERROR, message)
