"""Planning: every address of the paper, what stands where, and where each link leads."""

import re
from datetime import datetime, timedelta

import pytest
from papers import SITE, STORIES
from proofs import Proof, picture, proof, story

from generator.model.page import FEEDS, Page
from generator.model.pieces import Card
from generator.model.views import ArchiveView, ArticleView, FrontView, ListView

ROOT_EDITION = '  - {path: "", languages: [en, hi]}\n'
SPACE = re.compile(r"\s+")
BASED = SITE.replace("https://paper.example/", "https://host.example/news/")


def article(made: Proof, place: str) -> ArticleView:
    view = made.pages[place].view
    assert isinstance(view, ArticleView)
    return view


def front(made: Proof, place: str) -> FrontView:
    view = made.pages[place].view
    assert isinstance(view, FrontView)
    return view


def listed(made: Proof, place: str) -> ListView:
    view = made.pages[place].view
    assert isinstance(view, ListView)
    return view


def stories(cards: tuple[Card, ...]) -> list[str]:
    return [one.story for one in cards]


def duplicates(text: str) -> list[tuple[str, str, str]]:
    found = [one for one in proof(text).problems if one.code == "duplicate-url"]
    assert all(one.severity == "error" for one in found)
    details = [dict(one.details) for one in found]
    return [
        (one.path, more["other"], more["url"]) for one, more in zip(found, details, strict=True)
    ]


def test_every_address_of_a_small_paper() -> None:
    made = proof(SITE + STORIES)
    assert made.problems == ()
    shown = {name for name, page in made.pages.items() if page.group != FEEDS}
    found = {one for one in shown if "tag/" not in one and "author/" not in one}
    places = {one for one in found if not one.endswith("lite/")}
    assert places == {
        "", "2026/10/", "2026/11/", "404.html",
        "geo-politics/", "geo-politics/2026/11/",
        "sports/", "sports/2026/10/", "sports/2026/11/",
        "en/", "en/2026/11/", "en/about/",
        "en/geo-politics/", "en/geo-politics/2026/11/", "en/geo-politics/border-talks/",
        "en/sports/", "en/sports/2026/11/", "en/sports/final-over/",
        "hi/", "hi/2026/10/", "hi/2026/11/",
        "hi/antarrashtriya/", "hi/antarrashtriya/2026/11/", "hi/antarrashtriya/border-talks/",
        "hi/khel/", "hi/khel/2026/10/", "hi/khel/maidan/",
        "offline/", "en/offline/", "hi/offline/",
    }  # fmt: skip
    assert {one.removesuffix("lite/") for one in found - places} == {
        "en/geo-politics/border-talks/", "en/sports/final-over/",
        "hi/antarrashtriya/border-talks/", "hi/khel/maidan/",
    }  # fmt: skip
    assert {"tag/cricket/", "en/tag/diplomacy/", "hi/tag/cricket/", "hi/author/desk/"} <= set(
        made.pages
    )


def test_a_base_url_with_a_path_is_in_urls_and_not_in_output_paths() -> None:
    plain, based = proof(SITE + STORIES), proof(BASED + STORIES)
    assert set(plain.pages) == set(based.pages)
    view = article(based, "en/geo-politics/border-talks/")
    assert view.head.canonical == "https://host.example/news/en/geo-politics/border-talks/"
    assert view.labels[0].url == "/news/en/geo-politics/"
    assert view.frame.home == "/news/en/"
    assert view.body.links == ("/news/en/sports/final-over/",)


def test_the_bilingual_paper_shows_each_story_once_in_its_first_language() -> None:
    made = proof(SITE + STORIES)
    view = listed(made, "geo-politics/")
    assert [(one.story, one.lang, one.mark) for one in view.cards] == [
        ("geo-politics/border-talks", "en", "")
    ]
    assert [one.url for one in view.cards[0].others] == ["/hi/antarrashtriya/border-talks/"]
    alone = listed(made, "sports/").cards[1]
    assert (alone.story, alone.lang, alone.mark) == ("sports/maidan", "hi", "हिं")
    assert stories(listed(made, "en/sports/").cards) == ["sports/final-over"]
    assert stories(listed(made, "hi/khel/").cards) == ["sports/maidan"]


