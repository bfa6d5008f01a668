"""Named instruments and treaties in one text, in full and by their short names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import charter, events, pinpoints, shortened, titles
from loaders.references.context import Context, Text
from loaders.references.mention import Mention, Taken, by_start
from loaders.references.names import Name
from loaders.references.patterns import prose
from loaders.references.pinpoints import Pinpoint
from loaders.registries import instruments

__all__ = ["find", "heads_body", "is_in_body", "may_hold", "mention_of", "of_key"]


def may_hold(text: Text, context: Context) -> bool:
    """Whether an instrument can be named in ``text``, or an Article of the Charter told by its number alone."""
    return bool(text.names or context.small) or bool(
        context.articles and ("Article " in text.plain or "Chapter " in text.plain)
    )


def find(text: Text, context: Context, longer: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The instruments named in ``text``, in full or by a short name, with what this document's notes said of them.

    ``longer`` are the half-open spans of names that have these as a part.
    """
    found: list[Mention] = []
    in_body = 0  # where the last name ends that is the end of a body's
    for name in text.names:
        if longer and _is_inside(name, longer):
            continue
        if name.instrument and (
            is_in_body(text.plain, name.start) or _is_listed_after(text.plain, in_body, name.start)
        ):
            in_body = name.end
            continue
        if name.instrument and (titles.is_subject(text, name.start) or heads_body(text.plain, name.end)):
            continue
        if name.instrument and _is_draft(text.plain, name.start):
            continue
        if name.instrument:
            words = text.plain[name.start : name.end]
            shortened.remember(context, f"instrument:{name.instrument}", words, name.instrument)
            found.extend(_mentions(text, name, name.instrument, context))
            found.extend(_thereto(text, name, name.instrument, context))
        elif name.head and not is_in_body(text.plain, name.start):
            for mention in _by_head(text, name, context):
                found.append(mention)
                if mention.instrument:  # "the Convention and the Optional Protocol thereto"
                    found.extend(_thereto(text, name, mention.instrument, context))
    found.extend(_in_small_letters(text, found, context))
    found = _in_common(found, text.plain) if "ommon" in text.plain else found
    return [*found, *charter.bare(text, found, context)]


# "a draft international convention for …", "a final draft United Nations declaration on …": not adopted yet
_DRAFT = prose(r"\bdraft (?:United Nations |comprehensive |additional |optional |universal )?$")
_TO_BE_ADOPTED = prose(r"(?:international |universal )?(?:declaration|convention|covenant|protocol|treaty)\b")
_LONGEST_DRAFT = 40


def _is_draft(plain: str, start: int) -> bool:
    """Whether a name in small letters is that of a treaty or a declaration which is still being drafted."""
    return (
        _TO_BE_ADOPTED.match(plain, start) is not None
        and _DRAFT.search(plain, max(0, start - _LONGEST_DRAFT), start) is not None
    )


_COMMON = prose(r"\bcommon\b[^;.]{0,60}$")
_LONGEST_PIN = 90


def _in_common(found: list[Mention], plain: str) -> list[Mention]:
    """Give the pinpoint that two names have in common to both: "article 1, common to the Covenant on … and the …"."""
    result = sorted(found, key=by_start)
    for index, (first, second) in enumerate(pairwise(result)):
        joined = plain[first.end : second.start] in (" and ", " and the ") and not second.target_part
        if joined and first.target_part and _COMMON.search(plain, max(0, first.start - _LONGEST_PIN), first.start):
            result[index + 1] = replace(second, target_part=first.target_part)
    return result


# "the secretariats of the Convention on …, the Framework Convention on … and the Convention on …"
_NEXT_LISTED = prose(r"(?:,|,? and) (?:the )?")


def _is_listed_after(plain: str, end: int, start: int) -> bool:
    """Whether a name at ``start`` goes on with a list whose last item, at ``end``, is the end of a body's name."""
    return 0 < end < start <= end + len(", and the ") and _NEXT_LISTED.fullmatch(plain, end, start) is not None


