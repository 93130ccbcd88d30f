"""Plain paragraphs written as Markdown read as they did before."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.prose import LONGEST, markdown_of
from generator.stages.markup import Converter

# Letters of both scripts, blanks, and every sign that Markdown or HTML could take up.
SIGNS = "aहि1२ .,:;|!?()[]{}<>#*_`~^=+-\\/\"'&$%@“”‘’–—…\u200d\u00a0०"
_TAG = re.compile(r"<[^>]*>")


def shown(markdown: str) -> list[str]:
    """Give the paragraphs that a reader sees."""
    html, removed, _ = Converter().html(markdown)
    assert removed == ()
    blocks = re.findall(r"<p>(.*?)</p>", html, re.DOTALL)
    assert "".join(f"<p>{one}</p>\n" for one in blocks).strip() == html.strip(), html
    assert not _TAG.search("".join(blocks)), html
    return [" ".join(unescape(one).split()) for one in blocks]


def read(paragraphs: list[str]) -> list[str]:
    lines = (" ".join(one.split()) for one in paragraphs)
    return [one for one in lines if one]


@settings(deadline=None)
@given(st.lists(st.text(SIGNS, max_size=30), max_size=5))
def test_any_signs(paragraphs: list[str]) -> None:
    assert shown(markdown_of(paragraphs)) == read(paragraphs)


@pytest.mark.parametrize(
    "paragraph",
    [
        "# not a heading", "#hashtag", "> not a quote", "- not a bullet", "+ nor this", "* or this",
        "---", "***", "___", "===", "1. not a list", "१. सूची नहीं", "1) neither", "12.5 lakh",
        "*five* _under_ **two**", "snake_case_name", "`code`", "```", "~~~", "[link](http://x)",
        "[^1]: a note", "[a]: http://x", "*[HTML]: a word", ": a definition", "![alt](x.png)",
        "<b>bold</b>", "<script>alert(1)</script>", "<http://x.example>", "AT&T &amp; &copy; &#65;",
        "a \\* b \\", "C:\\temp\\", "2 * 3 * 4 = 24", "{: .class }", "| a | b |", "a | b",
        "!!! note",
        "$x_1$ and $x_2$", "<!-- comment -->", "<", "&", "&#x3C;", "a  b", "[[x]]", "{{< x >}}",
    ],
)  # fmt: skip
def test_signs_of_markdown_stay_signs(paragraph: str) -> None:
    text = [paragraph, "Between.", paragraph]
    assert shown(markdown_of(text)) == read(text)


def test_prose_is_left_as_it_is() -> None:
    text = '“He’s 1.5 m tall," she said — in No. 7, (not 8)! हाँ। 50% & more; a-b, c/d: e?'
    assert markdown_of([text]) == text + "\n"


def test_long_paragraphs_are_broken_and_read_the_same() -> None:
    text = "1. दिल्ली - # में > बाढ़ + = " * 1000
    written = markdown_of([text])
    assert max(len(line.encode()) for line in written.split("\n")) < LONGEST + 100
    assert shown(written) == [text.strip()]


def test_nothing_is_nothing() -> None:
    assert markdown_of(["", "  "]) == ""
