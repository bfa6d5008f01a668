"""The lineage in files: one module a format, each with a ``write(lineage, out, settings)``.

Every format is the same to the byte for the same documents and settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from graph.lineage import Lineage
from graph.rdf.settings import Settings
from graph.results import replacing
from loaders.errors import RecallingError

__all__ = ["FORMATS", "Format", "find", "save", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, suffix and media type, and whether it keeps all that is known.

    ``module`` has the writer, loaded when it is first used.
    """

    name: str
    suffix: str
    media_type: str
    about: str

    @property
    def module(self) -> str:
        """The module that writes it."""
        return f"graph.exports.{self.name}"


_ALL = (
    Format("turtle", ".ttl", "text/turtle", "RDF for people to read, without the names of the graphs"),
    Format("trig", ".trig", "application/trig", "RDF for people to read, with its named graphs"),
    Format("nquads", ".nq", "application/n-quads", "RDF for programs, with its named graphs"),
    Format("jsonld", ".jsonld", "application/ld+json", "RDF as JSON, with its named graphs and its context"),
    Format("rdfxml", ".rdf", "application/rdf+xml", "RDF as XML, without the names of the graphs"),
    Format("graphml", ".graphml", "application/graphml+xml", "works and references for Gephi, yEd, igraph"),
    Format("gexf", ".gexf", "application/gexf+xml", "works and references for Gephi"),
    Format("csv", ".csv", "text/csv", "one row a reference"),
    Format("jsonl", ".jsonl", "application/x-ndjson", "one JSON object a work, then one a reference"),
)
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})


def find(name: str) -> Format:
    """The format of this name, or `RecallingError` with the names there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise RecallingError(f"no format {name!r}; there are: {', '.join(FORMATS)}") from None


def write(name: str, lineage: Lineage, out: BinaryIO, settings: Settings | None = None) -> None:
    """Write the lineage to an open binary file in the format of this name."""
    import_module(find(name).module).write(lineage, out, settings)


def save(name: str, lineage: Lineage, path: Path, settings: Settings | None = None) -> None:
    """Write the lineage to a file, which is there whole or not at all."""
    with replacing(path) as beside, beside.open("wb") as out:
        write(name, lineage, out, settings)
