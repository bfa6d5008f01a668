"""What a text says against what it cites: titles, and the publisher's own hyperlinks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph.check.finding import Finding, Severity, at_reference
from graph.lineage import Lineage, cited_key, symbol_of, work_key
from loaders.records import Document, Link, Part, Reference
from loaders.symbols import fold

__all__ = ["links", "titles"]

_ENTITLED = re.compile(
    r"(?:\s\([^)]{1,40}\))?(?:\sof\s\d{1,2}\s\w{3,9}\s\d{4})?,?\s(?:entitled|intitulée?|titulad[ao])\s[“«\"]\s?([^”»\"]{4,300}?)\s?[”»\"]"
)


def _plain(text: str) -> str:
    """Words alone: quotes, dashes, case, spaces, a leading article and final punctuation set aside."""
    folded = unicodedata.normalize("NFKC", fold(text)).casefold()
    return " ".join(re.findall(r"\w+", folded)).removeprefix("the ")


def _same(printed: str, title: str) -> bool:
    """Whether a printed title is the title, or as much of it as stands before a colon."""
    one, other = _plain(printed), _plain(title)
    return one == other or other.startswith(f"{one} ") or one.startswith(f"{other} ")


def titles(lineage: Lineage) -> Iterator[Finding]:
    """``title-differs``: the title that a text prints in quotation marks is not that of the held target."""
    for document in lineage.documents:
        texts = {part.id: part.text for part in document.parts}
        for reference in document.references:
            held = {d.language: d for d in lineage.versions(cited_key(reference) or "")}.get(document.language)
            printed = _ENTITLED.match(texts.get(reference.part, ""), reference.end)
            if held and held.title and printed and not _same(printed.group(1), held.title):
                message = f"{work_key(held)} is entitled {held.title!r}, the text says {printed.group(1)!r}"
                yield at_reference(document, reference, "title-differs", Severity.WARNING, message)


def _alike(symbol: str) -> frozenset[str]:
    """The symbols that a link may well have for these words.

    Links drop part letters, the second half of a joint symbol, and volumes or sections in parentheses.
    """
    found = symbol_of(symbol)
    names = {symbol} if found is None else {str(found.whole), *map(str, found.twins)}
    bare = {re.sub(r"\((?:Vol|Sect|Part|Supp|INCOME|Income|Introduction)[^)]*\)", "", name) for name in names}
    return frozenset(names | bare)


def _spans(document: Document) -> Mapping[str, list[tuple[int, int, Reference]]]:
    """Each part's references with the span of their words in it, in the paragraph or in the footnote."""
    spans: defaultdict[str, list[tuple[int, int, Reference]]] = defaultdict(list)
    for reference in document.references:
        spans[reference.part].append((reference.start, reference.end, reference))
        if reference.note_part and reference.note_start is not None and reference.note_end is not None:
            spans[reference.note_part].append((reference.note_start, reference.note_end, reference))
    return spans


def _at_link(document: Document, part: Part, link: Link, code: str, severity: Severity, message: str) -> Finding:
    return Finding(
        document=work_key(document), language=document.language, part=part.id, start=link.start, end=link.end,
        code=code, severity=severity, words=part.text[link.start : link.end], target=link.target or "",
        message=message, file=document.source.file,
    )  # fmt: skip


def _link(document: Document, part: Part, link: Link, spans: list[tuple[int, int, Reference]]) -> Iterator[Finding]:
    over = [reference for start, end, reference in spans if start < link.end and link.start < end]
    targets = {reference.target for reference in over if reference.target}
    if not link.target or any(_alike(link.target) & _alike(target) for target in targets):
        return
    if targets:
        said = ", ".join(sorted(targets))
        message = f"the link goes to {link.target}, the words say {said}"
        yield _at_link(document, part, link, "link-differs", Severity.WARNING, message)
    else:
        message = f"the link goes to {link.target}, and no reference was read from the words"
        yield _at_link(document, part, link, "link-unread", Severity.NOTICE, message)


def links(lineage: Lineage) -> Iterator[Finding]:
    """``link-differs`` and ``link-unread``: the publisher's hyperlinks as a second witness to the words.

    What links drop (`_alike`) is set aside.
    """
    for document in lineage.documents:
        spans = _spans(document)
        for part in document.parts:
            for link in part.links:
                yield from _link(document, part, link, spans.get(part.id, []))
