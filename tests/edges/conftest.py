"""Where the tests of the edges work: in memory, since what they ask is not how fast a disk is."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """Return a folder in memory where the machine has one, else on the disk."""
    shared = "/dev/shm"  # noqa: S108 - where Linux keeps such folders
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture
def tmp_path(memory: Path) -> Iterator[Path]:
    """Return a new folder in memory, in the place of pytest's own on the disk."""
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)
