"""What each node says in a drawing: how it is seen, named, dated and weighed, before it has a place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from graph.lineage import Edge, Lineage, Node
from graph.view.labels import clean, short_symbol, wrap
from loaders.records import Kind
from loaders.registries import bodies

__all__ = ["FONT", "Work", "body_name", "kind_of", "link", "works"]

FONT = 12.0
"""Size of a label in pixels of the drawing."""

_SYMBOL_WIDTH, _NAME_WIDTH, _LINES = 92.0, 104.0, 3
_ACTS = {Kind.RESOLUTION, Kind.DECISION, Kind.STATEMENT}
_NAMED = {Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT, Kind.ARTICLE}


def body_name(body: str) -> str:
    """Give the printed name of a body, or its id as a word where the registry has none.

    >>> body_name("unsc"), body_name("secretariat"), body_name("")
    ('Security Council', 'Secretariat', '')
    """
    known = bodies.ids().get(body)
    return known.name if known else body.capitalize()


@dataclass(frozen=True, slots=True)
class Work:
    """A node with the words and the measures of its drawing.

    ``lines`` are those of the label; ``cited`` counts the references to it; ``size`` is its half
    width in pixels; ``year`` is ``None`` where nothing dates it.
    """

    id: str
    kind: Kind
    body: str
    lane: str
    lines: tuple[str, ...]
    name: str
    symbol: str
    year: int | None
    date: str
    held: bool
    cited: int
    size: float


def works(lineage: Lineage) -> dict[str, Work]:
    """Each node of a lineage as it is to be drawn, in the order of their ids."""
    citing: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in lineage.edges:
        if edge.source != edge.target:  # "the present resolution" weighs nothing
            citing[edge.target].append(edge)
    return {node.id: _work(node, citing[node.id]) for node in lineage.nodes.values()}


def _work(node: Node, citing: list[Edge]) -> Work:
    kind, name = kind_of(node, citing), _name(node, citing)
    return Work(
        id=node.id,
        kind=kind,
        body=node.body or "",
        lane=_lane(kind, node.body),
        lines=_lines(node, kind, name),
        name=name,
        symbol=clean(str(node.symbol)) if node.symbol else "",
        year=node.date.earliest.year if node.date else symbol_year(str(node.symbol or "")),
        date=str(node.date) if node.date else "",
        held=node.held,
        cited=len(citing),
        size=round((11.0 if node.held else 6.5) + min(9.0, 1.6 * max(0, len(citing) - 1) ** 0.6), 1),
    )


def kind_of(node: Node, citing: list[Edge]) -> Kind:
    """Give the kind to draw: a text known only by a proper name is drawn as what that name says it is.

    The Millennium Declaration is resolution 55/2 and the Assembly adopted it as one; who cites it by
    name cites the instrument. Once it is held, or cited by number too, it is the resolution again.
    """
    kinds = {edge.reference.kind for edge in citing}
    if node.held or len(kinds) != 1 or not kinds <= _NAMED:
        return node.kind
    return next(iter(kinds))


def _name(node: Node, citing: list[Edge]) -> str:
    """The title, else the proper name that most citations use, else any other name, else nothing.

    A volume holds several instruments (Sales No. E.03.II.A.1 both of Johannesburg's), so what is only
    cited goes by the name that the citing texts print, unless its key is one instrument's own.
    """
    printed = Counter(clean(e.reference.text) for e in citing if e.reference.kind in _NAMED)
    if node.title and (node.held or node.id.startswith("instrument:") or not printed):
        return clean(node.title)
    if printed:
        return min(printed, key=lambda text: (-printed[text], text))
    names = [clean(name) for name in node.names if name != str(node.symbol)]
    return names[0] if names else ""


_DATED = re.compile(r"A/(?P<session>\d{2})/(?:C\.\d/)?[A-Z]*\.?\d+.*|[SE]/(?P<year>(?:19|20)\d\d)/.+")


def symbol_year(symbol: str) -> int | None:
    """Give the year to draw an undated document at: that of the session or year in its symbol.

    A session is drawn where most of its work is done, in the year it opens; this places a mark and
    dates nothing.

    >>> symbol_year("A/67/223"), symbol_year("S/2020/1"), symbol_year("A/CONF.157/24(PartI)")
    (2012, 2020, None)
    """
    match = _DATED.fullmatch(symbol)
    if not match:
        return None
    return int(match["year"]) if match["year"] else 1945 + int(match["session"])


def _lane(kind: Kind, body: str | None) -> str:
    if kind in _ACTS:
        return f"body:{body or ''}"
    if kind is Kind.EVENT:
        return "events"
    return "documents" if kind is Kind.DOCUMENT else "instruments"


def _lines(node: Node, kind: Kind, name: str) -> tuple[str, ...]:
    symbol = short_symbol(clean(str(node.symbol))) if node.symbol else ""
    if symbol and (kind not in _NAMED or not name):
        return wrap(symbol, _SYMBOL_WIDTH, FONT, 2)
    shown = name or clean(node.id.partition(":")[2] or node.id)
    return wrap(shown, _NAME_WIDTH, FONT, _LINES)


_LANGUAGES: Mapping[str, str] = {code: code for code in ("en", "fr", "es", "ru", "ar", "zh")}


def link(node: Node, language: str = "en") -> str:
    """The address of the United Nations document, for a person to follow; empty where there is no symbol.

    >>> link(Node("A/RES/217(III)", Kind.RESOLUTION)), link(Node("event:a-conference", Kind.EVENT))
    ('', '')
    """
    if not node.symbol:
        return ""
    return f"https://docs.un.org/{_LANGUAGES.get(language, 'en')}/{quote(str(node.symbol), safe='/()')}"
