"""The corpus page without a browser: places, columns, packed paragraphs, where its script comes from, the file."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from graph.lineage import Lineage
from graph.view import corpus
from graph.view.corpus import bundle, evidence, hatch_build, making
from graph.view.corpus.data import HELD, SYMBOL, citations, page_data
from graph.view.corpus.plan import Plan, plan
from graph.view.works import works
from tests import view_samples as samples

FAKE = f"{making.heading()}\n'use strict';"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose script does nothing: these tests read the page, they do not run it."""
    monkeypatch.setattr(corpus, "script", lambda: FAKE)


def planned(lineage: Lineage, series: list[list[str]]) -> Plan:
    return plan(lineage, works(lineage), series)


def rows(size: int) -> list[list[str]]:
    """The series of `samples.family`: every second text is of one subject."""
    keys = [f"A/RES/{1980 + n % 40 // 2 * 2 - 1945}/{100 + n % 2 + n // 40 * 2}" for n in range(size)]
    lines: dict[str, list[str]] = {}
    for key in keys:
        lines.setdefault(key.rpartition("/")[2], []).append(key)
    return list(lines.values())


# --- places


def test_a_series_stands_on_one_row_in_the_order_of_time() -> None:
    lineage = samples.family(80)
    drawn = planned(lineage, rows(80))
    assert len(drawn.spines) == 4
    for spine in drawn.spines:
        places = [drawn.spots[key] for key in spine.ids]
        assert {y for _, y in places} == {spine.row}
        assert [x for x, _ in places] == sorted(x for x, _ in places)
        assert spine.title in {
            "Oceans and the law of the sea",
            "Rights of the child",
            "Question number 2",
            "Question number 3",
        }


def test_every_work_stands_in_the_column_of_its_year() -> None:
    lineage = samples.family(80)
    drawn, known = planned(lineage, rows(80)), works(lineage)
    columns = {column.year: column for column in drawn.columns}
    for key, (x, _) in drawn.spots.items():
        assert columns[known[key].year].left < x < columns[known[key].year].right
    assert [column.left for column in drawn.columns] == sorted(column.left for column in drawn.columns)


def test_bands_do_not_overlap_and_hold_their_works() -> None:
    drawn = planned(samples.crowded(), [])
    assert drawn.bands[0].top == 0
    assert drawn.bands[-1].bottom == drawn.height
    for before, after in pairwise(drawn.bands):
        assert before.bottom == after.top
    assert all(0 <= y <= drawn.height for _, y in drawn.spots.values())
    assert drawn.bands[0].id == "instruments"
    assert drawn.bands[-1].id == "documents"


keys = st.sampled_from([*samples.family(60).nodes, "A/RES/1/1", ""])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(keys, max_size=8), max_size=8))
def test_whatever_the_series_each_work_has_a_place_of_its_own(series: list[list[str]]) -> None:
    """Rule: every work has one place, no two works share one, and the same series give the same places."""
    lineage = samples.family(60)
    drawn = planned(lineage, series)
    assert set(drawn.spots) == set(lineage.nodes)
    assert max(Counter(drawn.spots.values()).values()) == 1
    assert drawn == planned(lineage, series)
    members = [key for spine in drawn.spines for key in spine.ids]
    assert len(members) == len(set(members)), "no work is in two series"


def test_series_in_the_order_of_the_agenda() -> None:
    drafts = []
    for n, (item, title) in enumerate([("75", "Beginnings"), ("12", "Zeal"), ("30", "Middle")]):
        for year in (2019, 2020):
            text = samples.Draft(f"A/RES/{year - 1945}/{n + 1}", title, date(year, 12, 1))
            text.say("pp1", "Mindful of the work that is before it,")
            drafts.append(replace(text.done(), agenda_items=(item,)))
    series = [[f"A/RES/{year - 1945}/{n + 1}" for year in (2019, 2020)] for n in range(3)]
    drawn = planned(Lineage.of(drafts), series)
    assert [s.title for s in sorted(drawn.spines, key=lambda s: s.row)] == ["Zeal", "Middle", "Beginnings"]


def test_nothing_at_all_can_be_laid_out() -> None:
    drawn = planned(Lineage.of([]), [])
    assert (drawn.spots, drawn.bands, drawn.columns) == ({}, (), ())


# --- data


