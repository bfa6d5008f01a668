"""The one polite client: addresses, pace, retries, limits, cache, resumption."""

from __future__ import annotations

import gzip
import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import SourceError, SourceNotFound, SourceRefused
from loaders.sources.address import Guard, is_public
from loaders.sources.content import Flaw, extension, flaw
from loaders.sources.http import Client, Limits, Settings, cache_folder, user_agent
from loaders.sources.pacing import Clock, Pacer, retry_after
from tests.server import PAGE, PDF, FakeTime, Reply, Route, Served, free_port, serving

QUICK = Limits(connect=1, read=0.15, total=0.25, tries=3, backoff=2, longest_wait=120)


def fake_clock(fake: FakeTime) -> Clock:
    return Clock(fake.now, lambda: fake.wall, fake.sleep)


@contextmanager
def asking(
    routes: dict[str, Route], cache: Path | None = None, limits: Limits = QUICK, fresh: timedelta = timedelta(days=7)
) -> Iterator[tuple[Client, Served, FakeTime]]:
    """A client that may ask loopback, with time that does not pass by itself, and its server."""
    fake = FakeTime()
    settings = Settings("tests@example.org", cache, loopback=True, limits=limits, fresh=fresh)
    with serving(routes) as served, Client(settings, fake_clock(fake)) as client:
        yield client, served, fake


# Addresses ---------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",  # this machine
    "0.0.0.0",  # noqa: S104  # "this host", which Linux connects to itself
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # the metadata service of cloud machines
    "100.64.0.1",  # carrier-grade NAT
    "192.0.2.1",  # documentation
    "198.18.0.1",  # benchmarking
    "224.0.0.1",  # multicast
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",  # with a zone
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",  # IPv4 in IPv6
    "::ffff:10.0.0.1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "64:ff9b::a00:1",  # NAT64 of 10.0.0.1
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "157.150.185.11", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_wrapping_a_private_address_never_makes_it_public(inner: IPv4Address) -> None:
    """Rule: an address that carries another is at most as public as the inner one."""
    value = int(inner)
    wrapped = [
        IPv6Address(0xFFFF << 32 | value),  # IPv4-mapped
        IPv6Address(0x2002 << 112 | value << 80),  # 6to4
        IPv6Address(0x64FF9B << 96 | value),  # NAT64
    ]
    assert not any(is_public(str(address)) for address in wrapped)


@given(st.ip_addresses(v=4))
def test_nothing_in_the_private_networks_is_public(address: IPv4Address) -> None:
    """Rule: RFC 1918 and loopback are never asked, whatever the address."""
    inside = any(
        address in IPv4Network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")
    )
    assert not (inside and is_public(str(address)))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "http"),
        ("ftp://example.org/x", "http"),
        ("gopher://example.org/", "http"),
        ("//example.org/x", "http"),
        ("http:///path", "no host"),
        ("http://user:secret@example.org/", "password"),
        ("http://example.org:99999/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://a..b/", "not a host name"),
        ("http://127.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("http://2130706433/", "private"),  # 127.0.0.1 as one number
        ("http://0x7f.1/", "private"),  # 127.0.0.1 in hexadecimal, shortened
    ],
)
def test_the_guard_refuses(url: str, why: str) -> None:
    with pytest.raises(SourceRefused, match=why):
        Guard().check(url)


@given(st.text(max_size=60))
def test_the_guard_is_total(text: str) -> None:
    """Rule: any text is judged, refused or without an address; nothing else is raised."""
    with suppress(SourceRefused):
        Guard(resolve=lambda *_: ("8.8.8.8",)).check(text)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(SourceRefused, match=r"10\.0\.0\.1"):
        Guard(resolve=lambda *_: ("8.8.8.8", "10.0.0.1")).check("http://mixed.example/")


def test_the_loopback_switch_opens_loopback_and_nothing_else() -> None:
    guard = Guard(loopback=True)
    assert guard.check("http://127.0.0.1:8000/") is False
    with pytest.raises(SourceRefused):
        guard.check("http://192.168.0.1/")


