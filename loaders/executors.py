"""Where work is done: in this process, in processes of this machine, or on the workers of a Dask scheduler.

The seam is `concurrent.futures.Executor`. What is sent is a batch of files: as bytes, or, for files on
storage that every worker sees, as their paths. An executor here survives its workers: a process that dies
breaks only what it was doing, and the next task finds a new one.
"""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from loaders.errors import RecallingError, WorkersFailed

__all__ = ["ExecutorError", "Processes", "Workers", "is_broken", "opened"]

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE = 10
"""Seconds in which a scheduler has to answer."""
_FEW = 64
"""Files below which starting processes costs more than they save."""
_BEHIND = 10
"""Steps of the system's scale of niceness by which workers stand behind their parent: it is what limits a large run."""
_SCHEMES = ("tcp://", "tls://", "ws://", "wss://", "ucx://")


class ExecutorError(RecallingError):
    """The place where the work was to be done cannot be used."""


def _everywhere(_: Path) -> bool:
    return True


def _nowhere(_: Path) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor, the number of tasks that it does at once, and which files its workers see as we do."""

    executor: Executor
    count: int
    sees: Callable[[Path], bool] = _nowhere


class Processes(Executor):
    """A pool of processes that is made anew when one of them dies.

    What was being done at that moment ends with `concurrent.futures.BrokenExecutor`; later tasks
    run. Processes are started from a clean server, never forked from a process that has threads.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._can_begin = False

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=_context(), initializer=_begun)
        return self._pool

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As `Executor.submit`, in a new pool where the last one broke."""
        try:
            return self._opened().submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self.shutdown()
            self._begin()
            return self._opened().submit(fn, *args, **kwargs)

    def _begin(self) -> None:
        """See once that a process can work at all; else every file would be blamed for it."""
        if self._can_begin:
            return
        try:
            self._opened().submit(int).result()
        except BrokenExecutor as error:
            self.shutdown()
            raise WorkersFailed(
                "the processes that should read end as soon as they start. In a program of your own, run it from a "
                'file and call this under `if __name__ == "__main__":`, or ask for one worker'
            ) from error
        self._can_begin = True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As `Executor.shutdown`."""
        pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait, cancel_futures=cancel_futures)


def _context() -> Any:
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        # Imported once, in the server; each process then begins with it.
        context.set_forkserver_preload(["loaders.pipeline", "loaders.formats.akn4un", "loaders.references"])
    return context


def _begun() -> None:
    """What a process does first: step behind the one that it works for, which writes what all of them make."""
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    _end_with_parent()


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, however that ends; else it would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: Any) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def opened(place: str | None = None, workers: int = 1, number: int | None = None) -> Generator[Workers | None]:
    """The workers at a place, until the block ends; ``None`` stands for this process itself.

    Parameters
    ----------
    place
        The address of a Dask scheduler (``tcp://host:8786``); without one, this machine.
    workers
        Processes of this machine: 1 is this process itself, 0 one a processor where that pays.
    number
        How many files there are to read, where that is known.

    Raises
    ------
    ExecutorError
        No scheduler answers there, its workers cannot run this program, or Dask is not installed.

    """
    workers = workers or (1 if number is not None and number < _FEW else os.cpu_count() or 1)
    if place:
        with _dask(place) as found:
            yield found
    elif workers == 1:
        yield None
    else:
        pool = Processes(workers)
        try:
            yield Workers(pool, workers, _everywhere)
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _dask(place: str) -> Generator[Workers]:
    if not place.startswith(_SCHEMES):
        raise ExecutorError(f"{place}: expected the address of a Dask scheduler, for example tcp://127.0.0.1:8786")
    client = _client(place)
    try:
        _agree(client, place)
        count = sum(client.nthreads().values()) or 1
        # Pure tasks would be told apart by a hash of all their bytes, which nobody needs.
        executor = client.get_executor(pure=False)
        yield Workers(executor, count, lambda path: _shared(client, path))
        executor.shutdown()
    finally:
        client.close()


def _client(place: str) -> Any:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise ExecutorError(
            "--executor needs the package `distributed`; install it with `pip install 'recalling[scale]'`"
        ) from error
    try:
        return distributed.Client(place, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(
            f"{place}: no Dask scheduler answers within {_PATIENCE} seconds; start one with `dask scheduler`, "
            "or leave out --executor to work on this machine"
        ) from error


def _agree(client: Any, place: str) -> None:
    """Every worker must have this program: tasks are sent by name."""
    try:
        client.run(_present)
    except Exception as error:  # whatever a worker raises while it imports us arrives as itself
        raise ExecutorError(
            f"{place}: its workers cannot run recalling ({type(error).__name__}: {error}); "
            "install the same version there"
        ) from error


def _present() -> bool:
    importlib.import_module("loaders.pipeline")
    return True


def _shared(client: Any, path: Path) -> bool:
    """Whether every worker finds the same file in the same place; only looking tells that."""
    try:
        found = client.run(_glance, str(path.resolve()))
    except OSError:
        return False
    here = _glance(str(path.resolve()))
    return here is not None and bool(found) and set(found.values()) == {here}


def _glance(path: str) -> str | None:
    """What a file is, cheaply: its size and the hash of how it begins; ``None`` where there is none."""
    try:
        with Path(path).open("rb") as file:
            begins = hashlib.sha256(file.read(65536)).hexdigest()
            return f"{os.fstat(file.fileno()).st_size} {begins}"
    except OSError:
        return None


def is_broken(error: BaseException) -> bool:
    """Whether a task ended because its worker died, on any executor."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ in {"KilledWorker", "BrokenWorker"}
