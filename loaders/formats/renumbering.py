"""Texts that took another number: what the first part of a resolution is called once a second one follows.

``Resolution 75/245, in section VI of the Official Records …, vol. I, becomes resolution 75/245 A.``
stands as a note in 75/245 B, in six languages; it cites nothing, it gives one text a second name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.errors import InvalidSymbol
from loaders.formats.outline import core
from loaders.records import Document, Kind
from loaders.symbols import Symbol

__all__ = ["renumbered"]

_BECOMES = re.compile(r"becomes|devient|porte dorénavant|pasa a\sser|становится|成为|改为|يصبح|تصبح")
# The number, and again the number with a letter.
_NOTE = re.compile(
    r".{0,120}?(?<![\d/])(?P<number>\d{1,4}/\d{1,4})(?![\d/]).{0,300}?(?<![\d/])(?P=number)\s?"
    r"(?P<letter>[A-Z](?![A-Za-z])|ألف|باء|جيم)",
    re.DOTALL,
)


def renumbered(document: Document) -> Document:
    """The document with the renumbering that one of its notes tells of.

    A text of one of the two symbols gets the other as an alias; any other keeps the pair.
    """
    symbol = _own(document)
    if symbol is None:
        return document
    pairs = {pair: None for part in document.parts if (pair := _pair(part.text, symbol))}
    own = tuple(other for pair in pairs if str(symbol) in pair for other in pair if other != str(symbol))
    others = tuple(pair for pair in pairs if str(symbol) not in pair)
    if not pairs:
        return document
    return replace(document, aliases=tuple(dict.fromkeys([*document.aliases, *own])), renumbered=others)


def _own(document: Document) -> Symbol | None:
    """The symbol, if it is of a numbered text that can have parts."""
    if document.symbol is None or document.kind not in {Kind.RESOLUTION, Kind.DECISION}:
        return None
    symbol = Symbol.parse(document.symbol)
    return symbol if symbol.number is not None else None


def _pair(text: str, symbol: Symbol) -> tuple[str, str] | None:
    """The old and the new symbol that a note gives, both of the number of ``symbol``."""
    match = _NOTE.match(text) if len(text) < 500 and "/" in text and _BECOMES.search(text) else None
    if match is None:
        return None
    whole = str(symbol.whole)
    if not whole.endswith(f"/{match['number']}"):
        return None
    try:
        return whole, str(Symbol.parse(whole + core(match["letter"])))
    except InvalidSymbol:
        return None
