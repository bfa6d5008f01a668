"""Number shapes: the one scan that finds everything in a text that looks like a citation.

Each production of FORMS (UN Editorial Manual, "Identification of resolutions and decisions", and the
documents themselves) is one alternative. The scan never decides what a number is; it only says what
shape stands where. Digit-led and letter-led alternatives are split under one look-ahead, and every
repeat is bounded, so that the scan is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import msgspec
from msgspec.structs import replace

from loaders.registries import roots

__all__ = ["Lettered", "Shape", "Token", "lettered", "letters", "productions", "scan", "shapes"]


class Shape(StrEnum):
    """What a token looks like; the comment gives a real example of each."""

    HEAD = "head"  # resolution, resolutions, decision, decisions, presidential statement
    SLASH = "slash"  # 67/225   57/283 B   76/84 A and B   54/15
    YEAR = "year"  # 2019/14   2021/2 A
    SPECIAL = "special"  # S-27/2   ES-10/24   SS.VI/1
    ROMAN = "roman"  # 1514 (XV)   217 A (III)   3411 A and B (XXX)   2252 (ES-V)
    PAREN_YEAR = "paren_year"  # 1325 (2000)
    COP = "cop"  # 1/CP.21   27/COP.16   1/CMA.3
    ROMAN_SLASH = "roman_slash"  # X/2   XII/23   IX/16 C
    AGENCY = "agency"  # WHA72.5   MSC.155(78)   GC(63)/RES/13
    SYMBOL = "symbol"  # A/67/223   S/PRST/2015/25   A/CONF.157/24 (Part I)
    NUMBER_YEAR = "number_year"  # 11/2019
    BARE = "bare"  # resolution 1493, resolution 58.16, resolution II: digits or a Roman number right after a head


class Token(msgspec.Struct, frozen=True, gc=False):
    """One shape at a half-open span: ``session`` and ``number`` as printed, ``tail`` the letters after."""

    shape: Shape
    start: int
    end: int
    session: str = ""
    number: str = ""
    tail: str = ""

    @property
    def printed(self) -> str:
        """The number as its own body writes it, without letters and spaces: ``4(I)``, ``11/2019``, ``186``."""
        if self.shape is Shape.ROMAN:
            return f"{self.number}({self.session})"
        if self.shape is Shape.NUMBER_YEAR:
            return f"{self.number}/{self.session}"
        return f"{self.session}/{self.number}" if self.session else self.number


class Lettered(msgspec.Struct, frozen=True, gc=False):
    """One part letter of a number and the half-open span that prints it (``None``: the whole)."""

    letter: str | None
    start: int
    end: int


# A part letter is never the article of a following sentence.
_AFTER_LETTER = re.compile(
    r"""(?=$|[,;:.)\]”"’']|-                                       # the end, or a mark
    |\ (?:of|on|and|to|in|by|or|as|at|with|which|that|entitled|concerning|adopted|dated|also|for|is|was|the|its|until
         |from|through|under|since|were|are|has|have|\(|\[|-|“    # a word that no letter is the article of
         |[A-Z]\ |[A-Z](?=[,;.])))                                 # another letter
    """,
    re.VERBOSE,
)
_ONE = r"[A-Z]{1,2}(?![A-Za-z0-9\-/.'’])"
_TAIL = rf"(?:\ ?{_ONE}(?:(?:,\ |\ and\ |,\ and\ |\ to\ |\ ?-\ ?){_ONE}){{0,12}})?"
_ROMANS = r"(?:E?S-)?[IVXLC]{1,8}"

# What may stand in parentheses after a space and still belong to a symbol.
_SYMBOL_WORDS = (
    r"\ ?\((?:[Pp]arts?|Vols?\.?|[Ss]ects?\.?|Prog\.?|Resumption|Supp\.?)\ ?[0-9A-Z]{1,5}"
    r"(?:(?:\ and\ |\ to\ |\ ?-\ ?)[0-9A-Z]{1,5})?\)"
    r"|\ ?\((?:Introduction|Foreword\ and\ introduction|Plan\ outline)\)"
)


def _root_pattern() -> str:
    names = sorted(roots.all_roots(), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in names)


# Where a shape may begin: one look at the first character, then at what must stand close behind it. Most
# of a text is passed over so, before any production is tried.
_START = re.compile(
    r"""
    [0-9A-Zrdp]
    (?:
      esolution(?<=[Rr].{9})(?<![A-Za-z0-9/.].{10})(?<![A-Za-z0-9]-.{10})
    | ecision(?<=[Dd].{7})(?<![A-Za-z0-9/.].{8})(?<![A-Za-z0-9]-.{8})
    | N(?:SC|GA)Rs?(?=\)?\ [0-9])                                            # UNSCR 1701, UNGAR 194 (III)
    | residential\ (?<=[Pp].{12})(?<![A-Za-z0-9/.].{13})(?<![A-Za-z0-9]-.{13})
    | (?<=[0-9])(?<![A-Za-z0-9/.].)(?<![A-Za-z0-9]-.)(?=[0-9]{0,3}(?:/|\ ?[A-Z(]))    # 67/225, 1325 (2000), 217 A (III)
    | (?<=[A-Z])(?<![A-Za-z0-9/.].)(?<![A-Za-z0-9]-.)
      (?=[^\s/(]{0,24}[/(]|RST\ |HA\ ?[0-9]|B[0-9]|[IVX]{0,4}\.[0-9]       # A/67/223, WHA72.5, XIII.13
        |[CP][LP.\-]{0,4}[0-9]{1,2}\ \(|onf\.                          # LP.3 (8), Conf. 12.3
        |[0-9]{1,2}-[0-9]|\ \([0-9]{2}\))                               # A39-3, L (44)
    )
    """,
    re.VERBOSE,
)


@cache
def productions() -> re.Pattern[str]:
    """The scan: groups are empty markers, so that ``lastgroup`` names the shape at no cost."""
    return re.compile(
        rf"""
        (?<![A-Za-z0-9/.])(?<![A-Za-z0-9]-)
        (?:
          (?=\d)(?:
            \d{{1,3}}/(?:CP|CMP|CMA|COP|SBI|SBSTA)\.\d{{1,2}}                                     (?P<cop>)
          | (?:19|20)\d\d/\d{{1,3}}(?![\w/])(?!\ (?:El\ |financial|biennium)){_TAIL}               (?P<year>)
          | \d{{1,3}}/(?!0)\d{{1,3}}(?![\w/]){_TAIL}                                                  (?P<slash>)
          | \d{{1,3}}/(?:19|20)\d\d(?![\w/])                                                      (?P<number_year>)
          | \d{{1,4}}\ ?(?:[A-Z]\ )?\((?:19|20)\d\d[)(]                                            (?P<paren_year>)
          | \d{{1,4}}\ ?(?:[A-Z]{{1,2}}(?:(?:,\ |\ and\ |\ to\ |\ ?-\ ?)[A-Z]{{1,2}}){{0,12}}\ ?)?
            \({_ROMANS}\){_TAIL}                                                                   (?P<roman>)
          | \d{{1,3}}\ \(Cg-[IVX0-9]{{1,5}}\)                                                      (?P<agency_wmo>)
          | (?:19|20)\d\d/\d{{1,4}}/(?:CFSP|EC|EEC|EU|JHA)\b                                       (?P<agency_eu>)
          | \d{{1,3}}\ (?:C|EX)/(?:Resolution\ |Decision\ |Res\.\ ?|Dec\.\ ?)?\d{{1,3}}             (?P<agency_unesco>)
          )
        |
          (?=[A-Zrdp])(?:
            (?:[Rr]esolutions?|UN(?:SC|GA)Rs?(?=\)?\ \d))(?![A-Za-z])                              (?P<head>)
          | [Pp]residential\ [Ss]tatements?(?![A-Za-z])                                            (?P<head_statement>)
          | [Dd]ecisions?(?![A-Za-z]|[ \-]mak)                                                      (?P<head_decision>)
          | (?:ES|S|EM)-(?:\d{{1,2}}|[IVX]{{1,6}})/\d{{1,3}}(?![\w/]){_TAIL}                       (?P<special>)
          | SS\.[IVX]{{1,5}}/\d{{1,2}}(?:\ [A-Z](?![A-Za-z]))?                                     (?P<special_ss>)
          | (?:WHA\ ?\d{{1,2}}\.\d{{1,3}}|EB\d{{1,3}}\.R\d{{1,3}})                                 (?P<agency_who>)
          | (?:(?:A|MSC|MEPC|LEG|FAL)\.\d{{1,4}}\ ?\(\d{{1,3}}\)
            |(?:LC-LP|LP|LC)\.\d{{1,2}}\ ?\(\d{{1,4}}\))                                         (?P<agency_imo>)
          | GC\(\d{{1,2}}\)/RES/\d{{1,3}}(?:\.?[A-Z](?![A-Za-z]))?                                 (?P<agency_iaea>)
          | (?:GC|IDB)\.\d{{1,2}}/(?:Res|Dec)\.\d{{1,3}}                                           (?P<agency_unido>)
          | (?:MRE|CP|AG)/(?:RES|DEC)\.\ ?\d{{1,4}}(?:/\d{{2}}|\ ?\(\d{{1,4}}/\d{{2}}\))?           (?P<agency_oas>)
          | (?:EC|C)-(?:MS?-|SS-|S-)?\d{{1,3}}/DEC\.\d{{1,3}}  (?P<agency_opcw>)
          | (?:Assembly/AU|EX\.CL)/(?:Dec|Decl|Res)\.\ ?\d{{1,4}}\ ?\([IVXLCDM]{{1,9}}\)  (?P<agency_au>)
          | PSC/[A-Z]{{2,4}}/(?:COMM|BR|PS|STAT)\.(?:\d{{1,2}})?\ ?\([IVXLCDM]{{1,12}}\)  (?P<agency_au_psc>)
          | (?:E?CM|E?AHG)/(?:Res|Dec|Decl)\.\ ?\d{{1,4}}\ ?\([IVXLC]{{1,9}}\)(?:\ ?Rev\.\ ?\d)?  (?P<agency_oau>)
          | (?<=esolution\ )A\d{{1,2}}-\d{{1,2}}(?![\w/\-])  (?P<agency_icao>)
          | (?:(?<=ecision\ )|(?<=ecisions\ )|(?<=\)\ and\ )|(?<=\),\ ))[A-Z]\ \(\d{{2}}\)  (?P<agency_unece>)
          | PRST[ /](?:OS/)?\d{{1,2}}/\d{{1,2}}(?![\w/])                                           (?P<prst>)
          | (?<=esolution\ )[IVX]{{1,5}}\.\d{{1,2}}(?![\w.]\d)                                    (?P<agency_ramsar>)
          | Conf\.\ ?\d{{1,2}}\.\d{{1,2}}(?:\ \(Rev\.\ CoP\d{{1,2}}\))?                            (?P<agency_cites>)
          | (?:{_root_pattern()})(?:\.\d{{1,3}}|\(\d{{1,3}}\))?
            (?:/(?:\ (?=(?:Add|Corr|Rev)\.\d|\d{{4,5}}(?![\w/])))?      # a line of a note may end in "/"
               [A-Za-z0-9][A-Za-z0-9.\-]{{0,24}}
               (?:\((?:\d{{1,4}}|{_ROMANS})\))?
               (?:\ \((?:(?:19|20)\d\d|{_ROMANS})\)(?=[^/]))?
               (?:{_SYMBOL_WORDS})?
            ){{1,8}}                                                                               (?P<symbol>)
          | [IVX]{{1,6}}/\d{{1,3}}(?![\w/])(?:\ [A-Z](?![A-Za-z]))?                                (?P<roman_slash>)
          )
        )
        """,
        re.VERBOSE,
    )


_SLASH_SHAPES = {
    "slash": Shape.SLASH, "year": Shape.YEAR, "special": Shape.SPECIAL, "special_ss": Shape.SPECIAL,
    "roman_slash": Shape.ROMAN_SLASH,
}  # fmt: skip
_YEAR_PARTS = re.compile(r"(\d{1,4}) ?([A-Z])?")
_SLASHED = re.compile(r"((?:ES|S|EM|SS)[-.][0-9IVX]{1,6}|[0-9]{1,4}|[IVX]{1,6})/(\d{1,3})")
_ROMAN_PARTS = re.compile(rf"(\d{{1,4}})\ ?([A-Z][A-Z,\- andto]*?)?\ ?\(({_ROMANS})\)\ ?(.*)", re.VERBOSE)
_BARE = re.compile(
    r"""
    \)?\ (?:No\.\ )?
    (\d{2}\.\d{1,2}(?![\d.]\d)|\d{2}\(\d{1,2}\)|\d{1,4}|[IVX]{1,5}(?![\w.]))    # 58.16, 63(12), 1493, II
    (?![\d/(]|\ ?[A-Z]{1,2}/|\ ?(?:[A-Z]\ )?\((?:19|20|[IVXLC(])|[.,]\d)    # no number of another shape
    """,
    re.VERBOSE,
)


def shapes(text: str) -> Iterator[re.Match[str]]:
    """The matches of the productions in ``text``, in order, without overlap."""
    match_at, behind = productions().match, 0
    for start in _START.finditer(text):
        match = match_at(text, start.start()) if start.start() >= behind else None
        if match:
            behind = match.end()
            yield match


def scan(text: str) -> Iterator[Token]:
    """Every shape in ``text`` (folded: plain spaces and dashes), in order, without overlap."""
    for match in shapes(text):
        name = match.lastgroup or ""
        if name.startswith("head"):
            yield Token(Shape.HEAD, match.start(), match.end(), number=match.group().lower())
            bare = _BARE.match(text, match.end())
            if bare:
                yield Token(Shape.BARE, bare.start(1), bare.end(1), number=bare.group(1))
        else:
            yield _token(name, match)


def _token(name: str, match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    if name in _SLASH_SHAPES:
        inner = _matched(_SLASHED, text)
        tail, end = _real_tail(match.string, start + inner.end(), end)
        return Token(_SLASH_SHAPES[name], start, end, inner.group(1), inner.group(2), tail)
    if name == "roman":
        inner = _matched(_ROMAN_PARTS, text)
        number, before, session, _ = inner.groups()
        tail, end = _real_tail(match.string, start + inner.end(3) + 1, end)
        return Token(Shape.ROMAN, start, end, session, number, (before or "").strip() or tail)
    if name == "paren_year":
        inner = _matched(_YEAR_PARTS, text)
        return Token(Shape.PAREN_YEAR, start, end, text[-5:-1], inner.group(1), inner.group(2) or "")
    if name == "number_year":
        number, _, year = text.partition("/")
        return Token(Shape.NUMBER_YEAR, start, end, year, number)
    if name.startswith("agency"):
        return Token(Shape.AGENCY, start, end, name.split("_")[1], text)
    if name == "prst":  # the Human Rights Council's own short form
        return Token(Shape.SYMBOL, start, end, number=f"A/HRC/PRST/{text[len('PRST/') :]}")
    if name == "symbol":
        while text and text[-1] in ".-":
            text = text[:-1]
        return Token(Shape.SYMBOL, start, start + len(text), number=text)
    session, _, rest = text.partition("/")
    return Token(Shape.COP, start, end, rest, session)


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    """The match that the scanner's production implies."""
    match = pattern.match(text)
    if match is None:
        raise ValueError(f"no {pattern.pattern!r} in {text!r}, though the scan found one")
    return match


def _real_tail(text: str, start: int, end: int) -> tuple[str, int]:
    """The letters after a number, or nothing where they begin the next words: ("A", end) or ("", start)."""
    tail = text[start:end]
    if not tail or not tail.strip() or not _AFTER_LETTER.match(text, end):
        return "", start
    return tail, end


_LETTERS = re.compile(r"[A-Z]{1,2}(?![a-z])")
_RANGE = re.compile(r"\bto\b|-")


def lettered(token: Token, text: str) -> tuple[Lettered, ...]:
    """The parts that ``token`` names in ``text``: one without a letter, or one a letter.

    >>> text = "76/84 A and B of"
    >>> [part.letter for part in lettered(next(scan(text)), text)]
    ['A', 'B']
    """
    if not token.tail:
        return (Lettered(None, token.start, token.end),)
    start = text.index(token.tail, token.start)
    found = letters(token.tail, start, start + len(token.tail), token.start)
    return tuple(replace(part, end=token.end) for part in found) if len(found) == 1 else found


def letters(tail: str, start: int, end: int, number_start: int) -> tuple[Lettered, ...]:
    """The part letters printed in ``tail``, which ends at ``end``; ranges are filled in.

    The first letter's span begins with the number (``number_start``), the others' with the letter;
    a letter that a range implies takes the span of the whole.
    """
    found = [(m.group(), start + m.start(), start + m.end()) for m in _LETTERS.finditer(tail)]
    if not found:
        return (Lettered(None, number_start, end),)
    result: list[Lettered] = []
    for index, (letter, first, last) in enumerate(found):
        if index and _RANGE.search(tail[found[index - 1][2] - start : first - start]):
            previous = found[index - 1][0]
            result.extend(
                Lettered(chr(code), number_start, end)
                for code in range(ord(previous[0]) + 1, ord(letter[0]))
                if len(previous) == len(letter) == 1
            )
        result.append(Lettered(letter, first if index else number_start, last))
    return tuple(result)
