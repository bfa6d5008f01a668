"""What the first lines, the running heads and the last lines of a UN text say about it.

Every pattern is taken from printed documents; the formula that opens the preamble tells the body
and the language: ``The General Assembly,`` ``Le Conseil de sécurité,`` ``大会，``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loaders.errors import InvalidSymbol
from loaders.formats.dates import first_date
from loaders.records import Kind, Vote
from loaders.symbols import Symbol, fold

__all__ = [
    "Cover",
    "Formula",
    "Title",
    "closing",
    "formula",
    "meeting_in",
    "read_cover",
    "title_line",
    "vote_in",
    "voters",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """The body that speaks and the language it speaks in."""

    body: str
    language: str


_BODIES: tuple[tuple[str, str, str], ...] = (
    ("en", "unga", r"The General Assembly"),
    ("en", "unsc", r"The Security Council"),
    ("en", "ecosoc", r"The Economic and Social Council"),
    ("en", "unhrc", r"The Human Rights Council"),
    ("en", "unchr", r"The Commission on Human Rights"),
    ("en", "untc", r"The Trusteeship Council"),
    ("en", "unea", r"The United Nations Environment Assembly"),
    ("fr", "unga", r"L[’']\s?Assemblée générale"),
    ("fr", "unsc", r"Le Conseil de sécurité"),
    ("fr", "ecosoc", r"Le Conseil économique et social"),
    ("fr", "unhrc", r"Le Conseil des droits de l[’']homme"),
    ("es", "unga", r"La Asamblea General"),
    ("es", "unsc", r"El Consejo de Seguridad"),
    ("es", "ecosoc", r"El Consejo Económico y Social"),
    ("es", "unhrc", r"El Consejo de Derechos Humanos"),
    ("ru", "unga", r"Генеральная Ассамблея"),
    ("ru", "unsc", r"Совет Безопасности"),
    ("ru", "ecosoc", r"Экономический и Социальный Совет"),
    ("ru", "unhrc", r"Совет по правам человека"),
    ("zh", "unga", r"大\s?会"),
    ("zh", "unsc", r"安全理事会"),
    ("zh", "ecosoc", r"经济及社会理事会"),
    ("zh", "unhrc", r"人权理事会"),
    ("ar", "unga", r"إن الجمعية العامة"),
    ("ar", "unsc", r"إن مجلس الأمن"),
    ("ar", "ecosoc", r"إن المجلس الاقتصادي والاجتماعي"),
    ("ar", "unhrc", r"إن مجلس حقوق الإنسان"),
)
_FORMULAS = tuple(
    (re.compile(rf"{pattern}(?: of the [\w ]{{3,60}})?\s?[,，،.]?"), Formula(body, language))
    for language, body, pattern in _BODIES
)
_INITIALS = frozenset(pattern[0] for _, _, pattern in _BODIES)  # most paragraphs are told by their first letter
_ANY_FORMULA = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _FORMULAS))


def formula(text: str) -> Formula | None:
    """The body and language if the whole paragraph is the formula that opens a preamble.

    >>> formula("The General Assembly,")
    Formula(body='unga', language='en')
    """
    if len(text) > 120 or text.lstrip()[:1] not in _INITIALS:
        return None
    plain = " ".join(fold(text).split())
    if not _ANY_FORMULA.fullmatch(plain):
        return None
    return next((found for pattern, found in _FORMULAS if pattern.fullmatch(plain)), None)


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title: the number before it (``67/225``, ``1325 (2000)``) and the words after it."""

    number: str
    words: str


