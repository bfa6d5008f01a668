"""Small documents made by hand, for tests of the graph."""

from __future__ import annotations

from loaders.records import Document, Kind, Part, PartKind, Reference, Section, Source


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
