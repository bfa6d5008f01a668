"""How fast the stores load and answer, beside plain rdflib in the same run.

Run it with ``python -m tests.benchmark.stores [--quads 1000000] [--engines disk,memory,rdflib]
[--seconds 60]``. The data is made: texts that cite earlier ones at random (seeded), said in the project's
own model. rdflib is given at most ``--rdflib-quads`` quads, since it needs more than a kilobyte for each;
its figures are printed with the number that it held.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from graph import queries, rdf
from graph.lineage import Lineage
from graph.store.disk import DiskStore
from graph.store.errors import QueryTimeout
from graph.store.interface import GraphData, Store
from graph.store.memory import RdflibStore
from graph.store.oxigraph import OxigraphStore
from graph.store.sync import data_of
from loaders.records import Document, Kind, Part, PartialDate, PartKind, Reference, Section, Source

_PARAGRAPHS, _CITES = 12, 4
_WORDS = "Recalling its resolution "


def text_of(number: int, dice: random.Random) -> Document:
    """One made-up text: a dozen paragraphs, each citing an earlier text with its evidence."""
    parts: list[Part] = []
    references: list[Reference] = []
    for place in range(1, _PARAGRAPHS + 1):
        earlier = max(0, number - 1 - int(dice.expovariate(1 / 400)))
        cited = symbol(earlier)
        stated = adopted(earlier) + timedelta(days=dice.random() < 0.01)  # one date in a hundred is misprinted
        text = f"{_WORDS}{cited} on the matter of paragraph {place}, and all that was said there of it before,"
        parts.append(Part(f"pp{place}", PartKind.PREAMBULAR, Section.PREAMBLE, text))
        if place <= _CITES:
            references.append(
                Reference(
                    part=f"pp{place}", paragraph=f"pp{place}", place=f"pp{place}", section=Section.PREAMBLE,
                    start=len(_WORDS), end=len(_WORDS) + len(cited), text=cited, verb="Recalling",
                    relation=dice.choice(("recalls", "reaffirms", "takesNote")), kind=Kind.RESOLUTION, target=cited,
                    date=PartialDate(stated, stated), subject="the matter",
                )
            )  # fmt: skip
    return Document(
        symbol=symbol(number), kind=Kind.RESOLUTION, language="en", parts=tuple(parts), body="unga",
        source=Source(f"{number}.xml", f"{number}.xml", "application/akn+xml", f"{number:064x}"),
        title=f"The matter {number % 500}", adopted=adopted(number),
        references=tuple(references),
    )  # fmt: skip


def symbol(number: int) -> str:
    return f"A/RES/{31 + number // 900}/{1 + number % 900}"


def adopted(number: int) -> date:
    return date(1976, 1, 1) + timedelta(days=number // 10)


def graphs_of(documents: Iterable[Document]) -> Iterator[GraphData]:
    lineage = Lineage.of(documents)
    settings = rdf.Settings.from_environment()
    for _, versions in lineage.works():
        yield data_of(rdf.work_graph(settings.ids, versions))
        yield data_of(rdf.document_graph(settings, versions[0]))
    yield data_of(rdf.shared_graph(settings, lineage))
    yield data_of(rdf.edges_graph(settings.ids, lineage))
    yield data_of(rdf.summary_graph(settings.ids, lineage))


def up_to(graphs: Iterable[GraphData], quads: int) -> list[GraphData]:
    taken: list[GraphData] = []
    for graph in graphs:
        taken.append(graph)
        quads -= graph.triples.count(b"\n")
        if quads <= 0:
            break
    return taken


@dataclass(frozen=True, order=True)
class Took:
    """Seconds by the processor and by the clock; the first is the fairer one on a busy machine."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor * 1000:9.1f} ms processor {self.clock * 1000:9.1f} ms clock"


def clocked(work: Callable[[], object]) -> Took:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return Took(time.process_time() - processor, time.perf_counter() - clock)


def say(engine: str, what: str, took: Took | None, note: str = "") -> None:
    print(f"{engine:8} {what:22} {took or 'over the limit'}  {note}", flush=True)


def ask_all(engine: str, store: Store, middle: str, seconds: float) -> None:
    """Each packaged query, the median of three runs; those over the limit are named so."""
    medians: list[Took] = []
    for packaged in queries.every():
        given = {p.name: middle for p in packaged.parameters if p.kind == "work"}
        took = median_of(store, packaged.bind(given), seconds)
        say(engine, packaged.name, took)
        medians += [took] if took is not None else []
    medians.sort()
    count = f"{len(medians)} of {len(queries.every())} in the limit"
    print(f"{engine:8} {count}\n  median {medians[len(medians) // 2]}\n  worst  {medians[-1]}", flush=True)


def median_of(store: Store, sparql: str, seconds: float) -> Took | None:
    try:
        first = clocked(lambda: store.query(sparql, timeout=seconds, limit=10_000))
    except QueryTimeout:
        return None
    runs = 3 if first.clock < 5 else 1
    return sorted(clocked(lambda: store.query(sparql, limit=10_000)) for _ in range(runs))[runs // 2]


def fill_disk(disk: DiskStore, graphs: list[GraphData]) -> None:
    """As `graph.store.sync` does it when most of a store is new."""
    with disk.writing() as generation:
        generation.store.fill(graphs)
        generation.store.engine.optimize()


def loaded(engine: str, store: Store, fill: Callable[[], object], count: int) -> Store:
    took = clocked(fill)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(engine, "load", took, f"{count:,} quads; peak of the process so far {peak:,.0f} MB")
    return store


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rdflib-quads", type=int, default=1_000_000)
    parser.add_argument("--engines", default="disk,memory,rdflib")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of one query")
    given = parser.parse_args(arguments)
    dice = random.Random(1945)  # noqa: S311 - made-up texts, the same each time
    count = given.quads // 252 + 1
    graphs = list(graphs_of(text_of(number, dice) for number in range(count)))
    quads = sum(graph.triples.count(b"\n") for graph in graphs)
    print(f"{count:,} texts, {quads:,} quads in {len(graphs):,} graphs")
    middle = symbol(count // 2)
    engines = given.engines.split(",")
    if "disk" in engines:
        with tempfile.TemporaryDirectory() as folder:
            disk = DiskStore(Path(folder) / "store")
            ask_all("disk", loaded("disk", disk, lambda: fill_disk(disk, graphs), quads), middle, given.seconds)
            say("disk", "replace 10 graphs", clocked(lambda: disk.put(graphs[:10])))
    if "memory" in engines:
        memory = OxigraphStore()
        ask_all("memory", loaded("memory", memory, lambda: memory.fill(graphs), quads), middle, given.seconds)
        memory.close()
    if "rdflib" in engines:
        part = up_to(graphs[::-1], given.rdflib_quads)
        small = RdflibStore()
        held = sum(graph.triples.count(b"\n") for graph in part)
        ask_all("rdflib", loaded("rdflib", small, lambda: small.put(part), held), middle, given.seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