# "67/225. Industrial development cooperation", "S-27/2. …", "2626 (XXV). International …", "217 (III). …"
_TITLE = re.compile(
    r"(?P<number>(?:(?:S|ES|EM|SS)-)?\d{1,4}/\d{1,3}|S/\d{1,2}-\d{1,3}|\d{1,4}(?:\s[A-Z]{1,2})?\.?\s?\((?:ES-|S-)?[IVXLC]{1,8}\))"
    r"(?:\s(?P<part>[A-Z]{1,2}(?:\s?[-–]\s?[A-Z]{1,2}| and [A-Z])?))?"
    r"(?:\s?[.．]\s*|\s?\t\s*|\s[-–—]\s)(?P<words>\S.{0,600})?",
    re.DOTALL,
)
# "Resolution 1325 (2000)", "第2504(2020)号决议"
_NUMBERED = re.compile(
    r"(?:Resolution|Résolution|Resolución|Резолюция|القرار)\s(?P<number>\d{1,4}\s?\((?:19|20)\d\d\))"
    r"|第\s?(?P<zh>\d{1,4}\s?\((?:19|20)\d\d\))\s?号决议",
    re.IGNORECASE,
)


def title_line(text: str) -> Title | None:
    """The number and title that a line prints, or ``None``.

    >>> title_line("67/225. Industrial development cooperation")
    Title(number='67/225', words='Industrial development cooperation')
    """
    text = text.strip()
    match = _TITLE.fullmatch(text[:700])
    if match:
        part = f" {match['part']}" if match["part"] else ""
        return Title(match["number"] + part, " ".join((match["words"] or "").split()))
    match = _NUMBERED.fullmatch(text[:80])
    return Title(match["number"] or match["zh"], "") if match else None


_ADOPTED = re.compile(
    r"\b(?:adopted|adoptée|adoptada|aprobada|принятая)\b|^Резолюция,|决议|大会.{0,40}通过|القرار الذي اتخذ|اتخذ|通过",
    re.IGNORECASE,
)
_SPOKEN = {
    "unga": r"General Assembly|Assemblée générale|Asamblea General|Генеральн\w+ Ассамбле|大会|الجمعية العامة",
    "unsc": r"Security Council|Conseil de sécurité|Consejo de Seguridad|Совет\w* Безопасности|安全理事会|مجلس الأمن",
    "ecosoc": r"Economic and Social Council|Conseil économique et social|Consejo Económico y Social"
    r"|Экономическ\w+ и Социальн\w+ Совет|经济及社会理事会|المجلس الاقتصادي والاجتماعي",
    "unhrc": r"Human Rights Council|Conseil des droits de l.homme|Consejo de Derechos Humanos"
    r"|Совет\w* по правам человека|人权理事会|مجلس حقوق الإنسان",
    "unchr": r"Commission on Human Rights",
    "unea": r"United Nations Environment Assembly",
}
_AGENDA = re.compile(
    r"(?:^|\bsession\s)(?:Agenda items?|Points? (?:\w{1,8} ){0,3}de l.ordre du jour|Points? \d"
    r"|Temas? (?:\w{1,8} ){0,3}del programa|Temas? \d|Пункты?|议程项目|البند|البنود)\s*(?P<items>.{0,120})",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,3}(?:\s\([a-z]{1,2}\)(?:\s?(?:,|and|et|y|to|à|a)\s\([a-z]{1,2}\))*)?")
