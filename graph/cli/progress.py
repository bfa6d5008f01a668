"""How far long work has come, on standard error: how many, how fast."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

__all__ = ["Counter", "advancing", "counting"]

T = TypeVar("T")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """How many a second, once that is known."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class Counter(Protocol):
    """Passes items through and shows their number."""

    def __call__(self, items: Iterable[T]) -> Iterator[T]:
        """The same items."""
        ...


def _progress(quiet: bool, what: str) -> Progress:
    """A bar with number, rate, time gone and time left; silent where nobody watches."""
    console = Console(stderr=True)
    columns = [SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate()]
    return Progress(
        *columns,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
        speed_estimate_period=60,
    )


@contextmanager
def counting(quiet: bool, total: int | None = None) -> Generator[Counter]:
    """A function that passes items through and shows their number."""
    shown = _progress(quiet, "documents")

    def counted(items: Iterable[T]) -> Iterator[T]:
        task = shown.add_task("documents", total=total)
        for item in items:
            yield item
            shown.advance(task)

    with shown:
        yield counted


@contextmanager
def advancing(quiet: bool, total: int | None = None) -> Generator[Callable[[int], object]]:
    """A function that is told how many files were finished, and shows it."""
    with _progress(quiet, "files") as shown:
        task = shown.add_task("files", total=total)
        yield lambda number: shown.advance(task, number)
