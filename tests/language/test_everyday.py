"""Everyday text as bytes: what is not in the alphabet has none, and tables mean what they say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import clusters
from generator.language.everyday import ALPHABET, SPARE, classes, coded, roles
from generator.language.normalise import normalise

SIGNS = ALPHABET.replace(SPARE, "")
RARE = "\n\nŴ"  # with it a text is no everyday text, and is asked the long way


def test_every_character_has_a_byte_of_its_own() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 256
    assert all(coded(one) == bytes([place]) for place, one in enumerate(ALPHABET) if one != SPARE)
    assert coded("") == b""


@given(st.text())
def test_only_everyday_text_has_bytes(text: str) -> None:
    code = coded(text)
    assert (code is not None) == set(text).issubset(SIGNS)
    assert code is None or "".join(ALPHABET[byte] for byte in code) == text


@pytest.mark.parametrize(
    "characters", ["a-z", "\u0901\u0903-\u0905", r"\u0901\u0903-\u0905 \t", "'’", ".,", "|", "é-ü"]
)
def test_tables_tell_the_characters_of_a_pattern(characters: str) -> None:
    of_pattern = [re.match(f"[{characters}]", one) is not None for one in ALPHABET]
    assert [kind == ord("x") for kind in classes({characters: "x"})] == of_pattern
    assert [role == 2 for role in roles(("", characters))] == of_pattern


def test_every_pair_is_mended_as_the_long_way_mends_it() -> None:
    odd = [one for one in SIGNS if not one.isascii() or one in " \t|a"]
    for first in odd:
        lines = [f"क{first}{second}" for second in odd]
        assert [*map(normalise, lines)] == [
            normalise(line + RARE).removesuffix(RARE) for line in lines
        ]


@given(st.text(st.sampled_from(SIGNS)))
def test_text_is_mended_as_the_long_way_mends_it(text: str) -> None:
    assert normalise(text) + RARE == normalise(text + RARE)


@given(st.text(st.sampled_from("क१9a\u093f\u0902\u200d'’.,, …") | st.sampled_from(SIGNS)))
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert clusters.word_count(text) == len(clusters.words(text))
