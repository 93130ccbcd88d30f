"""What is told of most names at once is what would be told of them one by one."""

from hypothesis import given
from hypothesis import strategies as st

from generator.edges.names import is_bad, is_ignored, is_plain

NAMES = st.text("abcmnopltu019-._~#$ A\u200d\u0915", max_size=12) | st.sampled_from(
    ("con", "aux", "lpt1", "com9.md", "nul ", "__pycache__", "site.js.map", "a" * 256)
)


@given(NAMES)
def test_plain_names_are_neither_ignored_nor_bad(name: str) -> None:
    if is_plain(name):
        assert not is_ignored(name)
        assert not is_ignored(name, verbatim=True)
        assert not is_bad(name)


def test_names_of_stories_are_plain() -> None:
    assert all(map(is_plain, ("border-talks", "2026-budget", "sports", "a" * 100)))
