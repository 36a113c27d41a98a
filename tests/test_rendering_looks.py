"""A team's own look is read once, checked, and what cannot be used of it is said."""

from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from kamreport import rendering, run
from kamreport.errors import UsageError
from kamreport.rendering.looks.look import find_look, shipped_tokens
from kamreport.rendering.looks.tokens import read_tokens
from kamreport.rendering.packs import find_packs, offered_sections
from kamreport.results import Review
from kamreport.shipped import report_templates, workbook_templates

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)
OFFERED = offered_sections()


def look_of(folder: Path, **files: str | bytes) -> Path:
    """A folder with files; __ in a name stands for a folder, the last _ for the dot."""
    for name, content in files.items():
        parts = name.split("__")
        path = folder.joinpath(*parts[:-1], ".".join(parts[-1].rsplit("_", 1)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def test_colours_and_letters_of_tokens_are_taken_over(tmp_path: Path) -> None:
    text = ':root { --accent: rgb(200, 10, 30); --font: "Acme Sans", Arial } /* ours */'
    look = find_look(look_of(tmp_path, tokens_css=text), OFFERED)
    assert look.troubles == ()
    assert look.colours == (("#0b5cad", "#c80a1e"),)
    assert look.family == '"Acme Sans", Arial'
    assert "--accent: #c80a1e;" in look.css


def test_a_dark_screen_has_values_of_its_own() -> None:
    tokens, troubles = read_tokens("@media (prefers-color-scheme: dark) { :root { --accent: #f88 } }", shipped_tokens())
    assert (tokens.light, tokens.dark, troubles) == ({}, {"--accent": "#ff8888"}, ())
    assert tokens.dark_css == "@media screen and (prefers-color-scheme: dark) { :root { --accent: #ff8888; } }"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (":root { --acent: red }", "line 1: there is no --acent"),
        (":root { --accent: url(https://example.org/x) }", "line 1: --accent takes a colour"),
        (":root { --accent: rgba(0, 0, 0, 0.5) }", "line 1: --accent takes a colour"),
        (":root { --font: Acme; } :root { --font: url(x) }", "line 1: --font takes names"),
        (":root { color: red }", "line 1: only custom properties"),
        ("\nbody { background: url(file:///etc/passwd) }", "line 2: only custom properties"),
        ("@import url(https://example.org/x.css);", "line 1: only custom properties"),
        (":root { --accent: </style><script>alert(1)</script> }", "line 1: --accent takes a colour"),
    ],
)
def test_what_is_no_token_is_left_out_and_said(written: str, told: str) -> None:
    tokens, troubles = read_tokens(written, shipped_tokens())
    assert [line for line in troubles if line.startswith(told)]
    assert "url" not in tokens.css
    assert "<" not in tokens.css


