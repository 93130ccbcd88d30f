"""A pasted page: each of its parts is found, whichever others are missing."""

import textwrap
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desk.newsroom import SHARED, newsroom
from desk.pages import BODY, ENGLISH, HINDI, Pasted
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.importers import import_file
from generator.desk.importers.pasted import read_page
from generator.desk.importers.shapes import Imported, ImportOptions
from generator.desk.prose import markdown_of
from generator.model.problem import Problem, failed

INDIA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 22, 6, 30, 59, tzinfo=UTC)
OPTIONS = ImportOptions(now=NOW)
ORIGIN = "page.txt"


def read(text: str, options: ImportOptions = OPTIONS) -> tuple[Imported, list[Problem]]:
    found, problems = read_page(text, ORIGIN, newsroom(), options)
    assert found is not None, problems
    assert not failed(problems)
    return found, list(problems)


def refused(text: str, options: ImportOptions = OPTIONS) -> Problem:
    found, problems = read_page(text, ORIGIN, newsroom(), options)
    assert found is None
    assert failed(problems)
    return problems[0]


def said(problems: list[Problem], code: str) -> list[str]:
    return [dict(one.details).popitem()[1] for one in problems if one.code == code]


def expected(page: Pasted, lang: str) -> dict[str, object]:
    return {
        "title": page.headline,
        "lang": lang,
        "category": "bihar",
        "deck": page.deck,
        "authors": ("jj-news-desk",) if page.byline else (),
        "caption": page.caption,
        "source": page.source.partition(": ")[2],
        "body": markdown_of(page.body),
    }


def parts(found: Imported) -> dict[str, object]:
    names = ("title", "lang", "category", "deck", "authors", "caption", "source", "body")
    return {name: getattr(found, name) for name in names}


PAGES = pytest.mark.parametrize(
    ("page", "lang"), [(ENGLISH, "en"), (HINDI, "hi")], ids=["en", "hi"]
)


@PAGES
def test_whole_page(page: Pasted, lang: str) -> None:
    found, problems = read(page.text())
    assert parts(found) == expected(page, lang)
    assert [one.text for one in found.related] == list(page.related)
    assert [one.code for one in problems] == ["import-no-date"]


@PAGES
@pytest.mark.parametrize(
    "missing",
    [
        ("caption",), ("deck",), ("byline",), ("source",), ("footer",), ("related",),
        ("caption", "deck"), ("caption", "byline"), ("deck", "byline"), ("source", "footer"),
        ("caption", "deck", "byline"), ("deck", "byline", "source", "footer", "related"),
        ("caption", "deck", "byline", "source", "footer", "related"),
    ],
    ids="-".join,
)  # fmt: skip
def test_any_part_may_be_missing(page: Pasted, lang: str, missing: tuple[str, ...]) -> None:
    gone = page.but(**{name: () if name == "related" else "" for name in missing})
    found, _ = read(gone.text())
    assert parts(found) == expected(gone, lang)


@PAGES
@pytest.mark.parametrize("missing", [(), ("caption",), ("deck",), ("byline",), ("caption", "deck")])
def test_without_a_label_the_editor_names_the_category(
    page: Pasted, lang: str, missing: tuple[str, ...]
) -> None:
    gone = page.but(label="", **dict.fromkeys(missing, ""))
    found, _ = read(gone.text(), ImportOptions(now=NOW, category="बिहार"))
    assert parts(found) == expected(gone, lang)
    assert refused(gone.text()).code == "import-no-category"


@PAGES
@pytest.mark.parametrize(
    "label", ["Bihar", "बिहार", "bihar", "बिहार / Bihar", "Home / Bihar / बिहार"]
)
def test_a_label_in_any_language_names_the_category(page: Pasted, lang: str, label: str) -> None:
    found, _ = read(page.but(label=label).text())
    assert parts(found) == expected(page, lang)


@PAGES
@pytest.mark.parametrize("gap", ["\n", "\n\n\n\n", "\r\n\r\n", "\r", "\n \u00a0\t\n", "\u2029"])
def test_lines_may_be_apart_in_any_way(page: Pasted, lang: str, gap: str) -> None:
    found, _ = read("\ufeff\n" + page.text(gap).replace(" ", "\u00a0", 3) + "\n\n")
    assert parts(found) == expected(page, lang)


def test_invisible_marks_are_dropped_and_joiners_kept() -> None:
    body = ("पहला\u200b वाक्\u200dय\u202e है।\x07", "दूसरा वाक्य है।")
    found, _ = read(HINDI.but(body=body).text())
    assert found.body == "पहला वाक्\u200dय है।\n\nदूसरा वाक्य है।\n"


