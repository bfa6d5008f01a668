"""The prefixes that a query may use without declaring them."""

from __future__ import annotations

from collections.abc import Mapping

from graph.vocabulary import HOME, NAMESPACES

__all__ = ["PREFIXES"]

PREFIXES: Mapping[str, str] = {
    **NAMESPACES,
    # Things under the default base: a shorthand for people. Packaged queries do without, since a
    # publisher may mint under another base.
    "ga": f"{HOME}id/unga/",
    "sc": f"{HOME}id/unsc/",
    "body": f"{HOME}id/body/",
    "inst": f"{HOME}id/instrument/",
}
