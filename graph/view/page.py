"""The lineage page: one file, drawn by pyvis and vis-network, that asks no host for anything.

pyvis holds the nodes and edges and renders our own template with the vis-network it ships, so that
nothing of its own page (two requests to a CDN, an unescaped heading) is there to be cleaned away.
Words from documents enter the page in one place only, as JSON in a data block whose ``<``, ``>``
and ``&`` are escaped; scripts put them on the page as text nodes. The content security policy
allows the three scripts and the style by their hashes, no request to anywhere, and no markup made
from strings (``require-trusted-types-for``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol, cast

from jinja2 import DictLoader, Environment
from pyvis.network import Network

from graph.lineage import Lineage
from graph.view import shell
from graph.view.labels import clean, heading_of
from graph.view.layout import Place
from graph.view.palette import KINDS, relation_style
from graph.view.scene import Line, Scene, compose, page_data

__all__ = ["Pyvis", "network", "render", "write"]


class Pyvis(Protocol):
    """What is used of ``pyvis.network.Network``, which declares no types."""

    heading: str
    path: str
    templateEnv: Environment  # noqa: N815 - pyvis's own name
    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]

    def add_node(self, n_id: str, label: str, shape: str, color: str, **options: object) -> None:
        """Add a node."""

    def add_edge(self, source: str, to: str, **options: object) -> None:
        """Add an edge between two nodes that are there."""

    def set_options(self, options: str) -> None:
        """Take vis-network's options as JSON."""

    def generate_html(self) -> str:
        """Render the template."""
        ...


_SCRIPTS = ("model", "state", "dom", "drawing", "evidence", "panel", "controls", "table", "export", "keys", "main")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 250, "keyboard": False, "multiselect": False},
    "edges": {"selectionWidth": 1.5, "hoverWidth": 1, "chosen": True},
}


def render(lineage: Lineage, *, title: str | None = None, spines: Sequence[Sequence[str]] | None = None) -> str:
    """Give the page of a lineage as HTML.

    Parameters
    ----------
    lineage
        One text or a set, up to some hundred works.
    title
        The page's heading; by default the one held text, or how many are held.
    spines
        Series to draw as lines (work keys, as in `graph.view.layout.place`).

    """
    scene = compose(lineage, spines)
    net = network(scene)
    heading = clean(title) if title else heading_of(lineage)
    vis, script, style = _vis(), _script(), shell.style()
    net.heading = heading
    net.path = "page.html"
    net.templateEnv = Environment(loader=DictLoader({"page.html": _asset("page.html")}), autoescape=True)
    words: dict[str, object] = net.templateEnv.globals  # pyright: ignore[reportAssignmentType] - Jinja guesses too narrowly
    words |= {
        "policy": shell.policy([vis, script], [style]),
        "vis": vis,
        "script": script,
        "style": style,
        "scene": page_data(scene) | {"title": heading},
    }
    return str(net.generate_html())


def write(
    lineage: Lineage,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    spines: Sequence[Sequence[str]] | None = None,
) -> Path:
    """Write the page as UTF-8 beside ``path`` and put it in its place at once; give the path."""
    return shell.put(path, render(lineage, title=title, spines=spines))


def network(scene: Scene) -> Pyvis:
    """Give a scene as a pyvis network: fixed places, no physics, one edge a relation between two works."""
    net = cast("Pyvis", Network(height="100%", width="100%", directed=True, cdn_resources="in_line"))
    for spot in scene.layout.places.values():
        _add_node(net, spot)
    for line in scene.lines:
        _add_edge(net, line)
    net.set_options(json.dumps(_OPTIONS))
    return net


def _add_node(net: Pyvis, spot: Place) -> None:
    work, style = spot.work, KINDS[spot.work.kind]
    said = "\n".join(line for line in (work.symbol, work.name, work.date) if line)
    net.add_node(
        work.id,
        label="\n".join(work.lines),
        title=said or work.id,
        shape=style.shape,
        color=style.ink.light,
        x=spot.x,
        y=spot.y,
        size=work.size,
    )


def _add_edge(net: Pyvis, line: Line) -> None:
    style = relation_style(line.relation)
    net.add_edge(
        line.source,
        line.target,
        id=line.id,
        color=style.ink.light,
        dashes=list(style.dash) or False,
        smooth={"enabled": True, **dict(line.curve.smooth)},
        arrows={"to": {"enabled": True, "type": style.head, "scaleFactor": 0.55}},
        width=1.5 + 0.4 * min(4, len(line.refs) - 1),
    )


@cache
def _asset(name: str) -> str:
    return files("graph.view").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _vis() -> str:
    text = files("pyvis").joinpath(_VIS).read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.partition("//# sourceMappingURL=")[0]  # the browser's tools would ask for it


@cache
def _script() -> str:
    body = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'
