"""Printed paragraph numbers: which text begins with one, and how deep it stands.

Number ``17.`` leads; letter ``(a)``, Roman ``(i)`` and capital ``(A)`` stand under what came before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from loaders.formats.outline import core
from loaders.records import Mark
from loaders.symbols import roman_value

__all__ = ["Levels", "is_number", "split_label"]


class Labelled(Protocol):
    """What has a text, marks in it, and perhaps an automatic number; ``heading`` is what its source says."""

    @property
    def text(self) -> str: ...
    @property
    def marks(self) -> tuple[Mark, ...]: ...
    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> bool | None: ...


# "17.", "(a)", "a)", "(iv)", "(1)", "I.", "•", "–": then white space
_LABEL = re.compile(
    r"\s*(?P<label>\d{1,3}(?:\.\d{1,2}){0,3}[.．、]|\d{1,2}(?:\.\d{1,2}){1,3}(?=\t|\s{1,3}[A-Z])|\d{1,2}\.[a-z](?=\s)|\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[а-я]|[A-Z]|\d{1,2})\)"
    r"|[（(][一二三四五六七八九十\w]{1,3}[)）]|[IVXL]{1,6}\.(?=\s)|[A-Z]\.(?=\t)|[一二三四五六七八九十]{1,3}、"
    r"|[•●○▪·–—-](?=\s))(?:\s+|(?<=[）、．]))(?=\S)"
)
_HEADED = re.compile(r"\s*(?P<label>[A-Z]\.)\s+(?=\S)")  # only in headings: elsewhere it is an initial
_NUMBER = re.compile(r"\d{1,3}[.．、]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.[a-z]")


def is_number(label: str) -> bool:
    """Whether a label is a paragraph's own number and not a sub-paragraph's letter."""
    return bool(_NUMBER.fullmatch(label))


def split_label(paragraph: Labelled) -> tuple[str, str, Sequence[Mark]]:
    """The label of a paragraph, its text without it, and the marks moved along.

    A label that the source numbered by itself is taken as it is.
    """
    if paragraph.label:
        return paragraph.label.strip(), paragraph.text, paragraph.marks
    match = _LABEL.match(paragraph.text) or (_HEADED.match(paragraph.text) if paragraph.heading else None)
    if not match or any(mark.offset < match.end() and mark.offset > match.start("label") for mark in paragraph.marks):
        return "", paragraph.text, paragraph.marks
    cut = match.end()
    return (
        match["label"],
        paragraph.text[cut:],
        tuple(replace(m, offset=max(0, m.offset - cut)) for m in paragraph.marks),
    )


def _shape(label: str) -> str:
    """The kind of a label: letter, capital, digit, bullet, or other."""
    bare = core(label)
    if re.fullmatch(r"[a-zа-я]{1,6}", bare):
        return "letter"
    if re.fullmatch(r"[A-Z]{1,6}", bare):
        return "capital"
    return "digit" if bare.isdecimal() else "other" if bare else "bullet"


def _follows(previous: str, label: str) -> bool:
    """Whether ``label`` is the Roman number after ``previous``: (iii) then (iv)."""
    before, now = (roman_value(core(text).upper()) for text in (previous, label))
    return now is not None and before is not None and now == before + 1


@dataclass(slots=True)
class Levels:
    """The open sub-paragraphs, as (shape, label, id) from the numbered paragraph downwards."""

    root: str = ""
    stack: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    pending: tuple[str, str] = ("", "")

    def reset(self) -> None:
        """Close everything."""
        self.root = ""
        self.stack.clear()

    def start(self, identity: str) -> None:
        """Open a numbered or unnumbered paragraph that may hold sub-paragraphs."""
        self.stack.clear()
        self.root = identity

    def holder(self, label: str) -> str:
        """The id of the part that holds a sub-paragraph with this label; empty where none is open.

        A Roman number continues a Roman run, or opens one under an open letter; a letter such as
        (i) after (h) continues the letters.
        """
        shape = _shape(label)
        if shape == "letter":
            shape = self._letter_or_roman(label)
        shapes = [entry[0] for entry in self.stack]
        if shape in shapes:
            del self.stack[shapes.index(shape) :]
        self.pending = (shape, label)
        return self.stack[-1][2] if self.stack else self.root

    def _letter_or_roman(self, label: str) -> str:
        romans = [entry[1] for entry in self.stack if entry[0] == "roman"]
        letters = [core(entry[1]) for entry in self.stack if entry[0] == "letter"]
        bare = core(label)
        if romans and _follows(romans[-1], label):
            return "roman"
        if len(bare) == 1 and letters and ord(bare) == ord(letters[-1][-1]) + 1:
            return "letter"
        return "roman" if bare == "i" else "letter"

    def settle(self, identity: str) -> None:
        """Remember the id that the label last asked for was given."""
        self.stack.append((*self.pending, identity))
