"""``recalling lineage`` as a user meets it: each question, each format, wrong usage."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graph.build import sample
from graph.cli import main
from loaders import corpus, pipeline
from loaders.records import Document
from tests.documents import document, reference
from tests.lineages import resolution

TEXT = "A/RES/67/225"
EXTENDED = "Decides to extend until {} the mandate of UNMHA;"


class Ran:
    """One run: its exit status and what it printed."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


class Lineage:
    """Runs ``recalling lineage`` on some records and catches what it prints."""

    def __init__(self, capfd: pytest.CaptureFixture[str], records: Path) -> None:
        self._capfd, self._records = capfd, records

    def __call__(self, *arguments: str) -> Ran:
        self._capfd.readouterr()
        status = main(["lineage", *arguments, "--from", str(self._records)])
        sys.stdout.flush()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        return Ran(status, out, err)

    def json(self, *arguments: str) -> dict[str, object]:
        ran = self(*arguments, "--format", "json")
        assert ran.status == 0, ran.err
        told: dict[str, object] = json.loads(ran.out)
        return told

    def csv(self, *arguments: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self(*arguments, "--format", "csv").out)))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lineage") / "records.jsonl"
    texts = [each for each in pipeline.load([sample()]) if isinstance(each, Document)]
    texts += [
        resolution("A/RES/69/235", "Industrial development cooperation",
                   "Recalling its resolutions 65/175 and 67/225 on industrial development cooperation,"),
        resolution("S/RES/2505(2020)", "", EXTENDED.format("15 July 2020"), adopted=date(2020, 1, 13)),
        resolution("S/RES/2534(2020)", "", EXTENDED.format("15 July 2021"), adopted=date(2020, 7, 14)),
        document("A/RES/70/1", reference("69/235", target="A/RES/69/235"), title="=1+1 \x1b[31m", body="unga"),
    ]  # fmt: skip
    corpus.write(path, texts)
    return path


@pytest.fixture
def lineage(capfd: pytest.CaptureFixture[str], records: Path) -> Lineage:
    return Lineage(capfd, records)


def test_series_is_a_tree_with_its_evidence(lineage: Lineage) -> None:
    ran = lineage(TEXT, "--series")
    lines = ran.out.splitlines()
    assert ran.status == 0
    assert lines[0] == "Industrial development cooperation: series, biennial, 11 texts known (inferred)"
    order = [line.split()[1] for line in lines if line.startswith(("├── A/", "└── A/"))]
    assert order[:3] == ["A/RES/69/235", TEXT, "A/RES/65/175"]
    assert order[-1] == "A/RES/49/108"
    assert any("subject +3 “industrial development cooperation” (A/RES/67/225 pp1)" in line for line in lines)


def test_series_as_json_says_that_it_is_inferred(lineage: Lineage) -> None:
    told = lineage.json("a/res/67/225", "--series")
    assert (told["work"], told["inferred"], told["period"]) == (TEXT, True, "biennial")
    assert (told["latest"], told["predecessor"], told["successors"]) == (
        "A/RES/69/235",
        "A/RES/65/175",
        ["A/RES/69/235"],
    )


def test_generations_as_csv(lineage: Lineage) -> None:
    rows = lineage.csv("A/RES/70/1", "--ancestors", "--kind", "resolution", "--relation", "recalls")
    by_work = {row["work"]: row for row in rows}
    assert by_work["A/RES/69/235"]["generation"] == "1"
    assert (by_work[TEXT]["generation"], by_work[TEXT]["through"]) == ("2", "A/RES/69/235")
    assert by_work["A/RES/49/108"]["generation"] == "3"
    assert {row["kind"] for row in rows} == {"resolution"}
    assert {row["generation"] for row in lineage.csv("A/RES/70/1", "--ancestors", "--generations", "1")} == {"1"}


def test_descendants_and_dates(lineage: Lineage) -> None:
    told = [row["work"] for row in lineage.csv("A/RES/65/175", "--descendants")]
    assert told == [TEXT, "A/RES/69/235", "A/RES/70/1"]
    assert [row["work"] for row in lineage.csv("A/RES/65/175", "--descendants", "--until", "2013-01-01")] == [TEXT]


