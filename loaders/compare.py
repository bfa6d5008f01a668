"""What differs between two readings of one text: paragraphs, footnote marks, notes, references.

Names of places are left aside, for every format has its own: paragraphs are aligned by their
words, and a reference is compared by the paragraph it stands in, the footnote it came through,
its relation and what it cites. White space and the no-break forms of space and hyphen do not
count, for no two formats agree on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from loaders.records import Document, Part, PartKind, Reference
from loaders.references import find
from loaders.symbols import fold

__all__ = ["Comparison", "Difference", "body_only", "comparable", "differences", "pairs", "tally"]

_COMPARED = {PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.PARAGRAPH, PartKind.HEADING, PartKind.TABLE}
_OPEN, _SHUT = "\ue000", "\ue001"
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_BEFORE_MARK = re.compile(f" +(?={_OPEN})")
_MARK = re.compile(f"{_OPEN}[^{_SHUT}]{{0,12}}{_SHUT}")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    ``kind`` is ``field``, ``paragraph``, ``mark``, ``note`` or ``reference``; ``place`` is the part
    id in the first reading (in the second where the first lacks it); ``left`` and ``right`` are
    what each reading has, or ``None``.
    """

    kind: str
    place: str
    left: str | None
    right: str | None

    def __str__(self) -> str:
        shown = [_short(text) if text is not None else "(nothing)" for text in (self.left, self.right)]
        return f"{self.kind} {self.place}\n  - {shown[0]}\n  + {shown[1]}"


def _short(text: str, limit: int = 400) -> str:
    text = text.replace(_OPEN, "[").replace(_SHUT, "]")
    return text if len(text) <= limit else f"{text[:limit]}…"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of two readings, and how many of each thing were equal.

    ``counts`` maps a kind to (equal, total): total is what either reading has, each pair once.
    """

    left: str
    right: str
    differences: tuple[Difference, ...]
    counts: Mapping[str, tuple[int, int]]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def share(self, kind: str) -> float:
        """The equal share of one kind, from 0 to 1; 1 where neither reading has any."""
        equal, total = self.counts.get(kind, (0, 0))
        return equal / total if total else 1.0


def _plain(text: str) -> str:
    return " ".join(fold(text.translate(_INVISIBLE)).split())


def _marked(part: Part, marks: bool) -> str:
    """The comparable words of a part, each mark shown at its place."""
    pieces: list[str] = []
    done = 0
    for mark in part.marks if marks else ():
        pieces += [part.text[done : mark.offset], f"{_OPEN}{mark.marker}{_SHUT}"]
        done = mark.offset
    return _BEFORE_MARK.sub("", _plain("".join([*pieces, part.text[done:]])))


def _aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pair the indexes of two lists in order; a replaced run is paired off by likeness."""
    for tag, i, i_end, j, j_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i, i_end), range(j, j_end), strict=True)
        else:
            yield from _replaced(left, right, range(i, i_end), range(j, j_end))


def _replaced(
    left: Sequence[str], right: Sequence[str], one: range, two: range
) -> Iterator[tuple[int | None, int | None]]:
    free = list(two)
    for i in one:
        match = next((j for j in free[:8] if _alike(left[i], right[j])), None)
        if match is None:
            yield i, None
            continue
        while free and free[0] != match:
            yield None, free.pop(0)
        free.pop(0)
        yield i, match
    for j in free:
        yield None, j


def _alike(left: str, right: str) -> bool:
    """Whether two texts are readings of one paragraph: half of the words of the shorter are shared."""
    one, two = Counter(left.split()[:80]), Counter(right.split()[:80])
    shared = sum((one & two).values())
    return shared * 2 >= min(sum(one.values()), sum(two.values())) and shared > 0


def _texts(document: Document) -> list[Part]:
    """The compared parts; headings that follow one another are one, for print does not part them."""
    found: list[Part] = []
    for part in document.parts:
        if part.kind not in _COMPARED or not part.text:
            continue
        if found and part.kind is PartKind.HEADING and found[-1].kind is PartKind.HEADING:
            shift = len(found[-1].text) + 1
            moved = tuple(replace(mark, offset=mark.offset + shift) for mark in part.marks)
            found[-1] = replace(found[-1], text=f"{found[-1].text} {part.text}", marks=found[-1].marks + moved)
        else:
            found.append(part)
    return found


def _notes(document: Document) -> list[Part]:
    return [part for part in document.parts if part.kind is PartKind.FOOTNOTE]


def _paragraphs(
    a: Document, b: Document, marks: bool
) -> tuple[list[Difference], dict[str, tuple[int, int]], dict[str, str]]:
    """Compare the body; also map part ids of ``b`` to those of ``a``."""
    one, two = _texts(a), _texts(b)
    left, right = [_marked(part, marks) for part in one], [_marked(part, marks) for part in two]
    bare_left, bare_right = [_plain(part.text) for part in one], [_plain(part.text) for part in two]
    found: list[Difference] = []
    names: dict[str, str] = {}
    paragraphs, tied = Counter[bool](), Counter[bool]()
    for i, j in _aligned(bare_left, bare_right):
        if i is not None and j is not None:
            names[two[j].id] = one[i].id
        place = one[i].id if i is not None else two[j].id if j is not None else ""
        pair = (left[i] if i is not None else None, right[j] if j is not None else None)
        same = i is not None and j is not None and bare_left[i] == bare_right[j]
        paragraphs[same] += 1
        if not same:
            found.append(Difference("paragraph", place, *pair))
        for equal in _marks_equal(*pair):
            tied[equal] += 1
        if same and pair[0] != pair[1]:
            found.append(Difference("mark", place, *pair))
    return found, {"paragraph": _tally(paragraphs), "mark": _tally(tied)}, names


