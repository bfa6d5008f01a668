"""``recalling lineage``: where a text comes from, what was built on it, and what is live today."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import From, Out

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.analysis import Filter

__all__ = ["Format", "lineage"]


class Format(StrEnum):
    """What is printed."""

    TREE = "tree"
    JSON = "json"
    CSV = "csv"
    GRAPHML = "graphml"


_DAYS = ["%Y-%m-%d"]


def lineage(
    symbol: Annotated[str, typer.Argument(help="The text, e.g. A/RES/67/225 or 67/225.")],
    series: Annotated[bool, typer.Option("--series", help="The texts on its subject that succeed each other.")] = False,
    ancestors: Annotated[bool, typer.Option("--ancestors", help="What it builds on, by generation.")] = False,
    descendants: Annotated[bool, typer.Option("--descendants", help="What builds on it, by generation.")] = False,
    main_path: Annotated[bool, typer.Option("--main-path", help="The main path of citations through it.")] = False,
    mandate: Annotated[bool, typer.Option("--mandate", help="The mandates it acts on, and how they stand.")] = False,
    diff: Annotated[
        str | None, typer.Option("--diff", metavar="OTHER", help="What it cites that OTHER does not, and dropped.")
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", metavar="OTHER", help="The chains of citations down to OTHER.")
    ] = None,
    generations: Annotated[
        int | None, typer.Option(min=1, help="Generations, or citations in a chain, at most.", show_default=False)
    ] = None,
    relation: Annotated[list[str] | None, typer.Option(help="Only these relations, e.g. recalls.")] = None,
    body: Annotated[list[str] | None, typer.Option(help="Only works of these bodies, e.g. unga.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only works of these kinds, e.g. resolution.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=_DAYS, help="Only works from this day on.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAYS, help="Only works up to this day.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=_DAYS, help="The day of --mandate; default: the last day that the held texts know."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format, typer.Option("--format", "-f", help="What to print.")
    ] = Format.TREE,
    place: From = None,
    out: Out = None,
) -> None:
    """Ask one question about a text's lineage; without any, print its series and its nearest relatives.

    Series are inferred from what texts recall, and printed with the evidence.

    Example: `recalling lineage A/RES/67/225 --series`
    """
    from graph.cli import telling
    from graph.cli.places import lineage_at
    from graph.cli.telling_formats import write

    only = _filter(relation, body, kind, since, until)
    questions: list[tuple[str, object, Callable[[], telling.Answer]]] = [
        ("--series", series, lambda: telling.of_series(held, symbol)),
        ("--ancestors", ancestors, lambda: telling.of_ancestors(held, symbol, generations, only)),
        ("--descendants", descendants, lambda: telling.of_descendants(held, symbol, generations, only)),
        ("--main-path", main_path, lambda: telling.of_main_path(held, symbol, only)),
        ("--mandate", mandate, lambda: telling.of_mandates(held, symbol, on.date() if on else None)),
        ("--diff", diff, lambda: telling.of_difference(held, symbol, diff or "")),
        ("--path", path, lambda: telling.of_paths(held, symbol, path or "", generations, only)),
    ]
    asked = [(name, ask) for name, wanted, ask in questions if wanted]
    if len(asked) > 1:
        raise typer.BadParameter(f"one question at a time, not {' and '.join(name for name, _ in asked)}")
    held = lineage_at(place)
    answer = asked[0][1]() if asked else telling.in_brief(held, symbol, only)
    write(answer, held, format.value, out)


def _filter(
    relation: list[str] | None,
    body: list[str] | None,
    kind: list[str] | None,
    since: datetime | None,
    until: datetime | None,
) -> Filter:
    from graph.analysis import Filter
    from loaders.records import Kind
    from loaders.registries import bodies, relations

    _check("--relation", relation, [each.id for each in relations.relations()])
    _check("--kind", kind, [each.value for each in Kind])
    _check("--body", body, list(bodies.ids()))
    return Filter(
        frozenset(relation or ()),
        frozenset(body or ()),
        frozenset(kind or ()),
        since.date() if since else None,
        until.date() if until else None,
    )


def _check(option: str, given: list[str] | None, known: list[str]) -> None:
    """A misspelt word would find nothing and look like an answer."""
    for word in given or ():
        if word not in known:
            raise typer.BadParameter(f"{option} {word}: there is none; known are {', '.join(known)}")
