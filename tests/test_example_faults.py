"""The second example: every fault planted in it is found, at its cell, by its rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from parts import differing_parts
from planting import Fault, plant

from kamreport.cells import CellRef
from kamreport.checking import check, settle
from kamreport.model.lists import Preset
from kamreport.reading import read
from kamreport.rulebook import RULES
from kamreport.scoring import score
from kamreport.shipped import workbook_templates
from kamreport.writing.template import example_rows
from kamreport.writing.template.blank import made_workbook
from kamreport.writing.template.saving import packed

COMMITTED = workbook_templates() / "example-with-faults.xlsx"
NOT_IN_CELLS = {
    "W101": "a whole sheet would have to go",
    "W102": "a required column would have to go, and its sheet with it",
    "W109": "a whole sheet would have to be empty",
    "W112": "the shipped workbook would be a million rows long",
    "W901": "only a mistake of ours brings it about",
    "C111": "without a currency nothing is scored, and no S or K rule could show itself",
}
"""W and C rules the faults leave out, and why."""


@pytest.fixture(scope="module")
def faulty() -> tuple[bytes, list[Fault]]:
    book = made_workbook(Preset.LITE, RULES, example_rows())
    faults = plant(book)
    return packed(book), faults


@pytest.fixture(scope="module")
def found(faulty: tuple[bytes, list[Fault]], tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, CellRef]]:
    path = tmp_path_factory.mktemp("faults") / "faults.xlsx"
    path.write_bytes(faulty[0])
    reading = read(path)
    as_of = reading.portfolio.settings.as_of
    assert as_of is not None
    settled = settle(reading.portfolio, as_of)
    scores = score(settled.portfolio, as_of)
    said = (
        *reading.findings,
        *settled.findings,
        *scores.findings,
        *check(settled.portfolio, scores, as_of),
    )
    return {(finding.rule.code, finding.where) for finding in said}


def test_each_planted_fault_is_found_at_its_cell(
    faulty: tuple[bytes, list[Fault]], found: set[tuple[str, CellRef]]
) -> None:
    missed = [fault for fault in faulty[1] if fault.rule and (fault.rule, fault.found_at) not in found]
    assert not missed


def test_every_w_and_c_rule_that_a_cell_can_break_is_broken(faulty: tuple[bytes, list[Fault]]) -> None:
    planted = {fault.rule for fault in faulty[1]}
    of_cells = {rule.code for rule in RULES if rule.code[0] in "WC"}
    assert of_cells - planted == set(NOT_IN_CELLS)


def test_the_faults_are_of_every_kind_a_workbook_can_have(faulty: tuple[bytes, list[Fault]]) -> None:
    planted = [fault.rule for fault in faulty[1] if fault.rule]
    assert {code[0] for code in planted} == set("WCKS")
    assert len(planted) >= 40


def test_no_check_broke_down_over_them(found: set[tuple[str, CellRef]]) -> None:
    assert "W901" not in {code for code, _ in found}


def test_the_committed_copy_is_the_one_the_list_makes(faulty: tuple[bytes, list[Fault]], update: bool) -> None:
    if update:
        COMMITTED.write_bytes(faulty[0])
    assert differing_parts(Path(COMMITTED).read_bytes(), faulty[0]) == []
