"""Whatever is typed is read, or refused with a place: never a traceback.

Texts are made of the pieces that each form is made of, so that they come near to being
right; fuzz/run.py goes on where these stop. KHABAR_TEXTS=N tries N of each kind instead of 100.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inputs import READERS, read_bytes
from papers import SITE, STORIES, files_of

TEXTS = int(os.environ.get("KHABAR_TEXTS", "100"))
KEYS = (
    "title", "deck", "date", "updated", "category", "tags", "authors", "image", "source", "slug",
    "aliases", "kind", "related", "series", "corrections", "draft", "expires", "featured",
    "breaking", "canonical", "audio", "video", "translated_from", "src", "alt", "name", "url",
    "base_url", "timezone", "languages", "editions", "categories", "social", "podcasts",
    "publisher", "settings", "deploy", "theme", "locale", "numerals", "direction", "path", "en",
    "hi", "limits", "body_kb", "images", "formats", "tagline", "logo", "note", "<<",
)  # fmt: skip
VALUES = (
    "A", "हिन्दी", "2026-11-01", "2026-13-45", "12:30:45", "012", "no", "null", "true", "-1", "1e9",
    "[]", "{}", "[a, b]", "{a: b}", "[[[[]]]]", "&a", "*a", "!!python/object x", "|", ">", "'", '"',
    "https://x.example/", "javascript:x", "../..", "/", "en-IN", "Asia/Kolkata", "ur-PK", "#",
    "media/logo.png", "99999999999999999999", "\\x00", "\u202e", "@", "`", "%", "? a", "- a", "...",
)  # fmt: skip
row = st.builds(
    lambda depth, key, value: f"{'  ' * depth}{key}: {value}",
    st.integers(0, 3),
    st.sampled_from(KEYS) | st.text(max_size=6),
    st.sampled_from(VALUES) | st.text(max_size=12),
)
rows = st.lists(row | st.sampled_from(("---", "...", "\t- a", "  - a: b", "")), max_size=14)
yaml = rows.map("\n".join)
piece = st.sampled_from(
    ("# ", "* ", "1. ", "> ", "    ", "```", "[a](b)", "![a](b)", "[^1]", "[^1]: ", "<b>", "</p>",
     "<script>", "<!--", "&amp;", "&#0;", "&#x110000;", "|", "|-|", "*", "_", "`", "\n", "\n\n",
     "{{youtube x}}", "\\", "a", "क्\u200dष", "\u200c", "[!pull]", "*[a]: ", ": ", "~~~", "\x02",
     "klzzwxh:0000", "wzxhzdk:0", "\u0003", "--", "'", '"', "http://x"),
)  # fmt: skip
markdown = st.lists(piece | st.text(max_size=5), max_size=30).map("".join)
article = st.builds(lambda head, body: f"---\ntitle: A\n{head}\n---\n{body}", yaml, markdown)
pasted = st.lists(
    st.sampled_from(
        ("Sports", "खेल", "India News", "By JJ News Desk", "November 22, 2026", "Updated: x",
         "२२ नवंबर २०२६", "A headline of some words", "सरहद पर बातचीत", "Source: news18",
         "Stay connected to us", "", "Read more", "...", "5 min read", "Share", "Related"),
    )
    | st.text(max_size=20),
    max_size=25,
).map("\n".join)  # fmt: skip
SAMPLES = tuple(files_of(SITE + STORIES).values())
cut = st.builds(
    lambda text, at, junk, more: text[: at % (len(text) + 1)] + junk + text[(at + more) :],
    st.sampled_from(SAMPLES),
    st.integers(0, 2000),
    st.text(max_size=4) | st.sampled_from(("\n", ":", "[", "{", "  ", "---\n", '"')),
    st.integers(0, 40),
)
FORMS = {
    "site": yaml | cut,
    "article": article | cut,
    "body": markdown,
    "name": st.text(max_size=60),
    "pasted": pasted | cut,
}


@pytest.mark.parametrize("kind", READERS)
def test_whatever_is_typed_is_read_or_refused(kind: str, counted: Callable[..., None]) -> None:
    @settings(max_examples=TEXTS)
    @given(FORMS[kind])
    def reads(text: str) -> None:
        READERS[kind](text)

    reads()
    counted("{} texts typed (site.yaml, stories, names, pasted pages), 0 tracebacks", TEXTS)


CRASHES = sorted((Path(__file__).parent / "crashes").glob("*/*"))


def test_what_once_broke_a_reader_does_so_no_more() -> None:
    """Until something does, there is nothing here."""
    for file in CRASHES:
        read_bytes(file.parent.name, file.read_bytes())
