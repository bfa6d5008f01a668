"""Paragraphs torn in two put together: by a page's end, by notes at its foot, or by a stray blank line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from loaders.formats import cover as covers
from loaders.formats.lines import clause, glued
from loaders.formats.structure import Paragraph

__all__ = ["mended"]

# Words, then nothing that ends a sentence, a clause or a table's row.
_OPEN = re.compile(r"[\w’'\u00ad-]\s*$")
# "a Funded under …" and "b) Water" begin notes of tables and items of lists, small as they are.
_ITEM = re.compile(r"\(?[a-z]{1,4}[).]|[a-z][\s\u00a0]{1,3}[A-Z(]|•")
_TABLE = re.compile(r"\||\.{4}|\s{4}|\t.*\t")
_ACTING = re.compile(r"\s*\d{1,3}\.\s+(?:(?:Also|Further)\s)?[A-Z]?[a-z]{2,14}(?<!s)s[\s:]")
_ADOPTED = re.compile(r"Ad[ao]pted unanimously at(?: the)?\s*$")


def mended(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with each that goes on in the next one made whole."""
    made: list[Paragraph] = []
    spoken = False
    for paragraph in paragraphs:
        if made and _goes_on(made[-1].text, paragraph.text, spoken):
            made[-1] = _joined(made[-1], paragraph)
        else:
            made.append(paragraph)
            spoken = spoken or covers.formula(paragraph.text.strip()) is not None
    return made


def _goes_on(before: str, text: str, spoken: bool) -> bool:
    """Whether a sentence that breaks off is gone on with.

    A small letter tells it; a capital only where, after a formula, a clause or an operative
    paragraph has not ended.
    """
    if not _OPEN.search(before[-12:]):
        return False
    text, before = text.strip(), before.strip()
    if _ADOPTED.match(before):
        return text[:1].isdigit()
    if len(before) < 25 or not text or _TABLE.search(before) or _TABLE.search(text):
        return False
    if text[0].islower():
        return not _ITEM.match(text) and not covers.closing(before) and covers.formula(before) is None
    acts = bool(_ACTING.match(before)) and text.endswith((";", ",", "."))
    return (
        (spoken or before.startswith("Whereas"))
        and text[0].isupper()
        and (acts or clause(before))
        and not clause(text)
        and covers.formula(text) is None
        and covers.title_line(text) is None
        and not covers.closing(text)
        and not _ACTING.match(f"1. {text}")
    )


def _joined(before: Paragraph, after: Paragraph) -> Paragraph:
    """Two paragraphs as one; the marks of the second move along."""
    text = glued(before.text, after.text.lstrip())
    moved = len(text) - len(after.text)
    marks = tuple(replace(mark, offset=max(0, mark.offset + moved)) for mark in after.marks)
    return replace(before, text=text, marks=(*before.marks, *marks), heading=None)
