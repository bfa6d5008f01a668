"""Divide printed paragraphs: preamble, operative part, annexes, closing; give each part its name.

The order is read from the left: a formula opens a preamble, the first numbered paragraph (or the
first finite verb, where nothing is numbered) opens the operative part, a line "Annex" an annex, the
meeting and date close.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.formats import cover as covers
from loaders.formats.cover import Title
from loaders.formats.labels import Levels, is_number, split_label
from loaders.formats.outline import Outline, core, squeeze
from loaders.records import Mark, Part, PartKind, Section

__all__ = ["Divider", "Paragraph", "clean", "is_letter"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed; tabs and line breaks may stand in it.

    ``label`` is an automatic number that ``text`` does not hold. ``heading`` is what the source
    says of it: ``True``, ``False``, or ``None`` where it says nothing. A mark's ``offset`` counts
    in ``text``; its ``note`` is the key of a footnote.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    label: str = ""
    heading: bool | None = None
    cell: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph ready to be named: cleaned, its label split off."""

    text: str
    marks: tuple[Mark, ...]
    label: str
    source: Paragraph


_Namer = Callable[[_Piece], None]


def clean(text: str, marks: Sequence[Mark] = ()) -> tuple[str, tuple[Mark, ...]]:
    r"""Tabs and line breaks to single spaces, ends stripped, marks moved along.

    >>> clean("\tTakes note;\n", [Mark(12, "1", "k")])
    ('Takes note;', (Mark(offset=11, marker='1', note='k'),))
    """
    plain, points = squeeze(text, [mark.offset for mark in marks])
    return plain, tuple(replace(mark, offset=point) for mark, point in zip(marks, points, strict=True))


_ANNEX = re.compile(
    r"(?:Annex|Annexe|Anexo|Приложение|附件|المرفق)"
    r"(?:\s(?:[IVXL]{1,6}|\d{1,2}|[A-Z]|[一二三四五六七八九十]{1,3}|الأول|الثاني|الثالث))?[*.]?",
    re.IGNORECASE,
)
_FINITE = re.compile(r"(?:(?:Also|Further|[A-Z][a-z]+ly)\s)?[A-Z]?[a-z]{2,14}(?<!ou)(?<!s)(?<!i)s\b")
_LETTER = re.compile(r"[A-Z]{1,2}")
_SECTION_NUMBER = re.compile(r"[IVXL]{1,6}\.?|[A-Z]\.")


def _operative(text: str) -> bool:
    """Whether an unnumbered paragraph after the formula acts: it has a finite verb or a full stop."""
    if _FINITE.match(text):
        return True
    return text.rstrip().endswith((".", ";", "。", "；")) and not re.match(r"\w+(?:ing|ed)\b", text)


def _looks_like_heading(text: str, label: str) -> bool:
    """A short line with a capital and no closing punctuation; used only where the source is silent."""
    if label and not _SECTION_NUMBER.fullmatch(label):
        return False
    return 0 < len(text) <= 110 and text[-1] not in ".,;:，；。：،" and text[0].isupper()


