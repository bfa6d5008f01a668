"""Names that the words beside them explain: "resolution 70/1, entitled …", "…, contained in the annex to …".

Such self-defining mentions (FORMS 2.8) give a target to a name that has no footnote.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.patterns import prose

__all__ = ["resolve"]

_HOLDS = prose(r"""
    ,? (?:entitled|containing|setting out
    |by which (?:it|the (?:General )?Assembly|the Council) adopted|in which (?:it|the (?:General )?Assembly) adopted)
    (?: the)? ?[\"']?(?:the )?
""")
_HELD_IN = prose(r"""
    [\"']?,? (?:as )?
    (?:contained in|set out in|set forth in|annexed to
    |adopted (?:by|in|through)|proclaimed (?:by|in)|approved (?:by|in))
    (?: the General Assembly in| it in)?(?: the)?
    (?: (?P<part>annex(?: [IVX]{1,6})?) (?:to|of))?(?: the)? ?
""")
_ANNEXED_TO = prose(r"[\"']?,? (?:annexed to|contained in the annex to|set out in the annex to) $")
_Learned: TypeAlias = tuple[str | None, str | None, str | None]  # target, key and part


def resolve(text: Text, found: list[Mention], context: Context) -> list[Mention]:
    """Give a name the target that the words beside it state (FORMS 2.8): "resolution 70/1, entitled …".

    ``found`` are the text's mentions in order; the same list comes back, with names resolved.
    """
    found = _without_repeats(text, found)
    result = list(found)
    for index, mention in enumerate(found):
        if mention.kind not in (Kind.INSTRUMENT, Kind.TREATY) or mention.target:
            continue
        learned = _stated(text, mention, found[index - 1] if index else None, _at(found, index + 1))
        if learned:
            key = f"instrument:{mention.instrument}" if mention.instrument else mention.cited or ""
            context.learned.setdefault(key, learned)
            result[index] = replace(
                mention, target=learned[0], cited=learned[0] if mention.instrument else mention.cited,
                target_part=mention.target_part or learned[2], status=Status.RESOLVED, reason="",
            )  # fmt: skip
    return result


def _at(found: list[Mention], index: int) -> Mention | None:
    return found[index] if index < len(found) else None


_OTHER_NAME = prose(r" \((?:the )?[\"']?")


def _without_repeats(text: Text, found: list[Mention]) -> list[Mention]:
    """A name and its other name in parentheses behind it are one mention: "the Treaty on … (NPT)"."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last and _is_repeat(text.plain, last, mention):
            end = text.plain.index(")", mention.end) + 1
            kept[-1] = replace(last, end=end, reach=end)
        else:
            kept.append(mention)
    return kept


def _is_repeat(plain: str, last: Mention, mention: Mention) -> bool:
    return (
        last.instrument is not None
        and last.instrument == mention.instrument
        and _OTHER_NAME.fullmatch(plain, last.end, mention.start) is not None
        and plain[mention.end : mention.end + 2].lstrip("\"'").startswith(")")
    )


def _stated(text: Text, name: Mention, before: Mention | None, after: Mention | None) -> _Learned | None:
    """What the mention before or behind a name says that it is."""
    numbered = before and before.target and before.kind is Kind.RESOLUTION and before.status is Status.RESOLVED
    if before and numbered and _HOLDS.fullmatch(text.plain, before.reach, name.start):
        return before.target, before.target, before.target_part
    if after and after.target and after.kind is Kind.RESOLUTION:
        return _held_in(text.plain, name, after)
    return None


def _held_in(plain: str, name: Mention, holder: Mention) -> _Learned | None:
    """What a resolution behind a name is to it: "the Plan, contained in the annex to resolution 60/1"."""
    match = _HELD_IN.fullmatch(plain, name.end, holder.phrase)
    if match:
        return holder.target, holder.target, match.group("part") or holder.target_part
    of_annex = holder.target_part == "annex" and not plain[name.end : holder.phrase].strip(" \"',")
    if of_annex or _ANNEXED_TO.fullmatch(plain, name.end, holder.phrase + 1):
        return holder.target, holder.target, holder.target_part
    return None
