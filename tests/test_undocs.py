"""Documents by symbol: addresses, the order of asking, and answers that are no documents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from loaders.errors import InvalidSymbol, SourceError, SourceNotFound
from loaders.sources.http import Client, Limits, Settings
from loaders.sources.undocs import Documents, file_name, raw_file, symbol_of
from loaders.symbols import Symbol
from tests.server import PAGE, PDF, Reply, Route, Served, serving

SYMBOL = Symbol.parse("A/RES/67/225")
API, VIEW = "/api/symbol/access", "/en/A/RES/67/225"


def word() -> bytes:
    """The smallest thing that is a Word file by its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def by_kind(answers: Mapping[str, Reply]) -> Route:
    """The document interface: which answer by ``t=``; 404 for the other kinds."""
    return lambda path: next((reply for kind, reply in answers.items() if f"t={kind}" in path), Reply(404))


@contextmanager
def documents(routes: Mapping[str, Route]) -> Iterator[tuple[Documents, Served]]:
    settings = Settings(pace=0, loopback=True, limits=Limits(tries=2, backoff=0))
    with serving(routes) as served, Client(settings) as client:
        yield Documents(client, served.base + API, served.base), served


def test_the_addresses_are_those_of_the_services() -> None:
    with Client() as client:
        real = Documents(client)
        s = Symbol.parse("S/RES/1325(2000)")
        assert (
            real.address(s, "fr", "docx") == "https://documents.un.org/api/symbol/access?s=S/RES/1325(2000)&l=fr&t=docx"
        )
        assert real.citable(SYMBOL, "en") == "https://docs.un.org/en/A/RES/67/225"


def test_word_comes_first_through_the_redirect_to_the_file() -> None:
    moved, held = Reply(302, b"moved", {"Location": "/doc/undoc/gen/n12/1/1/n1211.docx"}), word()  # holds the second
    routes: dict[str, Route] = {API: by_kind({"docx": moved}), "/doc/undoc/gen/n12/1/1/n1211.docx": Reply(body=held)}
    with documents(routes) as (source, served):
        answer = source.fetch(SYMBOL, "fr")
        assert answer.data == held and answer.url.endswith("n1211.docx")
        assert served.paths[0] == API + "?s=A/RES/67/225&l=fr&t=docx"
        assert raw_file(SYMBOL, "fr", answer).file == "A_RES_67_225.fr.docx"


@pytest.mark.parametrize(
    ("no_word", "why"),
    [
        (Reply(404), "not there"),
        (Reply(body=b""), "not issued yet: the service answers 200 with nothing"),
        (Reply(body=PAGE, headers={"Content-Type": "text/html"}), "an error page with status 200"),
        (Reply(body=b"\xffWPC" + bytes(80)), "WordPerfect, which no reader knows"),
        (Reply(body=word()[:-30], length=False), "half a file"),
        (Reply(500), "broken"),
    ],
)
def test_pdf_comes_where_word_does_not(no_word: Reply, why: str) -> None:
    with documents({API: by_kind({"docx": no_word, "pdf": Reply(body=PDF)})}) as (source, _):
        assert source.fetch(SYMBOL).data == PDF, why


def test_the_citable_address_may_be_the_pdf_itself() -> None:
    routes: dict[str, Route] = {
        API: by_kind({"pdf": Reply(body=PAGE)}),
        VIEW: Reply(302, headers={"Location": "/n.pdf"}),
        "/n.pdf": Reply(body=PDF),
    }
    with documents(routes) as (source, _):
        assert source.fetch(SYMBOL).data == PDF


@pytest.mark.parametrize(
    "shown",
    [b'<iframe src="/gen/n1.pdf"></iframe>', b"<a HREF = '/gen/n1.pdf'>", b'<embed data="/gen/n1?l=en&amp;t=pdf">'],
)
def test_the_citable_address_may_be_a_page_that_shows_the_pdf(shown: bytes) -> None:
    routes: dict[str, Route] = {
        API: by_kind({"pdf": Reply(body=PAGE)}),
        VIEW: Reply(body=PAGE.replace(b"<script>load()</script>", shown)),
        "/gen/n1.pdf": Reply(body=PDF),
        "/gen/n1?l=en&t=pdf": Reply(body=PDF),
    }
    with documents(routes) as (source, _):
        assert source.fetch(SYMBOL).data == PDF


def test_a_page_that_sends_us_inside_the_network_is_refused() -> None:
    evil = PAGE.replace(b"<script>load()</script>", b'<iframe src="http://169.254.169.254/a.pdf">')
    with (
        documents({API: by_kind({"pdf": Reply(body=PAGE)}), VIEW: Reply(body=evil)}) as (source, _),
        pytest.raises(SourceError, match="private"),
    ):
        source.fetch(SYMBOL)


def test_what_does_not_exist_is_asked_for_twice_at_most() -> None:
    with documents({}) as (source, served):
        with pytest.raises(SourceNotFound, match="no such document"):
            source.fetch(SYMBOL)
        assert len(served.seen) == 2  # Word, PDF


def test_every_reason_is_told() -> None:
    with documents({API: by_kind({"docx": Reply(403), "pdf": Reply(body=b"")})}) as (source, _):
        with pytest.raises(SourceError, match=r"403.*empty.*no such document") as caught:
            source.fetch(SYMBOL)
        assert not isinstance(caught.value, SourceNotFound)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A/RES/67/225", "A/RES/67/225"),
        ("https://docs.un.org/en/A/RES/67/225", "A/RES/67/225"),
        ("https://undocs.org/A/RES/67/225", "A/RES/67/225"),
        ("http://www.undocs.org/fr/A/RES/217(III)?direct=true", "A/RES/217(III)"),
        ("https://undocs.org//en/A/RES/217%20(III)", "A/RES/217(III)"),  # as printed in the UN's own links
        ("undocs.org/A/RES/67/225", None),  # no address and no symbol
        ("https://example.org/A/RES/67/225", None),
    ],
)
def test_a_link_is_as_good_as_a_symbol(text: str, symbol: str | None) -> None:
    if symbol is None:
        with pytest.raises(InvalidSymbol):
            symbol_of(text)
    else:
        assert str(symbol_of(text)) == symbol


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A/RSE/65/175", "A/RES/65/175"),  # swapped
        ("a/rs/65/175", "A/RES/65/175"),  # one is missing
        ("https://undocs.org/S/RESS/1325(2000)", "S/RES/1325(2000)"),  # one too many
        ("S/PRTS/2012/1", "S/PRST/2012/1"),
    ],
)
def test_a_misspelt_series_is_refused_with_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(InvalidSymbol, match=re.escape(f"did you mean {meant}?")):
        symbol_of(text)


@pytest.mark.parametrize(
    "text",
    ["A/HRC/19/2", "A/INF/67/4", "A/BUR/67/1", "E/ECE/2010/5", "E/ICEF/2012/3", "S/INF/67", "CED/C/7", "A/67/L.3"],
)
def test_a_series_of_its_own_is_no_misspelling(text: str) -> None:
    assert str(symbol_of(text)) == text


@pytest.mark.parametrize("text", ["A/RES/217(III)A", "A/CONF.157/24(PartI)", "A/72/707-S/2018/43", "A/66/10/Add.1"])
def test_file_names_are_bare_names(text: str) -> None:
    name = file_name(Symbol.parse(text), "en", "pdf")
    assert not set(name) & set('/\\:*?"<>| ')