def test_columns_say_what_the_lineage_holds() -> None:
    lineage = samples.owner()
    edges = citations(lineage)
    data: Any = page_data(lineage, works(lineage), planned(lineage, []), edges)
    ids = data["works"]["id"]
    assert ids == list(lineage.nodes)
    assert {len(column) for column in data["works"].values()} == {len(ids)}
    assert sum(data["out"]) == len(data["target"]) == len(data["relation"]) == len(lineage.edges)
    at = ids.index("A/RES/67/225")
    assert data["words"][data["works"]["name"][at]] == "Industrial development cooperation"
    assert data["works"]["flags"][at] == HELD | SYMBOL
    said = [(data["relations"][r]["id"], ids[t]) for r, t in zip(data["relation"], data["target"], strict=True)]
    assert said == [(edge.reference.relation, edge.target) for edge in edges]
    assert json.loads(json.dumps(data))["kinds"][0]["path"].startswith("M")


def test_of_several_languages_one_is_counted() -> None:
    english = samples.Draft("A/RES/60/1", "Title", date(2005, 9, 16)).say("pp1", "Recalling that text,")
    english.cite("pp1", "that text", "recalls", "A/RES/55/2")
    french = replace(english.done(), language="fr")
    both = Lineage.of([french, english.done()])
    assert len(both.edges) == 2
    assert [edge.language for edge in citations(both)] == ["en"]


# --- packed paragraphs


def unpacked(packed: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(packed), -15))


def marked(found: Any, index: int, place: str) -> str:
    """The marked words, cut as a browser cuts: by UTF-16 units."""
    text = found["texts"][found[place][index]].encode("utf-16-le", "surrogatepass")
    return text[2 * found[f"{place}Start"][index] : 2 * found[f"{place}End"][index]].decode(
        "utf-16-le", "surrogatepass"
    )


@pytest.mark.parametrize("around", evidence.AROUND)
@pytest.mark.parametrize("name", ["owner", "hostile", "crowded"])
def test_marks_select_exactly_the_words(name: str, around: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "AROUND", (around,))
    lineage = getattr(samples, name)()
    edges = citations(lineage)
    found = unpacked(evidence.pack(lineage, edges, 10_000_000))
    assert [marked(found, i, "text") for i in range(len(edges))] == [edge.reference.text for edge in edges]
    assert [found["words"][i] for i in found["verb"]] == [edge.reference.verb for edge in edges]
    noted = [i for i, edge in enumerate(edges) if edge.reference.note_part]
    assert all(marked(found, i, "note") for i in noted)
    assert len(found["texts"]) == len(set(found["texts"])), "a paragraph is kept once"


def test_paragraphs_are_shortened_to_fit_and_then_left_out() -> None:
    text = samples.Draft("A/RES/60/1", "Title", date(2005, 9, 16))
    long = " ".join(f"word{n * 7919}" for n in range(400))
    text.say("pp1", f"{long} recalling that text and {long}").cite("pp1", "that text", "recalls", "A/RES/55/2")
    lineage = Lineage.of([text.done()])
    edges = citations(lineage)
    whole = evidence.pack(lineage, edges, 1_000_000)
    cut = evidence.pack(lineage, edges, len(whole) - 1)
    assert 0 < len(cut) < len(whole) / 3
    short = unpacked(cut)
    assert re.fullmatch(r"… .{,80} recalling that text and .{,80} …", short["texts"][1])
    assert marked(short, 0, "text") == "that text"
    assert evidence.pack(lineage, edges, len(cut) - 1) == ""


# --- the script: from the wheel, the cache, or made


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A wheel without a bundle, an empty cache, and nothing on the path."""
    monkeypatch.setattr(bundle, "PACKED", tmp_path / "bundle.js")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    bundle.script.cache_clear()
    yield tmp_path
    bundle.script.cache_clear()


def test_the_wheel_s_bundle_is_taken(places: Path) -> None:
    (places / "bundle.js").write_text(FAKE)
    assert bundle.script() == FAKE


def test_a_bundle_of_other_sources_is_not_taken(places: Path) -> None:
    (places / "bundle.js").write_text("/* recalling corpus page 0123456789abcdef */\nstale")
    with pytest.raises(bundle.BundleError):
        bundle.script()


def test_what_was_made_once_is_kept(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make", lambda: FAKE)
    assert bundle.script() == FAKE
    bundle.script.cache_clear()
    monkeypatch.setattr(making, "make", lambda: pytest.fail("made twice"))
    assert bundle.script() == FAKE
    assert list((places / "cache/recalling").iterdir()) == [bundle.cached()], "nothing half written is left"


def test_a_cache_that_cannot_be_written_is_no_error(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "cache").write_text("a file where the folder should be")
    monkeypatch.setattr(making, "make", lambda: FAKE)
    assert bundle.script() == FAKE


@pytest.mark.usefixtures("places")
def test_without_node_the_error_says_what_to_do() -> None:
    with pytest.raises(bundle.BundleError, match=r"no `node` on the path.*Install Node\.js.*wheel"):
        bundle.script()


def test_a_failing_npm_is_quoted(places: Path) -> None:
    for name, body in (("node", "exit 0"), ("npm", "echo no such host >&2; exit 7")):
        (places / name).write_text(f"#!/bin/sh\n{body}\n")
        (places / name).chmod(0o755)
    with pytest.raises(bundle.BundleError, match=r"`npm` ended with 7: no such host"):
        bundle.script()


def test_no_registry_is_named_and_versions_are_fixed() -> None:
    wanted = json.loads((making.SOURCES / "package.json").read_text())["dependencies"]
    assert set(wanted) == {"esbuild", "graphology", "sigma"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert not list(making.SOURCES.glob("*lock*"))


class App:
    """What the build hook is given to speak through."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def display_warning(self, text: str) -> None:
        self.said.append(text)


