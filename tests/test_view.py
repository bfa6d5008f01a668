"""Layout, geometry, palette, page and pictures, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from graph.lineage import Lineage
from graph.view import geometry, labels, page, palette, picture, scene, works
from graph.view.layout import Layout, Place, arc_depth, place, same_subject
from loaders.records import Kind
from loaders.registries import relations
from tests import view_samples as samples

ALL = ("owner", "crowded", "family", "bare", "hostile")
SVG = "{http://www.w3.org/2000/svg}"


def lineage(name: str) -> Lineage:
    return getattr(samples, name)()


def label_box(spot: Place) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label as it is drawn."""
    wide = max(labels.width(line, works.FONT) for line in spot.work.lines)
    high = 14 * len(spot.work.lines)
    top = spot.y - spot.work.size - 8 - high + 2 if spot.above else spot.y + spot.work.size + 4
    return spot.x - wide / 2, top, spot.x + wide / 2, top + high


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


# --- layout


@pytest.mark.parametrize("name", ALL)
def test_no_label_overlaps_another_and_no_mark_another(name: str) -> None:
    spots = list(place(lineage(name)).places.values())
    boxes = [label_box(spot) for spot in spots]
    for i, one in enumerate(boxes):
        for j in range(i + 1, len(boxes)):
            assert not overlap(one, boxes[j]), (spots[i].work.id, spots[j].work.id)
            apart = math.dist((spots[i].x, spots[i].y), (spots[j].x, spots[j].y))
            assert apart >= spots[i].work.size + spots[j].work.size, (spots[i].work.id, spots[j].work.id)


@pytest.mark.parametrize("name", ALL)
def test_time_runs_from_left_to_right(name: str) -> None:
    layout = place(lineage(name))
    dated = [spot for spot in layout.places.values() if spot.work.year is not None]
    for a in dated:
        for b in dated:
            if a.work.year < b.work.year:
                assert a.x < b.x, (a.work.id, b.work.id)
    undated = [spot.x for spot in layout.places.values() if spot.work.year is None]
    assert not undated or max(undated) < min(spot.x for spot in dated), "what has no date stands apart, at the left"


@pytest.mark.parametrize("name", ALL)
def test_every_work_stands_inside_its_lane_and_inside_the_drawing(name: str) -> None:
    layout = place(lineage(name))
    for spot in layout.places.values():
        left, top, right, bottom = label_box(spot)
        assert layout.left <= left <= right <= layout.right, spot.work.id
        assert any(lane.top <= top and bottom <= lane.bottom for lane in layout.lanes), spot.work.id
    ends = [(lane.top, lane.bottom) for lane in layout.lanes]
    assert all(a[1] <= b[0] for a, b in pairwise(ends)), "lanes do not overlap"


def test_the_nine_predecessors_are_the_spine_of_the_owners_text() -> None:
    layout = place(samples.owner())
    (spine,) = layout.spines
    assert spine.label == "Industrial development cooperation"
    assert spine.ids == (*(f"A/RES/{number}" for number, _, _ in samples.SERIES), "A/RES/67/225")
    spots = [layout.places[key] for key in spine.ids]
    assert len({spot.y for spot in spots}) == 1
    assert [spot.x for spot in spots] == sorted(spot.x for spot in spots)
    assert "A/RES/65/151" not in spine.ids, "it is cited beside the series, on another subject"


def test_a_spine_may_be_given() -> None:
    chain = ["A/RES/65/1", "A/RES/60/265", "A/RES/99/99"]
    (spine,) = place(samples.owner(), [chain, ["A/RES/65/1", "A/RES/67/225"]]).spines
    assert spine.ids == ("A/RES/60/265", "A/RES/65/1"), "in order of time; unknown keys and taken ones are passed over"


def test_series_that_share_a_work_are_one() -> None:
    assert {len(chain) for chain in same_subject(samples.family())} == {20}


def test_the_order_of_documents_changes_nothing() -> None:
    family = samples.family()
    turned = Lineage.of(tuple(reversed(family.documents)))
    assert place(turned).places == place(family).places


