"""HTML pages: paragraphs, lists, marks tied to notes, and markup that is only text."""

from __future__ import annotations

import pytest

from loaders.errors import DamagedDocument, EmptyDocument, NotAResolution
from loaders.formats import html
from loaders.records import Document, PartKind
from tests.made import raw

FRONT = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>p{color:red}</style></head><body>
<header>A/RES/67/225</header><p>Resolution adopted by the General Assembly on 21 December 2012</p>
<p>[<i>on the report of the Second Committee</i>&nbsp;(A/67/441/Add.2)]</p>
<h2>67/225. Industrial development cooperation</h2>
<p><em>The General Assembly</em>,</p>"""


def read(body: str) -> Document:
    return html.read(raw(FRONT + body + "</body></html>", "page.html"))[0]


def texts(document: Document) -> dict[str, str]:
    return {part.id: part.text for part in document.parts}


def test_cover_and_white_space() -> None:
    document = read("<p><em>Recalling</em>\n   its  resolution&nbsp;55/2,</p>")
    assert (document.symbol, document.report, str(document.adopted)) == ("A/RES/67/225", "A/67/441/Add.2", "2012-12-21")
    assert texts(document)["pp1"] == "Recalling its resolution\u00a055/2,"


NOTES = {
    # how the mark is written: how the note is written
    'x<sup><a href="#fn1" id="r1">1</a></sup>': '<p id="fn1"><sup>1</sup> Resolution 55/2. <a href="#r1">↩</a></p>',
    'x<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>': (
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Resolution 55/2.</p></div>'
    ),
    "x<sup>1</sup>": "<p><sup>1</sup> Resolution 55/2.</p>",
    'x<a href="#note-1">[1]</a>': '<ol><li id="note-1">Resolution 55/2.</li></ol>',
    'x<span style="vertical-align:super">1</span>': (
        '<p><span style="vertical-align:super">1</span>Resolution 55/2.</p>'
    ),
}


@pytest.mark.parametrize(("mark", "note"), NOTES.items())
def test_marks_are_tied_to_their_notes(mark: str, note: str) -> None:
    document = read(f"<p>Recalling {mark} and more,</p><p>1. Acts.</p>{note}")
    first = next(part for part in document.parts if part.id == "pp1")
    assert first.text == "Recalling x and more,"
    assert [(m.offset, m.marker, m.note) for m in first.marks] == [(11, "1", "fn1")]
    assert [(p.text, p.parent) for p in document.parts if p.kind is PartKind.FOOTNOTE] == [("Resolution 55/2.", "pp1")]
    assert document.problems == ()


def test_a_raised_ordinal_is_text() -> None:
    assert texts(read("<p>Recalling the 61<sup>st</sup> meeting,</p>"))["pp1"] == "Recalling the 61st meeting,"


def test_lists_are_numbered_as_browsers_number_them() -> None:
    document = read(
        "<p>Recalling,</p><ol start=3><li><p>Decides:</p>"
        "<ol type=a><li>One;</li><li>Two;</li></ol></li><li>(4) Ends.</li></ol>"
    )
    assert [part.id for part in document.parts if part.kind is PartKind.OPERATIVE][:3] == ["op3", "op3(a)", "op3(b)"]


HOSTILE = {
    "<p>Recalling <script>alert(1)</script>it,</p>": "Recalling it,",
    "<p>Recalling &lt;script&gt;alert(1)&lt;/script&gt;,</p>": "Recalling <script>alert(1)</script>,",
    "<p>Recalling <img src=x onerror=alert(1)>it,</p>": "Recalling it,",
    "<p>Recalling <span style='display: none'>not </span>it,</p>": "Recalling it,",
    "<p>Recalling <svg><text>drawn</text></svg>it,</p>": "Recalling it,",
    "<p>Recalling <!-- <p>comment</p> -->it,</p>": "Recalling it,",
    "<p>Recalling <b><i>it</b></i>,</p>": "Recalling it,",
}


@pytest.mark.parametrize(("body", "expected"), HOSTILE.items())
def test_hostile_markup_is_only_text_or_nothing(body: str, expected: str) -> None:
    assert texts(read(body))["pp1"] == expected


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "windows-1252", "koi8-r"])
def test_encodings(name: str) -> None:
    text = FRONT.replace("<head>", f'<head><meta charset="{name}">') + "<p>Recalling it,</p>"
    assert html.read(raw(text.encode(name, "ignore")))[0].symbol == "A/RES/67/225"


def test_nesting_is_read_or_refused() -> None:
    assert read("<div>" * 3_000 + "<p>Recalling it,</p>" + "</div>" * 3_000).symbol == "A/RES/67/225"
    assert texts(read("<p>Recalling it," + "<p>and it," * 20_000))["pp1"] == "Recalling it,"
    with pytest.raises(DamagedDocument, match="nests over"):
        read("<div>" * 100_000)


@pytest.mark.parametrize(
    ("page", "error"), [("<html></html>", EmptyDocument), ("<p>Buy our bread.</p>", NotAResolution)]
)
def test_pages_that_are_no_documents(page: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"bad\.html"):
        html.read(raw(page, "bad.html"))
