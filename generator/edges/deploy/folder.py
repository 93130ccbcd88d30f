"""A folder of this machine: file by file, each by atomic replacement.

Versions of notes are digests of what they hold; nobody can be kept from writing between a
look and a replacement, so a note is read once more after it was written.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.edges.deploy.reading import digest_of, read_planned
from generator.edges.files import DISK
from generator.edges.output import OutputRefused, check_place, made_by_khabar, survey
from generator.edges.tree import room_maker
from generator.model.delivery import DeliveryFailed, Put

Version = tuple[str | None, str | None]
Done = Callable[[str, int], None]
_FRESH = ".khabar-new"


class FolderStore:
    """A Store (see the package) in a folder, which is made where missing."""

    def __init__(self, output: Path, folder: Path, site: Path) -> None:
        self._output = output
        self._folder = folder
        check_folder(folder, output, site)

    def read(self, name: str) -> tuple[bytes, Version] | None:
        """Give a note and its version."""
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        return data, (digest_of(data), None)

    def write(self, name: str, data: bytes, seen: Version | None) -> Version:
        """Write a note unless it is another than the one that was seen."""
        self._guard(name, data, seen)
        self._replace(name, data)
        found = self.read(name)
        if found is None or found[0] != data:
            raise DeliveryFailed("deploy-overtaken")
        return found[1]

    def listing(self) -> dict[str, int]:
        """Give path and size of every file; what a killed delivery left half-written is removed."""
        found = {}
        for path in survey(self._folder):
            if path.endswith(_FRESH):
                (self._folder / path).unlink(missing_ok=True)
            else:
                found[path] = os.lstat(self._folder / path).st_size
        return found

    def put(self, puts: Sequence[Put], done: Done) -> None:
        """Write a group of files."""
        for put in puts:
            data = read_planned(self._output, put.file)
            self._replace(put.file.path, data)
            done(put.file.path, len(data))

    def remove(self, paths: Sequence[str], done: Done) -> None:
        """Remove files, and folders that nothing else is in."""
        for path in paths:
            file = self._folder / path
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise _failed(path, error) from error
            for folder in list(file.parents)[: path.count("/")]:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            done(path, 0)

    def _guard(self, name: str, data: bytes, seen: Version | None) -> None:
        found = self.read(name)
        if (found and found[1]) != seen and (found is None or found[0] != data):
            raise DeliveryFailed("deploy-overtaken")

    def _replace(self, path: str, data: bytes) -> None:
        target = str(self._folder / path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            room_maker(DISK, str(self._folder))(f"{path}{_FRESH}")
            if Path(target).is_dir():
                room_maker(DISK, str(self._folder))(path)
            DISK.write(f"{target}{_FRESH}", data)
            DISK.sync(f"{target}{_FRESH}")
            DISK.replace(f"{target}{_FRESH}", target)
        except OSError as error:
            raise _failed(path, error) from error


def check_folder(folder: Path, output: Path, site: Path) -> None:
    """Raise DeliveryFailed unless a folder is one that a paper may be published into."""
    try:
        check_place(folder, site)
        sound = not _overlap(folder, output) and (not folder.exists() or folder.is_dir())
    except OutputRefused:
        sound = False
    if not sound:
        raise DeliveryFailed("deploy-place", path=folder.name)
    notes = folder / "_khabar"
    if folder.is_dir() and not notes.is_dir() and not made_by_khabar(folder):
        raise DeliveryFailed("deploy-foreign", path=folder.name)


def _overlap(folder: Path, output: Path) -> bool:
    one, other = folder.resolve(), output.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)


def _failed(path: str, error: OSError) -> DeliveryFailed:
    return DeliveryFailed("deploy-failed", path=path, reason=error.strerror or str(error))
