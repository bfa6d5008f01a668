"""What a check finds: one record, in words and by place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.lineage import work_key
from loaders.records import Document, Kind, Reference

__all__ = ["Finding", "Severity", "at_reference", "dated_itself", "is_numbered"]

_LIST_GOES_ON = re.compile(r"\s?(?:\([^)]{1,40}\))?\s?(?:[,;،、)]|and\b|or\b|et\b|y\b|e\b|и\b|و|和)")


class Severity(StrEnum):
    """How much a finding matters: an error contradicts facts, a warning is to be read, a notice is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding.

    ``document`` is the symbol (or key) of the text, ``part`` the part whose text ``[start:end)`` is
    ``words``; these are empty, and the span ``-1``, where a finding is about no place. ``target`` is the
    symbol or key that it is about.
    """

    document: str
    language: str
    part: str
    start: int
    end: int
    code: str
    severity: Severity
    words: str
    target: str
    message: str
    file: str = ""


def at_reference(document: Document, reference: Reference, code: str, severity: Severity, message: str) -> Finding:
    """A finding about one reference of a document."""
    return Finding(
        document=work_key(document),
        language=document.language,
        part=reference.part,
        start=reference.start,
        end=reference.end,
        code=code,
        severity=severity,
        words=reference.text,
        target=reference.target or reference.cited or "",
        message=message,
        file=document.source.file,
    )


def is_numbered(reference: Reference) -> bool:
    """Whether a text is cited by its number, so that a date behind it is its date; not by a name that it sets out."""
    return reference.kind not in {Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT, Kind.ARTICLE}


def dated_itself(document: Document, reference: Reference) -> bool:
    """Whether the date stands behind this number, and not behind the last one of a list ("5/1 and 5/6 of …")."""
    text = next((part.text for part in document.parts if part.id == reference.part), "")
    return not _LIST_GOES_ON.match(text, reference.end)
