"""How long the command takes to say its help, beside Python itself and beside the libraries it must not import.

Run it with ``python -m tests.benchmark.starting``. 0.3 s is wanted; a test of the command line holds that
nothing heavy is imported.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmark.figures import Took, best, machine

_ROOT = Path(__file__).resolve().parents[2]
_RUNS = {
    "python -c pass": ["-c", "pass"],
    "import typer": ["-c", "import typer"],
    "recalling --help": ["-m", "graph.cli", "--help"],
    "recalling build --help": ["-m", "graph.cli", "build", "--help"],
    "import rdflib, networkx, lxml": ["-c", "import rdflib, networkx, lxml.etree"],
}


def main() -> int:
    machine()
    for name, arguments in _RUNS.items():
        command = [sys.executable, *arguments]
        took: Took = best(
            lambda command=command: subprocess.run(command, cwd=_ROOT, stdout=subprocess.DEVNULL, check=True), 7
        )
        print(f"{name:32} {took.processor:6.3f} s processor {took.clock:6.3f} s clock")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
