"""The theme: assets that tell their bytes, templates proved before any page, words complete."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import Language
from generator.model.page import ASSETS
from generator.model.problem import ERROR, WARNING, Problem
from generator.model.theme import Theme
from generator.stages.theme import closures, make_theme, words_digest

ENGLISH = Language("en", "English", "en-IN", "Latn", "ltr")
HINDI = Language("hi", "हिन्दी", "hi-IN", "Deva", "ltr")
SMALL = {
    "templates/base.html": '<p>{% block a %}{% endblock %}</p>{{ asset("css/site.css") }}',
    "templates/pages/one.html": '{% extends "base.html" %}{% block a %}{{ t.hello }}{% endblock %}',
    "templates/pages/two.html": '{% from "macros/m.html" import m %}{{ m(view.x) }}',
    "templates/macros/m.html": "{% macro m(x) %}{{ x }}{% endmacro %}",
    "templates/strings/words.yaml": "hello: Says hello to {name}\nbye: Says good-bye\n",
    "templates/strings/en.yaml": "hello: Hello {name}\nbye: Bye\n",
    "templates/strings/hi.yaml": "hello: नमस्ते\nbye: विदा\n",
    "templates/assets/css/site.css": '@import url("parts/a.css");\nb { c: url(../img/x.svg#y) }\n',
    "templates/assets/css/parts/a.css": 'a { b: url("../../fonts/f.woff2") url(data:x,y) }\n',
    "templates/assets/img/x.svg": "<svg/>",
    "templates/assets/fonts/f.woff2": "font",
    "templates/README": "not a template",
}


def made(
    changes: dict[str, str | None] | None = None, base_path: str = "/"
) -> tuple[Theme, dict[str, bytes], tuple[Problem, ...]]:
    files = {**SMALL, **(changes or {})}
    held = {path: text.encode() for path, text in files.items() if text is not None}
    theme, outputs, problems = make_theme(held, (ENGLISH, HINDI), base_path)
    assert all(one.group == ASSETS for one in outputs)
    return theme, {one.path: one.data for one in outputs}, problems


def only(problems: tuple[Problem, ...]) -> tuple[str, int, str, str, dict[str, str]]:
    [one] = problems
    return one.path, one.line, one.code, one.severity, dict(one.details)


def test_a_sound_theme_has_templates_words_and_assets() -> None:
    theme, outputs, problems = made()
    assert problems == ()
    assert [name for name, _ in theme.templates] == [
        "base.html",
        "macros/m.html",
        "pages/one.html",
        "pages/two.html",
    ]
    assert theme.words_of("hi") == {"hello": "नमस्ते", "bye": "विदा"}
    assert sorted(dict(theme.assets)) == ["css/site.css", "fonts/f.woff2", "img/x.svg"]
    assert all(re.fullmatch(r"assets/\w+/\w+\.[0-9a-f]{10}\.\w+", path) for path in outputs)


def test_stylesheets_are_joined_and_point_to_fingerprinted_neighbours() -> None:
    theme, outputs, _ = made()
    urls = {name: url.removeprefix("/") for name, url in theme.assets}
    sheet = outputs[urls["css/site.css"]].decode()
    font = urls["fonts/f.woff2"].removeprefix("assets/")
    image = urls["img/x.svg"].removeprefix("assets/")
    assert sheet == (f'a {{ b: url("../{font}") url(data:x,y) }}\nb {{ c: url("../{image}#y") }}\n')


def test_comments_of_stylesheets_are_not_published() -> None:
    sheet = """/* a
  b */
i { j: k } /* c */
/*! licence */
l { m: "/* n" 'o /*' url(data:,/*p*/) q/**/r } /* "s */
  /* t */
u { v: w } /* never closed { }
"""
    theme, outputs, problems = made({"templates/assets/css/site.css": sheet})
    assert problems == ()
    published = outputs[dict(theme.assets)["css/site.css"].removeprefix("/")].decode()
    assert [line.rstrip() for line in published.splitlines()] == [
        "i { j: k }",
        "/*! licence */",
        """l { m: "/* n" 'o /*' url(data:,/*p*/) q r }""",
        "u { v: w }",
    ]


def test_asset_urls_stand_under_the_sites_path() -> None:
    theme, outputs, _ = made(base_path="/news/")
    assert {url.removeprefix("/news/") for _, url in theme.assets} == set(outputs)


def test_a_changed_font_renames_the_font_and_the_sheet_that_names_it_and_nothing_else() -> None:
    before = dict(made()[0].assets)
    after = dict(made({"templates/assets/fonts/f.woff2": "other"})[0].assets)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"fonts/f.woff2", "css/site.css"}


def test_a_sheet_that_names_a_missing_file_is_refused_at_its_line() -> None:
    _, outputs, problems = made({"templates/assets/css/parts/a.css": "\n\na { b: url(no.png) }"})
    found = {one.path: one for one in problems}
    assert found["templates/assets/css/parts/a.css"].line == 3
    assert not any(path.endswith(".css") for path in outputs)


