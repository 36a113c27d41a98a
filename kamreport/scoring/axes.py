"""Judging accounts on both axes, in either strength mode (KAM.md §5.5, §5.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kamreport.model.lists import StrengthMode
from kamreport.results import ScoreBreakdown
from kamreport.scoring.adding_up import add_up
from kamreport.scoring.criteria import AxisModel, Judging, judge
from kamreport.scoring.facts import Facts
from kamreport.scoring.matrix import Axes
from kamreport.scoring.relative import read_relative


def judge_axes(facts: Mapping[str, Facts], judging: Judging) -> dict[str, Axes]:
    """The breakdowns of every account that is scored; Lost accounts are not."""
    return {
        account_id: Axes(_judge_axis(one, judging.attractiveness), _judge_strength(one, judging.strength))
        for account_id, one in facts.items()
        if one.account.is_scored
    }


def _judge_strength(facts: Facts, model: AxisModel) -> ScoreBreakdown:
    own = _judge_axis(facts, model)
    if facts.ground.settings.strength_mode is StrengthMode.OWN or model.fault:
        return own
    return read_relative(own, facts)


def _judge_axis(facts: Facts, model: AxisModel) -> ScoreBreakdown:
    verdicts = [judge(scale, facts) for scale in model.scales]
    breakdown = add_up(facts.account.account_id, model.axis, verdicts, facts.ground.settings)
    return replace(breakdown, reason=model.fault) if model.fault else breakdown
