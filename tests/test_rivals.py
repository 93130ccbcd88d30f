"""What else befalls a build: rivals, clocks that jump, a cache that is taken away, odd folders."""

import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from click.testing import CliRunner
from ordeal import (
    FORK,
    finish,
    large_change,
    litter,
    newsroom,
    small_change,
    start,
    write,
)
from papers import NOW, build, tree

from generator.cli import main
from generator.edges.cache import Cache
from generator.edges.disk import Disk

DONE, PROBLEMS, USAGE, LOCKED = 0, 1, 2, 3
NOBODY = 65534


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return newsroom(tmp_path)


def clean(site: Path) -> dict[str, bytes]:
    """Build what the newsroom holds into a folder of its own."""
    place = site.parent / "clean"
    assert build(site, place, cache=site.parent / "clean-cache", cards=True).published
    made = tree(place)
    shutil.rmtree(place)
    return made


def rival(site: Path, ready: Event, told: Path) -> None:
    """Build when all do; write down how it ended and how long it took."""
    ready.wait()
    began = time.perf_counter()
    result = CliRunner().invoke(main, ["build", "--site", str(site), "--now", NOW])
    write(told, f"{result.exit_code} {time.perf_counter() - began} {result.output}")


def slow_down() -> None:
    """Let whoever wins publish for a while: the others are to find it at work."""
    operation = Disk.sync_all

    def slowly(disk: Disk, folder: str) -> None:
        time.sleep(1.5)
        operation(disk, folder)

    Disk.sync_all = slowly  # type: ignore[assignment, method-assign] # in a process of its own


@pytest.mark.parametrize("builds", [2, 8])
def test_of_builds_at_once_one_wins_and_the_others_say_so(
    site: Path, builds: int, counted: Callable[..., None]
) -> None:
    def race(ready: Event, told: Path) -> None:
        slow_down()
        rival(site, ready, told)

    ready = FORK.Event()
    files = [site.parent / f"rival-{number}" for number in range(builds)]
    rivals = [FORK.Process(target=race, args=(ready, file)) for file in files]
    for one in rivals:
        one.start()
    ready.set()
    for one in rivals:
        assert finish(one) == 0
    ends = sorted(file.read_text("utf-8").split(" ", 2) for file in files)
    assert [int(code) for code, _, _ in ends] == [DONE] + [LOCKED] * (builds - 1)
    for _, seconds, said in ends[1:]:
        assert float(seconds) < 1
        assert said.startswith("Another build of this site is running")
    assert tree(site / "output") == clean(site)
    counted(f"{builds} builds at once: 1 built, {builds - 1} were told of it within a second")


def test_a_killed_build_leaves_no_worker_that_holds_the_lock(site: Path) -> None:
    for _ in range(3):
        build = start(site, "--engine", "processes:2", "--clean")
        time.sleep(0.3)
        assert build.pid
        os.kill(build.pid, signal.SIGKILL)
        finish(build)
        assert finish(start(site, "--engine", "processes:2")) == DONE


def test_a_cache_that_goes_away_meanwhile_costs_no_paper(site: Path) -> None:
    """All of it, the staged files too: a build then fails, or does without."""
    chance = random.Random(20261122)  # noqa: S311 - nobody guards a secret with it
    assert finish(start(site)) == DONE
    said = site.parent / "said"
    old = tree(site / "output")
    for number, name in enumerate((".khabar", ".khabar/cache.sqlite", ".khabar/publication")):
        small_change(site, 1 + number % 2)
        if number:
            large_change(site, number)
        new = clean(site)
        building = start(site, said=said)
        time.sleep(chance.uniform(0.05, 0.4))
        gone = site / name
        if gone.is_dir():
            shutil.rmtree(gone, ignore_errors=True)
        else:
            gone.unlink(missing_ok=True)
        code = finish(building)
        text = said.read_text("utf-8")
        assert code in {DONE, PROBLEMS}, text
        assert "Traceback" not in text
        assert code == DONE or "is as it was." in text
        assert tree(site / "output") == (new if code == DONE else old)
        assert finish(start(site)) == DONE
        assert tree(site / "output") == new
        assert litter(site) == []
        old = new


