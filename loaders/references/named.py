"""Named instruments, treaties and events in one text, and names that no registry row knows yet."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.records import Kind, Status
from loaders.references import dates, pinpoints
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.names import EVENT_NOUNS, INSTRUMENT_NOUNS, MORE_HEADS, Hint, Name
from loaders.registries import instruments

__all__ = ["defined", "events", "find", "unknown"]

_OF_CHARTER = re.compile(r"^(?:articles?|chapters?) ", re.IGNORECASE)
_HELD = re.compile(r",? (?:held|convened|which was held|to be held)\b[^.;]{0,120}")
_QUOTE_BEFORE = re.compile(r"(?:the )?[\"']$")


def find(text: Text, context: Context) -> list[Mention]:
    """The instruments named in ``text``, in full or by a short name, with what this document's notes said of them."""
    found: list[Mention] = []
    for name in text.names:
        if name.instrument:
            remember(context, f"instrument:{name.instrument}", text.plain[name.start : name.end], name.instrument)
            found.extend(_mentions(text, name, name.instrument, context))
        elif name.head:
            found.extend(_by_head(text, name, context))
    return found


def remember(context: Context, key: str, words: str, instrument: str | None = None) -> None:
    """Keep a full name for the short ones that may follow it."""
    short = {head for head in (*instruments.HEADS, *MORE_HEADS) if re.search(rf"\b{head}\b", words)}
    if instrument:
        short.update(instruments.get(instrument).shared)
    for head in short:
        known = context.heads.setdefault(head, [])
        if key in known:
            known.remove(key)
        known.append(key)


def _mentions(text: Text, name: Name, instrument: str, context: Context) -> list[Mention]:
    row = instruments.get(instrument)
    mention = _mention(text, name, f"instrument:{instrument}", Kind(row.kind), context)
    mention = replace(mention, instrument=instrument)
    if mention.kind is Kind.EVENT:
        mention = _dated(text, mention)
    if instrument != _CHARTER:
        return [mention]
    mention = replace(mention, cited="charter", target_part=None)
    pin = _pinpoint(text, name.start)
    return _articles(text, mention, pin) if pin and _OF_CHARTER.match(pin.words) else [mention]


def _pinpoint(text: Text, start: int) -> pinpoints.Pinpoint | None:
    return pinpoints.before(text.plain, _phrase(text.plain, start)) or pinpoints.before(text.plain, start)


_IN_PARTICULAR = re.compile(r",? (?:in particular|especially|including|notably) (?:its |in its )?(?=articles? )")


def _articles_after(text: Text, end: int) -> pinpoints.Pinpoint | None:
    """"the Convention, in particular its articles 2 and 3": a pinpoint behind the name."""
    match = _IN_PARTICULAR.match(text.plain, end)
    return pinpoints.after(text.plain, match.end() - 1) if match else None


def _mention(text: Text, name: Name, key: str, kind: Kind, context: Context) -> Mention:
    phrase, pin = _phrase(text.plain, name.start), _pinpoint(text, name.start)
    words = pin or _articles_after(text, name.end)
    target, cited, part = context.learned.get(key) or (None, key, None)
    if key.removeprefix("instrument:") not in instruments.ids():
        cited = key  # a name of its own, even where the text that holds it is known
    return Mention(
        start=name.start, end=name.end, phrase=pin.start if pin else phrase, reach=name.end, kind=kind, target=target,
        cited=cited, target_part=words.words if words else part,
    )  # fmt: skip


# --- short names ---------------------------------------------------------------------------------

# "the Convention on …" begins a name of its own; "the Optional Protocol" is none of the protocols named.
_LONGER = re.compile(r" (?:of|on|for|against|concerning|relating to|to|between|with|establishing)\b(?: the)? [A-Z]|'s? |-")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Ss]aid|[Bb]oth|[Ii]ts|[Pp]resent) [\"']?$")


# "(“the Agreement”)" gives the short name; it does not cite a second time.
_DEFINING = re.compile(r"\((?:hereinafter |hereafter |collectively )?(?:referred to as |called )?[\"']?the [\"']?$")


