"""``recalling export``: what was built, in another format."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph.cli.options import From, Out

__all__ = ["Format", "export"]


class Format(StrEnum):
    """What is written."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    JSONL = "jsonl"


def export(
    form: Annotated[Format, typer.Option("--format", "-f", help="The format to write.")],
    place: From = None,
    out: Out = None,
) -> None:
    """Write what was built as linked data, as a network, as a table or as records; always the same bytes.

    Example: `recalling export --format graphml --out lineage.graphml`
    """
    from graph import exports
    from graph.cli.places import lineage_at
    from graph.cli.streams import output

    lineage = lineage_at(place)
    with output(out) as stream:
        exports.write(form.value, lineage, stream)
