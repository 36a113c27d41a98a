"""The colours of a chart. Few, and each with one meaning; the style sheet maps them for the dark screen."""

from __future__ import annotations

INK = "#14213d"  # text, and what happened
TEXT = "#5b6577"  # words that explain
QUIET = "#8a94a6"  # what came before, axes
LINE = "#d3d9e2"  # hairlines
FAINT = "#eef1f6"  # empty parts of bars
PAPER = "#ffffff"
ACCENT = "#0b5cad"  # the one colour
ACCENT_MID = "#7ba6d2"  # an earlier period, the second series
ACCENT_PALE = "#e7f0f9"  # a field worth noticing
SIGNAL = "#d4500c"  # this account, and nothing else
GOOD = "#1a7a4c"  # better, always with a sign or a word
BAD = "#b3261e"  # worse, always with a sign or a word
"""Good and bad are told apart by a sign or word as well."""

SERIES = (ACCENT, INK, ACCENT_MID, LINE, QUIET)
"""The order in which series take colours when a chart has several; the first four differ in print without colour too."""
DEGREES = (ACCENT, ACCENT_MID, LINE, FAINT)
"""The same for series that are degrees of one thing: from all to nothing, dark to pale, in print without colour too."""
