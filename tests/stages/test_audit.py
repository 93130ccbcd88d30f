"""What an editor should know: every place is exact, and nothing sound is suspected."""

from datetime import datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import NOW, SITE, files_of

from generator.model.config import SiteConfig
from generator.model.picture import PictureFile
from generator.model.problem import WARNING, Problem
from generator.model.story import Article
from generator.stages.audit import Subject, audit, followed, outward, proofread
from generator.stages.configure import configure
from generator.stages.link import Given, link
from generator.stages.markup import Converter
from generator.stages.parse import context, parse

HINDI = "content/sports/maidan/hi.md"
ENGLISH = "content/sports/maidan/en.md"
HEAD = "---\ntitle: {}\ndate: 2026-11-20\n---\n"
BODY = "शाम ढलते ही मैदान भर जाता है और लोग देर तक बैठे रहते हैं।\n"


def with_key(row: str, title: str = "Evening") -> str:
    return HEAD.format(title).replace("date", f"{row}\ndate")


def config(more: str = "", **changed: str) -> SiteConfig:
    text = files_of(SITE)["site.yaml"]
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    made, problems = configure(text + more)
    assert made is not None
    assert not problems
    return made


def article(path: str, text: str, site: SiteConfig | None = None) -> Article:
    parsed, problems = parse(path, text, context(site or config()), Converter())
    assert parsed is not None, problems
    return parsed.article


def read(path: str, text: str) -> tuple[Problem, ...]:
    return proofread(text, article(path, text), config())


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, int, dict[str, str]]]:
    assert all(one.severity == WARNING for one in problems)
    return [(one.code, one.line, one.column, dict(one.details)) for one in problems]


def subject(
    texts: dict[str, str],
    site: SiteConfig | None = None,
    pictures: tuple[PictureFile, ...] = (),
    **more: object,
) -> Subject:
    made = site or config()
    articles = tuple(article(path, text, made) for path, text in texts.items())
    measured = {one.path: one for one in pictures}
    files = frozenset((*texts, *measured))
    given = Given(
        made,
        datetime.fromisoformat(NOW),
        drafts=False,
        pictures=measured,
        lexicon=None,
    )
    linked = link(articles, given).site
    fields = {"broken": frozenset(), "strings": {}, "files": files} | more
    return Subject(linked, articles, pictures=measured, **fields)  # type: ignore[arg-type]


def test_a_repair_is_told_where_it_stands_and_how_often() -> None:
    text = HEAD.format("मैदान") + BODY + "बडे़ मैदान ।\n\nछोटा ।\n"
    found = told(read(HINDI, text))
    assert [(code, line, column) for code, line, column, _ in found] == [
        ("repaired-text", 6, 1),
        ("repaired-text", 6, 11),
    ]
    assert found[0][3] == {"reason": "late-nukta", "before": "बडे़", "after": "बड़े"}
    assert found[1][3]["reason"] == "space-before-danda"
    assert found[1][3]["more"] == "1"


def test_letters_stored_in_parts_are_told_once_a_file() -> None:
    decomposed = "लडाई".replace("ड", "\N{DEVANAGARI LETTER DDDHA}")
    text = HEAD.format("मैदान") + BODY + f"{decomposed} {decomposed}ओं {decomposed}\n"
    found = told(read(HINDI, text))
    assert [(code, line, more["more"]) for code, line, _, more in found] == [
        ("repaired-text", 6, "2")
    ]


def test_what_only_an_editor_can_judge_is_suspicious() -> None:
    text = HEAD.format("मैदान") + BODY + "उस पर खुदार् लिखा था।\nदुःख, अतः और प्रायः ठीक हैं।\n"
    assert told(read(HINDI, text)) == [
        ("suspicious-text", 6, 7, {"reason": "legacy-leak", "text": "खुदार्"})
    ]


def test_what_is_mended_is_not_suspicious_as_well() -> None:
    found = told(read(HINDI, HEAD.format("मैदान") + BODY + "दिल्लीः बारिश हुई\n"))
    assert [(code, more["reason"]) for code, _, _, more in found] == [
        ("repaired-text", "visarga-for-colon")
    ]


def test_code_and_addresses_are_not_proofread() -> None:
    text = HEAD.format("मैदान") + BODY + "`है ।` और <https://example.org/है|और>\n"
    assert told(read(HINDI, text)) == []


