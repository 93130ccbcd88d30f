"""A Dask cluster gives the same bytes, without a shared disk, whoever of it dies.

Scheduler and workers are processes of their own, and so is each build: Dask leaves threads
behind, with which nothing may be forked any more.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from papers import NOW, ROOT, SITE, build, lay, tiny_theme, tree
from PIL import Image
from proofs import story

STORIES = 210  # more than are parsed or rendered in one process
CARDS = 14  # more than are drawn in one process
PLAIN = "settings: {features: {lite: false}}\n"
# What a worker loads before it begins: it may not see the newsroom, and dies at a given batch.
PRELOAD = """\
import os, signal, sys
from distributed import WorkerPlugin
import generator

FORBIDDEN, DIES = os.environ["FORBIDDEN"], int(os.environ["DIES"])
generator.__version__ = os.environ.get("VERSION", generator.__version__)


def guard(event, given):
    if event in {"open", "os.listdir", "os.scandir", "os.mkdir"} and given:
        if isinstance(given[0], (str, bytes)) and FORBIDDEN in os.fsdecode(given[0]):
            raise PermissionError("workers share no disk with the newsroom")


class Mortal(WorkerPlugin):
    done = 0

    def transition(self, key, start, finish, **more):
        if finish == "executing" and key.startswith("work-"):
            self.done += 1
            if self.done == DIES:
                os.kill(os.getpid(), signal.SIGKILL)


async def dask_setup(worker):
    sys.addaudithook(guard)
    await worker.plugin_add(Mortal())
"""


def started(folder: Path, name: str, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.txt").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "distributed.cli." + name, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


@contextmanager
def running(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        for one in processes:
            with suppress(ProcessLookupError):
                one.send_signal(signal.SIGKILL)
            one.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("scheduler")
    note = folder / "where.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
    process = started(folder, "dask_scheduler", *options, "--scheduler-file", str(note))
    with running(process):
        until = monotonic() + 60
        while not note.is_file() and monotonic() < until:
            sleep(0.05)
        yield json.loads(note.read_text("utf-8"))["address"]


@contextmanager
def workers(
    scheduler: str, folder: Path, *dies: int, **variables: str
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start a worker for each number: the batch at which it dies, 0 for none."""
    folder.mkdir(exist_ok=True)
    (folder / "preload.py").write_text(PRELOAD, "utf-8")
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    made = [
        started(
            folder / str(number), "dask_worker", scheduler, *options,
            "--preload", str(folder / "preload.py"), "--local-directory", ".",
            DIES=str(at), FORBIDDEN="newsroom", **variables,
        )
        for number, at in enumerate(dies)
    ]  # fmt: skip
    with running(*made):
        until = monotonic() + 60
        while monotonic() < until and not all(
            b"Starting established" in (folder / str(number) / "log.txt").read_bytes()
            for number in range(len(dies))
        ):
            sleep(0.05)
        yield made


