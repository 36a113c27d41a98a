"""The programme's own figures: the worked examples of KAM.md §12, and its property 11."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from handmade import made, portfolio
from hypothesis import given
from hypothesis import strategies as st
from nearly import nearly

from kamreport.model import (
    ChecklistItem,
    Colleague,
    Fluency,
    FrameworkItem,
    Milestone,
    ProgrammeQuestion,
)
from kamreport.model.lists import AnswerKind, ChecklistAnswer, ItemDirection, ProgrammePart, ProgrammePhase
from kamreport.results import Agreement
from kamreport.schema.kinds import NOT_APPLICABLE
from kamreport.scoring.programme import checklist, framework, outcomes, questions
from kamreport.scoring.programme.reading_programme import milestones
from kamreport.scoring.programme.weakest import weakest
from kamreport.writing.template import programme_rows

YES, PARTIAL, NO, OUT = ChecklistAnswer
SCOPING, INTRODUCING, EMBEDDING, OPTIMISING = ProgrammePhase
Answers = Mapping[str, ChecklistAnswer | None]


def shipped(answers: Answers) -> tuple[ChecklistItem, ...]:
    """The shipped checklist with some answers."""
    return tuple(
        made(
            ChecklistItem,
            row=at,
            item_id=row["Item ID"],
            item=row["Item"],
            part=ProgrammePart(str(row["Part"])),
            phase=ProgrammePhase(str(row["Phase"])) if "Phase" in row else None,
            direction=ItemDirection(str(row["Direction"])),
            critical=row["Critical"] == "Yes",
            answer=answers.get(str(row["Item ID"])),
        )
        for at, row in enumerate(programme_rows()[ChecklistItem], 2)
    )


def answered(*given: tuple[ProgrammePhase, int, int]) -> tuple[ChecklistItem, ...]:
    """The checklist with so many Yes, the rest No, in each phase given as (phase, yes, asked); others blank."""
    answers: dict[str, ChecklistAnswer | None] = {}
    for phase, yes, _ in given:
        for at, item in enumerate(one for one in shipped({}) if one.phase is phase):
            answers[item.item_id] = YES if at < yes else NO
    return shipped(answers)


BEFORE = [f"PRE{number:02d}" for number in range(1, 24)]
AFTER = [f"POST{number}" for number in range(1, 10)]


def test_readiness_of_12_yes_5_partial_5_no_and_1_not_applicable_is_0_659() -> None:
    said = [YES] * 12 + [PARTIAL] * 5 + [NO] * 5 + [OUT]
    found = checklist.readiness(shipped(dict(zip(BEFORE, said, strict=True))))
    assert found.value == nearly(14.5 / 22)
    assert found.value == nearly(0.659, within=5e-4)
    assert (found.coverage, found.answered) == (1.0, 22)


def test_blank_is_not_known_and_lowers_coverage_only() -> None:
    found = checklist.readiness(shipped({"PRE01": YES, "PRE02": NO, "PRE03": OUT}))
    assert found.value == nearly(0.5)
    assert found.coverage == nearly(2 / 22)
    assert checklist.readiness(shipped({})).value is None
    assert checklist.readiness(shipped({})).measured.reason == "Fill Checklist."


@pytest.mark.parametrize(("third", "ready"), [(YES, True), (PARTIAL, False), (OUT, False), (None, False)])
def test_launch_needs_yes_on_all_six_critical_items(third: ChecklistAnswer | None, ready: bool) -> None:
    critical = checklist.gate(shipped({}))
    assert [item.item_id for item in critical] == ["PRE01", "PRE02", "PRE03", "PRE04", "PRE06", "PRE08"]
    items = shipped({**dict.fromkeys((item.item_id for item in critical), YES), "PRE03": third})
    assert checklist.is_ready(checklist.gate(items)) is ready


def test_a_checklist_without_critical_items_has_no_gate() -> None:
    assert checklist.is_ready(()) is None


def test_scoping_3_of_3_introducing_4_of_5_embedding_8_of_11_reaches_introducing() -> None:
    found = checklist.phases(answered((SCOPING, 3, 3), (INTRODUCING, 4, 5), (EMBEDDING, 8, 11)), 0.8)
    assert [(one.at_yes, one.applicable) for one in found] == [(3, 3), (4, 5), (8, 11), (0, 4)]
    assert found[2].share == nearly(0.727, within=5e-4)
    assert checklist.phase_reached(found) is INTRODUCING


def test_scoping_2_of_3_with_introducing_5_of_5_is_not_started() -> None:
    found = checklist.phases(answered((SCOPING, 2, 3), (INTRODUCING, 5, 5)), 0.8)
    assert checklist.phase_reached(found) is None


def test_a_share_on_the_line_reaches_and_a_phase_that_does_not_apply_is_passed() -> None:
    items = shipped({item.item_id: OUT if item.phase is SCOPING else YES for item in shipped({})})
    assert checklist.phase_reached(checklist.phases(items, 1.0)) is OPTIMISING
    assert checklist.phase_reached(checklist.phases(answered((SCOPING, 3, 3), (INTRODUCING, 4, 5)), 0.8)) is INTRODUCING


EXAMPLE = {
    **dict.fromkeys(("POST1", "POST2", "POST3", "POST5", "POST7"), YES),
    **dict.fromkeys(("POST4", "POST9"), NO),
    "POST6": PARTIAL,
}


def test_the_outcomes_index_of_the_example_is_0_125() -> None:
    found = checklist.outcomes(shipped(EXAMPLE))
    assert found.value == nearly(0.125)
    assert (found.answered, found.coverage) == (8, nearly(8 / 9))


@pytest.mark.parametrize("direction", [ItemDirection.FAVOURABLE, None])
def test_no_cell_can_turn_post3_into_good_news(direction: ItemDirection | None) -> None:
    assert checklist.outcomes(in_direction(direction)).value == nearly(0.125)


def test_forgetting_the_reversal_would_say_0_375() -> None:
    forgotten = [replace(one, item_id=f"OWN{one.item_id}") for one in in_direction(ItemDirection.FAVOURABLE)]
    assert checklist.outcomes(forgotten).value == nearly(0.375)


def in_direction(direction: ItemDirection | None) -> list[ChecklistItem]:
    """The example, as if a team had typed this direction for every item."""
    return [replace(one, direction=direction) for one in shipped(EXAMPLE)]


@given(
    said=st.lists(st.sampled_from([YES, PARTIAL, NO, OUT, None]), min_size=9, max_size=9),
    turned=st.sampled_from(AFTER),
)
def test_reversing_post3_moves_the_outcomes_index_the_other_way(
    said: Sequence[ChecklistAnswer | None], turned: str
) -> None:
    before: dict[str, ChecklistAnswer | None] = {**dict(zip(AFTER, said, strict=True)), turned: NO}
    low, high = checklist.outcomes(shipped(before)).value, checklist.outcomes(shipped({**before, turned: YES})).value
    assert low is not None
    assert high is not None
    assert high < low if turned == "POST3" else high > low


@pytest.mark.parametrize(
    ("answer", "claimed", "measured", "expected"),
    [
        (YES, True, False, Agreement.ROSIER),
        (NO, False, True, Agreement.GLOOMIER),
        (PARTIAL, None, True, Agreement.PARTLY),
        (PARTIAL, None, False, Agreement.PARTLY),
        (YES, True, True, Agreement.AGREES),
        (NO, False, False, Agreement.AGREES),
        (None, None, True, Agreement.NOT_COMPARED),
        (OUT, None, False, Agreement.NOT_COMPARED),
        (YES, True, None, Agreement.NOT_COMPARED),
    ],
)
def test_a_claim_agrees_with_the_data_or_is_rosier_or_gloomier(
    answer: ChecklistAnswer | None, claimed: bool | None, measured: bool | None, expected: Agreement
) -> None:
    assert outcomes.agreement(answer, claimed, measured) is expected


def test_claiming_no_on_post3_is_a_favourable_claim() -> None:
    items = {item.item_id: item for item in shipped({"POST3": NO, "POST4": NO})}
    assert checklist.is_favourable(items["POST3"]) is True
    assert checklist.is_favourable(items["POST4"]) is False


def item(code: str, element: str, score: object, weight: float = 1.0) -> FrameworkItem:
    return made(FrameworkItem, item_id=code, element=element, item=code, score=score, weight=weight)


def test_an_element_scored_4_3_not_applicable_2_and_blank_is_75_at_coverage_3_of_4() -> None:
    scores = (4, 3, NOT_APPLICABLE, 2, None)
    (found,) = framework.elements([item(f"SP{at}", "Structure", score) for at, score in enumerate(scores, 1)])
    assert found.figure.code == "SP"
    assert found.figure.value == nearly(75)
    assert found.figure.coverage == nearly(3 / 4)


def test_the_framework_is_the_mean_of_its_elements_not_of_its_items() -> None:
    items = [item("SP1", "Structure", 4), item("SP2", "Structure", 4), item("SP3", "Structure", 4)]
    items += [item("PE1", "People", 4, weight=0), item("PE2", "People", 0), item("VB1", "Value", None)]
    found = framework.elements(items)
    assert [one.figure.value for one in found] == [nearly(100), nearly(0), None]
    assert framework.framework(found).value == nearly(50)


def test_weights_count_inside_an_element() -> None:
    (found,) = framework.elements([item("AP1", "Planning", 4, weight=3), item("AP2", "Planning", 0)])
    assert found.figure.value == nearly(75)


def test_a_milestone_is_late_when_its_planned_end_passed_without_an_actual_end() -> None:
    day = dt.date(2026, 3, 31)
    rows = [
        made(Milestone, milestone_id="MS1", planned_end=day - dt.timedelta(days=1)),
        made(Milestone, milestone_id="MS2", planned_end=day - dt.timedelta(days=1), actual_end=day),
        made(Milestone, milestone_id="MS3", planned_end=day),
        made(Milestone, milestone_id="MS4"),
    ]
    assert [one.is_late for one in milestones(rows, day)] == [True, False, False, False]


def question(code: str, block: str, kind: AnswerKind, answer: str | None) -> ProgrammeQuestion:
    return made(ProgrammeQuestion, question_id=code, block=block, answer_kind=kind, answer=answer)


def test_the_success_index_is_25_times_the_mean_rating_less_1() -> None:
    rows = [question(f"RS{at}", "Success reasons", AnswerKind.RATING, said) for at, said in enumerate("345")]
    rows += [question("RS8", "Success reasons", AnswerKind.RATING, said) for said in (None, "6", "often", "2.5")]
    found = questions.success(rows)
    assert found.value == nearly(75)
    assert (found.answered, found.coverage) == (3, nearly(3 / 7))


def test_trust_and_leadership_are_means_of_their_own_closed_questions() -> None:
    rows = [question(code, "Internal trust", AnswerKind.YES_PARTIAL_NO, said) for code, said in
            (("TR2", "Yes"), ("TR4", "partial"), ("TR5", "N/A"))]  # fmt: skip
    rows += [question("TR1", "Internal trust", AnswerKind.OPEN, "No"), question("LD1", "Leadership",
             AnswerKind.YES_PARTIAL_NO, "No")]  # fmt: skip
    trust = questions.block(rows, "TRUST", "Internal trust")
    assert (trust.value, trust.coverage) == (nearly(0.75), 1.0)
    assert questions.block(rows, "LEADERSHIP", "Leadership").value == nearly(0.0)
    assert [one.question_id for one in questions.open_answers(rows)] == ["TR1"]


def test_fluency_is_averaged_by_person_and_by_area_over_what_is_rated() -> None:
    people = questions.fluency(
        portfolio(
            made(Colleague, person_id="P-01", name="Ana Ruiz"),
            made(Fluency, person_id="P-01", f1_customer_needs=4, f2_our_offerings=2),
            made(Fluency, person_id="P-02", f1_customer_needs=2),
        )
    )
    assert [(one.name, one.mean) for one in people] == [("Ana Ruiz", nearly(3)), ("P-02", nearly(2))]
    areas = questions.fluency_by_area(people)
    assert areas["Customer needs"] == nearly(3)
    assert areas["Our offerings"] == nearly(2)
    assert areas["Market"] is None
    assert questions.fluency_by_area(()) == {}


def test_the_weakest_are_critical_items_then_low_scores_then_unfavourable_outcomes() -> None:
    items = shipped({**dict.fromkeys(BEFORE, YES), "PRE02": PARTIAL, "PRE05": NO, "POST3": YES, "POST4": NO})
    scored = [item("SP1", "S", 3), item("SP2", "S", 1), item("SP3", "S", 4), item("PE1", "P", 0, weight=0)]
    assert [one.item_id for one in weakest(items, scored)] == ["PRE02", "SP2", "SP1", "POST3", "POST4"]


def test_there_are_five_weakest_items_at_most() -> None:
    assert len(weakest(shipped({}), [item(f"SP{at}", "S", 0) for at in range(9)])) == 5
