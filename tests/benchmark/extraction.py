"""How fast references are found in text in memory, beside plainer readers of the same text.

Run it with ``python -m tests.benchmark.extraction [--eyecite PYTHON]``. The text is that of all resolutions of
session 75 in a language, as one process holds it, and the figures are for one processor:

reading and decoding   the files from the archive, bytes to characters: what nobody can do without
XML to records         the AKN4UN reader alone
pattern scan           one compiled pattern for symbols and numbers of resolutions, no names, dates, verbs or notes
eyecite                the citation finder of the Free Law Project, made for American case law; it is no part of
                       this project: name a Python that has it
recalling              everything: what is cited, where, by which verb, of what date, through which note
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from loaders import formats
from loaders.records import Document
from loaders.references import find
from loaders.sources import RawFile, files
from tests.benchmark import sets
from tests.benchmark.figures import Took, best, clocked, machine, row

_PATTERN = re.compile(
    r"\b(?:[AES]|UNEP)/(?:[A-Z0-9.()-]+/)*\d+(?:\.[A-Z]\w*)*|\b\d{1,3}/\d{1,3}(?: [A-Z]\b)?|"
    r"\b\d{1,4}(?: [A-Z](?:-[A-Z])?)? \((?:[IVXL]+|S-[IVXL]+|ES-[IVXL]+|\d{4})\)"
)
_EYECITE = """
import sys, time
from eyecite import get_citations
from eyecite.tokenizers import AhocorasickTokenizer
texts = open(sys.argv[1], encoding="utf-8").read().split("\\0")
tokenizer = AhocorasickTokenizer()
get_citations("Roe v. Wade, 410 U.S. 113 (1973)", tokenizer=tokenizer)
began, clock, found = time.process_time(), time.perf_counter(), 0
for text in texts:
    found += len(get_citations(text, tokenizer=tokenizer))
print(time.process_time() - began, time.perf_counter() - clock, found)
"""


class Sums(NamedTuple):
    """One language's documents, seconds to read them, megabytes of text, and seconds to find its references."""

    documents: int
    reading: float
    megabytes: float
    finding: float


def read(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode("utf-8") for name in archive.namelist()]


def parsed(raws: list[RawFile]) -> list[Document]:
    return [document for raw in raws for document in formats.read(raw)]


def eyecite(python: str, texts: list[str]) -> tuple[Took, int] | None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\0".join(texts))
        file.flush()
        ran = subprocess.run([python, "-c", _EYECITE, file.name], capture_output=True, text=True, check=False)
    if ran.returncode:
        print(f"eyecite: skipped, {python} cannot run it ({ran.stderr.strip().splitlines()[-1]})")
        return None
    processor, clock, found = map(float, ran.stdout.split())
    return Took(processor, clock), int(found)


def measure(language: str, python: str | None) -> Sums:
    """Print the figures of one language, and give what the languages together are made of."""
    path = sets.SHARED / f"ga75-{language}" / "docs.zip"
    raws = [raw for raw in files.read([path]) if isinstance(raw, RawFile)]
    documents = parsed(raws)
    texts = ["\n".join(part.text for part in document.parts) for document in documents]
    size, held = sum(len(text.encode()) for text in texts) / 1e6, sum(len(raw.data) for raw in raws) / 1e6
    print(f"\n{language}: {len(documents)} documents, {held:.1f} MB of XML, {size:.2f} MB of text")
    row("reading and decoding", best(lambda: read(path)), held, "MB", "of XML")
    took = reading = best(lambda: parsed(raws), 2)
    row("XML to records", took, held, "MB", f"of XML; {len(documents) / took.processor:,.0f} documents a second")
    found = sum(len(_PATTERN.findall(text)) for text in texts)
    row("pattern scan", best(lambda: [_PATTERN.findall(text) for text in texts]), size, "MB", f"{found} matches")
    other = eyecite(python, texts) if python else None
    if other:
        row("eyecite", other[0], size, "MB", f"{other[1]} citations")
    bare = [replace(document, references=()) for document in documents]
    find(bare[0])
    took, done = clocked(lambda: [find(document) for document in bare])
    again = best(lambda: [find(document) for document in bare], 2)
    took = min(took, again, key=lambda each: each.processor)
    row("recalling", took, size, "MB", f"{sum(len(d.references) for d in done)} references; 10 MB/s wanted")
    return Sums(len(documents), reading.processor, size, took.processor)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eyecite", metavar="PYTHON", help="a Python in which eyecite is installed")
    parser.add_argument("--languages", default="en,fr,es,ru,ar,zh", help="of en fr es ru ar zh")
    given = parser.parse_args(arguments)
    if not sets.present():
        print(f"skipped: no {sets.SHARED}")
        return 0
    machine()
    python = given.eyecite or _that_has_it()
    if python is None:
        print(
            "eyecite: skipped, not installed (python -m venv E; E/bin/pip install eyecite; then --eyecite E/bin/python)"
        )
    languages = given.languages.split(",")
    sums = [measure(language, python if language == "en" else None) for language in languages]
    files_a_second = sum(each.documents for each in sums) / sum(each.reading for each in sums)
    megabytes_a_second = sum(each.megabytes for each in sums) / sum(each.finding for each in sums)
    print(f"\n{', '.join(languages)} together, one processor: XML to records {files_a_second:,.0f} documents a second,")
    print(f"references from text {megabytes_a_second:,.1f} MB/s")
    return 0


def _that_has_it() -> str | None:
    probe = [sys.executable, "-c", "import eyecite"]
    return sys.executable if subprocess.run(probe, capture_output=True, check=False).returncode == 0 else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
