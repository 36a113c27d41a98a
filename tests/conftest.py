"""What every test may ask for: ``--update`` rewrites goldens and the findings on rule pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import corpus
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

_TALKING_TO_NOBODY = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite goldens and rule pages; then read the diff")


def pytest_report_header() -> str:
    """What is only sampled is said."""
    return (
        f"corpus: {len(corpus.workbooks())} workbooks, each patched, compared and read by openpyxl and calamine;"
        f" LibreOffice reads {corpus.LIBREOFFICE_SAMPLE} of them (seed {corpus.SEED})"
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window, started once; whoever asks for it where it is not installed is skipped by name."""
    installed = shutil.which("chromium")
    if installed is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=installed, args=list(_TALKING_TO_NOBODY))
        yield started
        started.close()
