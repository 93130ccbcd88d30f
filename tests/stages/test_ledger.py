"""The ledger: whose an address was, whose it is, and when nobody answers it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import SiteConfig
from generator.model.ledger import Row
from generator.model.page import Copy, Forme
from generator.model.problem import Problem
from generator.model.site import Site
from generator.model.story import Article, Body, Story
from generator.stages.configure import configure
from generator.stages.ledger import compare, written
from generator.stages.related import relations
from generator.stages.schema import Sequence, compose

SITE_YAML = """\
title: Paper
base_url: {base}
timezone: UTC
languages: {{en: {{name: English, locale: en-IN}}, hi: {{name: हिन्दी, locale: hi-IN}}}}
editions: [{{path: "", languages: [en, hi]}}]
categories: {{sports: {{name: Sports}}}}
"""
Rows = dict[str, Row]


def config(base: str = "https://paper.example/") -> SiteConfig:
    made, problems = configure(SITE_YAML.format(base=base))
    assert made is not None, problems
    return made


def article(story: str, **fields: object) -> Article:
    """Write an article; its text and headline are its story's own unless they are given."""
    lang = str(fields.pop("lang", "en"))
    body = Body(str(fields.pop("text", story)).encode(), words=int(str(fields.pop("words", 9))))
    values = {
        "title": f"About {story}",
        "date": datetime(2026, 11, 20, tzinfo=UTC),
        "marks": "\ntitle 2 8\nslug 4 7",
        **fields,
    }
    return Article(f"content/{story}/{lang}.md", story, lang, body=body, **values)  # type: ignore[arg-type] # fields by name


def paper(*told: tuple[str, Article], base: str = "https://paper.example/") -> Site:
    """Make a site of (place, article)."""
    stories: dict[str, list[Article]] = {}
    for _, one in told:
        stories.setdefault(one.story, []).append(one)
    return Site(
        config=config(base),
        now=datetime(2026, 11, 22, tzinfo=UTC),
        stories={path: Story(path, tuple(some)) for path, some in stories.items()},
        slips=(),
        undated=(),
        categories={},
        tags={},
        authors={},
        series={},
        places={(one.story, one.lang): place for place, one in told},
        pictures={},
        related=relations((), {}, 0, 0),
        next_due=None,
    )


def plan(site: Site, **redirects: str) -> tuple[list[Forme], tuple[Copy, ...]]:
    """Plan a page for each article, and redirects given as place → content path."""
    pages = [
        (site.places[one.story, one.lang], one.path)
        for story in site.stories.values()
        for one in story.articles
    ]
    formes = [
        Forme("story", (), ((f"{place}index.html", ""),), path)
        for place, path in (*pages, *redirects.items())
    ]
    return formes, ()


def settled(site: Site, rows: Rows | None = None, **redirects: str) -> Rows:
    made, problems = compare(rows or {}, site, *plan(site, **redirects))
    assert problems == ()
    return made


def urls(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.path, dict(one.details)["url"]) for one in problems]


def test_a_first_paper_is_entered_without_a_word() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain"))))
    row = Row(
        "en/sports/rain/",
        "sports/rain",
        "en",
        "About sports/rain",
        "2026-11-20",
        b"sports/rain".hex(),
    )
    assert rows == {"en/sports/rain/": row}


def test_a_new_slug_is_told_where_it_stands() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain"))))
    moved = article("sports/rain", aliases=("/old/", "/पुराना पता/"))
    site = paper(("en/sports/showers/", moved))
    made, problems = compare(rows, site, *plan(site))
    assert [(one.code, one.severity, one.line, one.column) for one in problems] == [
        ("moved-url", "warning", 4, 7)
    ]
    assert dict(problems[0].details) == {
        "url": "/en/sports/rain/",
        "line": "aliases: [/old/, '/पुराना पता/', /en/sports/rain/]",
    }
    assert set(made) == {"en/sports/rain/", "en/sports/showers/"}


def test_a_story_that_moved_twice_is_told_of_both_addresses_for_as_long_as_they_are_lost() -> None:
    rows = settled(paper(("en/sports/one/", article("sports/rain"))))
    for place in ("en/sports/two/", "en/sports/three/"):
        site = paper((place, article("sports/rain")))
        rows, problems = compare(rows, site, *plan(site))
    again, repeated = compare(rows, site, *plan(site))
    assert again == rows
    assert problems == repeated
    assert [url for _, url in urls(problems)] == ["/en/sports/one/", "/en/sports/two/"]
    lines = {dict(one.details)["line"] for one in problems}
    assert lines == {"aliases: [/en/sports/one/, /en/sports/two/]"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"title": "Another headline"}, True),
        ({"text": "Another text"}, True),
        ({"text": "Another text", "date": datetime(2026, 11, 20, 18, tzinfo=UTC)}, True),
        ({"text": "Another text", "date": datetime(2026, 11, 21, tzinfo=UTC)}, False),
        ({"text": "Another text", "title": "Another headline"}, False),
        ({"lang": "hi"}, False),
    ],
)
def test_a_renamed_folder_is_known_by_its_text_or_its_headline_and_day(
    changes: dict[str, object], *, found: bool
) -> None:
    old = {"title": "Rain", "text": "It rained."}
    rows = settled(paper(("en/sports/rain/", article("sports/rain", **old))))
    renamed = article("sports/showers", **{**old, **changes})
    site = paper((f"{renamed.lang}/sports/showers/", renamed))
    made, problems = compare(rows, site, *plan(site))
    assert urls(problems) == ([(renamed.path, "/en/sports/rain/")] if found else [])
    assert (made["en/sports/rain/"].story == "sports/showers") is found


