"""The order in which people read: ``pp2`` before ``pp10``, ``A/RES/67/9`` before ``A/RES/67/225``."""

from __future__ import annotations

import re

__all__ = ["Key", "natural"]

_PIECES = re.compile(r"(\d+)")

Key = tuple[tuple[int, str | int], ...]


def natural(text: str) -> Key:
    """A sorting key in which digits count as numbers.

    >>> sorted(["pp10", "pp2", "op1"], key=natural)
    ['op1', 'pp2', 'pp10']
    """
    pieces = (piece for piece in _PIECES.split(text) if piece)
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces)
