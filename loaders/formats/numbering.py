"""Automatic paragraph numbers of Word: ``w:numPr`` counted through ``numbering.xml``.

A level prints its text with ``%1 … %9`` replaced by the counters, each in its own format; a number
of a higher level starts the lower ones again (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.formats.safexml import Element

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(value: int) -> str:
    text = ""
    for step, letters in _ROMAN:
        while value >= step:
            text, value = text + letters, value - step
    return text


def _letter(value: int) -> str:
    """Word's letters: a … z, then aa, bb …."""
    return chr(97 + (value - 1) % 26) * min((value - 1) // 26 + 1, 8)


def _printed(value: int, style: str) -> str:
    if value < 1 or value > 9999:
        return str(value)
    forms = {"lowerLetter": _letter, "lowerRoman": _roman}
    for name, form in forms.items():
        if style == name:
            return form(value)
        if style == name.replace("lower", "upper"):
            return form(value).upper()
    return str(value)


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1


def _value(element: Element | None, default: str = "") -> str:
    return element.get(f"{_W}val", default) if element is not None else default


def _whole(text: str, default: int = 0) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default


def _level(element: Element) -> _Level:
    return _Level(
        _value(element.find(f"{_W}numFmt"), "decimal"),
        _value(element.find(f"{_W}lvlText")),
        _whole(_value(element.find(f"{_W}start"), "1"), 1),
    )


@dataclass(slots=True)
class Numbering:
    """The lists of one document and their counters; built from ``numbering.xml`` or from nothing."""

    root: Element | None = None
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    lists: dict[str, str] = field(default_factory=dict[str, str])
    styles: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    counters: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iter(f"{_W}abstractNum"):
            self.levels[abstract.get(f"{_W}abstractNumId", "")] = {
                _whole(element.get(f"{_W}ilvl", "0")): _level(element) for element in abstract.iter(f"{_W}lvl")
            }
        for instance in self.root.iter(f"{_W}num"):
            self.lists[instance.get(f"{_W}numId", "")] = _value(instance.find(f"{_W}abstractNumId"))

    def learn(self, styles: Element) -> None:
        """Remember which paragraph styles carry a list of their own."""
        for style in styles.iter(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None and found.find(f"{_W}numId") is not None:
                level = _whole(_value(found.find(f"{_W}ilvl"), "0"))
                self.styles[style.get(f"{_W}styleId", "")] = (_value(found.find(f"{_W}numId")), level)

    def label(self, properties: Element | None, style: str) -> str:
        """The number that a paragraph of these properties and this style prints; empty for none."""
        found = properties.find(f"{_W}numPr") if properties is not None else None
        if found is not None and found.find(f"{_W}numId") is not None:
            number, depth = _value(found.find(f"{_W}numId")), _whole(_value(found.find(f"{_W}ilvl"), "0"))
        elif style in self.styles:
            number, depth = self.styles[style]
        else:
            return ""
        return self._next(number, depth)

    def _next(self, number: str, depth: int) -> str:
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None or number == "0":
            return ""
        counts = self.counters.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return self._text(abstract, level, counts)

    def _text(self, abstract: str, level: _Level, counts: dict[int, int]) -> str:
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return "•"

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.levels[abstract].get(depth, level)
            return _printed(counts.get(depth, other.start), other.style)

        return re.sub(r"%([1-9])", number, level.text[:40]).strip()
