"""The corpus page as a reader uses it; every test also fails on any request and on any error of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.lineage import Lineage
from graph.view import corpus
from tests import view_samples as samples
from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

ROOT = "A/RES/67/225"
OCEANS = [f"A/RES/{year - 1945}/100" for year in range(1980, 2020, 2)]
CHILD = [f"A/RES/{year - 1945}/101" for year in range(1980, 2020, 2)]
DRIVER = "GL Driver Message"  # a software renderer says in the console that it is slow

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def script() -> str:
    """The page's script; making it the first time needs Node and npm."""
    try:
        return corpus.bundle.script()
    except corpus.BundleError as error:
        pytest.skip(f"the corpus page's script cannot be made: {error}")


@pytest.fixture
def opened(chromium: Any, script: str, tmp_path: Path) -> Iterator[Open]:
    """Open the corpus page of a lineage, with its series, at a size, in a scheme, at a fragment."""
    assert script.startswith("/* recalling corpus page")
    contexts: list[Any] = []
    pages: list[Opened] = []

    def open_page(
        lineage: Lineage,
        series: list[list[str]] | None = None,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        fragment: str = "",
        texts: int = corpus.TEXTS,
    ) -> Opened:
        file = corpus.write(lineage, tmp_path / f"corpus{len(pages)}.html", series=series or [], texts=texts)
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        now = Opened(context.new_page(), file.as_uri())
        now.tab.on("request", lambda request: now.requests.append(request.url))
        now.tab.on("pageerror", lambda error: now.errors.append(str(error)))
        now.tab.on("console", lambda said: hear(now, said))
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


def hear(page: Opened, said: Any) -> None:
    if said.type in {"error", "warning"} and DRIVER not in said.text:
        page.errors.append(said.text)


def settle(page: Opened) -> None:
    """Wait until nothing moves and the paragraphs are unpacked."""
    page.tab.wait_for_timeout(250)
    for _ in range(50):
        if page.tab.evaluate("window.recalling.resting()"):
            break
        page.tab.wait_for_timeout(100)
    page.tab.wait_for_timeout(150)


def lit(page: Opened) -> set[str]:
    return set(page.tab.evaluate("window.recalling.seen().lit"))


def drawn(page: Opened) -> int:
    return page.tab.evaluate("window.recalling.seen().bulk")


def chip(page: Opened, facet: str, name: str) -> Any:
    return page.tab.locator(f'.facet[data-facet="{facet}"][data-id="{name}"]')


def words(page: Opened, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.tab.locator(selector).all_text_contents()]


def family(opened: Open, **more: Any) -> Opened:
    return opened(samples.family(), [OCEANS, CHILD], **more)


def test_it_opens_with_everything_lit(opened: Open) -> None:
    page = family(opened)
    assert page.tab.title() == "40 texts and what they cite"
    assert len(lit(page)) == 42
    assert words(page, "#panel h2") == ["The whole corpus"]
    assert "42 works, 40 of them held; 114 citations resolved" in words(page, "#panel")[0]
    assert page.tab.locator("#canvas canvas").count() > 3


def test_something_is_drawn(opened: Open) -> None:
    """The marks, the series and the words are really there: many colours where the works stand."""
    page = family(opened)
    settle(page)
    picture = page.tab.locator("#canvas").screenshot()
    assert len(set(picture)) > 200
    assert len(picture) > 9000, "a blank stage packs to less"


