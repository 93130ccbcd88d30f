"""The podcast as directories read it: exact values, in the editions that have episodes."""

import wave
from pathlib import Path

import feedparser  # type: ignore[import-untyped] # it has no types
import pytest
from papers import SITE, build, lay, tree
from PIL import Image

SETTINGS = """\
settings:
  podcast:
    title: {en: The paper aloud, hi: अख़बार बोलकर}
    image: media/cover.png
    category: Society & Culture
    subcategory: Documentary
    owner: {name: The Desk, email: desk@paper.example}
"""
STORIES = """\
-- content/sports/innings/en.md --
---
title: "Innings & outings"
deck: A long one
date: 2026-11-20T09:00
kind: podcast
authors: [desk]
audio: {src: innings.mp3, title: The first innings}
---
The [score](innings.mp3).
-- content/sports/over/en.md --
---
title: Elsewhere
date: 2026-11-19T09:00
kind: podcast
audio: {src: "https://sound.example/over.m4a", duration: 1:02:03, length: 4096, type: audio/x-m4a}
---
Far away.
-- content/sports/over/hi.md --
---
title: बिना आवाज़
---
केवल शब्द।
"""


def newsroom(folder: Path) -> Path:
    site = lay(folder, SITE + SETTINGS + STORIES)
    (site / "media").mkdir()
    Image.new("RGB", (1500, 1500), "navy").save(site / "media/cover.png")
    # Called MP3, and a WAV by its bytes: the bytes are what counts.
    with wave.open(str(site / "content/sports/innings/innings.mp3"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 20_000)
    return site


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = newsroom(tmp_path_factory.mktemp("podcast") / "site")
    report = build(site)
    assert report.published, report.problems
    assert report.problems == ()
    return site / "output"


def test_only_editions_with_episodes_have_a_podcast(output: Path) -> None:
    assert [path for path in tree(output) if path.endswith("podcast.xml")] == [
        "en/podcast.xml",
        "podcast.xml",
    ]
    named = 'title="The paper aloud" href="/en/podcast.xml"'
    assert named in (output / "en/index.html").read_text("utf-8")
    assert named in (output / "en/sports/innings/index.html").read_text("utf-8")
    assert "podcast.xml" not in (output / "hi/index.html").read_text("utf-8")
    assert "podcast.xml" not in (output / "en/sports/index.html").read_text("utf-8")


def test_what_directories_read(output: Path) -> None:
    told = feedparser.parse((output / "en/podcast.xml").read_bytes())
    assert told.bozo == 0
    feed = told.feed
    assert (feed.title, feed.language) == ("The paper aloud", "en")
    text = (output / "en/podcast.xml").read_text("utf-8")
    assert "<itunes:author>Jaano Junction</itunes:author>" in text  # feedparser mixes it up
    assert feed.image.href.startswith("https://paper.example/media/")
    assert "<itunes:explicit>false</itunes:explicit>" in text
    assert [one.term for one in feed.tags] == ["Society & Culture", "Documentary"]
    assert feed.publisher_detail == {"name": "The Desk", "email": "desk@paper.example"}
    near, far = told.entries
    assert (near.title, near.summary) == ("Innings & outings", "A long one")
    assert near.id == "tag:paper.example,2026:sports/innings/en"
    assert near.guidislink is False
    assert near.published == "Fri, 20 Nov 2026 09:00:00 +0530"
    file = next((output / "media").glob("*.wav"))
    url = f"https://paper.example/media/{file.name}"
    expected = {"href": url, "length": "20044", "type": "audio/wav"}
    assert dict(near.enclosures[0]) == expected
    assert file.stat().st_size == 20044
    assert near.itunes_duration == "2"
    assert f'href="{url}"' in near.content[0].value
    remote = {"href": "https://sound.example/over.m4a", "length": "4096", "type": "audio/x-m4a"}
    assert dict(far.enclosures[0]) == remote
    assert far.itunes_duration == "3723"


def test_the_cover_is_a_jpeg_without_anything_else(output: Path) -> None:
    told = feedparser.parse((output / "en/podcast.xml").read_bytes())
    name = told.feed.image.href.removeprefix("https://paper.example/")
    with Image.open(output / name) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1500, 1500))


def test_the_episode_plays_in_its_page_and_is_linked_from_the_light_one(output: Path) -> None:
    page = (output / "en/sports/innings/index.html").read_text("utf-8")
    file = next((output / "media").glob("*.wav"))
    player = (
        f'<audio controls preload="none" aria-label="The first innings" src="/media/{file.name}">'
    )
    assert player in page
    assert "media-src 'self';" in page
    light = (output / "en/sports/innings/lite/index.html").read_text("utf-8")
    assert f'<a href="/media/{file.name}">Listen</a> 0:02' in light
    far = (output / "en/sports/over/index.html").read_text("utf-8")
    assert "media-src 'self' https:;" in far


def test_nothing_is_heard_twice(tmp_path: Path) -> None:
    site = newsroom(tmp_path / "site")
    build(site)
    before = tree(site / "output")
    again = build(site)
    assert (again.rendered, tree(site / "output")) == (0, before)
    (site / "content/sports/innings/innings.mp3").write_bytes(b"no sound")
    report = build(site)
    assert "unreadable-recording" in {one.code for one in report.problems}
    assert tree(site / "output") == before
