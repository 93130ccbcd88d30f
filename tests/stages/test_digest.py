"""Digests: equal values have equal digests, others do not, in every process."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.text import Html
from generator.stages.digest import digest

plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.binary()),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)


@dataclass(frozen=True)
class Pair:
    one: object
    other: object


@dataclass(frozen=True)
class Single:
    one: object


def same(one: object, other: object) -> bool:
    """Tell whether two values are equal and of one kind, through and through."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@given(plain, plain)
def test_digests_are_equal_if_and_only_if_values_are(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == same(one, other)
    assert (digest(Single(one)) == digest(Single(other))) == same(one, other)


@given(st.text(), st.text(), st.text(), st.text())
def test_nothing_slips_from_one_field_into_the_next(a: str, b: str, c: str, d: str) -> None:
    assert (digest(Pair(a, b)) == digest(Pair(c, d))) == ((a, b) == (c, d))
    assert (digest((a, b)) == digest((c, d))) == ((a, b) == (c, d))


def test_html_is_not_the_text_that_it_spells() -> None:
    assert digest(Html("a")) != digest("a")
    assert digest(datetime(2026, 1, 1, tzinfo=UTC)) != digest("2026-01-01T00:00:00+00:00")


def test_kinds_of_value_that_models_may_not_hold_are_refused() -> None:
    for value in ([], {}, {1}, object()):
        with pytest.raises(TypeError):
            digest(value)


def test_every_process_gives_the_same() -> None:
    code = "from generator.stages.digest import digest; print(digest(('a', 1, None, True)).hex())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert runs == {digest(("a", 1, None, True)).hex()}
