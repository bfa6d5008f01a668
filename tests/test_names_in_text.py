"""Names of instruments in running text: titles, bodies' names, other names in parentheses, where a name ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders import references
from loaders.records import Kind, Part, PartKind, Reference, Section, Status
from tests.texts import document, found


def _named(text: str, symbol: str = "A/RES/75/900", **more: str) -> list[str]:
    return [reference.text for reference in found(text, symbol=symbol, **more) if reference.kind is not Kind.EVENT]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Takes note of the report entitled “Global Counter-Terrorism Strategy: activities under Agenda 21”;", []),
        ("Decides to take up sub-item (a) entitled “Agenda 21” of the item entitled “Sustainable development”;", []),
        ("Having considered the items “Agenda 21” and “Follow-up to the New Urban Agenda”,", []),
        ("Recalling resolution 57/28 entitled Scope of legal protection under the Paris Agreement,", ["57/28"]),
        ("Recalling the outcome document, entitled “The future we want”,", ["The future we want"]),
        ("Decides to include an item entitled “Implementation of resolution 60/1”;", ["60/1"]),
        ("Noting the seminar held by its secretariat in 2021 on “Agenda 21 in towns”,", []),
        ("Decides that the theme of the session and of the forum shall be “Reinforcing Agenda 21”;", []),
        ("Recalling its resolution 70/1 of 25 September 2015, entitled “The 2030 Agenda for Sustainable Development”,",
         ["70/1"]),
    ],
)  # fmt: skip
def test_a_title_cites_numbers_but_no_names_inside_it(text: str, names: list[str]) -> None:
    assert _named(text) == names


def test_a_title_still_teaches_what_a_name_means() -> None:
    title = "Recalling its resolution 61/222, entitled “Declaration of Ostend”,"
    made = found(title, op1="Reaffirms the Declaration of Ostend;")
    assert [r.target for r in made] == ["A/RES/61/222", "A/RES/61/222"]


@pytest.mark.parametrize(
    "text",
    [
        "Extends the mandate of the Working Group on the Effective Implementation of the Durban Declaration;",
        "Decides to extend the mandate of the United Nations Mission to support the Hodeidah Agreement;",
        "Having heard the Committee of Six on the Transmission of Information under Article 73 e of the Charter,",
    ],
)
def test_a_name_at_the_end_of_a_bodys_name_is_not_cited(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Recalling the 1979 Convention on Long-range Noise of the Economic Commission for Europe,",
         "Convention on Long-range Noise"),
        ("Noting the multilateral Convention on Administrative Assistance in Noise Matters,",
         "Convention on Administrative Assistance in Noise Matters"),
        ("Noting the Road Map for Clean Fuel in Southern Africa and the Africa Silent Transport Forum Action Plan,",
         "Road Map for Clean Fuel in Southern Africa"),
        ("Noting the Principles of Noise Statistics and Economic and Social Council resolution 2006/6,",
         "Principles of Noise Statistics"),
        ("Noting the Model Noise Convention between Developed and Developing Countries,",
         "Model Noise Convention between Developed and Developing Countries"),
        ("Refers the Action Plan for Noise to the Governing Council of the United Nations Environment Programme;",
         "Action Plan for Noise"),
        ("Noting the African Union Policy Framework for Noise,", "African Union Policy Framework for Noise"),
        ("Noting the OECD Guidelines for Noise,", "OECD Guidelines for Noise"),
        ("Recalling the Convention on the Elimination of all Forms of Discrimination Against Women,",
         "Convention on the Elimination of all Forms of Discrimination Against Women"),
        ((
            "Recalling the outcome document of the United Nations Conference on Sustainable Development, entitled "
            "“The future we want”,"
         ),
         "outcome document of the United Nations Conference on Sustainable Development, entitled “The future we want”"),
    ],
)  # fmt: skip
def test_where_a_name_begins_and_ends(text: str, name: str) -> None:
    assert _named(text)[0] == name


@pytest.mark.parametrize("text", ["Noting the Integrated Noise Strategy Partnership,", "Noting the Noise Initiative,"])
def test_partnerships_and_initiatives_alone_are_programmes(text: str) -> None:
    assert _named(text) == []


def test_an_initiative_beside_an_instrument_is_kept_as_unknown() -> None:
    (beside,) = found("Noting Agenda 21, the Noise Initiative and others,")[1:]
    assert (beside.text, beside.status) == ("Noise Initiative", Status.UNKNOWN)


def _peace(text: str) -> list[Reference]:
    return [r for r in found(text, symbol="S/RES/2549(2020)") if r.kind is not Kind.DOCUMENT]


def test_a_name_given_in_parentheses_means_the_one_before_it() -> None:
    text = (
        "Recalling the General Framework Agreement for Peace in Bosnia and Herzegovina and the annexes thereto "
        "(collectively the Peace Agreement, S/1995/999, Annex), and noting that the Peace Agreement holds "
        "and that the Agreement stands,"
    )
    assert len({reference.cited for reference in _peace(text)}) == 1
    assert [reference.text for reference in _peace(text)][1:] == ["Peace Agreement", "Agreement"]
    assert _peace("Endorsing the agreement reached in Sweden (the Noise Agreement),")[0].text == "Noise Agreement"


def test_a_document_in_parentheses_behind_a_name_is_its_text() -> None:
    made = found("Welcomes the Joint Declaration between Noise and Silence (Joint Declaration) (S/2020/185);")
    assert (made[0].text, made[0].target) == ("Joint Declaration between Noise and Silence", "S/2020/185")


def test_articles_of_the_charter_are_told_by_their_number_once_it_was_named() -> None:
    text = "The transmission under Article 73 e of the Charter, and the limits in Article 73 e, and Chapter XI as well."
    assert [r.cited for r in found(text)] == ["charter:73", "charter:73", "charter"]
    assert not found("As set out in Article 73 e, and in Article 5 of the Statute.")


def test_no_pinpoint_but_the_printed_one() -> None:
    """What a note says once of an instrument is where it stands, not what a later mention points to."""
    first, again = found(
        "Recalling the Noise Declaration{1} and reaffirming the Noise Declaration,", "A/C/1, annex II."
    )
    assert (first.target_part, again.target_part) == ("annex II", None)
    (paragraph,) = found("Taking note of the report on Noise (S/2007/658), in particular paragraph 32,")
    assert paragraph.target_part == "paragraph 32"
    (agenda,) = found("Recalling Agenda 21, adopted at the Earth Summit, in particular chapter 17,")
    assert agenda.target_part == "chapter 17"


def test_two_classes_of_texts_and_what_is_none() -> None:
    text = "Recalling the statements of its President, in particular those of 13 July 2006 (S/PRST/2006/31),"
    assert [r.status for r in found(text)] == [Status.GENERIC, Status.RESOLVED]
    assert _named("Facilitate the relevant resolutions of the United Nations on decolonization;")
    assert not found("once the further decisions on the capital master plan are taken;")


def test_a_second_conference_beside_the_first_is_recalled_too() -> None:
    text = (
        "Recalling the World Summit for Social Development, held at Copenhagen from 6 to 12 March 1995, and the "
        "twenty-fourth special session of the General Assembly,"
    )
    assert [(r.kind, r.relation) for r in found(text)] == [(Kind.EVENT, "recalls")] * 2


def test_old_numbers_and_symbols_as_they_were_printed() -> None:
    assert [r.target for r in found("in resolution 161 A (1961) of 21 February 1961")] == ["S/RES/161(1961)A"]
    assert [r.target for r in found("Ibid., document S/ 13697.")] == ["S/13697"]


def test_a_symbol_further_on_is_not_the_number_of_this_resolution() -> None:
    own, other = found("as annexed to this resolution and in document S/2020/184;", symbol="S/RES/2513(2020)")
    assert (own.target, other.target) == ("S/RES/2513(2020)", "S/2020/184")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("with the AUHIP on the Roadmap to progress,", ""),
        ("as a result of the work of the Fifth Constitutional Convention,", ""),
        ("Recalling the Conference of the Parties to the Noise Convention,", ""),
        ("Noting the Agreement on Arrangements for the Abyei Area of June 2011,",
         "Agreement on Arrangements for the Abyei Area"),
        ("Noting the Relationship Agreement between the Organization and the United Nations Environment Programme,",
         "Relationship Agreement between the Organization and the United Nations Environment Programme"),
        ("Noting the Memorandum of Understanding on Noise and the Memorandum of Understanding on Silence,",
         "Memorandum of Understanding on Noise"),
    ],
)  # fmt: skip
def test_names_as_the_united_nations_print_them(text: str, name: str) -> None:
    assert (_named(text) or [""])[0] == name


def test_a_glued_mark_or_a_title_does_not_hide_a_name() -> None:
    glued = "Recalling the Rio Declaration on Environment and Developmentand the Ostend Declaration on Noise,"
    assert _named(glued)[1:] == ["Ostend Declaration on Noise"]
    title = "Recalling resolution 70/1, “Transforming our world: the 2030 Agenda for Sustainable Development”,"
    assert [r.text for r in found(title, op1="Notes the full implementation of the Agenda by 2030;")][-1] == "Agenda"


def test_the_part_of_a_document_that_a_note_names() -> None:
    (report,) = found("To adopt the arrangements in the annex to the report of the Secretary-General;{1}", "A/36/540.")
    assert (report.target, report.target_part) == ("A/36/540", "annex")
    (peace,) = found("in relation to Annex 1-A and Annex 2 of the Paris Agreement in cooperation")
    assert peace.target_part == "Annex 1-A and Annex 2"


def test_a_number_with_a_leading_zero_is_no_resolution_of_the_united_nations() -> None:
    assert not found("Takes note of resolution 12/07 of the South East Atlantic Fisheries Organization;")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Noting the Joint Plan of Action for the Implementation of the New Urban Agenda in Central Asia, adopted",
         "Joint Plan of Action for the Implementation of the New Urban Agenda in Central Asia"),
        ("Noting the Declaration on the Application of Principle 10 of the Paris Agreement,",
         "Declaration on the Application of Principle 10 of the Paris Agreement"),
        ("Noting the New Urban Agenda and the Declaration on the Paris Agreement,", "New Urban Agenda"),
    ],
)  # fmt: skip
def test_a_name_may_hold_another(text: str, name: str) -> None:
    assert _named(text)[0] == name


def test_a_name_in_a_longer_one_that_a_note_explains_is_cited_itself() -> None:
    text = "Noting the Joint Plan of Action for the Implementation of the New Urban Agenda,{1} adopted"
    assert "New Urban Agenda" in [r.text for r in found(text, "Resolution 71/256, annex.")]


_PARIS_PRINCIPLES = (
    "principles relating to the status of national institutions for the promotion and protection of human rights"
)


@pytest.mark.parametrize(
    "text",
    [
        f"Recalling the {_PARIS_PRINCIPLES},",
        "Reaffirms the Programme of Action of the International Conference on Population and Development4 and more,",
        "Welcoming the Declaration of the Summit of the Heads of State of the Great Lakes Region on the Peace Process,",
    ],
)
def test_names_in_small_letters_with_a_glued_mark_or_of_a_summit(text: str) -> None:
    assert [r.kind for r in found(text)] == [Kind.INSTRUMENT]


def test_a_conference_to_adopt_an_instrument_and_a_heading_cite_none() -> None:
    text = "Taking note of the Intergovernmental Conference to Adopt the Paris Agreement, held in Marrakech,"
    assert _named(text) == []
    heading = (
        "Decides to consider it under heading A (Growth in accordance with the relevant resolutions of the Council),"
    )
    assert _named(heading) == []


def test_a_second_head_beside_a_bodys_own_is_the_bodys() -> None:
    text = "Recalling Commission on Population and Development resolution 2006/1 and decision 2004/2 on its work,"
    one, two = (r.target or r.cited or "" for r in found(text, symbol="E/RES/2016/25", day="2016-07-25"))
    assert one.split(":")[0] == two.split(":")[0] != "E"


def test_resolutions_on_something_are_a_class() -> None:
    made = found("Welcomes the progress made in the implementation of the resolutions on peacebuilding by States;")
    assert [r.status for r in made] == [Status.GENERIC]


def test_what_is_told_by_thereto_and_in_small_letters() -> None:
    text = "Recalling the Convention on the Rights of the Child and the Optional Protocols thereto on armed conflict,"
    assert [r.instrument for r in found(text)] == [
        "convention-on-the-rights-of-the-child", "optional-protocols-to-the-convention-on-the-rights-of-the-child",
    ]  # fmt: skip
    strategy = "Welcoming the United Nations integrated strategy for the Sahel,"
    made = found(strategy, op1="Supports the implementation of the integrated strategy and the national strategy;")
    assert [r.instrument for r in made] == ["united-nations-integrated-strategy-for-the-sahel"] * 2


def test_a_short_name_means_the_one_named_in_the_same_paragraph() -> None:
    text = "Recalling the Paris Agreement,"
    op = "Encouraging the parties to the Arusha Peace and Reconciliation Agreement for Burundi to apply the Agreement;"
    assert found(text, op1=op)[-1].instrument == "arusha-peace-and-reconciliation-agreement-for-burundi"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Recalling resolution XIII.13 of the Conference of the Contracting Parties to the Ramsar Convention,",
         ["ramsar:XIII.13"]),
        ("and the IMO Assembly resolution A.1002 (25),", ["imo:A.1002(25)"]),
        ("Taking note of resolutions MRE/RES.1/91 and CP/RES.594 (923/92) of the Organization of American States,",
         ["oas:MRE/RES.1/91", "oas:CP/RES.594(923/92)"]),
        ("as set forth in the Charter of the United Nations, in particular Article 1, paragraph 3, as well as law,",
         ["charter", "charter:1"]),
        ("in consultation with the secretariat of the Ramsar Convention,", []),
    ],
)  # fmt: skip
def test_further_forms(text: str, keys: list[str]) -> None:
    assert [r.cited for r in found(text)] == keys


def test_a_text_set_forth_in_the_annex_to_the_resolution_before_it() -> None:
    text = "Bearing in mind that by resolution 40/34 it adopted the Charter, set forth in the annex to the resolution,"
    assert found(text)[-1].target == "A/RES/40/34"
    classes = found("Taking into account the resolutions adopted by it, including resolution 1/7,")
    assert classes[0].status is Status.GENERIC
    assert not found("Resolutions adopted on the reports of the Third Committee")


def test_statements_of_the_human_rights_council_by_their_short_form() -> None:
    text = "Welcoming the measures outlined in President’s statements PRST OS/12/1 and PRST/29/1,"
    assert [r.target for r in found(text)] == ["A/HRC/PRST/OS/12/1", "A/HRC/PRST/29/1"]
    (extended,) = found("Decides to extend the measures as set out in annex II of President’s statement PRST OS/12/1;")
    assert (extended.relation, extended.target_part) == ("extends", "annex II")


def test_a_part_of_a_full_name_stands_for_it() -> None:
    made = found("Welcoming the New Agenda for the Development of Africa,", op1="Supports the New Agenda fully;")
    assert made[0].cited == made[1].cited


def test_a_shared_short_name_is_that_of_the_country_the_document_speaks_of() -> None:
    speaks = (
        "Recalling the situation in Nepal, the people of Nepal and the Government of Nepal and its Communist Party,"
    )
    (peace,) = found(speaks, op1="Calls for the timely implementation of the Comprehensive Peace Agreement;")
    assert (peace.instrument or "").startswith("comprehensive-peace-agreement-between-the-government-of-nepal")
    (open_,) = found("Calls for the timely implementation of the Comprehensive Peace Agreement;")
    assert (open_.status, open_.instrument) == (Status.AMBIGUOUS, None)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("the option in paragraph 45(i) of the Special Report of the Chairperson of the African Union (S/2019/816) and",
         "paragraph 45(i)"),
        ("Recalling article 1, paragraph 2, common to the International Covenant on Civil and Political Rights,",
         "article 1, paragraph 2"),
        ("Recalling the outcome document, entitled “The future we want”, in particular paragraph 88,", "paragraph 88"),
    ],
)  # fmt: skip
def test_pinpoints_of_documents_in_parentheses_and_of_covenants(text: str, part: str) -> None:
    assert found(text)[-1].target_part == part


@pytest.mark.parametrize(
    "text",
    [
        "in particular the international convention for the suppression of the financing of terrorism and",
        "the implementation of Agenda 2030.",
        "the Programme of Action for the Least Developed Countries for the Decade 2011 to 2020;",
        "in particular the 25 June Agreement,",
    ],
)
def test_further_spellings(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (("Recalling the United Nations Millennium Declaration, adopted on 8 September 2000 by Heads of State, and "
          "especially section VII thereof,"), "section VII"),
        ("Guided by the 2030 Agenda, and in particular Part I, paragraphs 2 and 3,", "Part I, paragraphs 2 and 3"),
        (("Recalling the International Covenant on Civil and Political Rights, in particular the provisions of article "
          "2, paragraph 1, and articles 6 and 14 thereof,"), "article 2, paragraph 1, and articles 6 and 14"),
        ("Recalls section III concerning conditions of service in the field of its resolution 73/273,", "section III"),
        ("Reaffirms the interpretation of annex 10 on civilian implementation of the Paris Agreement,", "annex 10"),
        ("Having considered section II on the implementation of resolution 60/1,", None),
        ("Recalling OP4 of its resolution 60/1,", "OP4"),
        ("In accordance with action 9 of the 2030 Agenda,", "action 9"),
        ("Acknowledging that the 2030 Agenda, in its paragraphs 81 and 85, is one,", "paragraphs 81 and 85"),
        # what stands behind another instrument is that one's
        ("Recalling the Paris Agreement, adopted with Agenda 21, in particular article 5,", None),
    ],
)  # fmt: skip
def test_pinpoints_told_further_from_the_name(text: str, part: str | None) -> None:
    assert found(text, symbol="A/RES/75/900")[0].target_part == part


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reaffirms the Agreement on the City of Ostend and Ports of Ostend, Dover and Port Said,",
         "Agreement on the City of Ostend and Ports of Ostend, Dover and Port Said"),
        ("Noting the Ostend Declaration on Aid, Dover Declaration and Calais Outcome,", "Ostend Declaration on Aid"),
        ("Welcoming the Guidelines for Legislation on Access to Noise, Public Participation and Access to Quiet,",
         "Guidelines for Legislation on Access to Noise, Public Participation and Access to Quiet"),
        ("Notes the work of the Special Rapporteur of the Model Protocol for Officers to Promote Rights,",
         "Model Protocol for Officers to Promote Rights"),
        ("Taking note of the Secretary-General’s Call to Action for Quiet,", "Call to Action for Quiet"),
        ("Noting the Ostend Declaration and Commitments to Action for Quiet,",
         "Ostend Declaration and Commitments to Action for Quiet"),
    ],
)  # fmt: skip
def test_names_with_lists_of_places_and_behind_bodies(text: str, name: str) -> None:
    assert _named(text) == [name]


def test_resolutions_by_their_abbreviation() -> None:
    made = found("We support UNSCR 1701 and its predecessor resolutions and UNGAR 194 (III),", symbol="S/2024/870")
    assert [r.target for r in made if r.status is Status.RESOLVED] == ["S/RES/1701(2006)", "A/RES/194(III)"]
    assert [r.text for r in made if r.status is Status.GENERIC] == ["its predecessor resolutions"]


def test_a_class_with_examples_is_cited_beside_them() -> None:
    made = found("Recalling all its previous resolutions, in particular 1500 (2003),", symbol="S/RES/1830(2008)")
    assert [(r.text, r.status) for r in made] == [
        ("its previous resolutions", Status.GENERIC), ("1500 (2003)", Status.RESOLVED),
    ]  # fmt: skip


def test_the_protocol_of_a_convention_told_by_a_short_name() -> None:
    made = found(
        "Welcoming the Convention on the Rights of Persons with Disabilities,",
        op1="Notes the Convention and the Optional Protocol thereto, and urges to ratify the Optional Protocol;",
    )
    protocol = "optional-protocol-to-the-convention-on-the-rights-of-persons-with-disabilities"
    assert [r.instrument for r in made][-2:] == [protocol, protocol]


def test_a_letter_of_another_alphabet_does_not_hide_a_name() -> None:
    assert _named("Recalling the Addis Abаba Action Agenda,") == [
        "Addis Abаba Action Agenda"
    ]  # the second а is Cyrillic


def test_decision_makers_are_none() -> None:
    assert found("They demanded that decision makers act and that decision-making change,") == ()


def test_items_of_an_agenda_cite_no_names() -> None:
    text = "Approved the draft programme of work as set out below;"
    listed = {
        "op1": "Provisional agenda for the session",
        "op2": "Follow-up to Agenda 21.",
        "op3": "Report (A/67/225).",
    }
    made = found(text, **listed, op4="Reaffirms Agenda 21;")
    assert [r.part for r in made] == ["op3", "op4"]


def test_a_name_joined_to_one_of_the_registry_needs_no_article() -> None:
    assert _named("Recalling the Algiers Decision and Ostend Declaration,") == [
        "Algiers Decision", "Ostend Declaration",
    ]  # fmt: skip


def test_a_document_in_parentheses_is_the_text_of_a_name_whose_row_has_none() -> None:
    made = found("Welcoming the Agreement for Bringing Peace to Afghanistan (S/2020/184),", symbol="S/RES/2513(2020)")
    assert [r.target for r in made] == ["S/2020/184", "S/2020/184"]


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("Acting under Article 41 of Chapter VII of the Charter,", "charter:41", "Chapter VII, Article 41"),
        ("Taking into account rules 104.7 (a) and 105.4 (a) of the Paris Agreement,", None,
         "rules 104.7 (a) and 105.4 (a)"),
        ("Guided by the Charter of the United Nations, in particular the provisions of Articles 1 and 55 thereof,",
         "charter", "Articles 1 and 55"),
        ("Recalling the Accra Agreement on Noise (S/2020/184, annex I),", None, "annex I"),
    ],
)  # fmt: skip
def test_pinpoints_of_chapters_rules_and_texts_in_parentheses(text: str, key: str | None, part: str) -> None:
    first = found(text, symbol="S/RES/2464(2019)")[0]
    assert first.target_part == part
    assert key is None or first.cited == key


def test_a_pinpoint_in_common_is_both_names() -> None:
    text = (
        "Recalling article 1, paragraph 2, common to the International Covenant on Civil and Political Rights and the "
        "International Covenant on Economic, Social and Cultural Rights,"
    )
    assert [r.target_part for r in found(text)] == ["article 1, paragraph 2"] * 2


def test_the_year_before_a_short_name_tells_which_is_meant() -> None:
    made = found(
        "Recalling the Convention relating to the Status of Refugees and the Convention on the Rights of the Child,",
        op1="Urges States to ratify the 1951 Convention and, under article 3 of the 1989 Convention, to act;",
    )
    assert [(r.text, r.instrument, r.target_part) for r in made[-2:]] == [
        ("1951 Convention", "convention-relating-to-the-status-of-refugees", None),
        ("1989 Convention", "convention-on-the-rights-of-the-child", "article 3"),
    ]


def test_the_resolution_with_a_paragraph_is_the_one_named_before_it() -> None:
    text = "Recalling resolution 1966 (2010) and the date referred to in paragraph 1 of the resolution,"
    made = found(text, symbol="S/RES/2529(2020)")
    assert [(r.target, r.target_part) for r in made] == [
        ("S/RES/1966(2010)", None), ("S/RES/1966(2010)", "paragraph 1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Notes the work of the Intergovernmental Negotiating Committee for a Framework Convention on Climate Change;",
        "Notes the statement of the Executive Secretary of the United Nations Framework Convention on Climate Change;",
    ],
)
def test_who_negotiates_or_serves_a_convention_does_not_cite_it(text: str) -> None:
    assert _named(text) == []


def test_the_subject_of_a_resolution_in_small_letters_is_no_second_citation() -> None:
    text = "Recalling resolution 4/1 on innovative pathways to achieve sustainable consumption and production,"
    assert _named(text, symbol="UNEP/EA.5/Res.11") == ["4/1"]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        (("Noting general comment No. 26 (2022) on land, of the Committee on Economic, Social and Cultural Rights, and "
          "general recommendation No. 34 (2016) of the Committee on the Elimination of Discrimination against Women,"),
         ["E/C.12/GC/26", "CEDAW/C/GC/34"]),
        ("Noting the Human Rights Committee and its general comments No. 36 (2018) and No. 37 (2020),",
         ["CCPR/C/GC/36", "CCPR/C/GC/37"]),
        ("Noting general comment No. 6 (1982) of the Human Rights Committee,", [None]),
    ],
)  # fmt: skip
def test_general_comments_of_treaty_bodies(text: str, symbols: list[str | None]) -> None:
    made = [r for r in found(text, symbol="A/HRC/RES/54/9") if r.kind is Kind.DOCUMENT]
    assert [r.target for r in made] == symbols
    assert all((r.status is Status.RESOLVED) == (r.target is not None) for r in made)


def test_a_name_in_other_order_stands_for_the_one_printed_in_full() -> None:
    made = found("Recalling the Convention on Quiet in the Nights of Towns,", op1="Supports the Quiet Convention;")
    assert made[0].cited == made[1].cited


@pytest.mark.parametrize(
    "text",
    [
        "Substances listed in the Convention on Psychotropic Substances of 197192 are diverted,",
        "Welcoming progress in the Convention on Psychotropic Substances of 1971 and the Convention’s regime,",
    ],
)
def test_a_mark_behind_a_year_and_a_possessive_hide_no_name(text: str) -> None:
    assert {r.instrument for r in found(text)} == {"convention-on-psychotropic-substances-of-1971"}


@pytest.mark.parametrize(
    "text",
    [
        "Notes the Conference on Facilitating the Entry into Force of the Comprehensive Nuclear-Test-Ban Treaty;",
        "Notes the statement of the Friends of the Comprehensive Nuclear-Test-Ban Treaty;",
        (
            "Notes the working group on a United Nations declaration on the rights of peasants and other people "
            "working in rural areas;"
        ),
    ],
)
def test_who_promotes_or_drafts_a_treaty_does_not_cite_it(text: str) -> None:
    assert _named(text) == []


def test_two_names_of_one_noun_are_two() -> None:
    text = "Implements the System-Wide Strategy on Gender Parity and Uniformed Gender Parity Strategy,"
    assert _named(text) == ["System-Wide Strategy on Gender Parity", "Uniformed Gender Parity Strategy"]


def test_the_resolution_points_back_but_the_resolution_of_conflicts_does_not() -> None:
    text = "The Council shall improve the implementation of resolution 2231 (2015):"
    made = found(text, op1="Monitoring the implementation of the resolution;", symbol="S/2016/44")
    assert [(r.target, r.status) for r in made] == [
        ("S/RES/2231(2015)", Status.RESOLVED), ("S/RES/2231(2015)", Status.CONTEXTUAL),
    ]  # fmt: skip
    other = "Recalling resolution 2231 (2015) and stressing the resolution of conflicts and the resolution adopted,"
    assert len(found(other, symbol="S/2016/44")) == 1


def test_a_number_of_another_year_and_body_is_no_resolution_of_the_council() -> None:
    text = "Referring to resolution 912 (1989), adopted by the Parliamentary Assembly of the Council of Europe,"
    (reference,) = [r for r in found(text, symbol="E/RES/2013/7") if r.kind is Kind.RESOLUTION]
    assert reference.target is None


def test_a_paragraph_above_is_of_this_text() -> None:
    text = "Requests the reports referred to in paragraph 6 of resolution 1390 (2002) and paragraph 6 above;"
    assert found(text, symbol="S/RES/1455(2003)")[0].target_part == "paragraph 6"


def test_agreements_in_the_plural_behind_the_verb_that_opens_the_paragraph() -> None:
    made = found(
        "Welcomes Supplementary Agreements number 2 and 3 signed in Ostend;",
        op1="Endorses the Supplementary Agreements;",
    )
    assert [r.cited for r in made] == ["instrument:supplementary-agreements"] * 2
    assert _named("Reminds the parties of their obligations under the Armistice Agreements;") == []


def test_a_statement_dated_before_its_president_and_a_mark_behind_a_number() -> None:
    made = found(
        "Recalling the statement of 9 October 1985 by the President of the Security Council,", symbol="S/RES/579(1985)"
    )
    assert [r.kind for r in made] == [Kind.STATEMENT]
    assert [r.instrument for r in found("Recalling the implementation of Agenda 212 and its review,")] == ["agenda-21"]
    convention = found("Recalling the Work in Fishing Convention, 2007 (No. 188),")[0]
    assert convention.text == "Work in Fishing Convention, 2007 (No. 188)"


def test_a_page_of_the_treaty_series_is_no_pinpoint() -> None:
    made = found("Recalling the Paris Agreement,{1}", "United Nations, Treaty Series, vol. 974, No. 14118, p. 178.")
    assert (made[0].cited, made[0].target_part) == ("unts:974/14118", None)


def test_an_abbreviation_in_parentheses_before_its_number() -> None:
    made = found("in order to implement United Nations Security Council Resolution (UNSCR) 1701,", symbol="S/2024/870")
    assert [r.target for r in made] == ["S/RES/1701(2006)"]


@pytest.mark.parametrize(("first", "names"), [("List of agreements", ["Paris Agreement"]), ("The Parties agree", [])])
def test_headings_of_an_annex_cite_only_where_it_lists(first: str, names: list[str]) -> None:
    parts = (
        Part("annex1/p1", PartKind.PARAGRAPH, Section.ANNEX, first),
        Part("annex1/h1", PartKind.HEADING, Section.ANNEX, "Paris Agreement"),
    )
    made = references.find(replace(document("Decides."), parts=parts)).references
    assert [reference.text for reference in made] == names


def test_a_short_name_of_common_words_needs_its_country_in_the_document() -> None:
    text = "Recalling the Declaration of Principles and the Plan of Action adopted by the World Summit,"
    assert [r.instrument for r in found(text)][:1] != [
        r.instrument for r in found(text, op1="Welcomes the first elections under Self-Government;")
    ][:1]


def test_a_paragraph_of_an_article_of_the_charter_is_that_articles() -> None:
    (reference,) = found("Recalling paragraph 3 of Article 101 of the Charter of the United Nations,")
    assert (reference.cited, reference.target_part) == ("charter:101", "Article 101, paragraph 3")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Recalling the Code of Conduct for Law Enforcement Officials and the aims of the Code,", "the Code"),
        (("Recalling the Basic Principles on the Independence of the Judiciary and the Procedures for the Effective "
          "Implementation of the Basic Principles on the Independence of the Judiciary, and the Basic Principles,"),
         "the Basic Principles"),
        ("Recalling the Madrid International Plan of Action on Ageing, 2002, and the goals of the Plan,", "the Plan"),
    ],
)  # fmt: skip
def test_the_noun_of_a_name_printed_before_stands_for_it(text: str, cited: str) -> None:
    made = found(text)
    assert f"the {made[-1].text}" == cited
    assert made[-1].instrument == made[0].instrument


def test_a_bare_noun_without_a_name_before_is_none() -> None:
    assert _named("Decides that the Code shall be applied and that the Plan shall be carried out,") == []


@pytest.mark.parametrize(
    ("text", "protocols"),
    [
        ("Recalling the Geneva Conventions of 12 August 1949, the Protocols Additional thereto of 8 June 1977,",
         ["additional-protocols-to-the-geneva-conventions-of-12-august-1949"]),
        ("Recalling the Convention relating to the Status of Refugees and its 1967 Protocol, and",
         ["protocol-relating-to-the-status-of-refugees"]),
        ("Recalling the Convention on Biological Diversity and its 1967 Protocol, and", []),
        ("Recalling the Geneva Conventions of 1949, which together with their Additional Protocols are the law,",
         ["additional-protocols-to-the-geneva-conventions-of-12-august-1949"]),
        ("Recalling the International Covenant on Civil and Political Rights, the Second Optional Protocol thereto;",
         ["second-optional-protocol-to-the-international-covenant-on-civil-and-political"]),
    ],
)  # fmt: skip
def test_protocols_to_the_treaty_before_them(text: str, protocols: list[str]) -> None:
    assert [r.instrument for r in found(text)[1:]] == protocols


@pytest.mark.parametrize(
    "text",
    [
        ("Noting cooperation among the secretariats of the Convention to Combat Desertification, the United Nations "
         "Framework Convention on Climate Change and the Convention on Biological Diversity,"),
        ("Requests the Ad Hoc Committee of the Human Rights Council on the Elaboration of Complementary Standards to "
         "the International Convention on the Elimination of All Forms of Racial Discrimination to meet,"),
        "Notes the Global Humanitarian Response Plan for COVID-19 and the Regional Refugee Response Plan,",
    ],
)  # fmt: skip
def test_names_of_bodies_and_response_plans_cite_nothing(text: str) -> None:
    assert _named(text) == []


def test_the_secretariat_of_a_convention_is_not_the_convention() -> None:
    text = "Recalling the Convention on Biological Diversity and the link with the Convention secretariat,"
    assert len(found(text)) == 1


def test_guidelines_of_a_committee_for_the_conduct_of_its_work() -> None:
    text = "Recalls the Guidelines of the Committee for the Conduct of its Work as adopted by the Committee,"
    assert found(text)[0].text == "Guidelines of the Committee for the Conduct of its Work"


def test_in_which_an_article_sets_out_something() -> None:
    text = (
        "Recalling the International Convention for the Protection of All Persons from Enforced Disappearance, adopted "
        "by the General Assembly in its resolution 61/177, in which article 24, paragraph 2, sets out the right,"
    )
    assert [r.target_part for r in found(text)] == ["article 24, paragraph 2", None]


def test_the_tribunal_that_the_document_speaks_of() -> None:
    text = "Decides to amend article 11 of the Statute of the International Tribunal,"
    made = found(text, op1="Commends the International Criminal Tribunal for Rwanda;", symbol="S/RES/1855(2008)")
    assert made[0].instrument == "statute-of-the-international-criminal-tribunal-for-rwanda"


def test_the_governing_council_in_the_environment_assembly() -> None:
    (reference,) = found("Recalls paragraph 13 of Governing Council decision 19/32,", symbol="UNEP/EA.2/Res.20")
    assert (reference.cited, reference.target_part) == ("unepgc:19/32", "paragraph 13")


def test_the_heading_of_a_printed_page_is_no_citation() -> None:
    assert not found("Resolutions and Decisions of the Economic and Social Council objectives of the programme")


def test_bodies_named_for_an_instrument_cite_nothing() -> None:
    text = "Invites the Co-Chairs of the Montreux Document Forum and the Paris Agreement Implementation and Compliance "
    assert _named(f"{text}Committee to take part;") == []


def test_action_plans_of_a_body_and_names_with_a_list_in_them() -> None:
    text = (
        "Supporting regional initiatives, such as the African Union Action Plan for the Accelerated Industrial "
        "Development of Africa, the Science, Technology and Innovation Strategy for Africa,"
    )
    assert _named(text) == [
        "African Union Action Plan for the Accelerated Industrial Development of Africa",
        "Science, Technology and Innovation Strategy for Africa",
    ]


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("Recalling its resolution 2/5, on delivering on the 2030 Agenda, including paragraph 2 in which",
         ["paragraph 2"]),
        ("Recalling its resolution 1/10 of 27 June 2014 and paragraph 2 of Governing Council decision 27/8, in which",
         [None, "paragraph 2"]),
        (("Recalling the Agreement on Provisional Arrangements in Afghanistan, signed in Bonn (S/2001/1154), in "
          "particular its annex 2,"), ["annex 2"]),
    ],
)  # fmt: skip
def test_pinpoints_behind_what_a_text_is_about(text: str, pins: list[str | None]) -> None:
    assert [r.target_part for r in found(text, symbol="UNEP/EA.3/Res.5")][: len(pins)] == pins


def test_its_resolution_of_a_session_with_other_numbers_is_the_speakers_own() -> None:
    text = "Reaffirms its belief, as expressed in its resolution 1721 D (XVII) of 20 December 1961,"
    assert found(text, symbol="A/RES/2601(XXIV)")[0].target == "A/RES/1721(XVII)D"


def test_statements_of_its_president_in_small_letters_are_a_class() -> None:
    made = found(
        "Recalling its resolutions and the statements of its president concerning Chad,", symbol="S/RES/1834(2008)"
    )
    assert [r.status for r in made] == [Status.GENERIC] * 2


@pytest.mark.parametrize(
    ("text", "later", "instrument"),
    [
        ("Recalling the Comprehensive Peace Agreement for the Sudan (CPA) of 9 January 2005,", "CPA", True),
        ("Recalling the Convention on the Rights of Persons with Disabilities (CRPD),", "CRPD", True),
        ("Welcoming the Bujumbura Pact of Reconciliation (“the PRN”),", "PRN", True),
        ("Welcoming the Bujumbura Pact of Reconciliation (PRN),", "PRN", False),
        ("Recalling the Rome Statute of the International Criminal Court (ICC),", "ICC", False),
        ("Recalling the Convention of the Economic Community of West African States (ECOWAS),", "ECOWAS", False),
    ],
)  # fmt: skip
def test_an_abbreviation_stands_for_the_name_that_it_was_given_to(text: str, later: str, instrument: bool) -> None:
    made = [
        r for r in found(text, op1=f"Calls upon the parties to implement the {later} and to meet;") if r.part == "op1"
    ]
    assert [r.text for r in made] == [later] * instrument
    assert all(r.relation == "callsForImplementation" for r in made)


def test_an_abbreviation_in_a_bodys_name_is_none() -> None:
    text = "Recalling the Convention on the Rights of Persons with Disabilities (CRPD) and the CRPD Committee,"
    assert len(found(text)) == 1


def test_names_end_before_their_owner_and_before_who_signed_them() -> None:
    name = "Guidelines for Military Manuals and Instructions on the Protection of the Environment"
    assert _named(f"Taking note of the 1994 {name} of the International Committee of the Red Cross,") == [name]
    signed = "Welcoming the Accord on Peace and Stability in the Northern Region by the National authorities,"
    assert _named(signed) == ["Accord on Peace and Stability in the Northern Region"]


def test_a_general_recommendation_without_its_sign() -> None:
    body = "Committee on the Elimination of Discrimination against Women"
    text = f"Taking note of general recommendation 19 on violence against women adopted by the {body},"
    assert found(text)[0].text == "general recommendation 19"


def test_the_meeting_of_the_parties_to_a_protocol_is_a_body() -> None:
    text = "Welcoming the Conference serving as the meeting of the Parties to the Cartagena Protocol on Biosafety,"
    assert _named(text) == []


def test_rules_and_statutes_of_organs_told_by_less_than_their_names() -> None:
    text = "Decides to establish, in accordance with rule 28 of its provisional rules of procedure, a Sub-Committee;"
    (own,) = found(text, symbol="S/RES/283(1970)")
    assert (own.instrument, own.target_part) == ("provisional-rules-of-procedure-of-the-security-council", "rule 28")
    text = "Recalls articles 10 and 11 of the statute of the Commission,"
    assert not found(text)
    (statute,) = found(text, op1="Commends the International Civil Service Commission;")
    assert (statute.instrument, statute.target_part) == (
        "statute-of-the-international-civil-service-commission",
        "articles 10 and 11",
    )


def test_its_rules_are_those_of_the_organ_named_before() -> None:
    (reference,) = found("Invites the Human Rights Council to decide under its rules of procedure;")
    assert reference.instrument == "rules-of-procedure-of-the-human-rights-council"


def test_the_adoption_of_the_resolution_is_that_of_the_text_itself() -> None:
    text = "Requests a group for six months as soon as possible from the date of the adoption of the resolution;"
    (reference,) = found("Recalling its resolution 1356 (2001),", op1=text, symbol="S/RES/1519(2003)")[1:]
    assert (reference.target, reference.status) == ("S/RES/1519(2003)", Status.CONTEXTUAL)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Recalling agreed conclusions 2000/1 of the Economic and Social Council,", ["conclusions:ecosoc-2000-1"]),
        (
            "Noting its agreed conclusions 1999/2 and 2002/1,",
            ["conclusions:ecosoc-1999-2", "conclusions:ecosoc-2002-1"],
        ),
        ("Recalling agreed conclusions 1997/1 of the Commission on the Status of Women,", ["conclusions:csw-1997-1"]),
        ("Recalling the agreed conclusions of the Commission,", []),
    ],
)
def test_agreed_conclusions_are_told_by_year_and_number(text: str, keys: list[str]) -> None:
    assert [reference.cited for reference in found(text) if reference.kind is Kind.DOCUMENT] == keys


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("Recalling its resolution 57/292 of 20 December 2002, in section IV of which it approved it,", "section IV"),
        ("Recalling the report (S/2006/997) on best practices, including paragraphs 21 and 22 that discuss them,",
         "paragraphs 21 and 22"),
    ],
)  # fmt: skip
def test_pinpoints_of_which_something_is_told(text: str, pin: str) -> None:
    (reference,) = [r for r in found(text) if r.kind is not Kind.INSTRUMENT and r.cited]
    assert reference.target_part == pin


def test_statements_beside_resolutions_are_a_class() -> None:
    statements = [
        r for r in found("Recalling its previous resolutions and statements on Chad,") if r.kind is Kind.STATEMENT
    ]
    assert [(r.text, r.status) for r in statements] == [("statements", Status.GENERIC)]


def test_a_text_that_is_still_drafted_is_not_cited() -> None:
    assert not _named(
        "Noting the work on a final draft United Nations declaration on the rights of indigenous peoples,"
    )
    assert _named("Noting the United Nations declaration on the rights of indigenous peoples,")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Welcoming the African Union Plan of Action to End Attacks and other Wrongs in Africa,",
         ["African Union Plan of Action to End Attacks and other Wrongs in Africa"]),
        ("Welcoming the subsequent Sahel Plan of Action,", ["Sahel Plan of Action"]),
        ("Noting the United Nations Development Assistance Framework for Peru,", []),
        ("in accordance with the amended Staff Regulations and with the Staff Rules,",
         ["Staff Regulations", "Staff Rules"]),
    ],
)  # fmt: skip
def test_whose_plan_it_is_may_begin_its_name(text: str, names: list[str]) -> None:
    assert _named(text) == names


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("Recalling the relevant decisions of the General Assembly,", 1),
        ("Mindful of all matters and decisions affecting their lives,", 0),
        ("Noting that all necessary decisions were taken for its adoption,", 0),
        ("Stressing that it shall require further decisions by the General Assembly,", 0),
        ("Other decisions", 0),
    ],
)
def test_decisions_that_anybody_takes_are_no_class_of_texts(text: str, decisions: int) -> None:
    assert len([reference for reference in found(text) if reference.kind is Kind.DECISION]) == decisions


def test_an_event_beside_what_is_recalled_is_recalled_too() -> None:
    events = [r.text for r in found("Recalling its resolution 60/1 and the World Food Summit,") if r.kind is Kind.EVENT]
    assert events == ["World Food Summit"]
    assert not [r for r in found("Acting under its resolution 60/1 and the World Food Summit,") if r.kind is Kind.EVENT]


def test_that_article_is_the_last_one_of_the_charter() -> None:
    text = "Acting under Article 101 of the Charter and the regulations established pursuant to that Article,"
    articles = [r for r in found(text) if r.kind is Kind.ARTICLE]
    assert [(r.text, r.cited, r.status) for r in articles][1:] == [("Article", "charter:101", Status.CONTEXTUAL)]
    assert not [r for r in found("as set out in that Article,") if r.kind is Kind.ARTICLE]


def test_a_short_name_of_several_texts_is_that_of_its_year() -> None:
    key = "instrument:comprehensive-peace-agreement-between-the-government-of-the-sudan-and-the-sudan"
    (named,) = found("Supporting the Comprehensive Peace Agreement of 9 January 2005,")
    assert (named.instrument and f"instrument:{named.instrument}", named.status) == (key, Status.RESOLVED)
    (older,) = found("Supporting the preceding Agreement on the Cessation of Hostilities of 18 June 2000,")
    older_key = "agreement-on-cessation-of-hostilities-between-the-governments-of-ethiopia"
    assert (older.instrument, older.status) == (older_key, Status.RESOLVED)
    (unsaid,) = found("Supporting the Comprehensive Peace Agreement of 1931,")
    assert unsaid.status is Status.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Recalling the Geneva Conventions of 12 August 1949 and grave breaches of the Conventions,",
         "geneva-conventions-of-12-august-1949"),
        ("Noting the Committee on the Elimination of Discrimination Against Women and its General Recommendation 30,",
         "CEDAW/C/GC/30"),
    ],
)  # fmt: skip
def test_plural_short_names_and_small_words_in_capitals(text: str, last: str) -> None:
    reference = found(text)[-1]
    assert last in (reference.instrument, reference.cited)


def test_whom_a_text_goes_to_is_no_part_of_its_name() -> None:
    text = (
        "Recalling the World Programme of Action for Youth, and asks to send the Programme of Action to Member States,"
    )
    assert _named(text) == ["World Programme of Action for Youth", "Programme of Action"]
    assert _named("Acting under the Purposes and Principles of the Charter of the United Nations,") == [
        "Charter of the United Nations"
    ]


def test_its_previous_statements_are_a_class() -> None:
    statements = [
        (r.text, r.status) for r in found("Recalling its previous statements on Chad,") if r.kind is Kind.STATEMENT
    ]
    assert statements == [("its previous statements", Status.GENERIC)]
    assert not found("Noting their previous statements to the press,")


def test_an_arrangement_is_an_instrument() -> None:
    assert _named("Recalling the Supplemental Arrangement on Public Security,") == [
        "Supplemental Arrangement on Public Security"
    ]


def test_a_small_short_name_of_the_registry_holds_from_where_the_full_one_stands() -> None:
    name = "Legal Consequences of the Construction of a Wall in the Occupied Palestinian Territory"
    assert _named(f"Recalling the {name}, as set forth in the advisory opinion,") == [name, "advisory opinion"]
    assert _named("as set forth in the advisory opinion,") == []


def test_ordinal_paragraphs_of_a_preamble_are_pinpoints() -> None:
    (reference,) = found(
        "in accordance with the third preambular paragraph of the Convention on the Rights of the Child,"
    )
    assert reference.target_part == "third preambular paragraph"


def test_the_meeting_to_consider_an_instrument_is_no_citation_of_it() -> None:
    meeting = "the Seventh Biennial Meeting of States to Consider the Implementation of the Paris Agreement"
    assert "Paris Agreement" not in _named(f"Recalling the report of {meeting}, held in Rome,")
