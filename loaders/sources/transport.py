"""One request on the wire: guarded, paced, bounded in time and size, whole or an error.

`Transport` is the adapter that `requests` sends through. The cache above it (requests-cache) calls
it only when it must really ask, so that pace and limits cost nothing for what is already here, and
it never sees half a body: the body is read to its end here, before anything is stored.

Two traps of the layers below are closed here. A server that sends a byte now and then never trips
a read timeout, neither in its headers nor in its body; so a timer cuts the connection, and the body
is read in pieces (``read1``) against a deadline. And `requests` does not read ahead when it streams,
so a limit on the size must be kept while reading, after decompression.
"""

from __future__ import annotations

import io
import socket
import threading
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from loaders.errors import SourceRefused
from loaders.sources.address import Guard
from loaders.sources.pacing import Clock, Pacer

__all__ = ["Limits", "Transport", "Unfinished"]

_PIECE = 65536  # bytes of body asked for at a time, and inflated at a time
_GZIP = 31  # zlib's wbits for a gzip header and a window of 32 KiB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request: times in seconds, ``size`` in bytes of the decompressed body.

    ``connect`` bounds the connection, ``read`` each silence, ``total`` headers and body together.
    ``tries`` counts the first request too; ``backoff`` doubles from the second retry on; a server's
    ``Retry-After`` is honoured up to ``longest_wait``; ``hops`` bounds redirects.
    """

    size: int = 64 * 1024 * 1024
    connect: float = 10.0
    read: float = 30.0
    total: float = 180.0
    tries: int = 4
    backoff: float = 2.0
    longest_wait: float = 120.0
    hops: int = 5


class Unfinished(requests.ConnectionError):
    """The body did not come to its end: closed early, too slow, or not what its encoding says."""


@contextmanager
def _cut_after(sock: socket.socket | None, seconds: float) -> Generator[None]:
    """Close ``sock`` for both sides when the block lasts longer than ``seconds``."""

    def cut() -> None:
        try:
            if sock is not None:
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose own shutdown is not for two threads
        except OSError:
            pass  # it is closed already

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _check_peer(guard: Guard, sock: socket.socket | None) -> None:
    if sock is not None and sock.family in {socket.AF_INET, socket.AF_INET6}:
        guard.check_peer(str(sock.getpeername()[0]))


def _pools(guard: Guard, limits: Limits) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools whose connections check where they have arrived and how long headers take."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _check_peer(guard, self.sock)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3 says the same of its own
            with _cut_after(self.sock, limits.total):
                return super().getresponse()

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _check_peer(guard, self.sock)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3 says the same of its own
            with _cut_after(self.sock, limits.total):
                return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain  # pyright: ignore[reportAssignmentType]  # urllib3 assigns its own just so

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure  # pyright: ignore[reportAssignmentType]

    return {"http": PlainPool, "https": SecurePool}


class Transport(HTTPAdapter):
    """Sends one request and gives a response whose body is whole and in memory."""

    def __init__(self, guard: Guard, pacer: Pacer, limits: Limits, clock: Clock) -> None:
        self._guard, self._pacer, self._limits, self._clock = guard, pacer, limits, clock
        super().__init__(max_retries=Retry(0, read=False))  # the client above counts the tries

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """Use the pools that check the address really reached."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._guard, self._limits)

    def send(self, request: requests.PreparedRequest, *_: Any, **how: Any) -> requests.Response:
        """Check, wait for the host's turn, ask, and read the body to its end.

        Raises
        ------
        SourceRefused
            The address may not be asked, or the body is over the limit.
        requests.RequestException
            Anything else that asking again may heal (`Unfinished` for a body that broke off).

        """
        url = request.url or ""
        self._check(url, how.get("proxies"))
        self._pacer.wait(urlsplit(url).netloc)
        deadline = self._clock.now() + self._limits.total
        how |= {"stream": True, "timeout": (self._limits.connect, self._limits.read)}  # whatever the caller said
        response = super().send(request, **how)
        try:
            body = self._body(response.raw, url, deadline)
        finally:
            response.raw.close()
        return _with_body(response, body)

    def _check(self, url: str, proxies: Mapping[str, str] | None) -> None:
        if select_proxy(url, dict(proxies or {})):
            return self._guard.check_form(url)
        try:
            self._guard.check(url)
        except OSError as error:
            raise requests.ConnectionError(f"the host's name could not be resolved: {error}") from error
        return None

    def _body(self, raw: BaseHTTPResponse, url: str, deadline: float) -> bytes:
        announced = raw.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced[:20]) > self._limits.size:
            raise self._too_large(url)
        body = bytearray()
        for piece in _decoded(self._pieces(raw, deadline), raw.headers.get("Content-Encoding", "")):
            body += piece
            if len(body) > self._limits.size:
                raise self._too_large(url)
        return bytes(body)

    def _pieces(self, raw: BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
        try:
            while piece := raw.read1(_PIECE, decode_content=False):
                yield piece
                if self._clock.now() > deadline:
                    raise Unfinished(f"the answer took longer than {self._limits.total:g} s")
        except (HTTPError, OSError) as error:
            if isinstance(error, Unfinished):
                raise
            raise Unfinished(f"the answer broke off: {error}") from error

    def _too_large(self, url: str) -> SourceRefused:
        return SourceRefused(f"the answer is over the limit of {self._limits.size} bytes; not taken", url)


def _decoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces without their compression, each bounded; a stream that ends early is an error.

    The decoders of urllib3 take half a gzip stream for the whole of it; so gzip is undone here.
    """
    coding = encoding.strip().lower()
    if coding in {"", "identity"}:
        yield from pieces
    elif coding in {"gzip", "x-gzip"}:
        yield from _gunzipped(pieces)
    else:
        raise Unfinished(f"the answer is encoded as {coding!r}, which was not asked for")


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if inflater.eof:  # several gzip members in a row are one stream (RFC 1952, 2.2)
                    inflater = zlib.decompressobj(_GZIP)
                yield inflater.decompress(rest, _PIECE)
                rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error as error:
        raise Unfinished(f"the compressed answer is damaged: {error}") from error
    if not inflater.eof:
        raise Unfinished("the compressed answer ends before its end")


def _with_body(response: requests.Response, body: bytes) -> requests.Response:
    """The response with its decompressed body in memory and headers that say so."""
    for name in ("Content-Encoding", "Transfer-Encoding"):
        response.headers.pop(name, None)
    if response.status_code != requests.codes.not_modified:
        response.headers["Content-Length"] = str(len(body))
    response.raw = HTTPResponse(
        io.BytesIO(body),
        headers=dict(response.headers),
        status=response.status_code,
        reason=response.reason,
        preload_content=False,
        request_url=response.url,
    )
    return response
