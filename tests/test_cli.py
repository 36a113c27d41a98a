"""The commands as a person and a program meet them, on the example portfolio."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from books import write_xlsx
from house import ROOT

from kamreport import __version__, run
from kamreport.cli.commands import kamreport
from kamreport.cli.door import exit_code
from kamreport.findings import Severity
from kamreport.help import rule_page
from kamreport.rendering.ledger import NAME as LEDGER
from kamreport.rulebook import RULES

Typed = Callable[..., str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio, never written to."""
    book = tmp_path_factory.mktemp("made") / "book.xlsx"
    assert exit_code(["new", str(book), "--example", "--quiet"]) == 0
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    """A copy of the example to do anything with."""
    return Path(shutil.copyfile(made, tmp_path / "book.xlsx"))


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command; what stands on stdout afterwards. Nothing may stand on stderr."""

    def type_it(*arguments: str | Path, ends_with: int = 0) -> str:
        capsys.readouterr()
        assert exit_code([str(argument) for argument in arguments]) == ends_with
        seen = capsys.readouterr()
        assert seen.err == ""
        return seen.out

    return type_it


@pytest.fixture
def data(typed: Typed) -> Callable[..., dict[str, Any]]:
    """Type a command with ``--format json``; what it says, as data."""

    def type_it(*arguments: str | Path, ends_with: int = 0) -> dict[str, Any]:
        form: dict[str, Any] = json.loads(typed(*arguments, "--format", "json", ends_with=ends_with))
        return form

    return type_it


def test_the_command_alone_shows_the_help_in_the_order_of_the_day(typed: Typed) -> None:
    verbs = re.findall(r"^  (\w+) {2,}", typed().partition("Commands:")[2], re.MULTILINE)
    day = ["new", "add", "check", "review", "render", "run", "explain", "compare", "rule", "help"]
    assert verbs == [*day, "diff", "watch", "ribbon"]
    assert typed() == typed("--help")
    assert typed("--version") == f"kamreport {__version__}\n"


@pytest.mark.parametrize("verb", kamreport.commands)
def test_every_command_has_help_with_an_example(verb: str, typed: Typed) -> None:
    assert f"Example: kamreport {verb} " in typed(verb, "--help")


def test_the_same_letter_means_the_same_flag_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for command in kamreport.commands.values():
        for param in command.params:
            for letter in (spelled for spelled in param.opts if re.fullmatch(r"-\w", spelled)):
                meanings.setdefault(letter, set()).update(name for name in param.opts if name != letter)
    assert meanings == {
        "-a": {"--account"},
        "-d": {"--as-of"},
        "-f": {"--format"},
        "-l": {"--language"},
        "-n": {"--dry-run"},
        "-o": {"--output"},
        "-p": {"--pack"},
        "-q": {"--quiet"},
        "-w": {"--workers"},
    }


def test_check_prints_every_finding_under_its_sheet_and_counts_them(book: Path, typed: Typed) -> None:
    review = run.prepare(book)
    out = typed("check", book, "--fail-on", "never")
    for finding in review.findings:
        assert str(finding) in out
    sheets = list(dict.fromkeys(finding.where.sheet for finding in review.findings))
    assert [line for line in out.splitlines() if line in sheets] == sheets
    counts = {severity: review.count(severity) for severity in Severity}
    said = [int(number) for number in re.findall(r"(\d+) (?:error|warning|note)", out.splitlines()[-1])]
    assert said == [counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE]]


def test_check_says_the_same_to_a_machine(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    review = run.prepare(book)
    form = data("check", book, "--fail-on", "never")
    assert form["kamreport"] == __version__
    assert form["review_id"] == review.review_id
    assert form["as_of"] == review.as_of.isoformat()
    assert sum(form["summary"].values()) == len(form["findings"]) == len(review.findings)
    for said, finding in zip(form["findings"], review.findings, strict=True):
        assert (said["code"], said["severity"], said["message"], said["hint"]) == (
            finding.rule.code,
            finding.severity.word,
            finding.message,
            finding.hint,
        )
        assert (said["sheet"], said["cell"]) == (finding.where.sheet, finding.where.a1 if finding.where.row else None)


@pytest.mark.parametrize("limit", ["note", "warning", "error", "never"])
def test_the_exit_code_is_1_from_the_severity_asked_for(limit: str, book: Path, typed: Typed) -> None:
    gravest = max(finding.severity for finding in run.prepare(book).findings)
    limits = {"note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}
    typed("check", book, "--fail-on", limit, ends_with=int(limit in limits and gravest >= limits[limit]))


def test_an_error_ends_with_1_unless_never_is_asked_for(book: Path, typed: Typed, tmp_path: Path) -> None:
    faulty = with_a_fault(book, tmp_path)
    typed("check", faulty, ends_with=1)
    typed("check", faulty, "--fail-on", "never")


def with_a_fault(book: Path, folder: Path) -> Path:
    """The same workbook with a status that is on no list."""
    import openpyxl

    opened = openpyxl.load_workbook(book)
    opened["Accounts"]["C2"] = "Activ"
    opened.save(folder / "faulty.xlsx")
    return folder / "faulty.xlsx"


def test_the_as_of_date_is_the_one_asked_for(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    assert data("check", book, "-d", "2027-01-31", "--fail-on", "never")["as_of"] == "2027-01-31"


def test_a_dry_review_says_what_it_would_write_and_writes_nothing(book: Path, typed: Typed) -> None:
    before = book.read_bytes()
    out = typed("review", book, "--dry-run", "--fail-on", "never")
    assert "nothing was written" in out
    assert re.search(r"^  Results: own sheet, 14 rows, \d+ changed cells$", out, re.MULTILINE)
    assert book.read_bytes() == before


def test_a_second_review_finds_the_results_in_place(book: Path, typed: Typed) -> None:
    out = typed("review", book, "--fail-on", "never")
    assert "Written into" in out
    assert "Results" in out
    assert "Score history" in out
    written = book.read_bytes()
    assert "holds these results already" in typed("review", book, "--fail-on", "never")
    copy = book.with_name("copy.xlsx")
    said = typed("review", book, "--copy", copy, "--fail-on", "never")
    assert f"{copy} is a copy of book.xlsx, which held these results already." in said
    assert copy.read_bytes() == book.read_bytes()
    assert book.read_bytes() == written


def test_review_says_scores_movements_and_writing_to_a_machine(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    form = data("review", book, "--fail-on", "never")
    review = run.prepare(book)
    assert [entry["account_id"] for entry in form["scores"]] == [one.account_id for one in review.portfolio.accounts]
    for entry in form["scores"]:
        scores = review.scores.accounts[entry["account_id"]]
        assert entry["quadrant"] == scores.placement.quadrant
        assert (entry["strength"] or {}).get("score") == (scores.strength and scores.strength.total)
    assert [(said["account_id"], said["subject"], said["change"]) for said in form["movements"]] == [
        (movement.account_id, movement.subject, movement.change) for movement in review.movements
    ]
    assert form["written"]["dry_run"] is False
    assert "Results" in {sheet["title"] for sheet in form["written"]["sheets"]}


def test_explain_prints_a_sum_that_adds_up_with_its_cells(book: Path, typed: Typed) -> None:
    review = run.prepare(book)
    scores = review.scores.accounts["A-03"]
    out = typed("explain", book, "A-03")
    sums = [float(said) for said in re.findall(r"sum of the contributions +([\d.]+)", out)]
    parts = [float(said) for said in re.findall(r"× +[\d.]+% = +([\d.]+)", out)]
    assert scores.attractiveness
    assert scores.strength
    assert sums == pytest.approx([scores.attractiveness.total, scores.strength.total], abs=0.005)
    assert sum(parts) == pytest.approx(sum(sums), abs=0.005 * len(parts))
    for line in (*scores.attractiveness.lines, *scores.strength.lines):
        assert line.criterion_id in out
        assert all(str(cell) in out for cell in line.evidence[:1])
    for part in ("Quadrant:", "Relationship stage:", "Tier:", "Health:", "Choice of key accounts:"):
        assert part in out


def test_explain_takes_a_name_and_says_the_same_to_a_machine(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    account = data("explain", book, "torvelund wind")["account"]
    assert account["account_id"] == "A-03"
    for axis in ("attractiveness", "strength"):
        parts = [line["contribution"] for line in account["lines"] if line["axis"].lower() == axis]
        assert sum(part for part in parts if part is not None) == pytest.approx(account[axis]["score"])
    assert all("!" in cell for line in account["lines"] for cell in line["evidence"])


def test_explain_says_why_a_lost_account_has_no_score(book: Path, typed: Typed) -> None:
    assert typed("explain", book, "A-13").count("not scored: only Active and Prospect accounts are") == 2


def test_render_makes_the_packs_asked_for(book: Path, typed: Typed, tmp_path: Path) -> None:
    out = typed(
        "render", book, "-a", "A-03", "-p", "account", "--html-only", "-o", tmp_path / "one", "--fail-on", "never"
    )
    assert "1 HTML" in out
    (pack,) = (tmp_path / "one").rglob("*.html")
    assert {file.name for file in (tmp_path / "one").iterdir()} == {pack.name, LEDGER}
    assert "Torvelund Wind" in pack.read_text(encoding="utf-8")


def test_packs_go_beside_the_workbook_unless_told_otherwise(book: Path, typed: Typed) -> None:
    typed("render", book, "-p", "portfolio", "--html-only", "--fail-on", "never")
    assert {file.name for file in (book.parent / "packs").iterdir()} == {"portfolio.html", LEDGER}


def test_packs_of_a_workbook_not_reviewed_say_so(book: Path, tmp_path: Path, typed: Typed) -> None:
    asked = ("--pack", "portfolio", "--html-only", "--fail-on", "never")
    told = typed("render", book, *asked)
    assert f"They are marked STALE: 2026 Q3 was not reviewed yet. kamreport run {book.name} reviews it" in told
    never = write_xlsx("", tmp_path / "never.xlsx")
    told = typed("render", never, *asked)
    assert "No review of 2026 Q1 is kept in never.xlsx yet: kamreport run never.xlsx writes it." in told
    assert "STALE" not in told
    assert "STALE" not in (tmp_path / "packs" / "portfolio.html").read_text(encoding="utf-8")
    typed("review", never, "--fail-on", "never")
    assert "not reviewed" not in typed("render", never, *asked)


def test_run_ends_with_a_summary_a_manager_understands(book: Path, typed: Typed) -> None:
    out = typed("run", book, "--html-only", "--fail-on", "never")
    review = run.prepare(book)
    assert review.period_label in out.splitlines()[0]
    assert re.search(rf"^Findings: {review.count(Severity.ERROR)} errors?, ", out, re.MULTILINE)
    placed = sum(scores.placement.quadrant is not None for scores in review.scores.accounts.values())
    assert f"Placed in the key account matrix: {placed} accounts." in out
    for account in review.portfolio.accounts:
        unplaced = account.is_scored and review.scores.accounts[account.account_id].placement.quadrant is None
        assert (f"  {account.account_id} {account.name} (" in out) == unplaced
    moved = {movement.account_id for movement in review.movements if not movement.roster_only}
    assert f"Movement since 2026 Q2: {len(moved)} accounts moved." in out
    assert "  A-04 Auvrel Robotics: strength 28.1 to 46.9 (+18.8, mostly Relationship strength)" in out
    assert f"Packs in {book.parent / 'packs'}: 14 HTML." in out
    first = re.search(r"^Open first: (.+)$", out, re.MULTILINE)
    assert first
    assert Path(first[1]).is_file()


def test_a_first_review_says_that_movement_starts_next_time(tmp_path: Path, typed: Typed) -> None:
    book = write_xlsx("", tmp_path / "first.xlsx")
    assert "Movement: first review; movement starts next time." in typed("review", book, "--fail-on", "never")


def test_run_says_everything_to_a_machine(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    form = data("run", book, "--html-only", "--fail-on", "never")
    assert {"summary", "findings", "scores", "movements", "written", "packs"} <= form.keys()
    assert all(Path(file["path"]).is_file() for file in form["packs"]["files"])


def test_a_dry_run_writes_nothing_and_makes_no_packs(book: Path, data: Callable[..., dict[str, Any]]) -> None:
    before = book.read_bytes()
    form = data("run", book, "-n", "--fail-on", "never")
    assert form["packs"] is None
    assert form["written"]["dry_run"] is True
    assert book.read_bytes() == before
    assert list(book.parent.iterdir()) == [book]


def test_quiet_commands_say_nothing(book: Path, typed: Typed) -> None:
    assert typed("check", book, "-q", "--fail-on", "never") == ""
    assert typed("review", book, "-q", "--fail-on", "never") == ""
    assert typed("render", book, "-q", "--html-only", "-p", "portfolio", "--fail-on", "never") == ""


@pytest.mark.parametrize("preset", ["Lite", "Full", "Growth-Harmony-Value"])
def test_a_new_workbook_says_what_is_still_to_fill(preset: str, tmp_path: Path, typed: Typed) -> None:
    book = tmp_path / "new.xlsx"
    assert "Fill the light cells" in typed("new", book, "--preset", preset.lower())
    out = typed("run", book, "--html-only", ends_with=1)
    assert "Period end in Settings is missing" in out
    assert f"Preset {preset}" not in out
    assert run.prepare(book).settings.preset == preset


def test_the_page_of_every_rule_is_shown(typed: Typed) -> None:
    for rule in RULES:
        assert typed("rule", rule.code).startswith(f"# {rule.code} {rule.name}")
        assert typed("rule", rule.name.upper()) == typed("rule", rule.code.lower())
    assert rule_page("C102").text.strip() in typed("rule", "C102")


def test_help_lists_its_topics_and_shows_them(typed: Typed) -> None:
    listed = re.findall(r"^  ([\w-]+) {2}", typed("help"), re.MULTILINE)
    pages = {
        page.stem
        for room in ("tutorial", "how-to", "explanation", "reference")
        for page in (ROOT / "kamreport" / "help" / room).glob("*.md")
    }
    assert set(listed) == pages
    for topic in listed:
        assert typed("help", topic).startswith("# ")
        assert "<!--" not in typed("help", topic)
