"""Sitemaps, and the files for crawlers and hosts: within their limits, and news changes few."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import pytest
from abroad.built import RICH, Built, made
from papers import NOW, ROOT, SITE, STORIES, lay, tree
from proofs import proof, story
from reading import pages

from generator.model.feeds import Location, SitemapView
from generator.model.page import Output, Page
from generator.model.pieces import Alternate
from generator.model.story import Article, Body, Story
from generator.model.theme import Job, Theme
from generator.stages.link.slips import slips_of
from generator.stages.plan.paper import Paper
from generator.stages.plan.sitemaps import MOST, MOST_BYTES, Sitemaps, divide, weight
from generator.stages.render import render

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
IMAGE = ".//{http://www.google.com/schemas/sitemap-image/1.1}loc"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
NEWER = "-- content/sports/newer/en.md --\n---\ntitle: Newer\ndate: 2026-11-22T10:00\n---\nx\n"


def listed(built: Built) -> dict[str, Element]:
    """Give every page in the sitemaps that the index lists, by its URL; none is listed twice."""
    found: dict[str, Element] = {}
    for one in built.xml("sitemap.xml").iter(f"{MAP}loc"):
        path = (one.text or "").removeprefix("https://").partition("/")[2]
        for url in built.xml(path):
            place = url.findtext(f"{MAP}loc") or ""
            assert place not in found, place
            found[place] = url
    return found


def alternates(url: Element) -> list[tuple[str | None, str | None]]:
    return [(one.get("hreflang"), one.get("href")) for one in url.findall(LINK)]


def test_each_page_is_listed_with_the_alternates_of_its_head(reference: Built) -> None:
    rows = listed(reference)
    told = {}
    for path, page in pages(reference.output).items():
        heads = [one.attributes for one in page.find("link")]
        own = "https://jaanojunction.example/" + path.removesuffix("index.html").strip("/")
        canonical = [one["href"] for one in heads if one["rel"] == "canonical"]
        hidden = page.find("meta", name="robots", content="noindex")
        moved = any("http-equiv" in one.attributes and "url=" in one.attributes["content"]
                    for one in page.find("meta"))  # fmt: skip
        if not hidden and not moved and [one.rstrip("/") for one in canonical] == [own.rstrip("/")]:
            told[canonical[0]] = [
                (one["hreflang"], one["href"]) for one in heads if "hreflang" in one
            ]
    assert {url: alternates(row) for url, row in rows.items()} == told
    assert len(told) > 100


def test_an_article_tells_its_change_and_its_pictures(tmp_path: Path) -> None:
    built = made(tmp_path, SITE + STORIES + RICH)
    rows = listed(built)
    rich = rows["https://paper.example/en/sports/rich/"]
    assert rich.findtext(f"{MAP}lastmod") == "2026-11-21T11:00:00+05:30"
    assert len(rich.findall(IMAGE)) == 1
    talks = rows["https://paper.example/en/geo-politics/border-talks/"]
    assert talks.findtext(f"{MAP}lastmod") == "2026-11-20T09:00:00+05:30"
    assert not [url for url in rows if url.endswith("lite/") or "404" in url]


def test_a_copy_of_anothers_story_is_listed_nowhere(tmp_path: Path) -> None:
    copied = NEWER.replace("title", "canonical: https://other.example/story/\ntitle")
    built = made(tmp_path, SITE + STORIES + copied)
    assert "https://paper.example/en/sports/newer/" not in listed(built)
    assert b"newer" not in (built.output / "news-sitemap.xml").read_bytes()


def test_news_changes_its_month_the_index_and_the_news_sitemap(tmp_path: Path) -> None:
    def sitemaps() -> dict[str, bytes]:
        return {path: data for path, data in tree(tmp_path / "output").items() if "sitemap" in path}

    # Nothing leaves the news sitemap by itself between the two builds: now stands still.
    made(tmp_path, SITE + STORIES)
    before = sitemaps()
    built = made(tmp_path, NEWER)
    after = sitemaps()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {"sitemap.xml", "news-sitemap.xml", "sitemaps/2026-11.xml"}
    assert {"sitemaps/2026-10.xml", "sitemaps/pages.xml"} <= before.keys()
    assert dict(built.report.reasons)["sitemaps/2026-11.xml"] == "locations"
    told = {path for path in built.report.changed if "sitemap" in path}
    assert told == {f"/{path}" for path in changed}


def bulletins(built: Built) -> list[tuple[str | None, ...]]:
    names = ("publication/name", "publication/language", "publication_date", "title")
    paths = [NEWS + "news/" + "/".join(NEWS + part for part in one.split("/")) for one in names]
    root = built.xml("news-sitemap.xml")
    return [tuple(url.findtext(path) for path in (f"{MAP}loc", *paths)) for url in root]


def test_the_news_of_two_days(tmp_path: Path) -> None:
    hindi = "-- content/sports/newer/hi.md --\n---\ntitle: नई\n---\nक\n"
    just = "-- content/sports/{0}/en.md --\n---\ntitle: {0}\ndate: 2026-11-20T12:00:0{1}\n---\nx\n"
    built = made(
        tmp_path, SITE + STORIES + NEWER + hindi + just.format("out", 0) + just.format("in", 1)
    )
    when = "2026-11-22T10:00:00+05:30"
    base = "https://paper.example/"
    assert bulletins(built) == [
        (f"{base}en/sports/newer/", "Jaano Junction", "en", when, "Newer"),
        (f"{base}hi/khel/newer/", "जानो जंक्शन", "hi", when, "नई"),
        (f"{base}en/sports/in/", "Jaano Junction", "en", "2026-11-20T12:00:01+05:30", "in"),
    ]
    assert built.report.next_due is not None
    assert built.report.next_due.isoformat() == "2026-11-22T12:00:01+05:30"
    later = made(tmp_path, "", now="2026-11-22T12:00:01+05:30")
    assert [row[4] for row in bulletins(later)] == ["Newer", "नई"]
    assert later.report.rendered == 0


def test_the_news_is_never_more_than_a_thousand() -> None:
    first = datetime.fromisoformat(NOW) - timedelta(hours=40)
    told = (
        story(f"sports/s{number}/en", date=(first + timedelta(minutes=number)).isoformat())
        for number in range(1005)
    )
    (news,) = (one for one in proof(SITE + "".join(told)).plan.pages if "news-" in one.path)
    urls = [one.url for one in news.view.bulletins]
    assert len(urls) == 1000
    assert urls[0].endswith("/s1004/")
    assert urls[-1].endswith("/s5/")


def many(count: int) -> tuple[Story, ...]:
    """Write a site's stories: most of them in one month, which is too much for one file."""
    first = datetime.fromisoformat("2024-01-01T00:00:00+05:30")
    crowded = datetime.fromisoformat("2026-11-01T00:00:00+05:30")
    body = Body(b"")
    told = []
    for number in range(count):
        few = number % 8 == 0
        date = first + timedelta(minutes=8 * number) if few else crowded + timedelta(seconds=number)
        path = f"sports/s{number}"
        one = Article(f"content/{path}/en.md", path, "en", "x", body, date=date, category="sports")
        told.append(Story(path, (one,)))
    return tuple(told)


