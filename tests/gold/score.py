#!/usr/bin/env python3
"""Score the reference finder on the project's own gold.

    python tests/gold/score.py [--split tune|held|a|b|c|d|e|f] [--by body|era|split|kind|status|relation]
                               [--show N] [--root FOLDER]

recall      the share of the labels that were found with the right target; then of all labels the
            share whose relation, pinpoint (of the labels that have one) and status are right too
agreement   of the labels found with the right target, the share with the right relation and so on
precision   of all that was found in these documents, the share that a label confirms
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from loaders.errors import RecallingError
from loaders.records import Document, Reference
from tests.gold.labels import SPLITS, Label, Text, era, labels, texts
from tests.gold.matching import Pair, Verdict, verdict
from tests.gold.source import ROOT, documents, missing

__all__ = ["Tally", "judge", "main", "tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over labels that are not optional, and over what was found."""

    labels: int
    target: int
    relation: int
    pins: int
    pinpoint: int
    status: int
    kind: int
    found: int
    spurious: int
    false_pins: int

    @property
    def precision(self) -> float:
        return self.target / self.found if self.found else 0.0


def tally(pairs: Iterable[Pair], spurious: int) -> Tally:
    """Count one group of pairs with its spurious references."""
    asked = [pair for pair in pairs if not pair.label.optional]
    right = [pair for pair in asked if pair.target]
    pinned = [pair for pair in asked if pair.label.pins]
    bare = [pair for pair in right if pair.label.pins == ()]
    return Tally(
        labels=len(asked), target=len(right), relation=sum(p.relation for p in right), pins=len(pinned),
        pinpoint=sum(p.target and p.pinpoint for p in pinned), status=sum(p.status for p in right),
        kind=sum(p.kind for p in right), found=sum(p.found is not None for p in asked) + spurious,
        spurious=spurious, false_pins=sum(not p.pinpoint for p in bare),
    )  # fmt: skip


def judge(root: Path, split: str | None = None) -> dict[Text, Verdict]:
    """The verdict on every labelled document (of one split); a document that cannot be read misses all."""
    by_file: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels():
        by_file[label.key].append(label)
    chosen = [text for text in texts() if split in (None, text.split)]
    verdicts: dict[Text, Verdict] = {}
    for name in sorted({text.set for text in chosen}):
        read = documents(root, name, {text.file for text in chosen if text.set == name})
        for text in (text for text in chosen if text.set == name):
            verdicts[text] = _verdict(read[text.file], by_file[text.key])
    return verdicts


def _verdict(read: Document | RecallingError, given: Sequence[Label]) -> Verdict:
    if isinstance(read, RecallingError):
        return Verdict(tuple(Pair(label, None) for label in given), (), error=str(read))
    return verdict(read, given)


_GROUPS: dict[str, Callable[[Text, Pair | None, Reference | None], str]] = {
    "body": lambda text, _pair, _found: text.body,
    "era": lambda text, _pair, _found: era(text.year),
    "split": lambda text, _pair, _found: text.split,
    "kind": lambda _text, pair, found: pair.label.kind if pair else (found.kind.value if found else ""),
    "status": lambda _text, pair, found: pair.label.status if pair else (found.status.value if found else ""),
    "relation": lambda _text, pair, _found: pair.label.relations[0] if pair and pair.label.relations else "",
}


def grouped(verdicts: dict[Text, Verdict], by: str) -> dict[str, Tally]:
    """One tally a group, in the order of their names."""
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    spurious: Counter[str] = Counter()
    for text, given in verdicts.items():
        for pair in given.pairs:
            pairs[_GROUPS[by](text, pair, None)].append(pair)
        for found in given.spurious:
            spurious[_GROUPS[by](text, None, found)] += 1
    return {name: tally(pairs[name], spurious[name]) for name in sorted(set(pairs) | set(spurious))}


