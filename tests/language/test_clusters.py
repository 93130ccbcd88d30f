"""Counting and cutting: clusters, words, sentences, excerpts."""

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.language.clusters import (
    cluster_count,
    clusters,
    excerpt,
    reading_minutes,
    sentences,
    truncate,
    word_count,
    words,
)

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet=st.sampled_from([*"कषतरयजञशनमािी्ंः़ ।.,…", "\u200d", "👩"]),
        max_size=60,
    ),
)  # fmt: skip


def test_conjuncts_are_one_cluster() -> None:
    assert clusters("क्षत्रिय राष्ट्र") == ["क्ष", "त्रि", "य", " ", "रा", "ष्ट्र"]
    assert cluster_count("राष्ट्र") == 2
    assert cluster_count("a\r\nb") == 3


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("राष्ट्रीय", 3, "राष्ट्रीय"),
        ("राष्ट्रीय सुरक्षा", 3, "राष्ट्री…"),
        ("राष्ट्रीय", 2, "रा…"),
        ("नमस्ते दुनिया के लोग", 8, "नमस्ते दुनिया…"),
        ("नमस्ते दुनिया के लोग", 7, "नमस्ते दुनि…"),
        ("नमस्ते दुनिया के लोग", 5, "नमस्ते…"),
        ("hello world", 8, "hello…"),
        ("hello, world", 8, "hello…"),
        ("a longwordthatneverends", 10, "a longwor…"),
        ("शब्द", 1, "…"),
        ("शब्द", 0, ""),
        ("शब्द", -1, ""),
        ("", 0, ""),
        ("सम्यक् ज्ञान", 4, "सम्य…"),
    ],
)
def test_truncating(text: str, most: int, cut: str) -> None:
    assert truncate(text, most) == cut


@settings(max_examples=500, deadline=None)
@example("क\u200dख" * 20, 5)
@given(TEXTS, st.integers(-1, 40))
def test_truncation_keeps_its_promises(text: str, most: int) -> None:
    cut = truncate(text, most)
    found = regex.findall(r"\X", cut)
    assert len(found) <= max(most, 0) or cut == text
    if cut == text:
        return
    assert len(regex.findall(r"\X", text)) > most
    head = cut.removesuffix("…")
    assert not head.endswith(("\u094d", "\u200d", "\u200c"))
    assert text.startswith(head)
    whole = regex.findall(r"\X", text)
    assert any(head == "".join(whole[:count]) for count in range(len(whole) + 1))


def test_words_are_runs_of_letters_marks_and_digits() -> None:
    assert words("दिल्ली में बाढ़, 12,34,567 लोग।") == ["दिल्ली", "में", "बाढ़", "12,34,567", "लोग"]
    assert words("Don't panic: COVID-19’s 5.5% rise") == [
        "Don't", "panic", "COVID", "19’s", "5.5", "rise",
    ]  # fmt: skip
    assert words(" … । ! ") == []


@given(TEXTS)
def test_the_count_is_that_of_the_words(text: str) -> None:
    assert word_count(text) == len(words(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("वह आया। फिर गया॥ क्या? हाँ!", ["वह आया।", "फिर गया॥", "क्या?", "हाँ!"]),
        ("डॉ. सिंह आए। श्री. राम गए।", ["डॉ. सिंह आए।", "श्री. राम गए।"]),
        ("एम. एस. धोनी खेले। पी. वी. सिंधु भी।", ["एम. एस. धोनी खेले।", "पी. वी. सिंधु भी।"]),
        ("वह आई. फिर गई.", ["वह आई.", "फिर गई."]),
        ("Mr. Rao met J. K. Roy. He left.", ["Mr. Rao met J. K. Roy.", "He left."]),
        ("The U.S. army came. It left.", ["The U.S. army came.", "It left."]),
        ("It rose 5.5 per cent. Then it fell.", ["It rose 5.5 per cent.", "Then it fell."]),
        ("उसने कहा, “चलो।” वह गया।", ["उसने कहा, “चलो।”", "वह गया।"]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("शीर्षक\n\nपहला वाक्य।", ["शीर्षक", "पहला वाक्य।"]),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@given(TEXTS)
def test_sentences_lose_nothing_but_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_an_excerpt_is_whole_sentences_where_they_fit() -> None:
    text = "पहला वाक्य है।  दूसरा भी है।\nतीसरा बहुत लंबा वाक्य है।"
    assert excerpt(text, 100) == "पहला वाक्य है। दूसरा भी है। तीसरा बहुत लंबा वाक्य है।"
    assert excerpt(text, 25) == "पहला वाक्य है। दूसरा भी है।"
    assert excerpt(text, 15) == "पहला वाक्य है।"
    assert excerpt(text, 5) == "पहला…"
    assert excerpt(text, 0) == ""


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 40))
def test_an_excerpt_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(regex.findall(r"\X", excerpt(text, limit))) <= limit


def test_reading_time() -> None:
    assert reading_minutes(0, 200) == 1
    assert reading_minutes(200, 200) == 1
    assert reading_minutes(201, 200) == 2
    with pytest.raises(ValueError, match="positive"):
        reading_minutes(10, 0)


COMMON = st.characters(max_codepoint=0x24F) | st.characters(
    min_codepoint=0x900, max_codepoint=0x97F
)


def test_common_letters_are_counted_as_all_others_are() -> None:
    for code in range(0x2100):
        one = chr(code)
        for text in (one, f"क{one}a", f"1{one}2", f"{one}म"):
            assert word_count(text) == len(words(text)), ascii(text)


@given(st.text(COMMON | st.sampled_from("'’.,1a \u200c\u200d…")))
def test_words_are_as_many_as_they_are(text: str) -> None:
    assert word_count(text) == len(words(text))
