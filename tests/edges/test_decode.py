"""Decoding: what editors' programs write is read, what could deceive is refused by place."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edges.disk import Undecodable, decode, read_bytes, read_text, walk
from generator.model.source import Source

PLAIN = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u202a\u202b\u202c\u202d"
                  "\u202e\u2066\u2067\u2068\u2069\ufeff") | st.just("\n") | st.just("\t")
)  # fmt: skip
REFUSED = [*map(chr, range(9)), "\x0b", "\x0c", "\x1f", "\x7f", "\x80", "\x85", "\x9f"]
BIDI = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


def refusal(data: bytes) -> tuple[str, int, int]:
    with pytest.raises(Undecodable) as caught:
        decode(data)
    return caught.value.code, caught.value.line, caught.value.column


@settings(deadline=None)
@given(PLAIN)
def test_plain_text_survives_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


@settings(deadline=None)
@given(PLAIN, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_and_a_mark_vanish(text: str, end: str) -> None:
    assert decode(text.replace("\n", end).encode("utf-8-sig")) == text


@settings(deadline=None)
@given(PLAIN, st.sampled_from(REFUSED + BIDI), PLAIN)
def test_a_refused_character_is_placed(before: str, refused: str, after: str) -> None:
    code = "bidi-character" if refused in BIDI else "control-character"
    lines = before.split("\n")
    expected = (code, len(lines), len(lines[-1]) + 1)
    assert refusal((before + refused + after).encode()) == expected
    assert refusal((before + refused + after).replace("\n", "\r\n").encode()) == expected


@settings(deadline=None)
@given(PLAIN, st.sampled_from([b"\xff", b"\xe9\n", b"\xc0\xaf", b"\xed\xa0\x80", b"\xe0\xa4"]))
def test_a_bad_byte_is_placed(before: str, bad: bytes) -> None:
    lines = before.split("\n")
    assert refusal(before.encode() + bad) == ("bad-encoding", len(lines), len(lines[-1]) + 1)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except Undecodable as refused:
        place = refused.line, refused.column
    else:
        place = 1, 1
        assert not set(text) & {*REFUSED, *BIDI, "\r"}
    assert min(place) >= 1


def test_joiners_that_hindi_needs_stay() -> None:
    text = "क्‍ष न्‌ज़ दुनिया‍"
    assert decode(text.encode()) == text


def test_positions_count_characters_not_bytes() -> None:
    assert refusal("ख़बर\nदुनिया\x00".encode()) == ("control-character", 2, 7)


def test_utf_16_is_refused_at_its_first_byte() -> None:
    assert refusal("hello".encode("utf-16")) == ("bad-encoding", 1, 1)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    story = tmp_path / "content/en.md"
    story.parent.mkdir()
    story.write_text("words", encoding="utf-8")
    return walk(tmp_path, tmp_path / "no-theme", {})[0][0]


def failure(source: Source, limit: int = 100) -> str:
    with pytest.raises(Undecodable) as caught:
        read_text(source, limit)
    return caught.value.code


def test_a_source_within_its_limit_is_read(source: Source) -> None:
    assert read_text(source, 5) == "words"
    assert read_bytes(source) == b"words"


def test_a_source_over_its_limit_is_not_even_opened(source: Source) -> None:
    Path(source.file).unlink()
    assert failure(source, 4) == "too-large"


def test_a_source_that_vanished_is_refused(source: Source) -> None:
    Path(source.file).unlink()
    assert failure(source) == "unreadable-file"


def test_a_source_that_changed_since_the_walk_is_refused(source: Source) -> None:
    Path(source.file).write_text("other", encoding="utf-8")
    assert failure(source) == "changed-file"


def test_a_source_that_became_a_link_or_a_pipe_is_refused(source: Source, tmp_path: Path) -> None:
    story = Path(source.file)
    story.rename(tmp_path / "moved")
    story.symlink_to(tmp_path / "moved")
    assert failure(source) == "unreadable-file"
    story.unlink()
    os.mkfifo(story)
    assert failure(source) == "unreadable-file"
