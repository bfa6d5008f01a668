"""Bytes to lines, and lines to paragraphs, however a plain text was wrapped.

Four kinds of text are met: a line a paragraph (the renderings of Word files), paragraphs parted by
blank lines, with or without hard line ends inside, lines of one width, where only the indent or a
short line tells the paragraphs apart, and such lines with a blank line after each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats import cover as covers

__all__ = ["clause", "decoded", "glued", "paragraphs"]

_PAGE = re.compile(r"\s*(?:<!--\s*Page\s+\d+\s*-->|-{3,}|_{3,}|={3,}|\*{3,}|\f|\|[\s|:-]*\||\|\s*Footnotes?\s*\|)\s*")
# A page mark, with the page's number above or below it.
_MARKED_PAGE = re.compile(
    r"(?:^[ \t]*\d{1,4}[ \t]*\n\s*)?^[ \t]*<!-- Page \d+ -->\s*?\n(?:\s*^[ \t]*\d{1,4}[ \t]*$)?", re.MULTILINE
)
# "-12-" at a page's foot, and the volume's name at its head: "218 General Assembly—Forty-sixth Session",
# "VI. Resolutions adopted on the reports of the Third Committee 189"
_RUNNING = re.compile(
    r"\s*(?:[-–—]\s?\d{1,3}\s?[-–—]|(?:\d{1,4}\s+)?(?:General Assembly|Economic and Social Council)\s?[-–—]+\s?"
    r"[A-Z][\w-]{3,40}(?:\s[a-z-]{3,20}){0,2}\s(?:[Ss]pecial )?Session(?:\s+\d{1,4})?"
    r"|(?:\d{1,4}\s+)?(?:[IVXL]{1,6}[.,]\s?)?Resolutions adopted (?:on the reports? of|without reference)"
    r"[^.;:]{3,70})\s*"
)
# "61st plenary meeting" and "(a)" begin paragraphs whatever stands before them.
_STARTS = re.compile(
    r"\t|\s*(?:\d{1,3}\.(?:\s|\t)|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|#{1,6}\s|[•●–—-]\s|\[\^?\d{1,3}\]:?\s"
    r"|[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}\s|\d{1,3}\s(?=[A-Z“\"]))"
)
_DATE = re.compile(
    r"(?i)\s*\d{1,2}\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_DAY = re.compile(rf"{_DATE.pattern}\s(?:19|20)\d\d\b.{{0,40}}", re.DOTALL)
_ENDS = (".", ";", ":", ",", "!", "?", "。", "；", "，", ".”", '."')
# "submit-" breaks a word; "co-" and "self-" keep their hyphen wherever the line ends.
_BROKEN = re.compile(
    r"(?<![\w-])(?!(?:co|self|non|inter|anti|pre|post|mid|vice|long|short|high|low|multi|sub|re|well)-$)[a-zà-ÿ]{2,40}-$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[^\W\d_]-$")
# A preamble's clauses begin with a participle: such a line under a comma begins a paragraph.
_CLAUSE = re.compile(
    r"\s*(?:(?:Also|Further|[A-Z][a-z]{3,10}ly)\s)?(?i:acknowledg|acting|affirm|alarmed|anxious|appreciat|aware|bearing|being"
    r"|believ|commend|concern|condemn|conscious|consider|convinced|declaring|deplor|desir|determined|disturbed|emphasi"
    r"|encouraged|endorsing|express|guided|having|keeping|mindful|noting|observ|reaffirm|recall|recogni|regret|reiterat"
    r"|seeking|stress|taking (?:note|into)|underlin|viewing|welcoming|whereas)(?:(?!\w{0,8}s\b)\w{0,6}|(?<=eas))\s"
)
_ADOPTED = re.compile(r"(?:Ad[ao]pted|Approved)\b")
_ADOPTING = re.compile(
    r"(?:Ad[ao]pted|Approved) (?:unanimously|by consensus|without a vote|at)\b.{0,40}(?:the|its)\b.{0,350}(?<![.)}])$"
)


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of some bytes, and a word about its encoding if it is not UTF-8 or UTF-16.

    Bytes that are no UTF-8 are read as Windows-1252, which older files of the UN are in.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace"), None
    if b"\0" in data[:4096]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return data.decode("cp1252", "replace"), f"not UTF-8 (byte {error.start}); read as Windows-1252"


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a text's lines are laid out: ``width`` is 0 where lines are not wrapped at one.

    ``spaced`` where a blank line follows every line and says nothing.
    """

    blocks: bool
    width: int
    spaced: bool = False


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, page marks, rules and running heads left out, hard line ends made spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = (_MARKED_PAGE.sub("\n", text) if "<!-- Page" in text else text).split("\n")
    shape = _shape(lines)
    found: list[str] = []
    fresh, last = True, 0
    for line in lines:
        bare = line.strip()
        if not bare or _passing(line):
            fresh = not shape.spaced or bool(bare)
            continue
        if not fresh and found and _continues(found[-1], last, line, shape):
            found[-1] = glued(found[-1], bare)
        else:
            found.append(line.rstrip())
        fresh, last = False, len(bare)
    return found


