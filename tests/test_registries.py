"""The registries hold what they promise: every row keeps its schema, its example runs, nothing clashes."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.records import Kind, Status
from loaders.registries import bodies, comments, instruments, relations, roots, sessions
from loaders.symbols import Symbol, fold
from tests.texts import found

VOCABULARY = [
    "recalls", "reaffirms", "reiterates", "welcomes", "takesNote", "considers", "guidedBy", "actsUnder",
    "hasConsidered", "endorses", "adopts", "extends", "amends", "supersedes", "revokes", "corrects",
    "callsForImplementation", "requests", "mentionsWithConcern", "establishedBy", "extendedBy", "amendedBy", "mentions",
]  # fmt: skip
CITO = {
    "agreesWith", "cites", "citesAsAuthority", "citesForInformation", "confirms", "corrects", "discusses",
    "obtainsBackgroundFrom", "retracts", "reviews", "supports", "updates",
}  # fmt: skip
LANGUAGES = {"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Arabic": "ar", "Chinese": "zh"}


# --- relations -----------------------------------------------------------------------------------


def test_the_vocabulary_of_relations_is_closed() -> None:
    assert sorted(row.id for row in relations.relations()) == sorted(VOCABULARY)


@pytest.mark.parametrize("row", relations.relations(), ids=lambda row: row.id)
def test_a_relation_says_what_it_means_to_people_and_machines(row: relations.Relation) -> None:
    assert row.label and row.comment.endswith(".")
    prefix, _, term = row.cito.partition(":")
    assert prefix == "cito" and term in CITO
    assert all(re.fullmatch(r"[a-z]+:\w+", other) for other in row.others)


@pytest.mark.parametrize(
    ("language", "text", "verb", "relation"),
    [
        pytest.param(language, text, verb, row.id, id=f"{language}-{text[:30]}")
        for row in relations.relations()
        for language, examples in row.examples.items()
        for text, verb in examples
    ],
)
def test_every_example_of_a_verb_is_read(language: str, text: str, verb: str, relation: str) -> None:
    lead = relations.lead(text, language)
    assert lead and (lead.verb, lead.relation) == (verb, relation)


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_cue_alone_is_read_as_its_relation(language: str) -> None:
    """A cue that another cue hides could never be found."""
    for row in relations.relations():
        for cue in row.cues.get(language, ()):
            lead = relations.lead(cue.text, language)
            assert lead, cue
            assert (lead.relation, lead.end) == (row.id, len(cue.text)), cue


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_no_cue_has_two_relations(language: str) -> None:
    count = Counter(cue.text for row in relations.relations() for cue in row.cues.get(language, ()))
    assert count and max(count.values()) == 1, count.most_common(3)


LEADS = [
    # the verb stops before its preposition, as the United Nations sets it in italics
    ("Takes note of the report of the Board", "Takes note", "takesNote"),
    ("Guided by the purposes of the Charter", "Guided", "guidedBy"),
    # modifiers before, inside and behind
    ("Also takes note with appreciation of the work", "Also takes note with appreciation", "takesNote"),
    ("Calls once again upon all States", "Calls once again upon", "callsForImplementation"),
    ("Having also considered the note", "Having also considered", "hasConsidered"),
    (
        "Reaffirming also its strong condemnation of acts",
        "Reaffirming also its strong condemnation",
        "mentionsWithConcern",
    ),
    ("Continues to encourage States", "Continues to encourage", "callsForImplementation"),
    # a word behind a comma is not the verb's
    ("Recalling, in this regard, resolution 1/1", "Recalling", "recalls"),
    # concern outweighs the verb it is printed with, but what is recalled stays recalled
    ("Noting with deep regret that", "Noting with deep regret", "mentionsWithConcern"),
    ("Remaining deeply concerned at", "Remaining deeply concerned", "mentionsWithConcern"),
    ("Recalling with concern the events", "Recalling with concern", "recalls"),
    # what a decision does
    ("Decides to extend the mandate", "Decides to extend", "extends"),
    ("Decides further to renew the measures", "Decides further to renew", "extends"),
    ("Decides to continue its consideration of the item", "Decides", "mentions"),
    # the organ and the pronoun are no part of the verb
    ("We reaffirm the Agenda", "reaffirm", "reaffirms"),
    ("The Security Council recalls its resolutions", "recalls", "recalls"),
    ("“The Security Council reiterates its call for", "reiterates its call for", "reiterates"),
    # print: no-break spaces, non-breaking hyphens, British and older spellings
    ("Bearing\N{NO-BREAK SPACE}in mind the Charter", "Bearing\N{NO-BREAK SPACE}in mind", "considers"),
    ("Re\N{NON-BREAKING HYPHEN}emphasizing the need", "Re\N{NON-BREAKING HYPHEN}emphasizing", "reiterates"),
    ("Recognising the role", "Recognising", "mentions"),
]


@pytest.mark.parametrize(("text", "verb", "relation"), LEADS)
def test_a_verb_is_read_with_its_modifiers(text: str, verb: str, relation: str) -> None:
    lead = relations.lead(text)
    assert lead and (lead.verb, lead.relation) == (verb, relation)
    assert text[lead.start : lead.end] == lead.verb


def test_joined_verbs_give_both_relations() -> None:
    lead = relations.lead("Recalling and reaffirming resolution 12/34")
    assert lead and (lead.verb, lead.relation, lead.also) == ("Recalling and reaffirming", "recalls", ("reaffirms",))


@pytest.mark.parametrize(
    "text", ["", "  ", "Protection of civilians", "The report of the Board", "Resolution 70/1.", "2.", "“"]
)
def test_a_text_that_opens_with_no_verb_has_none(text: str) -> None:
    assert relations.lead(text) is None


def test_a_language_without_verbs_has_none() -> None:
    assert relations.lead("Recalling", "de") is None
    assert relations.phrases("de") == ()


@given(st.text(max_size=80), st.sampled_from(relations.languages()))
def test_whatever_the_text_the_span_selects_the_verb(text: str, language: str) -> None:
    for prefix in ("", "Recalling also ", "又回顾", "وإذ تشير "):
        whole = prefix + text
        lead = relations.lead(whole, language)
        assert lead is None or (whole[lead.start : lead.end] == lead.verb and lead.verb)


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_phrase_stands_in_its_example_and_means_one_thing(language: str) -> None:
    rows = relations.phrases(language)
    assert rows and len({row.text for row in rows}) == len(rows)
    for row in rows:
        assert row.relation in VOCABULARY or row.relation in relations.SPECIAL, row
        assert row.text in row.example.lower(), row
    assert [len(row.text) for row in rows] == sorted((len(row.text) for row in rows), reverse=True)


PHRASES = {
    "pursuant to": "actsUnder",
    "as mandated in": "actsUnder",
    "established by": "establishedBy",
    "most recently extended in": "extendedBy",
    "as amended by": "amendedBy",
    "and reaffirming": "reaffirms",
    "in violation of": "mentionsWithConcern",
    "implementation of": "describes",
    "contained in": "inherit",
}


@pytest.mark.parametrize(("text", "relation"), PHRASES.items())
def test_phrases_before_a_citation(text: str, relation: str) -> None:
    assert {row.text: row.relation for row in relations.phrases()}[text] == relation


# Counted by occurrence. The Chinese rows hold many verbs cut in two by their markup.
COVERED = {"English": 0.99, "French": 0.99, "Spanish": 0.99, "Russian": 0.97, "Arabic": 0.98, "Chinese": 0.88}


@pytest.mark.shared
@pytest.mark.parametrize(("name", "least"), COVERED.items())
def test_the_counted_verbs_of_real_resolutions_are_known(shared: Path, name: str, least: float) -> None:
    read = same = total = 0
    with (shared / "data/registries/lead_verbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["lang"] == name:
                count, text = int(row["count"]), row["lead"].strip()
                lead = relations.lead(text, LANGUAGES[name])
                total, read = total + count, read + count * (lead is not None)
                same += count * (lead is not None and lead.verb == text)
    print(f"{name}: {read / total:.2%} of {total} verbs read, {same / total:.2%} to the last word")
    assert read / total >= least


# --- bodies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", bodies.bodies(), ids=lambda body: body.id)
def test_a_body_has_a_name_a_source_and_a_way_to_be_cited(body: bodies.Body) -> None:
    assert body.name and body.source
    assert body.symbols == bool(body.resolution)
    assert body.symbols != bool(body.namespace)
    assert any(name in body.example for name in body.names["en"]), body.example


_OF_NUMBERS = [body for body in bodies.bodies() if re.search(r"\d", body.example) and body.id != "ilo"]


@pytest.mark.parametrize("body", _OF_NUMBERS, ids=lambda body: body.id)
def test_the_number_in_the_example_of_a_body_is_its_own(body: bodies.Body) -> None:
    """The form that a row promises is read, whole, as that body's; the ILO's example is a treaty."""
    (reference,) = found(f"Recalling {body.example},")
    assert reference.status is Status.RESOLVED and reference.cited
    own = re.split(r"[{(]", body.resolution or body.namespace or "")[0].rstrip("/")
    assert reference.cited.startswith((own, *_ROOTS.get(body.id, ()))), (reference.cited, own)


_ROOTS = {"unea": ("UNEP/EA.",), "cd": ("CD/",), "iccasp": ("ICC-ASP/",)}


@pytest.mark.parametrize("language", bodies.LANGUAGES)
def test_no_name_means_two_bodies(language: str) -> None:
    pairs = bodies.aliases(language)
    assert pairs and len({name.casefold() for name, _ in pairs}) == len(
        {(name.casefold(), body) for name, body in pairs}
    )
    assert [len(name) for name, _ in pairs] == sorted((len(name) for name, _ in pairs), reverse=True)


def test_body_ids_are_unique_and_cover_every_root() -> None:
    ids = [body.id for body in bodies.bodies()]
    assert len(ids) == len(set(ids))
    assert {row for row in map(roots.body_of, ("A", "S", "E", "UNEP", "CAC", "ICC-ASP", "ECE", "NPT")) if row} <= set(
        ids
    )


PRINTED = {"session": "16", "number": "18", "year": "2005", "roman": "XXIV"}


@pytest.mark.parametrize("pattern", [p for b in bodies.bodies() for p in (b.resolution, b.decision) if p])
def test_symbol_patterns_give_symbols(pattern: str) -> None:
    symbol = Symbol.parse(pattern.format(**PRINTED))
    assert str(symbol).upper() == pattern.format(**PRINTED).upper()


def test_a_short_name_lists_whom_it_may_mean() -> None:
    assert {"unsc", "ecosoc", "unhrc"} <= set(bodies.short_names()["Council"])


# --- sessions ------------------------------------------------------------------------------------

SC_YEARS = [
    (1, 1946), (15, 1946), (16, 1947), (132, 1959), (242, 1967), (338, 1973), (687, 1991), (1325, 2000), (1540, 2004),
    (2254, 2015), (2334, 2016), (2615, 2021), (2616, 2022), (2672, 2023), (2721, 2023), (2722, 2024), (2767, 2024),
    (2768, 2025), (0, None), (-1, None), (9999, None),
]  # fmt: skip


@pytest.mark.parametrize(("number", "year"), SC_YEARS)
def test_the_year_of_a_council_resolution(number: int, year: int | None) -> None:
    assert sessions.sc_year(number) == year


def test_council_numbers_run_on_without_a_gap() -> None:
    years = [sessions.sc_year(number) for number in range(1, 2804)]
    known = [year for year in years if year]
    assert len(known) == len(years) and known == sorted(known) and set(known) == set(range(1946, 2026))


MISPRINTED = {"S/RES/2510(2019)"}
"""Symbols that the published files give themselves wrongly: 2510 is of 12 February 2020."""


@pytest.mark.shared
def test_real_council_resolutions_have_the_year_of_the_table(shared: Path) -> None:
    symbols = {
        str(json.loads(line)["symbol"])
        for path in sorted((shared / "data/gold").glob("sc*/gold.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    printed = [match for symbol in symbols - MISPRINTED if (match := re.fullmatch(r"S/RES/(\d+)\((\d{4})\)", symbol))]
    assert len(printed) > 500
    assert not [m.group() for m in printed if sessions.sc_year(int(m.group(1))) != int(m.group(2))]


ON = [
    (date(2012, 12, 21), {"67", "ES-10"}),
    (date(1946, 1, 24), {"I"}),  # the first part of the first session
    (date(1951, 10, 1), {"V", "VI"}),  # the sixth opened in November
    (date(1949, 4, 30), {"III"}),
    (date(1976, 12, 1), {"31"}),
    (date(1974, 5, 1), {"XXVIII", "S-VI"}),
    (date(2002, 5, 10), {"56", "S-27", "ES-10"}),
    (date(2013, 9, 10), {"67", "68", "ES-10"}),  # days of grace
    (date(2022, 3, 2), {"76", "ES-10", "ES-11"}),
]


@pytest.mark.parametrize(("day", "expected"), ON)
def test_the_sessions_of_a_day(day: date, expected: set[str]) -> None:
    assert sessions.ga_sessions_on(day) == expected


@given(st.dates(date(1946, 1, 10), date(2100, 1, 1)))
def test_every_day_has_one_regular_session_or_two(day: date) -> None:
    regular = [session for session in sessions.ga_sessions_on(day) if "-" not in session]
    assert 1 <= len(regular) <= 2


EARLY = [
    "1 (I)", "181 (II)", "217 (III)", "377 (V)", "1514 (XV)", "1874 (S-IV)", "2252 (ES-V)", "2625 (XXV)", "3201 (S-VI)",
    "3281 (XXIX)", "3314 (XXIX)", "3541 (XXX)",
]  # fmt: skip


@pytest.mark.parametrize("text", EARLY)
def test_early_resolutions_are_in_their_session(text: str) -> None:
    number, _, session = text.removesuffix(")").partition(" (")
    assert int(number) in (sessions.ga_roman_range(session) or ())


@pytest.mark.parametrize("text", ["574 (XXVII)", "722 (XXIII)", "990 (LIV)", "934 (XXXVIII)", "8 (XXXII)"])
def test_false_friends_are_in_no_session(text: str) -> None:
    """Numbers of regional commissions, tourism and the African Union that look like the Assembly's."""
    number, _, session = text.removesuffix(")").partition(" (")
    assert int(number) not in (sessions.ga_roman_range(session) or ())