def test_every_colour_of_a_chart_is_one_of_the_tokens() -> None:
    from kamreport.rendering.charts import palette

    colours = {value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    assert colours <= set(shipped_tokens().values())


def test_a_chart_takes_the_colours_and_letters_of_the_look_and_a_cell_keeps_its_words(tmp_path: Path) -> None:
    look = find_look(look_of(tmp_path, tokens_css=':root { --accent: #aa0000; --font: "Acme" }'), OFFERED)
    chart = (
        '<svg><rect fill="#0b5cad"/><text font-family="Inter, Helvetica Neue, Arial, sans-serif">#0b5cad</text></svg>'
    )
    wanted = '<svg><rect fill="#aa0000"/><text font-family="\'Acme\'">#0b5cad</text></svg>'
    assert look.recoloured(chart) == wanted


def test_a_pack_of_ones_own_names_sections_of_ours(tmp_path: Path) -> None:
    toml = 'title = "Board review"\nof = "portfolio"\nsections = ["P14", "p01"]\n'
    look = find_look(look_of(tmp_path, board__pack_toml=toml), OFFERED)
    (pack,) = look.packs
    assert look.troubles == ()
    assert (pack.name, pack.title, pack.of, pack.sections) == ("board", "Board review", "portfolio", ("P14", "P01"))


@pytest.mark.parametrize(
    ("folder", "toml", "told"),
    [
        ("board", "title = ", "it is not TOML"),
        ("board", 'of = "portfolio"\nsections = ["P01"]', "title is missing"),
        ("board", 'title = "B"\nof = "portfolio"\nsections = "P01"', "sections is missing or of another kind"),
        ("board", 'title = "B"\nof = "board"\nsections = ["P01"]', "of names one of our packs"),
        ("board", 'title = "B"\nof = "portfolio"\nsections = ["Q01"]', "sections names some of P01"),
        ("board", 'title = "B"\nof = "portfolio"\nsections = []', "sections names some of P01"),
        ("board", 'title = "B"\nof = "portfolio"\nsections = ["P01"]\ncolour = "red"', "not colour"),
        ("portfolio", 'title = "B"\nof = "portfolio"\nsections = ["P01"]', "there is a pack portfolio already"),
        ("Our Board", 'title = "B"\nof = "portfolio"\nsections = ["P01"]', "use small letters"),
    ],
)
def test_a_pack_that_is_none_is_left_out_and_said(tmp_path: Path, folder: str, toml: str, told: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "pack.toml").write_text(toml, encoding="utf-8")
    look = find_look(tmp_path, OFFERED)
    assert look.packs == ()
    assert told in look.troubles[0]


def test_a_logo_travels_inside_the_file(tmp_path: Path) -> None:
    assert find_look(look_of(tmp_path, logo_png=PNG), OFFERED).logo.startswith("data:image/png;base64,")


@pytest.mark.parametrize(("content", "told"), [(b"<svg/>", "not the picture"), (PNG + bytes(600_000), "larger than")])
def test_a_logo_that_is_none_is_left_out_and_said(tmp_path: Path, content: bytes, told: str) -> None:
    look = find_look(look_of(tmp_path, logo_png=content), OFFERED)
    assert look.logo == ""
    assert told in look.troubles[0]


@pytest.mark.parametrize("name", ["logo_svg", "logo_gif", "Logo_PNG", "logo_jpeg"])
def test_a_logo_of_another_kind_is_told_and_one_beside_ours_is_not(name: str, tmp_path: Path) -> None:
    css = ":root { --ink: #000000 }"
    (told,) = find_look(look_of(tmp_path / "one", tokens_css=css, **{name: b"<svg/>"}), OFFERED).troubles
    assert told == f"{name.replace('_', '.')}: a logo is taken over as logo.png or logo.jpg"
    both = look_of(tmp_path / "both", tokens_css=css, logo_png=PNG, **{name.lower() + "x": b"<svg/>"})
    assert find_look(both, OFFERED).troubles == ()


def test_asking_for_a_pack_that_is_none_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    look = find_look(look_of(tmp_path, board__pack_toml='title = "Board"\nof = "portfolio"\nsections = []\n'), OFFERED)
    with pytest.raises(UsageError, match="board: sections names some of"):
        find_packs(["board"], look)
    with pytest.raises(UsageError, match="There is no pack bored; the packs are"):
        find_packs(["bored"], look)


def test_a_font_says_its_family_and_weight_itself(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    shutil.copy(report_templates() / "fonts" / "Inter-Bold.ttf", tmp_path / "fonts" / "anything.ttf")
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    look = find_look(tmp_path, OFFERED)
    assert [(face.family, face.weight) for face in look.faces] == [("Inter", 700)]
    assert look.troubles[0].startswith("broken.ttf: it cannot be read as a font")


def test_a_template_nobody_asks_for_is_a_slip(tmp_path: Path) -> None:
    look = find_look(look_of(tmp_path, q05_html="<p></p>", q5_html="<p></p>", _mine_html="<p></p>"), OFFERED)
    assert [line.partition(":")[0] for line in look.troubles] == ["q5.html"]


def test_many_templates_nobody_asks_for_are_one_line(tmp_path: Path) -> None:
    look = find_look(look_of(tmp_path, q05_html="", **{f"page{at}_html": "" for at in range(9)}), OFFERED)
    assert [line.partition(":")[0] for line in look.troubles] == ["page0.html, page1.html, page2.html and 6 more"]


def test_a_folder_of_finished_packs_beside_a_look_is_nothing_to_talk_about(tmp_path: Path) -> None:
    look_of(tmp_path / "packs", portfolio_html="", KA_001_northwind_html="")
    assert find_look(look_of(tmp_path, tokens_css=":root { --ink: #000000 }"), OFFERED).troubles == ()


def test_templates_in_a_folder_without_its_pack_toml_are_told(tmp_path: Path) -> None:
    look_of(tmp_path / "board", p01_html="")
    look = find_look(look_of(tmp_path, tokens_css=":root { --ink: #000000 }"), OFFERED)
    assert look.troubles == ("board: its templates are not used, for it holds no pack.toml that makes it a pack",)


def test_a_folder_without_anything_of_a_look_is_told(tmp_path: Path) -> None:
    look_of(tmp_path / "packs", portfolio_html="")
    look = find_look(look_of(tmp_path, book_xlsx=b"PK", index_html="", about_html=""), OFFERED)
    (told,) = look.troubles
    assert told.startswith(f"the folder {tmp_path} is no look: it holds no tokens.css, ")
    assert not look.has_templates
    assert look.files() == ()


def test_no_such_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        find_look(tmp_path / "none", OFFERED)


@pytest.fixture(scope="module")
def review() -> Review:
    return run.prepare(workbook_templates() / "example.xlsx")


@pytest.fixture(scope="module")
def dressed(review: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The account pack, the portfolio pack and one of their own of a team with a look, all of it different."""
    folder = tmp_path_factory.mktemp("dressed")
    look = look_of(
        folder / "look",
        tokens_css=":root { --accent: #00695c; --font: Inter } @media (prefers-color-scheme: dark) { :root { --ink: #fed } }",
        logo_png=PNG,
        q04_html='<h2 data-name="Trade">Our trade</h2><p>{{ section.headline }}</p>',
        p01_html="<h2>{{ section.unheard_of }}</h2>",
        board__pack_toml='title = "Board review"\nof = "portfolio"\nsections = ["P14", "P02"]\n',
        board__p02_html='<h2 data-name="Map">The map for the board</h2>{{ section.matrix.chart }}',
    )
    (look / "fonts").mkdir()
    shutil.copy(report_templates() / "fonts" / "Inter-Bold.ttf", look / "fonts" / "Inter-Bold.ttf")
    made = rendering.render(
        review,
        ["account", "portfolio", "board"],
        folder=folder,
        accounts=["A-01"],
        look=look,
        limits=rendering.Limits(),
    )
    (folder / "findings.txt").write_text("\n".join(map(str, made.findings)), encoding="utf-8")
    return folder


def test_packs_wear_the_look_on_screen_and_on_paper(dressed: Path) -> None:
    (page,) = dressed.glob("A-01-*.html")
    html = page.read_text(encoding="utf-8")
    assert "--accent: #00695c" in html
    assert 'src="data:image/png;base64,' in html
    assert "Our trade" in html
    assert '"#0b5cad"' not in html
    assert html.count('class="logo"') == 1
    (paper,) = dressed.glob("A-01-*.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper))
    assert "Our trade" in text


def test_a_broken_template_is_told_with_its_line_and_the_other_packs_come_out(dressed: Path) -> None:
    found = (dressed / "findings.txt").read_text(encoding="utf-8")
    assert "error[R202]" in found
    assert "p01.html, line 1" in found
    assert not list(dressed.glob("portfolio.*"))
    assert {path.suffix for path in dressed.glob("board.*")} == {".html", ".pdf"}


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("{% for one in %}", "Expected an expression"),
        ("{{ section.unheard_of }}", "there is nothing called 'unheard_of' in what it is given"),
        ("{{ unheard_of }}", "'unheard_of' is undefined"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ section.evidence.__class__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "there is no template '/etc/passwd'"),
        ("{% include '../tokens.css' %}", "there is no template '../tokens.css'"),
        ("{{ section.sources.append('x') }}", "there is nothing called 'append'"),
    ],
)
def test_any_slip_in_a_template_is_told_with_file_and_line_in_its_authors_words(
    review: Review, slip: str, told: str, tmp_path: Path
) -> None:
    look = look_of(tmp_path / "look", q04_html=f"<h2>Our trade</h2>\n<p>{slip}</p>")
    made = rendering.render(review, ["account"], folder=tmp_path, accounts=["A-01"], pdf=False, look=look, workers=1)
    (found,) = [one.message for one in made.findings if one.rule.code == "R202"]
    assert "q04.html, line 2: " in found
    assert told in found
    assert "kamreport." not in found


def test_an_own_pack_has_its_sections_in_its_order_with_its_templates(dressed: Path) -> None:
    html = (dressed / "board.html").read_text(encoding="utf-8")
    assert "Board review" in html
    assert re.findall(r'<section class="section" id="(p\d\d)"', html) == ["p14", "p02"]
    assert "The map for the board" in html
    assert "part of the data is missing" in html
    assert "The last section says" not in html, "its last section is another"
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_another_colour_makes_the_packs_anew_and_nothing_else_does(review: Review, tmp_path: Path) -> None:
    look = look_of(tmp_path / "look", tokens_css=":root { --accent: #00695c }")

    def unchanged() -> list[bool]:
        made = rendering.render(review, ["account"], folder=tmp_path, accounts=["A-01"], pdf=False, look=look)
        return [file.unchanged for file in made.files]

    assert [unchanged(), unchanged()] == [[False], [True]]
    look_of(look, tokens_css=":root { --accent: #00796c }")
    assert unchanged() == [False]
