"""Plain text: however it is wrapped, wherever its notes stand, whatever else stands on its page."""

# ruff: noqa: E501 - what is printed stands in one piece beside what it must give

from __future__ import annotations

import contextlib
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import DamagedDocument, DocumentError, EmptyDocument, NotAResolution, UnknownFormat
from loaders.formats import media_type, text
from loaders.formats import read as read_any
from loaders.formats.lines import decoded, paragraphs
from loaders.formats.marks import glued
from loaders.records import Document, Kind, Part, PartKind
from loaders.sources import RawFile
from tests.texts import shown


def read(words: str, name: str = "notes.txt") -> Document:
    (document,) = text.read(RawFile(name, name, words.encode()))
    return document


def by_id(document: Document) -> dict[str, Part]:
    assert len({part.id for part in document.parts}) == len(document.parts)
    return {part.id: part for part in document.parts}


def marked(part: Part) -> str:
    """The text with its marks shown: ``want[5]``."""
    return shown(part, lambda mark: mark.marker)


HEAD = "Resolution adopted by the General Assembly on 21 December 2012\n\n67/1.\tOn peace\n\nThe General Assembly,\n\n"

# Lines and paragraphs

WRAPPED = [
    ("a line a paragraph", "\tRecalling it,\n\tNoting that,\n", ["Recalling it,", "Noting that,"]),
    ("blank lines between", "Recalling it,\n\nNoting that,\n", ["Recalling it,", "Noting that,"]),
    (
        "hard line ends inside blocks",
        "Recalling the resolutions that the Council has adopted on\nthe question of peace,\n\nNoting that,\n\n1. Decides.\n",
        ["Recalling the resolutions that the Council has adopted on the question of peace,", "Noting that,", "1. Decides."],
    ),
    (
        "a word broken at a line's end is made whole, a compound keeps its hyphen",
        "Requests the Secretary-General and every Member State to submit-\nted reports on co-\noperation, in full and self-\nreliance.\n\nx\n\ny\n",
        ["Requests the Secretary-General and every Member State to submitted reports on co-operation, in full and self-reliance.", "x", "y"],
    ),
    ("numbers begin paragraphs", "1.\tDecides;\n2.\tRequests.\n", ["1.\tDecides;", "2.\tRequests."]),
    ("page marks and rules are left out", "<!-- Page 1 -->\n\nRecalling it,\n\n---\n\nx\n", ["Recalling it,", "x"]),
    ("Windows and old Mac line ends", "Recalling it,\r\n\r\nNoting,\r\rx\r", ["Recalling it,", "Noting,", "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), [row[1:] for row in WRAPPED], ids=[row[0] for row in WRAPPED])
def test_lines_become_paragraphs(printed: str, expected: list[str]) -> None:
    assert [found.strip() for found in paragraphs(printed)] == expected


ENCODED = [
    ("à,".encode(), "à,", False),
    ("\ufeffà,".encode(), "à,", False),
    ("à,".encode("utf-16"), "à,", False),
    ("à,".encode("utf-16-be"), "à,", False),
    ("“à”,".encode("cp1252"), "“à”,", True),
]


@pytest.mark.parametrize(("data", "expected", "told"), ENCODED)
def test_encodings(data: bytes, expected: str, told: bool) -> None:
    found, problem = decoded(data)
    assert (found, bool(problem)) == (expected, told)


# Marks

GLUED = [
    # the printed words, the numbers that stand as marks do
    ("the Declaration,1 the Consensus2 and", ["1", "2"]),
    ("“The future we want”,5", ["5"]),
    ('entitled "The future we want",5', ["5"]),
    ("(Johannesburg Plan),3 held in Quito in 2016,4 and", ["3", "4"]),
    ("the Declaration of UNESCO4 and", ["4"]),
    ("in 2012 and 1995, resolution 55/2 and 65/1,", []),
    ("A/67/441/Add.2 and Corr.1, No.5, paras.7", []),
    ("Sales No. E.03.II.A.1 and corrigendum", []),
    ("CO2, G77, H1N1 and COVID-19", []),
    ("1,500 dollars and 3.5 per cent", []),
    ("20 per cent,25 of the 60 States", ["25"]),
]


@pytest.mark.parametrize(("printed", "numbers"), GLUED)
def test_what_stands_as_a_mark(printed: str, numbers: list[str]) -> None:
    assert [match["digits"] for match in glued(printed)] == numbers


NOTED = [
    # why, the text, part, the part with its marks shown, the notes
    ("a list at the end", "Recalling the Pact,1 and the Plan,2\n\n1.\tDecides.\n\n1 Resolution 79/1.\n\n2 Resolution 79/2.\n",
     "pp1", "Recalling the Pact,[1] and the Plan,[2]", {"fn1": "Resolution 79/1.", "fn2": "Resolution 79/2."}),
    ("raised digits", "Recalling the Pact,¹ and the Plan,²\n\n1.\tDecides.\n\n¹ Resolution 79/1.\n\n² Resolution 79/2.\n",
     "pp1", "Recalling the Pact,[1] and the Plan,[2]", {"fn1": "Resolution 79/1.", "fn2": "Resolution 79/2."}),
    ("notes of a markup", "Recalling the Pact,[^1]\n\n1.\tDecides.\n\n[^1]: Resolution 79/1.\n",
     "pp1", "Recalling the Pact,[1]", {"fn1": "Resolution 79/1."}),
    ("a mark that comes again", "Recalling the Pact,1\n\n1.\tRecalls the Pact1 again.\n\n1 Resolution 79/1.\n",
     "op1", "Recalls the Pact[1] again.", {"fn1": "Resolution 79/1."}),
    ("a number without a note stays in the text", "Recalling the Pact,7\n\n1.\tDecides.\n", "pp1", "Recalling the Pact,7", {}),
    ("a page's foot in the middle", "Recalling the Pact,31\n\n31 Resolution 79/1.\n\nNoting it,\n\n1.\tDecides.\n",
     "pp2", "Noting it,", {"fn31": "Resolution 79/1."}),
    ("a date is no note", "Recalling the Pact,1\n\n1.\tDecides.\n\n1 December 1949\n", "pp1", "Recalling the Pact,1", {}),
    ("a note over two lines", "Recalling the Pact,1\n\n1.\tDecides.\n\n1 Report of the World Conference of all, held in Rome,\n18-22 March 2002, annex.\n",
     "pp1", "Recalling the Pact,[1]", {"fn1": "Report of the World Conference of all, held in Rome, 18-22 March 2002, annex."}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "name", "shown", "notes"), [row[1:] for row in NOTED], ids=[row[0] for row in NOTED])
def test_notes_are_tied(body: str, name: str, shown: str, notes: dict[str, str]) -> None:
    parts = by_id(read(HEAD + body))
    assert marked(parts[name]) == shown
    assert {part.id: part.text for part in parts.values() if part.kind is PartKind.FOOTNOTE} == notes


# Several texts on a page

PAGE = """<!-- Page 1 -->

VIII. Resolutions adopted on the reports of the Fifth Committee

4. Decides to end what began before.

107th plenary meeting

22 December 1976

31/192. Statute of the Unit69

The General Assembly,

Recalling its resolution 2150 (XXI) of 4 November 1966,

1. Approves the statute;

31/193. Joint Inspection Unit76

The General Assembly,

Recalling its resolution 3199 (XXVIII),

69 Resolution 31/1.

76 Resolution 31/2.
"""


def test_the_text_that_the_file_is_named_after_is_taken_from_its_page() -> None:
    document = read(PAGE, "A_RES_31_192.txt")
    parts = by_id(document)
    assert document.symbol == "A/RES/31/192"
    assert document.title == "Statute of the Unit"
    words = " ".join(part.text for part in document.parts)
    assert "2150 (XXI)" in words
    assert "3199" not in words
    assert "began before" not in words
    assert [part.id for part in parts.values() if part.kind is PartKind.FOOTNOTE] == ["fn69"]
    (problem,) = (problem for problem in document.problems if problem.code == "neighbours")
    assert "31/193" in problem.message


def test_a_page_in_two_languages_gives_the_english_text() -> None:
    english = "54 (1948). Resolution of 15 July 1948\n\nThe Security Council,\n\nNoting it,\n\n1. Orders it.\n\n"
    french = "54 (1948). Résolution du 15 juillet 1948\n\nLe Conseil de sécurité,\n\nNotant cela,\n\n1. L’ordonne.\n\n"
    for page in (english + french, french + english):
        document = read(page, "S_RES_54(1948).txt")
        assert document.language == "en"
        assert by_id(document)["op1"].text == "Orders it."
        assert document.adopted == date(1948, 7, 15)


# The Security Council's closing line


def test_the_adoption_line_closes_and_gives_meeting_and_vote() -> None:
    words = "Resolution 661 (1990)\nof 6 August 1990\n\nThe Security Council,\n\nNoting it,\n\n1. Decides.\n\n"
    document = read(words + "Adopted at the 2933rd meeting by 13 votes to none, with 2 abstentions (Cuba and Yemen).\n")
    assert (document.symbol, document.body, document.session) == ("S/RES/661(1990)", "unsc", None)
    assert (document.adopted, document.meeting) == (date(1990, 8, 6), "2933rd meeting")
    assert document.vote is not None
    assert (document.vote.in_favour, document.vote.against, document.vote.abstaining) == (13, 0, 2)
    assert document.vote.states == (("Cuba", "abstaining"), ("Yemen", "abstaining"))
    assert document.problems == ()


# Titles torn and glued

TITLES = [
    ("16/21\nReview of the work of the Council\n\nThe Human Rights Council,\n\n", "A/HRC/RES/16/21", "Review of the work of the Council"),
    ("26/9  Elaboration of an instrument\n\nThe Human Rights Council,\n\n", "A/HRC/RES/26/9", "Elaboration of an instrument"),
    ("31/29.\tOn Guinea\n\nThe Human Rights Council,\tGuided by it,\n\n", "A/HRC/RES/31/29", "On Guinea"),
    ("2626 (XXV). International Strategy\n\nThe General Assembly,\n\n", "A/RES/2626(XXV)", "International Strategy"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "symbol", "title"), TITLES)
def test_titles(head: str, symbol: str, title: str) -> None:
    document = read(head + "Recalling it,\n\n1.\tDecides.\n")
    assert (document.symbol, document.title) == (symbol, title)
    assert "pp1" in by_id(document)


def test_a_report_has_plain_paragraphs_and_its_symbol_from_its_name() -> None:
    words = "Sixty-first session\n\nReport of the Secretary-General of the United Nations\n\n1.\tThe mandate was set.\n\nIt was extended.\n"
    document = read(words, "A_79_765.txt")
    assert (document.symbol, document.kind) == ("A/79/765", Kind.DOCUMENT)
    assert by_id(document)["p1"].text == "The mandate was set."


# What is told


@pytest.mark.parametrize("data", [b"", b" \n\t ", "\ufeff \n".encode()])
def test_white_space_is_an_empty_document(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_any(RawFile("a.txt", "a.txt", data))


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 40, b"\x89PNG\r\n\x1a\n" + b"0" * 40, b"\x1f\x8b\x08" + b"0" * 40]
)
def test_binary_is_an_unknown_format(data: bytes) -> None:
    assert media_type(data) == "application/octet-stream"
    with pytest.raises(UnknownFormat, match=r"a\.bin"):
        read_any(RawFile("a.bin", "a.bin", data))


# What no text holds: tab and the ends of lines and pages are left out.
CONTROLS = [*range(1, 9), *range(14, 32)]


@pytest.mark.parametrize("control", CONTROLS)
def test_many_control_characters_are_binary_and_a_few_are_not(control: int) -> None:
    line = b"The General Assembly, "
    assert media_type(bytes([control]) * 9 + line * 10) == "application/octet-stream"
    assert media_type(bytes([control]) * 8 + line * 10) == "text/plain"


@pytest.mark.parametrize("end", [b"\t", b"\n", b"\v", b"\f", b"\r"])
def test_white_space_is_no_control_character(end: bytes) -> None:
    assert media_type(b"The General Assembly," + end * 40) == "text/plain"


def test_what_is_not_of_the_united_nations_is_told() -> None:
    with pytest.raises(NotAResolution, match=r"notes\.txt"):
        read("Dear Tom,\n\nthe eggs are in the fridge.\n\nYours, Ann\n")


def test_a_text_that_breaks_off_is_told_with_its_part() -> None:
    document = read(HEAD + "Recalling it,\n\n1.\tDecides;\n\n2.\tRequests the Secretary-General to\n")
    (problem,) = document.problems
    assert (problem.code, problem.place) == ("truncated", "op2")


def test_a_text_that_breaks_off_before_it_acts_is_damaged() -> None:
    with pytest.raises(DamagedDocument, match="breaks off"):
        read(HEAD + "Recalling it,\n\nNoting the report of the\n")


def test_a_whole_text_has_no_problems() -> None:
    assert read(HEAD + "Recalling it,\n\n1.\tDecides.\n").problems == ()


# Rules


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_gives_a_document_or_a_named_error(words: str) -> None:
    # Rule: reading is total.
    try:
        document = read(HEAD[-24:] + words)
    except DocumentError as error:
        assert "notes.txt" in str(error)
    else:
        by_id(document)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["the Pact", "Outcome", "of 2012", "want”,", "55/2", "1", "2", "3", ",", " ", "and "]),
        max_size=20,
    )
)
def test_text_minus_marks_is_the_printed_text(pieces: list[str]) -> None:
    # Rule: putting the marks back gives what was printed, but for the space that a scan leaves before a mark.
    words = "Recalling " + "".join(pieces).strip() + " and so on,"
    document = read(
        HEAD + words + "\n\n1.\tDecides.\n\n1 Resolution 79/1.\n\n2 Resolution 79/2.\n\n3 Resolution 79/3.\n"
    )
    part = by_id(document)["pp1"]
    assert marked(part).replace("[", "").replace("]", "").replace(" ", "") == words.replace(" ", "")


