"""Packs: the same facts as the workbook's, set well, as HTML and PDF (KAM.md §14)."""

from kamreport.rendering import permission, remarks, unshown
from kamreport.rendering.making import Progress, render
from kamreport.rendering.outcome import Made, Outcome
from kamreport.rendering.packs import ACCOUNT, CUSTOMER, PACKS, PORTFOLIO, PROGRAMME, Pack
from kamreport.rendering.workshop.tickets import Limits

__all__ = [
    "ACCOUNT",
    "CUSTOMER",
    "PACKS",
    "PORTFOLIO",
    "PROGRAMME",
    "RULES",
    "Limits",
    "Made",
    "Outcome",
    "Pack",
    "Progress",
    "render",
]

RULES = (*permission.RULES, *remarks.RULES, *unshown.RULES)
