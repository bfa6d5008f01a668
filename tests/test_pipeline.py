"""The pipeline: documents and failures in the order of the input, whatever the workers; nothing silent."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders import formats, pipeline
from loaders.errors import DamagedDocument, EmptyDocument, RecallingError, SourceNotFound, UnknownFormat
from loaders.records import Document
from loaders.sources import RawFile

RESOLUTION = "S_RES_{0}_(2000).txt"
TEXT = "Resolution {0} (2000)\n\nThe Security Council,\n\nRecalling its resolutions,\n\n1.\tDecides to act.\n"


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """References are another module's matter."""
    monkeypatch.setattr(pipeline, "_find", lambda document: document)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(1, 131):
        (tmp_path / RESOLUTION.format(1000 + n)).write_text(TEXT.format(1000 + n), encoding="utf-8")
    (tmp_path / "S_RES_1005_(2000)-empty.txt").write_bytes(b" \n")
    (tmp_path / "S_RES_1007_(2000).png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    return tmp_path


def told(outcomes: Iterator[pipeline.Outcome]) -> list[str]:
    return [str(item.symbol) if isinstance(item, Document) else type(item).__name__ for item in outcomes]


def test_failures_stand_in_their_place_among_the_documents(folder: Path) -> None:
    found = told(pipeline.load([folder, folder / "gone.txt"]))
    assert len(found) == 133
    around = ["S/RES/1004(2000)", "EmptyDocument", "S/RES/1005(2000)", "S/RES/1006(2000)", "UnknownFormat"]
    assert found[3:8] == around
    assert found[-1] == "SourceNotFound"


def test_the_order_is_that_of_one_worker_whatever_the_executor(folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert told(pipeline.load([folder], executor=pool)) == told(pipeline.load([folder]))


def test_processes_give_what_one_worker_gives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The order and the errors are looked at; a child process finds references by itself.
    monkeypatch.undo()
    assert told(pipeline.load([folder], workers=2)) == told(pipeline.load([folder]))


class Counting(Executor):
    """An executor that does nothing until it is asked for a result, and counts what waits."""

    def __init__(self) -> None:
        self.waiting = self.most = 0
        self.lock = threading.Lock()

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        counter = self

        class Late(Future):  # type: ignore[type-arg]
            def result(self, timeout: float | None = None) -> object:  # noqa: ARG002 - a Future's own shape
                counter.waiting -= 1
                return fn(*args, **kwargs)

        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return Late()


def test_only_a_few_batches_wait_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_BATCH_FILES", 4)
    pool = Counting()
    assert len(list(pipeline.load([folder], executor=pool))) == 132
    assert pool.most <= 3


def test_an_unexpected_error_is_told_with_its_kind_and_the_run_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = formats.read

    def breaks(raw: RawFile) -> tuple[Document, ...]:
        if "1002" in raw.file:
            raise KeyError("who")
        return read(raw)

    monkeypatch.setattr(formats, "read", breaks)
    outcomes = list(pipeline.load([folder]))
    (error,) = (item for item in outcomes if isinstance(item, DamagedDocument))
    assert "KeyError: 'who'" in str(error)
    assert "S_RES_1002" in str(error)
    assert len(outcomes) == 132


@pytest.mark.parametrize("kind", [DamagedDocument, EmptyDocument, UnknownFormat, SourceNotFound])
def test_errors_cross_processes_whole(kind: type[RecallingError]) -> None:
    error = kind("why", "where.txt", "line 3")  # type: ignore[call-arg]
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert (type(again), str(again)) == (kind, str(error))
