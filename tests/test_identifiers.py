"""IRIs: every symbol and key has one, no two share one, and none comes from running text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identifiers import Identifiers
from graph.lineage import symbol_of
from loaders.errors import InvalidSymbol
from loaders.symbols import Symbol

IDS = Identifiers()
HOME = "https://w3id.org/recalling/"


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("A/RES/67/225", "id/unga/67-225"),
        ("A/RES/1514(XV)", "id/unga/1514-XV"),  # Roman session
        ("A/RES/217(III)A", "id/unga/217-III/A"),  # the part letter hangs on the whole
        ("A/RES/57/270B", "id/unga/57-270/B"),
        ("A/RES/S-27/2", "id/unga/S-27-2"),
        ("A/RES/ES-10/2", "id/unga/ES-10-2"),
        ("A/RES/3201(S-VI)", "id/unga/3201-S-VI"),
        ("A/DEC/65/544", "id/unga/dec/65-544"),  # same numbers as a resolution's, another series
        ("S/RES/1325(2000)", "id/unsc/1325-2000"),
        ("S/PRST/2020/11", "id/unsc/prst/2020-11"),
        ("E/RES/2012/5", "id/ecosoc/2012-5"),
        ("E/RES/663(XXIV)", "id/ecosoc/663-XXIV"),
        ("E/DEC/2012/5", "id/ecosoc/dec/2012-5"),
        ("A/HRC/RES/16/18", "id/unhrc/16-18"),
        ("A/HRC/RES/S-9/1", "id/unhrc/S-9-1"),
        ("E/CN.4/RES/2005/80", "id/unchr/2005-80"),
        ("UNEP/EA.5/Res.14", "id/unea/5-14"),
        ("A/67/223", "id/doc/A-67-223"),
        ("A/67/441/Add.2", "id/doc/A-67-441-Add.2"),
        ("A/72/707-S/2018/43", "id/doc/A-72-707--S-2018-43"),  # two symbols joined by a dash
        ("A/CONF.157/24(PartI)", "id/doc/A-CONF.157-24(PartI)"),
        ("sales:E.02.II.A.7", "id/sales/E.02.II.A.7"),
        ("unts:1771/30822", "id/unts/1771-30822"),
        ("charter", "id/charter"),
        ("charter:73", "id/charter/73"),
        ("unfccc:1/CP.21", "id/unfccc/1-CP.21"),
        ("conference:world-food-conference-resolution-1", "id/conference/world-food-conference-resolution-1"),
        ("conclusions:ecosoc-2000-1", "id/conclusions/ecosoc-2000-1"),
        ("cbd:X/2", "id/cbd/X-2"),
        ("who:WHA72.5", "id/who/WHA72.5"),
        ("imo:MSC.155(78)", "id/imo/MSC.155(78)"),
        ("iaea:GC(63)/RES/13", "id/iaea/GC(63)-RES-13"),
        ("instrument:the-future-we-want", "id/instrument/the-future-we-want"),
        ("event:vienna-energy-forum-2011", "id/event/vienna-energy-forum-2011"),
        ("wmo:15 (Cg-18)", "id/wmo/15%20(Cg--18)"),  # a space cannot stand in an IRI
        ("fao:6/2019", "id/fao/6-2019"),
    ],
)
def test_work(key: str, path: str) -> None:
    assert IDS.work(key) == HOME + path


@pytest.mark.parametrize(
    "key", ["", "resolution 67/225", "body:unga", "graph:x", "unga:67-225", "sales:", "Sales:1", "the Charter"]
)
def test_what_is_no_key_has_no_identifier(key: str) -> None:
    with pytest.raises(InvalidSymbol):
        IDS.work(key)


@pytest.mark.parametrize(
    "base",
    ["", "w3id.org/x/", "https://example.org", "https://example.org/x#", "ftp://example.org/", "https://e.org/a b/"],
)
def test_bad_base_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="base for identifiers"):
        Identifiers(base)


def test_publisher_has_a_base_of_its_own() -> None:
    ids = Identifiers("https://data.example.org/un/")
    assert ids.work("A/RES/67/225") == "https://data.example.org/un/id/unga/67-225"
    assert ids.text_graph("A/RES/67/225", "en") == "https://data.example.org/un/graph/unga/67-225/eng"


def test_things_around_a_work() -> None:
    assert IDS.expression("A/RES/67/225", "zh") == f"{HOME}id/unga/67-225/zho"
    assert IDS.manifestation("A/RES/67/225", "en", "xml") == f"{HOME}id/unga/67-225/eng.xml"
    assert IDS.text("A/RES/67/225", "en", "annex1/op3") == f"{HOME}id/unga/67-225/eng_annex1/op3"
    assert IDS.part("A/RES/67/225", "op17(a)") == f"{HOME}id/unga/67-225/op17(a)"
    assert IDS.part("A/RES/75/245", "B/pp1") == f"{HOME}id/unga/75-245/B.pp1"
    assert IDS.part("A/RES/75/245B", "pp1") == f"{HOME}id/unga/75-245/B/pp1"
    assert IDS.session("unga", "ES-10") == f"{HOME}id/session/unga-ES-10"
    assert IDS.meeting("A/67/PV.61") == f"{HOME}id/meeting/A-67-PV.61"
    assert IDS.agenda_item("unga", "67", "24 (b)") == f"{HOME}id/agenda/unga-67/24b"


_NUMBER = st.integers(1, 999).map(str)
_LETTER = st.sampled_from(["", "A", "B", "AA"])
_ROMAN = st.sampled_from(["I", "III", "XV", "XXX", "S-IV", "ES-V"])
_SESSION = st.one_of(_NUMBER, st.sampled_from(["S-27", "ES-10", "S-8", "ES-1"]))
_YEAR = st.integers(1946, 2030).map(str)
_KEYS = st.one_of(
    st.builds("A/RES/{}/{}{}".format, _SESSION, _NUMBER, _LETTER),
    st.builds("A/RES/{}({}){}".format, _NUMBER, _ROMAN, _LETTER),
    st.builds("A/DEC/{}/{}{}".format, _SESSION, _NUMBER, _LETTER),
    st.builds("S/RES/{}({})".format, _NUMBER, _YEAR),
    st.builds("S/PRST/{}/{}".format, _YEAR, _NUMBER),
    st.builds("E/RES/{}/{}{}".format, _YEAR, _NUMBER, _LETTER),
    st.builds("E/RES/{}({}){}".format, _NUMBER, st.sampled_from(["XXIV", "LX"]), _LETTER),
    st.builds("E/DEC/{}/{}".format, _YEAR, _NUMBER),
    st.builds("A/HRC/{}/{}/{}".format, st.sampled_from(["RES", "DEC", "PRST"]), _NUMBER, _NUMBER),
    st.builds("A/HRC/RES/S-{}/{}".format, _NUMBER, _NUMBER),
    st.builds("E/CN.4/RES/{}/{}".format, _YEAR, _NUMBER),
    st.builds("UNEP/EA.{}/{}.{}".format, _NUMBER, st.sampled_from(["Res", "Dec"]), _NUMBER),
    st.builds("A/{}/{}{}".format, _NUMBER, _NUMBER, st.sampled_from(["", "-", "--", "-1", "/Add.1", "/1-", "(PartI)"])),
    st.builds("A/{}/{}-S/{}/{}".format, _NUMBER, _NUMBER, _YEAR, _NUMBER),
    st.builds("{}:{}".format, st.sampled_from(["sales", "text"]), st.text("a1-/.%() é:", min_size=1, max_size=8)),
    st.builds("{}:{}".format, st.sampled_from(["event", "instrument"]), st.text("ab1-/ ", min_size=1, max_size=6)),
)  # fmt: skip


def _canonical(key: str) -> str:
    symbol = symbol_of(key)
    return str(symbol) if symbol else key


@given(_KEYS, _KEYS)
@settings(max_examples=1500, deadline=None)
def test_different_works_have_different_identifiers(one: str, other: str) -> None:
    """Rule: minting is injective on canonical keys."""
    one, other = _canonical(one), _canonical(other)
    assert (IDS.work(one) == IDS.work(other)) == (one == other)


@given(st.text("aB-/%.", min_size=1, max_size=5), st.text("aB-/%.", min_size=1, max_size=5))
@settings(max_examples=3000, deadline=None)
def test_segments_are_injective_on_dashes_and_slashes(one: str, other: str) -> None:
    assert (IDS.work(f"text:{one}") == IDS.work(f"text:{other}")) == (one == other)


@given(_KEYS)
@settings(max_examples=500, deadline=None)
def test_identifiers_are_iris(key: str) -> None:
    assert re.fullmatch(
        r"https://w3id\.org/recalling/id/(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", IDS.work(_canonical(key))
    )


@given(_KEYS)
@settings(max_examples=300, deadline=None)
def test_part_of_a_lettered_text_lies_under_its_whole(key: str) -> None:
    symbol = symbol_of(key)
    if isinstance(symbol, Symbol) and symbol.part:
        assert IDS.work(str(symbol)) == f"{IDS.work(str(symbol.whole))}/{symbol.part}"
