"""Patterns of prose: one segment a line, a comment behind each, and single spaces that count.

`re.VERBOSE` drops every space, and the wording of resolutions is full of them. Here only what lays a
pattern out is dropped: the indentation, the line breaks, and comments behind two spaces and ``#``.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["alternatives", "prose", "segments"]

_COMMENT = re.compile(r"(?:^|\s{2,})\# .*")


def segments(pattern: str) -> str:
    """The pattern that its laid-out segments make; a space at the end of one is written ``[ ]``.

    A pattern of one line is taken as it is.

    >>> segments('''
    ...     (?:in|by) the   # where it is held
    ...     [ ]annex
    ... ''')
    '(?:in|by) the[ ]annex'
    """
    if "\n" not in pattern:
        return pattern
    return "".join(_COMMENT.sub("", line.strip()) for line in pattern.splitlines())


@cache
def prose(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern that is laid out as `segments` says."""
    return re.compile(segments(pattern), flags)


def alternatives(words: str) -> str:
    """A group of the alternatives that ``words`` lists, one or more a line, parted by ``|``.

    >>> alternatives("reports?|notes? |letters?")
    '(?:reports?|notes?|letters?)'
    """
    return f"(?:{'|'.join(word.strip() for word in words.split('|'))})"
