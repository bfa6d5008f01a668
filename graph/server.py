"""A read-only SPARQL endpoint for this machine: W3C SPARQL 1.1 Protocol, the query half of it.

It binds to the loopback address only. Each request is answered in a process of its own, so one
that is slow or greedy is ended without the others noticing. Updates, SERVICE and FROM are refused.
"""

from __future__ import annotations

import contextlib
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from graph.store import printing
from graph.store.answers import Answer
from graph.store.errors import QueryError, QueryTimeout, StoreError, StoreUnavailable, UpdateRefused
from graph.store.interface import Store

__all__ = ["Server", "negotiate"]

_LARGEST_QUERY = 1_000_000
"""Bytes of a request's body that are read."""
_PATIENCE = 10.0
"""Seconds to wait for a client that does not send what it announced."""
_WRITERS = {
    "application/sparql-results+json": printing.to_json,
    "text/csv": printing.to_csv,
    "text/turtle": printing.to_turtle,
}


def negotiate(accept: str, form: str) -> str:
    """The media type to answer in: the first one asked for that the form can be said in.

    >>> negotiate("text/html,text/csv;q=0.9", "SELECT")
    'text/csv'
    >>> negotiate("*/*", "CONSTRUCT")
    'text/turtle'
    """
    fitting = ["text/turtle"] if form in {"CONSTRUCT", "DESCRIBE"} else ["application/sparql-results+json", "text/csv"]
    for asked in accept.split(","):
        if (name := asked.partition(";")[0].strip().lower()) in fitting:
            return name
    return fitting[0]


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride] - only this server makes it

    def do_GET(self) -> None:
        """A query in the address."""
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """A query in the body, as a form or as it is."""
        try:
            length = int(self.headers.get("Content-Length", "0"))
        except ValueError:
            length = -1
        if not 0 <= length <= _LARGEST_QUERY:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a query may have {_LARGEST_QUERY} bytes")
            return
        body = self.rfile.read(length).decode("utf-8", "replace")
        plain = self.headers.get("Content-Type", "").startswith("application/sparql-query")
        self._answer("", body) if plain else self._answer(body)

    def _answer(self, form: str, sparql: str = "") -> None:
        # A page of another site can point a name of its own at this machine; its name gives it away.
        if self.headers.get("Host", "").rpartition(":")[0] not in {"127.0.0.1", "localhost"}:
            self._say(HTTPStatus.FORBIDDEN, "ask at 127.0.0.1")
            return
        if urlsplit(self.path).path not in {"/", "/sparql"}:
            self._say(HTTPStatus.NOT_FOUND, "ask at /sparql")
            return
        fields = parse_qs(form)
        if "update" in fields:
            self._say(HTTPStatus.FORBIDDEN, "this endpoint only reads")
            return
        try:
            answer = self.server.ask(sparql or "".join(fields.get("query", [])))
            self._send(answer)
        except StoreError as error:
            self._say(_status(error), str(error))

    def _send(self, answer: Answer) -> None:
        media_type = negotiate(self.headers.get("Accept", ""), answer.form)
        self._reply(HTTPStatus.OK, media_type, _WRITERS[media_type](answer), answer.truncated)

    def _say(self, status: HTTPStatus, message: str) -> None:
        self._reply(status, "text/plain", message + "\n")

    def _reply(self, status: HTTPStatus, media_type: str, text: str, truncated: bool = False) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if truncated:
            self.send_header("X-Recalling-Truncated", "true")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Keep quiet: queries are their sender's business."""


def _status(error: StoreError) -> HTTPStatus:
    if isinstance(error, UpdateRefused):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, QueryTimeout):
        return HTTPStatus.REQUEST_TIMEOUT
    return HTTPStatus.BAD_REQUEST if isinstance(error, QueryError) else HTTPStatus.INTERNAL_SERVER_ERROR


class Server(socketserver.ForkingMixIn, HTTPServer):
    """The endpoint over one store. ``port`` 0 takes a free one; ``address`` says which.

    Raises
    ------
    StoreUnavailable
        The port is taken, or this user may not have it.

    """

    max_children = 8

    def __init__(self, store: Store, *, port: int = 0, timeout: float = 30.0, limit: int = 10_000) -> None:
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreUnavailable(f"port {port} cannot be had: {reason}; --port 0 takes a free one") from error
        self._store, self._timeout, self._limit = store, timeout, limit

    @property
    def address(self) -> str:
        """Where queries go."""
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def ask(self, sparql: str) -> Answer:
        """One query within the server's limits."""
        return self._store.query(sparql, timeout=self._timeout, limit=self._limit)

    def serve_until_interrupted(self) -> None:
        """Answer until Ctrl-C."""
        with contextlib.suppress(KeyboardInterrupt):
            self.serve_forever()

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the base class has them
        """A client that leaves early is no trouble of ours; anything else is said in one line."""
        error = sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"recalling: a request failed: {type(error).__name__}: {error}\n")
