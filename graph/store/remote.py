"""Any SPARQL 1.1 server, by Query, Update and Graph Store Protocol.

Sources: W3C SPARQL 1.1 Protocol (2013), SPARQL 1.1 Graph Store HTTP Protocol (2013). Who we are is
read from the environment only, so that no secret stands in an address, a log or a message::

    RECALLING_STORE_USER, RECALLING_STORE_PASSWORD      for basic or digest authentication
    RECALLING_STORE_TOKEN                               for a bearer token
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

import pyoxigraph as ox
import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

from graph.store import sparql as words
from graph.store.answers import Answer, Row, Term, from_results_json
from graph.store.crowd import at_once
from graph.store.errors import QueryError, QueryTimeout, StoreError, StoreUnavailable
from graph.store.interface import GraphData
from graph.store.paths import bounded
from graph.store.prefixes import PREFIXES
from graph.store.printing import engine_triple

__all__ = ["Endpoints", "RemoteStore", "endpoints"]

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_BATCH = 1_000_000
"""Bytes of one update request: some hundred documents, well under the limits servers set."""
_WRITERS = 4
"""Requests that write at the same time."""
_CONNECT, _READ = 10.0, 120.0
"""Seconds to wait for a connection, and for the next bytes of an answer."""
_LARGEST = 512 * 1024 * 1024
"""Bytes of an answer that are read before giving up."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server answers, and its habits.

    ``graph`` is the Graph Store Protocol address or empty; ``union`` are parameters that make the
    default graph the union of all; ``batches`` says that one update may replace many graphs;
    ``digest`` that its authentication is digest; ``depth`` bounds closures (``p+``), 0 for no bound.
    """

    query: str
    update: str = ""
    graph: str = ""
    union: tuple[tuple[str, str], ...] = ()
    batches: bool = False
    digest: bool = False
    depth: int = 0


def endpoints(location: str, environment: Mapping[str, str]) -> Endpoints:
    """The addresses of a server named by its kind and root, or of any server by three addresses.

    ``oxigraph+http://host:port`` and ``virtuoso+http://host:port`` know where these servers answer.
    A plain ``http://…`` is a query endpoint; ``RECALLING_UPDATE_URL`` and ``RECALLING_GRAPH_URL`` name
    the others, without which it is only read. Its default graph must be the union of all graphs.

    Raises
    ------
    StoreError
        If the address holds a user name or password, or is no http address.

    """
    kind, _, rest = location.partition("+") if "+" in location.split(":")[0] else ("", "", location)
    parts = urlsplit(rest)
    if parts.username or parts.password:
        raise StoreError(
            f"{parts.scheme}://{parts.hostname}: a password in an address ends up in logs; leave it out and set "
            "RECALLING_STORE_USER and RECALLING_STORE_PASSWORD"
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname or kind not in {"", "oxigraph", "virtuoso"}:
        raise StoreError(f"{location}: expected http(s)://…, oxigraph+http(s)://… or virtuoso+http(s)://…")
    root = rest.rstrip("/")
    if kind == "oxigraph":
        union = (("union-default-graph", "true"),)
        return Endpoints(f"{root}/query", f"{root}/update", f"{root}/store", union, batches=True)
    if kind == "virtuoso":
        return Endpoints(
            f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth", digest=True, depth=12
        )
    return Endpoints(rest, environment.get("RECALLING_UPDATE_URL", ""), environment.get("RECALLING_GRAPH_URL", ""))


class RemoteStore:
    """A SPARQL server behind the common interface.

    Each graph is replaced by one request, or many in one update, which servers run as a
    transaction; a run of many requests is not one. An interrupted run leaves some graphs new and
    some old, each of them whole, and the next run does the rest.
    """

    def __init__(self, location: str, environment: Mapping[str, str] | None = None, retries: int = 5) -> None:
        environment = os.environ if environment is None else environment
        self._at = endpoints(location, environment)
        self.name = f"the SPARQL server at {urlsplit(self._at.query).netloc}"
        self._session = _session(_credentials(environment, self._at.digest), retries)

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """Ask the server; it stops for itself or we hang up when the time is over."""
        form = words.check(sparql, PREFIXES)
        text = words.with_prefixes(bounded(sparql, self._at.depth), PREFIXES)
        accept = _RESULTS if form in {"SELECT", "ASK"} else _TRIPLES
        data = {"query": words.limited(text, limit), **dict(self._at.union)}
        body = self._send("POST", self._at.query, timeout, data=data, headers={"Accept": accept})
        if accept == _TRIPLES:
            return Answer.table(form, Answer.TRIPLE, list(_rows(body)), limit)
        return from_results_json(form, _json(body, self.name), limit)

    def put(self, graphs: Iterable[GraphData]) -> None:
        """Replace each of these graphs: many in one update where the server takes that, else one by one."""
        self._write(graphs, clear=True)

    def add(self, graphs: Iterable[GraphData]) -> None:
        """Add triples to these graphs."""
        self._write(graphs, clear=False)

    def _write(self, graphs: Iterable[GraphData], clear: bool) -> None:
        """Several requests at once; one that met another on the server's side is sent again, alone."""
        again: list[Callable[[], object]] = []
        for request, error in at_once(self._requests(graphs, clear), _WRITERS):
            if not isinstance(error, QueryError):
                raise error
            again.append(request)
        for request in again:
            request()

    def _requests(self, graphs: Iterable[GraphData], clear: bool) -> Iterator[Callable[[], object]]:
        """Updates of many graphs, where the server takes these, and a request a graph for the rest."""
        if not self._at.graph:
            yield from (partial(self.update, text) for text in _updates(graphs, clear))
            return
        small: list[GraphData] = []
        for graph in graphs:
            if self._at.batches and len(graph.triples) <= _BATCH:
                small.append(graph)
                if sum(len(each.triples) for each in small) > _BATCH:
                    yield from (partial(self.update, text) for text in _updates(small, clear))
                    small = []
            else:
                yield partial(self._send_graph, "PUT" if clear else "POST", graph)
        yield from (partial(self.update, text) for text in _updates(small, clear))

    def _send_graph(self, method: str, graph: GraphData) -> None:
        """One graph by the Graph Store Protocol. N-Triples is Turtle, which every server must read."""
        where = {"graph": graph.iri}
        self._send(method, self._at.graph, params=where, data=graph.triples, headers={"Content-Type": "text/turtle"})

    def drop(self, iris: Iterable[str]) -> None:
        """Remove these graphs."""
        for iri in iris:
            self.update(f"CLEAR SILENT GRAPH <{iri}>")

    def graphs(self) -> tuple[str, ...]:
        """The named graphs that hold triples; some servers list their own among them."""
        answer = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return tuple(sorted(row[0] for row in answer.values() if row[0]))

    def update(self, sparql: str) -> None:
        """Send one update."""
        if not self._at.update:
            raise StoreError(f"{self.name} is only read: set RECALLING_UPDATE_URL to the address that takes updates")
        text = words.with_prefixes(sparql, PREFIXES).encode()
        self._send("POST", self._at.update, data=text, headers={"Content-Type": "application/sparql-update"})

    def dump(self, out: BinaryIO) -> None:
        """Write N-Quads, one graph after another."""
        for iri in self.graphs():
            answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
            triples = map(engine_triple, answer.rows)
            graph = ox.NamedNode(iri)
            quads = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
            ox.serialize(quads, out, ox.RdfFormat.N_QUADS)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _send(self, method: str, url: str, timeout: float | None = None, **rest: Any) -> bytes:
        """One request with its retries; the whole answer, or an error that says what the server said."""
        deadline = time.monotonic() + timeout if timeout else None
        wait = min(_READ, timeout) if timeout else _READ
        try:
            with self._session.request(
                method, url, timeout=(_CONNECT, wait), stream=True, allow_redirects=False, **rest
            ) as response:
                body = _body(response, deadline)
        except requests.exceptions.ReadTimeout as error:
            raise QueryTimeout(f"{self.name} gave no answer within {wait:g} s") from error
        except requests.exceptions.RequestException as error:
            raise StoreUnavailable(f"{self.name} does not answer ({_cause(error)}); is it running?") from error
        _judge(response, body, self.name)
        return body