def test_whatever_the_clock_says_every_edit_is_read(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock jumps a day back and forth, and editors' files bear times of both."""
    clock = time.time_ns
    story = site / "content/sports/final-over/en.md"
    text = story.read_text("utf-8")
    day = 86_400 * 10**9
    for number, jump in enumerate((0, -day, day, -day, 0)):
        monkeypatch.setattr(time, "time_ns", lambda jump=jump: clock() + jump)
        write(story, text.replace("The final over", f"The final ov{number}r"))
        os.utime(story, ns=(clock() + jump, clock() + jump - number))
        assert build(site, cards=True).published
        page = (site / "output/en/sports/final-over/index.html").read_text("utf-8")
        assert f"The final ov{number}r" in page
    assert tree(site / "output") == clean(site)


def build_as_nobody(site: Path, said: Path) -> int:
    """Build as a user to whom the newsroom does not belong."""
    process = FORK.Process(target=_as_nobody, args=(site, said))
    process.start()
    return finish(process)


def _as_nobody(site: Path, said: Path) -> None:
    with said.open("w", encoding="utf-8") as file:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setuid(NOBODY)
        result = CliRunner().invoke(main, ["build", "--site", str(site), "--now", NOW])
        file.write(result.output)
    sys.exit(result.exit_code)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder into which any user may look, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_folder_that_cannot_be_written_is_named(open_folder: Path) -> None:
    """output/, or the cache beside it, belongs to somebody else."""
    site = newsroom(open_folder)
    assert finish(start(site)) == DONE
    before = tree(site / "output")
    small_change(site, 1)
    said = open_folder / "said"
    folders = [site, site / ".khabar", *(site / "output").rglob("*/"), site / "output"]
    for folder in folders:
        folder.chmod(0o555)
    code = build_as_nobody(site, said)
    locked = said.read_text("utf-8")
    (site / ".khabar").chmod(0o777)
    (site / ".khabar/lock").unlink()
    code_of_output = build_as_nobody(site, said)
    for folder in folders:
        folder.chmod(0o755)
    assert code == PROBLEMS
    assert locked.splitlines() == [
        f"starting: Permission denied {site}/.khabar/lock",
        "output/ is as it was.",
    ]
    assert code_of_output == USAGE
    assert "[output-readonly]" in said.read_text("utf-8")
    assert tree(site / "output") == before
    assert finish(start(site)) == DONE
    assert tree(site / "output") == clean(site)


def test_output_may_lie_on_another_device(site: Path, open_folder: Path) -> None:
    output = open_folder / "public"
    if open_folder.stat().st_dev == site.stat().st_dev:
        pytest.skip("this machine has no second device that everyone may write")
    for change in (small_change, large_change):
        for number in (1, 2):
            change(site, number)
            assert finish(start(site, "--output", str(output))) == DONE
            assert tree(output) == clean(site)
    assert [entry.name for entry in open_folder.iterdir()] == ["public"]


def test_a_symlink_is_refused_by_name_and_not_followed(site: Path) -> None:
    assert finish(start(site)) == DONE
    real = site.parent / "real"
    (site / "output").rename(real)
    (site / "output").symlink_to(real)
    before = tree(real)
    small_change(site, 1)
    said = site.parent / "said"
    assert finish(start(site, said=said)) == USAGE
    assert f"{site}/output:1:1: error: " in said.read_text("utf-8")
    assert "[output-symlink]" in said.read_text("utf-8")
    assert tree(real) == before
    assert (site / "output").is_symlink()


def test_an_edit_taken_back_after_a_crash_is_taken_back_in_the_paper(site: Path) -> None:
    """The crash comes when all is published, and before the build notes down that it is."""
    assert finish(start(site)) == DONE
    before = tree(site / "output")
    story = site / "content/sports/final-over/en.md"
    text = story.read_text("utf-8")
    write(story, text.replace("It went on", "It never ended"))

    def crash() -> None:
        Cache.trust = lambda *_: os._exit(9)  # type: ignore[method-assign]
        main(["build", "--site", str(site), "--now", NOW])

    crashing = FORK.Process(target=crash)
    crashing.start()
    assert finish(crashing) == 9
    assert tree(site / "output") != before
    write(story, text)
    assert finish(start(site)) == DONE
    assert tree(site / "output") == before


def test_a_file_that_could_not_be_read_once_is_read_the_next_time(site: Path) -> None:
    """Its bytes are the same; that the disk failed is no property of them."""
    assert finish(start(site)) == DONE
    story = site / "content/sports/final-over/en.md"
    write(story, story.read_text("utf-8").replace("It went on", "It never ended"))

    def fail_to_read() -> None:
        opened = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal opened
            if event == "open" and str(arguments[0]) == str(story):
                opened += 1
                if opened >= 2:  # the walk has read it once, to know its bytes by value
                    raise OSError(errno.EIO, os.strerror(errno.EIO), str(story))

        sys.addaudithook(hook)
        main(["build", "--site", str(site), "--now", NOW])

    failing = FORK.Process(target=fail_to_read)
    failing.start()
    assert finish(failing) == PROBLEMS
    assert finish(start(site)) == DONE
    assert tree(site / "output") == clean(site)
