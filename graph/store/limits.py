"""A time limit that holds: the work runs in a child process, and the child is ended.

Neither engine can be told to stop a query. A thread could be abandoned but would go on burning a
core; a process can be killed, and takes with it whatever memory the query had filled.
"""

from __future__ import annotations

import multiprocessing
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from graph.store.errors import QueryTimeout, StoreError
from loaders.errors import RecallingError

__all__ = ["within"]

T = TypeVar("T")


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """The result of ``work``, or `QueryTimeout` once ``seconds`` have passed.

    ``None`` means no limit: the work is simply called. The child is a fork, so it sees graphs in
    memory without copying them; where the system cannot fork, the work runs without a limit.

    Raises
    ------
    QueryTimeout
        When the time is up.
    StoreError
        When the child dies, for instance for want of memory.

    """
    if seconds is None or sys.platform == "win32":
        return work()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_report, args=(work, theirs), daemon=True)
    with warnings.catch_warnings():
        # Python warns of forks beside threads; the child touches only the engine, then exits.
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    theirs.close()
    try:
        result: T = _receive(ours, seconds)
        return result
    finally:
        child.kill()
        child.join()
        ours.close()


def _report(work: Callable[[], object], pipe: Connection) -> None:
    try:
        pipe.send((True, work()))
    except RecallingError as error:
        pipe.send((False, error))
    except Exception as error:
        pipe.send((False, StoreError(f"the query engine failed: {type(error).__name__}: {error}")))


def _receive(pipe: Connection, seconds: float) -> Any:
    if not pipe.poll(seconds):
        raise QueryTimeout(
            f"the query ran longer than its limit of {seconds:g} s and was ended; "
            "make it narrower (fix a symbol, bound a path) or raise the limit with --timeout"
        )
    try:
        well, value = pipe.recv()
    except EOFError:
        raise StoreError("the query engine died, most likely for want of memory; make the query narrower") from None
    if not well:
        raise value
    return value
