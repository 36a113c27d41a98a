"""Small workbooks as Markdown: plain rows, and only what a test changes in them."""

from __future__ import annotations

from collections.abc import Sequence

ROW = {
    "Account ID": "KA-001",
    "Account name": "Northwind",
    "Status": "Active",
    "Key account": "Yes",
    "Key account manager": "P-01",
    "Tier": "Business consultant",
}
PERSON = {
    "Stakeholder ID": "S-01",
    "Account ID": "KA-001",
    "Name": "Lena Hofer",
    "Role": "Champion",
    "Influence": "4",
    "Relationship strength": "3",
}
GRADES = ("A1", "A4", "R1", "R3", "R4", "R6")
"""The rated criteria of the Lite preset."""


def sheet(title: str, *rows: dict[str, str]) -> str:
    """A sheet whose columns are all that any row names."""
    titles = list(dict.fromkeys(name for row in rows for name in row))
    body = [[row.get(name, "") for name in titles] for row in rows]
    return "\n".join([f"## {title}", *(f"| {' | '.join(cells)} |" for cells in [titles, ["---"] * len(titles), *body])])


def accounts(*changes: dict[str, str]) -> str:
    """One account for each change of the plain row, KA-001 onwards."""
    return sheet("Accounts", *({**ROW, "Account ID": f"KA-00{n}", **change} for n, change in enumerate(changes, 1)))


def people(*changes: dict[str, str]) -> str:
    """One stakeholder of KA-001 for each change, S-01 onwards."""
    return sheet(
        "Stakeholders", *({**PERSON, "Stakeholder ID": f"S-0{n}", **change} for n, change in enumerate(changes, 1))
    )


def revenue(*amounts: float, **columns: Sequence[object]) -> str:
    """A row of 12 months for each account, with more columns if given."""
    return sheet(
        "Revenue",
        *(
            {"Account ID": f"KA-00{n}", "Period end": "2026-03-31", "Months covered": "12", "Revenue": f"{amount:.0f}"}
            | {name.replace("_", " "): str(values[n - 1]) for name, values in columns.items()}
            for n, amount in enumerate(amounts, 1)
        ),
    )


def ratings(*grades: str | Sequence[str]) -> str:
    """One row of six grades for each account: ``443423``, or one by one where some are blank."""
    return sheet(
        "Ratings",
        *(
            {
                "Account ID": f"KA-00{n}",
                **dict(zip(GRADES, said, strict=True)),
                "Rated on": "2026-03-01",
                "Rated by": "Ana",
            }
            for n, said in enumerate(grades, 1)
        ),
    )
