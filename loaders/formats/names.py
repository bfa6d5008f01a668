"""Read the symbol out of a file's name, as the UN and its mirrors name files.

========================================  ======================
``75_100_E.xml``                          A/RES/75/100
``A_RES_77_102-2228247E.xml``             A/RES/77/102
``S_RES_2504_(2020)-2000407E.xml``        S/RES/2504(2020)
``GA_decision_76_416_A_and_B_E.xml``      A/DEC/76/416A-B
``A_HRC_RES_54_10E.xml``                  A/HRC/RES/54/10
``E_CN.9_2005_1.txt``                     E/CN.9/2005/1
``S_RES_0009_1946_EN_GOLD.txt``           S/RES/9(1946)
``S_RES_1455_N0321407.xml``               none: the year is not known
========================================  ======================
"""

from __future__ import annotations

import re

from loaders.errors import InvalidSymbol
from loaders.symbols import Symbol

__all__ = ["symbol_of_name"]

_SUFFIX = re.compile(r"(?i)\.(?:xml|txt|html?|docx?|pdf|md|json|zip)$")
_JOB = re.compile(r"(?i)[-_](?:N?\d{7})[A-Z]?(?:[-_]reissue)?$")
_REISSUE = re.compile(r"(?i)[-_]?(?:reissue|corr(?:ected)?|final|\(\d\))$")
_LANGUAGE = re.compile(r"(?<=\d)[_-]?[EFSRAC]$|(?<=[A-Z)])_[EFSRAC]$|[_-](?:en|fr|es|ru|ar|zh)$")
_PART_OR_LANGUAGE = re.compile(r"_[A-Z]$")
_BARE = re.compile(r"(\d{2,3})_(\d{1,3})_?([A-Z](?:-[A-Z])?)?")
_DECISION = re.compile(r"(?i)GA_decision_((?:E?S-)?\d{1,3})_(\d{1,3})(?:_?([A-Z](?:-[A-Z])?))?")
_YEARLESS = re.compile(r"(?i)S_RES_\d{1,4}")
_COUNCIL = re.compile(r"(?i)S_RES_(\d{1,4})_\(?((?:19|20)\d\d)\)?(?:_[a-z]{2})?(?:_GOLD)?")
_SLASHES = re.compile(r"_{1,2}")
_AND = re.compile(r"(?i)_?([A-Z])_(?:and|to)_([A-Z])(?=_|$)")


def _parsed(text: str) -> Symbol | None:
    try:
        return Symbol.parse(text)
    except InvalidSymbol:
        return None


def _stem(name: str) -> str:
    stem = re.sub(r"\._(?=[A-Z])", ".", _REISSUE.sub("", _SUFFIX.sub("", name)))
    jobless = _JOB.sub("", stem)  # a job number ends in the language's letter, so a letter before it is a part's
    if jobless == stem and (name.lower().endswith(".xml") or not _PART_OR_LANGUAGE.search(stem)):
        jobless = _LANGUAGE.sub("", stem)
    return _AND.sub(r"_\1-\2", jobless)


def symbol_of_name(name: str) -> Symbol | None:
    """The symbol that a file's name spells, or ``None``.

    >>> str(symbol_of_name("S_RES_2504_(2020)-2000407E.xml"))
    'S/RES/2504(2020)'
    >>> str(symbol_of_name("75_101A-B_E.xml")), symbol_of_name("notes.txt")
    ('A/RES/75/101A-B', None)
    """
    stem = _stem(name)
    bare, decision = _BARE.fullmatch(stem), _DECISION.fullmatch(stem)
    if bare:
        return _parsed("A/RES/{}/{}{}".format(bare[1], bare[2], bare[3] or ""))
    if decision:
        return _parsed("A/DEC/{}/{}{}".format(decision[1], decision[2], decision[3] or ""))
    council = _COUNCIL.fullmatch(stem)
    if council:
        return _parsed(f"S/RES/{int(council[1])}({council[2]})")
    if stem.count("_") < 1 or stem[:1].isdigit() or _YEARLESS.fullmatch(stem):
        return None
    return _spelled(stem)


def _spelled(stem: str) -> Symbol | None:
    """A symbol whose slashes are underscores; a part letter or a year may hang on by one, too."""
    tries = (re.sub(r"_(?=\(|[A-Z](?:-[A-Z])?$)", "", stem), stem)
    return next((symbol for text in tries if (symbol := _parsed(_SLASHES.sub("/", text)))), None)
