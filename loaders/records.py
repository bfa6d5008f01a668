"""The records that everything is said in: frozen, neutral, without any format's trace.

A reader makes a `Document` of `Part` objects; the reference finder adds `Reference` objects; the
graph reads both. Offsets are counted in Unicode code points of ``Part.text``, half-open.

Parts are named as the field names them::

    cover  pp1 pp2 …  op1 op1(a) op1(a)(i) …  h1 h2 …(headings)  closing
    annex1  annex1/pp1  annex1/op3  annex1/p2 (an unnumbered paragraph)  annex1/h1
    p1 p2 … (paragraphs of a text that is neither preambular nor operative)
    fn5 (footnote 5)
    A/pp1  B/op2 (parts of a text that holds several resolutions: the part letter leads)
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "Document",
    "Kind",
    "Link",
    "Mark",
    "Part",
    "PartKind",
    "PartialDate",
    "Problem",
    "Reference",
    "Section",
    "Source",
    "Status",
    "Subject",
    "Vote",
]


class Kind(StrEnum):
    """What is cited (and, for the first four, what cites)."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    STATEMENT = "statement"
    DOCUMENT = "document"
    TREATY = "treaty"
    INSTRUMENT = "instrument"
    EVENT = "event"
    ARTICLE = "article"


class Section(StrEnum):
    """The large divisions of a document, in their printed order."""

    COVER = "cover"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    ANNEX = "annex"
    CLOSING = "closing"


class PartKind(StrEnum):
    """What a part is, inside its section."""

    COVER = "cover"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ANNEX = "annex"
    FOOTNOTE = "footnote"
    CLOSING = "closing"


class Status(StrEnum):
    """How far a reference could be resolved; every status but the first has a reason."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    CONTEXTUAL = "contextual"
    GENERIC = "generic"
    UNKNOWN = "unknown"


_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to a day, a month, a year or a range of days: two inclusive bounds.

    >>> PartialDate.parse("1994-12").latest
    datetime.date(1994, 12, 31)
    >>> str(PartialDate.parse("2012-06-20/2012-06-22"))
    '2012-06-20/2012-06-22'
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"a date that ends before it begins: {self.earliest} to {self.latest}")

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """The partial date of a year, a month or a day; ``ValueError`` if there is no such day."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the EDTF spelling that ``str`` gives: ``Y``, ``Y-M``, ``Y-M-D`` or ``D/D``."""
        bounds: list[PartialDate] = []
        for half in text.split("/"):
            match = _EDTF.fullmatch(half)
            if not match:
                raise ValueError(f"not an EDTF date: {text!r}; expected YYYY, YYYY-MM, YYYY-MM-DD or two of them")
            bounds.append(cls.of(*(int(group) for group in match.groups() if group)))
        return cls(bounds[0].earliest, bounds[-1].latest)

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if self == PartialDate.of(first.year):
            return f"{first.year:04}"
        if self == PartialDate.of(first.year, first.month):
            return first.isoformat()[:7]
        return f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's bytes came from.

    ``file`` is the name shown to people: the path, or the member's name inside an archive.
    ``location`` is the full address (``archive.zip!/inner/name.xml`` for a member, or a URL).
    """

    file: str
    location: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about an input that its user should know, though it could be read."""

    code: str
    message: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """How a text was adopted; counts are ``None`` where the source has none.

    ``outcome`` is ``"without a vote"`` or ``"recorded vote"``; ``states`` pairs a State's name as
    printed with ``"in favour"``, ``"against"`` or ``"abstaining"``.
    """

    outcome: str
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    states: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading: ``scheme`` is ``unbis``, ``sdg`` or ``eurovoc``; ``uri`` is the scheme's own."""

    scheme: str
    uri: str
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: it stands before the character at ``offset`` and is no part of the text."""

    offset: int
    marker: str
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink that the publisher set on ``text[start:end]``; ``target`` is the symbol it names."""

    start: int
    end: int
    href: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, heading, table cell or footnote, with its text as printed, marks taken out.

    ``place`` is the source's own identifier (the AKN ``eId``), ``label`` the printed number
    (``"17."``, ``"(a)"``), ``parent`` the id of the part that holds this one (a footnote's parent
    is the part that carries its mark), ``lead`` the italic lead words where the source marks them.
    """

    id: str
    kind: PartKind
    section: Section
    text: str
    place: str | None = None
    label: str = ""
    parent: str | None = None
    lead: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One citing part to one cited thing, of one relation, in one place.

    ``part`` is the part whose text ``[start:end)`` selects ``text``: a paragraph, or a footnote
    (``fn5``) that stands behind no phrase of its paragraph. ``paragraph`` is always the citing
    paragraph. ``note`` is the footnote's marker, and ``note_part`` with ``note_start:note_end`` the
    words in it that say what is cited, where a phrase of the paragraph is the first evidence.
    ``target`` is a canonical UN symbol or ``None``; ``cited`` names whatever is cited, UN symbol or
    not (``sales:E.02.II.A.7``, ``unts:1771/30822``, ``unfccc:1/CP.21``, ``who:WHA72.5``,
    ``charter:73``), or is ``None``. ``reason`` is empty only for a resolved reference.
    """

    part: str
    paragraph: str
    place: str
    section: Section
    start: int
    end: int
    text: str
    verb: str
    relation: str
    kind: Kind
    note: str | None = None
    note_part: str | None = None
    note_start: int | None = None
    note_end: int | None = None
    target: str | None = None
    cited: str | None = None
    target_part: str | None = None
    instrument: str | None = None
    date: PartialDate | None = None
    subject: str | None = None
    status: Status = Status.RESOLVED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text in one language. What the source does not say is ``None`` or empty.

    ``symbol`` is canonical (`Symbol`), ``body`` a body registry id (``unga``), ``session`` the
    session's printed form in the symbol (``67``, ``ES-10``, ``XXV``) and ``meeting`` the words or
    the symbol of the record (``61st plenary meeting``, ``A/67/PV.61``). ``report`` and ``draft``
    are canonical symbols. ``aliases`` are other symbols of the same text (after a renumbering), and
    ``renumbered`` pairs the old and the new symbol of another text that this one says was renumbered
    ("Resolution 75/245 … becomes resolution 75/245 A", printed in 75/245 B).
    """

    symbol: str | None
    kind: Kind
    language: str
    source: Source
    parts: tuple[Part, ...] = field(repr=False)
    body: str | None = None
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
    aliases: tuple[str, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
