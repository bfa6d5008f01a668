"""Numbered resolutions and decisions, and symbols printed in full, in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from loaders.errors import InvalidSymbol
from loaders.records import Kind, PartialDate, Status
from loaders.references import binding, dates, frames, phrases, pinpoints, subjects, tokens
from loaders.references.binding import Bound, Evidence
from loaders.references.context import Context, Text
from loaders.references.frames import Frame
from loaders.references.mention import Mention
from loaders.references.names import Hint
from loaders.references.patterns import prose
from loaders.references.tokens import Shape, Token
from loaders.symbols import Symbol

__all__ = ["Item", "Reading", "may_hold", "read"]


class Item(msgspec.Struct, frozen=True, gc=False):
    """A number in its frame, with the date right behind it (own) and where its words end."""

    token: Token
    frame: Frame | None
    date: PartialDate | None
    same: bool
    reach: int


class Reading(msgspec.Struct):
    """One text's numbers: mentions in order, and the heads that no number followed."""

    mentions: list[Mention] = []
    empty: list[Frame] = []


def may_hold(text: Text) -> bool:
    """Whether a number or a symbol can stand in ``text`` at all: no shape lacks a head, a slash or parentheses."""
    return bool(text.hints & Hint.NUMBERED) or "/" in text.plain or ")" in text.plain


def read(text: Text, context: Context, hint: str | None = None) -> Reading:
    """Bind every number and symbol of ``text``; ``hint`` is a body that its bare numbers belong to."""
    reading = Reading()
    items = list(_items(text, reading)) if may_hold(text) else []
    if not items:
        return reading
    days = _shared_dates(items, text)
    after = _named_after(items, text)
    for index, item in enumerate(items):
        if item.token.shape is Shape.SYMBOL:
            reading.mentions.extend(_symbols(item.token, text, context))
            continue
        day = days[index] or (item.frame.before if item.frame and not item.frame.plural else None)
        evidence = Evidence(item.token, _hinted(item.frame, hint), day, after[index])
        bound = binding.bind(evidence, context)
        if bound is None or not _is_citation(item, bound, text, context):
            continue
        reading.mentions.extend(_mentions(item, bound, day, text))
        _remember(item, bound, context)
    _share_subjects(reading.mentions, text)
    return reading


def _hinted(frame: Frame | None, hint: str | None) -> Frame | None:
    if hint and frame and not frame.bodies:
        return replace(frame, bodies=(hint,))
    return frame


# --- frames -----------------------------------------------------------------------------------

_BREAK = prose(r"""
    (?<!No)(?<!Nos)(?<!para)(?<!paras)(?<!sect)(?<!chap)(?<!vol)\. (?=[A-Z])
    |; (?!and (?:\d|$))(?=[a-zA-Z])
""")
_NOT_CITED = re.compile(r"\bdraft (?:resolutions?|decisions?) *$", re.IGNORECASE)
_DRAFT_REACH = 8
_BESIDE = 12  # … between a head and a symbol that is its number: "resolution (A/RES/61/147)", "resolutions: A/…"
_LONGEST_GAP = 700  # characters between two numbers of one head: the titles of texts may stand between


def _items(text: Text, reading: Reading) -> Iterator[Item]:
    """Numbers with their frames; heads without numbers are left in ``reading.empty``."""
    stack: list[Frame] = []
    used: set[int] = set()
    classes: set[int] = set()
    heads: list[Frame] = []
    last_end = 0
    for token in _with_bare_lists(text):
        if token.shape is Shape.HEAD:
            head = _beside(text, _head(text, token), stack, last_end)
            stack.append(head)
            if head.kind != _DRAFT:
                heads.append(head)
                last_end = token.end
            continue
        frame = _frame_for(token, stack, text, last_end) if stack else None
        item = _item(text, token, frame)
        yield item
        if frame and (token.shape is not Shape.SYMBOL or token.start - frame.head_end <= _BESIDE):
            _use(text, frame, token, used, classes)
        if token.shape is not Shape.SYMBOL:
            last_end = item.reach
    reading.empty = [frame for frame in heads if frame.head_start not in used]


# "all its previous resolutions, in particular 1500 (2003)": the class is cited, and some of it by number.
_SOME = prose(r"[^.;()\d]{0,80}, (?:in particular|including|especially|notably)[ ]")


def _use(text: Text, frame: Frame, token: Token, used: set[int], classes: set[int]) -> None:
    """Note that a head has a number; one whose first number is only an example of a class stays."""
    if frame.head_start in used or frame.head_start in classes:
        return
    some = frame.plural and _SOME.fullmatch(text.plain, frame.head_end, token.start)
    (classes if some else used).add(frame.head_start)


_DRAFT = "draft"
_AND_HEAD = prose(r",? (?:and|or)(?: the)? ")


