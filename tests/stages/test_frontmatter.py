"""Front matter: from what an editor wrote to the fields of an article."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import Settings
from generator.model.media import Recording
from generator.model.problem import Problem
from generator.model.story import Article, Correction, Credit, Picture
from generator.stages.frontmatter import RESERVED, keys, read_article, split

PATH = "content/sports/rain/hi.md"
INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True)
class Place:
    story: str = "sports/rain"
    lang: str = "hi"
    undated: bool = False


def read(text: str) -> tuple[Article | None, str, int, tuple[Problem, ...]]:
    return read_article(text, PATH, Place(), settings=Settings(), zone="Asia/Kolkata")


def article(front: str) -> Article:
    found, _, _, problems = read(f"---\n{front}\n---\nText.\n")
    assert problems == ()
    assert found is not None
    return found


def problems_of(front: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.code) for one in read(f"---\n{front}\n---\nText.\n")[3]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: x\n---\nText.\n", ("title: x\n", "Text.\n", 4)),
        ("---\r\ntitle: x\r\n---\r\nText.\r\n", ("title: x\n", "Text.\n", 4)),
        ("\ufeff---\ntitle: x\n---  \nText.\n", ("title: x\n", "Text.\n", 4)),
        ("---\ntitle: x\n---", ("title: x\n", "", 3)),
        ("---\n---\nText.", ("", "Text.", 3)),
        ("---\ntitle: x\n---\n\n---\n\nText.", ("title: x\n", "\n---\n\nText.", 4)),
        ("Text.\n---\n", ("", "Text.\n---\n", 1)),
        ("--- \n title: x", (" title: x", "", 0)),
        ("----\ntitle: x\n---\n", ("", "----\ntitle: x\n---\n", 1)),
        ("", ("", "", 1)),
    ],
)
def test_split(text: str, parts: tuple[str, str, int]) -> None:
    assert split(text) == parts


def test_every_key_becomes_a_field() -> None:
    found = article(
        """title: "बारिश: खेल रुका"
deck: दोपहर में पिच ढक दी गई
date: 2026-01-14T09:30
updated: 2026-01-15
category: खेल
tags: [Cricket, पटना]
authors: [desk, Ritu Kumari]
image: {src: ground.jpg, alt: मैदान, caption: शनिवार को, credit: डेस्क}
source: {name: news18, url: "https://www.news18.com/x?y=1#z"}
slug: rain-stops
aliases: [/2019/old-rain/, "https://patna.example/older"]
kind: opinion
related: [sports/sun]
series: Monsoon 2026
corrections:
  - {date: 2026-01-16, note: दिन ग़लत था}
