"""Where printed figures come from: every figure of a document with its cells, and the appendix that lists them."""

from kamreport.rendering.evidence.appendix import appendix
from kamreport.rendering.evidence.printed import Printed, printed_in

__all__ = ["Printed", "appendix", "printed_in"]
