"""How well references are found: the table, and what a change gained and lost.

    python -m tests.accuracy table [SET ...]      recall and agreement by set and family, as Markdown
    python -m tests.accuracy compare [SET ...]    gains and losses against the last frozen run
    python -m tests.accuracy freeze [SET ...]     make this run the one to compare with

The sets are the folders of ``../shared/data/gold`` (``RECALLING_SHARED`` names another place). A pair
is a document and a symbol that it cites; the frozen run keeps pairs and counts, never any text.
Recall and agreement are those of ``../shared/tools/score.py``, document view, whose normal form of a
symbol is used here too. "tuned" marks the sets whose differences were read while rules were written.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from loaders import corpus, pipeline
from loaders.records import Document

SHARED = Path(os.environ.get("RECALLING_SHARED", Path(__file__).resolve().parents[3] / "shared"))
FROZEN = Path(__file__).with_name("frozen.jsonl.gz")
TUNED = {"ga75-en", "ga76-en", "sc2017-en", "sc2018-en", "ecosoc2021-en", "ecosoc2023-en", "hrc54-en", "eosg-dev-en"}
SETS = (
    "ga75-en", "ga76-en", "ga77-en", "sc2013-en", "sc2014-en", "sc2016-en", "sc2017-en", "sc2018-en", "sc2019-en",
    "sc2020-en", "ecosoc2021-en", "ecosoc2023-en", "ecosoc2024-en", "hrc54-en", "hrc55-en", "hrc59-en", "gadec76-en",
    "gadec77-en", "eosg-dev-en",
)  # fmt: skip
Pairs = set[tuple[str, str]]


def score_module() -> ModuleType:
    """The scoring tool of ../shared: its normal form and families are the measure."""
    path = SHARED / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("shared_score", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"no {path}: the gold sets of ../shared are needed here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Scorer:
    """Gold and found pairs of one set, in the scoring tool's normal form."""

    def __init__(self, name: str) -> None:
        self.tool, self.name = score_module(), name
        self.gold: Pairs = set()
        self.own: dict[str, str] = {}
        for document in self._lines():
            self.own[document["file"]] = self._base(document["symbol"])
            self.gold |= {(document["file"], self._base(link["target"])) for link in document["links"]}

    def _lines(self) -> Iterator[dict[str, list[dict[str, str]]]]:
        with (SHARED / "data" / "gold" / self.name / "gold.jsonl").open(encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                if self.tool.norm(document["symbol"]) not in self.tool.WRONG_GOLD:
                    yield document

    def _base(self, symbol: str) -> str:
        return str(self.tool.base(self.tool.norm(symbol)))

    def found(self) -> Pairs:
        """Extract the whole set and keep what it cites outside itself."""
        archive = SHARED / "data" / "gold" / self.name / "docs.zip"
        pairs: Pairs = set()
        for outcome in pipeline.load([archive], workers=0):
            if isinstance(outcome, Document):
                pairs |= set(self._pairs(outcome))
        return pairs

    def _pairs(self, document: Document) -> Iterator[tuple[str, str]]:
        for row in corpus.rows(document):
            name = Path(str(row["file"])).name
            if row["target"] and name in self.own:
                target = self._base(str(row["target"]))
                if target != self.own[name]:
                    yield name, target

    def family(self, pairs: Pairs, family: str) -> Pairs:
        """The pairs whose target is of ``family``."""
        return {pair for pair in pairs if self.tool.family(pair[1]) == family}


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"


def table(sets: Iterable[str]) -> Iterator[str]:
    """The Markdown lines of the accuracy table."""
    yield "| set | family | linked by the UN | found | recall | agreement |"
    yield "|---|---|---:|---:|---:|---:|"
    for name in sets:
        scorer = Scorer(name)
        found = scorer.found()
        shown = f"{name} (tuned)" if name in TUNED else name
        for family, _ in scorer.tool.FAMILIES:
            gold, ours = scorer.family(scorer.gold, family), scorer.family(found, family)
            if gold:
                both = len(gold & ours)
                recall, agreement = share(both, len(gold)), share(both, len(ours))
                yield f"| {shown} | {family} | {len(gold)} | {len(ours)} | {recall} | {agreement} |"


def freeze(sets: Iterable[str]) -> None:
    """Write the pairs of this run beside the frozen file, then put them in its place."""
    kept = frozen()
    kept.update({name: Scorer(name).found() for name in sets})
    partial = FROZEN.with_suffix(".part")
    with gzip.GzipFile(partial, "wb", mtime=0) as out:
        for name, pairs in sorted(kept.items()):
            files: dict[str, list[str]] = defaultdict(list)
            for file, target in sorted(pairs):
                files[file].append(target)
            out.write(json.dumps([name, files], ensure_ascii=False).encode() + b"\n")
    partial.replace(FROZEN)


def frozen() -> dict[str, Pairs]:
    """The last frozen run: for each set its pairs."""
    if not FROZEN.exists():
        return {}
    with gzip.open(FROZEN, "rt", encoding="utf-8") as lines:
        return {
            name: {(file, target) for file, targets in files.items() for target in targets}
            for name, files in map(json.loads, lines)
        }


def compare(sets: Iterable[str]) -> Iterator[str]:
    """Gains and losses of each set; a pair that the UN links too is marked ``=``."""
    before = frozen()
    for name in sets:
        if name not in before:
            yield f"{name}: never frozen"
            continue
        scorer = Scorer(name)
        now = scorer.found()
        gained, lost = now - before[name], before[name] - now
        yield f"{name}: {len(now)} pairs, {len(gained)} gained, {len(lost)} lost"
        for sign, pairs in (("+", gained), ("-", lost)):
            for file, target in sorted(pairs):
                yield f"  {sign}{'=' if (file, target) in scorer.gold else ' '} {target:<28} {file}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("table", "compare", "freeze"))
    parser.add_argument("sets", nargs="*", default=SETS)
    arguments = parser.parse_args()
    if arguments.what == "freeze":
        freeze(arguments.sets)
        return
    for line in (table if arguments.what == "table" else compare)(arguments.sets):
        print(line, flush=True)


if __name__ == "__main__":
    main()