def test_an_address_follows_its_story_through_two_folders_and_a_new_text() -> None:
    rows = settled(paper(("en/sports/a/", article("sports/a", title="Rain", text="x"))))
    for name, text in (("b", "x"), ("c", "y"), ("c", "z")):
        told = article(f"sports/{name}", title="Rain", text=text)
        site = paper((f"en/sports/{name}/", told))
        rows, problems = compare(rows, site, *plan(site))
    assert urls(problems) == [
        ("content/sports/c/en.md", "/en/sports/a/"),
        ("content/sports/c/en.md", "/en/sports/b/"),
    ]


def test_a_deleted_story_is_left_in_peace() -> None:
    other = ("en/sports/over/", article("sports/over"))
    rows = settled(paper(("en/sports/rain/", article("sports/rain")), other))
    later = settled(paper(other), rows)
    assert later["en/sports/rain/"].story == "sports/rain"
    settled(paper(), later)
    # A folder that is renamed in two steps, while `khabar serve` looks on.
    site = paper(other, ("en/sports/showers/", article("sports/showers", text="sports/rain")))
    assert urls(compare(later, site, *plan(site))[1]) == [
        ("content/sports/showers/en.md", "/en/sports/rain/")
    ]


def test_a_story_that_stood_beside_the_deleted_one_is_no_heir_unless_it_is_its_copy() -> None:
    gone = ("en/sports/rain/", article("sports/rain", title="Live", text="Watch."))
    beside = article("sports/over", title="Live", text="Listen.")
    rows = settled(paper(gone, ("en/sports/over/", beside)))
    settled(paper(("en/sports/over/", beside)), rows)
    copy = article("sports/over", title="Live", text="Watch.")
    rows = settled(paper(gone, ("en/sports/over/", copy)))
    site = paper(("en/sports/over/", copy))
    assert urls(compare(rows, site, *plan(site))[1]) == [(copy.path, "/en/sports/rain/")]


def test_of_two_stories_with_one_text_the_likelier_is_meant_and_else_none() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain", title="Rain", text="Watch."))))
    first = ("en/sports/x/", article("sports/x", title="X", text="Watch."))
    second = ("en/sports/y/", article("sports/y", title="Y", text="Watch."))
    settled(paper(first, second), rows)
    named = ("en/sports/y/", article("sports/y", title="Rain", text="Watch."))
    site = paper(first, named)
    assert urls(compare(rows, site, *plan(site))[1]) == [(named[1].path, "/en/sports/rain/")]
    nearer = ("en/india/rain/", article("india/rain", title="Z", text="Watch."))
    site = paper(first, nearer)
    assert urls(compare(rows, site, *plan(site))[1]) == [(nearer[1].path, "/en/sports/rain/")]


def test_texts_without_words_are_not_alike() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain", text="", words=0))))
    settled(paper(("en/sports/over/", article("sports/over", text="", words=0))), rows)


def test_an_address_that_a_redirect_answers_is_settled_until_the_redirect_goes() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain"))))
    heir = article("sports/other", text="none of the old words")
    site = paper(("en/sports/other/", heir))
    rows = settled(site, rows, **{"en/sports/rain/": heir.path})
    assert urls(compare(rows, site, *plan(site))[1]) == [(heir.path, "/en/sports/rain/")]
    back = settled(paper(("en/sports/rain/", article("sports/rain"))), rows)
    assert back["en/sports/rain/"].story == "sports/rain"


def test_any_page_or_file_at_the_address_answers_it() -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain"))))
    site = paper(("en/sports/new/", article("sports/rain")))
    output = "en/sports/rain/index.html"
    listed = Forme("list", (), ((output, "pages/list.html"),), "site.yaml")
    copied = Copy(output, f"static/{output}", b"")
    for formes, statics in (([listed], ()), ([], (copied,))):
        made, problems = compare(rows, site, formes, statics)
        assert problems == ()
        assert made["en/sports/rain/"] == rows["en/sports/rain/"]


@pytest.mark.parametrize(
    ("base", "alias"),
    [
        ("https://paper.example/", "/en/sports/rain/"),
        ("https://paper.example/news/", "/en/sports/rain/"),
        ("https://paper.example/en/", "/en/en/sports/rain/"),
    ],
)
def test_an_alias_is_written_so_that_it_reads_back(base: str, alias: str) -> None:
    rows = settled(paper(("en/sports/rain/", article("sports/rain"))))
    site = paper(("en/sports/new/", article("sports/rain")), base=base)
    assert [url for _, url in urls(compare(rows, site, *plan(site))[1])] == [alias]


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_the_line_reads_back_whatever_the_aliases(aliases: list[str]) -> None:
    line = f"aliases: [{', '.join(written(one) for one in aliases)}]"
    node, problems = compose(line, "x.md")
    assert problems == ()
    value = node.entries[0][1]  # type: ignore[union-attr] # it is a mapping
    assert isinstance(value, Sequence)
    assert [one.text for one in value.items] == aliases  # type: ignore[union-attr] # of texts
