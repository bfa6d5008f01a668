"""The owner's example, A/RES/67/225, in the plain-text form of a Word rendering."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from loaders import formats
from loaders.records import Document, Kind, Part, PartKind, Section
from loaders.sources import RawFile


@pytest.fixture(scope="module")
def sample() -> Document:
    data = files("loaders.samples").joinpath("A_RES_67_225.txt").read_bytes()
    (document,) = formats.read(RawFile("A_RES_67_225.txt", "A_RES_67_225.txt", data))
    return document


def of(document: Document, kind: PartKind) -> list[Part]:
    return [part for part in document.parts if part.kind is kind]


METADATA = {
    "symbol": "A/RES/67/225",
    "kind": Kind.RESOLUTION,
    "body": "unga",
    "language": "en",
    "title": "Industrial development cooperation",
    "session": "67",
    "meeting": "61st plenary meeting",
    "agenda_items": ("24 (b)",),
    "adopted": date(2012, 12, 21),
    "published": date(2013, 4, 9),
    "report": "A/67/441/Add.2",
    "problems": (),
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata(sample: Document, name: str) -> None:
    assert getattr(sample, name) == METADATA[name]


def test_the_name_of_the_file_is_not_needed_to_know_the_text() -> None:
    data = files("loaders.samples").joinpath("A_RES_67_225.txt").read_bytes()
    (document,) = formats.read(RawFile("notes.txt", "notes.txt", data))
    assert document.symbol == "A/RES/67/225"


def test_thirteen_preambular_and_thirty_one_operative_paragraphs(sample: Document) -> None:
    assert [part.id for part in of(sample, PartKind.PREAMBULAR)] == [f"pp{n}" for n in range(1, 14)]
    assert [part.id for part in of(sample, PartKind.OPERATIVE)] == [f"op{n}" for n in range(1, 32)]
    assert [part.label for part in of(sample, PartKind.OPERATIVE)] == [f"{n}." for n in range(1, 32)]


# note, the paragraph that carries its mark, the words before the mark, the note's own words
NOTES = [
    ("1", "pp2", "Millennium Declaration,", "Resolution 55/2."),
    ("2", "pp2", "Financing for Development", "Report of the International Conference on Financing for Development"),
    ("3", "pp2", "Plan of Implementation),", "Report of the World Summit on Sustainable Development"),
    ("4", "pp3", "Summit Outcome", "Resolution 60/1."),
    ("5", "pp4", '"The future we want",', "Resolution 66/288, annex."),
    ("6", "op1", "Industrial Development Organization;", "See A/67/223."),
    ("7", "op19", "Africa's Development,", "A/57/304, annex."),
]


@pytest.mark.parametrize(("marker", "part", "before", "words"), NOTES)
def test_each_note_is_tied_to_its_place(sample: Document, marker: str, part: str, before: str, words: str) -> None:
    by_id = {item.id: item for item in sample.parts}
    note, carrier = by_id[f"fn{marker}"], by_id[part]
    assert (note.parent, note.label) == (part, marker)
    assert note.text.startswith(words)
    (mark,) = (mark for mark in carrier.marks if mark.marker == marker)
    assert carrier.text[: mark.offset].endswith(before)
    assert mark.note == note.id


def test_marks_are_out_of_the_text_and_years_and_numbers_are_in_it(sample: Document) -> None:
    assert sum(len(part.marks) for part in sample.parts) == 7
    by_id = {item.id: item.text for item in sample.parts}
    assert "Declaration, the Monterrey Consensus" in by_id["pp2"]
    assert "Forum 2011, which" in by_id["op25"]
    assert "2005 World Summit Outcome and its" in by_id["pp3"]


def test_a_note_broken_over_two_lines_is_whole(sample: Document) -> None:
    by_id = {item.id: item.text for item in sample.parts}
    assert by_id["fn3"].endswith("South Africa, 26 August-4 September 2002 (United Nations publication, "
                                 "Sales No. E.03.II.A.1 and corrigendum), chap. I, resolution 2, annex.")  # fmt: skip


def test_the_cover_says_on_whose_report_and_the_header_fields_are_no_text(sample: Document) -> None:
    cover = [part.text for part in sample.parts if part.section is Section.COVER]
    assert "[on the report of the Second Committee (A/67/441/Add.2)]" in cover
    assert not any("ODS" in part.text or "recycle" in part.text for part in sample.parts)
