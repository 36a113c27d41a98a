"""What a machine reads: findings, scores and movements as plain data. The keys are public and only ever added to."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kamreport import __version__
from kamreport.cells import CellRef
from kamreport.findings import Finding, Severity
from kamreport.model import Account
from kamreport.results import AccountScores, Movement, Review, ScoreBreakdown
from kamreport.run import WhatMoved
from kamreport.run.model_changes import ModelChange
from kamreport.run.outcomes import Packs, Written

Plain = dict[str, Any]
"""What JSON can hold."""


def to_json(form: Mapping[str, Any]) -> str:
    """A form as text; numbers keep their full precision, what is not known is null."""
    return json.dumps(plain_data(form), ensure_ascii=False, indent=2)


def plain_data(value: object) -> object:
    """A value in what JSON has words for: dates in ISO form, cells as addresses."""
    if isinstance(value, CellRef | Path):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): plain_data(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(held) for held in value]
    return value


def heading(review: Review) -> Plain:
    """Which workbook was read, and as of when."""
    dated = not review.why_unscored
    return {
        "kamreport": __version__,
        "workbook": review.workbook.path,
        "review_id": review.review_id or None,
        "as_of": review.as_of if dated else None,
        "period_end": review.period_end if dated else None,
        "period_label": review.period_label or None,
        "stale": review.stale,
        "why_unscored": review.why_unscored or None,
    }


def findings_form(findings: Iterable[Finding]) -> Plain:
    """``summary`` counts findings by severity, ``findings`` lists them in order."""
    said = list(findings)
    counts = {f"{severity.word}s": sum(f.severity is severity for f in said) for severity in reversed(Severity)}
    return {"summary": counts, "findings": [_finding(finding) for finding in said]}


def scores_form(review: Review) -> Plain:
    """``scores`` has one entry per account, ``movements`` what changed since the review before."""
    accounts = review.portfolio.accounts
    return {
        "scores": [_account(account, review.scores.accounts[account.account_id]) for account in accounts],
        "movements": [_movement(movement) for movement in review.movements],
    }


def review_form(review: Review) -> Plain:
    """Heading, findings, scores and movements of a review."""
    return {**heading(review), **findings_form(review.findings), **scores_form(review)}


def explanation_form(review: Review, account: Account) -> Plain:
    """``account``: its entry of ``scores``, with the lines of both sums and the readings behind the rest.

    Stage, health and plan come part by part: indicators, caps, measures, and what the plan should hold.
    """
    scores = review.scores.accounts[account.account_id]
    breakdowns = (scores.attractiveness, scores.strength)
    readings = {
        "lines": [line for breakdown in breakdowns if breakdown for line in breakdown.lines],
        "sensitivity": scores.crossings,
        "health_components": scores.health.components,
        "health_reading": {
            name: getattr(scores.health, name)
            for name in ("coverage", "cap", "cap_reason", "caps", "override_reason", "override_evidence")
        },
        "plan_completeness": scores.plan_completeness,
        "plan_parts": scores.plan_parts,
        "stage_reading": scores.stage,
        "tier_reading": scores.tier,
        "selection_reading": scores.selection,
    }
    return {"account": {**_account(account, scores), **readings}}


def written_form(written: Written) -> Plain:
    """``written``: what writing back did or, with ``dry_run``, would do, sheet by sheet."""
    return {
        "written": {
            "workbook": written.path,
            "dry_run": written.dry_run,
            "changed_cells": written.changed_cells,
            "sheets": written.sheets,
            "why_not": written.why_not or None,
            "alone": written.alone,
        }
    }


def packs_form(packs: Packs | None) -> Plain:
    """``packs``: the files that were made; null in a dry run."""
    if packs is None:
        return {"packs": None}
    why = {"why_no_pdf": packs.why_no_pdf or None, "why_not": packs.why_not or None}
    findings = [_finding(finding) for finding in packs.findings]
    return {"packs": {"folder": packs.folder, "files": packs.files, "findings": findings, **why}}


def _finding(finding: Finding) -> Plain:
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity.word,
        "sheet": finding.where.sheet,
        "cell": finding.where.a1 if finding.where.row else None,
        "account_id": finding.account_id or None,
        "account_name": finding.account_name or None,
        "message": finding.message,
        "hint": finding.hint,
        "related": [{"cell": str(see.where), "says": see.says} for see in finding.related],
    }


def _account(account: Account, scores: AccountScores) -> Plain:
    place, health = scores.placement, scores.health
    return {
        "account_id": account.account_id,
        "account_name": account.name,
        "status": account.status,
        "is_key": account.is_key,
        "attractiveness": _axis(scores.attractiveness),
        "strength": _axis(scores.strength),
        "quadrant": place.quadrant,
        "quadrant_certain": place.certain,
        "borderline": place.borderline,
        "priority": place.priority,
        "rank": place.rank,
        "why_no_quadrant": place.reason or None,
        "firmness": place.firmness or None,
        "stage": scores.stage.used,
        "stage_is_declared": scores.stage.is_declared,
        "recommended_tier": scores.tier.recommended,
        "health": {"value": health.value, "computed": health.computed, "state": health.state, "colour": health.colour},
        "selection": scores.selection.placing,
        "selection_reason": scores.selection.reason,
    }


def _axis(breakdown: ScoreBreakdown | None) -> Plain | None:
    if breakdown is None:
        return None
    fields = ("total", "low", "high", "coverage", "state", "reason")
    return {("score" if field == "total" else field): getattr(breakdown, field) for field in fields}


def comparison_form(found: WhatMoved) -> Plain:
    """``old`` and ``new`` say which workbooks were read; ``movements`` with the criteria behind each score."""
    return {
        "old": heading(found.old),
        "new": heading(found.new),
        "movements": [{**_movement(movement), "because": plain_data(movement.because)} for movement in found.movements],
        "programme": plain_data(found.programme),
        "model": [_model_change(change) for change in found.model],
    }


def _model_change(change: ModelChange) -> Plain:
    return {name: plain_data(getattr(change, name)) for name in ("sheet", "row", "column", "before", "after")}


def _movement(movement: Movement) -> Plain:
    fields = [field.name for field in dataclasses.fields(movement) if field.name != "because"]
    return {field: getattr(movement, field) for field in fields}
