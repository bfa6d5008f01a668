"""CSV (RFC 4180, UTF-8): one row a reference, resolved or not, with the columns of ``recalling extract``."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from graph.lineage import Lineage
from graph.rdf.settings import Settings
from loaders import corpus

__all__ = ["write"]

_COLUMNS = (
    "file", "document", "language", "part", "place", "section", "note", "start", "end", "text", "verb", "relation",
    "kind", "target", "target_part", "instrument", "date_earliest", "date_latest", "subject", "status", "reason",
    "cited", "paragraph",
)  # fmt: skip


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:  # noqa: ARG001 - one shape for all
    """Write every reference of the lineage's documents, in document order."""
    buffer = io.StringIO(newline="")
    writer: csv.DictWriter[str] = csv.DictWriter(buffer, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for document in lineage.documents:
        writer.writerows(corpus.rows(document))
        out.write(buffer.getvalue().encode("utf-8", "replace"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8", "replace"))
