"""Agreed conclusions of the Economic and Social Council and of its commissions, told by year and number."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.records import Kind
from loaders.references import frames, pinpoints, subjects
from loaders.references.context import Text
from loaders.references.events import phrase
from loaders.references.mention import Mention
from loaders.references.patterns import prose

__all__ = ["find", "may_hold"]

_HEAD = prose(r"\b[Aa]greed conclusions (?=(?:19|20)\d\d/)")
_NUMBER = prose(r"(?:(?:,| and|, and) )?(?P<number>(?:19|20)\d\d/(?:\d{1,2}|I{1,3}))(?![\w/])")
_OF_COMMISSIONS = "csw"  # the one commission that numbered its agreed conclusions so (1996 to 1999)
_BEFORE = 60  # characters that "the Commission, in its" may stand before


def may_hold(text: Text) -> bool:
    """Whether ``text`` has the words."""
    return "greed conclusions " in text.plain


def find(text: Text) -> Iterator[Mention]:
    """The agreed conclusions named in ``text``, each number of a list; the Council's where no commission is named."""
    for head in _HEAD.finditer(text.plain) if may_hold(text) else ():
        begin = phrase(text.plain, head.start())
        numbers = list(_numbers(text, head.end()))
        body = _body(text, head.start(), numbers[-1][1] if numbers else head.end())
        for index, (start, end, number) in enumerate(numbers):
            pin = None if index else pinpoints.before(text.plain, begin)
            yield Mention(
                start=start, end=end, phrase=pin.start if pin else begin, reach=end, kind=Kind.DOCUMENT,
                cited=f"conclusions:{body}-{number.replace('/', '-').lower()}",
                target_part=pin.words if pin else None, subject=subjects.after(text.plain, end),
            )  # fmt: skip


def _numbers(text: Text, position: int) -> Iterator[tuple[int, int, str]]:
    """The numbers of a list that begins at ``position``: the half-open span of each and the number."""
    while match := _NUMBER.match(text.plain, position):
        yield *match.span("number"), match.group("number")
        position = match.end()


def _body(text: Text, start: int, end: int) -> str:
    named = frames.named_after(text, end)
    near = {named[0]} if named else {name.body for name in text.bodies(start - _BEFORE, start)}
    return _OF_COMMISSIONS if _OF_COMMISSIONS in near else "ecosoc"
