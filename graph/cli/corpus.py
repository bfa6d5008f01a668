"""``recalling corpus``: one page for thousands of texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["corpus"]


def corpus(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The page, e.g. output/corpus.html.")],
    title: Annotated[str | None, typer.Option(help="The words at its head.")] = None,
    place: From = None,
) -> None:
    """Draw all that was built as one page for any browser: years across, bodies and series down.

    Made for up to 25,000 works and 150,000 references; it works offline. From a checkout it needs
    Node once, to put its script together; an installed wheel brings it.

    Example: `recalling corpus output/corpus.html`
    """
    from graph.cli.places import lineage_at
    from graph.view import corpus as page

    typer.echo(f"wrote {page.write(lineage_at(place), out, title=title)}")
