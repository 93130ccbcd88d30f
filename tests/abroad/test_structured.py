"""Structured data, link previews and robots: what machines read on every page."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from abroad.built import Built, made
from papers import SITE, STORIES, errors
from papers import build as make
from proofs import picture, proof, story
from reading import Element, pages

BASE = "https://jaanojunction.example/"
PAPER = "https://paper.example/"
UNGRAPHED = ("404.html", *(f"{one}offline/index.html" for one in ("", "en/", "hi/")))
Node = dict[str, Any]


def scripts(page: Element) -> list[str]:
    return [str(one.children[0]) for one in page.find("script", type="application/ld+json")]


def graph(page: Element) -> list[Node]:
    """Read the one graph of a page, as `extruct` would."""
    (script,) = scripts(page)
    found = json.loads(script)
    assert set(found) == {"@context", "@graph"}
    nodes: list[Node] = found["@graph"]
    return nodes


def kind(nodes: list[Node], name: str) -> Node:
    (found,) = (one for one in nodes if name in (one["@type"], *one["@type"]))
    return found


def everything(value: object) -> list[Node]:
    """Give every node within a value."""
    if isinstance(value, list):
        return [node for one in value for node in everything(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in everything(one))]
    return []


def said(page: Element, name: str) -> list[str]:
    return [
        one.attributes["content"]
        for one in page.find("meta")
        if name in (one.attributes.get("property"), one.attributes.get("name"))
    ]


@pytest.fixture(scope="session")
def read(reference: Built) -> dict[str, Element]:
    return pages(reference.output)


@pytest.fixture(scope="session")
def whole(read: dict[str, Element]) -> dict[str, Element]:
    """Give the pages that are no redirects and no light ones."""
    return {
        path: page
        for path, page in read.items()
        if not page.find("meta", http_equiv="refresh") and not page.find("article", data_lite="")
    }


def canonical(page: Element) -> str:
    (link,) = page.find("link", rel="canonical")
    return link.attributes["href"]


def test_every_page_has_one_graph_of_sound_nodes(whole: dict[str, Element]) -> None:
    assert len(whole) > 150
    for path, page in whole.items():
        if path in UNGRAPHED:
            assert scripts(page) == []
            continue
        nodes = graph(page)
        ids = [one["@id"] for one in nodes]
        assert len(ids) == len(set(ids)), path
        assert all(one.startswith(BASE) for one in ids), path
        assert {node["url"] for node in nodes if "url" in node} >= {canonical(page), BASE}, path
        for node in everything(nodes):
            assert "@type" in node or set(node) == {"@id"}, (path, node)
            assert "" not in node.values(), (path, node)
            assert None not in node.values(), (path, node)


def test_light_pages_and_redirects_have_none(read: dict[str, Element]) -> None:
    light = [page for page in read.values() if page.find("article", data_lite="")]
    assert light
    assert all(scripts(page) == [] for page in light)


def test_what_one_page_points_at_another_tells(whole: dict[str, Element]) -> None:
    graphs = {path: graph(page) for path, page in whole.items() if path not in UNGRAPHED}
    known = {one["@id"] for nodes in graphs.values() for one in nodes}
    for path, nodes in graphs.items():
        for node in everything(nodes):
            assert set(node) != {"@id"} or node["@id"] in known, (path, node)


def test_the_publisher_is_one_with_a_logo(whole: dict[str, Element], reference: Built) -> None:
    for path, page in whole.items():
        if path in UNGRAPHED:
            continue
        node = kind(graph(page), "NewsMediaOrganization")
        assert node["@id"] == f"{BASE}#publisher"
        assert {node["name"], *node["alternateName"]} == {"Jaano Junction", "जानो जंक्शन"}
        assert node["publishingPrinciples"] == f"{BASE}en/about/"
        assert len(node["sameAs"]) == 5
        assert min(node["logo"]["width"], node["logo"]["height"]) >= 112
        assert (reference.output / node["logo"]["url"].removeprefix(BASE)).is_file()


def test_every_article_tells_what_search_engines_ask(whole: dict[str, Element]) -> None:
    """Check the properties of Google's documentation of Article, and their forms."""
    count = 0
    for page in whole.values():
        if not page.find("article"):
            continue
        count += 1
        (node,) = (one for one in graph(page) if "headline" in one)
        own = canonical(page)
        assert node["url"] == node["mainEntityOfPage"]["@id"] == own
        assert node["headline"] == page.role("headline").text
        assert node["inLanguage"] == page.one("html").attributes["lang"]
        moments = [datetime.fromisoformat(node[f"date{one}"]) for one in ("Published", "Modified")]
        assert all(one.tzinfo for one in moments)
        assert moments[0] <= moments[1]
        for who in node["author"]:
            assert who["@type"] in ("Person", "Organization")
            assert who["url"].startswith(BASE)
            assert who["name"] in page.role("byline").text
        assert node["publisher"]["@id"] == f"{BASE}#publisher"
        assert node["publisher"]["logo"]["url"].startswith(BASE)
        assert node["isAccessibleForFree"] is True
        assert node["wordCount"] > 0
        for selector in node["speakable"]["cssSelector"]:
            assert re.fullmatch(r"\[data-role=[a-z]+\]", selector)
        assert node["image"][0]["url"].startswith(BASE)
        if page.find("figure", **{"class": "lead-picture"}):
            assert node["image"][0]["width"] * node["image"][0]["height"] >= 50_000
        assert bool(page.find(data_role="source")) == ("isBasedOn" in node)
    assert count > 50


