"""Canonical URLs and alternates: one truth, told alike in heads, switches, sitemaps and feeds."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import SITE, STORIES
from proofs import Proof, proof, story, words

from generator.model.feeds import FeedView, SitemapView
from generator.model.frame import Head
from generator.model.page import Page
from generator.model.pieces import Alternate
from generator.model.problem import Problem
from generator.model.views import ArticleView, LiteView
from generator.stages.plan.honesty import claims, dishonest
from generator.stages.plan.paper import Paper

BASE = "https://paper.example/"
NAMES = {"en": "English, locale: en-IN", "hi": "हिन्दी, locale: hi-IN", "ur": "اردو, locale: ur-PK"}
ELSEWHERE = "https://other.example/story/"


def refused(paper: Paper, pages: Iterable[Page]) -> tuple[Problem, ...]:
    """Give what is wrong with what pages say of each other."""
    some = tuple(pages)
    own = [(one.path, one.sources[0]) for one in some if hasattr(one.view, "head")]
    return dishonest(paper, tuple(claims(paper, some)), lambda: own)


def heads(made: Proof) -> dict[str, Head]:
    """Give the head of every page but light ones, by the page's own URL."""
    return {
        BASE + path: page.view.head
        for path, page in made.pages.items()
        if hasattr(page.view, "head") and not isinstance(page.view, LiteView)
    }


def nodes(page: Page) -> list[dict[str, Any]]:
    """Read the graph of a page."""
    found = json.loads(page.view.frame.graph + page.view.head.graph)
    assert found["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = found["@graph"]
    return graph


def site(codes: tuple[str, ...], editions: tuple[tuple[str, ...], ...]) -> str:
    """Write a site of some languages and editions."""
    languages = "".join(f"  {code}: {{name: {NAMES[code]}}}\n" for code in codes)
    papers = "".join(
        f'  - {{path: "{"" if not number else "-".join(some)}", languages: [{", ".join(some)}]}}\n'
        for number, some in enumerate(editions)
    )
    return (
        f"-- site.yaml --\ntitle: Paper\nbase_url: {BASE}\ntimezone: Asia/Kolkata\n"
        f"languages:\n{languages}editions:\n{papers}"
        "categories: {news: {name: News}, sports: {name: Sports}}\n"
    )


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, bool]:
    """Draw a site of one to three languages: editions, stories, copies; whether it has a copy."""
    codes = tuple(draw(st.permutations(list(NAMES)))[: draw(st.integers(1, 3))])
    some = st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple)
    editions = draw(st.lists(some, min_size=1, max_size=4, unique_by=frozenset).map(tuple))
    text = site(codes, editions)
    copied = False
    for number in range(draw(st.integers(0, 4))):
        day = draw(st.integers(1, 28))
        month = draw(st.sampled_from(("2026-09", "2026-10", "2026-11")))
        category = draw(st.sampled_from(("news", "sports")))
        for code in draw(some):
            copy = draw(st.sampled_from(("", "", "", ELSEWHERE)))
            copied = copied or bool(copy)
            keys = {"date": f"{month}-{day:02d}", "canonical": copy, "tags": "[rain]"}
            text += story(f"{category}/s{number}/{code}", **keys)
    if draw(st.booleans()):
        text += "".join(story(f"pages/about/{code}", date="") for code in codes)
    return text, copied


@settings(max_examples=60, deadline=None)
@given(papers())
def test_every_page_tells_one_truth_in_all_places(drawn: tuple[str, bool]) -> None:
    text, copied = drawn
    made = proof(text)
    assert not [one for one in made.problems if one.severity == "error"]
    told = heads(made)
    for url, head in told.items():
        assert head.canonical == url or (copied and head.canonical == ELSEWHERE)
        assert not head.alternates or head.canonical == url
        names = [one.hreflang for one in head.alternates]
        assert len(names) == len(set(names))
        assert not names or ("x-default" in names and url in {one.url for one in head.alternates})
        for one in head.alternates:
            assert told[one.url].alternates == head.alternates
        exact = {BASE + one.url[1:] for one in head.languages if one.exact}
        assert {one.url for one in head.alternates if one.hreflang != "x-default"} <= exact
    check_sitemaps(made, told)
    check_feeds(made, told)
    check_graphs(made, told)


