"""Seven hundred real articles, as they were found, are built without a lost letter."""

import html
import json
from pathlib import Path

import pytest
import regex
from papers import ROOT, SITE, build, lay

from generator.desk.front_matter import document
from generator.desk.prose import markdown_of
from generator.language.normalise import normalise

DATA = ROOT.parent / "shared" / "data"
FILES = {"hi-bbc-bodies": "hi", "hi-newspapers": "hi", "en-bbc": "en"}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


def letters(text: str) -> str:
    """Leave letters and digits alone: quotes and spaces may be set better than they came."""
    return regex.sub(r"[^\p{L}\p{M}\p{N}]+", "", normalise(text))


def test_real_articles_are_built_whole(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE)
    bodies: dict[str, str] = {}
    for name, lang in FILES.items():
        lines = (DATA / f"{name}.jsonl").read_text("utf-8").rstrip("\n").split("\n")
        for number, line in enumerate(lines):
            record = json.loads(line)
            body = record["body"].replace("\r", "\n")
            title = record["title"] or f"Article {number}"
            story = f"sports/{name}-{number}"
            path = site / "content" / story / f"{lang}.md"
            path.parent.mkdir(parents=True)
            written = document(
                {"title": title, "date": "2026-11-01"}, markdown_of(body.split("\n"))
            )
            path.write_text(written, "utf-8")
            bodies[f"{lang}:{story}"] = body
    report = build(site)
    assert report.published, report.problems[:5]
    seen = 0
    for path in (site / "output").rglob("index.html"):
        page = path.read_text("utf-8")
        found = regex.search(r'data-story="([^"]+)" data-lang="(\w+)"', page)
        if found:
            inner = page[page.index('data-role="body">') + 17 : page.index("<footer")]
            shown = html.unescape(regex.sub(r"<[^>]+>", "", inner))
            assert letters(shown) == letters(bodies[f"{found[2]}:{found[1]}"]), path
            seen += 1
    assert seen == 2 * len(bodies) == 1400  # each has a light page with all of its words