HRC_YEARS = [(1, 2006), (3, 2006), (4, 2007), (16, 2011), (59, 2025), ("S-1", 2006), ("S-28", 2018), ("S-99", None),
             ("0", None), ("x", None)]  # fmt: skip


@pytest.mark.parametrize(("session", "year"), HRC_YEARS)
def test_the_year_of_a_human_rights_council_session(session: str | int, year: int | None) -> None:
    assert sessions.hrc_year(session) == year


def test_rows_of_sessions_are_in_order() -> None:
    for row in sessions.sessions():
        assert row.closed is None or row.opened <= row.closed, row
        assert (row.first is None) == (row.last is None), row
        assert row.first is None or row.last is None or row.first <= row.last, row


# --- instruments ---------------------------------------------------------------------------------

INSTRUMENTS = instruments.instruments()
KEY = re.compile(
    r"unts:\d+(,\d+)*/\d+([,\-]\d+)*|lnts:\d+/\d+|sales:E\.\d\d\.[IVX]+\.[A-Z0-9.]+|charter|unfccc:\d+/C(P|MP|MA)\.\d+|unccd:\d+/COP\.\d+"
    r"|cbd:([IVX]+|\d+)/\d+|who:\S+|imo:\S+|unido:\S+|fao:\S+|ilo:\S+|wto:\S+|instrument:[a-z0-9-]+|event:[a-z0-9-]+"
)


