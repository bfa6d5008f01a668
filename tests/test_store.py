"""The stores: one behaviour on every engine, adding that is all or nothing, and limits that hold."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import rdf
from graph.exports.graphs import all_graphs
from graph.lineage import Lineage
from graph.store import open_store
from graph.store.answers import Term
from graph.store.disk import DiskStore
from graph.store.errors import (
    MalformedQuery,
    QueryTimeout,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    UpdateRefused,
)
from graph.store.interface import GraphData, Store
from graph.store.limits import within
from graph.store.memory import RdflibStore
from graph.store.oxigraph import OxigraphStore
from graph.store.paths import bounded
from graph.store.prepared import prepare
from graph.store.sparql import limited, tokens, with_prefixes
from graph.store.sync import Change, data_of, forget, sync
from loaders.records import Document
from tests.documents import cited, document, reference, rich
from tests.test_queries import small_world

A = GraphData("urn:g:a", b'<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> "two\\nlines" .\n')
B = GraphData("urn:g:b", b"<urn:o> <urn:p> <urn:z> .\n")


@pytest.fixture(params=["rdflib", "oxigraph", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store = {
        "rdflib": RdflibStore,
        "oxigraph": OxigraphStore,
        "disk": lambda: DiskStore(tmp_path / "store"),
    }[request.param]()
    yield opened
    opened.close()


def values(store: Store, sparql: str) -> list[tuple[str | None, ...]]:
    return sorted(store.query(sparql).values(), key=str)


def test_default_graph_is_the_union_of_all(store: Store) -> None:
    store.put([A, B])
    # The path crosses from one named graph into another; without the union it finds nothing.
    assert values(store, "SELECT ?x { <urn:s> <urn:p>+ ?x FILTER(isIRI(?x)) }") == [("urn:o",), ("urn:z",)]
    assert store.graphs() == ("urn:g:a", "urn:g:b")


def test_a_graph_is_replaced_as_a_whole_and_others_stay(store: Store) -> None:
    store.put([A, B])
    store.put([GraphData("urn:g:a", b"<urn:new> <urn:p> <urn:o> .\n")])
    assert values(store, "SELECT ?s ?g { GRAPH ?g { ?s ?p ?o } }") == [("urn:new", "urn:g:a"), ("urn:o", "urn:g:b")]


def test_add_leaves_what_is_there(store: Store) -> None:
    store.put([A])
    store.add([GraphData("urn:g:a", b"<urn:new> <urn:p> <urn:o> .\n"), B])
    assert values(store, "SELECT DISTINCT ?s { ?s ?p ?o }") == [("urn:new",), ("urn:o",), ("urn:s",)]


def test_drop_removes_a_graph_and_minds_no_absent_one(store: Store) -> None:
    store.put([A, B])
    store.drop(["urn:g:a", "urn:g:none"])
    assert store.graphs() == ("urn:g:b",)


def test_dump_gives_every_quad(store: Store) -> None:
    store.put([A, B])
    out = io.BytesIO()
    store.dump(out)
    assert len([line for line in out.getvalue().splitlines() if line.strip()]) == 3


def test_terms_are_the_same_from_every_engine(store: Store) -> None:
    lines = (
        '<urn:s> <urn:p> "x" .\n'
        '<urn:s> <urn:p> "x"@en .\n'
        '<urn:s> <urn:p> "2012-12-21"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    )
    store.put([GraphData("urn:g", lines.encode())])
    found = {row[0] for row in store.query("SELECT ?o { <urn:s> <urn:p> ?o }").rows}
    date_type = "http://www.w3.org/2001/XMLSchema#date"
    assert found == {Term("literal", "x"), Term("literal", "x", None, "en"), Term("literal", "2012-12-21", date_type)}


def test_forms_of_answers(store: Store) -> None:
    store.put([A])
    assert store.query("ASK { <urn:s> ?p ?o }").truth is True
    built = store.query("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }")
    assert built.columns == ("subject", "predicate", "object")
    assert built.values() == [("urn:o", "urn:p", "urn:s")]


def test_row_limit_cuts_and_says_so(store: Store) -> None:
    store.put([A, B])
    assert store.query("SELECT * { ?s ?p ?o }", limit=2).truncated
    assert len(store.query("SELECT * { ?s ?p ?o }", limit=2).rows) == 2
    assert not store.query("SELECT * { ?s ?p ?o }", limit=3).truncated


def test_time_limit_ends_the_query(store: Store) -> None:
    lines = b"".join(b"<urn:s%d> <urn:p> <urn:o%d> .\n" % (n, n % 7) for n in range(3000))
    store.put([GraphData("urn:g", lines)])
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?i) }"
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"limit of 0\.5 s"):
        store.query(endless, timeout=0.5)
    assert time.monotonic() - began < 5
    # The store is none the worse for it.
    assert store.query("ASK { ?s ?p ?o }", timeout=20).truth is True


def test_a_dying_engine_is_an_error_and_not_a_hang() -> None:
    with pytest.raises(StoreError, match="died"):
        within(20, lambda: os.kill(os.getpid(), signal.SIGKILL))


MALFORMED = [
    # (query, line, column, words of the message)
    ("SELECT ?x { ?x foo:bar ?y }", 1, 16, "foo: is not declared"),
    ("SELECT ?x\nWHERE { ?x ?y }", 2, 15, "} does not fit"),
    ("SELECT * { ?s ?p ?o", 1, 20, "a } is still to come"),
    ('SELECT * { ?s ?p "o }', 1, 18, "never closed"),
    ("", 1, 1, "empty"),
    ("hello world", 1, 1, "expected SELECT"),
    ("SELECT ?x ?y (COUNT(*) AS ?n) { ?x ?y ?z } GROUP BY ?x", 1, 1, "neither grouped nor bound"),
]


@pytest.mark.parametrize(("sparql", "line", "column", "words"), MALFORMED)
def test_malformed_sparql_shows_its_place(store: Store, sparql: str, line: int, column: int, words: str) -> None:
    with pytest.raises(MalformedQuery, match=words.replace("}", r"\}")) as caught:
        store.query(sparql)
    assert (caught.value.line, caught.value.column) == (line, column)
    shown, caret = str(caught.value).splitlines()[1:]
    assert caret.index("^") == 4 + column - 1
    assert shown.strip() == (sparql.splitlines() or [""])[line - 1].strip()


REFUSED = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "PREFIX x: <urn:x>\nDELETE WHERE { ?s ?p ?o }",
    "# a comment that says SELECT\nDROP ALL",
    "LOAD <http://127.0.0.1/x>",
    "CLEAR ALL",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    # rdflib opens what FROM names, Oxigraph calls what SERVICE names.
    "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", REFUSED)
def test_what_would_write_or_reach_out_is_refused(store: Store, sparql: str) -> None:
    store.put([A])
    with pytest.raises(UpdateRefused):
        store.query(sparql)
    assert store.graphs() == ("urn:g:a",)


def test_keywords_inside_words_are_not_keywords(store: Store) -> None:
    store.put([A])
    sparql = 'ASK { ?from <urn:SERVICE> "INSERT DATA" # SERVICE <urn:x>\n }'
    assert store.query(sparql).truth is False


@given(st.text(max_size=200))
def test_any_text_is_tokens_or_nothing_and_spans_select_their_words(text: str) -> None:
    """Rule: a token's half-open span selects exactly its text, in order and without overlap."""
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end


