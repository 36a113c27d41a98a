"""Characters that no font on this machine has: a mark in their place on paper, and a finding that says where they stand.

On screen the reader's own fonts are asked, which have nearly everything; on paper an empty box would say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from kamreport.cells import CellRef, sheet_ref
from kamreport.findings import Finding, See
from kamreport.model import Account, Portfolio
from kamreport.rendering.evidence import printed_in
from kamreport.rendering.rules import R206
from kamreport.rendering.typed_texts import typed_texts
from kamreport.rendering.views.pieces import Document

MARK = "[?]"
"""What is printed instead of any number of them in a row."""

_ENGINE_SAYS = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)")
_WE_SAY = "no font has: "
_UNSEEN = re.compile(r"(<title>.*?</title>|<desc>.*?</desc>)", re.DOTALL)
_RARE = re.compile("[^\x00-\u02ff\u0370-\u04ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2190-\u22ff\u25a0-\u25ff]")
_JOINERS = "\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
_MOST_SIGNS, _MOST_CELLS, _MOST_WORDS = 8, 4, 60


def rare_signs(html: str) -> str:
    """The characters of a page that a font for Latin, Greek and Cyrillic text may lack, each once, in order."""
    return "".join(sorted(set("".join(_RARE.findall("".join(_UNSEEN.split(html)[::2]))))))


def is_private(sign: str) -> bool:
    """Whether a character is for private use, as bullets pasted from a word processor are.

    A font may draw something for it, but hardly what was meant, and PDF/A-3a takes none without words beside it.
    """
    return unicodedata.category(sign) == "Co"


def sample_page(signs: str) -> str:
    """A page that holds these characters, to see whether any font has them."""
    inside = escape(" ".join(signs))
    return f'<!doctype html><html lang="en"><head><title>sample</title></head><body><p>{inside}</p></body></html>'


def signs_without_font(log: Iterable[str]) -> str:
    """The characters for which the PDF engine found no font, each once, in order of their code points."""
    codes = {int(found[1], 16) for line in log if (found := _ENGINE_SAYS.match(line))}
    return "".join(map(chr, sorted(codes)))


def with_marks(html: str, signs: str) -> str:
    """A page with a mark for every run of these characters; titles and descriptions, which are not drawn, keep them."""
    if not signs:
        return html
    escaped = "".join(map(re.escape, signs))
    run = re.compile(f"[{escaped}](?:[{escaped}{_JOINERS}]|\\s(?=[{escaped}]))*")
    parts = _UNSEEN.split(html)
    return "".join(part if number % 2 else run.sub(MARK, part) for number, part in enumerate(parts))


def line_for(signs: str) -> str:
    """The line of a log that says that marks stand for these characters."""
    return f"{_WE_SAY}{signs}"


def without_signs(log: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The other lines of a log, and the characters that marks stand for."""
    lines = tuple(log)
    signs = "".join(line.removeprefix(_WE_SAY) for line in lines if line.startswith(_WE_SAY))
    return tuple(line for line in lines if not line.startswith(_WE_SAY)), signs


def remark_unshown(portfolio: Portfolio, document: Document, account: Account | None, signs: str) -> Finding:
    """A warning that names the characters and the cells in which they stand, of those that the document prints."""
    found = [(where, text) for _, where, text in typed_texts(portfolio, account) if set(signs) & set(text)]
    printed = {cell for section in document.sections for one in printed_in(section) for cell in one.evidence}
    names = {portfolio.settings.cell("company_name"), _where(account)}
    cells = [one for one in found if one[0] in printed | names] or found
    where = cells[0][0] if cells else _where(account)
    rest = len(cells) - 1 - _MOST_CELLS
    related = [See(cell, f"“{_shortened(text)}”") for cell, text in cells[1 : 1 + _MOST_CELLS]]
    more = f", also in {rest} more cells" if rest > 0 else ""
    return R206.at(
        where,
        f"{document.title}: the PDF shows {MARK} in place of characters that no font on this machine has: {_named(signs)}{more}.",
        hint="Install a font that has them, such as the Noto font of that script, or write the text in other letters;"
        " the HTML of the same pack shows them wherever the reader has such a font.",
        related=tuple(related),
        account=(account.account_id, account.name) if account is not None else ("", ""),
    )


def _named(signs: str) -> str:
    told = [_code(sign) for sign in signs[:_MOST_SIGNS]]
    more = len(signs) - _MOST_SIGNS
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")


def _code(sign: str) -> str:
    """A character with its code point; the code point alone where nobody agreed on a look for it."""
    code = f"U+{ord(sign):04X}"
    return code if unicodedata.category(sign).startswith("C") else f"{sign} ({code})"


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST_WORDS else f"{plain[:_MOST_WORDS].rstrip()} …"


def _where(account: Account | None) -> CellRef:
    return account.origin.cell("name") if account is not None else sheet_ref("Settings")
