"""Named instruments, treaties and events in one text, and names that no registry row knows yet."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.records import Kind, Status
from loaders.references import dates, pinpoints
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.names import EVENT_NOUNS, INSTRUMENT_NOUNS, Hint
from loaders.registries import instruments

__all__ = ["events", "find", "unknown"]

_OF_CHARTER = re.compile(r"^(?:articles?|chapters?) ", re.IGNORECASE)
_HELD = re.compile(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_QUOTE_BEFORE = re.compile(r"(?:the )?[\"']$")


def find(text: Text, context: Context) -> list[Mention]:
    """The registry's instruments named in ``text``, with what this document's notes said of them."""
    found: list[Mention] = []
    for name in text.names:
        if name.instrument:
            found.extend(_mentions(text, name.start, name.end, name.instrument, context))
    return found


def _mentions(text: Text, start: int, end: int, instrument: str, context: Context) -> list[Mention]:
    row = instruments.get(instrument)
    phrase = _phrase(text.plain, start)
    pin = pinpoints.before(text.plain, phrase) or pinpoints.before(text.plain, start)
    target, cited, part = context.instruments.get(instrument) or (None, f"instrument:{instrument}", None)
    mention = Mention(
        start=start, end=end, phrase=pin.start if pin else phrase, reach=end, kind=Kind(row.kind), target=target, cited=cited,
        target_part=pin.words if pin else part, instrument=instrument,
    )  # fmt: skip
    if instrument != _CHARTER:
        return [mention]
    mention = replace(mention, cited="charter")
    if pin and _OF_CHARTER.match(pin.words):
        return _articles(text, mention, pin)
    return [mention]


_CHARTER = "charter-of-the-united-nations"


def _articles(text: Text, charter: Mention, pin: pinpoints.Pinpoint) -> list[Mention]:
    """One mention for each Article or Chapter: "Articles 55 and 56 of the Charter" are two."""
    unit = pin.words.split()[0].rstrip("s").capitalize()
    numbers = list(_ARTICLE_NUMBER.finditer(text.plain, pin.start, charter.start))
    one = len(numbers) == 1
    return [
        replace(
            charter, kind=Kind.ARTICLE, start=pin.start if one else number.start(), end=charter.end if one else number.end(),
            cited=f"charter:{number.group(1)}", target_part=pin.words if one else f"{unit} {number.group()}",
        )
        for number in numbers
    ] or [charter]  # fmt: skip


_ARTICLE_NUMBER = re.compile(r"\b(\d{1,3}|[IVX]{1,6})\b(?: ?\([a-z]\)| [a-e](?=[ ,.;)]))?(?!\))")


def _phrase(plain: str, start: int) -> int:
    """Where the noun phrase of a name begins: its article and opening quotation mark included."""
    match = re.search(r"(?:\b(?:[Tt]he|its|an?) )?[\"']?$", plain[max(0, start - 8) : start])
    return start - len(match.group()) if match else start


# --- names outside the registry ------------------------------------------------------------------

_CAPITALISED = r"[A-Z][A-Za-z'\-]*"
_LINK = r"(?:of|the|on|for|and|to|in|against|with|at|relating|concerning|by|from|or)"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_INSTRUMENT_NOUN = f"(?:{'|'.join(sorted(INSTRUMENT_NOUNS, key=len, reverse=True))})"
_EVENT_NOUN = f"(?:{'|'.join(EVENT_NOUNS)})"
_EVENT = re.compile(
    rf"(?P<name>(?:{_CAPITALISED} (?:(?:{_INNER} ){{0,2}})?){{0,9}}{_EVENT_NOUN}(?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}(?: (?:(?:{_INNER} ){{0,3}}){_CAPITALISED}){{0,12}})?(?: (?:19|20)\d\d)?)"
    rf"|(?P<meeting>high-level (?:plenary )?(?:meeting|dialogue|event|segment)s?(?: of the General Assembly)?(?: (?:on|to) [^,;.]{{3,140}}?)?(?=,| and its| held| convened|;|\.|$))"
)


def events(text: Text) -> list[Mention]:
    """Conferences and meetings named in ``text``.

    A meeting is cited where it is what a verb recalls; whoever knows the verbs decides that.
    """
    if Hint.EVENT not in text.hints:
        return []
    found = []
    for match in _EVENT.finditer(text.plain):
        start, end = match.span()
        held = _HELD.match(text.plain, end)
        day = dates.first_in(text.plain, end, held.end()) if held else None
        found.append(
            Mention(
                start=start, end=end, phrase=_phrase(text.plain, start), reach=held.end() if held else end, kind=Kind.EVENT,
                cited=f"event:{_slug(match.group())}", date=day.date if day else None,
            )  # fmt: skip
        )
    return found


def _slug(words: str) -> str:
    """A key of lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:120]


_UNKNOWN = re.compile(
    rf"(?<![A-Za-z] )(?:(?<=the )|(?<=its ))(?P<name>(?:{_CAPITALISED} (?:(?:{_LINK} ){{0,2}})?){{1,9}}{_INSTRUMENT_NOUN}(?: (?:for|on|of|against|concerning|to) (?:the )?{_CAPITALISED}(?: (?:(?:{_LINK} ){{0,3}}){_CAPITALISED}){{0,9}})?)(?![A-Za-z])"
)


def unknown(text: Text) -> list[Mention]:
    """Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""
    if Hint.INSTRUMENT not in text.hints:
        return []
    return [
        Mention(
            start=match.start("name"), end=match.end("name"), phrase=_phrase(text.plain, match.start("name")),
            reach=match.end("name"), kind=Kind.INSTRUMENT, cited=f"instrument:{_slug(match.group('name'))}",
            status=Status.UNKNOWN, reason="no registry row has this name, and no footnote gives its source",
        )
        for match in _UNKNOWN.finditer(text.plain)
        if not text.bodies(*match.span("name"))
    ]  # fmt: skip

