"""Slugs: ASCII, short, stable, and readable in both languages."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.slug import MOST_BYTES, heading_anchor, slug

SHARED = Path(__file__).parents[3] / "shared" / "data"
SHAPE = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?")
# What letter-by-letter transliteration piles up: antrraassttriiy.
PILE_UP = re.compile(r"aa[a-z]*aa|ii|uu|rr[^aeiouy]|([bcdfghjklmnpqrstvwxyz])\1\1|sst|shsh|chchh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("दिल्ली में बाढ़ २०२५", "delhi-mein-badh-2025"),
        ("अंतरराष्ट्रीय समाचार", "antarrashtriya-samachar"),
        ("प्रधानमंत्री मोदी ने क्या कहा?", "pradhanmantri-modi-ne-kya-kaha"),
        ("BJP की जीत: 5G पर क्या होगा", "bjp-ki-jeet-5g-par-kya-hoga"),
        ("Türkiye's façade", "turkiyes-facade"),
        ("Modi’s India", "modis-india"),
        ("Law & Order", "law-and-order"),
        ("Straße, Łódź, Æsop", "strasse-lodz-aesop"),
        ("COVID-19 -- second_wave", "covid-19-second-wave"),
        ("Geo-Politics", "geo-politics"),
        ("Москва", "moskva"),
        ("क्\u200dया उन्\u200dहोंने", "kya-unhonne"),
        ("सो\u00adनिया दिल्\u200bली", "sonia-delhi"),
        ("कोरोनाः नए केस", "corona-naye-case"),
        ("Con", "con-1"),
        ("नुल", "nul-1"),
        ("lpt¹", "lpt1-1"),
        ("Con man", "con-man"),
        ("!!!", ""),
        ("😀", ""),
        ("", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert heading_anchor(text) == expected


def test_a_long_slug_is_cut_at_a_hyphen() -> None:
    cut = slug("शब्द " * 40)
    assert len(cut) <= MOST_BYTES
    assert set(cut.split("-")) == {"shabd"}
    assert slug("a" * 79 + " bc") == "a" * 79
    assert slug("a" * 80 + " bc") == "a" * 80
    assert slug("a" * 200) == "a" * 80


def test_a_newsroom_s_lexicon_goes_first() -> None:
    assert slug("जानो जंक्शन", {"जंक्शन": "Junction"}) == "jano-junction"


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=120))
def test_a_slug_has_its_shape_and_is_its_own_slug(text: str) -> None:
    made = slug(text)
    assert SHAPE.fullmatch(made)
    assert len(made) <= MOST_BYTES
    assert slug(made) == made


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not on this machine")
def test_every_real_headline_has_a_readable_slug() -> None:
    lines = (SHARED / "hi-bbc-headlines.jsonl").read_text(encoding="utf-8").splitlines()
    slugs = [slug(json.loads(line)["title"]) for line in lines]
    assert len(slugs) == 500
    assert [made for made in slugs if not made or not SHAPE.fullmatch(made)] == []
    assert [made for made in slugs if PILE_UP.search(made)] == []
