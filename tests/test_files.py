"""Files, folders and archives: everything is read in a fixed order, and what is unsafe is refused by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import SourceError, SourceNotFound, SourceRefused
from loaders.sources import RawFile, files
from loaders.sources.files import Limits


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def names(found: list[RawFile | SourceError]) -> list[str]:
    return [item.location if isinstance(item, RawFile) else f"!{item.file}" for item in found]


def read(path: Path, limits: Limits = files.DEFAULT) -> list[RawFile | SourceError]:
    return list(files.read([path], limits))


def test_a_folder_is_read_in_the_order_of_its_names_with_its_archives_opened(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"b")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.xml").write_bytes(b"<z/>")
    (tmp_path / "c.zip").write_bytes(packed({"2.txt": b"2", "1.txt": b"1", "d/": b""}))
    (tmp_path / ".DS_Store").write_bytes(b"litter")
    base = tmp_path.as_posix()
    expected = [f"{base}/a/z.xml", f"{base}/b.txt", f"{base}/c.zip!/1.txt", f"{base}/c.zip!/2.txt"]
    assert names(read(tmp_path)) == expected


def test_an_archive_in_an_archive_is_opened_and_its_members_keep_their_own_names(tmp_path: Path) -> None:
    inner = packed({"deep/75_1_E.xml": b"<a/>"})
    (tmp_path / "s.zip").write_bytes(packed({"inner.zip": inner}))
    (found,) = read(tmp_path / "s.zip")
    assert isinstance(found, RawFile)
    assert (found.file, found.name) == ("deep/75_1_E.xml", "75_1_E.xml")
    assert found.location.endswith("s.zip!/inner.zip!/deep/75_1_E.xml")


def test_a_word_file_is_a_zip_archive_that_is_not_opened(tmp_path: Path) -> None:
    word = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    (tmp_path / "a.DOC").write_bytes(word)
    assert names(read(tmp_path / "a.DOC")) == [(tmp_path / "a.DOC").as_posix()]


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(packed({"a.txt": b"x"}))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert names(list(files.read(["-"]))) == ["-!/a.txt"]


def test_a_missing_path_is_an_error_in_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    missing, there = files.read([tmp_path / "no.txt", tmp_path / "a.txt"])
    assert isinstance(missing, SourceNotFound)
    assert "no.txt" in str(missing)
    assert isinstance(there, RawFile)


def test_where_there_is_no_file_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    (tmp_path / "folder" / ".DS_Store").write_bytes(b"litter")
    (tmp_path / "s.zip").write_bytes(packed({"d/": b"", "Thumbs.db": b"litter"}))
    for path in (tmp_path / "folder", tmp_path / "s.zip"):
        (found,) = read(path)
        assert isinstance(found, SourceNotFound)
        assert (found.file, "there are no files" in str(found)) == (str(path), True)


def encrypted() -> bytes:
    data = bytearray(packed({"a.txt": b"secret"}, zipfile.ZIP_STORED))
    data[6] |= 1  # the flag of the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the list at the end
    return bytes(data)


def flattered() -> bytes:
    """An archive whose list says that a member is small; its stream is not."""
    data = bytearray(packed({"a.txt": b"0" * 3_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


SMALL = Limits(file=100_000, total=150_000, members=3, depth=2, ratio=50, exempt=1_000)
REFUSED = [
    # what it is, the archive, a word that the message must hold, how many members are read beside it
    ("a bomb by its ratio", packed({"bomb": b"0" * 90_000, "z.txt": b"fine"}), "grows", 1),
    ("a member over the limit", packed({"big": b"0" * 200_000, "z.txt": b"fine"}, zipfile.ZIP_STORED), "most", 1),
    ("too much together", packed({c: bytes(60_000) for c in "abc"}, zipfile.ZIP_STORED), "more than", 2),
    ("too many members", packed({f"{i}.txt": b"x" for i in range(5)}), "members", 3),
    ("a path that climbs", packed({"../../etc/passwd": b"x", "z.txt": b"fine"}), "climbs", 1),
    ("an absolute path", packed({"/etc/passwd": b"x", "z.txt": b"fine"}), "climbs", 1),
    ("a drive letter", packed({"C:\\boot.ini": b"x", "z.txt": b"fine"}), "climbs", 1),
    ("an encrypted member", encrypted(), "encrypted", 0),
    ("archives three deep", packed({"a.zip": packed({"b.zip": packed({"c": b"x"})})}), "archives", 0),
    ("a damaged archive", b"PK\x03\x04" + b"\xff" * 40, "damaged", 0),
]  # fmt: skip


@pytest.mark.parametrize(("archive", "word", "beside"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_unsafe_is_refused_by_name_and_the_rest_is_read(
    tmp_path: Path, archive: bytes, word: str, beside: int
) -> None:
    (tmp_path / "x.zip").write_bytes(archive)
    found = read(tmp_path / "x.zip", SMALL)
    (refused,) = (item for item in found if isinstance(item, SourceRefused))
    assert word in str(refused)
    assert "x.zip" in str(refused)
    assert sum(isinstance(item, RawFile) for item in found) == beside


def test_a_list_that_lies_about_a_size_does_not_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(flattered())
    (found,) = read(tmp_path / "x.zip", SMALL)
    assert isinstance(found, SourceRefused) or len(found.data) <= SMALL.file


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=300), cut=st.integers(0, 200))
def test_any_bytes_give_files_or_named_refusals(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int
) -> None:
    # Rule: reading a source is total, whatever a broken download left in it.
    path = tmp_path_factory.mktemp("any") / "x.zip"
    path.write_bytes(packed({"a.txt": data})[:cut] + data)
    for item in files.read([path]):
        assert isinstance(item, (RawFile, SourceError))
