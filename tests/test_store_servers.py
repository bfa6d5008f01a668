"""Real SPARQL servers on the loopback address: the Oxigraph server and Virtuoso."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
import requests

from graph import queries, rdf
from graph.cli import main
from graph.exports.graphs import all_graphs
from graph.lineage import Lineage
from graph.rdf.terms import NamedGraph
from graph.server import Server
from graph.store.errors import QueryError, QueryTimeout, StoreError, StoreUnavailable, UpdateRefused
from graph.store.interface import GraphData, Store
from graph.store.memory import RdflibStore
from graph.store.oxigraph import OxigraphStore
from graph.store.publish import publish
from graph.store.remote import RemoteStore, endpoints
from graph.store.sync import Change, data_of
from loaders.records import Document
from tests import sparql_servers as servers
from tests.test_queries import EVERY, GIVEN, small_world

# Python 3.12 warns of any fork beside threads; pytest-xdist has some.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
CREDENTIALS = {"RECALLING_STORE_USER": "dba", "RECALLING_STORE_PASSWORD": servers.VIRTUOSO_PASSWORD}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    binary = {"oxigraph": servers.oxigraph_binary, "virtuoso": servers.virtuoso_binary}[request.param]()
    if binary is None:
        pytest.skip(f"the {request.param} server is not installed here")
    start = {"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as location:
        store = RemoteStore(location, CREDENTIALS if request.param == "virtuoso" else {})
        yield store
        store.close()


def graphs() -> list[GraphData]:
    found: list[NamedGraph] = list(rdf.named_graphs(Lineage.of(small_world())))
    return [data_of(graph) for graph in found]


def ours(store: Store) -> tuple[str, ...]:
    """The graphs that are not the server's own."""
    return tuple(iri for iri in store.graphs() if iri.startswith(("https://w3id.org/recalling/", "urn:g:")))


def test_graphs_are_put_replaced_and_dropped(remote: RemoteStore) -> None:
    remote.put(
        [GraphData("urn:g:a", b"<urn:s> <urn:p> <urn:o> .\n"), GraphData("urn:g:b", b"<urn:s> <urn:p> <urn:x> .\n")]
    )
    remote.put([GraphData("urn:g:a", b'<urn:s> <urn:p> "\xe2\x80\x9cnew\xe2\x80\x9d"@en .\n')])
    assert sorted(remote.query("SELECT ?o { <urn:s> <urn:p> ?o }").values()) == [("urn:x",), ("“new”",)]
    remote.drop(["urn:g:a", "urn:g:b", "urn:g:none"])
    assert ours(remote) == ()


@pytest.mark.parametrize("name", EVERY)
def test_packaged_queries_give_the_same_rows_as_embedded(remote: RemoteStore, name: str) -> None:
    if not ours(remote):
        remote.put(graphs())
    embedded = OxigraphStore()
    embedded.fill(graphs())
    text = EVERY[name].bind(GIVEN.get(name, {}))
    assert sorted(map(str, remote.query(text).values())) == sorted(map(str, embedded.query(text).values()))
    assert queries.find(name).columns


def assert_as_exported(remote: Store, world: list[Document], *graphs: str) -> None:
    """On the server stand the graphs of these names as an export of these documents has them."""
    embedded = OxigraphStore()
    embedded.fill(map(data_of, all_graphs(Lineage.of(world), rdf.Settings.from_environment())))
    for graph in graphs:
        every = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        assert sorted(map(str, remote.query(every).values())) == sorted(map(str, embedded.query(every).values())), graph


def test_publishing_is_incremental_and_gives_what_the_lineage_says(remote: RemoteStore) -> None:
    remote.drop(ours(remote))
    world = small_world()
    assert publish(remote, world[:2]) == Change(added=2)
    assert publish(remote, world) == Change(added=3, unchanged=2)
    assert publish(remote, world) == Change(unchanged=5)
    ids = rdf.Settings.from_environment().ids
    assert_as_exported(remote, world, ids.edges_graph, ids.summary_graph, ids.inferred_graph, ids.catalogue_graph)
    newer = replace(rdf.Settings.from_environment(), version="99")
    assert publish(remote, world[:1], newer) == Change(replaced=1)
    publish(remote, world[:1])
    # What was replaced is counted anew; the catalogue now counts the other version of the program as well.
    assert_as_exported(remote, world, ids.edges_graph, ids.summary_graph, ids.inferred_graph)
    remote.drop(ours(remote))


