"""The part of the reference about templates: which there are, and what each may use."""

from __future__ import annotations

from kamreport.help.generated import table
from kamreport.rendering.looks.look import shipped_tokens
from kamreport.rendering.looks.promises import Promise, pieces, promised, settings
from kamreport.rendering.views.pieces import Document, Section

_TITLES = ("Name", "Holds", "What it is")


def templates_block() -> str:
    """Every template of a section with the fields of its view, and every piece those fields are made of."""
    common = {promise.name for promise in promised(Section)}
    parts = [
        f"## pack: the document\n\n{_listed(promised(Document))}",
        f"## section: what every section has\n\n{_listed(promised(Section))}",
    ]
    for pack in dict.fromkeys(setting.pack for setting in settings()):
        parts.append(f"## section: the sections of the {pack} pack, beyond that")
        for setting in settings():
            if setting.pack == pack:
                own = [promise for promise in promised(setting.view) if promise.name not in common]
                body = _listed(own) if own else "Nothing more."
                parts.append(f"### {setting.template}\n\n{body}")
    parts.append("## The pieces they are made of")
    parts += [f"### {piece.__name__}\n\n{_listed(promised(piece))}" for piece in pieces()]
    return "\n\n".join(parts)


def tokens_block() -> str:
    """Every custom property a look may give another value."""
    return table(("Name", "Ours"), [(f"`{name}`", value) for name, value in shipped_tokens().items()])


def _listed(promises: tuple[Promise, ...] | list[Promise]) -> str:
    return table(_TITLES, [(promise.name, promise.kind, promise.doc) for promise in promises])