def test_a_page_that_was_wrapped_is_joined_again() -> None:
    lines = ENGLISH.text().split("\n")
    wrapped = "\n".join(textwrap.fill(one, 72) for one in lines)
    found, _ = read(wrapped)
    assert parts(found) == expected(ENGLISH, "en")
    assert [one.text for one in found.related] == list(ENGLISH.related)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("November 6, 2025", date(2025, 11, 6)),
        ("6 November 2025", date(2025, 11, 6)),
        ("Thursday, November 6th, 2025", date(2025, 11, 6)),
        ("Nov 6, 2025, 10:30 AM IST", datetime(2025, 11, 6, 10, 30, tzinfo=INDIA)),
        ("Published: 6 Nov 2025 10:30 PM", datetime(2025, 11, 6, 22, 30, tzinfo=INDIA)),
        ("Published on 06/11/2025 at 12.05 am", datetime(2025, 11, 6, 0, 5, tzinfo=INDIA)),
        ("2025-11-06", date(2025, 11, 6)),
        ("6 नवंबर 2025, 10:30", datetime(2025, 11, 6, 10, 30, tzinfo=INDIA)),
        ("गुरुवार, ६ नवम्बर २०२५", date(2025, 11, 6)),
        ("प्रकाशित: 6 नवंबर 2025, शाम 5:15 बजे", datetime(2025, 11, 6, 17, 15, tzinfo=INDIA)),
        ("प्रकाशितः 6 नवंबर 2025 रात 11:40 बजे", datetime(2025, 11, 6, 23, 40, tzinfo=INDIA)),
    ],
)
@PAGES
def test_a_line_with_a_date(page: Pasted, lang: str, line: str, moment: date) -> None:
    dated = page.but(date=line)
    for text in (dated.text(), dated.but(byline="").text()):
        found, problems = read(text)
        assert found.published == moment
        assert found.body == markdown_of(page.body)
        assert problems == [] or {one.code for one in problems} == {"import-no-such-story"}
    joined = page.but(byline=f"{page.byline} | {line}")
    found, _ = read(joined.text())
    assert (found.published, found.authors) == (moment, ("jj-news-desk",))
    assert parts(found) == expected(page, lang)


def test_an_exact_moment_keeps_its_zone_and_a_change_is_told_apart() -> None:
    page = ENGLISH.but(date="2025-11-06T10:30:00Z\n\nUpdated: 7 November 2025")
    found, _ = read(page.text())
    assert found.published == datetime(2025, 11, 6, 10, 30, tzinfo=timezone(timedelta(0)))
    assert found.updated == date(2025, 11, 7)


def test_what_stands_beside_a_date_is_named() -> None:
    found, problems = read(ENGLISH.but(date="Chhapra, 6 November 2025").text())
    assert found.published == date(2025, 11, 6)
    assert said(problems, "import-unplaced") == ["chhapra"]


def test_without_a_date_the_editor_s_or_the_newsroom_s_now_is_taken() -> None:
    found, problems = read(ENGLISH.text())
    assert isinstance(found.published, datetime)
    assert found.published.isoformat() == "2026-11-22T12:00:00+05:30"
    assert "import-no-date" in [one.code for one in problems]
    found, problems = read(ENGLISH.text(), ImportOptions(now=NOW, moment=date(2025, 1, 2)))
    assert found.published == date(2025, 1, 2)
    assert "import-no-date" not in [one.code for one in problems]


@pytest.mark.parametrize(
    ("byline", "authors", "unlisted"),
    [
        ("By Ananya Mishra", ("ananya-mishra",), []),
        ("ANANYA MISHRA", ("ananya-mishra",), []),
        ("अनन्या मिश्रा", ("ananya-mishra",), []),
        ("लेखक: अनन्या मिश्रा और रितु कुमारी", ("ananya-mishra", "ritu-kumari"), []),
        ("अनन्या मिश्रा द्वारा", ("ananya-mishra",), []),
        ("By Ananya Mishra, Ritu Kumari and Devendra Jha",
         ("ananya-mishra", "ritu-kumari", "devendra-jha"), []),
        ("Written by: Kamla Prasad", ("Kamla Prasad",), ["Kamla Prasad"]),
        ("Kamla Prasad", ("Kamla Prasad",), ["Kamla Prasad"]),
        ("कमला प्रसाद", ("कमला प्रसाद",), ["कमला प्रसाद"]),
        ("Ananya Mishra & Kamla Prasad", ("ananya-mishra", "Kamla Prasad"), ["Kamla Prasad"]),
    ],
)  # fmt: skip
@PAGES
def test_bylines(
    page: Pasted, lang: str, byline: str, authors: tuple[str, ...], unlisted: list[str]
) -> None:
    for one in (page.but(byline=byline), page.but(byline=byline, deck="")):
        found, problems = read(one.text())
        assert parts(found) == {**expected(one, lang), "authors": authors}
        assert said(problems, "import-unlisted-author") == unlisted