def test_an_empty_lineage_has_a_layout_and_a_page() -> None:
    nothing = Lineage.of([])
    assert place(nothing) == Layout({}, (), (), (), -70.0, 70.0, 0.0)
    assert "0 texts and what they cite" in page.render(nothing)
    assert etree.fromstring(picture.svg(nothing).encode()).tag == f"{SVG}svg"


def test_shapes_tell_instruments_and_events_from_resolutions() -> None:
    places = place(samples.owner()).places
    kinds = {key: places[key].work.kind for key in places}
    assert kinds["A/RES/49/108"] is Kind.RESOLUTION
    assert kinds["A/RES/55/2"] is Kind.INSTRUMENT, "cited only by its name, the Millennium Declaration"
    assert kinds["event:vienna-energy-forum-2011"] is Kind.EVENT
    assert kinds["A/67/223"] is Kind.DOCUMENT
    shapes = [style.shape for style in palette.KINDS.values()]
    assert len(set(shapes)) == len(shapes) == len(Kind)


def test_more_citations_make_a_larger_mark() -> None:
    spots = place(samples.family()).places
    assert spots["unts:1800/1"].work.cited == 20
    assert spots["unts:1800/1"].work.size > spots["A/RES/73/100"].work.size > 0
    assert spots["A/RES/45/100"].work.size > spots["A/RES/73/100"].work.size


# --- labels


@given(st.text(max_size=60))
def test_a_clean_text_is_one_line_fit_for_xml_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = labels.clean(text)
    etree.fromstring(f"<a>{picture.escape(cleaned)}</a>".encode())
    assert not set(cleaned) & set("\n\r\t\x00\u202e\u2066\u2028")
    assert labels.clean(cleaned) == cleaned


@given(st.text(max_size=120), st.integers(20, 200), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, limit: int, lines: int) -> None:
    wrapped = labels.wrap(text, limit, 12, lines)
    assert len(wrapped) <= lines
    assert all(labels.width(line, 12) <= limit or len(line) <= 2 for line in wrapped)


# --- geometry


@given(st.floats(40, 4000), st.floats(0.01, 0.45))
def test_an_arc_hangs_as_deep_as_asked(length: float, share: float) -> None:
    depth = length * share
    curve = geometry.arc((length, 0), (0, 0), depth, below=True)
    deepest = max(curve.at(t / 200)[1] for t in range(201))
    assert deepest == pytest.approx(depth, rel=0.02, abs=0.1)


@pytest.mark.parametrize(("start", "end"), [((0, 0), (100, 0)), ((100, 0), (0, 0))])
@pytest.mark.parametrize("below", [True, False])
def test_an_arc_stands_on_the_side_asked_for_whichever_way_it_runs(start, end, below: bool) -> None:
    middle = geometry.arc(start, end, 20, below).at(0.5)[1]
    assert (middle > 0) == below


@pytest.mark.parametrize("shape", sorted({style.head for style in palette.RELATIONS.values()}))
def test_an_arrow_head_ends_at_the_mark_and_not_in_it(shape: str) -> None:
    curve = geometry.bend((200, 60), (0, 0))
    path = geometry.head(curve, shape, 10)
    numbers = [tuple(map(float, pair)) for pair in re.findall(r"(?<![A\d.-])(-?[\d.]+),(-?[\d.]+)", path)]
    assert min(math.hypot(x, y) for x, y in numbers) >= 10
    assert max(math.hypot(x, y) for x, y in numbers) <= 30


def test_arcs_grow_with_what_they_pass() -> None:
    depths = [arc_depth(span) for span in range(12)]
    assert depths == sorted(depths)
    assert depths[0] == 0


# --- palette


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_relation_of_the_vocabulary_has_a_look() -> None:
    assert {relation.id for relation in relations.relations()} <= set(palette.RELATIONS)


def test_relations_can_be_told_apart_without_colour() -> None:
    looks = [(style.dash, style.head) for style in palette.RELATIONS.values()]
    assert len(set(looks)) == len(looks)


def test_an_unknown_relation_is_shown_under_its_own_name() -> None:
    assert palette.relation_style("newly\x00Made").label == "newly Made"


