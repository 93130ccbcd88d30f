"""Which renditions are planned, and what a page says of them."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.config import Images
from generator.model.picture import DRAWING, FILM, PHOTO, PictureFile, Rendition
from generator.model.pieces import PictureView
from generator.stages.address import Addresses
from generator.stages.plan.pictures import Album, Window

PLACE = re.compile(r"media/[0-9a-f]{24}\.(avif|webp|jpg|png)")
CARD = Window((3, 2), 960)


def file(width: int = 1600, height: int = 900, kind: str = PHOTO, **more: str) -> PictureFile:
    digest = more.get("name", "a").encode() * 20
    return PictureFile("media/a.jpg", digest, width, height, "jpg", "", kind, more.get("tone", ""))


def shown(
    picture: PictureFile, window: Window | None = None, images: Images | None = None
) -> tuple[PictureView, Mapping[str, Rendition]]:
    album = Album(Addresses("https://a.example/news/"), images or Images())
    view = album.view(picture, "Words", window)
    made = {path: one for path, one in album.needs.items() if isinstance(one, Rendition)}
    return view, {f"/news/{path}": one for path, one in made.items()}


def widths(srcset: str) -> list[int]:
    return [int(one.rpartition(" ")[2].removesuffix("w")) for one in srcset.split(", ")]


def test_a_photo_comes_in_three_formats_and_four_widths() -> None:
    view, made = shown(file(tone="river"))
    assert [one.type for one in view.choices] == ["image/avif", "image/webp"]
    for srcset in (view.srcset, *(one.srcset for one in view.choices)):
        assert widths(srcset) == [320, 640, 960, 1280]
        for one in srcset.split(", "):
            url, width = one.split(" ")
            assert f"{made[url].width}w" == width
    assert (view.width, view.height, view.tone) == (1280, 720, "tone-river")
    assert made[view.url].extension == "jpg"
    assert len(made) == 12


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(0, 100), st.integers(0, 100))
def test_no_rendition_is_larger_than_its_part_of_the_original(
    width: int, height: int, across: int, down: int
) -> None:
    for window in (None, Window((3, 2), 960, (across, down))):
        view, made = shown(file(width, height), window)
        assert view.url in made
        for one in made.values():
            left, top, wide, tall = one.box
            assert 0 <= left <= left + wide <= width
            assert 0 <= top <= top + tall <= height
            assert 1 <= one.width <= min(wide, 1280)
            assert one.height >= 1
            assert abs(one.height - tall * one.width / wide) <= 1
            assert PLACE.fullmatch(one.path)
            assert int(one.path.rpartition(".")[0][-4:], 16) == one.width


@given(st.integers(3, 5000), st.integers(2, 5000), st.integers(0, 100), st.integers(0, 100))
def test_a_card_shows_its_shape_around_the_focus(
    width: int, height: int, across: int, down: int
) -> None:
    _, made = shown(file(width, height), Window((3, 2), 960, (across, down)))
    (box,) = {one.box for one in made.values()}
    left, top, wide, tall = box
    assert wide == width or tall == height
    assert abs(wide - tall * 3 / 2) <= 2
    assert left - 1 <= width * across / 100 <= left + wide + 1
    assert top - 1 <= height * down / 100 <= top + tall + 1


@pytest.mark.parametrize(
    ("focus", "top"), [((50, 0), 0), ((50, 20), 0), ((50, 50), 700), ((50, 100), 1400)]
)
def test_a_portrait_is_cut_where_its_focus_lies(focus: tuple[int, int], top: int) -> None:
    _, made = shown(file(900, 2000), Window((3, 2), 960, focus))
    (box,) = {one.box for one in made.values()}
    assert box == (0, max(0, min(1400, round(20 * focus[1] - 300))), 900, 600)
    assert box[1] in (top, 100)


def test_what_decides_the_bytes_decides_the_address_and_nothing_else_does() -> None:
    def urls(*given: object) -> set[str]:
        return set(shown(*given)[1])  # type: ignore[arg-type]

    before = urls(file())
    assert urls(file(tone="sky")) == before
    for other in (file(name="b"), file(1600, 901), file(kind=DRAWING)):
        assert not urls(other) & before
    assert not urls(file(), CARD) & before
    assert not urls(file(), Window((3, 2), 960, (0, 50))) & urls(file(), CARD)
    better = urls(file(), None, Images(quality_avif=60))
    assert {one for one in before - better if not one.endswith(".avif")} == set()
    assert len(before - better) == 4
    wider = urls(file(), None, Images(widths=(320, 640, 960, 1280, 1600)))
    assert wider > before


def test_a_small_original_is_not_made_larger_nor_published_twice_alike() -> None:
    assert widths(shown(file(400, 300))[0].srcset) == [320, 400]
    assert shown(file(330, 300))[0].srcset == ""
    assert [widths(one.srcset) for one in shown(file(330, 300))[0].choices] == [[330], [330]]


def test_drawings_lose_nothing_and_films_come_whole() -> None:
    view, made = shown(file(kind=DRAWING), CARD)
    assert [one.type for one in view.choices] == ["image/webp"]
    assert {(one.extension, one.quality) for one in made.values()} == {("png", 0), ("webp", 0)}
    view, made = shown(file(kind=FILM), CARD)
    (film,) = made.values()
    assert (film.extension, film.moving, film.box) == ("webp", True, (0, 0, 1600, 900))
    assert (view.srcset, view.choices) == ("", ())


def test_without_formats_each_picture_is_published_once() -> None:
    off = Images(formats=())
    for kind, extension in ((PHOTO, "jpg"), (DRAWING, "png"), (FILM, "webp")):
        whole, made = shown(file(kind=kind), None, off)
        card, same = shown(file(kind=kind), CARD, off)
        assert (whole.srcset, whole.choices, card.url) == ("", (), whole.url)
        assert made == same
        assert [one.extension for one in made.values()] == [extension]


def test_a_vector_drawing_is_copied() -> None:
    album = Album(Addresses("https://a.example/"), Images())
    drawing = PictureFile("media/a.svg", b"\x0a" * 20, 40, 20, "svg")
    assert album.view(drawing, "", CARD) == PictureView(f"/media/{'0a' * 20}.svg", "", 40, 20)
    assert list(album.needs.values()) == [drawing]
