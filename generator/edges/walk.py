"""Finding every file that a build reads, reading again only what may have changed.

A stamp that equals the known one spares reading the file (git's rule): it is trusted only
if it was older than two seconds when it was taken, since a file written twice within one
tick of its clock looks unchanged. Everything odd is a Problem, and all of them are found.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.edges import names
from generator.model.problem import Problem, problem
from generator.model.source import Source, Stamp

DIGEST_BYTES = 20
_RACY_NANOSECONDS = 2_000_000_000
_CHUNK = 1 << 20
_TREES = ("content", "lexicon", "media", "static")
ORIGINALS = "originals"  # the theme's files for which the site's own stand in
_VERBATIM = "static"  # the folder that is published as it stands


@dataclass(slots=True)
class _Walk:
    """One walk: what is known, when it began, what was found so far.

    good: names already seen to be sound, since the same few stand in every folder.
    """

    known: Mapping[str, Source]
    began: int
    found: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    good: set[str] = field(default_factory=set)

    def refuse(self, path: str, code: str, **details: str) -> None:
        self.problems.append(problem((names.shown(path), 0, 0), code, **details))


@dataclass(frozen=True, slots=True)
class _Tree:
    """A folder that symlinks may not leave: where it lies and where it really lies."""

    folder: str
    real: str


def walk(
    site: Path, theme: Path, known: Mapping[str, Source]
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Find the sources of a site and of its theme, sorted by path, and what is wrong.

    A file of the site's own templates/ stands in for the theme's file of that path, which is
    then found as "originals/…". known:
    sources by path as an earlier walk returned them. Codes of problems, all errors:
    bad-name, name-twins, special-file, symlink-folder, symlink-outside, unreadable-file.
    """
    state = _Walk(known, time.time_ns())
    _look_at(state, site / "site.yaml", "site.yaml")
    for name in _TREES:
        _enter(state, site / name, name)
    own = site / "templates"
    _enter(state, own, "templates")
    if not _same(own, theme):
        _under(state, theme)
    found = _without_twins(state)
    return tuple(found), tuple(sorted(state.problems))


def look_again(
    site: Path, known: Mapping[str, Source], saved: Iterable[str]
) -> dict[str, Source] | None:
    """Find the sources of a site after some content files were saved, and no others.

    known: all sources as a walk found them; saved: absolute paths. None where only a walk can
    tell: of folders, links, other files, and names that something is wrong with.
    """
    found = dict(known)
    state = _Walk({}, time.time_ns())
    content = os.path.realpath(site / "content")
    for file in saved:
        inner = os.path.relpath(file, site / "content")
        parts = inner.split("/")
        if os.path.realpath(file) != f"{content}/{inner}" or not inner.endswith(".md"):
            return None
        if any(names.is_ignored(one) or names.is_bad(one) for one in parts):
            return None
        path = f"content/{names.nfc(inner)}"
        try:
            _take(state, path, f"{site}/content/{inner}", os.lstat(file))
        except FileNotFoundError:
            found.pop(path, None)
    if state.problems:
        return None
    found.update((one.path, one) for one in state.found)
    if found.keys() == known.keys():
        return found
    folded = {names.fold(path) for path in found}
    return dict(sorted(found.items())) if len(folded) == len(found) else None


def _look_at(state: _Walk, file: Path, path: str) -> None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return
    except OSError:
        state.refuse(path, "unreadable-file")
        return
    _take(state, path, str(file), status)


def _enter(state: _Walk, folder: Path, name: str) -> None:
    """Walk one of the site's folders, which only for templates may be a symlink."""
    if folder.is_symlink() and name != "templates":
        state.refuse(name, "symlink-outside", target=names.shown(str(folder.readlink())))
    elif folder.is_dir():
        _scan(state, _Tree(str(folder), os.path.realpath(folder)), str(folder), name)


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _under(state: _Walk, theme: Path) -> None:
    """Add the theme's files; those that the site has itself stand under another name."""
    below = _Walk(state.known, state.began, good=state.good)
    _scan(below, _Tree(str(theme), os.path.realpath(theme)), str(theme), "templates")
    own = {source.path for source in state.found}
    state.found.extend(one if one.path not in own else _original(one) for one in below.found)
    state.problems.extend(below.problems)


