"""What a build leaves behind: whole files, found again, the same each time."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from graph import build
from graph.results import Results, file_name, newest, replacing
from graph.store.disk import DiskStore
from graph.store.errors import StoreMissing
from loaders import corpus
from loaders.errors import DamagedDocument
from loaders.records import Status
from tests.documents import document, reference

DOCUMENTS = (
    document(
        "A/RES/61/5",
        reference("60/1", target="A/RES/60/1", relation="recalls"),
        reference("that resolution", start=30, end=45, status=Status.CONTEXTUAL, reason="points back"),
        adopted=date(2006, 12, 20),
        title="Summits",
    ),
)

NAMES = [
    # (documents, inputs, name): one text by its symbol, else one input by its name, else a name for any set
    (DOCUMENTS, ["x/y.txt"], "A_RES_61_5"),
    (DOCUMENTS * 2, ["x/session 75.zip"], "session_75"),
    (DOCUMENTS * 2, ["a.txt", "b.txt"], "lineage"),
    (DOCUMENTS * 2, ["-"], "lineage"),
]


@pytest.mark.parametrize(("documents", "inputs", "name"), NAMES)
def test_name_of_a_build(documents: tuple[corpus.Document, ...], inputs: list[str], name: str) -> None:
    assert build.name_for(documents, inputs) == name


FILE_NAMES = [
    ("A/RES/217(III)A", "A_RES_217_III_A"),
    ("../../etc/passwd", "etc_passwd"),  # a name never leaves its folder
    ("", "lineage"),
    ("...", "lineage"),
    ("x" * 500, "x" * 120),
]


@pytest.mark.parametrize(("text", "name"), FILE_NAMES)
def test_file_names_are_safe(text: str, name: str) -> None:
    assert file_name(text) == name


def test_build_writes_linked_data_page_and_records(tmp_path: Path) -> None:
    results = Results(tmp_path, "x")
    assert build.write(DOCUMENTS, results).files == (results.turtle, results.page, results.records)
    assert {path.name for path in tmp_path.iterdir()} == {"x.ttl", "x.html", "x.jsonl"}
    assert tuple(corpus.read(results.records)) == DOCUMENTS
    assert b"A/RES/60/1" in results.turtle.read_bytes()
    assert "A/RES/60/1" in results.page.read_text("utf-8")


def test_tally_counts_what_passes_and_keeps_failures_aside() -> None:
    tally, error = build.Tally(), DamagedDocument("cut short", "x.pdf")
    assert tuple(tally.documents_of([error, *DOCUMENTS])) == DOCUMENTS
    assert (tally.documents, tally.references, tally.relations, tally.failures) == (1, 2, {"recalls": 2}, [error])
    assert (tally.unresolved, tally.targets) == ({"contextual": 1}, {"A/RES/60/1"})
    assert [(name, reference.reason) for name, reference in tally.examples] == [("A/RES/61/5", "points back")]


def test_build_is_the_same_to_the_byte(tmp_path: Path) -> None:
    build.write(DOCUMENTS, Results(tmp_path / "a", "x"))
    build.write(DOCUMENTS, Results(tmp_path / "b", "x"))
    for name in ("x.ttl", "x.html", "x.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_store_is_made_where_asked(tmp_path: Path) -> None:
    made = build.write(DOCUMENTS, Results(tmp_path, "x"), str(tmp_path / "kept"))
    assert made.change is not None and made.change.added == 1
    assert made.files[-1] == tmp_path / "kept"
    assert DiskStore(tmp_path / "kept").query("ASK { ?s cito:cites ?o }").truth is True
    assert Results(tmp_path, "x").queried() == tmp_path / "x.ttl"


def test_large_builds_stream_into_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LARGE", 2)
    documents = tuple(document(f"A/RES/61/{n}", reference("60/1", target="A/RES/60/1")) for n in range(1, 6))
    made = build.make(iter(documents), ["some folder"], tmp_path)
    results = Results(tmp_path, "some_folder")
    assert made.files == (results.records, results.store)
    assert results.queried() == results.store
    assert tuple(corpus.read(results.records)) == documents
    count = "SELECT (COUNT(?r) AS ?n) { ?r a rcl:Reference }"
    assert DiskStore(results.store).query(count).values() == [("5",)]


def test_nothing_read_is_nothing_written(tmp_path: Path) -> None:
    assert build.make(iter(()), ["x"], tmp_path / "out") == build.Made(())
    assert not (tmp_path / "out").exists()


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results(tmp_path, "x")
    build.write(DOCUMENTS, results)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(corpus, "write", fail)
    with pytest.raises(OSError, match="No space"):
        build.write(DOCUMENTS * 1 + (document("A/RES/1/1"),), results)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_newest_build_is_the_one_written_last(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="recalling build"):
        newest(tmp_path)
    for stamp, name in enumerate(("b", "c", "a")):
        (tmp_path / f"{name}.jsonl").write_bytes(b"")
        os.utime(tmp_path / f"{name}.jsonl", (stamp, stamp))
    assert newest(tmp_path).name == "a"


def test_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "f") as beside:
        beside.write_bytes(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
