"""The choice of key accounts: who may be chosen, who is, and by which step (KAM.md §10)."""

from kamreport.scoring.choice.candidates import Candidate, Known, candidates_of, is_in_universe
from kamreport.scoring.choice.deciding import Decision, Frame, decide, key_number

__all__ = ["Candidate", "Decision", "Frame", "Known", "candidates_of", "decide", "is_in_universe", "key_number"]
