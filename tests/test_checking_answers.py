"""Answers to the programme are what their row asks for, or read as blank (KAM.md §3.8, §12.7)."""

from __future__ import annotations

from books import findings, judge
from small_books import sheet

from kamreport.model import ProgrammeQuestion

ASKED = {"RS1": "Rating", "TR2": "Yes-Partial-No", "TR1": "Open"}


def questions(**answers: str) -> str:
    rows = (
        {"Question ID": code, "Block": "Any", "Question": "How?", "Answer kind": ASKED[code], "Answer": answer}
        for code, answer in answers.items()
    )
    return sheet("Programme questions", *rows)


def answers_read(**answers: str) -> list[str | None]:
    return [row.answer for row in judge(questions(**answers)).portfolio.rows(ProgrammeQuestion)]


def test_an_answer_of_its_kind_is_kept() -> None:
    kept = {"RS1": "4", "TR2": "Partial", "TR1": "Pay rules"}
    assert findings(questions(**kept), "C102", "C103", "C105", "C106", "C107") == []
    assert answers_read(**kept) == ["4", "Partial", "Pay rules"]
    assert answers_read(TR2="yes") == ["yes"]


def test_a_rating_in_words_is_no_number_and_reads_as_blank() -> None:
    (found,) = findings(questions(RS1="Good"), "C102")
    assert found.startswith("error[C102] 'Programme questions'!E2: Answer of RS1 is text, “Good”, not a number.")
    assert answers_read(RS1="Good") == [None]


def test_a_rating_stays_between_one_and_five_and_is_whole() -> None:
    for said, code in (("6", "C106"), ("0", "C105"), ("3.5", "C107")):
        assert len(findings(questions(RS1=said), code)) == 1, said
        assert answers_read(RS1=said) == [None]


def test_a_word_that_is_no_answer_is_told_with_the_nearest_one() -> None:
    (found,) = findings(questions(TR2="Partialy"), "C103")
    assert "'Programme questions'!E2" in found
    assert "Did you mean Partial?" in found
    assert answers_read(TR2="Partialy") == [None]


def test_an_open_answer_may_be_any_text_and_any_number() -> None:
    assert findings(questions(TR1="7"), "C102", "C103", "C106") == []
    assert answers_read(TR1="7") == ["7"]


def test_an_answer_that_reads_as_blank_counts_in_no_index() -> None:
    programme = judge(questions(RS1="Good")).scores.programme
    assert programme is not None
    (success,) = (figure for figure in programme.figures if figure.code == "SUCCESS")
    assert success.value is None
    assert success.answered == 0
