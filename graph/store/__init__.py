"""Stores behind one interface: rdflib in memory, Oxigraph in memory and on disk, any SPARQL 1.1 server."""

from __future__ import annotations

from graph.store.answers import Answer, Term
from graph.store.errors import StoreError
from graph.store.interface import DEFAULT_LIMIT, DEFAULT_TIMEOUT, GraphData, Store
from graph.store.locations import open_store

__all__ = ["DEFAULT_LIMIT", "DEFAULT_TIMEOUT", "Answer", "GraphData", "Store", "StoreError", "Term", "open_store"]
