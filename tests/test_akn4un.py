"""The UN's XML: every shape of it, its marks, links and metadata, and what must not be read."""

# ruff: noqa: E501, ISC004 - a shape's XML is read best in one piece beside what it must give

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.errors import DamagedDocument, DocumentError, EmptyDocument, NotAResolution
from loaders.formats import akn4un, media_type
from loaders.formats.links import target_of
from loaders.formats.names import symbol_of_name
from loaders.records import Document, Kind, Mark, Part, PartKind, Section, Subject, Vote
from loaders.sources import RawFile

NAMESPACE = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un"'
META = """<meta><identification>
<FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unga/2020-12-10/75-100/"/><FRBRdate date="2020-12-10" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRdate date="2020-12-18" name="publication"/><FRBRlanguage language="eng"/></FRBRExpression>
</identification>{more}</meta>"""
COVER = '<coverPage eId="coverPage_1"><p><docNumber refersTo="#symbol">{number}</docNumber></p>{more}</coverPage>'
PREFACE = (
    '<preface><p><docNumber>75/100.</docNumber><docTitle refersTo="#resolutionTitle">On peace</docTitle></p></preface>'
)
FORMULA = '<formula name="enactingFormula"><p><span class="italic">The General Assembly</span>,</p></formula>'


def xml(
    body: str = "", preamble: str = "", *, meta: str = "", number: str = "A/RES/75/100", cover: str = "", after: str = "",
    name: str = "resolution",
) -> bytes:  # fmt: skip
    inner = META.format(more=meta) + COVER.format(number=number, more=cover) + PREFACE
    inner += f"<preamble>{FORMULA}{preamble}</preamble><mainBody>{body}</mainBody>{after}"
    return f'<akomaNtoso {NAMESPACE}><statement name="{name}">{inner}</statement></akomaNtoso>'.encode()


def read(data: bytes, name: str = "75_100_E.xml") -> Document:
    (document,) = akn4un.read(RawFile(name, name, data))
    return document


def clause(text: str, n: int = 2, name: str = "Recalling") -> str:
    return f'<container name="{name}" eId="container_{n}"><p xml:space="preserve">\t{text}</p></container>'


def paragraph(text: str, label: str = "1.", n: int = 5) -> str:
    num = f"<num>\t{label}</num>" if label else ""
    return f'<paragraph eId="para_{n}">{num}<content eId="para_{n}__content"><p>{text}</p></content></paragraph>'


def note(marker: str, text: str) -> str:
    return f'<authorialNote marker="{marker}" eId="authorialNote_{marker}"><p>\t\t{text}</p></authorialNote>'


def by_id(document: Document) -> dict[str, Part]:
    assert len({part.id for part in document.parts}) == len(document.parts)
    return {part.id: part for part in document.parts}


# Shapes