@given(st.text(max_size=80))
def test_any_text_is_answered_or_refused_by_name(text: str) -> None:
    """Rule: whatever is typed as a query gives rows or a `StoreError`, never another exception."""
    try:
        OxigraphStore().query(text)
    except StoreError as error:
        assert str(error)


def test_prefixes_are_added_once_and_only_where_used() -> None:
    text = "PREFIX rcl: <urn:mine#> ASK { ?s rcl:status ?x ; dcterms:title 'rdf:type' }"
    assert (
        with_prefixes(text, {"rcl": "urn:r#", "dcterms": "urn:d#", "rdf": "urn:f#"})
        == f"PREFIX dcterms: <urn:d#>\n{text}"
    )


LIMITED = [
    ("SELECT * { ?s ?p ?o }", True),
    ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }", True),  # an inner limit is not the query's
    ("SELECT * { ?s ?p ?o } LIMIT 3", False),
    ("SELECT * { ?s ?p ?o } VALUES ?s { <urn:s> }", False),
    ("ASK { ?s ?p ?o }", False),
]


@pytest.mark.parametrize(("sparql", "changed"), LIMITED)
def test_limit_for_servers(sparql: str, changed: bool) -> None:
    assert (limited(sparql, 9) != sparql) is changed
    OxigraphStore().query(limited(sparql, 9))


