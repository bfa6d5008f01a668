"""Linked data and its formats made from records, beside rdflib on the same triples.

    python -m tests.benchmark.linked_data RECORDS.jsonl [--documents 200]

Processor seconds of one run. rdflib gets the same triples as its own terms; its serializers write
them to memory, as ours do.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from graph import exports
from graph.lineage import Lineage
from graph.rdf import Settings, dataset, named_graphs
from graph.rdf.terms import n_quads
from loaders import corpus

_Made = TypeVar("_Made")


def timed(name: str, work: Callable[[], _Made]) -> _Made:
    """Run and print the processor time taken."""
    start = time.process_time()
    made = work()
    print(f"{name:34}{time.process_time() - start:8.2f} s")
    return made


def ours(name: str, lineage: Lineage) -> int:
    """Write one of our formats; its size in bytes."""
    out = io.BytesIO()
    exports.write(name, lineage, out, Settings())
    return len(out.getvalue())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("--documents", type=int, default=200)
    given = parser.parse_args(arguments)
    documents = list(islice(corpus.read(given.records), given.documents))
    lineage = timed("lineage", lambda: Lineage.of(documents))
    graphs = timed("graphs as plain tuples", lambda: list(named_graphs(lineage, Settings())))
    print(f"{len(documents)} documents, {sum(len(graph.triples) for graph in graphs)} quads")
    timed("N-Quads from tuples", lambda: [n_quads(graph) for graph in graphs])
    theirs = timed("rdflib: dataset from tuples", lambda: dataset(lineage, Settings()))
    for name, other in (("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")):
        timed(f"{name}, graphs made anew", lambda name=name: ours(name, lineage))  # type: ignore[misc]
        timed(f"rdflib: {name}", lambda other=other: theirs.serialize(format=other))  # type: ignore[misc]


if __name__ == "__main__":
    main()