def _session(auth: Callable[..., Any], retries: int) -> requests.Session:
    session = requests.Session()
    # Everything we send may be sent twice: queries read, updates replace whole graphs.
    retry = Retry(
        total=retries,
        backoff_factor=0.2,
        status_forcelist=(429, 502, 503, 504),
        allowed_methods=None,
        raise_on_status=False,
        respect_retry_after_header=False,
        read=False,
    )
    session.auth = auth
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _credentials(environment: Mapping[str, str], digest: bool) -> Callable[..., Any]:
    token = environment.get("RECALLING_STORE_TOKEN")
    user = environment.get("RECALLING_STORE_USER")
    if token:
        return _Bearer(token)
    if user:
        return (HTTPDigestAuth if digest else HTTPBasicAuth)(user, environment.get("RECALLING_STORE_PASSWORD", ""))
    return _nobody


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No authentication, and none from a netrc file either."""
    return request


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _body(response: requests.Response, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(65536):
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise QueryError(f"the answer is larger than {_LARGEST // 1024 // 1024} MiB; make the query narrower")
        if deadline and time.monotonic() > deadline:
            raise QueryTimeout(
                "the query ran longer than its limit; make it narrower or raise the limit with --timeout"
            )
    return b"".join(parts)


def _judge(response: requests.Response, body: bytes, name: str) -> None:
    if response.status_code < 300:
        return
    said = " ".join(body[:400].decode("utf-8", "replace").split())
    if response.status_code in {401, 403}:
        raise StoreUnavailable(
            f"{name} refuses us (HTTP {response.status_code}); set RECALLING_STORE_USER and "
            "RECALLING_STORE_PASSWORD, or RECALLING_STORE_TOKEN"
        )
    if response.status_code in {400, 500}:
        raise QueryError(f"{name} cannot do this (HTTP {response.status_code}): {said}")
    raise StoreUnavailable(f"{name} answers HTTP {response.status_code}: {said}")


def _cause(error: Exception) -> str:
    """The innermost reason, without the address, which may carry more than a log should."""
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return f"{type(cause).__name__}: {cause}" if isinstance(cause, OSError) else type(error).__name__


def _json(body: bytes, name: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise StoreUnavailable(f"{name} sent something that is no SPARQL result: {body[:80]!r}") from error
    result: Mapping[str, Any] = cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}
    if not {"results", "boolean"} & result.keys():
        raise StoreUnavailable(f"{name} sent JSON that is no SPARQL result")
    return result


def _rows(body: bytes) -> Iterator[Row]:
    for quad in ox.parse(body, ox.RdfFormat.TURTLE):
        yield tuple(map(_term, (quad.subject, quad.predicate, quad.object)))


def _term(term: object) -> Term | None:
    if isinstance(term, ox.Literal):
        return Term.literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    return Term("bnode", term.value) if isinstance(term, ox.BlankNode) else None


def _updates(graphs: Iterable[GraphData], clear: bool) -> Iterator[str]:
    """Updates of about a megabyte, each with as many whole graphs as it holds, at least one."""
    pieces: list[str] = []
    size = 0
    for graph in graphs:
        text = f"INSERT DATA {{ GRAPH <{graph.iri}> {{\n{graph.triples.decode()}}} }}"
        if clear:
            text = f"CLEAR SILENT GRAPH <{graph.iri}> ;\n{text}"
        if pieces and size + len(text) > _BATCH:
            yield " ;\n".join(pieces)
            pieces, size = [], 0
        pieces.append(text)
        size += len(text)
    if pieces:
        yield " ;\n".join(pieces)
