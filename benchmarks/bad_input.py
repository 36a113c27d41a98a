"""What bad workbooks cost before they are answered: at most one CPU second and 200 MB each.

    python benchmarks/bad_input.py

Each is made, read and written to in a process of its own; what is said of it stands beside its cost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from bad_books import BAD  # noqa: E402 - the tests know the bad books; they are not packaged

SECONDS, MEGABYTES = 1.0, 200.0


def main() -> int:
    """Print one line a book; 1 when any costs more than is promised."""
    too_dear = 0
    print(f"{'':<32} {'CPU s':>6} {'MB':>5}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, _) in BAD.items():
            book = Path(folder) / "book.xlsx"
            book.write_bytes(make())
            done = subprocess.run(
                [sys.executable, TESTS / "bad_books.py", book], check=True, capture_output=True, text=True
            )
            said, seconds, megabytes = json.loads(done.stdout)
            too_dear += float(seconds) > SECONDS or float(megabytes) > MEGABYTES
            print(f"{name:<32} {float(seconds):6.2f} {float(megabytes):5.0f}  {said or 'is read'}", flush=True)
    return int(too_dear > 0)


if __name__ == "__main__":
    sys.exit(main())
