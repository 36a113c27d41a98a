"""Packs: the same facts as the workbook's, set well, as HTML and PDF (KAM.md §14)."""

from kamreport.rendering.making import Made, Outcome, Progress, render
from kamreport.rendering.packs import ACCOUNT, PACKS, PORTFOLIO, PROGRAMME, Pack
from kamreport.rendering.remarks import RULES

__all__ = ["ACCOUNT", "PACKS", "PORTFOLIO", "PROGRAMME", "RULES", "Made", "Outcome", "Pack", "Progress", "render"]
