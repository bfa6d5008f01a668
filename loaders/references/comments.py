"""General comments and recommendations of the treaty bodies, told by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.records import Kind, Status
from loaders.references import pinpoints
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.references.patterns import prose
from loaders.registries import comments

__all__ = ["find"]

_HEAD = prose(r"\b[Gg]eneral (?:[Cc]omments?|[Rr]ecommendations?)(?= (?:Nos?\.|\d{1,2}\b))")
# " No. 4 (1991) on the right to adequate housing", ", No. 7 (1997)", " and No. 9"
_NUMBER = prose(r",?(?: and)? (?P<words>(?:Nos?\. ?)?(?P<number>\d{1,2})(?: \((?:19|20)\d\d\))?)(?![\w/])")
_BEFORE, _BEHIND = 160, 260  # characters that the body's name may stand away; the subject stands between


def find(text: Text) -> Iterator[Mention]:
    """The general comments named in ``text``; one without a symbol of its own is kept as unknown."""
    for head in _HEAD.finditer(text.plain) if "eneral " in text.plain else ():
        series = comments.by_body().get(_body(text, head) or "")
        number = _NUMBER.match(text.plain, head.end()) if series else None
        first = True
        while number and series:
            yield _mention(text, head.start() if first else number.start("words"), number, series)
            first = False
            number = _NUMBER.match(text.plain, number.end())


def _body(text: Text, head: re.Match[str]) -> str | None:
    """The treaty body named nearest before the head, else behind it, in the same clause."""
    known = comments.by_body()
    before = [name for name in text.bodies(head.start() - _BEFORE, head.start()) if name.body in known]
    if before and _LEADS.fullmatch(text.plain, before[-1].end, head.start()):
        return before[-1].body
    behind = [name for name in text.bodies(head.end(), head.end() + _BEHIND) if name.body in known]
    if behind and ";" not in text.plain[head.end() : behind[0].start]:
        return behind[0].body
    return before[-1].body if before and ";" not in text.plain[before[-1].end : head.start()] else None


# "the Human Rights Committee general comment", "the Committee, in its general comment", "and its general comment"
_LEADS = prose(r"(?:'s)? |,?(?: (?:in|and|by|of|including|with)){0,3} its ")


def _mention(text: Text, start: int, number: re.Match[str], series: comments.Series) -> Mention:
    symbol = series.symbol(int(number.group("number")))
    pin = pinpoints.before(text.plain, start)
    known = symbol is not None
    return Mention(
        start=start, end=number.end(), phrase=pin.start if pin else start, reach=number.end(), kind=Kind.DOCUMENT,
        target=symbol, cited=symbol, target_part=pin.words if pin else None,
        status=Status.RESOLVED if known else Status.UNKNOWN,
        reason="" if known else "a general comment from before its body's series of symbols",
    )  # fmt: skip