def _passing(line: str) -> bool:
    """Whether a line is a mark between pages, a rule or a running head, and no text."""
    return len(line) < 130 and bool(_PAGE.fullmatch(line) or _RUNNING.fullmatch(line))


def clause(text: str) -> bool:
    """Whether a text begins as a clause of a preamble does: ``Recalling its``, ``Deeply concerned at``."""
    return bool(_CLAUSE.match(text))


def glued(before: str, line: str) -> str:
    """One line after another; a word broken at the line's end is made whole."""
    if before.endswith("\u00ad") or (_BROKEN.search(before[-60:]) and line[:1].islower()):
        return before[:-1] + line
    return before + line if _COMPOUND.search(before[-2:]) else f"{before} {line}"


def _shape(lines: Sequence[str]) -> _Shape:
    """Judge by the blank lines, and by whether long lines end at one column."""
    filled = [line for line in lines if line.strip()]
    blank = len(lines) - len(filled)
    long = sorted(len(line) for line in filled if len(line) > 40)
    wrapped = len(long) > 12 and long[-1] <= 130 and long[len(long) // 2] > 0.7 * long[-1]
    return _Shape(blocks=blank > 0.3 * len(filled), width=long[-1] if wrapped else 0, spaced=_spaced(lines, filled))


def _spaced(lines: Sequence[str], filled: Sequence[str]) -> bool:
    """Whether a blank line follows each line: hardly two stand together, and many go on in small letters."""
    if len(filled) < 20 or len(lines) < 1.8 * len(filled):
        return False
    together = sum(1 for line, after in pairwise(lines) if line.strip() and after.strip())
    running = sum(1 for line in filled if line.lstrip()[0].islower())
    return together < 0.1 * len(filled) and running > 0.3 * len(filled)


def _continues(before: str, last: int, line: str, shape: _Shape) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``, no blank line standing between them.

    ``last`` is the length of the line before: a paragraph's last line is short.
    """
    if (_STARTS.match(line) and not _DATE.match(line)) or covers.formula(line.strip()) or covers.title_line(line):
        return False
    if _ADOPTING.match(before):
        return True
    if (_ADOPTED.match(before) and len(before) < 60) or (before.endswith(",") and last > 45 and line[:1].isdigit()):
        return True
    if before.endswith((",", ";")) and clause(line) and line.strip()[0].isupper():
        return False
    if covers.closing(before) and covers.closing(line) and covers.meeting_in(before):
        return True  # "61st plenary meeting" and the date under it are one closing
    if _DAY.fullmatch(line) and last > 25 and not before.endswith(_ENDS) and not covers.closing(before):
        return True  # "until" and, on the next line, the day
    if covers.closing(before) or covers.closing(line) or covers.title_line(before):
        return False
    start, open_ended = line.strip()[:1], not before.endswith(_ENDS)
    runs_on = start.islower() or start.isdigit() or start in "(" or before.endswith(("-", "–"))
    if shape.width or shape.blocks or shape.spaced:
        return last > 45 or (open_ended and (runs_on or last > 30))
    return last > 45 and runs_on and not before.endswith(_ENDS[:3])
