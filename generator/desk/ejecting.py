"""Copies of the theme's files for a newsroom to change, and what became of their originals."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import blake2b
from pathlib import Path

from generator.edges.names import is_ignored
from generator.stages.ejected import LIST, Ejected, read_ejected, write_ejected

DIGEST_BYTES = 20  # as of every source
THEMES, OWN, STALE, ORPHAN = "", "yours", "yours; the original has changed", "yours alone"


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """A newsroom's templates and its theme's. origin: whose the theme is, for the list."""

    site: Path
    theme: Path
    origin: str

    @property
    def own(self) -> Path:
        """The folder of the newsroom's own templates."""
        return self.site / "templates"

    @property
    def alone(self) -> bool:
        """Whether the newsroom's own templates are the theme itself."""
        return self.own.resolve() == self.theme.resolve()


def templates(room: Wardrobe) -> tuple[str, ...]:
    """Name every file of the theme."""
    return tuple(_names(room.theme))


def states(room: Wardrobe) -> Iterator[tuple[str, str]]:
    """Give each file of the theme, and of those copied from it, with its state."""
    known = {one.template: one for one in _listed(room)}
    offered = templates(room)
    for name in sorted({*offered, *known}):
        own = (room.own / name).is_file()
        if name not in offered:
            if own:
                yield name, ORPHAN
        elif not own:
            yield name, THEMES
        else:
            changed = name in known and known[name].digest != _digest(room.theme / name)
            yield name, STALE if changed else OWN


def eject(room: Wardrobe, name: str) -> Path | None:
    """Copy a file of the theme into the newsroom and note it down; None if it is there already.

    Raises OSError where the disk refuses.
    """
    file = room.own / name
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as target:
            target.write((room.theme / name).read_bytes())
    except FileExistsError:
        return None
    keep(room, name)
    return file


def keep(room: Wardrobe, name: str) -> None:
    """Note down that the newsroom's copy is right beside the original as it is now."""
    rows = {one.template: one for one in _listed(room)}
    rows[name] = Ejected(name, _digest(room.theme / name), room.origin)
    file = room.site / LIST
    draft = file.with_name(f".{file.name}.part")
    draft.write_text(write_ejected(rows.values()), "utf-8", newline="\n")
    draft.replace(file)


def difference(room: Wardrobe, name: str) -> Iterator[str]:
    """Give the lines in which a copy differs from its original, as `diff -u` does."""
    sides = ((room.theme / name).read_bytes(), (room.own / name).read_bytes())
    before, after = (one.decode("utf-8", "replace").splitlines() for one in sides)
    yield from unified_diff(before, after, f"theme/{name}", f"templates/{name}", lineterm="")


def _listed(room: Wardrobe) -> tuple[Ejected, ...]:
    file = room.site / LIST
    return read_ejected(file.read_text("utf-8")) if file.is_file() else ()


def _names(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        hidden = any(is_ignored(part, verbatim=False) for part in name.parts)
        if file.is_file() and not hidden:
            yield name.as_posix()


def _digest(file: Path) -> str:
    return blake2b(file.read_bytes(), digest_size=DIGEST_BYTES).hexdigest()
