"""What Khabar itself brings: its theme, and which version of its code is running."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from generator import __version__

PACKAGE = Path(__file__).resolve().parent.parent


def shipped_theme() -> Path:
    """Give the folder of the theme: in the wheel inside the package, in a checkout beside it."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


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
