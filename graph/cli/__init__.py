"""The command ``recalling``: one module a command, each a few lines over the library.

Exit status: 0 all went well; 1 an input failed (the others were still done) or a question could not
be answered; 2 wrong usage. Only this package calls the loaders' pipeline.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from graph.cli import (
    build,
    check,
    compare,
    corpus,
    export,
    extract,
    fetch,
    forget,
    lineage,
    picture,
    query,
    serve,
    show,
)
from loaders.errors import RecallingError

__all__ = ["app", "main"]

app = typer.Typer(
    name="recalling",
    help="What each United Nations resolution recalls: a lineage graph, as linked data, SPARQL and pages.",
    epilog="Start with:  recalling build  then  recalling show A/RES/67/225",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"recalling {version('recalling')}")
        except PackageNotFoundError:
            typer.echo("recalling, run from a source tree that was not installed")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None: ...


# One line a command, in the order of the help.
app.command("build")(build.build)
app.command("extract")(extract.extract)
app.command("show")(show.show)
app.command("lineage")(lineage.lineage)
app.command("query")(query.query)
app.command("export")(export.export)
app.command("check")(check.check)
app.command("corpus")(corpus.corpus)
app.command("picture")(picture.picture)
app.command("compare")(compare.compare)
app.command("fetch")(fetch.fetch)
app.command("forget")(forget.forget)
app.command("serve")(serve.serve)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; no expected failure shows a traceback."""
    try:
        app(list(arguments) if arguments is not None else None)
    except RecallingError as error:
        typer.echo(f"recalling: {error}", err=True)
        return 1
    except BrokenPipeError:
        # The reader of a pipe has left; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0