def test_difference(lineage: Lineage) -> None:
    rows = lineage.csv("A/RES/69/235", "--diff", TEXT)
    changes = {row["work"]: row["change"] for row in rows}
    assert (changes[TEXT], changes["A/RES/65/175"], changes["A/RES/60/1"]) == ("added", "kept", "dropped")
    assert "dropped" in lineage("A/RES/69/235", "--diff", TEXT).out


def test_main_path_and_paths(lineage: Lineage) -> None:
    told = lineage.json(TEXT, "--main-path")
    works = [row["work"] for row in told["rows"]]  # type: ignore[attr-defined]
    assert works[:3] == ["A/RES/70/1", "A/RES/69/235", TEXT]
    paths = lineage.json("A/RES/70/1", "--path", "A/RES/65/175")
    assert (paths["paths"], paths["truncated"]) == (2, False)


def test_mandate_and_how_it_stands(lineage: Lineage) -> None:
    out = lineage("S/RES/2505(2020)", "--mandate", "--on", "2021-01-01").out
    assert "UNMHA: in force on 2021-01-01 until 2021-07-15" in out
    assert (
        "lapsed on 2021-08-01 (no held text extends it beyond 2021-07-15; one not held may)"
        in lineage("S/RES/2505(2020)", "--mandate", "--on", "2021-08-01").out
    )
    rows = lineage.csv("S/RES/2505(2020)", "--mandate")
    assert [(row["work"], row["until"]) for row in rows] == [
        ("S/RES/2534(2020)", "2021-07-15"),
        ("S/RES/2505(2020)", "2020-07-15"),
    ]
    assert "acts on no mandate" in lineage(TEXT, "--mandate").out


QUESTIONS = [(), ("--series",), ("--ancestors",), ("--descendants",), ("--main-path",), ("--mandate",),
             ("--diff", "A/RES/69/235"), ("--path", "A/RES/49/108")]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("form", ["tree", "json", "csv", "graphml"])
def test_every_question_in_every_format_into_a_file(
    lineage: Lineage, tmp_path: Path, question: tuple[str, ...], form: str
) -> None:
    out = tmp_path / f"told.{form}"
    ran = lineage(TEXT, *question, "--format", form, "--out", str(out))
    assert (ran.status, ran.out) == (0, "")
    data = out.read_bytes()
    assert data
    assert data == lineage(TEXT, *question, "--format", form).out.encode()  # the same each time, and in a pipe
    if form == "json":
        assert json.loads(data)["question"]
    if form == "graphml":
        told = nx.read_graphml(out)
        assert TEXT in told
        assert all("relation" in attributes for *_, attributes in told.edges(data=True))


def test_words_of_documents_cannot_act_on_a_terminal_or_a_spreadsheet(lineage: Lineage) -> None:
    assert "\x1b" not in lineage("A/RES/70/1").out + lineage("A/RES/69/235", "--descendants", "--format", "csv").out
    assert lineage.csv("A/RES/69/235", "--descendants")[0]["title"].startswith("'=1+1")
    assert lineage("A/RES/70/1", "--ancestors", "--format", "graphml").status == 0  # XML cannot hold an escape


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("A/RES/1/1", "--series"), 1, "neither held nor cited"),
        (("no symbol",), 1, "neither held nor cited"),
        ((TEXT, "--diff", "A/RES/65/175"), 1, "cited but not held"),
        ((TEXT, "--series", "--ancestors"), 2, "one question at a time"),
        ((TEXT, "--relation", "recals"), 2, "there is none"),
        ((TEXT, "--body", "nobody"), 2, "there is none"),
        ((TEXT, "--kind", "poem"), 2, "there is none"),
        ((TEXT, "--since", "yesterday"), 2, "--since"),
        ((TEXT, "--generations", "0"), 2, "--generations"),
    ],
)
def test_what_cannot_be_answered(lineage: Lineage, arguments: tuple[str, ...], status: int, said: str) -> None:
    ran = lineage(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert said in " ".join(ran.err.split())
