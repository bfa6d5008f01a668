"""``recalling compare``: what differs between two readings of one resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.compare import Comparison
    from loaders.records import Document

__all__ = ["compare"]


def compare(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Two files of one text, or folders and archives whose texts are paired."
        ),
    ],
    differences: Annotated[int, typer.Option("--show", min=0, help="Differences to print a pair.")] = 20,
) -> None:
    """List what differs between two readings of the same texts: paragraphs, marks, notes, references.

    Two files are compared with each other; in anything more, texts of one symbol and language are paired.

    Example: `recalling compare A_RES_78_113.pdf A_RES_78_113.xml`
    """
    from loaders.compare import comparable, tally
    from loaders.compare import differences as between

    made: list[Comparison] = []
    for one, other in _pairs(paths):
        comparison = between(*comparable(one, other))
        made.append(comparison)
        typer.echo(_account(comparison, differences))
    if not made:
        raise typer.BadParameter("nothing to compare: no two readings of one text in one language were found")
    for kind, (equal, total) in tally(made).items():
        typer.echo(f"{kind + 's':<12}{equal:>7} of {total:>6} equal{f'  {equal / total:.2%}' if total else ''}")
    raise typer.Exit(0 if all(comparison.equal for comparison in made) else 1)


def _pairs(paths: list[str]) -> Iterator[tuple[Document, Document]]:
    """The two texts that two files hold, else the texts of one symbol among all of them."""
    from loaders.compare import pairs

    held = list(_documents(paths))
    yield from [(held[0], held[1])] if len(paths) == len(held) == 2 else pairs(held)


def _documents(paths: list[str]) -> Iterable[Document]:
    from loaders.pipeline import load
    from loaders.records import Document

    for outcome in load(paths):
        if isinstance(outcome, Document):
            yield outcome
        else:
            typer.echo(f"recalling: {outcome}", err=True)


def _account(comparison: Comparison, limit: int) -> str:
    lines = [f"{comparison.left} | {comparison.right}: {len(comparison.differences)} differences"]
    lines += [str(difference) for difference in comparison.differences[:limit]]
    hidden = len(comparison.differences) - limit
    return "\n".join([*lines, f"… {hidden} more"] if hidden > 0 and limit else lines)
