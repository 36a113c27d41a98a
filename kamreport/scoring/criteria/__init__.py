"""Criteria: their set-up with what is wrong in it, their scales, and how an account is judged by them."""

from kamreport.scoring.criteria.grading import Verdict, judge
from kamreport.scoring.criteria.scales import Bracket, Scale
from kamreport.scoring.criteria.setup import RULES, AxisModel, Judging, set_up

__all__ = ["RULES", "AxisModel", "Bracket", "Judging", "Scale", "Verdict", "judge", "set_up"]
