"""Places where a paper is published, all behind one seam.

A store holds files by path. Groups of puts are its business alone: it may do them at once,
in any order, and comes back when the group is done or raises DeliveryFailed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from generator.edges.deploy.folder import FolderStore
from generator.edges.deploy.rsync import RsyncStore
from generator.edges.deploy.storage import open_storage
from generator.model.delivery import Folder, Put, Rsync, Storage

Version: TypeAlias = tuple[str | None, str | None]
Done: TypeAlias = Callable[[str, int], None]  # told path and stored size


class Store(Protocol):
    """What a delivery asks of a target; every method raises DeliveryFailed."""

    def read(self, name: str) -> tuple[bytes, Version] | None:
        """Give the bytes of a note and which version of it they are; None where it is missing."""

    def write(self, name: str, data: bytes, seen: Version | None) -> Version:
        """Write a note unless somebody else did since it was seen; None: it was missing.

        Raises DeliveryFailed("deploy-overtaken") where somebody did.
        """

    def listing(self) -> dict[str, int]:
        """Give path and stored size of all that is there."""

    def put(self, puts: Sequence[Put], done: Done) -> None:
        """Write a group of files, in whatever order."""

    def remove(self, paths: Sequence[str], done: Done) -> None:
        """Remove files in order; one that is gone already is well gone."""


def open_store(target: Storage | Folder | Rsync, output: Path, site: Path) -> Store:
    """Open a target; relative paths of folders are the newsroom's."""
    if isinstance(target, Folder):
        return FolderStore(output, site / Path(target.path).expanduser(), site)
    if isinstance(target, Rsync):
        return RsyncStore(target, output, site)
    return open_storage(target, output)
