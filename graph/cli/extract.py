"""``recalling extract``: references as JSON Lines."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import Executor, Out, Paths, Quiet

if TYPE_CHECKING:
    from loaders.records import Document

__all__ = ["Format", "extract"]


class Format(StrEnum):
    """What is printed."""

    JSONL = "jsonl"


def extract(
    paths: Paths = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="jsonl: one JSON object a reference.")] = Format.JSONL,
    out: Out = None,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that read; 0 takes one a processor where that pays.")
    ] = 0,
    executor: Executor = None,
    quiet: Quiet = False,
) -> None:
    """Print each reference of the texts as one JSON object a line, in document order.

    Example: `recalling extract resolution.xml | jq .target`
    """
    from graph.cli import account, progress, streams
    from loaders import executors, pipeline

    assert form is Format.JSONL  # noqa: S101 - the one there is; typer refuses any other
    if not paths:
        raise typer.BadParameter("name files, folders or archives, or - for standard input")
    failed, total = False, pipeline.count(paths)
    with (
        streams.output(out) as lines,
        executors.opened(executor, workers, total) as pool,
        progress.advancing(quiet or out is None, total) as done,
    ):
        for outcome in account.complaining(pipeline.stream(paths, _lines, executor=pool, done=done)):
            if isinstance(outcome, bytes):
                lines.write(outcome)
            else:
                failed = True
    if failed:
        raise typer.Exit(1)


def _lines(document: Document) -> bytes:
    """The references of a document as lines of JSON, made where it was read."""
    from graph.cli import streams
    from loaders import corpus

    return b"".join(map(streams.json_line, corpus.rows(document)))
