"""The bodies whose resolutions and decisions are cited, and the names they are cited by.

``bodies.csv`` columns: id; name (English, full); ``en fr es ru ar zh``, other names in each language
(``|`` between them; inflected forms are listed where a language inflects); short, the words that mean
this body once its full name has been printed ("Assembly"); predecessor, the body that it took over from
and may call by its short name ("the Governing Council" in the Environment Assembly); resolution and
decision, how the canonical symbol is spelled where the body has one; shapes, the number forms it uses
(see `Body.shapes`); first and last session or year; symbols (``yes`` if its resolutions have UN symbols);
namespace, the prefix of its keys in ``Reference.cited`` where they have none; example, a phrase that
names it; source.

Names have straight quotes and plain hyphens; a finder folds its text likewise.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["LANGUAGES", "Body", "aliases", "bodies", "get", "ids", "short_names"]

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@dataclass(frozen=True, slots=True)
class Body:
    """One body. ``names`` maps a language to its names there, the full English name first.

    ``shapes``: ``slash`` 67/225, ``special-slash`` S-27/2, ``year-slash`` 2012/5, ``number-year``
    11/2019, ``roman`` 1514 (XV), ``special-roman`` 1874 (S-IV), ``letter-roman`` A (64), ``sc-year``
    1325 (2000), ``roman-slash`` X/2, ``ss-roman`` SS.VI/1, ``cop`` 1/CP.21, ``bare`` 186; a name of
    its own (``wha``, ``imo``, ``iaea`` …) for a form that no other body uses.
    """

    id: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    short: tuple[str, ...]
    predecessor: str
    resolution: str
    decision: str
    shapes: tuple[str, ...]
    first: str
    last: str
    symbols: bool
    namespace: str
    example: str
    source: str


def _split(cell: str) -> tuple[str, ...]:
    return tuple(piece for piece in cell.split("|") if piece)


def _body(row: dict[str, str]) -> Body:
    names = {language: _split(row[language]) for language in LANGUAGES if row[language]}
    names["en"] = (row["name"], *names.get("en", ()))
    return Body(
        row["id"], row["name"], MappingProxyType(names), _split(row["short"]), row["predecessor"], row["resolution"],
        row["decision"], _split(row["shapes"]), row["first"], row["last"], row["symbols"] == "yes", row["namespace"],
        row["example"], row["source"],
    )  # fmt: skip


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order of the registry."""
    text = files("loaders.registries").joinpath("bodies.csv").read_text(encoding="utf-8")
    return tuple(_body(row) for row in csv.DictReader(text.splitlines()))


@cache
def _by_id() -> Mapping[str, Body]:
    return MappingProxyType({body.id: body for body in bodies()})


def get(body: str) -> Body:
    """The body of this id; ``KeyError`` for an unknown one.

    >>> get("unsc").name
    'Security Council'
    """
    return _by_id()[body]


def ids() -> Mapping[str, Body]:
    """Every body by its id, for look-ups that may miss."""
    return _by_id()


@cache
def aliases(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Every name of every body in a language with the body's id, longest name first.

    >>> [body for name, body in aliases() if name == "UN Security Council"]
    ['unsc']
    """
    pairs = [(name, body.id) for body in bodies() for name in body.names.get(language, ())]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def short_names() -> Mapping[str, tuple[str, ...]]:
    """English short names, each with the bodies it may mean; the text's last full name decides.

    >>> short_names()["Council"][:3]
    ('unsc', 'ecosoc', 'unhrc')
    """
    found: dict[str, list[str]] = {}
    for body in bodies():
        for word in body.short:
            found.setdefault(word, []).append(body.id)
    return MappingProxyType({word: tuple(ids) for word, ids in found.items()})