def test_breadcrumbs_lead_from_the_front_to_the_page(whole: dict[str, Element]) -> None:
    places = {canonical(page) for page in whole.values()}
    for path, page in whole.items():
        if path in UNGRAPHED:
            continue
        trails = [one for one in graph(page) if one["@type"] == "BreadcrumbList"]
        if canonical(page) in (BASE, f"{BASE}en/", f"{BASE}hi/"):
            assert trails == []
            continue
        items = trails[0]["itemListElement"]
        assert [one["position"] for one in items] == list(range(1, len(items) + 1))
        assert {one["item"] for one in items} <= places, path
        assert items[-1]["item"] == canonical(page)
        assert all(one["name"] for one in items)


def test_every_page_can_be_shared(whole: dict[str, Element], reference: Built) -> None:
    for path, page in whole.items():
        (title,), (card,), (url,) = (
            said(page, name) for name in ("og:title", "twitter:card", "og:url")
        )
        assert title == said(page, "twitter:title")[0]
        assert title
        assert not title.endswith((" · Jaano Junction", " · जानो जंक्शन")), path
        assert url == canonical(page)
        (picture_url,), (alt,) = said(page, "og:image"), said(page, "og:image:alt")
        assert picture_url.startswith(BASE)
        assert alt
        assert (reference.output / picture_url.removeprefix(BASE)).is_file()
        assert re.fullmatch(r"[1-9]\d+", said(page, "og:image:width")[0])
        assert said(page, "og:image:type")[0] in ("image/jpeg", "image/png", "image/webp")
        own = page.find("figure", **{"class": "lead-picture"})
        assert not own or card == "summary_large_image", path
        assert said(page, "twitter:site") == ["@jaanojunction"]
        assert said(page, "og:locale")[0] in ("en_IN", "hi_IN")
        own_lang = page.one("html").attributes["lang"]
        names = [one.attributes.get("hreflang", "x-default") for one in page.find("link")]
        others = [one for one in names if one not in ("x-default", own_lang)]
        assert len(said(page, "og:locale:alternate")) == len(others), path
        assert said(page, "og:type") == ["article" if page.find("article") else "website"]


def test_pages_that_may_be_listed_ask_for_large_pictures(whole: dict[str, Element]) -> None:
    for path, page in whole.items():
        wanted = "noindex" if path in UNGRAPHED else "max-image-preview:large"
        assert said(page, "robots") == [wanted], path


RICH = story(
    "sports/rich/en",
    title='"Rain </script><script>alert(1)</script> <!-- \u2028 & why"',
    deck="A & B",
    date="2026-11-21T07:30",
    updated="2026-11-21T09:00",
    kind="liveblog",
    tags="[cricket]",
    source='{name: news18, url: "https://news18.example/x?a=1&b=2"}',
    corrections="[{date: 2026-11-21T11:00, note: A name was wrong.}]",
)


def test_no_text_ends_the_element_that_it_stands_in(tmp_path: Path) -> None:
    built = made(tmp_path, SITE + STORIES + RICH)
    raw = (built.output / "en/sports/rich/index.html").read_text("utf-8")
    assert "<script>alert" not in raw
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL)
    assert not re.search("[<>&\u2028\u2029]", script)
    node = kind(json.loads(script)["@graph"], "LiveBlogPosting")
    assert node["headline"].startswith("Rain </script><script>alert(1)</script> <!")
    assert node["isBasedOn"]["url"] == "https://news18.example/x?a=1&b=2"
    assert node["isBasedOn"]["publisher"] == {"@type": "Organization", "name": "news18"}
    assert node["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2026-11-21T11:00:00+05:30",
            "text": "A name was wrong.",
        }
    ]
    assert node["dateModified"] == node["coverageEndTime"] == "2026-11-21T11:00:00+05:30"
    assert node["coverageStartTime"] == "2026-11-21T07:30:00+05:30"


def nodes_of(text: str, place: str) -> list[Node]:
    view = proof(text).pages[place].view
    found: list[Node] = json.loads(view.frame.graph + view.head.graph)["@graph"]
    return found


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("", "NewsArticle"),
        ("article", "NewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("liveblog", "LiveBlogPosting"),
        ("factcheck", "NewsArticle"),
    ],
)
def test_the_kind_of_a_story_is_its_type(told: str, name: str) -> None:
    text = SITE + story("sports/x/en", kind=told, corrections="")
    assert kind(nodes_of(text, "en/sports/x/"), name)["headline"] == "A title"


