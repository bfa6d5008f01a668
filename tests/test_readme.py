"""The README says what is so: its commands print what it shows, and it names every command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
WIDE = {"COLUMNS": "200", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def run(command: str, folder: Path) -> str:
    """What a README command prints, on standard output, in ``folder``."""
    words = [sys.executable, "-m", "graph.cli", *command.split()[1:]]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder), **WIDE}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def agrees(printed: str, shown: list[str]) -> bool:
    """Whether the lines shown stand in what was printed, in order; ``…`` alone on a line skips some."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + r" *\n" for line in shown)
    return re.match(pattern, printed) is not None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    run("recalling build", folder)
    return folder


@pytest.mark.parametrize("block", CONSOLE, ids=[block.splitlines()[0] for block in CONSOLE])
def test_a_command_prints_what_the_readme_shows(built: Path, block: str) -> None:
    command, *shown = block.splitlines()
    printed = run(command.removeprefix("$ "), built)
    assert agrees(printed, shown), printed


@pytest.mark.parametrize("block", PYTHON)
def test_a_python_example_runs(block: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert re.search(r"\d+ works, \d+ references", done.stdout)


def test_the_readme_shows_something() -> None:
    assert len(CONSOLE) >= 3
    assert PYTHON


def test_every_command_is_in_the_readme() -> None:
    printed = run("recalling --help", ROOT)
    commands = re.findall(r"^│ ([a-z]+) +[A-Z]", printed, re.MULTILINE)
    assert len(commands) >= 8
    missing = [command for command in commands if f"recalling {command}" not in README]
    assert not missing