draft: true
expires: 2027-01-01T00:00Z
featured: true
breaking: true
canonical: https://other.example/rain
audio: rain.mp3
video: {youtube: aqz-KE-bpKQ, title: बारिश, duration: 1:02:30, poster: rain.jpg}
translated_from: en"""
    )
    assert found == Article(
        path=PATH,
        story="sports/rain",
        lang="hi",
        title="बारिश: खेल रुका",
        body=found.body,
        deck="दोपहर में पिच ढक दी गई",
        date=datetime(2026, 1, 14, 9, 30, tzinfo=INDIA),
        updated=datetime(2026, 1, 15, tzinfo=INDIA),
        category="खेल",
        tags=("Cricket", "पटना"),
        authors=("desk", "Ritu Kumari"),
        image=Picture("ground.jpg", "मैदान", "शनिवार को", "डेस्क"),
        source=Credit("news18", "https://www.news18.com/x?y=1#z"),
        slug="rain-stops",
        aliases=("/2019/old-rain/", "https://patna.example/older"),
        kind="opinion",
        related=("sports/sun",),
        series="Monsoon 2026",
        corrections=(Correction(datetime(2026, 1, 16, tzinfo=INDIA), "दिन ग़लत था"),),
        audio=Recording("rain.mp3"),
        video=Recording("", "aqz-KE-bpKQ", "बारिश", 3750, poster="rain.jpg"),
        draft=True,
        expires=datetime(2027, 1, 1, tzinfo=UTC),
        featured=True,
        breaking=True,
        canonical="https://other.example/rain",
        marks=found.marks,
    )
    assert found.body.digest == b""


def test_the_table_names_the_fields_of_an_article() -> None:
    own = {"path", "story", "lang", "body", "marks", "terms"}
    named = {one.name for one in fields(Article)} - own
    assert set(keys("UTC")) - set(RESERVED) == named


def test_what_is_not_said_is_left_to_the_other_languages() -> None:
    found = article("title: x\ntags:\nauthors: []\ncategory: null\nimage:\n  caption: y")
    assert (found.tags, found.authors, found.category, found.date) == (None, (), "", None)
    assert found.image == Picture(caption="y")


def test_places_of_values_and_of_keys_without_one() -> None:
    found = article(
        "title: x\ndate:\ntags:\n  - a\n  - b\nimage:\n  src: y.jpg\n"
        "corrections:\n  - note: z\n    date: 2026-01-01"
    )
    expected = {
        "title": (2, 8), "date": (3, 1), "tags": (4, 1), "tags.1": (6, 5), "image": (7, 1),
        "image.src": (8, 8), "corrections.0": (10, 5), "corrections.0.date": (11, 11),
    }  # fmt: skip
    assert {key: found.place(key)[1:] for key in expected} == expected
    assert found.place("slug") == (PATH, 1, 1)


def test_text_is_normalised_and_on_one_line() -> None:
    found = article("title: '  क\u093c\u093eनून '\ndeck: |\n  एक\n  दो")
    assert found.title == "क\u093cानून"
    assert found.deck == "एक दो"


def test_a_single_value_is_a_list_of_one() -> None:
    found = article("title: x\ntags: Cricket\nauthors: desk\naliases: /old\nrelated: a/b")
    assert (found.tags, found.authors) == (("Cricket",), ("desk",))
    assert (found.aliases, found.related) == (("/old",), ("a/b",))


def test_empty_items_say_nothing_and_shift_no_place() -> None:
    found = article("title: x\ntags:\n  - a\n  -\n  - b")
    assert found.tags == ("a", "b")
    assert found.place("tags.1") == (PATH, 6, 5)


def test_a_plain_source_is_its_name() -> None:
    assert article("title: x\nsource: news18").source == Credit("news18")


def test_words_that_yaml_would_misread_stay_text() -> None:
    found = article("title: no\ndeck: 012\ntags: [yes, 12:30:45, 1e3]\nseries: 2026-01-01")
    assert (found.title, found.deck, found.series) == ("no", "012", "2026-01-01")
    assert found.tags == ("yes", "12:30:45", "1e3")


def test_a_file_left_by_an_editing_tool_is_no_translation() -> None:
    assert read("---\nslug: rain\n---\n\n") == (None, "", 1, ())
    assert read("---\nslug: rain\n---\nText.\n")[3][0].code == "missing-title"
    assert read("---\n---\n")[3][0].code == "missing-title"


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("date: 2026-01-14", [(1, 1, "missing-title")]),
        ("title:", [(2, 1, "missing-title")]),
        ("title: ' '", [(2, 8, "missing-title")]),
        ("titel: x", [(2, 1, "unknown-key")]),
        ("title: [x]", [(2, 8, "bad-value")]),
        ("title: x\ndraft: yes", [(3, 8, "bad-truth")]),
        ("title: x\ntags: a, b", [(3, 7, "comma-list")]),
        ("title: x #y", [(2, 10, "cut-text")]),
        ("title: x # a remark", []),
        ('title: "x #y"', []),
        ("title: x\ncorrections: {date: 2026-01-01, note: ''}", [(3, 39, "missing-key")]),
    ],
)
def test_problems_have_places(front: str, found: list[tuple[int, int, str]]) -> None:
    assert problems_of(front) == found


def test_all_problems_come_at_once_in_order() -> None:
    codes = [code for _, _, code in problems_of("xyz: 1\ndate: 2026-13-45\ndraft: no\nslug: A")]
    assert codes == ["missing-title", "unknown-key", "bad-date", "bad-truth", "bad-slug"]


def test_an_impossible_date_says_what_was_understood() -> None:
    problem = read("---\ntitle: x\ndate: 2024-13-45\n---\n")[3][0]
    assert dict(problem.details) == {
        "key": "date", "value": "2024-13-45", "reason": "month", "number": "13", "suggestion": "",
    }  # fmt: skip


def test_a_bad_slug_names_the_right_one() -> None:
    problem = read("---\ntitle: x\nslug: हिन्दी ख़बर\n---\n")[3][0]
    assert dict(problem.details)["suggestion"] == "hindi-khabar"


@given(st.text(max_size=60))
def test_no_slug_leads_anywhere_else(written: str) -> None:
    quoted = written.replace("'", "''")
    found = read(f"---\ntitle: x\nslug: '{quoted}'\n---\nText.\n")[0]
    assert found is None or not set(found.slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


SCRAPS = st.lists(
    st.sampled_from(
        ["title: x", "title:", "date: 2026-01-01", "date: 2026-02-31", "tags: [a, b]", "tags: {}",
         "image: x", "image:\n  src: y", "source: [a]", "corrections:\n  - {note: a}", "slug: x",
         "draft: true", "kind: opinion", "kind: z", "  src: y", "- a", "related: x", "aliases: []"]
    ),
    max_size=8,
)  # fmt: skip


@given(SCRAPS)
def test_an_article_or_a_reason_why_there_is_none(lines: list[str]) -> None:
    found, _, _, problems = read("---\n" + "\n".join(lines) + "\n---\nText.\n")
    assert (found is None) == any(one.severity == "error" for one in problems)
