"""Many files in one load: all of them are in, in order, and what fails is told and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import piping
from graph.store.piping import Loads


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{n}.trig" for n in range(6)]
    for n, path in enumerate(made):
        path.write_bytes(f"<http://a.org/{n}> {{}}\n".encode() * 3)
    return made


@pytest.fixture(params=[True, False], ids=["pipes", "no pipes"])
def pipes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and not piping._PIPES:
        pytest.skip("this system has no pipes, or does not show the threads of a process")
    monkeypatch.setattr(piping, "_PIPES", request.param)
    return request.param


class Engine:
    """Takes in what a path holds, as one load; ``fails`` is called with the second path instead."""

    def __init__(self, fails: Callable[[Path], None] | None = None) -> None:
        self._fails = fails
        self.loads: list[bytes] = []
        self.told: list[int] = []

    def load(self, path: Path) -> None:
        if self.loads and self._fails:
            self._fails(path)
        self.loads.append(path.read_bytes())

    def loaded(self) -> None:
        self.told.append(len(self.loads))

    def take(self, files: list[Path], folder: Path) -> None:
        with Loads(self.load, self.loaded, folder) as loads:
            for path in files:
                loads.give(path)


def test_all_files_are_loaded_in_order_and_gone(tmp_path: Path, files: list[Path], pipes: bool) -> None:
    engine, all_of_them = Engine(), b"".join(path.read_bytes() for path in files)
    engine.take(files, tmp_path)
    assert b"".join(engine.loads) == all_of_them
    assert len(engine.loads) == (2 if pipes else 6), "the first for itself, the others as one"
    assert list(tmp_path.iterdir()) == []


def test_a_load_ends_where_it_has_enough_files(
    tmp_path: Path, files: list[Path], pipes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piping, "FILES", 2)
    engine = Engine()
    engine.take(files, tmp_path)
    assert len(engine.loads) == (4 if pipes else 6)
    assert engine.told == list(range(1, len(engine.loads) + 1)), "told once all that was given is in"


@pytest.mark.usefixtures("pipes")
def test_what_fails_in_the_engine_is_raised_and_nothing_waits(tmp_path: Path, files: list[Path]) -> None:
    def full(path: Path) -> None:
        with path.open("rb") as file:
            file.read(1)
        raise OSError("no room on the disk")

    engine = Engine(full)
    with pytest.raises(OSError, match="no room on the disk"):
        engine.take(files, tmp_path)
    assert engine.told == [1]
    assert not (tmp_path / "pipe").exists()


@pytest.mark.usefixtures("pipes")
def test_a_load_that_never_begins_to_read_is_told(tmp_path: Path, files: list[Path]) -> None:
    def refuse(_: Path) -> None:
        raise OSError("the database is read-only")

    with pytest.raises(OSError, match="the database is read-only"):
        Engine(refuse).take(files, tmp_path)


@pytest.mark.usefixtures("pipes")
def test_what_was_given_before_a_failure_outside_is_finished(tmp_path: Path, files: list[Path]) -> None:
    engine = Engine()

    def give_three() -> None:
        with Loads(engine.load, engine.loaded, tmp_path) as loads:
            for path in files[:3]:
                loads.give(path)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_three()
    assert b"".join(engine.loads).count(b"\n") == 9


def test_only_so_much_is_written_while_the_engine_sorts_and_its_memory_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule: the writer waits once it is `AHEAD`, and trims when the sorting is over, not at each piece."""
    told: list[str] = []
    sorting = iter([False, True, True, True, False, False, False])
    monkeypatch.setattr(piping, "AHEAD", 20)
    monkeypatch.setattr(piping, "_engine_threads", lambda: frozenset({1} if next(sorting) else ()))
    monkeypatch.setattr(piping, "_trim", lambda: told.append("trim"))
    monkeypatch.setattr(piping, "_STEP", 0)
    loads = Loads(Engine().load, lambda: None, tmp_path)
    for piece in (15, 15, 15, 15):
        loads._rest(piece)  # idle; sorting, 15 ahead; sorting, 30 ahead: waits for its end; idle
        told.append(str(loads._ahead))
    assert told == ["0", "15", "trim", "0", "0"]
