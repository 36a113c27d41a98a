"""What is kept of a review, what moved since the one before, and whether written results are still true (KAM.md §13)."""

from kamreport.history.effects import AxisEffects, Graded, axis_effects
from kamreport.history.fingerprints import definition_fingerprint, input_fingerprint, model_fingerprint, review_id
from kamreport.history.movements import movements
from kamreport.history.remembering import previous, remember
from kamreport.history.staleness import H101, RULES, history_findings, is_unreviewed, last_run, stale_reasons

__all__ = [
    "H101",
    "RULES",
    "AxisEffects",
    "Graded",
    "axis_effects",
    "definition_fingerprint",
    "history_findings",
    "input_fingerprint",
    "is_unreviewed",
    "last_run",
    "model_fingerprint",
    "movements",
    "previous",
    "remember",
    "review_id",
    "stale_reasons",
]
