"""Two places to write: pytest's own, in memory where there is any, and a true disk."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one folder for all examples of a property."""
    return tmp_path_factory.mktemp("examples")


@pytest.fixture
def true_disk() -> Iterator[Path]:
    """Return a new folder where the system keeps temporary files, which takes its time."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
