"""Links: typed text becomes the ID of the row that is meant, or a finding (K102, K104; KAM.md §3.1, §4.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Final

from kamreport.checking.directories import Directory
from kamreport.checking.sentences import listed
from kamreport.checking.working_copy import (
    LinkColumn,
    Row,
    WorkingCopy,
    has_account,
    link_columns,
    name_field,
)
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.schema import schema_of

K102 = Rule("K102", "unknown-reference", Severity.ERROR, "0.1", "A link leads to no row, or a name to several.")
K104 = Rule("K104", "reference-other-account", Severity.WARNING, "0.1", "The linked row belongs to another account.")

GONE: Final = "gone"
"""The link leads to a row that was left out: what was wrong was said there."""
_SHOWN = 3
_BLANK = {None}


class Links:
    """Follows the links of one working copy; required ones first, sheet by sheet, then the optional ones."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy
        self._directories: dict[tuple[str, ...], Directory] = {}

    def order(self) -> tuple[type, ...]:
        """The classes, each after those its rows cannot do without."""
        needs = {
            record: {
                target
                for link in link_columns(record)
                if link.required or link.when
                for target in self._copy.targets(link.targets)
                if target in self._copy.rows
            }
            for record in self._copy.records
        }
        return tuple(TopologicalSorter(needs).static_order())

    def follow_required(self, record: type) -> None:
        """Make required links canonical; rows with a broken one, and rows of rows left out, are left out."""
        links = sorted(
            (link for link in link_columns(record) if link.required or link.when),
            key=lambda link: link.field != "account_id",
        )
        changes: dict[int, dict[str, object]] = {}
        out: list[object] = []
        doubtful = self._doubtful(record, links)
        for row in self._copy.rows[record] if doubtful else ():
            broken: list[Finding] = []
            for link, field, ids in doubtful:
                if getattr(row, field) in ids or not link.is_required_in(row):
                    continue
                outcome = self._follow(link, row, changes)
                if outcome is GONE:
                    out.append(row)
                    break
                if isinstance(outcome, Finding):
                    broken.append(outcome)
            else:
                if not broken:  # as nearly every row
                    continue
                self._copy.findings += broken
                if any(finding.severity is Severity.ERROR for finding in broken):
                    out.append(row)
        self._copy.leave_out(record, out)
        self._copy.change(record, changes)

    def follow_optional(self, record: type) -> None:
        """Make optional links canonical; a broken one reads as blank."""
        changes: dict[int, dict[str, object]] = {}
        links = [link for link in link_columns(record) if not link.required]
        for link, field, ids in self._doubtful(record, links):
            for row in self._copy.rows[record]:
                typed = getattr(row, field)
                if typed is None or typed in ids or link.is_required_in(row):
                    continue
                outcome = self._follow(link, row, changes)
                if isinstance(outcome, Finding):
                    self._copy.findings.append(outcome)
        self._copy.change(record, changes)

    def _doubtful(self, record: type, links: Iterable[LinkColumn]) -> list[tuple[LinkColumn, str, Collection[str]]]:
        """Columns of links with their field and plain IDs, without those in which nothing but plain IDs stands."""
        found = []
        for link in links:
            ids = self._plain_ids(record, link)
            typed = set(map(attrgetter(link.field), self._copy.rows[record]))
            if not typed.difference(ids) <= _BLANK:
                found.append((link, link.field, ids))
        return found

    def _plain_ids(self, record: type, link: LinkColumn) -> Collection[str]:
        """IDs that may stand in a column as they are: all of them, unless accounts must be compared (K104)."""
        directory = self._directory(link)
        compared = has_account(record) and any(map(has_account, directory.targets))
        return () if compared else directory.ids

    def _follow(self, link: LinkColumn, row: Row, changes: dict[int, dict[str, object]]) -> Finding | str | None:
        """Note a row's link as it should be in ``changes``; a finding, or GONE, when it leads nowhere."""
        typed = getattr(row, link.field)
        if not typed:
            return None
        directory = self._directory(link)
        required = link.is_required_in(row)
        entry = directory.find(typed)
        outcome: Finding | str | None = None
        if entry is None:
            outcome = self._broken(link, row, typed, directory, required=required)
        elif has_account(row.__class__) and has_account(entry[1].__class__):
            own = changes.get(id(row), {}).get("account_id", row.account_id)
            outcome = self._elsewhere(link, row, entry) if own and own != entry[1].account_id else None
        if outcome is not None:
            changes.setdefault(id(row), {})[link.field] = "" if required else None
        elif entry is not None and entry[0] != typed:
            changes.setdefault(id(row), {})[link.field] = entry[0]
        return outcome

    def _directory(self, link: LinkColumn) -> Directory:
        if link.targets not in self._directories:
            self._directories[link.targets] = Directory(self._copy, self._copy.targets(link.targets))
        return self._directories[link.targets]

    def _broken(
        self,
        link: LinkColumn,
        row: Row,
        typed: str,
        directory: Directory,
        *,
        required: bool,
    ) -> Finding | str:
        where = row.origin.cell(link.field)
        severity = Severity.ERROR if required else Severity.WARNING
        effect = "The row is left out." if required else link.read_as_blank
        told = self._copy.told_account(row)
        said = f"{link.title} “{typed}”" + (f" of {told}" if told and link.field != "account_id" else "")
        named = directory.named(typed)
        if len(named) > 1 or (named and directory.is_left_out(typed)):
            return K102.at(
                where,
                f"{said} is the name of several rows on {link.told_targets}. {effect}",
                hint=f"Type the ID of the one that is meant: {listed((key for key, _ in named), 'or')}.",
                related=tuple(_name_cell(entry) for entry in named[:_SHOWN]),
                severity=severity,
                account=self._copy.account_of(row),
            )
        if directory.is_left_out(typed) or directory.unread or (directory.absent and not required):
            return GONE
        meant = directory.meant(typed)
        return K102.at(
            where,
            f"{said} is not on {link.told_targets}. {effect}",
            hint=f"Did you mean {meant}?"
            if meant
            else f"Choose an ID from the drop-down, or add “{typed}” to {link.told_targets}"
            + ("." if required else ", or clear the cell."),
            severity=severity,
            account=self._copy.account_of(row),
        )

    def _elsewhere(self, link: LinkColumn, row: Row, entry: tuple[str, Row]) -> Finding:
        key, target = entry
        sheet = schema_of(target.__class__).title
        own, other = self._copy.told_account(row), self._copy.told_account(target)
        others = [title for title in link.targets if title != sheet]
        last = f"an ID of {listed(others, 'or')}" if others else "clear the cell"
        return K104.at(
            row.origin.cell(link.field),
            f"{link.title} {key} belongs to {other}, not to {own}. {link.read_as_blank}",
            hint=f"Choose a row of {own} from {sheet}, or {last}.",
            related=(See(target.origin.cell("account_id"), f"{key} belongs to {other}"),),
            account=self._copy.account_of(row),
        )


def _name_cell(entry: tuple[str, Row]) -> See:
    key, row = entry
    return See(row.origin.cell(name_field(row.__class__) or "origin"), f"the name of {key}")


RULES = (K102, K104)
