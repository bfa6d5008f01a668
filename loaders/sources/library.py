"""Catalogue records (MARCXML) from the UN Digital Library, found by symbol or by a search.

``digitallibrary.un.org/search`` speaks the Invenio search interface: ``of=xm`` asks for MARCXML,
``rg`` sets records a page (200 at most), ``jrec`` the first record (from 1); a comment at the head
of each page gives the total (``Search-Engine-Total-Number-Of-Results: 94``, as in a page kept from
the service). A search by symbol is ``p1=SYMBOL&f1=documentsymbol``, as public programs use it; it
finds neighbours too (``A/RES/67/22`` is in ``A/RES/67/225``), so records are compared here.

In 2026 the service has answered programs with 202 and a challenge for browsers; that is reported
as such, and never worked around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from lxml import etree

from loaders.errors import DamagedDocument, InvalidSymbol, SourceNotFound
from loaders.sources import RawFile
from loaders.sources.content import Flaw, flaw
from loaders.sources.http import Answer, Client
from loaders.symbols import Symbol

__all__ = ["BASE", "Library", "files_of", "symbols_of"]

BASE = "https://digitallibrary.un.org"
_MARC = "{http://www.loc.gov/MARC21/slim}"
_TOTAL = re.compile(rb"Search-Engine-Total-Number-Of-Results:\s{0,4}(\d{1,9})")
_SYMBOL_TAGS = frozenset({"191", "791"})  # UNBIS manual: 191 symbol, 791 resolution or decision symbol
_LANGUAGE_NAMES = {  # 856 $y, as the library prints them
    "العربية": "ar",
    "中文": "zh",
    "english": "en",
    "français": "fr",
    "русский": "ru",
    "español": "es",
}

Record: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]  # lxml has no public name for it


def _fields(record: Record, tags: frozenset[str]) -> Iterator[dict[str, str]]:
    """The data fields with these tags, each as subfield code to text (the first of a code)."""
    for field in record.iter(f"{_MARC}datafield"):
        if field.get("tag") in tags:
            found: dict[str, str] = {}
            for sub in field.iter(f"{_MARC}subfield"):
                found.setdefault(sub.get("code") or "", (sub.text or "").strip())
            yield found


def symbols_of(record: Record) -> tuple[Symbol, ...]:
    """The document symbols that a record carries, in order; what is no symbol is left out."""
    found: dict[Symbol, None] = {}
    for field in _fields(record, _SYMBOL_TAGS):
        try:
            found.setdefault(Symbol.parse(field.get("a", "")))
        except InvalidSymbol:
            continue
    return tuple(found)


def _language(name: str) -> str:
    """A language code from the name in a record, also where its UTF-8 was read as Latin-1 once too often."""
    try:
        repaired = name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        repaired = name
    return _LANGUAGE_NAMES.get(name.lower(), _LANGUAGE_NAMES.get(repaired.lower(), ""))


def files_of(record: Record) -> dict[str, str]:
    """The addresses of a record's files by language code, as field 856 gives them."""
    found: dict[str, str] = {}
    for field in _fields(record, frozenset({"856"})):
        language = _language(field.get("y", ""))
        if language and field.get("u"):
            found.setdefault(language, field["u"])
    return found


def _records(page: bytes, url: str) -> list[Record]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedDocument(f"not the MARCXML that was expected: {error.msg}", url) from error
    return list(root.iter(f"{_MARC}record"))


@dataclass(frozen=True, slots=True)
class Library:
    """The UN Digital Library; ``base`` is its address and ``page`` the records asked for at a time."""

    client: Client
    base: str = BASE
    page: int = 100

    name = "UN Digital Library"

    def address(self, query: dict[str, str], first: int) -> str:
        """Where a page of results is asked for; ``first`` counts from 1."""
        return f"{self.base}/search?{urlencode({'ln': 'en', **query, 'of': 'xm', 'rg': self.page, 'jrec': first})}"

    def search(self, query: dict[str, str], limit: int = 1000) -> Iterator[RawFile]:
        """Pages of MARCXML for a query (``{"p": "..."}``) until all, or ``limit`` records, are there.

        Raises
        ------
        SourceError
            The service does not answer with MARCXML.
        DamagedDocument
            A page cannot be read.

        """
        first = 1
        while first <= limit:
            answer = self.client.get(self.address(query, first), check=_marcxml)
            count, total = len(_records(answer.data, answer.url)), _TOTAL.search(answer.data[:2000])
            if not count:
                return
            yield RawFile(f"search-{first}.xml", answer.url, answer.data)
            first += count
            if first > (int(total[1]) if total else first - 1):
                return

    def records(self, symbol: Symbol) -> Iterator[Record]:
        """The records of exactly this symbol."""
        query = {"as": "1", "m1": "p", "p1": str(symbol), "f1": "documentsymbol"}
        for page in self.search(query):
            yield from (found for found in _records(page.data, page.location) if symbol in symbols_of(found))

    def fetch(self, symbol: Symbol, language: str = "en", *, refresh: bool = False) -> Answer:
        """The file of a symbol's record in one language.

        Raises
        ------
        SourceNotFound
            No record of exactly this symbol has a file in this language.
        SourceError
            The catalogue or the file could not be had.

        """
        for record in self.records(symbol):
            url = files_of(record).get(language)
            if url:
                return self.client.get(url, check=_document, refresh=refresh)
        raise SourceNotFound(f"the catalogue has no file of {symbol} in {language!r}", self.base)

    def find(self, symbol: Symbol) -> RawFile:
        """A MARCXML collection of the records of exactly this symbol.

        Raises
        ------
        SourceNotFound
            The catalogue has no record of it.

        """
        collection = etree.Element(f"{_MARC}collection", nsmap={"marc": _MARC[1:-1]})
        collection.extend(list(self.records(symbol)))
        url = self.address({"as": "1", "m1": "p", "p1": str(symbol), "f1": "documentsymbol"}, 1)
        if not len(collection):
            raise SourceNotFound(f"the catalogue has no record of {symbol}", url)
        data = etree.tostring(collection, xml_declaration=True, encoding="UTF-8")
        return RawFile(f"{str(symbol).replace('/', '_')}.marc.xml", url, data)


def _document(data: bytes) -> Flaw | None:
    return flaw(data, frozenset({"pdf", "docx", "doc"}))


def _marcxml(data: bytes) -> Flaw | None:
    return flaw(data, frozenset({"xml"}))
