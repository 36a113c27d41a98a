"""The workshop: what several processes make is what one makes, and nothing that goes wrong in one stops the others."""

from __future__ import annotations

import gc
import os
import pickle
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packed import second_review

from kamreport.rendering import Limits, render
from kamreport.rendering.packs import PACKS, find_packs, orders
from kamreport.rendering.shelf import put
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.workshop import hand as hands
from kamreport.rendering.workshop.bench import Bench
from kamreport.rendering.workshop.hand import Hand, Said, search_path
from kamreport.rendering.workshop.shift import Shift
from kamreport.rendering.workshop.tickets import Kit, Proof, Ticket
from kamreport.rendering.workshop.workshop import proofs
from kamreport.shipped import report_templates, workbook_templates

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")


def document() -> Document:
    """One account pack, small."""
    (order,) = orders(second_review(), find_packs(["account"]), ["KA-003"])
    return order.document()


def tickets(count: int) -> list[Ticket]:
    return [Ticket(number=n, name=f"account {n}", document=document(), forms=("html",)) for n in range(count)]


def files_in(folder: Path) -> dict[str, bytes]:
    """The packs of a folder; not the ledger beside them."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".html", ".pdf"}}


def work(line: list[Ticket], kit: Kit | None = None, limits: Limits | None = None) -> dict[int, list[Proof]]:
    """What two processes make of some tickets."""
    made: dict[int, list[Proof]] = {}
    shift = Shift(line, kit or Kit(), limits or Limits(), wanted=2, began=lambda _: None)
    for proof in shift.proofs():
        made.setdefault(proof.number, []).append(proof)
    return made


def test_two_processes_make_the_same_bytes_as_this_one(tmp_path: Path) -> None:
    names = ["account", "portfolio"]
    chosen = ["KA-001", "KA-003", "KA-005"]
    alone = render(second_review(), names, folder=tmp_path / "one", accounts=chosen, workers=1)
    together = render(second_review(), names, folder=tmp_path / "two", accounts=chosen, workers=2)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")
    assert len(files_in(tmp_path / "one")) == 8
    assert [made.path.name for made in together.files] == [made.path.name for made in alone.files]
    assert together.findings == alone.findings


def test_progress_names_each_account_as_work_on_it_begins(tmp_path: Path) -> None:
    seen: list[str] = []
    render(
        second_review(), ["account"], folder=tmp_path, pdf=False, workers=2,
        progress=lambda _done, _total, name: seen.append(name),
    )  # fmt: skip
    assert seen[:2] == ["Northwind Logistics", "Aurelia Foods"]
    assert len(seen) == 8
    assert seen[-1] == ""


def test_a_broken_template_stops_its_own_packs_only(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    (templates / "p02.html").write_text("<p>\n{{ section.no_such_name }}</p>", encoding="utf-8")
    outcome = render(
        second_review(), ["account", "portfolio"], folder=tmp_path, pdf=False, templates=templates, workers=2
    )
    (error,) = [finding for finding in outcome.findings if finding.rule.code == "R202"]
    assert "p02.html, line 2" in error.message
    assert "nothing called 'no_such_name'" in error.message
    assert "kamreport." not in error.message, "its author knows nothing of our modules"
    assert {made.account_id for made in outcome.files} == {f"KA-00{n}" for n in range(1, 8)}


def test_a_fault_over_one_account_is_told_and_kept_and_the_others_are_made(tmp_path: Path) -> None:
    review = second_review()
    scores = {key: scored for key, scored in review.scores.accounts.items() if key != "KA-002"}
    broken = replace(review, scores=replace(review.scores, accounts=scores))
    outcome = render(broken, ["account"], folder=tmp_path, pdf=False, accounts=["KA-002", "KA-003"])
    (error,) = [finding for finding in outcome.findings if finding.rule.code == "R203"]
    assert error.message.startswith("Aurelia Foods:")
    assert (error.account_id, error.account_name) == ("KA-002", "Aurelia Foods")
    assert "Traceback" in (tmp_path / "kamreport-faults.log").read_text(encoding="utf-8")
    assert [made.account_id for made in outcome.files] == ["KA-003"]
    render(review, ["account"], folder=tmp_path, pdf=False, accounts=["KA-002", "KA-003"])
    assert not (tmp_path / "kamreport-faults.log").exists(), "a batch without faults leaves no log of old ones"


def test_what_takes_too_long_is_given_up_and_the_rest_is_made(tmp_path: Path) -> None:
    """A template that never ends: the process is ended, and another makes what is left."""
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    slow = "{% if pack.kind.startswith('Portfolio') %}{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}{% endif %}"
    page = templates / "unfilled.html"
    page.write_text(slow + page.read_text(encoding="utf-8"), encoding="utf-8")
    began = time.monotonic()
    outcome = render(
        second_review(), ["account", "portfolio"], folder=tmp_path / "packs", pdf=False, templates=templates,
        workers=2, limits=Limits(seconds=5), accounts=["KA-001", "KA-003"],
    )  # fmt: skip
    assert time.monotonic() - began < 60
    (error,) = [finding for finding in outcome.findings if finding.rule.code == "R204"]
    assert error.message.endswith("its HTML was given up: it took more than 5 seconds.")
    assert "use its HTML" not in error.hint, "it is the HTML that was given up"
    assert {made.account_id for made in outcome.files} == {"KA-001", "KA-003"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_what_eats_memory_is_given_up_and_the_rest_is_made(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    greedy = "{% if pack.kind.startswith('Portfolio') %}{{ ('a' * 4000000000) | length }}{% endif %}"
    page = templates / "unfilled.html"
    page.write_text(greedy + page.read_text(encoding="utf-8"), encoding="utf-8")
    outcome = render(
        second_review(), ["account", "portfolio"], folder=tmp_path / "packs", pdf=False, templates=templates,
        workers=2, accounts=["KA-001", "KA-003"],
    )  # fmt: skip
    (error,) = [finding for finding in outcome.findings if finding.rule.code == "R204"]
    assert "more memory than there is, at unfilled.html, line 1" in error.message
    assert {made.account_id for made in outcome.files} == {"KA-001", "KA-003"}


@POSIX
def test_a_process_that_dies_takes_only_its_own_pack_with_it() -> None:
    """Killed from outside, as the system does when memory runs out."""
    ear: queue.SimpleQueue[Said] = queue.SimpleQueue()
    one = Hand(Kit(), Limits(), ear)
    try:
        assert ear.get(timeout=60)[1] is None
        os.kill(one.pid, signal.SIGKILL)
        assert ear.get(timeout=60) == (one, None)
        why = one.last_words()
        assert (why.kind, why.told) == ("ended", "its process ended with code -9")
    finally:
        one.end()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the processes started meanwhile."""
    numbers: list[int] = []
    begin = Hand.__post_init__

    def counted(self: Hand) -> None:
        begin(self)
        numbers.append(self.pid)

    monkeypatch.setattr(Hand, "__post_init__", counted)
    return numbers


