"""Every format: the same data, the same bytes, readable by the tools it is for."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph import exports, rdf
from graph.analysis.statements import statements
from graph.exports import jsonld
from graph.exports.compact import Names
from graph.exports.graphs import all_graphs
from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.rdf import Settings
from graph.rdf.terms import n_quads
from loaders.errors import RecallingError
from loaders.records import Part, PartKind, Section
from tests.documents import cited, document, reference, rich

# rdflib warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)

SETTINGS = Settings(version="1.0")
QUADS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "rdfxml": ox.RdfFormat.RDF_XML}


def lineage() -> Lineage:
    """Two languages of one text, what it cites, and a text that succeeds another (so that something is inferred)."""
    title = "Industrial development cooperation"
    recalled = reference("65/175", target="A/RES/65/175", subject="on industrial development cooperation")
    older = document("A/RES/65/175", title=title, body="unga", adopted=date(2010, 12, 20))
    newer = document("A/RES/69/235", recalled, title=title, body="unga", adopted=date(2014, 12, 19))
    return Lineage.of([rich(), rich("fr"), cited(), older, newer])


def written(name: str, of: Lineage | None = None, settings: Settings = SETTINGS) -> bytes:
    out = io.BytesIO()
    exports.write(name, of or lineage(), out, settings)
    return out.getvalue()


def quads(data: bytes, syntax: ox.RdfFormat) -> set[tuple[str, ...]]:
    return {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in ox.parse(data, format=syntax)}


def expected(settings: Settings = SETTINGS) -> set[tuple[str, ...]]:
    return quads(b"".join(map(n_quads, all_graphs(lineage(), settings))), ox.RdfFormat.N_QUADS)


@pytest.mark.parametrize("name", QUADS)
def test_quads_come_back_equal(name: str) -> None:
    assert quads(written(name), QUADS[name]) == expected()


@pytest.mark.parametrize("name", TRIPLES)
def test_triples_come_back_equal(name: str) -> None:
    assert {q[:3] for q in quads(written(name), TRIPLES[name])} == {q[:3] for q in expected()}


@pytest.mark.parametrize(("name", "syntax"), [("jsonld", "json-ld"), ("trig", "trig"), ("nquads", "nquads")])
def test_rdflib_reads_the_same_quads(name: str, syntax: str) -> None:
    read = rdflib.Dataset()
    read.parse(data=written(name), format=syntax)
    inferred = statements(lineage())
    assert set(read.quads()) == set(rdf.dataset(lineage(), SETTINGS, inferred).quads())


@pytest.mark.parametrize("name", [*QUADS, *TRIPLES])
def test_other_base_comes_back_too(name: str) -> None:
    elsewhere = Settings(Identifiers("https://data.example.org/un/"), "1.0")
    read = quads(written(name, settings=elsewhere), (QUADS | TRIPLES)[name])
    assert {q[:3] for q in read} == {q[:3] for q in expected(elsewhere)}


def test_json_ld_reads_with_the_published_context_by_its_address() -> None:
    """The context file is what a server would send for its address: the same quads, context written out or not."""
    data = json.loads(written("jsonld"))
    data["@context"][0] = jsonld.CONTEXT
    file = json.loads((Path(jsonld.__file__).parents[1] / "context.jsonld").read_text(encoding="utf-8"))
    data["@context"][0] = file["@context"]
    assert quads(json.dumps(data).encode(), ox.RdfFormat.JSON_LD) == expected()


def test_context_has_a_term_for_every_property() -> None:
    used = {term for node in _nodes() for term in node}
    assert sorted(term for term in used if ":" in term) == []


def _nodes() -> list[dict[str, object]]:
    return [node for graph in json.loads(written("jsonld"))["@graph"] for node in graph["@graph"]]


def test_turtle_reads_well() -> None:
    text = written("turtle").decode()
    assert "[" not in "".join(line for line in text.splitlines() if '"' not in line)  # no blank node
    assert 'ga:67-225 a undo:Resolution ;\n  dcterms:identifier "A/RES/67/225"' in text
    assert "eli:date_document" in text[text.index("ga:67-225 a ") :].split(" .\n")[0]  # all of a work in one place
    assert "cito:hasCitedEntity ga:49-108" in text
    assert "undo:hasSemantics rel:recalls" in text
    assert "oa:start 26" in text
    assert text.index("ref_pp1_2>") < text.index("ref_pp2_1>")


def test_names_are_short_only_where_turtle_allows() -> None:
    names = Names()
    base = "https://w3id.org/recalling/"
    assert names.short(f"{base}id/unga/67-225") == "ga:67-225"
    assert names.short(f"{base}id/unga/67-225/pp1") == "<id/unga/67-225/pp1>"
    assert names.short(f"{base}id/doc/A-CONF.157-24(PartI)") == "<id/doc/A-CONF.157-24(PartI)>"
    assert names.short(f"{base}id/doc/A-67-441-Add.") == "<id/doc/A-67-441-Add.>"
    assert names.short("https://example.org/x") == "<https://example.org/x>"


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_every_format_is_the_same_to_the_byte_whatever_the_hash_seed(seed: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from graph import exports; from graph.rdf import Settings\n"
        "from tests.test_exports import lineage\n"
        "for name in exports.FORMATS:\n"
        "    exports.save(name, lineage(), Path(sys.argv[1]) / name, Settings(version='1.0'))\n"
    )
    root = Path(__file__).parents[1]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    env.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, cwd=root, env=env)
    assert {name: (tmp_path / name).read_bytes() == written(name) for name in exports.FORMATS} == dict.fromkeys(
        exports.FORMATS, True
    )


def test_documents_in_another_order_give_the_same_linked_data() -> None:
    turned = Lineage.of(reversed(lineage().documents))
    for name in [*QUADS, *TRIPLES]:
        assert written(name, turned) == written(name)


def test_what_is_inferred_is_in_its_own_graph() -> None:
    said = [quad for quad in quads(written("trig"), ox.RdfFormat.TRIG) if quad[1].endswith("ontology#predecessor>")]
    assert {quad[3] for quad in said} == {"<https://w3id.org/recalling/graph/inferred>"}


def test_graphml_is_typed_and_complete() -> None:
    graph = nx.read_graphml(io.BytesIO(written("graphml")), force_multigraph=True)
    assert graph.nodes["A/RES/49/108"]["year"] == 1994
    assert graph.nodes["A/RES/67/225"]["held"] is True
    assert graph.number_of_edges() == len(lineage().edges)
    assert {type(data["start"]) for *_, data in graph.edges(data=True)} == {int}


def test_gexf_has_every_edge_and_no_date_of_today() -> None:
    data = written("gexf")
    graph = nx.read_gexf(io.BytesIO(data))
    assert graph.number_of_edges() == len(lineage().edges)
    assert b"lastmodifieddate" not in data
    stamped = Settings(version="1.0", when=datetime(2026, 1, 2, tzinfo=UTC))
    assert b'lastmodifieddate="2026-01-02"' in written("gexf", settings=stamped)


def test_csv_has_a_row_for_every_reference_resolved_or_not() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))
    assert len(rows) == 15
    assert sum(row["target"] == "" and row["cited"] == "" for row in rows) == 2
    assert rows[0]["document"] == "A/RES/67/225"


def test_jsonl_has_works_and_references() -> None:
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    assert [row["type"] for row in rows].count("work") == len(lineage().nodes)
    assert [row for row in rows if row["type"] == "reference" and row["target"] is None]
    assert {row["iri"] for row in rows if row.get("id") == "A/RES/67/225"} == {
        "https://w3id.org/recalling/id/unga/67-225"
    }


@pytest.mark.parametrize("name", exports.FORMATS)
def test_hostile_text_stays_text(name: str) -> None:
    """Control characters, markup and quotes of a document break no format."""
    words = "49/108</p>\x0b\x00 \"\"\" ''' ]]> & \u2028 \U0001f600 \\u0041\r\n"
    hostile = document("A/RES/67/225", reference(words, target="A/RES/49/108", subject=words), title=words)
    data = written(name, Lineage.of([hostile]))
    if name in QUADS | TRIPLES:
        objects = {
            str(q.object.value) for q in ox.parse(data, format=(QUADS | TRIPLES)[name]) if hasattr(q.object, "value")
        }
        kept = words if name != "rdfxml" else words.replace("\x0b", "\ufffd").replace("\x00", "\ufffd")
        assert kept in objects
    elif name in {"graphml", "gexf"}:
        assert ET.fromstring(data) is not None  # noqa: S314 - our own output
    elif name == "jsonl":
        assert all(json.loads(line) for line in data.split(b"\n") if line)
    else:
        assert any(row["text"] == words for row in csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_empty_lineage_can_be_written(tmp_path: Path) -> None:
    for name, each in exports.FORMATS.items():
        exports.save(name, Lineage.of([]), tmp_path / f"x{each.suffix}", SETTINGS)
        assert (tmp_path / f"x{each.suffix}").exists()


def test_document_without_parts_can_be_written() -> None:
    bare = document("A/RES/67/225", title=None)
    for name in exports.FORMATS:
        assert written(name, Lineage.of([bare]))


def test_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("before")
    monkeypatch.setattr("graph.exports.turtle.write_graphs", _fail)
    with pytest.raises(OSError, match="disk full"):
        exports.save("turtle", lineage(), path, SETTINGS)
    assert [file.name for file in tmp_path.iterdir()] == ["x.ttl"]
    assert path.read_text() == "before"


def _fail(*_: object) -> None:
    raise OSError("disk full")


def test_unknown_format_names_those_there_are() -> None:
    with pytest.raises(RecallingError, match="no format 'owl'; there are: turtle, trig"):
        exports.find("owl")


def test_part_of_every_kind_has_a_class() -> None:
    parts = tuple(Part(f"x{n}", kind, Section.ANNEX, "text") for n, kind in enumerate(PartKind))
    data = written("turtle", Lineage.of([document("A/RES/67/225", parts=parts)])).decode()
    assert all(f"<id/unga/67-225/x{n}> a " in data for n in range(len(PartKind)))
