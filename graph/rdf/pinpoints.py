"""A printed pinpoint ("annex II, paragraphs 5 to 7") to the ids of the parts it names.

Only what can be read without doubt becomes a part; the printed words are kept beside it in any case.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.records import Kind, Reference
from loaders.symbols import roman_value

__all__ = ["cited_parts", "parts_named"]

_UNITS = {
    "annex": "annex", "annexes": "annex", "section": "section", "sections": "section", "sect.": "section",
    "sects.": "section", "chapter": "chapter", "chapters": "chapter", "chap.": "chapter", "chaps.": "chapter",
    "part": "part", "parts": "part", "appendix": "appendix", "appendices": "appendix", "resolution": "resolution",
    "decision": "decision", "paragraph": "op", "paragraphs": "op", "para.": "op", "paras.": "op", "article": "article",
    "articles": "article", "art.": "article", "arts.": "article", "enclosure": "enclosure", "op.": "op",
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:\s?\([a-z]{1,2}\)(?:\s?\([ivx]{1,5}\))?)?|[IVXL]{1,7}|[A-Z])"
_PIECE = re.compile(
    rf"(?:operative\s|preambular\s)?(?P<unit>[a-z]+\.?)(?:\s(?P<list>{_NUMBER}(?:(?:,?\sand\s|\sto\s|,\s|\s?[-–]\s?){_NUMBER})*))?(?:,\s|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})(?:(?:\sto\s|\s?[-–]\s?)(?P<high>{_NUMBER}))?(?:,?\sand\s|,\s|$)")
_LONGEST_RANGE = 60


def _plain(number: str) -> str | None:
    """``XI`` as ``11``, ``5 (a)`` as ``5(a)``, a letter as itself."""
    if number[0].isdigit():
        return re.sub(r"\s", "", number)
    value = roman_value(number)
    return str(value) if value else number


def _numbers(listed: str) -> list[str]:
    """The numbers of a list, its ranges filled: ``5 to 7 and 9`` gives 5, 6, 7, 9."""
    found: list[str] = []
    for match in _RANGE.finditer(listed):
        low, high = _plain(match["low"]) or "", _plain(match["high"]) if match["high"] else None
        if high is None:
            found.append(low)
        elif low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= _LONGEST_RANGE:
            found += map(str, range(int(low), int(high) + 1))
        else:
            found += [low, high]
    return found


@cache
def parts_named(words: str) -> tuple[str, ...]:
    """The part ids that a pinpoint names, from the largest unit to the smallest; empty if it cannot be read.

    >>> parts_named("annex")
    ('annex1',)
    >>> parts_named("annex II, paragraphs 5 to 7")
    ('annex2/op5', 'annex2/op6', 'annex2/op7')
    >>> parts_named("chap. I, resolution 1, annex")
    ('chapter1/resolution1/annex1',)
    >>> parts_named("as amended")
    ()
    """
    prefix, position, leaves = "", 0, [""]
    while position < len(words):
        match = _PIECE.match(words, position)
        unit = _UNITS.get(match["unit"].lower()) if match else None
        if match is None or unit is None or len(leaves) > 1:
            return ()
        if match["list"] is None and unit == "op":
            return ()
        kind = "pp" if words[position:].lower().startswith("preambular") else unit
        prefix += f"{leaves[0]}/" if leaves[0] else ""
        leaves = [kind + number for number in _numbers(match["list"] or "1")]
        position = match.end()
    return tuple(dict.fromkeys(prefix + leaf for leaf in leaves if leaf))


def cited_parts(reference: Reference) -> tuple[str, ...]:
    """The ids of the parts that a reference names. Paragraphs of what is no resolution are ``p5``."""
    found = parts_named(reference.target_part or "")
    if reference.kind in {Kind.RESOLUTION, Kind.DECISION, Kind.STATEMENT}:
        return found
    return tuple(re.sub(r"(^|/)op(?=\d)", r"\1p", part) for part in found)
