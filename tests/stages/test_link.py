"""Linking: what a translation takes over, what names stand for, who may be seen when."""

from datetime import datetime

import pytest
from papers import SITE
from proofs import picture, proof, story

TAGS = SITE.replace(
    "tags:\n", "tags:\n  pakistan: {name: {en: Pakistan, hi: पाकिस्तान}, aliases: [Pak]}\n"
)
SPELLINGS = ("sports/match/en", "sports/match.en", "sports/match/index.en")


@pytest.mark.parametrize("path", SPELLINGS)
def test_three_spellings_name_one_article(path: str) -> None:
    made = proof(SITE + story(path))
    assert list(made.site.stories) == ["sports/match"]
    assert made.site.places == {("sports/match", "en"): "en/sports/match/"}
    assert made.problems == ()


@pytest.mark.parametrize("second", SPELLINGS[1:])
def test_two_spellings_of_one_article_are_an_error_that_names_both(second: str) -> None:
    (found,) = proof(SITE + story("sports/match/en") + story(second)).problems
    paths = {found.path, dict(found.details)["other"]}
    assert (found.code, found.severity) == ("double-article", "error")
    assert paths == {"content/sports/match/en.md", f"content/{second}.md"}


def test_folders_may_nest_and_be_named_in_any_language() -> None:
    made = proof(
        SITE + story("sports/2026/asia/final/en") + story("खेल/दिल्ली-में-बाढ़/hi", title="बाढ़")
    )
    assert sorted(made.site.places.values()) == [
        "en/sports/final/",
        "hi/khel/delhi-mein-badh/",
    ]


@pytest.mark.parametrize("name", ["sports", "Sports", "SPORTS", "खेल", "khel"])
def test_a_category_goes_by_id_and_by_its_name_in_any_language(name: str) -> None:
    made = proof(SITE + story("geo-politics/a/en", category=name))
    assert made.article("geo-politics/a", "en").category == "sports"
    assert made.problems == ()


def test_a_translation_inherits_key_by_key() -> None:
    original = story(
        "sports/a/en",
        tags="[cricket, Rain]",
        authors="[desk]",
        series="The long road",
        kind="explainer",
        category="geo-politics",
        image="{src: p.svg, alt: What is seen, caption: A caption, credit: PTI}",
        source='{name: news18, url: "https://news.example/"}',
        slug="other",
        featured="true",
        deck="A deck",
    )
    copy = story("sports/a/hi", title="शीर्षक", date="", image="{alt: जो दिखता है}")
    made = proof(SITE + original + copy + picture("content/sports/a/p.svg"))
    told, own = made.article("sports/a", "hi"), made.article("sports/a", "en")
    for key in ("date", "category", "tags", "authors", "series", "kind", "source"):
        assert getattr(told, key) == getattr(own, key), key
    assert (told.image.src, told.image.alt) == ("content/sports/a/p.svg", "जो दिखता है")
    assert (told.image.caption, told.image.credit) == ("A caption", "PTI")
    assert (told.deck, told.slug, told.featured) == ("", "", False)


def test_a_translation_inherits_the_url_of_its_source_but_not_another_outlets() -> None:
    original = story("sports/a/en", source='{name: news18, url: "https://news.example/"}')
    own_url = story("sports/a/hi", date="", source='{url: "https://hindi.example/"}')
    own_name = story("sports/a/hi", date="", source="पीटीआई")
    made = proof(SITE + original + own_url).article("sports/a", "hi")
    assert (made.source.name, made.source.url) == ("news18", "https://hindi.example/")
    made = proof(SITE + original + own_name).article("sports/a", "hi")
    assert (made.source.name, made.source.url) == ("पीटीआई", "")


