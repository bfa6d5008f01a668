"""What is inferred, for a store: series and predecessors of all texts that it holds, made at the end of a run.

One text may change what is told of any other, so nothing less than all of them will do. Of each work the
one version is read that tells (`graph.analysis.known`), and of that no more than the analysis looks at;
of the others the thin documents are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.analysis.known import comes_again
from graph.analysis.statements import statements
from graph.identifiers import Identifiers
from graph.lineage import Lineage, work_key
from graph.rdf import NamedGraph
from graph.rdf.derived import inferred_graph
from graph.store.prepared import Thinner
from loaders import corpus
from loaders.records import Document

__all__ = ["inferred", "telling"]


def inferred(ids: Identifiers, lineage: Lineage, records: Path) -> NamedGraph:
    """The graph of what is inferred of a lineage of thin documents, whose records stand in a file in their order."""
    whole = Lineage.of(_documents(lineage, lineage.documents, records))
    return inferred_graph(ids, statements(whole, ids))


def _documents(lineage: Lineage, documents: Sequence[Document], records: Path) -> Iterator[Document]:
    thinner = Thinner()
    with records.open("rb") as lines:
        for line, document in zip(lines, documents, strict=True):
            tells = comes_again(document.kind) and lineage.versions(work_key(document))[0] is document
            yield thinner(telling(corpus.decode(line))) if tells else document


def telling(document: Document) -> Document:
    """The document with no more of its texts than stands before its last reference in each part."""
    ends: dict[str, int] = {}
    for reference in document.references:
        ends[reference.part] = max(reference.start, ends.get(reference.part, 0))
    parts = (
        replace(part, text=part.text[: ends[part.id]], marks=(), links=(), place="")
        for part in document.parts
        if part.id in ends
    )
    references = (
        replace(reference, place="", end=reference.start, note=None, note_part=None, note_start=None, note_end=None)
        for reference in document.references
    )
    return replace(document, parts=tuple(parts), references=tuple(references), problems=(), vote=None)
