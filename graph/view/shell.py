"""What both pages are made in: the security policy, the style sheet headed by the palette, the safe write."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.view.palette import DARK, LIGHT

__all__ = ["policy", "put", "style"]


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Build the content security policy: nothing at all, but these very scripts and styles and pictures made here."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def style(*more: str) -> str:
    """Give the style sheet, headed by the palette: each colour in both themes; ``more`` sheets follow."""
    names = ("paper", "band", "line", "ink", "quiet", "spine")
    colours = "".join(f"--{n}:light-dark({getattr(LIGHT, n)},{getattr(DARK, n)});" for n in names)
    common = files("graph.view").joinpath("assets", "page.css").read_text(encoding="utf-8")
    return "\n".join((f":root{{{colours}}}", common, *more))


def put(path: str | os.PathLike[str], text: str) -> Path:
    """Write a text as UTF-8 beside ``path`` and put it in its place at once; give the path."""
    target = Path(path)
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(beside).chmod(0o644)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return target
