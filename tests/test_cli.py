"""The command line as a user meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graph import queries
from graph.build import sample
from graph.cli import app, main
from graph.store.prefixes import PREFIXES

NINE = [
    ("A/RES/49/108", "1994-12-19"),
    ("A/RES/51/170", "1996-12-16"),
    ("A/RES/53/177", "1998-12-15"),
    ("A/RES/55/187", "2000-12-20"),
    ("A/RES/57/243", "2002-12-20"),
    ("A/RES/59/249", "2004-12-22"),
    ("A/RES/61/215", "2006-12-20"),
    ("A/RES/63/231", "2008-12-19"),
    ("A/RES/65/175", "2010-12-20"),
]


class Ran:
    """One run of the command: its exit status and what it printed."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


class Recalling:
    """Runs ``recalling`` in this process and catches what it prints."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *arguments: str | Path) -> Ran:
        self._capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        return Ran(status, out, err)


@pytest.fixture
def recalling(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recalling:
    monkeypatch.chdir(tmp_path)
    return Recalling(capfd)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once."""
    folder = tmp_path_factory.mktemp("output")
    assert main(["build", "--out", str(folder), "--quiet"]) == 0
    return folder


def test_build_of_the_sample_says_what_it_did(recalling: Recalling) -> None:
    ran = recalling("build")
    assert ran.status == 0
    for words in ("documents   1", "references  ", "relation  recalls ", "kind      ", "unresolved  "):
        assert words in ran.out
    for suffix in (".ttl", ".html", ".jsonl"):
        assert Path(f"output/A_RES_67_225{suffix}").stat().st_size > 1000
        assert f"wrote       output/A_RES_67_225{suffix}" in ran.out


def test_quiet_prints_nothing(recalling: Recalling) -> None:
    ran = recalling("build", "--quiet", "--out", "elsewhere", "--name", "my build")
    assert (ran.out, ran.err, ran.status) == ("", "", 0)
    assert Path("elsewhere/my_build.ttl").exists()


def test_nine_predecessors_in_order_of_date(recalling: Recalling, built: Path) -> None:
    ran = recalling("query", "predecessors", "--param", "symbol=A/RES/67/225", "--format", "csv", "--from", built)
    assert [tuple(line.split(",")[:2]) for line in ran.out.splitlines()[1:]] == NINE


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_query_formats(recalling: Recalling, built: Path, engine: str) -> None:
    select = 'SELECT ?t { ?t dcterms:identifier "A/RES/49/108" }'
    options = ("--from", built, "--engine", engine)
    iri = "https://w3id.org/recalling/id/unga/49-108"
    assert "ga:49-108" in recalling("query", select, *options).out
    assert recalling("query", select, "-f", "csv", *options).out.splitlines() == ["t", iri]
    rows = json.loads(recalling("query", select, "-f", "json", *options).out)
    assert rows["results"]["bindings"] == [{"t": {"type": "uri", "value": iri}}]
    turtle = recalling("query", "neighbourhood", "-f", "turtle", *options).out
    assert "cito:cites" in turtle and "A/RES/49/108" in turtle


def test_query_by_file_and_from_a_pipe(recalling: Recalling, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mine.rq").write_text("ASK { ?s cito:cites ?o }", encoding="utf-8")
    assert recalling("query", "mine.rq", "--from", built).out == "yes\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s <urn:none> ?o }"))
    assert recalling("query", "-", "--from", built).out == "no\n"


def test_query_reads_records_rdf_stores_and_folders(recalling: Recalling, built: Path) -> None:
    assert recalling("build", "--store", "st", "--quiet").status == 0
    for place in (built, built / "A_RES_67_225.ttl", built / "A_RES_67_225.jsonl", "st"):
        rows = recalling("query", "citations", "-f", "csv", "--from", place).out
        assert "A/RES/49/108,recalls,Recalling,pp1,1994-12-19" in rows, place


