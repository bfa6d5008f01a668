"""``recalling show``: a lineage in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["show"]


def show(
    symbol: Annotated[str, typer.Argument(help="The text, e.g. A/RES/67/225 or 67/225.")],
    place: From = None,
) -> None:
    """Print what a text cites, by relation, and what cites it.

    Example: `recalling show A/RES/67/225`
    """
    from graph.cli.answering import console_for_reading
    from graph.cli.places import lineage_at
    from graph.cli.tree import tree

    console_for_reading().print(tree(lineage_at(place), symbol))
