"""Executors: whatever does the work, the same comes out, in the same order; who dies takes nothing along."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from graph.rdf import Settings
from graph.store.crowd import at_once
from graph.store.disk import DiskStore
from graph.store.prepared import Prepared, prepare
from graph.store.sync import sync
from loaders import executors, pipeline
from loaders.errors import DamagedDocument, RecallingError
from loaders.executors import ExecutorError, Processes, Workers
from loaders.records import Document

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Resolution {0} (2000)\n\nThe Security Council,\n\nRecalling its resolution {1} (1999),\n\n1.\tDecides to act.\n"
DASK = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="needs the package `distributed` (the extra `scale`)"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for n in range(1, 61):
        text = TEXT.format(1000 + n, 900 + n)
        (folder / f"S_RES_{1000 + n}_(2000).txt").write_text(text, encoding="utf-8")
    (folder / "S_RES_1005_(2000)-empty.txt").write_bytes(b" \n")
    return folder


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_BATCH_FILES", 4)


def told(outcomes: Iterator[Document | RecallingError]) -> list[str]:
    return [f"{each.symbol} {len(each.references)}" if isinstance(each, Document) else str(each) for each in outcomes]


def symbol(document: Document) -> str:
    return str(document.symbol)


def deadly(document: Document) -> str:
    """Kills its process at one text."""
    if document.symbol == "S/RES/1042(2000)":
        os.kill(os.getpid(), signal.SIGKILL)
    return str(document.symbol)


def test_processes_give_what_one_process_gives_in_its_order(folder: Path) -> None:
    with executors.opened(None, 2) as pool:
        assert told(pipeline.load([folder], executor=pool)) == told(pipeline.load([folder]))


# The number of workers, of files (None: nobody knows), and how many processes that makes: 0 is none but this one.
COUNTS = [(1, None, 0), (1, 10_000, 0), (3, 2, 3), (0, 2, 0), (0, 10_000, os.cpu_count() or 1)]


@pytest.mark.parametrize(("workers", "number", "count"), COUNTS)
def test_processes_are_started_where_they_pay(workers: int, number: int | None, count: int) -> None:
    with executors.opened(None, workers, number) as pool:
        assert (pool.count if pool else 0) == (count if count > 1 or workers > 1 else 0)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_one_file_that_kills_its_process_is_told_in_its_place_and_no_other_is_lost(folder: Path) -> None:
    with executors.opened(None, 2) as pool:
        found = list(pipeline.stream([folder], deadly, executor=pool))
    whole = list(pipeline.stream([folder], symbol))
    differ = [(now, then) for now, then in zip(found, whole, strict=True) if str(now) != str(then)]
    ((error, lost),) = differ
    assert lost == "S/RES/1042(2000)"
    assert isinstance(error, DamagedDocument)
    assert "S_RES_1042" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_an_executor_that_cannot_be_renewed_fails_by_name_and_the_run_ends(folder: Path) -> None:
    with ProcessPoolExecutor(1) as pool:
        found = list(pipeline.stream([folder], deadly, executor=pool))
    assert len(found) == 61
    assert {type(each) for each in found if not isinstance(each, str)} >= {DamagedDocument}


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_workers_stand_behind_the_process_that_writes() -> None:
    pool = Processes(1)
    try:
        assert pool.submit(os.nice, 0).result() == min(os.nice(0) + executors._BEHIND, 19)
    finally:
        pool.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_processes_take_new_tasks_after_one_died() -> None:
    pool = Processes(1)
    with pytest.raises(BrokenExecutor):
        pool.submit(_die).result()
    assert pool.submit(abs, -1).result() == 1
    pool.shutdown()


_PARENT = """
import os, signal, sys
from loaders.executors import Processes
if __name__ == "__main__":
    print(Processes(1).submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_processes_do_not_outlive_a_killed_parent() -> None:
    ran = subprocess.run([sys.executable, "-c", _PARENT], cwd=ROOT, capture_output=True, text=True, check=False)
    worker = Path("/proc") / ran.stdout.strip()
    deadline = time.monotonic() + 20
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ran.stdout.strip().isdigit()
    assert not worker.exists()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_files_on_shared_storage_are_sent_by_their_paths(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    batches = pipeline._batches

    def watched(found: Iterator[object]) -> Iterator[list[object]]:
        for batch in batches(found):  # type: ignore[arg-type]
            sent.append(sum(len(getattr(item, "data", b"")) for item in batch))
            yield batch  # type: ignore[misc]

    monkeypatch.setattr(pipeline, "_batches", watched)
    with ProcessPoolExecutor(1) as pool:
        far = list(pipeline.stream([folder], symbol, executor=Workers(pool, 1)))
        assert sum(sent) > 5000
        sent.clear()
        near = list(pipeline.stream([folder], symbol, executor=Workers(pool, 1, lambda _: True)))
    assert sum(sent) == 0
    assert list(map(str, far)) == list(map(str, near))


def test_jobs_at_once_are_all_done_and_failures_come_with_their_jobs() -> None:
    seen: list[int] = []

    def job(n: int) -> None:
        if n % 10 == 3:
            raise ValueError(n)
        seen.append(n)

    failed = list(at_once((partial(job, n) for n in range(50)), 4))
    assert sorted(seen) == [n for n in range(50) if n % 10 != 3]
    assert [error.args for _, error in failed] == [(3,), (13,), (23,), (33,), (43,)]


ADDRESSES = [
    # (address, what the message says): every mistake is told with its remedy
    ("127.0.0.1:8786", "expected the address of a Dask scheduler, for example tcp://"),
    ("http://127.0.0.1:8786", "expected the address of a Dask scheduler"),
]


@pytest.mark.parametrize(("address", "says"), ADDRESSES)
def test_addresses_that_are_none(address: str, says: str) -> None:
    with pytest.raises(ExecutorError, match=re.escape(says)), executors.opened(address):
        pass


def test_without_dask_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=re.escape("pip install 'recalling[scale]'")), executors.opened("tcp://a:1"):
        pass


@DASK
def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_PATIENCE", 1)
    with pytest.raises(ExecutorError, match="no Dask scheduler answers"), executors.opened("tcp://127.0.0.1:9"):
        pass


@contextmanager
def started(*arguments: str, cwd: Path = ROOT) -> Iterator[subprocess.Popen[str]]:
    """A program of Dask's on loopback, ended with the block."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


class Cluster:
    """A scheduler and two worker processes."""

    def __init__(self, address: str, workers: list[subprocess.Popen[str]]) -> None:
        self.address, self.workers = address, workers


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    loopback = ("--host", "127.0.0.1")
    with started("dask_scheduler", *loopback, "--port", "0", "--no-dashboard", "--no-show") as scheduler:
        address = _said(scheduler, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")
        worker = ("dask_worker", address, *loopback, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        local = ("--local-directory", str(tmp_path / "workers"), "--death-timeout", "60")
        with started(*worker, *local, "--name", "a") as first, started(*worker, *local, "--name", "b") as second:
            for process in (first, second):
                _said(process, r"Registered to:\s+(tcp://)")
            yield Cluster(address, [first, second])


def _said(process: subprocess.Popen[str], pattern: str) -> str:
    """Wait until the process says something, and let what it says later flow away."""
    assert process.stderr is not None
    seen: list[str] = []
    for line in process.stderr:
        seen.append(line)
        match = re.search(pattern, line)
        if match:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return match[1]
    raise AssertionError("".join(seen))


@DASK
@pytest.mark.filterwarnings("default")  # Dask's own
def test_a_dask_cluster_of_two_gives_what_one_process_gives(folder: Path, cluster: Cluster) -> None:
    with executors.opened(cluster.address) as pool:
        assert pool is not None
        assert pool.count == 2
        assert pool.sees(next(folder.iterdir())), "loopback shares our disk"
        assert not pool.sees(folder / "gone.txt")
        assert told(pipeline.load([folder], executor=pool)) == told(pipeline.load([folder]))
        bytes_sent = Workers(pool.executor, 2)
        assert told(pipeline.load([folder], executor=bytes_sent)) == told(pipeline.load([folder]))


@DASK
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.filterwarnings("default")  # Dask's own
def test_a_worker_killed_on_the_way_loses_nothing_and_doubles_nothing(
    folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    """Rule: the build on a cluster that loses a worker is, to the quad, the build in one process."""
    settings = Settings()
    make: Callable[[Document], Prepared] = partial(_slow_prepare, settings=settings)
    taken: list[str] = []
    with executors.opened(cluster.address) as pool:

        def killing() -> Iterator[Prepared]:
            for outcome in pipeline.stream([folder], make, executor=pool):
                if isinstance(outcome, Prepared):
                    taken.append(outcome.iri)
                    if len(taken) == 8:
                        cluster.workers[0].send_signal(signal.SIGKILL)
                    yield outcome

        sync(DiskStore(tmp_path / "far"), killing(), settings)
    assert cluster.workers[0].wait(10) == -signal.SIGKILL, "a worker was killed, and not at the end"
    whole = [each for each in pipeline.load([folder]) if isinstance(each, Document)]
    assert taken == [prepare(each, settings, graph=False).iri for each in whole]
    sync(DiskStore(tmp_path / "near"), whole, settings)
    assert _quads(tmp_path / "far") == _quads(tmp_path / "near")


def _slow_prepare(document: Document, settings: Settings) -> Prepared:
    time.sleep(0.02)
    return prepare(document, settings)


def _quads(folder: Path) -> list[bytes]:
    with (folder.parent / "dump").open("w+b") as out:
        DiskStore(folder).dump(out)
        out.seek(0)
        return sorted(out)


_NO_FILE = """
import sys
from loaders import pipeline
print(list(pipeline.stream([sys.argv[1]], str, workers=2))[:1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a program on standard input is no module there")
def test_processes_that_cannot_start_end_the_run_and_blame_no_file(folder: Path) -> None:
    """A program read from standard input: its processes look for its file, and there is none."""
    ran = subprocess.run(
        [sys.executable, "-", str(folder)], cwd=ROOT, input=_NO_FILE, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert ran.returncode
    assert "WorkersFailed" in ran.stderr
    assert "end as soon as they start" in ran.stderr
