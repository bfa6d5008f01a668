"""Articles and Chapters of the Charter: with its name behind them, and by their number alone once it was named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from loaders.records import Kind, Status
from loaders.references import shortened
from loaders.references.context import Context, Text
from loaders.references.mention import Mention, Taken
from loaders.references.patterns import prose
from loaders.references.pinpoints import Pinpoint

__all__ = ["OF_CHARTER", "articles", "bare"]

OF_CHARTER = re.compile(r"(?:articles?|chapters?) ", re.IGNORECASE)
_UNITS = ("Article ", "article ", "Chapter ", "chapter ")
_OF_CHAPTER = re.compile(r"(?P<chapter>chapter [IVX]+), (?P<articles>articles? .+)", re.IGNORECASE)
_ARTICLE_NUMBER = prose(r"""
    \b(\d{1,3}|[IVX]{1,6})\b
    (?: ?\([a-z]\)| [a-e](?=[ ,.;)]))?       # (a)
    (?!\))
""")


def articles(text: Text, charter: Mention, pin: Pinpoint) -> list[Mention]:
    """One mention for each Article or Chapter: "Articles 55 and 56 of the Charter" are two."""
    unit = pin.words.split()[0].rstrip("s").capitalize()
    numbers = list(_ARTICLE_NUMBER.finditer(text.plain, pin.start, charter.start))
    inner = _OF_CHAPTER.fullmatch(pin.words)
    if inner:  # "Articles 55 and 56 of Chapter IX of the Charter": told by the chapter, cited are the articles
        unit, numbers = "Article", numbers[:-1]
    if (
        "paragraph" in pin.words
    ):  # "Article 13, paragraph 1 (a), of the Charter" is one, and "paragraph 3 of Article 101"
        named = [number for number in numbers if text.plain.endswith(_UNITS, pin.start, number.start())]
        numbers = (named or numbers)[:1]
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


# "the limitation in Article 73 e", "that Chapter XI should be applicable": of the Charter, where it was named.
_BARE_ARTICLE = prose(r"""
    \b(?P<unit>Article|Chapter) (?P<number>\d{1,3}|[IVX]{1,6})(?: ?\([a-z]\)| [a-e](?=[ ,.;)]))?
    (?P<paragraph>, paragraphs? \d{1,2}(?: ?\([a-z]\))?)?
    (?![\w/\-]|\.\d| thereof)
    (?!,? (?:paragraphs? \d[\d ,()a-z]{0,10},? )?(?:of|to) )(?!,? (?:and|or|to) (?:Articles? |Chapters? )?[\dIVX])
""")


_BACK = prose(r"\b(?:that|the same|the said) Article\b")


def _that(text: Text, found: list[Mention]) -> Iterator[Mention]:
    """Where "that Article" means the last one of the Charter that is named before it in the same part."""
    articles_ = sorted((m for m in found if m.kind is Kind.ARTICLE and m.cited != "charter"), key=_end)
    for match in _BACK.finditer(text.plain) if articles_ else ():
        before = bisect_right(articles_, match.start(), key=_end)
        if before:
            start = match.end() - len("Article")
            yield replace(
                articles_[before - 1], start=start, end=match.end(), phrase=match.start(), reach=match.end(),
                status=Status.CONTEXTUAL, reason="the last Article named before it",
            )  # fmt: skip


def _end(mention: Mention) -> int:
    return mention.end


def bare(text: Text, found: list[Mention], context: Context) -> Iterator[Mention]:
    """Articles and Chapters told by their number alone: cited before in this document, or the Charter in this part."""
    charter = next((mention.start for mention in found if mention.cited and mention.cited.startswith("charter")), None)
    if not context.articles and charter is None:
        return
    yield from _that(text, found)
    taken = Taken.by(found)
    for match in _BARE_ARTICLE.finditer(text.plain):
        known = text.plain[match.start() : match.end("number")] in context.articles or (
            charter is not None and charter < match.start()
        )
        if known and match.start() and match.start() not in taken:
            key = f"charter:{match.group('number')}" if match.group("unit") == "Article" else "charter"
            yield Mention(
                start=match.start(), end=match.end(), phrase=match.start(), reach=match.end(), kind=Kind.ARTICLE,
                cited=key, target_part=match.group(), instrument=shortened.CHARTER,
            )  # fmt: skip
