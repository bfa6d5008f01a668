"""Saying what a build did, and what it could not do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import typer

from graph.build import Made, Tally
from graph.cli.phrases import counted, shortened
from graph.store.printing import visible
from loaders.errors import RecallingError

__all__ = ["complaining", "tell"]

T = TypeVar("T")


def complaining(outcomes: Iterable[T]) -> Iterator[T]:
    """The same outcomes; each failure is said in one line on standard error as it passes."""
    for outcome in outcomes:
        if isinstance(outcome, RecallingError):
            typer.echo(f"recalling: {outcome}", err=True)
        yield outcome


def tell(tally: Tally, made: Made) -> None:
    """The account of a build, on standard output."""
    works = f" of {counted(len(tally.works), 'work')}" if len(tally.works) != tally.documents else ""
    typer.echo(f"documents   {tally.documents}{works}")
    typer.echo(f"references  {tally.references} to {counted(len(tally.targets), 'work')}")
    typer.echo(f"  relation  {_counts(dict(tally.relations.most_common()))}")
    typer.echo(f"  kind      {_counts(dict(tally.kinds.most_common()))}")
    _tell_unresolved(tally)
    if made.change:
        typer.echo(f"store       {made.change}")
    for path in made.files:
        typer.echo(f"wrote       {path}")
    if made.files and not any(path.suffix == ".html" for path in made.files):
        typer.echo(
            "            no page or Turtle of so many texts: ask with `recalling query`, or write one with export"
        )


def _counts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.items()) or "none"


def _tell_unresolved(tally: Tally) -> None:
    total = sum(tally.unresolved.values())
    typer.echo(f"unresolved  {total}" + (f": {_counts(tally.unresolved)}" if total else ""))
    for document, reference in tally.examples:
        words = shortened(visible(reference.text), 60)
        typer.echo(f"  {document} {reference.paragraph}: “{words}”: {reference.reason}")
    if total > len(tally.examples):
        typer.echo(f"  … and {total - len(tally.examples)} more: recalling query unresolved")