def _is_inside(name: Name, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a name begins behind the start of one of the ``spans``, which are in order, and ends with it."""
    index = bisect_left(spans, (name.start,)) - 1
    return index >= 0 and name.end <= spans[index][1]


# "the Working Group on the Effective Implementation of the …", "the Mission to support the …": a body's name.
_BODY_REACH = 120
_BODY_HEAD = re.compile(
    r"\b(?:Executive Secretar|Group|Committee|Commission|Mission|Panel|Mechanism|Task Force|Team|[Ss]ecretariat"
    "|[Ww]orking [Gg]roup|Friends|Experts|Representative|Rapporteur|Envoy|Coordinator|Platform|Conference|Meeting"
    "|Summit|Assembly"
    ")"
)
_INSIDE = r"(?: (?:[A-Z][a-z\-]{2,30} |and ){0,5}(?:of|to|under|with)(?: the)?)"  # Effective Implementation of the
_IN_BODY = prose(rf"""
    \b(?:Group|Committee|Commission|Mission|Panel|Mechanism|Task Force|Team|Secretariat|Experts
    |Representative|Rapporteur|Envoy|Coordinator|Platform)
    (?: of(?: the)?(?: [A-Z][\w\-]{{2,30}}){{1,3}})?
    (?: (?:on|to [Ss]upport|in [Ss]upport of|to [Mm]onitor)(?: the)?{_INSIDE}{{0,2}}| for(?: the)?{_INSIDE}{{1,2}})
    (?: Situation with regard to the Implementation of the| Articles? \d{{1,3}}(?: [a-e])? of the)?
    [ ]$
    |\b(?:[Ss]ecretariats?|Executive Secretar(?:y|ies)) of (?:the )?$
    |\bCommittee for an? $
    |\bFriends of (?:the )?$
    |\b[Ww]orking [Gg]roup on an? (?:United Nations )?$
    |\b(?:Conference|Meeting|Summit)(?: of States(?: Parties)?)? to [A-Z][a-z]+ (?:the )?
     (?:Implementation of (?:the )?)?$
    |\bConference on Facilitating the Entry into Force of (?:the )?$
    |\b(?:Conference|[Mm]eeting|Assembly) of (?:the )?
     (?:High Contracting |Contracting |States |State )?Parties to (?:the )?$
""")


def is_in_body(plain: str, start: int) -> bool:
    """Whether the name at ``start`` is the end of a body's or a mission's name."""
    head = _BODY_HEAD.search(plain, max(0, start - _BODY_REACH), start)  # most names have none before them
    return head is not None and _IN_BODY.search(plain, head.start(), start) is not None


# "the Convention on the Rights of the Child and the Optional Protocols thereto"
# "the Montreux Document Forum", "the Peace Agreement Monitoring Committee": named for what they serve.
_HEADS_BODY = prose(r"""
    [ ](?:(?:Implementation|Monitoring|Review|Follow-up|Verification|Compliance|Coordination|Expert|Trust)
    [ ](?:and )?){0,3}
    (?:Forum|Association|Secretariat|Committee|Commission|Fund|Bureau|Working Group|Council|Panel|Board|Office|Facility
    |Coalition|Mechanism|Support Team)\b
""")


def heads_body(plain: str, end: int) -> bool:
    """Whether the name that ends at ``end`` is the first part of a body's: "the Montreux Document Forum"."""
    return _HEADS_BODY.match(plain, end) is not None


# "the Geneva Conventions of 12 August 1949, the Protocols Additional thereto", "… and its 1967 Protocol"
_THERETO = prose(r"""
    (?:,? (?:and|as well as)|,|,? (?:which )?together with) (?:the|its|their)[ ]
    (?P<name>(?P<optional>(?:(?:First|Second|Third) )?[Oo]ptional [Pp]rotocols?)
    |(?P<additional>(?<=its )Additional Protocols|(?<=their )Additional Protocols
      |Additional Protocols?(?= thereto)|Protocols? Additional(?= thereto))
    |(?:additional |\d{4} )?[Pp]rotocol(?= thereto|,? and |[,;]| of \d))
""")


def _thereto(text: Text, name: Name, instrument: str, context: Context) -> list[Mention]:
    """The optional protocols of the treaty before them, told by that alone."""
    match = _THERETO.match(text.plain, name.end)
    if match is None:
        return []
    protocol = _protocol(match, instrument)
    if protocol is None:
        return []
    key = f"instrument:{protocol}"
    shortened.remember(context, key, instruments.get(protocol).name, protocol)
    return [of_key(text, Name(*match.span("name")), key, context)]


def _protocol(match: re.Match[str], instrument: str) -> str | None:
    """The registry's id of a protocol to an instrument, or ``None``."""
    if not (match["optional"] or match["additional"]):
        protocol = instrument.replace("convention-", "protocol-", 1)
        return protocol if protocol != instrument and protocol in instruments.ids() else None
    form = match["optional"].lower().replace(" ", "-") if match["optional"] else "additional-protocols"
    start = f"{form}-to-the-{instrument}"[:_LONGEST_ID]
    return next((each for each in instruments.ids() if each == start or start.startswith(each)), None)


_LONGEST_ID = 80  # ids of long names end early


def _by_head(text: Text, name: Name, context: Context) -> list[Mention]:
    """A short name: the one instrument it can mean, or ambiguous between several."""
    keys = shortened.meaning(text, name, context)
    if not keys:
        return []
    if len(keys) > 1:
        mention = mention_of(text, name, "", Kind.INSTRUMENT, context)
        reason = f"the short name may mean {', '.join(keys)}"
        return [replace(mention, cited=None, status=Status.AMBIGUOUS, reason=reason)]
    if (year := shortened.YEAR.search(text.plain, max(0, name.start - 5), name.start)) is not None:
        name = Name(year.start(), name.end)  # "the 1961 Convention"
    instrument = keys[0].removeprefix("instrument:")
    if instrument in instruments.ids():  # "the Riyadh Agreement" may be called the Agreement further on
        shortened.remember(context, keys[0], text.plain[name.start : name.end], instrument)
    if instrument == shortened.CHARTER:
        return _mentions(text, name, instrument, context)
    return [of_key(text, name, keys[0], context)]


def of_key(text: Text, name: Name, key: str, context: Context) -> Mention:
    """A mention of what the document, or the registry, knows by ``key``."""
    instrument = key.removeprefix("instrument:")
    if instrument in instruments.ids():
        mention = mention_of(text, name, key, instruments.get(instrument).kind, context, instrument)
        return events.dated(text, mention) if mention.kind is Kind.EVENT else mention
    return mention_of(text, name, key, Kind.INSTRUMENT, context)


def _mentions(text: Text, name: Name, instrument: str, context: Context) -> list[Mention]:
    mention = of_key(text, name, f"instrument:{instrument}", context)
    if instrument != shortened.CHARTER:
        return [mention]
    mention = replace(mention, cited="charter", target_part=None)
    pin = _pinpoint(text, name.start, events.phrase(text.plain, name.start))
    if not pin or not charter.OF_CHARTER.match(pin.words):
        inside = _particular(text, name.end)
        thereof = inside and text.plain.startswith(" thereof", inside.end)  # "in particular Articles 1 and 55 thereof"
        return [replace(mention, target_part=inside.words)] if inside and thereof else [mention]
    if is_in_body(text.plain, pin.start):
        return []
    articles = charter.articles(text, mention, pin)
    context.articles.update(article.target_part or "" for article in articles)
    return articles


def _pinpoint(text: Text, start: int, phrase: int) -> Pinpoint | None:
    """The pinpoint before a name, with its article or without: "Article 73 of the Charter"."""
    return pinpoints.before(text.plain, phrase) or (pinpoints.before(text.plain, start) if start != phrase else None)


_ADOPTED = prose(r"""
    , (?:adopted|signed|concluded|proclaimed) [^;.]{3,200}?
    (?=,? (?:and )?(?:in particular|especially|notably|in which|of which) )
""")


def _particular(text: Text, end: int) -> Pinpoint | None:
    """The pinpoint behind a name: "the Convention, in particular its articles 2 and 3"."""
    adopted = _ADOPTED.match(text.plain, end)
    if adopted and any(_holds_parts(name) for name in text.names_in(end, adopted.end())):
        return None  # it is the other one's
    return pinpoints.particular(text.plain, adopted.end() if adopted else end)


def _holds_parts(name: Name) -> bool:
    return bool(name.instrument) and instruments.get(name.instrument or "").kind is not Kind.EVENT


def mention_of(
    text: Text, name: Name, key: str, kind: Kind, context: Context, instrument: str | None = None
) -> Mention:
    """A mention of the instrument of ``key`` on the words of ``name``, with its printed pinpoint and learned target."""
    phrase = events.phrase(text.plain, name.start)
    pin = _pinpoint(text, name.start, phrase)
    words = pin or _particular(text, name.end)
    target, cited, _ = context.learned.get(key) or (None, key, None)
    if key.removeprefix("instrument:") not in instruments.ids():
        cited = key  # a name of its own, even where the text that holds it is known
    return Mention(
        start=name.start, end=name.end, phrase=pin.start if pin else phrase, reach=name.end, kind=kind, target=target,
        cited=cited, target_part=words.words if words else None, instrument=instrument,
    )  # fmt: skip


# --- names printed in small letters --------------------------------------------------------------

_SMALL = re.compile(
    r"(?P<short>[A-Za-z][a-z\-]{3,20} (?:strategy|agreement|declaration|framework|programme|plan|guidelines))\b"
)


def _in_small_letters(text: Text, found: list[Mention], context: Context) -> Iterator[Mention]:
    """What stands for a name in small letters: "the integrated strategy" for the one for the Sahel."""
    since: dict[str, int] = {}  # where in this text a short name was learned
    for mention in found:
        for short in _small(text.plain[mention.start : mention.end], mention.instrument) if mention.instrument else ():
            if short not in context.small:
                context.small[short] = f"instrument:{mention.instrument}"
                since[short] = mention.end
    taken = Taken.by(found) if context.small else None
    for short, key in context.small.items():
        for match in _shortly(short).finditer(text.plain, since.get(short, 0)) if short in text.plain else ():
            start, end = match.span("short")
            if taken and start not in taken:
                yield of_key(text, Name(start, end), key, context)


@lru_cache(maxsize=256)
def _shortly(short: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he (?P<short>{re.escape(short)})\b(?! (?:for|on|of) )")


@lru_cache(maxsize=2048)
def _small(words: str, instrument: str) -> tuple[str, ...]:
    """What stands in small letters for a name printed so: part of it, and what the registry says."""
    match = _SMALL.search(words)
    shared = instruments.get(instrument).shared if instrument in instruments.ids() else ()
    told = tuple(short for short in shared if short[0].islower())
    return (match["short"], *told) if match else told
