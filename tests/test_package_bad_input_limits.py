"""Whatever comes through the door costs little: each bad file within a second and 200 MB, and it is left as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("Windows has no limits to set", allow_module_level=True)

from bad_books import BAD

MEGABYTES = 200
"""What one bad file may cost. Seconds are the benchmark's to measure; here a limit of the process ends what hangs."""


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_answered_at_once_and_cheaply(name: str, tmp_path: Path) -> None:
    make, words = BAD[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(make())
    before = path.read_bytes()
    program = Path(__file__).parent / "bad_books.py"
    done = subprocess.run([sys.executable, program, path], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said, _, megabytes = json.loads(done.stdout)
    assert words in said
    assert bool(said) == bool(words), said
    assert "\n" not in said
    assert float(megabytes) < MEGABYTES
    assert not words or path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
