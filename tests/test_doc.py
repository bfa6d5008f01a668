"""Binary Word: piece table, tied footnotes, properties, damage; antiword as oracle and fallback."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from loaders.errors import DamagedDocument, DocumentError
from loaders.formats import doc
from loaders.formats.docfile import MangledError, WordFile
from loaders.records import PartKind
from tests.made import raw, word_streams

ANTIWORD = shutil.which("antiword") or ""


class Package:
    """The few verbs of a compound file that the reader uses."""

    def __init__(self, streams: dict[str, bytes]) -> None:
        self.streams = streams

    def exists(self, name: str) -> bool:
        return name in self.streams

    def get_size(self, name: str) -> int:
        return len(self.streams[name])

    def openstream(self, name: str) -> io.BytesIO:
        return io.BytesIO(self.streams[name])


BODY = "Recalling the Declaration,\x02\rTakes note.\x02\r"


@pytest.mark.parametrize("packed", [False, True], ids=["UTF-16", "cp1252"])
def test_text_and_notes_in_both_encodings(packed: bool) -> None:
    word = WordFile.of(Package(word_streams(BODY, ["Résumé 55/2.", "A/1."], "A/RES/1/1\r", packed=packed)))
    assert word.text[slice(*word.body)] == BODY
    assert word.references == ((26, True), (39, True))
    assert [word.text[slice(*word.note_range(k))] for k in (0, 1)] == ["\x02Résumé 55/2.\r", "\x02A/1.\r"]
    assert word.text[slice(*word.headers)] == "A/RES/1/1\r"


PROPERTIES = {
    # sprm and operand: (hidden, raised)
    b"\x00\x08\x01": (True, False),  # sprmCFRMarkDel: deleted by a tracked change
    b"\x3c\x08\x01": (True, False),  # sprmCFVanish
    b"\x3c\x08\x00": (False, False),
    b"\x48\x2a\x01": (False, True),  # sprmCIss: superscript
    b"\x48\x2a\x02": (False, False),  # subscript
    b"\x03\x6a\x01\x02\x03\x04\x48\x2a\x01": (False, True),  # after a property of four bytes
    b"\x00\xc8\x02\x09\x09\x48\x2a\x01": (False, True),  # after one that says its own length
}


@pytest.mark.parametrize(("sprms", "expected"), PROPERTIES.items())
def test_character_properties(sprms: bytes, expected: tuple[bool, bool]) -> None:
    word = WordFile.of(Package(word_streams("abcdef\r", sprms=sprms, at=3)))
    assert (word.hidden(3), word.raised(3)) == expected
    assert not word.hidden(2) and not word.raised(4)


def test_field_codes_and_special_hyphens_are_not_printed() -> None:
    word = WordFile.of(Package(word_streams("see \x13 HYPERLINK x \x14link\x15 non\x1egov co\x1fop\r")))
    text = doc._visible(word, *word.body)
    (line, *_) = doc._paragraphs(word, text, {})
    assert line.text == "see link non-gov coop"


def changed(streams: dict[str, bytes], offset: int, code: str, value: int) -> dict[str, bytes]:
    main = bytearray(streams["WordDocument"])
    struct.pack_into("<" + code, main, offset, value)
    return {**streams, "WordDocument": bytes(main)}


GOOD = word_streams(BODY, ["One.", "Two."])
BROKEN = {
    "no table stream": ({"WordDocument": GOOD["WordDocument"]}, "0Table"),
    "no Word stream": ({"Other": b""}, "no Word file"),
    "encrypted": (word_streams(BODY, flags=0x0100), "password"),
    "encrypted package": ({"EncryptedPackage": b""}, "password"),
    "before Word 97": (changed(GOOD, 2, "H", 0x65), "before Word 97"),
    "cut off": ({**GOOD, "WordDocument": GOOD["WordDocument"][:0x600]}, "cut off"),
    "table beyond the end": (changed(GOOD, 0x9A + 8 * 33, "I", 0x7FFFFFFF), "beyond its end"),
    "text longer than the file": (changed(GOOD, 0x4C, "i", 1_000_000), "cut off"),
    "no piece table": (changed(GOOD, 0x9A + 8 * 33 + 4, "I", 0), "piece table"),
}


@pytest.mark.parametrize(("streams", "message"), BROKEN.values(), ids=BROKEN)
def test_mangled_files_are_errors_and_never_large_allocations(streams: dict[str, bytes], message: str) -> None:
    with pytest.raises(MangledError, match=message):
        WordFile.of(Package(streams))


def test_without_antiword_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "antiword", lambda: None)
    with pytest.raises(DamagedDocument, match="apt-get install antiword"):
        doc.read(raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "old.doc"))


@pytest.mark.shared
def test_real_files_are_read_whole_with_their_repeated_marks(shared: Path) -> None:
    (document,) = doc.read(raw((shared / "data" / "word" / "67_290.doc").read_bytes(), "67_290.doc"))
    assert (document.symbol, document.meeting) == ("A/RES/67/290", "91st plenary meeting")
    notes = {part.id: part for part in document.parts if part.kind is PartKind.FOOTNOTE}
    assert len(notes) == 21
    assert all(note.parent for note in notes.values())
    # op16 repeats the mark of note 3, which pp6 printed first
    assert [(m.marker, m.note) for p in document.parts if p.id == "op16" for m in p.marks] == [("3", "fn3")]
    assert notes["fn3"].parent == "pp6"


@pytest.mark.shared
@pytest.mark.skipif(not ANTIWORD, reason="the oracle antiword is not installed")
@pytest.mark.parametrize("name", ["67_290.doc", "69_313.doc"])
def test_antiword_reads_the_same_words(name: str, shared: Path) -> None:
    (document,) = doc.read(raw((shared / "data" / "word" / name).read_bytes(), name))
    said = subprocess.run(
        [ANTIWORD, "-w", "0", "-m", "UTF-8.txt", str(shared / "data" / "word" / name)],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()
    words = re.sub(r"\W+", "", said)
    for part in document.parts:
        if part.kind in (PartKind.OPERATIVE, PartKind.PREAMBULAR) and not part.marks:
            assert re.sub(r"\W+", "", part.text) in words, part.id


@pytest.mark.shared
@pytest.mark.skipif(not ANTIWORD, reason="antiword is not installed")
def test_antiword_reads_what_this_reader_cannot(monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    def refuse(_package: object) -> WordFile:
        raise MangledError("no piece table")

    monkeypatch.setattr(doc.WordFile, "of", refuse)
    (document,) = doc.read(raw((shared / "data" / "word" / "67_290.doc").read_bytes(), "67_290.doc"))
    assert [problem.code for problem in document.problems] == ["read-by-antiword"]
    assert sum(part.kind is PartKind.OPERATIVE for part in document.parts) > 29


@pytest.mark.shared
@pytest.mark.parametrize("keep", [600, 5000, 30000])
def test_a_truncated_file_is_a_named_error(keep: int, monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    monkeypatch.setattr(doc, "antiword", lambda: None)
    with pytest.raises(DocumentError, match=r"cut\.doc"):
        doc.read(raw((shared / "data" / "word" / "67_290.doc").read_bytes()[:keep], "cut.doc"))
