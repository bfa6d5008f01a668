"""Short names for IRIs in the formats that people read: prefixed names, and names relative to the base."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.vocabulary import HOME, NAMESPACES

__all__ = ["Names"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_UNUSED = frozenset({"owl", "sh", "vann"})


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
