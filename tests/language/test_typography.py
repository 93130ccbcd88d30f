"""Curly quotes, dashes and dots in prose, and nothing changed elsewhere."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.typography import CURLY, curl, quotes_of_locale

MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '"',
                "'",
                "“",
                "”",
                "‘",
                "’",
                "--",
                "---",
                "...",
                "`",
                "``",
                "```",
                "\n",
                "\n\n",
                " ",
                "    ",
                "a",
                "s",
                "The",
                "कहा",
                "।",
                ",",
                ".",
                "5",
                "(",
                ")",
                "[x](y 'z')",
                "](",
                "<b title='q'>",
                "<",
                ">",
                "<!--",
                "-->",
                "</pre>",
                "<pre>",
                "http://a.b/'c",
                "*",
                "_",
                "- ",
                "|",
                "\\",
                "{: a='b'}",
                "[r]: u 't'",
            ],
        ),
        st.text(max_size=3),
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("straight", "curled"),
    [
        ('He said, "We may."', "He said, “We may.”"),
        ("'May Respond': Asif", "‘May Respond’: Asif"),
        ("Pakistan's leaders' talks", "Pakistan’s leaders’ talks"),
        ("\"'Yes,' he said,\" she said", "“‘Yes,’ he said,” she said"),
        ('("x") and ""', "(“x”) and “”"),
        ('"...and then"', "“…and then”"),
        ("the '90s, 'twas 2019's best", "the ’90s, ’twas 2019’s best"),
        ("'26/11' and rock'n'roll", "‘26/11’ and rock’n’roll"),
        ("कहा,\"हम आएंगे।\" और 'भारत'ने", "कहा,“हम आएंगे।” और ‘भारत’ने"),
        ('" ठीक है " कहा', "“ ठीक है ” कहा"),
        ('**"bold"** _\'em\'_ <em>"in"</em>', "**“bold”** _‘em’_ <em>“in”</em>"),
        ('"**Modi**" and "[link](u)" so', "“**Modi**” and “[link](u)” so"),
        ("1999--2004 --- so...", "1999–2004 — so…"),
        ('She stopped---"No"---and left', "She stopped—“No”—and left"),
    ],
)
def test_straight_signs_are_set(straight: str, curled: str) -> None:
    assert curl(straight) == curled


@pytest.mark.parametrize(
    ("mixed", "mended"),
    [
        (
            '“We may respond in the same manner," he said.',
            "“We may respond in the same manner,” he",
        ),
        ('warned of “reciprocal attacks" if', "warned of “reciprocal attacks” if"),
        ('"One” and “two"', "“One” and “two”"),
        ("it’s 'so’", "it’s ‘so’"),
    ],
)
def test_a_mixed_pair_is_closed_rightly(mixed: str, mended: str) -> None:
    assert curl(mixed).startswith(mended)


@pytest.mark.parametrize(
    "literal",
    [
        '`"code" -- ...`',
        '``a ` "b"``',
        '```\n"code"\n\n-- ...\n```',
        '~~~ {title="x"}\n"code"\n~~~',
        '- item\n\n    ```\n    "x"\n    ```',
        '    "indented"\n    --',
        '[a](http://x.example/"q"--z "title")',
        "![a](b.jpg 'title')",
        '[ref]: http://x.example "title"',
        "[ref]: http://x.example\n    'title on its own line'",
        "<http://x.example/it's--so>",
        "http://x.example/it's--so",
        "www.x.example/a--b",
        "<a href=\"x\" title='y -- z'>",
        '<img alt="a > b...">',
        '<!-- "note" -- ... -->',
        '<pre>\n"x"\n\n"y"\n</pre>',
        "<code>it's</code>",
        '---\ntitle: "x"\ndeck: it\'s\n---',
        "a | b\n---|---",
        "|:---|---:|",
        "Title\n---",
        "* * *\n\n---\n\n- - -",
        "---->  <-- --->",
        r"\"kept\" and \'kept\'",
        'para\n{: title="x" }',
        '{{< figure src="a--b" >}} {% tag "x" %}',
        'He is 5\'10" and 28°36\'50"N; a 27" screen',
        "wait.... and ../.../x",
    ],
)
def test_what_is_no_prose_stays(literal: str) -> None:
    assert curl(literal) == literal


def test_prose_around_literal_lines_is_set() -> None:
    text = (
        '---\ntitle: "x"\n---\n\n"Hi"\n\n```\n"x"\n```\n\n- "item"\n\n    "in item"\n\n[^1]: "note"'
    )
    assert curl(text) == (
        '---\ntitle: "x"\n---\n\n“Hi”\n\n```\n"x"\n```\n\n- “item”\n\n    “in item”\n\n[^1]: “note”'
    )


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    assert curl('"One.\n\n"Two." said') == "“One.\n\n“Two.” said"


def test_marks_are_those_of_the_language() -> None:
    assert quotes_of_locale("hi-IN") == quotes_of_locale("en") == CURLY
    german = quotes_of_locale("de-DE")
    assert curl("\"Er sagt 'ja'\" Hans' so", german) == "„Er sagt ‚ja‘“ Hans’ so"
    assert curl('"а"', quotes_of_locale("ru")) == "«а»"


@given(MARKDOWN)
def test_twice_is_once(text: str) -> None:
    once = curl(text)
    assert curl(once) == once


EVERYDAY = st.lists(
    st.sampled_from(
        ['"', "'", "“", "’", "--", "...", "\n", "\n\n", "a", "The", "कहा", "।", ".", "5", "(", "*"]
        + [" "] * 6
        + ['"so"', "[b](c)", "1,5", "2. ", "## ", "www.x.y", "a://b", "it's"]
    )
).map("".join)


@given(EVERYDAY)
def test_everyday_paragraphs_are_read_as_all_others_are(text: str) -> None:
    odd = "\n\n+"  # a line that takes the text off the short way, and stays as it is
    assert curl(text) + odd == curl(text + odd)


@given(MARKDOWN)
def test_nothing_else_changes(text: str) -> None:
    def plain(value: str) -> str:
        value = re.sub("[“”]", '"', re.sub("[‘’]", "'", value))
        return value.replace("—", "---").replace("–", "--").replace("…", "...")

    once = curl(text)
    assert plain(once) == plain(text)
    assert once.count("\n") == text.count("\n")


def test_hostile_text_is_no_burden() -> None:
    start = perf_counter()
    for text in (
        "`" * 30_000,
        "`a" * 9_000,
        "](" * 20_000,
        "<a" * 30_000,
        "\"'" * 20_000,
        "<!-- " * 9_000,
    ):
        curl(text + '"')
    assert perf_counter() - start < 5
