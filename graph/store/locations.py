"""From the words a person types to an open store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.store.disk import DiskStore, is_store
from graph.store.errors import StoreDamaged, StoreError, StoreMissing
from graph.store.interface import Store
from graph.store.oxigraph import OxigraphStore

__all__ = ["FORMATS", "open_store"]

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_RDFLIB = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig", ".rdf": "xml", ".jsonld": "json-ld"}


def open_store(location: str, engine: str = "oxigraph") -> Store:
    """Open an RDF file, a store's folder or a server's address.

    Parameters
    ----------
    location
        ``graph.ttl`` (or .nt, .nq, .trig, .rdf, .jsonld), a folder that ``build --store`` made, or an
        address as `graph.store.remote.endpoints` reads it.
    engine
        ``oxigraph`` or ``rdflib``: which one holds the triples of a file.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        Nothing is there, it cannot be read, or it is of no kind known here.

    """
    if "://" in location:
        from graph.store.remote import RemoteStore

        return RemoteStore(location)
    path = Path(location)
    if is_store(path):
        return DiskStore(path)
    if not path.exists():
        raise StoreMissing(f"{location}: there is no such file or store")
    if path.suffix not in FORMATS:
        raise StoreError(f"{location}: expected a store's folder, an address, or a file ending in {' '.join(FORMATS)}")
    return _from_file(path, engine)


def _from_file(path: Path, engine: str) -> Store:
    try:
        data = path.read_bytes()
        if engine == "rdflib":
            from graph.store.memory import RdflibStore

            small = RdflibStore()
            small.load(data, _RDFLIB[path.suffix])
            return small
        store = OxigraphStore(name=str(path))
        store.load(data, FORMATS[path.suffix])
        return store
    except StoreDamaged as error:
        raise StoreDamaged(f"{path}: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
