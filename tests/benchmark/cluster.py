"""What a document costs on a Dask cluster of this machine, beside processes and beside one process.

Run it with ``python -m tests.benchmark.cluster [--documents 1000] [--workers 2]``. All three do the same: read, find,
and make ready for a store, which the caller receives in order. Files are sent as paths, then as bytes.
An empty task gives the price of a task itself, which the size of the batches divides.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from graph.rdf import Settings
from graph.store.prepared import prepare
from loaders import executors, pipeline
from loaders.executors import Workers
from tests.benchmark import sets
from tests.benchmark.building import TICKS, processes
from tests.benchmark.figures import Took, clocked, machine, row

_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers, each a process on loopback; the scheduler's address."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:

        def start(*arguments: str) -> None:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            running.callback(process.wait)
            running.callback(process.kill)

        said = Path(folder) / "scheduler.json"
        start("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(said))
        while not said.exists():
            time.sleep(0.05)
        for _ in range(workers):
            start("distributed.cli.dask_worker", "--scheduler-file", str(said), "--nthreads", "1", "--no-nanny")
        yield _address(said)


def _address(said: Path) -> str:
    import json

    while not said.read_text("utf-8"):
        time.sleep(0.05)
    return str(json.loads(said.read_text("utf-8"))["address"])


def measure(what: str, folder: Path, workers: Workers | None) -> None:
    work = partial(prepare, settings=Settings())
    list(pipeline.stream([folder / "0"], work, executor=workers))  # registries are read before the clock starts
    before = spent()
    took, made = clocked(lambda: sum(1 for _ in pipeline.stream([folder / "1"], work, executor=workers)))
    everywhere = Took(spent() - before, took.clock)
    each, ours = (seconds / made * 1000 for seconds in (everywhere.processor, took.processor))
    note = f"{each:.2f} ms of processor each, {ours:.2f} the caller's"
    row(what, everywhere, made, "documents", note)


def spent() -> float:
    """Seconds of processor of this process and all below it, scheduler and workers among them."""
    return sum(processes(os.getpid()).values()) / TICKS


def task(workers: Workers, count: int = 200) -> float:
    """Milliseconds of an empty task, one after another."""

    def call() -> list[int]:
        return [workers.executor.submit(abs, -1).result() for _ in range(count)]

    return clocked(call)[0].clock / count * 1000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    if not sets.present():
        print(f"skipped: no {sets.SHARED}")
        return 0
    machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (file, data) in enumerate(sets.documents(given.documents)):
            path = folder / ("0" if number < 8 * given.workers else "1") / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        measure("one process", folder, None)
        with executors.opened(None, given.workers) as pool:
            assert pool is not None
            measure(f"{given.workers} processes", folder, pool)
            print(f"{'':34} an empty task {task(pool):.2f} ms")
        if importlib.util.find_spec("distributed") is None:
            print("Dask: skipped, `distributed` is not installed (the extra `scale`)")
            return 0
        with cluster(given.workers) as address, executors.opened(address) as far:
            assert far is not None
            measure(f"Dask, {given.workers} workers, paths", folder, far)
            measure(f"Dask, {given.workers} workers, bytes", folder, Workers(far.executor, far.count))
            print(f"{'':34} an empty task {task(far):.2f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
