"""site.yaml: from what was written to what is meant."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import (
    Author,
    Category,
    Edition,
    Images,
    Language,
    Network,
    Settings,
    SiteConfig,
    Tag,
)
from generator.model.problem import failed
from generator.model.text import Translated
from generator.stages.configure import configure

ROOT = Path(__file__).parent.parent.parent
SMALL = """title: Patna Post
base_url: https://patna.example
languages:
  hi: {name: हिन्दी, locale: hi-IN}
categories:
  india: {name: देश}
"""
TWO = """title: {hi: पटना पोस्ट, en: Patna Post}
base_url: https://patna.example/news/
languages:
  en: {name: English, locale: en-IN}
  hi: {name: हिन्दी, locale: hi-IN, numerals: deva, typography: false}
categories:
  sports: {name: {hi: खेल, en: Sports}, slug: {hi: khel}, description: {en: Games}}
  india: {name: India}
"""


def config(text: str) -> SiteConfig:
    found, problems = configure(text)
    assert problems == ()
    assert found is not None
    return found


def codes(text: str) -> list[str]:
    _, problems = configure(text)
    return [one.code for one in problems]


def test_the_smallest_site() -> None:
    found = config(SMALL)
    assert found.base_url == "https://patna.example/"
    assert found.timezone == "UTC"
    assert found.languages == (Language("hi", "हिन्दी", "hi-IN", "Deva", "ltr"),)
    assert found.editions == (Edition("", ("hi",)),)
    assert found.categories == (Category("india", Translated((("hi", "देश"),))),)
    assert found.publisher.name == found.title == Translated((("hi", "Patna Post"),))
    assert found.settings == Settings()


def test_two_languages_in_the_order_of_the_site() -> None:
    found = config(TWO)
    assert found.title == Translated((("en", "Patna Post"), ("hi", "पटना पोस्ट")))
    assert [one.path for one in found.editions] == ["", "en", "hi"]
    assert found.editions[0].languages == ("en", "hi")
    assert (found.languages[1].numerals, found.languages[1].typography) == ("deva", False)
    sports, india = found.categories
    assert (sports.slug("hi"), sports.slug("en")) == ("khel", "sports")
    assert sports.description == Translated((("en", "Games"),))
    assert india.name == Translated((("en", "India"), ("hi", "India")))


def test_people_tags_networks_and_publisher() -> None:
    found = config(
        TWO
        + """tags:
  pakistan: {name: {en: Pakistan, hi: पाकिस्तान}, aliases: [Pak]}
  floods:
