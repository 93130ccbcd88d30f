"""Normalising: what is mended, what is reported, and what is left alone."""

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.language.doubts import is_nfc
from generator.language.markup_guard import prose
from generator.language.normalise import Repair, Suspicion, normalise, repairs, suspicions

ZWJ, ZWNJ, ZWSP, NBSP, BOM = "\u200d", "\u200c", "\u200b", "\u00a0", "\ufeff"

MENDED = {
    "not-nfc": ("\u0958\u093e\u0928\u0942\u0928", "क\u093cानून"),
    "late-nukta": ("डो\u093cर", "ड\u093cोर"),
    "late-vowel-sign": ("मंे", "में"),
    "split-vowel": ("लाॅकडाउन", "लॉकडाउन"),
    "doubled-sign": ("हैैै", "है"),
    "needless-joiner": (f"छ{ZWJ}िपाई", "छिपाई"),
    "invisible-character": (f"हिस्सा{ZWSP}", "हिस्सा"),
    "no-break-space": (f"नई{NBSP}दिल्ली", "नई दिल्ली"),
    "space-before-danda": ("वह आया ।", "वह आया।"),
    "bar-for-danda": ("वह आया| फिर गया", "वह आया। फिर गया"),
    "visarga-for-colon": ("कोरोनाः नए मामले", "कोरोना: नए मामले"),
}


@pytest.mark.parametrize("code", MENDED)
def test_each_slip_is_mended_and_reported_under_its_code(code: str) -> None:
    written, meant = MENDED[code]
    assert normalise(written) == meant
    assert [repair.code for repair in repairs(written)] == [code]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("अाम", "आम"),
        ("अो", "ओ"),
        ("अौर", "और"),
        ("किताबंे", "किताबें"),
        ("लाेगांे", "लोगों"),
        ("ाै".join("कन"), "कौन"),
        ("दिल्लीः", "दिल्ली:"),
        ("लखनऊः", "लखनऊ:"),
        ("मौतेंः", "मौतें:"),
        ("ज\u093c\u093cरा", "ज\u093cरा"),
        (f"{BOM}समाचार", "समाचार"),
        ("गया |\nवह", "गया।\nवह"),
        ("गया|", "गया।"),
        ("e\u0301te\u0301", "été"),
        ("\u212bngstro\u0308m", "Ångström"),
    ],
)
def test_words_as_meant(written: str, meant: str) -> None:
    assert normalise(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "दुःख",
        "अतः",
        "अतः वह गया",
        "प्रातः",
        "क्रमशः",
        "छः",
        "पुनः",
        "निःशुल्क",
        "ॐ शांतिः",
        f"र्{ZWJ}य",
        f"क्{ZWJ}ष",
        f"क्{ZWNJ}ष",
        f"क्{ZWJ}",
        f"می{ZWNJ}خواهم",
        f"👩{ZWJ}👧 परिवार",
        f"10{NBSP}km",
        f"ไทย{ZWSP}ไทย",
        "नाम | उम्र",
        "| नाम| उम्र |",
        "नाम| उम्र\n---|---\nराम| 5",
        "एक| दो| तीन",
        "Plain ASCII | text : stays.",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert normalise(text) == text
    assert repairs(text) == ()


@pytest.mark.parametrize(
    "kept",
    [
        "`मंे ।`",
        "``मंे ` ।``",
        "```\nमंे ।\nकोरोनाः\n```",
        "~~~ py\nमंे|\n~~~",
        "<span title='मंे'>",
        "<!-- मंे । -->",
        "<code>मंे</code>",
        "https://example.in/मंे",
        "www.example.in/मंे",
        "[x](../मंे/hi.md)",
    ],
)
def test_code_tags_and_addresses_are_left_alone(kept: str) -> None:
    assert normalise(f"मंे\n\n{kept}\n\nमंे") == f"में\n\n{kept}\n\nमें"


def test_an_unclosed_fence_protects_the_rest() -> None:
    assert normalise("मंे\n```\nमंे") == "में\n```\nमंे"


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("plain", ["plain"]),
        ("a `b` c", ["a ", " c"]),
        ("a `b\n\nc` d", ["a `b\n\nc` d"]),
        ("a <code>b c", ["a ", "b c"]),
        ("a <!-- b", ["a <!-- b"]),
        ("a <CODE>b</code> c", ["a ", " c"]),
        ("[t](x(1).md) u", ["[t", ") u"]),
        ("see https://a.in/x। Then", ["see ", "। Then"]),
    ],
)
def test_prose_is_what_is_neither_code_nor_address(text: str, stretches: list[str]) -> None:
    assert [text[start:end] for start, end in prose(text)] == stretches