def test_forms_limits_and_dump(remote: RemoteStore) -> None:
    remote.drop(ours(remote))
    remote.put([GraphData("urn:g:a", b"".join(b"<urn:s> <urn:p> <urn:%d> .\n" % n for n in range(9)))])
    assert remote.query("ASK { <urn:s> ?p ?o }").truth is True
    assert remote.query("ASK { <urn:none> ?p ?o }").truth is False
    assert len(remote.query("CONSTRUCT { ?o <urn:p> ?s } WHERE { ?s <urn:p> ?o }").rows) == 9
    cut = remote.query("SELECT ?o { <urn:s> <urn:p> ?o }", limit=4)
    assert (len(cut.rows), cut.truncated) == (4, True)
    out = io.BytesIO()
    remote.dump(out)
    assert out.getvalue().count(b"<urn:g:a>") == 9
    remote.drop(["urn:g:a"])


def test_nothing_that_writes_is_sent_as_a_query(remote: RemoteStore) -> None:
    with pytest.raises(UpdateRefused):
        remote.query("DROP ALL")


def test_wrong_password_is_told_without_it(remote: RemoteStore) -> None:
    if not remote._at.digest:
        pytest.skip("the Oxigraph server has no authentication")
    root = remote._at.query.removesuffix("/sparql")
    wrong = RemoteStore(
        f"virtuoso+{root}", {"RECALLING_STORE_USER": "dba", "RECALLING_STORE_PASSWORD": "s3cret"}, retries=0
    )
    with pytest.raises(StoreUnavailable, match="RECALLING_STORE_PASSWORD") as caught:
        wrong.put([GraphData("urn:g:a", b"<urn:s> <urn:p> <urn:o> .\n")])
    assert "s3cret" not in str(caught.value)


# --- servers that misbehave ----------------------------------------------------------------------


