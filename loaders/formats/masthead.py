"""The first lines of letters, notes and reports, which no formula parts from their text.

``Seventy-ninth session``, ``Agenda item 158``, ``Budget for the …``, ``Report of the Secretary-General``:
short lines without a number or a full stop, up to the table of contents or the first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.formats.dates import first_date
from loaders.formats.labels import Labelled, split_label
from loaders.formats.outline import squeeze

__all__ = ["length", "title"]

_LONGEST = 30  # lines; no masthead has more
_BODY = re.compile(
    r"(?:Contents|Summary|Introduction|Background|Overview|Abbreviations|Preamble|Paragraphs|Section|Chapter|Article|Annex|Part|Rule"
    r"|Table des matières|Résumé|Índice|Resumen|Содержание|Резюме|目录|摘要|المحتويات|موجز)\b.{0,20}",
    re.IGNORECASE | re.DOTALL,
)
_TURNED = re.compile(r"\*|Distr|Original:|\(?[A-Z]{1,8}(?:/[\w.-]+)+\)?[*.]?$")
# What a masthead says beside its title: form, language, session, item, author, body, symbol.
_FORMAL = re.compile(
    r"\*|\W*$|Distr|GENERAL|LIMITED|ENGLISH|ORIGINAL|Original|UNITED|NATIONS|United Nations|Page \d|PART\b|Addendum"
    r"|Corrigendum|(?:[\w-]+ ){1,3}(?:special |emergency )?(?:session|cycle|meeting|year)\W*$"
    r"|(?:Provisional )?(?:Agenda )?[Ii]tems? \d|Secretary-General’s bulletin|Sales No|[A-Z][\w ]{3,20}, (?:19|20)\d\d$"
    r"|(?:Report|Note|Statement|Memorandum|Bulletin) (?:of|by) the "
    r"(?:President|[Ss]ecretar|Executive|High|Committee on|Bureau)[\w -]*\W*$"
    r"|(?:General|Economic and Social|Human Rights|Security|Trusteeship|Environment|Governing)\b[\w ]{0,40}"
    r"(?:Assembly|Council)\W*$|(?:Economic )?Commission (?:for|on)\b|(?:[A-Z][\w’-]+ ){1,6}Committee\W*$"
    r"|Committee on\b|of the\b|[A-Z]{1,8}(?:/[\w.-]+)+"
)
_NUMBERED = re.compile(r"PRST (?:OS/)?\d{1,3}/\d{1,3}[.\s]*")


def length(paragraphs: Sequence[Labelled]) -> int:
    """How many of the first paragraphs are the masthead; 0 where the text has none, or is nothing else."""
    for at, paragraph in enumerate(paragraphs[:_LONGEST]):
        if not _heads(paragraph):
            return at
    return 0


def _heads(paragraph: Labelled) -> bool:
    text = squeeze(paragraph.text)[0]
    if split_label(paragraph)[0] or len(text) > 300 or _BODY.fullmatch(text):
        return False
    return bool(_TURNED.match(text)) or (text[-1:] not in {".", ";", ":", ",", "。"} and not text[:1].islower())


def title(lines: Iterable[str]) -> str | None:
    """The title among the masthead's lines: the last that says more than who wrote, when and for which item.

    >>> title(["Seventy-ninth session", "Agenda item 158", "Budget for the Force", "Report of the Secretary-General"])
    'Budget for the Force'
    """
    bare = (_NUMBERED.sub("", line) for line in lines)
    found = [line for line in bare if len(line) > 7 and not _FORMAL.match(line) and not _dated(line)]
    return found[-1] if found else None


def _dated(line: str) -> bool:
    """Whether a line is little more than a date and a place."""
    return first_date(line) is not None and len(line) < 60 and not line.startswith(("Letter", "Identical"))
