"""What a citation says that the cited text is about: "on industrial development cooperation"."""

from __future__ import annotations

from loaders.references.patterns import prose

__all__ = ["after"]

_TITLE = prose(r""",? (?:entitled|under the title|on) [\"“]([^\"”]{3,300})[\"”]""")
_ON = prose(r"""
    ,? (?:on|concerning|regarding|relating to|with respect to)[ ]
    (?!the same date|\d{1,2} [A-Z])           # "on 5 May 2020" is its date
    (?P<subject>[^,;.()\"“]{3,200})
""")
_END = prose(r"""
    [ ](?:and|as well as)[ ]                     # what is cited next, or done next
    (?:its|the|General|Security|Economic|Human|resolution|of|all|other|subsequent|in
    |recalling|reaffirming|welcoming|noting|to|by|decid|request)\b
    |[ ](?:in which|by which|which|whereby|that|adopted|including|in particular|annexed|until|as)\b.*$
""")


def after(text: str, end: int) -> str | None:
    """The subject phrase that begins right at ``end`` (after the number and its date), or ``None``.

    >>> after("65/175 of 20 December 2010 on industrial development cooperation, and its", 26)
    'industrial development cooperation'
    """
    if not text.startswith((" ", ","), end):
        return None
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