def test_the_first_language_of_an_edition_sets_its_words_and_slugs() -> None:
    turned = SITE.replace("languages: [en, hi]", "languages: [hi, en]")
    made = proof(turned + STORIES)
    view = listed(made, "antarrashtriya/")
    assert view.frame.lang == "hi"
    assert [one.text for one in view.labels] == ["Geo-Politics", "अंतरराष्ट्रीय"]
    assert view.cards[0].lang == "hi"
    assert "geo-politics/" not in made.pages


def test_labels_are_joined_on_articles_and_in_bilingual_editions_alone() -> None:
    made = proof(SITE + STORIES)
    both = ["Geo-Politics", "अंतरराष्ट्रीय"]
    assert [one.text for one in article(made, "hi/antarrashtriya/border-talks/").labels] == both
    assert listed(made, "geo-politics/").head.title.startswith("Geo-Politics / अंतरराष्ट्रीय")
    assert [one.text for one in listed(made, "en/geo-politics/").labels] == both[:1]
    assert [one.text for one in listed(made, "hi/antarrashtriya/").labels] == both[1:]


def test_one_text_for_all_languages_is_said_once() -> None:
    plain = SITE.replace("{en: Sports, hi: खेल}", "Sports").replace(
        "slug: {hi: khel}", "slug: games"
    )
    made = proof(plain + STORIES)
    assert [one.text for one in article(made, "hi/games/maidan/").labels] == ["Sports"]
    assert [one.text for one in listed(made, "games/").labels] == ["Sports"]


def test_where_no_edition_is_at_the_root_the_root_leads_to_the_first() -> None:
    made = proof(SITE.replace(ROOT_EDITION, "") + STORIES)
    assert made.pages[""].view.url == "/en/"
    assert not [one for one in made.pages if one.startswith(("2026/", "sports/", "tag/"))]
    own = proof(SITE.replace(ROOT_EDITION, "") + STORIES + "-- static/index.html --\nx\n")
    assert "" not in own.pages
    assert own.problems == ()


def test_a_story_keeps_its_page_where_no_edition_carries_its_language() -> None:
    only = SITE.replace(ROOT_EDITION, "").replace("  - {path: hi, languages: [hi]}\n", "")
    made = proof(only + STORIES)
    assert "hi/khel/maidan/" in made.pages
    assert article(made, "hi/khel/maidan/").frame.home == "/en/"
    assert stories(listed(made, "en/sports/").cards) == ["sports/final-over"]


def test_without_editions_there_is_one_for_all_and_one_for_each() -> None:
    start, end = SITE.index("editions:"), SITE.index("categories:")
    assert set(proof(SITE[:start] + SITE[end:] + STORIES).pages) == set(proof(SITE + STORIES).pages)


def test_the_switch_tells_the_true_counterpart_from_the_nearest_page() -> None:
    made = proof(SITE + STORIES)
    english, hindi = article(made, "en/geo-politics/border-talks/").head.languages
    assert (english.current, english.exact) == (True, True)
    assert (hindi.url, hindi.exact, hindi.current) == (
        "/hi/antarrashtriya/border-talks/",
        True,
        False,
    )
    _, nearest = article(made, "en/sports/final-over/").head.languages
    assert (nearest.url, nearest.exact) == ("/hi/khel/", False)
    assert "नहीं" in nearest.words
    _, month = made.pages["en/sports/2026/11/"].view.head.languages
    assert (month.url, month.exact) == ("/hi/khel/", False)


def test_alternates_are_true_pairs_with_a_default() -> None:
    made = proof(SITE + STORIES)
    pair = article(made, "hi/antarrashtriya/border-talks/").head.alternates
    assert [(one.hreflang, one.url) for one in pair] == [
        ("en", "https://paper.example/en/geo-politics/border-talks/"),
        ("hi", "https://paper.example/hi/antarrashtriya/border-talks/"),
        ("x-default", "https://paper.example/en/geo-politics/border-talks/"),
    ]
    assert article(made, "en/sports/final-over/").head.alternates == ()
    fronts = [made.pages[place].view.head.alternates for place in ("", "en/", "hi/")]
    assert fronts[0] == fronts[1] == fronts[2]
    assert [one.hreflang for one in fronts[0]] == ["en", "hi", "x-default"]


