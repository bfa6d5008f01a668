"""Which words a footnote hangs on: the name or the noun phrase before its mark (FORMS section 5)."""

from __future__ import annotations

import msgspec

from loaders.records import Kind
from loaders.references.context import Text
from loaders.references.mention import Mention
from loaders.references.patterns import prose, segments
from loaders.registries import instruments

__all__ = ["Anchor", "anchor", "known_otherwise"]


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """The half-open span of the words a note belongs to; ``name`` where they are a known instrument."""

    start: int
    end: int
    phrase: int
    name: Mention | None = None


_NOUN = segments(r"""
    (?:reports?|notes?|letters?|statements?|memorand(?:um|a)|communications?|study|studies|summary|summaries
    |recommendations?|conclusions?|observations|working papers?|outcome documents?|guidelines|principles
    |programmes?|plans?|proposals?|documents?|updates?|reviews?|estimates|budgets?|frameworks?|strategy|strategies
    |declaration|declarations|convention|agreement|texts?|articles|rules|list|records?|advisory opinion)
""")
_ADJECTIVES = segments(r"""
    (?:(?:\d{4}|[A-Za-z\-]{1,20}th|first|second|third|fifth|annual|biennial|interim|final|comprehensive|joint
    |consolidated|progress|summary|special|oral|written|initial|periodic|preliminary|independent|verbatim
    |concluding|explanatory|latest|most recent|recent|previous|relevant|analytical|advance|revised|updated
    |proposed|draft|thematic|mid-term|synthesis|status|activity|audit|performance|identical) ){0,3}
""")
_DOCUMENT = prose(rf"""
    \b(?:(?:[Tt]he|[Ii]ts|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat|[Tt]his) )?      # the
    (?<![Tt]ake )(?<![Tt]ook )(?<![Tt]aken )(?<![Tt]akes )(?<![Tt]aking )                      # to take note is no note
    {_ADJECTIVES}{_NOUN}\b                                                        # second annual report
    (?! of resolution)
""")
_REACH = 260  # characters before a mark that the noun phrase of a document may take
_NAME_REACH = 160


def anchor(text: Text, offset: int, floor: int, names: list[Mention], targets: tuple[Mention, ...]) -> Anchor | None:
    """The words before ``offset`` (a mark) and after ``floor`` (the mark before it) that a note is about.

    In order: an instrument whose registry row agrees with what the note says; an instrument whose
    name ends at the mark or is the only one; the last noun phrase that names a document.
    """
    within = [name for name in names if floor <= name.start and name.end <= offset and name.kind in _NAMED]
    for name in reversed(within):
        if any(_agrees(name, target) for target in targets):
            return Anchor(name.start, name.end, name.phrase, name)
    within = [name for name in within if name.kind is not Kind.EVENT or name.instrument]
    document = _document(text, offset, floor)
    near = within[-1] if within and offset - within[-1].end <= _AT_MARK else None
    if near and not (document and known_otherwise(near, targets[0])):
        return Anchor(near.start, near.end, near.phrase, near)
    if document and (not within or document.start > within[-1].end or targets[0].kind is Kind.DOCUMENT):
        return document
    if within and offset - within[-1].end <= _NAME_REACH and not known_otherwise(within[-1], targets[0]):
        return Anchor(within[-1].start, within[-1].end, within[-1].phrase, within[-1])
    return document


_AT_MARK = 3  # characters between a name that ends at the mark and the mark: a quotation mark, a comma
_NAMED = (Kind.INSTRUMENT, Kind.TREATY, Kind.EVENT)


def _agrees(name: Mention, target: Mention) -> bool:
    return bool(name.instrument) and target.cited in _keys(name.instrument or "")


def _keys(instrument: str) -> frozenset[str]:
    """What the registry knows an instrument to be: its symbol, its key, and further ones."""
    row = instruments.get(instrument)
    known = (row.target, row.cited, *row.also)
    return frozenset(key for key in known if key and not key.startswith(("instrument:", "event:")))


def known_otherwise(name: Mention, target: Mention) -> bool:
    """Whether the registry says that this name is something else than a note names."""
    keys = _keys(name.instrument) if name.instrument else frozenset[str]()
    return bool(keys) and target.cited not in keys


# "the report of X on the review of Y": a noun inside what the document is of or on is not its head.
_ABOUT = prose(r" (?:of|on|by|from|to|submitted|entitled|containing|prepared)\b")
_APART = prose(r"""
    , (?:and|the|its|as well as|including|taking|noting|welcoming)[ ]
    |, ?(?:the|its)[ ]
    | and (?:the|its|of the) (?:report|note|letter|statement)
""")


def _document(text: Text, offset: int, floor: int) -> Anchor | None:
    """The last noun phrase before a mark that names a document."""
    plain, found = text.plain, None
    for match in _DOCUMENT.finditer(plain, max(floor, offset - _REACH), offset):
        inside = found is not None and _ABOUT.match(plain, found.end()) is not None
        if found is None or not inside or _APART.search(plain, found.end(), match.start()):
            found = match
    if not found:
        return None
    end = offset
    while end > found.start() and plain[end - 1] in " ,;.:)\"'":
        end -= 1
    return Anchor(found.start(), max(end, found.end()), found.start())
