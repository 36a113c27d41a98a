"""From a document's view to HTML: sandboxed templates, strict about names, that cannot reach anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from kamreport.cells import CellRef
from kamreport.rendering.evidence import appendix
from kamreport.rendering.language import in_force, say, say_count
from kamreport.rendering.revealing import Reveals, Silence
from kamreport.rendering.views.pieces import Document
from kamreport.shipped import report_templates

_SCREEN_FONTS = (("Inter-Regular", 400), ("Inter-SemiBold", 600), ("Inter-Bold", 700))


class Pages:
    """Sets documents with the templates of one folder, which is read once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or report_templates()
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_never_none,
        )
        self._reveals: Reveals = Silence()
        self._environment.globals.update(say=say, say_count=say_count, reveal=self._reveal)
        self._screen = Markup(self.css("tokens.css", "pack.css", "screen.css", "print.css", "customer.css") + _font_faces(self._folder))  # noqa: S704 - our own files
        self._script = Markup(self.css("screen.js").strip())  # noqa: S704 - likewise
        self._policy = _policy(self._script)

    def html(self, document: Document) -> str:
        """One self-contained file for screen and print: nothing in it points outside."""
        self._reveals = Reveals() if document.reveals else Silence()
        return self._set(document, style=self._screen, script=self._script, policy=self._policy)

    def print_html(self, document: Document) -> str:
        """The same body without a style sheet, for the engine that has read it already."""
        self._reveals = Silence()
        return self._set(document, style="", script="", policy="")

    def _set(self, document: Document, **dress: str) -> str:
        return self._environment.get_template(document.template).render(
            pack=document,
            appendix=appendix(document) if document.reveals else (),
            reveals=self._reveals,
            language=in_force().code,
            **dress,
        )

    def _reveal(self, parts: Sequence[str], how: str, cells: Sequence[CellRef]) -> str:
        """For templates: the id of what a figure reveals on screen; empty on paper."""
        return self._reveals.key(parts, how, cells)

    def css(self, *names: str) -> str:
        """Style sheets of the folder, one after the other."""
        return "\n".join((self._folder / name).read_text(encoding="utf-8") for name in names)

    def font(self, name: str) -> bytes:
        """A font file for print."""
        return (self._folder / "fonts" / name).read_bytes()


def _never_none(value: object) -> object:
    """A None in a template is a view that forgot to decide; saying "None" to a reader is worse than failing."""
    if value is None:
        raise TypeError("a template printed None: the view has to say it in words")
    return value


@cache
def _font_faces(folder: Path) -> str:
    """The screen's fonts inside the file itself, so that it works from disk and offline."""
    faces = []
    for name, weight in _SCREEN_FONTS:
        data = base64.b64encode((folder / "fonts" / "screen" / f"{name}.woff2").read_bytes()).decode("ascii")
        faces.append(
            f"@font-face{{font-family:Inter;font-weight:{weight};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "\n".join(faces)


def _policy(script: str) -> str:
    """What the file may do on screen: run the one script it carries, and reach nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