def test_a_copy_of_another_outlets_page_is_nobodys_alternate() -> None:
    text = SITE + story("sports/a/en", canonical="https://other.example/x")
    made = proof(text + story("sports/a/hi", title="क", date=""))
    assert article(made, "en/sports/a/").head.canonical == "https://other.example/x"
    assert article(made, "en/sports/a/").head.alternates == ()
    assert article(made, "hi/khel/a/").head.alternates == ()


def test_moments_are_told_in_the_newsrooms_time() -> None:
    dates = {
        "utc": ("2026-11-05T20:00Z", "6 November 2026, 1:30 am", "2026-11-06T01:30:00+05:30"),
        "day": ("2026-11-05", "5 November 2026", "2026-11-05T00:00:00+05:30"),
        "own": ("2026-11-05T09:30", "5 November 2026, 9:30 am", "2026-11-05T09:30:00+05:30"),
        "far": (
            "2026-11-05T09:30-08:00",
            "5 November 2026, 11:00 pm",
            "2026-11-05T23:00:00+05:30",
        ),
    }
    made = proof(
        SITE + "".join(story(f"sports/{name}/en", date=one[0]) for name, one in dates.items())
    )
    for name, (_, words, machine) in dates.items():
        told = article(made, f"en/sports/{name}/").published
        assert (SPACE.sub(" ", told.words), told.machine) == (words, machine)


def test_the_calendar_is_the_newsrooms_too() -> None:
    made = proof(SITE + story("sports/a/en", date="2026-10-31T20:00Z"))
    assert "en/2026/11/" in made.pages
    assert "en/2026/10/" not in made.pages
    view = made.pages["en/sports/2026/11/"].view
    assert isinstance(view, ArchiveView)
    assert view.days[0].date.machine == "2026-11-01"


def test_lists_hold_the_newest_and_archives_the_months_that_they_left() -> None:
    start = datetime.fromisoformat("2026-01-10")
    dates = [start + timedelta(days=31 * number) for number in range(10)]
    text = SITE + "settings: {lists: {newest: 3, archives: 2}}\n"
    for number, date in enumerate(dates):
        text += story(
            f"sports/s{number}/en", date=f"{date:%Y-%m-%d}", tags="[cricket]", series="Road"
        )
    made = proof(text)
    for place in ("en/tag/cricket/", "en/series/road/", "en/sports/", "tag/cricket/"):
        view = listed(made, place)
        assert stories(view.cards) == ["sports/s9", "sports/s8", "sports/s7"]
        assert len(view.archives) == 2
    months = [one for one in made.pages if one.startswith("en/tag/cricket/2026/")]
    assert sorted(months) == [f"en/tag/cricket/2026/{number:02d}/" for number in range(1, 8)]
    assert len([one for one in made.pages if one.startswith("en/sports/2026/")]) == 10
    assert made.pages["en/tag/cricket/2026/03/"].view.earlier.url == "/en/tag/cricket/2026/02/"
    assert made.pages["en/tag/cricket/2026/01/"].view.earlier is None


def test_a_new_story_changes_no_archive_of_another_month() -> None:
    before = proof(SITE + STORIES)
    after = proof(SITE + STORIES + story("sports/new/en", date="2026-11-21", tags="[cricket]"))
    for place in ("2026/10/", "hi/2026/10/", "sports/2026/10/", "hi/khel/maidan/"):
        assert before.pages[place].view == after.pages[place].view, place


def test_series_have_a_page_in_each_language_that_tells_them() -> None:
    made = proof(
        SITE
        + story("sports/a/en", series="The long road")
        + story("sports/a/hi", title="क", date="", series="लंबी सड़क")
    )
    assert [one.text for one in listed(made, "series/the-long-road/").labels] == [
        "The long road",
        "लंबी सड़क",
    ]
    assert [one.text for one in listed(made, "hi/series/the-long-road/").labels] == ["लंबी सड़क"]


def test_the_publisher_signs_what_nobody_signed() -> None:
    made = proof(SITE + STORIES)
    (link,) = article(made, "hi/khel/maidan/").byline
    assert (link.text, link.url, link.lang) == ("जानो जंक्शन", "", "")


def test_names_in_another_language_say_so_on_pages_and_cards() -> None:
    text = SITE.replace("{en: News Desk, hi: न्यूज़ डेस्क}", "{en: News Desk}")
    made = proof(text + story("sports/a/hi", title="क", authors="[desk]", tags="[Diplomacy]"))
    (link,) = article(made, "hi/khel/a/").byline
    assert (link.text, link.lang) == ("News Desk", "en")
    (card,) = listed(made, "hi/khel/").cards
    assert card.byline == '<span lang="en">News Desk</span>'


