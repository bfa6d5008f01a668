"""Doing several things at once, of which there are too many to hold."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

__all__ = ["at_once"]

Job: TypeAlias = Callable[[], object]


def at_once(jobs: Iterable[Job], number: int) -> Iterator[tuple[Job, Exception]]:
    """Do the jobs in ``number`` threads, a few ahead; give those that failed, each with its error, in their order.

    All jobs are done only when all failures have been taken.
    """
    waiting: deque[tuple[Job, Future[object]]] = deque()
    with ThreadPoolExecutor(number) as pool:
        try:
            for job in jobs:
                waiting.append((job, pool.submit(job)))
                if len(waiting) > 2 * number:
                    yield from _failed(*waiting.popleft())
            while waiting:
                yield from _failed(*waiting.popleft())
        finally:
            for _, future in waiting:  # only where the caller gave up
                future.cancel()


def _failed(job: Job, future: Future[object]) -> Iterator[tuple[Job, Exception]]:
    try:
        future.result()
    except Exception as error:  # handed on to the caller, who judges it
        yield job, error
