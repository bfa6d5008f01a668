"""``recalling picture``: a still picture of a lineage, for papers and slides."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["Theme", "picture"]


class Theme(StrEnum):
    """The ground it is drawn on."""

    LIGHT = "light"
    DARK = "dark"


def picture(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Where it goes; the ending says which: .svg or .png.")],
    symbol: Annotated[
        str | None, typer.Option("--symbol", "-s", help="Only this text, what it cites and what cites it.")
    ] = None,
    main_path: Annotated[bool, typer.Option("--main-path", help="Only the main path through the text.")] = False,
    theme: Annotated[Theme, typer.Option(help="The ground.")] = Theme.LIGHT,
    place: From = None,
) -> None:
    """Draw what was built, with a legend, as SVG or PNG.

    Example: `recalling picture lineage.svg --symbol A/RES/67/225`
    """
    from graph import analysis
    from graph.cli.places import lineage_at
    from graph.view import picture as drawing

    if main_path and symbol is None:
        raise typer.BadParameter("--main-path needs --symbol: the text that the path goes through")
    held = lineage_at(place)
    path: tuple[str, ...] = ()
    if symbol and main_path:
        path = analysis.main_path(held, symbol).works
        held = drawing.restrict(held, path)
    elif symbol:
        cites, cited = (walk(held, symbol, generations=1) for walk in (analysis.ancestors, analysis.descendants))
        held = drawing.restrict(held, {cites.start, *cites, *cited})
    drawing.write(held, out, path=path, theme=theme.value)
    typer.echo(f"wrote {out}")
