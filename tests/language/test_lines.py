"""Lines: as few as fit, as even as can be, never cut inside a letter."""

from hypothesis import given
from hypothesis import strategies as st

from generator.language.clusters import cluster_count, clusters
from generator.language.lines import fitting, lines

TEXTS = st.text("अआकखगनरसतिीुे्ंaeinst,:-–/ ।₹”1", max_size=120)


def measure(text: str) -> float:
    return float(cluster_count(text))


@given(TEXTS, st.integers(6, 40))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, width: int) -> None:
    found = lines(text, measure, width)
    assert all(measure(one) <= width for one in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    whole = [cluster for word in text.split() for cluster in clusters(word)]
    parts = [cluster for one in found for word in one.split() for cluster in clusters(word)]
    assert parts == whole


@given(TEXTS, st.integers(6, 40))
def test_the_lines_are_as_few_as_when_each_is_filled(text: str, width: int) -> None:
    words = text.split()
    if any(measure(word) > width for word in words) or set(text) & set("-–/"):
        return
    count, room = 0, 0.0
    for word in words:
        if not count or room < measure(word) + 1:
            count, room = count + 1, width - measure(word)
        else:
            room -= measure(word) + 1
    assert len(lines(text, measure, width)) == count


def test_lines_are_even() -> None:
    text = "The interpreters who let Parliament argue in languages"
    assert lines(text, measure, 24) == (
        "The interpreters",
        "who let Parliament",
        "argue in languages",
    )


def test_a_break_stands_behind_a_dash_but_in_no_number() -> None:
    assert lines("Pakistan-Afghanistan", measure, 14) == ("Pakistan-", "Afghanistan")
    assert lines("Geo-Politics / World", measure, 13) == ("Geo-", "Politics /", "World")
    assert lines("Politics / World", measure, 12) == ("Politics /", "World")
    assert lines("12-34-56-78", measure, 11) == ("12-34-56-78",)


def test_a_word_longer_than_a_line_breaks_between_letters() -> None:
    assert lines("क्षत्रियकर्म", measure, 4) == ("क्षत्रियक", "र्म")


@given(TEXTS, st.integers(6, 30), st.integers(1, 4))
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, width: int, most: int) -> None:
    whole = lines(text, measure, width)
    found = fitting(text, measure, width, most)
    assert len(found) <= most
    assert (found == whole) if len(whole) <= most else found[-1].endswith("…")
