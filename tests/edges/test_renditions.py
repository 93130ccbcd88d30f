"""Renditions: what an original shows, and nothing else of it, in the size and format asked for."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from generator.build.darkroom import Darkroom
from generator.edges.engine import Engine, open_engine
from generator.edges.images import develop, examine
from generator.edges.prints import Prints
from generator.edges.walk import walk
from generator.model.picture import PictureFile, Rendition
from generator.model.problem import Problem

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
SECRET = b"Digha Ghat, Patna"
FORMATS = ("avif", "webp", "jpg", "png")


def photo(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Make a picture of thousands of colours: red at the left, blue at the right."""
    red = Image.linear_gradient("L").rotate(-90).resize(size)
    green = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (red.point(lambda v: 255 - v), green, red))


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **more)
    return made.getvalue()


def rendition(
    extension: str,
    width: int,
    height: int,
    box: tuple[int, int, int, int] | None = None,
    quality: int = 80,
) -> Rendition:
    """Ask for a part of a picture, all of it where no part is named."""
    path, box = f"media/{width}.{extension}", box or (0, 0, width, height)
    return Rendition(path, "a", b"a", box, width, height, extension, quality)


def made(data: bytes, one: Rendition) -> Image.Image:
    [done] = develop(((data, (one,)),))
    assert done is not None
    return Image.open(io.BytesIO(done[0]))


def seen(data: bytes, path: str = "a.jpg") -> PictureFile:
    [file] = examine(((path, b"d", data),))
    return file


