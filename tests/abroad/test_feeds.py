"""Feeds: every reader understands them, they name a story once and for ever, and tell no future."""

import re
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from sqlite3 import connect
from urllib.parse import urlsplit

from abroad.built import RICH, Built, made, text
from papers import NOW, SITE, STORIES, build, lay, tree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENGLISH_DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}"
)
TALKS = "content/geo-politics/border-talks"


class Links(HTMLParser):
    """Collects the URLs of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.feed(html)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {"href", "src", "srcset", "poster"}
        self.urls += [value or "" for name, value in attrs if name in named]


def feeds(built: Built) -> list[str]:
    names = ("feed.xml", "atom.xml", "feed.json")
    return [one for one in tree(built.output) if one.rpartition("/")[2] in names]


def test_every_paper_and_category_has_its_three(paper: Built) -> None:
    lists: tuple[str, ...] = (
        "",
        "en/",
        "hi/",
        "geo-politics/",
        "sports/",
        "en/geo-politics/",
        "en/sports/",
    )
    lists += ("hi/antarrashtriya/", "hi/khel/")
    wanted = {f"{one}{name}" for one in lists for name in ("feed.xml", "atom.xml", "feed.json")}
    assert set(feeds(paper)) == wanted


def test_tags_and_authors_have_feeds_where_they_are_asked_for(tmp_path: Path) -> None:
    asked = SITE + "settings: {feeds: {tags: true, authors: true}}\n"
    found = feeds(made(tmp_path, asked + STORIES))
    assert {"tag/cricket/feed.xml", "hi/author/desk/atom.xml"} <= set(found)
    page = (tmp_path / "output/en/tag/cricket/index.html").read_text("utf-8")
    assert 'href="/en/tag/cricket/feed.xml"' in page


def test_a_newsroom_may_do_without(tmp_path: Path) -> None:
    off = "settings: {features: {feeds: false, sitemaps: false}}\n"
    built = made(tmp_path, SITE + off + STORIES)
    files = {path: data for path, data in tree(built.output).items() if path[:7] != "assets/"}
    assert [one for one in files if one.endswith((".xml", ".json", ".txt"))] == []
    assert not [one for one, data in files.items() if b"application/rss+xml" in data]


def test_every_feed_of_the_reference_newsroom_is_sound(reference: Built) -> None:
    for path in feeds(reference):
        if path.endswith(".json"):
            assert reference.json(path)["version"] == "https://jsonfeed.org/version/1.1"
            continue
        root = reference.xml(path)
        channel = root if root.tag == f"{ATOM}feed" else root.find("channel")
        assert channel is not None
        (own,) = (one for one in channel.findall(f"{ATOM}link") if one.get("rel") == "self")
        assert own.get("href") == f"https://jaanojunction.example/{path}"


def test_the_three_forms_tell_the_same(reference: Built) -> None:
    for path in feeds(reference):
        if not path.endswith("feed.xml"):
            continue
        place = path.removesuffix("feed.xml")
        ids = [text(one, "guid") for one in reference.items(path)]
        atom = reference.xml(f"{place}atom.xml").findall(f"{ATOM}entry")
        rows = reference.json(f"{place}feed.json")["items"]
        assert isinstance(rows, list)
        assert ids == [text(one, f"{ATOM}id") for one in atom] == [row["id"] for row in rows]
        assert 0 < len(ids) == len(set(ids)) <= 30


def test_every_url_in_a_feed_is_whole(reference: Built, paper: Built) -> None:
    for built in (reference, paper):
        for item in [one for path in ("feed.xml", "hi/feed.xml") for one in built.items(path)]:
            urls = [text(item, "link"), *Links(text(item, CONTENT)).urls]
            assert [url for url in urls if urlsplit(url).scheme not in ("http", "https")] == []


def test_content_is_whole_and_holds_what_belongs_to_the_story(paper: Built) -> None:
    html = text(paper.item("rich"), CONTENT)
    assert html.startswith('<div lang="en" dir="ltr">')
    assert 'href="https://paper.example/en/sports/final-over/#next"' in html
    assert 'href="https://paper.example/en/sports/rich/#fn:1"' in html
    assert '<code>href="#x"</code>' in html
    assert 'href="https://e.example/?a=1&amp;b=2"' in html
    assert html.count('src="https://paper.example/media/') == 2
    assert 'Source: <a href="https://news18.example/x?a=1&amp;b=2">news18</a>' in html
    assert "A name &amp; a number were wrong." in html
    assert "\0" not in html


def test_credit_and_corrections_are_data(paper: Built) -> None:
    item = paper.item("rich")
    assert text(item, f"{DC}source") == "https://news18.example/x?a=1&b=2"
    rows = paper.json("feed.json")["items"]
    assert isinstance(rows, list)
    (row,) = (one for one in rows if one["id"] == text(item, "guid"))
    assert row["_khabar"] == {
        "source": {"name": "news18", "url": "https://news18.example/x?a=1&b=2"},
        "corrections": [
            {"date": "2026-11-21T11:00:00+05:30", "note": "A name & a number were wrong."}
        ],
    }
    assert row["date_modified"] == "2026-11-21T11:00:00+05:30"
    entries = paper.xml("atom.xml").findall(f"{ATOM}entry")
    via = [one.get("href") for one in entries[0].findall(f"{ATOM}link") if one.get("rel") == "via"]
    assert via == ["https://news18.example/x?a=1&b=2"]


def test_headlines_are_plain_text_in_all_three(paper: Built) -> None:
    title = "Rain & <fear>: ]]> “why”"
    rows = paper.json("feed.json")["items"]
    assert isinstance(rows, list)
    assert text(paper.item("rich"), "title") == rows[0]["title"] == title
    entry = paper.xml("atom.xml").find(f"{ATOM}entry")
    assert entry is not None
    assert text(entry, f"{ATOM}title") == title


def test_languages(paper: Built) -> None:
    root = paper.xml("feed.xml")
    assert text(root, "channel/language") == "en"
    assert paper.item("maidan").get(XML_LANG) == "hi"
    assert paper.item("maidan", "hi/feed.xml").get(XML_LANG) is None
    assert text(paper.xml("hi/feed.xml"), "channel/language") == "hi"
    assert 'lang="hi"' in text(paper.item("maidan"), CONTENT)
    rows = paper.json("feed.json")["items"]
    assert isinstance(rows, list)
    assert {row["language"] for row in rows} == {"en", "hi"}
    raw = (paper.output / "feed.json").read_text("utf-8")
    assert "मैदान की शाम" in raw


def test_translations_are_those_of_the_head(paper: Built) -> None:
    entries = paper.xml("en/atom.xml").findall(f"{ATOM}entry")
    (talks,) = (one for one in entries if "border-talks" in text(one, f"{ATOM}id"))
    links = {
        one.get("hreflang"): one.get("href")
        for one in talks.findall(f"{ATOM}link")
        if one.get("rel") == "alternate"
    }
    assert links == {
        "en": "https://paper.example/en/geo-politics/border-talks/",
        "hi": "https://paper.example/hi/antarrashtriya/border-talks/",
    }


def test_dates_are_english_whatever_the_language_and_none_is_the_clocks(reference: Built) -> None:
    for path in ("feed.xml", "hi/feed.xml", "hi/khel/feed.xml"):
        items = reference.items(path)
        dates = [text(one, "pubDate") for one in items]
        assert all(ENGLISH_DATE.fullmatch(date) for date in dates), dates
        moments = [parsedate_to_datetime(date) for date in dates]
        assert moments == sorted(moments, reverse=True)
        changed = [datetime.fromisoformat(text(one, f"{ATOM}updated")) for one in items]
        built = parsedate_to_datetime(text(reference.xml(path), "channel/lastBuildDate"))
        assert built == max(changed)


def test_no_feed_changes_while_time_goes_by(tmp_path: Path) -> None:
    before = made(tmp_path, SITE + STORIES)
    old = {path: (before.output / path).read_bytes() for path in feeds(before)}
    later = datetime.fromisoformat(NOW) + timedelta(days=40)
    after = made(tmp_path, SITE + STORIES, now=later.isoformat())
    assert {path: (after.output / path).read_bytes() for path in feeds(after)} == old


def test_a_guid_outlives_slug_headline_date_and_category(tmp_path: Path) -> None:
    def guid() -> str:
        return text(made(tmp_path, "").item("final-over"), "guid")

    lay(tmp_path, SITE + STORIES)
    first = guid()
    path = tmp_path / "content/sports/final-over/en.md"
    old = path.read_text("utf-8")
    new = old.replace("The final over", "Over").replace("2026-11-18", "2025-01-02")
    path.write_text(new.replace("tags:", "slug: over\ncategory: geo-politics\ntags:"), "utf-8")
    assert guid() == first == "tag:paper.example,2026:sports/final-over/en"
    assert (tmp_path / "output/en/geo-politics/over/index.html").exists()


def test_the_future_and_the_unfinished_are_in_no_feed(tmp_path: Path) -> None:
    hidden = "-- content/sports/{0}/en.md --\n---\ntitle: Secret {0}\n{1}\n---\nSecret.\n"
    later = hidden.format("later", "date: 2026-11-22T12:00:01+05:30")
    draft = hidden.format("draft", "date: 2026-11-01\ndraft: true")
    past = hidden.format("past", "date: 2026-11-01\nexpires: 2026-11-02")
    built = made(tmp_path, SITE + STORIES + later + draft + past)
    assert not [path for path, data in tree(built.output).items() if b"ecret" in data]


def test_summaries_alone_where_full_text_is_off_and_a_hub_where_one_is_named(
    tmp_path: Path,
) -> None:
    said = 'settings: {feeds: {full_text: false, newest: 2, hub: "https://hub.example/"}}\n'
    built = made(tmp_path, SITE + said + STORIES)
    assert len(built.items()) == 2
    assert built.items()[0].find(CONTENT) is None
    assert text(built.items()[0], "description") == "Two sides meet again"
    hubs = [one.get("href") for one in built.xml("atom.xml").findall(f"{ATOM}link[@rel='hub']")]
    assert hubs == ["https://hub.example/"]
    assert built.json("feed.json")["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    rows = built.json("feed.json")["items"]
    assert isinstance(rows, list)
    assert rows[0]["content_text"] == "Two sides meet again"


def test_pages_name_their_feeds(paper: Built) -> None:
    def named(path: str) -> list[str]:
        page = (paper.output / path).read_text("utf-8")
        return re.findall(r'type="application/\w+\+\w+" title="[^"]+" href="([^"]+)"', page)

    def three(place: str) -> list[str]:
        return [f"{place}feed.xml", f"{place}atom.xml", f"{place}feed.json"]

    assert named("index.html") == three("/")
    assert named("hi/khel/index.html") == three("/hi/khel/")
    assert named("en/sports/final-over/index.html") == three("/en/")
    assert named("en/tag/cricket/index.html") == three("/en/")


def test_a_feed_can_be_read_in_a_browser(paper: Built) -> None:
    raw = (paper.output / "feed.xml").read_text("utf-8")
    found = re.search(r'<\?xml-stylesheet type="text/css" href="/(assets/[^"]+)"\?>', raw)
    assert found
    assert raw.startswith("<?xml version")
    assert "item > title" in (paper.output / found[1]).read_text("utf-8")


def test_a_body_that_the_memo_lost_is_made_again(tmp_path: Path) -> None:
    built = made(tmp_path, SITE + STORIES + RICH)
    before = tree(built.output)
    with closing(connect(tmp_path / ".khabar/cache.sqlite")) as memory:
        memory.execute("DELETE FROM memo")
        memory.commit()
    for path in feeds(built):
        (built.output / path).unlink()
    assert build(tmp_path).published
    assert tree(built.output) == before


def test_a_category_without_stories_has_a_feed_that_waits(tmp_path: Path) -> None:
    built = made(tmp_path, SITE)
    assert built.items("sports/feed.xml") == []
    assert built.xml("sports/feed.xml").find("channel/lastBuildDate") is None
    assert built.json("sports/feed.json")["items"] == []
    assert text(built.xml("sports/atom.xml"), f"{ATOM}updated") == "1970-01-01T00:00:00Z"
