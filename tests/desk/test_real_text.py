"""Real articles become content files without losing a sentence."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from desk.newsroom import SHARED

from generator.desk.front_matter import document
from generator.desk.importers.lines import page_lines
from generator.desk.prose import markdown_of
from generator.language.clusters import sentences
from generator.stages.frontmatter import split
from generator.stages.markup import Converter

DATA = SHARED / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared real articles lie beside the repository only"
)


def records(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("name", ["hi-bbc-bodies", "hi-newspapers", "en-bbc"])
def test_no_sentence_is_lost(name: str) -> None:
    converter = Converter()
    seen = 0
    for record in records(name):
        paragraphs = [one.text for one in page_lines(record["body"])]
        title = record["title"] or sentences(paragraphs[0])[0]
        written = document({"title": title, "date": "2026-11-22"}, markdown_of(paragraphs))
        _, body, _ = split(written)
        html, removed, _ = converter.html(body)
        assert removed == ()
        blocks = re.findall(r"<p>(.*?)</p>", html, re.DOTALL)
        assert [squeezed(unescape(one)) for one in blocks] == paragraphs
        original = squeezed(record["body"]).replace("\u200b", "")
        for sentence in sentences(original):
            assert squeezed(sentence) in " ".join(paragraphs)
        seen += 1
    assert seen
