"""Agenda items across sessions: item 55 of one session may be item 57 of the next.

The General Assembly keeps the order of its agenda and renumbers it. Texts of the same title in two
sessions show where: between two of them whose numbers are shifted alike, all items are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graph.analysis.wording import plain
from loaders.records import Document

__all__ = ["Agenda", "item_number"]

_NUMBER = re.compile(r"\d{1,3}")


def item_number(item: str) -> int | None:
    """The number of an agenda item without its letter.

    >>> item_number("24 (b)")
    24
    """
    match = _NUMBER.match(item)
    return int(match.group()) if match else None


class Agenda:
    """The agendas of the sessions that some documents belong to.

    Parameters
    ----------
    documents
        One version a work, of one body.

    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._titles: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for document in documents:
            items = {number for number in map(item_number, document.agenda_items) if number}
            if document.session and document.title and len(items) == 1:
                self._titles[document.session][plain(document.title)] |= items
        self._shifts: dict[tuple[str, str], Mapping[int, int]] = {}

    def _anchors(self, later: str, earlier: str) -> Mapping[int, int]:
        """By how much each item of ``later`` that has a text of the same title in ``earlier`` is shifted."""
        if (later, earlier) not in self._shifts:
            votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
            before = self._titles[earlier]
            for title, items in self._titles[later].items():
                if len(items) == 1 and len(before.get(title, ())) == 1:
                    (item,), (old,) = items, before[title]
                    votes[item][old - item] += 1
            self._shifts[later, earlier] = {item: _most(shifts) for item, shifts in sorted(votes.items())}
        return self._shifts[later, earlier]

    def earlier_item(self, item: int, later: str, earlier: str) -> int | None:
        """The number that an item of session ``later`` had in session ``earlier``; ``None`` if that is not clear.

        It is clear where the nearest items below and above with texts of the same title are shifted alike.
        """
        anchors = self._anchors(later, earlier)
        numbers = list(anchors)
        below, above = bisect_right(numbers, item) - 1, bisect_left(numbers, item)
        if below < 0 or above >= len(numbers):
            return None
        shifts = {anchors[numbers[below]], anchors[numbers[above]]}
        return item + shifts.pop() if len(shifts) == 1 else None

    def same_item(self, later: Document, earlier: Document) -> bool | None:
        """Whether two texts of different sessions fall under one agenda item; ``None`` if that is not clear."""
        if not later.session or not earlier.session:
            return None
        items = [number for number in map(item_number, later.agenda_items) if number]
        olds = {self.earlier_item(item, later.session, earlier.session) for item in items}
        theirs = {number for number in map(item_number, earlier.agenda_items) if number}
        if not items or not theirs or None in olds:
            return None
        return bool(olds & theirs)


def _most(shifts: Counter[int]) -> int:
    return min(shifts, key=lambda shift: (-shifts[shift], abs(shift), shift))
