"""What the finders hand to one another: a thing cited at a span, before its verb is known."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from loaders.records import Kind, PartialDate, Status

__all__ = ["Mention", "Taken", "by_span", "by_start"]


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A cited thing at the half-open span ``[start, end)`` of one text.

    ``phrase`` is where its noun phrase begins (pinpoint, body and adjectives included): the place
    before which its governing words stand. ``reach`` is where its date, subject and pinpoint end.
    Frozen like the records; a `msgspec.Struct`, for a long text makes thousands of them.
    """

    start: int
    end: int
    phrase: int
    reach: int
    kind: Kind
    target: str | None = None
    cited: str | None = None
    target_part: str | None = None
    date: PartialDate | None = None
    subject: str | None = None
    instrument: str | None = None
    status: Status = Status.RESOLVED
    reason: str = ""


def by_start(mention: Mention) -> int:
    """A key that puts mentions in the order of the text."""
    return mention.start


def by_span(mention: Mention) -> tuple[int, int]:
    """A key that puts mentions in the order of the text, the shorter one first."""
    return mention.start, mention.end


class Taken:
    """Half-open spans that do not overlap, asked for a place: ``place in taken``."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    @classmethod
    def by(cls, mentions: Iterable[Mention]) -> Taken:
        """Where mentions stand."""
        return cls((mention.start, mention.end) for mention in mentions)

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._spans, (place, math.inf)) - 1
        return index >= 0 and place < self._spans[index][1]
