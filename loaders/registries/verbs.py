"""Reading a governing verb at the start of a text, word by word.

A verb is a *cue* ("noting with concern") printed with *modifiers*: some stand anywhere in it ("also"),
some before or inside it ("grave", "its"), some only behind it ("with appreciation"). Cues are a tree
of words, so that the cost does not grow with their number. Languages written without spaces are read
character by character, and modifiers then stand only before and behind the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Modifiers", "Verb", "Verbs"]

_MARKS = "\u0640\u064b-\u0652"  # Arabic lengthening and vowel marks: printed or not, the word is the same
_WORD = re.compile(rf"[^\W\d_][\w'’\-‐‑{_MARKS}]{{0,40}}")
_BARE = str.maketrans({"’": "'", "‐": "-", "‑": "-", **dict.fromkeys(map(chr, (0x640, *range(0x64B, 0x653))))})
_GAP = re.compile(r"(,?)\s+")
_BEFORE = re.compile(r"[\s“”\"«*]{0,8}")
_LONGEST = 16
"""Words (or characters) at the start of a text that are looked at: no verb is longer."""
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


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at ``text[start:end)`` and the relations it says: its own first, then of verbs joined to it."""

    start: int
    end: int
    relations: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    relation: str | None = None
    next: dict[str, _Node] = field(default_factory=dict[str, "_Node"])


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    comma: bool


_Reach = tuple[int, str]  # the token behind the last one used, and the relation


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
        tokens = self._tokens(text)
        at = self._skip(self._opening, tokens, 0, 3)
        found = self._verb(tokens, at)
        if not found and at:  # "we note": the pronoun tells the verb from the noun, and is part of the cue
            at, found = 0, self._verb(tokens, 0)
        if not found:
            return None
        end, relations = found[0], [found[1]]
        while len(relations) < 4 and (joint := self._one(self._joining, tokens, end)):
            more = self._verb(tokens, joint)
            if not more:
                break
            end = more[0]
            relations.append(more[1])
        return Verb(tokens[at].start, tokens[end - 1].end, tuple(dict.fromkeys(relations)))

    # --- words ---------------------------------------------------------------------------------

    def _tokens(self, text: str) -> list[_Token]:
        """The first words; none where the very first begins no verb, as in most texts asked about."""
        before = _BEFORE.match(text)
        found = (self._spaced_tokens if self._spaced else self._characters)(text, before.end() if before else 0)
        first = next(found, None)
        if first is None or not (first.word in self._first or first.word.removeprefix(self._prefix) in self._first):
            return []
        return [first, *found]

    def _spaced_tokens(self, text: str, at: int) -> Iterator[_Token]:
        comma = False
        for _ in range(_LONGEST):
            word = _WORD.match(text, at)
            if not word:
                return
            yield _Token(word.group().translate(_BARE).lower(), at, word.end(), comma)
            gap = _GAP.match(text, word.end())
            if not gap:
                return
            at, comma = gap.end(), bool(gap.group(1))

    def _characters(self, text: str, at: int) -> Iterator[_Token]:
        for place in range(at, min(len(text), at + _LONGEST)):
            yield _Token(text[place], place, place + 1, False)

    # --- phrases and cues ----------------------------------------------------------------------

    def _one(self, phrases: dict[str, list[list[str]]], tokens: list[_Token], at: int) -> int:
        """The token behind the longest of ``phrases`` that stands at ``at``, or 0."""
        for words in phrases.get(tokens[at].word, ()) if at < len(tokens) else ():
            if [token.word for token in tokens[at : at + len(words)]] == words:
                return at + len(words)
        return 0

    def _skip(self, phrases: dict[str, list[list[str]]], tokens: list[_Token], at: int, most: int) -> int:
        for _ in range(most):
            behind = self._one(phrases, tokens, at)
            if not behind:
                break
            at = behind
        return at

    def _places(self, tokens: list[_Token], at: int) -> list[int]:
        """``at``, and the tokens behind one, two … modifiers from there."""
        places = [at]
        while len(places) <= _MOST_MODIFIERS and (behind := self._one(self._inside, tokens, places[-1])):
            places.append(behind)
        return places

    def _verb(self, tokens: list[_Token], at: int) -> _Reach | None:
        """The cue that reaches farthest, then the one that begins first, with what may stand behind it.

        "Remaining concerned" is concern, though "remaining" is a cue too.
        """
        found = [cue for place in self._places(tokens, at) if (cue := self._cue(tokens, place))]
        if not found:
            return None
        end, relation = max(found, key=lambda cue: cue[0])
        return self._tail(tokens, end), relation

    def _cue(self, tokens: list[_Token], at: int) -> _Reach | None:
        if at >= len(tokens):
            return None
        word = tokens[at].word
        node = self._root.next.get(word) or self._root.next.get(word.removeprefix(self._prefix))
        return self._walk(node, tokens, at + 1) if node else None

    def _walk(self, node: _Node, tokens: list[_Token], at: int) -> _Reach | None:
        best = (at, node.relation) if node.relation else None
        for place in self._places(tokens, at) if self._spaced and node.next else (at,):
            child = node.next.get(tokens[place].word) if place < len(tokens) else None
            longer = self._walk(child, tokens, place + 1) if child else None
            if longer and (best is None or longer[0] > best[0]):
                best = longer
        return best

    def _tail(self, tokens: list[_Token], at: int) -> int:
        """The token behind the modifiers that follow a cue; one behind a comma is no part of it."""
        for _ in range(3):
            behind = self._one(self._after, tokens, at)
            if not behind or tokens[at].comma:
                break
            at = behind
        return at
