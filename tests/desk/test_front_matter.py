"""Front matter is read back exactly as it was meant, and reads well."""

from datetime import UTC, date, datetime

import pytest
from desk.newsroom import newsroom
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.front_matter import Value, document, front_matter
from generator.model.story import Article
from generator.stages.frontmatter import read_article
from generator.stages.parse import Where
from generator.stages.schema import Mapping, Node, Scalar, compose
from generator.stages.schema.compose import UNSEEN


def plain(node: Node | None) -> object:
    if node is None:
        return {}
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return tuple(plain(one) for one in node.items)


def back(fields: dict[str, Value]) -> object:
    node, problems = compose(front_matter(fields), "x.md")
    assert problems == ()
    return plain(node)


def seen(text: str) -> str:
    return UNSEEN.sub("", text)


SIGNS = st.text(" aह०1:#-?@`&*!|>%'\"\\{}[],~.=<\n\t\u200d\u00a0\u0085\u2028\ufeff\x07😀")
TEXTS = st.one_of(SIGNS, st.text(st.characters(codec="utf-8"))).map(seen).filter(bool)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1), TEXTS)
def test_any_text_comes_back(title: str, deck: str, tags: list[str], name: str) -> None:
    fields: dict[str, Value] = {
        "title": title, "deck": deck, "tags": tuple(tags), "source": {"name": name, "url": deck},
        "corrections": ({"date": date(2026, 1, 2), "note": title},),
    }  # fmt: skip
    expected = {**fields, "corrections": ({"date": "2026-01-02", "note": title},)}
    assert back(fields) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "null", "~", "true", "12", "0x1F", "1e5", "12:30:45", "2026-11-22", "- a",
        "? b", "a\u2028b",
        "a: b", "a #b", "#tag", "@x", "`x`", "%x", "!x", "&a", "*a", "[x]", "{x}", "'x", '"x"',
        "x:",
        " x", "x ", "<<", "=", "...", "---", "a\nb", "it's", "\\n", "'a' \"b\" \\c",
    ],
)  # fmt: skip
def test_what_yaml_could_mistake_stays_text(text: str) -> None:
    fields: dict[str, Value] = {"title": text, "tags": (text, text), "image": {"alt": text}}
    assert back(fields) == fields


def test_what_the_schema_refuses_is_left_out() -> None:
    assert back({"title": "\x07ring\x00 \u202ethe\u2066 bell\x85"}) == {"title": "ring the bell"}


def test_it_reads_well() -> None:
    written = document(
        {
            "draft": True,
            "date": datetime(2026, 11, 22, 12, 30, tzinfo=UTC),
            "title": "'बाढ़': गाँव डूबा",
            "updated": date(2026, 11, 23),
            "deck": "नदी चढ़ी, लोग रुके।",
            "tags": ("बाढ़", "Bihar"),
            "image": {"src": "", "caption": "घाट: शाम"},
            "series": "",
            "aliases": (),
            "source": {"name": ""},
        },
        "पाठ\n",
    )
    assert written == (
        "---\n"
        "title: \"'बाढ़': गाँव डूबा\"\n"
        'deck: "नदी चढ़ी, लोग रुके।"\n'
        "date: 2026-11-22T12:30+00:00\n"
        "updated: 2026-11-23\n"
        "tags: [बाढ़, Bihar]\n"
        "image:\n"
        '  caption: "घाट: शाम"\n'
        "draft: true\n"
        "---\n"
        "\n"
        "पाठ\n"
    )


def test_the_schema_takes_it_for_what_it_is() -> None:
    moment = datetime(2026, 11, 22, 12, 30, 5, tzinfo=UTC)
    text = document({"title": "no", "date": moment, "draft": False, "authors": ("A: B",)}, "x")
    settings = newsroom().settings
    place = Where("bihar/x", "en", undated=False)
    article, *_ = read_article(text, "content/bihar/x/en.md", place, settings=settings, zone="UTC")
    assert isinstance(article, Article)
    assert (article.title, article.date, article.authors) == ("no", moment, ("A: B",))
