"""XML from strangers: no entities, no document types, no network, bounded size and depth."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from loaders.errors import DamagedDocument

__all__ = ["Element", "parsed"]

Element: TypeAlias = Any  # lxml ships no types, and its stubs differ by release

_DECLARES = re.compile(rb"<!\s?(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parsed(data: bytes, file: str, place: str = "") -> Element:
    """The root element.

    Raises
    ------
    DamagedDocument
        Not well-formed, over the parser's limits, or with a document type: none of the formats
        read here has one, and entities are what bombs are made of.

    """
    if _DECLARES.search(data.replace(b"\0", b"")[:65536]):
        message = "the XML declares a document type or entities, which files of this kind never do; it was not read"
        raise DamagedDocument(message, file, place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(f"the XML is cut off or mangled ({error}); fetch the file again", file, place) from error
