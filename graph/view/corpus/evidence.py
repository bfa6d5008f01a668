"""The paragraphs behind the citations, small enough to be carried along: the page unpacks them when first asked.

Texts of one series repeat whole paragraphs from year to year. Each paragraph is kept once, like
stands beside like (they are sorted), and all are packed by deflate, which every browser unpacks by
itself. Where even that is too much, a paragraph keeps only the words around its citations.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from graph.lineage import Edge, Lineage
from graph.view.corpus.data import Words
from graph.view.scene import part_name, utf16
from loaders.records import Reference

__all__ = ["AROUND", "pack"]

AROUND = (None, 60)
"""How many characters before and behind the marked words are kept: first all of them, then few."""
_Span = tuple[str, int, int]


def pack(lineage: Lineage, edges: Iterable[Edge], budget: int) -> str:
    """Give texts, spans and readings of citations as base64 of raw deflate of JSON.

    Parameters
    ----------
    lineage
        Holds the documents.
    edges
        The citations in the order of the page's own.
    budget
        The most characters that the answer may have. Paragraphs are shortened around their marked
        words until it fits, and left out (an empty answer) if nothing helps.

    """
    chosen = list(edges)
    for around in AROUND:
        packed = _packed(_content(lineage, chosen, around))
        if len(packed) <= budget:
            return packed
    return ""


def _packed(content: object) -> str:
    text = json.dumps(content, separators=(",", ":")).encode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflate.compress(text) + deflate.flush()).decode()


@dataclass(frozen=True, slots=True)
class _Said:
    """What one citation shows: where it stands, its words in its paragraph, and in a footnote if it has one."""

    where: str
    reference: Reference
    spans: tuple[_Span, ...]


def _content(lineage: Lineage, edges: list[Edge], around: int | None) -> dict[str, object]:
    reader = _Reader(lineage, around)
    said = [reader.read(edge) for edge in edges]
    texts = sorted({text for each in said for text, _, _ in each.spans})
    number = {text: index + 1 for index, text in enumerate(texts)}
    words = Words()
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for each in said:
        for name, value in _row(each, number, words):
            columns[name].append(value)
    return {**columns, "texts": ["", *texts], "words": words.all}


def _row(said: _Said, number: Mapping[str, int], words: Words) -> Iterator[tuple[str, int]]:
    """One citation's cell in each column; text 0 is none."""
    reference = said.reference
    yield "where", words.number(said.where)
    yield "verb", words.number(reference.verb)
    yield "part", words.number(reference.target_part)
    yield "date", words.number(str(reference.date) if reference.date else "")
    for name, (text, start, end) in zip(("text", "note"), (*said.spans, ("", 0, 0), ("", 0, 0)), strict=False):
        yield name, number.get(text, 0)
        yield f"{name}Start", utf16(text, start)
        yield f"{name}End", utf16(text, end)


class _Reader:
    """Finds the words of citations that come document by document."""

    def __init__(self, lineage: Lineage, around: int | None) -> None:
        self.lineage, self.around = lineage, around
        self._name = cache(part_name)
        self._open: tuple[str, str] | None = None
        self._texts: Mapping[str, str] = {}

    def read(self, edge: Edge) -> _Said:
        if self._open != (edge.source, edge.language):
            document = next(d for d in self.lineage.versions(edge.source) if d.language == edge.language)
            self._texts = {part.id: part.text for part in document.parts}
            self._open = edge.source, edge.language
        reference = edge.reference
        spans = (self._span(*place) for place in _places(reference))
        return _Said(self._name(reference.paragraph), reference, tuple(span for span in spans if span))

    def _span(self, part: str, start: int, end: int) -> _Span | None:
        text = self._texts.get(part, "")
        if not 0 <= start < end <= len(text):
            return None
        return (text, start, end) if self.around is None else _shortened(text, start, end, self.around)


def _places(reference: Reference) -> Iterator[_Span]:
    yield reference.part, reference.start, reference.end
    if reference.note_part and reference.note_start is not None and reference.note_end is not None:
        yield reference.note_part, reference.note_start, reference.note_end


def _shortened(text: str, start: int, end: int, around: int) -> _Span:
    """Cut a text at blanks, so far before and behind a span; an ellipsis says where it went on."""
    left = 0 if start <= around else text.rfind(" ", 0, start - around) + 1
    right = len(text) if len(text) - end <= around else text.find(" ", end + around)
    right = len(text) if right < 0 else right
    before, behind = "… " if left else "", " …" if right < len(text) else ""
    shift = len(before) - left
    return before + text[left:right] + behind, start + shift, end + shift
