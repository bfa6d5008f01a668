"""``recalling forget``: take texts out of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["forget"]


def forget(
    symbols: Annotated[list[str], typer.Argument(help="The texts, e.g. A/RES/67/225; all languages of each go.")],
    store: Annotated[Path, typer.Option("--store", metavar="FOLDER", help="The store on disk.")],
) -> None:
    """Take texts out of a store on disk, with all that follows from them; what cites them stays.

    Example: `recalling forget A/RES/67/225 --store output/lineage.store`
    """
    from graph.analysis.citations import key_of
    from graph.cli.places import lineage_at
    from graph.store.disk import DiskStore
    from graph.store.sync import forget as taken_out

    held = lineage_at(str(store))
    change = taken_out(DiskStore(store), {key_of(held, symbol) for symbol in symbols})
    typer.echo(str(change))
    if not change.removed:
        raise typer.Exit(1)
