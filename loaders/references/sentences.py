"""Where the sentence that holds a place begins, in the long sentences of resolutions."""

from __future__ import annotations

from loaders.references.patterns import prose

__all__ = ["begin", "near", "stop"]

_REACH = 6000  # a sentence that begins further back is taken to begin with its text
_ABBREVIATED = prose(r"""
    (?:\b[A-Za-z]|\b[A-Z][a-z]            # one letter, Mr
    |\bNos?|\bvols?|\bparas?|\bsects?|\bchaps?|\barts?)$
""")


def begin(plain: str, position: int) -> int:
    """Where the sentence that holds ``position`` begins: behind a full stop, or a semicolon without "and"."""
    floor = max(0, position - _REACH)
    semicolon = plain.rfind("; ", floor, position)
    while semicolon >= 0 and plain.startswith("; and ", semicolon):
        semicolon = plain.rfind("; ", floor, semicolon)
    return max(semicolon + 2 if semicolon >= 0 else 0, stop(plain, position))


def stop(plain: str, position: int) -> int:
    """Where the words after the last full stop before ``position`` begin."""
    floor = max(0, position - _REACH)
    found = plain.rfind(". ", floor, position)
    while found >= 0 and not _ends(plain, found):
        found = plain.rfind(". ", floor, found)
    return found + 2 if found >= 0 else 0


def _ends(plain: str, place: int) -> bool:
    """Whether the full stop at ``place`` ends a sentence, and no abbreviation."""
    return plain[place + 2 : place + 3].isupper() and not _ABBREVIATED.search(plain, max(0, place - 6), place)


def near(plain: str, position: int, reach: int) -> int:
    """The last full stop or semicolon before ``position``, or ``reach`` characters before it if that is nearer."""
    floor = max(0, position - reach)
    return max(plain.rfind(". ", floor, position), plain.rfind("; ", floor, position), floor)
