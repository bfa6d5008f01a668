"""Still pictures for papers and slides: a lineage, or one path through it, as SVG and as PNG.

The SVG is the same scene as the page's, with a title, years, lanes and a legend; its words stay text.
The PNG is that SVG drawn by resvg, with the fonts of this machine.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from graph.lineage import Lineage
from graph.view import geometry
from graph.view.labels import clean, heading_of, width, wrap
from graph.view.layout import Layout, Place
from graph.view.palette import DARK, KINDS, LIGHT, Ink, Theme, relation_style
from graph.view.scene import Line, Scene, compose
from graph.view.works import FONT
from loaders.errors import RecallingError

__all__ = ["PictureError", "png", "restrict", "svg", "write"]

FAMILY = "'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, Helvetica, sans-serif"
_TOP, _AXIS, _KEY, _LEAST = 46.0, 34.0, 22.0, 460.0
_PALE = 0.16


class PictureError(RecallingError):
    """A picture cannot be drawn as asked: an ending that is no picture's, or no font to draw words with."""


def svg(
    lineage: Lineage,
    *,
    title: str | None = None,
    spines: Sequence[Sequence[str]] | None = None,
    path: Sequence[str] = (),
    theme: str = "light",
) -> str:
    """Draw a lineage as an SVG document.

    Parameters
    ----------
    lineage
        What to draw; `restrict` cuts one down to some works.
    title
        The words over the picture; by default the held text's symbol and title.
    spines
        Series, as in `graph.view.layout.place`.
    path
        Work keys of a main path, from first to last: it is drawn strong, each work where it stands anyway, and
        all else pale. A picture of the path alone is one of ``restrict(lineage, path)``.
    theme
        ``"light"`` or ``"dark"``.

    """
    chosen = {"light": LIGHT, "dark": DARK}[theme]
    scene = compose(lineage, spines)
    return _Picture(scene, chosen, frozenset(path)).draw(clean(title) if title else heading_of(lineage))


def png(
    lineage: Lineage,
    *,
    title: str | None = None,
    spines: Sequence[Sequence[str]] | None = None,
    path: Sequence[str] = (),
    theme: str = "light",
    scale: float = 2.0,
) -> bytes:
    """Draw a lineage as a PNG, ``scale`` pixels for each of the SVG's; the other parameters are those of `svg`.

    Raises
    ------
    PictureError
        If this machine has no font that can draw the words.

    """
    return _raster(svg(lineage, title=title, spines=spines, path=path, theme=theme), scale)


def write(
    lineage: Lineage,
    file: str | os.PathLike[str],
    *,
    title: str | None = None,
    spines: Sequence[Sequence[str]] | None = None,
    path: Sequence[str] = (),
    theme: str = "light",
    scale: float = 2.0,
) -> Path:
    """Write a picture, SVG or PNG by the ending of ``file``: beside it first, then into its place."""
    target = Path(file)
    ending = target.suffix.lower()
    if ending not in {".svg", ".png"}:
        raise PictureError(f"{target}: a picture's name must end in .svg or .png; give it one of these endings")
    drawn = svg(lineage, title=title, spines=spines, path=path, theme=theme)
    data = drawn.encode() if ending == ".svg" else _raster(drawn, scale)
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return target


def restrict(lineage: Lineage, keys: Collection[str]) -> Lineage:
    """Give the part of a lineage that is these works and the references between them."""
    kept = set(keys)
    return replace(
        lineage,
        nodes={key: node for key, node in lineage.nodes.items() if key in kept},
        edges=tuple(edge for edge in lineage.edges if edge.source in kept and edge.target in kept),
        unresolved=(),
    )


def _raster(drawn: str, scale: float) -> bytes:
    import resvg_py  # only a PNG needs it

    if not _has_fonts():
        raise PictureError(
            "no font found to draw the words of a PNG with; install one (fonts-noto-core, fonts-dejavu) or save as SVG"
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=scale, sans_serif_family="DejaVu Sans"))


