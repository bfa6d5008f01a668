"""Documents by symbol and language from the United Nations document services.

What is known of the services, and from where (none of it could be tried while this was written):

- ``documents.un.org/api/symbol/access?s=SYMBOL&l=en&t=docx`` answers with a redirect to the file, as
  Word or, with ``t=pdf``, as PDF. Public programs that use it report: ``t=docx`` gives OOXML for
  documents since about 2015 and binary ``.doc`` (or WordPerfect) before; a symbol that does not
  exist gives 404, one that is not issued yet 200 with an empty body.
- ``docs.un.org/en/SYMBOL`` is the address that the UN asks people to cite. It has answered with a
  redirect to the PDF, and with a page whose script shows the PDF; both are followed here.

Content decides, not the status: an empty answer or a page is no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from urllib.parse import quote, unquote, urlencode, urljoin

from loaders.errors import InvalidSymbol, SourceError, SourceNotFound
from loaders.records import Kind
from loaders.sources import RawFile
from loaders.sources.content import Flaw, extension, flaw
from loaders.sources.http import Answer, Client
from loaders.symbols import Symbol

__all__ = ["API", "LANGUAGES", "VIEWER", "Documents", "file_name", "raw_file", "symbol_of"]

API, VIEWER = "https://documents.un.org/api/symbol/access", "https://docs.un.org"
LANGUAGES = {"ar": "A", "en": "E", "es": "S", "fr": "F", "ru": "R", "zh": "C"}

_WORD, _PDF = frozenset({"docx", "doc"}), frozenset({"pdf"})
_VIEWED = re.compile(
    rb"""(?:src|href|data)\s{0,4}=\s{0,4}["']                     # what the page shows or links
         ([^"'<>\s]{1,500}(?:\.pdf|[?&;]t=pdf)[^"'<>\s]{0,100})["']""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?(?:docs\.un\.org|undocs\.org|daccess-ods\.un\.org)/", re.IGNORECASE)
_LANGUAGE = re.compile(rf"(?:{'|'.join(LANGUAGES)})(?=/)", re.IGNORECASE)

_LETTERS = re.compile(r"(?<=/)[A-Za-z]{2,5}(?=/)")
_SERIES = ("RES", "DEC", "PRST")
_NEARLY = 0.8
"""How like a series' name a segment's letters, in any order, must be to be a misspelling of it."""


def symbol_of(text: str) -> Symbol:
    """The symbol that a person means: a symbol, or a link to docs.un.org or undocs.org.

    >>> str(symbol_of("https://undocs.org/en/S/RES/1325%20(2000)")), str(symbol_of("a/res/67/225"))
    ('S/RES/1325(2000)', 'A/RES/67/225')
    """
    start = _ADDRESS.match(text.strip())
    if not start:
        return _spelt(text)
    written = text.strip()[start.end() :].partition("?")[0].partition("#")[0]
    path = unquote(written).strip("/ ")
    language = _LANGUAGE.match(path)
    return _spelt(path[language.end() + 1 :].lstrip("/") if language else path)


def _spelt(text: str) -> Symbol:
    """The symbol, unless it would be that of a resolution but for its swapped or missing letters (``A/RSE/65/175``)."""
    symbol = Symbol.parse(text)
    for meant, start, end in _near(symbol) if symbol.kind is Kind.DOCUMENT else ():
        raise InvalidSymbol(f"there is no such series; did you mean {meant}?", str(symbol), start, end)
    return symbol


def _near(symbol: Symbol) -> Iterator[tuple[Symbol, int, int]]:
    """The resolutions, decisions and statements with nearly these letters, and the span of what differs."""
    text = str(symbol)
    for segment, word in product(_LETTERS.finditer(text), _SERIES):
        if SequenceMatcher(None, sorted(word), sorted(segment.group())).ratio() >= _NEARLY:
            with suppress(InvalidSymbol):
                meant = Symbol.parse(text[: segment.start()] + word + text[segment.end() :])
                if meant.kind is not Kind.DOCUMENT:
                    yield meant, *segment.span()


def file_name(symbol: Symbol, language: str, ending: str) -> str:
    """A file name that any system takes: ``A_RES_217(III)A.en.pdf``.

    >>> file_name(Symbol.parse("A/CONF.157/24(Part I)"), "fr", "docx")
    'A_CONF.157_24(PartI).fr.docx'
    """
    return f"{re.sub(r'[^A-Za-z0-9.()-]', '_', str(symbol))}.{language}.{ending}"


def raw_file(symbol: Symbol, language: str, answer: Answer) -> RawFile:
    """The file that an answer carries, named by symbol, language and content."""
    return RawFile(file_name(symbol, language, extension(answer.data)), answer.url, answer.data)


@dataclass(frozen=True, slots=True)
class Documents:
    """The UN's document services; ``api`` and ``viewer`` are their addresses, for tests to change."""

    client: Client
    api: str = API
    viewer: str = VIEWER

    name = "documents.un.org"

    def address(self, symbol: Symbol, language: str, kind: str) -> str:
        """Where a document is asked for as ``docx`` or ``pdf``."""
        query = urlencode({"s": str(symbol), "l": language, "t": kind}, safe="/()", quote_via=quote)
        return f"{self.api}?{query}"

    def citable(self, symbol: Symbol, language: str) -> str:
        """The address to cite: ``https://docs.un.org/en/A/RES/67/225``."""
        return f"{self.viewer}/{language}/{quote(str(symbol), safe='/()')}"

    def fetch(self, symbol: Symbol, language: str = "en", *, refresh: bool = False) -> Answer:
        """The document as Word, else as PDF.

        Raises
        ------
        SourceNotFound
            None of the services has it in this language.
        SourceError
            They have not said so, but it could not be had; the message gives every reason.

        """
        reasons: list[SourceError] = []
        for ask in (self._word, self._pdf, self._viewed):
            if len(reasons) == 2 and all(isinstance(reason, SourceNotFound) for reason in reasons):
                break  # it does not exist: the viewer would show its empty frame
            try:
                return ask(symbol, language, refresh)
            except SourceError as error:
                reasons.append(error)
        missing = all(isinstance(reason, SourceNotFound) for reason in reasons)
        said = "; ".join(dict.fromkeys(reason.message for reason in reasons))
        raise (SourceNotFound if missing else SourceError)(said, self.citable(symbol, language))

    def _word(self, symbol: Symbol, language: str, refresh: bool) -> Answer:
        url = self.address(symbol, language, "docx")
        return self.client.get(url, check=lambda data: flaw(data, _WORD), refresh=refresh)

    def _pdf(self, symbol: Symbol, language: str, refresh: bool) -> Answer:
        url = self.address(symbol, language, "pdf")
        return self.client.get(url, check=lambda data: flaw(data, _PDF), refresh=refresh)

    def _viewed(self, symbol: Symbol, language: str, refresh: bool) -> Answer:
        """What the citable address leads to: the PDF itself, or the one that its page shows."""
        url = self.citable(symbol, language)
        page = self.client.get(url, check=_page_or_pdf, refresh=refresh)
        if extension(page.data) == "pdf":
            return page
        shown = _VIEWED.search(page.data)
        if not shown:
            raise SourceNotFound("the viewer's page names no document", url)
        target = urljoin(page.url, shown[1].decode("utf-8", "replace").replace("&amp;", "&"))
        return self.client.get(target, check=lambda data: flaw(data, _PDF), refresh=refresh)


def _page_or_pdf(data: bytes) -> Flaw | None:
    return flaw(data, _PDF | {"html"})
