"""The reference of the commands, drawn from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kamreport.cli.commands import kamreport
from kamreport.help.generated import table


def commands_block() -> str:
    """Every command with its arguments and flags, as Markdown."""
    return "\n\n".join("\n\n".join(_command(command)) for command in kamreport.commands.values())


def _command(command: click.Command) -> Iterator[str]:
    above = click.Context(kamreport, info_name="kamreport", **kamreport.context_settings)
    context = click.Context(command, info_name=command.name, parent=above)
    yield f"## {command.name}"
    yield command.help or ""
    yield f"Usage: `{context.command_path} {' '.join(command.collect_usage_pieces(context))}`"
    records = [
        param.get_help_record(context) for param in command.get_params(context) if isinstance(param, click.Option)
    ]
    flags = [(f"`{said[0]}`", said[1]) for said in records if said]
    yield table(("Flag", "Meaning"), flags)
    yield (command.epilog or "").replace("Example: ", "Example: `") + "`"
