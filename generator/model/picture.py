"""Pictures as they are found, and the renditions in which they are published."""

from types import MappingProxyType

from generator.model.record import record

PHOTO, DRAWING, FILM, VECTOR = "photo", "drawing", "film", "vector"

# The colours that hold a picture's place until it arrives, by the names of their CSS classes
# (without "tone-"), as red, green and blue. templates/assets/css/pictures.css has the same.
TONES = MappingProxyType(
    {
        "night": (0x1E, 0x24, 0x30),
        "coal": (0x2B, 0x26, 0x22),
        "slate": (0x5B, 0x64, 0x70),
        "stone": (0x8D, 0x8A, 0x84),
        "ash": (0xB9, 0xB6, 0xAF),
        "milk": (0xE9, 0xE5, 0xDC),
        "earth": (0x7A, 0x52, 0x36),
        "sand": (0xC9, 0xA8, 0x78),
        "brick": (0xA3, 0x47, 0x2F),
        "rose": (0xC9, 0x8A, 0x86),
        "leaf": (0x4D, 0x6B, 0x3A),
        "moss": (0x9A, 0xA9, 0x74),
        "river": (0x3D, 0x6F, 0x8E),
        "sky": (0xA9, 0xC6, 0xD9),
        "dusk": (0x6B, 0x5A, 0x86),
        "marigold": (0xDD, 0x9A, 0x35),
    }
)


@record
class PictureFile:
    """A picture in content/ or media/, measured.

    width and height in pixels as shown, 0 if unknown; extension without the dot, by what the
    file holds; flaw: "" or the code of the problem for which it is refused; kind: a photo, a
    drawing (few colours, or transparent), a film (it moves) or a vector drawing; tone: the
    name of the colour that it mostly has, "" where it is transparent.
    """

    path: str
    digest: bytes
    width: int
    height: int
    extension: str
    flaw: str = ""
    kind: str = PHOTO
    tone: str = ""


@record
class Rendition:
    """A picture as it is published: a part of it, at a size, in a format.

    path: in output/, made of all that decides the bytes; source: path of the original, and
    digest: of its bytes; box: left, top, width and height of the part, in pixels of the
    original as shown; extension: avif, webp, jpg or png; quality: 0 loses nothing;
    moving: all of its frames.
    """

    path: str
    source: str
    digest: bytes
    box: tuple[int, int, int, int]
    width: int
    height: int
    extension: str
    quality: int
    moving: bool = False