def test_a_public_host_may_not_redirect_to_this_machine_even_in_tests() -> None:
    guard = Guard(loopback=True, resolve=lambda host, _: ("127.0.0.1",) if host == "home" else ("8.8.8.8",))
    guard.check_hop("http://home/a", "http://home/b")
    guard.check_hop("http://public/a", "http://other/b")
    with pytest.raises(SourceRefused, match="redirected to this machine"):
        guard.check_hop("http://public/a", "http://home/b")


def test_a_name_that_changes_its_answer_between_check_and_connection_is_caught() -> None:
    """DNS rebinding: the check sees a public address, the connection reaches loopback."""
    guard = Guard(resolve=lambda *_: ("8.8.8.8",))
    with serving({"/": Reply(body=b"secret")}) as served, Client(Settings(pace=0), guard=guard) as client:
        with pytest.raises(SourceRefused, match=r"reached 127\.0\.0\.1"):
            client.get(served.base + "/")
        assert served.seen == []  # nothing was asked over that connection


def test_loopback_is_refused_without_the_switch() -> None:
    with serving({"/": Reply()}) as served, Client(Settings(pace=0)) as client:
        with pytest.raises(SourceRefused, match="private"):
            client.get(served.base + "/")
        assert served.seen == []


def test_a_proxy_resolves_names_so_only_what_is_written_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    limits = Limits(connect=1, tries=1)
    with Client(Settings(pace=0, limits=limits)) as client:
        with pytest.raises(SourceRefused):
            client.get("http://169.254.169.254/latest")
        with pytest.raises(SourceRefused):
            client.get("http://localhost/")
        with pytest.raises(SourceError, match="asked 1 times"):
            client.get("http://no-such-name.invalid/")  # it is the proxy that is not there


# Pace and waiting --------------------------------------------------------------------------------


@given(st.floats(0.01, 10), st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 5)), max_size=30))
def test_two_requests_to_one_host_start_at_least_the_interval_apart(
    interval: float, steps: list[tuple[str, float]]
) -> None:
    """Rule: at most one request a second (here: an interval) to a host, whatever happens between."""
    fake = FakeTime()
    pacer, starts = Pacer(interval, fake_clock(fake)), {"a": [], "b": []}  # type: dict[str, list[float]]
    for host, passes in steps:
        pacer.wait(host)
        starts[host].append(fake.at)
        fake.at += passes
    for moments in starts.values():
        assert all(later - earlier >= interval - 1e-6 for earlier, later in itertools.pairwise(moments))


def test_hosts_do_not_wait_for_each_other() -> None:
    fake = FakeTime()
    pacer = Pacer(5, fake_clock(fake))
    pacer.wait("a")
    pacer.wait("b")
    assert fake.slept == []


def test_a_hold_is_kept_and_never_shortened() -> None:
    fake = FakeTime()
    pacer = Pacer(1, fake_clock(fake))
    pacer.hold("a", 30)
    pacer.hold("a", 5)
    pacer.wait("a")
    assert fake.slept == [30]


def test_a_negative_pace_is_no_pace() -> None:
    with pytest.raises(ValueError, match="-1"):
        Pacer(-1, Clock())


NOW = 1_700_000_000.0
IN_A_MINUTE = format_datetime(datetime.fromtimestamp(NOW + 60, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 12 ", 12),
        ("3600", 120),  # capped
        ("9" * 400, 120),  # a number that floats cannot hold
        (IN_A_MINUTE, 60),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),  # long ago
        ("Sunday, 06-Nov-94 08:49:37 GMT", 0),  # RFC 850's form, which RFC 9110 still allows
        ("Fri, 31 Dec 9999 23:59:59 GMT", 120),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("٣", None),  # a digit, but none of ASCII
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW, 120) == seconds


