"""The order in which people read: ``pp2`` before ``pp10``, ``A/RES/67/9`` before ``A/RES/67/225``."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["natural"]

_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> list[Any]:
    """A sorting key in which digits count as numbers: texts and numbers in turn, a text first.

    >>> sorted(["pp10", "pp2", "op1"], key=natural)
    ['op1', 'pp2', 'pp10']
    """
    pieces: list[Any] = _DIGITS.split(text)
    pieces[1::2] = map(int, pieces[1::2])
    return pieces