def _beside(text: Text, head: Frame, stack: list[Frame], last_end: int) -> Frame:
    """A head without a body that is joined to one that has: "Commission resolution 2006/1 and decision 2004/2"."""
    if head.bodies or head.own or not stack or not stack[-1].bodies or stack[-1].quote != head.quote:
        return head
    if not _AND_HEAD.fullmatch(text.plain, last_end, head.start):
        return head
    return replace(head, bodies=stack[-1].bodies, short=stack[-1].short)


def _head(text: Text, token: Token) -> Frame:
    """The frame of a head; that of a draft cites nothing."""
    if _NOT_CITED.search(text.plain, max(0, token.start - _DRAFT_REACH), token.end):
        return Frame(_DRAFT, token.start, token.start, token.end, False, quote=text.quote_at(token.start))
    return frames.frame(text, token)


def _item(text: Text, token: Token, frame: Frame | None) -> Item:
    dated = dates.after(text.plain, token.end)
    if dated is None:
        return Item(token, frame, None, False, token.end)
    return Item(token, frame, dated.date, dated.date is None, dated.end)


_MORE_BARE = prose(r"""
    (?:, | and |, and )
    (\d{2}\.\d{1,2}(?![\d.]\d)|\d{1,4}|[IVX]{1,5}(?![\w.]))
    (?![\d/(]|\ ?\(|[.,]\d)(?=[,;. )]|$)         # no number of another shape
""")


_NEXT_TO_ONE_DIGIT = 2  # characters of a number that one of a single digit may follow: "resolutions 12 and 9"


def _with_bare_lists(text: Text) -> Iterator[Token]:
    """The shapes of ``text``, and the further bare numbers of a list: "resolutions 242 and 338"."""
    for token in tokens.scan(text.plain):
        yield token
        if token.shape is Shape.BARE:
            position = token.end
            while match := _MORE_BARE.match(text.plain, position):
                if len(match.group(1)) == 1 and len(token.number) > _NEXT_TO_ONE_DIGIT:
                    break  # "resolution 1373, 2 reports"
                yield Token(Shape.BARE, match.start(1), match.end(1), number=match.group(1))
                position = match.end()


def _frame_for(token: Token, stack: list[Frame], text: Text, last_end: int) -> Frame | None:
    """The nearest frame to the left in the same quotation, if no sentence ended in between."""
    quote = text.quote_at(token.start)
    while stack and stack[-1].quote and stack[-1].quote != quote and token.start >= stack[-1].quote[1]:
        stack.pop()  # the quotation that opened this frame is closed
    if not stack or stack[-1].kind == _DRAFT:
        return None
    frame = stack[-1]
    if quote and frame.quote != quote and token.shape is not Shape.SYMBOL:
        return frame if token.start - frame.head_end < 3 else None
    since = max(frame.head_end, last_end if last_end <= token.start else frame.head_end)
    if token.start - since > _LONGEST_GAP or _BREAK.search(text.plain, since, token.start):
        return None
    return frame


# --- dates, bodies and subjects that a run shares ----------------------------------------------

_JOIN = prose(r"(?:,? (?:and|to|or)|,)(?: (?:in )?(?:its )?)? ?")


def _joined(left: Item, right: Item, text: Text) -> bool:
    return left.frame is right.frame and _JOIN.fullmatch(text.plain, left.reach, right.token.start) is not None


def _heads_joined(left: Item, right: Item, text: Text) -> bool:
    """Whether a number of no body stands before a head that is joined to it: "resolution 91 and decisions 250/2002"."""
    unowned = left.frame is not None and not (left.frame.bodies or left.frame.own or left.frame.quote)
    if not unowned or right.frame is None or right.frame is left.frame:
        return False
    return _AND_HEAD.fullmatch(text.plain, left.reach, right.frame.start) is not None


def _shared_dates(items: list[Item], text: Text) -> list[PartialDate | None]:
    """Each number's date: its own, "of the same date" as the one before, or the next one's in a run."""
    days: list[PartialDate | None] = []
    for item in items:
        days.append(days[-1] if item.same and days else item.date)
    for index in range(len(items) - 2, -1, -1):
        item, following = items[index], items[index + 1]
        dateless = days[index] is None and days[index + 1] and item.token.shape is not Shape.SYMBOL
        alike = item.token.session == following.token.session or item.token.shape is Shape.YEAR
        if dateless and alike and _joined(item, following, text):
            days[index] = days[index + 1]
    return days


def _named_after(items: list[Item], text: Text) -> list[tuple[str, str] | None]:
    """A body named behind a number counts for the run of numbers that it closes."""
    named = [frames.named_after(text, item.reach) if item.token.shape is not Shape.SYMBOL else None for item in items]
    for index in range(len(items) - 2, -1, -1):
        if named[index] is None and named[index + 1]:
            item, following = items[index], items[index + 1]
            if _joined(item, following, text) or _heads_joined(item, following, text):
                named[index] = named[index + 1]
    return named


