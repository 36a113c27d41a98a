"""The README's second command: from a bare clone to every check, the tests last."""

from __future__ import annotations

import sys

from workplace import BIN, make_environment, make_pango_ready, make_test_tools_ready, need_python, run, say

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-n", "2"),
)


def main() -> int:
    """Set up, run every check even when an earlier one failed; 0 when all passed."""
    need_python()
    make_environment("--group", "dev")
    make_pango_ready()
    make_test_tools_ready()
    failed = []
    for tool, *arguments in CHECKS:
        say(" ".join((tool, *arguments)))
        if run(BIN / tool, *arguments):
            failed.append(tool)
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
