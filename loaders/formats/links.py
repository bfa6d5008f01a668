"""What a hyperlink of the United Nations points to: the symbol in the address, canonical.

The addresses come in many spellings (``https://undocs.org//en/A/RES/217 (III)``,
``https://docs.un.org/es/A/RES/70/1``, ``http://undocs.org/A/hrc/RES/43/15``,
``https://www.un.org/en/ga/search/view_doc.asp?symbol=A/RES/70/1``): percent signs decoded, the
host, language segment and doubled slashes dropped, ``(supp)`` and trailing dots cut.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from loaders.errors import InvalidSymbol
from loaders.symbols import Symbol

__all__ = ["target_of"]

_HOSTS = re.compile(r"(?:www\.|daccess-ods\.|dx\.)?(?:undocs\.org|docs\.un\.org|un\.org|un-docs\.org)")
_LANGUAGE = re.compile(r"(?i)^/*(?:\[language\]|en|fr|es|sp|ru|ar|zh|ch)(?=/)")
_TAIL = re.compile(r"(?i)\(supp\)|[.,;\s]+$")


@lru_cache(maxsize=65536)
def target_of(href: str) -> str | None:
    """The canonical symbol that an address names, or ``None`` if it names none.

    >>> target_of("https://undocs.org//en/A/RES/217%20(III)"), target_of("https://example.org/A/RES/1")
    ('A/RES/217(III)', None)
    """
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.netloc and not _HOSTS.fullmatch(parts.netloc.lower()):
        return None
    asked = next((values[0] for key, values in parse_qs(parts.query).items() if key.lower() == "symbol"), None)
    return _symbol(asked or unquote(unquote(parts.path)))


def _symbol(path: str) -> str | None:
    path = re.sub(r"/{2,}", "/", _LANGUAGE.sub("", path)).strip("/")
    try:
        return str(Symbol.parse(_TAIL.sub("", path)))
    except InvalidSymbol:
        return None
