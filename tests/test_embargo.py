"""What is not yet, no longer or not at all to be read stands in no byte that is published.

Stories that wait, that have expired and that are drafts say words of their own in every place
that holds text; then every file of the output and the report for machines is searched.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from papers import NOW, SITE, STORIES, build, lay, tree

from generator.cli import main

STATES = {
    "future": "date: 2026-11-23T08:00:00+05:30",
    "draft": "date: 2026-11-10\ndraft: true",
    "expired": "date: 2026-11-09\nexpires: 2026-11-21T00:00:00+05:30",
}
PLACES = (
    "title", "deck", "tag", "author", "series", "alt", "caption", "credit", "agency", "note",
    "body", "slug", "alias", "file", "folder", "heading", "inner", "link",
)  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="{}"><desc>{}</desc></svg>\n'


def secret(state: str, place: str, lang: str = "en") -> str:
    """Make a word that nothing else says."""
    return f"zq{state}{place}{lang}qz"


def story(state: str, lang: str) -> str:
    said = {place: secret(state, place, lang) for place in PLACES}
    folder = secret(state, "folder")
    return f"""\
-- content/sports/{folder}/{lang}.md --
---
title: {said["title"]}
deck: {said["deck"]}
{STATES[state]}
tags: [{said["tag"]}, cricket]
authors: [{said["author"]}, desk]
series: {said["series"]}
image:
  {{src: {said["file"]}.svg, alt: {said["alt"]}, caption: {said["caption"]},
   credit: {said["credit"]}}}