def test_a_click_chooses_a_work_and_dims_the_rest(opened: Open) -> None:
    page = family(opened)
    settle(page)
    page.click("A/RES/45/100")
    assert page.fragment == "work=A/RES/45/100"
    near = {"A/RES/41/100", "A/RES/43/100", "A/RES/45/100", "A/RES/47/100", "A/RES/49/100", "unts:1800/1"}
    assert lit(page) == near
    assert words(page, "#panel h2") == ["A/RES/45/100"]
    assert words(page, "#panel .title") == ["Oceans and the law of the sea"]
    assert page.tab.locator("#panel a").get_attribute("href") == "https://docs.un.org/en/A/RES/45/100"
    assert page.tab.locator("#status").text_content() == "6 of 42 works lit; 5 citations drawn"
    page.tab.get_by_role("button", name="One generation more").click()
    assert lit(page) == near | {"A/RES/37/100", "A/RES/39/100", "A/RES/51/100", "A/RES/53/100"}
    page.tab.get_by_role("button", name="End").click()
    assert len(lit(page)) == 42


def test_the_panel_quotes_the_citing_paragraphs_with_their_words_marked(opened: Open) -> None:
    page = opened(samples.owner(), fragment=f"work={ROOT}")
    page.tab.wait_for_selector("#panel mark")
    marks = words(page, "#panel mark")
    assert "49/108 of 19 December 1994" in marks or any(mark.startswith("49/108") for mark in marks)
    assert any(said.startswith("Preambular paragraph") for said in words(page, "#panel h4"))
    page.go("work=A/RES/49/108")
    page.tab.wait_for_selector("#panel mark")
    assert words(page, "#panel .work") == [ROOT]
    (where,) = words(page, "#panel .where")
    assert where.startswith("Preambular paragraph 1 ·")
    assert where.endswith("of 1994-12-19")


def test_a_page_without_paragraphs_still_tells_who_cites_whom(opened: Open) -> None:
    page = opened(samples.owner(), fragment=f"work={ROOT}", texts=0)
    settle(page)
    assert page.tab.locator("#panel .work").count() > 10
    assert page.tab.locator("#panel mark").count() == 0
    assert "This page carries no paragraphs." in words(page, "#panel .note")


def test_the_series_of_a_work(opened: Open) -> None:
    page = family(opened, fragment="work=A/RES/45/100")
    assert "Series (inferred): 6 of 20" in words(page, "#panel h3")
    assert words(page, "#panel .chain [aria-current]") == ["A/RES/45/100"]
    page.tab.locator("#panel .chain .work").last.click()
    assert "work=A/RES/53/100" in page.fragment


def test_search_lights_what_it_finds(opened: Open) -> None:
    page = family(opened)
    page.tab.locator("#search").fill("rights child")
    page.tab.wait_for_timeout(400)
    assert lit(page) == set(CHILD)
    assert page.tab.locator("#found-count").text_content() == "20 works found"
    assert "words=rights child" in page.fragment
    page.tab.locator("#search").fill("45/101")
    page.tab.keyboard.press("Enter")
    assert "work=A/RES/45/101" in page.fragment
    assert words(page, "#panel h2") == ["A/RES/45/101"]
    assert not page.tab.locator("#found").is_visible()


def test_search_by_keyboard_and_for_nothing(opened: Open) -> None:
    page = family(opened)
    page.tab.keyboard.press("/")
    page.tab.keyboard.type("oceans")
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Enter")
    assert "work=A/RES/" in page.fragment
    page.tab.locator("#search").fill("no such words")
    assert "Nothing found" in words(page, "#found")[0]
    page.tab.keyboard.press("Escape")
    assert not page.tab.locator("#found").is_visible()


def test_filters_narrow_and_count(opened: Open) -> None:
    page = opened(samples.owner())
    assert chip(page, "relation", "recalls").locator(".count").text_content() == "21"
    chip(page, "kind", "event").click()
    events = lit(page)
    assert events
    assert all(key.startswith("event:") for key in events)
    assert chip(page, "kind", "event").get_attribute("aria-pressed") == "true"
    chip(page, "kind", "event").click()
    chip(page, "relation", "takesNote").click()
    settle(page)
    lineage = samples.owner()
    noted = {end for e in lineage.edges if e.reference.relation == "takesNote" for end in (e.source, e.target)}
    assert lit(page) == noted
    assert drawn(page) == len(noted) - 1, "what is filtered is drawn"
    page.tab.locator("#reset").click()
    page.tab.locator("#year-from").fill("2010")
    page.tab.locator("#year-from").press("Enter")
    assert ROOT in lit(page)
    assert "A/RES/49/108" not in lit(page)
    assert "years=2010-" in page.fragment


