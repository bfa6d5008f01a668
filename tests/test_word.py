"""OOXML Word: footnotes tied, tracked changes, numbers, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from loaders.errors import DamagedDocument, DocumentError, EmptyDocument, NotAResolution, SourceRefused
from loaders.formats import word
from loaders.records import Document, PartKind
from tests.made import W, docx, paragraph, raw, run

COVER = [
    "Sixty-seventh session", "Agenda item 24 (b)",
    "\tResolution adopted by the General Assembly on 21 December 2012",
    "\t[on the report of the Second Committee (A/67/441/Add.2)]",
    "\t67/225.\tIndustrial development cooperation", "\tThe General Assembly,",
]  # fmt: skip
HEADS = ["United Nations", "A/RES/67/225", "General Assembly", "Distr.: General", "9 April 2013"]


def read(*body: str, notes: dict[int, str] | None = None, parts: dict[str, str] | None = None) -> Document:
    return word.read(raw(docx([*COVER, *body], notes, HEADS, parts)))[0]


def texts(document: Document) -> dict[str, str]:
    return {part.id: part.text for part in document.parts}


def test_cover_lines_and_running_heads_become_fields() -> None:
    document = read("\t1.\tTakes note of the report;")
    assert (document.symbol, document.title, document.body) == (
        "A/RES/67/225",
        "Industrial development cooperation",
        "unga",
    )
    assert str(document.adopted) == "2012-12-21"
    assert str(document.published) == "2013-04-09"
    assert (document.report, document.agenda_items, document.session) == ("A/67/441/Add.2", ("24 (b)",), "67")


def test_the_title_does_not_repeat_the_number_as_text() -> None:
    title = next(part for part in read("\t1.\tActs;").parts if part.id == "title")
    assert (title.label, title.text) == ("67/225.", "Industrial development cooperation")


def test_marks_stand_where_they_are_printed_and_notes_know_their_paragraph() -> None:
    document = read(
        "\tRecalling the Declaration,{4} and the Consensus,{9}", notes={4: "\t Resolution 55/2.", 9: " A/67/223."}
    )
    first = next(part for part in document.parts if part.id == "pp1")
    assert first.text == "Recalling the Declaration, and the Consensus,"
    assert [(mark.offset, mark.marker, mark.note) for mark in first.marks] == [(26, "1", "fn1"), (45, "2", "fn2")]
    notes = [part for part in document.parts if part.kind is PartKind.FOOTNOTE]
    assert [(note.id, note.text, note.parent) for note in notes] == [
        ("fn1", "Resolution 55/2.", "pp1"),
        ("fn2", "A/67/223.", "pp1"),
    ]
    assert document.problems == ()


def test_a_note_without_mark_and_a_mark_without_note_are_told() -> None:
    document = read("\tRecalling the Declaration,{4}", notes={5: "Nobody points here."})
    assert sorted(problem.code for problem in document.problems) == ["mark-without-note", "note-without-mark"]


def test_a_mark_of_its_own_sign_is_no_text_and_does_not_count() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    document = read(
        paragraph(run("Recalling the list") + own + run(" and the report,{4}")), notes={3: "* A list.", 4: "A/1."}
    )
    first = next(part for part in document.parts if part.id == "pp1")
    assert first.text == "Recalling the list and the report,"
    assert [mark.marker for mark in first.marks] == ["*", "1"]
    assert texts(document)["fn*"] == "A list."


def test_a_repeated_mark_is_a_mark_too() -> None:
    again = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    document = read(
        "\tHaving considered the report,{2}", paragraph(run("1.\tApproves the report.") + again), notes={2: "A/72/601."}
    )
    assert next(part for part in document.parts if part.id == "op1").marks[0].note == "fn1"
    assert texts(document)["op1"] == "Approves the report."


VOTE = (
    "\t39th meeting", "\t12 October 2023",
    "[Adopted by a recorded vote of 3 to 1, with 2 abstentions. The voting was as follows:", "In favour:",
    "Albania, Argentina and Bolivia (Plurinational State of)",
    "Against:", "Bosnia and Herzegovina", "Abstaining:", "Chile, Cuba]",
)  # fmt: skip


def test_a_recorded_vote_is_read_with_its_states() -> None:
    front = [
        "Resolution adopted by the Human Rights Council on 12 October 2023",
        "54/10. Mandate",
        "The Human Rights Council,",
    ]
    body = [
        "Recalling everything,",
        "1. Decides to act;",
        "2. Decides to act again.",
        *VOTE,
        "Annex",
        "An annexed paragraph.",
    ]
    document = word.read(raw(docx([*front, *body], None, ["A/HRC/RES/54/10"])))[0]
    assert (document.symbol, document.meeting) == ("A/HRC/RES/54/10", "39th meeting")
    vote = document.vote
    assert vote and (vote.outcome, vote.in_favour, vote.against, vote.abstaining) == ("recorded vote", 3, 1, 2)
    assert dict(vote.states) == {
        "Albania": "in favour", "Argentina": "in favour", "Bolivia (Plurinational State of)": "in favour",
        "Bosnia and Herzegovina": "against", "Chile": "abstaining", "Cuba": "abstaining",
    }  # fmt: skip
    assert [part.id for part in document.parts][-2:] == ["annex1", "annex1/p1"]


TRACKED = {
    # what a run is wrapped in: what the final text keeps of it
    "<w:ins w:id='1'>{}</w:ins>": "Recalling its old resolution,",
    "<w:del w:id='1'>{}</w:del>": "Recalling its resolution,",
    "<w:moveFrom w:id='1'>{}</w:moveFrom>": "Recalling its resolution,",
    "<w:moveTo w:id='1'>{}</w:moveTo>": "Recalling its old resolution,",
    "<w:hyperlink>{}</w:hyperlink>": "Recalling its old resolution,",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>": "Recalling its old resolution,",
}


@pytest.mark.parametrize(("wrapped", "kept"), TRACKED.items())
def test_tracked_changes_read_as_the_final_text(wrapped: str, kept: str) -> None:
    assert (
        texts(read(paragraph(run("Recalling its ") + wrapped.format(run("old ")) + run("resolution,"))))["pp1"] == kept
    )


def test_hidden_text_is_left_out_and_no_break_hyphens_are_hyphens() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r>"
    assert (
        texts(read(paragraph(hidden + run("Recalling non~governmental bodies,"))))["pp1"]
        == "Recalling non-governmental bodies,"
    )


NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>"""


