"""Developing pictures: an original and a list of renditions become the bytes to publish.

Nothing of an original is carried over but what it shows: no Exif (where it was taken, with
which telephone), no remarks, no colour profile. Its turn and its colours are applied instead.
"""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from generator.edges.images.formats import FORMATS
from generator.model.picture import Rendition

_NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}
# aom's scale of 0 to 10: 8 takes a fifth of the time of 6 for a quarter more bytes; at 9,
# AVIF is no smaller than WebP. WebP is for the few browsers without AVIF: 2 takes half the time
# of 4 for a twelfth more bytes. One thread: the engine has the processors, and bytes repeat.
_AVIF_SPEED = 8
_WEBP_METHOD = 2
_DEEP = 256  # of 65,536 levels, steps to one of 256
_GAP = 3.0  # halve first where the picture is more than three times as large: quicker, as fine


def develop_one(data: bytes, renditions: tuple[Rendition, ...]) -> list[bytes]:
    """Make renditions of one original, in order; raises whatever Pillow raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if renditions and renditions[0].moving:
                return [_film(image, one) for one in renditions]
            shown = upright(image)
    made: dict[tuple[object, ...], Image.Image] = {}
    done = []
    for one in renditions:
        size = (one.box, one.width, one.height)
        if size not in made:
            made[size] = _sized(shown, one)
        done.append(_written(made[size], one))
    return done


def upright(image: Image.Image) -> Image.Image:
    """Turn a picture as it is shown, in the colours of the web, as RGB or RGBA."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)  # else it is copied where it lies upright
    turned = image
    profile = turned.info.get("icc_profile")
    if turned.mode.startswith("I"):
        turned = turned.point(lambda value: value / _DEEP).convert("L")
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    if turned.mode in {"P", "PA", "LA", "1"}:
        turned = turned.convert(mode)
    shown = _in_srgb(turned, profile, mode) if profile else turned.convert(mode)
    shown.info = {}
    return shown


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Convert from a picture's own colours; a damaged profile, as in browsers, is ignored."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        web = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(image, own, web, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        made = None
    return made if made is not None else image.convert(mode)


def _sized(image: Image.Image, one: Rendition) -> Image.Image:
    left, top, width, height = one.box
    whole = one.box == (0, 0, *image.size)
    part = image if whole else image.crop((left, top, left + width, top + height))
    if part.size == (one.width, one.height):
        return part
    return part.resize((one.width, one.height), Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _written(image: Image.Image, one: Rendition) -> bytes:
    made = io.BytesIO()
    name = _NAMES[one.extension]
    if name == "JPEG":
        image = image.convert("RGB")
    image.save(made, name, **_options(one))
    return made.getvalue()


def _options(one: Rendition) -> dict[str, Any]:
    if one.extension == "avif":
        return {"quality": one.quality, "speed": _AVIF_SPEED, "max_threads": 1}
    if one.extension == "webp":
        lossless = not one.quality
        return {"quality": one.quality or 75, "method": _WEBP_METHOD, "lossless": lossless}
    if one.extension == "jpg":
        return {"quality": one.quality, "optimize": True, "progressive": True}
    return {"optimize": True}


def _film(image: Image.Image, one: Rendition) -> bytes:
    """Make a film anew, frame by frame, with its times."""
    times: list[int] = []

    def frames() -> Iterator[Image.Image]:
        for frame in ImageSequence.Iterator(image):
            clean = frame.convert("RGBA")
            times.append(int(frame.info.get("duration") or 100))  # known once it is decoded
            clean.info = {}
            yield _sized(clean, one)

    first, *others = frames()
    made = io.BytesIO()
    first.save(
        made,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=times,
        loop=int(image.info.get("loop", 0)),
        quality=one.quality,
        method=_WEBP_METHOD,
    )
    return made.getvalue()
