"""Heads: the noun ("its resolutions", "Security Council resolution") that a number hangs on.

A frame is one head with the evidence about whose numbers follow it: a body named right before it, a
possessive, a body named right after it. Numbers belong to the nearest frame to their left in the same
quotation, until the sentence ends (FORMS 2.3 and 2.4: items may carry titles of their own, which may
cite in turn).
"""

from __future__ import annotations

import msgspec

from loaders.records import PartialDate
from loaders.references import dates, events, sentences
from loaders.references.context import Text
from loaders.references.patterns import prose
from loaders.references.tokens import Token

__all__ = ["Frame", "frame", "named_after"]

_ADJECTIVES = (
    "relevant", "pertinent", "applicable", "previous", "earlier", "prior", "past", "preceding", "subsequent", "later",
    "recent", "latest", "last", "new", "own", "other", "all", "first", "second", "third", "initial", "two", "three",
    "four", "five", "six", "seven", "eight", "nine", "ten", "many", "several", "various", "numerous",
    "above-mentioned", "abovementioned", "aforementioned", "aforesaid", "said", "landmark", "consensus", "omnibus",
    "quadrennial", "triennial", "biennial", "annual", "comprehensive", "current", "present", "respective",
    "successive", "consecutive", "main", "key", "important", "procedural", "substantive", "joint", "parallel",
    "identical", "related", "following", "corresponding", "historic", "unanimous", "unanimously adopted", "adopted",
    "existing", "binding", "similar", "additional", "further", "humanitarian", "thematic", "sanctions", "predecessor",
)  # fmt: skip
"""What stands between a body or a possessive and the head: "the Council's relevant previous resolutions"."""

_ADJECTIVE = rf"(?:(?:and |or |most )?(?:{'|'.join(_ADJECTIVES)}),? ){{0,5}}"
_TO_NAME = prose(rf"(?:'s?)? {_ADJECTIVE}$")
_POSSESSIVE = prose(rf"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) {_ADJECTIVE}$")
_BARE = prose(rf"\b(?:[Tt]he |[Tt]his |[Tt]hat |[Tt]hese |[Tt]hose |[Bb]oth |[Aa]ll )?{_ADJECTIVE}$")
_BEFORE_HEAD = tuple(
    ending
    for word in (*_ADJECTIVES, "he", "his", "hat", "hese", "hose", "oth", "ll")
    for ending in (f"{word} ", f"{word}, ")
)
_AFTER_HEAD = prose(r"""
    ,? (?:(?:(?:(?:as )?adopted|taken|issued) )?by|of)(?: the)?
    (?: [a-z\-]{2,14} (?:meeting|session)s? of(?: the)?)?      # seventh session of the
    [ ]
""")
_AND_NAME = prose(r"(?:'s)?(?: and|,)(?: the| in| of){0,2} $")
# Between an organ and its possessive: "the Human Rights Council, in its resolution", "the Commission
# decided, by its". A second organ or a that-clause with a subject of its own ends the reach.
_SUBJECT_REACH = prose(r"""
    (?:'s)?,? (?:[a-z\-]{1,40},? ){0,7}?
    (?:in|by|of|under|through|with|to|recalling|reaffirming|recalled|reaffirmed|adopted|and|including|following|also
    |pursuant|for|on)
    (?: (?:paragraphs?|section|part|annex)[^.;]{0,40}? of      # section II of
    | (?:operative )?paragraphs? [0-9 ,andto]{1,40} of)?       # paragraphs 5 and 6 of
    [ ]$
""")

_CONFERENCE = prose(r"\b(?:[Tt]he )?(?P<name>Conference|Congress)(?:'s)? $")
_ABBREVIATED = ("unsc", "unga")  # UNSCR 1701, UNGAR 194 (III): bodies, as the registry calls them
_WINDOW = 140  # characters before a head that its adjectives and possessive may take
_NAME_REACH = 160  # … and that the body's name may take
_SUBJECT_WINDOW, _NEARBY_WINDOW = 200, 300


