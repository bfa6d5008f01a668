"""Named instruments, treaties and events in one text, and names that no registry row knows yet."""

from __future__ import annotations

import re

from loaders.records import Kind, Status
from loaders.references import dates, pinpoints
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.registries import instruments

__all__ = ["events", "find"]

_ARTICLE_OF_CHARTER = re.compile(r"^(?:articles?|chapters?) ", re.IGNORECASE)
_HELD = re.compile(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_QUOTE_BEFORE = re.compile(r"(?:the )?[\"']$")


def find(text: Text, context: Context) -> list[Mention]:
    """The registry's instruments named in ``text``; an ambiguous short name needs its full name before it."""
    found = []
    for name in text.names:
        if name.instrument and (mention := _mention(text, name.start, name.end, name.instrument, context)):
            found.append(mention)
    return found


def _mention(text: Text, start: int, end: int, instrument: str, context: Context) -> Mention | None:
    row = instruments.get(instrument)
    phrase = _phrase(text.plain, start)
    pin = pinpoints.before(text.plain, phrase) or pinpoints.before(text.plain, start)
    known = context.instruments.get(instrument)
    target, cited, part = known if known else (None, f"instrument:{instrument}", None)
    words = pin.words if pin else part
    kind = Kind(row.kind)
    if instrument == "charter-of-the-united-nations":
        cited = "charter"
        if pin and _ARTICLE_OF_CHARTER.match(pin.words):
            kind, cited = Kind.ARTICLE, _article(pin.words)
    return Mention(
        start=start, end=end, phrase=pin.start if pin else phrase, reach=end, kind=kind, target=target, cited=cited,
        target_part=words, instrument=instrument,
    )  # fmt: skip


def _phrase(plain: str, start: int) -> int:
    """Where the noun phrase of a name begins: its article and opening quotation mark included."""
    match = re.search(r"(?:\b(?:[Tt]he|its|an?) )?[\"']?$", plain[max(0, start - 8) : start])
    return start - len(match.group()) if match else start


_ONE_ARTICLE = re.compile(r"(?:Articles?|Chapters?) (\d{1,3}|[IVX]{1,5})(?!\d)(?! ?(?:-|and|to|or|,) ?[\dIVX])", re.IGNORECASE)


def _article(words: str) -> str:
    """``charter:73`` for one Article or Chapter, ``charter`` for several.

    >>> _article("Article 73 e"), _article("Articles 55 and 56")
    ('charter:73', 'charter')
    """
    match = _ONE_ARTICLE.match(words)
    return f"charter:{match.group(1)}" if match else "charter"


# --- names outside the registry ------------------------------------------------------------------

_CAPITALISED = r"[A-Z][A-Za-z'\-]*"
_LINK = r"(?:of|the|on|for|and|to|in|against|with|at|relating|concerning|by|from|or)"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_INSTRUMENT_NOUN = (
    r"(?:Declaration|Convention|Covenant|Protocol|Treaty|Charter|Agenda|Programme of Action|Plan of Action|Plan of Implementation|"
    r"Framework|Strategy|Platform for Action|Agreement|Accords?|Compact|Pact|Consensus|Initiative|Guidelines|Roadmap|Road Map|"
    r"Statute|Action Plan|Plan|Communiqué|Outcome|Principles|Rules|Memorandum of Understanding|Code of Conduct)"
)
_EVENT_NOUN = r"(?:Conference|Summit|Forum|Congress|Symposium|Colloquium|Seminar|Workshop|Dialogue|Consultation|Meeting|Session)"
_EVENT = re.compile(
    rf"(?P<name>(?:{_CAPITALISED} (?:(?:{_INNER} ){{0,2}})?){{0,9}}{_EVENT_NOUN}(?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}(?: (?:(?:{_INNER} ){{0,3}}){_CAPITALISED}){{0,12}})?(?: (?:19|20)\d\d)?)"
    rf"|(?P<meeting>high-level (?:plenary )?(?:meeting|dialogue|event|segment)s?(?: of the General Assembly)?(?: (?:on|to) [^,;.]{{3,140}}?)?(?=,| and its| held| convened|;|\.|$))"
)


def events(text: Text, taken: list[tuple[int, int]]) -> list[Mention]:
    """Conferences and meetings named in ``text`` outside the spans that are ``taken``.

    A meeting is cited where it is what a verb recalls; whoever knows the verbs decides that.
    """
    found = []
    for match in _EVENT.finditer(text.plain):
        start, end = match.span()
        if any(first < end and start < last for first, last in taken):
            continue
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


def unknown(text: Text, taken: list[tuple[int, int]]) -> list[Mention]:
    """Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""
    found = []
    for match in _UNKNOWN.finditer(text.plain):
        start, end = match.span("name")
        if any(first < end and start < last for first, last in taken) or text.bodies(start, end):
            continue
        found.append(
            Mention(
                start=start, end=end, phrase=_phrase(text.plain, start), reach=end, kind=Kind.INSTRUMENT,
                cited=f"instrument:{_slug(match.group('name'))}", status=Status.UNKNOWN,
                reason="no registry row has this name, and no footnote gives its source",
            )  # fmt: skip
        )
    return found
