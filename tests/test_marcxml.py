"""Catalogue records: fields, drafts, votes, and records that are odd."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import DamagedDocument, EmptyDocument
from loaders.formats import marcxml
from loaders.records import Document, Kind, Vote
from tests.made import raw

Fields = list[tuple[str, dict[str, str]]]


def field(tag: str, subfields: dict[str, str]) -> str:
    inner = "".join(f'<subfield code="{code}">{text}</subfield>' for code, text in subfields.items())
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{inner}</datafield>'


def record(fields: Fields, number: str = "42") -> str:
    inner = "".join(field(tag, subfields) for tag, subfields in fields)
    return f'<record><controlfield tag="001">{number}</controlfield>{inner}</record>'


def collection(*records: str) -> str:
    return f'<collection xmlns="http://www.loc.gov/MARC21/slim">{"".join(records)}</collection>'


RESOLUTION: Fields = [
    ("040", {"b": "eng"}), ("191", {"a": "A/RES/67/225", "b": "A/", "c": "67"}),
    ("245", {"a": "Industrial development cooperation :", "b": "resolution /", "c": "adopted by the General Assembly"}),
    ("269", {"a": "2013-04-09"}), ("992", {"a": "2012-12-21"}), ("650", {"a": "INDUSTRIAL DEVELOPMENT"}),
    ("991", {"a": "A/67/251", "b": "24b", "c": "Eradication of poverty"}), ("993", {"a": "A/C.2/67/L.64"}),
    ("993", {"a": "A/67/441/Add.2"}), ("993", {"a": "A/67/PV.61"}),
    ("996", {"a": "Adopted without vote, 61st plenary meeting"}),
]  # fmt: skip


def read(fields: Fields) -> Document:
    return marcxml.read(raw(collection(record(fields))))[0]


def test_a_resolution_gets_every_field_that_the_catalogue_has() -> None:
    document = read(RESOLUTION)
    assert (document.symbol, document.kind, document.body) == ("A/RES/67/225", Kind.RESOLUTION, "unga")
    assert (document.title, document.session, document.language) == ("Industrial development cooperation", "67", "en")
    assert (str(document.adopted), str(document.published)) == ("2012-12-21", "2013-04-09")
    assert (document.draft, document.report, document.meeting) == ("A/C.2/67/L.64", "A/67/441/Add.2", "A/67/PV.61")
    assert (document.agenda_items, document.vote) == (("24 (b)",), Vote("without a vote"))
    assert [(s.scheme, s.label) for s in document.subjects] == [("unbis", "INDUSTRIAL DEVELOPMENT")]
    assert (document.parts, document.problems) == ((), ())


VOTES: list[tuple[Fields, Vote | None]] = [
    ([("996", {"b": "120", "c": "4", "d": "51", "e": "18"})], Vote("recorded vote", 120, 4, 51)),
    ([("996", {"a": "Adopted 120-4-51, 61st plenary meeting"})], Vote("recorded vote", 120, 4, 51)),
    (
        [
            ("967", {"c": "ALB", "d": "Y", "e": "ALBANIA"}),
            ("967", {"c": "BEL", "d": "A", "e": "BELGIUM"}),
            ("967", {"d": "", "e": "X"}),
        ],
        Vote("recorded vote", None, None, None, (("ALBANIA", "in favour"), ("BELGIUM", "abstaining"))),
    ),
    ([], None),
]


@pytest.mark.parametrize(("fields", "vote"), VOTES)
def test_votes(fields: Fields, vote: Vote | None) -> None:
    assert read([("191", {"a": "A/RES/67/1"}), ("245", {"a": "T"}), *fields]).vote == vote


def test_an_odd_record_is_kept_and_named() -> None:
    odd = record([("191", {"a": "not a symbol"}), ("245", {"a": "Something"})], "77")
    documents = marcxml.read(raw(collection(record(RESOLUTION), odd, record([], "78")), "page.xml"))
    assert [document.symbol for document in documents] == ["A/RES/67/225", None, None]
    assert [(p.code, p.place) for d in documents for p in d.problems] == [
        ("odd-symbol", "record 77"), ("no-symbol", "record 77"), ("no-symbol", "record 78"), ("no-title", "record 78"),
    ]  # fmt: skip


BROKEN = {
    "": EmptyDocument,
    collection(): EmptyDocument,
    collection(record([])): DamagedDocument,
    "<collection><record>": DamagedDocument,
    '<!DOCTYPE x [<!ENTITY a "b">]><collection/>': DamagedDocument,
}


@pytest.mark.parametrize(("text", "error"), BROKEN.items())
def test_files_that_are_no_records(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"page\.xml"):
        marcxml.read(raw(text, "page.xml"))


def test_the_catalogue_answers_by_symbol() -> None:
    found = marcxml.catalogue(raw(collection(record(RESOLUTION))))["A/RES/67/225"]
    assert (found.title, str(found.date)) == ("Industrial development cooperation", "2012-12-21")
    assert "A/C.2/67/L.64" in found.related


@pytest.mark.shared
def test_real_drafts(shared: Path) -> None:
    path = shared / "data" / "marcxml" / "session_78_committee_3_drafts.xml"
    source = raw(path.read_bytes(), path.name)
    documents = marcxml.read(source)
    assert len(documents) == 94
    assert all(d.symbol and d.title and d.published and d.session == "78" for d in documents)
    assert all(not d.problems for d in documents)
    found = marcxml.catalogue(source)["A/C.3/78/L.49/Rev.1"]
    assert found.title == "Promotion and protection of human rights in the context of digital technologies"
    assert "A/RES/78/213" in found.related
