"""Mandates read from the paragraphs of Security Council texts, against what the catalogue's titles say of them.

    python -m tests.benchmark.mandates A.jsonl … [--show]

A title such as "on extension of the mandate of the UN Mission … (UNMHA) until 15 July 2020" names the
mission and the day, and was written by a cataloguer: a second witness. Counted are the titles that name
a mission and a day, and those of them for which an act of the text has that mission, and that day too.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date

from graph.analysis.acts import acts, named
from graph.analysis.expiry import _MONTHS  # the same months, so that titles are read alike
from loaders import corpus

_ABBREVIATED = {name[:3]: name for name in _MONTHS} | {"Sept": "September"}
_TITLE = re.compile(
    r"\b(?:extension|renewal|termination|extending)\b.*?\((?P<short>[A-Z]{4,})\).*?"
    r"(?:until|as of|through) (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+)\.? (?P<year>\d{4})"
)


def told_by_title(title: str) -> tuple[str, date] | None:
    """The mission and the day that a catalogue title names; ``None`` if it does not name both."""
    match = _TITLE.search(title)
    month = _MONTHS.get(_ABBREVIATED.get(match["month"], match["month"]), 0) if match else 0
    return (match["short"], date(int(match["year"]), month, int(match["day"]))) if match and month else None


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="+")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    documents = [document for path in given.records for document in corpus.read(path)]
    names = {short: name for document in documents for short, name in named(document).items()}
    titled = holders = days = 0
    for document in documents:
        told = told_by_title(document.title or "")
        if not told:
            continue
        found = [(act.holder and act.holder.key, act.until.day) for act in acts(document, names)]
        titled, holders, days = titled + 1, holders + (told[0] in dict(found)), days + (told in found)
        if given.show and told not in found:
            print(document.symbol, document.title, "|", [(holder, str(day)) for holder, day in found])
    print(f"titles with mission and day {titled}: mission found {holders} ({holders / titled:.1%}),", end=" ")
    print(f"mission and day {days} ({days / titled:.1%})")


if __name__ == "__main__":
    main()
