"""Footnotes: what each names, with ``Ibid.`` resolved by rank.

A note's last component is carried to the next note in the order of the document. ``Ibid., X`` keeps
everything of it that ranks above X (FORMS 3.2): vol. < part < chap. < sect. < resolution or decision
< annex < appendix < article < para.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import numbered, pinpoints
from loaders.references.context import Context, Text
from loaders.references.mention import Mention, by_span, by_start
from loaders.references.patterns import prose

__all__ = ["Notes"]

_SALES = prose(r"""
    [Ss]ales? ?Nos?\.? ?:? ?
    (?P<no>[A-Z]\.\d{2}\.[IVXL]{1,5}(?:\.[A-Z0-9]{1,4}(?:-[A-Z0-9]{1,4})?){0,3}     # E.02.II.A.7
    |\d{2}\.[IVXL]{1,5}(?:\.[A-Z0-9]{1,4}){0,3}                                     # 08.II.D.3
    |[A-Z]\d{4}\.[IVXL]{1,5}\.[A-Z]?\.?\d{1,3}                                     # E1997.II.A.7
    |\d{4}\.[IVXL]{1,5}(?:\.[A-Z0-9]{1,4}){0,3})                                    # 1993.I.8
""")
_SERIES = prose(
    r"""
    (?:United Nations,? |(?P<league>League of Nations,? ))?(?:Treaty Series|Ibid\.?),?
    [ ]vols?\. (?P<vol>\d{1,4}|[IVXLC]{1,9})(?:(?:, vols?\.|,| and) ?\d{1,4}){0,24},?          # vols. 1155 and 1156
    [ ](?:Nos?\.|Registration No\.) ?(?P<no>[A-Z]?-?\d{1,6})(?:(?: ?- ?|, | and )\d{1,6}){0,24}  # No. 18232
    """,
    re.IGNORECASE,
)
_IBID = re.compile(r"\bibid(?:em)?\b\.?", re.IGNORECASE)
_RECORDS = prose(r"""
    Official Records of the
    [ ](?P<of>General Assembly|Security Council|Economic and Social Council|Trusteeship Council|Disarmament Commission)
    [^();]{0,160}
""")
_NEW_SENTENCE = re.compile(r"; |\. (?=[A-Z][a-z])")
_TAIL = prose(r"""
    (?:,? (?:and|with)[ ]
    (?:corrigend(?:um|a)|addend(?:um|a)|Corr\.\d(?:(?:,| and) \d){0,9}|Add\.\d|[a-z]{1,20} addenda)){0,2}\)?
