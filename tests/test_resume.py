"""A build that was interrupted goes on: what is in the store is not loaded again, what is recorded not read again."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from graph import build
from graph.rdf import Settings
from graph.store import batches, oxigraph
from graph.store.disk import JOURNAL, DiskStore
from graph.store.interface import GraphData
from graph.store.journal import Journal
from graph.store.prepared import Prepared, prepare
from graph.store.sync import sync
from graph.unfinished import Unfinished
from loaders import corpus, pipeline
from loaders.recorded import Recorded
from loaders.records import Document
from loaders.sources import RawFile
from tests.documents import document, reference

SETTINGS = Settings()


def texts(first: int, last: int, cited: str = "A/RES/60/1") -> list[Document]:
    return [document(f"A/RES/61/{n}", reference("60/1", target=cited)) for n in range(first, last + 1)]


def cut(documents: list[Document], after: int) -> Iterator[Document | Prepared]:
    """The documents, as workers prepare them, until somebody pulls the plug."""
    yield from (prepare(each, SETTINGS) for each in documents[:after])
    raise KeyboardInterrupt


def quads(folder: Path) -> list[bytes]:
    with (folder.parent / "dump").open("w+b") as out:
        DiskStore(folder).dump(out)
        out.seek(0)
        return sorted(out)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One document a bulk load, and the names of the graphs that were loaded, in order."""
    monkeypatch.setattr(batches, "SIZE", 1)
    monkeypatch.setattr(batches, "WAITING", 0)
    seen: list[str] = []
    real = batches.trig

    def noted(graph: GraphData) -> tuple[bytes, bytes, bytes]:
        seen.append(graph.iri)
        return real(graph)

    monkeypatch.setattr(batches, "trig", noted)
    return seen


