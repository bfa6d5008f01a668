"""Footnote marks that lost their raised type and stand as bare digits in the text.

``the Declaration,1 the Consensus2 and`` holds the marks 1 and 2; ``resolution 55/2``, ``in 2012``
and ``CO2`` hold none. A digit is a mark only if a note with that number exists, and if it is glued
to a word or to the punctuation after one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.records import Mark

if TYPE_CHECKING:
    from loaders.formats.akn4un.inline import Flow

__all__ = ["glued", "unglued"]

# A word's last small letter, an acronym of four letters or more, a date's year before a comma, or
# closing punctuation; then the digits; then no letter, digit, slash or decimal.
_GLUED = re.compile(
    r"""(?=[1-9])(?:
        (?<=[^\W\d_A-Z])                        # Outcome4
      | (?<=[A-Z]{4})                           # UNESCO4
      | (?<=[^\W\d_][,;:])                      # Declaration,1
      | (?<=[^\W\d_A-Z]{3}\.)                   # States.1, but not "Sales No. E.03.II.A.1"
      | (?<=[”’»)"'])                           # want”5
      | (?<=[”’»)"'][,;:.])                     # want”,5
      | (?<=\b(?:19|20)\d\d[,;])                # held in Quito in 2016,5
    )
    (?P<digits>[1-9]\d{0,2})
    (?![\w/]|[.,]\d|[-–]\w)
    """,
    re.VERBOSE,
)
# "A/67/441/Add.2", "No.5", "paras.7": a number belongs to the word before the point.
_ABBREVIATED = re.compile(
    r"(?:/[A-Za-z.]{1,12}\.|\b(?:Add|Corr|Rev|Amend|Res|Dec|No|Nos|vols?|arts?|paras?|sects?|chaps?|pp?|núm|párrs?|secc|cap|гл|пп?)\.)$"
)


def glued(text: str) -> Iterator[re.Match[str]]:
    """Every number that stands as a mark would: the group ``digits`` is the number.

    >>> [m["digits"] for m in glued("the Declaration,1 A/67/441/Add.2 and the Outcome4 of 2005")]
    ['1', '4']
    """
    for match in _GLUED.finditer(text):
        if text[match.start() - 1] != "." or not _ABBREVIATED.search(text[max(0, match.start() - 20) : match.start()]):
            yield match


def unglued(flow: Flow, notes: Mapping[str, str]) -> Flow:
    """Take bare repeated marks out of a text; marks and links behind them move up.

    Parameters
    ----------
    flow
        A paragraph's running text.
    notes
        The notes met so far, by marker: the name of each note's part.

    """
    places = [m for m in glued(flow.text) if m["digits"] in notes]
    if not places:
        return flow
    pieces: list[str] = []
    marks, done = list(flow.marks), 0
    for match in places:
        pieces.append(flow.text[done : match.start()])
        done = match.end()
        marks.append(Mark(match.start(), match["digits"], notes[match["digits"]]))
    spans = [(m.start(), m.end()) for m in places]
    moved = [replace(mark, offset=_moved(mark.offset, spans)) for mark in marks]
    links = [replace(link, start=_moved(link.start, spans), end=_moved(link.end, spans)) for link in flow.links]
    text = "".join([*pieces, flow.text[done:]])
    return replace(flow, text=text, marks=tuple(sorted(moved, key=lambda mark: mark.offset)), links=tuple(links))


def _moved(point: int, spans: list[tuple[int, int]]) -> int:
    return point - sum(min(point, end) - start for start, end in spans if start < point)
