"""Romanising: readable Latin, measured on words whose spelling readers agree on."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.lexicon import fold, look_up, read_lexicon
from generator.language.phonemes import delete_schwas, read
from generator.language.romanise import romanise

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data"


def gold(path: Path) -> list[tuple[str, list[str]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(word, accepted.split("/")) for word, accepted in rows]


def misspelt(path: Path) -> list[str]:
    return [
        f"{word} {romanise(word)}"
        for word, accepted in gold(path)
        if romanise(word) not in accepted
    ]


def test_our_own_words_are_spelt_as_readers_expect() -> None:
    assert len(gold(HERE / "gold_words.tsv")) > 400
    assert misspelt(HERE / "gold_words.tsv") == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not on this machine")
def test_the_shared_gold_words_are_spelt_as_readers_expect() -> None:
    assert misspelt(SHARED / "slug-gold.tsv") == []


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("नगर", "nagara", "nagar"),
        ("नगरी", "nagari", "nagri"),
        ("सदस्य", "sadasya", "sadasya"),
        ("भारतीय", "bharatiya", "bhartiya"),
        ("अवधि", "avadhi", "avadhi"),
        ("गड़बड़ी", "gadabadi", "gadbadi"),
        ("निकलता", "nikalata", "nikalta"),
        ("न", "na", "na"),
        ("ज्ञान", "gyana", "gyan"),
        ("दरअसल", "daraasala", "daraasal"),
    ],
)
def test_silent_schwas_are_dropped(word: str, before: str, after: str) -> None:
    sounds = read(word)
    assert "".join(sound.latin for sound in sounds) == before
    assert "".join(sound.latin for sound in delete_schwas(sounds)) == after


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("संपादक", "sampadak"),
        ("संवेदना", "samvedna"),
        ("पाँच", "panch"),
        ("जाएगा", "jayega"),
        ("चिट्ठी", "chitthi"),
        ("अच्छा बच्चा", "achha bachcha"),
        ("दुःख, अतः", "dukh, atah"),
        ("कोरोनाः", "corona"),
        ("मेरठः", "meerut"),
        ("मोदी ने 2025 में कहा।", "modi ne 2025 mein kaha."),
        ("२०२५", "2025"),
        ("बीजेपी और आरजेडी", "bjp aur rjd"),
        ("बीवी", "biwi"),
        ("Türkiye में", "Türkiye mein"),
        ("plain text", "plain text"),
        ("cafe\u0301 🙂 “हाँ”", "cafe\u0301 🙂 “haan”"),
        ("Москва", "Moskva"),
        ("লন্ডন", "lndn"),
    ],
)
def test_texts(text: str, latin: str) -> None:
    assert romanise(text) == latin


@pytest.mark.parametrize(
    "variants",
    [
        ("हिन्दी", "हिंदी", "हिँदी"),
        ("ज़मीन", "जमीन"),
        ("अफ़ग़ानिस्तान", "अफगानिस्तान"),
        ("दिल्‍ली", "दिल्ली"),
        ("क़ानून", "\u0958ानून", "कानून"),
        ("लॉकडाउन", "लाॅकडाउन"),
        ("मुम्बई", "मुंबई"),
    ],
)
def test_spellings_of_one_word_are_romanised_alike(variants: tuple[str, ...]) -> None:
    assert len({romanise(variant) for variant in variants}) == 1


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("डॉक्टरों", "doctoron"),
        ("कंपनियों", "companiyon"),
        ("जिले", "zile"),
        ("पुलिसकर्मियों", "policekarmiyon"),
        ("दिल्लीवाले", "delhiwale"),
    ],
)
def test_the_lexicon_serves_inflected_forms_and_compounds(word: str, latin: str) -> None:
    assert romanise(word) == latin


def test_flaps_are_not_mistaken_for_loanwords_without_nukta() -> None:
    assert romanise("पेड") == "paid"
    assert romanise("पेड़") == "ped"


def test_a_newsroom_s_lexicon_goes_first() -> None:
    own = read_lexicon("# ours\nजंक्शन\tjunction\nमोदी\tModi\nख़बर\tkhabar!\nلاہور\tlahore\n")
    assert romanise("जंक्शन मोदी खबर لاہور", own) == "junction Modi khabar! lahore"
    assert romanise("जंक्शनों में", own) == "junctionon mein"
    assert romanise("मोदी") == "modi"


def test_a_plain_mapping_will_do() -> None:
    assert romanise("ख़बर", {"ख़बर": "news"}) == "news"
    assert look_up("खबर", {}) is None


def test_a_lexicon_line_without_spelling_is_refused() -> None:
    with pytest.raises(ValueError, match="जंक्शन"):
        read_lexicon("जंक्शन\n")


def test_every_entry_of_the_lexicon_is_plain_ascii_and_listed_once() -> None:
    table = Path(romanise.__code__.co_filename).parent / "data" / "lexicon.tsv"
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if line[0] != "#"]
    assert {len(row) for row in rows} == {2}
    assert [latin for _, latin in rows if set(latin) - set(string.ascii_lowercase)] == []
    assert len({word for word, _ in rows}) == len(rows)
    assert all(romanise(word) == latin for word, latin in rows)
    assert len({fold(word) for word, _ in rows}) > 1500


DEVANAGARI = st.text(alphabet=st.characters(min_codepoint=0x900, max_codepoint=0x97F), max_size=25)


@settings(max_examples=300, deadline=None)
@given(st.one_of(DEVANAGARI, st.text(max_size=25)))
def test_any_text_can_be_romanised(text: str) -> None:
    latin = romanise(text)
    assert not any(0x900 <= ord(character) <= 0x97F for character in latin)
