"""One text out of a page that holds several: old volumes were scanned by page, not by resolution.

A page begins inside one resolution and ends inside another, and early pages say everything twice,
in English and in French. The text wanted is the one whose number its file's name spells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.formats import cover as covers
from loaders.symbols import Symbol, fold

__all__ = ["Slice", "own_text"]

# "54 (1948). Resolution of 15 July 1948", "13(1). ORGANIZATION …" with a Roman one read as a digit
_YEARBOOK = re.compile(
    r"(?P<number>\d{1,4})\s?\((?P<session>\d{4}|[IVXLC1]{1,8})\)\s?[.,]?\s?(?P<words>.{0,300})", re.DOTALL
)
_SLASHED = re.compile(r"(?P<session>(?:(?:S|ES)-)?\d{1,4})/(?P<number>\d{1,3})\s?[.,]\s(?P<words>.{0,300})", re.DOTALL)
_POINTED = re.compile(r"(?P<number>\d{1,4})\.\s?\((?P<session>[IVXLC]{1,8})\)[.,]?\s(?P<words>.{0,300})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slice:
    """The half-open range of the paragraphs that are the text's own, and the numbers of the others."""

    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that begins a numbered text."""

    at: int
    number: int
    session: str
    printed: str


def own_text(texts: Sequence[str], symbol: Symbol | None) -> Slice | None:
    """Which paragraphs are the text of ``symbol``; ``None`` where there is nothing to part.

    Parameters
    ----------
    texts
        The paragraphs of the page, without its footnotes.
    symbol
        Of the text wanted.

    """
    if symbol is None or symbol.number is None:
        return None
    heads = [head for at, text in enumerate(texts) if (head := _head(at, text))]
    own = [head for head in heads if head.number == symbol.number and _same_session(head, symbol)]
    others = [head for head in heads if head not in own]
    if not own or (not others and len(own) == 1 and not _begins_inside(texts, own[0].at, dated=False)):
        return None
    start = max(own, key=lambda head: _weight(texts, head, heads))
    end = next((head.at for head in heads if head.at > start.at), len(texts))
    first = start.at if heads[0] is not start or _begins_inside(texts, start.at, dated=True) else 0
    names = dict.fromkeys(head.printed for head in others)
    return Slice(first, end, tuple(names)) if (first, end) != (0, len(texts)) else None


def _head(at: int, text: str) -> _Head | None:
    plain = fold(text).strip().lstrip("# ").removeprefix("Resolution ").strip()
    match = _SLASHED.fullmatch(plain) or _POINTED.fullmatch(plain) or _YEARBOOK.fullmatch(plain)
    if not match or not _titled(match["words"], match.re is _YEARBOOK and "." in plain[: match.start("words")]):
        return None
    return _Head(at, int(match["number"]), match["session"], plain[: match.start("words")].strip(" .,"))


def _titled(words: str, pointed: bool) -> bool:
    """Whether the words after a number are a title, or nothing: a sentence goes on in small letters."""
    words = words.strip()
    if not words:
        return True
    return words[0].isupper() and not words.endswith((";", ",")) and (pointed or not re.match(r"[a-z ]*of \d", words))


def _same_session(head: _Head, symbol: Symbol) -> bool:
    """Whether a printed session can be the symbol's, a Roman numeral being easily misread."""
    wanted = symbol.session or ""
    if wanted.isdigit() or head.session.startswith(("19", "20")):
        return head.session == wanted
    printed = head.session.replace("1", "I")
    return printed == wanted or (set(printed) <= set("IVXLC") and abs(len(printed) - len(wanted)) <= 1)


def _weight(texts: Sequence[str], head: _Head, heads: Sequence[_Head]) -> tuple[bool, bool, int]:
    """How much a head looks like the beginning of the text itself, in English for choice."""
    end = next((other.at for other in heads if other.at > head.at), len(texts))
    body = texts[head.at : end]
    spoken = next((found for text in body[:6] if (found := covers.formula(text.strip()))), None)
    return spoken is not None, bool(spoken and spoken.language == "en"), sum(map(len, body))


def _begins_inside(texts: Sequence[str], at: int, *, dated: bool) -> bool:
    """Whether what stands before the head is the end of another text, and not this one's cover.

    ``dated`` where a date alone tells it: on a page of several texts, none of which has a cover.
    """
    numbered = re.compile(r"\s*(?:\d{1,3}\.|\([a-z]\))\s")
    return any(
        numbered.match(text) or covers.closing(text.strip(), dated=dated) or covers.formula(text.strip())
        for text in texts[:at]
    )