def check_sitemaps(made: Proof, told: dict[str, Head]) -> None:
    listed = {
        one.url: one.alternates
        for path, page in made.pages.items()
        if path.startswith("sitemaps/") and isinstance(page.view, SitemapView)
        for one in page.view.locations
    }
    wanted = {url for url, head in told.items() if head.canonical == url and not head.robots}
    assert listed == {url: told[url].alternates for url in wanted}


def check_feeds(made: Proof, told: dict[str, Head]) -> None:
    for page in made.plan.pages:
        if isinstance(page.view, FeedView):
            for one in page.view.entries:
                others = {each.url for each in one.alternates}
                assert others == {each.url for each in told[one.url].alternates} - (
                    {one.url} if others else set()
                )


def check_graphs(made: Proof, told: dict[str, Head]) -> None:
    linked = {}
    for path, page in made.pages.items():
        if isinstance(page.view, ArticleView):
            (node,) = (one for one in nodes(page) if "headline" in one)
            assert node["url"] == told[BASE + path].canonical
            assert node["inLanguage"] == page.lang
            linked[node["@id"]] = (
                {one["@id"] for one in node.get("workTranslation", ())},
                node.get("translationOfWork", {}).get("@id"),
            )
            group = {f"{one.url}#article" for one in told[BASE + path].alternates}
            assert not group or linked[node["@id"]] != (set(), None)
    for name, (translations, original) in linked.items():
        assert all(linked[one][1] == name for one in translations)
        assert original is None or name in linked[original][0]


def sound() -> tuple[Proof, Paper]:
    made = proof(SITE + STORIES)
    return made, Paper(made.site, words(made.site.config.languages), "Khabar")


def changed(page: Page, **said: object) -> Page:
    view = page.view
    return replace(page, view=replace(view, head=replace(view.head, **said)))


TALKS = "en/geo-politics/border-talks/"


@pytest.mark.parametrize(
    ("path", "change", "codes"),
    [
        (TALKS, lambda _: {"canonical": "/en/geo-politics/border-talks/"}, ["relative-canonical"]),
        (TALKS, lambda _: {"canonical": f"{BASE}hi/"}, ["shared-canonical"]),
        ("en/", lambda _: {"canonical": f"{BASE}nowhere/"}, ["dead-canonical"]),
        ("en/", lambda _: {"canonical": ELSEWHERE}, []),
        (TALKS, lambda head: {"alternates": head.alternates[1:]}, ["one-way-pair"] * 2),
        (TALKS, lambda _: {"alternates": ()}, ["one-way-pair"]),
        ("en/", lambda head: {"alternates": (*head.alternates, Alternate("ur", f"{BASE}ur/"))},
         ["one-way-pair"] * 3),
        ("en/about/", lambda _: {"alternates": (Alternate("en", f"{BASE}en/"),)},
         ["one-way-pair"] * 2),
    ],
)  # fmt: skip
def test_what_a_planner_could_get_wrong_is_refused(
    path: str, change: Callable[[Head], dict[str, object]], codes: list[str]
) -> None:
    made, paper = sound()
    assert refused(paper, made.plan.pages) == ()
    page = made.pages[path]
    wrong = changed(page, **change(page.view.head))
    some = [wrong if one is page else one for one in made.plan.pages]
    found = refused(paper, some)
    assert [one.code for one in found] == codes
    assert all(one.severity == "error" for one in found)


def test_copies_of_one_text_of_another_outlet_may_share_its_address() -> None:
    copied = "".join(story(f"sports/{name}/en", canonical=ELSEWHERE) for name in "ab")
    made = proof(SITE + STORIES + copied)
    assert made.codes == []
    assert made.pages["en/sports/a/"].view.head.canonical == ELSEWHERE


def test_an_article_that_names_itself_as_its_original_is_no_copy() -> None:
    text = SITE + STORIES.replace(
        "deck: Two", "canonical: https://paper.example/en/geo-politics/border-talks\ndeck: Two"
    )
    assert heads(proof(text))[BASE + TALKS] == heads(proof(SITE + STORIES))[BASE + TALKS]
