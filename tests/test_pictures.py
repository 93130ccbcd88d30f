"""Pictures from the newsroom to the page: what is published, and what never is."""

import io
import re
from pathlib import Path

import pytest
from papers import SITE, build, lay, tree
from PIL import Image

from generator.model.picture import TONES

THEME = Path(__file__).parent.parent / "templates"
STORY = """\
-- content/sports/rain/en.md --
---
title: Rain stops play
date: 2026-11-20
image: {src: ground.png, alt: Covers, credit: A, focus: 90% 50%}
---
One.

![A boat](boat.png)
-- content/sports/rain/hi.md --
---
title: बारिश
---
एक।
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = lay(tmp_path / "site", SITE + STORY)
    for name, colour in (("ground", (40, 110, 140)), ("boat", (170, 70, 50))):
        bands = (
            Image.effect_noise((700, 300), 60).point(lambda v, c=one: (v + 5 * c) // 6)
            for one in colour
        )
        picture = Image.merge("RGB", tuple(bands))
        picture.save(folder / f"content/sports/rain/{name}.png")
    return folder


def images(text: str) -> list[str]:
    return re.findall(r"<img [^>]+>", text)


def test_every_picture_of_a_page_is_published_and_no_original(site: Path) -> None:
    build(site)
    output = tree(site / "output")
    originals = {path.read_bytes() for path in (site / "content").rglob("*.png")}
    assert not originals & set(output.values())
    named = set()
    for path, data in output.items():
        if path.endswith(".html"):
            named |= set(re.findall(r"/(media/[0-9a-f]+\.[a-z]+)", data.decode()))
    assert named == {path for path in output if path.startswith("media/")}
    assert {path.rpartition(".")[2] for path in named} == {"avif", "webp", "jpg"}


def test_an_article_shows_its_pictures_as_browsers_want_them(site: Path) -> None:
    build(site)
    text = (site / "output/en/sports/rain/index.html").read_text("utf-8")
    lead, boat, *_ = images(text)
    assert 'fetchpriority="high"' in lead
    assert "loading" not in lead
    assert 'loading="lazy"' in boat
    for one in (lead, boat):
        assert 'width="700" height="300"' in one
        assert re.search(r' class="tone-[a-z]+"', one)
        assert re.search(r' srcset="/media/\S+ 320w, [^"]+" sizes="[^"]+"', one)
    assert text.count('<source type="image/avif"') >= 2
    assert "style=" not in text


def test_a_card_shows_the_part_around_the_focus(site: Path) -> None:
    build(site)
    front = (site / "output/en/index.html").read_text("utf-8")
    (card,) = images(front)
    assert 'width="450" height="300"' in card
    url = re.search(r'src="/([^"]+)"', card)
    assert url is not None
    with Image.open(io.BytesIO((site / "output" / url[1]).read_bytes())) as image:
        assert image.size == (450, 300)


def test_another_picture_renders_the_pages_that_show_it_and_removes_the_old_one(site: Path) -> None:
    build(site)
    before = tree(site / "output")
    Image.effect_noise((700, 300), 90).save(site / "content/sports/rain/boat.png")
    report = build(site)
    after = tree(site / "output")
    pages = {path for path in report.changed if path.endswith(("/", ".html"))}
    assert pages <= {"/en/sports/rain/", "/en/sports/rain/lite/", "/404.html"}
    assert "/en/sports/rain/" in report.changed
    fresh = build(site, site.parent / "clean", cache=site.parent / "cache")
    assert fresh.published
    assert after == tree(site.parent / "clean")
    assert any(path.startswith("media/") for path in before.keys() - after.keys())


def test_a_clean_output_develops_nothing_anew(site: Path) -> None:
    build(site)
    prints = {path: path.stat().st_mtime_ns for path in (site / ".khabar/pictures").iterdir()}
    assert prints
    build(site, site.parent / "again", clean=True)
    assert tree(site.parent / "again") == tree(site / "output")
    for path, when in prints.items():
        assert path.stat().st_mtime_ns == when


def test_a_picture_that_breaks_off_is_told_where_it_is_named(site: Path) -> None:
    for name in ("ground", "boat"):
        path = site / f"content/sports/rain/{name}.png"
        path.write_bytes(path.read_bytes()[:2000])
    report = build(site)
    told = {(one.line, one.severity) for one in report.problems if one.code == "unreadable-image"}
    assert told == {(4, "error"), (8, "warning")}
    assert not report.published


def test_the_theme_has_a_class_for_every_tone() -> None:
    text = (THEME / "assets/css/pictures.css").read_text("utf-8")
    rows = re.findall(r"\.tone-([a-z]+) { background: #([0-9a-f]{6}); }", text)
    assert {name: tuple(bytes.fromhex(colour)) for name, colour in rows} == dict(TONES)
