"""``recalling query``: SPARQL over what was built."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["Engine", "Format", "query"]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


class Engine(StrEnum):
    """Which engine holds the triples of a file."""

    OXIGRAPH = "oxigraph"
    RDFLIB = "rdflib"


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="SPARQL|FILE|NAME", help="A query, a file, a packaged query's name, or - for standard input."
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="A parameter; left out, it has the sample value that --list shows.",
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")] = Format.TABLE,
    place: From = None,
    engine: Annotated[Engine, typer.Option(help="The engine that holds a file's triples.")] = Engine.OXIGRAPH,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds the query may run.")] = 60.0,
    limit: Annotated[int, typer.Option(min=1, help="Rows that are printed at most.")] = 10_000,
    listed: Annotated[
        bool, typer.Option("--list", help="List the packaged queries: question, parameters with samples, columns.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Print the SPARQL and ask nothing.")] = False,
    prefixes: Annotated[bool, typer.Option("--prefixes", help="List the prefixes that need no declaring.")] = False,
) -> None:
    """Ask the graph in SPARQL, or one of the packaged questions by name.

    Example: `recalling query predecessors --param symbol=A/RES/67/225 --format csv`
    """
    from graph.cli import answering
    from graph.cli.places import store_at
    from graph.queries.wording import parameters, sparql_of
    from graph.store.errors import UnknownQuery
    from graph.store.prefixes import PREFIXES
    from graph.store.sparql import with_prefixes

    if listed or prefixes:
        answering.print_list() if listed else answering.print_prefixes()
        return
    if question is None:
        raise typer.BadParameter("give a query, a file or the name of a packaged query (see --list)")
    try:
        sparql = sparql_of(question, parameters(param or []))
    except UnknownQuery as error:
        raise typer.BadParameter(str(error)) from error
    if text:
        typer.echo(with_prefixes(sparql, PREFIXES))
        return
    answer = store_at(place, engine.value).query(sparql, timeout=timeout, limit=limit)
    answering.print_answer(answer, form.value)
