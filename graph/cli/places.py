"""Where a command reads from: what was built last, or what ``--from`` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.lineage import Lineage
    from graph.store import Store

__all__ = ["lineage_at", "store_at"]


def store_at(place: str | None, engine: str = "oxigraph") -> Store:
    """The store to question.

    Raises
    ------
    StoreError
        Nothing was built, nothing is there, or it cannot be read.

    """
    from graph.results import FOLDER, newest
    from graph.store import open_store
    from graph.store.disk import is_store

    path = Path(place or FOLDER)
    if place is None or (path.is_dir() and not is_store(path)):
        return open_store(str(newest(path).queried()), engine)
    if path.suffix == ".jsonl":
        return _store_of(lineage_at(place), engine)
    return open_store(place, engine)


def _store_of(lineage: Lineage, engine: str) -> Store:
    from graph import rdf
    from graph.store.memory import RdflibStore
    from graph.store.oxigraph import OxigraphStore
    from graph.store.sync import data_of

    if engine == "rdflib":
        return RdflibStore(rdf.dataset(lineage))
    store = OxigraphStore()
    store.fill(map(data_of, rdf.named_graphs(lineage)))
    return store


def lineage_at(place: str | None) -> Lineage:
    """The lineage of the records to show or export; ``place`` is a .jsonl file, a store or a folder of results."""
    from graph.lineage import Lineage
    from graph.results import FOLDER, newest
    from graph.store.disk import DiskStore, is_store
    from graph.store.errors import StoreError
    from graph.store.sync import RECORDS
    from loaders import corpus

    path = Path(place or FOLDER)
    if is_store(path):
        path = DiskStore(path).current() / RECORDS
    elif place is None or path.is_dir():
        path = newest(path).records
    if path.suffix != ".jsonl":
        raise StoreError(
            f"{place}: expected records (.jsonl), a store or a folder of results, as `recalling build` makes them"
        )
    return Lineage.of(corpus.read(path))
