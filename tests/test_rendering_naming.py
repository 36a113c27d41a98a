"""Files of packs have names that every system takes, and no two are alike."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import second_review

from kamreport.model import Account
from kamreport.rendering import render
from kamreport.rendering.naming import name_files, slug

WHOLE = ("portfolio", "programme")
ON_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_IDS = st.from_regex(r"[A-Za-z0-9_-]{2,20}", fullmatch=True)
_NAMES = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(["CON", "con", "aux.", "a/b", "A:B", "a b", "..", "株式会社", "x" * 300, "X" * 300, "Portfolio"]),
)


def account(account_id: str, name: str) -> Account:
    return replace(second_review().portfolio.accounts[0], account_id=account_id, name=name)


def names(*pairs: tuple[str, str]) -> list[str]:
    return list(name_files([account(*pair) for pair in pairs], WHOLE).values())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Brennan & Sons", "brennan-sons"),
        ("Müller/Łódź *GmbH*", "muller-odz-gmbh"),
        ("../../etc/passwd", "etc-passwd"),
        ("株式会社", ""),
        ("x" * 90, "x" * 48),
        ("trailing dots...", "trailing-dots"),
        ("CON", "con"),
    ],
)
def test_a_name_becomes_plain(name: str, shown: str) -> None:
    assert slug(name) == shown


@given(st.lists(st.tuples(_IDS, _NAMES), max_size=8, unique_by=lambda pair: pair[0].casefold()))
@settings(max_examples=60, deadline=None)
def test_names_are_safe_short_and_never_alike(pairs: list[tuple[str, str]]) -> None:
    given_ = names(*pairs)
    assert len(given_) == len({name.casefold() for name in given_}) == len(WHOLE) + 2 * len(pairs)
    for name in given_:
        assert re.fullmatch(r"[A-Za-z0-9_-]+", name)
        assert len(name) < 100
        assert not ON_WINDOWS.fullmatch(name)


def test_accounts_whose_id_and_name_run_together_are_told_apart() -> None:
    assert names(("KA", "001 A"), ("KA-001", "A"))[2:4] == ["KA-001-a", "KA-001-a-2"]


def test_a_pack_for_a_customer_bears_the_customers_name_alone() -> None:
    table = name_files([account("KA-001", "Nord"), account("KA-002", "NORD"), account("KA-003", "北")], WHOLE)
    assert [name for (pack, _), name in table.items() if pack == "customer"] == [
        "nord-business-review",
        "nord-business-review-2",
        "business-review",
    ]


def test_an_account_called_like_a_pack_does_not_overwrite_it() -> None:
    assert names(("portfolio", "北")) == ["portfolio", "programme", "portfolio-2", "business-review"]


def test_a_pack_called_like_a_device_of_windows_gets_a_name_that_can_be_a_file() -> None:
    assert list(name_files([], ["aux", "board", "com1"]).values()) == ["aux-pack", "board", "com1-pack"]


def test_a_name_does_not_depend_on_what_is_asked_for(tmp_path: Path) -> None:
    """Two accounts of one name: asked for alone, the second keeps the name it has among all."""
    review = second_review()
    accounts = [
        replace(one, account_id="KA" if at == 0 else "KA-001", name="001 A" if at == 0 else "A")
        for at, one in enumerate(review.portfolio.accounts[:2])
    ]
    table = name_files(accounts, WHOLE)
    assert table["account", "KA-001"] == "KA-001-a-2"
    everyone = render(review, ["account"], folder=tmp_path / "all", pdf=False)
    alone = render(review, ["account"], folder=tmp_path / "one", pdf=False, accounts=["KA-003"])
    (name,) = [made.path.name for made in everyone.files if made.account_id == "KA-003"]
    assert alone.files[0].path.name == name