class Frame(msgspec.Struct, frozen=True, gc=False):
    """A head and what stands around it.

    ``bodies`` are the ids named directly at the head ("General Assembly and Security Council
    resolutions" has two), ``own`` a possessive's, ``subject`` the organ that the possessive may mean;
    ``nearby`` are the bodies named before it in the sentence, nearest first, and ``before`` a date
    printed before it ("the adoption on 29 November 2013 of resolution 5/6"); ``start`` is where the
    head's noun phrase begins, body and adjectives included.
    """

    kind: str
    start: int
    head_start: int
    head_end: int
    plural: bool
    bodies: tuple[str, ...] = ()
    short: str = ""
    own: bool = False
    subject: str | None = None
    quote: tuple[int, int] | None = None
    nearby: tuple[str, ...] = ()
    before: PartialDate | None = None


def frame(text: Text, head: Token) -> Frame:
    """The frame that ``head`` opens in ``text``."""
    kind = {"d": "decision", "p": "statement"}.get(head.number[0], "resolution")
    plural = head.number.endswith("s")
    quote = text.quote_at(head.start)
    if head.number.startswith(_ABBREVIATED):
        return Frame(kind, head.start, head.start, head.end, plural, (head.number[: len("unsc")],), quote=quote)
    left = _named_before(text, head.start)
    if left:
        bodies, start, short = left
        return Frame(kind, start, head.start, head.end, plural, bodies, short, quote=quote)
    window = text.plain[max(0, head.start - _WINDOW) : head.start]
    alone = _CONFERENCE.search(window) if window.endswith(("ence ", "ress ", "'s ")) else None
    if alone:  # "Conference resolution I": the one named before
        start = head.start - len(window) + alone.start()
        return Frame(kind, start, head.start, head.end, plural, ("",), alone.group("name"), quote=quote)
    own = _possessive(window)
    right = named_after(text, head.end)
    start = _bare_start(window, head.start) if own is None else head.start - len(window) + own
    if right:
        return Frame(kind, start, head.start, head.end, plural, (right[0],), right[1], quote=quote)
    subject = None if own is None else _subject(text, start)
    nearby = _nearby(text, start) if own is None else ()
    day = dates.before(text.plain, start)
    return Frame(kind, start, head.start, head.end, plural, (), "", own is not None, subject, quote, nearby, day)


def _possessive(window: str) -> int | None:
    """Where "its" begins in a ``window`` that ends with it and adjectives; only the last one can be that."""
    last = max(map(window.rfind, ("ts ", "heir ", "his ", " her ", " Her ")))
    match = _POSSESSIVE.search(window, max(0, last - 2)) if last >= 0 else None
    return match.start() if match else None


def _bare_start(window: str, head_start: int) -> int:
    match = _BARE.search(window) if window.endswith(_BEFORE_HEAD) else None
    return head_start - len(window) + match.start() if match else head_start


def _named_before(text: Text, position: int) -> tuple[tuple[str, ...], int, str] | None:
    """The body or bodies named directly before ``position``: (ids, start of the phrase, first surface)."""
    names = text.bodies(max(0, position - _NAME_REACH), position)
    if not names or not _TO_NAME.fullmatch(text.plain, names[-1].end, position):
        return None
    run = [names[-1]]
    for name in reversed(names[:-1]):
        if not _AND_NAME.fullmatch(text.plain, name.end, run[0].start):
            break
        run.insert(0, name)
    return tuple(name.body or "" for name in run), run[0].start, text.plain[run[-1].start : run[-1].end]


def named_after(text: Text, position: int) -> tuple[str, str] | None:
    """What a post-posed phrase names at ``position``, by "of the" or "adopted by the": (id, surface).

    The id is that of a body, or the key of a conference that the registry does not hold.
    """
    match = _AFTER_HEAD.match(text.plain, position)
    if not match:
        return None
    for name in text.bodies(match.end(), match.end() + _WINDOW):
        if name.start == match.end():
            return name.body or "", text.plain[name.start : name.end]
    return events.conference_at(text.plain, match.end())


def _nearby(text: Text, position: int) -> tuple[str, ...]:
    begin = sentences.near(text.plain, position, _NEARBY_WINDOW)
    return tuple(dict.fromkeys(name.body for name in reversed(text.bodies(begin, position)) if name.body))


def _subject(text: Text, position: int) -> str | None:
    """The organ that "its" at ``position`` may stand for: the last one named in the sentence, if near."""
    begin = sentences.near(text.plain, position, _SUBJECT_WINDOW)
    names = text.bodies(begin, position)
    if names and _SUBJECT_REACH.fullmatch(text.plain, names[-1].end, position):
        return names[-1].body
    return None
