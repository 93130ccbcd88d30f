"""Drawing sheets: words shaped as their script asks, a picture, and bars, as a JPEG.

Only with Raqm are letters joined, reordered and turned as Hindi and Urdu need; Pillow's own
way of setting words would write other words, so nothing is drawn with it.
"""

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from generator.edges.images.developing import upright
from generator.edges.images.formats import FORMATS
from generator.model.picture import Rendition
from generator.model.poster import Poster, Sheet

_MEASURED = 100  # pixels an em, at which words are measured
_MOST_BYTES = 290_000  # some messengers show no picture of more than 300 kB
_QUALITIES = (88, 80, 70, 58, 44)  # the first that is small enough


@dataclass(slots=True)
class Type:
    """Fonts by path, ready to measure and draw in; only for machines that have Raqm."""

    fonts: Mapping[str, bytes]
    _opened: dict[tuple[str, int], ImageFont.FreeTypeFont] = field(default_factory=dict)
    _widths: dict[tuple[str, str, str, str], float] = field(default_factory=dict)

    def open(self, path: str, size: int) -> ImageFont.FreeTypeFont:
        """Give a font in a size; raises OSError for what is none."""
        if (path, size) not in self._opened:
            self._opened[path, size] = ImageFont.truetype(
                io.BytesIO(self.fonts[path]), size, layout_engine=ImageFont.Layout.RAQM
            )
        return self._opened[path, size]

    def width(self, poster: Poster, text: str, headline: bool) -> float:  # noqa: FBT001 - a Measure
        """Give the width of a text in ems, in the headline's font of a poster or the other."""
        path = poster.headline_font if headline else poster.text_font
        key = (path, text, poster.lang, poster.direction)
        if key not in self._widths:
            font = self.open(path, _MEASURED)
            wide = font.getlength(text, language=poster.lang, direction=poster.direction)
            self._widths[key] = wide / _MEASURED
        return self._widths[key]


def draw(poster: Poster, sheet: Sheet, fonts: Type, picture: bytes) -> bytes:
    """Draw a poster as it is laid out; raises whatever Pillow raises of its picture."""
    image = Image.new("RGB", (sheet.width, sheet.height), sheet.paper)
    if sheet.picture is not None and poster.picture is not None:
        shown = _part(picture, poster.picture)
        place = (sheet.picture.left, sheet.picture.top)
        image.paste(shown, place, shown if shown.mode == "RGBA" else None)
    canvas = ImageDraw.Draw(image)
    for bar in sheet.bars:
        right, bottom = bar.left + bar.width - 1, bar.top + bar.height - 1
        canvas.rectangle((bar.left, bar.top, right, bottom), bar.colour)
    for one in sheet.words:
        canvas.text(
            (one.x, one.y),
            one.text,
            fill=one.colour,
            font=fonts.open(poster.headline_font if one.headline else poster.text_font, one.size),
            anchor="rs" if one.ends else "ls",
            language=sheet.lang,
            direction=sheet.direction,
        )
    return _jpeg(image)


def _part(data: bytes, one: Rendition) -> Image.Image:
    """Give the part of a picture that is shown, at its size; of a film, its first frame."""
    left, top, width, height = one.box
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            whole = image.width
            scale = max(one.width / width, one.height / height)
            # Of a JPEG, this decodes an eighth, a quarter or half where that is enough.
            image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
            less = image.width / whole
            shown = upright(image)
    box = (left * less, top * less, (left + width) * less, (top + height) * less)
    size = (one.width, one.height)
    return shown.resize(size, Image.Resampling.LANCZOS, _within(box, shown), reducing_gap=3.0)


def _within(
    box: tuple[float, float, float, float], image: Image.Image
) -> tuple[float, float, float, float]:
    """Keep a box that was rounded inside the picture."""
    left, top, right, bottom = box
    return (left, top, min(right, image.width), min(bottom, image.height))


def _jpeg(image: Image.Image) -> bytes:
    data = b""
    for quality in _QUALITIES:
        made = io.BytesIO()
        image.save(made, "JPEG", quality=quality, subsampling=0, optimize=True)
        data = made.getvalue()
        if len(data) <= _MOST_BYTES:
            break
    return data
