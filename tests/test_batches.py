"""Graphs on their way into a store: nothing is loaded out of turn, and nothing that waits is left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import batches
from graph.store.batches import in_turn, room, trig
from graph.store.disk import DiskStore
from graph.store.interface import GraphData
from graph.store.oxigraph import OxigraphStore

GRAPHS = [GraphData(f"http://a.org/g{n}", b'<http://a.org/s> <http://a.org/p> "\\"}\\n" .\n' * 3) for n in range(5)]


def test_a_batch_ends_with_the_graph_that_fills_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SIZE", 2 * sum(map(len, trig(GRAPHS[0]))))
    made = list(batches.batches(GRAPHS, tmp_path))
    assert [len(batch.iris) for batch in made] == [2, 2, 1]
    assert [iri for batch in made for iri in batch.iris] == [graph.iri for graph in GRAPHS]
    assert made[2].path.read_bytes() == b"".join(trig(GRAPHS[4]))


def test_no_graphs_are_no_batch(tmp_path: Path) -> None:
    assert list(batches.batches([], tmp_path)) == []


def test_items_are_made_while_one_is_worked_on_but_not_all_of_them() -> None:
    """Rule (bounded): one in work, as many as may wait, and one that is being handed over."""
    made: list[int] = []
    go, done = threading.Event(), []

    def items() -> Iterator[int]:
        for n in range(batches.WAITING + 4):
            made.append(n)
            if n == batches.WAITING + 1:
                go.set()  # reached only if the first one, which waits for this, stops nobody
            yield n

    def work(n: int) -> None:
        assert go.wait(10)
        assert len(made) <= n + batches.WAITING + 2
        done.append(n)

    in_turn(work, items())
    assert done == list(range(batches.WAITING + 4))


def test_after_a_failure_nothing_more_is_begun() -> None:
    """Rule (journal): when a batch is begun, all before are in."""
    begun: list[int] = []

    def work(n: int) -> None:
        begun.append(n)
        raise ValueError(f"no room for {n}")

    with pytest.raises(ValueError, match="no room for 0"):
        in_turn(work, range(4))
    assert begun == [0]


def test_a_room_is_empty_at_first_and_gone_at_the_end(tmp_path: Path) -> None:
    place = tmp_path / "batches"
    place.mkdir()
    (place / "0.trig").write_bytes(b"of a run that was killed")
    with room(place) as found:
        assert list(found.iterdir()) == []
        (found / "0.trig").write_bytes(b"")
    assert not place.exists()


@pytest.mark.parametrize("size", [1, 10**6])
def test_a_store_holds_what_was_filled_in_and_no_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(batches, "SIZE", size)
    disk, memory = DiskStore(tmp_path / "s"), OxigraphStore()
    disk.put([*GRAPHS, *GRAPHS[:2]])
    memory.fill(GRAPHS)
    assert disk.graphs() == memory.graphs() == tuple(graph.iri for graph in GRAPHS)
    assert not list((tmp_path / "s").rglob("*.trig"))
