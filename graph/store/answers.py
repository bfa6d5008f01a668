"""What a query gives back, the same from every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Answer", "Form", "Row", "Term", "from_results_json"]

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
TermKind = Literal["uri", "literal", "bnode"]
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Term:
    """One RDF term: an IRI, a literal or a blank node. ``xsd:string`` is left unsaid.

    >>> str(Term("uri", "http://example.org/a"))
    'http://example.org/a'
    """

    kind: TermKind
    value: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.value

    @classmethod
    def literal(cls, value: str, datatype: str | None = None, language: str | None = None) -> Term:
        """A literal; its datatype is dropped where its language or plainness already says it."""
        plain = language is not None or datatype in {None, _STRING}
        return cls("literal", value, None if plain else datatype, language)


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one query.

    ``SELECT`` fills ``columns`` and ``rows``; ``ASK`` fills ``truth``; ``CONSTRUCT`` and
    ``DESCRIBE`` give their triples as rows under the columns subject, predicate and object.
    ``truncated`` says that the row limit cut it off.
    """

    form: Form
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    truncated: bool = False

    TRIPLE = ("subject", "predicate", "object")

    def values(self) -> list[tuple[str | None, ...]]:
        """The rows as plain strings; what is unbound is ``None``."""
        return [tuple(None if term is None else term.value for term in row) for row in self.rows]

    @classmethod
    def table(cls, form: Form, columns: Iterable[str], rows: list[Row], limit: int | None) -> Answer:
        """An answer of at most ``limit`` rows, saying so if ``rows`` has more."""
        cut = limit is not None and len(rows) > limit
        return cls(form, tuple(columns), tuple(rows[:limit] if cut else rows), None, cut)


def from_results_json(form: Form, body: Mapping[str, Any], limit: int | None = None) -> Answer:
    """Read the W3C SPARQL 1.1 Query Results JSON Format, as servers send it."""
    if "boolean" in body:
        return Answer("ASK", truth=bool(body["boolean"]))
    columns: list[str] = body["head"].get("vars", [])
    bindings: list[dict[str, dict[str, str]]] = body["results"]["bindings"]
    if form == "ASK":  # Virtuoso answers with one row that holds 1, or with none
        return Answer(form, truth=any(cell["value"] == "1" for row in bindings for cell in row.values()))
    rows = [tuple(_term(binding.get(name)) for name in columns) for binding in bindings]
    return Answer.table(form, columns, rows, limit)


def _term(cell: Mapping[str, str] | None) -> Term | None:
    if cell is None:
        return None
    if cell["type"] == "uri":
        return Term("uri", cell["value"])
    if cell["type"] == "bnode":
        return Term("bnode", cell["value"])
    return Term.literal(cell["value"], cell.get("datatype"), cell.get("xml:lang"))
