"""Reasons that scoring gives in English come out of a German pack in German, with figures as Germans write them."""

from __future__ import annotations

import re

import pytest
from house import PACKAGE

from kamreport.model.lists import OverrideKind
from kamreport.rendering.language import speaking
from kamreport.rendering.reasons import PATTERNS, retold

SOURCES = " ".join(f"{kind.lower()}d by :" for kind in OverrideKind) + "\n".join(
    file.read_text(encoding="utf-8") for room in ("scoring", "model") for file in sorted((PACKAGE / room).rglob("*.py"))
)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("7.8% a year lies in [6%, 10%)", "7,8\N{NO-BREAK SPACE}% im Jahr liegt bei 6\N{NO-BREAK SPACE}% bis unter 10\N{NO-BREAK SPACE}%"),
        ("1.32 is 1.25 or more.", "1,32 erreicht 1,25 oder mehr."),
        ("rated 4 of 5", "bewertet mit 4 von 5"),
        ("Operational and Middle", "Operativ und Mittlere Ebene"),
        (
            "Strength is not scored: only 12.5% of the weight is known",
            "Stärke ist nicht bewertet: nur 12,5\N{NO-BREAK SPACE}% des Gewichts sind bekannt",
        ),
        (
            "key account with a single thread; an escalation of severity 1 is open",
            "Schlüsselkunde mit nur einem Kontaktfaden; eine Eskalation der Schwere 1 ist offen",
        ),
        ("Revenue is not filled for 2025-04 to 2025-06 and 2026-01.", "Umsatz fehlt für 2025-04 bis 2025-06 und 2026-01."),
        (
            "Wallet has no row of this account up to the as-of date: 50 is assumed",
            "„Wallet“ hat bis zum Stichtag keine Zeile dieses Kunden: 50 ist angenommen",
        ),
        ("rated 4 of 5; Acme is rated 5", "bewertet mit 4 von 5; Acme ist mit 5 bewertet"),
        ("excluded by Dana: too small", "ausgeschlossen von Dana: too small"),
    ],
)  # fmt: skip
def test_a_reason_is_said_in_the_readers_language(reason: str, told: str) -> None:
    with speaking("de"):
        assert retold(reason) == told


def test_english_stays_as_scoring_said_it_but_for_the_signs_of_a_band() -> None:
    assert retold("rated 4 of 5") == "rated 4 of 5"
    assert retold("7.8% a year lies in [6%, 10%)") == "7.8% a year lies from 6% to below 10%"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_words_of_a_pattern_are_those_of_scoring(pattern: str) -> None:
    """A reason that scoring words anew must not silently fall back to English."""
    fixed = [part.strip() for part in re.split(r"\{\w+\}|[][();,]| and ", pattern)]
    assert [part for part in fixed if len(part) > 1 and part not in SOURCES] == []