SHAPES = [
    # why, preamble, body, what follows the body; (part, place, label, text) that must be found
    ("a clause and a paragraph", clause("<span class='italic'>Recalling</span> it,"), paragraph("Decides;"), "",
     [("pp1", "container_2", "", "Recalling it,"), ("op1", "para_5", "1.", "Decides;")]),
    ("points of a list, under their paragraph's place", "",
     '<paragraph eId="para_3"><num>2.</num><list><intro><p>Requests:</p></intro><point eId="para_3_list_point_a"><num>(a)</num>'
     '<content><p>The one;</p></content></point><sublist><point><num>(i)</num><content><p>Of two;</p></content></point></sublist>'
     "</list></paragraph>", "",
     [("op2", "para_3", "2.", "Requests:"), ("op2(a)", "para_3", "(a)", "The one;"), ("op2(a)(i)", "para_3", "(i)", "Of two;")]),
    ("letters that the source prints in the text", "", paragraph("Decides:", "3.") + paragraph("\t(a)\tTo act;", "", 6)
     + paragraph("\t(i)\tNow;", "", 7) + paragraph("\t(b)\tTo wait.", "", 8), "",
     [("op3(a)", "para_6", "(a)", "To act;"), ("op3(a)(i)", "para_7", "(i)", "Now;"), ("op3(b)", "para_8", "(b)", "To wait.")]),
    ("a list in the preamble", '<container name="Affirming" eId="container_9"><blockList><listIntroduction>Affirming:</listIntroduction>'
     "<item><num>(a)</num><p>One,</p></item></blockList></container>", paragraph("Decides."), "",
     [("pp1", "container_9", "", "Affirming:"), ("pp1(a)", "container_9", "(a)", "One,")]),
    ("a list after its clause", clause("Convinced of:", 4) + '<blockList eId="list_1"><item><num>(a)</num><p>One,</p></item></blockList>',
     paragraph("Decides."), "", [("pp1(a)", None, "(a)", "One,")]),
    ("preambular clauses inside the body", "", '<crossHeading refersTo="#preamble" eId="preamble_4">Recalling it,</crossHeading>'
     + paragraph("Decides."), "", [("pp1", None, "", "Recalling it,")]),
    ("sections that number anew lead the names", "", "<subheading>I</subheading>" + paragraph("Decides;", "1.", 5)
     + "<subheading>II</subheading>" + paragraph("Requests;", "1.", 6), "",
     [("I/op1", "para_5", "1.", "Decides;"), ("II/op1", "para_6", "1.", "Requests;")]),
    ("a paragraph that holds a heading only", "", paragraph("<subheading>Follow-up</subheading>", "") + paragraph("Decides."), "",
     [("h1", "para_5", "", "Follow-up")]),
    ("one paragraph without a number after a formula", "", paragraph("Takes note of it.", ""), "",
     [("op1", "para_5", "", "Takes note of it.")]),
    ("an annex with its heading", "", paragraph("Adopts it."),
     '<attachments><attachment><doc name="annex"><mainBody><paragraph eId="para_6"><heading>Annex I</heading></paragraph>'
     + paragraph("The aim.", "1.", 7) + "</mainBody></doc></attachment></attachments>",
     [("annex1", "para_6", "", "Annex I"), ("annex1/op1", "para_7", "1.", "The aim.")]),
    ("two annexes in one attachment", "", paragraph("Adopts them."),
     '<attachments><attachment><doc name="annex"><mainBody>' + paragraph("Annex I", "", 6) + paragraph("The aim.", "1.", 7)
     + paragraph("Annex II", "", 8) + paragraph("The means.", "1.", 9) + "</mainBody></doc></attachment></attachments>",
     [("annex1/op1", "para_7", "1.", "The aim."), ("annex2/op1", "para_9", "1.", "The means.")]),
    ("a table", "", paragraph("Adopts it.") + '<container name="table" eId="container_8"><table><tr><th><p>Year</p></th><th/></tr>'
     "<tr><td><p>2021</p></td><td><p>One</p></td></tr></table></container>", "",
     [("table1/r1c1", "container_8", "", "Year"), ("table1/r2c2", "container_8", "", "One")]),
    ("a draft inside a paragraph", "", '<paragraph eId="para_2"><content><p>Recommends:<embeddedStructure><container name="formula">'
     f"<p>The General Assembly,</p></container>{clause('Noting it,', 4)}{paragraph('Decides.', '1.', 9)}</embeddedStructure></p>"
     "</content></paragraph>", "",
     [("op1", "para_2", "", "Recommends:"), ("draft/pp1", "container_4", "", "Noting it,"), ("draft/op1", "para_9", "1.", "Decides.")]),
    ("the closing lines", "", paragraph("Decides."), "<conclusions><p><inline name='adoptionMeeting'>41st plenary meeting</inline><eol/>"
     "<docDate>10 December 2020</docDate></p></conclusions>", [("closing", None, "", "41st plenary meeting 10 December 2020")]),
]  # fmt: skip