@given(st.text(max_size=60) | st.integers().map(str) | st.datetimes().map(format_datetime), st.floats(0, 1000))
def test_retry_after_is_total_and_bounded(value: str, longest: float) -> None:
    """Rule: no header stops the program, shortens below zero or holds it longer than the cap."""
    seconds = retry_after(value, NOW, longest)
    assert seconds is None or 0 <= seconds <= longest


# Asking ------------------------------------------------------------------------------------------


def test_it_says_who_asks_and_keeps_a_second_between() -> None:
    with asking({"/a": Reply(body=b"a"), "/b": Reply(body=b"b")}) as (client, served, fake):
        assert client.get(served.base + "/a").data == b"a"
        assert client.get(served.base + "/b").data == b"b"
        assert [request.headers["User-Agent"] for request in served.seen] == [user_agent("tests@example.org")] * 2
        assert fake.slept == [1.0]


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "é@example.org", "x" * 1000, "(nested (comment", ""])
def test_no_contact_breaks_the_header(contact: str) -> None:
    agent = user_agent(contact)
    assert agent.isascii() and agent.isprintable() and len(agent) < 300
    assert agent.count("(") == agent.count(")") == 1


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_the_server_wishes(status: int) -> None:
    routes: dict[str, Route] = {"/": [Reply(status, headers={"Retry-After": "7"}), Reply(body=b"ok")]}
    with asking(routes) as (client, served, fake):
        assert client.get(served.base + "/").data == b"ok"
        assert fake.slept == [7.0]


def test_a_date_to_wait_for_is_understood_and_capped() -> None:
    late = format_datetime(datetime.fromtimestamp(NOW + 9999, UTC), usegmt=True)
    routes: dict[str, Route] = {"/": [Reply(503, headers={"Retry-After": late}), Reply(body=b"ok")]}
    with asking(routes) as (client, served, fake):
        client.get(served.base + "/")
        assert fake.slept == [120.0]


def test_it_backs_off_and_gives_up_with_the_reason() -> None:
    with asking({"/": Reply(500)}, limits=Limits(tries=4, backoff=2)) as (client, served, fake):
        with pytest.raises(SourceError, match=r"answers 500.*asked 4 times"):
            client.get(served.base + "/")
        assert len(served.seen) == 4
        assert fake.slept == [1.0, 4.0, 8.0]  # the pace first, then 2 times 2, then doubled


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_not_asked_for_twice(status: int) -> None:
    with asking({"/": Reply(status)}) as (client, served, _fake):
        with pytest.raises(SourceNotFound):
            client.get(served.base + "/")
        assert len(served.seen) == 1


def test_a_challenge_for_browsers_is_named() -> None:
    """What digitallibrary.un.org has answered to programs: 202, an empty body and the firewall's header."""
    with (
        asking({"/": Reply(202, headers={"x-amzn-waf-action": "challenge"})}) as (client, served, _),
        pytest.raises(SourceError, match="wants a browser"),
    ):
        client.get(served.base + "/")


def test_nobody_listening_is_reported() -> None:
    with (
        Client(Settings(pace=0, loopback=True, limits=Limits(tries=2, backoff=0))) as client,
        pytest.raises(SourceError, match=r"(?i)refused.*asked 2 times"),
    ):
        client.get(f"http://127.0.0.1:{free_port()}/")


def test_a_name_without_an_address_is_reported() -> None:
    def nowhere(*_: object) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    with (
        Client(Settings(pace=0, limits=Limits(tries=1)), guard=Guard(resolve=nowhere)) as client,
        pytest.raises(SourceError, match="could not be resolved"),
    ):
        client.get("http://nowhere.example/")


# Redirects ---------------------------------------------------------------------------------------


GZIP = {"Content-Encoding": "gzip"}


