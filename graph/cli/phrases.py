"""Counts and cuttings as people write them."""

from __future__ import annotations

__all__ = ["counted", "shortened"]


def counted(number: int, thing: str) -> str:
    """A number of things, one of them in the singular; ``thing`` takes an s.

    >>> counted(1, "work"), counted(2, "chain of citations"), counted(0, "text")
    ('1 work', '2 chains of citations', '0 texts')
    """
    first, *rest = thing.split(" ", 1)
    return " ".join([str(number), first if number == 1 else f"{first}s", *rest])


def shortened(text: str, most: int) -> str:
    """The text, or as many whole words of it as ``most`` characters hold with an ellipsis.

    >>> shortened("African Agribusiness Initiative", 25), shortened("short", 25)
    ('African Agribusiness…', 'short')
    """
    if len(text) <= most:
        return text
    head = text[:most]
    words, space, _ = head.rpartition(" ")
    return (words if space else head[:-1]).rstrip(" ,;:") + "…"