@dataclass(slots=True)
class Divider:
    """Names the paragraphs of one text, one after the other; ``plain`` where it has no formula."""

    plain: bool
    outline: Outline = field(default_factory=Outline)
    section: Section = Section.COVER
    parent: str | None = None
    annexes: int = 0
    numbered: bool = False
    ahead: bool = False
    levels: Levels = field(default_factory=Levels)
    voting: bool = False
    ended: list[str] = field(default_factory=list[str])

    @property
    def parts(self) -> list[Part]:
        """What was named so far, in order."""
        return self.outline.parts

    def cover(self, paragraphs: Sequence[Paragraph], at: int, title: Title | None) -> None:
        """Name the lines before the formula; the title's own number becomes its label."""
        for i, paragraph in enumerate(paragraphs):
            text, marks = clean(paragraph.text, paragraph.marks)
            if i == at and title and title.words and not paragraph.label:
                cut = len(text) - len(title.words)
                moved = tuple(replace(mark, offset=max(0, mark.offset - cut)) for mark in marks)
                self._add("title", PartKind.COVER, _Piece(text[cut:], moved, text[:cut].strip(), paragraph))
            elif i == at and title:
                self._add("title", PartKind.COVER, _Piece(text, marks, paragraph.label, paragraph))
            elif text:
                self._cover_line(_Piece(text, marks, "", paragraph))

    def body(self, paragraphs: Sequence[Paragraph], start: int) -> None:
        """Name everything from the formula (or from the first paragraph of a text without one) on."""
        if self.plain:
            self.section = Section.OPERATIVE
        ahead = _numbers_ahead(paragraphs)
        for i in range(start, len(paragraphs)):
            label, rest, shifted = split_label(paragraphs[i])
            text, marks = clean(rest, shifted)
            self.ahead = ahead[i]
            if text or marks:
                self._one(_Piece(text, marks, label, paragraphs[i]), paragraphs[i + 1 : i + 5])

    def _one(self, piece: _Piece, following: Sequence[Paragraph]) -> None:
        for test, name in self._tests(piece, following):
            if test:
                name(piece)
                return

    def _tests(self, piece: _Piece, following: Sequence[Paragraph]) -> Iterator[tuple[bool, _Namer]]:
        text, label, source = piece.text, piece.label, piece.source
        between = self.section is Section.COVER and not self.plain
        yield _opens_letter(piece, following), self._lettered
        yield covers.formula(text) is not None, self._formula
        yield (
            not label and not source.cell and self.section is not Section.COVER and bool(_ANNEX.fullmatch(text)),
            self._annex,
        )
        yield self.voting and covers.voters(text), self._closing
        yield not label and covers.closing(text, dated=self.section is not Section.PREAMBLE), self._closing
        yield between, self._between
        yield source.cell, self._cell
        yield bool(source.heading) or (source.heading is None and _looks_like_heading(text, label)), self._heading
        yield self.plain or self.section is Section.ANNEX, self._free
        yield self.section is Section.PREAMBLE, self._preambular
        yield True, self._acting

    def _add(self, name: str, kind: PartKind, piece: _Piece, parent: str | None = None) -> str:
        named = self.outline.named(name)
        return self._put(named, kind, piece, parent)

    def _put(self, named: str, kind: PartKind, piece: _Piece, parent: str | None = None) -> str:
        return self.outline.add(
            named, kind, self.section, piece.text, place=piece.source.place, label=piece.label,
            parent=parent or self.parent, marks=piece.marks,
        )  # fmt: skip

    def _cover_line(self, piece: _Piece) -> None:
        n = self.outline.count("cover")
        self._add("cover" if n == 1 else f"cover{n}", PartKind.COVER, piece)

    def _between(self, piece: _Piece) -> None:
        """A line between a part letter and its formula: that part's title."""
        self._add("title", PartKind.COVER, piece)

    def _lettered(self, piece: _Piece) -> None:
        self.outline.scope, self.parent, self.annexes = f"{piece.text}/", None, 0
        self.section = Section.COVER
        self._heading(piece)

    def _formula(self, piece: _Piece) -> None:
        self.section, self.numbered = Section.PREAMBLE, False
        self.levels.reset()
        self._add("formula", PartKind.COVER, piece)

    def _annex(self, piece: _Piece) -> None:
        letter = re.match(r"[A-Z]{1,2}/", self.outline.scope)
        self.outline.scope = letter.group() if letter else ""
        self.section, self.parent, self.numbered = Section.ANNEX, None, False
        self.annexes += 1
        self.levels.reset()
        name = self._add(f"annex{self.annexes}", PartKind.ANNEX, piece)
        self.outline.scope, self.parent = f"{name}/", name

    def _closing(self, piece: _Piece) -> None:
        inside, self.section = self.section, Section.CLOSING
        n = self.outline.count("closing")
        self._add("closing" if n == 1 else f"closing{n}", PartKind.CLOSING, piece)
        self.ended.append(piece.text)
        # "The voting was as follows:" lists the States in paragraphs of their own, up to the bracket.
        self.voting = (self.voting or piece.text.rstrip().endswith(":")) and not piece.text.rstrip(" .").endswith("]")
        self.section = inside
        self.levels.reset()

    def _cell(self, piece: _Piece) -> None:
        self._add(f"t{self.outline.count('t')}", PartKind.TABLE, piece)

    def _heading(self, piece: _Piece) -> None:
        self.levels.reset()
        self._add(f"h{self.outline.count('h')}", PartKind.HEADING, piece)

    def _free(self, piece: _Piece) -> None:
        """A paragraph of an annex, or of a text that has no preamble."""
        if piece.label:
            self._labelled("p" if self.plain and self.section is not Section.ANNEX else "op", PartKind.PARAGRAPH, piece)
        else:
            self._run("p", PartKind.PARAGRAPH, piece)

    def _preambular(self, piece: _Piece) -> None:
        if is_number(piece.label) or (not piece.label and _operative(piece.text)):
            self.section = Section.OPERATIVE
            self.levels.reset()
            self._acting(piece)
        elif piece.label:
            self._labelled("pp", PartKind.PREAMBULAR, piece)
        else:
            self._run("pp", PartKind.PREAMBULAR, piece)

    def _acting(self, piece: _Piece) -> None:
        if piece.label:
            self.numbered = self.numbered or is_number(piece.label)
            self._labelled("op", PartKind.OPERATIVE, piece)
        elif self.numbered and self.levels.root:
            self._continuing(piece)
        else:
            self._run("p" if self.ahead else "op", PartKind.OPERATIVE, piece)

    def _run(self, stem: str, kind: PartKind, piece: _Piece) -> None:
        """The next of a run without numbers."""
        self.levels.start(self._add(f"{stem}{self.outline.count(stem)}", kind, piece))

    def _labelled(self, stem: str, kind: PartKind, piece: _Piece) -> None:
        """A paragraph with a number or a letter: ``op17``, then ``op17(a)``, then ``op17(a)(i)``."""
        if is_number(piece.label):
            self.levels.start(self._add(stem + piece.label.rstrip(".．、"), kind, piece))
            return
        holder = self.levels.holder(piece.label)
        if holder:
            name = self.outline.within(holder, piece.label)
        else:
            name = self.outline.named(f"{stem}({core(piece.label) or self.outline.count(stem)})")
        self.levels.settle(self._put(name, kind, piece, holder or None))

    def _continuing(self, piece: _Piece) -> None:
        """An unnumbered paragraph under a numbered one: ``op17/p1``."""
        holder = self.levels.root
        bare = holder.removeprefix(self.outline.scope)
        self._add(f"{bare}/p{self.outline.count(bare + '/p')}", PartKind.PARAGRAPH, piece, holder)
        self.levels.stack.clear()


def _numbers_ahead(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph, whether a printed number follows it before the next formula: ``op8`` is kept for "8."."""
    seen, found = False, [False] * len(paragraphs)
    for i in range(len(paragraphs) - 1, -1, -1):
        found[i] = seen
        seen = seen or is_number(split_label(paragraphs[i])[0])
        if len(paragraphs[i].text) < 200 and covers.formula(clean(paragraphs[i].text)[0]):
            seen = False
    return found


def is_letter(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but the letter of a lettered part: ``A``, ``BB``."""
    return bool(_LETTER.fullmatch(clean(paragraph.text)[0]))


def _opens_letter(piece: _Piece, following: Sequence[Paragraph]) -> bool:
    """Whether a lone capital letter opens a lettered text: a formula follows within four lines."""
    if piece.label or not is_letter(piece.source):
        return False
    return any(covers.formula(clean(paragraph.text)[0]) for paragraph in following)
