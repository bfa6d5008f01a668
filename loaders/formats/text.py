"""Plain text: renderings of Word files, paragraphs parted by blank lines, and pages read by machine.

The sample's form has footnote marks glued to words, its notes and header fields at the end. What
cannot be told from plain text, headings in bold for one, is judged by the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.errors import DamagedDocument, EmptyDocument, NotAResolution
from loaders.formats.adoption import adopted
from loaders.formats.cover import formula
from loaders.formats.lines import clause, decoded, paragraphs
from loaders.formats.names import symbol_of_name
from loaders.formats.neighbours import Slice, own_text
from loaders.formats.plain_notes import tied
from loaders.formats.structure import Note, Paragraph, build
from loaders.formats.torn import mended
from loaders.records import Document, Kind, PartKind, Problem, Section
from loaders.sources import RawFile
from loaders.symbols import Symbol

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "text/plain"
# The header fields that a rendering leaves at the end: job numbers, the masthead, running heads.
_TRAILER = re.compile(r"<<ODS|United Nations\s?\t?[A-Z]+/[A-Z0-9/.\-]+.{0,40}(?:General Assembly|Council)?.{0,60}Distr")
_NUMBER = re.compile(r"(?:S-)?\d{1,4}/\d{1,3}\.?")
_TABBED = re.compile(r"([^\t]{10,80})\t\s*(\S.*)", re.DOTALL)
_SPOKEN = re.compile(r"(The [A-Z][A-Za-z ]{10,60},) (.{20,})", re.DOTALL)
_PART = re.compile(r"(?P<letter>[A-Z])(?P<mark>\t|\.?\s{1,3})\s*(?P<words>[A-Z“].{3,})", re.DOTALL)
_PLAIN_TITLE = re.compile(r"((?:S-)?\d{1,3}/\d{1,3})\s{1,8}(?=[A-Z]\w{1,30} )")
_COMMENT = re.compile(r"\[[A-Z]{2}\d{1,3}\](?=<<|\s*$)")
_FIELDS = re.compile(
    r"(?<=[a-z\d)])(?=General Assembly|Security Council|Economic and Social|Human Rights|Distr|Agenda item|Original:"
    r"|[A-Z][a-z]+-?[a-z]* (?:special )?session)|(?<=United Nations)(?=[A-Z]+/)|<<ODS[^>]*>>"
)
_TEXT = frozenset({Section.PREAMBLE, Section.OPERATIVE, Section.ANNEX})
_COMPLETE = re.compile(r"[.!?。؟…”\"’»)\]*:]\s*$|\d\s*$")


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one plain text.

    Raises
    ------
    EmptyDocument, NotAResolution
        For white space alone, and for a text that is not of the United Nations.
    DamagedDocument
        For a resolution that breaks off before it acts.

    """
    text, encoding = decoded(raw.data)
    if not text.strip():
        raise EmptyDocument("nothing but white space; fetch it again", raw.file)
    problems = [Problem("encoding", encoding)] if encoding else []
    body, heads = _without_fields(_titled(paragraphs(text)))
    kept, notes = tied(body)
    kept = mended(kept)
    named = symbol_of_name(raw.name)
    page = own_text([paragraph.text for paragraph in kept], named)
    if page:
        kept, notes, told = _cut(kept, notes, page)
        problems.append(told)
    document = _built(kept, notes, heads, raw, problems, named)
    document = adopted(_identified(document, named, bool(page)))
    return (_checked(document, paged=bool(page) or "<!-- Page" in text[:400]),)


def _titled(found: Sequence[str]) -> list[str]:
    """Paragraphs with what a rendering tore or glued put right: "14/5" and its title, a formula and its clause."""
    made: list[str] = []
    for text in found:
        bare = text.strip().lstrip("#").lstrip()
        parted = _SPOKEN.match(bare) or _TABBED.match(bare)
        if made and _torn_title(made) and not formula(bare):
            made[-1] = f"{made[-1].strip().rstrip('.')}.\t{bare}"
        elif parted and formula(parted[1]) and (parted.re is _TABBED or clause(parted[2])):
            made += [parted[1], parted[2]]
        else:
            untitled = _PLAIN_TITLE.match(bare) if len(made) < 16 else None
            made.append(
                f"{untitled[1]}.\t{bare[untitled.end() :]}" if untitled else text if bare == text.strip() else bare
            )
    return _lettered(made)


