"""``recalling fetch``: bring a resolution and the generations of what it recalls."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.options import Quiet

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.fetch import Held, Missing
    from loaders.symbols import Symbol

__all__ = ["Language", "fetch"]


class Language(StrEnum):
    """The six official languages."""

    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"


def fetch(
    symbols: Annotated[list[str], typer.Argument(metavar="SYMBOL...", help="Symbols, or links to docs.un.org.")],
    depth: Annotated[int, typer.Option(min=0, max=20, help="Generations of what is recalled; 0: none.")] = 1,
    language: Annotated[Language, typer.Option("--language", "-l", help="Which language.")] = Language.ENGLISH,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where files and manifest go.")] = Path(
        "fetched"
    ),
    limit: Annotated[int, typer.Option(min=1, help="Documents at most.")] = 200,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask whether what is held has changed.")] = False,
    quiet: Quiet = False,
) -> None:
    """Fetch resolutions and the generations of what they recall, politely, into a folder.

    At most one request a second goes to one host; what is held is not asked for again. Say who asks
    in RECALLING_CONTACT (an e-mail address or URL).

    Example: `recalling fetch A/RES/67/225 --depth 1 --out lineage`
    """
    from loaders import fetch as fetching
    from loaders.sources.http import Client, Settings

    wanted = _symbols(symbols)
    plan = fetching.Plan(depth, language.value, limit, refresh=refresh)
    outcomes: list[Held | Missing] = []
    with Client(Settings.from_environment()) as client, _progress(quiet) as show:
        for outcome in fetching.walk(wanted, out, fetching.sources(client), plan):
            outcomes.append(outcome)
            show(outcome)
    if not _account(outcomes, out, quiet):
        raise typer.Exit(1)


def _symbols(texts: list[str]) -> list[Symbol]:
    from loaders.errors import InvalidSymbol
    from loaders.sources.undocs import symbol_of

    try:
        return [symbol_of(text) for text in texts]
    except InvalidSymbol as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def _progress(quiet: bool) -> Generator[Callable[[Held | Missing], None]]:
    """A line of progress on standard error that tells what came last, gone at the end."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, quiet=quiet)  # no terminal, no progress: a log gets the account alone
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("asking", total=None)

        def show(outcome: Held | Missing) -> None:
            progress.update(task, advance=1, description=f"generation {outcome.generation}: {outcome.symbol}")

        yield show


def _account(outcomes: list[Held | Missing], folder: Path, quiet: bool) -> bool:
    """Say what came and what did not, and whether all is well."""
    from graph.cli.phrases import counted
    from loaders.fetch import Held, Missing

    held = [outcome for outcome in outcomes if isinstance(outcome, Held)]
    missing = [outcome for outcome in outcomes if isinstance(outcome, Missing)]
    unread = [outcome for outcome in held if outcome.problem]
    if not quiet:
        new = sum(outcome.new for outcome in held)
        typer.echo(f"{counted(len(held), 'document')} in {folder}: {new} fetched, {len(held) - new} were there.")
    for outcome in unread:
        typer.echo(f"recalling: {outcome.symbol}: kept as {outcome.path.name}, not read: {outcome.problem}", err=True)
    for reasons, symbols in _grouped(missing).items():
        typer.echo(f"recalling: could not be had: {', '.join(symbols)}: {'; '.join(reasons)}", err=True)
    return not missing and not unread


def _grouped(missing: list[Missing]) -> dict[tuple[str, ...], list[str]]:
    """Symbols by reason, so that one reason for many is said once."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for outcome in missing:
        groups.setdefault(tuple(r.replace(str(outcome.symbol), "it") for r in outcome.reasons), []).append(
            str(outcome.symbol)
        )
    return groups