@pytest.mark.parametrize(
    ("path", "body", "near"),
    [
        (HINDI, "The evening crowd stays until the lamps are lit. " * 3, "en.md"),
        (ENGLISH, BODY * 2, "hi.md"),
        (HINDI, "Вечером поле полно людей, и никто не уходит. " * 3, ""),
    ],
)
def test_text_in_another_script_is_told_at_its_headline(path: str, body: str, near: str) -> None:
    found = told(read(path, HEAD.format("मैदान") + body + "\n"))
    assert [(code, line, more["suggestion"]) for code, line, _, more in found] == [
        ("wrong-language", 2, near)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "5G, COVID-19 और AI: यह ख़बर फिर भी हिन्दी की है, चाहे कुछ शब्द अंग्रेज़ी के हों।",
        "यह देखिए: <https://example.org/a-very-long-address/that-goes-on/and-on/and-on/and-on>",
        "कोड:\n\n```\nfor each in many: print(each), then print(each, again, and_again)\n```",
    ],
)
def test_foreign_words_addresses_and_code_are_no_other_language(body: str) -> None:
    assert told(read(HINDI, HEAD.format("मैदान की शाम") + body + "\n")) == []


KRUTI = "iVuk ds xka/kh eSnku esa ns'k ds dbZ jkT;ksa ls vk, fdlkuksa us lHkk dhA\n"


@pytest.mark.parametrize("path", [HINDI, ENGLISH])
def test_text_of_a_legacy_font_is_told_once_and_its_font_named(path: str) -> None:
    text = HEAD.format("मैदान") + "A field.\n\n" + KRUTI + "\n" + KRUTI
    found = told(read(path, text))
    assert found == [("legacy-text", 7, 1, {"font": "krutidev"})]


def test_a_draft_may_wait_for_its_translator() -> None:
    text = with_key("draft: true", "Rain in Patna")
    assert told(read(HINDI, text)) == []


LETTERS = "कखगड़िीेा्ंँःअ। \n|\u200d\u00a0a"


@given(st.text(LETTERS, max_size=60))
def test_every_place_leads_to_the_words_that_are_meant(body: str) -> None:
    text = HEAD.format("मैदान") + body
    lines = text.split("\n")
    seen = set()
    for code, line, column, details in told(read(HINDI, text)):
        words = details.get("before", details.get("text", ""))
        # The second repair of a word begins with what the first has made of it.
        if code != "wrong-language" and (line, column) not in seen:
            assert "\n".join(lines[line - 1 :])[column - 1 :].startswith(words)
        seen.add((line, column))


def test_a_missing_translation_is_told_for_carried_languages_alone() -> None:
    texts = {
        ENGLISH: HEAD.format("Evening"),
        "content/sports/one.hi.md": HEAD.format("एक"),
        "content/sports/both/en.md": HEAD.format("Both"),
        "content/sports/both/hi.md": HEAD.format("दोनों"),
        "content/sports/draft/en.md": with_key("draft: true", "Draft"),
        "content/sports/half/en.md": HEAD.format("Half"),
        "content/sports/half/hi.md": with_key("draft: true", "आधा"),
        "content/sports/gone/en.md": with_key("expires: 2026-11-21", "Gone"),
    }
    found = audit(subject(texts))
    assert [(one.path, one.line, dict(one.details)["file"]) for one in found] == [
        (ENGLISH, 2, "hi.md"),
        ("content/sports/one.hi.md", 2, "one.en.md"),
    ]
    alone = config(
        **{"languages: [en, hi]": "languages: [en]", "hi, languages: [hi]": "x, languages: [en]"}
    )
    codes = [one.code for one in audit(subject({ENGLISH: HEAD.format("Evening")}, alone))]
    assert codes == ["no-editions-language"]


def test_a_translation_that_cannot_be_read_is_not_missing() -> None:
    broken = frozenset({HINDI})
    assert audit(subject({ENGLISH: HEAD.format("Evening")}, broken=broken)) == ()