@pytest.mark.parametrize(("preamble", "body", "after", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_shapes(preamble: str, body: str, after: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    parts = by_id(read(xml(body, preamble, after=after)))
    for name, place, label, text in expected:
        part = parts[name]
        assert (part.place, part.label, part.text) == (place, label, text)


def test_several_resolutions_in_one_file_are_one_document_whose_parts_are_lettered() -> None:
    def component(letter: str, text: str) -> str:
        preface = f"<preface><p><docNumber>{letter}</docNumber><docTitle>On {letter}</docTitle></p></preface>"
        return f'<component><statement name="resolution">{preface}<preamble>{FORMULA}</preamble><mainBody>{text}</mainBody></statement></component>'

    collection = f"<documentCollection>{META.format(more='')}{COVER.format(number='A/RES/75/101 A-B', more='')}{PREFACE}</documentCollection>"
    two = component("A", paragraph("Decides.", "1.", 4)) + component("B", paragraph("Requests.", "1.", 9))
    data = f"<akomaNtoso {NAMESPACE}>{collection}<components>{two}</components></akomaNtoso>".encode()
    document = read(data, "75_101A-B_E.xml")
    parts = by_id(document)
    assert document.symbol == "A/RES/75/101A-B"
    assert document.title == "On peace"
    assert (parts["A/op1"].place, parts["B/op1"].text, parts["B/title"].label) == ("para_4", "Requests.", "B")


def test_the_texts_own_number_is_no_text_of_it() -> None:
    document = read(
        xml(paragraph("Decides."), cover="<p><docTitle>Resolution adopted on 10 December 2020</docTitle></p>")
    )
    assert not any("75/100" in part.text for part in document.parts)
    assert by_id(document)["title"].label == "75/100."


# Notes and marks


def test_a_note_stands_at_its_mark_and_belongs_to_its_paragraph() -> None:
    document = read(
        xml(paragraph("Decides."), clause(f"Recalling the Pact,{note('1', 'Resolution 79/1.')} and the rest,"))
    )
    parts = by_id(document)
    assert parts["pp1"].text == "Recalling the Pact, and the rest,"
    assert parts["pp1"].marks == (Mark(19, "1", "fn1"),)
    assert (parts["fn1"].text, parts["fn1"].parent, parts["fn1"].place) == ("Resolution 79/1.", "pp1", "container_2")


# text before the second mark and how it is printed, the text that is left, whether it is a mark
REPEATED = [
    ("of the Covenant,<sup>1</sup> as well", "of the Covenant, as well", True),
    ("of the Covenant,<sup>1, 2</sup> as well", "of the Covenant, as well", True),
    ("to 2030<sup>1</sup> and", "to 2030 and", True),  # a year is no base of a power
    ("10<sup>1</sup> metres", "101 metres", False),  # a power
    ("the 1<sup>er</sup> and", "the 1er and", False),  # a French ordinal
    ("of the Covenant,<sup>7</sup> as well", "of the Covenant,7 as well", False),  # there is no note 7
]


@pytest.mark.parametrize(("printed", "left", "marked"), REPEATED)
def test_a_raised_number_of_a_note_is_its_mark_again(printed: str, left: str, marked: bool) -> None:
    first = clause(f"Recalling it,{note('1', 'Resolution 1/1.')}{note('2', 'Resolution 1/2.')} and,")
    part = by_id(read(xml(paragraph(printed), first)))["op1"]
    assert part.text == left
    assert bool(part.marks) is marked
    assert all(mark.note in {"fn1", "fn2"} for mark in part.marks)


# session, printed, left: bare digits are marks up to session 74 only, and never in a number
BARE = [
    ("74", "of the Covenants,1 as well", "of the Covenants, as well"),
    ("74", "(the Rules)1 and", "(the Rules) and"),
    ("74", "Bangkok1.", "Bangkok."),
    ("75", "of the Covenants,1 as well", "of the Covenants,1 as well"),
    ("74", "Sales No. E.03.II.A.1 and", "Sales No. E.03.II.A.1 and"),
    ("74", "A/74/1/Add.1 and resolution 73/1, CO1", "A/74/1/Add.1 and resolution 73/1, CO1"),
    ("74", "of the Covenants,3 as well", "of the Covenants,3 as well"),  # there is no note 3
]


@pytest.mark.parametrize(("session", "printed", "left"), BARE)
def test_bare_repeated_digits(session: str, printed: str, left: str) -> None:
    first = clause(f"Recalling it,{note('1', 'Resolution 1/1.')} and,")
    data = xml(paragraph(printed), first, number=f"A/RES/{session}/100").replace(b"75-100", f"{session}-100".encode())
    assert by_id(read(data, f"{session}_100_E.xml"))["op1"].text == left


def test_the_parentheses_about_an_arabic_mark_go_with_it() -> None:
    printed = f"الإعلان<sup>(</sup>{note('1', '() القرار 55/2.')}<sup>)</sup> والقرار"
    parts = by_id(read(xml(paragraph("تقرر."), clause(printed))))
    assert parts["pp1"].text == "الإعلان والقرار"
    assert parts["fn1"].text == "القرار 55/2."


# Links


def test_links_keep_their_words_and_name_their_target() -> None:
    printed = (
        'Recalling <a href="https://undocs.org/en/A/RES/67/123">67/123</a> and '
        '<a href="https://undocs.org/en/A/RES/181(II)">181 (</a><a href="https://undocs.org/en/A/RES/181(II)">II)</a>, '
        '<a href="https://example.org/x">elsewhere</a>,'
    )
    part = by_id(read(xml(paragraph("Decides."), clause(printed))))["pp1"]
    assert [(part.text[link.start : link.end], link.target) for link in part.links] == [
        ("67/123", "A/RES/67/123"),
        ("181 (II)", "A/RES/181(II)"),
        ("elsewhere", None),
    ]


ADDRESSES = [
    ("https://undocs.org/en/A/RES/67/123", "A/RES/67/123"),
    ("https://undocs.org//en/A/RES/217 (III)", "A/RES/217(III)"),
    ("https://docs.un.org/sp/S/RES/2334%20(2016)", "S/RES/2334(2016)"),
    ("http://undocs.org/A/hrc/RES/43/15", "A/HRC/RES/43/15"),
    ("https://undocs.org/%5blanguage%5d/A/RES/70/1", "A/RES/70/1"),
    ("https://undocs.org/en/A/64/38(supp)", "A/64/38"),
    ("https://www.undocs.org/en/A/66/7/Add.21.", "A/66/7/Add.21"),
    ("https://undocs.org/en/A/RES/54/237a-c", "A/RES/54/237A-C"),
    ("https://example.org/A/RES/70/1", None),
    ("file:///G:/Documents/2414 (2018)", None),
    ("https://undocs.org/en/", None),
    ("http://[", None),
]


@pytest.mark.parametrize(("href", "target"), ADDRESSES)
def test_addresses(href: str, target: str | None) -> None:
    assert target_of(href) == target


# Metadata

WORKFLOW = """
<classification><keyword value="3" href="http://metadata.un.org/sdg/3" showAs="sdg_3" dictionary="SDGO"/>
<keyword value="w" href="http://eurovoc.europa.eu/585" showAs="women&amp;#39;s_rights" dictionary="EuroVoc"/>
<keyword value="H" showAs="HUMAN RIGHTS" dictionary="UNBIS Thesaurus"/><keyword value="H" showAs="HUMAN RIGHTS" dictionary="UNBIS"/>
<keyword refersTo="agenda" value="[222]" showAs="X" dictionary="S/75"/></classification>
<workflow><step date="2020-10-28" outcome="draftResolution" as="A/C.4/75/L.6"/>
<step date="0001-01-01" outcome="recommendedForAdoption" as="A/75/414"/><step date="2020-12-10" outcome="adopted" as="A/75/PV.41"/></workflow>
<analysis><parliamentary><voting>{voting}</voting></parliamentary></analysis>"""
COUNTS = """<count value="002" refersTo="inFavour"><akn4un:voters><organization>CHAD</organization><organization>FIJI</organization>
</akn4un:voters></count><count value="001" refersTo="#against"><akn4un:voters><organization>PALAU</organization></akn4un:voters></count>"""


def test_metadata() -> None:
    cover = '<p><inline name="agenda item">Agenda items 19 and 117 (e)</inline></p>'
    document = read(xml(paragraph("Decides."), meta=WORKFLOW.format(voting=COUNTS), cover=cover))
    assert (document.symbol, document.kind, document.body, document.session) == (
        "A/RES/75/100",
        Kind.RESOLUTION,
        "unga",
        "75",
    )
    assert (document.adopted, document.published) == (date(2020, 12, 10), date(2020, 12, 18))
    assert (document.draft, document.report, document.meeting) == ("A/C.4/75/L.6", "A/75/414", "A/75/PV.41")
    assert document.agenda_items == ("19", "117 (e)")
    states = (("CHAD", "in favour"), ("FIJI", "in favour"), ("PALAU", "against"))
    assert document.vote == Vote("recorded vote", 2, 1, None, states)
    assert document.subjects == (
        Subject("sdg", "http://metadata.un.org/sdg/3", "sdg 3"),
        Subject("eurovoc", "http://eurovoc.europa.eu/585", "women's rights"),
        Subject("unbis", "", "HUMAN RIGHTS"),
    )
    assert document.problems == ()


def test_a_vote_printed_after_the_text_is_read_state_by_state() -> None:
    after = """<conclusions><p><vote><outcome>[Adopted by a recorded vote of <quantity normalized="3" refersTo="#inFavour">3</quantity>
    <outcome refersTo="inFavour">In favour:<organization>Chad, Bosnia and Herzegovina and Fiji</organization></outcome></outcome></vote></p></conclusions>"""
    vote = read(xml(paragraph("Decides."), after=after)).vote
    assert vote is not None
    assert vote.states == (("Chad", "in favour"), ("Bosnia and Herzegovina", "in favour"), ("Fiji", "in favour"))


def test_placeholder_dates_are_no_dates() -> None:
    document = read(
        xml(paragraph("Decides.")).replace(b"2020-12-10", b"0001-01-01").replace(b"2020-12-18", b"0001-01-01")
    )
    assert (document.adopted, document.published) == (None, None)


# printed, file name, the symbol that two of three (the third is the address, 75/100) agree on, disagree?
WITNESSES = [
    ("A/RES/75/100", "75_100_E.xml", "A/RES/75/100", False),
    ("A/RES/75/10", "75_100_E.xml", "A/RES/75/100", True),
    ("A/RES/75/100", "75_10_E.xml", "A/RES/75/100", True),
    ("", "notes.xml", "A/RES/75/100", False),
    ("A/RES/75/100 B", "A_RES_75_100_B-2108992E.xml", "A/RES/75/100B", False),
]


@pytest.mark.parametrize(("number", "name", "symbol", "disagree"), WITNESSES)
def test_the_symbol_is_the_one_that_two_witnesses_agree_on(number: str, name: str, symbol: str, disagree: bool) -> None:
    document = read(xml(paragraph("Decides."), number=number), name)
    assert document.symbol == symbol
    assert [problem.code for problem in document.problems] == ["symbol-disagrees"] * disagree


def test_a_file_in_another_language_than_it_says_is_read_in_its_own_and_told() -> None:
    text = "Rappelant ses résolutions et les rapports du Secrétaire général sur la question des droits de l’homme dans le monde, "
    document = read(xml(paragraph("Décide."), clause(text * 2)))
    assert document.language == "fr"
    assert [problem.code for problem in document.problems] == ["wrong-language"]


NAMES = [
    ("75_100_E.xml", "A/RES/75/100"),
    ("75_101A-B_E.xml", "A/RES/75/101A-B"),
    ("75_251_B_S.xml", "A/RES/75/251B"),
    ("A_RES_77_102-2228247A.xml", "A/RES/77/102"),
    ("A_RES_75_253_C-2108992E.xml", "A/RES/75/253C"),
    ("A_RES_S-32_1-2107229E.xml", "A/RES/S-32/1"),
    ("A_HRC_RES_54_10E.xml", "A/HRC/RES/54/10"),
    ("E_RES_2023_5_E.xml", "E/RES/2023/5"),
    ("S_RES_2504_(2020)-2000407E.xml", "S/RES/2504(2020)"),
    ("S_RES_2431_1812580E.xml", None),  # the year is not there
    ("S_RES_0009_1946_EN_GOLD.txt", "S/RES/9(1946)"),
    ("GA_decision_76_416_A_and_B_E.xml", "A/DEC/76/416A-B"),
    ("A_RES_75_290_A.txt", "A/RES/75/290A"),
    ("E_CN.9_2005_1.txt", "E/CN.9/2005/1"),
    ("ST_SGB_2021_1.txt", "ST/SGB/2021/1"),
    ("E_RES_131_(VI).txt", "E/RES/131(VI)"),
    ("my notes.txt", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "symbol"), NAMES)
def test_symbols_in_file_names(name: str, symbol: str | None) -> None:
    found = symbol_of_name(name)
    assert (str(found) if found else None) == symbol


# What must not be read, and what is read though it is broken


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><akomaNtoso><statement>&x;</statement></akomaNtoso>',
        b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><akomaNtoso>&y;</akomaNtoso>',
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><akomaNtoso/>'.encode("utf-16"),
    ],
    ids=["external entity", "entity expansion", "external document type in UTF-16"],
)
def test_document_types_and_entities_are_refused(data: bytes) -> None:
    with pytest.raises(DamagedDocument, match="document type"):
        read(data)


def test_a_malformed_file_is_recovered_and_told_with_its_line() -> None:
    document = read(xml(paragraph("Decides.")).replace(b"</p></content>", b"</content>", 1))
    assert by_id(document)["op1"].text == "Decides."
    (problem,) = document.problems
    assert (problem.code, problem.file) == ("malformed-xml", "75_100_E.xml")
    assert "line" in problem.place


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b" \n", EmptyDocument),
        (b"<akomaNtoso><statement/></akomaNtoso>", NotAResolution),
        (b"<akomaNtoso><statement><meta>", DamagedDocument),
        (b"<" * 50, DamagedDocument),
    ],
)
def test_what_holds_no_text_is_told_by_its_kind(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error, match=r"75_100_E\.xml"):
        read(data)


