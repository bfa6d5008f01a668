"""The relation of a mention deep inside its clause: what is told of another thing, what is narrated, what is needed."""

from __future__ import annotations

import pytest

from loaders.records import Kind
from tests.texts import found


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        # what is said of the thing cited before
        ("Recalling its resolution 2/5 on delivering on the 2030 Agenda,", ["recalls", "mentions"]),
        ("Recalling resolution 71/256 endorsing the outcome of Noise, entitled “New Urban Agenda”,",
         ["recalls", "mentions"]),
        ("Welcomes Agenda 21, which was launched early and provides discussion pertaining to the 2030 Agenda;",
         ["welcomes", "mentions"]),
        ((
            "Reaffirming the commitment in Article 56 of the Charter to act for the purposes set forth in "
            "Article 55 of the Charter,"
         ), ["reaffirms", "mentions"]),
        # further items of the same list
        ("Recalling its resolution 60/1 on noise, and its resolution 60/2,", ["recalls", "recalls"]),
        ("Recalling its resolution 60/1 on noise and the outcomes of the World Food Summit and resolution 60/2,",
         ["recalls", "recalls"]),
        ("Reaffirming Agenda 21, in which countries committed to policies, as well as the 2030 Agenda,",
         ["reaffirms", "reaffirms"]),
        ((
            "Recalling that the Security Council decided in resolution 1684 (2006) to extend it, and that on 13 May "
            "2006 the Council decided in resolution 1717 (2006) to extend the other,"
         ), ["recalls", "recalls"]),
        # a need, not the text
        ("Reaffirms the need for enhanced dialogue among officials to promote wider knowledge of Agenda 21;",
         ["mentions"]),
        ("Reiterating its interest in a settlement which takes full consideration of Security Council resolutions,",
         ["mentions"]),
        # phrases
        ("Having examined the report of the Committee, appointed under General Assembly resolution 1467 (XIV),",
         ["establishedBy"]),
        ("Considering the Committee established in pursuance of resolution 253 (1968),", ["establishedBy"]),
        ((
            "Requests the Secretary-General to ensure the full implementation of the provisions of its resolutions "
            "59/296 and 60/266 as well as other relevant resolutions;"
         ), ["requests"] * 3),
        ("Requests a report, taking into account the views, within the context of its resolution 48/218 B;",
         ["mentions"]),
        ("Recognize the right, as established in the Declaration on the Right to Development;", ["mentions"]),
        ("Encourages States to cooperate in supporting Agenda 21;", ["mentions"]),
        ("Ensuring that it is in strict compliance with resolution 60/1,", ["actsUnder"]),
        ("They are in conformity with the spirit, purposes and principles of the Charter of the United Nations,",
         ["actsUnder"]),
        ("Declares a breach of the peace within the meaning of Article 39 of the Charter,", ["mentions"]),
        ("Finds that this is a violation of the cease-fire provisions of resolution 54 (1948);",
         ["mentionsWithConcern"]),
        ("Urges States to work towards following the guidelines of Agenda 21;", ["callsForImplementation"]),
        ("Recalling resolution 65/234, in which the Assembly decided to extend Agenda 21 beyond 2014,",
         ["recalls", "mentions"]),
        ("Recalling the Paris Agreement under the Convention on Biological Diversity, as well as resolution 70/1,",
         ["recalls", "mentions", "recalls"]),
        ("Invites States to observe annually the Day, as proclaimed by the General Assembly in its resolution 47/90;",
         ["mentions"]),
        ("Activities consistent with attaining growth, including those set out in Agenda 21,", ["mentions"]),
        ("Emphasizes that it acts strictly in full conformity with resolution 48/218 B;", ["actsUnder"]),
        ("Noting with appreciation the significant efforts made since then to follow up Agenda 21 and the 2030 Agenda,",
         ["mentions", "mentions"]),
        ("Reiterates the obligations of States, and in that connection recalls the Paris Agreement;", ["recalls"]),
        ("Recalling its resolution 302 (IV), by which it set up the Agency, and others, including its resolution 65/1,",
         ["recalls"] * 2),
        ("The members of the Security Council take note of resolution 60/1.", ["takesNote"]),
        ("We, the Ministers, reaffirm Agenda 21.", ["reaffirms"]),
        # no verbs
        ("Sharing of knowledge among forums, such as Agenda 21;", ["mentions"]),
        ("Recognizing that noise is vital; and supporting silence, and that they play a role in Agenda 21,",
         ["mentions"]),
        # symbols in parentheses belong to the noun before them
        ((
            "Having considered the report of 13 April 1998, which was submitted to the body (A/52/871) in accordance "
            "with the statement of its President of 25 September 1997 (S/PRST/1997/46),"
         ),
         ["hasConsidered", "actsUnder"]),
    ],
)  # fmt: skip
def test_relation(text: str, relations: list[str]) -> None:
    made = [r.relation for r in found(text, symbol="S/RES/2513(2020)") if r.kind != "event"]
    assert made == relations


