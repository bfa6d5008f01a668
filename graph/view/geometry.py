"""Curves, arrow heads and marks as SVG path data; the page's canvas and the still picture draw the same.

vis-network knows two curves that we use. A *bend* is its ``cubicBezier`` forced horizontal: it leaves
and arrives level. An *arc* is its ``curvedCW`` or ``curvedCCW``, a quadratic curve whose one control
point is set by a ``roundness`` between 0 and 1; `roundness` finds the one for a wanted depth.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Curve", "arc", "bend", "head", "loop", "mark", "roundness"]

Point = tuple[float, float]
_HEAD, _CLEAR = 9.0, 2.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A Bézier curve by its points (three or four), and how vis-network is told to draw it."""

    points: tuple[Point, ...]
    smooth: tuple[tuple[str, object], ...]

    def at(self, t: float) -> Point:
        """The point at ``t`` between 0 (source) and 1 (target), by de Casteljau's construction."""
        points = list(self.points)
        while len(points) > 1:
            points = [_between(a, b, t) for a, b in pairwise(points)]
        return points[0]

    def path(self) -> str:
        """The whole curve as SVG path data."""
        start, *rest = self.points
        return f"M{_pair(start)}{'Q' if len(rest) == 2 else 'C'}{' '.join(_pair(point) for point in rest)}"


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-0", "-0" if abs(value) >= 0.05 else "0")


def bend(source: Point, target: Point, share: float = 0.5) -> Curve:
    """Draw a level S from source to target; ``share`` of the way is the reach of its handles."""
    reach = (source[0] - target[0]) * share
    points = (source, (source[0] - reach, source[1]), (target[0] + reach, target[1]), target)
    smooth = (("type", "cubicBezier"), ("forceDirection", "horizontal"), ("roundness", share))
    return Curve(points, smooth)


def arc(source: Point, target: Point, depth: float, below: bool) -> Curve:
    """Draw an arc that stands off the straight line by ``depth`` pixels, below it or above it."""
    length = math.dist(source, target) or 1.0
    share = roundness(depth, length)
    clockwise = below == (target[0] < source[0])
    turn = (0.5 * share + 0.5) * math.pi * (1 if clockwise else -1)
    angle = math.atan2(source[1] - target[1], target[0] - source[0]) + turn
    reach = (0.5 * share + 0.5) * length * (1 if clockwise else -1)
    via = (source[0] + reach * math.sin(angle), source[1] + reach * math.cos(angle))
    return Curve((source, via, target), (("type", "curvedCW" if clockwise else "curvedCCW"), ("roundness", share)))


def roundness(depth: float, length: float) -> float:
    """Find the roundness whose arc over a chord of this length is so deep; 1 is the most there is.

    The depth grows with roundness ``r`` as ``length (1 + r) sin(r π/2) / 4``.
    """
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        deep = length * (1 + middle) * math.sin(middle * math.pi / 2) / 4
        low, high = (middle, high) if deep < depth else (low, middle)
    return round(high, 4)


def loop(centre: Point, size: float) -> Curve:
    """Draw the loop of a work that cites itself, over its mark."""
    x, y = centre
    points = (centre, (x - 4 * size, y - 4 * size), (x + 4 * size, y - 4 * size), centre)
    return Curve(points, (("type", "curvedCW"), ("roundness", 0.5)))


def _tip(curve: Curve, gap: float) -> tuple[Point, Point]:
    """Where the curve comes within ``gap`` of its end, and its direction there."""
    low, high = 0.4, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        near = math.dist(curve.at(middle), curve.points[-1]) < gap
        low, high = (low, middle) if near else (middle, high)
    before, tip = curve.at(max(0.0, low - 0.02)), curve.at(low)
    length = math.dist(before, tip) or 1.0
    return tip, ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)


def head(curve: Curve, shape: str, size: float) -> str:
    """Draw the arrow head of a shape where the curve meets a mark of half width ``size``, as path data."""
    (x, y), (dx, dy) = _tip(curve, size + _CLEAR)

    def spot(along: float, across: float) -> Point:
        """A point so far back along the curve and so far to its side."""
        return x - dx * along - dy * across, y - dy * along + dx * across

    if shape == "circle":
        return _circle(spot(_HEAD / 2, 0), _HEAD / 2)
    return _polygon([spot(along * _HEAD, across * _HEAD) for along, across in _HEADS[shape]])


_HEADS: dict[str, tuple[Point, ...]] = {
    "triangle": ((0, 0), (1, 0.42), (1, -0.42)),
    "vee": ((0, 0), (1.05, 0.5), (0.6, 0), (1.05, -0.5)),
    "diamond": ((0, 0), (0.6, 0.42), (1.2, 0), (0.6, -0.42)),
    "bar": ((0, 0.7), (0.28, 0.7), (0.28, -0.7), (0, -0.7)),
}


def _polygon(points: list[Point]) -> str:
    return "M" + "L".join(_pair(point) for point in points) + "Z"


def _circle(centre: Point, radius: float) -> str:
    (x, y), r = centre, _number(radius)
    first, second = _pair((x - radius, y)), _pair((x + radius, y))
    return f"M{first}A{r},{r} 0 1 0 {second}A{r},{r} 0 1 0 {first}Z"


def _regular(corners: int, turn: float, inner: float = 1.0) -> Callable[[Point, float], str]:
    """A regular polygon, or a star where every other corner lies further in."""

    def draw(centre: Point, size: float) -> str:
        points: list[Point] = []
        for corner in range(corners):
            angle = 2 * math.pi * corner / corners + turn
            radius = size * (inner if corner % 2 else 1.0)
            points.append((centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)))
        return _polygon(points)

    return draw


_MARKS: dict[str, tuple[float, Callable[[Point, float], str]]] = {
    # shape: how much larger than a circle it must be to weigh the same, and how it is drawn
    "dot": (1.0, _circle),
    "square": (1.25, _regular(4, math.pi / 4)),
    "diamond": (1.3, _regular(4, 0.0)),
    "triangle": (1.3, _regular(3, 0.0)),
    "triangleDown": (1.3, _regular(3, math.pi)),
    "hexagon": (1.1, _regular(6, math.pi / 6)),
    "pentagon": (1.15, _regular(5, 0.0)),
    "star": (1.45, _regular(10, 0.0, 0.45)),
}


def mark(shape: str, centre: Point, size: float) -> str:
    """Draw the mark of a work around its centre, as path data.

    >>> mark("diamond", (0, 0), 10)
    'M0,-13L13,0L0,13L-13,0Z'
    """
    larger, draw = _MARKS[shape]
    return draw(centre, size * larger)
