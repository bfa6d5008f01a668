"""What a text does with the text it cites: relations, and the words that say them.

``relations.json`` holds the closed vocabulary with its CiTO terms, the governing verbs that open a
paragraph ("Recalling also") in each language, and the phrases that stand directly before a citation
inside a clause ("pursuant to"). Its own ``schema`` and ``source`` entries describe the fields.

A verb is read as the United Nations sets it in italics: without the preposition that follows it
("Takes note" of, "Guided" by), but with what stands inside or directly behind ("Noting with grave
concern also", "Calls once again upon").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

__all__ = ["SPECIAL", "Cue", "Lead", "Phrase", "Relation", "get", "languages", "lead", "phrases", "relations"]

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


@dataclass(frozen=True, slots=True)
class Lead:
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


_MARKS = "\u0640\u064b-\u0652"
_WORD = re.compile(rf"[^\W\d_][\w'’\-‐‑{_MARKS}]*")
_BARE = str.maketrans({"’": "'", "‐": "-", "‑": "-", **dict.fromkeys(map(chr, (0x640, *range(0x64B, 0x653))))})


def _pattern(text: str) -> str:
    """A pattern for printed words: any run of spaces, either apostrophe, any hyphen, Arabic marks or none."""
    parts = {" ": r"\s+", "'": "['’]", "-": "[-‐‑]"}
    marked = f"[{_MARKS}]*" if re.search(r"[\u0621-\u064a]", text) else ""
    return "".join(parts.get(char) or re.escape(char) + marked for char in text)


def _any(texts: Sequence[str]) -> str:
    return "|".join(_pattern(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


class _Reader:
    """Reads the governing verbs of one language; its cues are grouped by first word, for speed."""

    def __init__(self, language: str) -> None:
        words = _file().languages[language]
        self._spaced, self._prefix = bool(words.join), words.prefix
        gap, self._edge = (r",?\s+", r"(?!\w)") if self._spaced else ("", "")
        self._inside = rf"{gap}(?:(?:{_any(words.around + words.degree)}){gap}){{0,4}}"
        self._opening = re.compile(rf"[\s“”\"«*]*(?:(?:{_any(words.opening)}){gap}){{0,3}}", re.IGNORECASE)
        self._step = re.compile(rf"(?:{_any(words.around + words.degree)}){gap}", re.IGNORECASE)
        after = rf"(?:{_any(words.around + words.after)}){self._edge}"
        self._tail = re.compile(rf"(?:\s+{after}){{0,3}}" if self._spaced else rf"(?:{after}){{0,3}}", re.IGNORECASE)
        self._and = re.compile(rf",?\s*(?:{_any(words.joining)})\s*" if words.joining else r"(?!)", re.IGNORECASE)
        self._cues = self._grouped(language)

    def _grouped(self, language: str) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        pairs = [(cue.text, row.id) for row in relations() for cue in row.cues.get(language, ())]
        grouped: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for text, relation in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
            grouped[self._key(text, 0)].append((self._compiled(text), relation))
        return dict(grouped)

    def _key(self, text: str, at: int) -> str:
        if not self._spaced:
            return text[at : at + 1]
        match = _WORD.match(text, at)
        word = match.group().translate(_BARE).lower() if match else ""
        return word.removeprefix(self._prefix) if self._prefix else word

    def _compiled(self, cue: str) -> re.Pattern[str]:
        prefix = f"(?:{self._prefix})?" if self._prefix else ""
        words = [_pattern(word) for word in cue.split(" ")]
        return re.compile(prefix + self._inside.join(words) + self._edge, re.IGNORECASE)

    def _cue(self, text: str, at: int) -> tuple[int, str] | None:
        """The longest cue that stands at ``at``: where it ends, and its relation."""
        for pattern, relation in self._cues.get(self._key(text, at), ()):
            match = pattern.match(text, at)
            if match:
                return match.end(), relation
        return None

    def _places(self, text: str, at: int) -> list[int]:
        """Where the verb's own first word may stand, last first: behind up to five adverbs."""
        places = [at]
        while len(places) < 6 and (step := self._step.match(text, places[-1])):
            places.append(step.end())
        return places[::-1]

    def _verb(self, text: str, at: int) -> tuple[int, str] | None:
        """A verb with its adverbs from ``at``: where it ends, tail included, and its relation.

        The cue that reaches farthest wins, then the one that begins first: "Remaining concerned" is
        concern, though "remaining" is a cue too.
        """
        found = [cue for place in self._places(text, at) if (cue := self._cue(text, place))]
        if not found:
            return None
        end, relation = max(found[::-1], key=lambda cue: cue[0])
        tail = self._tail.match(text, end)
        return (tail.end() if tail else end), relation

    def read(self, text: str) -> Lead | None:
        """The governing verb that opens ``text``."""
        opening = self._opening.match(text)
        start = opening.end() if opening else 0
        first = self._verb(text, start)
        if not first:
            return None
        end, relation = first
        also: list[str] = []
        while len(also) < 3 and (joint := self._and.match(text, end)) and (more := self._verb(text, joint.end())):
            end = more[0]
            also.append(more[1])
        others = tuple(dict.fromkeys(other for other in also if other != relation))
        return Lead(relation, text[start:end], start, end, others)


@cache
def _reader(language: str) -> _Reader:
    return _Reader(language)


def lead(text: str, language: str = "en") -> Lead | None:
    """The governing verb at the start of a paragraph, or ``None`` where it starts with none.

    >>> lead("Recalling also its resolution 67/225")
    Lead(relation='recalls', verb='Recalling also', start=0, end=14, also=())
    >>> lead("Notes with grave concern that the measures").relation
    'mentionsWithConcern'
    """
    return _reader(language).read(text[:400]) if language in _file().languages else None