_REPORT = re.compile(
    r"^[\[［](?:on the report|sur (?:le )?rapport|sobre la base del informe|по докладу|根据|بناء على تقرير)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"^[\[［].*[\]］]$", re.DOTALL)
_MEETING = re.compile(
    r"\b(?:[a-z]{3,10}[- ](?:and )?){0,3}(?:first|second|third|[a-z]{2,9}th)\splenary\smeeting"
    r"|\d{1,5}(?:st|nd|rd|th)\s(?:\((?:resumed|closed)\)\s)?(?:plenary\s|closed\s)?meeting|\d{1,5}\s?[eᵉ]\s?séance(?:\splénière)?"
    r"|\d{1,5}ª?\s?sesión(?:\splenaria)?|\d{1,5}-е\s(?:пленарное\s)?заседание|第\s?\d{1,5}\s?次(?:全体)?会议|الجلسة(?:\sالعامة)?\s\d{1,5}",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"^\[?\s?(?:Adopted|Resolution adopted) (?:without a vote|by (?:a )?(?:recorded|roll-call) vote)"
    r"|^(?:Ad[ao]pted|Approved) (?:unanimously,? |by consensus )?(?:without a vote,? )?at (?:the|its) (?:resumed )?"
    r"[\w\] ]{1,10} (?:\(closed\) )?me?e?ting",
    re.IGNORECASE,
)
_LINE = 400  # characters that a cover or closing line is looked at for; a list of voters may be longer


def meeting_in(text: str) -> str | None:
    """The meeting that a line names (``61st plenary meeting``), or ``None``."""
    match = _MEETING.search(text[:_LINE])
    return " ".join(match.group().split()) if match else None


def closing(text: str, dated: bool = True) -> bool:
    """Whether a paragraph belongs to the closing lines: the meeting, the vote, or (``dated``) a date alone."""
    plain = " ".join(fold(text[:_LINE]).split())
    if len(plain) <= 120 and re.sub(r"^\W+", "", plain):
        match = _MEETING.match(plain)
        if match:
            return True
        if dated and len(plain) < 40 and re.match(r"\d{1,4}(?!\d|\s?\(|\s?[-–—/])", plain) and first_date(plain):
            return True
    return bool(_RESULT.match(plain))


_COUNTS = re.compile(r"vote of (\d{1,3}) to (\d{1,3}|none)(?:,? with (\d{1,3}|no) abstentions?)?", re.IGNORECASE)
_VOTERS = re.compile(r"(In favour|Against|Abstaining|Abstentions?)\s?:\s?", re.IGNORECASE)
# a comma, or the last "and"; not the one inside a State's own name
_BETWEEN_STATES = re.compile(
    r",\s(?:and\s)?|;\s|(?<!Bosnia)(?<!Antigua)(?<!Trinidad)(?<!Tome)(?<!Kitts)\sand\s(?=[A-Z][^,]*$)"
)
_CHOICES = {"in": "in favour", "ag": "against", "ab": "abstaining"}


def voters(text: str) -> bool:
    """Whether a paragraph goes on with a list of voters: "Against:", or names of States.

    >>> voters("In favour:"), voters("Albania, Argentina, Armenia"), voters("1. Decides to act;")
    (True, True, False)
    """
    plain = text.strip(" .]")
    return bool(_VOTERS.match(plain) or (plain[:1].isupper() and re.fullmatch(r"[^.;:]{3,4000}", plain)))


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def vote_in(text: str) -> Vote | None:
    """How the closing lines say a text was adopted, with each State's vote where they are listed.

    >>> vote_in("[Adopted without a vote.]").outcome
    'without a vote'
    """
    plain = " ".join(fold(text).split())
    if re.search(r"adopted without a vote", plain, re.IGNORECASE):
        return Vote("without a vote")
    counts = _COUNTS.search(plain)
    if not counts:
        return None
    pieces = _VOTERS.split(plain)
    states = tuple(
        (state.strip(" .]"), _CHOICES[choice[:2].lower()])
        for choice, names in zip(pieces[1::2], pieces[2::2], strict=False)
        for state in _BETWEEN_STATES.split(names.strip())
        if state.strip(" .]")
    )
    return Vote("recorded vote", _count(counts[1]), _count(counts[2]), _count(counts[3]), states)


@dataclass(frozen=True, slots=True)
class Cover:
    """What could be read; the fields of `loaders.records.Document`, absent where not printed."""

    symbol: Symbol | None = None
    body: str | None = None
    kind: Kind = Kind.DOCUMENT
    title: str | None = None
    adopted: date | None = None
    published: date | None = None
    meeting: str | None = None
    agenda_items: tuple[str, ...] = ()
    report: str | None = None
    draft: str | None = None


_STEMS = {
    "unga": "A/{kind}/",
    "unsc": "S/RES/",
    "ecosoc": "E/{kind}/",
    "unhrc": "A/HRC/{kind}/",
    "unchr": "E/CN.4/{kind}/",
}


def _symbol_of(number: str, body: str | None, decision: bool) -> Symbol | None:
    """The symbol that a printed number means in the mouth of one body."""
    if body == "unea":
        session, _, item = number.partition("/")
        text = f"UNEP/EA.{session}/{'Dec' if decision else 'Res'}.{item}"
    else:
        text = _STEMS.get(body or "", "").format(kind="DEC" if decision else "RES") + number
    try:
        found = Symbol.parse(text)
    except InvalidSymbol:
        return None
    return found if found.kind is not Kind.DOCUMENT else None


def _adoption(lines: list[str]) -> tuple[str | None, date | None, bool]:
    """Body, date, and whether it is a decision, of the line "Resolution adopted by the … on …"."""
    for line in lines:
        if not _ADOPTED.search(line) or _BRACKET.match(line):
            continue
        body = next((name for name, words in _SPOKEN.items() if re.search(words, line, re.IGNORECASE)), None)
        if body:
            return (
                body,
                first_date(line),
                bool(re.match(r"decisions?\b|décision|decisión|решение", line, re.IGNORECASE)),
            )
    return None, None, False


_SYMBOL_LINE = re.compile(r"[A-Z]{1,8}(?:/[\w.()-]+){1,8}\*{0,2}")


def _issued(heads: list[str]) -> date | None:
    """The date of distribution: the first that a running head prints by itself."""
    return next((found for line in heads if len(line) < 80 and (found := first_date(line))), None)


def _distributed(cover: list[str]) -> date | None:
    """The date that stands alone under the symbol or under "Distr." on the cover."""
    for at, line in enumerate(cover):
        if len(line) < 30 and re.match(r"\d", line) and (found := first_date(line)):
            above = cover[max(0, at - 3) : at]
            if any(text.startswith("Distr") or _SYMBOL_LINE.fullmatch(text) for text in above):
                return found
    return None


def _basis(lines: list[str]) -> tuple[str | None, str | None]:
    """Report and draft that the bracketed line names: "[on the report of … (A/67/441/Add.2)]"."""
    for line in lines:
        if _BRACKET.match(line):
            symbols = [str(found.symbol) for found in Symbol.find(line)]
            if symbols:
                drafts = [symbol for symbol in symbols if "/L." in symbol]
                reports = [symbol for symbol in symbols if "/L." not in symbol] if _REPORT.match(line) else []
                return next(iter(reports), None), next(iter(drafts), None)
    return None, None


def _agenda(lines: Iterable[str]) -> tuple[str, ...]:
    for line in lines:
        match = _AGENDA.search(line)
        if match:
            items = _ITEM.findall(fold(match["items"]))
            if items:
                return tuple(" ".join(item.split()) for item in items)
    return ()


def _head_symbol(heads: Iterable[str], own_only: bool) -> Symbol | None:
    found = [item.symbol for line in heads for item in Symbol.find(line)]
    own = [symbol for symbol in found if symbol.kind is not Kind.DOCUMENT]
    return next(iter(own or ([] if own_only else found)), None)


def read_cover(lines: Iterable[str], heads: Iterable[str], title: Title | None, spoken: Formula | None) -> Cover:
    """Read the cover lines, the running heads and the formula together.

    Parameters
    ----------
    lines
        The paragraphs before the formula, the title's included, in order.
    heads
        The lines of headers, footers and first-page tables, in order.
    title, spoken
        The title line and the opening formula, where there are any.

    """
    cover, running = [" ".join(line.split()) for line in lines], [" ".join(line.split()) for line in heads]
    body, adopted, decision = _adoption(cover)
    body = body or (spoken.body if spoken else None)
    symbol = _head_symbol(running, own_only=False) or _head_symbol(
        (line for line in cover if not _BRACKET.match(line)), own_only=True
    )
    named = _symbol_of(title.number, body, decision) if title else None
    symbol = named if named and (not symbol or symbol.kind is Kind.DOCUMENT) else symbol or named
    report, draft = _basis(cover)
    meeting = next((found for line in cover if (found := meeting_in(line))), None)
    return Cover(
        symbol,
        (symbol.body if symbol else None) or body,
        symbol.kind if symbol else Kind.RESOLUTION if spoken else Kind.DOCUMENT,
        (title.words or None) if title else None,
        adopted,
        _issued(running) or _distributed(cover),
        meeting,
        _agenda([*cover, *running]),
        report,
        draft,
    )