@pytest.mark.parametrize("piece", ["<code>मंे", "<!-- मंे ", "`" * 3 + "मंे", "मंे| ", "<a", "मंे\u200d"])
def test_what_is_left_open_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        begun = time.process_time()
        normalise(text)
        return time.process_time() - begun

    seconds(10)
    assert seconds(8000) < 40 * max(seconds(800), 0.005)


def test_front_matter_gets_no_colon() -> None:
    source = "---\ntitle: कोरोनाः मंे\n---\nकोरोनाः मंे\n"
    assert normalise(source) == "---\ntitle: कोरोनाः में\n---\nकोरोना: में\n"


def test_a_repair_names_the_word_and_where_it_stood() -> None:
    assert repairs("वह\nमंे गया ।") == (
        Repair("late-vowel-sign", 3, "मंे", "में"),
        Repair("space-before-danda", 10, " ", ""),
    )


def test_a_word_with_two_slips_reports_both_in_turn() -> None:
    assert repairs("लाेगांे") == (
        Repair("late-vowel-sign", 0, "लाेगांे", "लाेगाें"),
        Repair("split-vowel", 0, "लाेगाें", "लोगों"),
    )


def test_a_no_break_space_at_a_line_end_makes_no_hard_break() -> None:
    assert normalise(f"आया {NBSP}\nगया") == "आया \nगया"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("यह धमार् है", Suspicion("legacy-leak", 3, "धमार्")),
        ("िसडनी", Suspicion("stray-sign", 0, "िसडनी")),
        ("व्यापारः चीन", Suspicion("visarga", 0, "व्यापारः")),
        ("क\u202eख", Suspicion("bidi-control", 1, "\u202e")),
        ("क\x07", Suspicion("control-character", 1, "\x07")),
        ("क\ufffd", Suspicion("replacement-character", 1, "\ufffd")),
        ("क\ue001", Suspicion("private-character", 1, "\ue001")),
    ],
)
def test_what_only_an_editor_can_judge_is_reported_and_kept(text: str, found: Suspicion) -> None:
    assert suspicions(text) == (found,)
    assert normalise(text) == text


@pytest.mark.parametrize(
    "text", ["अर्थात् वह", "अतः", "दुःख", "प्रायः", "छः", "कर्म", "पुनर्गठन", "a\tb\r\n"]
)
def test_ordinary_words_are_not_suspicious(text: str) -> None:
    assert suspicions(text) == ()


SLIPS = st.text(
    alphabet=st.sampled_from(
        [
            *"अआईएकखजडढनमयरलवहािीेैोौॅॉंँः़्।॥| \t\n`<>=-a:",
            *(ZWJ, ZWNJ, ZWSP, NBSP, BOM),
            *("\u212b", "\u0338", "\u0301", "\u1fef", "\u0958", "\u0929"),
        ]
    ),
    max_size=30,
)
BLOCKS = ("```\n", "---\n", "`", "``", "\n\n", "<b>", "</b>", "<!--", "-->", "](", ")")
WORDS = ("https://a.in/", "www.", "मंे", " ।", "शब्द| ", "कोरोनाः ")
MARKDOWN = st.lists(st.one_of(SLIPS, st.sampled_from(BLOCKS + WORDS)), max_size=8).map("".join)


@settings(max_examples=600, deadline=None)
@example("ht\u200btps://मंे ।")
@example("\u1fefमंे\u1fef `मंे`")
@example("<\u0338b>")
@given(st.one_of(MARKDOWN, st.text(max_size=30)))
def test_normalising_twice_changes_nothing_and_lines_stay(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once.count("\n") == text.count("\n")
    assert (once != text) == bool(repairs(text))


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
def test_prose_is_in_normal_form_c(text: str) -> None:
    once = normalise(text)
    for start, end in prose(once):
        assert unicodedata.is_normalized("NFC", once[start:end])


@settings(max_examples=200, deadline=None)
@given(SLIPS)
def test_repairs_stand_where_they_say(text: str) -> None:
    seen: dict[int, str] = {}
    for repair in repairs(text):
        expected = seen.get(repair.position)
        if expected is None:
            assert text.startswith(repair.before, repair.position)
        else:
            assert repair.before == expected
        seen[repair.position] = repair.after


def test_texts_in_their_composed_form_are_known_at_a_glance() -> None:
    deva = [chr(code) for code in range(0x900, 0x980)]
    latin = [chr(code) for code in range(0x250)]
    near = [chr(code) for code in range(0x2000, 0x2070)]
    for before in [*deva, "a", "\u0301"]:
        for one in (*deva, *latin, *near, "\u0301", "\u0327"):
            for text in (before + one, f"{before}\u094d{one}", f"{before}{one}\u093c"):
                assert is_nfc(text) == unicodedata.is_normalized("NFC", text), ascii(text)