def test_a_byline_below_the_body() -> None:
    found, _ = read(ENGLISH.but(byline="", body=(*BODY, "By Ritu Kumari")).text())
    assert found.authors == ("ritu-kumari",)
    assert found.body == markdown_of(BODY)


@pytest.mark.parametrize(
    ("line", "name", "url"),
    [
        ("Source: news18", "news18", ""),
        ("SOURCE - PTI", "PTI", ""),
        (
            "Source : https://www.ganga.example/a/1",
            "ganga.example",
            "https://www.ganga.example/a/1",
        ),
        (
            "Source: Ganga Dispatch (https://ganga.example/a)",
            "Ganga Dispatch",
            "https://ganga.example/a",
        ),
        ("With inputs from ANI", "ANI", ""),
        ("स्रोतः न्यूज़18", "न्यूज़18", ""),
        ("साभार: भाषा", "भाषा", ""),
        ("(इनपुट: भाषा)", "भाषा", ""),
    ],
)
@PAGES
def test_sources(page: Pasted, lang: str, line: str, name: str, url: str) -> None:
    found, _ = read(page.but(source=line).text())
    assert (found.source, found.source_url) == (name, url)
    assert found.body == markdown_of(page.body)
    assert found.lang == lang


@pytest.mark.parametrize(
    "footer",
    [
        "Stay connected to Jaano Junction on\n\nInstagram\n\nFacebook\n\nYouTube",
        "Follow us on Instagram and X.\n\nListen to our podcast on Spotify.",
        "Instagram, Facebook और YouTube पर जानो जंक्शन को फ़ॉलो करें।",
        "ताज़ा ख़बरों के लिए जानो जंक्शन से जुड़े रहें",
        "Advertisement\n\nAlso read\n\nStay connected to us on Facebook!",
    ],
)
@PAGES
def test_footers_and_what_surrounds_them(page: Pasted, lang: str, footer: str) -> None:
    found, _ = read(page.but(footer=footer).text())
    assert parts(found) == expected(page, lang)
    assert [one.text for one in found.related] == list(page.related)


def test_a_body_may_speak_of_networks() -> None:
    body = (
        *BODY,
        "“Follow us on Twitter and Facebook,” the minister told the crowd.",
        "Instagram, Facebook and YouTube were down for an hour in the whole district.",
    )
    found, _ = read(ENGLISH.but(body=body).text())
    assert found.body == markdown_of(body)


def test_headlines_inside_the_body_are_taken_out() -> None:
    body = (*BODY[:2], "Also Read: Why the Ghaghra Moves", *BODY[2:])
    found, problems = read(ENGLISH.but(body=body, related=()).text())
    assert found.body == markdown_of(BODY)
    assert [one.text for one in found.related] == ["Why the Ghaghra Moves"]
    assert [one.code for one in problems] == ["import-no-date"]


def test_subheadings_lists_and_last_lines_stay_in_the_body() -> None:
    body = (BODY[0], "What the gauge says", BODY[1], "• Manjhi", "• Revelganj", BODY[2], "जय हो")
    found, _ = read(ENGLISH.but(body=body, source="", footer="", related=()).text())
    assert found.body == markdown_of(body)


def test_prose_below_source_and_footer_is_never_lost() -> None:
    extra = "A second report says this much. It says it in two sentences of some length."
    page = ENGLISH.but(footer="", related=(extra,))
    assert read(page.text())[0].body == markdown_of((*BODY, extra))
    long = extra + " And in a third one, which nobody needed but everybody has to read to its end."
    _, problems = read(ENGLISH.but(related=(long,)).text())
    assert said(problems, "import-unplaced") == [long]


