"""``recalling extract``: references as JSON Lines."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph.cli.options import Out, Paths, Quiet

__all__ = ["Format", "extract"]


class Format(StrEnum):
    """What is printed."""

    JSONL = "jsonl"


def extract(
    paths: Paths = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="jsonl: one JSON object a reference.")] = Format.JSONL,
    out: Out = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read; 0 takes one a processor.")] = 1,
    quiet: Quiet = False,
) -> None:
    """Print each reference of the texts as one JSON object a line, in document order.

    Example: `recalling extract resolution.xml | jq .target`
    """
    from graph.cli import account, streams
    from loaders import corpus, pipeline
    from loaders.records import Document

    assert form is Format.JSONL  # noqa: S101 - the one there is; typer refuses any other
    if not paths:
        raise typer.BadParameter("name files, folders or archives, or - for standard input")
    failed = False
    outcomes = streams.watched(pipeline.load(paths, workers=workers), quiet or out is None)
    with streams.output(out) as lines:
        for outcome in account.complaining(outcomes):
            if isinstance(outcome, Document):
                lines.writelines(map(streams.json_line, corpus.rows(outcome)))
            else:
                failed = True
    if failed:
        raise typer.Exit(1)