def numbered(text: str, level: int) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>')


def test_automatic_numbers_are_counted_by_level() -> None:
    body = [
        numbered(t, n)
        for t, n in (
            ("Decides:", 0),
            ("One:", 1),
            ("Deep;", 2),
            ("Deeper;", 2),
            ("Two;", 1),
            ("Requests;", 0),
            ("A;", 1),
        )
    ]
    document = read("\tRecalling everything,", *body, parts={"word/numbering.xml": NUMBERING})
    assert [part.id for part in document.parts if part.kind is PartKind.OPERATIVE] == [
        "op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)", "op2", "op2(a)",
    ]  # fmt: skip


def test_typed_numbers_give_the_same_names() -> None:
    body = ["\t1.\tDecides:", "\t(a)\tOne:", "\t(i)\tDeep;", "\t(ii)\tDeeper;", "\t(b)\tTwo;", "\t2.\tRequests;"]
    names = [part.id for part in read("\tRecalling everything,", *body).parts if part.kind is PartKind.OPERATIVE]
    assert names == ["op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)", "op2"]


def test_strict_ooxml_is_read_too() -> None:
    data = docx([*COVER, "\tRecalling everything,"], None, HEADS)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert texts(word.read(raw(buffer.getvalue()))[0])["pp1"] == "Recalling everything,"


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "ha">]>'
HOSTILE: dict[str, tuple[bytes, type[Exception], str]] = {
    "truncated": (docx(COVER)[:300], DamagedDocument, "cut off"),
    "no main part": (zipped(other_xml=b"<a/>"), DamagedDocument, "main Word part"),
    "mangled XML": (zipped(word__document_xml=b"<w:document"), DamagedDocument, "word/document.xml"),
    "entities": (zipped(word__document_xml=LAUGHS + b"<a>&b;</a>"), DamagedDocument, "document type"),
    "external entity": (
        zipped(word__document_xml=b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        DamagedDocument,
        "document type",
    ),
    "bomb": (zipped(word__document_xml=b"<a>" + b" " * (8 * 2**20) + b"</a>"), SourceRefused, "bomb"),
    "no text": (docx([""]), EmptyDocument, "no text"),
    "no UN text": (docx(["Dear Sir,", "Buy our bread."]), NotAResolution, "UN"),
}


@pytest.mark.parametrize(("data", "error", "word_in_it"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_said_by_name_and_reason(data: bytes, error: type[Exception], word_in_it: str) -> None:
    with pytest.raises(error, match=word_in_it) as caught:
        word.read(raw(data, "bad.docx"))
    assert "bad.docx" in str(caught.value)


def test_deep_nesting_ends_and_a_megabyte_line_is_read() -> None:
    deep = "<w:smartTag>" * 240 + run("x") + "</w:smartTag>" * 240
    assert read("\tRecalling everything,", paragraph(deep)).symbol == "A/RES/67/225"
    assert len(texts(read("\tRecalling " + "a " * 500_000 + ","))["pp1"]) > 1_000_000


def test_parser_depth_is_a_named_error() -> None:
    nest = f'<w:document xmlns:w="{W}">' + "<w:a>" * 5000 + "</w:a>" * 5000 + "</w:document>"
    with pytest.raises(DocumentError):
        word.read(raw(zipped(word__document_xml=nest.encode())))


@pytest.mark.shared
def test_every_footnote_of_the_real_files_is_tied_and_every_file_has_its_fields(shared: Path) -> None:
    from loaders.formats import doc

    notes = 0
    for path in sorted((shared / "data" / "word").iterdir()):
        data = path.read_bytes()
        reader = word if data.startswith(b"PK") else doc
        (document,) = reader.read(raw(data, path.name))
        assert document.problems == (), path.name
        assert document.symbol and document.title and document.adopted and document.agenda_items, path.name
        found = [part for part in document.parts if part.kind is PartKind.FOOTNOTE]
        assert all(note.parent and note.text for note in found), path.name
        notes += len(found)
    assert notes > 500
