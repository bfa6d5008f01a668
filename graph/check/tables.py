"""Findings for the terminal: first how many of each sort, then each sort by itself, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.check.finding import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

__all__ = ["SHOWN", "report"]

SHOWN = 100
"""Findings of one sort that a report lists; the counts are always of all."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}
_RANK = list(Severity)

_Sort = tuple[Severity, str]


def report(findings: Iterable[Finding]) -> Group:
    """The findings as tables; text from documents stays text, and a column in which nothing stands is left out."""
    from rich.console import Group

    sorts = _sorts(findings)
    return Group(_counts(sorts), *(part for sort, found in sorts.items() for part in ("", *_listed(sort, found))))


def _sorts(findings: Iterable[Finding]) -> dict[_Sort, list[Finding]]:
    """The findings by severity and code: errors first, then what is found most often."""
    sorts: defaultdict[_Sort, list[Finding]] = defaultdict(list)
    for finding in findings:
        sorts[finding.severity, finding.code].append(finding)
    ordered = sorted(sorts, key=lambda sort: (_RANK.index(sort[0]), -len(sorts[sort]), sort[1]))
    return {sort: sorts[sort] for sort in ordered}


def _counts(sorts: dict[_Sort, list[Finding]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    made = Table("severity", "code", "findings", "texts", box=None, header_style="bold", pad_edge=False)
    for (severity, code), found in sorts.items():
        texts = len({finding.document for finding in found if finding.document})
        made.add_row(Text(severity, style=_COLOURS[severity]), Text(code), str(len(found)), str(texts or ""))
    return made


def _listed(sort: _Sort, found: Sequence[Finding]) -> list[Text | Table]:
    """A heading, the first findings, and how many more there are."""
    from rich.text import Text

    severity, code = sort
    parts: list[Text | Table] = [Text(f"{code} ({severity})", style=f"bold {_COLOURS[severity]}"), _table(found)]
    if len(found) > SHOWN:
        parts.append(Text(f"… and {len(found) - SHOWN} more; --format jsonl lists all", style="dim"))
    return parts


def _table(found: Sequence[Finding]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = [(_where(finding), finding.words, finding.message) for finding in found[:SHOWN]]
    names = ("where", "words", "what")
    kept = [index for index, _ in enumerate(names) if any(row[index] for row in rows)]
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index in kept:
        made.add_column(names[index], overflow="fold")
    for row in rows:
        made.add_row(*(Text(row[index]) for index in kept))
    return made


def _where(finding: Finding) -> str:
    return " ".join(filter(None, (finding.document, finding.language, finding.part)))
