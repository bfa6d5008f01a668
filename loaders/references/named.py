"""Named instruments and treaties in one text, in full and by their short names, with Charter articles."""

from __future__ import annotations

import re

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import events, pinpoints, shortened
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.names import Name
from loaders.references.patterns import prose
from loaders.references.pinpoints import Pinpoint
from loaders.registries import instruments

__all__ = ["find", "mention_of"]


def find(text: Text, context: Context) -> list[Mention]:
    """The instruments named in ``text``, in full or by a short name, with what this document's notes said of them."""
    found: list[Mention] = []
    for name in text.names:
        if name.instrument:
            words = text.plain[name.start : name.end]
            shortened.remember(context, f"instrument:{name.instrument}", words, name.instrument)
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
        reason = f"the short name may mean {', '.join(keys)}"
        return [replace(mention, cited=None, status=Status.AMBIGUOUS, reason=reason)]
    instrument = keys[0].removeprefix("instrument:")
    if instrument in instruments.ids():
        return _mentions(text, name, instrument, context)
    return [mention_of(text, name, keys[0], Kind.INSTRUMENT, context)]


def _mentions(text: Text, name: Name, instrument: str, context: Context) -> list[Mention]:
    kind = instruments.get(instrument).kind
    mention = mention_of(text, name, f"instrument:{instrument}", kind, context, instrument)
    if kind is Kind.EVENT:
        mention = events.dated(text, mention)
    if instrument != shortened.CHARTER:
        return [mention]
    mention = replace(mention, cited="charter", target_part=None)
    pin = _pinpoint(text, name.start, events.phrase(text.plain, name.start))
    return _articles(text, mention, pin) if pin and _OF_CHARTER.match(pin.words) else [mention]


def _pinpoint(text: Text, start: int, phrase: int) -> Pinpoint | None:
    """The pinpoint before a name, with its article or without: "Article 73 of the Charter"."""
    return pinpoints.before(text.plain, phrase) or (pinpoints.before(text.plain, start) if start != phrase else None)


_IN_PARTICULAR = prose(r",? (?:in particular|especially|including|notably) (?:its |in its )?(?=articles? )")


def _articles_after(text: Text, end: int) -> Pinpoint | None:
    """The pinpoint behind a name: "the Convention, in particular its articles 2 and 3"."""
    match = _IN_PARTICULAR.match(text.plain, end)
    return pinpoints.after(text.plain, match.end() - 1) if match else None


def mention_of(
    text: Text, name: Name, key: str, kind: Kind, context: Context, instrument: str | None = None
) -> Mention:
    """A mention of the instrument of ``key`` on the words of ``name``, with its pinpoint and what notes said of it."""
    phrase = events.phrase(text.plain, name.start)
    pin = _pinpoint(text, name.start, phrase)
    words = pin or _articles_after(text, name.end)
    target, cited, part = context.learned.get(key) or (None, key, None)
    if key.removeprefix("instrument:") not in instruments.ids():
        cited = key  # a name of its own, even where the text that holds it is known
    return Mention(
        start=name.start, end=name.end, phrase=pin.start if pin else phrase, reach=name.end, kind=kind, target=target,
        cited=cited, target_part=words.words if words else part, instrument=instrument,
    )  # fmt: skip


# --- Charter articles ---------------------------------------------------------------------------

_OF_CHARTER = re.compile(r"(?:articles?|chapters?) ", re.IGNORECASE)
_ARTICLE_NUMBER = prose(r"""
    \b(\d{1,3}|[IVX]{1,6})\b
    (?: ?\([a-z]\)| [a-e](?=[ ,.;)]))?       # (a)
    (?!\))
""")


def _articles(text: Text, charter: Mention, pin: Pinpoint) -> list[Mention]:
    """One mention for each Article or Chapter: "Articles 55 and 56 of the Charter" are two."""
    unit = pin.words.split()[0].rstrip("s").capitalize()
    numbers = list(_ARTICLE_NUMBER.finditer(text.plain, pin.start, charter.start))
    if "paragraph" in pin.words:  # "Article 13, paragraph 1 (a), of the Charter" is one
        numbers = numbers[:1]
    cited = [f"charter:{number.group(1)}" if unit == "Article" else "charter" for number in numbers]
    if len(numbers) == 1:
        return [replace(charter, kind=Kind.ARTICLE, start=pin.start, cited=cited[0], target_part=pin.words)]
    return [
        replace(
            charter, kind=Kind.ARTICLE, start=number.start(), end=number.end(), cited=key,
            target_part=f"{unit} {number.group()}",
        )
        for number, key in zip(numbers, cited, strict=True)
    ] or [charter]  # fmt: skip
