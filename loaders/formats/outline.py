"""Give the parts of a document their names, in the order they are met.

Every format's reader says what it meets (a preambular paragraph, an operative paragraph labelled
``17.``, a heading); the outline names it as `loaders.records` prescribes, so that the same text
has the same part names whatever it was read from. A text that is met inside another (an annex, a
lettered resolution, a draft) has a *scope*, which leads the name: ``annex1/op3``, ``A/pp1``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from loaders.records import Link, Mark, Part, PartKind, Section

__all__ = ["Outline", "core", "squeeze"]

_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]*[\t\r\n\v\f\x85\u2028\u2029][ \t\r\n\v\f\x85\u2028\u2029]*")
_BREAK = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]")
_EDGES = " \t\r\n\v\f\x85\u2028\u2029\u00a0\u200b\ufeff"
_LABEL_NOISE = " \t\r\n\u00a0().,[]«»“”‘’'\"·•-–—:;、．。（）"
_ROMAN = re.compile(r"[ivxl]+")


def squeeze(raw: str, points: list[int] | None = None) -> tuple[str, list[int]]:
    r"""Make line ends and tabs single spaces and cut the edges; ``points`` are moved along.

    Other white space, no-break spaces among it, stays as printed.

    >>> squeeze("\tNotes\n  the report,", [1, 9])
    ('Notes the report,', [0, 6])
    """
    points = points or []
    text = raw.strip(_EDGES)
    if text.isprintable() or not _BREAK.search(text):  # a printable text has no break, which is the quicker test
        start = len(raw) - len(raw.lstrip(_EDGES))
        return text, [min(max(0, point - start), len(text)) for point in points]
    pieces: list[str] = []
    moved, done, length = list(points), 0, 0
    for match in (*_BREAKS.finditer(raw), None):
        upto = match.start() if match else len(raw)
        for i, point in enumerate(points):
            if done <= point:
                moved[i] = length + min(point, upto) - done
        pieces.append(raw[done:upto])
        length += upto - done
        if match:
            pieces.append(" ")
            for i, point in enumerate(points):
                if point > upto:
                    moved[i] = length + 1
            length, done = length + 1, match.end()
    return squeeze("".join(pieces), moved)


# The order in which Arabic texts letter what others letter a, b, c …, as letters and by their names.
_ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذض"
_NAMED = re.findall(
    r"\w+",
    "ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون سين عين فاء صاد قاف راء شين تاء ثاء خاء ذال ضاد",
)
_LATIN: dict[str, str] = {
    **dict(zip(_ARABIC, "abcdefghijklmnopqrstuvwxyz", strict=True)),
    **dict(zip(_NAMED, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True)),
    "هـ": "e",
    "ا": "a",
}


def core(label: str) -> str:
    r"""The bare number or letter of a printed label: ``17.`` gives ``17``, ``(a)`` gives ``a``.

    Arabic letters give the Latin ones that stand for them in the other languages, so that the same
    paragraph has the same name in all.

    >>> core("\t(iv)"), core("3 -"), core("（一）")
    ('iv', '3', '一')
    >>> core("(ج)"), core("ألف")
    ('c', 'A')
    """
    bare = "".join(unicodedata.normalize("NFKC", label).strip(_LABEL_NOISE).split())
    return _LATIN.get(bare, bare)


class Outline:
    """A document being built: parts in order, each with its name. Not thread-safe; one a document."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.notes: list[Part] = []
        self.scope = ""
        self.note_ids: dict[str, str] = {}
        self.top = ""
        self._levels: list[tuple[str, str, str]] = []  # (style, last label, its part) of the open lists
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()

    def count(self, stem: str) -> int:
        """How many parts were numbered after ``stem`` in the present scope, this one included."""
        self._counts[self.scope + stem] += 1
        return self._counts[self.scope + stem]

    def named(self, name: str) -> str:
        """``name`` in the present scope, with ``-2``, ``-3`` … where it is taken."""
        full = self.scope + name
        if full in self._taken:
            again = 2
            while f"{full}-{again}" in self._taken:
                again += 1
            full = f"{full}-{again}"
        self._taken.add(full)
        return full

    def numbered(self, stem: str) -> str:
        """The next name of a series: ``pp1``, then ``pp2``."""
        return self.named(f"{stem}{self.count(stem)}")

    def within(self, parent: str, label: str) -> str:
        """The name of a labelled item under the part ``parent``: ``op17`` and ``(a)`` give ``op17(a)``."""
        bare = parent.removeprefix(self.scope)
        mark = core(label)
        return self.named(f"{bare}({mark})" if mark else f"{bare}({self.count(bare)})")

    def open(self, name: str) -> str:
        """Make ``name`` the paragraph that the next labelled items belong to."""
        self.top, self._levels = name, []
        return name

    def item(self, label: str) -> tuple[str, str | None]:
        """The name and parent of an item known by its label alone: ``(a)``, then ``(i)`` inside it.

        A label of a style not open yet begins a list inside the last item; one that is open
        continues its list. ``(i)`` after ``(h)`` is a letter, after anything else a numeral.
        """
        mark = core(label)
        style = self._style(mark)
        while any(level[0] == style for level in self._levels) and self._levels[-1][0] != style:
            self._levels.pop()
        if self._levels and self._levels[-1][0] == style:
            self._levels.pop()
        parent = self._levels[-1][2] if self._levels else self.top
        name = self.within(parent, label) if parent else self.named(f"p({mark})")
        self._levels.append((style, mark, name))
        return name, parent or None

    def _style(self, mark: str) -> str:
        if mark.isdigit():
            return "digit"
        if _ROMAN.fullmatch(mark) and not self._follows(mark):
            return "roman"
        return "letter"

    def _follows(self, mark: str) -> bool:
        """Whether ``mark`` is the letter after that of the newest lettered list."""
        last = next((label for style, label, _ in reversed(self._levels) if style == "letter"), "")
        return len(last) == 1 == len(mark) and ord(mark) == ord(last) + 1

    def add(
        self,
        name: str,
        kind: PartKind,
        section: Section,
        text: str,
        *,
        place: str | None = None,
        label: str = "",
        parent: str | None = None,
        lead: str = "",
        marks: tuple[Mark, ...] = (),
        links: tuple[Link, ...] = (),
    ) -> str:
        """Append a part under a name from `named`, `numbered` or `within`; give the name back."""
        self.parts.append(Part(name, kind, section, text, place, label, parent, lead, marks, links))
        return name

    def reserve_note(self, marker: str) -> str:
        """The name of the note printed with ``marker``; the newest note answers to its marker."""
        name = f"fn{marker}"
        if name in self._taken:
            name = self.named(name)
        self._taken.add(name)
        self.note_ids[marker] = name
        return name

    def finish(self) -> tuple[Part, ...]:
        """All parts in order, the footnotes after the text."""
        return (*self.parts, *self.notes)