def test_front_puts_breaking_and_featured_first_and_nothing_twice() -> None:
    text = SITE + "".join(
        [
            story("sports/break/en", date="2026-11-22T06:00", breaking="true"),
            story("sports/stale/en", date="2026-11-20T06:00", breaking="true"),
            story("sports/feature/en", date="2026-11-19", featured="true"),
            story("sports/plain/en", date="2026-11-21"),
            story("sports/view/en", date="2026-11-21", kind="opinion"),
        ]
    )
    view = front(proof(text), "en/")
    assert stories(view.breaking) == ["sports/break"]
    assert view.lead is not None
    assert view.lead.story == "sports/feature"
    assert stories(view.opinion) == ["sports/view"]
    rest = (*view.breaking, view.lead, *view.secondary, *view.briefs, *view.opinion, *view.newest)
    strips = [card for strip in view.strips for card in strip.cards]
    shown = stories((*rest, *strips))
    assert sorted(shown) == sorted(set(shown))
    assert len(shown) == 5


def test_an_empty_paper_has_its_pages() -> None:
    made = proof(SITE)
    assert made.problems == ()
    view = front(made, "hi/")
    assert (view.lead, view.latest, view.strips, view.newest) == (None, None, (), ())
    assert {"", "en/", "hi/khel/", "404.html"} <= set(made.pages)


def test_related_stories_are_picked_ones_then_earlier_ones_in_both_languages() -> None:
    made = proof(
        SITE
        + story("sports/new/en", title="Rain at Patna", date="2026-11-20", tags="[cricket]",
                related="[sports/picked, geo-politics/hindi, sports/late, sports/draft]")
        + story("sports/newer/en", title="Rain at Patna", date="2026-11-21", tags="[cricket]")
        + story("sports/earlier/en", title="Rain", date="2026-11-10", tags="[cricket]")
        + story("sports/picked/en", date="2020-01-01")
        + story("sports/ancient/en", title="Rain at Patna", date="2024-01-01", tags="[cricket]")
        + story("geo-politics/hindi/hi", title="क", date="2026-11-01")
        + story("sports/baarish/hi", title="बारिश", date="2026-11-02", tags="[क्रिकेट]")
        + story("sports/late/en", date="2026-12-01", tags="[cricket]")
        + story("sports/draft/en", draft="true", tags="[cricket]")
    )  # fmt: skip
    view = article(made, "en/sports/new/")
    assert stories(view.related) == ["sports/picked", "sports/earlier"]
    assert stories(view.related_other) == ["geo-politics/hindi", "sports/baarish"]


def test_all_hand_picked_stories_are_shown_however_many() -> None:
    picked = [f"sports/p{number}" for number in range(7)]
    text = SITE + "settings: {related: {count: 2}}\n"
    text += story("sports/a/en", date="2026-11-20", related=f"[{', '.join(picked)}]", tags="[x]")
    text += "".join(story(f"{path}/en", date="2026-11-01", tags="[x]") for path in picked)
    text += story("sports/more/en", date="2026-11-19", tags="[x]")
    assert stories(article(proof(text), "en/sports/a/").related) == picked
    none = text.replace("count: 2", "count: 0").replace("related: [", "deck: [", 1)
    assert (
        article(proof(none.replace(f"deck: [{', '.join(picked)}]\n", "")), "en/sports/a/").related
        == ()
    )


LINKS = {
    "../final-over/en.md": "/en/sports/final-over/",
    "../final-over/en.md#the-end": "/en/sports/final-over/#the-end",
    "../final-over/": "/en/sports/final-over/",
    "sports/final-over": "/en/sports/final-over/",
    "/sports/final-over/": "/en/sports/final-over/",
    "content/sports/final-over/en.md": "/en/sports/final-over/",
    "sports/maidan": "/hi/khel/maidan/",
    "../maidan/hi.md": "/hi/khel/maidan/",
    "https://paper.example/en/about/": "/en/about/",
    "/en/about": "/en/about/",
    "/en/about/index.html": "/en/about/",
    "../../pages/about/en.md": "/en/about/",
    "pages/about": "/en/about/",
    "/en/sports/": "/en/sports/",
    "/hi/khel/2026/10/": "/hi/khel/2026/10/",
    "/tag/cricket/": "/tag/cricket/",
    "/": "/",
    "/ads.txt": "/ads.txt",
    "/once/here/": "/en/sports/final-over/",
    "../nothing/en.md": "",
    "/no/such/place/": "",
    "https://paper.example/no/": "",
    "../late/en.md": "",
    "sports/late": "",
    "/en/sports/late/": "",
}


