"""Where the page's script is: in the wheel, else in the user's cache, else made now."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from graph.view.corpus import making
from loaders.errors import RecallingError

__all__ = ["BundleError", "script"]

PACKED = Path(__file__).resolve().parent / "bundle.js"


class BundleError(RecallingError):
    """The corpus page cannot be made, since its script is not there and cannot be made here."""


@cache
def script() -> str:
    """Give the script of the corpus page.

    Raises
    ------
    BundleError
        If there is neither a bundle of these sources nor what makes one; the message says what to do.

    """
    for place in (PACKED, cached()):
        found = _fresh(place)
        if found is not None:
            return found
    try:
        made = making.make()
    except making.BundlingError as error:
        raise BundleError(str(error)) from error
    _keep(made)
    return made


def cached() -> Path:
    """Where a bundle of these sources is kept for the next time."""
    home = os.environ.get("XDG_CACHE_HOME")
    folder = Path(home) if home else Path.home() / ".cache"
    return folder / "recalling" / f"corpus-{making.digest()}.js"


def _fresh(place: Path) -> str | None:
    """The bundle at a place, if it is of these very sources."""
    try:
        text = place.read_text(encoding="utf-8")
    except OSError:
        return None
    return text if text.startswith(making.heading()) else None


def _keep(made: str) -> None:
    """Put a bundle into the cache, whole or not at all; a cache that cannot be written is no error."""
    place = cached()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8", newline="\n") as out:
            out.write(made)
        Path(out.name).replace(place)
    except OSError:
        return
