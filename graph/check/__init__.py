"""Checks of what was read: the texts against facts, against each other and against the model.

=====================  ========  ==========================================================================
code                   severity  found where
=====================  ========  ==========================================================================
date-differs           error     a printed date is not the held text's date of adoption
dates-contradict       warning   two texts print dates of one target that cannot both be right
cited-later            error     what is cited is later than what cites it
number-impossible      error     a session, or a year, has no such number
date-outside-session   error     a printed date lies outside the session, or year, that the number names
title-differs          warning   a title printed in quotation marks is not that of the held target
link-differs           warning   the publisher's hyperlink goes elsewhere than the words
link-unread            notice    a hyperlink goes to a UN document and no reference was read there
not-held               notice    a target is cited and not held, with the number of citations
shape                  as said   the linked data break a SHACL shape
=====================  ========  ==========================================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from types import MappingProxyType

from graph.check import dates, numbers, words
from graph.check.finding import Finding, Severity
from graph.check.tables import report
from graph.lineage import Lineage
from graph.order import natural

__all__ = ["CHECKS", "Finding", "Severity", "check", "json_lines", "not_held", "report", "shapes"]


def not_held(lineage: Lineage) -> Iterator[Finding]:
    """``not-held``: targets that could be loaded next, most cited first."""
    for node, count in lineage.missing():
        message = f"{node.id} is cited {count} time{'' if count == 1 else 's'} and not held"
        yield Finding("", "", "", -1, -1, "not-held", Severity.NOTICE, "", node.id, message)


CHECKS: Mapping[str, Callable[[Lineage], Iterable[Finding]]] = MappingProxyType(
    {
        "date-differs": dates.differing,
        "dates-contradict": dates.contradictions,
        "cited-later": dates.cited_later,
        "number-impossible": numbers.impossible,
        "date-outside-session": numbers.outside,
        "title-differs": words.titles,
        "link-differs": words.links,
        "not-held": not_held,
    }
)
"""The checks of the texts, by the code of what they find first."""


def check(lineage: Lineage, only: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Run the checks of the texts, all or those named, and give what they find.

    What is about a place comes first, in the order of documents' symbols, parts and offsets.
    """
    chosen = set(only) or set(CHECKS)
    found = [finding for code, run in CHECKS.items() if code in chosen for finding in run(lineage)]
    placed = sorted({finding for finding in found if finding.document}, key=_place)
    return (*placed, *(finding for finding in found if not finding.document))


def _place(finding: Finding) -> tuple[object, ...]:
    return (
        natural(finding.document),
        finding.language,
        natural(finding.part),
        finding.start,
        finding.code,
        finding.target,
    )


def shapes(lineage: Lineage) -> tuple[Finding, ...]:
    """Validate the lineage's linked data against the SHACL shapes; about ten resolutions a second."""
    from graph.check.shacl import validate
    from graph.rdf import named_graphs

    return tuple(validate(named_graphs(lineage)))


def json_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding as one JSON object, keys in a fixed order, ``null`` for a place that there is not."""
    for finding in findings:
        row = asdict(finding) | {"severity": str(finding.severity)}
        if not finding.document:
            row |= dict.fromkeys(("document", "language", "part", "start", "end", "file"))
        yield json.dumps(row, ensure_ascii=False)
