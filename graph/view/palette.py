"""How relations and kinds look: colour, line, arrow and shape, in light and in dark.

No two relations share both line and arrow, so a drawing without colour still tells them apart; the
arrow tells the family (a circle is taking note, a bar is changing), the line tells the member.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.view.labels import clean
from loaders.records import Kind

__all__ = ["DARK", "KINDS", "LIGHT", "RELATIONS", "Ink", "KindStyle", "RelationStyle", "Theme", "relation_style"]


@dataclass(frozen=True, slots=True)
class Ink:
    """One colour in its two themes, as ``#rrggbb``."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """How an edge of one relation is drawn; ``dash`` is in units of the drawing, empty for a full line."""

    label: str
    ink: Ink
    dash: tuple[int, ...]
    head: str


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How a node of one kind is drawn: ``shape`` is one of vis-network's names."""

    label: str
    ink: Ink
    shape: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of everything that is neither node nor edge."""

    name: str
    paper: str
    band: str
    line: str
    ink: str
    quiet: str
    spine: str


LIGHT = Theme("light", "#fcfbf8", "#f3f1ea", "#dedacd", "#1b2530", "#5b6672", "#d9e8f4")
DARK = Theme("dark", "#11161c", "#171e26", "#2c3641", "#e8ecf0", "#a3afbb", "#1d3548")

_FULL: tuple[int, ...] = ()
_DASHED, _DOTTED, _DASH_DOT, _LONG, _TWO_DOTS = (9, 5), (2, 5), (11, 4, 2, 4), (20, 6), (11, 4, 2, 4, 2, 4)

_BLUE, _TEAL, _GREY = Ink("#1c6cb0", "#6fb4f2"), Ink("#0b7680", "#52c4cd"), Ink("#66707c", "#98a4b1")
_VIOLET, _PLUM, _GREEN = Ink("#6a3db0", "#b898f2"), Ink("#8d3f8f", "#dc96de"), Ink("#2c7a33", "#7dc983")
_AMBER, _OCHRE, _RED = Ink("#b25a00", "#f2ab62"), Ink("#8a6a00", "#dfc063"), Ink("#b3261e", "#f2918a")
_ROSE, _NAVY, _PINE = Ink("#b0246f", "#f283bd"), Ink("#39568c", "#9cb5e6"), Ink("#0a6b50", "#58c9a6")
_BRICK, _CLAY, _SLATE = Ink("#a33c12", "#f09a72"), Ink("#7a4b1f", "#d3a578"), Ink("#475569", "#b4c0cf")

RELATIONS: dict[str, RelationStyle] = {
    # what stands behind a text
    "recalls": RelationStyle("recalls", _BLUE, _FULL, "triangle"),
    "considers": RelationStyle("considers", _TEAL, _DASHED, "triangle"),
    "guidedBy": RelationStyle("is guided by", _TEAL, _DASH_DOT, "triangle"),
    "mentions": RelationStyle("mentions", _GREY, _DOTTED, "triangle"),
    # what it affirms
    "reaffirms": RelationStyle("reaffirms", _VIOLET, _FULL, "vee"),
    "reiterates": RelationStyle("reiterates", _PLUM, _DOTTED, "vee"),
    "welcomes": RelationStyle("welcomes", _GREEN, _DASHED, "vee"),
    "endorses": RelationStyle("endorses", _PINE, _DASH_DOT, "vee"),
    # what it notes
    "hasConsidered": RelationStyle("has considered", _OCHRE, _FULL, "circle"),
    "takesNote": RelationStyle("takes note of", _AMBER, _DASHED, "circle"),
    "mentionsWithConcern": RelationStyle("notes with concern", _RED, _DOTTED, "circle"),
    # what it does by it
    "adopts": RelationStyle("adopts", _PINE, _FULL, "diamond"),
    "actsUnder": RelationStyle("acts under", _NAVY, _DASHED, "diamond"),
    "callsForImplementation": RelationStyle("calls to implement", _ROSE, _DASH_DOT, "diamond"),
    "requests": RelationStyle("requests", _ROSE, _DOTTED, "diamond"),
    "establishedBy": RelationStyle("established by", _SLATE, _LONG, "diamond"),
    # what it changes
    "extends": RelationStyle("extends", _CLAY, _FULL, "bar"),
    "amends": RelationStyle("amends", _BRICK, _DASHED, "bar"),
    "supersedes": RelationStyle("supersedes", _BRICK, _DASH_DOT, "bar"),
    "revokes": RelationStyle("revokes", _RED, _DOTTED, "bar"),
    "corrects": RelationStyle("corrects", _CLAY, _LONG, "bar"),
    "extendedBy": RelationStyle("extended by", _CLAY, _TWO_DOTS, "bar"),
    "amendedBy": RelationStyle("amended by", _BRICK, (4, 4), "bar"),
}

KINDS: dict[Kind, KindStyle] = {
    Kind.RESOLUTION: KindStyle("Resolutions", Ink("#24588a", "#7fbdf0"), "dot"),
    Kind.DECISION: KindStyle("Decisions", Ink("#2d6f78", "#74c5cf"), "triangleDown"),
    Kind.STATEMENT: KindStyle("Statements", Ink("#5a4a94", "#b3a2ee"), "triangle"),
    Kind.DOCUMENT: KindStyle("Documents", Ink("#59636e", "#a9b5c1"), "square"),
    Kind.TREATY: KindStyle("Treaties", Ink("#8a3b2e", "#ec9a8b"), "hexagon"),
    Kind.INSTRUMENT: KindStyle("Named instruments", Ink("#98680b", "#e6bb5c"), "diamond"),
    Kind.EVENT: KindStyle("Events", Ink("#8b2f6b", "#e88cc6"), "star"),
    Kind.ARTICLE: KindStyle("Articles", Ink("#7a5a2a", "#d6b57e"), "pentagon"),
}


def relation_style(relation: str) -> RelationStyle:
    """Give the style of a relation; one that the palette does not know looks like a mention, under its own name."""
    known = RELATIONS.get(relation)
    return known or RelationStyle(clean(relation), _GREY, (4, 3, 1, 3), "triangle")
