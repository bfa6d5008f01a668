"""Texts of the typewriter, the scanner and the 1990s: their notes, torn lines, votes and mastheads."""

# ruff: noqa: E501 - what is printed stands in one piece beside what it must give

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from loaders.errors import DocumentError
from loaders.formats import text
from loaders.formats.lines import paragraphs
from loaders.formats.names import symbol_of_name
from loaders.records import Document, Kind, Part, PartKind, Vote
from loaders.sources import RawFile
from tests.texts import shown

HEAD = "A/RES/48/1\n\n14 February 1994\n\nRESOLUTION ADOPTED BY THE GENERAL ASSEMBLY\n\n48/1.\tOn peace\n\nThe General Assembly,\n\n"


def read(words: str, name: str = "notes.txt") -> Document:
    (document,) = text.read(RawFile(name, name, words.encode()))
    return document


def by_id(document: Document) -> dict[str, Part]:
    return {part.id: part for part in document.parts}


def marked(part: Part) -> str:
    return shown(part, lambda mark: mark.note)


# Notes

NOTED = [
    (
        "marks and notes of the 1990s, a page's notes between its paragraphs",
        "Noting the Plan 1/ and the Accord,\u00a02/\n\n__________\n\n1/\tA/CONF.1/2, chap. I.\n\n2/\tResolution 45/199, annex.\n\nRecalling the Plan, 1/\n\n1.\tDecides so.",
        {"pp1": "Noting the Plan[fn1] and the Accord,[fn2]", "pp2": "Recalling the Plan,[fn1]", "fn1": "A/CONF.1/2, chap. I."},
    ),
    (
        "one number on two pages names two notes",
        "Noting the Plan, 1/\n\n1/ A/48/10.\n\nRecalling the Accord, 1/\n\n1/ A/48/20.\n\n1.\tDecides so.",
        {"pp1": "Noting the Plan,[fn1]", "pp2": "Recalling the Accord,[fn1-2]", "fn1": "A/48/10.", "fn1-2": "A/48/20."},
    ),
    (
        "what can only be a note is one, and its mark is the one number that stands alone",
        "Noting the reports of 2 August, 11 5 August 12 and 10 August,\n\n1.\tDecides so.\n\n11 Ibid., document S/1.\n\n12 Ibid., document S/2.",
        {"pp1": "Noting the reports of 2 August,[fn11] 5 August[fn12] and 10 August,"},
    ),
    (
        "a raised number that the scan made signs of, between two that it read",
        "Noting Jordan,20 Syria?° and Egypt,22\n\n1.\tDecides so.\n\n20 Ibid., document S/1.\n\n21 Ibid., document S/2.\n\n22 Ibid., document S/3.",
        {"pp1": "Noting Jordan,[fn20] Syria[fn21] and Egypt,[fn22]"},
    ),
    (
        "a table of notes",
        "Noting the reply,83\n\n1.\tDecides so.\n\n| Footnotes |\n\n|-----------|\n\n| 83 See Official Records, document S/1. |",
        {"pp1": "Noting the reply,[fn83]", "fn83": "See Official Records, document S/1."},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), [row[1:] for row in NOTED], ids=[row[0] for row in NOTED])
def test_old_notes_are_tied(printed: str, expected: dict[str, str]) -> None:
    parts = by_id(read(HEAD + printed))
    assert {name: marked(parts[name]) for name in expected} == expected


# Paragraphs

