"""How fast the lineage page is made, opens and moves, beside plain pyvis on the same graph.

Run it with ``python -m tests.benchmark.bench_page [--texts 40 200 400] [--rounds 3]``. Plain pyvis is what
its own documentation does: a networkx graph through ``from_nx``, everything in line; once as it
comes (with physics), once with physics switched off. Its requests to a CDN are refused at once, so
that they cost it nothing. Times are medians; chromium draws without a graphics card.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from graph.lineage import Lineage
from graph.view import page
from tests.browser.conftest import ARGUMENTS
from tests.view_samples import family

# The first stroke on any canvas is the first thing a reader sees; frames are counted by the browser's own clock.
WATCH = """
(() => {
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    window.firstStroke ??= performance.now();
    return stroke.apply(this, given);
  };
  window.frames_ = [];
  const tick = (now) => { window.frames_.push(now); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
})();
"""


def ours(lineage: Lineage) -> str:
    """Make our page."""
    return page.render(lineage)


def plain(lineage: Lineage, physics: bool) -> str:
    """Make pyvis's own page of the same works and references."""
    graph = nx.MultiDiGraph()
    for node in lineage.nodes.values():
        graph.add_node(node.id, label=node.id, title=node.title or node.id)
    for edge in lineage.edges:
        graph.add_edge(edge.source, edge.target, title=edge.reference.relation)
    net = Network(directed=True, cdn_resources="in_line", height="800px")
    net.from_nx(graph)
    net.toggle_physics(physics)
    return str(net.generate_html())


WAYS: dict[str, Callable[[Lineage], str]] = {
    "recalling": ours,
    "pyvis, physics off": lambda lineage: plain(lineage, physics=False),
    "pyvis as it comes": lambda lineage: plain(lineage, physics=True),
}


def opened(browser: Any, file: Path) -> tuple[float, float, float]:
    """Milliseconds to the first stroke, frames a second while panning, and the slowest twentieth frame in ms."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.route("http*://**", lambda route: route.abort())
    tab.add_init_script(WATCH)
    tab.goto(file.as_uri(), wait_until="commit")
    first = first_stroke(tab)
    tab.wait_for_timeout(400)
    gaps = pan(tab)
    context.close()
    return first, 1000 / statistics.mean(gaps), sorted(gaps)[int(len(gaps) * 0.95)]


def first_stroke(tab: Any, patience: float = 180.0) -> float:
    """The time of the first stroke; asked for from here, since a page's policy forbids strings made into code."""
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        first = tab.evaluate("window.firstStroke ?? null")
        if first is not None:
            return float(first)
        tab.wait_for_timeout(50)
    return float("inf")


def pan(tab: Any, steps: int = 60) -> list[float]:
    """Drag the drawing about with the mouse; the times between frames in milliseconds."""
    box = tab.locator("canvas").first.bounding_box()
    x, y = box["x"] + 30, box["y"] + 60
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate("window.frames_ = []")
    for step in range(steps):
        tab.mouse.move(x + step * 4 % 160, y + step * 3 % 120)
    frames = tab.evaluate("window.frames_")
    tab.mouse.up()
    return [after - before for before, after in pairwise(frames)] or [float("inf")]


def measure(browser: Any, lineage: Lineage, rounds: int, folder: Path) -> None:
    for name, make in WAYS.items():
        start = time.perf_counter()
        text = make(lineage)
        made = time.perf_counter() - start
        file = folder / "page.html"
        file.write_text(text, encoding="utf-8")
        results = [opened(browser, file) for _ in range(rounds)]
        first, rate, slow = (statistics.median(column) for column in zip(*results, strict=True))
        size = len(text.encode()) / 1000
        print(f"  {name:20} {made:7.2f} s {size:7.0f} kB {first:8.0f} ms {rate:7.1f} /s {slow:7.0f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=int, nargs="+", default=[40, 200, 400])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("chromium is not installed (apt-get install chromium)", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        print(f"  {'':20} {'made in':>9} {'size':>10} {'first seen':>11} {'panning':>10} {'95 % frame':>10}")
        for count in given.texts:
            lineage = family(count)
            print(f"{len(lineage.nodes)} works, {len(lineage.edges)} references")
            measure(browser, lineage, given.rounds, Path(folder))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