def test_unknown_categories_stop_with_the_row_to_paste() -> None:
    problem = refused(ENGLISH.but(label="Weather / मौसम").text())
    assert (problem.code, problem.line) == ("import-unknown-category", 2)
    assert dict(problem.details)["row"] == "weather: {name: {en: Weather, hi: मौसम}}"
    problem = refused(HINDI.but(label="मौसम").text())
    assert dict(problem.details) == {"label": "मौसम", "row": "mausam: {name: मौसम}"}
    found, _ = read(ENGLISH.but(label="Weather / मौसम").text(), ImportOptions(NOW, "Bihar"))
    assert parts(found) == expected(ENGLISH, "en")
    assert refused(ENGLISH.text(), ImportOptions(NOW, "Bihaar")).code == "import-unknown-category"


def test_the_language_is_that_of_the_script_unless_the_editor_says_otherwise() -> None:
    assert read(ENGLISH.text(), ImportOptions(NOW, lang="hi"))[0].lang == "hi"
    assert refused(ENGLISH.text(), ImportOptions(NOW, lang="xx")).code == "import-unknown-language"


@pytest.mark.parametrize("text", ["", "\n\ufeff \n", "\x00\x01", "Share\n\nBihar\n"])
def test_nothing_to_import(text: str) -> None:
    assert refused(text).code == "import-no-headline"


def test_headline_alone() -> None:
    found, problems = read("Bihar\n" + ENGLISH.headline)
    assert (found.title, found.body) == (ENGLISH.headline, "")
    assert [one.code for one in problems] == ["import-no-date", "import-no-body"]


POOL = (
    *BODY, *HINDI.body, *ENGLISH.related, ENGLISH.caption, ENGLISH.headline, ENGLISH.deck,
    HINDI.headline, HINDI.deck, "What the gauge says", "Kamla Prasad", "Rain", "• Manjhi",
    "Is it over?", "बस!", "2.6 metres",
)  # fmt: skip
KNOWN = (
    "Bihar / बिहार",
    "Weather / मौसम",
    "JJ News Desk",
    "6 November 2025",
    "Source: PTI",
    "Share",
    ENGLISH.footer,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*POOL, *KNOWN]), unique=True), st.sampled_from(["\n", "\n\n"]))
def test_whatever_the_order_no_line_is_lost(lines: list[str], gap: str) -> None:
    options = ImportOptions(NOW, category="bihar")
    found, problems = read_page(gap.join(lines), ORIGIN, newsroom(), options)
    if found is None:
        assert not set(lines) & {*ENGLISH.related, ENGLISH.headline, *BODY}
        return
    kept = [found.title, found.deck, found.caption, *found.authors, *found.body.split("\n\n")]
    kept += [one.text for one in found.related]
    kept += [text for one in problems for _, text in one.details]
    whole = "\n".join(kept)
    for line in lines:
        assert line in KNOWN or markdown_of([line]).strip() in whole


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seed lies beside the repository only")
def test_the_seed(tmp_path: Path) -> None:
    seed = SHARED / "seed" / "article.txt"
    blocks = [one.strip() for one in seed.read_text("utf-8").split("\n\n")]
    result = import_file(tmp_path, seed, newsroom(), OPTIONS)
    assert not failed(result.problems)
    (file,) = result.paths
    assert file.parent.parent == tmp_path / "content" / "geo-politics"
    assert len(file.parent.name) <= 60
    front, _, body = file.read_text("utf-8").partition("---\n\n")
    assert body == "\n\n".join(blocks[4:11]) + "\n"
    assert f'title: "{blocks[1]}"\ndeck: {blocks[2]}\n' in front
    assert "category: geo-politics\nauthors: [jj-news-desk]\n" in front
    assert "image:\n  caption: Pakistan's Defence Minister Khawaja Asif.\nsource: news18\n" in front
    codes = [one.code for one in result.problems]
    assert codes == ["import-no-date", *["import-no-such-story"] * 5]


def test_text_of_a_legacy_font_is_converted_and_what_is_not_stays() -> None:
    body = ("unh dk ikuh c<+ jgk gSA yksx ijs'kku gSaA", "यह पहले से यूनिकोड में है।")
    page = Pasted(headline="fnYyh esa ck<+", caption="", deck="", body=body, related=()).text()
    found, _ = read(page, ImportOptions(NOW, legacy_font="krutidev"))
    assert (found.title, found.lang, found.source) == ("दिल्ली में बाढ़", "hi", "ganga dispatch")
    assert (found.category, found.authors) == ("bihar", ("jj-news-desk",))
    assert found.body == "नदी का पानी बढ़ रहा है। लोग परेशान हैं।\n\nयह पहले से यूनिकोड में है।\n"
    problem = refused(page, ImportOptions(NOW, legacy_font="comic"))
    assert problem.code == "import-unknown-font"
    assert "krutidev" in dict(problem.details)["known"]