class Moody(BaseHTTPRequestHandler):
    """Answers with what the test put in its list, one after another; the last one stays."""

    answers: ClassVar[list[tuple[int, bytes, str]]] = []
    seen: ClassVar[list[tuple[str, str, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, self.headers.get("Authorization", ""), body))
        status, content, location = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Quiet."""


@pytest.fixture
def moody() -> Iterator[str]:
    Moody.answers, Moody.seen = [], []
    with HTTPServer(("127.0.0.1", 0), Moody) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/q"
        server.shutdown()
        thread.join()


YES = (200, b'{"head": {}, "boolean": true}', "")


def test_a_busy_server_is_asked_again(moody: str) -> None:
    Moody.answers = [(503, b"", ""), (429, b"", ""), YES]
    assert RemoteStore(moody, {}).query("ASK {}").truth is True
    assert len(Moody.seen) == 3


BAD_ANSWERS = [
    # (answers, error, words of the message)
    ([(503, b"down", "")], StoreUnavailable, "HTTP 503"),
    ([(400, b"no such function", "")], QueryError, "no such function"),
    ([(200, b"<html>login</html>", "")], StoreUnavailable, "no SPARQL result"),
    ([(200, b"[1]", "")], StoreUnavailable, "no SPARQL result"),
    ([(401, b"", "")], StoreUnavailable, "RECALLING_STORE_TOKEN"),
    # A redirect would carry the question, and with it whatever we sent, to another host.
    ([(302, b"", "http://127.0.0.1:9/elsewhere")], StoreUnavailable, "HTTP 302"),
]


@pytest.mark.parametrize(("answers", "error", "words"), BAD_ANSWERS)
def test_bad_answers_are_named(
    moody: str, answers: list[tuple[int, bytes, str]], error: type[StoreError], words: str
) -> None:
    Moody.answers = answers
    with pytest.raises(error, match=words):
        RemoteStore(moody, {}, retries=1).query("ASK {}")


def test_nobody_there_is_told_at_once() -> None:
    with pytest.raises(StoreUnavailable, match="is it running"):
        RemoteStore(f"http://127.0.0.1:{servers.free_port()}/q", {}, retries=0).query("ASK {}")


def test_token_goes_into_the_header_and_nowhere_else(moody: str) -> None:
    Moody.answers = [(500, b"broken", "")]
    store = RemoteStore(moody, {"RECALLING_STORE_TOKEN": "t0ken"})
    with pytest.raises(QueryError) as caught:
        store.query("ASK {}")
    path, header, body = Moody.seen[0]
    assert header == "Bearer t0ken"
    assert "t0ken" not in path + body.decode() + str(caught.value) + store.name + repr(store)


ADDRESSES = [
    ("http://me:pw@127.0.0.1/q", "RECALLING_STORE_USER"),
    ("oxigraph+http://me:pw@127.0.0.1", "RECALLING_STORE_USER"),
    ("ftp://127.0.0.1/q", "expected http"),
    ("jena+http://127.0.0.1/q", "expected http"),
    ("http:///q", "expected http"),
]


@pytest.mark.parametrize(("location", "words"), ADDRESSES)
def test_addresses_that_are_refused(location: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        endpoints(location, {})
    assert "pw" not in str(caught.value)


def test_a_plain_address_is_only_read_unless_told_more() -> None:
    with pytest.raises(StoreError, match="RECALLING_UPDATE_URL"):
        RemoteStore("http://127.0.0.1:9/q", {}).update("DROP ALL")


# --- our own endpoint ----------------------------------------------------------------------------


@pytest.fixture(params=["rdflib", "oxigraph"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[str]:
    store = RdflibStore() if request.param == "rdflib" else OxigraphStore()
    store.put([GraphData("urn:g:a", b"".join(b"<urn:s%d> <urn:p> <urn:o%d> .\n" % (n, n % 7) for n in range(900)))])
    server = Server(store, timeout=1.0, limit=50)
    child = os.fork()
    if child == 0:  # as `recalling serve` does it: a process of its own, without threads
        server.serve_forever()
        os._exit(0)
    server.socket.close()
    yield server.address
    os.kill(child, 9)
    os.waitpid(child, 0)


def ask(url: str, sparql: str, accept: str = "text/csv") -> requests.Response:
    return requests.post(url, data={"query": sparql}, headers={"Accept": accept}, timeout=30)


def test_endpoint_answers_by_get_and_post(endpoint: str) -> None:
    sparql = "SELECT ?o { <urn:s1> ?p ?o }"
    assert ask(endpoint, sparql).text == "o\r\nurn:o1\r\n"
    assert requests.get(endpoint, params={"query": sparql}, timeout=30).json()["results"]["bindings"]
    plain = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    assert requests.post(endpoint, data=sparql, headers=plain, timeout=30).text == "o\r\nurn:o1\r\n"
    turtle = requests.get(endpoint, params={"query": "CONSTRUCT WHERE { <urn:s1> ?p ?o }"}, timeout=30)
    assert turtle.headers["Content-Type"].startswith("text/turtle")
    assert RemoteStore(endpoint, {}).query(sparql).values() == [("urn:o1",)]


def test_endpoint_keeps_its_limits(endpoint: str) -> None:
    many = ask(endpoint, "SELECT * { ?s ?p ?o }")
    assert (len(many.text.splitlines()), many.headers["X-Recalling-Truncated"]) == (51, "true")
    slow = ask(endpoint, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?i) }")
    assert slow.status_code == 408
    assert ask(endpoint, "ASK { ?s ?p ?o }").text == "answer\r\ntrue\r\n"


REFUSALS = [
    ({"query": "DROP ALL"}, 403),
    ({"update": "DROP ALL"}, 403),
    ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 403),
    ({"query": "SELECT ?x { ?x"}, 400),
    ({}, 400),
    ({"query": "x" * 1_100_000}, 413),
]


@pytest.mark.parametrize(("form", "status"), REFUSALS)
def test_endpoint_refuses(endpoint: str, form: dict[str, str], status: int) -> None:
    assert requests.post(endpoint, data=form, timeout=30).status_code == status


def test_endpoint_is_no_way_round_a_browser(endpoint: str) -> None:
    """A page elsewhere that rebinds its name to 127.0.0.1 comes with its own name as Host."""
    answer = requests.get(endpoint, params={"query": "ASK {}"}, headers={"Host": "evil.example"}, timeout=30)
    assert answer.status_code == 403


def test_timeout_of_a_remote_query() -> None:
    class Slow(Moody):
        def do_POST(self) -> None:
            time.sleep(1.5)
            self.connection.close()

    with HTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(QueryTimeout):
            RemoteStore(f"http://127.0.0.1:{server.server_address[1]}/q", {}, retries=0).query("ASK {}", timeout=0.3)
        thread.join()


def test_build_adds_to_a_server_and_query_asks_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if servers.oxigraph_binary() is None:
        pytest.skip("the oxigraph server is not installed here")
    with servers.oxigraph(tmp_path) as location:
        assert main(["build", "--out", str(tmp_path / "out"), "--store", location]) == 0
        assert "1 added" in capfd.readouterr().out
        assert main(["query", "predecessors", "--from", location, "--format", "csv"]) == 0
        assert "A/RES/49/108,1994-12-19" in capfd.readouterr().out
