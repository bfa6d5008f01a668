"""What stands directly before a mention: "pursuant to", "as extended by", "in accordance with the … of"."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from loaders.references.context import Text
from loaders.references.patterns import prose
from loaders.registries import relations

__all__ = ["connected", "direct", "noun_before", "without_organ"]


class _Node(msgspec.Struct):
    """Phrases by their words, the last one first."""

    before: dict[str, _Node] = {}
    relation: str = ""
    length: int = 0


@cache
def _phrases(language: str) -> _Node:
    root = _Node()
    for phrase in relations.phrases(language):
        node = root
        for word in reversed(phrase.text.split(" ")):
            node = node.before.setdefault(word, _Node())
        node.relation, node.length = phrase.relation, len(phrase.text)
    return root


_MOST_WORDS = 12
_DETERMINERS = (
    "provisions of", "in particular", "inter alia", "provisions", "operative", "relevant", "terms of", "present",
    "their", "fully", "both", "all", "the", "its", "an", "of", "a",
)  # fmt: skip


def _bare(text: str) -> str:
    """``text`` without the determiners at its end: "in accordance with all the relevant" ends in "with"."""
    text = text.rstrip(" ,")
    while text.endswith(_DETERMINERS):
        longest = next(word for word in _DETERMINERS if text.endswith(word))
        left = text[: -len(longest)]
        if left and (left[-1].isalnum() or left[-1] == "_"):
            break
        text = left.rstrip(" ,")
    return text


def _ending(text: str, language: str) -> _Node | None:
    """The longest registry phrase that ``text`` ends in."""
    node, found = _phrases(language), None
    for word in reversed(text.rsplit(" ", _MOST_WORDS)):
        inner = node.before.get(word)
        if inner is None:  # "(pursuant to": a mark, and no space, before the phrase
            bare = node.before.get(word.lstrip("(\"'-[/,;:."))
            return bare if bare and bare.relation else found
        node = inner
        found = node if node.relation else found
    return found


def _registered(left: str, language: str) -> tuple[str, str] | None:
    """The registry phrase that ends ``left`` (determiners dropped): its words as printed and its relation."""
    low = left.lower()
    whole, bare = low.rstrip(" ,"), _bare(low)
    for text in (whole, bare) if whole != bare else (whole,):
        found = _ending(text, language)
        if found:
            return left[len(text) - found.length : len(text)], found.relation
    return None


def direct(left: str, language: str) -> tuple[str, str] | None:
    """The words that end ``left`` and the relation they give what follows: a registry phrase, or a participle."""
    registered = _registered(left, language)
    if registered and registered[0].lower() == "under":  # "the commitment made under", "activities carried out under"
        return _by_agent(left) or registered
    return registered or _by_agent(left)


# A participle with its agent directly before a mention: "extended most recently by", "initiated under".
_BY_AGENT = prose(r"""
    \b(?P<participle>[a-z\-]{1,40}(?:ed|en|un|ade|put))
    (?: (?:most recently|recently|further|last|again|subsequently|initially|also|in part|and [a-z]{1,40}ed
       |(?:to|until) \d{1,2} [A-Z][a-z]{2,8} \d{4})){0,2}
    [ ](?:by|in|under|through|pursuant to|in accordance with)$
""")
_AGENTS = (" by", " in", " under", " through", " pursuant to", " in accordance with")
_PARTICIPLES = (
    (prose(r"(?:extend|renew|prolong|expand)ed"), "extendedBy"),
    (prose(r"(?:amend|modifi|revis|adjust|updat|supplement|replac|supersed)ed"), "amendedBy"),
    (prose(r"(?:(?:re-)?establish|creat|constitut|institut|launch)ed"), "establishedBy"),
)


def _by_agent(left: str) -> tuple[str, str] | None:
    """The words and relation of a participle that ends ``left``; one without a relation of its own describes."""
    match = _BY_AGENT.search(left) if left.endswith(_AGENTS) else None
    if not match:
        return None
    participle = match.group("participle")
    relation = next((relation for stem, relation in _PARTICIPLES if stem.fullmatch(participle)), "describes")
    return match.group(), relation


_PREPOSITION = prose(r",? (?:in|by|through|under)$")


def without_organ(text: Text, floor: int, start: int) -> str:
    """The words before a mention, less an organ between: "established by the Council in its" ends in "by"."""
    left = text.plain[floor:start].rstrip()
    inner = _PREPOSITION.search(left, max(0, len(left) - len(", through")))
    if inner is None:
        return left
    place = floor + inner.start()
    organs = text.bodies(floor, place)
    organ = organs[-1] if organs else None
    if organ is None or organ.end != place or organ.start <= floor:
        return left
    before = text.plain[floor : organ.start].rstrip()
    before = before.removesuffix(" the").removesuffix(" The")
    return before if before.endswith((" by", " of")) else left


# No word boundary stands in front: a pattern that begins with letters is looked for many times faster.
_CONNECTIVE = prose(r"""
    (?:pursuant to|in (?:full )?(?:accordance|line|conformity|compliance|keeping) with|consistent with
    |in pursuance of|contrary to|in violation of|in contravention of|taking into (?:account|consideration)
    |bearing in mind
    |in the light of|in the spirit of|on the basis of|(?:a|the|any) (?:violation|breach) of(?! the peace))\b
    (?! [a-z]{3,20}ing\b)
""")
_SHORTEST_CONNECTIVE = 11
_ARTICLE = re.compile(r"^(?:a|the|any) ")
_CLAUSE_BREAK = prose(r"""
    [;:]
    |, (?!and the |and its |and [A-Z]|as well as|the |its |relevant |in particular|including|inter alia|[A-Z\d]
         |and in |and other |[a-z]{3,15},? and [a-z]{3,15} of )
    |\b(?:in order to|with a view to|which|that|who)\b
""")


def connected(between: str, language: str) -> tuple[str, str] | None:
    """A connective further left whose object a mention still belongs to: "in accordance with the principles … of"."""
    if len(between) < _SHORTEST_CONNECTIVE:
        return None
    # What stands behind the last comma is the mention.
    between = between.replace(", as appropriate, ", " ").removesuffix(", ")
    last = None
    for match in _CONNECTIVE.finditer(between):
        if not (match.start() and between[match.start() - 1].isalnum()):
            last = match
    if last is None or _CLAUSE_BREAK.search(between, last.end()):
        return None
    relation = _relations(language).get(_ARTICLE.sub("", last.group().lower()))
    return (last.group(), relation) if relation else None


@cache
def _relations(language: str) -> dict[str, str]:
    return {phrase.text: phrase.relation for phrase in reversed(relations.phrases(language))}


# "the report of the Secretary-General of 13 April 1998 (", "the statement of its President of 25 September 1997 ("
_NAMED_SO = prose(r"""
    (?:the |its |his |her |a )?(?:Secretary-General's )?(?:(?:[a-z\-]{4,14}|[A-Z][a-z]{3,14}) ){0,2}
    (?:[Rr]eports?|statements?|letters?|notes?|recommendations?|decisions?|conclusions)
    (?: (?:of|by|from|dated|on|to|and)(?: the| its)?(?: (?:[A-Z\d][\w\-.]{0,30}|session)){1,8}){0,6}
    [ ]\((?:document )?$
""")
_REACH = 200  # characters before a symbol in parentheses that its noun phrase may take


def noun_before(plain: str, start: int) -> int:
    """Where the noun phrase begins that a symbol in parentheses at ``start`` belongs to; 0 if there is none."""
    noun = _NAMED_SO.search(plain, max(0, start - _REACH), start)
    return noun.start() if noun else 0
