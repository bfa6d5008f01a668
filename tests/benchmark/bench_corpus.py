"""How fast the corpus page is made, opens, pans and zooms, beside plain sigma and plain pyvis.

Run it with ``python -m tests.benchmark.bench_corpus [--works 25000] [--citations 150000] [--rounds 3]``
or with ``--records FILE...`` on record files of your own. *Plain sigma* is what its documentation
does with the same places and citations: every citation an edge, its default programs. *Plain pyvis*
gets the first works only (``--pyvis 1000``), everything in line and physics off; more would not open.
Times are medians; chromium draws without a graphics card.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from graph.analysis.series import spines
from graph.lineage import Lineage
from graph.view import corpus
from graph.view.corpus import making
from loaders import corpus as records
from loaders.records import Document
from tests.benchmark.bench_page import plain
from tests.browser.conftest import ARGUMENTS
from tests.view_samples import Draft

Series = Sequence[Sequence[str]]

# The page says when it is ready; the second frame after that is on the screen.
WATCH = """
(() => {
  window.frames_ = [];
  let after = 0;
  const drawn = () => document.documentElement.dataset.ready || document.querySelector("canvas");
  const tick = (now) => {
    window.frames_.push(now);
    if (drawn() && (after += 1) === 3) window.seen_ = performance.now();
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})();
"""

PLAIN_SIGMA = """
import Graph from "graphology";
import Sigma from "sigma";
const scene = JSON.parse(document.getElementById("scene").textContent);
const graph = new Graph({ multi: true });
scene.works.id.forEach((id, i) => graph.addNode(i, { x: scene.works.x[i], y: -scene.works.y[i], size: 2, label: id }));
let c = 0;
scene.out.forEach((many, i) => {
  for (let k = 0; k < many; k += 1, c += 1) graph.addEdge(i, scene.target[c], { size: 1 });
});
new Sigma(graph, document.getElementById("canvas"));
document.documentElement.dataset.ready = "true";
"""
PAGE = '<!doctype html><meta charset="utf-8"><div id="canvas" style="height:700px"></div>'
WORDS = re.findall(
    r"\S+",
    """the importance of international cooperation in the field of sustainable development, noting with appreciation
    the efforts of Member States, the United Nations system and all relevant stakeholders to implement them fully""",
)


def synthetic(works: int, citations: int, seed: int = 7) -> tuple[Lineage, Series]:
    """A lineage of about that size and its series: a quarter of the works held, in series over fifty years."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret: the same graph every time
    held = works // 4
    lineage = Lineage.of(_texts(held, works - held, round(citations / held), chance))
    rows: dict[str, list[str]] = {}
    for document in lineage.documents:
        rows.setdefault(str(document.symbol).rpartition("/")[2], []).append(str(document.symbol))
    return lineage, list(rows.values())


def _texts(held: int, cited: int, each: int, chance: random.Random) -> Iterator[Document]:
    subjects = max(1, held // 25)
    made: list[str] = []
    for n in range(held):
        subject, turn = n % subjects, n // subjects
        year = 1974 + 2 * turn
        key = f"A/RES/{year - 1945}/{subject + 1}"
        text = Draft(key, f"Question number {subject} of the agenda", date(min(2025, year), 12, 1 + subject % 28))
        before = [f"A/RES/{year - 1945 - 2 * back}/{subject + 1}" for back in (1, 2) if turn >= back]
        others = [_elsewhere(chance, made, cited) for _ in range(each - len(before))]
        _paragraphs(text, [*before, *others], chance)
        made.append(key)
        yield text.done()


def _elsewhere(chance: random.Random, made: list[str], cited: int) -> str:
    if made and chance.random() < 0.4:
        return chance.choice(made)
    n = min(int(chance.paretovariate(0.25)) if chance.random() < 0.3 else chance.randrange(cited), cited - 1)
    return f"A/{50 + n % 30}/{n + 1}" if n % 3 else f"S/RES/{n + 1}({1946 + n * 79 // cited})"


def _paragraphs(text: Draft, targets: list[str], chance: random.Random) -> None:
    for n, pair in enumerate(zip(targets[::2], targets[1::2], strict=False), start=1):
        start = chance.randrange(len(WORDS))
        words = " ".join((WORDS * 2)[start : start + 22])
        text.say(f"pp{n}", f"Recalling the text {pair[0]} and the text {pair[1]}, and {words},")
        for target in pair:
            text.cite(f"pp{n}", f"the text {target}", chance.choice(("recalls", "reaffirms", "mentions")), target)


def lineage_of(given: argparse.Namespace) -> tuple[Lineage, Series]:
    if not given.records:
        return synthetic(given.works, given.citations)
    lineage = Lineage.of(document for file in given.records for document in records.read(file))
    series, seconds = timed(lambda: spines(lineage))
    print(f"series inferred in {seconds:.1f} s")
    return lineage, series


def plain_sigma(ours: str, folder: Path) -> str:
    """The same scene, drawn as sigma draws by itself."""
    sources = folder / "sigma"
    sources.mkdir()
    shutil.copy(making.SOURCES / "package.json", sources)
    (sources / "main.js").write_text(PLAIN_SIGMA)
    scene = re.search(r'<script type="application/json" id="scene">.*?</script>', ours, re.DOTALL)
    assert scene is not None
    return f"{PAGE}{scene[0]}<script>{making.make(sources)}</script>"


def first_works(lineage: Lineage, most: int) -> Lineage:
    return Lineage.of(lineage.documents[: max(1, most // 4)])


@dataclass(frozen=True)
class Times:
    """Seconds until it is seen; frames a second and the slowest twentieth in milliseconds, panning and zooming."""

    seen: float
    pan: tuple[float, float]
    zoom: tuple[float, float]


def opened(browser: Any, file: Path, size: tuple[int, int]) -> Times:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    tab.route("http*://**", lambda route: route.abort())
    tab.add_init_script(WATCH)
    tab.goto(file.as_uri(), wait_until="commit")
    tab.wait_for_function("window.seen_")
    seen = tab.evaluate("window.seen_") / 1000
    tab.wait_for_timeout(800)
    box = tab.locator("#canvas, #mynetwork").first.bounding_box()
    x, y = box["x"] + box["width"] * 0.4, box["y"] + min(box["height"], 600) * 0.5
    times = Times(seen, pan(tab, x, y), zoom(tab))
    context.close()
    return times


def pan(tab: Any, x: float, y: float) -> tuple[float, float]:
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 8, y + 8)
    step = iter(range(10_000))

    def drag() -> None:
        n = next(step)
        tab.mouse.move(x + n * 5 % 200, y + n * 3 % 120)

    rate = frames(tab, drag)
    tab.mouse.up()
    tab.wait_for_timeout(500)
    return rate


def zoom(tab: Any) -> tuple[float, float]:
    step = iter(range(10_000))

    def wheel() -> None:
        tab.mouse.wheel(0, -100 if next(step) // 6 % 2 == 0 else 100)
        tab.wait_for_timeout(100)

    return frames(tab, wheel)


def frames(tab: Any, act: Callable[[], None], seconds: float = 3.0) -> tuple[float, float]:
    """Frames a second while acting for some seconds, and the time that one in twenty exceeds."""
    tab.evaluate("window.frames_ = []")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        act()
    gaps = [after - before for before, after in pairwise(tab.evaluate("window.frames_"))] or [seconds * 1000]
    return 1000 / statistics.mean(gaps), sorted(gaps)[int(len(gaps) * 0.95)]


def report(name: str, text: str, made: float, browser: Any, given: argparse.Namespace, folder: Path) -> None:
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    found = [opened(browser, file, tuple(given.size)) for _ in range(given.rounds)]
    seen = statistics.median(times.seen for times in found)
    pans, zooms = (_middle(each) for each in zip(*((t.pan, t.zoom) for t in found), strict=True))
    print(
        f"  {name:24} {made:6.1f} s {len(text.encode()) / 1e6:7.2f} MB {seen:7.2f} s"
        f" {pans[0]:7.1f} /s {pans[1]:6.0f} ms {zooms[0]:7.1f} /s {zooms[1]:6.0f} ms",
        flush=True,
    )


def _middle(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    rates, slow = zip(*pairs, strict=True)
    return statistics.median(rates), statistics.median(slow)


def timed(make: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    made = make()
    return made, time.perf_counter() - start


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--works", type=int, default=25_000)
    parser.add_argument("--citations", type=int, default=150_000)
    parser.add_argument("--records", type=Path, nargs="+", help="record files instead of a graph made up")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, nargs=2, default=[1280, 800], help="width and height of the window")
    parser.add_argument("--pyvis", type=int, default=1000, help="works of the pyvis page; 0 leaves it out")
    parser.add_argument("--sigma", action=argparse.BooleanOptionalAction, default=True, help="plain sigma beside it")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("chromium is not installed (apt-get install chromium)", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    lineage, series = lineage_of(given)
    _, script = timed(corpus.bundle.script)
    print(f"{len(lineage.nodes)} works, {len(lineage.edges)} references, {len(series)} series")
    print(f"script {len(corpus.bundle.script()) / 1000:.0f} kB, found or made in {script:.1f} s")
    print(f"  {'':24} {'made':>8} {'size':>10} {'seen':>9} {'panning':>10} {'95 %':>9} {'zooming':>10} {'95 %':>9}")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as name:
        browser, folder = driver.chromium.launch(executable_path=program, args=ARGUMENTS), Path(name)
        ours, made = timed(lambda: corpus.render(lineage, series=series))
        report("recalling", ours, made, browser, given, folder)
        if given.sigma:
            text, made = timed(lambda: plain_sigma(ours, folder))
            report("plain sigma", text, made, browser, given, folder)
        if given.pyvis:
            some = first_works(lineage, given.pyvis)
            text, made = timed(lambda: plain(some, physics=False))
            report(f"plain pyvis, {len(some.nodes)} works", text, made, browser, given, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
