"""Looking at a whole picture, once: that it can be read to its end, what it is like, its colour."""

import io
import warnings

from PIL import Image

from generator.edges.images.formats import FORMATS, MAX_FRAMES, MAX_PIXELS, BadImage
from generator.model.picture import DRAWING, FILM, PHOTO, TONES

_FEW_COLOURS = 256  # of maps, charts and screens; a photo has thousands
_VOTERS = (16, 16)
_OPAQUE = 255


def look(data: bytes) -> tuple[str, str]:
    """Give kind and tone of a raster picture (see `PictureFile`); decodes all of it.

    Raises BadImage: unreadable-image where it breaks off, image-too-large where the frames
    of a film are too many, or have more than 100 megapixels together.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _seen(image)
    except BadImage:
        raise
    except Image.DecompressionBombError as error:
        raise BadImage("image-too-large") from error
    except Exception as error:  # whatever befalls Pillow's readers of damaged pictures
        raise BadImage("unreadable-image") from error


def _seen(image: Image.Image) -> tuple[str, str]:
    if image.format != "MPO" and getattr(image, "is_animated", False):
        _watch(image)
        return FILM, ""
    image.draft("RGB", (image.width // 8, image.height // 8))  # of a JPEG, an eighth will do
    image.load()
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        if clear.getchannel("A").getextrema() != (_OPAQUE, _OPAQUE):
            return DRAWING, ""
        image = clear
    plain = _plain(image)
    lossless = image.format in {"PNG", "GIF"} or image.mode in {"P", "1"}
    few = lossless and plain.getcolors(_FEW_COLOURS) is not None
    return (DRAWING if few else PHOTO), _tone(plain)


def _watch(image: Image.Image) -> None:
    """Look at a film to its end; how many frames a GIF has is not known before."""
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if number == MAX_FRAMES or (number + 1) * image.width * image.height > MAX_PIXELS:
            raise BadImage("image-too-large")
        image.load()


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    return image if image.mode == "RGB" else image.convert("RGB")


def _tone(image: Image.Image) -> str:
    """Let a few parts of the picture vote for the tone that is nearest to them."""
    small = image.resize(_VOTERS, Image.Resampling.BOX).tobytes()
    votes = dict.fromkeys(TONES, 0)
    for at in range(0, len(small), 3):
        red, green, blue = small[at : at + 3]
        nearest = min(
            TONES,
            key=lambda name: sum(
                (one - other) ** 2
                for one, other in zip(TONES[name], (red, green, blue), strict=True)
            ),
        )
        votes[nearest] += 1
    return max(votes, key=lambda name: votes[name])
