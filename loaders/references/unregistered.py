"""Names that end in an instrument's noun and stand in no registry row: kept, and said to be unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import named, shortened
from loaders.references.context import Context, Text
from loaders.references.events import slug
from loaders.references.mention import Mention, Taken
from loaders.references.names import INSTRUMENT_NOUNS, MORE_HEADS, Hint, Name
from loaders.references.patterns import prose
from loaders.registries import instruments

__all__ = ["find", "spans"]

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_CAPITALISED = rf"(?!{_MONTH}\b)[A-Z][A-Za-zÀ-ÖØ-öø-ÿ'\-/]{{0,60}}"
_LINK = r"(?:of|on|for|and|to|in|against|with|at|relating|concerning|by|from|or)"
_INNER = r"(?:of|the|its|all|other|on|for|to|in|against|with|at|relating|concerning|by|from)"
_NOUN = f"(?:{'|'.join(sorted(INSTRUMENT_NOUNS, key=len, reverse=True))})"
_LISTED = rf"(?!{_NOUN}\b){_CAPITALISED}(?: (?!{_NOUN}\b){_CAPITALISED})?(?! {_NOUN}\b)"
_AROUND = (
    rf"(?!{shortened.TO_WHOM})(?:for|on|of|against|concerning|to|relating to|between) (?:the )?{_CAPITALISED}"
    rf"(?:(?:, {_CAPITALISED}){{1,4}},? and {_CAPITALISED})?(?: (?:(?:{_INNER} |and ){{0,3}}){_CAPITALISED}){{0,9}}"
    # of Hodeidah, Salif and Ras Isa
    rf"(?:(?:, {_LISTED}){{1,3}} and {_LISTED}(?: (?:(?:{_INNER} ){{1,3}}){_LISTED}){{0,4}})?"
)
_FIRST_NOUN = re.compile(rf"\b{_NOUN}\b")
_TITLED = re.compile(r"\d,? on the $")  # "resolution 5/2, on the Code of Conduct … of the Council": its title
# Behind an article and at most a year or one such word: "the multilateral Convention on", "the 1979 Convention on".
_START = prose(r"""
    (?:\b[Tt]he |\b[Ii]ts |^(?:Welcom|Endors|Support|Recall|Reaffirm)(?:es|s|ing) |\"|'s |(?P<and> and ))
    (?:(?:multilateral|bilateral|voluntary|regional|revised|updated|landmark|historic|new|recent|original|international
    |supplementary|additional|ensuing|subsequent|preceding|previous|existing|interim|said|proposed|comprehensive|joint
    |following|present|amended|[12]\d{3}) )?
    (?P<name>(?:\d{1,2} )?[A-Z])
""")
_NAME = prose(rf"""
    (?:(?:{_CAPITALISED} (?:{_LINK} (?:the (?<!and the ))?)?){{0,8}}{_CAPITALISED} (?:and )?
       {_NOUN}(?: {_AROUND})?                                                       # Istanbul Declaration
    |\d{{1,2}} {_MONTH} {_NOUN}                                                     # 25 June Agreement
    |{_LISTED}, {_LISTED}(?:, {_LISTED})? and {_CAPITALISED} {_NOUN}(?: {_AROUND})  # Air, Land and Sea Strategy for
    |{_NOUN} {_AROUND})                                                             # Declaration of Doha
    (?![A-Za-z])
""")
# "… Air Pollution and the Asia Pacific Clean Air Partnership": the next name, no part of the one before it.
_AND = prose(r" and (?P<the>the )?(?=[A-Z])")
# Whose it is, behind what it is about, and to whom it goes: "… on Air Pollution of the Economic Commission".
_OF = prose(r" (?P<to>of|to|by) the (?=[A-Z])")
_OWNER = prose(r"International (?:[A-Z][a-z]+ ){0,2}(?:Committee|Organi[sz]ation|Union|Agency|Court|Association)\b")
_ABOUT_ONE = prose(r" (?:on|for|concerning) the ")  # "on the Role of the Programme": what it is about
_GOES_ON = prose(r" [A-Z][a-z]")  # "the Integrated Global Observing Strategy Partnership"
_NEXT_NAME = prose(rf"""
    (?:{_CAPITALISED} (?:{_LINK} (?:the )?)?){{0,8}}?
    (?:{_NOUN}|Partnership|Forum|Network|Alliance|Coalition|Challenge|Programme|Fund|Facility|Mechanism|Initiative)
    (?: {_AROUND})?
""")
# A body or a mission whose name ends like an instrument's: "the Government of National Accord".
_NO_INSTRUMENT = prose(r"""
    (?:Government|Ministry|Office|Committee|Commission|Department|Group|Council|Secretariat|Organi[sz]ation|Fund
    |Mission|Centre|Institute|Meeting|Conference|Assembly|Session|Summit|Panel|Parties|States|Implementation
    |Signatories|Members|Purposes and Principles|Bank|Division|Unit|Section|Team
    |Task Force|Working|Special (?:Rapporteur|Representative|Envoy|Committee)|Secretary|Under-Secretary
    |High (?:Commissioner|Representative)|President|Chair|Director
    |(?:General )?Armistice Agreements
    |Enhanced Integrated Framework|Adoption|Signing|Review|Midterm Review|Launch|Operationalization
    |(?:[A-Z][a-z]+ ){1,6}(?:Revision|Constitutional) Convention|United Nations Global Compact
    |United Nations (?:Development Assistance|Sustainable Development Cooperation) Frameworks?
    |(?:United Nations )?Global Counter-Terrorism Coordination Compact
    |(?:[A-Z][a-z]+ ){0,3}(?:Humanitarian|Refugee|Emergency) Response
    |United Nations (?:Office|Mission|Development Programme|Environment))\b
""")


Span: TypeAlias = tuple[int, int]  # half-open


def spans(text: Text) -> list[Span]:
    """Where names stand that end in an instrument's noun and are in no registry row, in order, without overlap.

    A name of the registry may be part of one: "the Joint Plan of Action for the Implementation of the …".
    """
    if not text.hints & Hint.INSTRUMENT:
        return []
    found: list[Span] = []
    for start, end, whole in _named(text):
        around = _around(text, start, end)
        if around and not _is_of_body(text, start, around) and not _is_part_of_longer(text, start, around):
            found.append((start, around))
        elif not around and not _is_of_body(text, start, whole) and not _is_none(text, start, end):
            found.append((start, end))
    return found


def find(text: Text, spans: list[Span], context: Context) -> list[Mention]:
    """The names at ``spans``: kept, and said to be unknown unless the document tells what they are."""
    keys = _keys(text, spans)
    given = Taken(alias for alias in shortened.aliases(text) if shortened.define(text, alias, keys, context))
    return [_unregistered(text, start, end, context) for start, end in spans if start not in given]


# "Declaration on the Application of Principle 10 of the", "Joint Plan of Action for the Implementation of the"
_LEADS_IN = prose(r"""
    [ ](?:on|for|of|to|under|in|concerning|relating to)(?: the)?
    (?: (?:[A-Z][\w'\-]{0,40}|\d{1,3}|of|on|for|to|under|the|implementation|application|further)){0,9}[ ]
""")
_TAIL = prose(r" in (?:the )?[A-Z][a-z]+(?: (?:and )?(?:the )?[A-Z][a-z]+){0,6}")


def _around(text: Text, start: int, end: int) -> int | None:
    """Where a name ends that a name of the registry is a part of; a name that a note explains stays itself."""
    noun = _FIRST_NOUN.search(text.plain, start, end)
    inside = text.names_in(start + 1, end + _LONGEST_LEAD)
    inner = next((name for name in inside if name.instrument and name.start > start), None)
    if noun is None or inner is None or not _LEADS_IN.fullmatch(text.plain, noun.end(), inner.start):
        return None
    if any(0 <= mark.offset - inner.end <= _AT_MARK for mark in text.part.marks):
        return None
    tail = _TAIL.match(text.plain, inner.end)
    return tail.end() if tail else inner.end


_HEADS = frozenset((*instruments.HEADS, *MORE_HEADS))
_AT_MARK = 2
_LONGEST_LEAD = 120


def _keys(text: Text, spans: list[Span]) -> list[tuple[int, int, str]]:
    """What is named in the text, in order, with its key."""
    known = [(name.start, name.end, f"instrument:{name.instrument}") for name in text.names if name.instrument]
    return sorted([*known, *((start, end, f"instrument:{slug(text.plain[start:end])}") for start, end in spans)])


def _is_none(text: Text, start: int, end: int) -> bool:
    """Whether a name is a body's or a mission's, a part of a longer one, or one that the registries know."""
    if _is_part_of_longer(text, start, end):
        return True
    inside = text.names_in(start, end)
    if any(name.instrument for name in inside):
        return True
    known = any((name.start, name.end) == (start, end) for name in inside if name.head in _HEADS)
    return known or not _is_cited(text, start, end)


def _is_part_of_longer(text: Text, start: int, end: int) -> bool:
    """Whether the words are those of a body, a mission or a longer name."""
    if _NO_INSTRUMENT.match(text.plain, start, end) or _GOES_ON.match(text.plain, end):
        return True
    within = any(name.start < start for name in text.names_in(start, start + 1) if name.body)
    return within or named.is_in_body(text.plain, start)


_NEAR = 12
_BESIDE = prose(r",? (?:and )?the ")


def _is_cited(text: Text, start: int, end: int) -> bool:
    """An initiative is a programme, but where it is listed beside an instrument."""
    if _head_noun(text.plain[start:end]) != "Initiative":
        return True
    near = text.names_in(start - _NEAR, start)
    return any(name.instrument and _BESIDE.fullmatch(text.plain, name.end, start) for name in near)


def _is_of_body(text: Text, start: int, end: int) -> bool:
    """Whether a body's name reaches up to the noun: in "Declaration on the Role of the Programme" it stands behind."""
    titled = _TITLED.search(text.plain, max(0, start - 12), start)
    noun = None if titled else _FIRST_NOUN.search(text.plain, start, end)
    bodies = text.bodies(start, noun.end() if noun else end)
    if noun and len(bodies) == 1 and bodies[0].start == start:  # "the African Union Policy Framework for"
        if text.plain.startswith(" and ", bodies[0].end):
            return True
        acronym = text.plain[start : bodies[0].end].isupper()  # "the OECD Guidelines for"
        beside = not text.plain[bodies[0].end : noun.start()].strip()
        return beside and not acronym and not _TITLE.match(text.plain, noun.end(), end)
    return bool(bodies)


# "the African Union Action Plan for the Accelerated Industrial Development of Africa"
_TITLE = prose(rf" (?:for|on|to|against) (?:the )?[A-Z][a-z]+ (?:(?:{_INNER}|and) ){{0,3}}[A-Z][a-z]+\b")


def _named(text: Text) -> Iterator[tuple[int, int, int]]:
    """Names behind an article or a quotation mark, without overlap: start, end, and the end with whose they are."""
    behind = 0
    for start in _START.finditer(text.plain):
        if start["and"] and start.start() != behind:  # "the Algiers Decision and Lome Declaration"
            continue
        match = _NAME.match(text.plain, start.start("name")) if start.start("name") >= behind else None
        at = start.start("name")
        known = next((name.end for name in text.names_in(at, at + 1) if name.instrument and name.start == at), 0)
        if known:  # named by the registry, which knows where it ends
            behind = max(behind, known)
        elif match and not _NO_INSTRUMENT.match(text.plain, at):  # "the Special Rapporteur of the Model Protocol"
            behind = _end(text, match)
            yield match.start(), behind, match.end()


def _end(text: Text, match: re.Match[str]) -> int:
    """Where a name ends: before the next name that is joined to it."""
    noun = _FIRST_NOUN.search(text.plain, match.start(), match.end())
    floor = noun.end() if noun else match.end()
    parties = text.plain.startswith(" between ", floor)  # "between the Government of the one and the other"
    for joint in _AND.finditer(text.plain, floor, match.end()):
        if parties:
            parties = False
        elif _is_next(text, joint, match.end(), noun.group() if noun else ""):
            return joint.start()
    about = _ABOUT_ONE.match(text.plain, floor)
    for owned in _OF.finditer(text.plain, floor + 1, match.end()):
        if owned["to"] == "by" or _OWNER.match(text.plain, owned.end()):
            return owned.start()
        if about and owned["to"] == "of":
            continue
        if any(body.start == owned.end() for body in text.bodies(owned.end(), match.end())):
            return owned.start()
    return match.end()


def _is_next(text: Text, joint: re.Match[str], end: int, noun: str) -> bool:
    """Whether another name begins behind "and": a known one, one with an article, or a second one of the same noun."""
    start = joint.end()
    if _is_known(text, start) or (joint["the"] and _NEXT_NAME.match(text.plain, start)):
        return True
    second = text.plain[start:end]  # "the Strategy on Parity and Uniformed Parity Strategy"
    return bool(noun) and second.endswith(f" {noun}")


def _is_known(text: Text, start: int) -> bool:
    """Whether a body or an instrument of the registries is named at ``start``."""
    return any(name.start == start and (name.body or name.instrument) for name in text.names_in(start, start + 1))


_OF_STATES = re.compile("Convention|Treaty|Protocol|Covenant")


def _head_noun(words: str) -> str:
    noun = _FIRST_NOUN.search(words)
    return noun.group() if noun else ""


def _unregistered(text: Text, start: int, end: int, context: Context) -> Mention:
    words = text.plain[start:end]
    known = context.defined.get(words) or shortened.part_of_one(words, context)
    if known:
        return named.of_key(text, Name(start, end), known, context)
    key = f"instrument:{slug(words)}"
    shortened.remember(context, key, words)
    kind = Kind.TREATY if _OF_STATES.search(_head_noun(text.plain[start:end])) else Kind.INSTRUMENT
    mention = named.mention_of(text, Name(start, end), key, kind, context)
    if key in context.learned:
        return mention
    reason = "no registry row has this name, and no footnote gives its source"
    return replace(mention, status=Status.UNKNOWN, reason=reason)
