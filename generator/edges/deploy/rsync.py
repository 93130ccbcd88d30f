"""A folder that rsync reaches: each group in one run, removals by name in the last.

After rsync(1): --files-from names what is sent, and with --delete-missing-args what is
named and missing here is removed there, so that nothing is removed that is not ours.
"""

import re
import tempfile
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from posixpath import dirname
from threading import Event

from generator.edges.deploy.command import Command, Outcome
from generator.edges.deploy.folder import check_folder
from generator.edges.deploy.patience import patiently
from generator.edges.deploy.reading import digest_of, read_planned
from generator.model.delivery import DeliveryFailed, Put, Rsync

Version = tuple[str | None, str | None]
Done = Callable[[str, int], None]
# Exit codes of rsync(1), and ssh's 255: the network, a timeout, a server that went away.
_PASSING = frozenset({5, 10, 12, 30, 35, 255, -1})
# What ssh says, also by 255, and says again however often it is asked.
_FINAL = re.compile(r"Permission denied|Host key verification|Could not resolve", re.IGNORECASE)
_PARTIAL = 23  # "partial transfer due to error": here, something that is not there
_NOT_THERE = "(2)"  # ENOENT, as rsync prints it in any language
_LISTED = re.compile(r"^-\S+\s+(\d+) \d{4}/\d\d/\d\d \d\d:\d\d:\d\d (.*)$")
_ESCAPED = re.compile(rb"\\#(\d{3})")
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=15 -p {port}"
_ALWAYS = ("--protect-args", "--timeout=60")
_SEND = ("--from0", "--files-from=-", "--ignore-times", "--chmod=D755,F644", "--recursive")
_TAKE = ("--from0", "--files-from=-", "--delete-missing-args", "--dirs")


class _PassingError(Exception):
    """A run of rsync that may go well the next time."""


class RsyncStore:
    """A Store (see the package) behind rsync."""

    def __init__(self, target: Rsync, output: Path, site: Path) -> None:
        self._output = output
        if target.host:
            who = f"{target.user}@{target.host}" if target.user else target.host
            self._place = f"{who}:{target.path.rstrip('/')}/"
            shell: tuple[str, ...] = ("-e", _SSH.format(port=target.port))
        else:
            folder = site / Path(target.path).expanduser()
            check_folder(folder, output, site)
            self._place, shell = f"{folder}/", ()
        self._rsync = Command(("rsync", *_ALWAYS, *shell), {"LC_ALL": "C"}, output)
        self._listed: dict[str, int] = {}

    def read(self, name: str) -> tuple[bytes, Version] | None:
        """Give a note and its version."""
        with tempfile.TemporaryDirectory() as room:
            outcome = self._run(("--", self._place + name, f"{room}/note"), missing=True)
            note = Path(room, "note")
            if outcome.code and not note.is_file():
                return None
            data = note.read_bytes()
        return data, (digest_of(data), None)

    def write(self, name: str, data: bytes, seen: Version | None) -> Version:
        """Write a note unless it is another than the one that was seen, and look at it again."""
        found = self.read(name)
        if (found and found[1]) != seen:
            raise DeliveryFailed("deploy-overtaken")
        with tempfile.TemporaryDirectory() as room:
            file = Path(room, name)
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
            self._run((*_SEND, "--", f"{room}/", self._place), given=name.encode())
        found = self.read(name)
        if found is None or found[0] != data:
            raise DeliveryFailed("deploy-overtaken")
        return found[1]

    def listing(self) -> dict[str, int]:
        """Give path and size of every file."""
        options = ("--list-only", "--recursive", "--no-human-readable", "--8-bit-output")
        outcome = self._run((*options, "--", self._place), missing=True)
        found = {}
        for line in outcome.out.splitlines():
            plain = _ESCAPED.sub(lambda one: bytes([int(one[1], 8)]), line)
            row = _LISTED.match(plain.decode("utf-8", "surrogateescape"))
            if row:
                found[row[2]] = int(row[1])
        self._listed = found
        return dict(found)

    def put(self, puts: Sequence[Put], done: Done) -> None:
        """Send a group of files in one run; a receiving rsync replaces each atomically."""
        if not puts:
            return
        for put in puts:
            read_planned(self._output, put.file)
        names = "\0".join(put.file.path for put in puts).encode("utf-8", "surrogateescape")
        self._run((*_SEND, "--", f"{self._output}/", self._place), given=names)
        for put in puts:
            self._listed[put.file.path] = put.file.size
            done(put.file.path, put.file.size)

    def remove(self, paths: Sequence[str], done: Done) -> None:
        """Remove files by their names, and folders that nothing else is in."""
        if not paths:
            return
        self._remove(paths)
        for _, folders in groupby(self._emptied(paths), key=lambda one: -one.count("/")):
            self._remove(list(folders))
        for path in paths:
            done(path, 0)

    def _remove(self, names: Sequence[str]) -> None:
        """Remove what is missing in a tree that has but the folders around it."""
        with tempfile.TemporaryDirectory() as tree:
            for name in names:
                Path(tree, name).parent.mkdir(parents=True, exist_ok=True)
            given = "\0".join(names).encode("utf-8", "surrogateescape")
            self._run((*_TAKE, "--", f"{tree}/", self._place), given=given)

    def _emptied(self, paths: Sequence[str]) -> list[str]:
        """Give the folders that hold nothing but what is removed, the deepest first."""
        gone = set(paths)
        needed = {parent for path in self._listed if path not in gone for parent in _above(path)}
        folders = {parent for path in paths for parent in _above(path)} - needed
        return sorted(folders, key=lambda one: (-one.count("/"), one))

    def _run(
        self, arguments: Sequence[str], given: bytes = b"", *, missing: bool = False
    ) -> Outcome:
        """Run rsync, patiently; missing: what is asked for may not be there."""

        def work() -> Outcome:
            outcome = self._rsync.run(arguments, given)
            if outcome.code in _PASSING and not _FINAL.search(outcome.errors):
                raise _PassingError(outcome.reason)
            return outcome

        try:
            outcome = patiently(work, lambda error: isinstance(error, _PassingError), Event())
        except _PassingError as error:
            raise DeliveryFailed("deploy-failed", path="rsync", reason=str(error)) from error
        expected = missing and outcome.code == _PARTIAL and _NOT_THERE in outcome.errors
        if outcome.code and not expected:
            raise DeliveryFailed("deploy-failed", path="rsync", reason=outcome.reason)
        return outcome


def _above(path: str) -> list[str]:
    """Give the folders above a path."""
    found = []
    while path := dirname(path):
        found.append(path)
    return found