def _share_subjects(mentions: list[Mention], text: Text) -> None:
    """Give the subject at the end of a list of numbers to each of them ("each on …")."""
    for index in range(len(mentions) - 2, -1, -1):
        mention, following = mentions[index], mentions[index + 1]
        shares = mention.subject is None and following.subject and mention.phrase == following.phrase
        if shares and _JOIN.fullmatch(text.plain, mention.reach, following.start):
            mentions[index] = replace(mention, subject=following.subject)


# --- mentions ---------------------------------------------------------------------------------


def _is_citation(item: Item, bound: Bound, text: Text, context: Context) -> bool:
    """A number without a head is cited only where the document or its date says so."""
    start = item.token.start
    if text.plain.endswith("No. ", 0, start) and not (item.frame and start - item.frame.head_end <= len(" No. ")):
        return False  # "Act No. 22/030"
    if item.frame is not None or item.token.shape in (Shape.COP, Shape.AGENCY, Shape.PAREN_YEAR):
        return bound.body is not None or item.frame is not None
    if item.token.shape is Shape.SPECIAL:
        return True
    key = f"{item.token.session}/{item.token.number}"
    return bound.body is not None and (
        key in context.bodies or item.date is not None or item.token.shape is Shape.ROMAN
    )


def _remember(item: Item, bound: Bound, context: Context) -> None:
    if bound.body and bound.kind is Kind.RESOLUTION:
        context.bodies.setdefault(f"{item.token.session}/{item.token.number}", bound.body)


def _mentions(item: Item, bound: Bound, day: PartialDate | None, text: Text) -> Iterator[Mention]:
    token = item.token
    phrase = item.frame.start if item.frame else token.start
    pin = _pinpoint(item, text)
    after = pinpoints.after(text.plain, item.reach)
    further = None if after else pinpoints.behind_subject(text.plain, item.reach)
    words = ", ".join(part.words for part in (after or further, pin) if part) or None
    reach = after.end if after else item.reach
    subject = subjects.after(text.plain, reach)
    status = Status.RESOLVED if bound.target or bound.cited else Status.AMBIGUOUS
    mention = Mention(
        start=token.start, end=token.end, phrase=pin.start if pin else phrase, reach=reach, kind=bound.kind,
        target=bound.target, cited=bound.target or bound.cited, target_part=words, date=day, subject=subject,
        status=status, reason="" if status is Status.RESOLVED else bound.reason,
    )  # fmt: skip
    if not token.tail or bound.target is None:
        yield mention
        return
    for part in tokens.lettered(token, text.plain):
        target = f"{bound.target}{part.letter or ''}"
        yield replace(mention, start=part.start, end=part.end, target=target, cited=target)


def _pinpoint(item: Item, text: Text) -> pinpoints.Pinpoint | None:
    """The pinpoint before the head's phrase counts for the head's first number only."""
    frame = item.frame
    if frame is None:
        return pinpoints.before(text.plain, item.token.start)
    if tokens_between(text, frame.head_end, item.token.start):
        return None
    return pinpoints.before(text.plain, frame.start)


_ANY_NUMBER = re.compile(r"\d/\d|\(\d{4}\)|\([IVXL]+\)")


def tokens_between(text: Text, start: int, end: int) -> bool:
    """Whether another number stands in ``[start, end)``."""
    return _ANY_NUMBER.search(text.plain, start, end) is not None


def _symbols(token: Token, text: Text, context: Context) -> Iterator[Mention]:
    """The document that a printed symbol names; a double symbol names one document."""
    symbol = _parsed(token.number)
    if symbol is None:
        return
    if symbol.number is not None and symbol.session:
        context.bodies.setdefault(f"{symbol.session}/{symbol.number}", symbol.body or "")
    after = pinpoints.after(text.plain, token.end) or pinpoints.behind_subject(text.plain, token.end)
    noun = _noun_before(text.plain, token.start)
    before = pinpoints.before(text.plain, noun or token.start)
    words = ", ".join(pin.words for pin in (after, before) if pin) if after or before else None
    name = str(symbol)
    yield Mention(
        start=token.start, end=token.end, phrase=before.start if before and not noun else token.start,
        reach=after.end if after else token.end, kind=symbol.kind, target=name, cited=name, target_part=words,
    )  # fmt: skip


_STATEMENT = prose(r"(?:the |its )?(?:[Pp]resident(?:'s|ial) )?[Ss]tatements? $")


def _noun_before(plain: str, start: int) -> int:
    """Where the noun phrase of a symbol begins: "paragraph 45 of the report of X (S/2019/816)"; 0 if there is none."""
    if plain.endswith((" (", " (document "), 0, start):
        return phrases.noun_before(plain, start)
    match = (
        _STATEMENT.search(plain, max(0, start - _LONGEST_HEAD), start)
        if plain.endswith(("s ", "t "), 0, start)
        else None
    )
    return match.start() if match else 0


_LONGEST_HEAD = 40


@lru_cache(maxsize=4096)
def _parsed(printed: str) -> Symbol | None:
    try:
        return Symbol.parse(printed)
    except InvalidSymbol:
        return None