def test_a_filter_by_body(opened: Open) -> None:
    page = opened(samples.crowded())
    if not chip(page, "body", "unsc").is_visible():
        page.tab.locator("[aria-label=Bodies] summary").click()
    chip(page, "body", "unsc").click()
    assert lit(page) == {key for key in samples.crowded().nodes if key.startswith("S/")}


def test_citations_appear_for_what_is_near(opened: Open) -> None:
    page = family(opened)
    settle(page)
    assert drawn(page) == 114, "so few are drawn at once"
    at = page.tab.evaluate("window.recalling.position('A/RES/35/100')")
    box = page.tab.locator("#canvas").bounding_box()
    page.tab.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    for _ in range(4):
        page.tab.mouse.wheel(0, -100)
        page.tab.wait_for_timeout(80)
    settle(page)
    assert 0 < drawn(page) < 114
    assert "at=" in page.fragment


def test_the_address_holds_the_state_and_brings_it_back(opened: Open) -> None:
    page = family(opened, fragment="work=A/RES/45/100&generations=2&relation=recalls&years=1984-2000")
    before, fragment = lit(page), page.fragment
    assert "generations=2" in fragment
    page.tab.locator("#zoom-in").click()
    settle(page)
    moved = page.tab.evaluate("location.hash.slice(1)")
    at = page.tab.evaluate("window.recalling.position('A/RES/45/100')")
    page.go(moved)
    settle(page)
    again = page.tab.evaluate("window.recalling.position('A/RES/45/100')")
    assert lit(page) == before
    assert again == pytest.approx(at, abs=3)
    assert chip(page, "relation", "recalls").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize(
    "fragment",
    ["work=nothing", "generations=-3", "years=x-y", "%E0%A4%A", "relation=<b>", "at=a b c", "at=1 2 0", "at=9e9 9e9 9"],
)
def test_an_address_that_says_nonsense_is_passed_over(opened: Open, fragment: str) -> None:
    page = family(opened, fragment=fragment)
    settle(page)
    assert len(lit(page)) == 42


def test_the_keyboard_goes_everywhere(opened: Open) -> None:
    page = family(opened)
    stops = []
    for _ in range(5):
        page.tab.keyboard.press("Tab")
        stops.append(page.tab.evaluate("document.activeElement.id || document.activeElement.dataset.skip"))
    assert stops == ["panel", "filters", "search", "theme", "canvas"]
    page.tab.keyboard.press("ArrowRight")
    first = page.fragment
    assert first.startswith("work=")
    page.tab.keyboard.press("ArrowRight")
    assert page.fragment != first
    assert "cited" in page.tab.locator("#said").text_content()
    page.tab.keyboard.press("f")
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.activeElement.id") == "panel"
    page.tab.locator("#canvas").focus()
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("0")
    settle(page)
    assert page.fragment == ""
    page.tab.keyboard.press("Shift+ArrowRight")
    settle(page)
    assert page.fragment.startswith("at=")


@pytest.mark.parametrize("size", [(1280, 800), (2560, 1440), (390, 844)])
def test_an_address_with_a_work_shows_it_and_its_ties(opened: Open, size: tuple[int, int]) -> None:
    page = opened(samples.family(400), width=size[0], height=size[1], fragment="work=A/RES/45/104")
    settle(page)
    assert "at=" in page.fragment, "the camera went near"
    box = page.tab.locator("#canvas").bounding_box()
    for key in lit(page):
        at = page.tab.evaluate("(id) => window.recalling.position(id)", key)
        assert 0 < at["x"] < box["width"], key
        assert 0 < at["y"] < box["height"], key


