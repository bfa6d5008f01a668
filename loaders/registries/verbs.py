"""Reading a governing verb at the start of a text, word by word.

A verb is a *cue* ("noting with concern") printed with *modifiers*: some stand anywhere in it ("also"),
some before or inside it ("grave", "its"), some only behind it ("with appreciation"). Cues are a tree
of words, so that the cost does not grow with their number. Languages written without spaces are read
character by character, and modifiers then stand only before and behind the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

__all__ = ["Modifiers", "Verb", "Verbs"]

_MARKS = "\u0640\u064b-\u0652"  # Arabic lengthening and vowel marks: printed or not, the word is the same
_LETTERS = rf"[^\W\d_][\w'’\-‐‑{_MARKS}]{{0,40}}"
_LONGEST = 16
"""Words (or characters) at the start of a text that are looked at: no verb is longer."""
_WORD = re.compile(_LETTERS)
_TWO = re.compile(rf"({_LETTERS})(?:,?\s+({_LETTERS}))?")
_WORDS = re.compile(rf"{_LETTERS}(?:,?\s+{_LETTERS}){{0,{_LONGEST - 1}}}")
_STEP = re.compile(r"\S+\s+")
_BARE = str.maketrans({"’": "'", "‐": "-", "‑": "-", **dict.fromkeys(map(chr, (0x640, *range(0x64B, 0x653))))})
_BEFORE = re.compile(r"[\s“”\"«*]{0,8}")
_MOST_MODIFIERS = 5


@dataclass(frozen=True, slots=True)
class Modifiers:
    """The words a language prints with its verbs; ``spaced`` is whether spaces part its words.

    ``opening`` stands before a verb and is no part of it ("the General Assembly"), ``joining`` parts
    two verbs ("and"), ``prefix`` may be glued to the first word (Arabic ``و``).
    """

    spaced: bool
    prefix: str
    opening: tuple[str, ...]
    joining: tuple[str, ...]
    around: tuple[str, ...]
    degree: tuple[str, ...]
    after: tuple[str, ...]


class Verb(msgspec.Struct, frozen=True, gc=False):
    """A verb at ``text[start:end)`` and the relations it says: its own first, then of verbs joined to it."""

    start: int
    end: int
    relations: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    relation: str | None = None
    next: dict[str, _Node] = field(default_factory=dict[str, "_Node"])


class _Words(NamedTuple):
    """The first words of a text, bare and in lower case, and those that a comma stands behind."""

    words: list[str]
    commas: frozenset[int]
    start: int


_NONE = _Words([], frozenset(), 0)
_Reach = tuple[int, str]  # the word behind the last one used, and the relation


class Verbs:
    """The cues of one language, ready to be read; ``cues`` pairs each cue with its relation."""

    def __init__(self, cues: Iterable[tuple[str, str]], modifiers: Modifiers) -> None:
        self._spaced, self._prefix = modifiers.spaced, modifiers.prefix
        self._root = _Node()
        for text, relation in cues:
            self._add(text, relation)
        self._opening = self._phrases(modifiers.opening)
        self._joining = self._phrases(modifiers.joining)
        self._inside = self._phrases((*modifiers.around, *modifiers.degree))
        self._after = self._phrases((*modifiers.around, *modifiers.after))
        self._behind = frozenset((*self._inside, *self._after, *self._joining))
        self._alone = frozenset(
            word
            for word, node in self._root.next.items()
            if self._spaced and node.relation and word not in self._opening and word not in self._inside
        )
        self._first = frozenset((*self._root.next, *self._opening, *self._inside))

    def _words(self, text: str) -> list[str]:
        return text.split(" ") if self._spaced else list(text)

    def _add(self, text: str, relation: str) -> None:
        node = self._root
        for word in self._words(text):
            node = node.next.setdefault(word, _Node())
        node.relation = relation

    def _phrases(self, texts: Iterable[str]) -> dict[str, list[list[str]]]:
        """Phrases by their first word, longest first."""
        found: dict[str, list[list[str]]] = {}
        for words in sorted(map(self._words, texts), key=len, reverse=True):
            found.setdefault(words[0], []).append(words)
        return found

    def read(self, text: str) -> Verb | None:
        """The verb that opens ``text``, or ``None``."""
        before = _BEFORE.match(text)
        at = before.end() if before else 0
        return self._one_word(text, at) or self._read(text, at)

    def _one_word(self, text: str, at: int) -> Verb | None:
        """A verb of one word, with no word behind it that could go on with it: "Recalling its"."""
        two = _TWO.match(text, at)
        if not two:
            return None
        word, more = two.group(1).lower(), two.group(2)
        if word not in self._alone:
            return None
        node = self._root.next[word]
        if more and ((low := more.translate(_BARE).lower()) in self._behind or low in node.next):
            return None
        return Verb(at, two.end(1), (node.relation,)) if node.relation else None

    def _read(self, text: str, start: int) -> Verb | None:
        opening = self._opening_words(text, start)
        words = opening.words
        at = self._skip(self._opening, words, 0, 3)
        found = self._verb(opening, at)
        if not found and at:  # "we note": the pronoun tells the verb from the noun, and is part of the cue
            at, found = 0, self._verb(opening, 0)
        if not found:
            return None
        end, relations = found[0], [found[1]]
        while len(relations) < 4 and (joint := self._one(self._joining, words, end)):
            more = self._verb(opening, joint)
            if not more:
                break
            end = more[0]
            relations.append(more[1])
        return Verb(*self._span(text, opening.start, at, end), tuple(dict.fromkeys(relations)))

    def may_begin(self, word: str) -> bool:
        """Whether a verb, or what stands before one, may begin with this lower-case word: a cheap first question."""
        return word in self._first or word.removeprefix(self._prefix) in self._first

    # --- words ---------------------------------------------------------------------------------

    def _opening_words(self, text: str, at: int) -> _Words:
        """The first words; none where the very first begins no verb, as in most texts asked about."""
        return self._spaced_words(text, at) if self._spaced else self._characters(text, at)

    def _spaced_words(self, text: str, at: int) -> _Words:
        first = _WORD.match(text, at)
        if not first or not self.may_begin(first.group().translate(_BARE).lower()):
            return _NONE
        run = _WORDS.match(text, at)
        words = run.group().lower().split() if run else []
        commas: list[int] = []
        for index, word in enumerate(words):
            if word[-1] == ",":
                words[index] = word[:-1]
                commas.append(index)
        if not text.isascii():
            words = [word.translate(_BARE) for word in words]
        return _Words(words, frozenset(commas), at)

    def _characters(self, text: str, at: int) -> _Words:
        words = list(text[at : at + _LONGEST])
        return _Words(words, frozenset(), at) if words and self.may_begin(words[0]) else _NONE

    def _span(self, text: str, start: int, first: int, behind: int) -> tuple[int, int]:
        """Where the words from ``first`` up to ``behind`` stand in ``text``, the words beginning at ``start``."""
        if not self._spaced:
            return start + first, start + behind
        places = [start]
        while len(places) < behind:
            step = _STEP.match(text, places[-1])
            places.append(step.end() if step else len(text))
        last = _WORD.match(text, places[behind - 1])
        return places[first], last.end() if last else places[behind - 1]

    # --- phrases and cues ----------------------------------------------------------------------

    def _one(self, phrases: dict[str, list[list[str]]], words: list[str], at: int) -> int:
        """The word behind the longest of ``phrases`` that stands at ``at``, or 0."""
        if at < len(words):
            for phrase in phrases.get(words[at], ()):
                if len(phrase) == 1 or words[at : at + len(phrase)] == phrase:
                    return at + len(phrase)
        return 0

    def _skip(self, phrases: dict[str, list[list[str]]], words: list[str], at: int, most: int) -> int:
        for _ in range(most):
            behind = self._one(phrases, words, at)
            if not behind:
                break
            at = behind
        return at

    def _places(self, words: list[str], at: int) -> list[int]:
        """``at``, and the words behind one, two … modifiers from there."""
        places = [at]
        while len(places) <= _MOST_MODIFIERS and (behind := self._one(self._inside, words, places[-1])):
            places.append(behind)
        return places

    def _verb(self, opening: _Words, at: int) -> _Reach | None:
        """The cue that reaches farthest, then the one that begins first, with what may stand behind it.

        "Remaining concerned" is concern, though "remaining" is a cue too.
        """
        words = opening.words
        found = [cue for place in self._places(words, at) if (cue := self._cue(words, place))]
        if not found:
            return None
        end, relation = max(found, key=_reach)
        return self._tail(opening, end), relation

    def _cue(self, words: list[str], at: int) -> _Reach | None:
        if at >= len(words):
            return None
        word = words[at]
        node = self._root.next.get(word) or self._root.next.get(word.removeprefix(self._prefix))
        return self._walk(node, words, at + 1) if node else None

    def _walk(self, node: _Node, words: list[str], at: int) -> _Reach | None:
        best = (at, node.relation) if node.relation else None
        if not node.next:
            return best
        for place in self._places(words, at) if self._spaced else (at,):
            child = node.next.get(words[place]) if place < len(words) else None
            longer = self._walk(child, words, place + 1) if child else None
            if longer and (best is None or longer[0] > best[0]):
                best = longer
        return best

    def _tail(self, opening: _Words, at: int) -> int:
        """The word behind the modifiers that follow a cue; one behind a comma is no part of it."""
        for _ in range(3):
            behind = self._one(self._after, opening.words, at)
            if not behind or at - 1 in opening.commas:
                break
            at = behind
        return at


def _reach(cue: _Reach) -> int:
    return cue[0]
