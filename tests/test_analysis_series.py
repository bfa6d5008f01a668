# ruff: noqa: E501 - paragraphs stand here in one line, as they are read
"""Series: the words that tell them, what is inferred, what is not, and the measure on real sessions."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import analysis, rdf
from graph.analysis import cues
from graph.analysis.agenda import Agenda
from graph.analysis.period import Period, period
from graph.analysis.wording import Wording, skeleton, subject_words
from graph.build import sample
from graph.lineage import Lineage
from graph.rdf.settings import Settings
from loaders import pipeline
from loaders.records import Document, Kind, Subject
from tests.benchmark import series as silver
from tests.documents import document, reference
from tests.lineages import calm, resolution

TITLE = "Industrial development cooperation"
NINE = ["49/108", "51/170", "53/177", "55/187", "57/243", "59/249", "61/215", "63/231", "65/175"]


# --- the owner's example -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def owners() -> Lineage:
    return Lineage.of(d for d in pipeline.load([sample()]) if isinstance(d, Document))


def test_series_of_the_sample(owners: Lineage) -> None:
    told = analysis.series(owners, "A/RES/67/225")
    assert told.works == (*(f"A/RES/{number}" for number in NINE), "A/RES/67/225")
    assert (told.period, told.predecessor, told.latest) == (Period.BIENNIAL, "A/RES/65/175", "A/RES/67/225")
    assert "A/RES/65/151" not in told.works  # of the session before, recalled in the same paragraph: another subject


def test_every_succession_of_the_sample_has_its_evidence(owners: Lineage) -> None:
    for link in analysis.series(owners, "A/RES/67/225").links:
        assert link.told_by == ("A/RES/67/225",)
        assert {"subject", "list"} <= {entry.kind for entry in link.evidence}
        assert all(entry.text == "A/RES/67/225" and entry.part == "pp1" for entry in link.evidence)
        assert link.weight == sum(entry.weight for entry in link.evidence)


def test_series_seen_from_a_text_that_is_not_held(owners: Lineage) -> None:
    told = analysis.series(owners, "A/RES/57/243")
    assert (told.predecessor, told.successors) == ("A/RES/55/187", ("A/RES/59/249",))
    assert told.works == analysis.series(owners, "A/RES/67/225").works


def test_spines_are_the_series_to_draw(owners: Lineage) -> None:
    assert analysis.spines(owners) == (analysis.series(owners, "A/RES/67/225").works,)


def test_series_as_linked_data_is_in_a_graph_of_its_own(owners: Lineage) -> None:
    graphs = {g.iri: g.triples for g in rdf.named_graphs(owners, Settings(version="1"), analysis.statements(owners))}
    base, rcl = "https://w3id.org/recalling/", "https://w3id.org/recalling/ontology#"
    inferred = set(graphs.pop(f"{base}graph/inferred"))
    later, earlier = f"{base}id/unga/67-225", f"{base}id/unga/65-175"
    assert (later, f"{rcl}predecessor", earlier) in inferred
    assert (later, f"{rcl}inSeries", f"{base}id/unga/49-108/series") in inferred
    said = {(p.rpartition("#")[2] or p, o) for s, p, o in inferred if s == f"{later}/succession"}
    assert {("subject", later), ("object", earlier), ("wasDerivedFrom", f"{later}/pp1")} <= said
    assert any("industrial development cooperation" in str(o) for _, o in said)
    # Nothing inferred stands among what is printed.
    assert not any(p.startswith(rcl) and "predecessor" in p for triples in graphs.values() for _, p, _ in triples)


def test_generations_count_from_the_oldest(owners: Lineage) -> None:
    told = {s: o for s, p, o in analysis.statements(owners) if p.endswith("#generation")}
    assert [told[f"https://w3id.org/recalling/id/unga/{key}"].value for key in ("49-108", "67-225")] == ["1", "10"]  # type: ignore[union-attr]


# --- what tells a predecessor --------------------------------------------------------------------------

# (why, the preamble of a text of session 75 on "The right to food", its predecessor)
TELLING = [
    ("a list of texts, at even steps, up to the session before", "Recalling its resolutions 72/173, 73/171 and 74/149,", "74/149"),
    ("the session before, with nothing said of a subject", "Recalling its resolution 74/149 of 18 December 2019,", "74/149"),
    ("its subject is named", "Recalling its resolution 72/173 of 19 December 2017 on the right to food,", "72/173"),
    ("another subject is named", "Recalling its resolution 74/149 of 18 December 2019 on the girl child,", None),
    (
        "the latest of many",
        "Recalling all its previous resolutions on the subject, the most recent of which was resolution 72/173,",
        "72/173",
    ),
    ("a triennial list", "Recalling its resolutions 66/158, 69/177 and 72/173,", "72/173"),
    ("a list that ended long ago", "Recalling its resolutions 50/51, 51/208 and 52/162,", None),
    ("texts far apart", "Recalling its resolutions 36/120 and 56/31,", None),
    ("texts of another body", "Recalling Human Rights Council resolutions 37/10, 40/7 and 43/11,", None),
    ("a text of the same session", "Recalling its resolution 75/1 of 21 September 2020,", None),
    ("what everybody cites, by its name", "Recalling the 2030 Agenda for Sustainable Development,", None),
    (
        "a request of the session before",
        "Having considered the report of the Secretary-General submitted pursuant to its resolution 74/149,",
        "74/149",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "preamble", "expected"), TELLING, ids=[row[0] for row in TELLING])
def test_what_the_preamble_tells(why: str, preamble: str, expected: str | None) -> None:
    held = resolution("A/RES/75/179", "The right to food", preamble)
    link = analysis.predecessor(Lineage.of([held]), "A/RES/75/179")
    assert (link.earlier if link else None) == (f"A/RES/{expected}" if expected else None), why


def test_same_title_tells_without_any_citation() -> None:
    texts = [
        resolution(f"A/RES/{n}/10", "Report of the Conference on Disarmament", "Noting the report,") for n in (74, 75)
    ]
    link = analysis.predecessor(Lineage.of(texts), "A/RES/75/10")
    assert link is not None
    assert (link.earlier, [e.kind for e in link.evidence]) == ("A/RES/74/10", ["title"])


def test_titles_that_differ_by_an_ordinal_are_one_series() -> None:
    texts = [
        resolution(
            "A/RES/74/186", "Report of the International Law Commission on the work of its seventy-first session"
        ),
        resolution(
            "A/RES/75/135", "Report of the International Law Commission on the work of its seventy-second session"
        ),
        resolution("A/RES/75/133", "Report of the United Nations Commission on International Trade Law on its work"),
    ]
    assert analysis.series(Lineage.of(texts), "A/RES/75/135").works == ("A/RES/74/186", "A/RES/75/135")


def test_title_known_of_the_earlier_text_overrules_the_list() -> None:
    earlier = resolution("A/RES/74/149", "The girl child")
    later = resolution("A/RES/75/179", "The right to food", "Recalling its resolutions 73/171 and 74/149,")
    assert analysis.predecessor(Lineage.of([later]), "A/RES/75/179").earlier == "A/RES/74/149"  # type: ignore[union-attr]
    link = analysis.predecessor(Lineage.of([later, earlier]), "A/RES/75/179")
    assert link is None or link.earlier != "A/RES/74/149"


def test_catalogue_and_agenda_are_evidence() -> None:
    heading = (Subject("unbis", "http://metadata.un.org/thesaurus/1", "RIGHT TO FOOD"),)
    texts = [
        resolution("A/RES/74/149", "The right to food", item="70 (b)", subjects=heading),
        resolution("A/RES/75/179", "The right to food", item="72 (b)", subjects=heading),
        resolution("A/RES/74/1", "Outer space", item="60"), resolution("A/RES/75/1", "Outer space", item="62"),
        resolution("A/RES/74/2", "Law of the sea", item="80"), resolution("A/RES/75/2", "Law of the sea", item="82"),
    ]  # fmt: skip
    link = analysis.predecessor(Lineage.of(texts), "A/RES/75/179")
    assert link is not None
    assert {entry.kind: entry.weight for entry in link.evidence} == {"title": 4.0, "agenda": 1.0, "catalogue": 1.0}


def test_biennial_text_does_not_succeed_the_neighbouring_one_of_last_year() -> None:
    texts = [
        resolution("A/RES/75/48", "Women, disarmament, non-proliferation and arms control"),
        resolution("A/RES/76/45", "Youth, disarmament and non-proliferation"),
        resolution(
            "A/RES/77/55", "Women, disarmament, non-proliferation and arms control",
            "Recalling its resolution 75/48 of 7 December 2020,", "Recalling also its resolution 76/45 of 6 December 2021,",
        ),
    ]  # fmt: skip
    assert analysis.predecessor(Lineage.of(texts), "A/RES/77/55").earlier == "A/RES/75/48"  # type: ignore[union-attr]


def test_two_successors_are_a_branch() -> None:
    first = resolution("A/RES/74/204", "Commodities")
    second = resolution("A/RES/75/1", "Commodities", "Recalling its resolution 74/204 on commodities,")
    third = resolution("A/RES/75/2", "Commodities", "Recalling its resolution 74/204 on commodities,")
    lineage = Lineage.of([first, second, third])
    told = analysis.series(lineage, "A/RES/74/204")
    assert set(told.successors) == {"A/RES/75/1", "A/RES/75/2"}
    assert len(told.branches) == 1
    assert {link.later for link in analysis.successors(lineage, "A/RES/74/204")} == {"A/RES/75/1", "A/RES/75/2"}


def test_member_that_one_list_leaves_out_is_put_back_by_the_others() -> None:
    full = "Recalling its resolutions 70/1, 71/2, 72/3 and 73/4 on commodities,"
    gap = "Recalling its resolutions 70/1, 72/3 and 73/4 on commodities,"
    texts = [
        resolution("A/RES/74/5", "Commodities", full),
        resolution("A/RES/75/6", "Commodities", gap.replace(" and 73/4", ", 73/4 and 74/5")),
        resolution("A/RES/76/7", "Commodities", full.replace(" and 73/4", ", 73/4, 74/5 and 75/6")),
    ]
    assert analysis.predecessor(Lineage.of(texts), "A/RES/72/3").earlier == "A/RES/71/2"  # type: ignore[union-attr]


def test_origin_long_before_is_no_member_unless_its_subject_is_named() -> None:
    listed = "Recalling its resolutions 103 (I), 45/45, 46/77, 47/233, 48/264 and 49/1{},"
    bare = Lineage.of([resolution("A/RES/50/2", "Revitalization of the work", listed.format(""))])
    assert analysis.series(bare, "A/RES/50/2").works[0] == "A/RES/45/45"
    named = Lineage.of(
        [resolution("A/RES/50/2", "Revitalization of the work", listed.format(" on revitalization of the work"))]
    )
    assert analysis.series(named, "A/RES/50/2").works[0] == "A/RES/103(I)"


def test_text_in_other_languages_is_read_once() -> None:
    english = resolution("A/RES/75/179", "The right to food", "Recalling its resolutions 73/171 and 74/149,")
    french = document(
        "A/RES/75/179", reference("74/149", target="A/RES/74/149"), language="fr", title="Le droit", body="unga"
    )
    both = analysis.succession(Lineage.of([french, english])).predecessors["A/RES/75/179"]
    assert both.evidence == analysis.succession(Lineage.of([english])).predecessors["A/RES/75/179"].evidence


def test_order_of_documents_changes_nothing() -> None:
    texts = [
        resolution("A/RES/74/204", "Commodities", "Recalling its resolutions 70/191 and 72/205 on commodities,"),
        resolution("A/RES/76/194", "Commodities", "Recalling its resolutions 72/205 and 74/204 on commodities,"),
        resolution("A/RES/76/195", "Inclusion", "Recalling its resolutions 74/205 and 72/206,"),
    ]
    told = {repr(analysis.succession(Lineage.of(order)).predecessors) for order in permutations(texts)}
    assert len(told) == 1


@calm
@given(st.lists(st.tuples(st.integers(60, 70), st.integers(1, 4), st.sampled_from(["Food", "Water", "Seas"]),
                          st.lists(st.tuples(st.integers(55, 75), st.integers(1, 4)), max_size=4)), max_size=8))  # fmt: skip
def test_predecessor_is_earlier_whatever_the_texts(
    given_texts: list[tuple[int, int, str, list[tuple[int, int]]]],
) -> None:
    texts = {
        (session, number): document(
            f"A/RES/{session}/{number}", *(reference(f"{s}/{n}", target=f"A/RES/{s}/{n}") for s, n in cites),
            title=title, body="unga", session=str(session),
        )
        for session, number, title, cites in given_texts
    }  # fmt: skip
    found = analysis.succession(Lineage.of(texts.values()))
    for link in found.predecessors.values():
        assert int(link.earlier.split("/")[2]) < int(link.later.split("/")[2])
    for each in found.every():
        assert len(set(each.works)) == len(each.works) > 1


def test_decisions_and_resolutions_are_no_series_together() -> None:
    decision = document("A/DEC/74/500", title="Commodities", body="unga", session="74", kind=Kind.DECISION)
    assert analysis.predecessor(Lineage.of([decision, resolution("A/RES/75/1", "Commodities")]), "A/RES/75/1") is None


def test_security_council_series_by_title_and_date() -> None:
    title = "on extension of the mandate of the UN Disengagement Observer Force (UNDOF) until {}"
    texts = [
        resolution("S/RES/2503(2019)", title.format("30 June 2020"), adopted=date(2019, 12, 19)),
        resolution("S/RES/2530(2020)", title.format("31 Dec. 2020"), adopted=date(2020, 6, 29)),
        resolution("S/RES/2555(2020)", title.format("30 June 2021"), adopted=date(2020, 12, 18)),
    ]
    told = analysis.series(Lineage.of(texts), "S/RES/2555(2020)")
    assert told.works == ("S/RES/2503(2019)", "S/RES/2530(2020)", "S/RES/2555(2020)")
    assert told.period is Period.HALF_YEARLY


# --- words, periods, agendas ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([49, 51, 53, 55], Period.BIENNIAL),
        ([70, 71, 72, 73, 75], Period.ANNUAL),  # one year was left out
        ([63, 66, 68, 71, 74, 77], Period.TRIENNIAL),  # one came early
        ([60, 64, 68], Period.QUADRENNIAL),
        ([60, 61, 63, 64, 68], Period.IRREGULAR),
        ([60, 69, 78], Period.IRREGULAR),  # every nine years: regular, but no period that people name
        ([74, 76], Period.UNKNOWN),
        ([74], Period.UNKNOWN),
        ([2018.5, 2018.97, 2019.48, 2019.97, 2020.49], Period.HALF_YEARLY),
        ([2018.5, 2019.52, 2020.49], Period.ANNUAL),
    ],
)
def test_period(turns: list[float], expected: Period) -> None:
    assert period(turns) is expected


@pytest.mark.parametrize(
    ("words", "field", "expected"),
    [
        ("and its subsequent resolutions thereon, the latest of which was resolution ", "latest", True),
        ("the most recent of which being resolutions ", "latest", True),
        ("the latest report of the Secretary-General, recalling resolution ", "latest", False),
        ("submitted pursuant to the request made in its resolution ", "request", True),
        ("in accordance with paragraph 5 of its resolution ", "request", True),
        ("in accordance with the Charter, recalling its resolution ", "request", False),
        ("Recalling its previous resolutions on this issue, including resolution ", "own", True),
        ("Recalling its previous resolutions on the pattern of conferences, including resolution ", "own", False),
        ("Recalling its previous resolutions on the pattern of conferences, including resolution ", "subject", True),
    ],
)
def test_cues(words: str, field: str, expected: bool) -> None:
    assert bool(getattr(cues.before(words), field)) is expected


@calm
@given(st.text(max_size=400))
def test_cues_read_any_words(words: str) -> None:
    cues.before(words)
    subject_words(words)
    skeleton(words)


def test_frequent_words_tell_little() -> None:
    shared = "Cooperation between the United Nations and the {}"
    titles = [
        shared.format(name) for name in ("Arab League", "Caribbean Community", "Black Sea Pact", "Baltic Council")
    ]
    wording = Wording([*titles, "Commodities"])
    assert wording.likeness(titles[0], titles[1]) < 0.4
    assert Wording(titles[:1]).likeness(titles[0], titles[0]) == 1.0


@calm
@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    wording = Wording([one, other])
    assert wording.likeness(one, other) == wording.likeness(other, one)
    assert 0.0 <= wording.likeness(one, other) <= 1.0


def test_agenda_between_equal_shifts_only() -> None:
    def session(number: int, items: dict[str, int]) -> list[Document]:
        return [
            resolution(f"A/RES/{number}/{n}", title, item=str(item)) for n, (title, item) in enumerate(items.items(), 1)
        ]

    earlier = session(74, {"Space": 50, "Sea": 60, "Food": 70, "Law": 55})
    later = session(75, {"Space": 52, "Sea": 62, "Food": 75, "Rule of law": 57, "Trade": 65, "Youth": 90})
    agenda = Agenda([*earlier, *later])
    assert agenda.earlier_item(57, "75", "74") == 55  # between two items shifted by two
    assert agenda.earlier_item(65, "75", "74") is None  # between shifts of two and of five
    assert agenda.earlier_item(90, "75", "74") is None  # beyond the last text of a same title
    law, rule = earlier[3], later[3]
    assert agenda.same_item(rule, law) is True
    assert agenda.same_item(rule, earlier[0]) is False


# --- real sessions -------------------------------------------------------------------------------------


def _second_committee(shared: Path, session: str, first: int, last: int, tmp_path: Path) -> list[Document]:
    """The resolutions of these numbers: a part of a session, since a whole one takes half a minute."""
    import re
    import zipfile

    archive = zipfile.ZipFile(shared / "data" / "gold" / f"ga{session}-en" / "docs.zip")
    for name in archive.namelist():
        number = re.search(rf"(?:^|/|_){session}_(\d+)", name)
        if number and first <= int(number[1]) <= last:
            archive.extract(name, tmp_path / session)
    return [d for d in pipeline.load([tmp_path / session]) if isinstance(d, Document)]


@pytest.mark.shared
def test_precision_and_recall_on_two_real_sessions(shared: Path, tmp_path: Path) -> None:
    sessions = [
        _second_committee(shared, "75", 199, 236, tmp_path),
        _second_committee(shared, "76", 189, 225, tmp_path),
    ]
    expected = silver.by_title(sessions)
    assert len(expected) >= 15
    together = Lineage.of(d for session in sessions for d in session)
    everything = silver.measure(dict(analysis.succession(together).predecessors), expected, sessions[-1], together)
    assert everything.right >= 0.95 * everything.silver, everything.differences
    alone = Lineage.of(sessions[-1])
    words = silver.measure(dict(analysis.succession(alone).predecessors), expected, sessions[-1], alone)
    assert words.right >= 0.85 * words.found, words.differences
    assert words.right >= 0.7 * words.silver, words.differences