def test_bounded_closures_find_the_same_up_to_their_depth() -> None:
    chain = b"".join(b"<urn:%d> <urn:p> <urn:%d> .\n" % (n, n + 1) for n in range(6))
    engine = OxigraphStore()
    engine.put([GraphData("urn:g", chain)])
    sparql = "SELECT ?x { <urn:0> <urn:p>+ ?x }"
    assert values(engine, bounded(sparql, 6)) == values(engine, sparql)
    assert len(values(engine, bounded(sparql, 2))) == 2
    assert bounded("SELECT (?a+1 AS ?n) { ?s ?p ?a }", 3) == "SELECT (?a+1 AS ?n) { ?s ?p ?a }"


# --- the store on disk ---------------------------------------------------------------------------


def test_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="recalling build --store"):
        DiskStore(tmp_path / "none").query("ASK {}")
    with pytest.raises(StoreMissing, match="no such file"):
        open_store(str(tmp_path / "none.ttl"))


def test_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    first, second = DiskStore(tmp_path / "s"), DiskStore(tmp_path / "s")
    first.put([A])
    with first.writing(), pytest.raises(StoreLocked, match="another process is writing"):
        second.put([B])
    second.put([B])
    assert second.graphs() == ("urn:g:a", "urn:g:b")


def test_readers_keep_the_old_state_until_the_writer_is_done(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "s")
    store.put([A])
    with store.writing() as generation:
        generation.store.fill([B])
        assert DiskStore(tmp_path / "s").graphs() == ("urn:g:a",)
    assert DiskStore(tmp_path / "s").graphs() == ("urn:g:a", "urn:g:b")


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "s")
    store.put([A])
    before = sorted(path.name for path in (tmp_path / "s").iterdir())
    with pytest.raises(ZeroDivisionError), store.writing() as generation:
        generation.store.fill([B])
        raise ZeroDivisionError
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == before
    assert store.graphs() == ("urn:g:a",)


def _break_pointer(folder: Path) -> None:
    (folder / "CURRENT").write_text("../../etc", encoding="ascii")


def _lose_generation(folder: Path) -> None:
    (folder / "CURRENT").write_text("g000009\n", encoding="ascii")


def _break_database(folder: Path) -> None:
    (folder / "g000001" / "db" / "CURRENT").write_text("nonsense", encoding="ascii")


def _truncate_tables(folder: Path) -> None:
    for table in (folder / "g000001" / "db").glob("*.sst"):
        table.write_bytes(table.read_bytes()[:100])


