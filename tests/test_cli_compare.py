"""The commands that compare readings and draw pictures."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from graph.cli import main

SAMPLE = files("loaders").joinpath("samples", "A_RES_67_225.txt")


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """The sample, and the sample with one number misread."""
    with as_file(SAMPLE) as path:
        text = path.read_text(encoding="utf-8")
    one, other = tmp_path / "A_RES_67_225.txt", tmp_path / "again" / "A_RES_67_225.txt"
    other.parent.mkdir()
    one.write_text(text, encoding="utf-8")
    other.write_text(text.replace("49/108 of", "49/180 of"), encoding="utf-8")
    return str(one), str(other)


def test_two_readings_that_agree(two: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", two[0], two[0]]) == 0
    assert "0 differences" in capsys.readouterr().out


def test_a_misread_number_is_listed(two: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *two]) == 1
    printed = capsys.readouterr().out
    assert "A/RES/49/108" in printed
    assert "A/RES/49/180" in printed


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path / "none.txt"), str(tmp_path / "neither.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_a_picture_of_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--quiet"]) == 0
    assert main(["picture", "lineage.svg", "--symbol", "A/RES/67/225"]) == 0
    assert main(["picture", "path.svg", "--symbol", "A/RES/67/225", "--main-path"]) == 0
    drawn = (tmp_path / "lineage.svg").read_text(encoding="utf-8")
    assert "49/108" in drawn
    assert (tmp_path / "path.svg").stat().st_size < (tmp_path / "lineage.svg").stat().st_size


def test_a_page_of_a_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = pytest.importorskip("graph.view.corpus.bundle")
    try:
        bundle.script()
    except bundle.BundleError as error:
        pytest.skip(f"the corpus page's script cannot be made here: {error}")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--quiet"]) == 0
    assert main(["corpus", "corpus.html", "--title", "One text"]) == 0
    assert "A/RES/67/225" in (tmp_path / "corpus.html").read_text(encoding="utf-8")
