"""The theme that ships keeps the house's rules.

Its templates only arrange, its words are whole in every language, its type and colours can be
read, and an article has its parts in their order.
"""

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from inspect import getmembers, isclass
from pathlib import Path
from runpy import run_path

import pytest
from jinja2 import Environment, nodes

from generator.model import views
from generator.model.config import Language
from generator.model.frame import Frame, Head
from generator.model.page import Output
from generator.model.pieces import (
    BodyView,
    CorrectionView,
    Link,
    Moment,
    PictureView,
    Switch,
)
from generator.model.text import Html
from generator.model.theme import Job, Theme
from generator.model.views import ArticleView
from generator.stages.casting import cast
from generator.stages.plates import plates
from generator.stages.render import environment, fill, render
from generator.stages.schema import words
from generator.stages.theme import make_theme

ROOT = Path(__file__).parent.parent
THEME = ROOT / "templates"
NAMES = sorted(str(path.relative_to(THEME)) for path in THEME.rglob("*.html"))
OTHERS = sorted(
    str(path.relative_to(THEME))
    for folder in ("feeds", "offline")
    for path in (THEME / folder).iterdir()
)
LANGUAGES = (
    Language("en", "English", "en-IN", "Latn", "ltr"),
    Language("hi", "हिन्दी", "hi-IN", "Deva", "ltr"),
)
FILTERS = frozenset(("url", "fill", "list", "rejectattr"))
EMPTY = frozenset(("kind_article",))


@cache
def shipped() -> tuple[Theme, tuple[Output, ...]]:
    files = {
        f"templates/{path.relative_to(THEME).as_posix()}": path.read_bytes()
        for path in THEME.rglob("*")
        if path.is_file()
    }
    theme, assets, problems = make_theme(files, LANGUAGES, "/")
    assert problems == ()
    return theme, assets


@cache
def parser() -> Environment:
    return environment(shipped()[0])


def source(name: str) -> str:
    return (THEME / name).read_text(encoding="utf-8")


def skeleton(name: str) -> str:
    """Give a template's own HTML, with § for everything that Jinja prints."""
    parts = []
    for _, kind, text in parser().lex(source(name)):
        if kind == "data":
            parts.append(text)
        elif kind == "variable_begin":
            parts.append("§")
    return "".join(parts)


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", NAMES)
def test_no_words_of_any_language_in_templates(name: str) -> None:
    reader = Text()
    reader.feed(re.sub(r' [a-z]+="[^"]*"', "", skeleton(name)))  # some macros print attributes
    assert not [letter for letter in reader.text if letter.isalpha()]
    spoken = re.findall(r'\b(?:aria-label|alt|title|placeholder)="([^"§]+)"', skeleton(name))
    assert spoken == []


@pytest.mark.parametrize("name", NAMES)
def test_no_script_or_style_within_the_page_and_every_attribute_quoted(name: str) -> None:
    html = re.sub(r'<script defer src="§"(?: data-worker="§")?></script>', "", skeleton(name))
    html = html.replace('<script type="application/ld+json">§§</script>', "")  # data is not run
    assert not re.search(r"<(?:script|style)\b|\sstyle=|\son[a-z]+=", html)
    for tag in re.findall(r"<[a-z][^<>]*>", html):
        assert not re.search(r"=(?!\")", re.sub(r'"[^"]*"', '""', tag)), tag


@pytest.mark.parametrize("name", NAMES)
def test_every_url_passes_the_filter_or_is_an_asset(name: str) -> None:
    for value in re.findall(r'\b(?:href|src|srcset|action)="([^"]*?)"(?=[\s>{])', source(name)):
        assert re.fullmatch(r"#[a-z-]+|data:,|\{\{ [\w.]+ \| url \}\}|\{\{ asset\(", value) or (
            value.startswith("{{ asset(")
        ), value


@pytest.mark.parametrize("name", NAMES)
def test_templates_arrange_and_do_nothing_else(name: str) -> None:
    tree = parser().parse(source(name))
    assert {one.name for one in tree.find_all(nodes.Filter)} <= FILTERS
    constants = {one.value for one in tree.find_all(nodes.Const)}
    assert not constants & {one.code for one in LANGUAGES} | constants & {"ur", "rtl", "ltr"}


