"""MARCXML records of the UN Digital Library: what the catalogue says of a document.

Fields read: 001 record, 040 language, 191 symbol and session, 245 title, 269 date, 650 subjects,
952 meeting record, 967 and 996 votes, 991 agenda items, 992 date of action, 993 related symbols.
A record has no text, so its document has no parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from loaders.errors import DamagedDocument, EmptyDocument, InvalidSymbol
from loaders.formats.languages import ISO
from loaders.formats.safexml import Element, parsed
from loaders.records import Document, Kind, PartialDate, Problem, Source, Subject, Vote
from loaders.sources import RawFile
from loaders.symbols import Symbol

__all__ = ["MEDIA_TYPE", "Entry", "catalogue", "read"]

MEDIA_TYPE = "application/marcxml+xml"

_CHOICES = {"Y": "in favour", "N": "against", "A": "abstaining"}
_ITEM = re.compile(r"(\d{1,3})\s?\(?([a-z]{0,2})\)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue knows of one symbol: title, date of adoption or else of issue, related symbols.

    A draft's related symbols name the resolution that it became.
    """

    symbol: str
    title: str | None
    date: PartialDate | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its fields as (tag, indicators, subfields)."""

    number: str
    fields: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]

    def fields_of(self, tag: str) -> Iterator[dict[str, str]]:
        """The subfields of each field of a tag; the first of a code counts."""
        for name, _, subfields in self.fields:
            if name == tag:
                found: dict[str, str] = {}
                for code, text in subfields:
                    found.setdefault(code, text)
                yield found

    def first(self, tag: str, code: str) -> str:
        """The first subfield of a tag and code, or nothing."""
        return next((found[code] for found in self.fields_of(tag) if found.get(code)), "")

    def all(self, tag: str, code: str) -> list[str]:
        """Every subfield of a tag and code, in order, each once."""
        return list(dict.fromkeys(found[code] for found in self.fields_of(tag) if found.get(code)))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _record(element: Element, position: int) -> _Record:
    number = ""
    fields: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    for child in element:
        tag = child.get("tag", "")
        if _local(child) == "controlfield" and tag == "001":
            number = (child.text or "").strip()
        elif _local(child) == "datafield":
            subfields = tuple(
                (sub.get("code", ""), " ".join((sub.text or "").split())) for sub in child if _local(sub) == "subfield"
            )
            fields.append((tag, child.get("ind1", " ") + child.get("ind2", " "), subfields))
    return _Record(number or f"#{position}", tuple(fields))


def _records(raw: RawFile) -> list[_Record]:
    if not raw.data.strip():
        raise EmptyDocument("an empty file; fetch the records again", raw.file)
    root = parsed(raw.data, raw.file)
    found = [root] if _local(root) == "record" else [e for e in root.iter() if _local(e) == "record"]
    if not found:
        raise EmptyDocument("the collection holds no records; search the Digital Library again", raw.file)
    return [_record(element, i + 1) for i, element in enumerate(found)]


def _symbols(record: _Record, problems: list[Problem], file: str) -> list[Symbol]:
    found: list[Symbol] = []
    for text in record.all("191", "a") + record.all("791", "a"):
        try:
            found.append(Symbol.parse(text.strip("[] ")))
        except InvalidSymbol as error:
            problems.append(Problem("odd-symbol", f"191 $a {text!r}: {error.message}", file, f"record {record.number}"))
    return found


def _title(record: _Record) -> str | None:
    """245 $a without the punctuation that cataloguers put before the next subfield."""
    return re.sub(r"\s*[:/=;,]\s*$", "", record.first("245", "a")).strip() or None


def _day(text: str) -> date | None:
    compact = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", text.strip("[]. "))
    try:
        return date(*(int(group) for group in compact.groups())) if compact else None
    except ValueError:
        return None


def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.strip("[]. ")) if text else None
    except ValueError:
        return None


def _items(record: _Record) -> tuple[str, ...]:
    """991 $b, ``71b[21]``, as covers print it: ``71 (b)``."""
    found: list[str] = []
    for text in record.all("991", "b"):
        match = _ITEM.match(text)
        if match:
            found.append(f"{match[1]} ({match[2]})" if match[2] else match[1])
    return tuple(dict.fromkeys(found))


def _subjects(record: _Record) -> tuple[Subject, ...]:
    """650: the thesaurus address is in $1 where the record gives one, else empty."""
    labels: dict[str, str] = {}
    for found in record.fields_of("650"):
        label = found.get("a", "")
        if label and not labels.get(label):
            labels[label] = found.get("1", "")
    return tuple(Subject("unbis", address, label) for label, address in labels.items())


def _related(record: _Record) -> list[Symbol]:
    found: list[Symbol] = []
    for text in record.all("993", "a"):
        try:
            found.append(Symbol.parse(text))
        except InvalidSymbol:
            continue
    return found


def _draft(related: Iterable[Symbol]) -> str | None:
    return next((str(symbol) for symbol in related if "/L." in str(symbol)), None)


def _report(related: Iterable[Symbol]) -> str | None:
    plain = re.compile(r"/(?:L|PV|SR)\.")
    return next((str(s) for s in related if s.kind is Kind.DOCUMENT and not plain.search(str(s))), None)


def _meeting(record: _Record, related: Iterable[Symbol]) -> str | None:
    own = record.first("952", "a")
    return own or next((str(s) for s in related if re.search(r"/(?:PV|SR)\.", str(s))), None)


def _count(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,3}", text) else None


def _vote(record: _Record) -> Vote | None:
    """996 counts ($b in favour, $c against, $d abstaining) or says ``$a``; 967 names each State ($d Y, N, A)."""
    states = tuple(
        (found["e"], _CHOICES[found["d"].upper()])
        for found in record.fields_of("967")
        if found.get("e") and found.get("d", "").upper() in _CHOICES
    )
    words = record.first("996", "a")
    printed = re.search(r"(\d{1,3})-(\d{1,3})-(\d{1,3})", words)
    counts = printed.groups() if printed else [record.first("996", code) for code in "bcd"]
    favour, against, abstaining = (_count(text) for text in counts)
    if favour is not None or against is not None or abstaining is not None or states:
        return Vote("recorded vote", favour, against, abstaining, states)
    return Vote("without a vote") if re.search(r"without (?:a )?vote", words, re.IGNORECASE) else None


def _document(record: _Record, raw: RawFile) -> Document:
    problems: list[Problem] = []
    symbols = _symbols(record, problems, raw.file)
    symbol = symbols[0] if symbols else None
    place = f"record {record.number}"
    if symbol is None:
        problems.append(Problem("no-symbol", "the record has no UN document symbol (191 $a)", raw.file, place))
    title, related = _title(record), _related(record)
    if title is None:
        problems.append(Problem("no-title", "the record has no title (245 $a)", raw.file, place))
    source = Source(f"{raw.file}#{record.number}", raw.location, MEDIA_TYPE, raw.sha256)
    return Document(
        symbol=str(symbol) if symbol else None,
        kind=symbol.kind if symbol else Kind.DOCUMENT,
        language=ISO.get(record.first("040", "b").lower(), "en"),
        source=source,
        parts=(),
        body=symbol.body if symbol else None,
        title=title,
        session=record.first("191", "c") or None,
        meeting=_meeting(record, related),
        agenda_items=_items(record),
        adopted=_day(record.first("992", "a")),
        published=_day(record.first("269", "a")),
        vote=_vote(record),
        draft=_draft(related) if symbol and symbol.kind is not Kind.DOCUMENT else None,
        report=_report(related),
        subjects=_subjects(record),
        aliases=tuple(str(other) for other in symbols[1:]),
        problems=tuple(problems),
    )


def read(raw: RawFile) -> tuple[Document, ...]:
    """One document a record; an odd record keeps what could be read and says its problem.

    Raises
    ------
    DamagedDocument
        Where the XML cannot be read, or every record is without symbol and title.
    EmptyDocument
        Where there is no record.

    """
    documents = tuple(_document(record, raw) for record in _records(raw))
    if not any(document.symbol or document.title for document in documents):
        raise DamagedDocument("no record has a symbol or a title; expected records of the UN Digital Library", raw.file)
    return documents


def catalogue(raw: RawFile) -> dict[str, Entry]:
    """Title, date and related symbols for each symbol in a file of records; the first record of a symbol counts.

    >>> record = '<record><datafield tag="191"><subfield code="a">A/RES/67/225</subfield></datafield></record>'
    >>> catalogue(RawFile("x", "x", record.encode()))["A/RES/67/225"].title is None
    True
    """
    found: dict[str, Entry] = {}
    for record in _records(raw):
        dated = _partial(record.first("992", "a")) or _partial(record.first("269", "a"))
        related = tuple(str(symbol) for symbol in _related(record))
        for symbol in _symbols(record, [], raw.file):
            found.setdefault(str(symbol), Entry(str(symbol), _title(record), dated, related))
    return found
