"""Inferred predecessors against a silver standard: same title, or same agenda item, in an earlier session.

    python -m tests.benchmark.series A.jsonl B.jsonl C.jsonl [--show N]

The files are records (`recalling build`, `loaders.corpus`) of sessions in a row, the oldest first; the
last one is asked for its predecessors. The silver standard of a text is the text of the same title in
the nearest earlier session held, where there is exactly one. A second standard asks for agenda items:
a text alone under its item, and the one alone under the same item before.

Three questions are measured, since titles are evidence too:

``one session``    only the last session is held: what its own words tell, no title of any earlier text
``no titles``      all sessions are held, but the titles of the earlier ones are hidden
``everything``     all sessions, all evidence

Recall: of the texts with a silver predecessor, those for which exactly that one was found. Precision:
of those found for texts with a silver predecessor, the right ones. A predecessor found where silver has
none, or none where it has one, is neither right nor wrong before it is read: ``--show`` lists them.

English General Assembly, sessions 75 to 77 (248 texts of session 77 with a silver predecessor, 203 of
which cite it at all): one session, precision 0.904, recall 0.718 (0.877 of those cited); no titles, 0.936
and 0.766; everything, 0.988 and 0.988. The last figure is no proof, since a same title is evidence: it says
that other evidence seldom overrules it, and of its three differences all are misprinted titles of the
text between, where silver is wrong. Of 40 predecessors found beyond silver, read one by one, 31 are right
(renamed or renumbered titles, biennial and triennial texts) and nine are not, or doubtful (a new
international day that recalls a neighbouring series).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.analysis.agenda import Agenda
from graph.analysis.series import Link, succession
from graph.analysis.wording import plain
from graph.lineage import Lineage
from loaders import corpus
from loaders.records import Document


@dataclass
class Score:
    """Counts, and the disagreements to read."""

    silver: int = 0
    cited: int = 0
    found: int = 0
    right: int = 0
    beyond: int = 0
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.silver if self.silver else 0.0
        return (
            f"silver {self.silver:4} (cited {self.cited:4})  found {self.found:4}  right {self.right:4}  "
            f"precision {precision:.3f}  recall {recall:.3f}  beyond silver {self.beyond:4}"
        )


def key(document: Document) -> str:
    """The whole that a document's symbol belongs to."""
    from loaders.symbols import Symbol

    return str(Symbol.parse(document.symbol or "").whole)


def by_title(sessions: Sequence[list[Document]]) -> dict[str, str]:
    """Each text of the last session to the one of the same title in the nearest earlier session."""
    silver: dict[str, str] = {}
    for document in sessions[-1]:
        for earlier in reversed(sessions[:-1]):
            same = [each for each in earlier if plain(each.title or "") == plain(document.title or "")]
            if same:
                if len(same) == 1:
                    silver[key(document)] = key(same[0])
                break
    return silver


def by_agenda(sessions: Sequence[list[Document]]) -> dict[str, str]:
    """Each text alone under its agenda item to the one alone under the same item of the session before."""
    later, earlier = sessions[-1], sessions[-2]
    agenda = Agenda([*later, *earlier])
    alone = [
        [
            d
            for d in session
            if len(d.agenda_items) == 1 and Counter(e.agenda_items for e in session)[d.agenda_items] == 1
        ]
        for session in (later, earlier)
    ]
    silver = {}
    for document in alone[0]:
        same = [d for d in alone[1] if agenda.same_item(document, d) and "(" not in d.agenda_items[0]]
        if len(same) == 1 and "(" not in document.agenda_items[0]:
            silver[key(document)] = key(same[0])
    return silver


def hidden(documents: Iterable[Document]) -> list[Document]:
    """The same documents without titles, agenda items and headings."""
    return [replace(each, title=None, agenda_items=(), subjects=()) for each in documents]


def measure(links: dict[str, Link], silver: dict[str, str], last: list[Document], lineage: Lineage) -> Score:
    score = Score()
    for document in last:
        name = key(document)
        expected, link = silver.get(name), links.get(name)
        found = link.earlier if link else None
        score.silver += expected is not None
        cited = {edge.target for edge in lineage.cites(document.symbol or "")}
        score.cited += expected in cited
        score.found += expected is not None and found is not None
        score.right += expected is not None and found == expected
        score.beyond += expected is None and found is not None
        if found != expected:
            seen = (
                f"{link.weight:g}: " + "; ".join(f"{e.kind} {e.weight:g} “{e.words[:60]}”" for e in link.evidence)
                if link
                else ""
            )
            title = lineage.nodes[found].title if found and found in lineage.nodes else None
            score.differences.append(
                f"{name} “{(document.title or '')[:70]}” silver {expected} found {found} “{title}” {seen}"
            )
    return score


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="+")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="", help="VIEW/STANDARD to list, e.g. everything/title")
    given = parser.parse_args(arguments)
    sessions = [list(corpus.read(path)) for path in given.records]
    views = {
        "one session": sessions[-1],
        "no titles": [*(d for s in sessions[:-1] for d in hidden(s)), *sessions[-1]],
        "everything": [d for s in sessions for d in s],
    }
    standards = {"title": by_title(sessions), "agenda": by_agenda(sessions)}
    both = defaultdict(set)
    for each in standards.values():
        for later, earlier in each.items():
            both[later].add(earlier)
    print(
        "texts in the last session:",
        len(sessions[-1]),
        " standards disagree on",
        sum(len(v) > 1 for v in both.values()),
    )
    for view, documents in views.items():
        lineage = Lineage.of(documents)
        links = dict(succession(lineage).predecessors)
        for standard, silver in standards.items():
            score = measure(links, silver, sessions[-1], lineage)
            print(f"{view:12} {standard:7} {score}")
            if given.show and (not given.only or given.only == f"{view}/{standard}"):
                for line in score.differences[: given.show]:
                    print("   ", line)


if __name__ == "__main__":
    main()
