"""Names that the words beside them explain: "resolution 70/1, entitled …", "…, contained in the annex to …".

Such self-defining mentions (FORMS 2.8) give a target to a name that has no footnote.
"""

from __future__ import annotations

import re
from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references.context import Context, Text
from loaders.references.mention import Mention

__all__ = ["resolve"]

_HOLDS = re.compile(
    r",? (?:entitled|containing|setting out|by which (?:it|the (?:General )?Assembly|the Council) adopted|in which (?:it|the (?:General )?Assembly) adopted)"
    r"(?: the)? ?[\"']?(?:the )?"
)
_HELD_IN = re.compile(
    r"[\"']?,? (?:as )?(?:contained in|set out in|set forth in|annexed to|adopted (?:by|in|through)|proclaimed (?:by|in)|approved (?:by|in))"
    r"(?: the General Assembly in| it in)?(?: the)?(?: (?P<part>annex(?: [IVX]+)?) (?:to|of))?(?: the)? ?"
)
_ANNEXED_TO = re.compile(r"[\"']?,? (?:annexed to|contained in the annex to|set out in the annex to) $")


def resolve(text: Text, found: list[Mention], context: Context) -> list[Mention]:
    """Give a name the target that the words beside it state (FORMS 2.8): "resolution 70/1, entitled …".

    ``found`` are the text's mentions in order; the same list comes back, with names resolved.
    """
    found = _without_repeats(text, found)
    result = list(found)
    for index, mention in enumerate(found):
        if mention.kind not in (Kind.INSTRUMENT, Kind.TREATY) or mention.target:
            continue
        learned = _stated(text, mention, found[index - 1] if index else None, found[index + 1 : index + 2])
        if learned:
            key = f"instrument:{mention.instrument}" if mention.instrument else mention.cited or ""
            context.learned.setdefault(key, learned)
            result[index] = replace(
                mention, target=learned[0], cited=learned[0] if mention.instrument else mention.cited,
                target_part=mention.target_part or learned[2], status=Status.RESOLVED, reason="",
            )  # fmt: skip
    return result


_OTHER_NAME = re.compile(r" \((?:the )?[\"']?")


def _without_repeats(text: Text, found: list[Mention]) -> list[Mention]:
    """A name and its other name in parentheses behind it are one mention: "the Treaty on … (NPT)"."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        same = last is not None and last.instrument is not None and last.instrument == mention.instrument
        if (
            last
            and same
            and _OTHER_NAME.fullmatch(text.plain, last.end, mention.start)
            and text.plain[mention.end : mention.end + 2].lstrip("\"'")[:1] == ")"
        ):
            end = text.plain.index(")", mention.end) + 1
            kept[-1] = replace(last, end=end, reach=end)
        else:
            kept.append(mention)
    return kept


def _stated(
    text: Text, name: Mention, before: Mention | None, after: list[Mention]
) -> tuple[str | None, str | None, str | None] | None:
    """What the mention before or behind a name says that it is: (target, key, part)."""
    if before and before.target and before.kind is Kind.RESOLUTION and before.status is Status.RESOLVED:
        if _HOLDS.fullmatch(text.plain, before.reach, name.start):
            return before.target, before.target, before.target_part
    for holder in after:
        if holder.target and holder.kind is Kind.RESOLUTION:
            match = _HELD_IN.fullmatch(text.plain, name.end, holder.phrase)
            if (
                match
                or _ANNEXED_TO.fullmatch(text.plain, name.end, holder.phrase + 1)
                or (holder.target_part == "annex" and text.plain[name.end : holder.phrase].strip(" \"',") == "")
            ):
                part = match.group("part") if match else None
                return holder.target, holder.target, part or holder.target_part
    return None
