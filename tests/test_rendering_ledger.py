"""What would be the same is not made again, and nothing else is spared: the ledger beside the packs."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packed import second_review

from kamreport.model import Account
from kamreport.rendering import render
from kamreport.rendering.ledger import NAME
from kamreport.rendering.outcome import Outcome
from kamreport.results import Review
from kamreport.shipped import report_templates

ACCOUNTS = ("KA-001", "KA-003")


def made(folder: Path, review: Review | None = None, **how: object) -> Outcome:
    """Two account packs and the portfolio's as HTML."""
    said: dict[str, object] = {"pdf": False, "accounts": ACCOUNTS, "workers": 1, **how}
    return render(review or second_review(), ["account", "portfolio"], folder=folder, **said)  # type: ignore[arg-type]


def fresh(outcome: Outcome) -> list[str]:
    """Names of the files that were made."""
    return [file.path.name for file in outcome.files if not file.unchanged]


def test_a_second_run_makes_nothing_and_names_every_file(tmp_path: Path) -> None:
    first = made(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    second = made(tmp_path)
    assert len(fresh(first)) == 3
    assert fresh(second) == []
    assert [file.path for file in second.files] == [file.path for file in first.files]
    assert second.findings == first.findings
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before, "nothing is touched"


def test_force_makes_all(tmp_path: Path) -> None:
    made(tmp_path)
    assert len(fresh(made(tmp_path, force=True))) == 3


def test_only_what_changed_is_made_and_the_review_id_alone_changes_nothing(tmp_path: Path) -> None:
    review = second_review()
    made(tmp_path, review)
    renamed = replace(review, review_id="2026-03-31-ffffff", input_fingerprint="f" * 64)
    assert fresh(made(tmp_path, renamed)) == []
    first, *others = review.portfolio.accounts
    rows: dict[type, tuple[object, ...]] = {
        record: review.portfolio.rows(record) for record in review.portfolio.records
    }
    rows[type(first)] = (replace(first, country="AT" if first.country != "AT" else "CH"), *others)
    edited = replace(renamed, portfolio=type(review.portfolio)(review.settings, rows))
    assert fresh(made(tmp_path, edited)) == ["KA-001-northwind-logistics.html"], "what nobody else prints is theirs"
    text = (tmp_path / "KA-003-brennan-sons-holding.html").read_text(encoding="utf-8")
    assert review.review_id in text, "what says the same keeps the Review ID it was made under"


def test_a_later_day_makes_all_anew(tmp_path: Path) -> None:
    made(tmp_path)
    later = replace(second_review(), as_of=second_review().as_of + dt.timedelta(days=1))
    assert len(fresh(made(tmp_path, later))) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes() + b" "),
        lambda path: path.write_bytes(path.read_bytes().replace(b"Brennan", b"Brenner")),
        lambda path: path.rename(path.with_suffix(".moved")),
    ],
    ids=["deleted", "longer", "edited", "moved"],
)
def test_a_file_that_is_not_what_it_was_is_made_again(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    made(tmp_path)
    spoil(tmp_path / "KA-003-brennan-sons-holding.html")
    assert fresh(made(tmp_path)) == ["KA-003-brennan-sons-holding.html"]


def test_html_and_pdf_are_looked_at_one_by_one(tmp_path: Path) -> None:
    def one(*, pdf: bool = True, archive: bool = False) -> list[str]:
        return fresh(
            render(second_review(), ["account"], folder=tmp_path, accounts=["KA-003"], pdf=pdf, archive=archive)
        )

    assert one(pdf=False) == ["KA-003-brennan-sons-holding.html"]
    assert one() == ["KA-003-brennan-sons-holding.pdf"]
    assert one(archive=True) == ["KA-003-brennan-sons-holding.pdf"], "a PDF to be kept is another one; the HTML is not"
    assert one(archive=True) == []


def for_customers(
    folder: Path, allowed: bool | None, packs: tuple[str, ...] = ("portfolio",), **how: object
) -> Outcome:
    review = second_review()
    accounts = [replace(one, customer_pack=allowed) for one in review.portfolio.accounts]
    said: dict[str, object] = {"pdf": False, "workers": 1, **how}
    return render(
        replace(review, portfolio=review.portfolio.with_rows({Account: accounts})),
        packs,
        folder=folder,
        **said,  # type: ignore[arg-type]
    )


def test_packs_of_customers_who_allow_them_no_more_are_named_until_they_are_gone(tmp_path: Path) -> None:
    made = for_customers(tmp_path, allowed=True, packs=("customer",), pdf=True, accounts=["KA-001"])
    files = [file.path for file in made.files]
    assert [file.suffix for file in files] == [".html", ".pdf"]
    assert for_customers(tmp_path, allowed=True).findings == made.findings == ()
    for _ in range(2):
        (finding,) = for_customers(tmp_path, allowed=None).findings
        assert (finding.rule.code, finding.account_id) == ("R104", "KA-001")
        assert f"{files[0].name} and {files[1].name} still lie among the packs" in finding.message
        assert all(file.is_file() for file in files), "nothing is deleted"
    files[0].write_text("edited by hand", encoding="utf-8")
    files[1].unlink()
    (finding,) = for_customers(tmp_path, allowed=False).findings
    assert f"{files[0].name} still lies among the packs, though Customer-safe pack allowed says No" in finding.message
    files[0].unlink()
    assert for_customers(tmp_path, allowed=False).findings == ()


def test_another_template_makes_its_packs_anew(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    made(tmp_path / "packs", templates=templates)
    assert fresh(made(tmp_path / "packs", templates=templates)) == []
    with (templates / "pack.css").open("a", encoding="utf-8") as style:
        style.write("\np { orphans: 3 }\n")
    assert len(fresh(made(tmp_path / "packs", templates=templates))) == 3


def test_what_the_engine_remarked_is_said_again_of_an_unchanged_file(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    with (templates / "print.css").open("a", encoding="utf-8") as style:
        style.write("\np { colour: red }\n")
    first, second = (
        render(
            second_review(),
            ["account"],
            folder=tmp_path / "packs",
            accounts=["KA-003"],
            html=False,
            templates=templates,
        )
        for _ in range(2)
    )
    assert [finding.rule.code for finding in first.findings] == ["R201"]
    assert second.findings == first.findings
    assert fresh(second) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 2, "files": {}}',
        '{"format": 1}',
        '{"format": 1, "files": []}',
        '{"format": 1, "files": {"portfolio.html": {}}}',
        '{"format": 1, "files": {"portfolio.html": {"made_from": 1, "content": 2, "size": "x", "log": 3}}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_ledger_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert len(fresh(made(tmp_path))) == 3
    assert fresh(made(tmp_path)) == [], "it is written anew"


def test_a_ledger_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert len(fresh(made(tmp_path))) == 3
    assert len(fresh(made(tmp_path))) == 3


def test_two_runs_into_one_folder_keep_each_others_entries(tmp_path: Path) -> None:
    """The second run read the ledger before the first had written it."""
    slow: list[str] = []

    def other_run(done: int, _total: int, _name: str) -> None:
        if done == 0 and not slow:
            slow.append("once")
            render(second_review(), ["account"], folder=tmp_path, pdf=False, accounts=["KA-001"], workers=1)

    render(second_review(), ["account"], folder=tmp_path, pdf=False, accounts=["KA-003"], workers=1, progress=other_run)
    assert set(json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["files"]) == {
        "KA-001-northwind-logistics.html",
        "KA-003-brennan-sons-holding.html",
    }
    again = render(second_review(), ["account"], folder=tmp_path, pdf=False, accounts=ACCOUNTS, workers=1)
    assert fresh(again) == []


def test_packs_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "portfolio.html").unlink()
    render(second_review(), ["account"], folder=tmp_path, pdf=False, accounts=["KA-005"], workers=1)
    known = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["files"]
    assert "portfolio.html" not in known
    assert len(known) == 3