def to(target: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": target})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(status: int) -> None:
    with asking({"/a": to("b?x=1", status), "/b": Reply(body=PDF)}) as (client, served, _):
        answer = client.get(served.base + "/a")
        assert (answer.url, answer.data) == (served.base + "/b?x=1", PDF)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("file:///etc/passwd", "http and https"),
        ("https://127.0.0.1/", "same scheme"),
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("http://user:pw@127.0.0.1/", "password"),
        ("/a", "redirected more than"),  # a loop of one
    ],
)
def test_redirects_that_are_refused(target: str, why: str) -> None:
    with asking({"/a": to(target)}) as (client, served, _):
        with pytest.raises(SourceRefused, match=why):
            client.get(served.base + "/a")
        assert set(served.paths) == {"/a"}


def test_a_loop_of_two_ends() -> None:
    with (
        asking({"/a": to("/b"), "/b": to("/a")}) as (client, served, _),
        pytest.raises(SourceRefused, match="loop"),
    ):
        client.get(served.base + "/a")


def test_a_redirect_that_leads_nowhere_is_an_error() -> None:
    with (
        asking({"/a": Reply(302)}) as (client, served, _),
        pytest.raises(SourceError, match="without saying where"),
    ):
        client.get(served.base + "/a")


# Bodies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        Reply(body=b"x" * 5000, cut=1234),  # fewer bytes than Content-Length says
        Reply(body=b"x" * 5000, chunked=True, cut=2000),  # no last chunk
        Reply(body=gzip.compress(b"x" * 50_000)[:-20], headers=GZIP, length=False),
        Reply(body=gzip.compress(b"x" * 50_000)[:9] + b"rubbish" * 9, headers=GZIP),
        Reply(body=b"x", headers={"Content-Encoding": "br"}),  # not asked for
    ],
    ids=["length", "chunked", "gzip", "rubbish", "brotli"],
)
def test_half_a_body_is_asked_for_again_and_never_taken(broken: Reply, tmp_path: Path) -> None:
    whole = Reply(body=b"y" * 5000)
    with asking({"/": [broken, whole]}, tmp_path) as (client, served, _):
        assert client.get(served.base + "/").data == whole.body
    with (
        asking({"/": broken}, tmp_path / "other") as (client, served, _),
        pytest.raises(SourceError, match=r"broke off|ends before|damaged|not asked for"),
    ):
        client.get(served.base + "/")


def test_half_a_file_where_no_length_was_said_is_found_by_its_content() -> None:
    half, whole = Reply(body=PDF[:-20], length=False), Reply(body=PDF, length=False)
    with asking({"/": [half, whole]}) as (client, served, _):
        assert client.get(served.base + "/", check=lambda data: flaw(data, frozenset({"pdf"}))).data == PDF


def test_interrupted_runs_resume(tmp_path: Path) -> None:
    """The server dies in the middle of the second document; the next run asks only for that one."""
    cut = Reply(body=PDF * 50, cut=100)
    routes: dict[str, Route] = {"/1": Reply(body=PDF), "/2": cut}
    with serving(routes) as served:
        settings = Settings(cache=tmp_path, pace=0, loopback=True, limits=Limits(tries=2, backoff=0))
        with Client(settings) as client:
            client.get(served.base + "/1")
            with pytest.raises(SourceError, match="asked 2 times"):
                client.get(served.base + "/2")
        served.routes["/2"] = Reply(body=PDF * 50)
        served.seen.clear()
        with Client(settings) as client:
            assert client.get(served.base + "/1").cached
            assert client.get(served.base + "/2").data == PDF * 50
        assert served.paths == ["/2"]


@pytest.mark.parametrize(
    "large",
    [
        Reply(body=b"x" * 3000),  # says so
        Reply(body=b"x" * 3000, chunked=True),  # does not say so
        Reply(body=b"x" * 3000, length=False),
        Reply(body=gzip.compress(bytes(10_000_000)), headers=GZIP),  # a bomb: 9.7 KB
    ],
    ids=["length", "chunked", "close", "bomb"],
)
def test_reading_stops_at_the_limit(large: Reply) -> None:
    with asking({"/": large}, limits=Limits(size=2000)) as (client, served, _):
        with pytest.raises(SourceRefused, match="over the limit of 2000 bytes"):
            client.get(served.base + "/")
        assert len(served.seen) == 1  # asking again would not make it smaller


