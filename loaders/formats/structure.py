"""Printed paragraphs to a document: the one step that Word, PDF, HTML and plain text share.

A reader gives paragraphs as printed (`Paragraph`), the footnotes (`Note`) and the lines of running
heads; `build` finds the cover lines, the title, the formula, preambular and operative paragraphs
with their sub-paragraphs, headings, annexes and the closing lines, and names the parts::

    cover cover2 …  title  formula  pp1 pp2(a) …  op1 op1(a)(i) …  h1 …  closing closing2
    op3/p1 (an unnumbered paragraph under op3)  annex1 annex1/h1 annex1/op3 annex1/p2
    p1 h1 … (a text without formula)  A/pp1 (a part letter leads)
    op1-2 (a number that the source printed a second time)  t1 (a table cell)  fn5

The title's number stands in its label, so that a text does not cite itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from loaders.errors import EmptyDocument, NotAResolution
from loaders.formats import cover as covers
from loaders.formats import masthead
from loaders.formats.cover import Cover, Formula, Title
from loaders.formats.dates import first_date
from loaders.formats.divisions import Divider, Paragraph, clean, is_letter
from loaders.formats.languages import language_of
from loaders.formats.lines import clause
from loaders.formats.names import symbol_of_name
from loaders.records import Document, Kind, Part, PartKind, Problem, Section, Source
from loaders.sources import RawFile
from loaders.symbols import Symbol

__all__ = ["Note", "Paragraph", "build", "build_all", "clean", "source_of"]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the key that marks name it by, its printed marker and its text."""

    key: str
    marker: str
    text: str


def _front(paragraphs: Sequence[Paragraph]) -> tuple[int, Formula | None]:
    """Where the body begins: at the formula, or at the part letter before it; 0 and ``None`` without formula."""
    for i, paragraph in enumerate(paragraphs[:80]):
        found = covers.formula(clean(paragraph.text)[0])
        if found:
            letters = [k for k in range(max(0, i - 4), i) if is_letter(paragraphs[k])]
            return letters[0] if letters else i, found
    return 0, None


def _find_title(paragraphs: Sequence[Paragraph]) -> tuple[int, Title | None]:
    """The last title line of the cover: a cover may list the texts adopted before it."""
    for i in range(len(paragraphs) - 1, -1, -1):
        found = covers.title_line(
            paragraphs[i].label + "\t" + paragraphs[i].text.strip() if paragraphs[i].label else paragraphs[i].text
        )
        if found:
            return i, found
    return -1, None


def _note_ids(notes: Sequence[Note]) -> dict[str, str]:
    """The part id of each note's key: ``fn5``, and ``fn5-2`` for a marker that is printed again."""
    seen: Counter[str] = Counter()
    ids: dict[str, str] = {}
    for note in notes:
        seen[note.marker] += 1
        ids[note.key] = f"fn{note.marker}" + (f"-{seen[note.marker]}" if seen[note.marker] > 1 else "")
    return ids


def _tie(parts: list[Part], notes: Sequence[Note]) -> tuple[list[Part], list[Problem]]:
    """Give every note its id and its parent, and every mark the id of its note."""
    problems: list[Problem] = []
    ids = _note_ids(notes)
    holder: dict[str, Part] = {}
    tied: list[Part] = []
    for part in parts:
        marks = tuple(replace(mark, note=ids.get(mark.note, f"fn{mark.marker}")) for mark in part.marks)
        tied.append(replace(part, marks=marks) if marks else part)
        for mark in part.marks:
            holder.setdefault(mark.note, part)
            if mark.note not in ids:
                message = f"no footnote was found for the mark {mark.marker!r}"
                problems.append(Problem("mark-without-note", message, place=part.id))
    for note in notes:
        if note.key not in holder:
            message = f"no mark was found for the footnote {note.marker!r}"
            problems.append(Problem("note-without-mark", message, place=ids[note.key]))
        tied.append(_footnote(note, ids[note.key], holder.get(note.key)))
    return tied, problems


def _footnote(note: Note, name: str, carrier: Part | None) -> Part:
    section = carrier.section if carrier else Section.CLOSING
    parent = carrier.id if carrier else None
    return Part(name, PartKind.FOOTNOTE, section, note.text, label=note.marker, parent=parent)


def source_of(raw: RawFile, media_type: str) -> Source:
    """The record of where the bytes came from."""
    return Source(raw.file, raw.location, media_type, raw.sha256)


