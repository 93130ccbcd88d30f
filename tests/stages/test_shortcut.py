"""What the shortcut makes of a text is what Python-Markdown and nh3 make of it, byte for byte."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import ROOT

from generator.language.clusters import word_count
from generator.language.normalise import normalise
from generator.stages.anchors import TAKEN
from generator.stages.markup import Converter
from generator.stages.shortcut import shortcut

DATA = ROOT.parent / "shared" / "data"
FILES = ("en-bbc", "hi-bbc-bodies", "hi-newspapers")
DOCUMENTS = 10_000
SPLICES = (
    *("**", "*", "_", "`", "~~", "|", "\\", "!", "[", "]", "(", ")", "<", ">", ":", '"', "'", "="),
    *("\n", "\n\n", "# ", "## ", "- ", "1. ", "2) ", "> ", " ", "  ", "---", "\n===\n", "\n    "),
    *(
        "&",
        "&amp;",
        "&copy",
        "\xa0",
        "\u200d",
        "\t",
        "…",
        "—",
        "<b>",
        "</p>",
        "<!-- ",
        "://",
        "%zz",
    ),
    *(
        "[a](b)",
        "[x y](https://e.org/a_b?c=d)",
        "![p](q.jpg)",
        '![p](q.jpg "t u")',
        "[e](mailto:a)",
    ),
    *(
        "[x](https://a-b.co.in/अ?x=1#y)",
        "[q](#a)",
        "![](x)",
        "[w](../b/c.md#d)",
        "[j](javascript:a)",
    ),
    *("**bold**", "*em*", "***both***", "http://a.b", "<http://a.b>", "[^1]", "[^1]: n", "*[a]: b"),
    *("\n- x\n- y\n", "\n\n1. a\n2. b\n\n", "\n\n> q\n> r\n\n", "\n\n> a\n>\n> — s\n\n", "R&D "),
)
WORDS = ("rail", "जंक्शन", "₹500", "“so”", "it’s", "R&D", "3.5%", "a/b", "क्ष", "ok…", "(no)", "–")


def same(text: str, converter: Converter) -> bool:
    """Tell whether the shortcut was taken; fail where it leads elsewhere than the long way."""
    found = shortcut(text, TAKEN)
    if found is not None:
        html, removed, seen = converter.by_library(text)
        assert (found.html, removed) == (html, ()), text
        assert " ".join(found.seen.split()) == seen, text
        assert word_count(found.seen) == word_count(seen), text
    return found is not None


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")
def test_ten_thousand_real_and_spoilt_texts() -> None:
    converter, chance = Converter(), Random(20261122)  # noqa: S311 - only the same again
    texts = [normalise(text) for name in FILES for text in bodies(DATA / f"{name}.jsonl")]
    short = sum(same(text, converter) for text in texts)
    assert short > len(texts) * 3 / 4, "real news is everyday Markdown"
    spoils = (spoilt(chance.choice(texts), chance) for _ in range(DOCUMENTS))
    taken = sum(same(text, converter) for text in spoils)
    assert taken > DOCUMENTS / 5, "spoilt texts still reach the shortcut"


def bodies(path: Path) -> list[str]:
    return [json.loads(line)["body"] for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def spoilt(text: str, chance: Random) -> str:
    """Cut a piece out of a text, and put up to four splices anywhere into it."""
    piece = text[chance.randrange(len(text)) :][: chance.randrange(20, 500)]
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(piece) + 1)
        piece = piece[:at] + chance.choice(SPLICES) + piece[at:]
    return piece


PIECE = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map("**{}**".format),
    st.sampled_from(WORDS).map("*{}*".format),
    st.sampled_from(WORDS).map("[{}](../story/hi.md)".format),
    st.sampled_from(SPLICES),
)
LINE = st.builds(
    "{}{}".format,
    st.sampled_from(("", "", "## ", "- ", "1. ", "> ", "* ", "  ")),
    st.lists(PIECE, min_size=1, max_size=6).map(" ".join),
)
TEXT = st.lists(st.tuples(LINE, st.sampled_from(("\n", "\n\n", "\n\n\n"))), max_size=6).map(
    lambda lines: "".join(line + end for line, end in lines)
)


@settings(max_examples=600)
@given(TEXT)
def test_made_texts(text: str) -> None:
    same(text, Converter())


@pytest.mark.parametrize(
    "text",
    [
        "A plain paragraph, with R&D in it.\n\nAnother — “quoted”.",
        "## A heading\n\n### शीर्षक\n\n## A heading",
        "One **strong** and *stressed* [word](https://a.example/a_b) and [इधर](../b/hi.md).",
        "- one\n- two **three**\n\nAfter.\n\n1. first\n2. second",
        '![A river](river.jpg "The Kosi")\n\nText with ![a sign](sign.png) inside.',
        "> Quoted words\n> on two lines\n>\n> and a second paragraph",
    ],
)
def test_everyday_texts_take_the_shortcut(text: str) -> None:
    assert same(text, Converter())


@pytest.mark.parametrize(
    "text",
    [
        "a_b_ c", "`code`", "a|b\n-|-", "Term\n: what it is", "*[HTML]: words", "[a][b]",
        "    code", "a  \nb", "Head\n====", "* * *", "\\*", "&copy;", "- a\n\n- b", "- a\n  b",
        "> a\n\n> b", "[a](javascript:b)", "[a](https://xn--a.b/)", "***a***", "**a", "![a](b 'c')",
        "text[^1]\n\n[^1]: note", "2. b", "a\xa0b", "http://example.org/_a_",
    ],
)  # fmt: skip
def test_other_texts_go_to_the_library(text: str) -> None:
    assert shortcut(text, TAKEN) is None