@pytest.mark.parametrize("name", [*NAMES, *OTHERS])
def test_nothing_goes_out_unescaped(name: str) -> None:
    """Escaping is on for each kind of file; here nothing turns it off, `safe` least of all."""
    tree = parser().parse(source(name))
    allowed = FILTERS if name.endswith(".html") else FILTERS | {"forceescape", "tojson"}
    assert {one.name for one in tree.find_all(nodes.Filter)} <= allowed
    assert not list(tree.find_all((nodes.EvalContextModifier, nodes.MarkSafe)))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("macros/")])
def test_macros_see_their_arguments_alone(name: str) -> None:
    tree = parser().parse(source(name))
    for macro in tree.find_all(nodes.Macro):
        known = {one.name for one in macro.args}
        used = {one.name for one in macro.find_all(nodes.Name) if one.ctx == "load"}
        assert not used & {"view", "t", "body"} - known, macro.name


def test_every_view_has_its_template() -> None:
    pages = {
        re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("View")).lower() + ".html"
        for name, kind in getmembers(views, isclass)
        if name.endswith("View") and kind.__module__ == views.__name__
    }
    assert pages == {path.name for path in (THEME / "pages").iterdir()}


def strings(code: str) -> dict[str, str]:
    path = f"templates/strings/{code}.yaml"
    found, problems = words((ROOT / path).read_text(encoding="utf-8"), path)
    assert problems == ()
    return found


@pytest.mark.parametrize("code", ["en", "hi", "ur"])
def test_words_are_whole(code: str) -> None:
    listed, said = strings("words"), strings(code)
    assert list(said) == list(listed)
    for key, text in said.items():
        assert text or key in EMPTY, key
        assert set(re.findall(r"\{\w+\}", text)) <= set(re.findall(r"\{\w+\}", listed[key])), key


@pytest.mark.parametrize("code", ["hi", "ur"])
def test_words_are_written_in_their_own_letters(code: str) -> None:
    for key, text in strings(code).items():
        letters = re.sub(r"\{\w+\}", "", text)
        assert not re.search(r"[A-Za-z]", letters), key


