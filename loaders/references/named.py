"""Named instruments and treaties in one text, in full and by their short names, with Charter articles."""

from __future__ import annotations

import re
from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import events, pinpoints, shortened
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.names import Name
from loaders.registries import instruments

__all__ = ["find", "mention_of"]


def find(text: Text, context: Context) -> list[Mention]:
    """The instruments named in ``text``, in full or by a short name, with what this document's notes said of them."""
    found: list[Mention] = []
    for name in text.names:
        if name.instrument:
            shortened.remember(
                context, f"instrument:{name.instrument}", text.plain[name.start : name.end], name.instrument
            )
            found.extend(_mentions(text, name, name.instrument, context))
        elif name.head:
            found.extend(_by_head(text, name, context))
    return found


def _by_head(text: Text, name: Name, context: Context) -> list[Mention]:
    """A short name: the one instrument it can mean, or ambiguous between several."""
    keys = shortened.meaning(text, name, context)
    if not keys:
        return []
    if len(keys) > 1:
        mention = mention_of(text, name, "", Kind.INSTRUMENT, context)
        return [
            replace(mention, cited=None, status=Status.AMBIGUOUS, reason=f"the short name may mean {', '.join(keys)}")
        ]
    instrument = keys[0].removeprefix("instrument:")
    if instrument in instruments.ids():
        return _mentions(text, name, instrument, context)
    return [mention_of(text, name, keys[0], Kind.INSTRUMENT, context)]


def _mentions(text: Text, name: Name, instrument: str, context: Context) -> list[Mention]:
    row = instruments.get(instrument)
    mention = mention_of(text, name, f"instrument:{instrument}", Kind(row.kind), context)
    mention = replace(mention, instrument=instrument)
    if mention.kind is Kind.EVENT:
        mention = events.dated(text, mention)
    if instrument != shortened.CHARTER:
        return [mention]
    mention = replace(mention, cited="charter", target_part=None)
    pin = _pinpoint(text, name.start)
    return _articles(text, mention, pin) if pin and _OF_CHARTER.match(pin.words) else [mention]


def _pinpoint(text: Text, start: int) -> pinpoints.Pinpoint | None:
    return pinpoints.before(text.plain, events.phrase(text.plain, start)) or pinpoints.before(text.plain, start)


_IN_PARTICULAR = re.compile(r",? (?:in particular|especially|including|notably) (?:its |in its )?(?=articles? )")


def _articles_after(text: Text, end: int) -> pinpoints.Pinpoint | None:
    """ "the Convention, in particular its articles 2 and 3": a pinpoint behind the name."""
    match = _IN_PARTICULAR.match(text.plain, end)
    return pinpoints.after(text.plain, match.end() - 1) if match else None


def mention_of(text: Text, name: Name, key: str, kind: Kind, context: Context) -> Mention:
    """A mention of the instrument of ``key`` on the words of ``name``, with its pinpoint and what notes said of it."""
    phrase, pin = events.phrase(text.plain, name.start), _pinpoint(text, name.start)
    words = pin or _articles_after(text, name.end)
    target, cited, part = context.learned.get(key) or (None, key, None)
    if key.removeprefix("instrument:") not in instruments.ids():
        cited = key  # a name of its own, even where the text that holds it is known
    return Mention(
        start=name.start, end=name.end, phrase=pin.start if pin else phrase, reach=name.end, kind=kind, target=target,
        cited=cited, target_part=words.words if words else part,
    )  # fmt: skip


_OF_CHARTER = re.compile(r"^(?:articles?|chapters?) ", re.IGNORECASE)


def _articles(text: Text, charter: Mention, pin: pinpoints.Pinpoint) -> list[Mention]:
    """One mention for each Article or Chapter: "Articles 55 and 56 of the Charter" are two."""
    unit = pin.words.split()[0].rstrip("s").capitalize()
    numbers = list(_ARTICLE_NUMBER.finditer(text.plain, pin.start, charter.start))
    if "paragraph" in pin.words:  # "Article 13, paragraph 1 (a), of the Charter" is one
        numbers = numbers[:1]
    one = len(numbers) == 1
    return [
        replace(
            charter, kind=Kind.ARTICLE, start=pin.start if one else number.start(), end=charter.end if one else number.end(),
            cited=f"charter:{number.group(1)}" if unit == "Article" else "charter", target_part=pin.words if one else f"{unit} {number.group()}",
        )
        for number in numbers
    ] or [charter]  # fmt: skip


_ARTICLE_NUMBER = re.compile(r"\b(\d{1,3}|[IVX]{1,6})\b(?: ?\([a-z]\)| [a-e](?=[ ,.;)]))?(?!\))")
