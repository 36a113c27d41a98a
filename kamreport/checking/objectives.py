"""Objectives: reachable, acted upon, and as far as they claim to be (K502, K504–K506; KAM.md §11.5)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import figure, known_as, listed, percent, places_apart, who
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Action, Objective
from kamreport.model.lists import Focus, ObjectiveStatus

K502 = Rule("K502", "objective-without-action", Severity.WARNING, "0.1", "An open objective has no open action.")
K504 = Rule("K504", "focus-missing", Severity.WARNING, "0.1", "A key account lacks objectives of one focus.")
K505 = Rule("K505", "target-equals-baseline", Severity.ERROR, "0.1", "An objective's target is where it began.")
K506 = Rule("K506", "status-against-progress", Severity.WARNING, "0.1", "Status and figures of an objective disagree.")

BEHIND = 0.25
"""On track may lag behind the time elapsed by this much (KAM.md §4.3)."""
_TINY = 1e-9


def target_equals_baseline(copy: WorkingCopy) -> Iterator[Finding]:
    """K505: baseline and target are equal; both cells read as blank."""
    changes: dict[int, dict[str, object]] = {}
    for row in copy.rows.get(Objective, ()):
        if row.baseline is None or row.baseline != row.target:
            continue
        changes[id(row)] = {"baseline": None, "target": None}
        yield K505.at(
            row.origin.cell("target"),
            f"“{row.objective}” of {copy.told_account(row)} starts at {figure(row.baseline)} and aims at "
            f"{figure(row.baseline)}, so there is no progress to measure. Both read as blank.",
            hint="Type the value to be reached in Target, or the value at the start in Baseline.",
            related=(See(row.origin.cell("baseline"), f"starts at {figure(row.baseline)}"),),
            account=copy.account_of(row),
        )
    copy.change(Objective, changes)


def objective_without_action(case: Case) -> Iterator[Finding]:
    """K502: an objective On track, At risk or Off track that no open action serves; silent where Actions was not read."""
    if Action not in case.portfolio.records:
        return
    served = {action.objective_id for action in case.portfolio.rows(Action) if action.is_open(case.as_of)}
    for row in case.portfolio.rows(Objective):
        account = case.portfolio.account(row.account_id)
        if row.status.is_open and row.objective_id not in served and account is not None:
            yield K502.at(
                row.origin.cell("objective_id"),
                f"“{row.objective}” of {who(account)} is {row.status}, but no open action serves it.",
                hint=f"Add an action with Objective ID {row.objective_id} to Actions, or change Status.",
                account=known_as(account),
            )


def focus_missing(case: Case) -> Iterator[Finding]:
    """K504: a key account without an objective to penetrate, to expand or to protect; dropped ones do not count."""
    if not case.portfolio.rows(Objective):
        return
    for account in case.key_accounts:
        rows = case.portfolio.of(account.account_id, Objective)
        kept = {row.focus for row in rows if row.status is not ObjectiveStatus.DROPPED}
        missing = [focus for focus in Focus if focus not in kept]
        if missing:
            yield K504.at(
                rows[0].origin.cell("focus") if rows else account.origin.cell("account_id"),
                f"No objective of {who(account)} has the focus {listed(missing, 'or')}.",
                hint=f"Add an objective with focus {missing[0]} to Objectives.",
                account=known_as(account),
            )


def status_against_progress(case: Case) -> Iterator[Finding]:
    """K506: On track far behind the time elapsed, or Achieved short of the target."""
    for row in case.portfolio.rows(Objective):
        done = row.progress
        account = case.portfolio.account(row.account_id)
        if done is None or account is None:
            continue
        spent = row.elapsed(case.as_of)
        if row.status is ObjectiveStatus.ACHIEVED and done < 1 - _TINY:
            told = f"is Achieved with {percent(max(done, 0.0), places_apart(done, 1))} of the way done"
        elif row.status is ObjectiveStatus.ON_TRACK and spent is not None and done < spent - BEHIND - _TINY:
            told = f"is On track with {percent(max(done, 0.0))} of the way done and {percent(spent)} of the time gone"
        else:
            continue
        yield K506.at(
            row.origin.cell("status"),
            f"“{row.objective}” of {who(account)} {told}.",
            hint="Correct Status, or type the newest figure in Actual.",
            related=(
                See(
                    row.origin.cell("actual"),
                    f"stands at {figure(row.actual)}, from {figure(row.baseline)} to {figure(row.target)}",
                ),
            ),
            account=known_as(account),
        )


RULES = (K502, K504, K505, K506)
CHECKS: tuple[Check, ...] = (objective_without_action, focus_missing, status_against_progress)