def started_build(site: Path, engine: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable, "-m", "generator", "build", "--site", str(site), "--now", NOW,
            "--engine", engine, "--json",
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def khabar(site: Path, engine: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own."""
    process = started_build(site, engine)
    told, said = process.communicate()
    assert "Traceback" not in said
    return subprocess.CompletedProcess(process.args, process.returncode, told, said)


def codes(done: subprocess.CompletedProcess[str]) -> set[str]:
    assert done.returncode == 0, done.stderr
    return {one["code"] for one in json.loads(done.stdout)["problems"]}


def large(folder: Path) -> Path:
    stories = (
        story(
            f"{('sports', 'geo-politics')[number % 3 == 0]}/s{number}/{('en', 'hi')[number % 2]}",
            f"## Part {number}\n\n*Make in India* नमस्ते।",
            title=f"Story {number} की कहानी",
            date=f"2026-{number % 11 + 1:02d}-{number % 27 + 1:02d}",
            tags="[cricket]",
            authors="[desk]",
        )
        for number in range(STORIES)
    )
    return lay(
        folder / "newsroom", SITE + "theme: mini\n" + PLAIN + "".join(stories) + tiny_theme()
    )


def shown(folder: Path) -> Path:
    """Lay out a paper with pictures and share cards enough to be sent away."""
    site = lay(
        folder / "newsroom",
        SITE
        + PLAIN
        + "".join(story(f"sports/c{number}/en", title=f"Card {number}") for number in range(CARDS))
        + story("sports/p/en", image="{src: p.jpg, alt: A field, credit: X}"),
    )
    Image.linear_gradient("L").resize((1000, 700)).convert("RGB").save(
        site / "content/sports/p/p.jpg"
    )
    return site


@pytest.fixture(scope="module")
def inline(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = large(tmp_path_factory.mktemp("inline"))
    assert build(site, engine="inline").rendered > 200
    return tree(site / "output")


def test_a_cluster_that_is_not_there_is_told_in_a_line(scheduler: str, tmp_path: Path) -> None:
    site = lay(tmp_path / "newsroom", SITE)
    other = lay(tmp_path / "other", SITE)
    silent = started_build(site, "dask:127.0.0.1:9")
    idle = started_build(other, f"dask:{scheduler}")
    for done, words in (
        (silent, "no Dask scheduler answers at 127.0.0.1:9"),
        (idle, f"the Dask cluster at {scheduler} has no workers"),
    ):
        _, said = done.communicate()
        assert done.returncode == 1
        assert words in said.splitlines()[0]
        assert "Traceback" not in said
    assert not (site / "output").exists()


def test_the_cluster_needs_its_extra(tmp_path: Path) -> None:
    lay(tmp_path, SITE)
    code = (
        "import sys; sys.modules['distributed'] = None; from generator.cli import main;"
        f"main(['build', '--site', {str(tmp_path)!r}, '--engine', 'dask:127.0.0.1:8786'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 2
    assert "pip install 'khabar[cluster]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_worker_of_another_version_is_refused(scheduler: str, tmp_path: Path) -> None:
    site = lay(tmp_path / "newsroom", SITE)
    with workers(scheduler, tmp_path / "cluster", 0, VERSION="0.0.1"):
        done = khabar(site, f"dask:{scheduler}")
    assert done.returncode == 1
    assert "has khabar 0.0.1+" in done.stderr
    assert "install the same versions" in done.stderr
    assert not (site / "output").exists()


def test_when_all_workers_die_the_rest_is_done_here(
    scheduler: str, inline: dict[str, bytes], tmp_path: Path
) -> None:
    site = large(tmp_path)
    with workers(scheduler, tmp_path / "cluster", 3):
        assert "cluster-lost" in codes(khabar(site, f"dask:{scheduler}"))
    assert tree(site / "output") == inline


@pytest.fixture(scope="module")
def pair(scheduler: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Keep two workers running, and give their scheduler."""
    with workers(scheduler, tmp_path_factory.mktemp("pair"), 0, 0):
        yield scheduler


def test_two_workers_without_the_disk_give_the_same_bytes(
    pair: str, inline: dict[str, bytes], tmp_path: Path
) -> None:
    site = large(tmp_path / "far")
    assert "cluster-lost" not in codes(khabar(site, f"dask:{pair}"))
    assert tree(site / "output") == inline


def test_pictures_and_cards_are_made_without_the_disk_too(pair: str, tmp_path: Path) -> None:
    far, here = shown(tmp_path / "far"), shown(tmp_path / "here")
    assert "cluster-lost" not in codes(khabar(far, f"dask:{pair}"))
    assert build(here, engine="inline", cards=True).published
    assert tree(far / "output") == tree(here / "output")


def test_a_worker_that_dies_at_work_changes_nothing(
    pair: str, inline: dict[str, bytes], tmp_path: Path
) -> None:
    site = large(tmp_path)
    # Dask decides how many batches it gets; it dies over the first, which is begun by then.
    with workers(pair, tmp_path / "cluster", 1) as (mortal,):
        assert "cluster-lost" not in codes(khabar(site, f"dask:{pair}"))
        assert mortal.wait(5) == -signal.SIGKILL
    assert tree(site / "output") == inline