def _torn_title(made: Sequence[str]) -> bool:
    """Whether the last line is a number whose title stands on the next."""
    last = made[-1].strip()
    return bool(_NUMBER.fullmatch(last)) and (len(made) < 16 or last.endswith("."))


def _lettered(found: Sequence[str]) -> list[str]:
    r"""A part's letter parted from its title: "C\tNotification of nuclear tests", before that part's formula."""
    made: list[str] = []
    last = ""
    for at, text in enumerate(found):
        match = _PART.match(text.strip())
        if match and len(text) < 250 and any(formula(after.strip()) for after in found[at + 1 : at + 3]):
            following = last and ord(match["letter"]) in {ord(last) + 1, ord(last) + 2}
            if following or match["mark"] == "\t":
                made += [match["letter"], match["words"]]
                last = match["letter"]
                continue
        if len(text.strip()) == 1:
            last = text.strip()
        made.append(text)
    return made


def _built(
    kept: Sequence[Paragraph],
    notes: Sequence[Note],
    heads: Sequence[str],
    raw: RawFile,
    problems: Sequence[Problem],
    named: Symbol | None,
) -> Document:
    """The document; a text that does not speak of the United Nations is one still if its file is named by a symbol."""
    try:
        return build(kept, notes, heads, raw, MEDIA_TYPE, problems)
    except NotAResolution:
        if named is None:
            raise
        return build(kept, notes, [*heads, str(named)], raw, MEDIA_TYPE, problems)


def _without_fields(found: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paragraphs, and the header fields that stand after them, parted where they are glued."""
    found = [text for text in found if not _COMMENT.fullmatch(text.strip())]
    for at, text in enumerate(found):
        if _TRAILER.search(text) and at > 0.4 * len(found):
            fields = [piece.strip() for line in found[at:] for piece in _FIELDS.split(line)]
            return list(found[:at]), [piece for piece in fields if piece]
    return list(found), []


def _cut(kept: Sequence[Paragraph], notes: Sequence[Note], page: Slice) -> tuple[list[Paragraph], list[Note], Problem]:
    """The text's own paragraphs, the notes that these mark, and word of what was left out."""
    own = list(kept[page.start : page.end])
    marked = {mark.note for paragraph in own for mark in paragraph.marks}
    others = ", ".join(page.others) or "its own text in another language"
    told = Problem("neighbours", f"the pages also hold {others}; only the text named by the file was read")
    return own, [note for note in notes if note.key in marked], told


def _identified(document: Document, named: Symbol | None, paged: bool) -> Document:
    """The document under the symbol that its file's name gives, if it prints none or a page of several."""
    printed = Symbol.parse(document.symbol) if document.symbol else None
    if named is None or printed == named:
        return document
    entitled = any(part.id in {"title", "formula"} for part in document.parts)
    if printed and printed.kind is not Kind.DOCUMENT and named.kind is Kind.DOCUMENT and entitled:
        return document
    problems = document.problems
    if printed and printed.whole != named.whole and entitled and not paged:
        told = Problem("symbol-disagrees", f"printed {printed}, file name {named}: took {named}", document.source.file)
        problems = (*problems, told)
    session = named.session if named.body != "unsc" and named.kind is not Kind.DOCUMENT else document.session
    body = named.body or document.body
    return replace(document, symbol=str(named), kind=named.kind, body=body, session=session, problems=problems)


def _checked(document: Document, *, paged: bool) -> Document:
    """Say so where a text breaks off; one that breaks before it acts is no document."""
    spoken = any(part.id.endswith("formula") for part in document.parts)
    text = [part for part in document.parts if part.section in _TEXT and part.kind is not PartKind.FOOTNOTE]
    closed = any(part.kind is PartKind.CLOSING for part in document.parts)
    acts = any(part.section in {Section.OPERATIVE, Section.ANNEX} for part in text)
    if not spoken or closed or not text or (acts and _COMPLETE.search(text[-1].text)):
        return document
    if not acts and not paged:
        reason = "breaks off before any operative paragraph; fetch the whole text"
        raise DamagedDocument(reason, document.source.file, text[-1].id)
    told = Problem("truncated", f"breaks off: …{text[-1].text[-60:]!r}", document.source.file, text[-1].id)
    return replace(document, problems=(*document.problems, told))
