"""PDF: what is taken off the page, how paragraphs and notes are put together, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import DamagedDocument, NoTextLayer
from loaders.formats import pdf
from loaders.records import Document, PartKind
from tests.made import Line, raw, resolution_lines
from tests.made import pdf as made_pdf


def read(*pages: list[Line], name: str = "made.pdf") -> tuple[Document, ...]:
    return pdf.read(raw(made_pdf(pages), name))


def texts(document: Document) -> dict[str, str]:
    return {part.id: part.text for part in document.parts}


def test_a_page_becomes_paragraphs_marks_and_notes() -> None:
    (document,) = read(resolution_lines())
    assert (document.symbol, document.title, document.report) == (
        "A/RES/67/225",
        "Industrial development cooperation",
        "A/67/441/Add.2",
    )
    assert (str(document.adopted), str(document.published), document.meeting) == (
        "2012-12-21",
        "2013-04-09",
        "61st plenary meeting",
    )
    assert document.agenda_items == ("24 (b)",)
    found = texts(document)
    assert found["op1"] == "Takes note of the report of the Director General;"
    assert found["fn2"].endswith("(A/CONF.198/11), chap. I, resolution 1, annex.")
    first = next(part for part in document.parts if part.id == "pp1")
    assert [first.text[: mark.offset].rsplit(" ", 1)[1] for mark in first.marks] == ["Declaration,", "Development"]
    assert [(p.id, p.parent) for p in document.parts if p.kind is PartKind.FOOTNOTE] == [("fn1", "pp1"), ("fn2", "pp1")]
    assert document.problems == ()


def test_a_hyphen_at_a_line_end_stays_unless_the_file_prints_the_word_whole() -> None:
    kept = texts(read(resolution_lines())[0])["pp1"]
    assert "the capacity-building programme" in kept
    lines = [
        (x, y, s, t.replace("capacity-", "indus-").replace("building programme", "trial programme"))
        for x, y, s, t in resolution_lines()
    ]
    assert "the industrial programme" in texts(read(lines)[0])["pp1"]  # pp2 prints "industrial" whole


SECOND: list[Line] = [
    (60.0, 740.0, 8.5, "A/RES/67/225"), (300.0, 740.0, 8.5, "Industrial development cooperation"),
    (123.0, 700.0, 10.0, "which goes on over the page and ends here;"),
    (147.0, 682.0, 10.0, "4. Decides to remain seized of the matter, as was decided{3} before."),
    (400.0, 660.0, 10.0, "61st plenary meeting"), (400.0, 648.0, 10.0, "21 December 2012"),
    (100.0, 110.0, 8.0, "__________________"), (123.0, 98.0, 8.5, "annex II, which a page could not hold."),
    (123.0, 86.0, 8.5, "{3} See A/67/223."), (60.0, 36.0, 8.5, "2/2"),
]  # fmt: skip


def test_paragraphs_and_notes_go_on_over_the_page_without_heads_and_feet() -> None:
    first = [line for line in resolution_lines() if "plenary" not in line[3] and line[1] != 338.0]
    first.append(
        (147.0, 130.0, 10.0, "3. Encourages every Member State and every organization of the system to consider a text")
    )
    (document,) = read(first, SECOND)
    found = texts(document)
    assert found["op3"].endswith("to consider a text which goes on over the page and ends here;")
    assert found["op4"].startswith("Decides")
    assert found["fn2"].endswith("annex. annex II, which a page could not hold.")
    assert found["fn3"] == "See A/67/223."
    assert not any("2/2" in text or text == "A/RES/67/225" for text in found.values())


def column(x: float, number: str, title: str) -> list[Line]:
    rows = [
        (0, f"{number}. {title}"), (30, "The General Assembly,"), (30, "Recalling its resolution 2542 (XXIV) of"),
        (0, "11 December 1969 on social progress and on"), (0, "the development of the peoples, as adopted by"),
        (0, "it without any vote at its plenary meeting,"), (30, "Noting the report of the Council on these and"),
        (0, "on other matters that were before it at that"), (0, "session, and the decisions of that Council,"),
        (30, "1. Takes note of the report of the Council;"), (30, "2. Requests the Secretary-General to report on"),
        (0, "the implementation of the present resolution."),
    ]  # fmt: skip
    y, found = 700.0, []
    for i, (indent, text) in enumerate(rows):
        y -= 18 if indent or i == 0 else 12
        found.append((x + indent, y, 10.0, text))
    return found


def test_two_columns_are_read_one_after_the_other_and_give_a_document_each() -> None:
    page = column(60.0, "2626 (XXV)", "Development Decade") + column(330.0, "2627 (XXV)", "Declaration")
    documents = read(page)
    assert [(d.symbol, d.title) for d in documents] == [
        ("A/RES/2626(XXV)", "Development Decade"), ("A/RES/2627(XXV)", "Declaration"),
    ]  # fmt: skip
    for document in documents:
        found = texts(document)
        assert found["pp1"].endswith("at its plenary meeting,")
        assert found["op2"].endswith("of the present resolution.")


def test_the_file_name_chooses_one_of_several_texts() -> None:
    page = column(60.0, "2626 (XXV)", "Development Decade") + column(330.0, "2627 (XXV)", "Declaration")
    assert [d.symbol for d in read(page, name="A_RES_2627(XXV).pdf")] == ["A/RES/2627(XXV)"]


ENCRYPTED = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>/ID[<{'43' * 16}><{'43' * 16}>]"
BROKEN = {
    "no text layer": (made_pdf([[], []]), NoTextLayer, "2 pages hold pictures"),
    "truncated": (made_pdf([resolution_lines()])[:400], DamagedDocument, "cut off or mangled"),
    "only a header": (b"%PDF-1.7\n", DamagedDocument, "cut off or mangled"),
    "password": (made_pdf([resolution_lines()], ENCRYPTED), DamagedDocument, "password"),
}


@pytest.mark.parametrize(("data", "error", "message"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_said_by_name_and_reason(data: bytes, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        pdf.read(raw(data, "bad.pdf"))
    assert str(caught.value).startswith("bad.pdf")


@pytest.mark.shared
@pytest.mark.parametrize("number", ["106", "215", "302"])
def test_real_files_have_every_note_tied(number: str, shared: Path) -> None:
    path = shared / "data" / "pairs" / "pdf" / f"A_RES_78_{number}.pdf"
    (document,) = pdf.read(raw(path.read_bytes(), path.name))
    assert (document.symbol, document.problems) == (f"A/RES/78/{number}", ())
    assert all(part.parent for part in document.parts if part.kind is PartKind.FOOTNOTE)
