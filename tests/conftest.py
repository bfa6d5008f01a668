"""What several tests need: the real documents of the workplace, where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents: ``RECALLING_SHARED``, or ``shared`` beside the project; else a skip."""
    named = os.environ.get("RECALLING_SHARED")
    path = Path(named) if named else _HERE.parent.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip(f"the real documents are not at {path}; set RECALLING_SHARED to their folder")
    return path
