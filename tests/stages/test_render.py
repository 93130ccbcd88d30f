"""Rendering: values in, bytes or problems out; nothing unescaped, no unsafe URL, no traceback."""

import pickle
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.page import LISTS, Output
from generator.model.pieces import NOTHING, BodyView, PictureView
from generator.model.problem import Problem
from generator.model.text import Html
from generator.model.theme import Job, Theme
from generator.stages.figures import SCHEMES, fill_body, safe_url
from generator.stages.render import fill, render


@dataclass(frozen=True)
class View:
    text: str = ""
    html: Html = NOTHING
    body: BodyView | None = None


def theme(source: str, **others: str) -> Theme:
    templates = (("page.html", source), *((f"{name}.html", text) for name, text in others.items()))
    words = (("en", (("hello", "Hello {name}"),)), ("hi", (("hello", "{name} को नमस्ते"),)))
    return Theme(templates, words, (("css/site.css", "/assets/css/site.css"),), source.encode())


def page(source: str, view: View | None = None, lang: str = "en", **others: str) -> str:
    [made] = render(
        theme(source, **others), (Job("x/index.html", "page.html", lang, view or View()),)
    )
    assert isinstance(made, Output), made
    return made.data.decode()


def complaint(source: str, **others: str) -> Problem:
    [made] = render(theme(source, **others), (Job("x/index.html", "page.html", "en", View()),))
    assert isinstance(made, Problem)
    return made


def test_an_output_has_the_jobs_path_and_group_and_ends_with_one_newline() -> None:
    job = Job("x/index.html", "page.html", "en", View(), group=LISTS)
    assert render(theme("a\n\n\n"), (job,)) == (Output("x/index.html", b"a\n", LISTS),)


def test_words_are_those_of_the_pages_language() -> None:
    source = "{{ t.hello | fill(name=view.text) }}"
    assert page(source, View("A & B"), "hi") == "A &amp; B को नमस्ते\n"
    assert page(source, View("A & B"), "en") == "Hello A &amp; B\n"


def test_text_is_escaped_and_html_is_not() -> None:
    view = View("<b>", Html("<i>x</i>"))
    assert page("{{ view.text }}{{ view.html }}", view) == "&lt;b&gt;<i>x</i>\n"


def test_macros_know_assets_too() -> None:
    macro = '{% macro m() %}{{ asset("css/site.css") }}{% endmacro %}'
    assert page('{% from "m.html" import m %}{{ m() }}', m=macro) == "/assets/css/site.css\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\n{{ view.no_such_thing }}", 2),
        ("\n\n{{ t.no_such_word }}", 3),
        ("{{ view.text.x.y }}", 1),
        ("\n{{ 1 / 0 }}", 2),
        ("{{ view.text + 1 }}", 1),
        ("{{ t.hello | fill(nam=1) }}", 1),
    ],
)
def test_a_template_that_fails_is_a_problem_at_its_line(source: str, line: int) -> None:
    found = complaint(source)
    assert (found.path, found.line, found.code) == ("templates/page.html", line, "template-error")
    assert dict(found.details)["page"] == "x/index.html"


def test_a_failure_is_told_where_it_is_not_where_it_was_called() -> None:
    macro = "{% macro m(x) %}\n{{ x.nothing }}\n{% endmacro %}"
    found = complaint('\n\n{% from "m.html" import m %}\n{{ m(view) }}', m=macro)
    assert (found.path, found.line) == ("templates/m.html", 2)


def test_one_bad_page_does_not_keep_the_others_from_being_made() -> None:
    both = theme("fine", bad="{{ view.nothing }}")
    jobs = (Job("a", "bad.html", "en", View()), Job("b", "page.html", "en", View()))
    first, second = render(both, jobs)
    assert isinstance(first, Problem)
    assert isinstance(second, Output)


def test_a_theme_jobs_and_results_can_travel() -> None:
    made = theme("{{ view.text }}")
    jobs = (Job("a", "page.html", "en", View("x")),)
    again = pickle.loads(pickle.dumps((made, jobs, render(made, jobs))))  # noqa: S301 - our own bytes
    assert render(again[0], again[1]) == again[2]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/?x=1&y=2#z",
        "HTTP://a.example",
        "mailto:a@b.example",
        "tel:+91",
        "/hi/खेल/",
        "../a/b.html",
        "#part",
        "?q=a:b",
        "a/b:c",
        "",
    ],
)
def test_harmless_urls_pass(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "file:///etc/passwd",
    ],
)
def test_other_urls_lead_nowhere(url: str) -> None:
    assert safe_url(url) == "#"


@given(st.text())
def test_no_url_with_another_scheme_ever_passes(text: str) -> None:
    passed = safe_url(text)
    scheme, colon, _ = passed.partition(":")
    if colon and scheme.isascii() and scheme.isalnum():
        assert scheme[0].isdigit() or scheme.lower() in SCHEMES


@given(st.text(), st.text())
def test_fill_escapes_words_and_parts_alike(before: str, part: str) -> None:
    word = before.replace("{", "").replace("}", "") + "{x}"
    assert unescape(fill(word, x=part)) == unescape(fill(word, x=Html(""))) + part
    assert "<" not in fill(word, x=part)
    assert fill(word, x=Html("<b>")).endswith("<b>")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_links_and_pictures_are_put_into_a_body() -> None:
    picture = PictureView("/media/a.jpg", 'a "b"', 30, 20, Html("C"), Html("D"))
    body = BodyView(b"", ("/en/x/?a&b", "", "javascript:x"), (picture, None))
    html = (
        "<p>\0A0\0one\0/A0\0 \0A1\0two\0/A1\0 \0A2\0three\0/A2\0</p><p>\0I0\0</p><p>\0I1\0</p>"
        "<p>in \0I0\0 text\0I1\0</p>"
    )
    image = (
        '<img src="/media/a.jpg" alt="a &#34;b&#34;" width="30" height="20" loading="lazy" '
        'decoding="async">'
    )
    assert fill_body(html, body) == (
        '<p><a href="/en/x/?a&amp;b">one</a> two <a href="#">three</a></p>'
        f"<figure>{image}<figcaption><span>C</span> "
        '<span class="credit">D</span></figcaption></figure>'
        f'<p>in {image} <small class="caption"><span>C</span> '
        '<span class="credit">D</span></small> text</p>'
    )


def test_a_picture_without_a_file_leaves_its_words() -> None:
    body = BodyView(b"", (), (PictureView("", "A map", 0, 0, Html("By us")),))
    assert fill_body("<p>\0I0\0</p>", body) == "<p>A map <span>By us</span></p>"
    assert fill_body("<p>See \0I0\0.</p>", body) == "<p>See A map <span>By us</span>.</p>"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_text_leaves_its_attribute(text: str) -> None:
    view = PictureView("/a.jpg", text, 1, 1)
    reader = Reader()
    reader.feed(fill_body("\0I0\0", BodyView(b"", (), (view,))))
    [(tag, attributes)] = reader.tags
    assert tag == "img"
    assert attributes["alt"] == text
    assert set(attributes) == {"src", "alt", "width", "height", "loading", "decoding"}


def test_a_template_is_given_the_body() -> None:
    view = View(body=BodyView(b"", ("/x/",), ()))
    job = Job("a", "page.html", "en", view, ("<p>\0A0\0x\0/A0\0</p>",))
    [made] = render(theme("{{ body }}"), (job,))
    assert isinstance(made, Output)
    assert made.data == b'<p><a href="/x/">x</a></p>\n'