def test_deep_nesting_ends_in_a_named_error_or_a_document() -> None:
    deep = "<span>" * 5000 + "x" + "</span>" * 5000
    try:
        read(xml(paragraph(deep)))
    except DocumentError as error:
        assert "limits" in str(error)


WHOLE = xml(
    paragraph("Decides."),
    clause(f"Recalling it,{note('1', 'Resolution 1/1.')} and,"),
    meta=WORKFLOW.format(voting=COUNTS),
)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE)), cut=st.integers(0, 40), put=st.binary(max_size=12))
@example(at=0, cut=0, put=b"\0")  # the parser does not recover from a NUL at the head, but raises
@example(at=0, cut=len(WHOLE), put=b"\0")
def test_any_damage_gives_a_document_or_a_named_error(at: int, cut: int, put: bytes) -> None:
    # Rule: reading is total.
    try:
        document = read(WHOLE[:at] + put + WHOLE[at + cut :])
    except DocumentError as error:
        assert "75_100_E.xml" in str(error)
    else:
        by_id(document)


def test_the_kind_of_content_is_told_without_the_name() -> None:
    assert media_type(WHOLE) == akn4un.MEDIA_TYPE


# The real files


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


SETS = ["ga75-en", "ga75-ar", "ecosoc2021-fr", "hrc54-en", "sc2017-en", "sc2020-zh", "gadec77-en"]


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
def test_every_place_and_every_note_of_the_real_files_is_found(shared: Path, name: str) -> None:
    folder = shared / "data" / "gold" / name
    gold = {row["file"]: row for row in rows(folder / "gold.jsonl")}
    checked = 0
    with zipfile.ZipFile(folder / "docs.zip") as archive:
        for member in sorted(archive.namelist())[::4]:
            data = archive.read(member)
            document = read(data, member)
            parts = by_id(document)
            texts: dict[str, str] = {}
            for part in parts.values():
                texts[part.place or ""] = texts.get(part.place or "", "") + "\n" + re.sub(r"\s", "", part.text)
            for link in gold[member].get("links", []):
                assert re.sub(r"\s", "", link["text"]) in texts[link["place"]], (member, link)
                checked += 1
            notes = [part for part in parts.values() if part.kind is PartKind.FOOTNOTE]
            assert len(notes) == data.count(b"</authorialNote>"), member
            assert all(part.parent in parts for part in notes)
            assert {mark.note for part in parts.values() for mark in part.marks} == {part.id for part in notes}
            assert any(part.section is Section.OPERATIVE for part in parts.values())
    assert checked > 0 or name == "hrc54-en"  # the Council's own texts are linked rarely


@pytest.mark.shared
def test_the_links_of_the_originals_are_those_of_the_gold(shared: Path) -> None:
    (row,) = (row for row in rows(shared / "data/gold/ga75-en/gold.jsonl") if row["file"] == "75_100_E.xml")
    document = read((shared / "data/akn4un/75_100_E.xml").read_bytes())
    found = [
        (part.place, part.text[link.start : link.end], (link.target or "").upper())
        for part in document.parts
        for link in part.links
    ]
    assert sorted(found) == sorted((link["place"], link["text"], link["target"].upper()) for link in row["links"])


@pytest.mark.shared
def test_six_languages_have_the_same_paragraphs_and_notes(shared: Path) -> None:
    shapes = {}
    for letter in "ACEFRS":
        name = f"A_RES_77_102-2228247{letter}.xml"
        document = read((shared / "data/akn4un" / name).read_bytes(), name)
        shapes[document.language] = [
            (part.id, len(part.marks)) for part in document.parts if part.kind is not PartKind.COVER
        ]
    assert sorted(shapes) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert all(shape == shapes["en"] for shape in shapes.values())