def _original(source: Source) -> Source:
    """Keep a file of the theme that is not used in sight, so that its changes can be told."""
    return source._replace(path=source.path.replace("templates", ORIGINALS, 1))


def _scan(state: _Walk, tree: _Tree, folder: str, path: str) -> None:
    """Take every file below a folder; folders wait in a list, however deep they nest."""
    waiting, good = [(folder, path)], state.good
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    name = entry.name
                    if name not in good and not _is_sound(state, prefix, name):
                        continue
                    inner = f"{prefix}/{names.nfc(name)}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, inner))
                    elif entry.is_symlink():
                        _follow(state, tree, entry.path, inner)
                    elif prefix != "lexicon" or inner.endswith(".tsv"):
                        _take(state, inner, entry.path, entry.stat(follow_symlinks=False))
        except OSError:
            state.refuse(prefix, "unreadable-file")


def _is_sound(state: _Walk, prefix: str, name: str) -> bool:
    """Tell whether a name in a folder may stand; hidden ones and spare copies vanish."""
    if not names.is_plain(name):
        verbatim = prefix == _VERBATIM or prefix.startswith(f"{_VERBATIM}/")
        if names.is_ignored(name, verbatim=verbatim):
            return False
        if names.is_bad(name):
            state.refuse(f"{prefix}/{name}", "bad-name", name=names.shown(name))
            return False
    if not name.startswith("."):  # what begins with a dot is for each folder to judge
        state.good.add(name)
    return True


def _follow(state: _Walk, tree: _Tree, link: str, path: str) -> None:
    """Take what a symlink points to if it is a plain, visible file of the same tree."""
    real = os.path.realpath(link)
    if not _is_visible(Path(real), tree):
        state.refuse(path, "symlink-outside", target=names.shown(str(Path(link).readlink())))
        return
    try:
        status = Path(real).lstat()
    except OSError:
        state.refuse(path, "unreadable-file")
        return
    if stat.S_ISDIR(status.st_mode):
        state.refuse(path, "symlink-folder")
    elif stat.S_ISLNK(status.st_mode):
        state.refuse(path, "unreadable-file")  # a ring of links: it resolves to itself
    else:
        _take(state, path, real, status)


def _is_visible(real: Path, tree: _Tree) -> bool:
    if not real.is_relative_to(tree.real):
        return False
    return not any(part.startswith(".") for part in real.relative_to(tree.real).parts)


def _take(state: _Walk, path: str, file: str, status: os.stat_result) -> None:
    """Keep the known source of a file whose stamp still holds, else read it."""
    if not stat.S_ISREG(status.st_mode):
        state.refuse(path, "special-file")
        return
    seen = state.known.get(path)
    if seen is not None and seen.file == file and _holds(seen.stamp, status):
        state.found.append(seen)
        return
    try:
        digest = _digest(file)
    except OSError:
        state.refuse(path, "unreadable-file")
        return
    state.found.append(Source(path, file, digest, _stamp(status, state.began)))


def _holds(stamp: Stamp, status: os.stat_result) -> bool:
    return (
        stamp.modified == status.st_mtime_ns
        and stamp.inode == status.st_ino
        and stamp.changed == status.st_ctime_ns
        and stamp.size == status.st_size
    )


def _stamp(status: os.stat_result, began: int) -> Stamp:
    """Make a stamp; inode 0, which no file has, marks one that must never be trusted."""
    newest = max(status.st_mtime_ns, status.st_ctime_ns)
    inode = status.st_ino if newest < began - _RACY_NANOSECONDS else 0
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode)


def _digest(file: str) -> bytes:
    made = hashlib.blake2b(digest_size=DIGEST_BYTES)
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        while chunk := os.read(descriptor, _CHUNK):
            made.update(chunk)
    finally:
        os.close(descriptor)
    return made.digest()


def _without_twins(state: _Walk) -> list[Source]:
    """Sort the sources; of paths that differ by case or Unicode form alone keep the first."""
    first: dict[str, Source] = {}
    kept: list[Source] = []
    for source in sorted(state.found, key=lambda source: (source.path, source.file)):
        twin = first.setdefault(names.fold(source.path), source)
        if twin is source:
            kept.append(source)
        else:
            state.refuse(source.path, "name-twins", other=twin.path)
    return kept
