"""When the next request may leave: a clock that tests can turn, a pace for each host, Retry-After.

Every pause of the HTTP client happens in `Pacer.wait`, so that a test with its own `Clock` never
sleeps, and two pauses for one host (the pace, a back-off, the server's own wish) never add up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

__all__ = ["Clock", "Pacer", "retry_after"]

_LONGEST_NUMBER = 12  # digits: more than 30,000 years of seconds is no number that anyone means


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the client sees it: ``now`` in seconds of a steady clock, ``wall`` in POSIX seconds."""

    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Pacer:
    """Keeps the starts of two requests to one host at least ``interval`` seconds apart.

    Hosts do not wait for each other. Threads may share one pacer: each takes its own slot.
    """

    def __init__(self, interval: float, clock: Clock) -> None:
        if interval < 0:
            raise ValueError(f"a pace is zero or more seconds, not {interval}")
        self._interval, self._clock = interval, clock
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Sleep until a request to ``host`` may start, and take that slot."""
        with self._lock:
            now = self._clock.now()
            slot = max(now, self._next.get(host, now))
            self._next[host] = slot + self._interval
        if slot > now:
            self._clock.sleep(slot - now)

    def hold(self, host: str, seconds: float) -> None:
        """Let no request to ``host`` start during the next ``seconds``."""
        with self._lock:
            until = self._clock.now() + seconds
            self._next[host] = max(until, self._next.get(host, until))


def retry_after(value: str | None, wall: float, longest: float) -> float | None:
    """Seconds to wait, from 0 to ``longest``, by a ``Retry-After`` header; ``None`` if it says nothing.

    Both forms of RFC 9110, section 10.2.3 are read: a number of seconds and an HTTP date, which is
    compared with ``wall`` (POSIX seconds). Anything else is treated as if the header were absent.

    >>> retry_after("7", 0, 120), retry_after("86400", 0, 120), retry_after("soon", 0, 120)
    (7.0, 120, None)
    >>> retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 50, 120)
    10.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:_LONGEST_NUMBER]), longest) if len(text) <= _LONGEST_NUMBER else longest
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max(aware.timestamp() - wall, 0.0), longest)
    except (ValueError, TypeError, IndexError, OverflowError):  # what the standard library raises on no date
        return None
