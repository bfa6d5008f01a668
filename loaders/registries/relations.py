"""What a text does with the text it cites: relations, and the words that say them.

``relations.json`` holds the closed vocabulary with its CiTO terms, the governing verbs that open a
paragraph ("Recalling also") in each language, and the phrases that stand directly before a citation
inside a clause ("pursuant to"). Its own ``schema`` and ``source`` entries describe the fields.

A verb is read as the United Nations sets it in italics: without the preposition that follows it
("Takes note" of, "Guided" by), but with what stands inside or directly behind ("Noting with grave
concern also", "Calls once again upon").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from loaders.registries.verbs import Modifiers, Verbs

__all__ = [
    "SPECIAL",
    "Cue",
    "Lead",
    "Phrase",
    "Relation",
    "get",
    "languages",
    "lead",
    "may_lead",
    "phrases",
    "relations",
]

SPECIAL = ("inherit", "describes")
"""What a phrase may be besides a relation: it keeps its clause's verb, or it only describes."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A governing verb in lower case, with its fixed words: ``bearing in mind``."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of the closed vocabulary; ``cito`` and ``others`` are prefixed names."""

    id: str
    label: str
    comment: str
    cito: str
    others: tuple[str, ...]
    cues: Mapping[str, tuple[Cue, ...]]
    examples: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand directly before a citation, and the relation they give it (or `SPECIAL`)."""

    text: str
    relation: str
    example: str


class Lead(msgspec.Struct, frozen=True, gc=False):
    """The governing verb of a paragraph: ``text[start:end)`` is ``verb``, exactly as printed.

    ``also`` are the relations of verbs joined to the first ("Recalling and reaffirming").
    """

    relation: str
    verb: str
    start: int
    end: int
    also: tuple[str, ...] = ()


class _RelationRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str
    comment: str
    cito: str
    others: tuple[str, ...]
    cues: dict[str, tuple[str, ...]]
    examples: dict[str, tuple[tuple[str, str], ...]]


class _PhraseRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    relation: str
    example: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    join: str
    prefix: str
    joining: tuple[str, ...]
    opening: tuple[str, ...]
    around: tuple[str, ...]
    degree: tuple[str, ...]
    after: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: tuple[str, ...]
    source: tuple[str, ...]
    languages: dict[str, _Words]
    relations: tuple[_RelationRow, ...]
    phrases: dict[str, tuple[_PhraseRow, ...]]


@cache
def _file() -> _File:
    return msgspec.json.decode(files("loaders.registries").joinpath("relations.json").read_bytes(), type=_File)


def _relation(row: _RelationRow) -> Relation:
    cues = {language: tuple(Cue(text, language) for text in texts) for language, texts in row.cues.items()}
    return Relation(
        row.id, row.label, row.comment, row.cito, row.others, MappingProxyType(cues), MappingProxyType(row.examples)
    )


@cache
def relations() -> tuple[Relation, ...]:
    """The whole vocabulary, in the order of the registry."""
    return tuple(_relation(row) for row in _file().relations)


@cache
def _by_id() -> Mapping[str, Relation]:
    return MappingProxyType({relation.id: relation for relation in relations()})


def get(relation: str) -> Relation:
    """The relation of this id; ``KeyError`` for an id outside the vocabulary.

    >>> get("recalls").cito
    'cito:obtainsBackgroundFrom'
    """
    return _by_id()[relation]


def languages() -> tuple[str, ...]:
    """The languages whose governing verbs the registry holds (``en``, ``fr`` …)."""
    return tuple(_file().languages)


@cache
def phrases(language: str = "en") -> tuple[Phrase, ...]:
    """The phrases of a language, longest first; empty for a language without any.

    >>> [p.relation for p in phrases("en") if p.text == "pursuant to"]
    ['actsUnder']
    """
    rows = (Phrase(row.text, row.relation, row.example) for row in _file().phrases.get(language, ()))
    return tuple(sorted(rows, key=lambda phrase: (-len(phrase.text), phrase.text)))


@cache
def _verbs(language: str) -> Verbs | None:
    words = _file().languages.get(language)
    if words is None:
        return None
    cues = [(cue.text, row.id) for row in relations() for cue in row.cues.get(language, ())]
    modifiers = Modifiers(
        bool(words.join), words.prefix, words.opening, words.joining, words.around, words.degree, words.after
    )
    return Verbs(cues, modifiers)


def lead(text: str, language: str = "en") -> Lead | None:
    """The governing verb at the start of a paragraph, or ``None`` where it starts with none.

    >>> lead("Recalling also its resolution 67/225")
    Lead(relation='recalls', verb='Recalling also', start=0, end=14, also=())
    >>> lead("Notes with grave concern that the measures").relation
    'mentionsWithConcern'
    """
    verbs = _verbs(language)
    verb = verbs.read(text) if verbs else None
    if not verb:
        return None
    return Lead(verb.relations[0], text[verb.start : verb.end], verb.start, verb.end, verb.relations[1:])


def may_lead(word: str, language: str = "en") -> bool:
    """Whether a governing verb, or what stands before one, may begin with this lower-case word.

    >>> may_lead("recalling"), may_lead("resolutions")
    (True, False)
    """
    verbs = _verbs(language)
    return verbs is not None and verbs.may_begin(word)
