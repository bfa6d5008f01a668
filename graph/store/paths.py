"""Closures with a bound, for engines that refuse them without one."""

from __future__ import annotations

from graph.store.sparql import Token, tokens

__all__ = ["bounded"]


def bounded(text: str, depth: int) -> str:
    """Write each closure ``p+`` or ``p*`` of a named property as ``p`` at most ``depth`` times over.

    Virtuoso answers an unbounded closure with an error. Nesting keeps the text short:
    ``(p/(p/(p)?)?)``. A depth of 0 changes nothing.

    >>> bounded("ASK { ?a ex:cites+ ?b }", 3)
    'ASK { ?a (ex:cites/(ex:cites/(ex:cites)?)?) ?b }'
    """
    if not depth:
        return text
    out: list[str] = []
    last, end = None, 0
    for token in tokens(text):
        if token.text in {"+", "*"} and last and _joins(last, token):
            out.append(text[end : last.start] + _chain(last.text, depth) + ("?" if token.text == "*" else ""))
            end = token.end
        last = token
    return "".join(out) + text[end:]


def _joins(name: Token, sign: Token) -> bool:
    """Whether a sign is written right behind a property: in a path, not in a sum."""
    return name.kind in {"prefixed", "iri"} and name.end == sign.start


def _chain(name: str, depth: int) -> str:
    chain = f"({name})"
    for _ in range(depth - 1):
        chain = f"({name}/{chain}?)"
    return chain
