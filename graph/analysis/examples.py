"""A lineage of four works, and a mandate, for the examples in docstrings: small enough to check by eye."""

from __future__ import annotations

from datetime import date

from graph.lineage import Lineage
from loaders.records import Document, Kind, Part, PartKind, Reference, Section, Source

__all__ = ["mandate_text", "summits"]

_TITLE = "Industrial development cooperation"


def _text(symbol: str, day: date, cites: dict[str, str | None]) -> Document:
    """A resolution of one paragraph that recalls the numbers given, each with the subject given."""
    words = "Recalling its resolutions"
    references: list[Reference] = []
    for number, subject in cites.items():
        start = len(words) + 1
        words = f"{words} {number}"
        references.append(
            Reference(
                part="pp1",
                paragraph="pp1",
                place="pp1",
                section=Section.PREAMBLE,
                start=start,
                end=len(words),
                text=number,
                verb="Recalling",
                relation="recalls",
                kind=Kind.RESOLUTION,
                target=f"A/RES/{number}",
                cited=f"A/RES/{number}",
                subject=subject,
            )
        )
    return Document(
        symbol=symbol, kind=Kind.RESOLUTION, language="en", body="unga", title=_TITLE, adopted=day,
        session=symbol.split("/")[2], source=Source(f"{symbol}.txt", f"{symbol}.txt", "text/plain", symbol),
        parts=(Part("pp1", PartKind.PREAMBULAR, Section.PREAMBLE, words),), references=tuple(references),
    )  # fmt: skip


def summits() -> Lineage:
    """67/225 recalls 65/175 and 55/2; 65/175 recalls 63/231, which recalls nothing. 55/2 is not held."""
    subject = _TITLE.lower()
    return Lineage.of(
        [
            _text("A/RES/67/225", date(2012, 12, 21), {"65/175": subject, "55/2": None}),
            _text("A/RES/65/175", date(2010, 12, 20), {"63/231": subject}),
            _text("A/RES/63/231", date(2008, 12, 19), {}),
        ]
    )


def mandate_text() -> Document:
    """A Security Council resolution of one operative paragraph that extends the mandate of a mission."""
    words = (
        "Decides to extend until 15 July 2020 the mandate of the United Nations Mission to support the Hodeidah "
        "Agreement (UNMHA);"
    )
    symbol = "S/RES/2505(2020)"
    return Document(
        symbol=symbol, kind=Kind.RESOLUTION, language="en", body="unsc", adopted=date(2020, 1, 13),
        source=Source(f"{symbol}.txt", f"{symbol}.txt", "text/plain", symbol),
        parts=(Part("op1", PartKind.OPERATIVE, Section.OPERATIVE, words, label="1."),),
    )  # fmt: skip