def test_a_worker_is_replaced_after_its_share_of_packs(started: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamreport.rendering.workshop.shift._A_LIFE", 2)
    made = work(tickets(7))
    assert sorted(made) == list(range(7))
    assert len(started) >= 4
    assert len({proof.content for (proof,) in made.values()}) == 1


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_START", "raise SystemExit(3)")
    assert sorted(work(tickets(3))) == [0, 1, 2]


def test_small_jobs_and_html_alone_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr("kamreport.rendering.workshop.workshop.Shift", refuse)
    quick = proofs(tickets(30), Kit(), workers=None, limits=Limits(), began=lambda _: None)
    assert len(list(quick)) == 30


@POSIX
def test_stopping_halfway_leaves_no_process_behind(started: list[int]) -> None:
    made = proofs(tickets(6), Kit(), workers=2, limits=Limits(), began=lambda _: None)
    next(made)
    assert len(started) == 2
    made.close()
    for number in started:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of those it starts: empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_processes_that_are_done_or_ended_leave_no_temporary_files(temporary: Path) -> None:
    """The engine keeps fonts in a folder, and an ended process tidies nothing itself."""
    line = [replace(ticket, forms=("pdf",)) for ticket in tickets(4)]
    assert all(proof.content for (proof,) in work(line[:2]).values())
    assert list(temporary.iterdir()) == []
    stopped = proofs(line, Kit(), workers=2, limits=Limits(), began=lambda _: None)
    next(stopped)
    assert list(temporary.glob("*/weasyprint-*")), "else the engine has another way now, and this test says nothing"
    stopped.close()
    assert list(temporary.iterdir()) == []


def test_this_process_leaves_no_temporary_files(temporary: Path) -> None:
    bench = Bench(Kit())
    (ticket,) = tickets(1)
    assert all(proof.content for proof in bench.work(replace(ticket, forms=("pdf",))))
    assert list(temporary.glob("weasyprint-*"))
    del bench
    gc.collect()
    assert list(temporary.iterdir()) == []


@POSIX
@pytest.mark.parametrize(("sent", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)])
def test_a_stopped_command_leaves_no_temporary_files(sent: str, code: int, tmp_path: Path, temporary: Path) -> None:
    """Killed outright it can tidy nothing, but the processes it leaves behind do."""
    book, packs = str(workbook_templates() / "example.xlsx"), str(tmp_path / "packs")
    asked = [sys.executable, "-c", _RENDER, book, "-o", packs, "-w", "2"]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as command:
        _wait_until(lambda: bool(list(temporary.glob("*/weasyprint-*"))))
        command.send_signal(signal.Signals[sent])
        assert command.wait(timeout=60) == code
    _wait_until(lambda: not list(temporary.iterdir()))


