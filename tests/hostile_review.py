"""A review whose every text is what somebody should not have typed: markup, references, endless texts, other scripts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import cycle
from typing import Any

from marked_review import LOOKED_UP, TEXTS, rows_of
from packed_full import AS_OF, full_review

from kamreport import scoring
from kamreport.model import MODEL, SHEETS, Account, Portfolio, SettingLine
from kamreport.model.lists import Audience
from kamreport.results import Review
from kamreport.schema import schema_of

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</title></style></svg><base href='http://127.0.0.1:9/'>",
    "{{ 7 * 7 }}{% include 'tokens.css' %}${7*7}",
    "<link rel=attachment href=file:///etc/hostname><object data=file:///etc/hostname>",
    "\"' onmouseover='alert(1)' style='background:url(http://127.0.0.1:9/x)",
    "]]><!-- --> &lt;b&gt; javascript:alert(1)",
    "file:///etc/hostname http://127.0.0.1:9/x.png",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
)
WORDS = "a long way round the houses " * 360
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 300
SCRIPTS = ("مرحبا بالعالم 2026 שלום עולם", "北京科技有限公司、日本語の文章 한국어 텍스트", "🚀👩‍👩‍👧🏳️‍🌈✅ done")
CONTROLS = "bell\x07 escape\x1b override\u202e isolate\u2066 nul\x00 tab\tline\nfeed"
HOSTILE = (*MARKUP, WORDS, UNBROKEN, *SCRIPTS, CONTROLS)
"""Texts as cells may hold them; the longest have 10,000 characters."""

NAMES = ("CON", "a/b", "A/B", "trailing dots...", "<script>alert(2)</script>", "深圳电子", "N" * 300)
"""Names that are no file names, two of which differ by case only."""


@cache
def hostile_review() -> Review:
    """The full review with hostile texts on every sheet but the model, and every row Shared."""
    review = full_review()
    texts = cycle(HOSTILE)
    rows: dict[type, list[Any]] = {}
    for record in SHEETS:
        rows[record] = [_made_hostile(record, row, texts) for row in rows_of(review, record)]
    rows[Account] = [
        replace(row, name=name, customer_pack=True) for row, name in zip(rows[Account], NAMES, strict=True)
    ]
    settings = replace(review.portfolio.settings, company_name="<b>Halden</b> & Söhne")
    portfolio = Portfolio(settings, rows)
    return replace(review, portfolio=portfolio, scores=scoring.score(portfolio, AS_OF))


def _made_hostile(record: type, row: Any, texts: Any) -> Any:  # noqa: ANN401 - a row of any sheet
    if record in {SettingLine, *MODEL}:
        return row
    columns = [column for column in schema_of(record).columns if not column.is_family]
    said: dict[str, Any] = {
        column.field: next(texts)
        for column in columns
        if isinstance(column.kind, TEXTS) and (record, column.field) not in LOOKED_UP
    }
    if any(column.field == "audience" for column in columns):
        said["audience"] = Audience.SHARED
    return replace(row, **said)
