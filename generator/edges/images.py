"""Measuring pictures without decoding them, and refusing those that could do harm."""

import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

MAX_PIXELS = 100_000_000

# Pillow's name of a format → the extension under which it is published; MPO is a JPEG with
# further pictures behind the first.
_EXTENSIONS = MappingProxyType(
    {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
)
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112  # Exif 2.3, 4.6.4: 5 to 8 say that the picture lies on its side
_LYING = frozenset({5, 6, 7, 8})


class BadImage(Exception):  # noqa: N818 - it names what the picture is
    """A picture that cannot be published.

    code: unreadable-image, image-too-large (more than 100 megapixels) or unsafe-svg.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
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
    if lying:
        width, height = height, width
    return Measured(width, height, _EXTENSIONS[name])


def _is_lying(read: Callable[[], Mapping[int, object]]) -> bool:
    """Tell whether Exif turns the picture by a quarter; damaged Exif turns nothing."""
    try:
        return read().get(_ORIENTATION) in _LYING
    except Exception:  # noqa: BLE001 - as browsers do, whatever the damage
        return False
