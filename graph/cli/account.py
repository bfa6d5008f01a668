"""Saying what a build did, and what it could not do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import typer

from graph.build import Account
from graph.store.printing import visible
from loaders.errors import RecallingError

__all__ = ["complain", "tell"]

_SHOWN = 10
"""Examples of what stayed unresolved; the records and `recalling query unresolved` have them all."""


def complain(failures: Iterable[RecallingError]) -> None:
    """One line on standard error for each input that failed."""
    for failure in failures:
        typer.echo(f"recalling: {failure}", err=True)


def tell(account: Account, quiet: bool) -> None:
    """The account of a build on standard output."""
    if quiet:
        return
    works = sum(node.held for node in account.lineage.nodes.values())
    documents = len(account.lineage.documents)
    typer.echo(f"documents   {documents}" + (f" of {works} works" if works != documents else ""))
    typer.echo(f"references  {account.references} to {_targets(account)} works")
    typer.echo(f"  relation  {_counts(account.by_relation)}")
    typer.echo(f"  kind      {_counts(account.by_kind)}")
    _tell_unresolved(account)
    if account.change:
        typer.echo(f"store       {account.change}")
    for path in account.files:
        typer.echo(f"wrote       {path}")


def _targets(account: Account) -> int:
    return len({edge.target for edge in account.lineage.edges})


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.items()) or "none"


def _tell_unresolved(account: Account) -> None:
    by_status = Counter(str(reference.status) for _, reference in account.unresolved)
    typer.echo(f"unresolved  {len(account.unresolved)}" + (f": {_counts(dict(by_status))}" if by_status else ""))
    for document, reference in account.unresolved[:_SHOWN]:
        typer.echo(f"  {document} {reference.paragraph}: “{visible(reference.text)[:60]}”: {reference.reason}")
    if len(account.unresolved) > _SHOWN:
        typer.echo(f"  … and {len(account.unresolved) - _SHOWN} more: recalling query unresolved")
