"""Slips in a template: where they are, and what they are in words for whoever wrote it."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

_TEMPLATES_END = ".html"
_NO_ATTRIBUTE = re.compile(r"'?[\w. ]+ object'? has no attribute '(\w+)'")


def place_in_template(error: Exception) -> tuple[str, int] | None:
    """File and line of the template an error comes from: the innermost one it passed; None when it passed none."""
    if isinstance(error, TemplateSyntaxError):
        return Path(error.filename or error.name or "a template").name, error.lineno
    places = [
        (Path(frame.filename).name, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).suffix == _TEMPLATES_END and frame.lineno is not None
    ]
    return places[-1] if places else None


def said_of(error: Exception) -> str:
    """What an error says, on one line: a name that is not there without the program's own name for where it was sought."""
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{said}'"
    found = _NO_ATTRIBUTE.search(said) if isinstance(error, UndefinedError) else None
    return said if found is None else f"there is nothing called '{found[1]}' in what it is given"
