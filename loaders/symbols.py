"""UN document symbols: one value type, one ``parse``, one ``str``.

The productions (spaces, dashes and letter case are folded first)::

    symbol      = resolution | decision | statement | document
    resolution  = "A/RES/"  session "/" number [part]         A/RES/67/225   A/RES/57/283B
                | "A/RES/"  number [part] "(" roman ")"       A/RES/217(III)A
                | "A/RES/"  ["E"] "S-" n "/" number [part]    A/RES/ES-10/2
                | "S/RES/"  number "(" year ")"               S/RES/1325(2000)
                | "E/RES/"  year "/" number [part]            E/RES/2012/5
                | "E/RES/"  number [part] "(" roman ")"       E/RES/663(XXIV)
                | "A/HRC/RES/" ["S-"] session "/" number      A/HRC/RES/16/18
                | "E/CN.4/RES/" year "/" number               E/CN.4/RES/2005/80
                | "UNEP/EA." session "/Res." number           UNEP/EA.5/Res.14
    decision    = ("A/DEC/" | "E/DEC/" | "A/HRC/DEC/" …) session "/" number [part]
    statement   = ("S/PRST/" | "A/HRC/PRST/") year "/" number
    document    = root "/" segment { "/" segment } ["-" document]   A/72/707-S/2018/43
    part        = letter [letter] [("-") letter [letter]]

Sources: the UN Editorial Manual on the identification of resolutions and decisions, and the
symbols printed on the documents themselves. A part letter is a field of its own, printed last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from loaders.errors import InvalidSymbol
from loaders.records import Kind
from loaders.registries import roots

__all__ = ["FOLDED", "Found", "Symbol", "fold", "roman_value"]

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
_FOLD = {**_DASHES, **_SPACES, **dict.fromkeys(map(ord, "\t\r\n\v\f"), " ")}
FOLDED: Mapping[str, str] = MappingProxyType({chr(code): plain for code, plain in _FOLD.items()})
"""Each character that `fold` replaces, with what stands for it."""


def fold(text: str) -> str:
    r"""Make every dash ``-`` and every space plain, one character for one: offsets stay true.

    >>> fold("S‑12/2 of\N{NO-BREAK SPACE}May")
    'S-12/2 of May'
    """
    return text.translate(_FOLD)


_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_value(text: str) -> int | None:
    """The value of a well-formed upper-case Roman numeral, or ``None``.

    >>> roman_value("XXIV"), roman_value("IIX")
    (24, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


# One compact production a line: (pattern over the folded, upper-case, space-free text, body, kind,
# how the canonical stem is spelled). Groups: s = session or year, n = number, p and q = part letters.
_PART = r"(?P<p>[A-Z]{1,2}(?:-[A-Z]{1,2})?)"
_TAIL = rf"(?:\[?{_PART}\]?)?"
_SESSION = r"(?P<s>\d{1,3}|(?:ES|S|EM|SS)-?\d{1,2}|(?:ES|S)-[IVX]{1,6})"
_ROMANS = r"\((?P<s>(?:ES-|S-)?[IVXLC]{1,8})\)"
_NUMBER = r"(?P<n>\d{1,3})"
_LETTERED = rf"(?P<n>\d{{1,4}})(?P<q>[A-Z]{{1,2}}(?:-[A-Z]{{1,2}})?)?{_ROMANS}{_TAIL}"
_YEAR = r"(?P<s>(?:19|20)\d\d)"
_MEETING = r"(?P<s>(?:S-|OM/|OS/)?\d{1,3})"
_FAMILIES: tuple[tuple[re.Pattern[str], str, Kind, str], ...] = tuple(
    (re.compile(pattern), body, kind, spelling)
    for pattern, body, kind, spelling in (
        (rf"A/RES/{_SESSION}/{_NUMBER}{_TAIL}", "unga", Kind.RESOLUTION, "A/RES/{s}/{n}"),
        (rf"A/RES/{_LETTERED}", "unga", Kind.RESOLUTION, "A/RES/{n}({s})"),
        (rf"S/RES/(?P<n>\d{{1,4}})\({_YEAR}\)", "unsc", Kind.RESOLUTION, "S/RES/{n}({s})"),
        (rf"E/RES/{_YEAR}/{_NUMBER}{_TAIL}", "ecosoc", Kind.RESOLUTION, "E/RES/{s}/{n}"),
        (rf"E/RES/{_LETTERED}", "ecosoc", Kind.RESOLUTION, "E/RES/{n}({s})"),
        (rf"A/HRC/RES/(?P<s>(?:S-)?\d{{1,3}})/{_NUMBER}{_TAIL}", "unhrc", Kind.RESOLUTION, "A/HRC/RES/{s}/{n}"),
        (rf"E/CN\.4/RES/(?P<s>(?:19|20)\d\d|S-\d)/{_NUMBER}{_TAIL}", "unchr", Kind.RESOLUTION, "E/CN.4/RES/{s}/{n}"),
        (rf"E/CN\.4/RES/{_NUMBER}(?P<q>[A-Z])?{_ROMANS}{_TAIL}", "unchr", Kind.RESOLUTION, "E/CN.4/RES/{n}({s})"),
        (rf"UNEP/EA\.(?P<s>(?:SS\.)?\d{{1,2}})/RES[./]{_NUMBER}", "unea", Kind.RESOLUTION, "UNEP/EA.{s}/Res.{n}"),
        (rf"UNEP/EA\.(?P<s>(?:SS\.)?\d{{1,2}})/DEC[./]{_NUMBER}", "unea", Kind.DECISION, "UNEP/EA.{s}/Dec.{n}"),
        (rf"A/DEC/{_SESSION}/{_NUMBER}{_TAIL}", "unga", Kind.DECISION, "A/DEC/{s}/{n}"),
        (rf"E/DEC/{_YEAR}/{_NUMBER}{_TAIL}", "ecosoc", Kind.DECISION, "E/DEC/{s}/{n}"),
        (rf"E/DEC/(?P<n>\d{{1,4}}){_ROMANS}{_TAIL}", "ecosoc", Kind.DECISION, "E/DEC/{n}({s})"),
        (rf"A/HRC/DEC/{_MEETING}/{_NUMBER}{_TAIL}", "unhrc", Kind.DECISION, "A/HRC/DEC/{s}/{n}"),
        (rf"E/CN\.4/DEC/{_YEAR}/{_NUMBER}{_TAIL}", "unchr", Kind.DECISION, "E/CN.4/DEC/{s}/{n}"),
        (rf"S/PRST/{_YEAR}/{_NUMBER}", "unsc", Kind.STATEMENT, "S/PRST/{s}/{n}"),
        (rf"A/HRC/PRST/{_MEETING}/{_NUMBER}", "unhrc", Kind.STATEMENT, "A/HRC/PRST/{s}/{n}"),
    )
)  # fmt: skip

# Segment words that symbols print with capitals inside, whatever the case they were typed in.
_CASED = {
    word.upper(): word
    for word in (
        "Add", "Sub", "Corr", "Corrigendum", "Rev", "Amend", "Res", "Dec", "Part", "Parts", "and", "Vol", "Vols",
        "Sect", "Sects", "Introduction", "Resumption", "Prog", "Supp", "Agenda", "OzL", "Pro", "Foreword",
        "ForewordAndIntroduction", "PlanOutline", "AdvanceVersion",
    )
}  # fmt: skip
_WORD = re.compile(r"[A-Z]+")
_SEGMENT = r"[A-Z0-9][A-Z0-9.\-]{0,24}(?:\([A-Z0-9.,\-]{1,24}\)){0,2}[A-Z0-9.\-]{0,12}"
_DOCUMENT = re.compile(rf"(?P<root>[A-Z][A-Z0-9.\-]{{0,11}}(?:\(\d{{1,3}}\))?)(?:/{_SEGMENT}){{1,8}}")
_TWIN = re.compile(r"-(?=(?:A|S|E)/)")


def _cased(compact: str) -> str:
    """Give segment words their printed case: ``ADD.1`` becomes ``Add.1``, ``(PARTI)`` ``(PartI)``.

    A Roman numeral glued to ``Part`` or ``Vol`` keeps its capitals.
    """

    def word(match: re.Match[str]) -> str:
        text = match.group()
        if text in _CASED and not (
            text in {"PRO", "AND", "RES", "DEC"} and match.string[match.end() : match.end() + 1] == "/"
        ):
            return _CASED[text]
        glued = re.fullmatch(r"(PARTS?|VOLS?)([IVX]+)(?:(AND)([IVX]+))?", text)
        if glued:
            return "".join(_CASED.get(piece, piece) for piece in glued.groups() if piece)
        return text

    return _WORD.sub(word, compact)


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """The symbol of one UN document, or of one lettered part of it.

    >>> s = Symbol.parse("a/res/217 A (iii)")
    >>> str(s), s.part, s.session, s.number, s.body
    ('A/RES/217(III)A', 'A', 'III', 217, 'unga')
    >>> str(s.whole)
    'A/RES/217(III)'
    >>> str(Symbol.parse("A/67/441/ADD.2"))
    'A/67/441/Add.2'
    """

    stem: str
    part: str | None = None
    kind: Kind = field(default=Kind.DOCUMENT, compare=False)
    body: str | None = field(default=None, compare=False)
    session: str | None = field(default=None, compare=False)
    number: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.stem + (self.part or "")

    @property
    def whole(self) -> Symbol:
        """The symbol of the text that this part belongs to: itself where there is no part letter."""
        return Symbol(self.stem, None, self.kind, self.body, self.session, self.number) if self.part else self

    @property
    def twins(self) -> tuple[Symbol, ...]:
        """The symbols of a document issued under two: ``A/72/707-S/2018/43`` gives both halves."""
        halves = _TWIN.split(self.stem)
        return tuple(Symbol.parse(half) for half in halves) if len(halves) > 1 else (self,)

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """Read one symbol, in any spelling that the UN prints or its addresses carry.

        Raises
        ------
        InvalidSymbol
            With the span that could not be read, when ``text`` is no UN symbol.

        """
        if len(text) > 160:
            raise InvalidSymbol("too long for a UN document symbol (160 characters at most)", text[:60], 0, 60)
        compact = "".join(unicodedata.normalize("NFKC", fold(text)).translate(_FOLD).split()).upper()
        for pattern, body, kind, spelling in _FAMILIES:
            match = pattern.fullmatch(compact)
            if match:
                return cls._of(match, body, kind, spelling)
        return cls._document(compact, text)

    @classmethod
    def _of(cls, match: re.Match[str], body: str, kind: Kind, spelling: str) -> Symbol:
        groups = match.groupdict()
        session, number = groups["s"], int(groups["n"])
        session = re.sub(r"^(ES|S|EM)(?=\d)", r"\1-", session)
        return cls(
            spelling.format(s=session, n=number), groups.get("p") or groups.get("q"), kind, body, session, number
        )

    @classmethod
    def _document(cls, compact: str, text: str) -> Symbol:
        match = _DOCUMENT.match(compact)
        if not match:
            raise InvalidSymbol(
                "no UN document symbol starts like this (expected e.g. A/RES/67/225)", text, 0, len(text)
            )
        end = match.end()
        if end < len(compact):
            raise InvalidSymbol("this cannot stand in a UN document symbol", text, min(end, len(text) - 1), len(text))
        root = match.group("root")
        if not any(char.isdigit() for char in compact[len(root) :]) or not roots.known(root):
            raise InvalidSymbol(f"{root!r} begins no series of UN documents", text, 0, len(root))
        return cls(_cased(compact), None, Kind.DOCUMENT, roots.body_of(root))

    @classmethod
    def find(cls, text: str) -> Iterator[Found]:
        """Every symbol printed in running text, in order, with its half-open span.

        >>> [(str(f.symbol), f.start, f.end) for f in Symbol.find("report (S/2002/1050) of A/RES/70/1.")]
        [('S/2002/1050', 8, 19), ('A/RES/70/1', 24, 34)]
        """
        for match in _PRINTED.finditer(fold(text)):
            end = match.end()
            while end > match.start() and text[end - 1] in ".,;-":
                end -= 1
            try:
                symbol = cls.parse(text[match.start() : end])
            except InvalidSymbol:
                continue
            yield Found(symbol, match.start(), end)


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol and the half-open span of the text that prints it."""

    symbol: Symbol
    start: int
    end: int


# A symbol as running text prints it: the root, segments, and the parenthesised words that belong
# to it though a space parts them: "A/CONF.157/24 (Part I)", "A/74/6 (Sect. 3)/Add.6/Corr.1".
_WORDS_IN_PARENTHESES = (
    r"\ ?\((?:Parts?|Vols?\.?|Sects?\.?|Prog\.?|Resumption|Supp\.?)\ ?[0-9A-Z]{1,5}(?:\ (?:and|to)\ [0-9A-Z]{1,5})?\)"
    r"|\ ?\((?:Introduction|Foreword\ and\ introduction|Plan\ outline)\)"
)
_PRINTED = re.compile(
    rf"""
    (?<![A-Za-z0-9/.\-])
    (?:[A-Z][A-Z0-9]{{0,7}}(?:[.\-][A-Z0-9]{{1,5}})?(?:\(\d{{1,3}}\))?)      # root: A, UNEP, ICC-ASP, GC.18
    (?:/[A-Za-z0-9][A-Za-z0-9.\-]{{0,24}}                                    # segment: RES, CONF.157, Add.2
       (?:\((?:\d{{1,4}}|(?:ES-|S-)?[IVXLC]{{1,8}})\))?                      # glued (14), (2000), (XXV)
       (?:\ \((?:(?:19|20)\d\d|(?:ES-|S-)?[IVXLC]{{1,8}})\))?                # spaced: S/RES/1325 (2000)
       (?:{_WORDS_IN_PARENTHESES})?
    ){{1,8}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