def test_languages_give_in_the_order_of_the_site() -> None:
    three = SITE.replace("languages:\n", "languages:\n  ur: {name: اردو, locale: ur-PK}\n", 1)
    made = proof(
        three
        + story("sports/a/en", title="x", date="", tags="")
        + story("sports/a/hi", title="क", date="2026-11-02", tags="[क्रिकेट]", kind="opinion")
        + story("sports/a/ur", title="ا", date="2026-11-03", kind="")
    )
    told = made.article("sports/a", "en")
    assert (told.date and told.date.day, told.tags, told.kind) == (3, ("cricket",), "opinion")


def test_a_caption_may_wait_for_its_picture() -> None:
    made = proof(SITE + story("sports/a/en", image="{caption: Only this}"))
    assert made.problems == ()
    assert made.article("sports/a", "en").image.caption == "Only this"


def test_tags_go_by_id_alias_and_name_in_any_language_and_case() -> None:
    made = proof(TAGS + story("sports/a/en", tags="[PAKISTAN, Pak, पाकिस्तान, pakistan]"))
    assert made.article("sports/a", "en").tags == ("pakistan",)


def test_unlisted_tags_with_one_slug_are_one_tag_named_in_both_scripts() -> None:
    made = proof(
        SITE
        + story("sports/a/en", tags="[Patna]")
        + story("sports/b/hi", tags="[पटना]")
        + story("sports/c/en", tags="[patna, PATNA]")
    )
    assert dict(made.site.tags["patna"].name.entries) == {"en": "Patna", "hi": "पटना"}
    assert [len(one.articles[0].tags or ()) for one in made.site.stories.values()] == [1, 1, 1]


def test_an_inherited_name_is_no_name_in_the_translation() -> None:
    made = proof(
        SITE
        + story("sports/a/en", tags="[Patna]", authors="[Ravi Kumar]", series="Long road")
        + story("sports/a/hi", title="क", date="")
    )
    assert made.site.tags["patna"].name.entries == (("en", "Patna"),)
    assert made.site.authors["ravi-kumar"].name.entries == (("en", "Ravi Kumar"),)
    assert made.site.series["long-road"].entries == (("en", "Long road"),)


def test_an_unlisted_author_is_a_person_and_a_warning_where_the_name_stands() -> None:
    made = proof(SITE + story("sports/a/en", authors="[desk, Ravi Kumar]"))
    told = made.site.authors["ravi-kumar"]
    (found,) = made.problems
    assert (told.kind, told.name.part("en").text) == ("person", "Ravi Kumar")
    assert (found.code, found.severity, found.line, found.column) == (
        "unlisted-author",
        "warning",
        4,
        17,
    )
    (alone,) = proof(SITE + story("sports/a/en", authors="Ravi Kumar")).problems
    assert (alone.line, alone.column) == (4, 10)


def test_an_authors_id_may_be_written_as_a_name() -> None:
    listed = SITE.replace(
        "authors:\n", "authors:\n  ravi-kumar: {name: R. Kumar, kind: organization}\n"
    )
    made = proof(listed + story("sports/a/en", authors="[Ravi Kumar]"))
    assert made.article("sports/a", "en").authors == ("ravi-kumar",)
    assert made.site.authors["ravi-kumar"].kind == "organization"


def test_a_series_named_in_two_languages_is_one_from_then_on() -> None:
    made = proof(
        SITE
        + story("sports/a/en", date="2026-10-01", series="The long road")
        + story("sports/a/hi", title="क", date="", series="लंबी सड़क")
        + story("sports/b/hi", title="ख", date="2026-10-02", series="लंबी सड़क")
    )
    assert list(made.site.series) == ["the-long-road"]
    assert made.article("sports/b", "hi").series == "the-long-road"


HIDDEN = ({"date": "2026-12-01"}, {"draft": "true"}, {"expires": "2026-11-02"})


