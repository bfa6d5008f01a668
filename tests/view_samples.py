"""Lineages made by hand for the tests of the view: the owner's sample, a crowded text, a bare one, a hostile one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.lineage import Lineage
from loaders.records import (
    Document,
    Kind,
    Mark,
    Part,
    PartialDate,
    PartKind,
    Reference,
    Section,
    Source,
    Status,
    Vote,
)
from loaders.symbols import Symbol

SOURCE = Source("sample.txt", "sample.txt", "text/plain", "0" * 64)


@dataclass
class Draft:
    """A document while a test writes it: paragraphs, then what they cite, found by its words."""

    symbol: str
    title: str | None = None
    adopted: date | None = None
    language: str = "en"
    parts: list[Part] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def say(self, part: str, text: str, *, notes: dict[str, str] | None = None) -> Draft:
        """Add a paragraph; ``notes`` maps the words before a mark to its marker."""
        kinds = {"p": PartKind.PREAMBULAR, "o": PartKind.OPERATIVE, "f": PartKind.FOOTNOTE}
        section = Section.OPERATIVE if part.startswith("op") else Section.PREAMBLE
        marks = tuple(
            Mark(text.index(words) + len(words), marker, f"fn{marker}") for words, marker in (notes or {}).items()
        )
        label = f"{part[2:]}." if part.startswith("op") else ""
        self.parts.append(Part(part, kinds[part[0]], section, text, label=label, marks=marks))
        return self

    def cite(self, part: str, words: str, relation: str, target: str | None, **more: object) -> Draft:
        """Add a reference from the first occurrence of ``words``; ``note`` may name a footnote and its words."""
        text = self._text(part)
        start = text.index(words)
        note = more.pop("note", None)
        if isinstance(note, tuple):
            note, note_words = note
            at = self._text(f"fn{note}").index(note_words)
            more |= {"note": note, "note_part": f"fn{note}", "note_start": at, "note_end": at + len(note_words)}
        symbol = Symbol.parse(target) if target is not None and ":" not in target else None
        more.setdefault("kind", symbol.kind if symbol else Kind.INSTRUMENT)
        if "date" in more:
            more["date"] = PartialDate.parse(str(more["date"]))
        if target is None:
            more.setdefault("status", Status.UNKNOWN)
            more.setdefault("reason", "no register names it")
        section = Section.OPERATIVE if part.startswith("op") else Section.PREAMBLE
        self.references.append(
            Reference(
                part=part,
                paragraph=part,
                place=part,
                section=section,
                start=start,
                end=start + len(words),
                text=words,
                verb=relation.title(),
                relation=relation,
                target=target if symbol else None,
                cited=target,
                **more,  # type: ignore[arg-type]
            )
        )
        return self

    def _text(self, part: str) -> str:
        return next(each.text for each in self.parts if each.id == part)

    def done(self) -> Document:
        return Document(
            symbol=self.symbol,
            kind=Symbol.parse(self.symbol).kind,
            language=self.language,
            source=SOURCE,
            parts=tuple(self.parts),
            references=tuple(self.references),
            title=self.title,
            adopted=self.adopted,
            body=Symbol.parse(self.symbol).body,
            vote=Vote("without a vote"),
            session="67",
            meeting="61st plenary meeting",
            report="A/67/441/Add.2",
        )


SERIES = (
    ("49/108", "1994-12-19", "19 December 1994"),
    ("51/170", "1996-12-16", "16 December 1996"),
    ("53/177", "1998-12-15", "15 December 1998"),
    ("55/187", "2000-12-20", "20 December 2000"),
    ("57/243", "2002-12-20", "20 December 2002"),
    ("59/249", "2004-12-22", "22 December 2004"),
    ("61/215", "2006-12-20", "20 December 2006"),
    ("63/231", "2008-12-19", "19 December 2008"),
    ("65/175", "2010-12-20", "20 December 2010"),
)


def owner() -> Lineage:
    """The owner's A/RES/67/225, read by hand: nine predecessors, instruments, events, a report."""
    subject = "industrial development cooperation"
    printed = ", ".join(f"{number} of {day}" for number, _, day in SERIES[:-1])
    text = Draft("A/RES/67/225", "Industrial development cooperation", date(2012, 12, 21))
    text.say(
        "pp1",
        f"Recalling its resolutions {printed} and 65/175 of 20 December 2010 on {subject}, and its resolution 65/151 "
        "of 20 December 2010 designating 2012 as the International Year of Sustainable Energy for All,",
    )
    for number, day, _ in SERIES:
        text.cite("pp1", number, "recalls", f"A/RES/{number}", date=day, subject=subject)
    text.cite("pp1", "65/151", "recalls", "A/RES/65/151", date="2010-12-20")
    text.say("fn1", "Resolution 55/2.").say(
        "fn2",
        "Report of the International Conference on Financing for Development, Monterrey, Mexico, 18-22 March 2002 "
        "(United Nations publication, Sales No. E.02.II.A.7), chap. I, resolution 1, annex.",
    )
    text.say("fn3", "Report of the World Summit on Sustainable Development (Sales No. E.03.II.A.1), chap. I, annex.")
    text.say("fn4", "Resolution 60/1.").say("fn5", "Resolution 66/288, annex.").say("fn6", "See A/67/223.")
    text.say("fn7", "A/57/304, annex.")
    pp2 = (
        "Recalling also the United Nations Millennium Declaration, the Monterrey Consensus of the International "
        "Conference on Financing for Development and the Plan of Implementation of the World Summit on Sustainable "
        "Development (Johannesburg Plan of Implementation),"
    )
    text.say("pp2", pp2, notes={"Declaration,": "1", "Financing for Development": "2", "Implementation),": "3"})
    named = {"kind": Kind.INSTRUMENT}
    text.cite(
        "pp2", "United Nations Millennium Declaration", "recalls", "A/RES/55/2", note=("1", "Resolution 55/2"), **named
    )
    text.cite(
        "pp2",
        "Monterrey Consensus",
        "recalls",
        "sales:E.02.II.A.7",
        note=("2", "Sales No. E.02.II.A.7"),
        date="2002-03",
        target_part="chap. I, resolution 1, annex",
    )
    text.cite(
        "pp2",
        "Johannesburg Plan of Implementation",
        "recalls",
        "sales:E.03.II.A.1",
        note=("3", "Sales No. E.03.II.A.1"),
        date="2002-09",
    )
    text.say(
        "pp3",
        "Recalling further the 2005 World Summit Outcome and its resolution 60/265 of 30 June 2006 on the follow-up "
        "to the development outcome of the 2005 World Summit, including the Millennium Development Goals,",
        notes={"Summit Outcome": "4"},
    )
    text.cite("pp3", "2005 World Summit Outcome", "recalls", "A/RES/60/1", note=("4", "Resolution 60/1"), **named)
    text.cite("pp3", "60/265", "recalls", "A/RES/60/265", date="2006-06-30")
    text.cite("pp3", "Millennium Development Goals", "recalls", "instrument:millennium-development-goals")
    text.say(
        "pp4",
        "Recalling the United Nations Conference on Sustainable Development, held in Rio de Janeiro, Brazil, from 20 "
        'to 22 June 2012, and its outcome document, entitled "The future we want",',
        notes={'want",': "5"},
    )
    text.cite(
        "pp4",
        "United Nations Conference on Sustainable Development",
        "recalls",
        "event:un-conference-on-sustainable-development",
        kind=Kind.EVENT,
        date="2012-06-20/2012-06-22",
    )
    text.cite("pp4", "The future we want", "recalls", "A/RES/66/288", note=("5", "66/288, annex"), **named)
    text.say(
        "pp7",
        "Recalling the high-level plenary meeting of the General Assembly on the Millennium Development Goals and its "
        "resolution 65/1 of 22 September 2010, by which the Assembly adopted the outcome document of the meeting,",
    )
    text.cite(
        "pp7",
        "high-level plenary meeting of the General Assembly on the Millennium Development Goals",
        "recalls",
        "event:high-level-plenary-meeting-mdg",
        kind=Kind.EVENT,
    )
    text.cite("pp7", "65/1", "recalls", "A/RES/65/1", date="2010-09-22")
    text.say(
        "op1",
        "Takes note with appreciation of the report of the Director General of the United Nations Industrial "
        "Development Organization;",
        notes={"Organization;": "6"},
    )
    text.cite("op1", "report of the Director General", "takesNote", "A/67/223", note=("6", "A/67/223"))
    text.say(
        "op19",
        "Welcomes the ongoing support of the United Nations Industrial Development Organization for the New "
        "Partnership for Africa's Development, the African Agribusiness and Agro-industries Development Initiative, "
        "the Pharmaceutical Manufacturing Plan for Africa and other programmes of the African Union;",
        notes={"Africa's Development,": "7"},
    )
    text.cite("op19", "New Partnership for Africa's Development", "welcomes", "A/57/304", note=("7", "A/57/304, annex"))
    text.cite("op19", "African Agribusiness and Agro-industries Development Initiative", "welcomes", None)
    text.cite("op19", "Pharmaceutical Manufacturing Plan for Africa", "welcomes", None)
    text.say(
        "op23",
        "Calls upon the Organization to play an active role in implementing the quadrennial comprehensive policy "
        "review and General Assembly resolution 64/289 of 2 July 2010 on system-wide coherence;",
    )
    text.cite("op23", "64/289", "callsForImplementation", "A/RES/64/289", date="2010-07-02")
    text.say("op25", "Recalls in this regard the celebration of the Vienna Energy Forum 2011;")
    text.cite(
        "op25", "Vienna Energy Forum 2011", "recalls", "event:vienna-energy-forum-2011", kind=Kind.EVENT, date="2011"
    )
    return Lineage.of([text.done()])


