"""One drawing with its words: places, curves and evidence, as plain data for the page and the picture.

Offsets leave Python's code points here: a browser counts UTF-16 units, so every span that goes into
the page is counted in those.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph.lineage import Lineage, work_key
from graph.view import geometry
from graph.view.labels import clean
from graph.view.layout import Layout, Place, Spine, arc_depth, place
from graph.view.palette import KINDS, relation_style
from graph.view.works import body_name, link
from loaders.records import Document, Part, Reference, Vote

__all__ = ["Line", "Scene", "compose", "page_data", "part_name", "utf16"]


@dataclass(frozen=True, slots=True)
class Line:
    """All references of one relation from one work to another, as one curve; ``refs`` index the scene's."""

    source: str
    target: str
    relation: str
    refs: tuple[int, ...]
    curve: geometry.Curve
    head: str

    @property
    def id(self) -> str:
        """A name that is the same each time: the two works and the relation."""
        return f"{self.source}|{self.relation}|{self.target}"


@dataclass(frozen=True, slots=True)
class Scene:
    """A lineage, where it stands, and its curves."""

    lineage: Lineage
    layout: Layout
    lines: tuple[Line, ...]


def compose(lineage: Lineage, spines: Sequence[Sequence[str]] | None = None) -> Scene:
    """Lay out a lineage and draw its curves; ``spines`` as in `graph.view.layout.place`."""
    layout = place(lineage, spines)
    grouped: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, edge in enumerate(lineage.edges):
        grouped[edge.source, edge.target, edge.reference.relation].append(index)
    beside: defaultdict[tuple[str, str], int] = defaultdict(int)
    lines: list[Line] = []
    for (source, target, relation), refs in grouped.items():
        curve = _curve(layout, source, target, beside[source, target])
        beside[source, target] += 1
        tip = geometry.head(curve, relation_style(relation).head, layout.places[target].work.size)
        lines.append(Line(source, target, relation, tuple(refs), curve, tip))
    return Scene(lineage, layout, tuple(lines))


def _curve(layout: Layout, source: str, target: str, nth: int) -> geometry.Curve:
    """The curve between two works; ``nth`` counts those already drawn between them."""
    a, b = layout.places[source], layout.places[target]
    start, end = (a.x, a.y), (b.x, b.y)
    if source == target:
        return geometry.loop(start, a.work.size)
    spine = next((s for s in layout.spines if source in s.ids and target in s.ids), None)
    if spine:
        return geometry.arc(start, end, _spine_depth(spine, source, target) + 9 * nth, below=True)
    if abs(a.x - b.x) < 1:
        return geometry.arc(start, end, 22 + 9 * nth, below=False)
    if abs(a.y - b.y) < 1:
        return geometry.arc(start, end, min(34, 12 + abs(a.x - b.x) * 0.05) + 9 * nth, below=False)
    return geometry.bend(start, end, max(0.2, 0.5 - 0.09 * nth))


def _spine_depth(spine: Spine, source: str, target: str) -> float:
    return arc_depth(abs(spine.ids.index(source) - spine.ids.index(target)))


def utf16(text: str, offset: int) -> int:
    """Count the UTF-16 units before a code point offset.

    >>> utf16("a𝄞b", 2)
    3
    """
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


_STEPS = (
    (re.compile(r"pp(\d+)"), "preambular paragraph {}"),
    (re.compile(r"op(\d+)((?:\(\w+\))*)"), "paragraph {} {}"),
    (re.compile(r"p(\d+)((?:\(\w+\))*)"), "paragraph {} {}"),
    (re.compile(r"fn(\w+)"), "footnote {}"),
    (re.compile(r"h(\d+)"), "heading {}"),
    (re.compile(r"annex(\d*)"), "annex {}"),
    (re.compile(r"cover\d*"), "cover"),
    (re.compile(r"closing\d*"), "closing"),
    (re.compile(r"t(\d+)"), "table {}"),
)


def part_name(part: str) -> str:
    """Say a part id as a reader would.

    >>> part_name("op17(a)"), part_name("annex1/op3")
    ('Paragraph 17 (a)', 'Annex 1, paragraph 3')
    """
    said = ", ".join(_step(step) for step in part.split("/"))
    return said[:1].upper() + said[1:]


def _step(step: str) -> str:
    for pattern, words in _STEPS:
        match = pattern.fullmatch(step)
        if match:
            return " ".join(words.format(*match.groups()).split())
    return step


