"""Notes that give an earlier text its new number: "Resolution 75/245 … becomes resolution 75/245 A."."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from loaders.formats import read
from loaders.formats.renumbering import renumbered
from loaders.records import Document, Kind, Part, PartKind, Section, Source
from loaders.sources import RawFile

A, B, OLD = "A/RES/75/245A", "A/RES/75/245B", "A/RES/75/245"


def document(note: str, symbol: str | None, kind: Kind = Kind.RESOLUTION) -> Document:
    parts = (Part("fn1", PartKind.FOOTNOTE, Section.COVER, note),)
    return Document(symbol=symbol, kind=kind, language="en", source=Source("f", "f", "text/plain", ""), parts=parts)


NOTES = [
    ("Resolution 75/245, in section VI of the Records (A/75/49), vol. I, becomes resolution 75/245 A.", B),
    ("La résolution 75/245, qui figure à la section VI, porte dorénavant le numéro 75/245\u00a0A.", B),
    ("La resolución 75/245, que figura en la sección VI, pasa a\u00a0ser la resolución 75/245 A.", B),
    ("Резолюция\u00a075/245 в разделе\u00a0VI, становится резолюцией\u00a075/245 A.", B),
    ("第一卷第六节中的第75/245号决议成为第75/245 A号决议。", B),
    ("يصبح القرار 75/245، الوارد في الفرع السادس، القرار 75/245 ألف.", B),
]


@pytest.mark.parametrize(("note", "symbol"), NOTES)
def test_the_second_part_tells_the_first_ones_name(note: str, symbol: str) -> None:
    found = renumbered(document(note, symbol))
    assert (found.renumbered, found.aliases) == (((OLD, A),), ())


@pytest.mark.parametrize(("symbol", "alias"), [(OLD, A), (A, OLD)])
def test_the_text_itself_has_both_names(symbol: str, alias: str) -> None:
    found = renumbered(document(NOTES[0][0], symbol))
    assert (found.renumbered, found.aliases) == ((), (alias,))


SILENT = [
    ("a citation is none", "Recalling its resolution 75/245 and resolution 75/245 A,", B),
    ("another text's number", "Resolution 75/244 becomes resolution 75/244 A.", B),
    ("no letter", "The resolution 75/245 becomes effective; see 75/245.", B),
    ("no symbol", NOTES[0][0], None),
    ("a Council's text has no parts", "Resolution 75/245 becomes resolution 75/245 A.", "S/RES/2504(2020)"),
]


@pytest.mark.parametrize(("note", "symbol"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_anything_else_renumbers_nothing(note: str, symbol: str | None) -> None:
    found = renumbered(document(note, symbol))
    assert (found.renumbered, found.aliases) == ((), ())


@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_the_notes_of_session_75_in_six_languages(shared: Path, language: str) -> None:
    letter = dict(zip(["en", "fr", "es", "ru", "ar", "zh"], "EFSRAC", strict=True))[language]
    with zipfile.ZipFile(shared / f"data/gold/ga75-{language}/docs.zip") as archive:
        name = next(name for name in archive.namelist() if name.endswith(f"75_245B_{letter}.xml"))
        (found,) = read(RawFile(name, name, archive.read(name)))
    assert (found.symbol, found.renumbered) == (B, ((OLD, A),))


@pytest.mark.shared
def test_a_decisions_letter_is_taken_where_its_cover_leaves_it_out(shared: Path) -> None:
    with zipfile.ZipFile(shared / "data/gold/gadec77-en/docs.zip") as archive:
        name = next(name for name in archive.namelist() if "77_512_B" in name)
        (found,) = read(RawFile(name, name, archive.read(name)))
    assert (found.symbol, found.renumbered) == ("A/DEC/77/512B", (("A/DEC/77/512", "A/DEC/77/512A"),))
