"""Two readings of one text: what counts as a difference and what does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.compare import comparable, differences, pairs, tally
from loaders.formats import akn4un, pdf, read
from loaders.records import Document, Kind, Mark, Part, PartKind, Reference, Section, Source, Status
from loaders.references import find
from tests.made import docx, raw, resolution_lines
from tests.made import pdf as made_pdf


def part(identity: str, text: str, *marks: tuple[int, str], kind: PartKind = PartKind.PREAMBULAR) -> Part:
    return Part(identity, kind, Section.PREAMBLE, text, marks=tuple(Mark(o, m, f"fn{m}") for o, m in marks))


def note(number: str, text: str) -> Part:
    return part(f"fn{number}", text, kind=PartKind.FOOTNOTE)


def document(
    *parts: Part, references: tuple[Reference, ...] = (), file: str = "a", symbol: str = "A/RES/1/1"
) -> Document:
    source = Source(file, file, "text/plain", "0" * 64)
    return Document(
        symbol=symbol, kind=Kind.RESOLUTION, language="en", source=source, parts=parts, references=references
    )


def cites(paragraph: str, target: str | None, relation: str = "recalls", note: str | None = None) -> Reference:
    return Reference(
        part=paragraph, paragraph=paragraph, place=paragraph, section=Section.PREAMBLE, start=0, end=3, text="abc",
        verb="Recalling", relation=relation, kind=Kind.RESOLUTION, target=target, note=note, status=Status.RESOLVED,
    )  # fmt: skip


SAME = [
    # what no two formats agree on is no difference
    ("of 21\u00a0December  2012", "of 21 December 2012"),
    ("non\u2011governmental", "non-governmental"),
    ("a soft\u00adhyphen", "a softhyphen"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spaces_and_no_break_forms_do_not_count(left: str, right: str) -> None:
    assert differences(document(part("pp1", left)), document(part("pp1", right))).equal


DIFFERENT = [
    # parts of the second reading against pp1 "one two three four", mark 1 after "two", note "N.": the kinds told
    ([part("pp1", "one two three five", (7, "1")), note("1", "N.")], ["paragraph"]),
    ([part("pp1", "one two three four", (3, "1")), note("1", "N.")], ["mark"]),
    ([part("pp1", "one two three four", (7, "1")), note("1", "M.")], ["note"]),
    ([part("pp1", "one two", (7, "1")), part("pp2", "three four"), note("1", "N.")], ["paragraph", "paragraph"]),
    ([note("1", "N.")], ["paragraph"]),
    ([part("p9", "one two three four", (7, "1")), note("1", "N.")], []),  # ids are place names
]


@pytest.mark.parametrize(("parts", "kinds"), DIFFERENT)
def test_differences_are_told_by_kind(parts: list[Part], kinds: list[str]) -> None:
    first = document(part("pp1", "one two three four", (7, "1")), note("1", "N."))
    assert [difference.kind for difference in differences(first, document(*parts)).differences] == kinds


def test_headings_in_a_row_are_one_for_print_does_not_part_them() -> None:
    apart = document(part("h1", "Rule 1", kind=PartKind.HEADING), part("h2", "Quorum", kind=PartKind.HEADING))
    assert differences(apart, document(part("h1", "Rule 1 Quorum", kind=PartKind.HEADING))).equal


def test_references_are_compared_by_aligned_paragraph_not_by_name() -> None:
    first = document(part("pp1", "one two"), part("pp2", "three four"), references=(cites("pp2", "A/RES/1/2"),))
    second = document(part("op1", "three four"), references=(cites("op1", "A/RES/1/2"),))
    compared = differences(first, second)
    assert compared.counts["reference"] == (1, 1)
    assert [d.kind for d in compared.differences] == ["paragraph"]


def test_a_reference_that_differs_is_told_on_both_sides() -> None:
    first = document(part("pp1", "one two"), references=(cites("pp1", "A/RES/1/2"), cites("pp1", "A/RES/1/3")))
    second = document(
        part("pp1", "one two"), references=(cites("pp1", "A/RES/1/2"), cites("pp1", "A/RES/1/3", "reaffirms"))
    )
    compared = differences(first, second)
    assert compared.counts["reference"] == (1, 2)
    assert compared.share("reference") == 0.5
    assert tally([compared, compared])["reference"] == (2, 4)
    assert [(d.left is None, d.right is None) for d in compared.differences] == [(False, True), (True, False)]


def test_a_text_without_notes_is_compared_by_its_body() -> None:
    first = document(part("pp1", "one", (3, "1")), note("1", "N."), references=(cites("pp1", "A/RES/1/2", note="1"),))
    compared = differences(first, document(part("pp1", "one")))
    assert compared.equal
    assert "note" not in compared.counts


def test_a_folder_is_paired_by_symbol() -> None:
    one, two, three = document(file="1"), document(file="2", symbol="A/RES/1/9"), document(file="3")
    assert [(a.source.file, b.source.file) for a, b in pairs([one, two, three])] == [("1", "3")]


@given(
    st.lists(st.text(alphabet="ab c.", min_size=1, max_size=20), max_size=12),
    st.lists(st.text(alphabet="ab c.", min_size=1, max_size=20), max_size=12),
)
def test_a_reading_equals_itself_and_counts_are_the_same_both_ways(left: list[str], right: list[str]) -> None:
    one = document(*(part(f"pp{i}", text) for i, text in enumerate(left)))
    two = document(*(part(f"pp{i}", text) for i, text in enumerate(right)))
    assert differences(one, replace(one, source=two.source)).equal
    compared = differences(one, two)
    equal, total = compared.counts["paragraph"]
    assert 0 <= equal <= total
    assert (equal == total) == (not [d for d in compared.differences if d.kind == "paragraph"])


@pytest.mark.shared
def test_a_real_pdf_and_its_xml_are_equal(shared: Path) -> None:
    left = shared / "data" / "pairs" / "pdf" / "A_RES_78_106.xml"
    (one,) = akn4un.read(raw(left.read_bytes(), left.name))
    (two,) = pdf.read(raw(left.with_suffix(".pdf").read_bytes(), "A_RES_78_106.pdf"))
    assert [str(difference) for difference in differences(one, two).differences] == []


TEXT = (
    (
        "Recalling the United Nations Millennium Declaration,{1} the Monterrey Consensus of the International "
        "Conference on Financing for Development{2} and the capacity-building programme of the Organization, "
        "which was welcomed by all of the Member States,"
    ),
    "Stressing the importance of industrial cooperation,",
    "1.\tTakes note of the report of the Director General;",
    "2.\tRequests the Secretary-General to report to it at its next session.",
)
NOTES = {
    1: "Resolution 55/2.",
    2: "Report of the International Conference, 18-22 March 2002 (A/CONF.198/11), chap. I, resolution 1, annex.",
}
FRONT = (
    "Sixty-seventh session", "Agenda item 24 (b)", "Resolution adopted by the General Assembly on 21 December 2012",
    "[on the report of the Second Committee (A/67/441/Add.2)]", "67/225.\tIndustrial development cooperation",
    "The General Assembly,",
)  # fmt: skip
END = ("61st plenary meeting", "21 December 2012")


def as_word() -> bytes:
    return docx([*FRONT, *TEXT, *END], NOTES, ["A/RES/67/225"])


def as_html() -> bytes:
    lines = [re.sub(r"\{(\d)\}", r'<sup><a href="#fn\1">\1</a></sup>', line) for line in (*FRONT, *TEXT, *END)]
    notes = [f'<p id="fn{key}"><sup>{key}</sup> {text}</p>' for key, text in NOTES.items()]
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}{''.join(notes)}</body></html>".encode()


def as_text() -> bytes:
    lines = [re.sub(r"\{(\d)\}", r"\1", line) for line in (*FRONT, *TEXT, *END)]
    return "\n\n".join([*lines, *(f"{key} {text}" for key, text in NOTES.items())]).encode()


@pytest.mark.parametrize("made", [as_word, as_html, as_text], ids=["Word", "HTML", "text"])
def test_the_same_resolution_reads_the_same_from_every_format(made: Callable[[], bytes]) -> None:
    (printed,) = read(raw(made_pdf([resolution_lines()])))
    (other,) = read(raw(made()))
    compared = differences(find(printed), find(other))
    assert [str(difference) for difference in compared.differences] == []
    assert compared.counts["note"] == (2, 2)
    assert compared.counts["reference"][0] >= 2
    fields = ("symbol", "title", "adopted", "report", "agenda_items", "meeting", "session", "body", "kind", "language")
    assert [getattr(printed, name) for name in fields] == [getattr(other, name) for name in fields]


def test_a_reading_without_notes_is_set_beside_the_body_of_one_with_notes() -> None:
    (one,) = read(raw(as_word()))
    (two,) = read(raw(as_text().split(b"1 Resolution 55/2.")[0].replace(b"1 the", b" the").replace(b"2 and", b" and")))
    compared = differences(*comparable(find(one), find(two)))
    assert compared.equal
