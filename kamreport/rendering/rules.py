"""What can be said about packs: every R rule.

They stand apart from the functions that find them, for those need views, templates and engines, and a ``check`` that
makes no pack should not wait for them: the rulebook reads this file alone.
"""

from __future__ import annotations

from kamreport.findings import Rule, Severity

R101 = Rule(
    "R101",
    "section-empty",
    Severity.NOTE,
    "0.1",
    "Sections of a pack printed only the line that says what to fill.",
)
R102 = Rule(
    "R102",
    "customer-pack-not-allowed",
    Severity.ERROR,
    "0.1",
    "A pack for a customer was asked for and may not be made.",
)
R103 = Rule(
    "R103",
    "narrative-missing",
    Severity.NOTE,
    "0.1",
    "Narrative says no win or no decision for an account pack.",
)
R104 = Rule(
    "R104",
    "customer-pack-left-behind",
    Severity.WARNING,
    "0.1",
    "A pack made for a customer is still there, and its permission is not.",
)
R201 = Rule(
    "R201",
    "layout-remark",
    Severity.WARNING,
    "0.1",
    "The PDF engine remarked on a pack; its layout may suffer.",
)
R202 = Rule(
    "R202",
    "template-broken",
    Severity.ERROR,
    "0.1",
    "A pack was not made, because a template cannot be set.",
)
R203 = Rule(
    "R203",
    "pack-failed",
    Severity.ERROR,
    "0.1",
    "A pack was not made, because of a fault inside kamreport.",
)
R204 = Rule(
    "R204",
    "pack-over-limit",
    Severity.ERROR,
    "0.1",
    "A pack was given up, because it took too much time or memory.",
)
R205 = Rule(
    "R205",
    "pack-not-replaced",
    Severity.ERROR,
    "0.1",
    "A pack could not be put in its place.",
)
R206 = Rule(
    "R206",
    "characters-not-shown",
    Severity.WARNING,
    "0.1",
    "A PDF shows [?] in place of characters that no font on this machine has.",
)
R301 = Rule(
    "R301",
    "look-not-understood",
    Severity.WARNING,
    "0.1",
    "Something in the folder of a team's own look could not be used.",
)

RULES = (R101, R102, R103, R104, R201, R202, R203, R204, R205, R206, R301)