def build(
    paragraphs: Iterable[Paragraph],
    notes: Iterable[Note],
    heads: Iterable[str],
    raw: RawFile,
    media_type: str,
    problems: Iterable[Problem] = (),
) -> Document:
    """Make the document of one text.

    Parameters
    ----------
    paragraphs
        The printed paragraphs in reading order, cover lines first.
    notes
        The footnotes in order; a mark's ``note`` is a note's ``key``.
    heads
        The lines of running heads and first-page tables: symbol, date of distribution.
    raw, media_type
        Where it came from and what it is.
    problems
        What the reader has to say about it already.

    Raises
    ------
    EmptyDocument
        Where no paragraph has a character.
    NotAResolution
        Where nothing in it is a UN text's: no symbol, no formula, no title.

    """
    kept = [p for p in paragraphs if p.text.strip(" \u00a0\t\r\n\f\v") or p.marks]
    if not kept:
        raise EmptyDocument("the file has no text; expected the paragraphs of a UN document", raw.file)
    head_lines = [line for line in heads if line.strip()]
    at, spoken = _front(kept)
    title_at, title = _find_title(kept[:at] if spoken else kept[:20])
    front = at if spoken else title_at + 1 if title else masthead.length(kept)
    cover = covers.read_cover((clean(p.text)[0] for p in kept[:front] or kept[:8]), head_lines, title, spoken)
    _recognised(cover, spoken, title, kept, raw)
    silent = spoken is None and title is not None and front < len(kept) and clause(kept[front].text)
    if spoken is None and title is None:
        cover = replace(cover, title=masthead.title(clean(p.text)[0] for p in kept[:front]))
    divider = Divider(plain=spoken is None and not silent)
    if silent:  # a preamble that lost its formula
        divider.section = Section.PREAMBLE
    divider.cover(kept[:front], title_at, title)
    divider.body(kept, front)
    noted = [Note(n.key, n.marker, clean(n.text)[0]) for n in notes]
    parts, found = _tie(divider.parts, noted)
    language = spoken.language if spoken else (language_of(" ".join(p.text for p in kept[:60])) or "en")
    return _document(cover, parts, divider.ended, language, source_of(raw, media_type), (*problems, *found))


def _openings(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The indexes of the numbered titles that a formula follows within four lines."""
    found: list[int] = []
    for i, paragraph in enumerate(paragraphs):
        if (
            len(paragraph.text) < 700
            and covers.title_line(paragraph.text)
            and any(covers.formula(clean(p.text)[0]) for p in paragraphs[i + 1 : i + 5])
        ):
            found.append(i)
    return found


def build_all(
    paragraphs: Sequence[Paragraph],
    notes: Sequence[Note],
    heads: Sequence[str],
    raw: RawFile,
    media_type: str,
    problems: Iterable[Problem] = (),
) -> tuple[Document, ...]:
    """Make one document of each resolution in a file; see `build` for the parameters.

    Several begin where several numbered titles stand before a formula. If the file's name spells
    the symbol of one of them, that one alone is given.
    """
    openings = _openings(paragraphs)
    if len(openings) < 2:
        return (build(paragraphs, notes, heads, raw, media_type, problems),)
    bounds = [0, *openings[1:], len(paragraphs)]
    documents: list[Document] = []
    for start, end in pairwise(bounds):
        piece = paragraphs[start:end]
        keys = {mark.note for paragraph in piece for mark in paragraph.marks}
        documents.append(build(piece, [n for n in notes if n.key in keys], (), raw, media_type, problems))
    wanted = symbol_of_name(raw.name)
    named = tuple(d for d in documents if wanted and d.symbol == str(wanted))
    return named or tuple(documents)


def _recognised(
    cover: Cover, spoken: Formula | None, title: Title | None, kept: Sequence[Paragraph], raw: RawFile
) -> None:
    if cover.symbol or spoken or title:
        return
    sample = " ".join(p.text[:2000] for p in kept[:60])
    if any(True for _ in Symbol.find(sample)) or re.search(
        r"\bresolutions?\s\d|United Nations|Nations Unies|Naciones Unidas", sample
    ):
        return
    raise NotAResolution("no symbol, no formula and no title of a UN text was found; expected a UN document", raw.file)


def _last(values: Iterable[date | None]) -> date | None:
    return next((value for value in reversed(list(values)) if value), None)


def _document(
    cover: Cover, parts: list[Part], ended: list[str], language: str, source: Source, problems: tuple[Problem, ...]
) -> Document:
    meeting = next((found for line in ended if (found := covers.meeting_in(line))), None)
    vote = covers.vote_in(" ".join(ended))
    symbol = cover.symbol
    session = symbol.session if symbol and symbol.kind is not Kind.DOCUMENT else None
    return Document(
        symbol=str(symbol) if symbol else None,
        kind=cover.kind,
        language=language,
        source=source,
        parts=tuple(parts),
        body=cover.body,
        title=cover.title,
        session=session if cover.body in {"unga", "unhrc", "ecosoc", "unea", "unchr"} else None,
        meeting=meeting or cover.meeting,
        agenda_items=cover.agenda_items,
        adopted=cover.adopted or _last(first_date(line) for line in ended),
        published=cover.published,
        vote=vote,
        draft=cover.draft,
        report=cover.report,
        problems=tuple(replace(p, file=p.file or source.file) for p in problems),
    )