@pytest.mark.parametrize("keys", HIDDEN, ids=["scheduled", "draft", "expired"])
def test_what_is_not_published_names_nothing(keys: dict[str, str]) -> None:
    public = story("sports/a/en", tags="[Patna]", authors="[Ravi Kumar]", series="Road")
    hidden = {"title": "गुप्त", "date": "2026-10-01", "tags": "[पटना, Secret]"} | keys
    hidden |= {"authors": "[रवि कुमार, Nobody Else]", "series": "रोड"}
    made = proof(SITE + public + story("sports/b/hi", **hidden)).site
    alone = proof(SITE + public).site
    assert (made.tags, made.authors, made.series) == (alone.tags, alone.authors, alone.series)
    assert (made.stories, made.places, made.related) == (alone.stories, alone.places, alone.related)


def test_drafts_are_shown_when_asked_for_and_scheduled_stories_never() -> None:
    text = SITE + story("sports/a/en", draft="true") + story("sports/b/en", date="2026-12-01")
    assert proof(text).site.stories == {}
    assert list(proof(text, drafts=True).site.stories) == ["sports/a"]


def test_next_due_is_the_next_moment_that_changes_the_paper() -> None:
    text = (
        SITE
        + "settings: {features: {sitemaps: false}}\n"
        + story("sports/a/en", date="2026-12-01T06:00")
        + story("sports/b/en", expires="2026-11-30")
        + story("sports/c/en", date="2026-11-22T09:00", breaking="true")
        + story("sports/d/en", date="2026-11-23", draft="true")
    )
    due = [
        proof(text, now).site.next_due
        for now in ("2026-11-22T12:00+05:30", "2026-11-24T00:00Z", "2026-11-30T00:00Z")
    ]
    assert [one and one.isoformat() for one in due] == [
        "2026-11-23T09:00:00+05:30",
        "2026-11-30T00:00:00+05:30",
        "2026-12-01T06:00:00+05:30",
    ]


def test_next_due_is_when_a_story_leaves_the_news_sitemap() -> None:
    text = SITE + story("sports/a/en", date="2026-11-21T08:00")
    due = [
        proof(text, now).site.next_due
        for now in ("2026-11-21T09:00+05:30", "2026-11-23T07:59:59+05:30", "2026-11-23T08:00+05:30")
    ]
    leaving = datetime.fromisoformat("2026-11-23T08:00:00+05:30")
    assert due == [leaving, leaving, None]


def test_a_story_without_an_address_is_told_and_left_out() -> None:
    made = proof(SITE + story("sports/!!!/en") + story("sports/a/en"))
    assert made.codes == ["empty-slug"]
    assert list(made.site.stories) == ["sports/a"]


def test_the_slug_is_the_editors_or_the_folders_never_the_headlines() -> None:
    made = proof(
        SITE
        + story("sports/final-over/en", title="Another", slug="last-ball")
        + story("sports/final-over/hi", title="क", date="")
    )
    assert sorted(made.site.places.values()) == ["en/sports/last-ball/", "hi/khel/final-over/"]


def test_a_newsroom_spells_its_own_words() -> None:
    made = proof(SITE + "-- lexicon/hi.tsv --\nभागवत\tbhagwat\n" + story("sports/भागवत/hi"))
    assert list(made.site.places.values()) == ["hi/khel/bhagwat/"]


def test_related_stories_that_do_not_exist_are_a_warning_where_they_stand() -> None:
    made = proof(
        SITE + story("sports/a/en", related="[sports/b, sports/nothing]") + story("sports/b/en")
    )
    (found,) = made.problems
    assert (found.code, found.severity, found.line, found.column) == (
        "dead-related",
        "warning",
        4,
        21,
    )


def test_pictures_need_their_words() -> None:
    made = proof(
        SITE
        + story("sports/a/en", image="{src: p.svg}")
        + story("sports/b/en", image="{src: gone.svg, alt: x}")
        + story("sports/c/en", image="{src: media/m.svg, alt: x}")
        + picture("content/sports/a/p.svg")
        + picture("media/m.svg")
    )
    told = [(one.path, one.code, one.severity) for one in sorted(made.problems)]
    assert told == [
        ("content/sports/a/en.md", "missing-alt", "error"),
        ("content/sports/b/en.md", "missing-image", "error"),
        ("content/sports/c/en.md", "missing-credit", "warning"),
    ]
