"""A pack speaks one language: its sentences come from the catalogue, its figures and dates from the locale."""

from __future__ import annotations

import datetime as dt
from threading import Thread

import pytest

from kamreport.errors import UsageError
from kamreport.rendering import formats
from kamreport.rendering.formats import Money
from kamreport.rendering.language import find_language, in_force, languages, say, say_count, speaking


def test_english_needs_no_catalogue() -> None:
    assert in_force().code == "en"
    assert say("Two of {count}.", count="3") == "Two of 3."
    assert say_count("{count} account", "{count} accounts", 1) == "1 account"
    assert say_count("{count} account", "{count} accounts", 1234) == "1,234 accounts"


def test_german_figures_have_a_comma_and_their_unit_behind() -> None:
    with speaking("de"):
        assert formats.plain(12345.678, 1) == "12.345,7"
        assert formats.percent(0.125, 1) == "12,5\N{NO-BREAK SPACE}%"
        assert formats.percent_change(-0.031) == "−3,1\N{NO-BREAK SPACE}%"
        assert formats.points(0.04) == "±0,0"
        assert formats.date(dt.date(2026, 4, 3)) == "3. Apr. 2026"
        assert formats.days(1) == "1 Tag"
        assert formats.listed(["A", "B", "C", "D"], most=3) == "A, B und 2 weitere"
        assert formats.score(None) == "nicht bekannt"


@pytest.mark.parametrize(
    ("unit", "amount", "change", "heading"),
    [
        ("Units", "−2.420.000\N{NO-BREAK SPACE}€", "+1.500.000\N{NO-BREAK SPACE}€", "€"),
        ("Thousands", "−2.420\N{NO-BREAK SPACE}T€", "+1.500\N{NO-BREAK SPACE}T€", "T€"),
        ("Millions", "−2,42\N{NO-BREAK SPACE}Mio.\N{NO-BREAK SPACE}€", "+1,50\N{NO-BREAK SPACE}Mio.\N{NO-BREAK SPACE}€", "Mio.\N{NO-BREAK SPACE}€"),
    ],
)  # fmt: skip
def test_german_money_is_written_as_german_business_writes_it(
    unit: str, amount: str, change: str, heading: str
) -> None:
    money = Money("EUR", unit)
    with speaking("de"):
        assert (money.amount(-2_420_000), money.change(1_500_000), money.heading) == (amount, change, heading)


def test_the_country_decides_the_formats_and_the_language_the_words() -> None:
    day = dt.date(2026, 4, 3)
    with speaking("de-CH"):
        assert (formats.plain(12345.6, 1), say("not known")) == ("12’345.6", "nicht bekannt")
    with speaking("en-US"):
        assert (formats.date(day), formats.listed(["A", "B", "C"])) == ("Apr 3, 2026", "A, B, and C")
    with speaking("de_AT") as language:
        assert (language.code, formats.percent(0.5)) == ("de-AT", "50\N{NO-BREAK SPACE}%")


def test_what_a_team_typed_is_set_as_it_is() -> None:
    with speaking("de"):
        assert say("not known: {name}", name="not known {name} %s") == "not known: not known {name} %s"


def test_a_language_holds_for_its_block_and_its_thread_only() -> None:
    heard: list[str] = []
    with speaking("de"):
        other = Thread(target=lambda: heard.append(say("not known")))
        other.start()
        other.join()
        with speaking("en"):
            heard.append(say("not known"))
        heard.append(say("not known"))
    assert [*heard, say("not known")] == ["not known", "not known", "nicht bekannt", "not known"]


@pytest.mark.parametrize("code", ["xx", "fr-FR", "../de", "de-", "Deutsch", "de\x00"])
def test_an_unknown_language_is_refused_with_those_there_are(code: str) -> None:
    with pytest.raises(UsageError, match="packs can be written in en, de"):
        find_language(code)


def test_the_languages_there_are_are_the_catalogues() -> None:
    assert languages() == ("en", "de")
