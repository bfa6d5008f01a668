"""Which part of the cited text: "paragraph 5 of", "the annex to", ", annex II", ", sect. XI".

In running text the pinpoint stands before the number (FORMS 2.7), in footnotes behind it. The normal
form is the printed one with plain spaces and dashes, from the largest unit to the smallest.
"""

from __future__ import annotations

import re

import msgspec

from loaders.references.patterns import alternatives, prose, segments

__all__ = ["Pinpoint", "after", "before", "behind_subject", "particular"]

_NUMBER = segments(r"""
    (?:\d{1,2}-[A-Z](?![a-z])                   # 1-A
    |\d{1,3}\.\d{1,2}(?: ?\([a-z]\))?            # 104.7 (a)
    |\d{1,3}(?: bis| ter| quater| quinquies)?
     (?: ?\([a-z]{1,4}\)| ?\(\d{1,2}\)| ?\([ivx]{1,5}\)| [a-e](?=[ ,.;)]))*             # 8, 8 bis, 8 (d) (ii), 8 d
    |[IVXL]{1,7}(?:\.[A-Z0-9]{1,3}){0,2}        # XI, II.B.3
    |[A-Z](?:\.\d{1,2})?                        # A, B.2
    |\([a-z]{1,4}\)(?: \([ivx]{1,5}\))*         # (d), (d) (ii)
    |one|two|three|four|five|six)
""")
_LIST = rf"{_NUMBER}(?:(?:,? and | to |, | ?- ?|,? or ){_NUMBER}){{0,24}}"
_UNIT = r"(?:(?:operative|preambular) )?(?:sub-?)?" + alternatives(
    r"paragraphs?|paras?\.|sections?|sects?\.|parts?|chapters?|chaps?\.|annex(?:es)?|append(?:ix|ices)|enclosures?|"
    r"attachments?|articles?|arts?\.|op\.|pp\.|principles?|rules?|regulations?|schedules?|goals?|targets?|recommendations?"
    r"|actions?(?= \d)"
)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|penultimate"
_BEFORE = prose(
    rf"""
    (?P<pin>(?:{_UNIT} {_LIST}(?:,? and|,)? ){{0,2}}{_UNIT} {_LIST}      # section II, paragraphs 5 to 7
    |\b(?:annex|appendix|enclosure|attachment|preamble|[OP]P ?\d{{1,2}})      # the annex, OP4
    |\b(?:{_ORDINALS}) (?:(?:operative|preambular) )?paragraph)                       # third preambular paragraph
    (?:,? common)?(?:,? (?:of|to|in)(?: the)?                   # to the
      (?: (?P<outer>(?:annex|section|part|chapter|appendix|enclosure|paragraph|article)(?: {_NUMBER})?)
          [ ](?:of|to)(?: the)?)?
    ),? $
    """,
    re.IGNORECASE,
)
_ELLIPTIC = prose(rf"(?:, | and |, and |, as well as )(?P<pin>{_LIST}),? of $")
_ELLIPTIC_UNIT = prose(rf"({_UNIT}) {_LIST} of [^.;]{{0,120}}$", re.IGNORECASE)
_AFTER = prose(
    rf"(?:,? (?:and )?(?P<pin>(?:{_UNIT}|vol\.|tables?|pp?\.|sect|chap)(?: {_LIST})?))(?![A-Za-z/])", re.IGNORECASE
)
_OF_NEXT = prose(r"""
    ,? (?:of|to|in)[ ]
    (?=(?:its|the|this|that|resolutions?|decision)\b|(?!Part|Annex|Section|Chapter)[A-Z][a-z]+[ ]
    |(?:(?:annex|section|part) [IVX]+,? (?:of|to)))
""")
_IN_PARTICULAR = prose(
    r"""
    [\"')]{0,2},? (?:and )?(?:in particular|especially|notably|including|in(?= its ))(?: in| with regard to)?
    (?:(?: the)? provisions of)?(?: its| the)?,?[ ]
    (?=(?:operative )?(?:paragraphs?|sections?|articles?|chapters?|annex(?:es)?|part)\b)
""",
    re.IGNORECASE,
)
# "section III concerning conditions of service in the field of its resolution 73/273"
_ABOUT = prose(
    rf"""
    \b(?P<pin>(?:sections?|parts?|chapters?|annex|articles?) {_NUMBER}),?
    [ ](?:concerning|on|entitled|regarding|relating to)[ ][^;.:()\d]{{3,110}}[^;.:()\d ],? of (?:the |its )?$
    """,
    re.IGNORECASE,
)
# "the Convention, in which article 24, paragraph 2, sets out"
_IN_WHICH = prose(rf", (?:in|of) which (?P<pin>{_UNIT} {_LIST}(?:, {_UNIT} {_LIST})?)(?=,? )", re.IGNORECASE)
_OF_ITSELF = prose(r"\b(?:implementation|application|adoption|provisions|text|review|parties),? of (?:the |its )?$")
# "its resolution 57/292 of 20 December 2002, in section IV of which"
_OF_WHICH = prose(rf",? (?:in|by|under) (?P<pin>{_UNIT} {_LIST}(?:, {_UNIT} {_LIST})?) of which\b", re.IGNORECASE)
_OF_THIS = (" above", " below", " hereof")  # "resolution 1390 (2002) and paragraph 6 above"
_INNER = prose(rf",? (?P<pin>(?:resolution|decision) {_LIST})(?![\w/]| ?\()", re.IGNORECASE)

