"""The lineage page as a reader uses it: every test also fails on any request and on any error (see conftest)."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from graph.view.scene import part_name
from tests import view_samples as samples
from tests.browser.conftest import Open, Opened

pytestmark = pytest.mark.browser

ROOT = "A/RES/67/225"


# From a line's source to the point at a share of our own path, in pixels of the window: what vis-network
# draws is where the picture's path is, or the click would miss.
ALONG = """([id, share]) => {
  const scene = JSON.parse(document.getElementById("scene").textContent);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const line = scene.lines.find((each) => each.id === id);
  path.setAttribute("d", line.path);
  const at = path.getPointAtLength(path.getTotalLength() * share);
  const [from, to] = [line.from, line.to].map((key) => scene.nodes.find((node) => node.id === key));
  const [a, b] = [line.from, line.to].map(window.recalling.position);
  const scale = (b.x - a.x) / (to.x - from.x);
  return [(at.x - from.x) * scale, (at.y - from.y) * scale];
}"""


def words(page: Opened, selector: str) -> list[str]:
    return page.tab.locator(selector).all_text_contents()


def chip(page: Opened, facet: str, key: str):
    return page.tab.locator(f'.facet[data-facet="{facet}"][data-id="{key}"]')


@pytest.mark.parametrize("name", ["owner", "crowded", "family", "bare", "hostile"])
def test_a_page_opens_and_asks_no_host_for_anything(opened: Open, name: str) -> None:
    page = opened(getattr(samples, name)())
    page.tab.wait_for_timeout(300)
    assert [url for url in page.requests if url.startswith("http")] == []
    assert len(page.seen()["shown"]) == len(getattr(samples, name)().nodes)


def test_it_opens_at_the_one_text_it_is_about(opened: Open) -> None:
    page = opened(samples.owner())
    assert words(page, "#panel h2") == [ROOT]
    facts = dict(zip(words(page, "#panel dl >> nth=0 >> dt"), words(page, "#panel dl >> nth=0 >> dd"), strict=True))
    assert facts["Date"] == "2012-12-21"
    assert facts["Adopted"] == "without a vote"
    link = page.tab.locator("#panel .actions a")
    assert link.get_attribute("href") == "https://docs.un.org/en/A/RES/67/225"
    assert "noopener" in link.get_attribute("rel")
    assert "Not resolved (2)" in words(page, "#panel h3")


@pytest.mark.parametrize("name", ["owner", "crowded", "hostile"])
def test_the_very_words_are_marked_and_nothing_of_the_paragraph_is_lost(opened: Open, name: str) -> None:
    lineage = getattr(samples, name)()
    page = opened(lineage)
    for edge in lineage.edges[:25]:
        page.tab.evaluate(
            "(id) => { location.hash = new URLSearchParams({ line: id }) }",
            f"{edge.source}|{edge.reference.relation}|{edge.target}",
        )
        page.tab.wait_for_timeout(30)
        document = lineage.versions(edge.source)[0]
        text = next(part.text for part in document.parts if part.id == edge.reference.part)
        # A lone surrogate is no character: a browser shows the replacement character for it.
        shown = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        printed = page.tab.evaluate(
            "[...document.querySelectorAll('#panel blockquote p')].map((p) => {"
            " const copy = p.cloneNode(true); copy.querySelectorAll('sup, .number').forEach((e) => e.remove());"
            " return copy.textContent; })"
        )
        assert shown in [each.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for each in printed]
        marks = page.tab.evaluate("[...document.querySelectorAll('#panel mark')].map((mark) => mark.textContent)")
        assert edge.reference.text.encode("utf-8", "replace") in [mark.encode("utf-8", "replace") for mark in marks]


def test_words_from_documents_never_become_markup(opened: Open) -> None:
    page = opened(samples.hostile())
    own = page.tab.locator("script").count()
    for node in samples.hostile().nodes:
        page.tab.evaluate("(id) => { location.hash = new URLSearchParams({ work: id }) }", node)
        page.tab.wait_for_timeout(30)
    page.tab.locator("#as-table").click()
    page.tab.locator("#search").fill("script")
    page.tab.wait_for_timeout(100)
    assert page.tab.title() == "7 texts and what they cite", "a script of a document ran"
    assert page.tab.locator("img, iframe, object, embed").count() == 0
    assert page.tab.locator("script").count() == own == 6
    targets = page.tab.evaluate("[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
    assert all(target.startswith(("#", "https://docs.un.org/")) for target in targets)


def test_the_security_policy_refuses_what_is_not_ours(opened: Open) -> None:
    page = opened(samples.bare())
    ran = page.tab.evaluate(
        "() => { const s = document.createElement('script'); try { s.textContent = 'window.ran = 1';"
        " document.body.append(s); } catch {} return window.ran === 1; }"
    )
    assert not ran
    assert page.tab.evaluate("() => { try { document.body.innerHTML = '<b>'; return false } catch { return true } }")
    assert page.tab.evaluate("fetch('http://127.0.0.1:9/').then(() => 'went out', () => 'refused')") == "refused"
    assert page.errors, "chromium reports each refusal"
    page.errors.clear()
    page.requests.clear()


def test_a_click_on_a_work_shows_who_cites_it_and_where(opened: Open) -> None:
    page = opened(samples.owner())
    page.click("A/RES/64/289")
    assert words(page, "#panel h2") == ["A/RES/64/289"]
    assert words(page, "#panel mark") == ["64/289"]
    assert page.fragment == "work=A/RES/64/289"


def test_a_click_on_a_line_shows_its_paragraph(opened: Open) -> None:
    page = opened(samples.owner())
    dx, dy = page.tab.evaluate(ALONG, ["A/RES/67/225|recalls|A/RES/49/108", 0.6])
    page.click("A/RES/67/225", dx, dy)
    assert page.fragment == "line=A/RES/67/225|recalls|A/RES/49/108"
    assert words(page, "#panel mark") == ["49/108"]
    assert "industrial development cooperation" in words(page, "#panel dd")


def test_search_finds_by_symbol_by_name_and_by_the_words_that_cite(opened: Open) -> None:
    page = opened(samples.owner())
    for query, found in (
        ("65/175", ["A/RES/65/175"]),
        ("johannesburg", ["Johannesburg Plan of Implementation"]),
        ("system-wide coherence", ["A/RES/64/289"]),
        ("zzz", []),
    ):
        page.tab.locator("#search").fill(query)
        assert words(page, "#found button bdi")[: len(found) or 1] == found, query
    # A symbol, or its end, comes before what only holds the same figures, however often that is cited.
    page = opened(samples.alike())
    page.tab.locator("#search").fill("72/99")
    assert words(page, "#found button bdi") == ["A/RES/72/99", "A/72/99", "A/72/992"]
    page = opened(samples.owner())
    page.tab.locator("#search").fill("64/289")
    page.tab.locator("#search").press("Enter")
    assert words(page, "#panel h2") == ["A/RES/64/289"]


def test_a_relation_is_switched_off_and_on_and_the_counts_follow(opened: Open) -> None:
    page = opened(samples.owner())
    notes = chip(page, "relation", "takesNote")
    assert re.sub(r"\s+", " ", notes.text_content()) == "takes note of1"
    before = len(page.seen()["lines"])
    notes.click()
    assert notes.get_attribute("aria-pressed") == "false"
    assert len(page.seen()["lines"]) == before - 1
    assert "A/67/223" not in page.seen()["lit"], "what nothing cites any more is pale"
    assert page.fragment.endswith("no-relation=takesNote")
    notes.click()
    assert len(page.seen()["lines"]) == before


def test_filters_by_kind_body_and_year(opened: Open) -> None:
    page = opened(samples.owner())
    chip(page, "kind", "event").click()
    assert not [key for key in page.seen()["shown"] if key.startswith("event:")]
    assert chip(page, "relation", "recalls").locator(".count").text_content() == "18"
    page.tab.locator("#year-from").fill("2004")
    page.tab.locator("#year-from").press("Enter")
    shown = page.seen()["shown"]
    assert "A/RES/59/249" in shown
    assert "A/RES/57/243" not in shown
    chip(page, "body", "unga").click()
    assert ROOT not in page.seen()["shown"]
    page.tab.locator("#reset").click()
    assert len(page.seen()["shown"]) == 25


def test_focus_dims_what_is_neither_before_nor_after(opened: Open) -> None:
    page = opened(samples.family(), fragment="work=A/RES/45/100")
    page.tab.get_by_role("button", name="Focus", exact=True).click()
    lit = set(page.seen()["lit"])
    assert {"A/RES/35/100", "A/RES/73/100", "unts:1800/1"} <= lit
    assert not {key for key in lit if key.endswith("/101")}
    assert "A/RES/45/101" in page.seen()["shown"], "pale, not gone"


def test_generations_expand_and_collapse(opened: Open) -> None:
    page = opened(samples.family(), fragment="work=A/RES/45/100&focus=A/RES/45/100&generations=1")
    near = {"A/RES/41/100", "A/RES/43/100", "A/RES/45/100", "A/RES/47/100", "A/RES/49/100", "unts:1800/1"}
    assert set(page.seen()["lit"]) == near
    assert "A/RES/39/100" not in page.seen()["shown"], "further generations are folded away"
    page.tab.get_by_role("button", name="One generation more").click()
    assert "A/RES/37/100" in page.seen()["lit"]
    assert "generations=2" in page.fragment
    page.tab.get_by_role("button", name="One generation less").click()
    assert set(page.seen()["lit"]) == near


def test_a_work_is_folded_and_unfolded(opened: Open) -> None:
    page = opened(samples.owner())
    page.tab.get_by_role("button", name="Fold what it cites").click()
    assert page.seen()["shown"] == [ROOT]
    page.tab.get_by_role("button", name="Unfold what it cites").click()
    assert len(page.seen()["shown"]) == 25


def test_the_address_holds_the_state_and_brings_it_back(opened: Open) -> None:
    page = opened(samples.owner())
    chip(page, "relation", "welcomes").click()
    page.click("A/RES/65/1")
    fragment = page.tab.evaluate("location.hash.slice(1)")
    before = page.seen()
    page.go(fragment)
    assert page.seen() == before
    assert words(page, "#panel h2") == ["A/RES/65/1"]
    assert chip(page, "relation", "welcomes").get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize(
    "fragment", ["work=nothing", "focus=%00&generations=-3", "years=x-y&line=|", "%E0%A4%A", "no-kind=<b>"]
)
def test_an_address_that_says_nonsense_is_passed_over(opened: Open, fragment: str) -> None:
    assert len(opened(samples.owner(), fragment=fragment).seen()["shown"]) == 25


def test_the_keyboard_goes_everywhere(opened: Open) -> None:
    page = opened(samples.owner())
    stops = []
    for _ in range(9):
        page.tab.keyboard.press("Tab")
        stops.append(page.tab.evaluate("document.activeElement.id || document.activeElement.dataset.skip"))
    assert stops == ["panel", "table", "search", "as-table", "save-svg", "save-png", "print", "theme", "canvas"]
    page.tab.keyboard.press("ArrowLeft")
    assert page.fragment == "work=A/RES/65/175", "the nearest to the left on the series"
    assert "cited 1 time" in page.tab.locator("#said").text_content()
    page.tab.keyboard.press("ArrowLeft")
    assert page.fragment == "work=A/RES/63/231"
    page.tab.keyboard.press("f")
    assert "focus=A/RES/63/231" in page.fragment
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.activeElement.id") == "panel"
    page.tab.locator("#canvas").focus()
    page.tab.keyboard.press("Escape")
    assert page.fragment == ""


def test_what_has_the_focus_can_be_seen(opened: Open) -> None:
    page = opened(samples.owner())
    for selector in ("#search", "#as-table", "#canvas", ".facet", "#panel .work", "#panel a"):
        page.tab.locator("#theme").focus()
        page.tab.keyboard.press("Shift+Tab")  # the keyboard is in use, so focus is shown
        page.tab.locator(selector).first.focus()
        style = page.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid", selector


def test_the_table_holds_every_reference(opened: Open) -> None:
    page = opened(samples.owner())
    page.tab.locator("#as-table").click()
    rows = page.tab.locator("#table tbody tr")
    lineage = samples.owner()
    assert rows.count() == len(lineage.edges) + len(lineage.unresolved) == 26
    assert words(page, "#table caption") == ["26 references of 26"]
    page.tab.get_by_role("button", name="To", exact=True).click()
    assert page.tab.locator("th[aria-sort]").text_content().startswith("To")
    chip(page, "relation", "recalls").click()
    assert rows.count() == 5
    places = set(words(page, "#table tbody td:nth-child(2)"))
    assert places == {part_name("op1"), part_name("op19"), part_name("op23")}


def test_svg_and_png_are_saved(opened: Open) -> None:
    page = opened(samples.owner())
    with page.tab.expect_download() as waiting:
        page.tab.locator("#save-svg").click()
    saved = waiting.value
    assert saved.suggested_filename == "A-RES-67-225-Industrial-development-cooperation.svg"
    tree = etree.parse(saved.path())
    said = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {
        "49/108",
        "67/225",
        "recalls",
        "Named instruments",
        "1994",
        "General Assembly · series: Industrial development cooperation",
    } <= {re.sub(r"\s+", " ", each) for each in said}
    with page.tab.expect_download() as waiting:
        page.tab.locator("#save-png").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(data[16:20], "big") > 2000, "twice the size of the drawing"


def test_a_saved_picture_of_hostile_texts_is_well_formed(opened: Open) -> None:
    page = opened(samples.hostile())
    with page.tab.expect_download() as waiting:
        page.tab.locator("#save-svg").click()
    assert etree.parse(waiting.value.path()).getroot().tag.endswith("svg")


def test_print_shows_the_picture_the_words_and_the_table(opened: Open) -> None:
    page = opened(samples.owner(), scheme="dark")
    page.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.tab.emulate_media(media="print")
    assert page.tab.locator("#print-figure > svg").is_visible()
    assert page.tab.locator("#print-figure > svg > rect").first.get_attribute("fill") == "rgb(252, 251, 248)", (
        "paper is light"
    )
    assert page.tab.locator("#panel").is_visible()
    assert page.tab.locator("#table tbody tr").count() == 26
    for gone in ("header", "#stage", "#filters", "#panel .actions"):
        assert not page.tab.locator(gone).first.is_visible(), gone


@pytest.mark.parametrize("width", [390, 600, 768, 1024, 1280, 1920, 2560])
@pytest.mark.parametrize("name", ["owner", "hostile"])
def test_nothing_runs_out_of_the_window(opened: Open, width: int, name: str) -> None:
    page = opened(getattr(samples, name)(), width=width, height=844 if width < 700 else 1000)
    for fragment in ("", "view=table") if width > 860 else ("",):
        page.go(fragment)
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
    stage = page.tab.locator("#canvas, #table").first.bounding_box()
    page.go("")
    stage = page.tab.locator("#canvas").bounding_box()
    assert stage["height"] >= 330
    assert stage["width"] >= min(width, 500) * 0.6


def test_on_a_small_screen_the_text_itself_is_in_sight(opened: Open) -> None:
    page = opened(samples.owner(), width=390, height=844)
    at = page.tab.evaluate("(id) => window.recalling.position(id)", ROOT)
    box = page.tab.locator("#canvas").bounding_box()
    assert 0 < at["x"] < box["width"]
    assert 0 < at["y"] < box["height"]
    assert not page.tab.locator("#facets").is_visible(), "the legend is folded until asked for"
    page.tab.locator("#filters summary").click()
    assert page.tab.locator("#facets").is_visible()
    page.click("A/RES/65/175")
    assert words(page, "#panel h2") == ["A/RES/65/175"]


@pytest.mark.parametrize("name", ["owner", "crowded", "family"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_show_all_shows_all(opened: Open, name: str, width: int, height: int) -> None:
    lineage = getattr(samples, name)()
    page = opened(lineage, width=width, height=height)
    page.tab.emulate_media(reduced_motion="reduce")
    page.tab.locator("#zoom-in").click()
    page.tab.locator("#zoom-all").click()
    page.tab.wait_for_timeout(100)
    stage = page.tab.locator("#canvas").bounding_box()
    for key in lineage.nodes:
        at = page.tab.evaluate("(id) => window.recalling.position(id)", key)
        assert 0 <= at["x"] <= stage["width"] and 0 <= at["y"] <= stage["height"], key


def test_light_and_dark(opened: Open) -> None:
    page = opened(samples.owner(), scheme="dark")
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.tab.evaluate(back) == "rgb(17, 22, 28)"
    page.tab.locator("#theme").click()
    assert page.tab.evaluate(back) == "rgb(252, 251, 248)"
    assert page.tab.locator("#theme").get_attribute("aria-label") == "Colours: light"
    page.tab.locator("#theme").click()
    page.tab.emulate_media(color_scheme="light")
    assert page.tab.evaluate(back) == "rgb(17, 22, 28)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "fragment"), [(1280, ""), (1280, "view=table"), (390, ""), (1280, "focus=A/RES/67/225&no-kind=event")]
)
def test_axe_finds_nothing(opened: Open, scheme: str, width: int, fragment: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(samples.owner(), width=width, scheme=scheme, fragment=fragment)
    page.tab.locator("#filters").evaluate("(details) => { details.open = true }")
    found = axe.Axe().run(page.tab)
    assert len(found.response["passes"]) > 20, "axe really looked"
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]] == []