def test_what_is_under_the_pointer_is_told(opened: Open) -> None:
    page = family(opened)
    settle(page)
    at = page.tab.evaluate("window.recalling.position('A/RES/45/100')")
    box = page.tab.locator("#canvas").bounding_box()
    page.tab.mouse.move(box["x"] + at["x"] - 40, box["y"] + at["y"])
    page.tab.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.tab.wait_for_selector("#tip:not([hidden])")
    assert words(page, "#tip strong") == ["A/RES/45/100"]
    assert "Oceans and the law of the sea" in words(page, "#tip")[0]


def test_hostile_texts_are_only_words(opened: Open) -> None:
    page = opened(samples.hostile())
    for key in samples.hostile().nodes:
        page.tab.evaluate("(id) => { location.hash = new URLSearchParams({ work: id }) }", key)
        page.tab.wait_for_timeout(60)
    settle(page)
    page.tab.locator("#search").fill("<script>")
    page.tab.wait_for_timeout(300)
    assert page.tab.title() != "owned"
    assert page.tab.locator("script").count() == 3
    assert page.tab.locator("img").count() == 0


@pytest.mark.parametrize("make", ["bare", "empty"])
def test_little_or_nothing_is_shown_too(opened: Open, make: str) -> None:
    page = opened(samples.bare() if make == "bare" else Lineage.of([]))
    settle(page)
    assert words(page, "#panel h2") == ["The whole corpus"]


@pytest.mark.parametrize("width", [390, 600, 768, 1024, 1280, 1920, 2560])
@pytest.mark.parametrize("name", ["family", "hostile"])
def test_nothing_runs_out_of_the_window(opened: Open, width: int, name: str) -> None:
    height = 844 if width < 700 else 1000
    page = opened(getattr(samples, name)(), width=width, height=height, fragment="work=A/RES/60/1")
    settle(page)
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
    stage = page.tab.locator("#canvas").bounding_box()
    assert stage["height"] >= 330
    assert stage["width"] >= min(width, 500) * 0.6
    for key in getattr(samples, name)().nodes:
        at = page.tab.evaluate("(id) => window.recalling.position(id)", key)
        assert -1e6 < at["x"] < 1e6


def test_all_of_it_fits_the_stage_whatever_its_shape(opened: Open) -> None:
    page = family(opened, width=390, height=844)
    for width, height in ((390, 844), (1400, 700), (800, 1200)):
        page.tab.set_viewport_size({"width": width, "height": height})
        settle(page)
        box = page.tab.locator("#canvas").bounding_box()
        spots = [page.tab.evaluate("(id) => window.recalling.position(id)", key) for key in OCEANS + CHILD]
        assert all(0 < at["x"] < box["width"] and 20 < at["y"] < box["height"] for at in spots)
        assert max(at["x"] for at in spots) - min(at["x"] for at in spots) > box["width"] * 0.7


def test_light_and_dark(opened: Open) -> None:
    page = family(opened, scheme="dark")
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.tab.evaluate(back) == "rgb(17, 22, 28)"
    page.tab.locator("#theme").click()
    assert page.tab.evaluate(back) == "rgb(252, 251, 248)"
    assert page.tab.locator("#theme").get_attribute("aria-label") == "Colours: light"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "fragment"), [(1280, ""), (1280, "work=A/RES/45/100"), (390, ""), (1280, "words=oceans&relation=recalls")]
)
def test_axe_finds_nothing(opened: Open, scheme: str, width: int, fragment: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = family(opened, width=width, scheme=scheme, fragment=fragment)
    page.tab.locator("#filters").evaluate("(details) => { details.open = true }")
    settle(page)
    found = axe.Axe().run(page.tab)
    assert len(found.response["passes"]) > 20, "axe really looked"
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]] == []
