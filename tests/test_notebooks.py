"""The notebooks run from first to last, offline, on the sample and on real sessions, and draw their figures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

jupytext = pytest.importorskip("jupytext", reason="the notebooks' tools are not installed: pip install -e '.[dev]'")
nbclient = pytest.importorskip("nbclient", reason="the notebooks' tools are not installed: pip install -e '.[dev]'")
nbformat = pytest.importorskip("nbformat", reason="the notebooks' tools are not installed: pip install -e '.[dev]'")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = {"01_quickstart": 2, "02_sparql": 1, "03_lineage": 4, "04_publish": 1}
"""Pictures that each draws at least."""

# The kernel's sockets are left to the garbage collector by the client's own library.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_the_four_are_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(FIGURES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_its_script_without_outputs(path: Path) -> None:
    # The script is what people read in a diff; the notebook is made of it: jupytext --to ipynb notebooks/*.py
    notebook, script = nbformat.read(path, as_version=4), jupytext.read(path.with_suffix(".py"))
    assert [(c.cell_type, c.source) for c in notebook.cells] == [(c.cell_type, c.source) for c in script.cells]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)


def run(name: str, folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a notebook in a folder of its own; give it with its outputs."""
    monkeypatch.setenv("RECALLING_SHARED", str(shared))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=110, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def said(notebook: Any) -> str:
    """What a notebook printed."""
    return "".join(o.text for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "stream")


def figures(notebook: Any) -> int:
    """How many pictures it drew."""
    shown = [o.data for cell in notebook.cells for o in cell.get("outputs", []) if "data" in o]
    return sum("image/png" in data or "image/svg+xml" in data for data in shown)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_runs_on_the_sample(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = run(name, tmp_path, tmp_path / "none", monkeypatch)
    assert figures(notebook) >= FIGURES[name]
    assert "A/RES/49/108" in said(notebook)
    assert "Warning" not in said(notebook)


@pytest.mark.shared
def test_run_on_real_sessions(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One after the other in one folder, so that each session is read once.
    for name, expected in (("02_sparql", "ga75-en.jsonl | 3"), ("03_lineage", "A/RES/76/192 ← A/RES/75/204 ←")):
        notebook = run(name, tmp_path, shared, monkeypatch)
        assert figures(notebook) >= FIGURES[name]
        assert expected in said(notebook)
