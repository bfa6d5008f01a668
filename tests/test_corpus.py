"""Record files: what is written is what is read; and the flat rows of ``extract``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import corpus
from loaders.corpus import CorpusError
from loaders.records import (
    Document,
    Kind,
    Link,
    Mark,
    Part,
    PartialDate,
    PartKind,
    Problem,
    Reference,
    Section,
    Source,
    Status,
    Subject,
    Vote,
)

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
DATES = st.dates(date(1945, 1, 1), date(2030, 1, 1))
RANGES = st.tuples(DATES, DATES).map(lambda pair: PartialDate(min(pair), max(pair)))
MAYBE = st.none() | TEXT


def many(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


PARTS = st.builds(
    Part, id=TEXT, kind=st.sampled_from(PartKind), section=st.sampled_from(Section), text=TEXT, place=MAYBE,
    label=TEXT, parent=MAYBE, lead=TEXT,
    marks=many(st.builds(Mark, st.integers(0, 9), TEXT, TEXT)),
    links=many(st.builds(Link, st.integers(0, 9), st.integers(0, 9), TEXT, MAYBE)),
)  # fmt: skip
REFERENCES = st.builds(
    Reference, part=TEXT, paragraph=TEXT, place=TEXT, section=st.sampled_from(Section), start=st.integers(0, 9),
    end=st.integers(0, 9), text=TEXT, verb=TEXT, relation=TEXT, kind=st.sampled_from(Kind), note=MAYBE, target=MAYBE,
    cited=MAYBE, target_part=MAYBE, instrument=MAYBE, date=st.none() | RANGES, subject=MAYBE,
    status=st.sampled_from(Status), reason=TEXT,
)  # fmt: skip
DOCUMENTS = st.builds(
    Document, symbol=MAYBE, kind=st.sampled_from(Kind), language=TEXT, source=st.builds(Source, TEXT, TEXT, TEXT, TEXT),
    parts=many(PARTS), body=MAYBE, title=MAYBE, session=MAYBE, meeting=MAYBE, agenda_items=many(TEXT),
    adopted=st.none() | DATES, published=st.none() | DATES, draft=MAYBE, report=MAYBE, aliases=many(TEXT),
    vote=st.none() | st.builds(Vote, TEXT, st.none() | st.integers(0, 193), states=many(st.tuples(TEXT, TEXT))),
    subjects=many(st.builds(Subject, TEXT, TEXT, TEXT)), references=many(REFERENCES),
    problems=many(st.builds(Problem, TEXT, TEXT)),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_a_record_read_again_is_the_record_written(document: Document) -> None:
    # Rule: decode and encode are inverse, and a record is one line whatever its text holds.
    line = corpus.encode(document)
    assert b"\n" not in line
    assert corpus.decode(line) == document
    assert corpus.encode(corpus.decode(line)) == line


REFERENCE = Reference(
    part="fn1", paragraph="pp2", place="container_3", section=Section.PREAMBLE, start=11, end=15, text="55/2",
    verb="Recalling also", relation="recalls", kind=Kind.RESOLUTION, note="1", target="A/RES/55/2", cited="A/RES/55/2",
    date=PartialDate.parse("2000-09"), subject="on the millennium",
)  # fmt: skip
DOCUMENT = Document(
    symbol="A/RES/67/225", kind=Kind.RESOLUTION, language="en", parts=(), references=(REFERENCE,),
    source=Source("a/b/A_RES_67_225.txt", "x.zip!/a/b/A_RES_67_225.txt", "text/plain", "0"),
)  # fmt: skip


def test_a_row_has_the_keys_of_the_design_in_their_order_and_the_file_by_its_base_name() -> None:
    (row,) = corpus.rows(DOCUMENT)
    assert list(row) == [
        "file", "document", "language", "part", "place", "section", "note", "start", "end", "text", "verb", "relation",
        "kind", "target", "target_part", "instrument", "date_earliest", "date_latest", "subject", "status", "reason",
        "cited", "paragraph",
    ]  # fmt: skip
    assert row["file"] == "A_RES_67_225.txt"
    assert (row["date_earliest"], row["date_latest"]) == ("2000-09-01", "2000-09-30")
    assert json.loads(json.dumps(row)) == row


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    assert corpus.write(path, [DOCUMENT, DOCUMENT]) == 2

    def breaks() -> object:
        yield DOCUMENT
        raise RuntimeError

    with pytest.raises(RuntimeError):
        corpus.write(path, breaks())  # type: ignore[arg-type]
    assert list(corpus.read(path)) == [DOCUMENT, DOCUMENT]
    assert [p.name for p in tmp_path.iterdir()] == ["c.jsonl"]


# what is wrong with the second line, a word that the message must hold
WRONG = [(b"{", "line 2"), (b'{"symbol": 1}', "symbol"), (b'{"kind":"poem"}', "line 2"), (b"\xff\xfe", "line 2")]


@pytest.mark.parametrize(("line", "word"), WRONG)
def test_a_line_that_is_no_record_is_told_by_its_number(tmp_path: Path, line: bytes, word: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(corpus.encode(DOCUMENT) + b"\n" + line + b"\n")
    with pytest.raises(CorpusError) as caught:
        list(corpus.read(path))
    assert word in str(caught.value)
    assert "c.jsonl, line 2" in str(caught.value)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no\.jsonl"):
        list(corpus.read(tmp_path / "no.jsonl"))
