"""The owner's example, A/RES/67/225: everything it recalls, as the issue that began this project lists it."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest

from loaders import pipeline
from loaders.records import Document, Kind, Reference, Status


@pytest.fixture(scope="module")
def sample() -> Document:
    with as_file(files("loaders").joinpath("samples", "A_RES_67_225.txt")) as path:
        (document,) = pipeline.load([path])
    assert isinstance(document, Document)
    return document


def _row(reference: Reference) -> tuple[str, str, str | None, str | None, str | None]:
    day = str(reference.date) if reference.date else None
    return reference.paragraph, reference.relation, reference.cited, reference.target_part, day


RECALLED = (
    ("A/RES/49/108", "1994-12-19"), ("A/RES/51/170", "1996-12-16"), ("A/RES/53/177", "1998-12-15"),
    ("A/RES/55/187", "2000-12-20"), ("A/RES/57/243", "2002-12-20"), ("A/RES/59/249", "2004-12-22"),
    ("A/RES/61/215", "2006-12-20"), ("A/RES/63/231", "2008-12-19"), ("A/RES/65/175", "2010-12-20"),
)  # fmt: skip
EXPECTED = [
    *(("pp1", "recalls", target, None, day) for target, day in RECALLED),
    ("pp1", "recalls", "A/RES/65/151", None, "2010-12-20"),
    ("pp2", "recalls", "A/RES/55/2", None, None),
    ("pp2", "recalls", "sales:E.02.II.A.7", "chap. I, resolution 1, annex", None),
    ("pp2", "recalls", "sales:E.03.II.A.1", "chap. I, resolution 2, annex", None),
    ("pp3", "recalls", "A/RES/60/1", None, None),
    ("pp3", "recalls", "A/RES/60/265", None, "2006-06-30"),
    ("pp3", "recalls", "instrument:millennium-development-goals", None, None),
    (
        "pp4",
        "recalls",
        "instrument:united-nations-conference-on-sustainable-development",
        None,
        "2012-06-20/2012-06-22",
    ),
    ("pp4", "recalls", "A/RES/66/288", "annex", None),
    ("pp7", "recalls", "A/RES/65/1", None, "2010-09-22"),
    ("op1", "takesNote", "A/67/223", None, None),
    ("op19", "welcomes", "A/57/304", "annex", None),
    ("op23", "callsForImplementation", "A/RES/64/289", None, "2010-07-02"),
    ("op25", "recalls", "event:vienna-energy-forum-2011", None, "2011"),
]


@pytest.mark.parametrize("row", EXPECTED, ids=[f"{row[0]}-{row[2]}" for row in EXPECTED])
def test_the_sample_cites(sample: Document, row: tuple[str, str, str, str | None, str | None]) -> None:
    assert row in [_row(reference) for reference in sample.references]


def test_each_predecessor_is_on_the_same_subject(sample: Document) -> None:
    subjects = {reference.target: reference.subject for reference in sample.references if reference.paragraph == "pp1"}
    assert [subjects[target] for target, _ in RECALLED] == ["industrial development cooperation"] * 9
    assert subjects["A/RES/65/151"] is None


def test_the_high_level_meeting_is_an_event(sample: Document) -> None:
    (meeting,) = [r for r in sample.references if r.paragraph == "pp7" and r.kind is Kind.EVENT]
    assert meeting.text.startswith(
        "high-level plenary meeting of the General Assembly on the Millennium Development Goals"
    )
    assert meeting.relation == "recalls"


def test_two_initiatives_stay_unresolved_and_say_so(sample: Document) -> None:
    beside = [r for r in sample.references if r.paragraph == "op19" and r.status is Status.UNKNOWN]
    assert [r.text for r in beside] == [
        "African Agribusiness and Agro-industries Development Initiative",
        "Pharmaceutical Manufacturing Plan for Africa",
    ]
    assert all(r.target is None and r.reason for r in beside)


def test_seven_footnotes_are_each_tied_to_a_reference(sample: Document) -> None:
    assert sorted({r.note for r in sample.references if r.note}) == list("1234567")


def test_the_cover_names_the_committee_report(sample: Document) -> None:
    assert sample.report == "A/67/441/Add.2"
    assert [r.target for r in sample.references if r.section == "cover"] == ["A/67/441/Add.2"]


def test_years_and_sessions_are_no_citations(sample: Document) -> None:
    targets = {reference.target for reference in sample.references if reference.target}
    assert targets == {
        *(target for target, _ in RECALLED), "A/RES/65/151", "A/RES/55/2", "A/RES/60/1", "A/RES/60/265", "A/RES/66/288",
        "A/RES/65/1", "A/67/223", "A/57/304", "A/RES/64/289", "A/67/441/Add.2", "A/RES/67/225",
    }  # fmt: skip
    (itself,) = [reference for reference in sample.references if reference.target == "A/RES/67/225"]
    assert (itself.text, itself.status) == ("the present resolution", Status.CONTEXTUAL)
