"""Printing what checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import typer

from graph import check as checks
from graph.check import Finding
from graph.cli.answering import console_for_reading

__all__ = ["print_findings"]


def print_findings(findings: Iterable[Finding], form: str) -> None:
    """Print what checks found: tables for people, JSON Lines for programs; the counts on standard error."""
    listed = list(findings)
    if form == "jsonl":
        for line in checks.json_lines(listed):
            typer.echo(line)
    elif listed:
        console_for_reading().print(checks.report(listed))
    counts = Counter(str(finding.severity) for finding in listed)
    typer.echo(", ".join(f"{counts[name]} {name}s" for name in ("error", "warning", "notice")), err=True)
