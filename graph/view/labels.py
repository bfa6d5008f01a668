"""Short words for drawings: cleaned of what could mislead, shortened, wrapped and measured."""

from __future__ import annotations

import re
import unicodedata

from graph.lineage import Lineage

__all__ = ["clean", "heading_of", "short_symbol", "width", "wrap"]

# Bidirectional embeddings, overrides and isolates: each can make a name read as another.
_DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_ELLIPSIS = "…"


def clean(text: str) -> str:
    r"""Give the text as one line that no control character can bend, fit for XML.

    >>> clean('a\x00b\u202ec\n d')
    'a b c d'
    """
    return " ".join("".join(_safe(char) for char in text).split())


def _safe(char: str) -> str:
    code = ord(char)
    if code in _DIRECTION:
        return " "
    if unicodedata.category(char) in {"Cc", "Cs", "Cn"} or code & 0xFFFE == 0xFFFE:
        return " "
    return char


_PLAIN = re.compile(r"[A-Z](?:/[A-Z]+(?:\.\d+)?)?/(RES|DEC|PRST)/(.+)")


def short_symbol(symbol: str) -> str:
    """Give what tells a symbol from its neighbours in the lane of its own body.

    >>> short_symbol('A/RES/67/225'), short_symbol('S/RES/1325(2000)'), short_symbol('A/HRC/RES/16/18')
    ('67/225', '1325 (2000)', '16/18')
    >>> short_symbol('A/DEC/65/544'), short_symbol('A/67/223')
    ('dec. 65/544', 'A/67/223')
    """
    match = _PLAIN.fullmatch(symbol)
    if not match:
        return symbol
    number = re.sub(r"(?<=\w)\(", " (", match[2])
    return {"RES": number, "DEC": f"dec. {number}", "PRST": f"PRST {number}"}[match[1]]


def width(text: str, size: float) -> float:
    """Estimate the width of a line in pixels at a font size; wide East Asian characters count double.

    A drawing made without a font can only estimate; half a pixel over is better than an overlap.
    """
    return sum(_share(char) for char in text) * size


def _share(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in "ijl.,;:'’|()/ -":
        return 0.33
    return 0.68 if char.isupper() else 0.56


def wrap(text: str, limit: float, size: float, lines: int) -> tuple[str, ...]:
    """Break a text into at most so many lines of a width in pixels; what is cut ends in an ellipsis.

    >>> wrap('Johannesburg Plan of Implementation', 84, 11, 3)
    ('Johannesburg', 'Plan of', 'Implementation')
    """
    out: list[str] = []
    for word in _pieces(text.split(), limit, size):
        joined = f"{out[-1]} {word}" if out else word
        if out and width(joined, size) <= limit:
            out[-1] = joined
        else:
            out.append(word)
    return tuple(out) if len(out) <= lines else (*out[: lines - 1], _cut(out[lines - 1], limit, size))


def _pieces(words: list[str], limit: float, size: float) -> list[str]:
    """Cut the words that are wider than a line by themselves (a script without spaces, a long symbol)."""
    pieces: list[str] = []
    for word in words:
        while width(word, size) > limit and len(word) > 1:
            count = _fitting(word, limit, size)
            pieces.append(word[:count])
            word = word[count:]
        pieces.append(word)
    return pieces


def _fitting(word: str, limit: float, size: float) -> int:
    count = 1
    while count < len(word) and width(word[: count + 1], size) <= limit:
        count += 1
    slash = word.rfind("/", 1, count)
    return slash + 1 if slash > count // 2 else count


def _cut(line: str, limit: float, size: float) -> str:
    while len(line) > 1 and width(line + _ELLIPSIS, size) > limit:
        line = line[:-1]
    return line.rstrip(" ,;:") + _ELLIPSIS


def heading_of(lineage: Lineage) -> str:
    """What a page or picture of a lineage is called where nobody names it: its one held text, else how many."""
    held = [node for node in lineage.nodes.values() if node.held]
    if len(held) == 1:
        return clean(" · ".join(word for word in (str(held[0].symbol or ""), held[0].title or "") if word)) or "A text"
    return f"{len(held)} texts and what they cite"
