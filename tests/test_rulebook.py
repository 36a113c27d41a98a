"""A rule that is not in the rulebook does not exist, and one that is there was declared exactly once."""

from __future__ import annotations

import ast

import pytest
from house import ROOT, modules, tree

from kamreport.errors import UsageError
from kamreport.rulebook import RULES, find_rule


def declared() -> dict[str, list[str]]:
    """Every rule code the code declares, and where."""
    found: dict[str, list[str]] = {}
    for file in modules():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Rule" and node.args:
                code = ast.literal_eval(node.args[0])
                found.setdefault(code, []).append(f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def test_the_rulebook_holds_every_rule_of_the_code_and_no_other() -> None:
    codes = {rule.code for rule in RULES}
    missing = {code: places for code, places in declared().items() if code not in codes}
    assert not missing, f"add these to the RULES of their module and its room: {missing}"
    assert codes == set(declared())


def test_a_code_is_declared_once_and_a_name_is_used_once() -> None:
    assert {code: places for code, places in declared().items() if len(places) > 1} == {}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rules_are_found_by_code_and_by_name() -> None:
    assert find_rule("c102") is find_rule("not-a-number") is find_rule(" C102 ")


def test_a_mistyped_rule_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match=r"There is no rule 'X102'\. Did you mean C102\?"):
        find_rule("X102")