@pytest.mark.parametrize("base", ["https://paper.example/", "https://host.example/news/"])
def test_links_in_bodies_lead_to_pages_or_become_text(base: str) -> None:
    body = "First line.\n\n" + "\n".join(
        f"[words]({one.replace('https://paper.example/', base)})" for one in LINKS
    )
    made = proof(
        SITE.replace("https://paper.example/", base)
        + STORIES.replace(
            "title: The final over\n", "title: The final over\naliases: [/once/here/]\n"
        )
        + story("sports/a/en", body)
        + story("sports/late/en", date="2027-01-01")
        + "-- static/ads.txt --\nx\n"
    )
    folder = made.pages["en/"].view.frame.home.removesuffix("en/")
    expected = tuple(one and folder + one[1:] for one in LINKS.values())
    assert article(made, "en/sports/a/").body.links == expected
    dead = [one for one in made.problems if one.code == "dead-link"]
    lines = [7 + number for number, url in enumerate(LINKS.values()) if not url]
    assert [(one.line, one.column, one.severity) for one in dead] == [
        (line, 9, "warning") for line in lines
    ]


def test_links_of_the_kinds_that_leave_the_site_stay() -> None:
    made = proof(
        SITE + story("sports/a/en", "[a](https://x.example/) [b](mailto:a@b.example) [c](#d)")
    )
    assert article(made, "en/sports/a/").body.links == ()
    assert made.problems == ()


def test_pictures_lie_beside_the_article_elsewhere_or_under_media() -> None:
    body = "\n\n".join(
        f"![What]({one})"
        for one in ("p.svg", "../b/q.svg", "media/m.svg", "/media/m.svg", "gone.svg")
    )
    made = proof(
        SITE
        + story("sports/a/en", body + '\n\n![](p.svg "A caption")')
        + picture("content/sports/a/p.svg")
        + picture("content/sports/b/q.svg")
        + picture("media/m.svg")
        + picture("media/unused.svg")
    )
    urls = [one and one.url for one in article(made, "en/sports/a/").body.pictures]
    assert urls[4] == ""
    assert urls[2] == urls[3]
    sources = {one.path: one.source for one in made.plan.copies}
    assert [sources[str(url).lstrip("/")] for url in urls[:3]] == [
        "content/sports/a/p.svg",
        "content/sports/b/q.svg",
        "media/m.svg",
    ]
    assert len(sources) == 3
    assert [(one.code, one.line) for one in sorted(made.problems)] == [
        ("missing-image", 13),
        ("missing-alt", 15),
    ]
    assert [one.severity for one in made.problems] == ["warning", "warning"]


HIDDEN = ({"date": "2026-12-01"}, {"draft": "true"}, {"expires": "2026-11-02"})


@pytest.mark.parametrize("keys", HIDDEN, ids=["scheduled", "draft", "expired"])
def test_what_is_not_published_changes_no_page(keys: dict[str, str]) -> None:
    public = SITE + STORIES + story("sports/a/en", tags="[Patna]", authors="[Ravi Kumar]")
    hidden = {"title": "गुप्त", "date": "2026-10-01", "tags": "[पटना, Secret]", "series": "Hidden"}
    hidden |= {"authors": "[रवि कुमार]", "image": "{src: p.svg, alt: x, credit: y}"}
    hidden |= {"aliases": "[/secret/]"} | keys
    made = proof(public + story("sports/b/hi", **hidden) + picture("content/sports/b/p.svg"))
    alone = proof(public)
    assert made.plan == alone.plan


