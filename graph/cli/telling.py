"""Answers about a lineage in one neutral shape, from which every format is written.

An answer has lines for the tree, rows for tables, and the works and links of its graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise

from graph import analysis
from graph.analysis.citations import EVERYTHING, Filter, key_of, stands_for
from graph.analysis.difference import Change
from graph.analysis.mandates import Mandate, Standing, standing
from graph.analysis.series import Link, Series, Succession
from graph.analysis.walks import Step, Walk
from graph.cli.phrases import counted, shortened
from graph.lineage import Edge, Lineage

__all__ = [
    "Answer",
    "Line",
    "Row",
    "in_brief",
    "of_ancestors",
    "of_descendants",
    "of_difference",
    "of_main_path",
    "of_mandates",
    "of_paths",
    "of_series",
]

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]
_BRIEF = 12


@dataclass(slots=True)
class Line:
    """A line of a tree: a work with what is said of it, or words alone; and the lines under it."""

    words: str
    work: str | None = None
    under: list[Line] = field(default_factory=list["Line"])

    def add(self, words: str, work: str | None = None) -> Line:
        """Add a line under this one, and give it."""
        line = Line(words, work)
        self.under.append(line)
        return line


@dataclass(slots=True)
class Answer:
    """What is told: ``facts`` about the whole, ``rows`` one a thing found, and ``links`` of works."""

    question: str
    work: str
    tree: Line
    facts: dict[str, Scalar | list[str]] = field(default_factory=dict[str, "Scalar | list[str]"])
    rows: list[Row] = field(default_factory=list[Row])
    links: list[tuple[str, str, Row]] = field(default_factory=list[tuple[str, str, Row]])

    def link(self, source: str, target: str, **said: Scalar) -> None:
        """Add a link between two works."""
        self.links.append((source, target, said))


def _about(lineage: Lineage, key: str) -> Row:
    """The columns that say what a work is; a whole held only by its parts goes by the first of them."""
    node = lineage.nodes[key]
    return {
        "work": key,
        "title": node.title or (node.names[0] if node.names else None),
        "date": str(node.date) if node.date else None,
        "body": node.body,
        "kind": str(node.kind),
        "held": node.held,
    }


def _key(lineage: Lineage, symbol: str) -> str:
    return stands_for(lineage, key_of(lineage, symbol))


def _relations(edges: Iterable[Edge]) -> str:
    return ", ".join(dict.fromkeys(edge.reference.relation for edge in edges))


def _parts(edges: Iterable[Edge]) -> str:
    return ", ".join(dict.fromkeys(edge.reference.paragraph for edge in edges))


# --- series --------------------------------------------------------------------------------------------


def of_series(lineage: Lineage, symbol: str) -> Answer:
    """The series of a text, latest first, each succession with its evidence."""
    found = analysis.succession(lineage)
    series = found.of(symbol)
    answer = Answer("series", series.work, _series_head(found, series))
    answer.facts = {
        "inferred": True,
        "period": series.period.value,
        "latest": series.latest,
        "predecessor": series.predecessor,
        "successors": list(series.successors),
    }
    links = {link.later: link for link in series.links}
    for generation, work in reversed(list(enumerate(series.works, 1))):
        link = links.get(work)
        answer.rows.append(_series_row(lineage, work, generation, link, branch=False))
        _succession_line(answer.tree, work, link, series)
    for link in series.branches:
        answer.rows.append(_series_row(lineage, link.later, None, link, branch=True))
        _succession_line(answer.tree, link.later, link, series, f"branch: succeeds {link.earlier} too")
    answer.links = [_succession(link) for link in (*series.links, *series.branches)]
    return answer


def _series_head(found: Succession, series: Series) -> Line:
    title = found.title(series.works)
    words = f"series, {series.period.value}, {counted(len(series.works), 'text')} known (inferred)"
    return Line(f"{title}: {words}" if title else words)


def _series_row(lineage: Lineage, work: str, generation: int | None, link: Link | None, *, branch: bool) -> Row:
    return {
        **_about(lineage, work),
        "generation": generation,
        "predecessor": link.earlier if link else None,
        "weight": link.weight if link else None,
        "told_by": ", ".join(link.told_by) if link else None,
        "evidence": "; ".join(_evidence(link)) if link else None,
        "branch": branch,
    }


def _evidence(link: Link) -> list[str]:
    return [f"{e.kind} {e.weight:+g} “{e.words}” ({' '.join(filter(None, (e.text, e.part)))})" for e in link.evidence]


def _succession_line(tree: Line, work: str, link: Link | None, series: Series, words: str = "") -> None:
    own = link is not None and link.told_by == (work,)
    said = [words, _tellers(link) if link and not own else "", "← asked for" if work == series.work else ""]
    line = tree.add("  ".join(filter(None, said)), work)
    for reason in _evidence(link) if link and own else ():
        line.add(reason)


def _tellers(link: Link) -> str:
    more = f" and {len(link.told_by) - 3} more" if len(link.told_by) > 3 else ""
    return f"told by {', '.join(link.told_by[:3])}{more}"


def _succession(link: Link) -> tuple[str, str, Row]:
    return link.later, link.earlier, {"relation": "succeeds", "inferred": True, "weight": link.weight}


# --- walks ---------------------------------------------------------------------------------------------


def of_ancestors(lineage: Lineage, symbol: str, generations: int | None, only: Filter = EVERYTHING) -> Answer:
    """What a text builds on."""
    walk = analysis.ancestors(lineage, symbol, generations=generations, only=only)
    return _walk(lineage, "ancestors", walk, "builds on")


def of_descendants(lineage: Lineage, symbol: str, generations: int | None, only: Filter = EVERYTHING) -> Answer:
    """What builds on a text."""
    walk = analysis.descendants(lineage, symbol, generations=generations, only=only)
    return _walk(lineage, "descendants", walk, "is built on by")


def _walk(lineage: Lineage, question: str, walk: Walk, said: str) -> Answer:
    sizes = [len(generation) for generation in walk.generations]
    head = (
        f"{said} {counted(len(walk), 'work')} in {counted(len(sizes), 'generation')} ({', '.join(map(str, sizes))})"
        if sizes
        else f"{said} nothing known"
    )
    answer = Answer(question, walk.start, Line(head, walk.start), {"works": len(walk), "generations": len(sizes)})
    lines = {walk.start: answer.tree}
    for step in walk.steps:
        lines[step.work] = lines[step.parent].add(f"{_relations(step.edges)}  {_parts(step.edges)}", step.work)
        answer.rows.append(_walk_row(lineage, step))
        ends = (step.parent, step.work) if question == "ancestors" else (step.work, step.parent)
        answer.link(*ends, relation=_relations(step.edges), references=len(step.edges))
    return answer


def _walk_row(lineage: Lineage, step: Step) -> Row:
    return {
        **_about(lineage, step.work),
        "generation": step.generation,
        "through": step.parent,
        "relations": _relations(step.edges),
        "references": len(step.edges),
    }


def of_paths(lineage: Lineage, symbol: str, other: str, longest: int | None, only: Filter = EVERYTHING) -> Answer:
    """The chains of citations between two texts, shortest first."""
    paths = analysis.all_paths(lineage, symbol, other, longest=longest or 6, most=200, only=only)
    start, end = (_key(lineage, each) for each in (symbol, other))
    many = "more than " if paths.truncated else ""
    answer = Answer("path", start, Line(f"builds on {end} by {many}{counted(len(paths), 'chain of citations')}", start))
    answer.facts = {"to": end, "paths": len(paths), "truncated": paths.truncated}
    for number, path in enumerate(paths, 1):
        line = answer.tree
        for step, work in enumerate(path):
            answer.rows.append({"path": number, "step": step, **_about(lineage, work)})
            line = line.add("", work) if step else line
    pairs = dict.fromkeys(pair for path in paths for pair in pairwise(path))
    for citing, cited in pairs:
        answer.link(citing, cited, relation="cites")
    return answer


def of_main_path(lineage: Lineage, symbol: str, only: Filter = EVERYTHING) -> Answer:
    """The main path through a text, latest first."""
    path = analysis.main_path(lineage, symbol, only=only)
    start = _key(lineage, symbol)
    chains = counted(path.total, "chain of citations")
    answer = Answer("main-path", start, Line(f"main path through {start}, of {chains}"))
    answer.facts = {"chains": path.total}
    if len(path.stretches) < 2:
        answer.tree.add("one citation long: load more texts, since only held texts lead on")
    groups = [stretch.source for stretch in path.stretches[:1]] + [stretch.target for stretch in path.stretches]
    for place, works in enumerate(groups):
        before = path.stretches[place - 1] if place else None
        words = f"{before.share:.0%} of all chains ({before.count})" if before else ""
        for work in works:
            answer.tree.add(words + (" (in a cycle)" if len(works) > 1 else ""), work)
            count, share = (before.count, before.share) if before else (None, None)
            answer.rows.append({"place": place, **_about(lineage, work), "count": count, "share": share})
    for stretch in path.stretches:
        said: Row = {"relation": "cites", "count": stretch.count, "share": stretch.share}
        answer.links += [(a, b, said) for a in stretch.source for b in stretch.target]
    return answer


# --- difference ----------------------------------------------------------------------------------------


def of_difference(lineage: Lineage, symbol: str, other: str) -> Answer:
    """What a text cites that another does not, what was dropped, and what is cited in another way."""
    found = analysis.difference(lineage, symbol, other)
    answer = Answer("diff", found.work, Line(f"cites, against {found.other}", found.work), {"other": found.other})
    said = {"added": found.added, "dropped": found.dropped, "kept": found.kept}
    for name, changes in said.items():
        answer.facts[name] = len(changes)
        branch = answer.tree.add(f"{name} {len(changes)}")
        for change in changes:
            answer.rows.append({"change": name, **_about(lineage, change.work), **_sides(change)})
            branch.add(_change(change), change.work)
            for citing, edges in ((found.work, change.now), (found.other, change.before)):
                if edges:
                    answer.link(citing, change.work, relation=_relations(edges), change=name)
    return answer


def _sides(change: Change) -> Row:
    return {
        "relations": _relations(change.now) or None,
        "parts": _parts(change.now) or None,
        "relations_before": _relations(change.before) or None,
        "parts_before": _parts(change.before) or None,
    }


def _change(change: Change) -> str:
    now, before = _relations(change.now), _relations(change.before)
    if change.relations_changed:
        return f"{before} became {now}"
    return now or before


# --- mandates ------------------------------------------------------------------------------------------


def of_mandates(lineage: Lineage, symbol: str, on: date | None) -> Answer:
    """The mandates that a text acts on: every act of every held text, and how they stand on a day."""
    work = _key(lineage, symbol)
    known = max((d.adopted for d in lineage.documents if d.body == "unsc" and d.adopted), default=None)
    day = on or known
    found = analysis.mandates(lineage, work)
    answer = Answer(
        "mandate",
        work,
        Line(
            f"acts on {counted(len(found.chains), 'mandate')}" if found.chains else "acts on no mandate",
            work,
        ),
    )
    answer.facts = {
        "on": str(day) if day else None,
        "known_until": str(known) if known else None,
        "unnamed": len(found.unnamed),
    }
    for chain in found.chains:
        _mandate(answer, chain, standing(chain, day) if day else None)
    for act in found.unnamed:
        answer.tree.add(f"{act.action} something not named: “{shortened(act.words, 90)}”  {act.part}", act.work)
    return answer


def _mandate(answer: Answer, chain: Mandate, stands: Standing | None) -> None:
    name = chain.key if chain.name == chain.key else f"{chain.key} ({chain.name})"
    branch = answer.tree.add(f"{name}: {_stands(stands)}" if stands else name)
    for act in reversed(chain.acts):
        until = str(act.until.day) if act.until.day else None
        branch.add(f"{act.action} until {until}" if until else f"{act.action}: {act.until.reason}", act.work)
        answer.rows.append(
            {
                "mandate": chain.key, "name": chain.name, "state": stands.state.value if stands else None,
                "action": act.action.value, "work": act.work, "adopted": str(act.adopted) if act.adopted else None,
                "part": act.part, "until": until, "unknown": act.until.reason or None, "words": act.words,
            }
        )  # fmt: skip
    for earlier, later in pairwise(chain.works):
        answer.link(later, earlier, relation="succeeds", mandate=chain.key)


def _stands(stands: Standing) -> str:
    until = f" until {stands.until}" if stands.until and stands.state.value == "in force" else ""
    unknown = f" ({stands.unknown})" if stands.unknown else ""
    return f"{stands.state.value} on {stands.on}{until}{unknown}"


# --- in brief ------------------------------------------------------------------------------------------


def in_brief(lineage: Lineage, symbol: str, only: Filter = EVERYTHING) -> Answer:
    """The series, and the nearest generation on either side."""
    series, before, after = (
        of_series(lineage, symbol),
        of_ancestors(lineage, symbol, 1, only),
        of_descendants(lineage, symbol, 1, only),
    )
    answer = Answer("brief", series.work, Line("", series.work), series.facts)
    answer.tree.under = [series.tree, _nearest("builds on", before), _nearest("is built on by", after)]
    for told in (series, before, after):
        answer.rows += [{"question": told.question, **row} for row in told.rows]
        answer.links += told.links
    return answer


def _nearest(words: str, told: Answer) -> Line:
    """The first generation by relation, a dozen works each."""
    branch = Line(f"{words} {counted(len(told.rows), 'work')} directly")
    for name, rows in groupby(sorted(told.rows, key=_relation), _relation):
        works: Sequence[Row] = list(rows)
        under = branch.add(f"{name} {len(works)}")
        for row in works[:_BRIEF]:
            under.add("", str(row["work"]))
        if len(works) > _BRIEF:
            under.add(f"… and {len(works) - _BRIEF} more")
    return branch


def _relation(row: Row) -> str:
    return str(row["relations"])