def planned(stories: tuple[Story, ...]) -> Iterator[Page]:
    """Plan the sitemaps of stories."""
    site = proof(SITE).site
    places = {(one.path, "en"): f"en/{one.path}/" for one in stories}
    slips = slips_of(stories, ZoneInfo(site.config.timezone))
    told = {one.path: one for one in stories}
    paper = Paper(replace(site, stories=told, slips=slips, places=places), {}, "Khabar")
    maps = Sitemaps(paper, lambda _: (), lambda: ())
    for name, parts in maps.names():
        made = maps.pages(name)
        assert [one.path for one in made] == [f"sitemaps/{part}.xml" for part in parts]
        yield from made
    yield from (maps.index(), maps.news())


def test_a_large_site_stays_within_the_limits_and_a_new_story_changes_three_files() -> None:
    stories = many(120_000)
    before = {page.path: page.view for page in planned(stories[:-1])}
    after = {page.path: page.view for page in planned(stories)}
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {"sitemap.xml", "news-sitemap.xml", "sitemaps/2026-11-3.xml"} - (
        {"news-sitemap.xml"} if before["news-sitemap.xml"] == after["news-sitemap.xml"] else set()
    )
    maps = {path: view for path, view in after.items() if path.startswith("sitemaps/")}
    assert all(0 < len(view.locations) <= 50_000 for view in maps.values())
    assert sum(len(view.locations) for view in maps.values()) == 120_000
    assert len(maps["sitemaps/2026-11.xml"].locations) == 50_000
    urls = [one.url for one in after["sitemap.xml"].locations]
    assert {f"https://paper.example/{path}" for path in maps} == set(urls)


def test_no_address_is_longer_than_sitemaps_allow() -> None:
    slug = "s" * 80
    told = "".join(story(f"sports/{one}/en", slug=one) for one in (slug, "short"))
    for path, wanted in (("a" * 1_900, 2), ("a" * 1_950, 1)):
        made = proof(SITE.replace(".example/", f".example/{path}/") + told)
        (view,) = (one.view for one in made.plan.pages if one.path == "sitemaps/2026-11.xml")
        assert len(view.locations) == wanted
        assert all(len(one.url) < 2_048 for one in view.locations)