def test_query_list_and_text(recalling: Recalling) -> None:
    listed = recalling("query", "--list").out
    assert listed.count("competency questions") == listed.count("A sample is") == 1
    assert all(f"{packaged.name}\n    {packaged.question}" in listed for packaged in queries.every())
    assert recalling("query", "--prefixes").out.count("PREFIX ") == len(PREFIXES)
    text = recalling("query", "cited-by", "--text").out
    assert text.startswith("PREFIX cito: <http://purl.org/spar/cito/>")
    assert '"A/RES/66/288"' in text


def test_row_limit_is_said(recalling: Recalling, built: Path) -> None:
    ran = recalling("query", "SELECT * { ?s ?p ?o }", "--limit", "3", "-f", "csv", "--from", built)
    assert len(ran.out.splitlines()) == 4
    assert "only the first 3 rows" in ran.err


FAILURES = [
    # (arguments, exit status, words on standard error)
    (["query", "SELECT ?x { ?x foo:bar ?y }"], 1, "line 1, column 16: the prefix foo:"),
    (["query", "DROP ALL"], 1, "DROP would change the data"),
    (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"], 1, "SERVICE can make the engine fetch"),
    (["query", "predecesors"], 2, "predecessors"),
    (["query", "citations", "--param", "sybmol=x"], 2, "no parameter"),
    (["query", "citations", "--param", "symbol"], 2, "name=value"),
    (["query"], 2, "give a query"),
    (["query", "citations", "--format", "yaml"], 2, "yaml"),
    (["query", "citations", "--format", "turtle"], 1, "turtle is for CONSTRUCT"),
    (["query", "nothere.rq"], 1, "nothere.rq"),
    (["show", "A/RES/1/1"], 1, "neither held nor cited"),
    (["show", "67/1"], 1, "A/RES/67/1: neither held nor cited"),
    (["show", "sixty-seven"], 1, "expected e.g. A/RES/67/225"),
    (["lineage", "sixty-seven"], 1, "expected e.g. A/RES/67/225"),
    (["fetch", "A/RSE/65/175"], 2, "did you mean A/RES/65/175?"),
    (["show"], 2, "Missing argument"),
    (["extract"], 2, "standard input"),
    (["export"], 2, "--format"),
    (["check", "--only", "spelling"], 2, "date-differs"),
    (["nonsense"], 2, "No such command"),
    (["build", "--workers", "-1"], 2, "--workers"),
]


@pytest.mark.parametrize(("arguments", "status", "words"), FAILURES)
def test_failures_are_one_clear_message(
    recalling: Recalling, built: Path, arguments: list[str], status: int, words: str
) -> None:
    from_built = ["--from", str(built)] if arguments[0] in {"query", "show", "lineage", "export", "check"} else []
    ran = recalling(*arguments, *from_built)
    assert ran.status == status
    assert words in ran.err.replace("\n│ ", " ")
    assert ran.out == ""


def test_nothing_built_yet_says_what_to_do(recalling: Recalling) -> None:
    ran = recalling("query", "citations")
    assert (ran.status, "recalling build" in ran.err) == (1, True)


BAD_INPUTS = [
    ("missing.txt", None, "missing.txt"),
    ("empty.txt", b"  \n", "empty.txt"),
    ("binary.bin", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), "binary.bin"),
    ("recipe.txt", b"Take two eggs and some flour.\n\nBake for an hour.\n", "recipe.txt"),
    ("cut.xml", b"<akomaNtoso><statement name='resolution'><preface>", "cut.xml"),
]


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize(("name", "data", "words"), BAD_INPUTS)
def test_bad_input_is_named_and_the_others_still_done(
    recalling: Recalling, command: str, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    ran = recalling(command, name, sample())
    assert ran.status == 1
    complaints = [line for line in ran.err.splitlines() if line.startswith("recalling:")]
    assert len(complaints) == 1 and words in complaints[0]
    assert Path("output/A_RES_67_225.ttl").exists() if command == "build" else "A/RES/49/108" in ran.out


@pytest.mark.parametrize("command", ["build", "extract"])
def test_an_empty_folder_is_named(recalling: Recalling, command: str) -> None:
    Path("texts").mkdir()
    ran = recalling(command, "texts")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "recalling: texts: there are no files in this folder; give one with texts in it\n"


def test_a_port_that_is_taken_is_named(recalling: Recalling, built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = recalling("serve", "--port", str(port), "--from", built)
    assert ran.status == 1
    assert ran.err.startswith(f"recalling: port {port} cannot be had: ")
    assert ran.err.endswith("; --port 0 takes a free one\n") and ran.err.count("\n") == 1


def test_only_bad_input_builds_nothing(recalling: Recalling) -> None:
    assert recalling("build", "missing.txt").status == 1
    assert not Path("output").exists()


def test_extract_prints_one_object_a_reference(recalling: Recalling) -> None:
    ran = recalling("extract", sample(), "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["target"], row["date_earliest"]) for row in rows if row["part"] == "pp1"][:9] == NINE
    assert recalling("extract", sample(), "--out", "rows.jsonl").out == ""
    assert Path("rows.jsonl").read_text("utf-8") == ran.out


def test_extract_reads_standard_input(recalling: Recalling, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(Path(sample()).read_bytes())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert "A/RES/49/108" in recalling("extract", "-").out


@pytest.mark.parametrize("command", ["show", "lineage"])
def test_the_short_form_is_the_general_assemblys(recalling: Recalling, built: Path, command: str) -> None:
    whole = recalling(command, "A/RES/67/225", "--from", built)
    assert (whole.status, whole.out) == (0, recalling(command, "67/225", "--from", built).out)


def test_version(recalling: Recalling) -> None:
    ran = recalling("--version")
    assert (ran.status, ran.err) == (0, "") and ran.out.startswith("recalling")


def test_show_groups_by_relation(recalling: Recalling, built: Path) -> None:
    out = recalling("show", "a/res/67/225", "--from", built).out
    assert "Industrial development cooperation" in out
    recalls = out[out.index("recalls") :]
    assert "A/RES/49/108  1994-12-19" in recalls
    assert recalling("show", "A/RES/49/108", "--from", built).out.count("A/RES/67/225  recalls  pp1") == 1


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csv", "jsonl"])
def test_export_every_format_twice_the_same(recalling: Recalling, built: Path, form: str) -> None:
    first = recalling("export", "--format", form, "--from", built)
    assert first.status == 0
    assert "49/108" in first.out
    assert recalling("export", "--format", form, "--from", built, "--out", f"x.{form}").out == ""
    assert Path(f"x.{form}").read_bytes().decode() == first.out


def test_check_prints_findings_for_people_and_programs(recalling: Recalling, built: Path) -> None:
    people = recalling("check", "--from", built)
    assert people.status == 0
    assert "not-held" in people.out and "A/RES/49/108 is cited" in people.out
    rows = [json.loads(line) for line in recalling("check", "--from", built, "--format", "jsonl").out.splitlines()]
    assert {"code", "severity", "message", "target"} <= rows[0].keys()
    assert recalling("check", "--only", "date-differs", "--strict", "--from", built).status == 0


def test_store_is_added_to_and_the_unchanged_is_skipped(recalling: Recalling) -> None:
    assert "store       1 added, 0 replaced, 0 unchanged" in recalling("build", "--store", "st").out
    assert "store       0 added, 0 replaced, 1 unchanged" in recalling("build", "--store", "st").out
    assert "A/RES/49/108" in recalling("show", "A/RES/67/225", "--from", "st").out


def test_every_command_has_an_example() -> None:
    for command in app.registered_commands:
        text = command.callback.__doc__ if command.callback else None
        assert text and "Example: `recalling " in text, command.name


def test_a_closed_pipe_is_no_error_message() -> None:
    code = f"import sys; from graph.cli import main; sys.exit(main(['extract', {sample()!r}]))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    process.wait()


def test_help_loads_nothing_heavy() -> None:
    """The help is there in a blink: none of the large libraries may be imported for it."""
    code = (
        "import sys; from graph.cli import main; main(['--help']); "
        "heavy = {'rdflib', 'pyoxigraph', 'networkx', 'lxml', 'requests', 'pyvis'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"
