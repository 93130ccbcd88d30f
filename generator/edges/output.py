"""Looking at output/ before anything is written to it."""

import os
from pathlib import Path

# The mark that every page carries; 404.html is the one page that every paper has.
_MARK = b'<meta name="generator" content="Khabar'
_MARKED = "404.html"
_LOOK_BYTES = 4096
_KEPT = ".git"
_SOURCE_FOLDERS = ("content", "lexicon", "media", "static", "templates")


class OutputRefused(Exception):  # noqa: N818 - it says what happened to the output
    """An output folder that Khabar will not write to.

    code: output-symlink, output-not-folder, output-not-ours, output-readonly,
    output-inside-content (or any other folder of sources), output-holds-site.
    """

    def __init__(self, code: str, output: Path) -> None:
        super().__init__(code, str(output))
        self.code = code
        self.output = output


def survey(output: Path) -> frozenset[str]:
    """Return the paths of all files in output/, POSIX and relative to it.

    Symlinks count as files and are not followed; a .git at the top is left out.
    """
    found: list[str] = []
    waiting = [(str(output), "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = os.scandir(folder)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if not prefix and entry.name == _KEPT:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found.append(prefix + entry.name)
    return frozenset(found)


def made_by_khabar(output: Path) -> bool:
    """Tell whether output/ is missing, empty, or carries Khabar's mark in its 404.html.

    Raises OSError where a disk or its rights do not let it be seen: that is no answer.
    """
    try:
        with (output / _MARKED).open("rb") as page:
            return _MARK in page.read(_LOOK_BYTES)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        pass
    try:
        with os.scandir(output) as entries:
            return all(entry.name == _KEPT for entry in entries)
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False


def keeps_history(output: Path) -> bool:
    """Tell whether output/ holds a .git that has to stay where it is."""
    return os.path.lexists(output / _KEPT)


def check_output(output: Path, site: Path) -> None:
    """Raise OutputRefused unless output/ is a folder that Khabar may fill."""
    check_place(output, site)
    if output.exists():
        if not output.is_dir():
            raise OutputRefused("output-not-folder", output)
        if not made_by_khabar(output):
            raise OutputRefused("output-not-ours", output)
    if not os.access(_nearest(output), os.W_OK | os.X_OK):
        raise OutputRefused("output-readonly", output)


def check_place(output: Path, site: Path) -> None:
    """Raise OutputRefused if output/ is a symlink, holds the site or lies in its sources."""
    if output.is_symlink():
        raise OutputRefused("output-symlink", output)
    here, newsroom = output.resolve(), site.resolve()
    if newsroom.is_relative_to(here):
        raise OutputRefused("output-holds-site", output)
    for name in _SOURCE_FOLDERS:
        folder = (newsroom / name).resolve()
        if here.is_relative_to(folder) or folder.is_relative_to(here):
            raise OutputRefused("output-inside-content", output)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
