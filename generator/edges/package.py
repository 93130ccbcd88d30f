"""What Khabar itself brings: its theme, and which version of its code is running."""

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from generator import __version__

PACKAGE = Path(__file__).resolve().parent.parent


def shipped_theme() -> Path:
    """Give the folder of the theme: in the wheel inside the package, in a checkout beside it."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def theme_folder(named: str, site: Path, shipped: Path) -> Path | None:
    """Find the theme that site.yaml names: a folder of the site, or an installed package.

    Nothing named is the theme that ships with Khabar; what cannot be found is None.
    """
    if not named:
        return shipped
    folder = site / named
    return folder if folder.is_dir() else _installed(named)


def _installed(name: str) -> Path | None:
    """Find the templates of an installed package, without running any of its code."""
    module = name.replace("-", "_")
    for place in sys.path:
        folder = Path(place) / module / "templates"
        if module.isidentifier() and folder.is_dir():
            return folder
    return None


@cache
def code_version() -> str:
    """Give the version, and in a checkout a digest of when its code and data last changed.

    What another version of the code made is never believed, and nobody has to remember to
    count a version up.
    """
    seen = blake2b(digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".tsv", ".yaml"):
            stat = path.stat()
            seen.update(f"{path.relative_to(PACKAGE)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return f"{__version__}+{seen.hexdigest()}"


@cache
def code_digest() -> str:
    """Give the version and a digest of all code and its tables: the same on every machine.

    What wheels carry beside them, and checkouts have elsewhere, is left out.
    """
    seen = blake2b(digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".tsv"):
            data = path.read_bytes()
            seen.update(f"{path.relative_to(PACKAGE).as_posix()} {len(data)}\n".encode() + data)
    return f"{__version__}+{seen.hexdigest()}"