@pytest.mark.parametrize("harm", [_break_pointer, _lose_generation, _break_database, _truncate_tables])
def test_damage_is_named_with_what_to_do(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    DiskStore(tmp_path / "s").put([A])
    harm(tmp_path / "s")
    with pytest.raises(StoreDamaged, match="recalling build --store"):
        DiskStore(tmp_path / "s").query("SELECT * { ?s ?p ?o }", timeout=20)


DAMAGED_FILES = [
    ("a.ttl", b"<urn:s> <urn:p> .", "a.ttl"),
    ("a.nq", b"\xff\xfe\x00", "a.nq"),
    ("a.jsonld", b"{", "a.jsonld"),
]


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(("name", "data", "words"), DAMAGED_FILES)
def test_damaged_file_is_named(tmp_path: Path, name: str, data: bytes, words: str, engine: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(StoreDamaged, match=words):
        open_store(str(tmp_path / name), engine)


# --- adding documents ----------------------------------------------------------------------------


def corpus_of(count: int, version: int = 1) -> list[Document]:
    """Documents that cite their predecessors; ``version`` changes the words of every third."""
    made: list[Document] = []
    for number in range(1, count + 1):
        words = f"resolution 60/{number}" if number % 3 else f"resolution 60/{number} ({version})"
        cited = reference(words, target=f"A/RES/60/{number}")
        made.append(document(f"A/RES/61/{number}", cited, adopted=date(2006, 12, 1), title=f"Title {number}"))
    return made


def quads(folder: Path) -> list[bytes]:
    out = io.BytesIO()
    DiskStore(folder).dump(out)
    return sorted(out.getvalue().splitlines())


def world() -> list[Document]:
    """Texts of several bodies and languages that cite each other, two of them of one series."""
    title = "Industrial development cooperation"
    recalled = reference("65/175", target="A/RES/65/175", subject="on industrial development cooperation")
    older = document("A/RES/65/175", title=title, body="unga", adopted=date(2010, 12, 20))
    newer = document("A/RES/69/235", recalled, title=title, body="unga", adopted=date(2014, 12, 19))
    return [*corpus_of(4), *small_world(), rich("fr"), cited(), newer, older]


def test_store_holds_what_an_export_holds(tmp_path: Path) -> None:
    """Rule: in a store stand the same quads as in an export, those that are derived and inferred among them."""
    documents = world()
    sync(DiskStore(tmp_path / "s"), [replace(documents[0], title="Another"), *documents[1:6]])
    sync(DiskStore(tmp_path / "s"), documents)
    settings = rdf.Settings.from_environment()
    plain = OxigraphStore()
    plain.fill(map(data_of, all_graphs(Lineage.of(documents), settings)))
    out = io.BytesIO()
    plain.dump(out)
    assert quads(tmp_path / "s") == sorted(out.getvalue().splitlines())
    ids = settings.ids
    assert {ids.summary_graph, ids.inferred_graph, ids.catalogue_graph} <= set(DiskStore(tmp_path / "s").graphs())


@pytest.mark.parametrize("ready", [False, True], ids=["documents", "prepared"])
def test_new_store_is_counted_as_it_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: bool) -> None:
    """Rule: what is counted on the way in is what an export says, two files of one text counted once."""
    monkeypatch.setattr("graph.store.sync.catalogue", None)  # counting in the store takes as long as sorting it
    settings, documents = rdf.Settings.from_environment(), world()
    given = [*documents, documents[0]]
    sync(DiskStore(tmp_path / "s"), [prepare(each, settings) for each in given] if ready else given)
    plain = OxigraphStore()
    plain.fill(map(data_of, all_graphs(Lineage.of(documents), settings)))
    out = io.BytesIO()
    plain.dump(out)
    assert quads(tmp_path / "s") == sorted(out.getvalue().splitlines())


def test_unchanged_documents_are_skipped_and_changed_ones_replaced(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "s")
    assert sync(store, corpus_of(6)) == Change(added=6)
    assert sync(store, corpus_of(6)) == Change(unchanged=6)
    assert sync(store, corpus_of(7, version=2)) == Change(added=1, replaced=2, unchanged=4)


def test_another_version_of_the_extractor_makes_everything_new(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "s")
    settings = rdf.Settings.from_environment()
    sync(store, corpus_of(3), settings)
    assert sync(store, corpus_of(3), replace(settings, version="99")) == Change(replaced=3)


def test_the_same_file_from_another_folder_is_unchanged(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "s")
    moved = [replace(d, source=replace(d.source, location=f"/else/{d.source.file}")) for d in corpus_of(2)]
    sync(store, corpus_of(2))
    assert sync(store, moved) == Change(unchanged=2)


@pytest.mark.parametrize("split", [1, 3, 5])
def test_adding_in_steps_gives_the_same_store_as_at_once(tmp_path: Path, split: int) -> None:
    documents = corpus_of(6)
    sync(DiskStore(tmp_path / "once"), documents)
    sync(DiskStore(tmp_path / "steps"), documents[:split])
    sync(DiskStore(tmp_path / "steps"), documents[split:])
    assert quads(tmp_path / "steps") == quads(tmp_path / "once")


@pytest.mark.parametrize("gone", [(0,), (2, 5), (6, 7), range(9)])  # who is cited, who cites, two versions, all
def test_a_store_without_some_texts_is_as_if_they_had_never_come(tmp_path: Path, gone: Sequence[int]) -> None:
    documents = [*corpus_of(4), *small_world()]
    keys = {documents[place].symbol or "" for place in gone}
    left = [document for document in documents if document.symbol not in keys]
    sync(DiskStore(tmp_path / "s"), documents)
    change = forget(DiskStore(tmp_path / "s"), keys)
    assert change == Change(removed=len(documents) - len(left))
    sync(DiskStore(tmp_path / "never"), left)
    assert quads(tmp_path / "s") == quads(tmp_path / "never")
    assert forget(DiskStore(tmp_path / "s"), keys) == Change()
    # What was taken out can come back.
    assert sync(DiskStore(tmp_path / "s"), documents).added == len(documents) - len(left)


def test_a_second_language_joins_its_work(tmp_path: Path) -> None:
    english, french = corpus_of(1)[0], replace(corpus_of(1)[0], language="fr", title="Titre")
    sync(DiskStore(tmp_path / "once"), [english, french])
    sync(DiskStore(tmp_path / "steps"), [english])
    sync(DiskStore(tmp_path / "steps"), [french])
    assert quads(tmp_path / "steps") == quads(tmp_path / "once")


# Run in a process of its own that never opens a store itself, so that its forks are clean. Each fork
# kills itself at the n-th touch of the store's folder; a second one then looks at what is there.
_KILLS = """
import os, signal, sys, traceback
from pathlib import Path
from graph.store.disk import DiskStore
from graph.store.sync import sync
from tests.test_store import corpus_of, quads

folder = Path(sys.argv[1])

def forked(work):
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(99)
        os._exit(0)
    return os.waitpid(child, 0)[1]

def state():
    found = quads(folder / "s")
    os._exit(10 if found == quads(folder / "old") else 11 if found == quads(folder / "new") else 12)

def build(fatal):
    left = [fatal]
    def hook(event, arguments):
        if event.startswith(("open", "os.", "shutil.", "sqlite3.")) and str(folder / "s") in str(arguments):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    sync(DiskStore(folder / "s"), corpus_of(12, version=2))

for fatal in range(200):
    died = os.WIFSIGNALED(forked(lambda: build(fatal)))
    print(fatal, "died" if died else "ended", os.waitstatus_to_exitcode(forked(state)), flush=True)
    if not died:
        break
"""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store before a run (old, and s to run on) and one after it (new)."""
    folder = tmp_path_factory.mktemp("states")
    sync(DiskStore(folder / "old"), corpus_of(9))
    shutil.copytree(folder / "old", folder / "s")
    shutil.copytree(folder / "old", folder / "new")
    sync(DiskStore(folder / "new"), corpus_of(12, version=2))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and fork")
def test_killed_at_every_touch_of_the_folder_the_store_is_as_it_was_or_complete(tmp_path: Path, states: Path) -> None:
    """Rule (adding is safe): a run killed anywhere leaves the old state or the new, and the next completes it.

    Each run starts from what the killed ones before it left behind.
    """
    shutil.copytree(states, tmp_path, dirs_exist_ok=True)
    ran = subprocess.run([sys.executable, "-c", _KILLS, str(tmp_path)], capture_output=True, text=True, check=True)
    lines = [line.split() for line in ran.stdout.splitlines()]
    found = [int(line[2]) for line in lines]
    assert len(lines) > 15, ran.stderr
    assert set(found) <= {10, 11}, ran.stdout + ran.stderr
    assert lines[-1][1:] == ["ended", "11"]
    assert found[0] == 10, "killed at its first touch, a run has changed nothing"
    # Nothing is left of the runs that died.
    assert len([path for path in (tmp_path / "s").iterdir() if path.name.startswith("g")]) <= 2


_BUILD = """
import sys
from pathlib import Path
from graph.store.disk import DiskStore
from graph.store.sync import sync
from tests.test_store import corpus_of
print("ready", flush=True)
sync(DiskStore(Path(sys.argv[1]) / "s"), corpus_of(12, version=2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("delay", [0.03, 0.1, 0.3])
def test_killed_at_some_time_the_store_is_as_it_was_or_complete(tmp_path: Path, states: Path, delay: float) -> None:
    """The same by the clock, which also falls inside the database's own work."""
    shutil.copytree(states, tmp_path, dirs_exist_ok=True)
    with subprocess.Popen([sys.executable, "-c", _BUILD, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    assert quads(tmp_path / "s") in (quads(tmp_path / "old"), quads(tmp_path / "new"))
    sync(DiskStore(tmp_path / "s"), corpus_of(12, version=2))
    assert quads(tmp_path / "s") == quads(tmp_path / "new")


def test_engine_is_the_one_that_stack_names() -> None:
    assert tuple(map(int, ox.__version__.split(".")[:2])) >= (0, 5)
