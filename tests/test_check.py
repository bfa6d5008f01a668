"""Checks: each finds its own kind of error, says where, and stays silent where nothing is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from rich.console import Console

from graph import check
from graph.check import Severity
from graph.lineage import Lineage
from loaders import pipeline
from loaders.records import Document, Kind, Link, Part, PartialDate, PartKind, Reference, Section, Source
from loaders.sources import RawFile
from tests.documents import document, reference, rich

SHARED = Path(__file__).parents[2] / "shared" / "data"


def citing(symbol: str, text: str, *words: tuple[str, str, str | None], adopted: date | None = None) -> Document:
    """A document whose one paragraph is ``text``; each of ``words`` is (words, target, printed date)."""
    references: list[Reference] = []
    for printed, target, day in words:
        start = text.index(printed)
        parsed = PartialDate.parse(day) if day else None
        fields = {"part": "pp1", "paragraph": "pp1", "place": "pp1", "section": Section.PREAMBLE, "verb": "Recalling"}
        references.append(
            Reference(
                **fields, start=start, end=start + len(printed), text=printed, relation="recalls",  # type: ignore[arg-type]
                kind=Kind.RESOLUTION, target=target, cited=target, date=parsed,
            )
        )  # fmt: skip
    part = Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, text)
    source = Source(f"{symbol}.xml", f"{symbol}.xml", "application/xml", "0" * 64)
    return Document(
        symbol=symbol, kind=Kind.RESOLUTION, language="en", source=source, parts=(part,), adopted=adopted,
        references=tuple(references),
    )  # fmt: skip


def codes(*documents: Document, only: str = "") -> list[tuple[str, str, str]]:
    """Code, severity and words of what is found at a place."""
    found = check.check(Lineage.of(documents), [only] if only else ())
    return [(f.code, str(f.severity), f.words) for f in found if f.document]


def test_date_that_is_not_the_date_of_adoption() -> None:
    text = "Recalling its resolution 49/108 of 18 December 1994,"
    held = document("A/RES/49/108", adopted=date(1994, 12, 19))
    wrong = citing("A/RES/67/225", text, ("49/108", "A/RES/49/108", "1994-12-18"))
    assert codes(wrong, held) == [("date-differs", "error", "49/108")]
    (finding,) = check.check(Lineage.of([wrong, held]), ["date-differs"])
    assert (finding.document, finding.part, finding.start, finding.end) == ("A/RES/67/225", "pp1", 25, 31)
    assert finding.message == "A/RES/49/108 was adopted on 1994-12-19, the text says 1994-12-18"


@pytest.mark.parametrize("printed", ["1994-12-19", "1994-12", "1994"])
def test_date_that_allows_the_real_one_is_right(printed: str) -> None:
    held = document("A/RES/49/108", adopted=date(1994, 12, 19))
    assert codes(citing("A/RES/67/225", "49/108 of 1994", ("49/108", "A/RES/49/108", printed)), held) == []


def test_date_behind_a_list_is_a_warning_only() -> None:
    """ "5/1 and 5/6 of 2 March": the date need not be meant for the first."""
    text = "Recalling its resolutions 49/108 and 49/109 of 18 December 1994,"
    held = document("A/RES/49/108", adopted=date(1994, 12, 19))
    assert codes(citing("A/RES/67/225", text, ("49/108", "A/RES/49/108", "1994-12-18")), held) == [
        ("date-differs", "warning", "49/108")
    ]


def test_lettered_part_has_the_date_of_its_whole() -> None:
    held = document("A/RES/57/270", adopted=date(2003, 6, 23))
    wrong = citing("A/RES/67/225", "57/270 B of 24 June 2003", ("57/270 B", "A/RES/57/270B", "2003-06-24"))
    assert codes(wrong, held) == [("date-differs", "error", "57/270 B")]


def test_two_texts_that_print_different_dates() -> None:
    """Told at the date that fewer print; at both where as many do."""

    def text(symbol: str, day: str) -> Document:
        return citing(symbol, f"resolution 67/1 of {day} on the rule of law", ("67/1", "A/RES/67/1", day))

    right, also, wrong = (
        text("A/RES/75/1", "2012-09-24"),
        text("A/RES/75/2", "2012-09-24"),
        text("A/RES/75/3", "2012-09-19"),
    )
    found = check.check(Lineage.of([right, also, wrong]), ["dates-contradict"])
    assert [(f.document, f.message) for f in found] == [
        ("A/RES/75/3", "1 text(s) say that A/RES/67/1 is of 2012-09-19, 2 say 2012-09-24, e.g. A/RES/75/1")
    ]
    assert {f.document for f in check.check(Lineage.of([right, wrong]), ["dates-contradict"])} == {
        "A/RES/75/1",
        "A/RES/75/3",
    }


def test_impossible_date_does_not_contradict_a_possible_one() -> None:
    """73/287 of 15 April 2018 lies before its session; two texts that copy it do not outvote the right one."""
    texts = [
        citing(f"A/RES/{n}", f"73/287 of {day}", ("73/287", "A/RES/73/287", day))
        for n, day in (("75/270", "2019-04-15"), ("76/261", "2018-04-15"), ("77/279", "2018-04-15"))
    ]
    found = [(f.code, f.document) for f in check.check(Lineage.of(texts)) if f.document]
    assert found == [("date-outside-session", "A/RES/76/261"), ("date-outside-session", "A/RES/77/279")]


def test_cited_later_than_citing() -> None:
    early = citing("A/RES/60/1", "resolution 60/2", ("60/2", "A/RES/60/2", None), adopted=date(2005, 9, 16))
    assert codes(early, document("A/RES/60/2", adopted=date(2005, 10, 1))) == [("cited-later", "error", "60/2")]
    assert codes(early, document("A/RES/60/2", adopted=date(2005, 9, 16))) == []


@pytest.mark.parametrize(
    ("symbol", "wrong"),
    [
        ("S/RES/1556(2005)", "Security Council resolution 1556 is of 2004, not of 2005"),
        ("A/RES/574(XXVII)", "the General Assembly's session XXVII has no resolution 574"),  # a regional commission's
        ("A/RES/80/1", "session 80 had not begun when the citing text was adopted on 2012-12-21"),
        ("S/RES/1556(2004)", ""),
        ("A/RES/2625(XXV)", ""),
        ("E/RES/2013/4", ""),  # the Council's year 2013 began in July 2012
        ("A/RES/56/509", ""),  # a resolution numbered like a decision
    ],
)
def test_number_that_its_session_cannot_have(symbol: str, wrong: str) -> None:
    given = citing("A/RES/67/225", "resolution N", ("N", symbol, None), adopted=date(2012, 12, 21))
    found = [f.message for f in check.check(Lineage.of([given]), ["number-impossible"])]
    assert [message.startswith(wrong) for message in found] == ([True] if wrong else [])


@pytest.mark.parametrize(
    ("symbol", "day", "wrong"),
    [
        ("A/RES/73/287", "2018-04-15", True),  # printed in resolutions of the United Nations
        ("A/RES/73/287", "2019-04-15", False),
        ("A/RES/47/120B", "1993-09-20", False),  # the session's last days, in the next September
        ("A/RES/973(X)", "1995-12-15", True),  # forty years too late
        ("A/HRC/RES/43/17", "2022-06-22", True),
        ("A/HRC/RES/43/17", "2020-06-22", False),
        ("E/RES/2021/4", "2020-09-14", False),
        ("S/RES/2254(2015)", "2016-01-29", True),
        ("A/RES/ES-10/15", "2004-07-20", False),  # an emergency session is resumed for decades
        ("A/DEC/S-31/1", "2020-07-15", False),  # decided before the session opened
        ("A/67/223", "1990-01-01", False),  # of a document nothing is known
    ],
)
def test_date_outside_the_session(symbol: str, day: str, wrong: bool) -> None:
    given = citing("A/RES/79/1", "resolution N of that day", ("N", symbol, day))
    assert bool(codes(given, only="date-outside-session")) is wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Information and communications technologies for sustainable development", True),
        ("Information and communications technologies for development", False),
        ("information and communications technologies – for Development", False),  # case and dashes
        ("The information and communications technologies for development", False),
        ("Information and communications technologies for development: a report", False),  # what follows a colon
    ],
)
def test_title_in_quotation_marks(title: str, wrong: bool) -> None:
    printed = "Information and communications technologies for development"
    text = f"Recalling resolution 77/150 of 14 December 2022, entitled “{printed}”,"
    given = citing("A/RES/77/282", text, ("77/150", "A/RES/77/150", "2022-12-14"))
    held = document("A/RES/77/150", title=title)
    assert bool(codes(given, held, only="title-differs")) is wrong


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("A/RES/75/188", [("link-differs", "warning", "76/156")]),  # copied from last year's text
        ("A/RES/76/156", []),
        ("A/RES/76/156A", []),  # letters are set aside
        (None, []),  # a link to no UN document
    ],
)
def test_link_against_words(link: str | None, found: list[tuple[str, str, str]]) -> None:
    given = citing("A/RES/77/1", "Recalling its resolution 76/156,", ("76/156", "A/RES/76/156", None))
    part = Part(**{**_fields(given.parts[0]), "links": (Link(25, 31, "https://undocs.org/x", link),)})  # type: ignore[arg-type]
    assert codes(_with(given, part), only="link-differs") == found


def test_link_where_nothing_was_read_is_a_notice() -> None:
    given = citing("A/RES/77/1", "Recalling its resolution 76/156,")
    part = Part(**{**_fields(given.parts[0]), "links": (Link(25, 31, "https://undocs.org/x", "A/RES/76/156"),)})  # type: ignore[arg-type]
    assert codes(_with(given, part), only="link-differs") == [("link-unread", "notice", "76/156")]


def test_joint_symbol_and_its_half_are_one_document() -> None:
    given = citing("A/RES/77/1", "See A/72/707-S/2018/43.", ("A/72/707-S/2018/43", "A/72/707-S/2018/43", None))
    part = Part(**{**_fields(given.parts[0]), "links": (Link(4, 22, "https://undocs.org/x", "A/72/707"),)})  # type: ignore[arg-type]
    assert codes(_with(given, part), only="link-differs") == []


def _fields(part: Part) -> dict[str, object]:
    return {name: getattr(part, name) for name in ("id", "kind", "section", "text")}


def _with(given: Document, part: Part) -> Document:
    return Document(
        symbol=given.symbol, kind=given.kind, language="en", source=given.source, parts=(part,),
        references=given.references,
    )  # fmt: skip


def test_what_is_not_held_comes_last_most_cited_first() -> None:
    twice = citing("A/RES/77/1", "1/1 and 1/2", ("1/1", "A/RES/61/1", None), ("1/2", "A/RES/61/2", None))
    once = citing("A/RES/77/2", "1/2", ("1/2", "A/RES/61/2", None))
    found = check.check(Lineage.of([twice, once]), ["not-held"])
    assert [(f.target, f.message) for f in found] == [
        ("A/RES/61/2", "A/RES/61/2 is cited 2 times and not held"),
        ("A/RES/61/1", "A/RES/61/1 is cited 1 time and not held"),
    ]


def test_nothing_wrong_is_found_in_nothing() -> None:
    assert check.check(Lineage.of([])) == ()


def test_shapes_find_nothing_in_what_we_make() -> None:
    assert check.shapes(Lineage.of([rich(), rich("fr")])) == ()


def test_json_lines_have_a_fixed_form() -> None:
    held = document("A/RES/49/108", adopted=date(1994, 12, 19))
    wrong = citing("A/RES/67/225", "49/108 of 1995", ("49/108", "A/RES/49/108", "1995"))
    rows = [json.loads(line) for line in check.json_lines(check.check(Lineage.of([wrong, held])))]
    assert list(rows[0]) == [
        "document", "language", "part", "start", "end", "code", "severity", "words", "target", "message", "file",
    ]  # fmt: skip
    assert rows[0]["severity"] == "error"
    absent = list(check.json_lines(check.check(Lineage.of([wrong]), ["not-held"])))
    assert json.loads(absent[0])["part"] is None


def shown(findings: Iterable[check.Finding], width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(check.report(findings))
    return out.getvalue()


def test_report_counts_first_and_lists_errors_before_notices() -> None:
    wrong = citing("A/RES/67/225", "49/108 of 1995 and 50/1", ("49/108", "A/RES/49/108", "1995"))
    held = document("A/RES/49/108", reference("48/1", target="A/RES/48/1"), adopted=date(1994, 12, 19))
    lines = shown(reversed(check.check(Lineage.of([wrong, held]))), 100).splitlines()
    assert lines[0].split() == ["severity", "code", "findings", "texts"]
    assert [line.split()[:3] for line in lines[1 : lines.index("")]] == [
        ["error", "date-differs", "1"], ["notice", "not-held", "1"]
    ]  # fmt: skip
    headings = [line for line in lines if line.endswith(("(error)", "(notice)"))]
    assert headings == ["date-differs (error)", "not-held (notice)"]


def test_report_leaves_out_columns_in_which_nothing_stands() -> None:
    lone = citing("A/RES/67/225", "49/108", ("49/108", "A/RES/49/108", None))
    text = shown(check.check(Lineage.of([lone]), ["not-held"]), 100)
    assert "where" not in text
    assert "words" not in text
    assert "A/RES/49/108 is cited" in text


def test_report_is_of_bounded_length_and_width() -> None:
    many = [document(f"A/RES/60/{n}", reference("59/1", target=f"A/RES/59/{n}")) for n in range(1, 151)]
    lines = shown(check.check(Lineage.of(many), ["not-held"]), 100).splitlines()
    assert len(lines) < 110
    assert max(map(len, lines)) <= 100
    assert "and 50 more" in lines[-1]
    assert lines[1].split() == ["notice", "not-held", "150"]


def test_report_shows_text_as_text() -> None:
    wrong = citing("A/RES/67/225", "[red]49/108[/red] of 1995", ("[red]49/108[/red]", "A/RES/49/108", "1995"))
    held = document("A/RES/49/108", adopted=date(1994, 12, 19))
    text = shown(check.check(Lineage.of([wrong, held])), 200)
    assert "[red]49/108[/red]" in text
    assert str(Severity.ERROR) in text


MISPRINTS = Path(__file__).with_name("misprints.csv")
"""Errors in texts of the United Nations that the checks found, each confirmed by reading the passage.

``right`` is what it should say. Those of the first codes below are wrong in themselves; the others need
the text that is cited, or another that cites it, beside them.
"""
_IN_THEMSELVES = {"number-impossible", "date-outside-session"}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are in ../shared, which is not here")
def test_misprints_of_the_united_nations_are_found() -> None:
    rows = [
        row
        for row in csv.DictReader(MISPRINTS.read_text(encoding="utf-8").splitlines())
        if row["code"] in _IN_THEMSELVES
    ]
    documents: list[Document] = []
    for folder, member in sorted({(row["set"], row["member"]) for row in rows}):
        with ZipFile(SHARED / "gold" / folder / "docs.zip") as archive:
            read = pipeline.documents(RawFile(member, member, archive.read(member)))
        documents += [document for document in read if isinstance(document, Document)]
    wanted = {(row["document"], row["part"], row["code"], row["words"]) for row in rows}
    errors = [f for f in check.check(Lineage.of(documents), _IN_THEMSELVES) if f.severity is Severity.ERROR]
    found = {(f.document, f.part, f.code, f.words.replace("\N{NO-BREAK SPACE}", " ")) for f in errors}
    assert len(wanted) > 30
    assert sorted(wanted - found) == []
