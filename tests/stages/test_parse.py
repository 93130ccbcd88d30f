"""Parsing: paths, places of what is wrong, limits, typography; not the front matter's keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import SITE, files_of

from generator.build.reading import parse_batch
from generator.model.problem import Problem
from generator.model.story import Article, Parsed
from generator.stages import markup
from generator.stages.configure import configure
from generator.stages.parse import Context, Where, context, parse, where

PATH = "content/sports/a/en.md"


def shared(site: str = SITE) -> Context:
    config, problems = configure(files_of(site)["site.yaml"])
    assert config is not None, problems
    return context(config)


def parsed(body: str, path: str = PATH, site: str = SITE) -> tuple[Parsed, tuple[Problem, ...]]:
    text = f"---\ntitle: A title\ndate: 2026-11-01\n---\n{body}"
    made, problems = parse(path, text, shared(site), markup.Converter())
    assert made is not None, problems
    return made, problems


def article(body: str, path: str = PATH) -> Article:
    return parsed(body, path)[0].article


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/sports/a/en.md", Where("sports/a", "en", undated=False)),
        ("content/sports/a.en.md", Where("sports/a", "en", undated=False)),
        ("content/sports/a/index.hi.md", Where("sports/a", "hi", undated=False)),
        ("content/sports/x/y/a/hi.md", Where("sports/x/y/a", "hi", undated=False)),
        ("content/sports/covid.19.hi.md", Where("sports/covid.19", "hi", undated=False)),
        ("content/pages/about/en.md", Where("pages/about", "en", undated=True)),
        ("content/pages/about.en.md", Where("pages/about", "en", undated=True)),
        ("content/a/en.md", Where("a", "en", undated=False)),
    ],
)
def test_a_path_tells_story_and_language(path: str, expected: Where) -> None:
    assert where(path, ("en", "hi")) == expected


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/en.md", "misplaced-file"),
        ("content/pages/en.md", "misplaced-file"),
        ("content/sports/a/readme.md", "misplaced-file"),
        ("content/sports/a/fr.md", "unknown-language"),
        ("content/sports/a.ur.md", "unknown-language"),
    ],
)
def test_a_path_that_tells_neither_is_a_problem(path: str, code: str) -> None:
    found = where(path, ("en", "hi"))
    assert isinstance(found, Problem)
    assert found.code == code


BODY = """\
Not ../b/en.md itself, nor `[x](../b/en.md)` in code.

One [link](../b/en.md), ![a picture](p.png "Title") and [again](../b/en.md).
A [named][n] link & [one](/x?a=1&b=2); then <a href='/y/'>raw</a>.

[n]: /named/

