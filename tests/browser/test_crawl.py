"""Every page of the reference site, taken apart: nothing dead, nothing foreign, nothing unnamed."""

import re
from gzip import compress

from browser.paper import Leaf, Paper

DEVANAGARI = re.compile(r"[\u0900-\u0963\u0966-\u097f]")  # dandas are of many scripts
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
MOST_BYTES = 20_000  # compressed
# CONTRACT, section 5: what an article shows, from top to bottom.
ROLES = (
    "category",
    "headline",
    "deck",
    "byline",
    "caption",
    "body",
    "source",
    "corrections",
    "tags",
    "social",
    "podcasts",
    "related",
)


def test_no_link_is_dead(paper: Paper) -> None:
    dead = [
        (page.url, link)
        for page in paper.pages.values()
        for link in page.links
        if paper.dead(link, page.url)
    ]
    assert dead == []
    assert sum(len(page.links) for page in paper.pages.values()) > 5000


def test_every_page_can_be_reached_from_the_front(paper: Paper) -> None:
    seen = {"/"}
    ways = ["/"]
    while ways:
        here = ways.pop()
        found = {str(paper.path_of(one["href"], here)) for one in paper.pages[here].all("a")}
        ways += found & paper.pages.keys() - seen
        seen |= found & paper.pages.keys()
    redirects = {page.url for page in paper.pages.values() if not page.with_key("data-role")}
    # Authors and series of the bilingual paper are for those who switch editions by hand.
    unlinked = {one for one in paper.pages if one.startswith(("/author/", "/series/"))}
    assert paper.pages.keys() - seen - redirects - unlinked == {
        "/404.html", "/offline/", "/en/offline/", "/hi/offline/",
    }  # fmt: skip


def test_every_page_has_one_h1_its_language_and_no_id_twice(paper: Paper) -> None:
    for page in paper.pages.values():
        assert len(page.all("h1")) == 1, page.url
        assert page.root["lang"] in {"en", "hi"}, page.url
        assert page.root["dir"] == "ltr", page.url
        assert len(page.ids) == len(set(page.ids)), page.url


def foreign(page: Leaf) -> list[tuple[str, str]]:
    """Give texts in a script that is not their language's: (language, text)."""
    found = []
    for lang, text in page.texts:
        if not lang:
            continue
        words = URL.sub("", text)
        if lang == "hi" and LATIN_WORD.search(words):
            found.append((lang, text))
        if lang != "hi" and DEVANAGARI.search(words):
            found.append((lang, text))
    return found


def test_text_of_another_script_names_its_language(paper: Paper) -> None:
    wrong = {page.url: found for page in paper.pages.values() if (found := foreign(page))}
    assert wrong == {}


def test_what_readers_hear_of_pictures_and_landmarks_is_in_their_language(paper: Paper) -> None:
    for page in paper.pages.values():
        for one in page.with_key("aria-label"):
            spoken = one["aria-label"]
            own = DEVANAGARI if one.get("lang", page.root["lang"]) == "hi" else LATIN_WORD
            assert own.search(spoken), (page.url, spoken)


def test_pictures_tell_their_size_and_what_they_show(paper: Paper) -> None:
    pictures = [(page, one) for page in paper.pages.values() for one in page.all("img")]
    assert len(pictures) > 100
    for page, one in pictures:
        assert int(one["width"]) > 0, page.url
        assert int(one["height"]) > 0, page.url
        assert "alt" in one, page.url
    leads = [one for page in paper.articles for one in page.all("img")[:1]]
    assert [one["src"] for one in leads if "fetchpriority" in one and not one["alt"]] == []


def test_no_page_loads_anything_from_elsewhere(paper: Paper) -> None:
    for page in paper.pages.values():
        assert [one for one in page.loaded if not one.startswith(("/", "data:"))] == [], page.url
        assert page.all("style") == [], page.url
        run = [one for one in page.all("script") if one.get("type") != "application/ld+json"]
        assert [one for one in run if "src" not in one] == [], page.url
        assert page.with_key("style") == [], page.url
    for sheet in paper.output.rglob("*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:\w+:)?//", sheet.read_text("utf-8")) == []


def test_articles_show_their_parts_in_the_contracts_order(paper: Paper) -> None:
    seen: set[str] = set()
    for page in paper.articles:
        roles = [one["data-role"] for one in page.with_key("data-role")]
        shown = [one for one in roles if one in ROLES]
        assert shown == [one for one in ROLES if one in shown], page.url
        assert {"category", "headline", "byline", "body", "social", "podcasts"} <= set(shown)
        seen |= set(shown)
    assert seen == set(ROLES)


def test_an_article_and_its_style_are_small(paper: Paper) -> None:
    for page in paper.articles:
        sheets = [one["href"] for one in page.all("link") if one["rel"] == "stylesheet"]
        files = [page.url + "index.html", *sheets]
        sizes = [len(compress((paper.output / one.lstrip("/")).read_bytes())) for one in files]
        assert sheets
        assert sum(sizes) < MOST_BYTES, (page.url, sizes)


def test_every_switch_leads_to_the_language_that_it_names(paper: Paper) -> None:
    for page in paper.pages.values():
        for lang, link in page.switches.items():
            there = paper.pages[str(paper.path_of(link, page.url))]
            assert there.root["lang"] == lang, (page.url, link)
            if page.story and there.story:
                assert there.story == page.story, (page.url, link)
                assert there.switches[page.root["lang"]] == page.url, (page.url, link)


def test_articles_in_both_languages_lead_to_each_other(paper: Paper) -> None:
    told: dict[str, list[Leaf]] = {}
    for page in paper.articles:
        told.setdefault(page.story, []).append(page)
    pairs = [pages for pages in told.values() if len(pages) > 1]
    assert len(pairs) >= 15
    for one, other in pairs:
        assert one.switches[other.root["lang"]] == other.url
        assert other.switches[one.root["lang"]] == one.url
