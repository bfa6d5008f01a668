"""PDF files with a text layer: running heads and feet taken off, paragraphs and footnotes put together.

UN pages print footnotes below a rule in a smaller size, each led by a raised number; in the text,
a raised number is a mark. A paragraph begins with an indent or after a gap; it goes on over the
page where neither is so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from loaders.errors import DamagedDocument, EmptyDocument, NoTextLayer
from loaders.formats.pdfpage import HYPHEN, Row, rows_of
from loaders.formats.structure import Note, Paragraph, build_all
from loaders.records import Document, Mark
from loaders.sources import RawFile

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/pdf"

_MAX_PAGES = 3000
_MAX_CHARS = 20_000_000
# page numbers, job numbers and their bar codes, the sign of continuation
_FOOT = re.compile(
    r"(?:Page\s)?\d{1,4}/\d{1,4}|Page\s\d{1,4}|[-–—]?\s?\d{1,4}\s?[-–—]?|/\.\.\.|\*?Please recycle.{0,20}"
    r"|(?:\d{1,4}/\d{1,4}\s*)?\d\d-\d{5}E?(?:\s?\([A-Z]\))?(?:\s+[\d\s]{4,20})?(?:\s*\d{1,4}/\d{1,4})?"
    r"|\*\s?\d{5,9}\s?\*|\*[\d\s]{7,12}\*|(?:GE|V)\.\d\d-\d{5}.{0,12}",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\u2014\u2500-]{6,}")
_DISTRIBUTED = re.compile(r"Distr\.|Общ|^一般$|^普遍$|التوزيع|عام", re.IGNORECASE)
_TERMINAL = (".", ";", ":", ",", "。", "；", "，", "]", "”")


@dataclass(slots=True)
class _Page:
    """One page's rows, sorted out."""

    heads: list[Row] = field(default_factory=list[Row])
    body: list[Row] = field(default_factory=list[Row])
    notes: list[Row] = field(default_factory=list[Row])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is usual in the file: the size of the text, its left and right edge."""

    size: float
    left: float
    right: float


def _pages(raw: RawFile) -> list[tuple[float, float, list[Row]]]:
    """Width, height and rows of every page."""
    try:
        document = pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise DamagedDocument("the PDF is protected by a password; save it without one", raw.file) from error
        raise DamagedDocument(f"the PDF is cut off or mangled ({error}); fetch it again", raw.file) from error
    try:
        if len(document) > _MAX_PAGES:
            raise DamagedDocument(f"the PDF has over {_MAX_PAGES} pages; split it", raw.file)
        return list(_each_page(document, raw))
    finally:
        document.close()


def _each_page(document: pdfium.PdfDocument, raw: RawFile) -> Iterator[tuple[float, float, list[Row]]]:
    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
            width, height = page.get_size()
            rows = rows_of(page)
            page.close()
        except pdfium.PdfiumError as error:
            raise DamagedDocument(
                f"the page cannot be read ({error}); fetch the PDF again", raw.file, f"page {number + 1}"
            ) from error
        total += sum(len(row.text) for row in rows)
        if total > _MAX_CHARS:
            raise DamagedDocument("the PDF holds over 20 million characters; split it", raw.file)
        yield width, height, rows


def _frame(pages: Sequence[tuple[float, float, list[Row]]]) -> _Frame:
    rows = [row for _, _, rows in pages for row in rows]
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = max(sizes, key=lambda s: (sizes[s], s))
    usual = [row for row in rows if row.size == size and len(row.plain) > 30]
    lefts = Counter(round(row.left) for row in usual)
    rights = Counter(round(row.right) for row in usual)
    return _Frame(size, float(_commonest(lefts)), float(_commonest(rights)))


def _commonest(counts: Counter[int]) -> int:
    return max(counts, key=lambda value: (counts[value], -value)) if counts else 0


def _repeated(pages: Sequence[tuple[float, float, list[Row]]]) -> set[str]:
    """Rows at the head or foot of the page that stand on several pages."""
    seen: Counter[str] = Counter()
    for _, height, rows in pages:
        seen.update({row.plain for row in rows if row.base > 0.88 * height or row.base < 0.08 * height})
    return {text for text, count in seen.items() if count > 1 and text}


def _sort_page(height: float, width: float, rows: list[Row], first: bool, frame: _Frame, repeated: set[str]) -> _Page:
    page = _Page()
    rows = [row for row in rows if not (row.base < 0.1 * height and _FOOT.fullmatch(row.plain))]
    head = _masthead(rows, width) if first else 0
    head = head or _running(rows, height, frame, repeated)
    page.heads, rest = rows[:head], rows[head:]
    foot = [row for row in rest if row.base < 0.08 * height and _again(row, repeated) and row.size < frame.size]
    rest = [row for row in rest if row not in foot]
    start = _notes_start(rest, frame)
    page.body, page.notes = rest[:start], [row for row in rest[start:] if not _RULE.fullmatch(row.plain)]
    return page


def _again(row: Row, repeated: set[str]) -> bool:
    return not row.leading_mark and row.plain in repeated


def _masthead(rows: Sequence[Row], width: float) -> int:
    """How many rows the masthead has: up to the first row at the left after "Distr."."""
    for i, row in enumerate(rows[:14]):
        if _DISTRIBUTED.search(row.plain):
            after = i + 1
            while after < len(rows) and (rows[after].left > 0.45 * width or _FOOT.fullmatch(rows[after].plain)):
                after += 1
            return after
    return 0


def _running(rows: Sequence[Row], height: float, frame: _Frame, repeated: set[str]) -> int:
    """How many rows at the top are running heads: small ones, or such as other pages have too."""
    count = 0
    for row in rows:
        small = row.size < frame.size - 0.7 and not row.leading_mark
        if row.base < 0.86 * height or not (small or _again(row, repeated) or _FOOT.fullmatch(row.plain)):
            break
        count += 1
    return count


def _notes_start(rows: Sequence[Row], frame: _Frame) -> int:
    """The index of the first row of the footnotes: after a rule, or where only small rows follow."""
    for i, row in enumerate(rows):
        if _RULE.fullmatch(row.plain) and all(r.size < frame.size for r in rows[i + 1 :]):
            return i
    start = len(rows)
    while start and rows[start - 1].size < frame.size - 0.7:
        start -= 1
    marked = [i for i in range(start, len(rows)) if rows[i].leading_mark]
    return marked[0] if marked else len(rows)


def _begins(row: Row, last: Row | None, turned: bool, frame: _Frame) -> bool:
    """Whether a row begins a paragraph, after ``last``; ``turned`` where a page or column lies between."""
    if last is None:
        return True
    if abs(row.size - last.size) > 0.6 or row.bold != last.bold:
        return True
    indented = row.left > frame.left + 6 and row.left > last.left + 6
    if turned:
        ended = last.plain.endswith(_TERMINAL)
        deeper = row.left > frame.left + 6 and (row.left > last.left + 6 or ended)
        return deeper or (ended and (last.right < frame.right - 12 or _numbered(row)))
    gap = last.base - row.base
    if gap > 1.36 * max(row.size, 1.0) or gap < 0 or (row.bold and _forced(row, last, frame)):
        return True
    return indented and (_numbered(row) or (last.right < frame.right - 12 and last.plain.endswith(_TERMINAL)))


def _forced(row: Row, last: Row, frame: _Frame) -> bool:
    """Whether a short row ended though the next word had room on it: two headings, not one."""
    word = row.plain.split(" ")[0]
    wide = (row.right - row.left) * len(word) / max(len(row.plain), 1)
    return last.right < frame.left + 0.5 * (frame.right - frame.left) and last.right + 1.5 * wide < frame.right - 60


_NUMBERED = re.compile(r"\s*(?:\d{1,3}\.|\(?[a-z]{1,4}\))\s")


def _numbered(row: Row) -> bool:
    return bool(_NUMBERED.match(row.text))


@dataclass(slots=True)
class _Joined:
    """A paragraph put together from rows; a hyphen at a row's end is decided by the file's own words."""

    words: Counter[str]
    text: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    bold: bool = True

    def add(self, row: Row) -> None:
        """Append a row."""
        if self.text:
            self._seam(row)
        start = len(self.text)
        self.text += row.text.rstrip()
        self.marks += [(start + offset, marker) for offset, marker in row.marks]
        self.bold = self.bold and row.bold

    def _seam(self, row: Row) -> None:
        head, tail = _last_word(self.text), _first_word(row.text)
        if self.text.endswith(HYPHEN):
            self.text = self.text[:-1] + ("" if _split_word(head, tail, self.words) else "-")
        elif self.text.endswith("-") and head and tail:
            self.text = self.text[:-1] if _split_word(head, tail, self.words) else self.text
        elif not self.text.endswith(("–", "—", "/")) or self.text.endswith((" –", " —")):
            self.text += "" if _wide(self.text[-1]) and _wide(row.text[:1]) else " "


def _wide(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def _last_word(text: str) -> str:
    match = re.search(r"([^\W\d_]{1,30})[-\x02]$", text)
    return match[1] if match else ""


def _first_word(text: str) -> str:
    match = re.match(r"\s*([^\W\d_]{1,30})", text)
    return match[1] if match else ""


def _split_word(head: str, tail: str, words: Counter[str]) -> bool:
    """Whether a hyphen at a row's end only splits a word: the file prints the word whole elsewhere.

    UN texts are set without hyphenation, so a hyphen with no witness is taken as printed.
    """
    if not head or not tail or tail[0].isupper():
        return False
    whole, compound = (head + tail).lower(), f"{head}-{tail}".lower()
    return words[whole] > words[compound]


def _vocabulary(pages: Sequence[_Page]) -> Counter[str]:
    words: Counter[str] = Counter()
    for page in pages:
        for row in (*page.body, *page.notes):
            words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text.lower()))
    return words


def _paragraphs(pages: Sequence[_Page], frame: _Frame, words: Counter[str]) -> Iterator[tuple[_Joined, int]]:
    """The paragraphs of the body, each with the number of the page it begins on."""
    current: _Joined | None = None
    begun = 0
    last: Row | None = None
    for number, page in enumerate(pages):
        turned = True
        for row in page.body:
            if not row.plain and not row.marks:
                continue
            turned = turned or (last is not None and row.base > last.base)
            if current is None or _begins(row, last, turned, frame):
                if current:
                    yield current, begun
                current, begun = _Joined(words), number
            current.add(row)
            last, turned = row, False
    if current:
        yield current, begun


def _notes(pages: Sequence[_Page], words: Counter[str]) -> list[Note]:
    """The footnotes in order; rows without a number continue the note before, also over the page."""
    found: list[tuple[str, str, _Joined]] = []
    for number, page in enumerate(pages):
        for row in page.notes:
            marker, row = _note_start(row)
            if marker:
                found.append((f"{number}:{marker}", marker, _Joined(words)))
            if found:
                found[-1][2].add(row)
    return [Note(key, marker, joined.text) for key, marker, joined in found]


def _note_start(row: Row) -> tuple[str, Row]:
    """The marker that leads a footnote's row, and the row without it."""
    if not row.leading_mark:
        return "", row
    text = row.text.lstrip()
    cut = len(row.text) - len(text)
    marks = [(max(0, offset - cut), marker) for offset, marker in row.marks[1:]]
    return row.leading_mark, Row(text, row.left, row.right, row.base, row.size, row.bold, marks)