RELATIONS = (
    "recalls",
    "reaffirms",
    "takesNote",
    "welcomes",
    "endorses",
    "guidedBy",
    "callsForImplementation",
    "mentions",
)


def crowded(count: int = 60) -> Lineage:
    """One text of so many references: bodies, years, relations and kinds mixed, several to one work."""
    text = Draft("A/RES/75/260", "A text that recalls a great deal", date(2020, 12, 31))
    for n in range(count):
        target, kind = _target(n)
        words = f"the thing numbered {n}"
        part = f"pp{n // 3 + 1}"
        if n % 3 == 0:
            said = ", ".join(f"the thing numbered {m}" for m in range(n, n + 3))
            text.say(part, f"Recalling {said}, and what follows from them for the work of the Organization,")
        text.cite(part, words, RELATIONS[n * 7 % len(RELATIONS)], target, **kind)
    return Lineage.of([text.done()])


def _target(n: int) -> tuple[str, dict[str, object]]:
    year = 1946 + (n * 37) % 75
    if n % 10 == 9:
        return f"event:conference-{n}", {"kind": Kind.EVENT, "date": str(max(year, 1972))}
    if n % 10 == 8:
        return f"instrument:convention-{n}", {"kind": Kind.INSTRUMENT, "date": str(year)}
    if n % 10 == 7:
        return f"A/{55 + n % 20}/{100 + n}", {}
    if n % 10 == 6:
        return f"S/RES/{1300 + n * 17}({2000 + n % 20})", {}
    if n % 10 == 5:
        return f"E/RES/{2000 + n % 20}/{n}", {}
    return f"A/RES/{50 + n * 3 % 25}/{100 + n}", {}


