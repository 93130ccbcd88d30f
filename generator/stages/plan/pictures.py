"""In which renditions a picture is published, and what a page says of them.

The path of a rendition is made of all that decides its bytes: the original's digest, the part
that is shown, format, quality and width. So it is another if and only if they are. Its last four
digits are the width: what a `srcset` repeats, compression takes away.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator.model.config import Images
from generator.model.media import MediaFile
from generator.model.picture import DRAWING, FILM, VECTOR, PictureFile, Rendition
from generator.model.pieces import Choice, PictureView
from generator.model.record import record
from generator.stages import address
from generator.stages.address import Addresses
from generator.stages.digest import digest

# To be counted up when the same rendition would be made of other bytes (edges/images).
RECIPE = 1
CENTRE = (50, 50)
NEAR = 1.1  # a width so near to the largest that no browser needs it
LIGHT = 640  # pixels of width that a small screen has use for, and a slow network room
# Of the pictures in structured data: what search engines ask for, in pixels.
CROPS = ((16, 9), (4, 3), (1, 1))
WIDEST_CROP = 1200
LEAST_CROP = 50_000
_ID_BYTES = 10
_WIDTH_BYTES = 2
_TONE = "tone-{}"
_JPEG, _PNG, _WEBP = "jpg", "png", "webp"
T = TypeVar("T")
Needs = dict[str, Rendition | PictureFile | MediaFile]


@record
class Window:
    """The part of a picture that a card shows: its shape, around the focus in percent.

    widest: of its renditions, in pixels.
    """

    shape: tuple[int, int]
    widest: int
    focus: tuple[int, int] = CENTRE


@dataclass(slots=True)
class Album:
    """Decides on renditions. needs: what planned pages show, by its place in the output."""

    addresses: Addresses
    images: Images
    needs: Needs = field(default_factory=dict)
    _views: dict[tuple[PictureFile, Window | None], tuple[PictureView, Needs]] = field(
        default_factory=dict
    )

    def view(self, file: PictureFile, alt: str, window: Window | None = None) -> PictureView:
        """Show a picture, or the part of it that is seen through a window."""
        held = self._views.get((file, window))
        if held is None:
            held = self._views[file, window] = self.noting(lambda: self._view(file, window))
        view, needs = held
        self.needs.update(needs)
        return replace(view, alt=alt)

    def noting(self, make: Callable[[], T]) -> tuple[T, Needs]:
        """Make something that is kept, and give what it needs, for every page that shows it."""
        before, self.needs = self.needs, {}
        made = make(), self.needs
        self.needs = before
        return made

    def _view(self, file: PictureFile, window: Window | None) -> PictureView:
        if file.extension == "svg":
            return PictureView(self._copy(file), "", file.width, file.height)
        if not self.images.formats or file.kind == FILM:
            window = None
        first, *others = self._ladders(file, window)
        largest = first[-1]
        light = max((one for one in first if one.width <= LIGHT), key=_width, default=first[0])
        return PictureView(
            url=self._url(largest),
            alt="",
            width=largest.width,
            height=largest.height,
            srcset=self._srcset(first) if len(first) > 1 else "",
            choices=tuple(Choice(f"image/{one[0].extension}", self._srcset(one)) for one in others),
            light=self._url(light) if light != largest else "",
            tone=_TONE.format(file.tone) if file.tone else "",
        )

    def whole(self, file: PictureFile) -> PictureView:
        """Give a picture that no page shows itself, in one size: a logo, a link's aim."""
        if file.extension == "svg":
            return PictureView(self._copy(file), "", file.width, file.height)
        largest = self._ladders(file, None)[0][-1]
        return PictureView(self._url(largest), "", largest.width, largest.height)

    def crops(self, file: PictureFile, focus: tuple[int, int] = CENTRE) -> tuple[PictureView, ...]:
        """Give the parts of a picture that search engines show beside a result, in one size each.

        Wide, less wide and square, as they ask for; what would be too small for them is left
        out, so that there may be none. Drawings stay drawings, a film has no parts.
        """
        if file.kind in (FILM, VECTOR) or not self.images.formats:
            return ()
        made = []
        for shape in CROPS:
            box = cut(file, Window(shape, WIDEST_CROP, focus))
            one = self._rungs(file, box, (min(box[2], WIDEST_CROP),))[0][0]
            if one.width * one.height >= LEAST_CROP:
                made.append(PictureView(self._url(one), "", one.width, one.height))
        return tuple(made)

    def jpeg(self, file: PictureFile, widest: int, window: Window | None = None) -> str:
        """Give the URL of a picture as one JPEG, for programs that choose no format."""
        box = cut(file, window)
        quality = self.images.quality_jpeg
        draft = Rendition("", file.path, file.digest, box, 0, 0, _JPEG, quality)
        identity = digest(RECIPE, draft.digest, box, _JPEG, quality, draft.moving)
        return self._url(_rung(draft, identity, min(box[2], widest)))

    def _copy(self, file: PictureFile) -> str:
        place = address.media(file.digest, file.extension)
        self.needs[place] = file
        return self.addresses.href(place)

    def _url(self, one: Rendition) -> str:
        self.needs[one.path] = one
        return self.addresses.href(one.path)

    def _srcset(self, ladder: list[Rendition]) -> str:
        return ", ".join(f"{self._url(one)} {one.width}w" for one in ladder)

    def _ladders(self, file: PictureFile, window: Window | None) -> list[list[Rendition]]:
        """Give the renditions of every format, the one that every browser shows first."""
        box = cut(file, window)
        return self._rungs(file, box, tuple(self._widths(file, box[2], window)))

    def _rungs(
        self, file: PictureFile, box: tuple[int, int, int, int], widths: tuple[int, ...]
    ) -> list[list[Rendition]]:
        made = []
        for extension, quality in self._formats(file):
            draft = Rendition(
                "", file.path, file.digest, box, 0, 0, extension, quality, file.kind == FILM
            )
            identity = digest(RECIPE, draft.digest, box, extension, quality, draft.moving)
            made.append([_rung(draft, identity, width) for width in widths])
        return made

    def _widths(self, file: PictureFile, whole: int, window: Window | None) -> list[int]:
        widest = min(whole, max(self.images.widths))
        if not self.images.formats or file.kind == FILM:
            return [widest]
        if window is not None:
            widest = min(widest, window.widest)
        return [one for one in self.images.widths if one * NEAR <= widest] + [widest]

    def _formats(self, file: PictureFile) -> list[tuple[str, int]]:
        """Give formats and qualities: photos lose what nobody sees, drawings nothing."""
        images = self.images
        qualities = {"avif": images.quality_avif, _WEBP: images.quality_webp}
        if file.kind == FILM:
            return [(_WEBP, images.quality_webp)]
        if file.kind == DRAWING:
            return [(_PNG, 0), *((one, 0) for one in images.formats if one == _WEBP)]
        better = ((one, qualities[one]) for one in images.formats if one in qualities)
        return [(_JPEG, images.quality_jpeg), *better]


def _width(one: Rendition) -> int:
    return one.width


def _rung(draft: Rendition, identity: bytes, width: int) -> Rendition:
    """Give the rendition of a width."""
    _, _, whole, tall = draft.box
    name = identity[:_ID_BYTES] + width.to_bytes(_WIDTH_BYTES, "big")
    return replace(
        draft,
        path=address.media(name, draft.extension),
        width=width,
        height=max(1, round(tall * width / whole)),
    )


def cut(file: PictureFile, window: Window | None) -> tuple[int, int, int, int]:
    """Give left, top, width and height of the largest part of a shape, its focus in the middle."""
    width, height = file.width, file.height
    if window is None:
        return (0, 0, width, height)
    across, down = window.shape
    wide = min(width, max(1, round(height * across / down)))
    tall = min(height, max(1, round(width * down / across)))
    left, top = (
        min(max(0, round(side * percent / 100 - part / 2)), side - part)
        for side, percent, part in zip((width, height), window.focus, (wide, tall), strict=True)
    )
    return (left, top, wide, tall)