def _by_marker(notes: Sequence[Note]) -> dict[str, list[tuple[int, str]]]:
    """For each marker, the pages and keys of its notes, in order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for note in notes:
        found.setdefault(note.marker, []).append((int(note.key.split(":")[0]), note.key))
    return found


def _tied(joined: _Joined, page: int, notes: dict[str, list[tuple[int, str]]]) -> tuple[Mark, ...]:
    """Marks with the key of the nearest note of that number, from the paragraph's page on, else before it."""
    marks: list[Mark] = []
    for offset, marker in joined.marks:
        keys = notes.get(marker, [])
        at = bisect_left(keys, (page, ""))
        key = keys[at][1] if at < len(keys) else keys[-1][1] if keys else f"{page}:{marker}"
        marks.append(Mark(offset, marker, key))
    return tuple(marks)


def _heading(joined: _Joined) -> bool:
    return joined.bold and len(joined.text) < 400


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one PDF file: one document, or one for each resolution printed in it.

    Where the file's name spells the symbol of one of several, that one alone is given.

    Raises
    ------
    DocumentError
        `NoTextLayer` for pictures of pages; truncated, mangled, protected, empty, or no UN text.

    """
    sized = _pages(raw)
    if not sized:
        raise EmptyDocument("the PDF has no pages", raw.file)
    if not any(row.plain for _, _, rows in sized for row in rows):
        raise NoTextLayer(
            f"the PDF's {len(sized)} pages hold pictures and no text; run a text recognition first", raw.file
        )
    frame, repeated = _frame(sized), _repeated(sized)
    pages = [_sort_page(height, width, rows, i == 0, frame, repeated) for i, (width, height, rows) in enumerate(sized)]
    words = _vocabulary(pages)
    notes = _notes(pages, words)
    placed = _by_marker(notes)
    paragraphs = [
        Paragraph(joined.text, _tied(joined, page, placed), heading=_heading(joined))
        for joined, page in _paragraphs(pages, frame, words)
    ]
    heads = [" ".join(row.text.split()) for page in pages for row in page.heads]
    return build_all(paragraphs, notes, heads, raw, MEDIA_TYPE)