def test_a_desk_is_an_organization_and_the_publisher_signs_the_rest() -> None:
    ids = SITE.replace(
        "authors:\n", "authors:\n  ritu: {name: Ritu, url: 'https://ritu.example/'}\n"
    )
    text = ids + story("sports/x/hi", authors="[desk, ritu]") + story("sports/y/en")
    signed, unsigned = (
        next(one for one in nodes_of(text, place) if "headline" in one)["author"]
        for place in ("hi/khel/x/", "en/sports/y/")
    )
    assert signed == [
        {
            "@type": "Organization",
            "@id": f"{PAPER}#author/desk",
            "name": "न्यूज़ डेस्क",
            "url": f"{PAPER}hi/author/desk/",
        },
        {
            "@type": "Person",
            "@id": f"{PAPER}#author/ritu",
            "name": "Ritu",
            "url": f"{PAPER}hi/author/ritu/",
            "sameAs": ["https://ritu.example/"],
        },
    ]
    assert unsigned[0]["@id"] == f"{PAPER}#publisher"
    assert unsigned[0]["name"] == "Jaano Junction"
    profile = kind(nodes_of(text, "hi/author/ritu/"), "ProfilePage")
    assert profile["mainEntity"]["@id"] == f"{PAPER}#author/ritu"


def test_what_plays_in_a_story_is_told() -> None:
    told = story(
        "sports/x/en",
        kind="podcast",
        audio='{src: "https://e.example/x.mp3", type: audio/mpeg, duration: 4:05, length: 410000}',
    ) + story("sports/y/en", kind="video", video="{youtube: aqz-KE-bpKQ, title: A film}")
    heard, seen = (
        next(one for one in nodes_of(SITE + told, f"en/sports/{name}/") if "headline" in one)
        for name in "xy"
    )
    assert heard["audio"] == {
        "@type": "AudioObject",
        "name": "A title",
        "contentUrl": "https://e.example/x.mp3",
        "encodingFormat": "audio/mpeg",
        "duration": "PT245S",
        "uploadDate": "2026-11-01T00:00:00+05:30",
    }
    film = seen["video"]
    assert (film["@type"], film["name"]) == ("VideoObject", "A film")
    assert film["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ")
    assert film["uploadDate"] == "2026-11-01T00:00:00+05:30"


def test_a_copy_tells_its_original() -> None:
    copied = story("sports/x/en", canonical="https://other.example/story/")
    (node,) = (one for one in nodes_of(SITE + copied, "en/sports/x/") if "headline" in one)
    assert node["isBasedOn"] == {"@type": "CreativeWork", "url": "https://other.example/story/"}
    assert node["url"] == "https://other.example/story/"


def test_below_a_path_every_url_is_whole() -> None:
    based = SITE.replace("https://paper.example/", "https://host.example/news/")
    based += "publisher: {name: P, logo: media/logo.png, principles: /en/about/}\n"
    text = based + STORIES + picture("media/logo.png") + story("sports/x/en", authors="[desk]")
    nodes = nodes_of(text, "en/sports/x/")
    for node in everything(nodes):
        for name in ("@id", "url", "item", "publishingPrinciples"):
            assert node.get(name, "https://host.example/news/").startswith(
                "https://host.example/news/"
            ), node
    assert nodes[0]["publishingPrinciples"] == "https://host.example/news/en/about/"


def test_news_changes_the_data_of_no_old_story() -> None:
    old = SITE + STORIES
    new = old + story("sports/newer/en", date="2026-11-22", tags="[cricket]", authors="[desk]")
    before, after = proof(old).pages, proof(new).pages
    for path, page in before.items():
        if path.startswith(("en/sports/", "hi/", "en/geo")) and page.template[6:13] == "article":
            assert after[path].view.head == page.view.head, path


def contents(folder: Path) -> dict[str, bytes]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def test_the_clock_changes_the_news_sitemap_alone(tmp_path: Path) -> None:
    """So it is where nothing is scheduled, expires or breaks."""
    text = SITE + STORIES + story("sports/fresh/en", date="2026-11-22T08:00")
    built, later = (
        contents(made(tmp_path / when[:4], text, now=when).output)
        for when in ("2026-11-22T12:00:00+05:30", "2027-03-01T00:00:00+05:30")
    )
    assert built.keys() == later.keys()
    assert {path for path in built if built[path] != later[path]} == {"news-sitemap.xml"}


def test_the_reference_newsroom_is_the_same_months_later(reference: Built, tmp_path: Path) -> None:
    site, output = reference.output.parent, tmp_path / "output"
    assert errors(make(site, output, now="2027-03-01T00:00:00+05:30")) == []
    before, after = contents(reference.output), contents(output)
    assert before.keys() == after.keys()
    changed = {path for path in before if before[path] != after[path]}
    assert changed <= {"news-sitemap.xml"}
