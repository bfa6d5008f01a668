"""Parse XML that strangers wrote: no document type, no entities, no network, no huge nodes.

lxml's tree is untyped here on purpose (`Element` is ``Any``): its stubs and its classes differ by
release, and every function below touches tags, texts and attributes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from loaders.errors import DamagedDocument, EmptyDocument
from loaders.records import Problem
from loaders.sources import RawFile

__all__ = ["Element", "find", "first_text", "local", "parse", "texts"]

Element: TypeAlias = Any

_OVER_LIMITS = re.compile(r"(?i)huge|excessive depth|too (?:long|large|deep)")
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=True,
    )  # fmt: skip


def parse(raw: RawFile) -> tuple[Element, list[Problem]]:
    """The root element, and a problem if the file was not well-formed and had to be recovered."""
    if not raw.data.strip():
        raise EmptyDocument("an empty file; fetch it again", raw.file)
    if _DECLARES.search(raw.data.replace(b"\0", b"")):
        raise DamagedDocument("declares a document type or entities, as no UN file does; it was not read", raw.file)
    parser = _parser()
    try:
        root: Element = etree.fromstring(raw.data, parser)
    except etree.XMLSyntaxError as error:
        # Recovery gives up on what has no XML at its head, such as a NUL.
        raise DamagedDocument(f"no XML element could be read: {error}; fetch it again", raw.file) from error
    errors = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR]
    for entry in errors:
        if _OVER_LIMITS.search(entry.message):
            raise DamagedDocument(f"over the XML parser's limits: {entry.message}", raw.file, f"line {entry.line}")
    if root is None:
        raise DamagedDocument("no XML element could be read", raw.file)
    return root, [_problem(errors)] if errors else []


def _problem(errors: list[Any]) -> Problem:
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    message = f"not well-formed, read by recovery: {first.message.strip()}{more}"
    return Problem("malformed-xml", message, place=f"line {first.line}")


def local(element: Element) -> str:
    """The tag without its namespace; empty for an unresolved entity."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def find(root: Element, name: str) -> Iterator[Element]:
    """All elements of a local name, in document order, with or without a namespace."""
    found: Iterator[Element] = root.iter("{*}" + name)
    return found


def texts(element: Element) -> str:
    """All text inside, with its white space folded to single spaces."""
    return " ".join("".join(element.itertext()).split())


def first_text(elements: Iterator[Element]) -> str | None:
    """The text of the first element that has any."""
    return next((text for element in elements if (text := texts(element))), None)