# What the last word before "of the" can be, where a pinpoint stands there: most are told apart by it.
_LAST = re.compile(
    r"(?:.*[\d)]|(?:.*\W)?(?:[ivxl]{1,7}|[a-z]|bis|ter|quater|quinquies|one|two|three|four|five|six)|.*\.[a-z0-9]{1,3}"
    r"|.*(?:annex|appendix|enclosure|attachment|preamble|section|part|chapter|paragraph))"
)
_UNIT_START = re.compile(
    f"{_ORDINALS}|operative |preamb|sub|para|sect|part|chap|annex|append|enclos|attach|art|op.|pp.|principle|rule"
    "|regulation|schedule|goal|target|recommendation|action|op\\d|pp\\d|[op]p \\d"
)
_LAST_WORDS = ("of ", "to ", "in ", "the ", "its ", "of, ")
_ANNEXED = prose(r"\b(?:as )?(?:annexed|appended|attached) to (?:the |its )?$")
_REACH = 220  # characters before a citation that its pinpoint, a long list at most, may take
_MOST = 6  # units behind one citation: "vol. I, chap. II, sect. A, resolution 1, annex, para. 3"


class Pinpoint(msgspec.Struct, frozen=True, gc=False):
    """A pinpoint at a half-open span."""

    words: str
    start: int
    end: int


def before(text: str, start: int) -> Pinpoint | None:
    """The pinpoint that ends where a citation's noun phrase begins.

    >>> before("as set out in paragraphs 5 to 7 of resolution 2567 (2021)", 35).words
    'paragraphs 5 to 7'
    """
    if not text.endswith(_LAST_WORDS, max(0, start - 6), start):
        return None
    floor = max(0, start - _REACH)
    window = text[floor:start]
    annexed = _annexed(window)
    if annexed is not None:
        return Pinpoint("annex", floor + annexed, start)
    return (_printed(window, floor) or _elliptic(window, floor)) if _may_end_so(window) else _about(window, floor)


def _annexed(window: str) -> int | None:
    """Where "as annexed to the" begins that ends ``window``, or ``None``."""
    bare = window[:-1].removesuffix(" the").removesuffix(" its")
    match = _ANNEXED.search(window) if bare.endswith(("annexed to", "appended to", "attached to")) else None
    return match.start() if match else None


def _may_end_so(window: str) -> bool:
    """Whether the word before "of the" at the end of ``window`` can be a number or a part's name."""
    bare = window[-_LONGEST_END:].lower().rstrip(" ,").removesuffix(" the").rstrip(",")
    if not bare.endswith((" of", " to", " in")):
        return False
    bare = bare[:-3].rstrip(",").removesuffix(" common").rstrip(",")
    return _LAST.fullmatch(bare, bare.rfind(" ") + 1) is not None