source: {{name: {said["agency"]}, url: "https://{said["agency"]}.example/"}}
corrections: [{{date: 2026-11-20, note: {said["note"]}}}]
slug: {said["slug"]}
aliases: [/{said["alias"]}/]
breaking: true
featured: true
related: [geo-politics/border-talks]
---
{said["body"]} [link](https://{said["link"]}.example/)

## {said["heading"]}

![{said["inner"]}]({said["file"]}-2.svg "{said["inner"]}")
-- content/sports/{folder}/{said["file"]}.svg --
{SVG.format(700, said["file"])}-- content/sports/{folder}/{said["file"]}-2.svg --
{SVG.format(701, said["file"])}"""


# An open story that leads to each of them in every way there is.
OPEN = """\
-- content/sports/open/en.md --
---
title: The open story
date: 2026-11-19
related: [{related}]
series: Open series
tags: [cricket]
---
It rained. {links}
"""


@dataclass(frozen=True, slots=True)
class Newsroom:
    site: Path
    words: tuple[str, ...]


def paper() -> tuple[str, tuple[str, ...]]:
    hidden = "".join(story(state, lang) for state in STATES for lang in ("en", "hi"))
    folders = [f"sports/{secret(state, 'folder')}" for state in STATES]
    links = " ".join(
        f"[before](../{one.removeprefix('sports/')}/en.md) [again]({one})" for one in folders
    )
    text = SITE + STORIES + hidden + OPEN.format(related=", ".join(folders), links=links)
    words = tuple(
        secret(state, place, lang) for state in STATES for place in PLACES for lang in ("en", "hi")
    )
    return text, words


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    text, words = paper()
    return Newsroom(lay(tmp_path_factory.mktemp("embargo"), text), words)


def found(words: tuple[str, ...], texts: Iterator[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Give (where, word) of each word that stands in some bytes, whatever its letters' case."""
    return [
        (where, word)
        for where, data in texts
        if b"zq" in (lower := data.lower())
        for word in words
        if word.encode() in lower
    ]


def unsaid(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the folders, which the open story names itself: it is warned of dead links."""
    return tuple(one for one in words if "folder" not in one)


def published(output: Path) -> Iterator[tuple[str, bytes]]:
    for name, data in tree(output).items():
        yield name, name.encode() + b"\0" + data


def test_no_byte_tells_of_them(newsroom: Newsroom, counted: Callable[..., None]) -> None:
    arguments = ["build", "--site", str(newsroom.site), "--now", NOW, "--json"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    report = json.loads(done.stdout)
    assert done.exit_code == 0, done.output
    files = tree(newsroom.site / "output")
    assert found(newsroom.words, published(newsroom.site / "output")) == []
    counted("{} words under embargo, {} files, 0 found in them", len(newsroom.words), len(files))
    assert report["next_due"] == "2026-11-23T08:00:00+05:30"
    assert report["problems"]
    assert found(unsaid(newsroom.words), iter([("report", done.stdout.encode())])) == []


def test_no_report_for_machines_tells_of_them(tmp_path: Path) -> None:
    """Whichever way a build comes to it; of what is wrong it tells, as it stops the paper."""
    text, words = paper()
    site = lay(tmp_path, text)
    open_story = site / "content/sports/open/en.md"
    arguments = ["build", "--site", str(site), "--now", NOW, "--json"]
    reports = []
    for more in ("", "", "It rained on.\n", "It rained on and on.\n", ""):
        with open_story.open("a", encoding="utf-8") as file:
            file.write(more)
        reports.append(CliRunner().invoke(main, arguments, catch_exceptions=False).stdout)
        assert found(unsaid(words), iter([("report", reports[-1].encode())])) == []
        assert json.loads(reports[-1])["problems"] == json.loads(reports[0])["problems"]
    said = CliRunner().invoke(main, arguments[:-1], catch_exceptions=False).output
    assert secret("future", "author") in said  # an editor who asks sees what may be mended
    waiting = site / f"content/sports/{secret('future', 'folder')}/en.md"
    waiting.write_text(waiting.read_text("utf-8").replace("date: 2026-11-23", "date: 2026-13-23"))
    broken = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert broken.exit_code == 1
    errors = json.loads(broken.stdout)["problems"]
    assert [one["code"] for one in errors if "zq" in one["path"]] == ["bad-date"]


def test_the_report_tells_of_them_only_what_is_wrong_with_them(tmp_path: Path) -> None:
    """With nothing wrong, all that a build prints is as if they were not there."""
    hidden = "".join(story(state, lang) for state in STATES for lang in ("en", "hi"))
    sound = re.sub(r"(?m)^authors: .*$", "authors: [desk]", hidden)
    site = lay(tmp_path, SITE + STORIES + sound)
    for more in (["--json"], ["--explain"]):
        arguments = ["build", "--site", str(site), "--now", NOW, "--clean", *more]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        assert "index.html" in done.stdout or "changed" in done.stdout
        assert b"zq" not in done.output.lower().encode()


def test_with_drafts_they_are_seen_and_elsewhere(newsroom: Newsroom, tmp_path: Path) -> None:
    """The search would find them: with --drafts, most of the words stand in the preview."""
    site = tmp_path / "site"
    shutil.copytree(newsroom.site / "content", site / "content")
    shutil.copy(newsroom.site / "site.yaml", site)
    arguments = ["build", "--site", str(site), "--now", NOW, "--drafts"]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    assert not (site / "output").exists()
    shown = {word for _, word in found(newsroom.words, published(site / ".khabar/preview"))}
    drafts = {one for one in newsroom.words if one.startswith("zqdraft")}
    assert len(drafts & shown) >= len(drafts) - 6


def test_each_comes_and_goes_at_its_moment(tmp_path: Path) -> None:
    text, words = paper()
    site = lay(tmp_path, text)
    moments = (
        # before the expired one expired, and after the waiting one came
        ("2026-11-20T12:00:00+05:30", "expired"),
        ("2026-11-23T08:00:00+05:30", "future"),
        ("2026-11-20T23:59:59+05:30", "expired"),
        ("2026-11-22T12:00:00+05:30", ""),
    )
    for now, state in moments:
        report = build(site, now=now)
        assert report.published
        told = {word for _, word in found(words, published(site / "output"))}
        states = {one for one in STATES if any(word.startswith(f"zq{one}") for word in told)}
        assert states == ({state} if state else set())