def interrupted(folder: Path, documents: list[Document], after: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        sync(DiskStore(folder), cut(documents, after), SETTINGS)


def test_what_was_loaded_before_the_interruption_is_not_loaded_again(tmp_path: Path, loads: list[str]) -> None:
    interrupted(tmp_path / "s", texts(1, 6), after=4)
    before = set(loads)
    assert len(before) == 4
    loads.clear()
    change = sync(DiskStore(tmp_path / "s"), texts(1, 6), SETTINGS)
    assert change.added == 6
    texts_loaded = [iri for iri in loads if iri.endswith("/eng")]
    assert len(texts_loaded) == 2, "those that are new: what had been handed over was brought in"
    sync(DiskStore(tmp_path / "once"), texts(1, 6), SETTINGS)
    assert quads(tmp_path / "s") == quads(tmp_path / "once")


# What the run after the interrupted one is given, and why that could go wrong.
AFTER = [
    (texts(1, 5), "the same again"),
    (texts(1, 2), "fewer texts: what only the interrupted run had must go"),
    (texts(3, 5, "A/RES/59/1"), "the texts have changed since"),
    (texts(1, 2, "A/RES/59/1"), "only texts that the interrupted run did not reach, or had in another form"),
    ([], "nothing: the store is as it was before"),
]


@pytest.mark.parametrize(("second", "why"), AFTER)
@pytest.mark.usefixtures("loads")
def test_a_store_after_an_interruption_is_as_if_there_had_been_none(
    tmp_path: Path, second: list[Document], why: str
) -> None:
    """Rule (resuming is safe): whatever the next run brings, the store is what it would be without the broken one."""
    base = texts(2, 3, "A/RES/58/1")
    for name in ("s", "once"):
        sync(DiskStore(tmp_path / name), base, SETTINGS)
    interrupted(tmp_path / "s", texts(1, 5), after=4)
    assert quads(tmp_path / "s") == quads(tmp_path / "once"), "readers see nothing of a run that has not ended"
    sync(DiskStore(tmp_path / "s"), second, SETTINGS)
    sync(DiskStore(tmp_path / "once"), second, SETTINGS)
    assert quads(tmp_path / "s") == quads(tmp_path / "once"), why


def test_a_store_that_was_resumed_keeps_nothing_of_the_journal(tmp_path: Path) -> None:
    interrupted(tmp_path / "s", texts(1, 4), after=2)
    sync(DiskStore(tmp_path / "s"), texts(1, 4), SETTINGS)
    assert list((tmp_path / "s").rglob(JOURNAL)) == []


def test_a_journal_cut_short_counts_up_to_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal.at(path) as journal:
        journal.begin({"a": "A", "b": "B"})
        journal.done([("a", "1"), ("b", "2")])
        journal.begin({"c": "C"})
    path.write_bytes(path.read_bytes() + b'{"loaded": {"c"')
    with Journal.at(path) as again:
        assert (again.began, again.loaded) == ({"a": "A", "b": "B", "c": "C"}, {"a": "1", "b": "2"})
        again.done([("c", "3")])
    with Journal.at(path) as last:
        assert last.loaded == {"a": "1", "b": "2", "c": "3"}


TEXT = (
    "Resolution {0} (2000)\n\nThe Security Council,\n\nRecalling its resolution 1000 (1995),\n\n1.\tDecides to act.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(1, 9):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"S_RES_{1100 + n}_(2000).txt").write_text(TEXT.format(1100 + n), encoding="utf-8")
    return tmp_path


def built(folder: Path, name: str, stop: int | None = None) -> tuple[list[str], Path]:
    """A large build as the command line runs it; the files that were read, and the records."""
    read: list[str] = []
    inputs, out = [str(folder / "in")], folder / name
    before = build.recorded(inputs, out)
    known = Recorded(str(before)) if before else pipeline.unknown

    def noted(raw: RawFile) -> tuple[Document, ...] | None:
        found = known(raw)
        read.extend([raw.name] if found is None else [])
        return found

    def stopping() -> Iterator[Document]:
        for count, outcome in enumerate(pipeline.stream(inputs, lambda each: each, known=noted)):
            if count == stop:
                raise KeyboardInterrupt
            assert isinstance(outcome, Document)
            yield outcome

    if stop is None:
        build.make(stopping(), inputs, out)
    else:
        with pytest.raises(KeyboardInterrupt):
            build.make(stopping(), inputs, out)
    return read, out / "in.jsonl"


def test_what_interrupted_runs_have_read_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule (nothing lost, nothing twice): after two interruptions the records are those of one run."""
    monkeypatch.setattr(build, "LARGE", 1)
    assert len(built(folder, "out", stop=4)[0]) == 5
    # The last file of a run may have been recorded in part, so it is read again.
    assert len(built(folder, "out", stop=6)[0]) == 7 - 3
    read, records = built(folder, "out")
    assert len(read) == 8 - 5
    assert records.read_bytes() == built(folder, "once")[1].read_bytes()
    assert sorted(path.name for path in records.parent.iterdir()) == ["in.jsonl", "in.store"]


def test_a_line_that_was_cut_counts_for_nothing(tmp_path: Path) -> None:
    unfinished = Unfinished(tmp_path / "x.jsonl", "1")
    lines = [corpus.encode(each) + b"\n" for each in texts(1, 3)]
    unfinished.before.write_bytes(lines[0] + lines[1] + lines[2][:-40])
    unfinished.part.write_bytes(lines[1] + lines[2])
    found = unfinished.found()
    assert found == unfinished.before
    known = Recorded(str(found))
    held = [known(_raw(each)) for each in texts(1, 3)]
    assert [len(each or ()) for each in held] == [1, 1, 0], "the second stands in both, the third ends its run"


def _raw(each: Document) -> RawFile:
    class Same(RawFile):
        @property
        def sha256(self) -> str:
            return each.source.sha256

    return Same(each.source.file, each.source.location, b"")


def test_records_of_an_interrupted_run_are_not_taken_for_those_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run may be killed between its records and its manifest; the next one, given nothing, leaves all as it was."""
    folder = tmp_path / "s"
    sync(DiskStore(folder), texts(1, 3), SETTINGS)
    before = quads(folder)

    def pulled(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "write_text", pulled)  # the manifest is written last
        sync(DiskStore(folder), texts(2, 6, cited="A/RES/59/9"), SETTINGS)
    sync(DiskStore(folder), [], SETTINGS)
    assert quads(folder) == before
    assert sync(DiskStore(folder), texts(2, 6, cited="A/RES/59/9"), SETTINGS).added == 3


def test_what_is_half_cleared_away_is_not_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its journal an unfinished generation is made anew; with it, an emptied one would pass for whole."""
    folder = tmp_path / "s"
    sync(DiskStore(folder), texts(1, 3), SETTINGS)
    interrupted(folder, texts(4, 9), after=4)
    real = shutil.rmtree

    def half(path: Path, ignore_errors: bool = False) -> None:
        real(path / "db", ignore_errors=ignore_errors)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(shutil, "rmtree", half)
        DiskStore(folder).put([GraphData("urn:g", b"<urn:s> <urn:p> <urn:o> .\n")])
    sync(DiskStore(folder), texts(4, 9), SETTINGS)
    sync(DiskStore(tmp_path / "once"), texts(1, 9), SETTINGS)
    assert quads(folder) == quads(tmp_path / "once")


def test_a_journal_that_is_opened_again_is_never_empty_meanwhile(tmp_path: Path) -> None:
    """Killed while it opens its journal, a run must not lose what the one before noted."""
    path = tmp_path / "journal"
    with Journal.at(path) as journal:
        journal.begin({"urn:a": "A"})
        journal.done([("urn:a", "1")])
    inode = path.stat().st_ino
    with Journal.at(path) as journal:
        assert (journal.began, journal.loaded) == ({"urn:a": "A"}, {"urn:a": "1"})
    assert path.stat().st_ino != inode, "written beside and put in place, not emptied and filled"


def test_what_follows_is_made_while_the_last_documents_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents and what follows from them are one stream: a batch may hold both."""
    seen: list[tuple[str, ...]] = []
    real = oxigraph.batches

    def noted(graphs: Iterable[GraphData], folder: Path) -> Iterator[batches.Batch]:
        for batch in real(graphs, folder):
            seen.append(batch.iris)
            yield batch

    monkeypatch.setattr(oxigraph, "batches", noted)
    sync(DiskStore(tmp_path / "s"), texts(1, 2), SETTINGS)
    together, described = seen
    assert [iri.rpartition("/graph/")[2] for iri in together[:2]] == ["unga/61-1/eng", "unga/61-2/eng"]
    assert {SETTINGS.ids.shared_graph, SETTINGS.ids.edges_graph, SETTINGS.ids.summary_graph} < set(together)
    assert described == (SETTINGS.ids.catalogue_graph,)
