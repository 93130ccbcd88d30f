"""Dictionary order: a total order that agrees with ICU."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.sort import sort_key

TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet=st.sampled_from([*"कखंँःािी़्ज़aAéÉ 1१-"]), max_size=8),
)


@pytest.mark.parametrize(
    "ordered",
    [
        ("अंश", "अक", "आम", "ऊन", "ऋण", "एक", "ऐप", "ऑस्कर", "ओम", "और"),
        ("क", "कं", "कक", "का", "कि", "कै", "कॉलेज", "को", "क्या", "क्षमा", "ख"),
        ("जय", "ज्ञान", "झंडा"),
        ("राज", "राज़", "राजा"),
        ("हंस", "हँस"),
        ("हिंदी", "Apple", "apricot", "Banana", "école", "Zebra", "Москва"),
        ("2 कदम", "अ"),
        ("१", "2", "३"),
        ("नई दिल्ली", "नईम"),
    ],
)
def test_dictionary_order(ordered: tuple[str, ...]) -> None:
    shuffled = sorted(ordered, reverse=True)
    assert tuple(sorted(shuffled, key=sort_key)) == ordered


def test_the_order_is_that_of_icu() -> None:
    path = Path(__file__).parent / "icu_order.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    levels = {
        word: level for level, line in enumerate(lines) if line[0] != "#" for word in line.split()
    }
    words = sorted(levels)
    random.Random(7).shuffle(words)  # noqa: S311 - an order to sort, not a secret
    ours = [levels[word] for word in sorted(words, key=sort_key)]
    assert len(ours) > 3000
    assert ours == sorted(ours)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_total_order(first: str, second: str, third: str) -> None:
    a, b, c = sort_key(first), sort_key(second), sort_key(third)
    assert (a == b) == (first == second)
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a < b < c) or a < c
