"""The parts of an AKN4UN document, in order: cover, preamble, operative part, annexes, closing, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from loaders.formats.akn4un.inline import Flow, cut, flow, joined, without_empty_mark
from loaders.formats.akn4un.shape import (
    ANNEX,
    BARE,
    HEADING_CLASS,
    PRINTED_LABEL,
    Where,
    marker,
    point_kind,
    says_what,
    text_of_point,
)
from loaders.formats.akn4un.tree import Element, find, local, texts
from loaders.formats.marks import unglued
from loaders.formats.outline import Outline, core
from loaders.records import Part, PartKind, Section

__all__ = ["FRAME", "read"]

FRAME = frozenset({PartKind.COVER, PartKind.CLOSING, PartKind.HEADING})


def read(root: Element, session: str | None) -> tuple[Part, ...]:
    """All parts of the file, its footnotes last, in the order of their marks.

    Parameters
    ----------
    root
        Of the whole file.
    session
        Of the text; up to the seventy-fourth session repeated footnote marks are bare digits.

    """
    markers = {marker(element) for element in find(root, "authorialNote")}
    walk = _Walk(markers, unglue=bool(session and session.isdigit() and int(session) <= 74))
    walk.cover(root)
    for child in root:
        walk.element(child, Where(Section.OPERATIVE))
    return walk.outline.finish()


class _Walk:
    """One pass over one document."""

    def __init__(self, markers: frozenset[str] | set[str], *, unglue: bool) -> None:
        self.outline = Outline()
        self.markers, self.unglue = markers, unglue
        self.annexes = 0
        self.seen: set[str] = set()
        self.last: str | None = None  # the paragraph that a list after it belongs to
        self.base = ""  # the scope that sections of the present body stand in
        self.pending: list[tuple[str, str, Flow]] = []
        self.readers: dict[str, Callable[[Element, Where], None]] = {
            "statement": self.statement, "documentCollection": self.skip, "components": self.children,
            "component": self.children, "preamble": self.preamble, "mainBody": self.main_body,
            "conclusions": self.conclusions, "attachments": self.children, "attachment": self.children,
            "doc": self.annex, "formula": self.formula, "container": self.container, "block": self.heading,
            "crossHeading": self.cross_heading, "subheading": self.heading, "heading": self.heading,
            "num": self.heading, "paragraph": self.paragraph, "alinea": self.paragraph, "content": self.children,
            "p": self.loose, "list": self.items, "blockList": self.items, "table": self.table,
            "embeddedStructure": self.draft, "meta": self.skip, "coverPage": self.skip, "preface": self.skip,
        }  # fmt: skip

    def element(self, element: Element, where: Where) -> None:
        """Read an element by its name; one of unknown name is read for what it holds."""
        name = local(element)
        if name:
            self.readers.get(name, self.children)(element, where.at(element))

    def children(self, element: Element, where: Where) -> None:
        for child in element:
            self.element(child, where)

    def skip(self, element: Element, where: Where) -> None:
        """Metadata and covers are read elsewhere."""

    # Text and notes

    def flow(self, element: Element) -> Flow:
        """The element's running text; its notes wait for the name of the part they hang on."""
        found = flow(element, self.markers, self.note, self.noted)
        return unglued(found, self.outline.note_ids) if self.unglue and self.outline.note_ids else found

    def note(self, element: Element) -> tuple[str, str]:
        printed = marker(element)
        name = self.outline.reserve_note(printed)
        inner = joined([self.flow(p) for p in element if local(p)] or [self.flow(element)], " ")
        self.pending.append((name, printed, without_empty_mark(inner)))
        return printed, name

    def noted(self, printed: str) -> str:
        """The name of a note that a raised digit repeats; one that stands further on has its plain name."""
        return self.outline.note_ids.get(printed, f"fn{printed}")

    def emit(self, name: str, kind: PartKind, found: Flow, where: Where, label: str = "") -> str:
        """Append a part, then the notes met in it, then what stands inside it."""
        self.outline.add(
            name, kind, where.section, found.text, place=where.place, label=label, parent=where.parent,
            lead=found.lead, marks=found.marks, links=found.links,
        )  # fmt: skip
        for note, printed, text in self.pending:
            place, marks, links = where.place, text.marks, text.links
            part = Part(note, PartKind.FOOTNOTE, where.section, text.text, place, printed, name, "", marks, links)
            self.outline.notes.append(part)
        self.pending.clear()
        return name

    # Large divisions

    def cover(self, root: Element) -> None:
        """The printed lines that say what the text is, one a part, then its title."""
        where = Where(Section.COVER)
        for p in (p for page in find(root, "coverPage") for p in page if says_what(p)):
            self.fixed("cover", PartKind.COVER, self.flow(p), where)
        for preface in list(find(root, "preface"))[:1]:
            self.title(preface, where)

    def title(self, preface: Element, where: Where) -> None:
        """The title, with its number as the label: a text does not cite itself."""
        found = joined([self.flow(p) for p in preface if local(p)] or [Flow("")], " ")
        label = " ".join(texts(number) for number in find(preface, "docNumber"))
        if found.text or found.marks:
            self.emit(self.outline.named("title"), PartKind.COVER, found, where, label)

    def fixed(self, stem: str, kind: PartKind, found: Flow, where: Where) -> None:
        """A part of a kind that is counted only from the second on: ``cover``, ``cover2``."""
        if found.text:
            n = self.outline.count(stem)
            self.emit(self.outline.named(stem if n == 1 else f"{stem}{n}"), kind, found, where)

    def statement(self, element: Element, where: Where) -> None:
        """A resolution; one inside a collection is named by its letter, a draft by ``draft``."""
        outer = self.outline.scope
        if local(element.getparent()) == "component":
            number = next((texts(n) for p in find(element, "preface") for n in find(p, "docNumber")), "")
            draft = (element.get("name") or "").startswith("draft")
            self.enter(outer + ("draft" if draft or not number else core(number)))
            self.component_title(element, where)
        self.children(element, where)
        self.outline.scope = outer

    def enter(self, name: str) -> None:
        """Begin a scope: names in it start with ``name/``, made different if it was used before."""
        self.outline.scope = ""
        self.outline.scope = self.outline.named(name) + "/"
        self.outline.open("")

    def component_title(self, element: Element, where: Where) -> None:
        for preface in (child for child in element if local(child) == "preface"):
            self.title(preface, replace(where, section=Section.COVER))

    def preamble(self, element: Element, where: Where) -> None:
        self.children(element, replace(where, section=Section.PREAMBLE))

    def main_body(self, element: Element, where: Where) -> None:
        """The operative part, or an annex's body; sections that number anew are scopes of their own."""
        outer = self.base = self.outline.scope
        numbers = _numbers(element)
        annexed = where.section is Section.ANNEX
        # Unnumbered paragraphs are counted as operative only after a formula, and where none is numbered.
        numbered = any(number.isdigit() for number in numbers) or "formula" not in self.seen
        where = replace(where, numbered=numbered or annexed, scopes=numbers.count("1") > 1 and not annexed)
        self.outline.open("")
        self.children(element, where)
        self.outline.scope = outer

    def annex(self, element: Element, where: Where) -> None:
        outer = self.outline.scope
        self.last = None
        self.children(element, replace(where, section=Section.ANNEX, parent=None))
        self.outline.scope = outer

    def draft(self, element: Element, where: Where) -> None:
        """A draft that a paragraph recommends, set inside that paragraph."""
        outer = self.outline.scope
        self.enter(outer + "draft")
        numbers = _numbers(element)
        numbered = any(number.isdigit() for number in numbers)
        self.children(element, replace(where, parent=None, numbered=numbered, scopes=False))
        self.outline.scope = outer

    def conclusions(self, element: Element, where: Where) -> None:
        for p in element:
            if local(p):
                self.fixed("closing", PartKind.CLOSING, self.flow(p), replace(where, section=Section.CLOSING))

    # Paragraphs

    def formula(self, element: Element, where: Where) -> None:
        """The words that open the preamble, ``The General Assembly,``: they say who speaks."""
        for p in element:
            self.spoken(p, where)

    def spoken(self, element: Element, where: Where) -> None:
        self.seen.add("formula")
        self.fixed("formula", PartKind.COVER, self.flow(element), where)

    def heading(self, element: Element, where: Where) -> None:
        found = self.flow(element)
        if found.text:
            self.titled(found, where)
        self.inner(found, where)

    def titled(self, found: Flow, where: Where) -> None:
        """A heading; "Annex II" begins an annex, and a bare "A" or "II" a section that numbers anew."""
        if ANNEX.fullmatch(found.text) or (where.section is Section.ANNEX and not self.in_annex()):
            self.begin_annex(found, where)
            return
        if where.scopes and BARE.fullmatch(found.text):
            self.enter(self.base + core(found.text))
        self.emit(self.outline.numbered("h"), PartKind.HEADING, found, self.here(where))

    def in_annex(self) -> bool:
        return "annex" in self.outline.scope

    def here(self, where: Where) -> Where:
        """``where``, corrected for an annex that began inside the main body."""
        return replace(where, section=Section.ANNEX) if self.in_annex() else where

    def begin_annex(self, found: Flow, where: Where) -> None:
        base = self.outline.scope.partition("annex")[0]
        self.annexes += 1
        self.outline.scope = ""
        name = self.outline.named(f"{base}annex{self.annexes}")
        self.emit(name, PartKind.ANNEX, found, replace(where, section=Section.ANNEX))
        self.outline.scope = name + "/"
        self.outline.open("")

    def settle(self, where: Where) -> None:
        """Begin the annex of an attachment that has no heading."""
        if where.section is Section.ANNEX and not self.in_annex():
            self.annexes += 1
            self.enter(f"{self.outline.scope}annex{self.annexes}")

    def container(self, element: Element, where: Where) -> None:
        """A preambular clause, or the frame of a table."""
        formula = element.get("name") == "formula"
        for child in element:
            if local(child) == "p":
                (self.spoken if formula else self.preambular)(child, where)
            else:
                self.element(child, where)

    def cross_heading(self, element: Element, where: Where) -> None:
        if element.get("refersTo") == "#preamble":
            self.preambular(element, where)
        else:
            self.heading(element, where)

    def preambular(self, element: Element, where: Where) -> None:
        found = self.flow(element)
        if found.text:
            annexed = self.in_annex()
            section = Section.ANNEX if annexed else Section.PREAMBLE
            self.last = self.labelled(found, replace(where, section=section), "", "pp", PartKind.PREAMBULAR)
        self.inner(found, where)

    def loose(self, element: Element, where: Where) -> None:
        """A ``p`` with no paragraph about it."""
        self.operative(element, where, "")

    def paragraph(self, element: Element, where: Where) -> None:
        where = self.here(where)
        label = next((texts(child) for child in element if local(child) == "num"), "")
        for child in element:
            name = local(child)
            if name in {"content", "intro"}:
                label = self.contents(element, child, where, label)
            elif name == "list":
                self.list_of(child, where, label)
            elif name != "num":
                self.element(child, where)

    def contents(self, paragraph: Element, content: Element, where: Where, label: str) -> str:
        """The ``p`` of a paragraph: the first takes its number, so what is left for the next is none."""
        for p in content:
            if not label and HEADING_CLASS.fullmatch(paragraph.get("class") or ""):
                self.heading(p, where)
            else:
                self.operative(p, where, label)
            label = ""
        return label

    def operative(self, element: Element, where: Where, label: str) -> None:
        found = self.flow(element)
        if not label and ANNEX.fullmatch(found.text):
            self.begin_annex(found, where)
        elif found.text or (label and not found.blocks):
            self.settle(where)
            where = self.here(where)
            kind = PartKind.OPERATIVE if where.section is Section.OPERATIVE else PartKind.PARAGRAPH
            self.last = self.labelled(found, where, label, "op", kind)
        self.inner(found, where)

    def labelled(self, found: Flow, where: Where, label: str, stem: str, kind: PartKind) -> str:
        """Name a paragraph by its number, by the letter printed before it, or by counting."""
        printed = None if label else PRINTED_LABEL.match(found.text)
        if printed:
            label, found = printed.group().strip(), cut(found, printed.end())
        if label and core(label)[:1].isdigit() and "(" not in label:
            return self.outline.open(self.emit(self.outline.named(stem + core(label)), kind, found, where, label))
        if core(label):
            name, parent = self.outline.item(label)
            return self.emit(name, kind, found, replace(where, parent=parent), label)
        if stem == "op" and (where.numbered or where.section is not Section.OPERATIVE):
            stem, kind = "p", PartKind.PARAGRAPH
        return self.outline.open(self.emit(self.outline.numbered(stem), kind, found, where, label))

    def inner(self, found: Flow, where: Where) -> None:
        for block in found.blocks:
            self.element(block, where)

    # Lists and tables

    def list_of(self, element: Element, where: Where, label: str) -> None:
        """A paragraph's list: its introduction is the paragraph's own text."""
        introduced = False
        for child in element:
            if local(child) == "intro" and not introduced:
                introduced = True
                for p in child:
                    self.operative(p, where, label)
                    label = ""
        self.items(element, where)

    def items(self, element: Element, where: Where) -> None:
        """The points of a list, under the paragraph that is open."""
        for child in element:
            if local(child) == "listIntroduction":
                self.preambular(child, where)
        self.points(element, where, self.last)

    def points(self, element: Element, where: Where, parent: str | None) -> None:
        """The points of one list under ``parent``; a nested list belongs to the point before it."""
        last = parent
        for child in element:
            if local(child) in {"point", "item"}:
                last = self.point(child, where.at(child), parent)
            elif local(child) in {"sublist", "list", "blockList"}:
                self.points(child, where, last)

    def point(self, element: Element, where: Where, parent: str | None) -> str | None:
        label = next((texts(child) for child in element if local(child) == "num"), "")
        where = self.here(where)
        name = parent
        for p in text_of_point(element):
            found = self.flow(p)
            if found.text:
                under = replace(where, parent=parent)
                name = self.emit(self.point_name(parent, label), point_kind(where), found, under, label)
                label = ""
            self.inner(found, where)
        for child in element:
            if local(child) in {"sublist", "list", "blockList"}:
                self.points(child, where, name)
        return name

    def point_name(self, parent: str | None, label: str) -> str:
        return self.outline.within(parent, label) if parent else self.outline.numbered("p")

    def table(self, element: Element, where: Where) -> None:
        """Each cell that has text, by its row and column: ``table1/r2c3``."""
        stem = f"table{self.outline.count('table')}"
        for r, row in enumerate(find(element, "tr"), 1):
            for c, cell in enumerate(row, 1):
                self.settle(where)
                found = joined([self.flow(p) for p in cell if local(p)] or [self.flow(cell)], " ")
                if found.text:
                    self.emit(self.outline.named(f"{stem}/r{r}c{c}"), PartKind.TABLE, found, self.here(where))


def _numbers(body: Element) -> list[str]:
    """The bare numbers of a body's paragraphs, those of a draft set inside one left out."""
    inside = {num for draft in find(body, "embeddedStructure") if draft is not body for num in find(draft, "num")}
    nums = (num for num in find(body, "num") if local(num.getparent()) == "paragraph" and num not in inside)
    return [core(texts(num)) for num in nums]
