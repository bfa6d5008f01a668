"""What the finders hand to one another: a thing cited at a span, before its verb is known."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.records import Kind, PartialDate, Status

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A cited thing at the half-open span ``[start, end)`` of one text.

    ``phrase`` is where its noun phrase begins (pinpoint, body and adjectives included): the place
    before which its governing words stand. ``reach`` is where its date, subject and pinpoint end.
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
