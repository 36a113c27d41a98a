"""The README's first command: from a bare clone to a scored workbook and packs, in ``out/``."""

from __future__ import annotations

import shutil
import sys

from workplace import BIN, ROOT, make_environment, make_pango_ready, need_python, run, say

OUT = ROOT / "out"
BOOK = OUT / "example.xlsx"
PACKS = OUT / "packs"


def main() -> int:
    """Set up, review the example workbook, and say what there is to look at; 0 when all of it is there."""
    need_python()
    make_environment()
    make_pango_ready()
    OUT.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "workbook_templates" / "example-full.xlsx", BOOK)
    say("kamreport run out/example.xlsx --output out/packs --fail-on never")
    code = run(BIN / "kamreport", "run", BOOK, "--output", PACKS, "--fail-on", "never")
    made = sorted(file for file in PACKS.rglob("*") if file.suffix in (".html", ".pdf"))
    if code or not made:
        say("The example did not run; the line above says why.")
        return code or 1
    say(f"the scored workbook: {BOOK}")
    say(f"{len(made)} packs, first to open: {next((file for file in made if 'portfolio' in file.name), made[0])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
