"""Pages of the help: set for a terminal, left as the Markdown they are where they are piped."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import click

from kamreport.help import ROOMS, Page, pages

_HIDDEN = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_WIDEST = 100


def page_told(page: Page) -> Iterator[str]:
    """A page, without the marks of its generated parts."""
    text = _HIDDEN.sub("", page.text).rstrip()
    if not sys.stdout.isatty():
        yield text
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    with console.capture() as captured:
        console.print(Markdown(text), width=min(console.width, _WIDEST))
    yield captured.get().rstrip()


def contents_told() -> Iterator[str]:
    """The topics of the help, room by room."""
    widest = max(len(page.topic) for page in pages())
    for room, purpose in ROOMS.items():
        yield click.style(purpose, bold=True)
        yield from (f"  {page.topic:<{widest}}  {page.title}" for page in pages() if page.room == room)
        yield ""
    yield "Show one with: kamreport help TOPIC. Each finding's code has a page: kamreport rule CODE."