def _has_fonts() -> bool:
    """Whether a letter leaves any ink: resvg draws no text, and says nothing, where there is no font."""
    import resvg_py  # only a PNG needs it

    def probe(letter: str) -> bytes:
        words = f'<text y="20" font-family="{FAMILY}" font-size="20">{letter}</text>'
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{words}</svg>'
            )
        )

    return probe("M") != probe(" ")


def _tag(name: str, content: str | None = None, /, **attributes: object) -> str:
    """One element; ``_`` in an attribute's name stands for ``-``; ``content`` is markup already."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}/>" if content is None else f"<{name}{said}>{content}</{name}>"


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


class _Picture:
    """One scene in one theme; ``strong`` are the works of the path, if there is one."""

    def __init__(self, scene: Scene, theme: Theme, strong: frozenset[str]) -> None:
        self.scene, self.theme, self.strong = scene, theme, strong
        self.layout: Layout = scene.layout
        self.wide = max(self.layout.right - self.layout.left, _LEAST)

    def draw(self, title: str) -> str:
        words = wrap(title, self.wide - 32, 16, 1)
        key, key_height = self._key()
        high = _TOP + self.layout.height + _AXIS + key_height + 10
        body = "\n".join([*self._lanes(), *self._lines(), *self._works(), *self._years()])
        content = "\n".join(
            [
                _tag("title", escape(title)),
                _tag("rect", width=self.wide, height=high, fill=self.theme.paper),
                self._text(16.0, 29.0, " ".join(words), 16, font_weight=700),
                _tag("g", f"\n{body}\n", transform=f"translate({_value(-self.layout.left)},{_value(_TOP)})"),
                _tag("g", "\n".join(key), transform=f"translate(0,{_value(_TOP + self.layout.height + _AXIS)})"),
            ]
        )
        root = _tag(
            "svg",
            f"\n{content}\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {_value(self.wide)} {_value(high)}",
            width=self.wide,
            height=high,
            font_family=FAMILY,
            role="img",
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'

    def _ink(self, ink: Ink) -> str:
        return ink.dark if self.theme is DARK else ink.light

    def _text(self, x: float, y: float, words: str, size: float, **more: object) -> str:
        return _tag("text", escape(words), x=x, y=y, font_size=size, **{"fill": self.theme.ink, **more})

    def _lanes(self) -> Iterator[str]:
        layout, theme = self.layout, self.theme
        span = layout.right - layout.left
        for lane in layout.lanes:
            high = lane.bottom - lane.top
            yield _tag("rect", x=layout.left, y=lane.top, width=span, height=high, rx=10, fill=theme.band)
        for column in layout.columns:
            dash = "2 4" if column.year is None else None
            line = f"M{_value(column.x)},0V{_value(layout.height)}"
            yield _tag("path", d=line, stroke=theme.line, stroke_dasharray=dash)
        for spine in layout.spines:
            line = f"M{_value(spine.x1)},{_value(spine.y)}H{_value(spine.x2)}"
            yield _tag("path", d=line, stroke=theme.spine, stroke_width=18, stroke_linecap="round")
        for lane in layout.lanes:
            named = [s.label for s in layout.spines if s.label and lane.top <= s.y < lane.bottom]
            series = [f"{len(named)} series"] if len(named) > 2 else [f"series: {name}" for name in named]
            words = wrap("  ·  ".join([lane.label, *series]), span - 20, 11, 1)[0]
            yield self._text(layout.left + 10, lane.top + 17, words, 11, font_weight=600, fill=theme.quiet)

    def _years(self) -> Iterator[str]:
        for column in self.layout.columns:
            said = "no date" if column.year is None else str(column.year)
            y = self.layout.height + 18
            yield self._text(column.x, y, said, 12, text_anchor="middle", fill=self.theme.quiet)

    def _is_strong(self, line: Line) -> bool:
        return not self.strong or (line.source in self.strong and line.target in self.strong)

    def _lines(self) -> Iterator[str]:
        """The pale lines in one group, or many of them would add up to a dark one; the others over them."""
        pale = [self._line(line) for line in self.scene.lines if not self._is_strong(line)]
        if pale:
            yield _tag("g", "\n".join(pale), opacity=_PALE)
        yield from (self._line(line) for line in self.scene.lines if self._is_strong(line))

    def _line(self, line: Line) -> str:
        style = relation_style(line.relation)
        ink, d = self._ink(style.ink), line.curve.path()
        thick = 1.5 + 0.4 * min(4, len(line.refs) - 1) + (1.0 if self.strong and self._is_strong(line) else 0.0)
        dash = " ".join(map(str, style.dash)) or None
        curve = _tag("path", d=d, fill="none", stroke=ink, opacity=0.9, stroke_width=thick, stroke_dasharray=dash)
        return curve + _tag("path", d=line.head, fill=ink, opacity=0.9)

    def _works(self) -> Iterator[str]:
        for key, spot in self.layout.places.items():
            yield self._work(spot, pale=bool(self.strong) and key not in self.strong)

    def _work(self, spot: Place, pale: bool) -> str:
        work, style = spot.work, KINDS[spot.work.kind]
        ink = self._ink(style.ink)
        fill = ink if work.held or work.kind.value != "resolution" else self.theme.paper
        mark = geometry.mark(style.shape, (spot.x, spot.y), work.size)
        said = ", ".join(part for part in (work.symbol, work.name, work.date) if part) or work.id
        first = spot.y + (-work.size - 8 - 14 * (len(work.lines) - 1) if spot.above else work.size + 16)
        halo = {"stroke": self.theme.paper, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
        weight = 700 if work.held else 500
        labels = [
            self._text(spot.x, first + 14 * row, line, FONT, text_anchor="middle", font_weight=weight, **halo)
            for row, line in enumerate(work.lines)
        ]
        shape = _tag("path", d=mark, fill=fill, stroke=ink, stroke_width=2, stroke_linejoin="round")
        return _tag("g", "".join([_tag("title", escape(clean(said))), shape, *labels]), opacity=_PALE if pale else None)

    def _key(self) -> tuple[list[str], float]:
        """The legend: each relation's line and each kind's mark, in as many rows as they need, and its height."""
        out: list[str] = []
        x, y = 16.0, 0.0
        entries = [*self._relation_keys(), *self._kind_keys()]
        for face, words in entries:
            room = 44.0 if face.startswith("<g") else 20.0
            wide = room + width(words, 12) + 26
            if x > 16 and x + wide > self.wide - 8:
                x, y = 16.0, y + _KEY
            entry = face + self._text(room + 6, 10.0, words, 12)
            out.append(_tag("g", entry, transform=f"translate({_value(x)},{_value(y)})"))
            x += wide
        return out, y + _KEY if entries else 0.0

    def _relation_keys(self) -> Iterator[tuple[str, str]]:
        for relation in dict.fromkeys(line.relation for line in self.scene.lines):
            style = relation_style(relation)
            curve = geometry.bend((0.0, 6.0), (44.0, 6.0))
            ink, dash = self._ink(style.ink), " ".join(map(str, style.dash)) or None
            line = _tag("path", d="M0,6H34", fill="none", stroke=ink, stroke_width=1.8, stroke_dasharray=dash)
            yield _tag("g", line + _tag("path", d=geometry.head(curve, style.head, 0), fill=ink)), style.label

    def _kind_keys(self) -> Iterator[tuple[str, str]]:
        shown = {spot.work.kind for spot in self.layout.places.values()}
        for kind, style in KINDS.items():
            if kind in shown:
                yield _tag("path", d=geometry.mark(style.shape, (8.0, 6.0), 6), fill=self._ink(style.ink)), style.label
