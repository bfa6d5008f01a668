"""Any bytes give documents or a named error, in bounded time: random bytes, mutated files, cut files.

Rule (DESIGN.md, "Evidence and honesty"): a document that is truncated, empty or of unknown kind is
reported by name and reason, and the run goes on.
"""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.errors import RecallingError
from loaders.formats import doc, read
from tests.made import docx, raw, resolution_lines
from tests.made import pdf as made_pdf

SECONDS = 20.0  # generous: a slow shared machine; a hang or a quadratic step is far beyond it

COVER = "Resolution adopted by the General Assembly on 21 December 2012\n\n67/225. Title\n\nThe General Assembly,\n\n"
AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><preamble>'
    '<container name="Recalling"><p><span class="italic">Recalling</span> its resolution 55/2,'
    '<authorialNote marker="1"><p>A/67/1.</p></authorialNote></p>'
    "</container></preamble></statement></akomaNtoso>"
)
MARC = '<record><datafield tag="191"><subfield code="a">A/RES/67/225</subfield></datafield></record>'
HTML = f"<html><body><p>{COVER.replace(chr(10) * 2, '</p><p>')}Recalling<sup>1</sup>,</p></body></html>"
SAMPLES: dict[str, bytes] = {
    "text": (COVER + "Recalling its resolution 55/2,1\n\n1. Takes note;\n\n1 A/67/1.\n").encode(),
    "html": HTML.encode(),
    "akn4un": AKN.encode(),
    "marcxml": f"<collection>{MARC}</collection>".encode(),
    "word": docx([*COVER.split("\n\n"), "Recalling,{2}"], {2: "A/67/1."}, ["A/RES/67/225"]),
    "pdf": made_pdf([resolution_lines()]),
}


@pytest.fixture(autouse=True)
def _no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fallback program is not what is tested here."""
    monkeypatch.setattr(doc, "antiword", lambda: None)


class TooSlowError(Exception):
    """The time budget is spent."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Interrupt what takes more processor time; a pattern that backtracks is interrupted too."""

    def stop(_signum: int, _frame: object) -> None:
        raise TooSlowError(f"over {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def total(data: bytes) -> None:
    """Read, and accept nothing but documents or a named error."""
    try:
        with within(SECONDS):
            documents = read(raw(data, "fuzzed"))
    except RecallingError as error:
        assert "fuzzed" in str(error)
    else:
        assert documents
        for document in documents:
            for part in document.parts:
                assert all(0 <= mark.offset <= len(part.text) for mark in part.marks)


def mutated(data: bytes, seed: int) -> bytes:
    """A few bytes changed, a stretch dropped or doubled, or the end cut off."""
    chance = random.Random(seed)  # noqa: S311 - mutations, not secrets
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) or 1)
        length = chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at:at] = chance.choice(
                    [b"<", b">", b"\0" * 9, b"\xff\xfe", b"(((((", b"&#x0;", b"<w:p>", b"]]>", b"99999999999"]
                )
            case _:
                del out[len(out) - length :]
        if not out:
            break
    return bytes(out)


FUZZED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZED
@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    total(data)


@FUZZED
@given(
    st.sampled_from(
        [
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<akomaNtoso",
            b"<html>",
            b"<collection ",
            b"\xff\xfe",
        ]
    ),
    st.binary(max_size=300),
)
def test_bytes_behind_a_known_beginning(head: bytes, data: bytes) -> None:
    total(head + data)


@FUZZED
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text(text: str) -> None:
    total(text.encode())
    total((COVER + text).encode())


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_documents(name: str) -> None:
    assert read(raw(SAMPLES[name], "fuzzed"))


@pytest.mark.parametrize("name", SAMPLES)
@FUZZED
@given(seed=st.integers(0, 2**32))
def test_mutated_samples(name: str, seed: int) -> None:
    total(mutated(SAMPLES[name], seed))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cut_of_a_sample(name: str) -> None:
    data = SAMPLES[name]
    for length in range(0, len(data), max(1, len(data) // 40)):
        total(data[:length])


LONG = {
    # one line of a megabyte or more, and markup without end, in every format that can hold it
    "a word": b"a" * 2**20,
    "spaces": COVER.encode() + b" " * 2**20 + b"x",
    "digits": COVER.encode() + b"1" * 2**20,
    "parentheses": COVER.encode() + b"(" * 2**19 + b"a)" * 2**18,
    "numbers": COVER.encode() + b"1. (a) (i) " * 2**17,
    "marks": COVER.encode() + b"word,1 " * 2**17,
    "symbols": COVER.encode() + b"A/RES/55/2/" * 2**16,
    "lines": COVER.encode() + b"x\n\n" * 2**16,
    "open tags": b"<html>" + b"<div>" * 2**17,
    "attributes": b"<html><p " + b"a=b " * 2**17 + b">",
    "closed tags": b"<html>" + b"</p>" * 2**18,
    "lists": b"<html><body>" + b"<ol><li>" * 2**15 + b"The General Assembly,",
    "notes of one number": b"<html><body>The General Assembly,<p>x<sup>1</sup>" + b"<p><sup>1</sup> x" * 2**14,
    "deep XML": b"<akomaNtoso>" + b"<p>" * 2**16,
    "word line": docx([*COVER.split("\n\n"), "Recalling " + "its resolution 55/2 " * 2**16]),
}


@pytest.mark.parametrize("data", LONG.values(), ids=LONG)
def test_megabyte_lines_and_endless_markup(data: bytes) -> None:
    total(data)


REAL = (
    "word/67_290.doc", "word/N1745505.DOC", "pairs/pdf/A_RES_78_106.pdf", "pairs/pdf/A_RES_78_106.xml",
    "pairs/word/A_RES_72_14.txt", "marcxml/session_78_committee_3_drafts.xml",
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_mutated_real_files(name: str, shared: Path) -> None:
    data = (shared / "data" / name).read_bytes()
    for seed in range(25):
        total(mutated(data, seed))
    for share in (1, 3, 5, 7, 9):
        total(data[: len(data) * share // 10])