def near(pixel: object, colour: tuple[int, ...], by: int = 40) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("extension", FORMATS)
def test_nothing_that_a_camera_wrote_is_published(extension: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (25.0, 38.0, 59.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(photo(), "JPEG", exif=exif, comment=SECRET, icc_profile=profile)
    assert data.count(SECRET) == 2
    [done] = develop(((data, (rendition(extension, 64, 48),)),))
    assert done is not None
    assert SECRET not in done[0]
    image = Image.open(io.BytesIO(done[0]))
    assert not dict(image.getexif())
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_it_is_shown(orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), GREEN)
    upright.paste(RED, (0, 0, 30, 20))
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = upright.transpose(turns[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(lying, "JPEG", exif=exif, quality=95)
    file = seen(data)
    assert (file.width, file.height) == (60, 40)
    image = made(data, rendition("png", 60, 40))
    assert near(image.getpixel((8, 8)), RED)
    assert near(image.getpixel((52, 32)), GREEN)


@pytest.mark.parametrize("extension", FORMATS)
def test_a_rendition_has_its_size_and_format(extension: str) -> None:
    one = rendition(extension, 32, 24, box=(0, 0, 64, 48))
    image = made(saved(photo(), "JPEG"), one)
    assert image.size == (32, 24)
    assert image.format == {"jpg": "JPEG"}.get(extension, extension.upper())


def test_the_part_around_the_focus_is_cut_out_before_it_is_made_smaller() -> None:
    picture = Image.new("RGB", (90, 30), GREEN)
    picture.paste(BLUE, (60, 0, 90, 30))
    image = made(saved(picture, "PNG"), rendition("png", 15, 15, box=(60, 0, 30, 30), quality=0))
    assert {colour for _, colour in image.convert("RGB").getcolors() or ()} == {BLUE}


@pytest.mark.parametrize("extension", ["webp", "png"])
def test_what_is_transparent_stays_so_and_drawings_lose_nothing(extension: str) -> None:
    drawing = Image.new("RGBA", (20, 20), (*RED, 255))
    drawing.paste((0, 0, 0, 0), (0, 0, 10, 20))
    file = seen(saved(drawing, "PNG"))
    assert (file.kind, file.tone) == ("drawing", "")
    image = made(saved(drawing, "PNG"), rendition(extension, 20, 20, quality=0)).convert("RGBA")
    assert image.getpixel((2, 2))[3] == 0  # type: ignore[index] # RGBA has four
    assert image.getpixel((15, 2)) == (*RED, 255)


def deep() -> Image.Image:
    """Make a picture of 16 bits: black above, white below."""
    image = Image.new("I;16", (20, 20), 0)
    image.paste(65535, (0, 10, 20, 20))
    return image


@pytest.mark.parametrize(
    ("data", "above", "below"),
    [
        (saved(photo((20, 20)).quantize(16), "PNG"), None, None),
        (saved(photo((20, 20)).convert("CMYK"), "JPEG"), None, None),
        (saved(deep(), "PNG"), (0, 0, 0), (255, 255, 255)),
        (saved(deep().point(lambda v: v / 256).convert("1"), "PNG"), (0, 0, 0), (255, 255, 255)),
        (saved(photo((20, 20)).convert("LA"), "PNG"), None, None),
        (saved(photo((20, 20)).convert("L"), "JPEG"), None, None),
        (saved(photo((20, 20)).convert("P"), "GIF", transparency=0), None, None),
    ],
    ids=["palette", "cmyk", "16-bit", "1-bit", "grey-alpha", "grey", "clear-gif"],
)
def test_every_manner_of_pixels_is_shown_in_the_colours_of_the_web(
    data: bytes, above: tuple[int, ...] | None, below: tuple[int, ...] | None
) -> None:
    assert seen(data).flaw == ""
    for extension in FORMATS:
        image = made(data, rendition(extension, 20, 20)).convert("RGB")
        assert above is None or near(image.getpixel((10, 2)), above, 8)
        assert below is None or near(image.getpixel((10, 17)), below, 8)


def test_cmyk_is_not_inverted() -> None:
    data = saved(Image.new("RGB", (20, 20), (250, 250, 250)).convert("CMYK"), "JPEG")
    assert near(made(data, rendition("jpg", 20, 20)).getpixel((5, 5)), (250, 250, 250), 10)
    assert seen(data).tone == "milk"


def test_the_smallest_picture_of_all() -> None:
    data = saved(Image.new("RGB", (1, 1), RED), "PNG")
    for extension in FORMATS:
        assert made(data, rendition(extension, 1, 1)).size == (1, 1)


@pytest.mark.parametrize(("form", "loop"), [("GIF", 3), ("WEBP", 3), ("PNG", 3)])
def test_a_film_keeps_its_frames_and_times(form: str, loop: int) -> None:
    frames = [Image.new("RGB", (24, 16), colour) for colour in (RED, GREEN, BLUE)]
    times = [100, 200, 300]
    data = saved(
        frames[0], form, save_all=True, append_images=frames[1:], duration=times, loop=loop
    )
    assert seen(data).kind == "film"
    film = made(data, replace(rendition("webp", 12, 8, box=(0, 0, 24, 16)), moving=True))
    assert (film.size, getattr(film, "n_frames", 1), film.info["loop"]) == ((12, 8), 3, loop)
    for number, colour in enumerate((RED, GREEN, BLUE)):
        film.seek(number)
        assert near(film.convert("RGB").getpixel((6, 4)), colour)
        assert film.info["duration"] == times[number]


def test_a_film_of_too_many_pixels_is_refused() -> None:
    frames = [Image.new("1", (6000, 6000), number % 2) for number in range(3)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert seen(data).flaw == "image-too-large"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_unreadable(form: str) -> None:
    data = saved(photo((200, 200)), form)
    assert seen(data).flaw == ""
    assert seen(data[: len(data) * 2 // 3]).flaw == "unreadable-image"
    assert develop(((data[:40], (rendition("jpg", 200, 200),)),)) == [None]


def test_a_photo_has_the_tone_of_most_of_it() -> None:
    picture = photo().resize((60, 60))
    picture.paste((60, 112, 140), (0, 0, 60, 50))
    assert seen(saved(picture, "JPEG")).tone == "river"


def test_colours_of_another_space_are_converted() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = saved(photo(), "JPEG", icc_profile=lab.tobytes(), quality=95)
    whole = made(data, rendition("png", 64, 48))
    assert near(whole.getpixel((3, 24)), photo().getpixel((3, 24)), 12)  # type: ignore[arg-type]
    damaged = saved(photo(), "JPEG", icc_profile=b"no profile at all", quality=95)
    assert made(damaged, rendition("png", 64, 48)).size == (64, 48)


def darkroom(site: Path, engine: Engine) -> Darkroom:
    sources, _ = walk(site, site / "no-theme", {})
    return Darkroom(Prints(site / ".prints"), engine, {one.path: one for one in sources})


def wanted(count: int) -> list[Rendition]:
    return [
        replace(
            rendition(extension, 640, 480, box=(0, 0, 640, 480)),
            path=f"media/{number}.{extension}",
            source=f"media/{number}.png",
        )
        for number in range(count)
        for extension in ("webp", "jpg")
    ]


def laid(folder: Path, count: int) -> Path:
    (folder / "media").mkdir(parents=True)
    for number in range(count):
        picture = photo((640, 480)).rotate(number)
        (folder / f"media/{number}.png").write_bytes(saved(picture, "PNG"))
    return folder


def test_what_was_developed_is_not_developed_again(tmp_path: Path) -> None:
    site = laid(tmp_path, 1)
    first = list(darkroom(site, Engine(1)).develop(wanted(1)))
    (site / "media/0.png").unlink()
    assert list(darkroom(laid(tmp_path / "b", 0), Engine(1)).develop([])) == []
    room = Darkroom(Prints(site / ".prints"), Engine(1), {})
    assert list(room.develop(wanted(1))) == first


def test_a_damaged_print_is_developed_again(tmp_path: Path) -> None:
    site = laid(tmp_path, 1)
    first = list(darkroom(site, Engine(1)).develop(wanted(1)))
    for path in (site / ".prints").iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    again = list(darkroom(site, Engine(1)).develop(wanted(1)))
    assert again == first


def test_processes_develop_the_same_bytes(tmp_path: Path) -> None:
    site = laid(tmp_path / "a", 4)
    alone = list(darkroom(site, Engine(1)).develop(wanted(4)))
    with open_engine("processes:2") as engine:
        together = list(darkroom(laid(tmp_path / "b", 4), engine).develop(wanted(4)))
    assert together == alone


def test_an_original_that_fails_is_named(tmp_path: Path) -> None:
    site = laid(tmp_path, 1)
    (site / "media/0.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    [first, *_] = darkroom(site, Engine(1)).develop(wanted(1))
    assert isinstance(first, Problem)
    assert (first.path, first.code) == ("media/0.png", "unreadable-image")


def test_prints_of_pictures_long_gone_are_removed(tmp_path: Path) -> None:
    prints = Prints(tmp_path)
    for number in range(100):
        prints.save(f"{number}.jpg", b"data")
    prints.prune({f"{number}.jpg" for number in range(40)})
    assert len(list(tmp_path.iterdir())) == 100
    prints.prune({"1.jpg"})
    assert [one.name for one in tmp_path.iterdir()] == ["1.jpg"]
    assert prints.load("1.jpg") == b"data"
    assert prints.load("2.jpg") is None
