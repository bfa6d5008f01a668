"""English turns of phrase before a citation which say that the cited text is the predecessor."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Cue", "before"]

# Each ends where the citation begins: "General Assembly resolution", "its resolution", a document's symbol.
_TO_CITATION = r"(?:[^,;.]|\b(?:paras?|No)\.){0,60}$"
_LATEST = re.compile(
    rf"\b(?:latest|most recent|last)(?: one)?,? (?:of which|of them|being|thereof)\b{_TO_CITATION}"
    rf"|\bmost recently\b{_TO_CITATION}"
)
_REQUEST = re.compile(
    r"\b(?:pursuant to|in accordance with|called for in|requested in|requests? (?:made |contained )?in|submitted under"
    rf"|the request of the General Assembly in|mandated (?:by|in)|consistent with)\b{_TO_CITATION}"
)
_SUBJECT = re.compile(
    r"resolutions? (?:on|regarding|concerning|relating to|entitled) [“\"]?(?P<subject>[^,;“”\"]{5,250}?)[”\"]?,? "
    r"(?:including|in particular|notably|most recently|and in particular|especially|the (?:most recent|latest|last))\b"
    r"[^;]{0,120}$"
)
_OWN = re.compile(
    r"\b(?:its|the|all|previous|earlier|past|relevant) (?:\w+ ){0,3}resolutions? "
    r"(?:on|concerning|regarding|relating to|under) (?:the|this|that|the present|the same) "
    r"(?:subject|issue|matter|question|item|agenda item|topic)\b[^;]{0,160}$"
)
_SEEN = 320


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a citation say; ``None`` where they do not.

    ``latest``: that it is the latest of several; ``request``: that something asked for in it is now at
    hand; ``subject``: the subject of the texts of which it is one; ``own``: that this is the present one.
    """

    latest: str | None = None
    request: str | None = None
    subject: str | None = None
    own: str | None = None


def before(words: str) -> Cue:
    """Read the words that stand before a citation in its paragraph.

    >>> before("Recalling its resolutions on the financing of the Force, the latest of which was resolution ")
    Cue(latest='latest of which was resolution', request=None, subject='the financing of the Force', own=None)
    >>> before("Having considered the report submitted pursuant to its resolution ").request
    'pursuant to its resolution'
    """
    seen = words[-_SEEN:]
    latest, request, subject, own = (pattern.search(seen) for pattern in (_LATEST, _REQUEST, _SUBJECT, _OWN))
    return Cue(
        latest.group().strip() if latest else None,
        request.group().strip() if request else None,
        subject.group("subject") if subject and not own else None,
        own.group().strip() if own else None,
    )