def _by_head(text: Text, name: Name, context: Context) -> list[Mention]:
    """A short name: the one instrument named before that it can mean, or ambiguous between several."""
    if not _DETERMINED.search(text.plain, max(0, name.start - 9), name.start) or _LONGER.match(text.plain, name.end):
        return []
    if _DEFINING.search(text.plain, max(0, name.start - 40), name.start):
        return []
    keys = context.heads.get(name.head, [])
    if not keys and name.head in ("Charter", "the Charter"):
        keys = [f"instrument:{_CHARTER}"]
    if not keys:
        return _several(text, name, context)
    if len(keys) > 1:
        titled = [key for key in keys if _in_title(key, context)]
        keys = titled if len(titled) == 1 else keys
    if len(keys) > 1:
        return [replace(_mention(text, name, "", Kind.INSTRUMENT, context), cited=None, status=Status.AMBIGUOUS, reason=_MAY_MEAN + ", ".join(keys))]
    instrument = keys[0].removeprefix("instrument:")
    if instrument in instruments.ids():
        return _mentions(text, name, instrument, context)
    return [_mention(text, name, keys[0], Kind.INSTRUMENT, context)]


def _several(text: Text, name: Name, context: Context) -> list[Mention]:
    """A short name of a registry row, without its fuller name: ambiguous between the rows that share it."""
    ids = instruments.shared().get(name.head, ())
    if not ids:
        return []
    if len(ids) == 1:
        return _mentions(text, name, ids[0], context)
    reason = _MAY_MEAN + ", ".join(ids)
    return [replace(_mention(text, name, "", Kind.INSTRUMENT, context), cited=None, status=Status.AMBIGUOUS, reason=reason)]


_MAY_MEAN = "the short name may mean "


def _in_title(key: str, context: Context) -> bool:
    instrument = key.removeprefix("instrument:")
    words = instruments.get(instrument).name if instrument in instruments.ids() else instrument.replace("-", " ")
    return words.lower() in context.title.lower()


_OF_CHARTER = re.compile(r"^(?:articles?|chapters?) ", re.IGNORECASE)
_CHARTER = "charter-of-the-united-nations"


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


def _phrase(plain: str, start: int) -> int:
    """Where the noun phrase of a name begins: its article and opening quotation mark included."""
    match = re.search(r"(?:\b(?:[Tt]he|its|an?) )?[\"']?$", plain[max(0, start - 8) : start])
    return start - len(match.group()) if match else start


# --- names outside the registry ------------------------------------------------------------------

_CAPITALISED = r"[A-Z][A-Za-z'\-]*"
_LINK = r"(?:of|on|for|and|to|in|against|with|at|relating|concerning|by|from|or)"
_INNER = r"(?:of|the|on|for|to|in|against|with|at|relating|concerning|by|from)"
_INSTRUMENT_NOUN = f"(?:{'|'.join(sorted(INSTRUMENT_NOUNS, key=len, reverse=True))})"
_EVENT_NOUN = f"(?:{'|'.join(EVENT_NOUNS)})"
_EVENT = re.compile(
    rf"(?P<name>(?:{_CAPITALISED} (?:(?:{_INNER} ){{0,2}})?){{1,9}}{_EVENT_NOUN}(?: (?:on|of|for|against|to) (?:the )?{_CAPITALISED}(?: (?:(?:{_INNER} ){{0,3}}){_CAPITALISED}){{0,12}})?(?: (?:19|20)\d\d)?)"
    rf"|(?P<meeting>high-level (?:plenary )?(?:meeting|dialogue|event|segment)s?(?: of the General Assembly)?(?: (?:on|to) [^,;.]{{3,140}}?)?(?=,| and its| held| convened|;|\.|$))"
)


def events(text: Text) -> list[Mention]:
    """Conferences and meetings named in ``text``.

    A meeting is cited where it is what a verb recalls; whoever knows the verbs decides that.
    """
    if Hint.EVENT not in text.hints:
        return []
    return [
        _dated(text, Mention(
            start=match.start(), end=match.end(), phrase=_phrase(text.plain, match.start()), reach=match.end(),
            kind=Kind.EVENT, cited=f"event:{_slug(match.group())}",
        ))
        for match in _EVENT.finditer(text.plain)
    ]  # fmt: skip