_LONGEST_END = 40


def _printed(window: str, floor: int) -> Pinpoint | None:
    starts = (start.start() for start in _UNIT_START.finditer(window.lower()))
    match = next((match for start in starts if (match := _BEFORE.match(window, start))), None)
    if not match:
        return None
    outer, words = match.group("outer"), match.group("pin")
    return Pinpoint(f"{outer}, {words}" if outer else words, floor + match.start("pin"), floor + len(window))


def _about(window: str, floor: int) -> Pinpoint | None:
    """A part that is told with what it is about: "annex 10 on civilian implementation of the Peace Agreement"."""
    if not window.endswith(_OF) or not _TELLING.search(window):
        return None
    match = _ABOUT.search(window)
    if match is None or (_OF_ITSELF.search(window) and not match.group("pin").lower().startswith("annex")):
        return None
    return Pinpoint(match.group("pin"), floor + match.start("pin"), floor + len(window))


_OF = ("of ", "of the ", "of its ")
_TELLING = re.compile(r"[\dIVXA-Z],? (?:concerning|on|entitled|regarding|relating) ")


def _elliptic(window: str, floor: int) -> Pinpoint | None:
    """A number whose unit stands before the first: "paragraph 5 of resolution 60/1 and 7 of resolution 61/2"."""
    match = _ELLIPTIC.search(window)
    unit = _ELLIPTIC_UNIT.search(window[: match.start()]) if match else None
    if not match or not unit:
        return None
    return Pinpoint(f"{unit.group(1)} {match.group('pin')}", floor + match.start("pin"), floor + len(window))


def after(text: str, end: int, inner: bool = False) -> Pinpoint | None:
    """The pinpoints that follow a citation directly, as one; ``inner`` allows "resolution 1" inside a report.

    >>> after("Resolution 66/288, annex.", 17).words
    'annex'
    """
    if not text.startswith((" ", ",", ")", '"'), end):
        return None
    if within := _OF_WHICH.match(text, end):
        return Pinpoint(within.group("pin"), end, within.end())
    first: int | None = None
    named = _IN_PARTICULAR.match(text, end)
    position = named.end() - 1 if named else end
    for _ in range(_MOST):
        match = _AFTER.match(text, position) or (_INNER.match(text, position) if inner else None)
        if match is None or _OF_NEXT.match(text, match.end()) or text.startswith(_OF_THIS, match.end()):
            break  # "resolution 64/72, paragraphs 121 and 126 of resolution 66/68": the next one's
        first = match.start("pin") if first is None else first
        position = match.end()
    return Pinpoint(text[first:position], end, position) if first is not None else None


# ", on delivering on the 2030 Agenda, including paragraph 2"
_BEHIND_SUBJECT = prose(
    r"""
    \)?,? (?:entitled|on|concerning) [^;.()]{3,160}?
    (?=, (?:and )?(?:in particular|especially|notably|including)[ ]
       (?:in )?(?:its |the )?(?:operative )?(?:paragraph|section)s? \d)
""",
    re.IGNORECASE,
)


def behind_subject(text: str, end: int) -> Pinpoint | None:
    """The pinpoint that stands behind what a text is about.

    >>> behind_subject("2/5, on delivering on the Agenda, including paragraph 2 in which", 3).words
    'paragraph 2'
    """
    match = _BEHIND_SUBJECT.match(text, end)
    return after(text, match.end()) if match and not _NUMBERED.search(match.group()) else None


_NUMBERED = re.compile(r"\d/\d|\(\d{4}\)|resolution|decision")  # another text begins


def particular(text: str, end: int) -> Pinpoint | None:
    """The pinpoint that "in particular" adds behind a name.

    >>> particular("the Convention, in particular its articles 2 and 3, and", 14).words
    'articles 2 and 3'
    """
    if _IN_PARTICULAR.match(text, end):
        return after(text, end)
    match = _IN_WHICH.match(text, end)
    return Pinpoint(match.group("pin"), end, match.end()) if match else None
