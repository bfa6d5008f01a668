"""Titles and subject phrases, compared by the words that tell subjects apart.

"Industrial development cooperation" and "on industrial development cooperation" are one subject;
"Report of the International Law Commission on the work of its seventy-third session" and "… seventy-second
session" are one too: numbers, years and ordinals say which text of the series, not which series.
"Cooperation between the United Nations and the Caribbean Community" and "… the League of Arab States" are
not: words that many titles share weigh little (inverse document frequency).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

__all__ = ["Wording", "plain", "skeleton", "subject_words"]

_WORD = re.compile(r"[^\W_]+")
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_ORDINAL = re.compile(
    rf"(?:{_UNITS}|\w+teenth|(?:{_TENS})(?:y|ieth)|one|two|three|four|five|six|seven|nine|ten|\d+(?:st|nd|rd|th)?)"
)
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr aug sept oct nov dec"
)
_EMPTY = frozenset(
    # Words that tell no subject, and words that only say which text of a series it is.
    f"""{_MONTHS} a an and as at by for from in into its of on or per the their to under upon with including
    session sessions year years resolution resolutions general assembly council report question item entitled""".split()
)


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """A title in lower case with single spaces and no punctuation: equal titles are equal strings.

    >>> plain("The “right to food”, 2022")
    'the right to food 2022'
    """
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=100_000)
def subject_words(text: str) -> frozenset[str]:
    """The words of a title that tell its subject; numbers, ordinals, months and small words are not among them.

    >>> sorted(subject_words("Report of the Disarmament Commission on its thirty-second session, 2019"))
    ['commission', 'disarmament']
    """
    words = (word for word in plain(text).split() if word not in _EMPTY and not _ORDINAL.fullmatch(word))
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    """Singular and plural are one word; nothing finer is needed."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=100_000)
def skeleton(text: str) -> str:
    """A title without the words that only say which text of a series it is: numbers, ordinals, months.

    >>> skeleton("Report of the Commission on the work of its fifty-fifth session")
    'report of the commission on the work of its session'
    """
    months = _MONTHS.split()
    return " ".join(w for w in plain(text).split() if not _ORDINAL.fullmatch(w) and w not in months)


class Wording:
    """How telling each word is among some titles.

    Parameters
    ----------
    titles
        The titles and phrases of a lineage; a word weighs ``1 + log(titles / titles that have it)``.

    """

    def __init__(self, titles: Iterable[str]) -> None:
        known = [subject_words(title) for title in dict.fromkeys(map(plain, titles))]
        self._count = len(known)
        self._having = Counter(word for words in known for word in words)

        self._weights: dict[str, float] = {}
        self._like: dict[tuple[str, str], float] = {}

    def _weight(self, word: str) -> float:
        weight = self._weights.get(word)
        if weight is None:
            weight = self._weights[word] = 1.0 + log(max(1, self._count) / max(1, self._having[word]))
        return weight

    def likeness(self, one: str, other: str) -> float:
        """From 0 (no telling word in common) to 1 (the same telling words): a weighted Jaccard index."""
        a, b = subject_words(one), subject_words(other)
        either = sum(map(self._weight, sorted(a | b)))
        return sum(map(self._weight, sorted(a & b))) / either if either else 0.0

    def like_phrase(self, phrase: str, title: str) -> float:
        """The likeness of a phrase and a title, where the phrase may be cut short or abridged.

        It is like the title too if nearly all of its words stand there and they are more than two.
        """
        known = self._like.get((phrase, title))
        if known is None:
            likeness = self.likeness(phrase, title)
            abridged = 0.9 * self.covered(phrase, title) - 0.2 if len(subject_words(phrase)) > 2 else 0.0
            known = self._like[phrase, title] = max(likeness, abridged)
        return known

    def covered(self, phrase: str, title: str) -> float:
        """How much of the telling words of ``phrase`` stand in ``title``, from 0 to 1."""
        a, b = subject_words(phrase), subject_words(title)
        whole = sum(map(self._weight, sorted(a)))
        return sum(map(self._weight, sorted(a & b))) / whole if whole else 0.0
