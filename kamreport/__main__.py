"""``python -m kamreport`` is the command line."""

from kamreport.cli import main

main()
