"""Lineages made by hand or by chance, for tests of the analysis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from graph.lineage import Lineage
from loaders.records import Document, Part, PartKind, Section
from tests.documents import document, reference

Pair = tuple[int, int]
calm = settings(deadline=None, max_examples=60)
"""For tests on machines that others use too: how long one example takes says nothing."""


def work(number: int) -> str:
    """The symbol of the text of this number."""
    return f"A/RES/60/{number}"


def lineage_of(pairs: Iterable[Pair], held: Iterable[int] = ()) -> Lineage:
    """Texts that cite each other by number; who cites is held, and so are ``held``."""
    cited: dict[int, list[int]] = {number: [] for number in held}
    for source, target in pairs:
        cited.setdefault(source, []).append(target)
    return Lineage.of(
        document(work(source), *(reference(f"60/{target}", target=work(target)) for target in targets), body="unga")
        for source, targets in cited.items()
    )


numbers = st.integers(1, 8)
pairs = st.sets(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=20)
"""Any directed graph of a few texts, cycles and all."""
downward = st.sets(st.tuples(numbers, numbers).filter(lambda pair: pair[0] > pair[1]), max_size=20)
"""A graph without cycles: who cites has the higher number."""


def resolution(symbol: str, title: str, *paragraphs: str, item: str | None = None, **given: object) -> Document:
    """A resolution of the given paragraphs with the references that the finder sees in them."""
    from loaders import references
    from loaders.symbols import Symbol

    parsed = Symbol.parse(symbol)
    parts = tuple(
        Part(f"op{n}", PartKind.OPERATIVE, Section.OPERATIVE, text)
        if not text.split(" ")[0].endswith("ing")
        else Part(f"pp{n}", PartKind.PREAMBULAR, Section.PREAMBLE, text)
        for n, text in enumerate(paragraphs, 1)
    )
    fields: dict[str, object] = {
        "title": title, "body": parsed.body, "session": parsed.session, "parts": parts, "kind": parsed.kind,
        "agenda_items": (item,) if item else (),
    }  # fmt: skip
    if "adopted" not in given and parsed.body == "unga" and (parsed.session or "").isdigit():
        fields["adopted"] = date(1945 + int(parsed.session or 0), 12, 20)
    return references.find(document(symbol, **(fields | given)))
