"""Office Open XML Word files, whatever they are called: paragraphs, footnotes and running heads.

Footnotes are tied by their own ids; a mark is printed by its order unless the file sets its own
sign. Tracked insertions are kept and deletions dropped, as the final text reads. Automatic list
numbers are counted from ``numbering.xml``.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from loaders.errors import DamagedDocument, SourceRefused
from loaders.formats.numbering import Numbering
from loaders.formats.safexml import Element, parsed
from loaders.formats.structure import Note, Paragraph, build
from loaders.records import Document, Mark
from loaders.sources import RawFile

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MEMBER_LIMIT = 64 * 2**20
_TOTAL_LIMIT = 128 * 2**20
_RATIO = 400  # a real document.xml packs to 3-8 %; a bomb to 0.1 %
_DEPTH = 200

_KEPT = {f"{_W}t": "", f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DROPPED = {
    f"{_W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText", "softHyphen", "pict", "object")
}
_HEADING_STYLE = re.compile(
    r"(?:_?\s?H_?[\d_/ ]*|Heading.{0,12}|Title.{0,12}|HCh|HChG|H\d{1,2}G?|TitleH\w{1,3}|_?Annex.*)", re.IGNORECASE
)
_BODY_STYLE = re.compile(r"_?\s?Single\s?Txt|_?Para|_?Bullet|BodyText|Body\sText", re.IGNORECASE)


class Archive:
    """The parts of one package, read within limits of size and packing ratio."""

    def __init__(self, raw: RawFile) -> None:
        self.file = raw.file
        self.left = _TOTAL_LIMIT
        try:
            self.zip = zipfile.ZipFile(BytesIO(raw.data))
            self.names = frozenset(self.zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedDocument(f"the Word file is cut off or mangled ({error}); fetch it again", raw.file) from error

    def bytes_of(self, name: str) -> bytes:
        """One part, unpacked."""
        info = self.zip.getinfo(name)
        self.left -= info.file_size
        if info.file_size > _MEMBER_LIMIT or self.left < 0:
            raise SourceRefused(
                f"{name} unpacks to over {_MEMBER_LIMIT >> 20} MB: refused as an archive bomb", self.file
            )
        if info.file_size > 2**20 and info.file_size > _RATIO * max(info.compress_size, 1):
            raise SourceRefused(f"{name} is packed over {_RATIO} times: refused as an archive bomb", self.file)
        if info.flag_bits & 1:
            raise DamagedDocument("the Word file is protected by a password; save it without one", self.file)
        try:
            with self.zip.open(info) as stream:
                data = stream.read(_MEMBER_LIMIT + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
            raise DamagedDocument(
                f"{name} is cut off or mangled ({error}); fetch the file again", self.file, name
            ) from error
        if len(data) > _MEMBER_LIMIT:
            raise SourceRefused(f"{name} unpacks to more than it declares: refused as an archive bomb", self.file)
        return data

    def xml(self, name: str) -> Element:
        """One part as XML; document types, and so entities, are refused."""
        return parsed(self.bytes_of(name).replace(_STRICT, _W[1:-1].encode()), self.file, name)


@dataclass(slots=True)
class _Line:
    """A paragraph being read: its pieces of text and its marks."""

    pieces: list[str] = field(default_factory=list[str])
    marks: list[Mark] = field(default_factory=list[Mark])
    length: int = 0

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


@dataclass(slots=True)
class _Notes:
    """The marks met so far: printed numbers follow their order, unless a mark brings its own sign."""

    order: dict[str, str] = field(default_factory=dict[str, str])
    keys: dict[str, str] = field(default_factory=dict[str, str])
    count: int = 0

    def marker(self, key: str, own: str) -> str:
        """The printed mark of a note; ``own`` is a sign of its own."""
        if key not in self.order:
            if not own:
                self.count += 1
            self.order[key] = own or str(self.count)
            self.keys.setdefault(self.order[key], key)
        return self.order[key]

    def known(self, text: str | None) -> str:
        """The key of the note that was printed with this mark already, or nothing."""
        plain = (text or "").strip()
        return self.keys.get(plain, "")


def _raised(text: Element) -> bool:
    """Whether a text stands in a raised run: the result of a NOTEREF field repeats a mark so."""
    run = text.getparent()
    raised = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    style = run.find(f"{_W}rPr/{_W}rStyle") if run is not None else None
    up = raised is not None and raised.get(f"{_W}val") == "superscript"
    return up or (style is not None and style.get(f"{_W}val") in {"FootnoteReference", "EndnoteReference"})


def _on(element: Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "true").lower() not in {"0", "false", "off"}


def _inline(node: Element, line: _Line, notes: _Notes) -> None:
    """Write the text of one paragraph, its marks on the side; an explicit stack bounds the depth."""
    stack = [iter(node)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag == f"{_W}t" and len(child.text or "") <= 5 and notes.known(child.text) and _raised(child):
            line.marks.append(Mark(line.length, (child.text or "").strip(), notes.known(child.text)))
        elif tag in _KEPT:
            line.write(_KEPT[tag] or child.text or "")
        elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            _mark(child, line, notes)
        elif tag == f"{_W}sym":
            line.write(_symbol(child))
        elif (
            tag not in _DROPPED
            and isinstance(tag, str)
            and len(stack) < _DEPTH
            and tag != f"{_W}p"
            and not _hidden(child)
        ):
            stack.append(iter(child))


def _hidden(run: Element) -> bool:
    return run.tag == f"{_W}r" and _on(run.find(f"{_W}rPr/{_W}vanish"))


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{_W}char", ""), 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else ""


def _mark(reference: Element, line: _Line, notes: _Notes) -> None:
    kind = "e" if reference.tag.endswith("endnoteReference") else "f"
    key = kind + reference.get(f"{_W}id", "")
    own = ""
    if _custom(reference):
        own = _own_sign(reference)
    line.marks.append(Mark(line.length, notes.marker(key, own), key))


def _custom(reference: Element) -> bool:
    value = reference.get(f"{_W}customMarkFollows")
    return value is not None and value.lower() not in {"0", "false", "off"}


def _own_sign(reference: Element) -> str:
    """The sign that follows a reference in its run; it is taken out of the text."""
    sign = ""
    for sibling in reference.itersiblings(f"{_W}t", f"{_W}sym"):
        sign += _symbol(sibling) if sibling.tag == f"{_W}sym" else sibling.text or ""
        sibling.text = ""
        sibling.set(f"{_W}char", "")
    return sign.strip() or "*"


def _paragraph(node: Element, notes: _Notes, numbering: Numbering, cell: bool) -> Paragraph:
    line = _Line()
    _inline(node, line, notes)
    text = "".join(line.pieces)
    properties = node.find(f"{_W}pPr")
    style = properties.find(f"{_W}pStyle") if properties is not None else None
    name = style.get(f"{_W}val", "") if style is not None else ""
    label = numbering.label(properties, name) if text.strip() else ""
    heading = True if _HEADING_STYLE.fullmatch(name) else False if _BODY_STYLE.match(name) else None
    return Paragraph(text, tuple(line.marks), label, heading, cell)


def _blocks(body: Element) -> Iterator[tuple[Element, bool]]:
    """Every paragraph in order, and whether a table cell holds it; text boxes and deletions apart."""
    stack = [(iter(body), False)]
    while stack:
        children, cell = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
        elif child.tag == f"{_W}p":
            yield child, cell
        elif child.tag not in _DROPPED and isinstance(child.tag, str) and len(stack) < _DEPTH:
            stack.append((iter(child), cell or child.tag == f"{_W}tbl"))


def _note_texts(archive: Archive, notes: _Notes, numbering: Numbering) -> list[Note]:
    """The footnotes and endnotes that are marked, in the order of their marks."""
    texts: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" not in archive.names:
            continue
        for element in archive.xml(f"word/{kind}s.xml").iter(f"{_W}{kind}"):
            if element.get(f"{_W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            inner = _Notes()
            lines = [_paragraph(node, inner, numbering, False).text for node, _ in _blocks(element)]
            texts[kind[0] + element.get(f"{_W}id", "")] = " ".join(text for text in lines if text.strip())
    tied = [Note(key, marker, _without_sign(texts[key], marker)) for key, marker in notes.order.items() if key in texts]
    return tied + [Note(key, "?", text) for key, text in texts.items() if key not in notes.order and text.strip()]


def _without_sign(text: str, marker: str) -> str:
    """A note whose own sign was typed before its text."""
    plain = text.strip()
    return plain.removeprefix(marker) if not marker.isdecimal() else plain


def _heads(archive: Archive) -> Iterator[str]:
    """The lines of headers, the first page's first (it alone prints the date of distribution)."""
    found: list[list[str]] = []
    for name in sorted(archive.names):
        if re.fullmatch(r"word/header\d{0,3}\.xml", name):
            lines = [
                _paragraph(node, _Notes(), Numbering(), False).text.strip() for node, _ in _blocks(archive.xml(name))
            ]
            found.append([line for line in lines if line])
    for lines in sorted(found, key=len, reverse=True):
        yield from lines


def _main_part(archive: Archive) -> str:
    """The main part's name, as the package's relations give it."""
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            target: str = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in archive.names:
                return target
    raise DamagedDocument("the package has no main Word part (word/document.xml); fetch the file again", archive.file)


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one Word file.

    Raises
    ------
    DocumentError
        Truncated, mangled or encrypted; empty; or no UN text.
    SourceRefused
        A part that unpacks beyond the limits.

    """
    archive = Archive(raw)
    root = archive.xml(_main_part(archive))
    numbering = Numbering(archive.xml("word/numbering.xml") if "word/numbering.xml" in archive.names else None)
    if "word/styles.xml" in archive.names:
        numbering.learn(archive.xml("word/styles.xml"))
    notes = _Notes()
    paragraphs = [_paragraph(node, notes, numbering, cell) for node, cell in _blocks(root)]
    texts = _note_texts(archive, notes, numbering)
    return (build(paragraphs, texts, _heads(archive), raw, MEDIA_TYPE),)
