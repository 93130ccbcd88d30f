"""Pictures: measured, looked at, developed; those that could do harm are refused.

Pillow is loaded when there is a picture to work on, not before.
"""

import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from generator.edges.images.formats import (
    FORMATS,
    MAX_PIXELS,
    MAX_SCANS,
    BadImage,
    encoders,
    writes_avif,
)
from generator.model.picture import VECTOR, PictureFile, Rendition
from generator.model.poster import LayOut, Poster

__all__ = [
    "BadImage",
    "Measured",
    "develop",
    "draw",
    "encoders",
    "examine",
    "measure",
    "shapes_words",
    "writes_avif",
]

# Pillow's name of a format → the extension under which it is published; MPO is a JPEG with
# further pictures behind the first.
_EXTENSIONS = MappingProxyType(
    {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
)
_ORIENTATION = 0x0112  # Exif 2.3, 4.6.4: 5 to 8 say that the picture lies on its side
_LYING = frozenset({5, 6, 7, 8})
_SCAN = b"\xff\xda"  # ITU-T T.81, B.2.3: begins a scan, and stands in no picture's data


@dataclass(frozen=True, slots=True)
class Measured:
    """Width and height in pixels, as shown; extension (no dot) after what the bytes are."""

    width: int
    height: int
    extension: str


def measure(data: bytes) -> Measured:
    """Measure a JPEG, PNG, GIF, WebP, AVIF or SVG picture; raises BadImage."""
    from generator.edges import svg  # noqa: PLC0415 - a site without pictures needs neither

    if svg.looks_like_svg(data):
        try:
            width, height = svg.measure(data)
        except svg.Unsafe as error:
            raise BadImage("unsafe-svg") from error
        except ValueError as error:
            raise BadImage("unreadable-image") from error
        return Measured(width, height, "svg")
    return _measure_raster(data)


def _measure_raster(data: bytes) -> Measured:
    from PIL import Image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                (width, height), name = image.size, str(image.format)
                # Of a PNG, getexif() would decode all of the pixels.
                asked = name != "PNG" or "exif" in image.info
                lying = width * height <= MAX_PIXELS and asked and _is_lying(image.getexif)
    except Image.DecompressionBombError as error:
        raise BadImage("image-too-large") from error
    except Exception as error:  # whatever befalls Pillow's readers of damaged headers
        raise BadImage("unreadable-image") from error
    if width * height > MAX_PIXELS:
        raise BadImage("image-too-large")
    if _EXTENSIONS[name] == "jpg" and data.count(_SCAN) > MAX_SCANS:
        raise BadImage("unreadable-image")
    if lying:
        width, height = height, width
    return Measured(width, height, _EXTENSIONS[name])


def _is_lying(read: Callable[[], Mapping[int, object]]) -> bool:
    """Tell whether Exif turns the picture by a quarter; damaged Exif turns nothing."""
    try:
        return read().get(_ORIENTATION) in _LYING
    except Exception:  # noqa: BLE001 - as browsers do, whatever the damage
        return False


def examine(files: tuple[tuple[str, bytes, bytes], ...]) -> tuple[PictureFile, ...]:
    """Measure and look at pictures, given as path, digest and bytes; flaws are told in each."""
    return tuple(_examined(*one) for one in files)


def _examined(path: str, digest: bytes, data: bytes) -> PictureFile:
    try:
        size = measure(data)
        kind, tone = _looked(data, size)
    except BadImage as error:
        extension = path.rpartition(".")[2].lower()
        return PictureFile(path, digest, 0, 0, extension, error.code)
    return PictureFile(path, digest, size.width, size.height, size.extension, "", kind, tone)


def _looked(data: bytes, size: Measured) -> tuple[str, str]:
    if size.extension == "svg":
        return VECTOR, ""
    from generator.edges.images import looking  # noqa: PLC0415 - as above

    return looking.look(data)


def develop(batch: tuple[tuple[bytes, tuple[Rendition, ...]], ...]) -> list[list[bytes] | None]:
    """Make the renditions of some originals; None for an original that cannot be developed."""
    from generator.edges.images import developing  # noqa: PLC0415 - as above

    made: list[list[bytes] | None] = []
    for data, renditions in batch:
        try:
            made.append(developing.develop_one(data, renditions))
        except Exception:  # noqa: BLE001 - whatever befalls Pillow; the caller names the file
            made.append(None)
    return made


def shapes_words() -> bool:
    """Tell whether words of every script can be drawn here: Pillow must have Raqm for that."""
    from PIL import features  # noqa: PLC0415 - as above

    return bool(features.check("raqm"))


def draw(
    fonts: tuple[tuple[str, bytes], ...],
    posters: tuple[tuple[Poster, bytes], ...],
    lay_out: LayOut,
) -> list[bytes | str]:
    """Draw share cards, each with the bytes of its picture, as they are laid out.

    fonts: by path. For a card that cannot be drawn, the problem's code: unshaped-words where
    words cannot be shaped here, else unreadable-image.
    """
    if not shapes_words():
        return ["unshaped-words"] * len(posters)
    from generator.edges.images import drawing  # noqa: PLC0415 - as above

    held = drawing.Type(dict(fonts))
    made: list[bytes | str] = []
    for poster, picture in posters:
        try:
            sheet = lay_out(poster, partial(held.width, poster))
            made.append(drawing.draw(poster, sheet, held, picture))
        except Exception:  # noqa: BLE001 - whatever befalls Pillow; the caller names the file
            made.append("unreadable-image")
    return made
