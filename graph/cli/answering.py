"""Printing answers and lists of queries to a terminal or a pipe."""

from __future__ import annotations

import sys

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph import queries
from graph.store import printing
from graph.store.answers import Answer
from graph.store.prefixes import PREFIXES

__all__ = ["console_for_reading", "print_answer", "print_list", "print_prefixes"]


def print_answer(answer: Answer, form: str) -> None:
    """Print an answer; what was cut off, and how many rows there are, is said on standard error."""
    if form == "table":
        _print_table(answer)
    else:
        write = {"csv": printing.to_csv, "json": printing.to_json, "turtle": printing.to_turtle}[form]
        sys.stdout.write(write(answer))
    if answer.truncated:
        typer.echo(f"only the first {len(answer.rows)} rows are shown; see --limit", err=True)


def console_for_reading() -> Console:
    """The terminal; in a pipe one so wide that nothing is wrapped or cut."""
    console = Console()
    return console if console.is_terminal else Console(width=4000, no_color=True)


def _print_table(answer: Answer) -> None:
    if answer.truth is not None:
        typer.echo("yes" if answer.truth else "no")
        return
    console = console_for_reading()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in answer.columns:
        table.add_column(Text(name), overflow="fold")
    for row in printing.cells(answer):
        table.add_row(*map(Text, row))
    console.print(table)
    typer.echo(f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}", err=True)


_SIGNS = """\
(CQ1) to (CQ13) number the competency questions: those that the linked-data model was made to answer.
A sample is the value that a parameter has where --param gives it no other.
"""


def print_list() -> None:
    """Each packaged query with its question, parameters and columns, after what the signs mean."""
    typer.echo(_SIGNS)
    for packaged in queries.every():
        typer.echo(f"{packaged.name}\n    {packaged.question}")
        for parameter in packaged.parameters:
            sample = f", sample {parameter.default}" if parameter.default is not None else ""
            typer.echo(f"    --param {parameter.name}=…  {parameter.about} ({parameter.kind}{sample})")
        typer.echo(f"    columns: {', '.join(column.name for column in packaged.columns)}\n")


def print_prefixes() -> None:
    """Each known prefix and its namespace."""
    for name, iri in PREFIXES.items():
        typer.echo(f"PREFIX {name}: <{iri}>")