""")
_PAGE = re.compile(r"pp?\. ?[\d\- to]+")
_RANKS = ("vol", "suppl", "part", "chap", "sect", "resolution", "decision", "annex", "append", "art", "para")
_SUPPLEMENT_53 = re.compile(r"A/\d{2,3}/53(?:/Add\.\d)?$")


@dataclass(slots=True)
class Notes:
    """Reads the footnotes of one document in order, remembering the last thing named."""

    context: Context
    last: Mention | None = None
    seen: dict[str, tuple[Mention, ...]] = field(default_factory=dict[str, tuple[Mention, ...]])

    def read(self, text: Text) -> tuple[Mention, ...]:
        """What the note names, in order; empty for prose that names nothing."""
        found = self._named(text)
        found.extend(self._ibid(text, found))
        mentions = tuple(sorted(found, key=by_span))
        if mentions:
            self.last = mentions[-1]
        self.seen[text.part.id] = mentions
        return mentions

    def _named(self, text: Text) -> list[Mention]:
        found = sorted((*_publications(text), *_treaties(text)), key=by_start)
        taken, starts = list(found), [mention.start for mention in found]
        hint = "unhrc" if "Supplement No. 53" in text.plain else None
        for mention in numbered.read(text, self.context, hint).mentions:
            index = bisect_left(starts, mention.start + 1) - 1
            if index < 0 or mention.start >= taken[index].reach:
                found.append(_reaching(text, mention))
        return _without_inner(found, text.plain) or _records(text)

    def _ibid(self, text: Text, found: list[Mention]) -> list[Mention]:
        """The mentions that ``Ibid.`` makes where it names nothing new itself."""
        if self.last is None or "bid" not in text.plain.lower():
            return []
        result: list[Mention] = []
        starts = sorted(mention.start for mention in found)
        for match in _IBID.finditer(text.plain):
            index = bisect_left(starts, match.start())
            end = starts[index] if index < len(starts) else len(text.plain)
            if index < len(starts) and not _NEW_SENTENCE.search(text.plain, match.end(), end):
                continue  # "Ibid., Supplement No. 53A (A/72/53/Add.1)" names its own document
            if self.last.cited and not _OTHER_RECORD.match(text.plain, match.end()):
                result.append(_continued(text, match, self.last))
        return result


# "Ibid., Twenty-sixth Year, 1614th meeting" names a record of its own, and "Ibid., pp. 85-86" a page of the volume.
_OTHER_RECORD = re.compile(r",? (?:[A-Z][a-z\-]+ (?:Year|Session),? )?(?:\d{1,4}(?:st|nd|rd|th) (?:plenary )?meeting)")


def _continued(text: Text, match: re.Match[str], last: Mention) -> Mention:
    pin = pinpoints.after(text.plain, match.end(), inner=True)
    words = _merged(last.target_part, pin.words) if pin else last.target_part
    end = pin.end if pin else match.end()
    return replace(
        last, start=match.start(), end=end, phrase=match.start(), reach=end, target_part=words, date=None, subject=None
    )


def _rank(words: str) -> int:
    low = words.lower()
    return next((index for index, rank in enumerate(_RANKS) if low.startswith(rank)), len(_RANKS))


def _merged(before: str | None, new: str) -> str:
    """The pinpoint that ``Ibid., new`` means after ``before``: higher ranks stay, the rest is replaced.

    >>> _merged("chap. I, resolution 1, annex", "resolution 2, annex")
    'chap. I, resolution 2, annex'
    """
    first = _rank(new)
    kept = [words for words in (before or "").split(", ") if words and _rank(words) < first]
    return ", ".join([*kept, new])


def _reaching(text: Text, mention: Mention) -> Mention:
    """A document with the pinpoint behind its closing parenthesis: "(A/72/53), chap. V, sect. A"."""
    tail = _TAIL.match(text.plain, mention.end)
    pin = pinpoints.after(text.plain, tail.end(), inner=True) if tail and tail.end() > mention.end else None
    return replace(mention, target_part=pin.words, reach=pin.end) if pin else mention


def _publications(text: Text) -> Iterator[Mention]:
    """Publications by their sales numbers."""
    for match in _SALES.finditer(text.plain) if "ale" in text.plain else ():
        tail = _TAIL.match(text.plain, match.end())
        pin = pinpoints.after(text.plain, tail.end() if tail else match.end(), inner=True)
        yield Mention(
            start=match.start("no"), end=match.end("no"), phrase=match.start(), reach=pin.end if pin else match.end(),
            kind=Kind.DOCUMENT, cited=f"sales:{match.group('no')}", target_part=pin.words if pin else None,
        )  # fmt: skip


def _treaties(text: Text) -> Iterator[Mention]:
    """Treaties by volume and number of the United Nations or the League of Nations series."""
    for match in _SERIES.finditer(text.plain) if "vol" in text.plain.lower() else ():
        series = "lnts" if match.group("league") else "unts"
        pin = pinpoints.after(text.plain, match.end(), inner=True)
        if pin and _PAGE.fullmatch(pin.words):
            pin = None  # where the volume prints it, not which part of it
        yield Mention(
            start=match.start(), end=match.end(), phrase=match.start(), reach=pin.end if pin else match.end(),
            kind=Kind.TREATY, cited=f"{series}:{match.group('vol')}/{match.group('no')}",
            target_part=pin.words if pin else None,
        )  # fmt: skip


def _without_inner(found: list[Mention], plain: str) -> list[Mention]:
    """Join to a document the number that only says where in it: "…/Add.1, decision 1/CP.21, annex".

    The Human Rights Council's resolutions stand in Supplement No. 53 and are cited for themselves.
    """
    kept: list[Mention] = []
    for mention in sorted(found, key=by_start):
        holder = kept[-1] if kept else None
        if holder and holder.kind is Kind.DOCUMENT and _within_document(holder, mention, plain):
            words = plain[_head(plain, mention.start) : mention.reach].strip(" ,")
            kept[-1] = replace(holder, target_part=_joined(holder.target_part, words), reach=mention.reach)
            continue
        kept.append(mention)
    return kept


# "(A/72/53 and Corr.1), chap. V, sect. A, resolution": what may stand before a number inside a document.
_INNER = prose(r"""
    (?: and [Cc]orr\w{0,12}\.?(?:\d)?)?\)?,? ?
    (?:[a-z]{1,8}\. ?[IVXA-Z.]{1,8},? ?){0,3}
    (?:resolutions?|decisions?)? ?
""")
_HEAD = prose(r"(?:resolutions?|decisions?) $")


def _within_document(holder: Mention, mention: Mention, plain: str) -> bool:
    return (
        mention.kind in (Kind.RESOLUTION, Kind.DECISION)
        and _INNER.fullmatch(plain, holder.reach, mention.start) is not None
        and not _SUPPLEMENT_53.search(holder.target or "")
        and "/RES/" not in (holder.target or "")
    )


def _head(plain: str, start: int) -> int:
    match = _HEAD.search(plain, max(0, start - len("resolutions ")), start)
    return match.start() if match else start


def _joined(first: str | None, second: str) -> str:
    return f"{first}, {second}" if first and not second.startswith(first) else second


def _records(text: Text) -> list[Mention]:
    """Official Records cited without any symbol: named, but not to be resolved from the words."""
    match = _RECORDS.search(text.plain)
    if not match:
        return []
    end = match.start() + len(match.group().rstrip(" .,"))
    return [Mention(
        start=match.start(), end=end, phrase=match.start(), reach=end, kind=Kind.DOCUMENT, status=Status.UNKNOWN,
        reason="the Official Records are named without a document symbol",
    )]  # fmt: skip
