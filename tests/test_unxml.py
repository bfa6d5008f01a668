"""The UN's XML on GitHub: file names, the list of files, hashes, session archives."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from loaders.errors import SourceError, SourceNotFound
from loaders.sources.http import Client, Limits, Settings
from loaders.sources.unxml import Repositories, blob_hash, language_of, symbols_in
from loaders.symbols import Symbol
from tests.server import Reply, Served, serving

GOLD = Path(__file__).parents[2] / "shared" / "data" / "gold"
GA, SC = "UNxml/GAresolutions", "UNxml/SCresolutions"

# Real names of the repositories, one of each shape.
NAMES = [
    ("75session/English/75_100_E.xml", "A/RES/75/100", "en"),
    ("75session/English/75_101A-B_E.xml", "A/RES/75/101 A/RES/75/101A A/RES/75/101B", "en"),
    ("75session/Spanish/75_251_B_S.xml", "A/RES/75/251B", "es"),
    ("75session/Arabic/75_100_A.xml", "A/RES/75/100", "ar"),  # A is the language, not a part
    ("76session/Arabic/A_RES_76_146-2119184A_reissue.xml", "A/RES/76/146", "ar"),
    ("76session/English/A_RES_76_84_A-B-2118640E.xml", "A/RES/76/84 A/RES/76/84A A/RES/76/84B", "en"),
    ("A_RES_77_102-2228247C.xml", "A/RES/77/102", "zh"),
    ("A_RES_77_264_A-C-2300152E.xml", "A/RES/77/264 A/RES/77/264A A/RES/77/264B A/RES/77/264C", "en"),
    ("A_RES_ES-11_1-2227231E.xml", "A/RES/ES-11/1", "en"),
    ("A_RES_S-32_1-2114270R.xml", "A/RES/S-32/1", "ru"),
    ("2020/Arabic/S_RES_2504 (2020)-2000407A.xml", "S/RES/2504(2020)", "ar"),
    ("2003/S_RES_1455_N0321407.xml", "S/RES/1455(2003)", "en"),  # no letter: English
    ("2014/S_RES_2133_1421793e.xml", "S/RES/2133(2014)", "en"),
    ("S_RES_1455_N0321407.xml", "", "en"),  # no year anywhere: no symbol
    ("PRST/2000/S_PRST_2000_10-0035804E.xml", "S/PRST/2000/10", "en"),
    ("PRST/2000/S_PRST_2000_27_Corr.1-0060049E.xml", "S/PRST/2000/27/Corr.1", "en"),
    ("Not adopted/French/S_2023_212-2305680F.xml", "S/2023/212", "fr"),
    ("Not adopted/French/S_2025-353-2508520F.xml", "S/2025/353", "fr"),
    ("E_RES_2023_10_E.xml", "E/RES/2023/10", "en"),
    ("A_HRC_RES_54_10E.xml", "A/HRC/RES/54/10", "en"),
    ("GA_decision_76_402_B_E.xml", "A/DEC/76/402B", "en"),
    ("README.md", "", ""),
    ("2020/Arabic/notes.xml", "", "ar"),
]


@pytest.mark.parametrize(("path", "symbols", "language"), NAMES)
def test_names_tell_symbols_and_languages(path: str, symbols: str, language: str) -> None:
    assert " ".join(map(str, symbols_in(path))) == symbols
    assert (language_of(path) or language) == language


@pytest.mark.skipif(not GOLD.exists(), reason="the real documents of ../shared are not here")
def test_every_real_name_is_read() -> None:
    unread = []
    for archive in sorted(GOLD.glob("*/docs.zip")):
        if archive.parent.name.startswith("eosg"):
            continue  # not named by the repositories
        year = archive.parent.name[2:6] + "/" if archive.parent.name.startswith("sc") else ""
        unread += [name for name in zipfile.ZipFile(archive).namelist() if not symbols_in(year + name)]
    assert unread == []


def xml(text: str) -> bytes:
    return f"<akomaNtoso><p>{text}</p></akomaNtoso>".encode()


FILES = {
    "77session/English/A_RES_77_102-2228247E.xml": xml("77/102"),
    "77session/French/A_RES_77_102-2228247F.xml": xml("77/102 fr"),
    "76session/English/A_RES_76_146-2119184E.xml": xml("first"),
    "76session/English/A_RES_76_146-2119184E_reissue.xml": xml("reissued"),
    "75session/English/75_101A-B_E.xml": xml("both parts"),
}
COUNCIL = {
    "2015/English/S_RES_2193_1467585E.xml": xml("of December 2014"),
    "2020/English/S_RES_2504 (2020)-2000407E.xml": xml("c"),
}


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


FILES["74session/GA resolutions_74session_English.zip"] = archive(
    {"English/74_1.xml": xml("74/1"), "English/74_10.xml": xml("74/10")}
)


def tree(files: dict[str, bytes], truncated: bool = False) -> Reply:
    items = [{"path": path, "type": "blob", "sha": blob_hash(data), "size": len(data)} for path, data in files.items()]
    items.append({"path": "folder", "type": "tree", "sha": "0" * 40})
    return Reply(
        body=json.dumps({"sha": "1" * 40, "tree": items, "truncated": truncated}).encode(), etag=f'"{len(files)}"'
    )


def routes(repository: str, files: dict[str, bytes]) -> dict[str, Reply]:
    listed: dict[str, Reply] = {f"/api/repos/{repository}/git/trees/HEAD?recursive=1": tree(files)}
    return listed | {f"/raw/{repository}/HEAD/{path}": Reply(body=data) for path, data in files.items()}


@contextmanager
def repositories() -> Iterator[tuple[Repositories, Served]]:
    settings = Settings(pace=0, loopback=True, limits=Limits(tries=2, backoff=0))
    with serving(routes(GA, FILES) | routes(SC, COUNCIL)) as served, Client(settings) as client:
        yield Repositories(client, served.base + "/api", served.base + "/raw"), served


@pytest.mark.parametrize(
    ("symbol", "language", "text"),
    [
        ("A/RES/77/102", "en", "77/102"),
        ("A/RES/77/102", "fr", "77/102 fr"),
        ("A/RES/76/146", "en", "reissued"),  # what was reissued replaces
        ("A/RES/75/101B", "en", "both parts"),
        ("A/RES/75/101", "en", "both parts"),
        ("S/RES/2193(2014)", "en", "of December 2014"),  # its folder says 2015
        ("S/RES/2504(2020)", "en", "c"),  # a space in its name
        ("A/RES/74/10", "en", "74/10"),  # in its session's archive
    ],
)
def test_a_document_by_symbol_and_language(symbol: str, language: str, text: str) -> None:
    with repositories() as (source, _):
        assert source.fetch(Symbol.parse(symbol), language).data == xml(text)


@pytest.mark.parametrize(
    ("symbol", "language", "why"),
    [
        ("A/RES/77/999", "en", "has no A/RES/77/999"),
        ("A/RES/77/102", "zh", "in 'zh'"),
        ("A/RES/74/999", "en", "archive has no"),
        ("A/HRC/RES/54/10", "en", "no XML repository"),
        ("A/RES/217(III)", "en", "has no"),
    ],
)
def test_what_is_not_there(symbol: str, language: str, why: str) -> None:
    with repositories() as (source, _), pytest.raises(SourceNotFound, match=why):
        source.fetch(Symbol.parse(symbol), language)


def test_the_list_is_asked_for_once() -> None:
    with repositories() as (source, served):
        for language in ("en", "fr"):
            source.fetch(Symbol.parse("A/RES/77/102"), language)
        assert sum("git/trees" in path for path in served.paths) == 1


def test_a_repository_too_large_for_one_list_is_listed_by_folder() -> None:
    with repositories() as (source, served):
        api = f"/api/repos/{GA}/git/trees/"
        top = {
            "tree": [
                {"path": "77session", "type": "tree", "sha": "a1"},
                {"path": "README.md", "type": "blob", "sha": "b"},
            ]
        }
        inner = {path.removeprefix("77session/"): data for path, data in FILES.items() if path.startswith("77session/")}
        served.routes |= {
            api + "HEAD?recursive=1": tree({}, truncated=True),
            api + "HEAD": Reply(body=json.dumps(top).encode()),
            api + "a1?recursive=1": tree(inner),
        }
        assert source.fetch(Symbol.parse("A/RES/77/102"), "fr").data == xml("77/102 fr")


def test_half_a_file_is_never_taken() -> None:
    path, whole = "77session/English/A_RES_77_102-2228247E.xml", xml("77/102")
    with repositories() as (source, served):
        address = quote(f"/raw/{GA}/HEAD/{path}")
        served.routes[address] = [Reply(body=whole[:-9], length=False), Reply(body=whole)]
        assert source.fetch(Symbol.parse("A/RES/77/102")).data == whole


def test_a_file_newer_than_the_list_makes_the_list_new() -> None:
    path, newer = "77session/English/A_RES_77_102-2228247E.xml", xml("corrected")
    with repositories() as (source, served):
        source.fetch(Symbol.parse("A/RES/77/102"), "fr")  # the list is here now
        served.routes |= routes(GA, FILES | {path: newer, "more.xml": b"<a/>"})
        assert source.fetch(Symbol.parse("A/RES/77/102")).data == newer


def test_a_file_that_never_fits_its_hash_is_refused() -> None:
    with repositories() as (source, served):
        served.routes[f"/raw/{GA}/HEAD/77session/English/A_RES_77_102-2228247E.xml"] = Reply(body=xml("other"))
        with pytest.raises(SourceError, match="not the one listed"):
            source.fetch(Symbol.parse("A/RES/77/102"))


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(body=b"[]"), "not the list"),
        (Reply(body=b"{"), "not the list"),
        (Reply(403, headers={"X-RateLimit-Remaining": "0"}), "limit is used up"),
        (Reply(404), "404"),
    ],
)
def test_a_list_that_cannot_be_had(reply: Reply, why: str) -> None:
    with repositories() as (source, served):
        served.routes[f"/api/repos/{GA}/git/trees/HEAD?recursive=1"] = reply
        with pytest.raises(SourceError, match=why):
            source.fetch(Symbol.parse("A/RES/77/102"))