def image(path: str, width: int, extension: str = "jpg") -> PictureFile:
    return PictureFile(path, b"x" * 20, width, width // 2, extension)


def test_a_small_lead_picture_is_told_once() -> None:
    head = "---\ntitle: {}\ndate: 2026-11-20\nimage: {{src: {}, alt: a, credit: c}}\n---\n"
    texts = {ENGLISH: head.format("Evening", "dusk.jpg"), HINDI: head.format("शाम", "dusk.jpg")}
    small = image("content/sports/maidan/dusk.jpg", 1199)
    found = audit(subject(texts, pictures=(small,)))
    assert [(one.code, one.path, one.line) for one in found] == [("small-image", ENGLISH, 4)]
    assert dict(found[0].details)["size"] == "1199 px"
    wide = image("content/sports/maidan/dusk.jpg", 1200)
    assert audit(subject(texts, pictures=(wide,))) == ()
    drawing = image("content/sports/maidan/dusk.jpg", 60, "svg")
    assert audit(subject(texts, pictures=(drawing,))) == ()


def test_files_that_nothing_uses_are_told_and_used_pictures_are_not() -> None:
    shown = HEAD.format("Evening") + "![A field](field.jpg) ![Logo](/media/logo.png)\n"
    draft = with_key("draft: true\nimage: {src: /content/sports/x.jpg, alt: a}", "Later")
    texts = {ENGLISH: shown, HINDI: HEAD.format("शाम"), "content/sports/late/en.md": draft}
    pictures = (
        image("content/sports/maidan/field.jpg", 1600),
        image("content/sports/maidan/unused.jpg", 1600),
        image("content/sports/x.jpg", 1600),
        image("media/logo.png", 1600),
        image("media/spare.png", 1600),
    )
    whole = subject(texts, pictures=pictures)
    files = whole.files | {"content/notes.txt", "content/sports/broken/a.jpg"}
    broken = frozenset({"content/sports/broken/en.md"})
    found = audit(subject(texts, pictures=pictures, files=files, broken=broken))
    assert [(one.code, one.path) for one in found] == [
        ("unknown-file", "content/notes.txt"),
        ("unknown-file", "content/sports/maidan/unused.jpg"),
    ]


def test_names_that_a_language_lacks_are_told_where_they_stand() -> None:
    site = config(
        **{
            "{en: Cricket, hi: क्रिकेट}": "{en: Cricket}",
            "{en: Sports, hi: खेल}": "{hi: खेल}",
            "{en: News Desk, hi: न्यूज़ डेस्क}": "News Desk",
        }
    )
    found = audit(subject({}, site))
    lines = files_of(SITE)["site.yaml"].split("\n")
    places = [(lines[one.line - 1].strip().partition(":")[0], one.details) for one in found]
    assert [(key, dict(more)["language"]) for key, more in places] == [
        ("name", "en"),
        ("cricket", "hi"),
    ]
    assert {one.code for one in found} == {"missing-name"}


def test_an_unlisted_tag_needs_a_name_where_a_translation_shows_it() -> None:
    tagged = with_key("tags: [Kites]")
    both = {ENGLISH: tagged, HINDI: HEAD.format("शाम")}
    found = audit(subject(both))
    assert [(one.code, one.path, one.line) for one in found] == [("missing-name", HINDI, 2)]
    own = with_key("tags: [पतंग]", "शाम")
    assert audit(subject({ENGLISH: tagged, HINDI: own})) == ()


def test_words_copied_from_another_language_are_untranslated() -> None:
    english = 'share: Share\nrss: RSS\nspan: "{from} – {to}"\nmenu: All sections\nempty: ""\n'
    hindi = 'share: साझा करें\nrss: RSS\nspan: "{from} – {to}"\nmenu: All sections\nempty: ""\n'
    strings = {"templates/strings/en.yaml": english, "templates/strings/hi.yaml": hindi}
    found = audit(subject({}, strings=strings))
    assert [(one.code, one.path, one.line, dict(one.details)["word"]) for one in found] == [
        ("untranslated", "templates/strings/hi.yaml", 4, "menu")
    ]


def test_links_that_leave_the_site_are_found_where_they_stand() -> None:
    body = (
        "One [a](https://a.example/x?y=1&z=2), [b](../b/en.md), [own](https://paper.example/en/),\n"
        "`[no](https://code.example/)` and [a](https://a.example/x?y=1&z=2 'again').\n\n"
        "See <https://c.example/है> or [mail](mailto:x@example.org).\n"
    )
    text = with_key("source: {name: N, url: 'https://n.example/'}") + body
    leads = outward(text, article(ENGLISH, text), "https://paper.example/", Converter())
    assert [(one.url, one.place[1], one.place[2]) for one in leads] == [
        ("https://a.example/x?y=1&z=2", 6, 9),
        ("https://a.example/x?y=1&z=2", 7, 39),
        ("https://c.example/है", 9, 6),
        ("https://n.example/", 3, 24),
    ]


def test_networks_and_podcasts_are_followed() -> None:
    leads = followed(config())
    lines = files_of(SITE)["site.yaml"].split("\n")
    assert [one.url for one in leads] == [
        "https://instagram.com/x",
        "https://koo.example/x",
        "https://spotify.example/x",
    ]
    for one in leads:
        _, line, column = one.place
        assert lines[line - 1][column:].startswith(one.url)


def test_a_story_too_long_for_its_light_page() -> None:
    words = Random(7)  # noqa: S311 - seeded prose, no secret
    prose = ("".join(words.choices("कखगतदनपमरलस", k=5)) for _ in range(3000))
    text = HEAD.format("शाम") + "\n\n".join(prose) + "\n"
    heavy = [one for one in read(HINDI, text) if one.code == "heavy-lite"]
    assert [(one.path, one.line, one.severity) for one in heavy] == [(HINDI, 2, WARNING)]
    assert dict(heavy[0].details)["limit"] == "8 kB"
    off = config(**{"podcasts:": "settings: {features: {lite: false}}\npodcasts:"})
    about = "content/pages/about/hi.md"
    for path, site in ((HINDI, off), (about, config())):
        found = proofread(text, article(path, text, site), site)
        assert "heavy-lite" not in {one.code for one in found}
