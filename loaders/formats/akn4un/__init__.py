"""The United Nations' own XML: Akoma Ntoso 3.0 in the AKN4UN profile, all six languages.

``read`` gives one `Document` a file, also where a file holds several resolutions (``A``, ``B``):
their parts are named ``A/pp1``, ``B/op2``, because the file and its symbol (``A/RES/75/101A-B``)
are what catalogues and links know. The tree is parsed without a document type, entities or the
network; what had to be repaired to read it is a `Problem` of the document.
"""

from __future__ import annotations

from loaders.errors import DamagedDocument, NotAResolution
from loaders.formats.akn4un import body, metadata, tree
from loaders.formats.languages import language_of
from loaders.records import Document, Problem, Source
from loaders.sources import RawFile

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/akn+xml"


def read(raw: RawFile) -> tuple[Document, ...]:
    """Read one AKN4UN file.

    Raises
    ------
    EmptyDocument, DamagedDocument, NotAResolution
        With the file's name, when there is no tree, or no paragraph in it.

    """
    root, problems = tree.parse(raw)
    meta = metadata.read(root, raw.name)
    parts = body.read(root, meta.session)
    if not any(part.text for part in parts if part.kind not in body.FRAME):
        if problems:
            raise DamagedDocument("not well-formed, and no paragraph could be recovered; fetch it again", raw.file)
        raise NotAResolution("XML without a preamble, paragraph or annex that could be read", raw.file)
    language, odd = _language(meta.language, " ".join(part.text for part in parts[1:12]))
    problems = [*problems, *meta.problems, *odd]
    return (
        Document(
            symbol=meta.symbol,
            kind=meta.kind,
            language=language,
            source=Source(raw.file, raw.location, MEDIA_TYPE, raw.sha256),
            parts=parts,
            body=meta.body,
            title=meta.title,
            session=meta.session,
            meeting=meta.meeting,
            agenda_items=meta.agenda_items,
            adopted=meta.adopted,
            published=meta.published,
            vote=meta.vote,
            draft=meta.draft,
            report=meta.report,
            subjects=meta.subjects,
            problems=tuple(Problem(item.code, item.message, raw.file, item.place) for item in problems),
        ),
    )


def _language(declared: str | None, sample: str) -> tuple[str, list[Problem]]:
    """The text's own language, and a problem if the file's metadata say another."""
    seen = language_of(sample)
    if seen and declared and seen != declared:
        return seen, [Problem("wrong-language", f"declared as {declared!r}, but the text is in {seen!r}")]
    return seen or declared or "en", []
