"""Questions that are asked often, as SPARQL files with their question, parameters and columns.

A file starts with comment lines that say what it is::

    # question: Which works does a text cite?
    # parameter: symbol: work = A/RES/67/225 -- the citing text
    # column: target -- what is cited

and goes on in SPARQL, without PREFIX lines for the prefixes that `recalling` knows. Variables
are written ``?name`` and parameters ``$name``, which SPARQL reads as variables too: the file is valid
as it stands, but where a number is to stand behind LIMIT. A value is put in as one typed term, never
as text, so it cannot change the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from graph.store.errors import UnknownQuery
from graph.store.sparql import tokens
from graph.vocabulary import relation
from loaders.errors import InvalidSymbol
from loaders.registries import relations
from loaders.symbols import Symbol

__all__ = ["Column", "PackagedQuery", "Parameter", "every", "find", "parse"]

_LINE = re.compile(r"# (question|parameter|column): (.{1,400})")
_PARAMETER = re.compile(r"(\w{1,40}): (work|text|relation|integer|date)(?: = (.{1,120}?))? -- (.{1,200})")
_COLUMN = re.compile(r"(\w{1,40}) -- (.{1,200})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query must be told. ``kind`` is work, text, relation, integer or date; ``default`` is a sample value."""

    name: str
    kind: str
    default: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class PackagedQuery:
    """A question with its SPARQL text."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """The SPARQL text with its parameters put in, each as one term.

        Raises
        ------
        UnknownQuery
            For a parameter that the query has not, one that is missing, or a value of the wrong kind.

        """
        known = {parameter.name for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownQuery(f"{self.name}: no parameter {name!r}; it has: {', '.join(sorted(known)) or 'none'}")
        terms = {f"${p.name}": self._term(p, values.get(p.name, p.default)) for p in self.parameters}
        out: list[str] = []
        end = 0
        for token in tokens(self.text):
            if token.text in terms:
                out += [self.text[end : token.start], terms[token.text]]
                end = token.end
        return "".join(out) + self.text[end:]

    def _term(self, parameter: Parameter, value: str | None) -> str:
        if value is None:
            raise UnknownQuery(f"{self.name}: needs --param {parameter.name}=… ({parameter.about})")
        try:
            return _TERMS[parameter.kind](value)
        except (InvalidSymbol, ValueError) as error:
            raise UnknownQuery(f"{self.name}: --param {parameter.name}={value}: {error}") from error


def _string(value: str) -> str:
    """A SPARQL string literal; whatever the value holds stays inside it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04X}" if ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 else c for c in escaped) + '"'


def _work(value: str) -> str:
    """A canonical symbol, or the key of what has none (``sales:E.02.II.A.7``)."""
    scheme = value.partition(":")[0]
    return _string(value if value != scheme and scheme.islower() else str(Symbol.parse(value)))


def _relation(value: str) -> str:
    """The concept of a relation, by its name in the closed vocabulary (``takesNote``)."""
    names = [row.id for row in relations.relations()]
    if value not in names:
        raise ValueError(f"expected the name of a relation: {', '.join(names)}")
    return f"<{relation(value)}>"


_TERMS: Mapping[str, Callable[[str], str]] = {
    "work": _work,
    "text": _string,
    "relation": _relation,
    "integer": lambda value: str(int(value)),
    "date": lambda value: f'"{date.fromisoformat(value)}"^^<http://www.w3.org/2001/XMLSchema#date>',
}


def parse(name: str, text: str) -> PackagedQuery:
    """Read one query file; ``ValueError`` names the line that breaks the form."""
    question = ""
    parameters: list[Parameter] = []
    columns: list[Column] = []
    body = text.splitlines(keepends=True)
    while body and body[0].startswith("#"):
        line = body.pop(0).rstrip("\n")
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"{name}.rq: expected '# question|parameter|column: …', got {line!r}")
        if match[1] == "question":
            question = match[2]
        elif match[1] == "parameter":
            parameters.append(Parameter(*_fields(_PARAMETER, match[2], name)))
        else:
            columns.append(Column(*_fields(_COLUMN, match[2], name)))
    if not question or not columns:
        raise ValueError(f"{name}.rq: needs a question and its columns")
    return PackagedQuery(name, question, tuple(parameters), tuple(columns), "".join(body).strip())


def _fields(pattern: re.Pattern[str], line: str, name: str) -> tuple[str, ...]:
    match = pattern.fullmatch(line)
    if not match:
        raise ValueError(f"{name}.rq: cannot read {line!r}")
    return match.groups()


@cache
def every() -> tuple[PackagedQuery, ...]:
    """All packaged queries, by name."""
    folder = resources.files(__name__)
    files = sorted(item.name for item in folder.iterdir() if item.name.endswith(".rq"))
    return tuple(parse(file.removesuffix(".rq"), (folder / file).read_text("utf-8")) for file in files)


def find(name: str) -> PackagedQuery:
    """The packaged query of a name; `UnknownQuery` lists the names near it."""
    for query in every():
        if query.name == name:
            return query
    raise UnknownQuery(f"no packaged query {name!r}; `recalling query --list` shows them all")
