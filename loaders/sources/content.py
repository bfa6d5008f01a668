"""What bytes are, as far as a source must know: a document, a page about one, or half of one.

Services answer 200 with things that are no document: a viewer, a challenge for browsers, an empty
body. And a connection that ends early gives half a file where the server named no length. Both are
told apart here by content alone. Which reader opens a document is `loaders.formats`' concern.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

__all__ = ["Flaw", "extension", "flaw"]

_END_OF_PDF = re.compile(rb"%%EOF")
_PAGE = re.compile(rb"<(?:!doctype\s{1,8}html|html|head|body|script)\b", re.IGNORECASE)
_LAST_TAG = re.compile(rb"</[^<>]{1,200}>\s*(?:<!--[^<>]{0,2000}-->\s*)?\Z")
_HEAD, _TAIL = 2048, 4096  # bytes looked at: a PDF's end mark stands in its last kilobyte


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why bytes are not taken; ``again`` when asking once more may give the whole."""

    message: str
    again: bool


def extension(data: bytes) -> str:
    """The file name ending that fits the content: ``pdf docx doc xml html zip wpd`` or ``bin``.

    >>> extension(b"%PDF-1.7 ..."), extension(b"<!DOCTYPE html><html>"), extension(b"<?xml version='1.0'?><a/>")
    ('pdf', 'html', 'xml')
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name if name != "zip" else _archive(data)
    if _PAGE.search(head):
        return "html"
    return "xml" if head.startswith((b"<?xml", b"<akomaNtoso", b"<collection", b"<")) else "bin"


_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),  # OLE compound file: Word 97 to 2003
    (b"\xffWPC", "wpd"),  # WordPerfect: what the UN kept of the early nineties
)


def _archive(data: bytes) -> str:
    return "docx" if b"word/" in data[-65536:] or b"[Content_Types].xml" in data[:_HEAD] else "zip"


def _whole_archive(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _whole(data: bytes, kind: str) -> bool:
    if kind == "pdf":
        return bool(_END_OF_PDF.search(data[-_TAIL:]))
    if kind in {"docx", "zip"}:
        return _whole_archive(data)
    if kind == "xml":
        return bool(_LAST_TAG.search(data[-_TAIL:])) or data.rstrip().endswith(b"/>")
    return True


def flaw(data: bytes, wanted: frozenset[str]) -> Flaw | None:
    """Why ``data`` is no whole document of a ``wanted`` kind (an `extension`), or ``None`` if it is.

    >>> flaw(b"<html><title>Not found</title></html>", frozenset({"pdf"})).message
    'a web page came in place of a document (expected pdf)'
    >>> flaw(b"%PDF-1.7 and then nothing", frozenset({"pdf"})).again
    True
    """
    kind, expected = extension(data), " or ".join(sorted(wanted))
    if not data.strip():
        return Flaw("the answer is empty: the service has no such document, or not yet", again=False)
    if kind not in wanted:
        seen = "a web page" if kind == "html" else f"something else ({kind})"
        return Flaw(f"{seen} came in place of a document (expected {expected})", again=False)
    if not _whole(data, kind):
        return Flaw(f"the {kind} file ends before its end: {len(data)} bytes arrived", again=True)
    return None
