"""How the suite runs, whatever the machine.

Tests write in memory, where the system has such a folder: waiting for a disk to be sure of
every build would take most of the time.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that does other work as well makes no test wrong; and CI tries what it tried before.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a folder of its own there
COUNTS = pytest.StashKey[dict[str, list[tuple[int, ...]]]]()
ROOM = 2 * 1024**3  # bytes that must be free there


def pytest_configure(config: pytest.Config) -> None:
    if config.option.basetemp or not SHARED_MEMORY.is_dir():
        return
    if shutil.disk_usage(SHARED_MEMORY).free > ROOM and os.access(SHARED_MEMORY, os.W_OK):
        config.option.basetemp = str(SHARED_MEMORY / f"khabar-tests-{os.getpid()}")


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = str(config.option.basetemp or "")
    if folder.startswith(str(SHARED_MEMORY)):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def one_process_for_many_builds() -> Iterator[None]:
    """Give back what `khabar build` keeps to its end, as its process is this one."""
    yield
    gc.unfreeze()


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Take a line that the run ends with, and the numbers for its braces.

    The numbers of lines that are otherwise alike are added up.
    """
    lines = request.config.stash.setdefault(COUNTS, {})

    def count(line: str, *numbers: int) -> None:
        lines.setdefault(line, []).append(numbers)

    return count


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line, rows in config.stash.get(COUNTS, {}).items():
        totals = map(sum, zip(*rows, strict=True))
        terminalreporter.write_line(f"Counted: {line.format(*totals)}")
