"""Scripts of locales, runs of scripts in a text, and the marking of the language of parts."""

import html
import re
from itertools import pairwise
from time import perf_counter

import nh3
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from generator.language.foreign import hint, pattern, spans
from generator.language.scripts import (
    direction_of_locale,
    mark_html,
    mark_languages,
    runs,
    script_of_locale,
    share,
)

BOTH = ("en", "hi")
MIXED = st.text(
    st.one_of(
        st.sampled_from("कखमि्ा।॥abcXYZ  019-&;<>\"'()“”’१२.,#عرب漢é\u0301\u200d\n"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


FOREIGN = ((("Deva",), (("Latn",),)), (("Latn",), (("Deva",), ("Arab",), ("Hani", "Hira"))))


@given(MIXED, st.sampled_from(FOREIGN))
def test_runs_are_found_where_a_look_at_all_of_the_text_finds_them(
    text: str, scripts: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> None:
    base, foreign = scripts
    found = [one for one in pattern(base, foreign).finditer(text) if one.lastindex]
    near = list(spans(text, base, foreign))
    assert [(start, place) for start, _, place in near] == [
        (one.start(), (one.lastindex or 0) - 1) for one in found
    ]
    assert all(end >= one.end() for (_, end, _), one in zip(near, found, strict=True))


def test_a_hint_misses_no_letter() -> None:
    for _, foreign in FOREIGN:
        signs = "".join(rf"\p{{Script={one}}}" for group in foreign for one in group)
        every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
        assert regex.search(f"[{signs}]", hint(foreign).sub("", every)) is None


@pytest.mark.parametrize(
    ("locale", "script", "direction"),
    [
        ("hi-IN", "Deva", "ltr"),
        ("hi", "Deva", "ltr"),
        ("en-IN", "Latn", "ltr"),
        ("ur", "Arab", "rtl"),
        ("ur_IN", "Arab", "rtl"),
        ("pa-IN", "Guru", "ltr"),
        ("pa-PK", "Arab", "rtl"),
        ("pa-Arab", "Arab", "rtl"),
        ("hi-Latn", "Latn", "ltr"),
        ("he", "Hebr", "rtl"),
        ("zh-TW", "Hant", "ltr"),
        ("xx-XX", "", "ltr"),
        ("", "", "ltr"),
    ],
)
def test_a_locale_has_a_script_and_a_direction(locale: str, script: str, direction: str) -> None:
    assert script_of_locale(locale) == script
    assert direction_of_locale(locale) == direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("2025 — 12%!", [("", "2025 — 12%!")]),
        ("5G", [("Latn", "5G")]),
        ("5 लोग।", [("Deva", "5 लोग।")]),
        (
            "मोदी ने 5G लॉन्च किया।",
            [("Deva", "मोदी ने "), ("Latn", "5G"), ("Deva", " लॉन्च किया।")],
        ),
        ("COVID-19 से 5 मौतें", [("Latn", "COVID-19"), ("Deva", " से 5 मौतें")]),
        (
            "सरकार की Make in India योजना",
            [("Deva", "सरकार की "), ("Latn", "Make in India"), ("Deva", " योजना")],
        ),
        ("G20में", [("Latn", "G20"), ("Deva", "में")]),
        ("漢字 اردو", [("Hani", "漢字"), ("Arab", " اردو")]),
    ],
)
def test_neutral_characters_belong_to_the_surrounding_run(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert runs(text) == expected


def test_the_share_of_a_script_counts_letters_alone() -> None:
    assert share("कल 5G", "Deva") == pytest.approx(2 / 3)
    assert share("2025 — !", "Deva") == 1.0
    assert share("漢字かな", "Jpan") == 1.0
    assert share("abc", "") == 0.0


@given(MIXED)
def test_runs_join_to_the_text_and_neighbours_differ(text: str) -> None:
    found = runs(text)
    assert "".join(run for _, run in found) == text
    assert all(one[0] != two[0] for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("text", "default", "marked"),
    [
        ("बाढ़ में 12 की मौत।", "hi", "बाढ़ में 12 की मौत।"),
        ("5G आया", "hi", '<span lang="en">5G</span> आया'),
        (
            "“Make in India” योजना",
            "hi",
            '“<span lang="en">Make in India</span>” योजना',
        ),
        (
            "विश्व संगठन World Health Organization (WHO) ने",
            "hi",
            'विश्व संगठन <span lang="en">World Health Organization (WHO)</span> ने',
        ),
        (
            "AT&T <b> का",
            "hi",
            '<span lang="en">AT&amp;T &lt;b</span>&gt; का',
        ),
        (
            "He wrote जय हिन्द। Then he left.",
            "en",
            'He wrote <span lang="hi">जय हिन्द।</span> Then he left.',
        ),
        ("the 15वीं बार", "en", 'the <span lang="hi">15वीं बार</span>'),
        ("“मोदी बोले!”", "en", '<span lang="hi">“मोदी बोले!”</span>'),
        ("पाँच روپے", "hi", "पाँच روپے"),
    ],
)
def test_parts_in_another_script_are_marked(text: str, default: str, marked: str) -> None:
    assert mark_languages(text, default, BOTH) == marked


def test_the_first_language_of_a_script_is_taken_and_direction_added() -> None:
    three = ("en", "ur", "fr", "fa")
    assert mark_languages("روپے", "en", three) == '<span lang="ur" dir="rtl">روپے</span>'
    assert mark_languages("نیا Paris", "fa", three) == 'نیا <span lang="en" dir="ltr">Paris</span>'


def test_a_mapping_tells_the_script_of_an_unknown_code() -> None:
    languages = {"hi": "hi-IN", "zed": "ar-EG"}
    assert mark_languages("نیا दिन", "hi", languages) == (
        '<span lang="zed" dir="rtl">نیا</span> दिन'
    )
    assert mark_languages("نیا दिन", "zed", languages) == (
        'نیا <span lang="hi" dir="ltr">दिन</span>'
    )


def test_composed_scripts_hold_all_their_letters() -> None:
    assert mark_languages("漢字とカナ ok", "ja", ("ja", "en")) == (
        '漢字とカナ <span lang="en">ok</span>'
    )


@given(MIXED, st.sampled_from(["en", "hi", "ur"]))
def test_marks_add_no_text_and_lose_none(text: str, default: str) -> None:
    marked = mark_languages(text, default, ("en", "hi", "ur"))
    assert re.sub(r"</?span[^>]*>", "", marked) == html.escape(text)


def test_html_is_marked_in_its_text_alone() -> None:
    fragment = (
        '<p title="Not &gt; this">हम <a href="https://x.example/WHO">WHO &amp; UN</a> से'
        ' <code>print</code> <q lang="en">one <q>two</q> three</q> four<br>'
        '<img alt="Five" lang="en" src="six.png">COVID-19 पर</p><p>“Make in India.”</p>'
    )
    assert mark_html(fragment, "hi", BOTH) == (
        '<p title="Not &gt; this">हम <a href="https://x.example/WHO">'
        '<span lang="en">WHO &amp; UN</span></a> से'
        ' <code>print</code> <q lang="en">one <q>two</q> three</q>'
        ' <span lang="en">four</span><br><img alt="Five" lang="en" src="six.png">'
        '<span lang="en">COVID-19</span> पर</p>'
        '<p><span lang="en">“Make in India.”</span></p>'
    )


HTML_PIECES = st.lists(
    st.one_of(
        MIXED.map(html.escape),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<em>",
                "</em>",
                "<code>",
                "</code>",
                '<a href="http://a.example/?x=>y">',
                "</a>",
                '<span lang="en">',
                "</span>",
                "<br>",
                '<img alt="ab > हिंदी">',
                "<pre>",
                "</pre>",
            ],
        ),
    ),
    max_size=12,
)


@given(HTML_PIECES, st.sampled_from(["en", "hi"]))
def test_stripping_the_marks_gives_the_html_back(pieces: list[str], default: str) -> None:
    clean = nh3.clean("".join(pieces), tags={"p", "em", "code", "a", "br", "img", "pre"})
    marked = mark_html(clean, default, BOTH)
    assert re.sub(r'<span lang="[a-z]+">|</span>', "", marked) == clean


def test_one_script_is_quick_and_hostile_text_is_linear() -> None:
    mark_languages("x", "en", BOTH)
    start = perf_counter()
    for text in ("1," * 50_000, "a1" * 50_000, "क1-" * 50_000, "a(" * 50_000, "&a" * 50_000):
        for default in BOTH:
            mark_languages(text, default, BOTH)
    assert perf_counter() - start < 5
