"""Catalogue records: search by symbol, pages of results, files by language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from loaders.errors import DamagedDocument, SourceError, SourceNotFound
from loaders.sources.http import Client, Limits, Settings
from loaders.sources.library import Library, files_of, symbols_of
from loaders.symbols import Symbol
from tests.server import PAGE, PDF, Reply, Route, Served, serving

SHARED = Path(__file__).parents[2] / "shared" / "data" / "marcxml"


SLIM = "http://www.loc.gov/MARC21/slim"


def record(symbol: str, base: str = "", language: str = "English", tag: str = "191") -> str:
    name = symbol.replace("/", "_")
    return f"""<record><controlfield tag="001">1</controlfield>
      <datafield tag="{tag}" ind1=" " ind2=" "><subfield code="a">{symbol}</subfield></datafield>
      <datafield tag="856" ind1="4" ind2=" "><subfield code="u">{base}/files/{name}-EN.pdf</subfield>
      <subfield code="y">{language}</subfield></datafield></record>"""


def page(records: list[str], total: int | None = None) -> Reply:
    head = f"<!-- Search-Engine-Total-Number-Of-Results: {len(records) if total is None else total} -->"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<collection xmlns="{SLIM}">{"".join(records)}</collection>'
    return Reply(body=text.encode(), headers={"Content-Type": "text/xml"})


@contextmanager
def library(routes: Mapping[str, Route], size: int = 100) -> Iterator[tuple[Library, Served]]:
    settings = Settings(pace=0, loopback=True, limits=Limits(tries=2, backoff=0))
    with serving(routes) as served, Client(settings) as client:
        yield Library(client, served.base, size), served


def one(text: str) -> etree._Element:
    return etree.fromstring(f'<collection xmlns="http://www.loc.gov/MARC21/slim">{text}</collection>')[0]


def test_only_records_of_exactly_the_symbol_are_found() -> None:
    """The search matches parts of symbols: A/RES/67/22 is in A/RES/67/225."""
    routes: dict[str, Route] = {"/search": page([record("A/RES/67/225"), record("A/RES/67/22"), record("no symbol")])}
    with library(routes) as (source, served):
        found = source.find(Symbol.parse("A/RES/67/22"))
        collection = etree.fromstring(found.data)
        assert [str(s) for child in collection for s in symbols_of(child)] == ["A/RES/67/22"]
        assert found.file == "A_RES_67_22.marc.xml"
        query = "?ln=en&as=1&m1=p&p1=A/RES/67/22&f1=documentsymbol&of=xm&rg=100&jrec=1"
        assert served.paths == ["/search" + query]


def test_a_symbol_without_a_record() -> None:
    with (
        library({"/search": page([])}) as (source, _),
        pytest.raises(SourceNotFound, match="no record of A/RES/67/22"),
    ):
        source.find(Symbol.parse("A/RES/67/22"))


def test_every_page_is_asked_for_once() -> None:
    records = [record(f"A/RES/67/{n}") for n in range(1, 8)]

    def results(path: str) -> Reply:
        match = re.search(r"rg=(\d+)&jrec=(\d+)", path)
        assert match
        size, first = int(match[1]), int(match[2])
        return page(records[first - 1 : first - 1 + size], total=7)

    with library({"/search": results}, size=3) as (source, served):
        pages = list(source.search({"p": "67"}))
        assert [int(p.rsplit("=", 1)[1]) for p in served.paths] == [1, 4, 7]
        assert sum(page.data.count(b"<record>") for page in pages) == 7


def test_pages_without_a_total_end_with_the_first() -> None:
    untold = Reply(
        body=b'<collection xmlns="http://www.loc.gov/MARC21/slim">' + record("A/RES/67/1").encode() + b"</collection>"
    )
    with library({"/search": untold}) as (source, served):
        assert len(list(source.search({"p": "x"}))) == 1
        assert len(served.seen) == 1


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(202, headers={"x-amzn-waf-action": "challenge"}), "wants a browser"),
        (Reply(body=PAGE), "web page"),
        (Reply(body=page([record("A/RES/67/1")]).body[:-20], length=False), "ends before its end"),
        (Reply(429), "429"),
    ],
)
def test_what_is_no_catalogue_is_named(reply: Reply, why: str) -> None:
    with library({"/search": reply}) as (source, _), pytest.raises(SourceError, match=why):
        list(source.search({"p": "x"}))


def test_mangled_records_are_named() -> None:
    with (
        library({"/search": Reply(body=b"<?xml version='1.0'?><collection><record></collection>")}) as (source, _),
        pytest.raises(DamagedDocument, match="MARCXML"),
    ):
        list(source.search({"p": "x"}))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("A/RES/1/1")
    text = f'<!DOCTYPE c [<!ENTITY x SYSTEM "{secret.as_uri()}">]><collection xmlns="http://www.loc.gov/MARC21/slim">{record("&x;")}</collection>'
    with library({"/search": Reply(body=text.encode())}) as (source, _), pytest.raises(SourceNotFound):
        source.find(Symbol.parse("A/RES/1/1"))


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("English", "en"),
        ("Français", "fr"),
        ("Français".encode().decode("latin-1"), "fr"),
        ("中文", "zh"),
        ("Deutsch", None),
    ],
)
def test_files_by_language_also_where_names_are_garbled(name: str, language: str | None) -> None:
    assert list(files_of(one(record("A/RES/67/1", "http://x", name)))) == ([language] if language else [])


def test_resolutions_carry_their_symbol_in_another_field() -> None:
    assert symbols_of(one(record("A/RES/67/225", tag="791"))) == (Symbol.parse("A/RES/67/225"),)


def test_the_file_of_a_record() -> None:
    with library({}) as (source, served):
        served.routes |= {
            "/search": page([record("A/RES/67/22", served.base)]),
            "/files/A_RES_67_22-EN.pdf": Reply(body=PDF),
        }
        assert source.fetch(Symbol.parse("A/RES/67/22"), "en").data == PDF
        with pytest.raises(SourceNotFound, match="no file of A/RES/67/22 in 'fr'"):
            source.fetch(Symbol.parse("A/RES/67/22"), "fr")


@pytest.mark.skipif(not SHARED.exists(), reason="the real catalogue page of ../shared is not here")
def test_a_real_page_of_records() -> None:
    data = next(SHARED.glob("*.xml")).read_bytes()
    with library({"/search": Reply(body=data)}) as (source, served):
        symbol = Symbol.parse("A/C.3/78/L.49/Rev.1")
        found = list(source.records(symbol))
        assert len(found) == 1
        assert sorted(files_of(found[0])) == ["ar", "en", "es", "fr", "ru", "zh"]
        assert len(list(source.search({"p": "x"}))) == 1 and len(set(served.paths)) == 2