def test_a_sitemap_is_divided_before_it_is_too_large() -> None:
    heavy = Location("https://paper.example/" + "x" * 1_000, images=("y" * 2_000,))
    parts = divide([("pages", [heavy] * 49_999)])
    assert [name for name, _ in parts] == ["pages", "pages-2", "pages-3", "pages-4"]
    assert all(sum(map(weight, part)) <= MOST_BYTES for _, part in parts)
    assert sum(len(part) for _, part in parts) == 49_999
    assert divide([("pages", [])]) == []
    assert len(divide([("pages", [Location("u")] * MOST)])) == 1


@cache
def template() -> Theme:
    source = (ROOT / "templates/feeds/sitemap.xml").read_text("utf-8")
    return Theme((("feeds/sitemap.xml", source),), (("en", ()),), (), b"")


def test_the_weight_of_a_page_is_no_less_than_its_bytes() -> None:
    others = tuple(Alternate(f"l{one}", f"https://paper.example/l{one}/a/") for one in range(3))
    for one in (
        Location("u"),
        Location("u", "2026-11-22T10:00:00+05:30", others, tuple("abcdefgh")),
        Location("https://paper.example/en/a/", "", others[:1], ("https://paper.example/m.jpg",)),
    ):
        sizes = []
        for locations in ((), (one,) * 10):
            job = Job("s.xml", "feeds/sitemap.xml", "en", SitemapView(locations))
            (output,) = render(template(), (job,))
            assert isinstance(output, Output)
            sizes.append(len(output.data))
        assert sizes[1] - sizes[0] <= 10 * weight(one)


def test_robots_name_the_sitemaps_unless_the_newsroom_has_its_own(tmp_path: Path) -> None:
    built = made(tmp_path, SITE + STORIES)
    said = (built.output / "robots.txt").read_text("utf-8")
    assert re.findall("^Sitemap: (.*)$", said, re.MULTILINE) == [
        "https://paper.example/sitemap.xml",
        "https://paper.example/news-sitemap.xml",
    ]
    for name in ("robots.txt", "_headers", "_redirects"):
        lay(tmp_path, f"-- static/{name} --\nour own\n")
    made(tmp_path, "")
    for name in ("robots.txt", "_headers", "_redirects"):
        assert (built.output / name).read_text("utf-8") == "our own\n"


def test_old_addresses_are_told_to_hosts(tmp_path: Path) -> None:
    old = NEWER.replace("title", "aliases: [/old/one/, /पुराना/, /p.php]\ntitle")
    built = made(tmp_path, SITE.replace(".example/", ".example/news/") + STORIES + old)
    quoted = "/news/%E0%A4%AA%E0%A5%81%E0%A4%B0%E0%A4%BE%E0%A4%A8%E0%A4%BE/"
    assert (built.output / "_redirects").read_text("utf-8").splitlines() == [
        f"{place} /news/en/sports/newer/ 301" for place in ("/news/old/one/", "/news/p.php", quoted)
    ]


def rules(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[next(reversed(found))][name] = value
        else:
            found[line] = {}
    return found


def test_hosts_are_told_what_is_safe_and_what_lasts(reference: Built) -> None:
    told = rules((reference.output / "_headers").read_text("utf-8"))
    assert len(told) <= 100
    common = told["/*"]
    page = (reference.output / "index.html").read_text("utf-8")
    (meta,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert common["Content-Security-Policy"] == f"{meta}; frame-ancestors 'none'"
    assert common["X-Content-Type-Options"] == "nosniff"
    assert common["Strict-Transport-Security"].startswith("max-age=")
    assert {"Referrer-Policy", "X-Frame-Options"} <= set(common)
    for path in tree(reference.output):
        kept = [told[rule]["Cache-Control"] for rule in told if rule != "/*" and meets(rule, path)]
        if path in ("_headers", "_redirects") or path.startswith("stories/"):
            continue
        if path == "sw.js":
            assert kept == ["no-cache"]
            continue
        assert len(kept) == 1, path  # hosts join the values of all rules that meet a file
        assert ("immutable" in kept[0]) == path.startswith(("assets/", "media/")), path


def meets(rule: str, path: str) -> bool:
    url = "/" + path.removesuffix("index.html")
    return url.startswith(rule[:-1]) if rule.endswith("*") else url == rule


def test_the_rules_for_hosts_are_never_too_many() -> None:
    years = "".join(story(f"sports/s{year}/en", date=f"{year}-05-01") for year in range(1850, 2000))
    (view,) = (one.view for one in proof(SITE + years).plan.pages if one.path == "_headers")
    assert 1 + len(view.asked) + len(view.lasting) + len(view.changing) == 100


@pytest.mark.parametrize("base", ["https", "http"])
def test_only_a_paper_under_https_asks_for_it(tmp_path: Path, base: str) -> None:
    built = made(tmp_path, SITE.replace("https://paper", f"{base}://paper"))
    said = (built.output / "_headers").read_text("utf-8")
    assert ("Strict-Transport-Security" in said) == (base == "https")
