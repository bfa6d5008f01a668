"""Bytes to documents: one module a format, chosen by content and never by name.

Each module has ``read(raw) -> tuple[Document, ...]`` and raises a `DocumentError` that names the
file, the place and the reason. No reader finds references; `Document.references` stays empty.
"""

from __future__ import annotations

import importlib
import re

from loaders.errors import EmptyDocument, UnknownFormat
from loaders.formats.renumbering import renumbered
from loaders.records import Document
from loaders.sources import RawFile

__all__ = ["media_type", "read"]

AKN = "application/akn+xml"
MARCXML = "application/marcxml+xml"
HTML = "text/html"
PLAIN = "text/plain"
PDF = "application/pdf"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"

_MODULES = {
    AKN: "loaders.formats.akn4un", MARCXML: "loaders.formats.marcxml", HTML: "loaders.formats.html",
    PLAIN: "loaders.formats.text", PDF: "loaders.formats.pdf", DOC: "loaders.formats.doc", DOCX: "loaders.formats.word",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", PDF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOC), (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP),
)  # fmt: skip
_OTHER_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf",
    b"{\\rtf",
)  # fmt: skip
_ROOT = re.compile(r"<(?![?!])\s*(?:[\w.\-]+:)?([\w.\-]+)")
_HTML = re.compile(r"(?i)<!doctype\s+html|<(?:html|head|body|div|p|table|meta|span|title|h[1-6])\b")
_SAMPLE = 65536
_CONTROLS = bytes((*range(1, 9), *range(14, 32)))


def media_type(data: bytes) -> str:
    """The media type of some bytes by their content; ``application/octet-stream`` for no known kind.

    >>> media_type(b"%PDF-1.7 ..."), media_type("The General Assembly,".encode("utf-16"))
    ('application/pdf', 'text/plain')
    """
    head = data[:_SAMPLE]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _zipped(data) if kind == ZIP else kind
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(_OTHER_BINARY):
        return "application/octet-stream"
    return _texted(head)


def _zipped(data: bytes) -> str:
    """Word's OOXML is a zip archive that holds ``word/document.xml``, whatever the file is called."""
    return DOCX if b"word/document" in data or b"word/styles.xml" in data else ZIP


def _texted(head: bytes) -> str:
    if _binary(head):
        return "application/octet-stream"
    # Latin-1 reads any byte; only ASCII letters are looked at here, and a BOM's zeros are dropped.
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if not text.startswith("<"):
        return PLAIN
    root = _ROOT.search(text)
    name = root[1].lower() if root else ""
    if name in {"akomantoso", "statement", "documentcollection"}:
        return AKN
    if name in {"collection", "record"} and "<" in text and ("marc" in text.lower() or "datafield" in text.lower()):
        return MARCXML
    if _HTML.search(text[:2048]) or name == "html":
        return HTML
    return "application/xml" if text.startswith("<?xml") or "</" in text else PLAIN


def _binary(head: bytes) -> bool:
    """Whether the bytes are no text: zeros outside UTF-16, or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    if zeros:
        return not (zeros > len(head) * 0.2 and (not any(head[::2]) or not any(head[1::2])))
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(8, len(head) // 50)


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read a file of any known format.

    Raises
    ------
    DocumentError
        Of the kind that says why the bytes are no document.

    """
    if not raw.data.strip():
        raise EmptyDocument("an empty file; fetch it again", raw.file)
    kind = media_type(raw.data)
    if kind not in _MODULES:
        expected = "UN XML, Word, PDF, HTML, plain text or MARCXML"
        raise UnknownFormat(f"content of kind {kind}; expected {expected}", raw.file)
    documents: tuple[Document, ...] = importlib.import_module(_MODULES[kind]).read(raw)
    return tuple(map(renumbered, documents))
