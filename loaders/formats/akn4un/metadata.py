"""What an AKN4UN file says about its text: identity, dates, workflow, votes, subjects."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.errors import InvalidSymbol
from loaders.formats.akn4un.tree import Element, find, first_text, local, texts
from loaders.formats.languages import ISO
from loaders.formats.names import symbol_of_name
from loaders.records import Kind, Problem, Subject, Vote
from loaders.symbols import Symbol, fold

__all__ = ["Metadata", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of `loaders.records.Document` that a file's head gives."""

    symbol: str | None
    kind: Kind
    body: str | None
    language: str | None
    title: str | None = None
    session: str | None = None
    meeting: str | None = None
    agenda_items: tuple[str, ...] = ()
    adopted: date | None = None
    published: date | None = None
    vote: Vote | None = None
    draft: str | None = None
    report: str | None = None
    subjects: tuple[Subject, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read(root: Element, name: str) -> Metadata:
    """Read the head of a file; ``name`` is the file's, the third witness of its symbol."""
    head = next(find(root, "meta"), root)
    kind = _kind_word(root)
    symbol, problems = _symbol(root, head, name, kind)
    return Metadata(
        symbol=str(symbol) if symbol else None,
        kind=symbol.kind if symbol and symbol.kind is not Kind.DOCUMENT else kind,
        body=symbol.body if symbol else None,
        language=next((ISO.get(e.get("language", "")) for e in find(head, "FRBRlanguage")), None),
        title=_title(root, head),
        session=_session(root, symbol),
        meeting=_meeting(root, head),
        agenda_items=_agenda(root),
        adopted=_adopted(root, head),
        published=_published(root, head),
        vote=_vote(root, head),
        draft=_first_symbol(step.get("as") for step in _steps(head, "draftResolution", "draftDecision")),
        report=_report(root, head),
        subjects=tuple(_subjects(head)),
        problems=tuple(problems),
    )


# Identity

_URI = re.compile(r"/deliberation/(?P<body>[a-z\-]+)/(?:\d{4}-\d\d-\d\d)?/?(?P<number>[^/]+)/?")
_STEMS = {
    ("unga", "resolution"): "A/RES/", ("unga", "decision"): "A/DEC/", ("unsc", "resolution"): "S/RES/",
    ("unecosoc", "resolution"): "E/RES/", ("unecosoc", "decision"): "E/DEC/",
    ("unga-hrc", "resolution"): "A/HRC/RES/", ("unga-hrc", "decision"): "A/HRC/DEC/",
}  # fmt: skip


def _parsed(text: str | None) -> Symbol | None:
    try:
        return Symbol.parse(text.strip().rstrip("*").replace("[", "").replace("]", "")) if text else None
    except InvalidSymbol:
        return None


def _kind_word(root: Element) -> Kind:
    names = [e.get("name") or "" for e in root.iter("{*}statement", "{*}doc")]
    return Kind.DECISION if names and names[0] == "decision" else Kind.RESOLUTION


def _printed(root: Element) -> Symbol | None:
    covers = (number for cover in find(root, "coverPage") for number in find(cover, "docNumber"))
    return _parsed(first_text(covers))


def _addressed(head: Element, kind: Kind) -> Symbol | None:
    """The symbol in the FRBR address: ``…/unsc/2020-01-10/2504-2020/`` is S/RES/2504(2020)."""
    value = next((e.get("value", "") for e in find(head, "FRBRuri")), "")
    match = _URI.search(value)
    stem = _STEMS.get((match["body"], kind.value)) if match else None
    if not match or not stem:
        return None
    number = match["number"]
    if match["body"] == "unsc":
        return _parsed(re.sub(r"^(\d+)-(\d{4})$", rf"{stem}\1(\2)", number))
    return _parsed(stem + re.sub(r"^((?:E?S-)?\d+)-(?=\d)", r"\1/", number))


def _symbol(root: Element, head: Element, name: str, kind: Kind) -> tuple[Symbol | None, list[Problem]]:
    """The symbol that two of three witnesses agree on: the printed one, the address, the file's name."""
    witnesses = {"printed": _printed(root), "address": _addressed(head, kind), "file name": symbol_of_name(name)}
    said = {who: symbol for who, symbol in witnesses.items() if symbol}
    if not said:
        return None, [Problem("no-symbol", "neither the cover, the FRBR address nor the file's name gives a UN symbol")]
    chosen = _majority(list(said.values()))
    if all(symbol.whole == chosen.whole for symbol in said.values()):
        voices = list(said.values())  # a cover may leave the part's letter to the title
        return max(voices, key=lambda symbol: (voices.count(symbol), symbol.part is not None)), []
    words = ", ".join(f"{who} {symbol}" for who, symbol in said.items())
    return chosen, [Problem("symbol-disagrees", f"{words}: took {chosen}")]


def _majority(said: list[Symbol]) -> Symbol:
    wholes = [symbol.whole for symbol in said]
    best = max(wholes, key=wholes.count)
    return next(symbol for symbol in said if symbol.whole == best)


def _session(root: Element, symbol: Symbol | None) -> str | None:
    """As in the symbol; the Security Council has none."""
    if symbol and symbol.kind is not Kind.DOCUMENT:
        return symbol.session if symbol.body != "unsc" else None
    return next((e.get("value") for e in find(root, "session") if e.get("value")), None)


_TITLES = frozenset({"#resolutionTitle", "#decisionTitle"})


def _title(root: Element, head: Element) -> str | None:
    preface = next(find(root, "preface"), None)
    titles = find(preface, "docTitle") if preface is not None else iter(())
    printed = first_text(title for title in titles if title.get("refersTo") in _TITLES)
    if printed:
        return printed
    given = next((e.get("showAs", "") for e in find(head, "keyword") if e.get("refersTo") == "title"), "")
    bracket = re.search(r"\[(.{3,400}?)\]?$", " ".join(html.unescape(given).split()))
    return bracket[1].strip(" ].") if bracket else None


# Dates and meeting


def _day(text: str | None) -> date | None:
    """An ISO date; the placeholder of year 1 and anything before the Charter are no dates."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year >= 1945 else None


def _dates(*values: str | None) -> date | None:
    return next((day for value in values if (day := _day(value))), None)


def _doc_dates(root: Element, refers: str) -> list[str | None]:
    return [e.get("date") for e in find(root, "docDate") if e.get("refersTo") == refers]


def _adopted(root: Element, head: Element) -> date | None:
    work = [e.get("date") for e in find(head, "FRBRdate") if e.get("name") == "adoption"]
    steps = [step.get("date") for step in _steps(head, "adopted")]
    return _dates(*work, *_doc_dates(root, "#adoptionDate"), *steps)


def _published(root: Element, head: Element) -> date | None:
    issued = [e.get("date") for e in find(head, "FRBRdate") if e.get("name") == "publication"]
    return _dates(*issued, *_doc_dates(root, "#dateOfIssuance"))


def _names_meeting(element: Element) -> bool:
    return "adoptionMeeting" in (element.get("name"), (element.get("refersTo") or "").lstrip("#"))


def _meeting(root: Element, head: Element) -> str | None:
    named = (e for e in root.iter("{*}inline", "{*}location") if _names_meeting(e))
    return first_text(named) or _first_symbol(step.get("as") for step in _steps(head, "adopted"))


_ITEM = re.compile(r"\d{1,3}(?:\s?\(\w{1,2}\)(?:\s?(?:,|and|et|y|to|à|a|и|و|和|至)?\s?(?=\(\w{1,2}\)))?)*")


def _agenda(root: Element) -> tuple[str, ...]:
    """Item numbers: "Agenda items 19 and 24 (b)" gives ``19`` and ``24 (b)``."""
    for element in find(root, "inline"):
        if element.get("name") == "agenda item":
            return tuple(" ".join(item.split()) for item in _ITEM.findall(fold(texts(element))))
    return ()


# Workflow and votes


def _steps(head: Element, *outcomes: str) -> Iterator[Element]:
    return (step for step in find(head, "step") if step.get("outcome") in outcomes)


def _first_symbol(texts_: Iterator[str | None]) -> str | None:
    found = (next((str(f.symbol) for f in Symbol.find(text)), None) for text in texts_ if text)
    return next((symbol for symbol in found if symbol), None)


def _report(root: Element, head: Element) -> str | None:
    stepped = _first_symbol(step.get("as") for step in _steps(head, "recommendedForAdoption"))
    basis = (texts(e) for cover in find(root, "coverPage") for e in find(cover, "docProponent"))
    symbols = [symbol for symbol in (stepped, *(_first_symbol(iter([text])) for text in basis)) if symbol]
    return next((symbol for symbol in symbols if "/L." not in symbol), None)


_CHOICES = {"inFavour": "in favour", "against": "against", "abstaining": "abstaining"}
# Names of States that hold an "and": the last two of a list are parted at the other one.
_WHOLE = re.compile(r"(?:Antigua|Bosnia|Saint Kitts|Sao Tome|São Tomé|Trinidad|Great Britain|Saint Vincent) and ")


def _vote(root: Element, head: Element) -> Vote | None:
    counts = {choice: count for count in find(head, "count") if (choice := _choice(count))}
    if counts:
        states = tuple((name, choice) for choice, count in counts.items() for name in _voters(count))
        numbers = {choice: _number(count.get("value")) for choice, count in counts.items()}
        return _recorded(numbers, states)
    spoken = next(find(root, "vote"), None)
    if spoken is not None and next(find(spoken, "quantity"), None) is not None:
        return _spoken(spoken)
    outcomes = [e.get("outcome") or "" for e in find(head, "voting")]
    return Vote("without a vote") if any("without" in outcome.lower() for outcome in outcomes) else None


def _choice(element: Element) -> str | None:
    return _CHOICES.get((element.get("refersTo") or "").lstrip("#"))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _voters(count: Element) -> list[str]:
    return [name for e in find(count, "organization") if (name := texts(e))]


def _recorded(numbers: Mapping[str, int | None], states: tuple[tuple[str, str], ...]) -> Vote:
    return Vote("recorded vote", numbers.get("in favour"), numbers.get("against"), numbers.get("abstaining"), states)


def _spoken(vote: Element) -> Vote:
    """A vote printed at the end of the text, the States in one line each choice."""
    numbers = {choice: _number(e.get("normalized")) for e in find(vote, "quantity") if (choice := _choice(e))}
    states: list[tuple[str, str]] = []
    for outcome in find(vote, "outcome"):
        choice = _choice(outcome)
        if choice and local(outcome.getparent()) == "outcome":
            states += [(name, choice) for line in find(outcome, "organization") for name in _names(texts(line))]
    return _recorded(numbers, tuple(states))


def _names(line: str) -> list[str]:
    names = [name.strip(" .;]") for name in line.split(", ")]
    held = _WHOLE.sub(lambda match: match.group().replace(" and ", " \0 "), names[-1])
    names[-1:] = held.split(" and ")
    return [name.replace("\0", "and").strip() for name in names if name.strip()]


# Subjects

_SCHEMES = ("unbis", "sdg", "eurovoc")


def _subjects(head: Element) -> Iterator[Subject]:
    """Headings of the three schemes, each once, in the order of the file."""
    seen: set[tuple[str, str]] = set()
    for keyword in find(head, "keyword"):
        dictionary = (keyword.get("dictionary") or "").lower()
        scheme = next((name for name in _SCHEMES if dictionary.startswith(name)), None)
        label = " ".join(html.unescape(keyword.get("showAs") or keyword.get("value") or "").replace("_", " ").split())
        uri = keyword.get("href") or ""
        if scheme and label and not keyword.get("refersTo") and (scheme, uri or label.casefold()) not in seen:
            seen.add((scheme, uri or label.casefold()))
            yield Subject(scheme, uri, label)