authors:
  desk: {name: The Desk, kind: organization, url: https://desk.example/}
social: [{name: Instagram, url: https://i.example/}]
podcasts: []
publisher: {logo: media/logo.png, principles: /en/about/}
deploy: {live: {kind: s3, bucket: x}}
theme: newsprint
"""
    )
    assert found.tags[0] == Tag(
        "pakistan", Translated((("en", "Pakistan"), ("hi", "पाकिस्तान"))), ("Pak",)
    )
    assert found.tags[1].name == Translated((("en", "floods"), ("hi", "floods")))
    both = Translated((("en", "The Desk"), ("hi", "The Desk")))
    assert found.authors == (Author("desk", both, "organization", "https://desk.example/"),)
    instagram = Translated((("en", "Instagram"), ("hi", "Instagram")))
    assert found.social == (Network(instagram, "https://i.example/"),)
    assert found.podcasts == ()
    assert found.publisher.name == found.title
    assert (found.publisher.logo, found.publisher.principles) == ("media/logo.png", "/en/about/")
    assert found.theme == "newsprint"


def test_a_right_to_left_language_needs_no_more_than_its_row() -> None:
    text = SMALL.replace("categories:", "  ur: {name: اردو, locale: ur-PK}\ncategories:")
    assert config(text).languages[1] == Language("ur", "اردو", "ur-PK", "Arab", "rtl")


def test_a_locale_is_known_by_its_code() -> None:
    assert config(SMALL.replace(", locale: hi-IN", "")).languages[0].locale == "hi"


def test_settings_keep_the_defaults_of_what_is_not_said() -> None:
    found = config(
        SMALL
        + "settings: {front: {secondary: 0}, breaking_hours: 6, related: {window_days: 30},"
        + " limits: {body_kb: 64}, feeds: {tags: true, hub: https://hub.example/},"
        + " features: {lite: false}}\n"
    )
    assert found.settings == Settings(
        features_lite=False,
        front_secondary=0,
        breaking_hours=6,
        related_window_days=30,
        feeds_tags=True,
        feeds_hub="https://hub.example/",
        limits_body_kb=64,
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("{}", Images()),
        ("{widths: [640, 320, 640]}", Images(widths=(320, 640))),
        ("{widths: 800}", Images(widths=(800,))),
        ("{formats: []}", Images(formats=())),
        ("{formats: off}", Images(formats=())),
        ("{formats: [jpeg, avif]}", Images(formats=("avif", "jpeg"))),
        ("{quality: {avif: 40}}", Images(quality_avif=40)),
    ],
)
def test_settings_of_pictures(said: str, meant: Images) -> None:
    assert config(f"{SMALL}settings: {{images: {said}}}\n").settings.images == meant


def test_places_of_keys() -> None:
    found = config(SMALL + "publisher:\n  logo: media/logo.png\n")
    assert found.place("publisher.logo") == ("site.yaml", 8, 9)
    assert found.place("publisher") == ("site.yaml", 7, 1)
    assert found.place("categories.india.name") == ("site.yaml", 6, 17)
    assert found.place("nothing") == ("site.yaml", 0, 0)


def test_the_reference_newsroom() -> None:
    text = (ROOT / "site.yaml").read_text("utf-8")
    found = config(text)
    assert [one.code for one in found.languages] == ["en", "hi"]
    assert len(found.social) == 5
    assert len(found.podcasts) == 2
    assert found.categories[0].name.parts()[1].text == "अंतरराष्ट्रीय"


def test_two_minor_mistakes_leave_a_configuration_to_read_stories_by() -> None:
    found, problems = configure(SMALL.replace("https://", "") + "tagliine: x\n")
    assert failed(problems)
    assert found is not None
    assert found.languages[0].code == "hi"


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("languages:", "languges:"),
        SMALL.replace("india:", "search:"),
        SMALL.replace("hi-IN", "hi-XQ"),
        SMALL + "authors: [desk]\n",
        "",
    ],
)
def test_what_every_story_would_echo_is_told_alone(text: str) -> None:
    assert configure(text)[0] is None


def test_a_broken_language_is_not_echoed_by_every_text() -> None:
    assert codes(TWO.replace("  hi: {name", "  Hindi: {name")) == ["bad-language-code"]
    assert codes(TWO.replace("languages:\n", "language:\n")) == ["unknown-key"]


def test_suggestions() -> None:
    text = TWO.replace("title:", "titel:").replace("hi: khel", "hn: khel")
    text = text.replace("numerals: deva", "numerals: devaa")
    found = {one.code: dict(one.details)["suggestion"] for one in configure(text)[1]}
    assert found == {"unknown-key": "title", "unknown-language": "hi", "bad-choice": "deva"}


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("patna.example", "https://patna.example/"),
        ("patna.example/news", "https://patna.example/news/"),
        ("https://पटना.भारत/", "https://xn--c2bse6f.xn--h2brj9c/"),
        ("https://a.example/?x=1", "https://a.example/"),
        ("https://a.example/a/../b", "https://a.example/a/b/"),
        ("/news/", ""),
        ("not at all", ""),
        ("https://a..b/", ""),
        ("ताज़ा..भारत", ""),
        ("https://" + "ख" * 80 + ".example/", ""),
        ("patna.example/ख़बर", ""),
    ],
)
def test_base_urls_are_mended_where_the_meaning_is_plain(written: str, suggestion: str) -> None:
    problem = configure(SMALL.replace("https://patna.example", written))[1][0]
    assert (problem.code, dict(problem.details)["suggestion"]) == ("bad-base-url", suggestion)
    if suggestion:
        assert config(SMALL.replace("https://patna.example", suggestion)).base_url == suggestion


@pytest.mark.parametrize(
    "rest",
    [
        "publisher: {logo: [a], principles: {b: c}}\n",
        "timezone: [UTC]\ntheme: {a: b}\n",
        "authors: {desk: {name: x, url: [y]}}\n",
    ],
)
def test_single_values_are_no_lists(rest: str) -> None:
    assert set(codes(SMALL + rest)) == {"bad-value"}


def test_a_slug_is_a_text() -> None:
    assert codes(TWO.replace("hi: khel", "hi: [khel]")) == ["bad-value"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "https://host/news/", "https://xn--h2brj9c.example/"]
)
def test_base_urls_that_are_fine(url: str) -> None:
    assert config(SMALL.replace("https://patna.example", url)).base_url == url


LINES = TWO.splitlines(keepends=True)
PIECES = [
    "",
    "x: y\n",
    "  a: [b]\n",
    "- c\n",
    "title: [x]\n",
    "categories: {}\n",
    "editions: [x]\n",
    "editions: [{path: en, languages: [xx]}]\n",
    "tags: {A b: }\n",
    "settings: x\n",
    "languages: {}\n",
    "publisher: [x]\n",
    "social: [{name: x}]\n",
    "authors: {a: b}\n",
]


@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(PIECES)), max_size=4))
def test_any_edit_gives_a_configuration_or_a_reason(edits: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for position, piece in edits:
        lines[position] = piece
    found, problems = configure("".join(lines))
    assert found is not None or failed(problems)
    if found is not None:
        known = {one.code for one in found.languages}
        assert all(set(one.languages) <= known for one in found.editions)