def test_sheets_that_import_each_other_are_refused_not_followed_for_ever() -> None:
    _, _, problems = made({"templates/assets/css/parts/a.css": "@import url(../site.css);"})
    assert problems


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\n{% if %}", 2),
        ("\n\n{{ x | no_such_filter }}", 3),
        ("{% include view.name %}", 1),
        ('{% include ["a", "b"] %}', 1),
        ('\n{% extends "no.html" %}', 2),
        ('\n{{ asset("no.css") }}', 2),
        ("{{ asset(view.name) }}", 1),
        ("\n{{ t.no_such_word }}", 2),
    ],
)
def test_a_template_that_would_fail_is_refused_at_its_line(source: str, line: int) -> None:
    _, _, problems = made({"templates/pages/bad.html": source})
    path, found, code, severity, details = only(problems)
    assert (path, found, code, severity) == (
        "templates/pages/bad.html",
        line,
        "template-error",
        ERROR,
    )
    assert details["reason"]


def test_a_template_that_is_not_utf8_is_refused() -> None:
    files = {path: text.encode() for path, text in SMALL.items()}
    files["templates/pages/bad.html"] = b"\n\xff"
    _, _, problems = make_theme(files, (ENGLISH,), "/")
    assert only(problems)[:3] == ("templates/pages/bad.html", 2, "template-error")


def test_a_language_without_words_is_an_error_of_the_site() -> None:
    _, _, problems = made({"templates/strings/hi.yaml": None})
    path, _, code, severity, details = only(problems)
    assert (path, code, severity) == ("site.yaml", "missing-strings", ERROR)
    assert details == {"language": "hi", "file": "templates/strings/hi.yaml"}


def test_a_missing_word_is_an_error_that_tells_what_the_word_is_for() -> None:
    _, _, problems = made({"templates/strings/hi.yaml": "hello: नमस्ते\n"})
    path, _, code, severity, details = only(problems)
    assert (path, code, severity) == ("templates/strings/hi.yaml", "missing-word", ERROR)
    assert details == {"word": "bye", "purpose": "Says good-bye"}


def test_an_unknown_word_is_a_warning_with_a_suggestion() -> None:
    _, _, problems = made({"templates/strings/hi.yaml": "hello: न\nbye: व\nhelo: न\n"})
    path, line, code, severity, details = only(problems)
    assert (path, line, code, severity) == (
        "templates/strings/hi.yaml",
        3,
        "unknown-word",
        WARNING,
    )
    assert details == {"word": "helo", "suggestion": "hello"}


def test_a_placeholder_that_nothing_fills_is_an_error() -> None:
    _, _, problems = made({"templates/strings/hi.yaml": "hello: नमस्ते {nam}\nbye: व\n"})
    _, line, code, severity, details = only(problems)
    assert (line, code, severity) == (1, "bad-placeholder", ERROR)
    assert details == {"word": "hello", "placeholder": "nam", "allowed": "name"}


def test_words_of_languages_that_the_site_lacks_are_nobodys_business() -> None:
    theme, _, problems = made({"templates/strings/ur.yaml": "nonsense: true\n"})
    assert problems == ()
    assert [code for code, _ in theme.words] == ["en", "hi"]


def changed_closures(path: str, text: str) -> set[str]:
    before, after = closures(made()[0]), closures(made({path: text})[0])
    return {name for name in after if before.get(name) != after[name]}


def test_a_closure_changes_with_all_that_a_template_takes_in() -> None:
    assert changed_closures("templates/base.html", "new") == {"base.html", "pages/one.html"}
    assert changed_closures("templates/macros/m.html", "{% macro m(x) %}{% endmacro %}") == {
        "macros/m.html",
        "pages/two.html",
    }
    assert changed_closures("templates/pages/one.html", "new") == {"pages/one.html"}


def test_a_closure_changes_with_the_assets_but_not_with_words() -> None:
    assert len(changed_closures("templates/assets/img/x.svg", "<svg></svg>")) == 4
    assert changed_closures("templates/strings/hi.yaml", "hello: नमस्कार\nbye: विदा\n") == set()


def test_words_are_digested_by_language() -> None:
    before, after = made()[0], made({"templates/strings/hi.yaml": "hello: न\nbye: व\n"})[0]
    assert words_digest(before, "en") == words_digest(after, "en")
    assert words_digest(before, "hi") != words_digest(after, "hi")
    assert before.digest != after.digest


def test_templates_that_take_in_each_other_have_closures_too() -> None:
    theme, _, _ = made({"templates/macros/m.html": '{% import "pages/two.html" as two %}'})
    assert len(closures(theme)) == 4


@given(st.permutations(sorted(SMALL)))
def test_the_order_of_files_does_not_matter(order: list[str]) -> None:
    shuffled = {path: SMALL[path].encode() for path in order}
    assert make_theme(shuffled, (ENGLISH, HINDI), "/")[0] == made()[0]
