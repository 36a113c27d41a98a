"""What every test may ask for: ``--update`` rewrites goldens and the findings on rule pages."""

from __future__ import annotations

import corpus
import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


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
