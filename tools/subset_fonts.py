"""Make the theme's web fonts: the smallest files that still shape every Hindi cluster.

Run where fontTools and Brotli are installed: ``python tools/subset_fonts.py FOLDER``. FOLDER
holds the files of the Fontsource packages of Noto Sans, Noto Serif and their Devanagari
companions, at any depth. Of Devanagari every feature is kept: conjuncts depend on them.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

FONTS = Path(__file__).parent.parent / "templates" / "assets" / "fonts"
# The letters of Hindi as NFC writes them (dotted letters are then two), and of Marathi and
# Nepali; what only Vedic, Sindhi or Kashmiri texts need comes from the reader's own fonts.
DEVANAGARI = (
    "U+0901-0903,U+0905-090B,U+090F-0911,U+0913-0928,U+092A-0930,U+0932-0933,U+0935-0939,"
    "U+093C-0943,U+0945,U+0947-0949,U+094B-094D,U+0964,U+0966-096F,U+200C-200D"
)
# With what news is full of: degrees, cafés, Türkiye.
LATIN = (
    "U+0020-007E,U+00A0,U+00A9,U+00B0,U+00B7,U+00E9,U+00FC,U+2013-2014,U+2018-2019,U+201C-201D,"
    "U+2022,U+2026"
)
# Accents and signs that most pages do without: those that have them fetch a second file.
ACCENTS = (
    "U+00A3,U+00AB,U+00AE,U+00B1-00B2,U+00BB-00BE,U+00C0-00E8,U+00EA-00FB,U+00FD-00FF,U+2032-2033,"
    "U+20AC,U+2122,U+2212"
)
RUPEE = "U+20B9"
# Letters with which Indian, Turkish and other names are written in scholarly Latin script.
RARE = (
    "U+0100-0101,U+0103,U+0107,U+010C-010D,U+0112-0113,U+011E-011F,U+012A-012B,U+0130-0131,"
    "U+0141-0142,U+0144,U+014C-014D,U+0152-0153,U+015A-015B,U+015E-0161,U+016A-016B,U+017D-017E,"
    "U+1E0C-1E0D,U+1E24-1E25,U+1E37,U+1E41-1E47,U+1E5A-1E5B,U+1E62-1E63,U+1E6C-1E6D"
)
EVERY = "*"
PLAIN = "ccmp,kern,liga,locl,mark,mkmk,tnum"
ALONE = "latn.dflt"  # letters without accents have no forms of their own in any language


class Cut(NamedTuple):
    """A published font: the file that it is cut from, what it keeps of it."""

    source: str
    characters: str
    features: str = PLAIN
    scripts: str = EVERY


CUTS = MappingProxyType(
    {
        "sans-latin": Cut("noto-sans-latin-400-normal", LATIN, scripts=ALONE),
        "sans-accents": Cut("noto-sans-latin-400-normal", ACCENTS),
        "sans-rupee": Cut("noto-sans-latin-ext-400-normal", RUPEE),
        "sans-rare": Cut("noto-sans-latin-ext-400-normal", RARE),
        "sans-devanagari": Cut("noto-sans-devanagari-devanagari-400-normal", DEVANAGARI, EVERY),
        "serif-latin": Cut("noto-serif-latin-700-normal", LATIN, scripts=ALONE),
        "serif-accents": Cut("noto-serif-latin-700-normal", ACCENTS),
        "serif-rupee": Cut("noto-serif-latin-ext-700-normal", RUPEE),
        "serif-rare": Cut("noto-serif-latin-ext-700-normal", RARE),
        "serif-devanagari": Cut("noto-serif-devanagari-devanagari-700-normal", DEVANAGARI, EVERY),
    }
)


def cut(source: Path, wanted: Cut, target: Path) -> None:
    """Write the part of a font that holds the characters, with all that shapes them."""
    subset = cast("Callable[[list[str]], None]", import_module("fontTools.subset").main)
    subset(
        [
            str(source),
            f"--unicodes={wanted.characters}",
            f"--layout-features={wanted.features}",
            f"--layout-scripts={wanted.scripts}",
            "--flavor=woff2",
            "--no-hinting",
            "--no-harfbuzz-repacker",
            "--drop-tables+=STAT,gasp",
            "--name-IDs=0",
            f"--output-file={target}",
        ]
    )


def main(folder: Path) -> None:
    """Cut every font of the theme from the files under the folder; print their sizes."""
    FONTS.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, wanted in CUTS.items():
        target = FONTS / f"{name}.woff2"
        cut(next(folder.rglob(f"{wanted.source}.woff2")), wanted, target)
        size = target.stat().st_size
        total += size
        print(f"{size:7} {target.name}")
    print(f"{total:7} in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
