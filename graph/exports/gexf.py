"""GEXF 1.2 of the multigraph, for Gephi."""

from __future__ import annotations

from typing import Any, BinaryIO

from graph.exports.graphml import plain
from graph.lineage import Lineage
from graph.rdf.settings import Settings

__all__ = ["write"]

# GEXF reads "start" and "end" as times, "kind" and "type" as its own.
_NAMES = {"start": "span_start", "end": "span_end"}


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the multigraph; its date is that of the settings, or it has none."""
    from networkx.readwrite.gexf import GEXFWriter

    writer: Any = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    for meta in writer.xml.findall("meta"):  # networkx would say today
        meta.attrib.pop("lastmodifieddate", None)
        if settings and settings.when:
            meta.set("lastmodifieddate", settings.when.date().isoformat())
    writer.add_graph(plain(lineage, _NAMES))
    writer.write(out)