def _dated(text: Text, event: Mention) -> Mention:
    """An event with the days printed behind it: "held in Rio de Janeiro, Brazil, from 20 to 22 June 2012"."""
    held = _HELD.match(text.plain, event.end)
    day = dates.first_in(text.plain, event.end, held.end()) if held else None
    return replace(event, reach=held.end() if held else event.end, date=day.date if day else None)


def _slug(words: str) -> str:
    """A key of lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:120]


_AROUND = rf"(?:for|on|of|against|concerning|to|relating to) (?:the )?{_CAPITALISED}(?: (?:(?:{_INNER} |and ){{0,3}}){_CAPITALISED}){{0,9}}"
_UNKNOWN = re.compile(
    rf"(?:(?<=[Tt]he )|(?<=[Ii]ts )|(?<=\"))(?P<name>(?:{_CAPITALISED} (?:{_LINK} (?:the (?<!and the ))?)?){{1,9}}{_INSTRUMENT_NOUN}(?: {_AROUND})?|{_INSTRUMENT_NOUN} {_AROUND})(?![A-Za-z])"
)


def unknown(text: Text, context: Context) -> list[Mention]:
    """Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""
    if Hint.INSTRUMENT not in text.hints:
        return []
    return [
        _unregistered(text, *match.span("name"), context)
        for match in _UNKNOWN.finditer(text.plain)
        if not text.bodies(*match.span("name")) and not _NO_INSTRUMENT.match(match.group("name"))
    ]


def _unregistered(text: Text, start: int, end: int, context: Context) -> Mention:
    key = f"instrument:{_slug(text.plain[start:end])}"
    remember(context, key, text.plain[start:end])
    mention = _mention(text, Name(start, end), key, Kind.INSTRUMENT, context)
    if key in context.learned:
        return mention
    return replace(mention, status=Status.UNKNOWN, reason="no registry row has this name, and no footnote gives its source")


# A body or a mission whose name ends like an instrument's: "the Government of National Accord".
_NO_INSTRUMENT = re.compile(
    r"(?:Government|Ministry|Office|Committee|Commission|Department|Group|Council|Secretariat|Organi[sz]ation|Fund|Mission|Centre|Institute|"
    r"Bank|Division|Unit|Section|Team|Task Force|Working|Special (?:Rapporteur|Representative|Envoy|Committee)|Secretary|Under-Secretary|"
    r"High (?:Commissioner|Representative)|President|Chair|Director|United Nations (?:Office|Mission|Development Programme|Environment))\b"
)

# --- names that the text itself explains -----------------------------------------------------------

_HOLDS = re.compile(
    r",? (?:entitled|containing|setting out|by which (?:it|the (?:General )?Assembly|the Council) adopted|in which (?:it|the (?:General )?Assembly) adopted)"
    r"(?: the)? ?[\"']?(?:the )?"
)
_HELD_IN = re.compile(
    r"[\"']?,? (?:as )?(?:contained in|set out in|set forth in|annexed to|adopted (?:by|in|through)|proclaimed (?:by|in)|approved (?:by|in))"
    r"(?: the General Assembly in| it in)?(?: the)?(?: (?P<part>annex(?: [IVX]+)?) (?:to|of))?(?: the)? ?"
)
_ANNEXED_TO = re.compile(r"[\"']?,? (?:annexed to|contained in the annex to|set out in the annex to) $")


def defined(text: Text, found: list[Mention], context: Context) -> list[Mention]:
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
        if last and same and _OTHER_NAME.fullmatch(text.plain, last.end, mention.start) and text.plain[mention.end : mention.end + 2].lstrip("\"'")[:1] == ")":
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
            if match or _ANNEXED_TO.fullmatch(text.plain, name.end, holder.phrase + 1) or (
                holder.target_part == "annex" and text.plain[name.end : holder.phrase].strip(" \"',") == ""
            ):
                part = match.group("part") if match else None
                return holder.target, holder.target, part or holder.target_part
    return None
