"""The walk by generations: what is asked for, in what order, once; interruption, resumption, the command."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import DamagedDocument, SourceError
from loaders.fetch import FOLLOWED, Held, Missing, Outcome, Plan, cited, sources, walk
from loaders.holdings import MANIFEST, Holdings
from loaders.records import Kind
from loaders.sources import RawFile
from loaders.sources.http import Client, Limits, Settings
from loaders.symbols import Symbol
from tests.documents import document, reference
from tests.server import PDF, Reply, Served, serving

A, B, C, D = (Symbol.parse(f"A/RES/67/{n}") for n in (1, 2, 3, 4))


def pdf(symbol: str, *cites: str) -> bytes:
    """A "document" that says what it is and cites, for the reader below."""
    return PDF.replace(b"%%EOF", f"% {symbol} {' '.join(cites)}\n%%EOF".encode())


def read(raw: RawFile) -> Sequence[Outcome]:
    words = raw.data.decode().rpartition("% ")[2].split("\n")[0].split()
    if not words or words[0] == "unreadable":
        return [DamagedDocument("no text layer", raw.file)]
    return [document(words[0], *(reference(w, target=w) for w in words[1:]))]


class Ods:
    """The document interface with a corpus behind it; ``down`` symbols break off in the middle."""

    def __init__(self, corpus: Mapping[str, bytes]) -> None:
        self.corpus, self.down = dict(corpus), set[str]()

    def __call__(self, path: str) -> Reply:
        query = parse_qs(urlsplit(path).query)
        body = self.corpus.get(query["s"][0])
        if body is None or query["t"] != ["pdf"]:
            return Reply(404)
        return Reply(body=body, cut=10 if query["s"][0] in self.down else None)


@contextmanager
def corpus(
    texts: Mapping[str, bytes], cache: Path | None = None
) -> Iterator[tuple[Client, Served, Ods, dict[str, str]]]:
    ods = Ods(texts)
    limits = Limits(tries=2, backoff=0)
    with (
        serving({"/ods": ods}) as served,
        Client(Settings(cache=cache, pace=0, loopback=True, limits=limits)) as client,
    ):
        environ = {
            "RECALLING_GITHUB_API": served.base + "/api",
            "RECALLING_GITHUB_RAW": served.base + "/raw",
            "RECALLING_DOCUMENTS_API": served.base + "/ods",
            "RECALLING_DOCUMENTS_VIEWER": served.base + "/viewer",
            "RECALLING_LIBRARY": served.base + "/library",
        }
        yield client, served, ods, environ


CHAIN = {
    "A/RES/67/1": pdf("A/RES/67/1", "A/RES/67/2", "A/RES/67/3", "A/RES/67/1"),
    "A/RES/67/2": pdf("A/RES/67/2", "A/RES/67/1", "A/RES/67/4"),  # a cycle
    "A/RES/67/3": pdf("A/RES/67/3", "A/RES/67/2"),
    "A/RES/67/4": pdf("A/RES/67/4", "A/RES/67/99"),
}


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (0, [(A, 0)]),
        (1, [(A, 0), (B, 1), (C, 1)]),
        (2, [(A, 0), (B, 1), (C, 1), (D, 2)]),
    ],
)
def test_generations_end_where_they_should_and_cycles_are_fine(
    depth: int, expected: list[object], tmp_path: Path
) -> None:
    with corpus(CHAIN) as (client, served, _, environ):
        outcomes = list(walk([A], tmp_path, sources(client, environ), Plan(depth), read))
        assert [(o.symbol, o.generation) for o in outcomes if isinstance(o, Held)] == expected
        asked = [p for p in served.paths if p.startswith("/ods") and "t=pdf" in p]
        assert len(asked) == len(set(asked)) == len(expected)  # nothing twice


def test_what_cannot_be_had_is_told_with_every_reason(tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, _, _, environ):
        *_, last = walk([D], tmp_path, sources(client, environ), Plan(1), read)
        assert isinstance(last, Missing)
        assert (str(last.symbol), last.generation) == ("A/RES/67/99", 1)
        assert [reason.partition(":")[0] for reason in last.reasons] == [
            "AKN4UN",
            "documents.un.org",
            "UN Digital Library",
        ]


def test_the_limit_counts_documents_and_what_is_over_it_is_told(tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, _, _, environ):
        outcomes = list(walk([A], tmp_path, sources(client, environ), Plan(3, limit=2), read))
        assert [type(o) for o in outcomes] == [Held, Held, Missing, Missing]
        assert isinstance(outcomes[2], Missing) and "limit is 2" in outcomes[2].reasons[0]


def test_the_manifest_says_what_each_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with corpus(CHAIN) as (client, served, _, environ):
        list(walk([A], tmp_path / "new" / "folder", sources(client, environ), Plan(0), read))
        text = (tmp_path / "new" / "folder" / MANIFEST).read_text()
        row = {
            "symbol": "A/RES/67/1",
            "language": "en",
            "file": "A_RES_67_1.en.pdf",
            "url": served.base + "/ods?s=A/RES/67/1&l=en&t=pdf",
            "sha256": hashlib.sha256(CHAIN["A/RES/67/1"]).hexdigest(),
            "retrieved": "2023-11-14T22:13:20Z",
        }
        assert json.loads(text) == {"documents": [row]}
        assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == ["A_RES_67_1.en.pdf", MANIFEST]


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """The service breaks off in the middle of a document; the second run asks only for what is missing."""
    with corpus(CHAIN) as (client, served, ods, environ):
        ods.down = {"A/RES/67/2"}
        first = list(walk([A], tmp_path, sources(client, environ), Plan(2), read))
        assert [str(o.symbol) for o in first if isinstance(o, Missing)] == ["A/RES/67/2"]
        assert not (tmp_path / "A_RES_67_2.en.pdf").exists()
        ods.down = set()
        served.seen.clear()
        second = list(walk([A], tmp_path, sources(client, environ), Plan(2), read))
        assert all(isinstance(o, Held) for o in second)
        assert [o.symbol for o in second if isinstance(o, Held) and o.new] == [B, D]
        assert not [p for p in served.paths if "67/1&" in p or "67/3&" in p]


def test_a_walk_stopped_between_two_documents_keeps_what_it_had(tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, served, _, environ):
        going = walk([A], tmp_path, sources(client, environ), Plan(2), read)
        next(going)
        next(going)
        del going  # Ctrl-C
        served.seen.clear()
        again = list(walk([A], tmp_path, sources(client, environ), Plan(2), read))
        assert [o.new for o in again if isinstance(o, Held)] == [False, False, True, True]


@pytest.mark.parametrize("damage", ["truncate", "remove", "change", "escape"])
def test_a_file_that_is_not_what_the_manifest_says_is_fetched_again(damage: str, tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, _, _, environ):
        (held,) = walk([A], tmp_path, sources(client, environ), Plan(0), read)
        assert isinstance(held, Held)
        if damage == "remove":
            held.path.unlink()
        elif damage == "escape":  # a manifest that names a file elsewhere
            elsewhere = tmp_path / "else" / "where.pdf"
            elsewhere.parent.mkdir()
            elsewhere.write_bytes(held.path.read_bytes())
            manifest = tmp_path / MANIFEST
            manifest.write_text(manifest.read_text().replace(held.path.name, "else/where.pdf"))
        else:
            data = held.path.read_bytes()
            held.path.write_bytes(data[:-9] if damage == "truncate" else data.replace(b"Catalog", b"Cat-log"))
        (again,) = walk([A], tmp_path, sources(client, environ), Plan(0), read)
        assert isinstance(again, Held) and again.new
        assert again.path.read_bytes() == CHAIN["A/RES/67/1"]


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(SourceError, match="remove it"):
        Holdings(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with corpus(CHAIN) as (client, _, _, environ), pytest.raises(SourceError, match="cannot be"):
        list(walk([A], tmp_path / "file", sources(client, environ), Plan(0), read))


def test_a_part_without_a_document_of_its_own_is_the_whole(tmp_path: Path) -> None:
    part, whole = Symbol.parse("A/RES/217(III)A"), Symbol.parse("A/RES/217(III)")
    with corpus({str(whole): pdf(str(whole))}) as (client, served, _, environ):
        outcomes = list(walk([part, whole], tmp_path, sources(client, environ), Plan(0), read))
        assert [(o.symbol, o.holds) for o in outcomes if isinstance(o, Held)] == [(part, whole)]
        served.seen.clear()
        (again,) = walk([part], tmp_path, sources(client, environ), Plan(0), read)
        assert isinstance(again, Held) and not again.new and served.seen == []


def test_what_nobody_can_read_is_kept_and_told(tmp_path: Path) -> None:
    with corpus({"A/RES/67/1": pdf("unreadable")}) as (client, _, _, environ):
        (held,) = walk([A], tmp_path, sources(client, environ), Plan(1), read)
        assert isinstance(held, Held) and "no text layer" in held.problem and held.path.exists()


def test_languages_live_side_by_side(tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, _, _, environ):
        for language in ("en", "fr"):
            list(walk([A], tmp_path, sources(client, environ), Plan(0, language), read))
        assert [(row.symbol, row.language) for row in Holdings(tmp_path)] == [
            ("A/RES/67/1", "en"),
            ("A/RES/67/1", "fr"),
        ]


def test_asking_anew_keeps_one_file(tmp_path: Path) -> None:
    with corpus(CHAIN) as (client, _, ods, environ):
        list(walk([A], tmp_path, sources(client, environ), Plan(0), read))
        ods.corpus["A/RES/67/1"] = pdf("A/RES/67/1", "A/RES/67/4")
        (held,) = walk([A], tmp_path, sources(client, environ), Plan(0, refresh=True), read)
        assert isinstance(held, Held) and held.path.read_bytes() == ods.corpus["A/RES/67/1"]
        assert len(list(Holdings(tmp_path))) == 1


# What is followed --------------------------------------------------------------------------------


def test_only_resolutions_decisions_and_statements_are_followed() -> None:
    text = document(
        "A/RES/67/1",
        reference("a", target="A/RES/67/2"),
        reference("b", target="A/67/223", kind=Kind.DOCUMENT),
        reference("c", target="S/PRST/2020/11", kind=Kind.STATEMENT),
        reference("d", target=None, cited="charter"),
        reference("e", target="A/RES/67/2"),
        reference("f", target="A/RES/67/1B"),  # a part of itself
    )
    assert list(map(str, cited([text]))) == ["A/RES/67/2", "S/PRST/2020/11"]
    assert "A/67/223" in map(str, cited([text], FOLLOWED | {Kind.DOCUMENT}))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=15), st.integers(0, 4))
def test_a_walk_visits_each_document_once_at_its_shortest_distance(edges: list[tuple[int, int]], depth: int) -> None:
    """Rule: the walk is breadth first over any graph, cycles and all, and bounded by its depth."""
    graph: dict[int, list[int]] = {n: [b for a, b in edges if a == n] for n in range(1, 7)}
    distance, wave = {1: 0}, [1]
    for generation in range(1, depth + 1):
        wave = [
            b
            for a in wave
            for b in dict.fromkeys(graph[a])
            if b not in distance and not distance.update({b: generation})
        ]
    texts = {f"A/RES/67/{n}": pdf(f"A/RES/67/{n}", *(f"A/RES/67/{b}" for b in graph[n])) for n in graph}
    visited = _visited(texts, depth)
    assert visited == {f"A/RES/67/{n}": at for n, at in distance.items()}


def _visited(texts: Mapping[str, bytes], depth: int) -> dict[str, int]:
    import tempfile
    from datetime import UTC, datetime

    from loaders.sources.http import Answer

    class Memory:
        name = "memory"

        def fetch(self, symbol: Symbol, language: str = "en", *, refresh: bool = False) -> Answer:
            assert (language, refresh) == ("en", False)
            return Answer(f"memory:{symbol}", texts[str(symbol)], "application/pdf", datetime.now(UTC), False)

    with tempfile.TemporaryDirectory() as folder:
        outcomes = list(walk([A], Path(folder), [Memory()], Plan(depth), read))
    symbols = [str(o.symbol) for o in outcomes]
    assert len(symbols) == len(set(symbols))
    return {str(o.symbol): o.generation for o in outcomes}


# The command -------------------------------------------------------------------------------------

AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta/><preface><p><docNumber>{symbol}</docNumber></p></preface>
<preamble><container name="Recalling" eId="pp1">
<p><i>Recalling</i> its resolution {cited} of 21 December 2011,</p></container></preamble>
<mainBody><paragraph eId="op1"><num>1.</num><content><p><i>Decides</i> to go on.</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


def recalling(arguments: list[str], environ: Mapping[str, str], cache: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from graph.cli.fetch import fetch; import typer; typer.run(fetch)"
    given = {
        **os.environ,
        **environ,
        "RECALLING_CACHE": str(cache),
        "RECALLING_ALLOW_LOOPBACK": "1",
        "RECALLING_PACE": "0",
    }
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], env=given, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_command_brings_a_resolution_and_what_it_recalls(tmp_path: Path) -> None:
    """With the real readers: the UN's XML from the repository, nothing stubbed but the network's far end."""
    from tests.test_unxml import GA, routes

    files = {
        "77session/English/A_RES_77_1-2228247E.xml": AKN.format(symbol="A/RES/77/1", cited="76/2").encode(),
        "76session/English/A_RES_76_2-2118657E.xml": AKN.format(symbol="A/RES/76/2", cited="66/3").encode(),
    }
    with corpus({}) as (_, served, _, environ):
        served.routes |= routes(GA, files)
        done = recalling(
            ["https://docs.un.org/en/A/RES/77/1", "--out", str(tmp_path / "out")], environ, tmp_path / "cache"
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "2 documents in" in done.stdout and "2 fetched" in done.stdout
        assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
            "A_RES_76_2.en.xml",
            "A_RES_77_1.en.xml",
            MANIFEST,
        ]
        asked = len(served.seen)
        again = recalling(["A/RES/77/1", "--depth", "2", "--out", str(tmp_path / "out")], environ, tmp_path / "cache")
        assert again.returncode == 1  # generation 2 cannot be had
        assert "0 fetched, 2 were there" in again.stdout
        assert (
            "could not be had: A/RES/66/3" in again.stderr
            and "documents.un.org: the server has no such" in again.stderr
        )
        assert not [p for p in served.paths[asked:] if "77_1" in p or "76_2" in p]


@pytest.mark.parametrize(
    "arguments", [[], ["no symbol at all"], ["A/RES/67/1", "--language", "xx"], ["A/RES/67/1", "--depth", "-1"]]
)
def test_wrong_usage_is_said(arguments: list[str], tmp_path: Path) -> None:
    done = recalling(arguments, {}, tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
