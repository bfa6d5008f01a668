"""The roots of UN document series (``A``, ``UNEP``, ``NPT``) and the body each belongs to.

``roots.csv`` columns: root, body (a body id), series (its name), example (a real symbol).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

__all__ = ["all_roots", "body_of", "known", "series_of"]


@cache
def _rows() -> dict[str, str]:
    text = files("loaders.registries").joinpath("roots.csv").read_text(encoding="utf-8")
    return {row["root"]: row["body"] for row in csv.DictReader(text.splitlines())}


def _plain(root: str) -> str:
    """The root without the session glued to it: ``GC.18`` and ``GC(63)`` are ``GC``."""
    return re.sub(r"(?:\.\d+|\(\d+\))$", "", root)


def known(root: str) -> bool:
    """Whether documents of the UN system begin with this root (upper case)."""
    return root in _rows() or _plain(root) in _rows()


def body_of(root: str) -> str | None:
    """The id of the body that issues under this root, or ``None``."""
    return _rows().get(root) or _rows().get(_plain(root))


def all_roots() -> tuple[str, ...]:
    """Every root of the registry."""
    return tuple(_rows())


@cache
def _series() -> dict[str, str]:
    text = files("loaders.registries").joinpath("roots.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {row["body"]: row["series"] for row in reversed(rows)}


def series_of(body: str) -> str | None:
    """The name of the first series that a body issues, or ``None`` for an unknown body.

    >>> series_of("unctad")
    'United Nations Conference on Trade and Development'
    """
    return _series().get(body)
