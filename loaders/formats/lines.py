"""Bytes to lines, and lines to paragraphs, however a plain text was wrapped.

Three kinds of text are met: a line a paragraph (the renderings of Word files), paragraphs parted by
blank lines, with or without hard line ends inside, and lines of one width, where only the indent or
a short line tells the paragraphs apart.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass

from loaders.formats import cover as covers

__all__ = ["decoded", "paragraphs"]

_PAGE = re.compile(r"\s*(?:<!--\s*Page\s+\d+\s*-->|-{3,}|_{3,}|={3,}|\*{3,}|\f)\s*")
# "61st plenary meeting" and "(a)" begin paragraphs whatever stands before them.
_STARTS = re.compile(
    r"\t|\s*(?:\d{1,3}\.(?:\s|\t)|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|#{1,6}\s|[•●–—-]\s|\[\^?\d{1,3}\]:?\s"
    r"|[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}\s|\d{1,3}\s(?=[A-Z“\"]))"
)
_DATE = re.compile(
    r"(?i)\s*\d{1,2}\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_ENDS = (".", ";", ":", ",", "!", "?", "。", "；", "，", ".”", '."')
# "submit-" breaks a word; "co-" and "self-" keep their hyphen wherever the line ends.
_BROKEN = re.compile(
    r"(?<![\w-])(?!(?:co|self|non|inter|anti|pre|post|mid|vice|long|short|high|low|multi|sub|re|well)-$)[a-zà-ÿ]{2,40}-$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[^\W\d_]-$")
_ADOPTED = re.compile(r"(?:Ad[ao]pted|Approved)\b")


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
    """How a text's lines are laid out: ``width`` is 0 where lines are not wrapped at one."""

    blocks: bool
    width: int


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, page marks and rules left out, hard line ends made spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    shape = _shape(lines)
    found: list[str] = []
    fresh, last = True, 0
    for line in lines:
        if not line.strip() or _PAGE.fullmatch(line):
            fresh = True
            continue
        if not fresh and found and _continues(found[-1], last, line, shape):
            found[-1] = _glued(found[-1], line.strip())
        else:
            found.append(line.rstrip())
        fresh, last = False, len(line.strip())
    return found


def _glued(before: str, line: str) -> str:
    """One line after another; a word broken at the line's end is made whole."""
    if _BROKEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return before + line if _COMPOUND.search(before) else f"{before} {line}"


def _shape(lines: list[str]) -> _Shape:
    """Judge by the blank lines, and by whether long lines end at one column."""
    filled = [line for line in lines if line.strip()]
    blank = len(lines) - len(filled)
    long = sorted(len(line) for line in filled if len(line) > 40)
    wrapped = len(long) > 12 and long[-1] <= 130 and statistics.median(long) > 0.7 * long[-1]
    return _Shape(blocks=blank > 0.3 * len(filled), width=long[-1] if wrapped else 0)


def _continues(before: str, last: int, line: str, shape: _Shape) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``, no blank line standing between them.

    ``last`` is the length of the line before: a paragraph's last line is short.
    """
    if (_STARTS.match(line) and not _DATE.match(line)) or covers.formula(line.strip()) or covers.title_line(line):
        return False
    if (_ADOPTED.match(before) and len(before) < 60) or (before.endswith(",") and last > 45 and line[:1].isdigit()):
        return True
    if covers.meeting_in(before) and covers.closing(before) and covers.closing(line):
        return True  # "61st plenary meeting" and the date under it are one closing
    if covers.closing(before) or covers.closing(line) or covers.title_line(before):
        return False
    start, open_ended = line.strip()[:1], not before.endswith(_ENDS)
    runs_on = start.islower() or start.isdigit() or start in "(" or before.endswith(("-", "–"))
    if shape.width or shape.blocks:
        return last > 45 or (open_ended and (runs_on or last > 30))
    return last > 45 and runs_on and not before.endswith(_ENDS[:3])
