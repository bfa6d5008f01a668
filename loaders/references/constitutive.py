"""What an organ works by, told by its noun alone: "its rules of procedure", "the statute of the Commission".

Only texts of the registry are found: those whose name is the noun and the organ's full name. The organ is the one
that "its" means, or the one whose name ends in the short one and is printed in full in the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.references import named, sentences
from loaders.references.context import Context, Text
from loaders.references.mention import Mention
from loaders.references.names import Name, plain
from loaders.references.patterns import prose
from loaders.registries import bodies, instruments

__all__ = ["find", "may_hold"]

_OWN = prose(r"\b[Ii]ts (?P<text>(?:provisional )?rules of procedure)\b(?! of )")
_OF = prose(r"""
    \b[Tt]he (?P<text>(?P<noun>[Ss]tatute|rules of procedure)
    (?: and established practice)? of the (?P<organ>(?:[A-Z][a-z]+ ){0,3}[A-Z][a-z]+))\b(?! (?:of|on|for)\b)
""")


def may_hold(text: Text) -> bool:
    """Whether ``text`` has one of the nouns."""
    return "rules of procedure" in text.plain or "tatute of the " in text.plain


def find(text: Text, context: Context) -> Iterator[Mention]:
    """The rules and statutes of organs in ``text`` that are told by less than their names."""
    if not may_hold(text):
        return
    for match in _OWN.finditer(text.plain):
        known = _of_speaker(text, match.group("text"), match.start(), context)
        if known:
            yield named.of_key(text, Name(*match.span("text")), known, context)
    for match in _OF.finditer(text.plain):
        known = _of_organ(match.group("noun").lower(), match.group("organ"), context)
        if known:
            yield named.of_key(text, Name(*match.span("text")), known, context)


def _of_speaker(text: Text, noun: str, position: int, context: Context) -> str | None:
    """The key of the rules of the organ that "its" means: the last one named in the sentence, else the speaker."""
    before = text.bodies(sentences.begin(text.plain, position), position)
    organ = before[-1].body if before else context.body
    name = bodies.get(organ).name if organ and organ in bodies.ids() else ""
    return _keys().get(f"{noun} of the {name}".lower())


def _of_organ(noun: str, organ: str, context: Context) -> str | None:
    """The key of the one text of that noun whose organ ends so and is printed in full in the document."""
    begins, ends = f"{noun} of the ", organ.lower()
    if (begins, ends) not in context.organs:
        names = [name for name in _keys() if name.startswith(begins) and name.endswith(ends)]
        printed = {_keys()[name] for name in names if _is_printed(name.removeprefix(begins), context)}
        context.organs[begins, ends] = printed.pop() if len(printed) == 1 else None
    return context.organs[begins, ends]


def _is_printed(organ: str, context: Context) -> bool:
    return any(organ in plain(part.text).lower() for part in context.parts)


@cache
def _keys() -> dict[str, str]:
    """The names of statutes and rules in small letters, with their keys."""
    rows = (
        (name.lower(), f"instrument:{row.id}") for row in instruments.instruments() for name in (row.name, *row.aliases)
    )
    return {
        name: key
        for name, key in rows
        if name.startswith(("statute of the ", "rules of procedure of the ", "provisional rules of procedure of the "))
    }
