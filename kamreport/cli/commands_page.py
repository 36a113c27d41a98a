"""The reference of the commands, drawn from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from kamreport.cli.commands import kamreport
from kamreport.help.generated import table


def commands_block() -> str:
    """Every command with its arguments and flags, as Markdown."""
    above = click.Context(kamreport, info_name="kamreport", **kamreport.context_settings)
    return "\n\n".join("\n\n".join(_command(command, above)) for command in kamreport.commands.values())


def _command(command: click.Command, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=command.name, parent=above)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _command(below, context)
        return
    yield f"## {context.command_path.removeprefix('kamreport ')}"
    yield inspect.cleandoc(command.help or "")
    yield f"Usage: `{context.command_path} {' '.join(command.collect_usage_pieces(context))}`"
    records = [
        param.get_help_record(context) for param in command.get_params(context) if isinstance(param, click.Option)
    ]
    flags = [(f"`{said[0]}`", said[1]) for said in records if said]
    yield table(("Flag", "Meaning"), flags)
    yield (command.epilog or "").replace("Example: ", "Example: `") + "`"
