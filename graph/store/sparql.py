"""Reading SPARQL text before any engine does: its form, its errors, and what it must not do.

The engines differ in how they complain and in what they let through: rdflib reads files and
addresses named by ``FROM`` and ``SERVICE``, Oxigraph calls the hosts that ``SERVICE`` names. So
one check stands before all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from graph.store.answers import Form
from graph.store.errors import MalformedQuery, UpdateRefused

__all__ = ["Token", "check", "form_of", "limited", "tokens", "with_prefixes"]

# What may hide a keyword, and the words themselves. Every repeat stops at its own delimiter.
_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<long> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*''' )
    | (?P<string> "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<prefixed> (?:[A-Za-z][\w.\-]*)?:[\w.\-:%]* )
    | (?P<word> [A-Za-z]\w* )
    | (?P<other> [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_READS: dict[str, Form] = {"SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE"}
_WRITES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_REACHES = frozenset({"SERVICE", "FROM"})
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query: what it is, its words and its half-open span."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query in order, white space and comments left out.

    >>> [token.text for token in tokens("ASK { ?s a <urn:x> } # SERVICE")]
    ['ASK', '{', '?s', 'a', '<urn:x>', '}']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "comment":
            yield Token(str(match.lastgroup), match.group(), match.start(), match.end())


def _keyword(text: str) -> Token | None:
    """The word that says what the text does: the first one after the prologue."""
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() not in {"PREFIX", "BASE"}:
            return token
    return None


def form_of(text: str) -> Form | None:
    """The form of a query, or ``None`` for an update or for what is no SPARQL."""
    word = _keyword(text)
    return _READS.get(word.text.upper()) if word else None


def check(text: str, prefixes: Mapping[str, str]) -> Form:
    """Make sure that ``text`` is one SPARQL query that only reads what is in the store.

    Raises
    ------
    MalformedQuery
        With the line and column, counted in the text as given.
    UpdateRefused
        For an update, and for ``SERVICE`` and ``FROM``, which can make an engine fetch from
        another host or open a local file.

    """
    word = _keyword(text)
    if word and word.text.upper() in _WRITES:
        raise UpdateRefused(
            f"{word.text.upper()} would change the data, and here it can only be read; "
            "expected SELECT, ASK, CONSTRUCT or DESCRIBE (run `recalling build` to change what is stored)"
        )
    if word and word.text.upper() not in _READS:
        expected = f"expected SELECT, ASK, CONSTRUCT or DESCRIBE, found {word.text[:40]}"
        raise MalformedQuery(expected, text, *_line_column(text, word.start))
    _refuse_reach(text)
    _parse(text, tuple(sorted(prefixes.items())))
    return _READS[word.text.upper()] if word else "SELECT"


def _refuse_reach(text: str) -> None:
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() in _REACHES:
            line, column = _line_column(text, token.start)
            raise UpdateRefused(
                f"line {line}, column {column}: {token.text.upper()} can make the engine fetch from elsewhere, which "
                "recalling never does; leave it out: the query sees all graphs (use GRAPH to choose one)"
            )


@lru_cache(maxsize=256)
def _parse(text: str, prefixes: tuple[tuple[str, str], ...]) -> None:
    """Parse by asking an empty store: the grammar is Oxigraph's, whatever engine answers later."""
    try:
        ox.Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise _malformed(text, str(error)) from None


def _malformed(text: str, complaint: str) -> MalformedQuery:
    match = _PLACE.match(complaint)
    if not match or not text.strip():
        return MalformedQuery("the query is empty; expected SELECT, ASK, CONSTRUCT or DESCRIBE", text, 1, 1)
    line, column, expected = int(match[1]), int(match[2]), match[3]
    offset = sum(len(part) for part in text.splitlines(keepends=True)[: line - 1]) + column - 1
    message, place = _diagnosis(text, offset, expected)
    return MalformedQuery(message, text, *_line_column(text, place))


def _diagnosis(text: str, offset: int, expected: str) -> tuple[str, int]:
    """What is wrong and where it starts. The parser reports the place just behind the trouble."""
    before = [token for token in tokens(text) if token.start <= offset]
    names = [token for token in before if token.kind == "prefixed" and token.end <= offset]
    if not before:
        return "there is nothing but comments; expected SELECT, ASK, CONSTRUCT or DESCRIBE", 0
    if "Prefix not found" in expected and names:
        prefix, place = names[-1].text.split(":")[0], names[-1].start
        return f"the prefix {prefix}: is not declared; add a PREFIX line (--prefixes lists those known)", place
    if "unbound" in expected:
        return "SELECT names a variable that is neither grouped nor bound", _start_of("SELECT", text)
    for token in before:
        if token.text in {'"', "'"}:
            return "this string is never closed", token.start
    words = [token.text for token in tokens(text)]
    if words.count("{") > words.count("}") and offset >= len(text.rstrip()):
        return "the query ends here, but a } is still to come", len(text.rstrip())
    return f"{before[-1].text} does not fit here", before[-1].start


def _start_of(word: str, text: str) -> int:
    return next((token.start for token in tokens(text) if token.text.upper() == word), 0)


def _line_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """The text with a PREFIX line before it for each known prefix that it uses and does not declare.

    >>> print(with_prefixes("ASK { ?s dcterms:title ?t }", {"dcterms": "http://purl.org/dc/terms/"}))
    PREFIX dcterms: <http://purl.org/dc/terms/>
    ASK { ?s dcterms:title ?t }
    """
    used: set[str] = set()
    declared: set[str] = set()
    last = ""
    for token in tokens(text):
        if token.kind == "prefixed":
            (declared if last == "PREFIX" else used).add(token.text.split(":")[0])
        last = token.text.upper()
    lines = [f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(used - declared) if name in prefixes]
    return "".join(lines) + text


def limited(text: str, limit: int | None) -> str:
    """Ask a server for one row more than ``limit``, where the query sets no limit of its own.

    A query that ends in a VALUES block is left alone: LIMIT would have to stand before it.
    """
    outer = set(_outermost(text))
    if limit is None or form_of(text) == "ASK" or outer & {"LIMIT", "VALUES"}:
        return text
    return f"{text}\nLIMIT {limit + 1}"


def _outermost(text: str) -> Iterator[str]:
    depth = 0
    for token in tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "word":
            yield token.text.upper()
