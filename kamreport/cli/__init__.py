"""The command line: arguments in, one call of ``run``, what came of it as sentences and an exit code."""

from kamreport.cli.door import main

__all__ = ["main"]
