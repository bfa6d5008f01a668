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
from random import Random

RECORD = (19_000, 835e6)
"""The UN's published XML in six languages: files and bytes."""
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


def documents(number: int, mean: float | None = None) -> Iterator[tuple[str, bytes]]:
    """``number`` files: names and bytes.

    With a ``mean`` (bytes a file, below that of the real ones) some of the larger ones are left out, by chance but
    always the same.
    """
    real = _real()
    kept = _share(list(map(len, dict(real).values())), mean) if mean else 1.0
    chance = Random(0)  # noqa: S311 - a sample, no secret
    copies = (_copy(name, data, k) for k in count() for name, data in real)
    return islice((one for one in copies if not mean or len(one[1]) < mean or chance.random() < kept), number)


def _share(sizes: list[int], mean: float) -> float:
    """How many of the files above a mean may stay so that it is the mean of all that stay."""
    lacking = sum(mean - size for size in sizes if size < mean)
    over = sum(size - mean for size in sizes if size >= mean)
    return min(1.0, lacking / over)


def _copy(name: str, data: bytes, k: int) -> tuple[str, bytes]:
    (number,) = re.findall(rb"/75-(\d+)", data[:4000])[:1]
    session = b"%d" % (75 + k)
    text = re.sub(rb"/75-(?=%s\b)" % number, rb"/%s-" % session, data)
    text = re.sub(rb"\bA/RES/75/(?=%s\b)" % number, rb"A/RES/%s/" % session, text)
    return f"{75 + k}/{name}", text


def written(folder: Path, number: int, stored: bool = True, mean: float | None = None) -> Path:
    """A zip archive of ``number`` files in a folder."""
    path = folder / f"set-{number}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in documents(number, mean):
            archive.writestr(name, data)
    return path
