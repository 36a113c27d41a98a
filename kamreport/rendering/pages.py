"""From a document's view to HTML: sandboxed templates, strict about names, that cannot reach anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from kamreport.cells import CellRef
from kamreport.rendering.evidence import appendix
from kamreport.rendering.fitting import brief, fit, headline, narrow, printable
from kamreport.rendering.language import in_force, say, say_count
from kamreport.rendering.looks import Look
from kamreport.rendering.looks.letters import Face
from kamreport.rendering.looks.tokens import TOKENS
from kamreport.rendering.revealing import Reveals, Silence
from kamreport.rendering.views.pieces import Document
from kamreport.shipped import report_templates

_SCREEN_FONTS = (("Inter-Regular", 400), ("Inter-SemiBold", 600), ("Inter-Bold", 700))


class Pages:
    """Sets documents with the templates of one folder, which is read once, in a team's own look where there is one."""

    def __init__(self, folder: Path | None = None, look: Look | None = None) -> None:
        self._folder = folder or report_templates()
        self._look = look
        self._reveals: Reveals = Silence()
        self._environments = {"": self._environment()}
        if look is not None:
            self._environments |= {pack.name: self._environment(pack.folder) for pack in look.packs}
        self._screen = Markup(  # noqa: S704 - our own files, and a look that was looked through
            self.css("tokens.css", "pack.css", "screen.css", "print.css", "customer.css", "customer-screen.css")
            + _font_faces(self._folder)
            + (_own_dress(look) if look is not None else "")
        )
        self._script = Markup(self.css("screen.js", "tables.js").strip())  # noqa: S704 - likewise
        self._policy = _policy(self._script)

    def html(self, document: Document) -> str:
        """One self-contained file for screen and print: nothing in it points outside."""
        self._reveals = Reveals() if document.reveals else Silence()
        return self._set(document, style=self._screen, script=self._script, policy=self._policy)

    def print_html(self, document: Document) -> str:
        """The same body without a style sheet, for the engine that has read it already."""
        self._reveals = Silence()
        return self._set(document, style="", script="", policy="")

    def _environment(self, *folders: Path) -> Environment:
        """Templates of the folders named, then of the look, then ours: the first of a name is set."""
        own = (self._look.folder,) if self._look is not None else ()
        made = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, *own, self._folder)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_printable,
        )
        made.globals.update(
            say=say,
            say_count=say_count,
            reveal=self._reveal,
            fit=fit,
            brief=brief,
            narrow=narrow,
            headline=headline,
        )
        return made

    def _set(self, document: Document, **dress: str) -> str:
        environment = self._environments.get(document.pack, self._environments[""])
        html = environment.get_template(document.template).render(
            pack=document,
            logo=escape(self._look.logo) if self._look is not None else "",
            appendix=appendix(document) if document.reveals else (),
            reveals=self._reveals,
            language=in_force().code,
            **dress,
        )
        return html if self._look is None else self._look.recoloured(html)

    def _reveal(self, parts: Sequence[str], how: str, cells: Sequence[CellRef]) -> str:
        """For templates: the id of what a figure reveals on screen; empty on paper."""
        return self._reveals.key(parts, how, cells)

    def css(self, *names: str) -> str:
        """Style sheets of the folder, one after the other, with the look's values in place of ours."""
        texts = {name: (self._folder / name).read_text(encoding="utf-8") for name in names}
        if self._look is not None:
            texts = {name: self._look.redressed(css) for name, css in texts.items()}
            texts |= {name: f"{texts[name]}\n{self._look.css}" for name in names if name == TOKENS}
        return "\n".join(texts.values())

    @property
    def faces(self) -> tuple[Face, ...]:
        """The look's own font files."""
        return self._look.faces if self._look is not None else ()

    def font(self, name: str) -> bytes:
        """A font file for print."""
        return (self._folder / "fonts" / name).read_bytes()


def _printable(value: object) -> object:
    """What a template prints, cleaned and never endless; what is escaped already is printed as it is.

    A None is a view that forgot to decide; saying "None" to a reader is worse than failing.
    """
    if value is None:
        raise TypeError("a template printed None: the view has to say it in words")
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _own_dress(look: Look) -> str:
    """What comes after our style sheets: the look's fonts inside the file, and its values for a dark screen."""
    faces = [
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-display:swap;"
        f"src:url(data:font/ttf;base64,{base64.b64encode(face.path.read_bytes()).decode('ascii')}) format('truetype')}}"
        for face in look.faces
    ]
    return "\n".join(("", *faces, look.dark_css))


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


def _policy(script: str) -> Markup:
    """What the file may do on screen: run the one script it carries, and reach nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return escape(
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
