"""Checking: records that fit together, and what is worth looking at in them.

``settle`` comes before scoring, ``check`` after it (KAM.md §4).
"""

from kamreport.checking.checks import CHECKS, RULES, check
from kamreport.checking.settling import Settled, settle

__all__ = ["CHECKS", "RULES", "Settled", "check", "settle"]
