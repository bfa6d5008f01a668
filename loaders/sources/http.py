"""The one polite HTTP client: every request of this project goes through `Client.get`.

It says who asks, asks one host at most once a second, waits as long as the host wishes, keeps what
it got on disk and asks only whether that has changed, tries again what may heal, and takes nothing
that is not whole. It refuses addresses inside the user's network at every hop (`address`).

Settings come from the environment or from code:

============================  ===========================================================
``RECALLING_CONTACT``         who asks: an address or URL, sent in the user agent
``RECALLING_CACHE``           the cache folder (default: the platform's user cache folder)
``RECALLING_PACE``            seconds between two requests to one host (default 1)
``RECALLING_ALLOW_LOOPBACK``  ``1`` lets this machine be asked (for tests)
============================  ===========================================================

How requests-cache behaves was read in its documentation and checked against release 1.3: an expired
entry with an ``ETag`` or ``Last-Modified`` is asked for with ``If-None-Match`` or
``If-Modified-Since``, and a 304 renews it. Its pickle serializer is not used: a cache folder that
somebody else can write to would then run their code; JSON cannot.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests_cache.backends.sqlite import SQLiteCache
from requests_cache.models.response import CachedResponse
from requests_cache.session import CachedSession
from urllib3 import Retry
from urllib3.exceptions import MaxRetryError

from loaders.errors import SourceError, SourceNotFound, SourceRefused
from loaders.sources.address import Guard
from loaders.sources.content import Flaw
from loaders.sources.pacing import Clock, Pacer, retry_after
from loaders.sources.transport import Limits, Transport

__all__ = ["Answer", "Client", "Limits", "Settings", "cache_folder", "user_agent"]

_OK = 200
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # may heal: asked again
_MOVED = (301, 302, 303, 307, 308)
_CHALLENGE = "x-amzn-waf-action"  # set by the UN's firewall when it wants a browser to run a script
_TRANSIENT = (requests.ConnectionError, requests.Timeout, requests.exceptions.ContentDecodingError)


def cache_folder(environ: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """Where answers are kept: ``RECALLING_CACHE``, or the platform's folder for users' caches.

    >>> cache_folder({"RECALLING_CACHE": "here"}).name, cache_folder({"XDG_CACHE_HOME": "/c"}, "linux").as_posix()
    ('here', '/c/recalling')
    """
    if environ.get("RECALLING_CACHE"):
        return Path(environ["RECALLING_CACHE"])
    home = Path(environ.get("HOME") or Path.home())
    if system == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "recalling" / "Cache"
    if system == "darwin":
        return home / "Library" / "Caches" / "recalling"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "recalling"


def user_agent(contact: str = "") -> str:
    """Who asks: program, version and contact; characters that a header cannot hold are dropped.

    >>> user_agent("library@example.org").endswith("(contact: library@example.org)")
    True
    """
    try:
        version = metadata.version("recalling")
    except metadata.PackageNotFoundError:  # run from a source tree
        version = "0"
    shown = "".join(c for c in contact if " " <= c <= "~" and c not in "()\\")[:200].strip()
    return f"recalling/{version} ({f'contact: {shown}' if shown else 'no contact given; see RECALLING_CONTACT'})"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the client behaves; ``cache`` is a folder, or ``None`` to keep nothing on disk.

    ``pace`` is in seconds between two requests to one host; ``fresh`` says how long a kept answer
    is used without asking whether it has changed.
    """

    contact: str = ""
    cache: Path | None = None
    pace: float = 1.0
    fresh: timedelta = timedelta(days=7)
    loopback: bool = False
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """The settings that the environment gives; `SourceError` when one cannot be read."""
        pace = environ.get("RECALLING_PACE") or "1"
        try:
            seconds = float(pace)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < float("inf"):
            raise SourceError(f"RECALLING_PACE is {pace!r}; expected seconds between two requests, such as 1 or 2.5")
        contact, loopback = environ.get("RECALLING_CONTACT", ""), environ.get("RECALLING_ALLOW_LOOPBACK") == "1"
        return cls(contact, cache_folder(environ), seconds, loopback=loopback)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: ``url`` it came from after redirects, ``retrieved`` when it left the server."""

    url: str
    data: bytes = field(repr=False)
    media_type: str
    retrieved: datetime
    cached: bool


Check = Callable[[bytes], Flaw | None]
_DEFAULTS, _REAL_TIME = Settings(), Clock()


def _no_flaw(data: bytes) -> Flaw | None:
    del data
    return None


class Client:
    """Asks politely. Use as a context manager, or `close` it.

    Parameters
    ----------
    settings, clock, guard
        What it is allowed to do, its sense of time, and its judge of addresses.

    """

    def __init__(self, settings: Settings = _DEFAULTS, clock: Clock = _REAL_TIME, guard: Guard | None = None) -> None:
        self.settings, self._clock = settings, clock
        self._guard = guard or Guard(loopback=settings.loopback)
        self._pacer = Pacer(self.settings.pace, self._clock)
        self._session = _session(self.settings)
        transport = Transport(self._guard, self._pacer, self.settings.limits, self._clock)
        for prefix in ("http://", "https://"):
            self._session.mount(prefix, transport)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and cache."""
        self._session.close()  # type: ignore[no-untyped-call]

    def get(self, url: str, *, check: Check = _no_flaw, refresh: bool = False, accept: str = "*/*") -> Answer:
        """Have one address's content, from the cache where it is still good.

        Parameters
        ----------
        url
            An ``http`` or ``https`` address outside the user's network.
        check
            Says what is wrong with a body that arrived whole by HTTP's rules; a body with a flaw is
            not kept, and asked for again where that may help.
        refresh
            Ask the server whether a kept answer has changed, however fresh it is.
        accept
            The ``Accept`` header: the media types wanted.

        Raises
        ------
        SourceNotFound
            The server says 404 or 410.
        SourceRefused
            The address, a redirect or the size is not acceptable.
        SourceError
            Anything else, after the tries that the limits allow.

        """
        here = url
        for _ in range(self.settings.limits.hops + 1):
            response = self._ask(here, check, refresh, accept)
            target = self._target(here, response)
            if target is None:
                return _answer(here, response)
            here = target
        raise SourceRefused(f"redirected more than {self.settings.limits.hops} times; a loop?", url)

    def _target(self, url: str, response: requests.Response) -> str | None:
        """Where a redirect leads, once it is found harmless; ``None`` when this is the answer."""
        if response.status_code not in _MOVED:
            return None
        location = response.headers.get("Location", "")
        if not location:
            raise SourceError(f"the server redirects ({response.status_code}) without saying where to", url)
        target = urljoin(url, location)
        try:
            self._guard.check_hop(url, target)
        except OSError as error:
            raise SourceError(f"redirected to {target}, whose host could not be resolved: {error}", url) from error
        return target

    def _ask(self, url: str, check: Check, refresh: bool, accept: str) -> requests.Response:
        """One hop, asked until it is answered for good or the tries are used up."""
        limits, host = self.settings.limits, urlsplit(url).netloc
        tries = Retry(limits.tries - 1, backoff_factor=limits.backoff, backoff_max=limits.longest_wait)
        while True:
            outcome = self._once(url, check, refresh, accept)
            if not isinstance(outcome, _Again):
                return outcome
            try:
                tries = tries.increment("GET", url, error=Exception(outcome.reason))
            except MaxRetryError as error:
                raise SourceError(f"{outcome.reason} (asked {limits.tries} times; try again later)", url) from error
            self._pacer.hold(host, max(tries.get_backoff_time(), outcome.wait))

    def _once(self, url: str, check: Check, refresh: bool, accept: str) -> requests.Response | _Again:
        try:
            response = _get(self._session, url, refresh=refresh, headers={"Accept": accept})
        except _TRANSIENT as error:
            return _Again(_reason(error))
        except requests.RequestException as error:
            raise SourceError(f"could not be asked: {_reason(error)}", url) from error
        except sqlite3.Error as error:
            raise SourceError(f"the cache {self.settings.cache} cannot be used: {error}; remove it", url) from error
        status = response.status_code
        if status in _PASSING:
            return _Again(_says(response), self._wish(response))
        if status == _OK:
            return self._checked(url, response, check)
        if status not in _MOVED:
            raise _refusal(url, response)
        return response

    def _wish(self, response: requests.Response) -> float:
        asked = response.headers.get("Retry-After")
        return retry_after(asked, self._clock.wall(), self.settings.limits.longest_wait) or 0.0

    def _checked(self, url: str, response: requests.Response, check: Check) -> requests.Response | _Again:
        found = check(response.content)
        if found is None:
            return response
        self._forget(response)
        if found.again:
            return _Again(found.message)
        raise SourceError(found.message, url)

    def _forget(self, response: requests.Response) -> None:
        key = getattr(response, "cache_key", "")
        if key:
            self._session.cache.delete(key)  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class _Again:
    """An outcome that another try may heal, not before ``wait`` seconds have passed."""

    reason: str
    wait: float = 0.0