Later [last](../c/en.md) and [short](p).
"""


def test_links_and_pictures_know_where_they_stand() -> None:
    told = article(BODY).body
    assert [(one.target, one.line) for one in told.links] == [
        ("../b/en.md", 7),
        ("../b/en.md", 7),
        ("/named/", 10),
        ("/x?a=1&b=2", 8),
        ("/y/", 8),
        ("../c/en.md", 12),
        ("p", 12),
    ]
    lines = BODY.split("\n")
    for one in (*told.links, *told.pictures):
        before = lines[one.line - 5][: one.column - 1]
        assert lines[one.line - 5].startswith(one.target, one.column - 1)
        assert before.endswith(("](", "]: ", "href='"))
    assert told.links[0].column < told.links[1].column
    (picture,) = told.pictures
    assert (picture.target, picture.text, picture.title) == ("p.png", "a picture", "Title")


@pytest.mark.parametrize(
    ("body", "tag", "line", "column"),
    [
        ("A script in words.\n\n<script>alert(1)</script>\n", "<script>", 7, 1),
        ("`<script>`\n\n```\n<script>\n```\n\nx <SCRIPT>y</SCRIPT>\n", "<script>", 11, 3),
        ("Go onclick= now.\n\n<p onclick='x()'>y</p>\n", "onclick=", 5, 4),
        ("x\n\n[a](javascript:alert(1))\n", "javascript:", 7, 5),
        ("x\n<iframe src='https://x.example'></iframe>\n", "<iframe>", 6, 1),
    ],
)
def test_what_is_removed_is_told_where_it_stands(
    body: str, tag: str, line: int, column: int
) -> None:
    made, problems = parsed(body)
    found = [one for one in problems if one.code == "unsafe-html"]
    assert [(dict(one.details)["tag"], one.severity) for one in found] == [(tag, "warning")]
    if tag != "onclick=":
        assert (found[0].line, found[0].column) == (line, column)
    assert "alert" not in made.html
    assert "<script" not in made.html.lower()


def test_quotes_curl_in_prose_and_never_in_code_or_addresses() -> None:
    body = 'He said "yes" -- it\'s so...\n\n`"a" -- b`\n\n```\n"c" -- d\'s\n```\n\n[x](/a--b/)\n'
    made, _ = parsed(body)
    assert "“yes” – it’s so…" in made.html
    assert '<code>"a" -- b</code>' in made.html
    assert '"c" -- d\'s' in made.html
    assert made.article.body.links[0].target == "/a--b/"


def test_typography_may_be_turned_off() -> None:
    off = SITE.replace("locale: en-IN", "locale: en-IN, typography: false")
    assert 'A "b" -- c' in parsed('A "b" -- c', site=off)[0].html


def test_a_mark_and_carriage_returns_make_no_difference() -> None:
    text = "---\ntitle: A title\ndate: 2026-11-01\n---\nOne\nline.\n\n- a\n- b [x](../y/)\n"
    plain, odd = ("\ufeff" + text.replace("\n", "\r\n"), text)
    results = parse_batch((shared(), ((PATH, plain), (PATH, odd))))
    assert results[0] == results[1]


def test_text_is_normalised() -> None:
    made, _ = parsed("क\u093c\u093e caf\u0065\u0301 राम\u0020।", "content/sports/a/hi.md")
    assert "caf\u00e9" in made.html
    assert "राम।" in made.html


def test_the_body_says_how_many_words_and_how_it_begins() -> None:
    told = article(
        "**पहला** वाक्य [कड़ी](../x/)। दूसरा।\n\n" + "शब्द " * 200, "content/sports/a/hi.md"
    ).body
    assert told.words == 204
    assert told.opening.startswith("पहला वाक्य कड़ी। दूसरा।")
    assert len(told.opening) < 400


def test_foreign_runs_carry_their_language() -> None:
    assert '<span lang="hi">नमस्ते</span>' in parsed("They said नमस्ते twice.")[0].html
    hindi = parsed("उसने *Make in India* कहा।", "content/sports/a/hi.md")[0].html
    assert 'lang="en">Make in India<' in hindi


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("x\n" * 140_000, "body-too-large"),
        ("x" * 21_000, "line-too-long"),
        ("[" * 5_000, "too-nested"),
        ("\n".join("    " * row + "- x" for row in range(250)), "too-nested"),
    ],
    ids=["large", "long", "brackets", "lists"],
)
def test_what_would_take_minutes_is_refused(body: str, code: str) -> None:
    text = f"---\ntitle: A\ndate: 2026-11-01\n---\n{body}"
    made, problems = parse(PATH, text, shared(), markup.Converter())
    assert made is None
    assert code in [one.code for one in problems]


def test_a_long_story_is_whole() -> None:
    body = "\n\n".join(f"Paragraph {number} has *some* words." for number in range(500))
    made, problems = parsed(body)
    assert problems == ()
    assert made.html.count("<p>Paragraph ") == 500


def test_an_empty_story_is_one() -> None:
    assert parsed("")[0].html == ""
    assert article("\n \n").body.words == 0


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n#*_`[]()<>!&\"'-/\\|~:=1.कि्ा।", max_size=120))
def test_no_text_breaks_the_reader(body: str) -> None:
    made, problems = parse(PATH, f"---\ntitle: A\n---\n{body}", shared(), markup.Converter())
    assert made is not None or problems
    for one in problems:
        assert one.line >= 1
        assert one.column >= 1
