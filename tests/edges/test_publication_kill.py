"""Publishing and being killed at random instants, as a build server or a laptop does.

KHABAR_KILLS: how many kills in all (188 unless told otherwise; the long form is 1000), half of
them on large change sets. tests/test_kills.py kills whole builds.
"""

import multiprocessing
import os
import random
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from systems import SYSTEMS, NoExchange

from generator.edges.disk import lock, open_publication, recover, survey
from generator.model.page import ASSETS, CHANGED_PAGES, FEEDS, LISTS, NEW_PAGES, Output

KILLS = int(os.environ.get("KHABAR_KILLS", "188")) // 2
FORK = multiprocessing.get_context("fork")
MARK = '<meta name="generator" content="Khabar 1.0">'
PADDING = "समाचार " * 500
LARGE_FILES = 120
REFERENCE = re.compile(r'(?:href|src)="([^"]+)"')


def page(number: int, *references: str) -> bytes:
    links = "".join(f'<a href="{path}"></a>' for path in references)
    return f"{MARK}<p>{number}</p>{links}{PADDING}<!-- end {number} -->".encode()


def small_paper(number: int) -> dict[str, tuple[int, bytes]]:
    """Return issue `number`: its own style sheet and story, linked from what changed."""
    css, story = f"assets/app-{number}.css", f"stories/{number}/index.html"
    return {
        css: (ASSETS, page(number)),
        story: (NEW_PAGES, page(number, css)),
        "stories/old/index.html": (CHANGED_PAGES, page(number, css)),
        "index.html": (LISTS, page(number, css, story)),
        "404.html": (LISTS, page(number, css)),
        "feed.xml": (FEEDS, page(number, story)),
    }


def large_paper(number: int) -> dict[str, tuple[int, bytes]]:
    """Return issue `number`, every file of which is new."""
    stories = (f"stories/{story}/index.html" for story in range(LARGE_FILES))
    return {path: (CHANGED_PAGES, page(number)) for path in (*stories, "404.html")}


Paper = Callable[[int], dict[str, tuple[int, bytes]]]


def publish(output: Path, paper: Paper, number: int, system: str = "linux") -> None:
    files = paper(number)
    changes = 1 if paper is small_paper else LARGE_FILES
    cache = output.parent / ".khabar"
    disk = SYSTEMS[system]
    with lock(cache), open_publication(output, cache, changes, disk) as publication:
        for path, (group, data) in files.items():
            publication.put(Output(path, data, group))
        for path in survey(output) - files.keys() - {"kept.txt"}:
            publication.remove(path)
        publication.commit()


def press(output: Path, paper: Paper, number: int, system: str) -> None:
    while True:
        number += 1
        publish(output, paper, number, system)


def number_of(data: bytes) -> int:
    """Return the issue that a file belongs to; fails if the file is torn."""
    text = data.decode()
    found = re.search(r"<p>(\d+)</p>", text)
    assert found
    assert text.endswith(f"<!-- end {found[1]} -->")
    return int(found[1])


def issues(output: Path) -> dict[str, int]:
    paths = survey(output) - {"kept.txt"}
    return {path: number_of((output / path).read_bytes()) for path in paths}


def check_small(output: Path) -> None:
    """Every file whole, at most two issues on sale, every reference from any page good."""
    found = issues(output)
    assert max(found.values()) - min(found.values()) <= 1
    for path in found:
        for reference in REFERENCE.findall((output / path).read_text()):
            assert reference in found, f"{path} refers to {reference}, which is not there"


def check_large(output: Path) -> None:
    """One issue and nothing else, the file that no issue changes beside it."""
    assert (output / "kept.txt").read_text() == "kept"
    found = issues(output)
    assert found.keys() == large_paper(0).keys()
    assert len(set(found.values())) == 1


@dataclass(slots=True)
class Count:
    """What befell the publishers: kills, those amidst the work, those between two renames."""

    kills: int = 0
    caught: int = 0
    missing: int = 0


def after_kills(
    output: Path, paper: Paper, check: Callable[[Path], None], system: str, kills: int
) -> Count:
    """Kill publishers again and again, and look at what readers would see."""
    chance = random.Random(20261122)  # noqa: S311 - nobody guards a secret with it
    made = Count()
    while made.kills < kills:
        number = number_of((output / "404.html").read_bytes())
        child = FORK.Process(target=press, args=(output, paper, number, system))
        child.start()
        time.sleep(chance.uniform(0.002, 0.06))
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert child.exitcode == -signal.SIGKILL
        made.kills += 1
        made.caught += any(output.parent.glob(".khabar/publication/*"))
        if isinstance(SYSTEMS[system], NoExchange) and not output.exists():
            made.missing += 1
        else:
            check(output)
        recover(output, output.parent / ".khabar")
        check(output)
        assert len(set(issues(output).values())) == 1
        assert {entry.name for entry in output.parent.iterdir()} == {".khabar", "output"}
        assert list((output.parent / ".khabar/publication").iterdir()) == []
    return made


@pytest.fixture
def output(true_disk: Path) -> Path:
    return true_disk / "site/output"


# Of the kills, most fall where most newsrooms publish.
LACKING = tuple(name for name in SYSTEMS if name != "linux")
SHARES = (
    ("linux", KILLS - KILLS // 8 * len(LACKING)),
    *((name, KILLS // 8) for name in LACKING),
)
MADE = "{{}} kills of {} publications, {{}} in their midst, 0 broken"
PLACES = pytest.mark.parametrize(("system", "kills"), SHARES)


@PLACES
@pytest.mark.timeout(60 + KILLS * 4)
def test_killed_among_few_files_each_is_old_or_new_and_no_link_dangles(
    output: Path, system: str, kills: int, counted: Callable[..., None]
) -> None:
    output.parent.mkdir()
    publish(output, small_paper, 1)
    made = after_kills(output, small_paper, check_small, system, kills)
    counted(MADE.format("small"), made.kills, made.caught)
    assert made.caught > 0


@PLACES
@pytest.mark.timeout(60 + KILLS * 4)
def test_killed_among_many_files_the_paper_is_old_or_new(
    output: Path, system: str, kills: int, counted: Callable[..., None]
) -> None:
    output.parent.mkdir()
    publish(output, large_paper, 1)
    (output / "kept.txt").write_text("kept")
    made = after_kills(output, large_paper, check_large, system, kills)
    counted(MADE.format("large"), made.kills, made.caught)
    assert made.caught > 0