def test_a_decision_narrates_in_the_past_tense() -> None:
    text = (
        "At its 3rd plenary meeting, the General Assembly, recalling its resolution 60/74, and on the recommendation "
        "of the Committee as set forth in its first report,{1} adopted the agenda,{2} and took note of resolution 60/2."
    )
    made = {(r.target, r.relation) for r in found(text, "A/77/250.", "A/77/251.", symbol="A/DEC/77/505")}
    assert {("A/RES/60/74", "recalls"), ("A/77/251", "adopts"), ("A/RES/60/2", "takesNote")} <= made


def test_a_phrase_belongs_to_the_mention_it_stands_before() -> None:
    text = (
        "Taking into account the recommendations of the Committee established in pursuance of resolution 253 (1968) "
        "concerning Southern Rhodesia in its second special report{1} on sanctions,"
    )
    made = {r.target: r.relation for r in found(text, "S/12296.")}
    assert made == {"S/RES/253(1968)": "establishedBy", "S/12296": "considers"}


def test_a_text_may_be_acted_under_by_itself() -> None:
    (acted,) = found("Calls upon States to act in accordance with the present resolution;")
    (only,) = found("Requests a report on the implementation of the present resolution;")
    assert (acted.relation, only.relation) == ("actsUnder", "mentions")


def test_the_notes_of_a_list_of_numbers_are_of_the_reports_it_belongs_to() -> None:
    text = "Taking note of the reports of the Secretary-General submitted pursuant to resolutions 73/263,{1} 74/168,{2}"
    made = {r.target: r.relation for r in found(text, "A/74/276.", "A/75/334.")}
    assert made["A/RES/73/263"] == made["A/RES/74/168"] == "actsUnder"
    assert made["A/75/334"] == "takesNote"


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Recognizing the commitment made under Agenda 21 to invest,", ["mentions"]),
        ("Acting under Agenda 21,", ["actsUnder"]),
        ("Urging the sides to achieve a settlement, as set out in resolutions, including OP4 of resolution 716 (1991),",
         ["mentions"]),
        ("Urging the sides to achieve a settlement, including through resolution 716 (1991),",
         ["callsForImplementation"]),
        ("Continues to support their efforts and similarly supports Agenda 21 as an optimum solution;", ["endorses"]),
        ("Requests reports, in accordance with Agenda 21 and the conclusions of the Meeting of Experts (A/67/225);",
         ["actsUnder", "actsUnder"]),
        ("Reaffirming the right, in accordance with the Charter, relevant United Nations resolutions and Agenda 21,",
         ["actsUnder"] * 3),
        ("Encourages them to go on, including by taking into consideration, as appropriate, Agenda 21;", ["considers"]),
        ("Urges that the review take into account Agenda 21;", ["considers"]),
        ("Condemns the Government for its refusal to comply with resolution 264 (1969) and for its defiance;",
         ["mentionsWithConcern"]),
        ("Calls upon the parties to comply with their obligations under the Paris Agreement;",
         ["callsForImplementation"]),
        ("Calls upon States to take steps to give effect to the provisions contained in the Paris Agreement;",
         ["callsForImplementation"]),
        ("Reiterating its strong support for the full implementation of the Paris Agreement,", ["reiterates"]),
        (("Recalling also resolutions relevant to creating and maintaining civil society space, inter alia, "
          "resolution 12/16 of 2 October 2009,"), ["recalls"]),
        ("Mindful of the World Programme proclaimed by the Assembly in its resolution 59/113 and the Paris Agreement,",
         ["mentions", "considers"]),
        ("Recalling the Programme, adopted by the Assembly in its resolution 55/25, as well as the Paris Agreement,",
         ["mentions", "recalls"]),
        ("Welcomes the decision taken by the Economic and Social Council in its resolution 2010/19 to meet,",
         ["welcomes"]),
        ("Condemns the Government for its policies in violation of its obligations under the Paris Agreement;",
         ["mentionsWithConcern"]),
        ("Recalling the measures imposed by resolution 2399 (2018) and extended to 31 January 2020 by resolution 58/4,",
         ["actsUnder", "extendedBy"]),
        (("Reaffirming its resolutions, in particular resolution 733 (1992), which established an embargo, and the "
          "statements of its President of 12 March 2003 (S/PRST/2003/2),"), ["reaffirms"] * 3),
        ("Calls upon all parties to take all measures and for the observance of the Paris Agreement;",
         ["callsForImplementation"]),
        ("Recalling the request made by the General Assembly in its resolution 75/323 to the Secretary-General,",
         ["recalls"]),
        ("Welcomes the meeting at which both sides reaffirmed their commitment to resolution 716 (1991);",
         ["mentions"]),
    ],
)  # fmt: skip
def test_relation_of_what_is_done_under_or_told_of_a_text(text: str, relations: list[str]) -> None:
    assert [reference.relation for reference in found(text, symbol="A/RES/75/900")] == relations


def test_this_decision_of_a_resolution_is_the_resolution() -> None:
    (reference,) = found("Warns that further steps would give effect to this decision.", symbol="S/RES/275(1969)")
    assert (reference.target, reference.kind) == ("S/RES/275(1969)", Kind.RESOLUTION)