def page_data(scene: Scene) -> dict[str, object]:
    """Everything that the page shows beside vis-network's own nodes and edges, ready for JSON."""
    lineage, evidence = scene.lineage, _Evidence(scene.lineage)
    spots = scene.layout.places.values()
    refs = [evidence.of(edge.source, edge.target, edge.reference, edge.language) for edge in lineage.edges]
    open_ends = [evidence.of(source, None, reference, None) for source, reference in lineage.unresolved]
    return {
        "nodes": [_node(scene, key) for key in scene.layout.places],
        "lines": [_line(line) for line in scene.lines],
        "refs": refs,
        "unresolved": open_ends,
        "parts": evidence.parts,
        "documents": [_document(document) for document in lineage.documents],
        "lanes": [asdict(lane) for lane in scene.layout.lanes],
        "columns": [asdict(column) for column in scene.layout.columns],
        "spines": [asdict(spine) for spine in scene.layout.spines],
        "box": {"left": scene.layout.left, "right": scene.layout.right, "height": scene.layout.height},
        "relations": {line.relation: _relation(line.relation) for line in scene.lines}
        | {reference.relation: _relation(reference.relation) for _, reference in lineage.unresolved},
        "kinds": {kind.value: asdict(style) for kind, style in KINDS.items()},
        "bodies": {body: body_name(body) for body in sorted({spot.work.body for spot in spots}) if body},
    }


def _relation(relation: str) -> dict[str, object]:
    return asdict(relation_style(relation))


def _node(scene: Scene, key: str) -> dict[str, object]:
    spot: Place = scene.layout.places[key]
    work, node = spot.work, scene.lineage.nodes[key]
    versions = scene.lineage.versions(key)
    return {
        "id": key,
        "x": spot.x,
        "y": spot.y,
        "above": spot.above,
        "path": geometry.mark(KINDS[work.kind].shape, (0, 0), work.size),
        "href": link(node, versions[0].language if versions else "en"),
        "names": [clean(name) for name in node.names],
        "whole": node.whole,
        **asdict(work),
        "kind": work.kind.value,
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "from": line.source,
        "to": line.target,
        "relation": line.relation,
        "refs": line.refs,
        "path": line.curve.path(),
        "head": line.head,
    }


def _document(document: Document) -> dict[str, object]:
    return {
        "key": work_key(document),
        "language": document.language,
        "title": document.title,
        "adopted": document.adopted.isoformat() if document.adopted else None,
        "published": document.published.isoformat() if document.published else None,
        "session": document.session,
        "meeting": document.meeting,
        "agenda": document.agenda_items,
        "report": document.report,
        "draft": document.draft,
        "vote": _vote(document.vote),
        "subjects": [subject.label for subject in document.subjects],
        "problems": [problem.message for problem in document.problems],
    }


def _vote(vote: Vote | None) -> str | None:
    if not vote:
        return None
    counts = (("in favour", vote.in_favour), ("against", vote.against), ("abstaining", vote.abstaining))
    said = ", ".join(f"{count} {word}" for word, count in counts if count is not None)
    return f"{vote.outcome}: {said}" if said else vote.outcome


class _Evidence:
    """Turns references into data, and keeps each paragraph that any of them needs, once."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.parts: dict[str, dict[str, object]] = {}
        self._documents = {id(document): index for index, document in enumerate(lineage.documents)}
        self._texts: list[Mapping[str, Part]] = [{p.id: p for p in d.parts} for d in lineage.documents]

    def of(self, source: str, target: str | None, reference: Reference, language: str | None) -> dict[str, object]:
        document = self._document(source, reference, language)
        shown = {
            name: getattr(reference, name)
            for name in ("text", "verb", "relation", "reason", "note", "target_part", "subject")
        }
        return {
            **shown,
            "source": source,
            "target": target,
            "kind": reference.kind.value,
            "status": reference.status.value,
            "date": str(reference.date) if reference.date else None,
            "document": document,
            "where": part_name(reference.paragraph),
            "marks": list(self._marks(document, reference)),
            "paragraph": self._keep(document, reference.paragraph),
        }

    def _document(self, source: str, reference: Reference, language: str | None) -> int:
        """The version that makes the reference: by its language, or by holding the very reference."""
        versions = self.lineage.versions(source)
        for version in versions:
            if version.language == language or (language is None and reference in version.references):
                return self._documents[id(version)]
        return self._documents[id(versions[0])]

    def _marks(self, document: int, reference: Reference) -> Iterator[dict[str, object]]:
        yield from self._mark(document, reference.part, reference.start, reference.end)
        if reference.note_part and reference.note_start is not None and reference.note_end is not None:
            yield from self._mark(document, reference.note_part, reference.note_start, reference.note_end)

    def _mark(self, document: int, part: str, start: int, end: int) -> Iterable[dict[str, object]]:
        key = self._keep(document, part)
        if key is None:
            return ()
        text = self._texts[document][part].text
        return ({"part": key, "start": utf16(text, start), "end": utf16(text, end)},)

    def _keep(self, document: int, part: str) -> str | None:
        found = self._texts[document].get(part)
        if found is None:
            return None
        key = f"{document}:{part}"
        if key not in self.parts:
            self.parts[key] = {
                "text": found.text,
                "label": found.label,
                "where": part_name(part),
                "language": self.lineage.documents[document].language,
                "notes": [[utf16(found.text, mark.offset), mark.marker] for mark in found.marks],
            }
        return key
