"""A real browser without a network: every request is written down, every error fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph.lineage import Lineage
from graph.view import page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One chromium for the whole run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page that is open, with what it asked of the network and what went wrong in it."""

    tab: Any
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, fragment: str) -> None:
        """Open the page anew at a fragment."""
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.address}#{fragment}" if fragment else self.address)
        self.tab.wait_for_selector("html[data-ready]")

    def seen(self) -> dict[str, list[str]]:
        """What the drawing shows: works, those that are not pale, lines that are not pale."""
        return self.tab.evaluate("window.recalling.seen()")

    def click(self, key: str, dx: float = 0, dy: float = 0) -> None:
        """Click on a work in the drawing, or beside it."""
        at = self.tab.evaluate("(id) => window.recalling.position(id)", key)
        box = self.tab.locator("#canvas").bounding_box()
        self.tab.mouse.click(box["x"] + at["x"] + dx, box["y"] + at["y"] + dy)
        self.tab.wait_for_timeout(50)

    @property
    def fragment(self) -> str:
        return self.tab.evaluate("decodeURIComponent(location.hash.slice(1)).replaceAll('+', ' ')")


Open = Callable[..., Opened]


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a lineage: ``opened(lineage, width=1280, height=800, scheme="light", fragment="")``."""
    contexts: list[Any] = []
    pages: list[Opened] = []

    def open_page(
        lineage: Lineage, width: int = 1280, height: int = 800, scheme: str = "light", fragment: str = ""
    ) -> Opened:
        file = page.write(lineage, tmp_path / f"lineage{len(pages)}.html")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        now = Opened(context.new_page(), file.as_uri())
        now.tab.on("request", lambda request: now.requests.append(request.url))
        now.tab.on("pageerror", lambda error: now.errors.append(str(error)))
        now.tab.on("console", lambda said: now.errors.append(said.text) if said.type in {"error", "warning"} else None)
        pages.append(now)
        now.go(fragment)
        return now

    yield open_page
    for context in contexts:
        context.close()
    for each in pages:
        assert not each.errors, "the page must run without errors, and inside its own security policy"
        asked = {url.partition("#")[0] for url in each.requests} - {each.address, "about:blank"}
        assert all(url.startswith(("data:", "blob:")) for url in asked), f"the page asked for {sorted(asked)}"