def test_every_word_is_said_somewhere() -> None:
    templates = "\n".join(source(name) for name in NAMES)
    stages = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py")
    )
    for key in strings("words"):
        first, last = re.escape(key.partition("_")[0]), re.escape(key.rpartition("_")[2])
        made = rf'"{key}"|f"{first}_\{{[\w.]+\}}"|f"\{{[\w.]+\}}_{last}"'
        assert re.search(rf"\bt\.{key}\b", templates) or re.search(made, stages), key


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("text", ["ink", "soft", "sindoor", "link", "visited"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_text_can_be_read_on_its_ground(ground: str, text: str, *, dark: bool) -> None:
    light, _, night = source("assets/css/tokens.css").partition("prefers-color-scheme: dark")
    known = colours(night if dark else light)
    high, low = sorted((luminance(known[ground]), luminance(known[text])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_stylesheet_asks_for_just_the_characters_that_each_font_has() -> None:
    cuts = run_path(str(ROOT / "tools" / "subset_fonts.py"))["CUTS"]
    faces = re.findall(
        r'url\("\.\./fonts/([a-z-]+)\.woff2"\).*?unicode-range: ([^;]+);',
        source("assets/css/fonts.css"),
        re.DOTALL,
    )
    assert dict(faces) == {name: cut.characters for name, cut in cuts.items()}


def test_fonts_for_a_page_in_both_scripts_stay_under_ninety_kilobytes() -> None:
    fonts = [
        path
        for path in (THEME / "assets/fonts").glob("*.woff2")
        if not path.stem.endswith(("-accents", "-rare"))
    ]
    assert len(fonts) == 6
    assert sum(path.stat().st_size for path in fonts) <= 90_000
    assert "SIL OPEN FONT LICENSE" in source("assets/fonts/OFL.txt")


FRAME = Frame(
    lang="en",
    dir="ltr",
    home="/en/",
    names=(Link(Html("Paper"), "/en/"), Link(Html("अख़बार"), "/en/", "", "hi")),
    scripts=("Latn", "Deva"),
    tagline=Html("News"),
    editions=(Link(Html("English"), "/en/", "en"), Link(Html("हिन्दी"), "/hi/", "hi", "hi")),
    menu=(Link(Html("Geo-Politics"), "/en/geo-politics/", "geo-politics"),),
    pages=(Link(Html("About us"), "/en/about/"),),
    social=Html('Stay connected to Paper on <a href="https://x.example/">Instagram</a>.'),
    podcasts=Html("Listen to our Podcast on Spotify."),
    publisher=Html("Paper"),
    logo="",
    tags="/en/tag/",
    edition="en",
    generator="Khabar",
)
HEAD = Head(
    title="Talks & fears",
    description="A “deck”",
    canonical="https://paper.example/en/geo-politics/talks/",
    alternates=(),
    languages=(
        Switch("English", Html(""), "/en/x/", "", "", exact=True, current=True),
        Switch("हिन्दी", Html("यह ख़बर हिन्दी में"), "/hi/x/", "hi", "", exact=True, current=False),
    ),
    locale="en_IN",
    section="geo-politics",
    name="Talks & fears",
)
WHEN = Moment("2026-11-20T09:00+05:30", "20 November 2026, 9:00 am")
ARTICLE = ArticleView(
    frame=FRAME,
    head=HEAD,
    story="geo-politics/talks",
    kind="article",
    labels=(
        Link(Html("Geo-Politics"), "/en/geo-politics/"),
        Link(Html("अंतरराष्ट्रीय"), "/hi/antarrashtriya/", "", "hi"),
    ),
    kind_words="",
    title=Html("Talks &amp; fears"),
    deck=Html("A deck"),
    byline=(Link(Html("JJ News Desk"), "/en/author/jj/"),),
    published=WHEN,
    updated=WHEN,
    reading="4 min read",
    picture=PictureView("/media/a.jpg", "A table", 1200, 800),
    caption=Html("The table"),
    credit=Html("By us"),
    body=BodyView(b"", (), ()),
    source=Link(Html("news18"), ""),
    corrections=(CorrectionView(WHEN, Html("A name was wrong.")),),
    tags=(Link(Html("Pakistan"), "/en/tag/pakistan/"),),
    series=None,
    share=(Link(Html("WhatsApp"), "https://wa.me/?text=x"),),
    related=(),
    related_other=(),
)


@cache
def article() -> str:
    job = Job("x/index.html", "pages/article.html", "en", ARTICLE, ("<p>Words.</p>",))
    [made] = render(shipped()[0], (job,))
    assert isinstance(made, Output), made
    return made.data.decode()


def text_of(role: str, tag: str) -> str:
    found = re.search(rf'<{tag}[^>]*data-role="{role}"[^>]*>(.*?)</{tag}>', article(), re.DOTALL)
    assert found, role
    return re.sub(r"<[^>]*>", "", found[1]).strip()


def test_an_article_has_its_parts_in_order() -> None:
    roles = re.findall(r'data-role="([a-z-]+)"', article())
    assert roles[:5] == ["category", "headline", "deck", "byline", "language-switch"]
    assert roles[5:8] == ["caption", "body", "source"]
    assert roles[8:] == ["corrections", "tags", "social", "podcasts"]
    assert '<article class="story" data-story="geo-politics/talks" data-lang="en">' in article()


def test_an_articles_parts_read_as_they_should() -> None:
    assert text_of("category", "p") == "Geo-Politics / अंतरराष्ट्रीय"
    assert text_of("headline", "h1") == "Talks &amp; fears"
    assert text_of("source", "p") == "Source: news18"
    assert text_of("body", "div") == "Words."
    assert '<a href="/hi/antarrashtriya/" lang="hi">अंतरराष्ट्रीय</a>' in article()


def test_a_page_tells_machines_what_it_is() -> None:
    assert article().startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "<title>Talks &amp; fears</title>" in article()
    assert 'http-equiv="Content-Security-Policy"' in article()
    assert '<link rel="canonical" href="https://paper.example/en/geo-politics/talks/">' in article()
    assert 'fetchpriority="high"' in article()


def test_the_script_is_small_and_adds_no_markup_of_its_own() -> None:
    script = source("assets/js/site.js")
    assert len(gzip.compress(script.encode(), mtime=0)) <= 15_000
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval|\.style\b", script)


def test_an_article_and_its_stylesheet_are_light() -> None:
    sheets = [one.data for one in shipped()[1] if re.search(r"/site\.\w+\.css$", one.path)]
    assert len(sheets) == 1
    assert len(article().encode()) + len(sheets[0]) < 40_000


def test_every_page_of_the_theme_has_its_plate() -> None:
    """What Jinja2 prints alone takes several times as long: only the style page, which is one."""
    theme = shipped()[0]
    code = cast(parser(), dict(theme.templates), dict(theme.assets))
    made = plates(code, fill)
    pages = {name for name, _ in theme.templates if name.startswith(("pages/", "feeds/"))}
    assert pages - made.keys() == {"pages/style.html"}
    assert not made.keys() & {name for name in made if name.startswith(("macros/", "partials/"))}