_RENDER = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal, also where this test is in the background
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from kamreport.cli.door import main
main(["render", *sys.argv[1:]])
"""


def _wait_until(so: Callable[[], bool]) -> None:
    for _ in range(600):
        if so():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def test_a_folder_named_kamreport_beside_the_workbook_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "kamreport"
    trap.mkdir()
    (trap / "__init__.py").write_text("raise SystemExit('imported the wrong one')", encoding="utf-8")
    (tmp_path / "jinja2.py").write_text("raise SystemExit('imported the wrong one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert search_path()[0] == str(ROOT)
    assert str(tmp_path) not in search_path()
    assert "" not in search_path()
    made = work(tickets(2))
    assert all(proof.content for (proof,) in made.values())


def test_a_plain_script_without_a_guard_makes_packs_in_two_processes(tmp_path: Path) -> None:
    """The trap of spawned processes: the script must not run again in each of them."""
    script = tmp_path / "job.py"
    script.write_text(
        f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from packed import second_review
from kamreport.rendering import render
print("begun")
done = render(second_review(), ["account"], folder=Path("packs"), pdf=False, workers=2)
print(len(done.files))
""",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.stdout, done.stderr) == ("begun\n7\n", "")


@POSIX
def test_ctrl_c_leaves_whole_files_only_and_no_process(tmp_path: Path) -> None:
    """The signal goes to the whole group of processes, as a terminal sends it."""
    script = tmp_path / "job.py"
    script.write_text(
        f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal, also where this test is in the background
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from packed import second_review
from kamreport.rendering import render
def tell(done, total, name):
    print(done, name, flush=True)
render(second_review(), ["account"], folder=Path("packs"), workers=2, progress=tell)
""",
        encoding="utf-8",
    )
    job = subprocess.Popen(
        [sys.executable, script], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    with job:
        assert job.stdout is not None
        while not (line := job.stdout.readline()).startswith("2 "):
            assert line
        os.killpg(job.pid, signal.SIGINT)
        _, told = job.communicate(timeout=60)
    assert told.rstrip().endswith("KeyboardInterrupt")
    names = {path.name for path in (tmp_path / "packs").iterdir()}
    assert ".kamreport-packs.json" in names
    assert not [name for name in names if name.startswith(".") and name != ".kamreport-packs.json"]
    for path in (tmp_path / "packs").glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    for path in (tmp_path / "packs").glob("*.html"):
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    with pytest.raises(ProcessLookupError):
        os.killpg(job.pid, 0)


def test_a_stopped_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.html"
    place.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        put(place, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert place.read_bytes() == b"old"


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kamreport.rendering.press", None)


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_only_the_first_ticket_asks_for_a_pdf(tmp_path: Path) -> None:
    outcome = render(second_review(), ["account"], folder=tmp_path, workers=1)
    assert len(outcome.paths("html")) == 7
    assert not outcome.paths("pdf")
    assert "Pango" in outcome.no_pdf
    again = render(second_review(), ["account"], folder=tmp_path, workers=1)
    assert all(made.unchanged for made in again.files)
    assert "Pango" in again.no_pdf


@pytest.mark.usefixtures("no_engine")
def test_a_bench_without_engine_says_so_in_each_proof() -> None:
    bench = Bench(Kit())
    (html,) = bench.work(replace(tickets(1)[0], forms=("html", "pdf")))
    assert html.form == "html"
    assert html.last
    assert "Pango" in html.no_pdf
    (nothing,) = bench.work(replace(tickets(1)[0], forms=("pdf",)))
    assert nothing.content is None
    assert nothing.last


def test_every_pack_can_be_sent_to_another_process() -> None:
    chosen = [pack for pack in PACKS if pack.name != "customer"]
    for order in orders(second_review(), chosen, ["KA-001"]):
        made = order.document()
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
