"""HTML pages of UN documents: paragraphs, lists, raised marks and their notes.

Scripts, styles and hidden helpers are no text; all other markup is only structure, whatever it
says. A note is what a mark's link points at, or a late paragraph that a raised number leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from loaders.errors import DamagedDocument, EmptyDocument
from loaders.formats.lines import decoded
from loaders.formats.structure import Note, Paragraph, build_all
from loaders.records import Document, Mark, Problem
from loaders.sources import RawFile

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "text/html"

_LIMIT = 64 * 2**20
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"),
        *("header", "footer", "main", "center", "dt", "dd", "pre", "tr", "table", "ul", "ol", "dl", "tbody", "thead"),
        *("tfoot", "body", "html", "form", "fieldset", "address", "aside", "figure", "figcaption", "caption", "hr"),
    )
)
_SILENT = frozenset(
    (
        *("script", "style", "template", "noscript", "head", "iframe", "object", "embed", "svg", "math", "select"),
        *("textarea", "button", "nav", "canvas"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARKER = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[*†‡]{1,3}|[a-z])\s*[\])]?\s*")
_LED = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[*†‡]{1,3})\s*[\])]?[.:]?\s+")
_BACK = re.compile(r"\s*[↑↩⏎^]\ufe0e?\s*$|^\s*[↑^]\s*")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,30})""", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """One paragraph while it is read."""

    tag: str = "p"
    pieces: list[str] = field(default_factory=list[str])
    length: int = 0
    marks: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])
    names: list[str] = field(default_factory=list[str])
    label: str = ""
    cell: bool = False
    head: bool = False
    bold: int = 0

    @property
    def text(self) -> str:
        """What was read so far."""
        return "".join(self.pieces)

    def write(self, text: str, bold: bool) -> None:
        """Append text with its white space folded as browsers fold it."""
        text = _SPACE.sub(" ", text)
        if (not self.pieces or self.pieces[-1].endswith((" ", "\n"))) and text.startswith(" "):
            text = text[1:]
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.bold += len(text.strip()) if bold else 0


@dataclass(slots=True)
class _Reader:
    """Walks the tree without recursion and gives its blocks in order."""

    blocks: list[_Block] = field(default_factory=list[_Block])
    current: _Block = field(default_factory=_Block)
    lists: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    bold: int = 0
    cells: int = 0
    heads: int = 0
    names: list[str] = field(default_factory=list[str])
    links: list[str] = field(default_factory=list[str])
    label: str = ""

    def close(self) -> None:
        """End the paragraph that is open."""
        block = self.current
        if block.text.strip() or block.marks:
            block.label, self.label = self.label, ""
            self.blocks.append(block)
            self.names = []
        self.current = _Block(cell=self.cells > 0, head=self.heads > 0, names=list(self.names))

    def enter(self, node: Any) -> bool:
        """Open an element; whether its children are to be read."""
        tag, attributes = node.tag, node.attributes
        if tag in _SILENT or "hidden" in attributes or _invisible(attributes.get("style")):
            return False
        if tag in _BLOCKS:
            self._block(tag, attributes)
        for name in (attributes.get("id"), attributes.get("name")):
            if name:
                self.names.append(name)
                self.current.names.append(name)
        self.bold += tag in _BOLD
        if tag == "br":
            self.current.pieces.append("\n")
            self.current.length += 1
        if tag == "a":
            self.links.append(attributes.get("href") or "")
        return not self._marked(node, attributes)

    def _block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.cells += tag in ("td", "th")
        self.heads += tag in ("header", "footer")
        self.close()
        self.current.tag = tag
        if tag in ("ol", "ul"):
            start = attributes.get("start") or "1"
            style = (attributes.get("type") or "1") if tag == "ol" else "-"
            self.lists.append((style, int(start) if re.fullmatch(r"\d{1,4}", start) else 1))
        elif tag == "li" and self.lists:
            style, number = self.lists[-1]
            value = attributes.get("value") or ""
            number = int(value) if re.fullmatch(r"\d{1,4}", value) else number
            self.label = _label(style, number)
            self.lists[-1] = (style, number + 1)

    def _marked(self, node: Any, attributes: dict[str, str | None]) -> bool:
        """Take a raised number, or a link to a note, as a mark and not as text."""
        raised = node.tag == "sup" or "super" in (attributes.get("style") or "")
        href = self.links[-1] if self.links else ""
        noted = node.tag == "a" and href.startswith("#") and bool(re.search(r"(?i)f(?:oot)?n|note|cite", href))
        if not raised and not noted:
            return False
        match = _MARKER.fullmatch(node.text(deep=True)[:12])
        if not match or (not raised and "[" not in node.text(deep=True) and match[1].isalpha()):
            return False
        inner = node.css_first("a[href]")
        target = href or (inner.attributes.get("href") or "" if inner else "")
        self.current.names += [
            n for a in node.css("[id],[name]") for n in (a.attributes.get("id"), a.attributes.get("name")) if n
        ]
        self.current.marks.append((self.current.length, match[1], target.removeprefix("#")))
        return True

    def leave(self, node: Any) -> None:
        """Close an element."""
        tag = node.tag
        self.bold -= tag in _BOLD
        if tag == "a" and self.links:
            self.links.pop()
        if tag in _BLOCKS:
            self.close()
            self.cells -= tag in ("td", "th")
            self.heads -= tag in ("header", "footer")
            self.current.cell, self.current.head = self.cells > 0, self.heads > 0
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()


def _invisible(style: str | None) -> bool:
    return bool(style) and bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style or "", re.IGNORECASE))


