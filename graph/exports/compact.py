"""Short names for IRIs in the formats that people read: prefixed names, and names relative to the base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from graph.lineage import Lineage
from graph.rdf import NamedGraph, Settings, named_graphs, shared_graph
from graph.rdf.terms import Triple
from graph.vocabulary import HOME, NAMESPACES

__all__ = ["Names", "blocks", "by_work"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_UNUSED = frozenset({"owl", "sh", "vann", "rdf"})


class Names:
    """How IRIs are written under one base: ``cito:cites``, ``ga:67-225``, ``<id/unga/67-225/pp1>``."""

    def __init__(self, base: str = HOME) -> None:
        self.base = base
        things = {
            "ga": f"{base}id/unga/", "sc": f"{base}id/unsc/", "doc": f"{base}id/doc/", "body": f"{base}id/body/",
            "inst": f"{base}id/instrument/",
        }  # fmt: skip
        kept = {prefix: name for prefix, name in NAMESPACES.items() if prefix not in _UNUSED}
        self.prefixes: Mapping[str, str] = {**things, **kept}
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        self._short: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """A prefixed name if there is one, else ``<…>`` relative to the base, else ``<…>`` in full."""
        found = self._short.get(iri)
        if found is None:
            found = self._make(iri)
            if iri in self._short or len(self._short) < 50_000:  # enough for all that recurs
                self._short[iri] = found
        return found

    def _make(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is not None and _LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"<{iri.removeprefix(self.base)}>" if iri != self.base else f"<{iri}>"


def blocks(graphs: Iterable[NamedGraph]) -> Iterator[tuple[str, list[Triple]]]:
    """The graphs of one work joined: the work's own and those of its versions, which follow it."""
    name, triples = "", list[Triple]()
    for graph in graphs:
        if name and graph.iri.startswith(f"{name}/"):
            triples.extend(graph.triples)
            continue
        if triples:
            yield name, triples
        name, triples = graph.iri, list(graph.triples)
    if triples:
        yield name, triples


def by_work(lineage: Lineage, settings: Settings) -> Iterator[NamedGraph]:
    """All graphs, what the shared one says of a held work moved to that work's own.

    For formats that name no graphs, so that all that is said of a work stands together.
    """
    ids = settings.ids
    held = {ids.work_graph(key): ids.work(key) for key, _ in lineage.works()}
    said: dict[str, list[Triple]] = {work: [] for work in held.values()}
    for triple in shared_graph(settings, lineage).triples:
        if triple[0] in said:
            said[triple[0]].append(triple)
    for graph in named_graphs(lineage, settings):
        if graph.iri in held:
            yield NamedGraph(graph.iri, [*said[held[graph.iri]], *graph.triples])
        elif graph.iri == ids.shared_graph:
            yield NamedGraph(graph.iri, [triple for triple in graph.triples if triple[0] not in said])
        else:
            yield graph