def _marks_equal(left: str | None, right: str | None) -> Iterator[bool]:
    """For every mark of a pair of paragraphs, whether both have it at the same place."""
    one, two = Counter(_placed(left or "")), Counter(_placed(right or ""))
    yield from (True for _ in (one & two).elements())
    yield from (False for _ in range(max((one - two).total(), (two - one).total())))


def _placed(text: str) -> Iterator[tuple[str, str]]:
    """Each mark with the 24 characters of text before it."""
    for match in _MARK.finditer(text):
        yield match.group(), _MARK.sub("", text[max(0, match.start() - 40) : match.start()])[-24:]


def _tally(counter: Counter[bool]) -> tuple[int, int]:
    return counter[True], counter.total()


def _compare_notes(a: Document, b: Document) -> tuple[list[Difference], tuple[int, int]]:
    left = {part.id: _plain(part.text) for part in _notes(a)}
    right = {part.id: _plain(part.text) for part in _notes(b)}
    every = list(dict.fromkeys([*left, *right]))
    found = [Difference("note", key, left.get(key), right.get(key)) for key in every if left.get(key) != right.get(key)]
    return found, (len(every) - len(found), len(every))


def _said(reference: Reference, paragraph: str) -> str:
    """What a reference says, in words that two readings share; ``paragraph`` is its common name."""
    pieces = (
        reference.relation,
        reference.target or reference.cited or reference.instrument or f"“{_plain(reference.text)}”",
        f"({reference.target_part})" if reference.target_part else "",
        f"note {reference.note}" if reference.note else "",
        f"of {reference.date}" if reference.date else "",
        f"[{reference.status.value}]" if reference.status.value != "resolved" else "",
    )
    return " ".join((paragraph, *(piece for piece in pieces if piece)))


def _through_note(reference: Reference) -> bool:
    return reference.note is not None or reference.part.startswith("fn")


def _compare_references(
    a: Document, b: Document, names: Mapping[str, str], notes: bool
) -> tuple[list[Difference], tuple[int, int]]:
    def kept(document: Document) -> Iterator[Reference]:
        compared = {part.id for part in _texts(document)}
        for reference in document.references:
            if reference.paragraph in compared and (notes or not _through_note(reference)):
                yield reference

    left = Counter(_said(r, r.paragraph) for r in kept(a))
    right = Counter(_said(r, names.get(r.paragraph, f"+{r.paragraph}")) for r in kept(b))
    found = [Difference("reference", text.split(" ")[0], text, None) for text in (left - right).elements()]
    found += [Difference("reference", text.split(" ")[0], None, text) for text in (right - left).elements()]
    equal = (left & right).total()
    return found, (equal, equal + max((left - right).total(), (right - left).total()))


def _fields(a: Document, b: Document) -> Iterator[Difference]:
    for name in ("symbol", "language", "title", "adopted"):
        left, right = getattr(a, name), getattr(b, name)
        if left is not None and right is not None and _plain(str(left)) != _plain(str(right)):
            yield Difference("field", name, str(left), str(right))


def differences(a: Document, b: Document) -> Comparison:
    """Compare two readings of one text.

    Where only one reading has footnotes (plain text often drops them), notes, marks and the
    references that came through a note are left out of the comparison; `comparable` puts both on
    the same footing first.
    """
    notes = bool(_notes(a)) == bool(_notes(b))
    found, counts, names = _paragraphs(a, b, notes)
    if notes:
        more, counts["note"] = _compare_notes(a, b)
        found += more
    else:
        counts.pop("mark", None)
    cited, counts["reference"] = _compare_references(a, b, names, notes)
    return Comparison(a.source.file, b.source.file, (*_fields(a, b), *found, *cited), counts)


def body_only(document: Document) -> Document:
    """The document as if its footnotes were not printed: no notes, no marks, references found anew."""
    kept = tuple(replace(part, marks=()) for part in document.parts if part.kind is not PartKind.FOOTNOTE)
    return find(replace(document, parts=kept, references=()))


def comparable(a: Document, b: Document) -> tuple[Document, Document]:
    """Two readings on the same footing: where one lacks footnotes, both by their bodies alone.

    A footnote tells what a phrase of the paragraph cites, so a reading with notes resolves more.
    """
    if bool(_notes(a)) == bool(_notes(b)):
        return a, b
    return body_only(a), body_only(b)


def tally(comparisons: Iterable[Comparison]) -> dict[str, tuple[int, int]]:
    """The counts of several comparisons added up: kind to (equal, total)."""
    found: dict[str, tuple[int, int]] = {}
    for comparison in comparisons:
        for kind, (equal, total) in comparison.counts.items():
            before = found.get(kind, (0, 0))
            found[kind] = before[0] + equal, before[1] + total
    return found


def pairs(documents: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Pair the readings of a folder: documents of one symbol, language and different files, in order."""
    seen: dict[tuple[str, str], Document] = {}
    for document in documents:
        key = (document.symbol or "", document.language)
        if not document.symbol:
            continue
        if key in seen:
            yield seen.pop(key), document
        else:
            seen[key] = document