def _label(style: str, number: int) -> str:
    """The number that a browser prints before a list item, in the UN's spelling."""
    if style == "a":
        return f"({chr(96 + number)})" if 1 <= number <= 26 else f"({number})"
    if style == "i":
        return f"({_roman(number)})"
    return "•" if style == "-" else f"{number}."


def _roman(number: int) -> str:
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    return tens[number // 10] + ones[number % 10] if 0 < number < 100 else str(number)


def _walk(root: Any, reader: _Reader) -> None:
    """Depth first, by the links between nodes: any depth of nesting is the same work."""
    node = root
    while node is not None:
        if node.tag == "-text":
            reader.current.write(node.text_content or "", reader.bold > 0)
            entered = False
        else:
            entered = not node.tag.startswith(("-", "!", "_")) and reader.enter(node)
        if entered and node.child is not None:
            node = node.child
            continue
        while node is not None:
            if not node.tag.startswith(("-", "!", "_")) and _opened(node):
                reader.leave(node)
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _opened(node: Any) -> bool:
    """Whether `_Reader.enter` counted this element; silent ones were passed over."""
    attributes = node.attributes
    return not (node.tag in _SILENT or "hidden" in attributes or _invisible(attributes.get("style")))


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})\b")
# void elements, and those that close by themselves
_LONE = frozenset(
    (
        *("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr", "source", "track", "param", "p"),
        *("li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"),
    )
)
_DEPTH = 4000


def _too_deep(text: str) -> bool:
    """Whether elements nest beyond any real page: the parser's time grows with the square of the depth."""
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _LONE:
            depth = max(0, depth - 1) if match[1] else depth + 1
            if depth > _DEPTH:
                return True
    return False


def _text_of(raw: RawFile) -> tuple[str, str | None]:
    """The page as text, and what was wrong with its encoding."""
    if len(raw.data) > _LIMIT:
        raise DamagedDocument(f"the page is over {_LIMIT >> 20} MB; split it", raw.file)
    named = _CHARSET.search(raw.data[:4096])
    if named and not raw.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.data.decode(named[1].decode("ascii")), ""
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(raw.data)


def _targets(blocks: Sequence[_Block]) -> dict[str, int]:
    """Each anchor's block: the last one of a name, for notes stand after their marks."""
    return {name: i for i, block in enumerate(blocks) for name in block.names}


def _note_blocks(blocks: Sequence[_Block]) -> dict[int, tuple[str, str]]:
    """Which blocks are notes: index to (key, marker)."""
    anchors = _targets(blocks)
    found: dict[int, tuple[str, str]] = {}
    for i, block in enumerate(blocks):
        for _, marker, target in block.marks:
            at = anchors.get(target, -1)
            if target and at > i and at not in found:
                found[at] = (f"n{at}", marker)
    marked = {marker: i for i, block in enumerate(blocks) for offset, marker, _ in block.marks if offset > 0}
    last = max(marked.values(), default=-1)
    for i, block in enumerate(blocks):
        if i > last and i not in found and block.marks and block.marks[0][0] == 0 and block.marks[0][1] in marked:
            found[i] = (f"n{i}", block.marks[0][1])
    return found


def _note(block: _Block, key: str, marker: str) -> Note:
    text = _BACK.sub("", block.text.strip())
    led = _LED.match(text)
    if led and led[1] == marker:
        text = text[led.end() :]
    return Note(key, marker, _BACK.sub("", text))


def _paragraph(block: _Block, notes: dict[int, tuple[str, str]], anchors: dict[str, int]) -> Paragraph:
    keys = {marker: key for key, marker in notes.values()}
    marks: list[Mark] = []
    for offset, marker, target in block.marks:
        tied = notes.get(anchors.get(target, -1))
        marks.append(Mark(offset, marker, tied[0] if tied else keys.get(marker, f"?{marker}")))
    text = block.text
    bold = block.bold >= len(text.strip()) * 0.95 and len(text) < 300
    heading = True if block.tag in _HEADINGS or (bold and text.strip()) else None
    return Paragraph(text, tuple(marks), block.label, heading, block.cell)


def _own_labels(paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """An item that prints its own number needs no automatic one."""
    for paragraph in paragraphs:
        own = re.match(r"\s*(?:\d{1,3}\.|\(?[a-z]{1,4}\)|[•–—-])\s", paragraph.text)
        yield replace(paragraph, label="") if own and paragraph.label else paragraph


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one page: one document, or one for each resolution printed in it.

    Raises
    ------
    DocumentError
        Empty, too large, or no UN text.

    """
    text, trouble = _text_of(raw)
    if _too_deep(text):
        raise DamagedDocument(f"the page nests over {_DEPTH} elements, as no real page does; it was not read", raw.file)
    tree = LexborHTMLParser(text.replace("\0", ""))
    reader = _Reader()
    if tree.root is not None:
        _walk(tree.root, reader)
        reader.close()
    blocks = [block for block in reader.blocks if not block.head]
    if not blocks:
        raise EmptyDocument("the page has no text; expected the paragraphs of a UN document", raw.file)
    found = _note_blocks(blocks)
    anchors = _targets(blocks)
    body = (_paragraph(block, found, anchors) for i, block in enumerate(blocks) if i not in found)
    notes = [_note(blocks[i], *found[i]) for i in sorted(found)]
    heads = [block.text.strip() for block in reader.blocks if block.head]
    problems = [Problem("encoding", trouble)] if trouble else []
    return build_all(list(_own_labels(body)), notes, heads, raw, MEDIA_TYPE, problems)