def family(size: int = 40) -> Lineage:
    """A set of texts that cite each other: series of twenty over forty years, and what they lean on."""
    drafts: list[Document] = []
    for n in range(size):
        year, row = 1980 + n % 40 // 2 * 2, n % 2 + n // 40 * 2
        symbol = f"A/RES/{year - 1945}/{100 + row}"
        title = ("Oceans and the law of the sea", "Rights of the child")[row] if row < 2 else f"Question number {row}"
        text = Draft(symbol, title, date(year, 12, 10))
        text.say("pp1", "Recalling its earlier resolutions, the first and the second of them and the Convention,")
        for back, words in ((1, "the first"), (2, "the second")):
            if year - 2 * back >= 1980:
                older = f"A/RES/{year - 2 * back - 1945}/{100 + row}"
                text.cite("pp1", words, ("recalls", "reaffirms")[back - 1], older, subject=text.title)
        text.cite("pp1", "the Convention", "guidedBy", f"unts:{1800 + row}/1", kind=Kind.TREATY, date=str(1982 + row))
        drafts.append(text.done())
    return Lineage.of(drafts)


def alike() -> Lineage:
    """A held text that nobody cites, and documents with the same figures that are cited often."""
    text = Draft("A/RES/72/99", "A text", date(2017, 12, 7))
    text.say("pp1", "Taking note of the first report, of the second report and once more of the first report,")
    text.cite("pp1", "the first report", "takesNote", "A/72/99").cite(
        "pp1", "the second report", "mentions", "A/72/992"
    )
    return Lineage.of([text.cite("pp1", "first report", "mentions", "A/72/99").done()])


def bare() -> Lineage:
    """A text that cites nothing."""
    text = Draft("A/RES/50/1", "A text that cites nothing", date(1995, 10, 1))
    return Lineage.of([text.say("pp1", "Mindful of the work that is before it,").done()])


RTL, OVERRIDE = "قرار الجمعية العامة", "\N{RIGHT-TO-LEFT OVERRIDE}gnp.elif\N{POP DIRECTIONAL FORMATTING}"
MARKUP = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "'\"`${document.title='owned'}`<!--<script>",
    "javascript:document.title='owned'",
    f"{RTL} {OVERRIDE}",
    "\x00\x07\x1b[31m\x85\u2028\u2029\ufffe\ud800",
    "𝄞 clef, 汉字, עברית",
)
"""Texts that would break a page that pastes them in; each becomes a title, a paragraph and a name."""


def hostile() -> Lineage:
    """Titles, paragraphs, names, subjects and reasons made of `MARKUP`."""
    documents = []
    for n, words in enumerate(MARKUP):
        text = Draft(f"A/RES/60/{n + 1}", words, date(2005, 12, n + 1))
        text.say("pp1", f"Recalling {words} and 𝄞 again {words} the end,")
        text.cite("pp1", words, "recalls", f"instrument:{words[:9]}", subject=words, date="2001")
        text.cite("pp1", f"again {words}", words[:9], "A/RES/60/1")
        text.cite("pp1", "the end", "mentions", None, reason=words)
        documents.append(text.done())
    return Lineage.of(documents)