@pytest.mark.parametrize("theme", [palette.LIGHT, palette.DARK], ids=lambda theme: theme.name)
def test_everything_stands_out_from_the_paper(theme: palette.Theme) -> None:
    inks = [style.ink for style in (*palette.RELATIONS.values(), *palette.KINDS.values())]
    for back in (theme.paper, theme.band):
        for ink in inks:
            assert contrast(getattr(ink, theme.name), back) >= 3.5, ink  # WCAG 1.4.11 asks 3
        for words in (theme.ink, theme.quiet):
            assert contrast(words, back) >= 4.5, words  # WCAG 1.4.3


# --- page


class Tags(HTMLParser):
    """What a browser's parser makes of the page: its tags with their attributes, and the scripts' text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        self.inside = False

    def handle_data(self, data: str) -> None:
        if not self.inside:
            return
        at = len(self.tags) - 1
        self.texts[at] = self.texts.get(at, "") + data


@pytest.mark.parametrize("name", ALL)
def test_the_page_names_no_other_host_to_load_from(name: str) -> None:
    tags = Tags(page.render(lineage(name))).tags
    loading = [(tag, a) for tag, a in tags for key in a if key in {"src", "srcset", "href", "action", "data"}]
    assert {str(a.get("href")) for _, a in loading} == {"data:,", "#panel", "#table"}
    assert not [a for _, a in tags if any(key.startswith("on") for key in a)]


@pytest.mark.parametrize("name", ALL)
def test_the_policy_allows_these_very_scripts_and_nothing_else(name: str) -> None:
    read = Tags(page.render(lineage(name)))
    policy = next(a["content"] for tag, a in read.tags if a.get("http-equiv") == "Content-Security-Policy")
    code = [read.texts[i] for i, (tag, a) in enumerate(read.tags) if tag == "script" and "type" not in a]
    style = [read.texts[i] for i, (tag, _) in enumerate(read.tags) if tag == "style"]
    hashed = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (*code, *style)]
    assert re.findall(r"'sha256-([^']+)'", str(policy)) == hashed
    assert "unsafe" not in str(policy)
    assert "default-src 'none'" in str(policy)


def test_hostile_texts_stay_inside_their_data_block() -> None:
    texts = lineage("hostile")
    read = Tags(page.render(texts, title="</title><script>x</script>"))
    counted = [tag for tag, _ in read.tags]
    plain = [tag for tag, _ in Tags(page.render(lineage("bare"))).tags]
    assert counted == plain, "the same tags as a page of harmless texts"
    at = next(i for i, (_, a) in enumerate(read.tags) if a.get("id") == "scene")
    data = json.loads(read.texts[at])
    assert {part["text"] for part in data["parts"].values()} == {d.parts[0].text for d in texts.documents}


def test_the_page_is_pyviss_own_network() -> None:
    composed = scene.compose(samples.owner())
    net = page.network(composed)
    assert len(net.nodes) == 25
    assert len(net.edges) == len({line.id for line in composed.lines})
    assert {node["shape"] for node in net.nodes} == {"dot", "diamond", "star", "square"}
    styles = {(edge["color"], str(edge["dashes"])) for edge in net.edges}
    assert len(styles) == 4, "one colour and line for each of the four relations"


def test_spans_are_counted_in_the_browsers_units() -> None:
    texts = lineage("hostile")
    data = scene.page_data(scene.compose(texts))
    for shown, edge in zip(data["refs"], texts.edges, strict=True):
        mark = shown["marks"][0]
        units = data["parts"][mark["part"]]["text"].encode("utf-16-le", "surrogatepass")
        words = units[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le", "surrogatepass")
        assert words == edge.reference.text


def test_a_footnote_that_says_what_is_cited_is_evidence_too() -> None:
    data = scene.page_data(scene.compose(samples.owner()))
    declaration = next(ref for ref in data["refs"] if ref["target"] == "A/RES/55/2")
    assert [mark["part"] for mark in declaration["marks"]] == ["0:pp2", "0:fn1"]


def test_part_names_are_said_as_readers_say_them() -> None:
    for part, said in (
        ("pp1", "Preambular paragraph 1"),
        ("op17(a)(i)", "Paragraph 17 (a)(i)"),
        ("annex", "Annex"),
        ("annex1/op3", "Annex 1, paragraph 3"),
        ("fn5", "Footnote 5"),
        ("A/pp1", "A, preambular paragraph 1"),
        ("cover", "Cover"),
    ):
        assert scene.part_name(part) == said


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = page.write(samples.bare(), tmp_path / "a.html")
    before = file.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        page.write(samples.owner(), file)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"], "nothing is left beside it"


# --- pictures


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_well_formed_and_says_what_it_shows(name: str, theme: str) -> None:
    texts = lineage(name)
    drawn = picture.svg(texts, theme=theme)
    tree = etree.fromstring(drawn.encode())
    said = {element.text for element in tree.iter(f"{SVG}text")}
    for spot in place(texts).places.values():
        assert set(spot.work.lines) <= said
    assert {palette.relation_style(edge.reference.relation).label for edge in texts.edges} <= said
    assert {palette.KINDS[spot.work.kind].label for spot in place(texts).places.values()} <= said
    assert drawn == picture.svg(texts, theme=theme)


def test_a_path_is_drawn_strong_and_the_rest_pale() -> None:
    family, path = samples.family(), [f"A/RES/{35 + 4 * n}/100" for n in range(10)]
    tree = etree.fromstring(picture.svg(family, path=path).encode())
    pale = [group for group in tree.iter(f"{SVG}g") if group.get("opacity")]
    marks = [group for group in tree.iter(f"{SVG}g") if len(group) and group[0].tag == f"{SVG}title"]
    strong = [group for group in marks if not group.get("opacity")]
    assert len(strong) == 10
    assert len(pale) == 32 + 1, "each other work, and the other lines together"
    alone = picture.restrict(family, path)
    assert set(alone.nodes) == set(path)
    assert {(e.source, e.target) for e in alone.edges} == set(zip(path[1:], path, strict=False))


def test_a_path_leaves_every_work_in_its_own_lane() -> None:
    texts = samples.owner()
    cited = next(key for key, work in works.works(texts).items() if work.lane == "instruments")
    path = [cited, "A/RES/67/225"]
    alone = picture.restrict(texts, path)
    for lineage, spines in ((texts, None), (texts, [path]), (alone, [path])):
        layout = place(lineage, spines)
        tops = {lane.id: (lane.top, lane.bottom) for lane in layout.lanes}
        for spot in layout.places.values():
            top, bottom = tops[spot.work.lane]
            assert top < spot.y < bottom, spot.work.id
    assert place(alone, [path]).spines == (), "a path is no series"
    assert palette.LIGHT.spine not in picture.svg(alone, path=path)


def test_a_png_is_the_svg_at_its_scale(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    try:
        file = picture.write(samples.owner(), tmp_path / "a.png", scale=1.5)
    except picture.PictureError as error:
        pytest.skip(str(error))
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide = float(etree.fromstring(picture.svg(samples.owner()).encode()).get("width"))
    assert int.from_bytes(data[16:20], "big") == pytest.approx(wide * 1.5, abs=1)


def test_a_picture_without_fonts_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    monkeypatch.setattr(picture, "_has_fonts", lambda: False)
    with pytest.raises(picture.PictureError, match=r"no font found.*save as SVG"):
        picture.png(samples.bare())


def test_an_ending_that_is_no_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(picture.PictureError, match=r"must end in \.svg or \.png"):
        picture.write(samples.bare(), tmp_path / "a.gif")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("symbol", "year"),
    [
        ("A/67/223", 2012),  # a report of the sixty-seventh session
        ("A/57/304", 2002),
        ("S/2020/1", 2020),
        ("E/2012/5", 2012),
        ("A/C.2/67/L.5", None),  # the committee stands first: not read
        ("A/CONF.157/24(PartI)", None),
        ("", None),
    ],
)
def test_an_undated_document_is_drawn_in_the_year_of_its_symbol(symbol: str, year: int | None) -> None:
    assert works.symbol_year(symbol) == year