def test_hostile_lines_are_read_in_bounded_time() -> None:
    # A megabyte in one line, and the runs that make patterns backtrack.
    for line in (
        "a" * 1_000_000,
        "(" * 200_000,
        "1." * 200_000,
        " " * 400_000 + "x",
        "Adopted at the " * 20_000,
        "¹" * 100_000,
    ):
        begun = time.process_time()
        with contextlib.suppress(DocumentError):
            read(HEAD + line + "\n\n1.\tDecides.\n")
        assert time.process_time() - begun < 5


@pytest.mark.shared
def test_real_texts_of_all_eras_are_read_without_surprise(shared: Path) -> None:
    import zipfile

    counts = {"read": 0, "told": 0}
    with zipfile.ZipFile(shared / "data/gold/eosg-dev-en/docs.zip") as archive:
        for name in sorted(archive.namelist())[::12]:
            try:
                by_id(read(archive.read(name).decode(), name))
                counts["read"] += 1
            except DocumentError:
                counts["told"] += 1
    assert counts["read"] >= 100
    assert counts["told"] <= 1


@pytest.mark.shared
def test_the_notes_of_early_council_texts_are_tied(shared: Path) -> None:
    tied = notes = dated = count = 0
    for path in sorted((shared / "data/sc-text").glob("*.txt"))[::2]:
        try:
            (document,) = text.read(RawFile(path.name, path.name, path.read_bytes()))
        except DocumentError:
            continue
        found = [part for part in document.parts if part.kind is PartKind.FOOTNOTE]
        notes += len(found)
        tied += sum(part.parent is not None for part in found)
        assert document.symbol
        count, dated = count + 1, dated + (document.adopted is not None)
    assert notes > 30
    assert tied / notes > 0.9
    assert dated / count > 0.98  # a few lost their title to the scan
