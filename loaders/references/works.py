"""From a body and a printed number to the name of the work: a UN symbol, or a key of the body's own."""

from __future__ import annotations

from loaders.references.tokens import Shape, Token
from loaders.registries import bodies

__all__ = ["may_use", "work"]

_SHAPES = {
    Shape.SLASH: ("slash",),
    Shape.YEAR: ("year-slash",),
    Shape.SPECIAL: ("special-slash", "ss-roman"),
    Shape.ROMAN: ("roman", "special-roman", "letter-roman"),
    Shape.PAREN_YEAR: ("sc-year",),
    Shape.NUMBER_YEAR: ("number-year",),
    Shape.BARE: ("bare",),
    Shape.COP: ("cop",),
    Shape.ROMAN_SLASH: ("roman-slash",),
}


def may_use(body: str, shape: Shape) -> bool:
    """Whether ``body`` numbers anything in this shape (body registry, column ``shapes``)."""
    return body in bodies.ids() and any(name in bodies.get(body).shapes for name in _SHAPES.get(shape, ()))


def work(body: str, kind: str, token: Token) -> tuple[str | None, str]:
    """The work that ``body`` numbers so: its UN symbol or ``None``, and its key (the symbol if there is one).

    >>> work("unga", "decision", Token(Shape.SLASH, 0, 6, "74", "548"))
    ('A/DEC/74/548', 'A/DEC/74/548')
    >>> work("cnd", "resolution", Token(Shape.SLASH, 0, 4, "62", "8"))
    (None, 'cnd:62/8')
    """
    row = bodies.get(body)
    pattern = row.decision if kind == "decision" else row.resolution
    if not pattern:
        return None, f"{row.namespace or row.id}:{token.printed}"
    if token.shape is Shape.ROMAN:
        stem = pattern[: pattern.index("{")]
        symbol = f"{stem}{token.number}({token.session})"
    else:
        symbol = pattern.format(session=token.session, year=token.session, number=token.number)
    return symbol, symbol
