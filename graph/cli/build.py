"""``recalling build``: from texts to linked data and a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.options import Executor, Paths, Quiet

__all__ = ["build"]


def build(
    paths: Paths = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the results go.")] = Path("output"),
    name: Annotated[
        str | None, typer.Option(help="The name of the results; default: the symbol, or the input's name.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that read; 0 takes one a processor where that pays.")
    ] = 0,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER|URL",
            help="Also add to this store on disk, or to a SPARQL server; unchanged texts are skipped.",
        ),
    ] = None,
    executor: Executor = None,
    quiet: Quiet = False,
) -> None:
    """Read texts, find what they cite, and write linked data (.ttl), a page (.html) and records (.jsonl).

    Without a PATH the built-in sample is read, resolution A/RES/67/225.

    Example: `recalling build resolutions.zip --out output`
    """
    from functools import partial

    from graph import build as work
    from graph.cli import account, progress
    from graph.rdf import Settings
    from graph.store.prepared import prepare
    from loaders import executors, pipeline
    from loaders.recorded import Recorded

    inputs = paths or [work.sample()]
    tally = work.Tally()
    total = pipeline.count(inputs)
    ready = partial(
        prepare, settings=Settings.from_environment(), graph=bool(store) or total is None or total > work.LARGE
    )
    with executors.opened(executor, workers, total) as pool, progress.advancing(quiet, total) as done:
        before = work.recorded(inputs, out, name)
        known = Recorded(str(before.resolve())) if before else pipeline.unknown
        outcomes = pipeline.stream(inputs, ready, executor=pool, done=done, known=known)
        made = work.make(tally.documents_of(account.complaining(outcomes)), inputs, out, name, store)
    if made.files and not quiet:
        account.tell(tally, made)
    if tally.failures or not made.files:
        raise typer.Exit(1)
