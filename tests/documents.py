"""Small documents made by hand, for tests of the graph."""

from __future__ import annotations

from datetime import date

from loaders.records import (
    Document,
    Kind,
    Mark,
    Part,
    PartialDate,
    PartKind,
    Reference,
    Section,
    Source,
    Status,
    Subject,
    Vote,
)


def reference(text: str, **given: object) -> Reference:
    """A reference whose words stand at the start of ``pp1``."""
    fields: dict[str, object] = {
        "part": "pp1", "paragraph": "pp1", "place": "pp1", "section": Section.PREAMBLE, "start": 10,
        "end": 10 + len(text), "text": text, "verb": "Recalling", "relation": "recalls", "kind": Kind.RESOLUTION,
    }  # fmt: skip
    return Reference(**(fields | given))  # type: ignore[arg-type]


def document(symbol: str | None, *references: Reference, language: str = "en", **given: object) -> Document:
    """A document of one paragraph that is long enough for every reference."""
    text = "Recalling " + "x" * 400
    for each in references:
        text = text[: each.start] + each.text + text[each.end :]
    parts = (Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, text),)
    digest = (symbol or "none").encode().hex().ljust(64, "0")[:64]
    source = Source(f"{symbol}.txt", f"{symbol}.txt", "text/plain", digest)
    fields: dict[str, object] = {"kind": Kind.RESOLUTION, "language": language, "source": source, "parts": parts}
    return Document(symbol=symbol, references=references, **(fields | given))  # type: ignore[arg-type]


_PP1 = "Recalling its resolutions 49/108 of 19 December 1994 and 217 A (III) and its previous resolutions,"
_PP2 = "Reaffirming “The future we want”, and the Vienna Energy Forum,"
_OP1 = "Takes note of the report of the Director-General, and of Article 73 of the Charter, in the present resolution;"


def _at(part: str, text: str, words: str, **given: object) -> Reference:
    start = text.index(words)
    return reference(words, part=part, paragraph=part, place=part, start=start, end=start + len(words), **given)


def rich(language: str = "en", **given: object) -> Document:
    """A document that has something of everything the linked data can say."""
    footnote = "Resolution 66/288, annex."
    parts = (
        Part("cover", PartKind.COVER, Section.COVER, "Resolution adopted on the report of the Second Committee"),
        Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, _PP1, place="preamble__p_1"),
        Part("pp2", PartKind.PREAMBULAR, Section.PREAMBLE, _PP2, marks=(Mark(33, "1", "fn1"),)),
        Part("op1", PartKind.OPERATIVE, Section.OPERATIVE, _OP1, label="1."),
        Part("op1(a)", PartKind.OPERATIVE, Section.OPERATIVE, 'In particular, "quotes" and \\', parent="op1"),
        Part("h1", PartKind.HEADING, Section.OPERATIVE, "Follow-up"),
        Part("annex1/t1", PartKind.TABLE, Section.ANNEX, "Table of figures"),
        Part("fn1", PartKind.FOOTNOTE, Section.CLOSING, footnote, parent="pp2"),
    )  # fmt: skip
    references = (
        _at("pp1", _PP1, "49/108 of 19 December 1994", target="A/RES/49/108", date=PartialDate.parse("1994-12-19")),
        _at("pp1", _PP1, "217 A (III)", target="A/RES/217(III)A"),
        _at("pp1", _PP1, "its previous resolutions", status=Status.GENERIC, reason="no number is printed"),
        _at(
            "pp2", _PP2, "“The future we want”", target="A/RES/66/288", relation="reaffirms", verb="Reaffirming",
            instrument="the-future-we-want", target_part="annex", kind=Kind.INSTRUMENT, note="1", note_part="fn1",
            note_start=0, note_end=24,
        ),
        _at("pp2", _PP2, "Vienna Energy Forum", cited="event:vienna-energy-forum", kind=Kind.EVENT, verb="Reaffirming"),
        _at("op1", _OP1, "the present resolution", target="A/RES/67/225", status=Status.CONTEXTUAL, reason="itself"),
        _at("op1", _OP1, "Article 73 of the Charter", cited="charter:73", kind=Kind.ARTICLE, relation="takesNote"),
    )  # fmt: skip
    fields: dict[str, object] = {
        "kind": Kind.RESOLUTION, "language": language, "body": "unga", "session": "67", "references": references,
        "source": Source("inner/67_225.xml", "/somewhere/a.zip!/inner/67_225.xml", "application/akn+xml", "ab" * 32),
        "parts": parts, "title": "Industrial development cooperation", "meeting": "61st plenary meeting",
        "agenda_items": ("24 (b)",), "adopted": date(2012, 12, 21), "published": date(2013, 4, 9),
        "vote": Vote("recorded vote", 100, 2, 3, (("Albania", "in favour"), ("Benin", "against"))),
        "report": "A/67/441/Add.2", "draft": "A/C.2/67/L.1", "aliases": ("A/67/L.99",),
        "subjects": (Subject("unbis", "https://metadata.un.org/thesaurus/1003154", "INDUSTRIAL DEVELOPMENT"),),
    }  # fmt: skip
    return Document(symbol="A/RES/67/225", **(fields | given))  # type: ignore[arg-type]


def cited() -> Document:
    """A held text that `rich` cites, adopted a day earlier than `rich` prints."""
    return document("A/RES/49/108", body="unga", session="49", adopted=date(1994, 12, 18))