def _get(session: CachedSession, url: str, *, refresh: bool, headers: dict[str, str]) -> requests.Response:
    """One request or kept answer.

    An answer without ``ETag`` and ``Last-Modified`` cannot be asked about, and requests-cache then
    gives the kept one, even when told to refresh; so such an answer is asked for as if it were new.
    """
    ask = partial(session.get, url, allow_redirects=False, headers=headers)  # pyright: ignore[reportUnknownMemberType]
    response = ask(refresh=refresh)
    if refresh and isinstance(response, CachedResponse) and not response.revalidated:
        return ask(force_refresh=True)
    return response


def _session(settings: Settings) -> CachedSession:
    backend: SQLiteCache | str = "memory"
    if settings.cache is not None:
        backend = _disk(settings.cache)
    kept = (_OK, *_MOVED)
    session = CachedSession(
        backend=backend, expire_after=settings.fresh, allowable_codes=kept, allowable_methods=("GET",)
    )
    session.headers["User-Agent"] = user_agent(settings.contact)
    session.headers["Accept-Encoding"] = "gzip"  # what the transport undoes
    return session


def _disk(folder: Path) -> SQLiteCache:
    """The cache database; one that is damaged is put aside, for a cache can always be filled again."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "http.sqlite"
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # locked, or the disk is full: nothing is wrong with the file
            raise SourceError(f"the cache cannot be opened: {error}", str(path)) from error
        path.replace(path.with_suffix(".damaged"))
        return _open(path)


def _open(path: Path) -> SQLiteCache:
    cache = SQLiteCache(path, serializer="json", busy_timeout=10_000)
    len(cache.responses)  # touches the file, so that damage shows now
    return cache


def _answer(url: str, response: requests.Response) -> Answer:
    moment: datetime | None = getattr(response, "created_at", None)  # requests-cache: when it left the server, UTC
    media = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    retrieved = (moment or datetime.now(UTC)).replace(microsecond=0)
    aware = retrieved if retrieved.tzinfo else retrieved.replace(tzinfo=UTC)
    return Answer(url, response.content, media, aware, isinstance(response, CachedResponse))


def _refusal(url: str, response: requests.Response) -> SourceError:
    status, challenge = response.status_code, response.headers.get(_CHALLENGE)
    if challenge:
        return SourceError(f"the service wants a browser to answer a {challenge}; use another source", url)
    if response.headers.get("X-RateLimit-Remaining") == "0":  # GitHub: 60 an hour for those without an account
        return SourceError(f"{_says(response)}: the service's limit is used up; try again in an hour", url)
    if status in _GONE:
        return SourceNotFound(f"the server has no such document ({status})", url)
    return SourceError(_says(response), url)


def _says(response: requests.Response) -> str:
    return f"the server answers {response.status_code} {response.reason or ''}".rstrip()


def _reason(error: Exception) -> str:
    """The innermost words of an error, without object addresses."""
    seen: BaseException = error
    while seen.__context__ is not None and not isinstance(seen, OSError | UnicodeError):
        seen = seen.__context__
    return str(error) if isinstance(error, requests.ConnectionError) and "0x" not in str(error) else str(seen)
