"""Make the fonts of share cards: one file each, of all the web fonts of a face.

Run after ``tools/subset_fonts.py``, where fontTools and Brotli are installed. The files with
which cards are drawn must hold every sign of a headline, for no browser stands by to take the
comma of a Hindi headline from the Latin font. As in the theme's stylesheet, Devanagari is 8 %
larger. They are plain TrueType: not every FreeType can read WOFF2.
"""

from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

THEME = Path(__file__).parent.parent / "templates"
# The face of a card's part → the web fonts of which it is made, the first one's measures first.
FACES = MappingProxyType({"headline": "serif", "text": "sans"})
PARTS = ("latin", "accents", "rupee", "rare", "devanagari")
# A program that does as good as nothing (it sets SCANCTRL and SCANTYPE, twice). FreeType takes a
# font without one for a font to be hinted by itself, which takes five times as long as drawing,
# and moves the strokes of large letters for nothing.
UNHINTED = bytes.fromhex("b801ff85b0048d") * 2
LARGER = MappingProxyType({"devanagari": 1.08})


def part(face: str, name: str, folder: Path) -> str:
    """Unpack a web font, its outlines scaled as the stylesheet scales them; give its path."""
    fonts: Any = import_module("fontTools.ttLib")
    scaling: Any = import_module("fontTools.ttLib.scaleUpem")
    font = fonts.TTFont(THEME / "assets" / "fonts" / f"{face}-{name}.woff2", recalcTimestamp=False)
    whole = font["head"].unitsPerEm
    if name in LARGER:
        scaling.scale_upem(font, round(whole * LARGER[name]))
        font["head"].unitsPerEm = whole
    font.flavor = None
    target = folder / f"{name}.ttf"
    font.save(target)
    return str(target)


def main() -> None:
    """Merge the fonts of each face; print the sizes."""
    merging: Any = import_module("fontTools.merge")
    for card, face in FACES.items():
        with TemporaryDirectory() as folder:
            parts = [part(face, name, Path(folder)) for name in PARTS]
            merged = merging.Merger().merge(parts)
        program: Any = import_module("fontTools.ttLib.tables.ttProgram").Program()
        program.fromBytecode(UNHINTED)
        merged["prep"] = import_module("fontTools.ttLib").newTable("prep")
        merged["prep"].program = program
        merged["head"].created = merged["head"].modified = 0
        merged.recalcTimestamp = False
        made = BytesIO()
        merged.save(made)
        target = THEME / "cards" / f"{card}.ttf"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(made.getvalue())
        print(f"{len(made.getvalue()):7} {target.name}")


if __name__ == "__main__":
    main()
