"""``recalling check``: what disagrees in what was built."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["Format", "check"]


class Format(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSONL = "jsonl"


def check(
    place: From = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="CODE", help="Only these checks.")] = None,
    shapes: Annotated[bool, typer.Option("--shapes", help="Validate the linked data (SHACL) as well; slower.")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the findings.")] = Format.TABLE,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there is any error.")] = False,
) -> None:
    """Find what disagrees: printed dates and real ones, numbers and sessions, titles, links and words.

    Codes: date-differs, dates-contradict, cited-later, number-impossible, date-outside-session, title-differs,
    link-differs, not-held; with --shapes also shape.

    Example: `recalling check --only date-differs --format jsonl`
    """
    from graph import check as checks
    from graph.cli.findings import print_findings
    from graph.cli.places import lineage_at

    unknown = sorted({*(only or ())} - checks.CHECKS.keys())
    if unknown:
        raise typer.BadParameter(f"no check {', '.join(unknown)}; there are: {', '.join(checks.CHECKS)}")
    lineage = lineage_at(place)
    findings = (*checks.check(lineage, only or ()), *(checks.shapes(lineage) if shapes else ()))
    print_findings(findings, form.value)
    if strict and any(finding.severity is checks.Severity.ERROR for finding in findings):
        raise typer.Exit(1)
