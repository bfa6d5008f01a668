"""Many files in one load: the engine sorts what it has taken in once, at the load's end, and not after every file.

Oxigraph's bulk load takes one file, writes sorted tables as it reads, and hands them to the database together
when the file ends. Every hand-over makes the database merge its tables again, so that a store built from
thirty files is rewritten many times over. A pipe is a file that ends when its writer says so: what is written
into it from many files is one load.

The engine reads ahead of its own sorting, a million quads at a time, each some 500 bytes as long as they wait.
So the writer soon holds back while the engine's threads are at work. Where a system has no pipes or does not show
the threads of a process (outside Linux), every file is a load of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

__all__ = ["Loads", "give_back_memory"]

FILES = 32
"""Files in one load: what a run that is killed may have to load again, and what waits on the disk meanwhile."""
AHEAD = 96 << 20
"""Bytes that the engine may read while it sorts: less than make the million quads that it would begin to sort too."""
_TASKS = Path("/proc/self/task")
_PIPES = hasattr(os, "mkfifo") and _TASKS.is_dir()
_PIECE = 1 << 20  # bytes
_LONGEST_REST = 60.0  # seconds that a writer holds back at most, whatever threads there are
_STEP = 0.02
_C: Any = ctypes.CDLL(None) if _PIPES else None
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # of the GNU C library's mallopt


class Loads:
    """Files given one after the other to ``load``, which takes a path, in loads of several.

    ``loaded`` is told whenever all files that were given are in. Use it as a context: at the block's end what
    was given is finished, also after a failure in the block.
    """

    def __init__(self, load: Callable[[Path], object], loaded: Callable[[], object], folder: Path) -> None:
        self._load, self._loaded = load, loaded
        self._pipe = folder / "pipe"
        self._thread = ThreadPoolExecutor(1)
        self._running: Future[object] | None = None
        self._entry: IO[bytes] | None = None
        self._idle: frozenset[int] = frozenset()
        self._files = 0
        self._ahead = 0  # bytes written while the engine sorts
        self._first = True

    def __enter__(self) -> Loads:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.finish()
        finally:
            self._thread.shutdown()

    def give(self, file: Path) -> None:
        """Load a file, and remove it; it may be in only when `finish` has been called.

        The first file is a load of its own: most stores need no second one.
        """
        if self._first or not _PIPES:
            self._load(file)
            _trim()
            self._loaded()
            self._first = False
        else:
            self._write(file)
            self._files += 1
            if self._files >= FILES:
                self.finish()
        file.unlink()

    def finish(self) -> None:
        """Bring in all that was given; what failed in the engine is raised here."""
        running, self._running = self._running, None
        if running is None:
            return
        if self._entry:
            with contextlib.suppress(BrokenPipeError):
                self._entry.close()
            self._entry = None
        self._files = 0
        try:
            running.result()
        finally:
            self._pipe.unlink(missing_ok=True)
            _trim()
        self._loaded()

    def _write(self, file: Path) -> None:
        entry = self._entry or self._begin()
        try:
            with file.open("rb") as pieces:
                while piece := pieces.read(_PIECE):
                    entry.write(piece)
                    self._rest(len(piece))
        except BrokenPipeError:
            self.finish()  # says why the engine stopped to read
            raise

    def _begin(self) -> IO[bytes]:
        """Start a load that waits for what is written into the pipe."""
        os.mkfifo(self._pipe)
        self._running = self._thread.submit(self._load, self._pipe)
        while True:
            try:
                entry = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
                break
            except OSError as error:  # nobody reads yet
                if error.errno != errno.ENXIO or self._running.done():
                    self.finish()
                    raise
                time.sleep(_STEP)
        os.set_blocking(entry, True)
        self._entry = os.fdopen(entry, "wb")
        self._idle = _engine_threads()
        return self._entry

    def _rest(self, given: int) -> None:
        """Wait while the engine sorts, once it has been ``given`` some bytes more; then return what sorting took."""
        if _engine_threads() - self._idle:
            self._ahead += given
            if self._ahead < AHEAD:
                return
            self._wait()
        if self._ahead:
            _trim()
            self._ahead = 0

    def _wait(self) -> None:
        until = time.monotonic() + _LONGEST_REST
        while _engine_threads() - self._idle:
            if time.monotonic() > until:  # of something else that has come to stay
                self._idle = _engine_threads()
            time.sleep(_STEP)


def give_back_memory() -> None:
    """Have the C library return large blocks to the system as soon as they are free, where it can be told so.

    Else what the engine's short-lived threads have freed stays with each of them: a fifth more memory. To be
    called before there are threads.
    """
    if hasattr(_C, "mallopt"):
        _C.mallopt(_M_MMAP_THRESHOLD, 4 << 20)
        _C.mallopt(_M_ARENA_MAX, 2)


def _trim() -> None:
    """Return what is free among small blocks too: after a million quads were sorted, some hundred megabytes."""
    if hasattr(_C, "malloc_trim"):
        _C.malloc_trim(0)


def _engine_threads() -> frozenset[int]:
    """The threads of this process that neither Python nor the database's own housekeeping has started."""
    known = {thread.native_id for thread in threading.enumerate()}
    return frozenset(
        int(task.name)
        for task in _TASKS.iterdir()
        if int(task.name) not in known and not _name(task).startswith("rocksdb")
    )


def _name(task: Path) -> str:
    try:
        return (task / "comm").read_text()
    except OSError:  # it has ended
        return "rocksdb"
