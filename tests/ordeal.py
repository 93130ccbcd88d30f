"""A newsroom for tests that kill, starve and race whole `khabar build` commands.

Commands run in forked processes: what can be killed at any instant is then a build and not
the start of an interpreter. Each state of the newsroom has a number; what a clean build makes
of it is known, so every file of output/ can be held against the old state and the new one.
"""

import os
import re
import shutil
from collections.abc import Callable
from html import unescape
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from papers import NOW, ROOT, SITE, STORIES, build, lay, tree
from PIL import Image

from generator.cli import main

FORK = get_context("fork")
BASE = "https://paper.example/"
STATES = range(3)
MORE_STORIES = 30
QUIET = """\
settings:
  features: {share_cards: false}
  images: {formats: [jpeg], widths: [320]}
"""
REFERENCE = re.compile(r'(?:href|src)="([^"]*)"')
ABSOLUTE = re.compile(re.escape(BASE) + r'[^"<>\s\\;,{&]*')
STYLE = ('<link rel="stylesheet"', "<script src=", "<img ")
TAG = re.compile(r"<(?:link|script|img)\b[^>]*>")
TEXTS = (".html", ".xml", ".json")
Paper = dict[str, bytes]


def newsroom(folder: Path, stories: int = MORE_STORIES) -> Path:
    """Lay a newsroom that prints about 150 files, unless it has more stories, in state 0."""
    site = lay(folder / "site", SITE + QUIET + STORIES)
    for number in range(stories):
        text = (
            f"---\ntitle: Report {number}\ndate: 2026-11-{1 + number % 20:02d}\n---\nIt was so.\n"
        )
        write(site / f"content/sports/report-{number}/en.md", text)
    small_change(site, 0)
    return site


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def small_change(site: Path, number: int) -> None:
    """Bring in story `number` with a tag and a picture of its own, which an old one leads to.

    The story of the former state goes, and with it its tag's list and its picture.
    """
    for old in (site / "content/sports").glob("issue-*"):
        shutil.rmtree(old)
    folder = site / f"content/sports/issue-{number}"
    folder.mkdir()
    Image.new("RGB", (40, 20), (number * 60, 0, 0)).save(folder / "p.png")
    write(
        folder / "en.md",
        f"---\ntitle: Issue {number}\ndate: 2026-11-2{number}\ntags: [cricket, Topic {number}]\n"
        f"image: {{src: p.png, alt: A field, credit: x}}\n---\nSee [it](../final-over/en.md).\n",
    )
    write(
        site / "content/sports/final-over/en.md",
        f"---\ntitle: The final over\ndate: 2026-11-18\ntags: [cricket, Topic {number}]\n---\n"
        f"It went on: [issue {number}](../issue-{number}/en.md).\n",
    )


def rename(site: Path, number: int) -> None:
    """Give the paper another name, and so change every page and no asset."""
    text = (site / "site.yaml").read_text("utf-8")
    name = f"title: {{en: Junction {number}, hi: जंक्शन {number}}}"
    write(site / "site.yaml", re.sub(r"(?m)^title: .*$", name, text))


def large_change(site: Path, number: int) -> None:
    """Give the paper another name and another style sheet."""
    rename(site, number)
    style = (ROOT / "templates/assets/css/text.css").read_text("utf-8")
    write(
        site / "templates/assets/css/text.css", f"{style}\n.n{number} {{ margin: {number}px; }}\n"
    )


def clean_papers(
    site: Path, change: Callable[[Path, int], None], states: range = STATES
) -> dict[int, Paper]:
    """Build each state into a folder of its own; leave the newsroom in state 0."""
    made = {}
    for number in reversed(states):
        change(site, number)
        place = site.parent / f"clean-{number}"
        assert build(site, place, cache=site.parent / "clean", cards=True).published
        made[number] = tree(place)
        shutil.rmtree(place)
    return made


def start(site: Path, *more: str, said: Path | None = None) -> ForkProcess:
    """Start `khabar build` in a forked process; what it says goes to a file, if anywhere."""
    words = ("build", "--site", str(site), "--now", NOW, *more)
    process = FORK.Process(target=_command, args=(words, said))
    process.start()
    return process


def _command(words: tuple[str, ...], said: Path | None) -> None:
    descriptor = os.open(said or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    with open(1, "w", closefd=False) as out:
        result = CliRunner().invoke(main, words)
        out.write(result.output)
    os._exit(result.exit_code)


def finish(process: ForkProcess) -> int:
    """Wait for a command; give its exit code, or minus the signal that ended it."""
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def dangling(output: Path, fronts: tuple[str, ...]) -> list[str]:
    """Follow every link that can be reached from some pages; give those that lead nowhere."""
    waiting, seen, wrong = list(fronts), set(fronts), []
    while waiting:
        path = waiting.pop()
        for place in places(output / path):
            if not (output / place).is_file():
                wrong.append(f"{path} → {place}")
            elif place not in seen and place.endswith(TEXTS):
                waiting.append(place)
            seen.add(place)
    return wrong


def places(file: Path) -> set[str]:
    """Give the files of output/ that a page or feed names."""
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        named = [url for url in REFERENCE.findall(text) if re.match(r"/(?!/)", url)]
    else:
        named = []
    named += [f"/{url.removeprefix(BASE)}" for url in ABSOLUTE.findall(text)]
    return {place(url) for url in named}


def place(url: str) -> str:
    path = unquote(unescape(url).partition("#")[0].partition("?")[0]).removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def undressed(output: Path) -> list[str]:
    """Give the pages, reachable or not, that lack a style sheet, script or picture of theirs."""
    wrong = []
    for page in output.rglob("*.html"):
        for tag in TAG.findall(page.read_text("utf-8")):
            if not tag.startswith(STYLE) and 'rel="preload"' not in tag:
                continue
            wrong += [
                f"{page.relative_to(output)} lacks {url}"
                for url in REFERENCE.findall(tag)
                if url.startswith("/") and not (output / place(url)).is_file()
            ]
    return wrong


def fronts(output: Path) -> tuple[str, ...]:
    """Give the pages that a reader begins with, and the sitemaps that search engines do."""
    begins = ("index.html", "en/index.html", "hi/index.html", "404.html", "sitemap.xml")
    return tuple(path for path in begins if (output / path).is_file())


def litter(site: Path) -> list[str]:
    """Give what a publication left beside output/ and in the folder of its journal."""
    beside = [entry.name for entry in site.iterdir() if entry.name.startswith(".output")]
    return beside + [str(one) for one in site.glob(".khabar/publication/*")]


def quickly(seconds: float) -> pytest.MarkDecorator:
    """Give a test of the long form as much time as it needs."""
    return pytest.mark.timeout(int(seconds))
