"""From what a person typed to SPARQL: a query, a file, a packaged name, or standard input."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

from graph import queries
from graph.store.errors import QueryError, UnknownQuery

__all__ = ["parameters", "sparql_of"]


def parameters(pairs: Iterable[str]) -> dict[str, str]:
    """``["symbol=A/RES/67/225"]`` as a mapping; `UnknownQuery` for a pair without ``=``."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UnknownQuery(f"--param {pair}: expected name=value")
        values[name] = value
    return values


def sparql_of(words: str, values: dict[str, str]) -> str:
    """The SPARQL that ``words`` stand for.

    Raises
    ------
    UnknownQuery
        For a name that no packaged query has, or parameters where none can be.
    QueryError
        For a file that cannot be read.

    """
    if words in {packaged.name for packaged in queries.every()}:
        return queries.find(words).bind(values)
    if values:
        raise UnknownQuery("--param goes with a packaged query; `recalling query --list` shows them all")
    if words == "-":
        return sys.stdin.read()
    if words.endswith((".rq", ".sparql")) or (len(words) < 250 and "\n" not in words and Path(words).is_file()):
        return _file(Path(words))
    if words.replace("-", "").isalnum():
        raise UnknownQuery(_unknown(words))
    return words


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, [packaged.name for packaged in queries.every()], n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`recalling query --list` shows them all"
    return f"no packaged query {name!r}, no such file, and no SPARQL; {hint}"
