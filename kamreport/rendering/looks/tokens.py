"""A look's ``tokens.css``: our custom properties with other values, and nothing else.

Every value is parsed before it goes into a style sheet: a colour has to be a colour and a list of families words, so
that no address and no other rule comes in this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule
from tinycss2.color4 import parse_color

TOKENS = "tokens.css"
"""The file, in ours and in a team's folder."""
FONT = "--font"
"""The one property that is not a colour."""

_FAMILIES = re.compile(r"""[\w\s"',-]+""")
_DARK = re.compile(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Values of our custom properties, by name."""

    light: dict[str, str]
    """On paper and on a light screen; colours as #rrggbb."""
    dark: dict[str, str]
    """On a dark screen; empty where nothing was said of it."""

    @property
    def css(self) -> str:
        """The light values as a style sheet; they come right after ours, before anything that uses them."""
        return f":root {{ {_spelled(self.light)} }}" if self.light else ""

    @property
    def dark_css(self) -> str:
        """The dark values as a style sheet; they come after everything of ours."""
        inner = f":root {{ {_spelled(self.dark)} }}"
        return f"@media screen and (prefers-color-scheme: dark) {{ {inner} }}" if self.dark else ""


def read_tokens(text: str, known: Iterable[str] | None = None) -> tuple[Tokens, tuple[str, ...]]:
    """The tokens of a style sheet, and one line for each thing in it that is none: line number, what, what to do.

    ``known`` are the properties there are; None takes whatever there is.
    """
    names = None if known is None else set(known)
    tokens = Tokens({}, {})
    troubles: list[str] = []
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for rule, into in _blocks(rules, tokens, troubles):
        for one in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
            troubles += _take(one, into, names)
    return tokens, tuple(troubles)


def _blocks(
    rules: Iterable[Node], tokens: Tokens, troubles: list[str]
) -> Iterator[tuple[QualifiedRule, dict[str, str]]]:
    """Each ``:root`` block with the values it sets: those of a light or of a dark screen."""
    for rule in rules:
        if isinstance(rule, QualifiedRule) and _said(rule.prelude) == ":root":
            yield rule, tokens.light
        elif isinstance(rule, AtRule) and rule.lower_at_keyword == "media" and _DARK.fullmatch(_said(rule.prelude)):
            inner = tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True)
            for one in inner:
                if isinstance(one, QualifiedRule) and _said(one.prelude) == ":root":
                    yield one, tokens.dark
                else:
                    troubles.append(_only_root(one))
        else:
            troubles.append(_only_root(rule))


def _take(one: Node, into: dict[str, str], names: set[str] | None) -> list[str]:
    """Take a declaration over; what is wrong with it otherwise."""
    if not isinstance(one, Declaration) or not one.name.startswith("--"):
        return [_only_root(one)]
    if names is not None and one.name not in names:
        return [f"line {one.source_line}: there is no {one.name}; there are {', '.join(sorted(names))}"]
    value = _said(one.value)
    if one.name == FONT:
        if not _FAMILIES.fullmatch(value):
            return [f"line {one.source_line}: {one.name} takes names of families with commas between them"]
        into[one.name] = value
        return []
    colour = _hexadecimal(value)
    if colour is None:
        return [f"line {one.source_line}: {one.name} takes a colour such as #0b5cad, not {value[:40]}"]
    into[one.name] = colour
    return []


def _hexadecimal(value: str) -> str | None:
    """A colour as #rrggbb; None for what is no opaque colour."""
    colour = parse_color(value)
    if colour is None or isinstance(colour, str):
        return None
    *parts, alpha = colour.to("srgb")
    if alpha != 1:
        return None
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


def _only_root(node: Node) -> str:
    return f"line {node.source_line}: only custom properties inside :root are taken over from tokens.css"


def _said(nodes: Iterable[Node]) -> str:
    return str(tinycss2.serialize(nodes)).strip()


def _spelled(values: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in values.items())
