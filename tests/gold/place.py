#!/usr/bin/env python3
"""Turn labels written beside a text into the gold's lines of symbols and offsets.

    python tests/gold/place.py LABELS... --root FOLDER [--out FOLDER]

LABELS are kept outside the repository, since they quote; README.md shows their form. The quoted
words are looked for in the order of the document, so only the words that tell a place apart are
needed. What cannot be found is listed and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from loaders.records import Document, Part, PartKind
from loaders.symbols import fold
from tests.gold.labels import FOLDER, digest, occurrences, reading_order
from tests.gold.source import unread

_QUOTE = re.compile(r"(?:fn(?P<note>[^:\s]+): ?)?(?P<before>[^{]*)\{(?P<words>[^}]*)\}?(?P<after>.*)")
_HEAD = ("set", "file", "symbol", "body", "year", "split")
_KINDS = (("/RES", "resolution"), ("/DEC", "decision"), ("/PRST/", "statement"))


@dataclass
class _Cursor:
    """Where the last label of the running text was found: the next one stands behind it."""

    document: Document
    part: int = 0
    start: int = -1
    parts: list[Part] = field(default_factory=list)
    last: tuple[Part, int, int] | None = None

    def __post_init__(self) -> None:
        self.parts = reading_order(self.document.parts)

    def find(self, written: str) -> tuple[Part, int, int] | None:
        """The part, the offset and the length of the words in braces; ``None`` if they are not there."""
        quote = _QUOTE.fullmatch(written)
        if quote is None:
            raise SystemExit(f"{written}: no words in braces")
        before, sought = len(quote["before"]), fold(quote["before"] + quote["words"] + quote["after"])
        found = self._note(quote["note"], sought) if quote["note"] else self._onward(sought, before)
        self.last = (found[0], found[1] + before, len(quote["words"])) if found else None
        return self.last

    def _onward(self, sought: str, before: int) -> tuple[Part, int] | None:
        for index in range(self.part, len(self.parts)):
            after = max(0, self.start + 1 - before) if index == self.part else 0
            at = fold(self.parts[index].text).find(sought, after)
            if at >= 0 and self.parts[index].kind != PartKind.COVER:
                self.part, self.start = index, at + before
                return self.parts[index], at
        return None

    def _note(self, marker: str, sought: str) -> tuple[Part, int] | None:
        named = [part for part in self.parts if part.id.rsplit("/", 1)[-1] == f"fn{marker}"]
        places = ((part, fold(part.text).find(sought)) for part in named + self.parts)
        return next(((part, at) for part, at in places if at >= 0), None)


def blocks(paths: list[Path]) -> list[tuple[list[str], list[str]]]:
    """Each document's head words and its label lines."""
    found: list[tuple[list[str], list[str]]] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                found.append((line[1:].split(), []))
            elif "|" in line and not line.startswith("#"):
                found[-1][1].append(line)
    return found


def _options(text: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in text.split(";") if item.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _kind(target: str) -> str:
    if target.startswith("charter:"):
        return "article"
    if target.startswith("charter"):
        return "treaty"
    if ":" in target:
        return {"event": "event", "unts": "treaty"}.get(target.partition(":")[0], "instrument")
    return next((kind for mark, kind in _KINDS if mark in target.upper()), "document")


def _pins(options: dict[str, str]) -> list[str] | None:
    if "pinany" in options:
        return None
    return [options[name] for name in ("pin", "pinalso") if name in options]


def row(line: str, head: list[str], cursor: _Cursor) -> dict[str, object] | None:
    """The gold's line for one written label; ``None`` if its words are not found."""
    written, relation, target, *rest = (piece.strip() for piece in line.split("|"))
    options = _options(rest[0] if rest else "")
    found = cursor.last if written == "^" else cursor.find(written)
    if found is None:
        return None
    part, start, length = found
    words = digest(part.text[start : start + length])
    places = [(p.id, at) for p, at in occurrences(cursor.document, words, length)]
    given = [] if target == "-" else [target]
    return {
        "set": head[0], "file": head[1], "part": part.id, "start": start, "end": start + length,
        "sha": digest(part.text), "words": words, "nth": places.index((part.id, start)),
        "kind": options.get("k") or _kind(target), "status": options.get("st", "resolved"),
        "relations": [] if "rany" in options else options["r"].split(",") if "r" in options else [relation],
        "targets": given + [t.strip() for t in options.get("also", "").split(",") if t.strip()],
        "pins": _pins(options), "note": options.get("note"),
        "judged": "tany" not in options, "optional": "opt" in options,
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="folder that holds gold/<set>/docs.zip and sc-text/")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--partly", action="store_true", help="write what was found though some words were not")
    options = parser.parse_args(arguments)
    lost: list[str] = []
    heads, rows = [], []
    for head, lines in blocks(options.labels):
        document = unread(options.root, head[0], head[1])
        if document is None:
            lost.append(f"{head[0]} {head[1]}: cannot be read")
            continue
        heads.append(dict(zip(_HEAD, head, strict=True)) | {"year": int(head[4])})
        cursor = _Cursor(document)
        for line in lines:
            made = row(line, head, cursor)
            rows.append(made) if made else lost.append(f"{head[0]} {head[1]}: {line}")
    print("\n".join(lost) or f"{len(rows)} labels in {len(heads)} documents", file=sys.stderr)
    if lost and not options.partly:
        return 1
    for name, items in (("documents.jsonl", heads), ("references.jsonl", rows)):
        text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
        (options.out / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