def whole(verdicts: dict[Text, Verdict]) -> Tally:
    """The tally of everything."""
    pairs = (pair for given in verdicts.values() for pair in given.pairs)
    return tally(pairs, sum(len(given.spurious) for given in verdicts.values()))


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:5.1f} %" if of else "    -  "


def line(name: str, t: Tally) -> str:
    """One row of the table: recall of target, relation, pinpoint and status, agreement, precision."""
    recall = "  ".join(_share(part, t.labels) for part in (t.target, t.relation, t.status, t.kind))
    agreement = "  ".join(_share(part, t.target) for part in (t.relation, t.status, t.kind))
    return (
        f"{name:<22}{t.labels:>6}  {recall}  {_share(t.pinpoint, t.pins)} ({t.pins:>3}) | {agreement}"
        f" | {_share(t.target, t.found)} ({t.spurious} spurious, {t.false_pins} false pinpoints)"
    )


HEAD = (
    f"{'':<22}labels   target relation   status     kind  pinpoint      | relation status   kind    | precision\n"
    f"{'':<22}       of all labels                   of those with one | of the targets found       | of all found"
)


def differences(verdicts: dict[Text, Verdict]) -> Iterator[tuple[str, str]]:
    """Every difference: its class, and where it is with what was wanted and what was found."""
    for text, given in verdicts.items():
        for pair in given.pairs:
            if not pair.label.optional:
                yield from _wrong(text, pair)
        for found in given.spurious:
            said = found.target or found.cited or found.instrument
            yield "spurious", f"{text.file} {found.part} {found.text!r}: {said}, {found.status.value}"


def _wrong(text: Text, pair: Pair) -> Iterator[tuple[str, str]]:
    label, found = pair.label, pair.found
    at = f"{text.file} {label.part} {label.start}-{label.end}"
    wanted = label.targets[0] if label.targets else label.status
    if found is None:
        yield ("words gone" if pair.where is None else "missed"), f"{at}: {wanted} ({label.kind})"
        return
    at = f"{at} {found.text!r}"
    if not pair.target:
        yield "target", f"{at}: {wanted}, found {found.target or found.cited}"
        return
    if not pair.relation:
        yield "relation", f"{at} {wanted}: {'/'.join(label.relations)}, found {found.relation} ({found.verb!r})"
    if not pair.pinpoint:
        yield "pinpoint", f"{at} {wanted}: {' or '.join(label.pins or ()) or 'none'}, found {found.target_part}"
    if not pair.status:
        yield "status", f"{at} {wanted}: {label.status}, found {found.status.value}"
    if not pair.kind:
        yield "kind", f"{at} {wanted}: {label.kind}, found {found.kind.value}"


def report(verdicts: dict[Text, Verdict], by: Sequence[str], show: int) -> Iterator[str]:
    """The lines that the command prints."""
    yield HEAD
    yield line("all", whole(verdicts))
    for name in by:
        yield f"by {name}"
        yield from (line(f"  {group}", t) for group, t in grouped(verdicts, name).items())
    yield from (f"not read, all its labels missed: {given.error}" for given in verdicts.values() if given.error)
    moved = sum(given.moved for given in verdicts.values())
    if moved:
        yield f"{moved} labels stand on words that the readers now give elsewhere or not at all"
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for name, where in differences(verdicts):
        seen[name].append(where)
    for name in sorted(seen):
        yield f"{name}: {len(seen[name])}"
        yield from (f"  {where}" for where in seen[name][:show])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, help="only the documents of one half or round")
    parser.add_argument("--by", action="append", choices=sorted(_GROUPS), help="break down (default: body, era)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list up to N differences of each class")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds gold/<set>/docs.zip and sc-text/")
    options = parser.parse_args(arguments)
    absent = missing(options.root, {text.set for text in texts()})
    if absent:
        print(f"{options.root} does not hold {', '.join(absent)}; nothing can be scored", file=sys.stderr)
        return 2
    print("\n".join(report(judge(options.root, options.split), options.by or ["body", "era"], options.show)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