@pytest.mark.parametrize(
    "slow",
    [
        Reply(body=b"x" * 100, drip=0.03),  # never silent long enough for a read timeout
        Reply(body=b"x", slow_headers=0.02),
        Reply(body=b"x", silence=0.4),
    ],
    ids=["body", "headers", "silence"],
)
def test_slowness_is_cut_off(slow: Reply) -> None:
    limits = Limits(connect=1, read=0.12, total=0.2, tries=1)
    with serving({"/": slow}) as served, Client(Settings(pace=0, loopback=True, limits=limits)) as client:
        started = time.monotonic()
        with pytest.raises(SourceError, match="asked 1 times"):
            client.get(served.base + "/")
        assert time.monotonic() - started < 1


@pytest.mark.parametrize("members", [1, 2])
def test_compressed_answers_are_whole(members: int) -> None:
    data = bytes(range(256)) * 999  # more than one piece
    with asking({"/": Reply(body=gzip.compress(data) * members, headers=GZIP)}) as (client, served, _):
        assert client.get(served.base + "/").data == data * members


# The cache ---------------------------------------------------------------------------------------


def test_what_is_here_is_not_asked_for_again(tmp_path: Path) -> None:
    routes: dict[str, Route] = {"/a": to("/b"), "/b": Reply(body=PDF, headers={"Content-Type": "application/pdf; x=1"})}
    with asking(routes, tmp_path) as (client, served, _):
        first = client.get(served.base + "/a")
        with Client(client.settings) as later:  # another run
            second = later.get(served.base + "/a")
        assert (first.cached, second.cached) == (False, True)
        assert second.data == PDF and second.media_type == "application/pdf" and second.url == first.url
        assert second.retrieved == first.retrieved
        assert served.paths == ["/a", "/b"]  # the redirect is kept too


@pytest.mark.parametrize(
    ("reply", "header"),
    [
        (Reply(body=PDF, etag='"v1"'), "If-None-Match"),
        (Reply(body=PDF, modified="Sun, 06 Nov 1994 08:49:37 GMT"), "If-Modified-Since"),
    ],
)
def test_what_has_grown_old_is_asked_whether_it_changed(reply: Reply, header: str, tmp_path: Path) -> None:
    with asking({"/": reply}, tmp_path, fresh=timedelta(0)) as (client, served, _):
        client.get(served.base + "/")
        again = client.get(served.base + "/")
        assert again.data == PDF
        assert [header in request.headers for request in served.seen] == [False, True]


def test_a_fresh_answer_can_be_asked_about_all_the_same(tmp_path: Path) -> None:
    with asking({"/": Reply(body=PDF, etag='"v1"')}, tmp_path) as (client, served, _):
        client.get(served.base + "/")
        assert client.get(served.base + "/", refresh=True).data == PDF
        assert len(served.seen) == 2
        served.routes["/"] = Reply(body=PDF + b"new", etag='"v2"')
        assert client.get(served.base + "/", refresh=True).data == PDF + b"new"
        assert client.get(served.base + "/").data == PDF + b"new"
        assert len(served.seen) == 3


def test_asking_anew_works_without_validators_too(tmp_path: Path) -> None:
    """requests-cache alone gives the kept answer then."""
    with asking({"/": [Reply(body=b"old"), Reply(body=b"new")]}, tmp_path) as (client, served, _):
        assert client.get(served.base + "/").data == b"old"
        assert client.get(served.base + "/", refresh=True).data == b"new"
        assert client.get(served.base + "/").data == b"new"


@pytest.mark.parametrize("bad", [Reply(body=PAGE), Reply(body=b"")])
def test_what_is_no_document_is_not_kept(bad: Reply, tmp_path: Path) -> None:
    def check(data: bytes) -> Flaw | None:
        return flaw(data, frozenset({"pdf"}))

    with asking({"/": [bad, Reply(body=PDF)]}, tmp_path) as (client, served, _):
        with pytest.raises(SourceError, match=r"web page|empty"):
            client.get(served.base + "/", check=check)
        assert client.get(served.base + "/", check=check).data == PDF


