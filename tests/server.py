"""A small HTTP server on loopback that behaves as the real services do, well and badly.

A test gives it routes: a path (with its query, if it matters) to a `Reply`, or to a list of replies
given one after the other, the last one for ever. Every request is kept in ``seen``, so that a test
can say what was asked, in what order and with which headers.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Reply:
    """One answer. ``cut`` closes after that many bytes of body; ``drip`` sends one byte in so many seconds."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    length: bool = True  # say Content-Length
    chunked: bool = False
    drip: float = 0.0
    slow_headers: float = 0.0  # seconds between two bytes of the headers
    silence: float = 0.0  # seconds before anything is said
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]


Route = Reply | list[Reply] | Callable[[str], Reply]


class Served:
    """A running server: its base address and what it has been asked."""

    def __init__(self, routes: Mapping[str, Route], port: int) -> None:
        self.routes, self.base = dict(routes), f"http://127.0.0.1:{port}"
        self.seen: list[Request] = []
        self.stopping = threading.Event()
        self._given: dict[str, int] = {}
        self._lock = threading.Lock()

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.seen]

    def reply(self, path: str) -> Reply:
        route = self.routes.get(path) or self.routes.get(urlsplit(path).path) or self.routes.get("*")
        if route is None:
            return Reply(404, b"<html><head><title>Not found</title></head></html>", {"Content-Type": "text/html"})
        if isinstance(route, Reply):
            return route
        if callable(route):
            return route(path)
        with self._lock:
            turn = self._given.get(path, 0)
            self._given[path] = turn + 1
        return route[min(turn, len(route) - 1)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = unquote(self.path)
        self.served.seen.append(Request(path, dict(self.headers.items())))
        reply = self.served.reply(path)
        try:
            self._say(reply)
        except OSError:
            self.close_connection = True  # the client left, as it may

    def _pause(self, seconds: float) -> None:
        if seconds and self.served.stopping.wait(seconds):
            raise OSError("stopping")

    def _say(self, reply: Reply) -> None:
        self._pause(reply.silence)
        if reply.etag and self.headers.get("If-None-Match") == reply.etag:
            reply = Reply(304, b"", reply.headers, etag=reply.etag, length=False)
        if reply.modified and self.headers.get("If-Modified-Since") == reply.modified:
            reply = Reply(304, b"", reply.headers, modified=reply.modified, length=False)
        head = self._head(reply)
        if reply.slow_headers:
            for byte in head:
                self.wfile.write(bytes([byte]))
                self._pause(reply.slow_headers)
        else:
            self.wfile.write(head)
        self._body(reply)

    def _head(self, reply: Reply) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} Reply"]
        fields = dict(reply.headers)
        if reply.etag:
            fields["ETag"] = reply.etag
        if reply.modified:
            fields["Last-Modified"] = reply.modified
        if reply.chunked:
            fields["Transfer-Encoding"] = "chunked"
        elif reply.length and reply.status != 304:
            fields["Content-Length"] = str(len(reply.body))
        elif reply.status != 304:
            fields["Connection"] = "close"
        lines += [f"{name}: {value}" for name, value in fields.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def _body(self, reply: Reply) -> None:
        body = reply.body if reply.cut is None else reply.body[: reply.cut]
        if reply.drip:
            for byte in body:
                self.wfile.write(bytes([byte]))
                self._pause(reply.drip)
        elif reply.chunked:
            for start in range(0, len(body), 1000):
                piece = body[start : start + 1000]
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            if reply.cut is None:
                self.wfile.write(b"0\r\n\r\n")
        else:
            self.wfile.write(body)
        if reply.cut is not None or not (reply.length or reply.chunked or reply.status == 304):
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        pass  # a client that leaves is what these tests are about


@contextmanager
def serving(routes: Mapping[str, Route]) -> Iterator[Served]:
    """Serve ``routes`` on a free loopback port while the block runs."""
    server = _Server(("127.0.0.1", 0), _Handler)
    served = Served(routes, server.server_address[1])
    server.RequestHandlerClass = type("Handler", (_Handler,), {"served": served})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def free_port() -> int:
    """A loopback port that nobody listens on (a moment ago)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class FakeTime:
    """A clock that sleeping moves on; nothing really waits. ``slept`` lists the pauses, in seconds."""

    at: float = 1000.0
    wall: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        self.wall += seconds

    def real(self) -> float:
        return time.monotonic()


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PAGE = b"<!DOCTYPE html><html><head><title>Viewer</title></head><body><script>load()</script></body></html>"
