"""Short names: what "the Convention" and "the Doha Declaration" mean in one text.

A short name stands for an instrument that the document named in full before it. Where several were
named, the one that the text itself defined so, or the one that its title is about, is meant; else the
name stays ambiguous, with what it may mean (never the first guess).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from loaders.references.context import Context, Text
from loaders.references.names import MORE_HEADS, Name
from loaders.references.patterns import prose
from loaders.registries import instruments

__all__ = ["CHARTER", "TO_WHOM", "YEAR", "aliases", "define", "meaning", "part_of_one", "remember"]

CHARTER = "charter-of-the-united-nations"

_HEADS = "|".join(sorted((*instruments.HEADS, *MORE_HEADS), key=len, reverse=True))
_HEAD_NOUN = prose(rf"""
    (?:^|\band (?:the )?)
    (?:(?!(?:of|for|on|to|in|against|concerning|relating) )[\w'\-]{{1,60}} ){{0,8}}?                # Doha
    (?P<head>{_HEADS})                          # Declaration
    (?=$|,| (?:and|on|of|for|to|against|concerning|relating|relative|in|with|between|adopted|\())
""")


def remember(context: Context, key: str, words: str, instrument: str | None = None) -> None:
    """Keep a full name for the short ones that may follow it: its head nouns, and what the registry shares."""
    if len(context.fulls) < _MOST_NAMES:
        context.fulls.setdefault(words, key)
    for head in _short_names(words, instrument):
        known = context.heads.setdefault(head, [])
        if key not in known:
            known.append(key)


@lru_cache(maxsize=4096)
def _short_names(words: str, instrument: str | None) -> tuple[str, ...]:
    """What may stand for a name once it has been printed in full.

    The head of "Optional Protocol to the Convention on …" is the Protocol; "Declaration and Programme of
    Action" has two.
    """
    row = instruments.get(instrument) if instrument else None
    names = (words, row.name) if row else (words,)  # "Transforming our world" may be called the Agenda too
    heads = [match.group("head") for name in names for match in _HEAD_NOUN.finditer(name)]
    parts = [part for head in heads for part in _PARTS_OF_HEADS.get(head, ())]
    return tuple(dict.fromkeys((*heads, *parts, *(row.shared if row else ()))))


# "the Code", "the Plan" and "the Principles" are short for these.
_PARTS_OF_HEADS = {
    head: tuple(part for part in (*instruments.HEADS, *MORE_HEADS) if f" {part} " in f" {head} " and part != head)
    for head in (*instruments.HEADS, *MORE_HEADS)
}


TO_WHOM = "to (?:the )?(?:(?:Member )?States|Governments|Parties|Secretary|General Assembly|International Narcotics)"
"""Whom something goes to that is done with a text: "the Programme of Action to Member States" is no name."""
# "the Convention on …" begins a name of its own; "the Optional Protocol" is none of the protocols named.
_LONGER = prose(rf"""
    [ ](?!{TO_WHOM})(?:of|on|for|against|concerning|relating to|to|between|with|establishing)\b(?: the)? [A-Z]
    |[ ][Ss]ecretariats?\b
    |[ ](?:Additional|thereto)\b                  # "the Protocols Additional thereto"
    |' |-
""")
_DETERMINED = prose(r"""
    \b(?:[Tt]he(?: (?:(?:19|20)\d\d|preceding|amended|revised))?
    |[Tt]hat|[Tt]his|[Ss]aid|[Bb]oth|[Ii]ts|[Pp]resent|mentioned|aforesaid)[ ]["']?$
""")
# "(“the Agreement”)" gives the short name; it does not cite a second time.
_DEFINING = prose(r"""\((?:hereinafter |hereafter |collectively )?(?:referred to as |called )?["']?the ["']?$""")


def meaning(text: Text, name: Name, context: Context) -> list[str]:
    """The keys of the instruments that a short name may mean here: none, the one, or several."""
    plain, start = text.plain, name.start
    if not _DETERMINED.search(plain, max(0, start - _LONGEST_DETERMINER), start) or _LONGER.match(plain, name.end):
        return []
    if "(" in plain[max(0, start - 40) : start] and _DEFINING.search(plain, max(0, start - 40), start):
        _define(text, name, context)
        return []
    if name.head in context.defined:
        return [context.defined[name.head]]
    keys = context.heads.get(name.head, [])
    if len(keys) > 1 and (year := YEAR.search(plain, max(0, start - 5), start)):  # "the 1961 Convention"
        of_year = [key for key in keys if _is_of_year(key, year.group("year"))]
        keys = of_year if len(of_year) == 1 else keys
    if len(keys) > 1:
        before = text.names_in(start - _SAME_PARAGRAPH, start)
        beside = {f"instrument:{each.instrument}" for each in before if each.instrument}
        near = [key for key in keys if key in beside]
        return near if len(near) == 1 else _of_this_text(keys, context)
    if not keys and name.head in ("Charter", "the Charter"):
        return [f"instrument:{CHARTER}"]
    known = [f"instrument:{instrument}" for instrument in instruments.shared().get(name.head, ())]
    if not keys and (dated := _DATED.match(plain, name.end)):  # "the Comprehensive Peace Agreement of 9 January 2005"
        of_year = [key for key in known if _is_of_year(key, dated.group("year"))]
        if len(of_year) == 1:
            return of_year
    return keys or (_of_this_text(known, context) if len(known) > 1 else _if_spoken_of(known, name.head, context))


_LONGEST_DETERMINER = 16  # " the preceding "
_DATED = prose(r"""
    (?:,? (?:signed|concluded|reached|adopted)\b[^,;.()]{0,60}?)?,? (?:of|on|dated) (?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?
    (?P<year>(?:19|20)\d\d)\b
""")
YEAR = re.compile(r"(?P<year>(?:19|20)\d\d) $")


def _is_of_year(key: str, year: str) -> bool:
    instrument = key.removeprefix("instrument:")
    if instrument not in instruments.ids():
        return year in instrument
    row = instruments.get(instrument)
    return str(row.year) == year or year in row.name


def _define(text: Text, name: Name, context: Context) -> None:
    """Learn that a short name means the one before it: "… on the Law of the Sea (“the Convention”)"."""
    near = text.names_in(name.start - _DEFINITION_REACH, name.start)
    before = [each for each in near if each.instrument and each.end > name.start - _DEFINITION_REACH]
    if before:
        context.defined[name.head] = f"instrument:{before[-1].instrument}"


_ALIAS = prose(rf"""
    \((?:collectively|together|hereinafter|hereafter|also|the so-called)?,?[ ]?(?:referred to as|known as|called)?[ ]?
    [\"']?(?:the )?[\"']?
    (?P<alias>(?:[A-Z][\w'\-]{{0,40}} (?:(?:of|on|for|and) )?){{0,5}}(?:{_HEADS}))
    (?=[\"',;)])
""")


def aliases(text: Text) -> list[tuple[int, int]]:
    """The spans of other names in parentheses behind a name: "… (collectively the Peace Agreement, S/1995/999)"."""
    if "(" not in text.plain:
        return []
    return [match.span("alias") for match in _ALIAS.finditer(text.plain)]


def define(text: Text, alias: tuple[int, int], named: list[tuple[int, int, str]], context: Context) -> bool:
    """Learn what an alias stands for: the last of the ``named`` (half-open span, key) before it, if one is near."""
    index = bisect_left(named, (alias[0],)) - 1
    if index < 0 or not 0 <= alias[0] - named[index][1] < _ALIAS_REACH:
        return False
    context.defined.setdefault(text.plain[alias[0] : alias[1]], named[index][2])
    return True


_SAME_PARAGRAPH = 2000  # characters before a short name in which its full name counts as beside it
_MOST_NAMES = 200  # of a document, that shorter ones are looked for in
_ALIAS_REACH = 90  # characters between a name and its alias: "and the annexes thereto"
_DEFINITION_REACH = 60  # characters between a name and the short name in parentheses behind it
_CONTENT_WORD = re.compile(r"[a-z]{4,}")
_FORM_WORDS = frozenset((
    "convention", "declaration", "protocol", "treaty", "agreement", "charter", "covenant", "plan", "programme",
    "action", "agenda", "framework", "united", "nations", "international", "conference", "resolution", "report",
    "implementation",
    "follow", "towards", "with", "from", "their", "states",
))  # fmt: skip


def _of_this_text(keys: list[str], context: Context) -> list[str]:
    """Which of several a short name means: the one that the text's title is about."""
    title = _content(context.title)
    shared = {key: len(title & _content(_words(key))) for key in keys}
    best = max(shared.values())
    closest = [key for key in keys if shared[key] == best]
    if best and len(closest) == 1:
        return closest
    if tuple(keys) not in context.spoken:
        context.spoken[tuple(keys)] = _most_spoken_of(keys, context)
    return context.spoken[tuple(keys)]


def _if_spoken_of(known: list[str], head: str, context: Context) -> list[str]:
    """What one row alone is called; of common words, only if the document uses its name's other words: a country."""
    if not known or head in instruments.HEADS or not _EVERYDAY.issuperset(head.lower().split()):
        return known
    if tuple(known) not in context.spoken:
        proper = {word for word in _PROPER.findall(_words(known[0])) if word.lower() not in _EVERYDAY}
        spoken = not proper or any(word in part.text for part in context.parts for word in proper)
        context.spoken[tuple(known)] = known if spoken else []
    return context.spoken[tuple(known)]


# "the Comprehensive Ceasefire Agreement", "the Declaration of Principles": any country may have one.
_EVERYDAY = frozenset((
    "accord", "action", "agreement", "arrangements", "between", "cease-fire", "ceasefire", "comprehensive",
    "constitutional", "declaration", "document", "final", "for", "framework", "global", "government",
    "implementation", "interim", "map", "national", "of", "pact", "peace", "plan", "principles", "republic", "road",
    "roadmap", "security", "standards", "the",
))  # fmt: skip


def _most_spoken_of(keys: list[str], context: Context) -> list[str]:
    """The one of several instruments whose own words the document uses, though the others' it does not: a country."""
    proper: dict[str, set[str]] = {key: set(_PROPER.findall(_words(key))) for key in keys}
    first, *others = proper.values()
    common = first.intersection(*others)
    text = " ".join(part.text for part in context.parts)
    spoken = {key: sum(text.count(word) for word in words - common) for key, words in proper.items()}
    best = max(spoken.values())
    closest = [key for key in keys if spoken[key] == best]
    rest = max((spoken[key] for key in keys if key not in closest), default=0)
    return closest if len(closest) == 1 and best > _TIMES * rest else keys


_PROPER = re.compile(r"\b[A-Z][a-z]{3,}\b")
_TIMES = 2  # how much more often its own words must be used than those of any other


def part_of_one(words: str, context: Context) -> str | None:
    """The key of the one full name printed before that ``words`` are a part of: "the New Agenda"."""
    longer = [(full, key) for full, key in context.fulls.items() if full != words and _holds(full, words)]
    begun = {key for full, key in longer if full.startswith(f"{words} ")}  # itself, not "Procedures for" it
    keys = begun if len(begun) == 1 else {key for _, key in longer}
    if not keys and words.endswith(_REORDERED):  # "the Registration Convention": the Convention on Registration of …
        wanted = _words_in(words)
        keys = {key for full, key in context.fulls.items() if wanted < _words_in(full)}
    return keys.pop() if len(keys) == 1 else None


@lru_cache(maxsize=1024)
def _words_in(name: str) -> frozenset[str]:
    return frozenset(name.split())


_REORDERED = (" Convention", " Agreement", " Protocol", " Declaration", " Treaty")


def _holds(full: str, words: str) -> bool:
    at = full.find(words)
    return at >= 0 and not full[at + len(words) : at + len(words) + 1].isalnum() and (not at or full[at - 1] == " ")


def _words(key: str) -> str:
    instrument = key.removeprefix("instrument:")
    return instruments.get(instrument).name if instrument in instruments.ids() else instrument.replace("-", " ")


@lru_cache(maxsize=1024)
def _content(words: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _CONTENT_WORD.findall(words.lower()) if word not in _FORM_WORDS)
