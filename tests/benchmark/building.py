"""From archives of XML to a queryable store: speed, memory, and what limits them.

Run it with ``python -m tests.benchmark.building [--sizes 600,5000,record] [--workers 1,2]``. The sets
are real resolutions in six languages, repeated under new numbers (`tests.benchmark.sets`); ``record`` is one of
as many files and bytes as the UN publishes. Each is built by
the command line in a process of its own; the memory is that of all its processes together, sampled ten times
a second. The baseline is reading and decoding the same archive, which nobody can do without. At the end
the steps are timed one by one in one process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from graph import rdf
from graph.rdf.terms import n_triples
from graph.store.disk import DiskStore
from graph.store.interface import GraphData
from graph.store.prepared import Thinner, prepare, thin
from loaders import corpus, formats
from loaders.records import Document
from loaders.references import find
from loaders.sources import RawFile, files
from tests.benchmark import sets
from tests.benchmark.figures import Took, clocked, machine, memory_of, row

_ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Watched:
    """What a run and all its processes took."""

    took: Took
    most: float
    parent: float


def processes(root: int) -> dict[int, int]:
    """The process and those below it, with their ticks of processor time."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number], ticks[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    below = {root}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return {number: ticks.get(number, 0) for number in below}


def watched(arguments: list[str]) -> Watched:
    began = time.perf_counter()
    ticks: dict[int, int] = {}
    most = parent = 0.0
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen([sys.executable, "-m", "graph.cli", *arguments], cwd=_ROOT, env=environment) as process:
        while process.poll() is None:
            alive = processes(process.pid)
            ticks |= alive
            memory = [memory_of(number).get("now", 0.0) for number in alive]
            most = max(most, sum(memory))
            parent = max(parent, memory_of(process.pid).get("most", 0.0))
            time.sleep(0.1)
    if process.returncode:
        print(f"  it ended with {process.returncode}")
    return Watched(Took(sum(ticks.values()) / TICKS, time.perf_counter() - began), most, parent)


def decoded(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(len(archive.read(name).decode("utf-8")) for name in archive.namelist())


def build(archive: Path, out: Path, size: int, workers: int) -> None:
    shutil.rmtree(out, ignore_errors=True)
    store = out / "s.store"
    run = watched(
        ["build", str(archive), "-o", str(out), "--name", "s", "--store", str(store), "-q", "--workers", str(workers)]
    )
    count = DiskStore(store).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()[0][0]
    held = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6
    note = f"{count} triples, {held:,.0f} MB of store; at most {run.most:,.0f} MB ({run.parent:,.0f} in the writer)"
    row(f"build, {workers} worker{'s' * (workers > 1)}", run.took, size, "documents", note)
    print(f"{'':34} {run.took.clock:10,.1f} s clock, {run.took.processor:,.1f} s of processor", flush=True)


def steps(archive: Path, number: int) -> None:
    """What each step costs a document, in one process."""
    raws = [raw for raw in islice(files.read([archive]), number) if isinstance(raw, RawFile)]
    settings = rdf.Settings.from_environment()
    find(formats.read(raws[0])[0])
    read, bare = clocked(lambda: [document for raw in raws for document in formats.read(raw)])
    found, documents = clocked(lambda: list(map(find, bare)))
    encoded, records = clocked(lambda: list(map(corpus.encode, documents)))
    made, graphs = clocked(lambda: [rdf.document_graph(settings, document) for document in documents])
    written, data = clocked(lambda: [GraphData(graph.iri, n_triples(graph.triples)) for graph in graphs])
    with tempfile.TemporaryDirectory() as folder, DiskStore(Path(folder) / "s").writing() as generation:
        loaded, _ = clocked(lambda: generation.store.fill(data))
    thinner = Thinner()
    thinned, _ = clocked(lambda: [thinner(corpus.decode(corpus.encode(thin(document)))) for document in documents])
    quads = sum(len(graph.triples) for graph in graphs)
    print(
        f"\nstep by step, {len(documents)} documents, {quads / len(documents):,.0f} quads each; a worker does the first"
    )
    print("five of each document, the writer the others")
    for what, took in (
        ("XML to records", read), ("references", found), ("record as JSON", encoded), ("quads", made),
        ("quads as N-Triples", written), ("thin documents", thinned), ("into the store", loaded),
    ):  # fmt: skip
        row(f"  {what}", took, len(documents), "documents", f"{took.processor / len(documents) * 1000:.2f} ms each")
    del records


def moved(archive: Path, number: int) -> None:
    """What a document costs on its way between processes, by ways that were tried."""
    import pickle

    raws = [raw for raw in islice(files.read([archive]), number) if isinstance(raw, RawFile)]
    documents: list[Document] = [find(document) for raw in raws for document in formats.read(raw)]
    settings = rdf.Settings.from_environment()
    ready = [prepare(document, settings) for document in documents]
    print("\non the way between processes, there and back in one process")
    for what, given in (("documents, pickled", documents), ("prepared bytes, pickled", ready)):
        took, sent = clocked(lambda given=given: [pickle.dumps(each, 5) for each in given])
        back, _ = clocked(lambda sent=sent: [pickle.loads(each) for each in sent])  # noqa: S301 - made here
        both = Took(took.processor + back.processor, took.clock + back.clock)
        note = f"{sum(map(len, sent)) / len(sent) / 1000:,.0f} kB, {both.processor / len(sent) * 1000:.2f} ms each"
        row(f"  {what}", both, len(sent), "documents", note)


def _size(word: str) -> tuple[int, float | None]:
    """Files in a set, and their mean in bytes where it is not that of the real ones."""
    files, weight = sets.RECORD
    return (files, weight / files) if word == "record" else (int(word), None)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="500,5000")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--steps", type=int, default=300, metavar="DOCUMENTS")
    given = parser.parse_args(arguments)
    if not sets.present():
        print(f"skipped: no {sets.SHARED}")
        return 0
    machine()
    with tempfile.TemporaryDirectory() as folder:
        for size, mean in map(_size, filter(None, given.sizes.split(","))):
            archive = sets.written(Path(folder), size, mean=mean)
            print(f"\n{size:,} documents, {archive.stat().st_size / 1e6:,.0f} MB of XML", flush=True)
            row("reading and decoding", clocked(lambda path=archive: decoded(path))[0], size, "documents")
            for workers in map(int, given.workers.split(",")):
                build(archive, Path(folder) / "out", size, workers)
        if given.steps:
            archive = sets.written(Path(folder), given.steps)
            steps(archive, given.steps)
            moved(archive, given.steps)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