TORN = [
    (
        "notes at a page's foot part a sentence",
        "1.\tDecides to convene a conference of all the Member\n\n1/ A/48/10.\n\nStates, 1/ and of nobody else;\n\n2.\tEnds.",
        {"op1": "Decides to convene a conference of all the Member States, and of nobody else;", "op2": "Ends."},
    ),
    (
        "a clause goes on with a capital",
        "Noting the reply of the Government of\n\nPakistan to the letter,\n\nNoting also the day,\n\n1.\tEnds.",
        {"pp1": "Noting the reply of the Government of Pakistan to the letter,", "pp2": "Noting also the day,"},
    ),
    (
        "a blank line after every line",
        "\n\n".join(["Noting the use of poisonous or", "other gases and the universal ad\u00ad", "herence to the Protocol,"] * 6 + ["1. Decides so."]),
        {"pp1": "Noting the use of poisonous or other gases and the universal adherence to the Protocol,"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), [row[1:] for row in TORN], ids=[row[0] for row in TORN])
def test_torn_paragraphs_are_made_whole(printed: str, expected: dict[str, str]) -> None:
    parts = by_id(read(HEAD + printed))
    assert {name: parts[name].text for name in expected} == expected


PASSING = [
    "218\tGeneral Assembly—Forty-sixth Session",
    "VI. Resolutions adopted on the reports of the Third Committee 189",
    "- 12 -",
    "|-----------|",
    "12\n\n<!-- Page 2 -->\n\n13",
]


@pytest.mark.parametrize("line", PASSING)
def test_running_heads_and_page_numbers_are_no_paragraphs(line: str) -> None:
    assert paragraphs(f"Noting that,\n\n{line}\n\nRecalling it,") == ["Noting that,", "Recalling it,"]


def test_a_resolution_adopted_is_no_running_head() -> None:
    line = "Resolution adopted by the General Assembly on 21 December 2012"
    assert paragraphs(line) == [line]


# Adoption

ADOPTED = [
    ("Adopted unanimously at the\n2933rd meeting.", "2933rd meeting", Vote("recorded vote", None, 0, 0)),
    ("Adopted unanimously, without a vote, at the 2009th\nmeeting.", "2009th meeting", Vote("without a vote")),
    ("Adopted at the 1953rd meeting by consensus.", "1953rd meeting", Vote("without a vote")),
    (
        "Adopted at the 1621st meeting\nby 13 votes to none, with 2 abstentions (Poland, Union of\nSoviet Socialist Republics).",
        "1621st meeting",
        Vote("recorded vote", 13, 0, 2, (("Poland", "abstaining"), ("Union of Soviet Socialist Republics", "abstaining"))),
    ),
    (
        "Adopted at the 2500th meeting by I3 votes to 1 against (Pakistan), with one abstention (Jordan}",
        "2500th meeting",
        Vote("recorded vote", 13, 1, 1, (("Pakistan", "against"), ("Jordan", "abstaining"))),
    ),
    ("Adopted at the 30th meeting by 9 votes (Australia, absent).", "30th meeting", Vote("recorded vote", 9)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "meeting", "vote"), ADOPTED)
def test_the_adoption_line_closes_a_councils_text(line: str, meeting: str, vote: Vote) -> None:
    printed = f"Resolution 307 (1971)\nof 21 December 1971\n\nThe Security Council,\n\nNoting it,\n\n1. Decides so.\n\n{line}\n"
    document = read(printed, "S_RES_0307_1971_EN_GOLD.txt")
    assert (document.symbol, document.meeting, document.vote) == ("S/RES/307(1971)", meeting, vote)
    assert document.adopted == date(1971, 12, 21)
    assert by_id(document)["closing"].text == " ".join(line.split())


@pytest.mark.shared
def test_every_early_council_text_has_its_symbol_and_nearly_every_one_its_vote(shared: Path) -> None:
    files = sorted((shared / "data/sc-text").glob("*.txt"))
    counted = votes = 0
    for path in files:
        try:
            (document,) = text.read(RawFile(path.name, path.name, path.read_bytes()))
        except DocumentError:
            continue
        number, year = re.findall(r"\d+", path.name)[:2]
        assert document.symbol == f"S/RES/{int(number)}({year})"
        counted, votes = counted + 1, votes + (document.vote is not None)
    assert counted >= len(files) - 1
    assert votes / counted > 0.8  # from 1992 on the line gives no vote


# Titles, parts and mastheads


def test_a_formula_is_one_though_a_scan_ends_it_with_a_stop_or_glues_it_to_the_first_clause() -> None:
    for spoken in ("The General Assembly.\n\nRecalling it,", "The General Assembly, Recalling it and so much else,"):
        parts = by_id(read(HEAD[: HEAD.index("The General")] + spoken + "\n\n1. Decides so."))
        assert parts["pp1"].text.startswith("Recalling it")
        assert parts["op1"].kind is PartKind.OPERATIVE


def test_part_letters_stand_before_their_titles() -> None:
    part = "The General Assembly,\n\nNoting it,\n\n1. Decides so.\n\n61st plenary meeting\n\n10 December 1987\n\n"
    words = f"42/38.\tDisarmament\n\nA\tNuclear tests\n\n{part}B\tNotification of tests\n\n{part}"
    names = by_id(read(words, "A_RES_42_38.txt"))
    assert {"A/pp1", "A/op1", "B/pp1", "B/op1"} <= names.keys()
    assert names["B/title"].text == "Notification of tests"


def test_the_end_of_another_text_before_the_title_is_left_out() -> None:
    words = "6. Requests a report.\n\n40th plenary meeting\n\n30 July 1992\n\n1992/19. Census\n\nThe Economic and Social Council,\n\nNoting it,\n\n1. Decides so.\n"
    document = read(words, "E_RES_1992_19.txt")
    assert [part.id for part in document.parts] == ["title", "formula", "pp1", "op1"]
    assert [problem.code for problem in document.problems] == ["neighbours"]


FRONTS = [
    (
        "A_79_733.txt",
        "A/79/733\n\nSeventy-ninth session\n\nAgenda item 158\n\nBudget for the Force\n\nReport of the Secretary-General\n\nContents\n\n1.\tThe mandate ended on 31 January 2026.\n",
        "Budget for the Force", 5,
    ),
    (
        "S_2004_567.txt",
        "Letter dated 12 July 2004 from the Secretary-General addressed to the President\n\nI have decided on it as of 1 July 2004.\n\n(Signed) The writer\n",
        "Letter dated 12 July 2004 from the Secretary-General addressed to the President", 1,
    ),
    ("A_HRC_PRST_15_2.txt", "Human Rights Council\n\nPRST 15/2. On peace\n\nAt the 3rd meeting, held on 1 October 2010, the President said:\n", "On peace", 2),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words", "title", "lines"), FRONTS)
def test_a_masthead_is_cover_and_gives_the_title(name: str, words: str, title: str, lines: int) -> None:
    document = read(words, name)
    assert (document.title, sum(part.kind is PartKind.COVER for part in document.parts)) == (title, lines)
    said = date(2010, 10, 1) if document.kind is Kind.STATEMENT else None
    assert document.adopted == said  # a report and a letter are adopted on no day that they print


def test_the_date_under_the_symbol_is_that_of_distribution() -> None:
    assert read(HEAD + "Noting it,\n\n1. Decides so.").published == date(1994, 2, 14)


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("ECE_BATUMI._CONF_2016_2__Add.1.txt", "ECE/BATUMI.CONF/2016/2/Add.1"),
        ("S_RES_0073_1949_EN_GOLD.txt", "S/RES/73(1949)"),
        ("A_HRC_PRST_OS_12_1.txt", "A/HRC/PRST/OS/12/1"),
    ],
)
def test_names_of_old_files_spell_their_symbols(name: str, symbol: str) -> None:
    assert str(symbol_of_name(name)) == symbol
