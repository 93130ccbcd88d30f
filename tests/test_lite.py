"""Light pages: every word of an article, nothing that a slow network waits for."""

import gzip
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from papers import ROOT, SITE, STORIES, build, errors, lay, tiny_theme

FRAME, WHOLE = 6_000, 14_000  # bytes, compressed
PICTURE = """\
-- content/sports/final-over/ball.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"></svg>
-- content/sports/final-over/en.md --
---
title: The final over
date: 2026-11-18
corrections: [{date: 2026-11-19, note: The score was wrong.}]
image: {src: ball.svg, alt: A ball, caption: The last ball, credit: By us}
---
It went to the last ball.

![Another look](ball.svg)

Nobody left.
"""


class Tags(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def weight(*parts: bytes) -> int:
    """Give what a reader downloads of some files."""
    return sum(len(gzip.compress(one, 9, mtime=0)) for one in parts)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("paper"), SITE + STORIES + PICTURE)
    assert errors(build(folder)) == []
    return folder / "output"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    for name in ("content", "media"):
        shutil.copytree(ROOT / name, folder / name)
    said = (ROOT / "site.yaml").read_text("utf-8")
    few = "settings:\n  images: {formats: off, widths: [320]}\n"  # light pages show none of them
    (folder / "site.yaml").write_text(said.replace("settings:\n", few), "utf-8")
    report = build(folder)
    assert report.published, report.problems
    return folder / "output"


def light(output: Path) -> list[Path]:
    return sorted(output.rglob("lite/index.html"))


def sheet(output: Path) -> bytes:
    [one] = (output / "assets" / "css").glob("lite.*.css")
    return one.read_bytes()


def test_every_article_has_one_and_links_to_it(site: Path) -> None:
    paths = [str(one.parent.parent.relative_to(site)) for one in light(site)]
    assert paths == [
        "en/geo-politics/border-talks",
        "en/sports/final-over",
        "hi/antarrashtriya/border-talks",
        "hi/khel/maidan",
    ]
    for path in paths:
        full = (site / path / "index.html").read_text("utf-8")
        small = (site / path / "lite" / "index.html").read_text("utf-8")
        assert f'href="/{path}/lite/"' in full
        assert f'href="/{path}/"' in small
        assert f'<link rel="canonical" href="https://paper.example/{path}/">' in small
        assert 'rel="alternate"' not in small
        assert 'name="robots"' not in small
    words = (site / "en/geo-politics/border-talks/lite/index.html").read_text("utf-8")
    assert '<article data-story="geo-politics/border-talks" data-lang="en" data-lite>' in words
    assert "Nobody knows." in words
    assert 'href="/hi/antarrashtriya/border-talks/lite/" hreflang="hi"' in words


def test_nothing_loads_but_its_own_small_stylesheet(site: Path) -> None:
    for path in light(site):
        tags = Tags(path.read_text("utf-8")).found
        loading = {"script", "img", "picture", "source", "video", "audio", "iframe", "style"}
        assert not loading & {tag for tag, _ in tags}
        links = [one for tag, one in tags if tag == "link"]
        loaded = [str(one["href"]) for one in links if one["rel"] in ("stylesheet", "icon")]
        assert [one for one in loaded if not one.startswith("data:")] == [
            f"/assets/css/{next((site / 'assets/css').glob('lite.*')).name}"
        ]
    assert b"url(" not in sheet(site)
    assert b"@font-face" not in sheet(site)


def test_pictures_are_links(site: Path) -> None:
    text = (site / "en/sports/final-over/lite/index.html").read_text("utf-8")
    found = re.findall(r'<p class="picture"[^>]*><a href="(/media/[^"]+)">([^<]+)</a>', text)
    assert [words for _, words in found] == ["Show the picture", "Show the picture"]
    assert all((site / url.lstrip("/")).is_file() for url, _ in found)
    assert "(A ball) The last ball" in text
    assert "The score was wrong." in text


def test_the_themes_frame_keeps_its_budget(reference: Path) -> None:
    """What is left of a page without its story's own words and name, and all of the CSS."""
    for path in light(reference):
        text = path.read_text("utf-8")
        bare = re.sub(r'(data-role="body">).*?(?=</div>\s*(?:<p|<section|</article>))', r"\1", text,
                      flags=re.DOTALL)  # fmt: skip
        assert len(bare) < len(text)
        assert weight(bare.encode(), sheet(reference)) <= FRAME, path


def test_the_articles_of_a_newsroom_keep_theirs(reference: Path) -> None:
    sizes = {path: weight(path.read_bytes(), sheet(reference)) for path in light(reference)}
    assert len(sizes) > 50
    assert max(sizes.values()) <= WHOLE, sizes


def test_a_newsroom_may_do_without(tmp_path: Path) -> None:
    off = "settings: {features: {lite: false}}\n"
    folder = lay(tmp_path, SITE + off + STORIES)
    assert errors(build(folder)) == []
    assert light(folder / "output") == []
    article = (folder / "output/en/sports/final-over/index.html").read_text("utf-8")
    assert "/lite/" not in article


def test_a_theme_of_ones_own_needs_the_template(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + "theme: mini\n" + STORIES + tiny_theme())
    (folder / "mini/pages/lite.html").unlink()
    report = build(folder)
    assert errors(report) == [("templates/pages/lite.html", 0, "template-error")]
    assert not report.published
    with (folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("settings: {features: {lite: false}}\n")
    assert build(folder).published


def test_other_news_leaves_light_pages_alone(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + STORIES)
    build(folder)
    lay(folder, "-- content/sports/new/en.md --\n---\ntitle: New\ndate: 2026-11-21\n---\nNew.\n")
    changed = [path for path, _ in build(folder).reasons if "/lite/" in path]
    assert changed == ["en/sports/new/lite/index.html"]