def test_instrument_ids_are_unique_slugs() -> None:
    ids = [row.id for row in INSTRUMENTS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


@pytest.mark.parametrize("row", INSTRUMENTS, ids=lambda row: row.id)
def test_an_instrument_keeps_its_schema(row: instruments.Instrument) -> None:
    assert row.kind in (Kind.TREATY, Kind.INSTRUMENT, Kind.EVENT)
    assert row.source and row.year and 1815 < row.year < 2027
    assert row.target or row.cited
    assert row.target is None or str(Symbol.parse(row.target)) == row.target
    assert row.cited is None or KEY.fullmatch(row.cited), row.cited
    for other in row.also:
        assert KEY.fullmatch(other) or str(Symbol.parse(other)) == other, other


@pytest.mark.parametrize("row", INSTRUMENTS, ids=lambda row: row.id)
def test_the_example_of_an_instrument_names_it_and_nothing_longer(row: instruments.Instrument) -> None:
    """The longest name in the example is this instrument's."""
    found = next((instrument for name, instrument in instruments.names() if name in row.example), None)
    assert found == row.id, row.example


def test_names_are_in_their_normal_form() -> None:
    for name, _ in [*instruments.names(), *((name, "") for name in instruments.shared())]:
        assert name == fold(name) == " ".join(name.split()), name
        assert not set("“”‘’«»") & set(name), name


def test_no_name_means_two_instruments() -> None:
    """A short name that several share is not in ``names`` but in ``shared``."""
    meaning: dict[str, set[str]] = {}
    for name, instrument in instruments.names():
        meaning.setdefault(name.casefold(), set()).add(instrument)
    assert not {name: ids for name, ids in meaning.items() if len(ids) > 1}
    assert not {name for name in instruments.shared() if name.casefold() in meaning}


def test_no_name_is_a_body_and_an_instrument() -> None:
    named = {name for name, _ in instruments.names()} | set(instruments.shared())
    assert not named & {name for name, _ in bodies.aliases()}


FACTS = [
    ("The future we want", "A/RES/66/288", "annex", None),
    ("2030 Agenda for Sustainable Development", "A/RES/70/1", None, None),
    ("Universal Declaration of Human Rights", "A/RES/217(III)A", None, None),
    ("New Partnership for Africa's Development", "A/57/304", "annex", None),
    ("Monterrey Consensus", None, "chap. I, resolution 1, annex", "sales:E.02.II.A.7"),
    ("Johannesburg Plan of Implementation", None, "chap. I, resolution 2, annex", "sales:E.03.II.A.1"),
    ("Johannesburg Declaration", None, "chap. I, resolution 1, annex", "sales:E.03.II.A.1"),
    ("Paris Agreement", "FCCC/CP/2015/10/Add.1", "decision 1/CP.21, annex", "unfccc:1/CP.21"),
    ("Geneva Conventions", None, None, "unts:75/970-973"),
    ("Rome Statute", None, None, "unts:2187/38544"),
    ("United Nations Framework Convention on Climate Change", None, None, "unts:1771/30822"),
    ("Charter of the United Nations", None, None, "charter"),
    ("Definition of Aggression", "A/RES/3314(XXIX)", "annex", None),
    ("Charter of Economic Rights and Duties of States", "A/RES/3281(XXIX)", None, None),
    (
        "United Nations Conference on Sustainable Development",
        None,
        None,
        "event:united-nations-conference-on-sustainable-development",
    ),
]


@pytest.mark.parametrize(("name", "target", "part", "cited"), FACTS)
def test_well_known_instruments(name: str, target: str | None, part: str | None, cited: str | None) -> None:
    row = instruments.get(dict(instruments.names())[name])
    assert (row.target, row.part, row.cited) == (target, part, cited)


@pytest.mark.parametrize("name", ["Doha Declaration", "Vienna Declaration", "Istanbul Declaration", "Lima Declaration"])
def test_a_shared_short_name_is_ambiguous(name: str) -> None:
    assert len(instruments.shared()[name]) > 1 and name not in dict(instruments.names())


def test_a_head_noun_may_mean_many() -> None:
    assert len(instruments.heads()["Convention"]) > 50
    assert set(instruments.heads()) <= set(instruments.HEADS)


# --- general comments ----------------------------------------------------------------------------


@pytest.mark.parametrize("series", comments.by_body().values(), ids=lambda series: series.body)
def test_the_example_of_a_series_of_comments_is_read(series: comments.Series) -> None:
    assert series.body in bodies.ids()
    (target,) = [reference.target for reference in found(series.example) if reference.kind is Kind.DOCUMENT]
    assert target and target.startswith(f"{series.series}/") and str(Symbol.parse(target)) == target
