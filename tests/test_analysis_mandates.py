# ruff: noqa: E501 - paragraphs stand here in one line, as they are read
"""Mandates: the last day in the words, who holds them, chains, what is in force and what is unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import analysis
from graph.analysis import expiry
from graph.analysis.acts import acts, named
from graph.analysis.mandates import State, standing
from graph.lineage import Lineage
from loaders import pipeline
from loaders.records import Document
from tests.benchmark import mandates as witness
from tests.lineages import calm, resolution

ADOPTED = date(2019, 11, 5)

EXPIRIES = [
    ("until 15 July 2020", "2020-07-15"),
    ("until 31\u00a0March 2014", "2014-03-31"),  # a no-break space, as the UN prints dates
    ("until  7 August 2015", "2015-08-07"),  # two spaces, as S/RES/2221(2015) has
    ("for a further period ending on 31January 2021", "2021-01-31"),  # none, as S/RES/2537(2020) has
    ("for a new period terminating on 31 January 2004", "2004-01-31"),
    ("to 25 September 2021", "2021-09-25"),
    ("through December 31, 2010", "2010-12-31"),
    ("for a period of six months, that is, until 10 July 2020", "2020-07-10"),  # the day wins
    ("for a further period of twelve months starting from the date of adoption of this resolution", "2020-11-05"),
    ("for a period of 12 months beginning on 1 March 2017", "2018-03-01"),
    ("for an additional period of 12 months from the date of adoption", "2020-11-05"),
    ("for one year", "2020-11-05"),
    ("for an initial period of six months", "2020-05-05"),
    ("for a period of 90 days", "2020-02-03"),
    ("for two weeks", "2019-11-19"),
    ("for a period of twelve months from the date of expiration of its current mandate", None),
    ("for the period specified in paragraph 1 above", None),
    ("until 31 June 2020", None),  # there is no such day
    ("until further notice", None),
    ("as recalled in its resolution of 15 July 2020", None),
]


@pytest.mark.parametrize(("words", "expected"), EXPIRIES)
def test_last_day(words: str, expected: str | None) -> None:
    told = expiry.read(f"Decides to extend the mandate {words}", ADOPTED)
    assert (str(told.day) if told.day else None) == expected
    assert bool(told.reason) is (expected is None)


def test_period_without_a_day_of_adoption_is_unknown() -> None:
    assert expiry.read("for six months", None).reason == "the day from which the period runs is not known"


@calm
@given(st.dates(date(1946, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_the_month(start: date, months: int) -> None:
    later = expiry.after_months(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day <= start.day


@calm
@given(st.text(max_size=300))
def test_any_words_are_read(words: str) -> None:
    expiry.read(words, ADOPTED)
    list(acts(resolution("S/RES/2505(2020)", "", f"Decides to extend {words}", adopted=ADOPTED)))


# (why, the paragraph, what is done, to whose mandate, its last day)
ACTS = [
    ("a mission by its acronym", "Decides to extend the mandate of UNMISS until 15 March 2021;", "extends", "UNMISS", "2021-03-15"),
    (
        "a mission whose acronym is explained",
        "Decides to establish, for an initial period of six months, a United Nations Mission in Côte d’Ivoire (MINUCI);",
        "establishes", "MINUCI", "2020-05-05",
    ),
    (
        "“its”",
        "Expresses its full support for UNFICYP, and decides to extend its mandate for a further period ending on 31 July 2020;",
        "extends", "UNFICYP", "2020-07-31",
    ),
    ("the possessive", "Decides to extend until 31 August 2021 UNSOM’s mandate;", "extends", "UNSOM", "2021-08-31"),
    ("the passive", "Decides that the mandate of UNMIL shall be extended until 30 September 2014;", "extends", "UNMIL", "2014-09-30"),
    (
        "a panel by the resolution that made it",
        ("Decides to extend until 12 March 2021 the mandate of the Panel of Experts originally appointed pursuant to "
        "resolution 1591 (2005) and previously extended by resolutions 1779 (2007) and 1841 (2008);"),
        "extends", "Panel of Experts S/RES/1591(2005)", "2021-03-12",
    ),
    (
        "measures by the resolution that imposed them",
        "Decides to renew until 26 February 2021 the measures imposed by paragraphs 11 and 15 of resolution 2140 (2014);",
        "extends", "measures S/RES/2140(2014)", "2021-02-26",
    ),
    (
        "a number without its year",
        "Decides to extend the authorizations as set out in resolution 2473 for a further 12 months from the date of this resolution;",
        "extends", "measures S/RES/2473(2019)", "2020-11-05",
    ),
    (
        "with other words between",
        "Decides, acting under Chapter VII of the Charter, to extend the mandate of UNISFA until 15 May 2021;",
        "extends", "UNISFA", "2021-05-15",
    ),
    (
        "authorizes to maintain, with a day",
        "Decides to authorise the Member States of the African Union to maintain the deployment of AMISOM until 28 February 2021;",
        "extends", "AMISOM", "2021-02-28",
    ),
    ("an end", "Decides to terminate the mandate of UNAMID as of 31 December 2020;", "terminates", "UNAMID", "2020-12-31"),
    (
        "an end at once",
        "Decides further to dissolve the Committee established by paragraph 9 of resolution 748 (1992).",
        "terminates", "Committee S/RES/748(1992)", "2019-11-05",
    ),
    (
        "a committee of its own",
        "Decides to establish, in accordance with rule 28 of its provisional rules of procedure, a Committee of the Council;",
        "establishes", "Committee S/RES/2496(2019)", None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "paragraph", "action", "holder", "until"), ACTS, ids=[row[0] for row in ACTS])
def test_act(why: str, paragraph: str, action: str, holder: str, until: str | None) -> None:
    told = list(acts(resolution("S/RES/2496(2019)", "", paragraph, adopted=ADOPTED)))
    assert len(told) == 1, why
    act = told[0]
    assert (act.action.value, act.holder and act.holder.key) == (action, holder)
    assert (str(act.until.day) if act.until.day else None) == until
    assert paragraph[act.start : act.end] == act.words


@pytest.mark.parametrize(
    "paragraph",
    [
        "Decides that MINUSMA shall continue to comprise up to 13,289 military personnel;",  # its strength, not its mandate
        "Decides that the ceiling shall decrease, unless it decides to extend the mandate modification;",
        "Requests the Secretary-General to extend his good offices;",
        "Expresses its intention to review the mandate of UNMISS and to extend it;",
        "Decides to remain actively seized of the matter.",
    ],
)
def test_no_act(paragraph: str) -> None:
    assert list(acts(resolution("S/RES/2496(2019)", "", paragraph, adopted=ADOPTED))) == []


def _texts() -> list[Document]:
    force = "the mandate of the United Nations Disengagement Observer Force"
    return [
        resolution("S/RES/2503(2019)", "", f"Decides to renew {force} (UNDOF) until 30 June 2020;", adopted=date(2019, 12, 19)),
        resolution("S/RES/2530(2020)", "", f"Decides to renew {force} until 31 December 2020;", adopted=date(2020, 6, 29)),
        resolution("S/RES/2525(2020)", "", "Decides to extend the mandate of UNAMID until 31 December 2020;", adopted=date(2020, 6, 3)),
        resolution("S/RES/2559(2020)", "", "Decides to terminate the mandate of UNAMID as of 31 December 2020;", adopted=date(2020, 12, 22)),
        resolution("S/RES/2420(2018)", "", "Decides to renew the authorizations of resolution 2357 (2017) until 11 June 2019;", adopted=date(2018, 6, 11)),
        resolution("S/RES/2473(2019)", "", "Decides to extend the authorizations set out in resolution 2420 (2018) until 10 June 2020;", adopted=date(2019, 6, 10)),
        resolution("S/RES/2524(2020)", "", "Decides to establish the Support Team (UNITAMS) until 3 June 2021;", adopted=date(2020, 6, 4)),
        resolution("S/RES/2545(2020)", "", "Decides to extend the arrangements agreed upon;", adopted=date(2020, 9, 1)),
    ]  # fmt: skip


def test_chains_by_holder_whatever_it_is_called() -> None:
    found = analysis.mandates(Lineage.of(_texts()))
    assert [chain.key for chain in found.chains] == ["UNAMID", "UNDOF", "UNITAMS", "measures S/RES/2357(2017)"]
    force = found.of("UNDOF")
    assert force is not None
    assert (force.works, force.name) == (
        ("S/RES/2503(2019)", "S/RES/2530(2020)"),
        "United Nations Disengagement Observer Force",
    )
    authorizations = found.of("measures S/RES/2357(2017)")  # 2473 names them by 2420, which names them by 2357
    assert authorizations is not None
    assert authorizations.works == ("S/RES/2420(2018)", "S/RES/2473(2019)")
    assert [act.words for act in found.unnamed] == ["Decides to extend the arrangements agreed upon"]


@pytest.mark.parametrize(
    ("key", "on", "state", "until"),
    [
        ("UNDOF", "2019-12-18", State.UNKNOWN, None),  # an older text that is not held may have set it up
        ("UNDOF", "2019-12-19", State.IN_FORCE, "2020-06-30"),
        ("UNDOF", "2020-06-30", State.IN_FORCE, "2020-12-31"),  # extended the day before
        ("UNDOF", "2020-12-31", State.IN_FORCE, "2020-12-31"),  # the last day counts
        ("UNDOF", "2021-01-01", State.LAPSED, "2020-12-31"),
        ("UNAMID", "2020-12-30", State.IN_FORCE, "2020-12-31"),
        ("UNAMID", "2020-12-31", State.ENDED, "2020-12-31"),
        ("UNITAMS", "2020-06-03", State.NOT_YET, None),
        ("UNITAMS", "2020-06-04", State.IN_FORCE, "2021-06-03"),
    ],
)
def test_standing_on_a_day(key: str, on: str, state: State, until: str | None) -> None:
    told = analysis.in_force(Lineage.of(_texts()), date.fromisoformat(on))
    (stands,) = [each for each in told.standings if each.mandate.key == key]
    assert (stands.state, str(stands.until) if stands.until else None) == (state, until)
    assert bool(stands.unknown) is (state in {State.LAPSED, State.UNKNOWN})


def test_limits_of_the_answer_are_named() -> None:
    told = analysis.in_force(Lineage.of(_texts()), date(2021, 6, 1))
    assert told.held_until == date(2020, 12, 22)
    assert [act.work for act in told.unnamed] == ["S/RES/2545(2020)"]
    lapsed = next(each for each in told.standings if each.mandate.key == "UNDOF")
    assert lapsed.unknown == "no held text extends it beyond 2020-12-31; one not held may"


def test_period_from_the_end_of_the_mandate_before_is_counted_where_that_is_known() -> None:
    later = "Decides to extend the mandate of UNDOF for a period of six months from the date of expiration of its current mandate;"
    texts = [_texts()[0], resolution("S/RES/2530(2020)", "", later, adopted=date(2020, 6, 1))]
    chain = analysis.mandates(Lineage.of(texts)).of("UNDOF")
    assert chain is not None
    assert str(chain.acts[-1].until.day) == "2020-12-30"
    alone = analysis.mandates(Lineage.of(texts[1:])).of("UNDOF")
    assert alone is not None
    assert standing(alone, date(2020, 7, 1)).state is State.UNKNOWN


def test_mandates_of_one_text_have_the_acts_of_all() -> None:
    found = analysis.mandates(Lineage.of(_texts()), "S/RES/2530 (2020)")
    assert [(chain.key, len(chain.acts)) for chain in found.chains] == [("UNDOF", 2)]


def test_other_languages_and_bodies_say_nothing() -> None:
    french = resolution(
        "S/RES/2503(2019)",
        "",
        "Decides to renew the mandate of UNDOF until 30 June 2020;",
        adopted=ADOPTED,
        language="fr",
    )
    assembly = resolution("A/RES/74/1", "", "Decides to extend the mandate of UNDOF until 30 June 2020;")
    assert analysis.mandates(Lineage.of([french, assembly])).chains == ()


@pytest.mark.shared
def test_catalogue_titles_bear_the_acts_out(shared: Path) -> None:
    loaded = pipeline.load([shared / "data" / "gold" / "sc2020-en" / "docs.zip"])
    documents = [each for each in loaded if isinstance(each, Document)]
    names = {short: name for document in documents for short, name in named(document).items()}
    titled = [(document, told) for document in documents if (told := witness.told_by_title(document.title or ""))]
    assert len(titled) > 15
    missed = [
        (document.symbol, told)
        for document, told in titled
        if told not in {(act.holder and act.holder.key, act.until.day) for act in acts(document, names)}
    ]
    assert missed == []