def test_errors_are_not_kept(tmp_path: Path) -> None:
    with asking({"/": [Reply(404), Reply(body=PDF)]}, tmp_path) as (client, served, _):
        with pytest.raises(SourceNotFound):
            client.get(served.base + "/")
        assert client.get(served.base + "/").data == PDF


def test_a_damaged_cache_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "http.sqlite").write_bytes(b"this is no database, " * 500)
    with asking({"/": Reply(body=PDF)}, tmp_path) as (client, served, _):
        assert client.get(served.base + "/").data == PDF
        assert client.get(served.base + "/").cached
    assert (tmp_path / "http.damaged").exists()


def test_a_cache_that_breaks_while_running_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with asking({"/": Reply(body=PDF)}, tmp_path) as (client, served, _):
        monkeypatch.setattr("requests_cache.backends.sqlite.SQLiteDict.get", broken, raising=False)
        monkeypatch.setattr("requests_cache.backends.sqlite.SQLiteDict.__getitem__", broken)
        with pytest.raises(SourceError, match="disk I/O error"):
            client.get(served.base + "/")


@pytest.mark.parametrize(
    ("environ", "system", "folder"),
    [
        ({"HOME": "/u"}, "linux", "/u/.cache/recalling"),
        ({"HOME": "/u", "XDG_CACHE_HOME": "/c"}, "linux", "/c/recalling"),
        ({"HOME": "/u"}, "darwin", "/u/Library/Caches/recalling"),
        ({"LOCALAPPDATA": "/l", "HOME": "/u"}, "win32", "/l/recalling/Cache"),
        ({"RECALLING_CACHE": "/mine", "HOME": "/u"}, "darwin", "/mine"),
    ],
)
def test_the_cache_folder(environ: dict[str, str], system: str, folder: str) -> None:
    assert cache_folder(environ, system).as_posix() == folder


def test_settings_come_from_the_environment() -> None:
    environ = {
        "RECALLING_CONTACT": "me",
        "RECALLING_CACHE": "/c",
        "RECALLING_PACE": "2.5",
        "RECALLING_ALLOW_LOOPBACK": "1",
    }
    assert Settings.from_environment(environ) == Settings("me", Path("/c"), 2.5, loopback=True)
    assert Settings.from_environment({"HOME": "/u"}).pace == 1
    for pace in ("fast", "-1", "inf", "nan"):
        with pytest.raises(SourceError, match="RECALLING_PACE"):
            Settings.from_environment({"RECALLING_PACE": pace})


# Content -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "pdf"),
        (PAGE, "html"),
        (b"\n\n  <HTML>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><akomaNtoso/>", "xml"),
        (b"<akomaNtoso xmlns='x'><doc/></akomaNtoso>", "xml"),
        (
            b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'/>",
            "html",
        ),  # XHTML is a page
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc"),
        (b"\xffWPC" + bytes(60), "wpd"),
        (b"", "bin"),
        (b"GIF89a", "bin"),
    ],
)
def test_extension_is_by_content(data: bytes, kind: str) -> None:
    assert extension(data) == kind


@given(st.binary(max_size=400), st.frozensets(st.sampled_from(["pdf", "xml", "docx", "doc"])))
def test_content_is_judged_whatever_it_is(data: bytes, wanted: frozenset[str]) -> None:
    """Rule: any bytes are judged, and only a wanted kind passes."""
    found = flaw(data, wanted)
    assert (found is None) <= (extension(data) in wanted)


@given(st.integers(0, len(PDF) - 8))
def test_no_beginning_of_a_file_passes_for_the_whole(end: int) -> None:
    """Rule: a PDF without its end mark is never taken."""
    assert flaw(PDF[:end], frozenset({"pdf"})) is not None