def test_old_addresses_redirect() -> None:
    whole = "https://paper.example/old/three/"
    aliases = f'[/old/one/, /old/two, /old.html, "{whole}", /पुराना/, "/%E0%A4%95/", /en/sports/a/]'
    made = proof(SITE + story("sports/a/en", aliases=aliases))
    old = {
        place: one for place, one in made.pages.items() if one.template.endswith("redirect.html")
    }
    assert set(old) == {"old/one/", "old/two/", "old.html", "old/three/", "पुराना/", "क/"}
    assert {one.view.url for one in old.values()} == {"/en/sports/a/"}
    assert made.problems == ()
    based = proof(BASED + story("sports/a/en", aliases="[/old/one/, /news/old/two/]"))
    assert {"old/one/", "old/two/"} <= set(based.pages)


def test_old_addresses_cannot_leave_the_site() -> None:
    aliases = '["/%2e%2e/x/", "https://paper.example/../y/", "/a%2F..%2F..%2Fb/", "/a%5Cb/"]'
    made = proof(SITE + story("sports/a/en", aliases=aliases))
    assert not [one for one in made.pages.values() if one.template.endswith("redirect.html")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (story("sports/a/en") + story("sports/x/a/en"),
         ("content/sports/x/a/en.md", "content/sports/a/en.md", "/en/sports/a/")),
        (story("sports/a/en") + story("sports/b/en", slug="a"),
         ("content/sports/b/en.md", "content/sports/a/en.md", "/en/sports/a/")),
        (story("pages/khel/hi", date=""), ("content/pages/khel/hi.md", "site.yaml", "/hi/khel/")),
        (story("sports/a/en", aliases="[/en/sports/b]") + story("sports/b/en"),
         ("content/sports/b/en.md", "content/sports/a/en.md", "/en/sports/b/")),
        (story("sports/a/en", aliases="[/EN/Sports/B/]") + story("sports/b/en"),
         ("content/sports/b/en.md", "content/sports/a/en.md", "/en/sports/b/")),
        (story("sports/a/en", aliases="[/hi]"), ("content/sports/a/en.md", "site.yaml", "/hi/")),
        (story("sports/a/en", aliases="[/old/]") + story("sports/b/en", aliases="[/old]"),
         ("content/sports/b/en.md", "content/sports/a/en.md", "/old/")),
        (story("sports/a/en") + "-- static/en/sports/a/index.html --\nx\n",
         ("content/sports/a/en.md", "static/en/sports/a/index.html", "/en/sports/a/")),
        (story("sports/a/en") + "-- static/en/sports/a --\nx\n",
         ("content/sports/a/en.md", "static/en/sports/a", "/en/sports/a")),
        ("-- static/index.html --\nx\n", ("static/index.html", "site.yaml", "/")),
        ("-- static/404.html --\nx\n", ("static/404.html", "site.yaml", "/404.html")),
        (story("sports/a/en", aliases="[/old.html, /old.html/x/]"),
         ("content/sports/a/en.md", "content/sports/a/en.md", "/old.html")),
    ],
)  # fmt: skip
def test_two_sources_of_one_address_are_both_named(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert duplicates(SITE + text) == [expected]


def test_undated_pages_take_any_key_and_no_place_in_lists() -> None:
    keys = {"category": "Sports", "tags": "[Zed]", "authors": "[Nobody]", "series": "S", "date": ""}
    made = proof(SITE + story("pages/about/en", **keys) + story("pages/law/privacy/en", date=""))
    assert {"en/about/", "en/privacy/"} <= set(made.pages)
    assert not [one for one in made.pages if "zed" in one or "nobody" in one or "2026" in one]
    assert [one.url for one in made.pages["hi/"].view.frame.pages] == ["/en/about/", "/en/privacy/"]


def test_plans_are_values() -> None:
    def pages(made: Proof) -> tuple[Page, ...]:
        return made.plan.pages

    assert pages(proof(SITE + STORIES)) == pages(proof(SITE + STORIES))


def test_archives_show_headlines_in_their_own_language_and_nothing_that_often_changes() -> None:
    view = proof(SITE + STORIES).pages["2026/10/"].view
    assert isinstance(view, ArchiveView)
    ((only,),) = (day.headlines for day in view.days)
    assert (only.lang, only.mark, only.url) == ("hi", "हिं", "/hi/khel/maidan/")
    told = {
        deck: proof(SITE + story("sports/a/en", date="2026-11-02", deck=deck)).pages
        for deck in ("one deck", "another")
    }
    one, other = told.values()
    assert one["en/sports/"].view != other["en/sports/"].view
    assert one["en/sports/2026/11/"].view == other["en/sports/2026/11/"].view