def hook(monkeypatch: pytest.MonkeyPatch, make: Any) -> tuple[Any, App]:
    app = App()
    it = hatch_build.BundleHook(".", {}, SimpleNamespace(), SimpleNamespace(), "dist", "wheel", app=app)  # type: ignore[arg-type]
    fake = SimpleNamespace(make=make, BundlingError=making.BundlingError)
    monkeypatch.setattr(hatch_build, "_making", lambda: fake)
    return it, app


def test_the_wheel_gets_the_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    it, app = hook(monkeypatch, lambda: FAKE)
    data: dict[str, Any] = {"force_include": {}}
    it.initialize("standard", data)
    ((place, inside),) = data["force_include"].items()
    assert inside == "graph/view/corpus/bundle.js"
    assert Path(place).read_text() == FAKE
    assert app.said == []


def test_an_editable_install_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    it, _ = hook(monkeypatch, lambda: pytest.fail("made"))
    it.initialize("editable", {"force_include": {}})


def test_a_wheel_without_node_warns_and_a_release_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> str:
        raise making.BundlingError("no node here")

    it, app = hook(monkeypatch, make)
    data: dict[str, Any] = {"force_include": {}}
    it.initialize("standard", data)
    assert data == {"force_include": {}}
    assert app.said == ["without the corpus page's script: no node here"]
    monkeypatch.setenv("RECALLING_BUNDLE", "required")
    with pytest.raises(making.BundlingError):
        it.initialize("standard", data)


def test_the_hook_reads_making_by_its_file() -> None:
    assert hatch_build._making().digest() == making.digest()


# --- the file


@pytest.mark.usefixtures("quick")
def test_the_page_is_one_file_with_its_policy() -> None:
    page = html.document_fromstring(corpus.render(samples.family(40), series=rows(40)))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "require-trusted-types-for 'script'" in policy
    assert [script.get("id") for script in page.iter("script")] == ["scene", "evidence", None]
    links = page.xpath("//@src | //@href")
    assert all(link.startswith(("#", "data:")) for link in links), links
    assert page.findtext(".//title") == "40 texts and what they cite"
    scene = json.loads(page.get_element_by_id("scene").text)
    assert len(scene["spines"]) == 2


@pytest.mark.usefixtures("quick")
def test_hostile_texts_stay_inside_their_blocks() -> None:
    text = corpus.render(samples.hostile(), title=samples.MARKUP[0])
    page = html.document_fromstring(text)
    assert [script.get("id") for script in page.iter("script")] == ["scene", "evidence", None]
    assert not list(page.iter("img"))
    block = re.search(r'id="scene">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    assert not set("<>&") & set(block[1])
    assert any("onerror" in word for word in json.loads(block[1])["words"])


@pytest.mark.usefixtures("quick")
def test_the_same_lineage_gives_the_same_page(tmp_path: Path) -> None:
    first, second = (corpus.write(samples.crowded(), tmp_path / f"{n}.html").read_bytes() for n in "12")
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "2.html"], "nothing half written is left"


def test_the_seed_of_hashes_changes_nothing() -> None:
    code = (
        "import hashlib; from graph.view import corpus; from tests import view_samples as s;"
        "corpus.script = lambda: ''; print(hashlib.sha256(corpus.render(s.family(40)).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.usefixtures("quick")
def test_texts_may_be_left_out() -> None:
    page = html.document_fromstring(corpus.render(samples.owner(), texts=0))
    assert not page.get_element_by_id("evidence").text
