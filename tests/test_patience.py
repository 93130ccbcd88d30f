"""No text within the limits keeps a newsroom waiting: it is converted soon, or refused.

KHABAR_BODIES=N tries N more texts, each as large as a body may be and made of a few signs
that repeat.
"""

import os
import random
import re
import time
from collections.abc import Callable
from functools import cache, partial
from threading import Thread

import pytest
from papers import SITE, files_of

from generator.build.reading import parse_batch
from generator.edges.patience import OutOfPatience, patience
from generator.stages.configure import configure
from generator.stages.markup import Converter
from generator.stages.parse import Context, context
from generator.stages.toll import dear

LARGEST = 250_000  # bytes of a body, just below the limit
PATH = "content/sports/a/en.md"
LONGEST = 10.0  # seconds
SIGNS = (
    "[", "![", "](", "](<", ")", "]", "<a ", "<!--", "<![CDATA[", "<?", "<b>", "</b>",
    '<a x="', "`", "``", "*", "**", "_", "__", "\\`", "\\\\", "&amp;", "&#", "a", "b c",
    "क्षत्र", "!", "|", "-", ">", "# ", "1. ", "* ", "    ", ": ", "\n", "\n", "\n\n", "  \n",
    "[^1]", "[^1]: ", "*[a]: ", "[a]: b", "http://a ", "a@b", "'", '"', "=", "~~~", "```",
    "{{", "<div>", "<script>", "\t",
)  # fmt: skip


def folded(unit: str, between: str = "\n") -> str:
    """Repeat a unit up to the size of a body, on lines that are short enough."""
    line = unit * min(max(1, 350 // len(unit)), 150)
    return (line + between) * (LARGEST // len((line + between).encode()))


def numbered(form: str, between: str) -> str:
    """Repeat a form with a number in it."""
    one = form.format(10_000) + between
    return between.join(form.format(number) for number in range(LARGEST // len(one)))


REFUSED = {
    "brackets": folded("["),
    "brackets-in-code": folded("`[` [`"),
    "pictures": folded("!["),
    "links": folded("[a]("),
    "links-in-angles": folded("[a](<"),
    "titles": folded("[a](b '"),
    "character-data": folded("<![CDATA["),
    "comments": folded("<!--", "\n\n"),
    "tags": folded("<a "),
    "tags-in-paragraphs": folded("<a ", "\n\n"),
    "attributes": folded('<a x="'),
    "elements-open": folded("|<div>", "\n\n"),
    "instructions": folded("<?\n"),
    "back-ticks": folded("a`"),
    "escapes": folded("\\`"),
    "emphasis-in-one-paragraph": folded("*a* "),
    "addresses": folded("a@b <a@b"),
    "abbreviations": numbered("*[A{}]: n", "\n"),
    "one-footnote": "[^1]: n\n\n" + folded("a[^1] ", "\n\n"),
    "paragraphs": "a\n\n" * (LARGEST // 3),
    "lines-broken": "a  \n" * (LARGEST // 4),
    "meanings": "a\n: b\n" * (LARGEST // 6),
}
DONE = {
    "headings": "# a\n\n" * (LARGEST // 5),
    "elements-unknown": numbered("<x{}>", "\n\n")[:100_000],
    "schemes-unknown": numbered("<a href=x{}:y>b</a>", "\n\n")[:100_000],
    "one-letter-address": folded("[q](&#101;) ", "\n\n")[:120_000] + folded("e")[:120_000],
    "quotes-in-quotes": (">" * 90 + "a\n\n") * 500,
}


@cache
def shared() -> Context:
    config, _ = configure(files_of(SITE)["site.yaml"])
    assert config is not None
    return context(config)


def read(body: str) -> tuple[set[str], float]:
    """Give the codes of what is wrong with a body, and the seconds until that was known."""
    text = f"---\ntitle: A\ndate: 2026-11-01\n---\n{body}"
    began = time.process_time()
    [(_, problems)] = parse_batch((shared(), ((PATH, text),)))
    return {one.code for one in problems}, time.process_time() - began


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_take_minutes_is_refused_at_once(
    name: str, counted: Callable[..., None]
) -> None:
    codes, seconds = read(REFUSED[name])
    assert codes == {"too-slow"}
    assert seconds < 2
    counted("{} texts that would take minutes refused at once", 1)


@pytest.mark.parametrize("name", DONE)
def test_what_took_minutes_takes_seconds(name: str) -> None:
    codes, seconds = read(DONE[name])
    assert codes <= {"unsafe-html"}
    assert seconds < LONGEST


@pytest.mark.parametrize("number", range(int(os.environ.get("KHABAR_BODIES", "0"))))
def test_any_text_is_read_or_refused_in_ten_seconds(
    number: int, counted: Callable[..., None]
) -> None:
    dice = random.Random(number)  # noqa: S311 - the same texts in every run
    unit = "".join(dice.choice(SIGNS) for _ in range(dice.randint(1, 5)))
    body = folded(unit, dice.choice(("\n", "\n\n", "")))[:LARGEST]
    _, seconds = read(body)
    assert seconds < LONGEST, repr(unit)
    counted("{} of the largest texts read or refused within ten seconds", 1)


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"* [Story {number}](../story-{number}/en.md), *sport*" for number in range(500)),
        "| a | b |\n| - | - |\n" + "| [x](../y/en.md) | `z` |\n" * 800,
        "\n\n".join(f"Part {number} has (a few) *words* & a [link](/x)." for number in range(2000)),
        "```\n" + "if (a[i] < b[j]) { c[k] = f(d, e); }\n" * 400 + "```\n",
        "\n".join(f"[r{number}]: http://x.example/{number}" for number in range(1000)),
        "\n".join(f"Line {number} of a long poem,  " for number in range(2000)),
    ],
    ids=["list", "table", "long-read", "code", "definitions", "poem"],
)
def test_what_newsrooms_write_is_not_dear(body: str) -> None:
    assert dear(body) == -1


def test_the_line_is_named_where_it_begins() -> None:
    body = "One.\n\nTwo.\n\n" + folded("[")[:20_000]
    [(_, problems)] = parse_batch(
        (shared(), ((PATH, f"---\ntitle: A\ndate: 2026-11-01\n---\n{body}"),))
    )
    assert [(one.line, one.code) for one in problems] == [(9, "too-slow")]


def test_the_net_ends_what_the_toll_let_pass() -> None:
    began = time.process_time()
    with patience(0.2) as within:
        with pytest.raises(OutOfPatience):
            within(partial(re.match, r"(a+)+b", "a" * 60))
        assert time.process_time() - began < 2
        assert within(lambda: "soon") == "soon"


def test_where_nothing_can_be_interrupted_work_is_done() -> None:
    found: list[str] = []

    def work() -> None:
        with patience(0.01) as within:
            found.append(within(lambda: Converter().html("*a*")[0]))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["<p><em>a</em></p>"]
