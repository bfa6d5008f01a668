"""Sets of any size, written by repeating real resolutions under new numbers.

The real ones are those of ``shared/data/gold`` in six languages. The copy ``k`` of resolution 75/100 is
(75 + k)/100 in its own identifiers, while what it cites stays as it is. So a set of 20,000 has the
sizes, the languages and the mix of citations of real ones, and no text is there twice.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold"


def present() -> bool:
    return all((SHARED / f"ga75-{language}" / "docs.zip").is_file() for language in LANGUAGES)


def _real() -> list[tuple[str, bytes]]:
    """The resolutions of session 75, each with its languages in a row."""
    found: list[tuple[str, str, bytes]] = []
    for language in LANGUAGES:
        with zipfile.ZipFile(SHARED / f"ga75-{language}" / "docs.zip") as archive:
            members = ((info.filename, language, archive.read(info)) for info in archive.infolist())
            found += (member for member in members if re.search(rb"/75-\d+", member[2][:4000]))
    found.sort(key=lambda item: (int((re.findall(r"\d+", item[0]) or ["0", "0"])[1]), item[0]))
    return [(f"{language}/{Path(name).name}", data) for name, language, data in found]


def documents(number: int) -> Iterator[tuple[str, bytes]]:
    """``number`` files: names and bytes."""
    real = _real()
    return islice((_copy(name, data, k) for k in count() for name, data in real), number)


def _copy(name: str, data: bytes, k: int) -> tuple[str, bytes]:
    (number,) = re.findall(rb"/75-(\d+)", data[:4000])[:1]
    session = b"%d" % (75 + k)
    text = re.sub(rb"/75-(?=%s\b)" % number, rb"/%s-" % session, data)
    text = re.sub(rb"\bA/RES/75/(?=%s\b)" % number, rb"A/RES/%s/" % session, text)
    return f"{75 + k}/{name}", text


def written(folder: Path, number: int, stored: bool = True) -> Path:
    """A zip archive of ``number`` files in a folder."""
    path = folder / f"set-{number}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in documents(number):
            archive.writestr(name, data)
    return path
