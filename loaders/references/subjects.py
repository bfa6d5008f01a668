"""What a citation says that the cited text is about: "on industrial development cooperation"."""

from __future__ import annotations

import re

__all__ = ["after"]

_TITLE = re.compile(r",? (?:entitled|under the title|on) [\"“]([^\"”]{3,300})[\"”]")
_ON = re.compile(
    r",? (?:on|concerning|regarding|relating to|with respect to) (?!the same date|\d{1,2} [A-Z])(?P<subject>[^,;.()\"“]{3,200})"
)
_END = re.compile(
    r" (?:and|as well as) (?:its|the|General|Security|Economic|Human|resolution|of|all|other|subsequent|in|recalling|reaffirming|welcoming|noting|to|by|decid|request)\b| (?:in which|by which|which|whereby|that|adopted|including|in particular|annexed|until|as)\b.*$"
)


def after(text: str, end: int) -> str | None:
    """The subject phrase that begins right at ``end`` (after the number and its date), or ``None``.

    >>> after("65/175 of 20 December 2010 on industrial development cooperation, and its", 26)
    'industrial development cooperation'
    """
    title = _TITLE.match(text, end)
    if title:
        return title.group(1).rstrip(",")
    match = _ON.match(text, end)
    if not match:
        return None
    subject = match.group("subject")
    cut = _END.search(subject)
    subject = (subject[: cut.start()] if cut else subject).strip()
    return subject or None
