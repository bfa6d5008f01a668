"""Names that the words beside them explain: "resolution 70/1, entitled …", "…, contained in the annex to …".

Such self-defining mentions (FORMS 2.8) give a target to a name that has no footnote.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import pinpoints
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.patterns import prose
from loaders.registries import instruments
from loaders.registries.instruments import Instrument

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
        key = f"instrument:{mention.instrument}" if mention.instrument else mention.cited or ""
        learned = _stated(text, mention, found[index - 1] if index else None, _at(found, index + 1))
        if learned:
            context.learned.setdefault(key, learned)
        elif (known := context.learned.get(key)) and known[0]:  # further on in the same paragraph
            learned = (known[0], known[1], None)
        if learned:
            result[index] = replace(
                mention, target=learned[0], cited=learned[0] if mention.instrument else mention.cited,
                target_part=mention.target_part or learned[2], status=Status.RESOLVED, reason="",
            )  # fmt: skip
    return result


def _at(found: list[Mention], index: int) -> Mention | None:
    return found[index] if index < len(found) else None


# Between a name and its other name, and behind the other name: "(NPT)", ", entitled “The future we want”".
_OTHER_NAME = prose(r" \((?:the )?[\"']?|,? (?:entitled|titled) [\"'](?:The )?")
_CLOSES = prose(r"[\"']?\)|,?[\"']")


def _without_repeats(text: Text, found: list[Mention]) -> list[Mention]:
    """A name and its other name or its title behind it are one mention: "the Treaty on … (NPT)"."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last and (closed := _repeated(text.plain, last, mention)):
            pin = pinpoints.particular(text.plain, closed)
            part = last.target_part or (pin.words if pin else None)
            kept[-1] = replace(last, end=closed, reach=closed, target_part=part)
        else:
            kept.append(mention)
    return kept


def _repeated(plain: str, last: Mention, mention: Mention) -> int | None:
    """Where a mention ends, with its mark, that only gives the other name of the ``last`` one; else ``None``."""
    same = last.instrument is not None and last.instrument == mention.instrument
    if not same or not _OTHER_NAME.fullmatch(plain, last.end, mention.start):
        return None
    closed = _CLOSES.match(plain, mention.end)
    return closed.end() if closed else None


def _stated(text: Text, name: Mention, before: Mention | None, after: Mention | None) -> _Learned | None:
    """What the mention before or behind a name says that it is."""
    numbered = before and before.target and before.kind is Kind.RESOLUTION and before.status is Status.RESOLVED
    if before and numbered and _HOLDS.fullmatch(text.plain, before.reach, name.start):
        return before.target, before.target, before.target_part
    if after and after.target and after.kind is Kind.RESOLUTION:
        return _held_in(text.plain, name, after)
    document = after if after and after.target and after.kind is Kind.DOCUMENT else None
    if document and _is_of(name, document) and _SOURCE.fullmatch(text.plain, name.end, document.start):
        return document.target, document.target, document.target_part
    return None


# "the Stockholm Agreement (S/2018/1134)", "the Joint Declaration between … for … (Joint Declaration) (S/2020/185".
_SOURCE = prose(
    r"[\"']?(?: (?:between|for|of|on) [^();.]{0,160}| and (?:the|its) [Aa]nnex(?:es)? thereto)?(?: \([^()]{1,60}\))? \("
    r"(?:(?:see|document|contained in) |(?:collectively|hereinafter|referred to as) [^()\d]{3,60}, )?"
)


def _is_of(name: Mention, document: Mention) -> bool:
    """Whether a document in parentheses holds the text named before it, and does not only speak of it."""
    row = instruments.get(name.instrument) if name.instrument else None
    return row is None or document.target in (row.target, *row.also) or not _is_sourced(row)


def _is_sourced(row: Instrument) -> bool:
    """Whether a registry row says which text holds what it names."""
    return bool(row.target) or not (row.cited or "instrument:").startswith(("instrument:", "event:"))


def _held_in(plain: str, name: Mention, holder: Mention) -> _Learned | None:
    """What a resolution behind a name is to it: "the Plan, contained in the annex to resolution 60/1"."""
    match = _HELD_IN.fullmatch(plain, name.end, holder.phrase)
    if match:
        return holder.target, holder.target, match.group("part") or holder.target_part
    of_annex = holder.target_part == "annex" and not plain[name.end : holder.phrase].strip(" \"',")
    if of_annex or _ANNEXED_TO.fullmatch(plain, name.end, holder.phrase + 1):
        return holder.target, holder.target, holder.target_part
    return None
