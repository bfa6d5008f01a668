"""The clauses of one text: its governing verbs, and where each mention stands among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from heapq import merge

import msgspec

from loaders.references import sentences
from loaders.references.context import Text
from loaders.references.patterns import prose
from loaders.registries import relations

__all__ = ["Clauses", "Verb"]


class Verb(msgspec.Struct, frozen=True, gc=False):
    """A governing verb in a text: words as printed, relation, half-open span.

    ``also`` are the relations of verbs joined to it: "Recalling and reaffirming".
    """

    words: str
    relation: str
    start: int
    end: int
    also: tuple[str, ...] = ()


# Where a clause with a verb of its own may begin: ", and reaffirming", "; also requests", ". Notes".
_CLAUSE = prose(r"""
    [,;:.a](?:
    (?<=[,;:]) (?:and |while |as well as |also |or )?(?:in (?:this|that) (?:regard|connection|context|respect),? )?
    |(?<=\.)[ ]
    |nd (?<=\band )(?:also |further |similarly |likewise )?
    )(?=(?P<word>[A-Za-z]{1,38}(?:ing|s))\b)
""")
# A decision or a report tells what was done: "At its 3rd meeting, the Assembly, on the proposal of X, adopted".
_NARRATED = re.compile(r"At (?:its|the) |On (?:the proposal|the recommendation|\d)")
_PAST = prose(r"""
    (?:\b(?:Assembly|Council|Committee|Commission|Conference|Board|Forum|Parties)|,|\band)
    (?: (?:and|also|further|then|subsequently))?[ ]
    (?=(?P<word>took|decided|adopted|approved|endorsed|welcomed|recalled|reaffirmed|requested|noted|considered|confirmed
    |invited|recommended|authorized|expressed|encouraged|urged|called|amended|reiterated|agreed)\b(?! (?:by|in)\b))
""")
_VERB_REACH = 90
# "to consider signing, accepting and ratifying the Convention": what is done to a treaty, no clause of its own.
# "relevant to creating and maintaining civil society space": what the texts are about.
_JOINED_ACT = prose(r"""
    \b(?:(?:signing|ratifying|accepting|approving|implementing|acceding to)(?:, and|,| and| or)
    |(?:relevant to|for|of|on|by) [a-z]{3,14}ing and)[ ]?$
""")
_LONGEST_ACT = 40
_IN_LISTS = ("supporting", "sharing")  # "regulating the flow of water; and supporting carbon sequestration"


def _read(text: Text, language: str, start: int, end: int | None = None) -> Verb | None:
    lead = relations.lead(text.plain[start:end] if start else text.plain, language)
    if lead is None:
        return None
    first, behind = start + lead.start, start + lead.end
    if text.plain.startswith("ing of ", behind - len("ing")):
        return None  # "Sharing of knowledge": a noun
    return Verb(text.part.text[first:behind], lead.relation, first, behind, lead.also)


class Clauses:
    """The governing verbs of one text, read when first asked for; ``outer`` are the clauses of its parent."""

    def __init__(self, text: Text, language: str, outer: Clauses | None = None) -> None:
        self.text = text
        self.language = language
        self._outer = outer
        self._lead: Verb | None = None
        self._lead_read = False
        self._verbs: list[Verb] | None = None
        self._joined: dict[tuple[str, str], tuple[str, ...]] = {}
        self._openings: Iterator[re.Match[str]] = iter(())
        self._next: re.Match[str] | None = None

    @property
    def own_lead(self) -> Verb | None:
        """The verb that opens the text."""
        if not self._lead_read:
            self._lead_read = True
            self._lead = _read(self.text, self.language, 0)
        return self._lead

    def before(self, position: int) -> list[Verb]:
        """The text's own governing verbs, in order: all that end before ``position``, and perhaps more."""
        if self._verbs is None:
            lead = self.own_lead
            self._verbs = []
            if lead:
                self._keep(lead, self._verbs)
            if self.language == "en":
                self._openings = _CLAUSE.finditer(self.text.plain, lead.end if lead else 0)
                if lead is None and _NARRATED.match(self.text.plain):
                    self._openings = merge(self._openings, _PAST.finditer(self.text.plain), key=_start)
                self._next = next(self._openings, None)
        while self._next and self._next.end() < position:
            self._open(self._next, self._verbs)
            self._next = next(self._openings, None)
        return self._verbs

    def _open(self, opening: re.Match[str], verbs: list[Verb]) -> None:
        """Keep the verb that begins right behind the opening of a clause, if one does."""
        if relations.may_lead(opening.group("word").lower(), self.language):
            start = opening.end()
            if _JOINED_ACT.search(self.text.plain, max(0, start - _LONGEST_ACT), start):
                return
            verb = _read(self.text, self.language, start, start + _VERB_REACH)
            if verb and verb.start == start and not verb.words.startswith(_IN_LISTS):
                self._keep(verb, verbs)

    def _keep(self, verb: Verb, verbs: list[Verb]) -> None:
        verbs.append(verb)
        if verb.also:
            self._joined.setdefault((verb.words, verb.relation), verb.also)

    @property
    def lead(self) -> Verb | None:
        """What the parts below this one inherit: its opening verb, else what it inherited itself."""
        return self.own_lead or self.inherited

    @property
    def inherited(self) -> Verb | None:
        """The lead of the text's parent."""
        return self._outer.lead if self._outer else None

    def last(self, begin: int, start: int) -> Verb | None:
        """The last verb of the sentence that begins at ``begin`` before ``start``."""
        verbs = self.before(start)
        index = bisect_right(verbs, start, key=_end) - 1
        return verbs[index] if index >= 0 and verbs[index].start >= begin else None

    def also(self, words: str, relation: str) -> tuple[str, ...]:
        """The further relations that joined verbs give to what these ``words`` govern."""
        joined = self._joined.get((words, relation))
        if joined is None and (above := self.inherited) and (above.words, above.relation) == (words, relation):
            return above.also
        return joined or ()

    def spoken(self, position: int) -> int:
        """Where the last verb that ends before ``position`` ends, or 0."""
        verb = self.last(0, position)
        return verb.end if verb else 0

    def at(self, start: int) -> tuple[int, Verb | None]:
        """Where the sentence that holds ``start`` begins, and its last verb before ``start``.

        "Recalling X; Y; and Z": where the part behind a semicolon has no verb, the one before it
        reaches over, though not over a full stop.
        """
        begin = sentences.begin(self.text.plain, start)
        verb = self.last(begin, start)
        if verb is None and begin:
            begin = sentences.stop(self.text.plain, start)
            verb = self.last(begin, start)
        return begin, verb


def _start(match: re.Match[str]) -> int:
    return match.start()


def _end(verb: Verb) -> int:
    return verb.end
