"""JSON Lines: one object a work, then one a reference, for programs that want neither RDF nor XML."""

from __future__ import annotations

import json
from typing import BinaryIO

from graph.lineage import Lineage
from graph.network import edge_attributes, node_attributes
from graph.rdf.settings import Settings

__all__ = ["write"]


def write(lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write nodes in the order of their ids, then edges in document order, then what is unresolved.

    ``{"type": "work", "id": …, "iri": …}``, ``{"type": "reference", "source": …, "target": …}``, the
    last with ``"target": null``.
    """
    settings = settings or Settings.from_environment()
    dumps = json.JSONEncoder(ensure_ascii=False).encode
    for key, node in lineage.nodes.items():
        row = {"type": "work", "id": key, "iri": settings.ids.work(key), **node_attributes(node)}
        out.write(f"{dumps(row)}\n".encode("utf-8", "replace"))
    for edge in lineage.edges:
        row = {"type": "reference", "source": edge.source, "target": edge.target, **edge_attributes(edge)}
        out.write(f"{dumps(row)}\n".encode("utf-8", "replace"))
    for edge in lineage.loose():
        bare = {"type": "reference", "source": edge.source, "target": None, **edge_attributes(edge)}
        out.write(f"{dumps(bare)}\n".encode("utf-8", "replace"))
