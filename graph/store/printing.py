"""An answer as text: CSV, JSON, Turtle, or the cells of a table.

CSV and JSON follow the W3C's SPARQL 1.1 Query Results formats (2013), so any tool reads them.
"""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox

from graph.store.answers import Answer, Row, Term
from graph.store.errors import QueryError
from graph.store.prefixes import PREFIXES

__all__ = ["cells", "engine_triple", "to_csv", "to_json", "to_turtle", "visible"]

# Prefixes whose local names are slashes deep would not read better for being shortened.
_SHORT = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def to_csv(answer: Answer) -> str:
    """Comma-separated values with CRLF line ends (RFC 4180); an ASK gives true or false."""
    out = io.StringIO()
    writer = csv.writer(out)
    if answer.truth is not None:
        writer.writerows([["answer"], [str(answer.truth).lower()]])
    else:
        writer.writerow(answer.columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in answer.values())
    return out.getvalue()


def to_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON; triples come as rows of subject, predicate and object."""
    body: dict[str, object] = {"head": {}}
    if answer.truth is not None:
        body["boolean"] = answer.truth
    else:
        rows = [
            {name: _json(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
            for row in answer.rows
        ]
        body = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _json(term: Term) -> dict[str, str]:
    cell = {"type": term.kind, "value": term.value}
    if term.datatype:
        cell["datatype"] = term.datatype
    if term.language:
        cell["xml:lang"] = term.language
    return cell


def to_turtle(answer: Answer) -> str:
    """The triples of a CONSTRUCT or DESCRIBE, sorted.

    Raises
    ------
    QueryError
        For SELECT and ASK, which give no triples.

    """
    if answer.form not in {"CONSTRUCT", "DESCRIBE"}:
        raise QueryError(f"turtle is for CONSTRUCT and DESCRIBE; {answer.form} gives no triples: use csv or json")
    rows = sorted(answer.rows, key=lambda row: [str(term) for term in row])
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(term) for row in rows for term in row)}
    out = io.BytesIO()
    ox.serialize(map(engine_triple, rows), out, ox.RdfFormat.TURTLE, prefixes=used)
    return out.getvalue().decode()


def engine_triple(row: Row) -> ox.Triple:
    """A row of subject, predicate and object as Oxigraph's triple."""
    subject, predicate, value = map(engine_term, row)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise QueryError(f"no triple: {row}")
    return ox.Triple(subject, predicate, value)


def engine_term(term: Term | None) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A term as Oxigraph has it."""
    if term is None:
        raise QueryError("a triple with a gap")
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    if term.kind == "bnode":
        return ox.BlankNode(term.value)
    datatype = ox.NamedNode(term.datatype) if term.datatype else None
    return ox.Literal(term.value, datatype=datatype, language=term.language)


def cells(answer: Answer) -> list[list[str]]:
    """The rows as words for a terminal: known IRIs shortened, nothing in them that steers a terminal."""
    return [["" if term is None else visible(_short(term)) for term in row] for row in answer.rows]


def _short(term: Term) -> str:
    if term.kind != "uri":
        return term.value
    for prefix, iri in _SHORT:
        if term.value.startswith(iri) and term.value != iri:
            return f"{prefix}:{term.value.removeprefix(iri)}"
    return term.value


def visible(text: str) -> str:
    """Text without control characters, which a document could use to repaint someone's screen."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
