"""Share cards: words shaped as they are read, inside the card, in a file that messengers take."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from papers import NOW, ROOT, SITE, build, lay, tree
from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.edges.images import draw, drawing
from generator.model.picture import Rendition
from generator.model.poster import Name, Poster
from generator.stages.faces import make_faces
from generator.stages.sheet import HEIGHT, INK, PAPER, PICTURE, SAFE, SINDOOR, SOFT, WIDTH, lay_out

FONTS = {f"templates/cards/{name}.ttf": name for name in ("headline", "text")}
FEW = "settings: {images: {formats: [jpeg], widths: [320]}}\n"
STORIES = """\
-- content/sports/rain/en.md --
---
title: Rain stops play
date: 2026-11-20
image: {src: ground.jpg, alt: Covers on a pitch, credit: A, focus: 90% 50%}
---
One.
-- content/sports/rain/hi.md --
---
title: बारिश ने खेल रोका
---
एक।
-- content/sports/toss/en.md --
---
title: The toss
date: 2026-11-19
---
Two.
"""


@cache
def fonts() -> tuple[tuple[str, bytes], ...]:
    return tuple((path, (ROOT / path).read_bytes()) for path in FONTS)


def poster(headline: str, lang: str = "en", **more: object) -> Poster:
    made = Poster(
        path="",
        lang=lang,
        direction="ltr",
        hangs=lang == "hi",
        headline=headline,
        labels=("Geo-Politics / अंतरराष्ट्रीय", "Geo-Politics"),
        date="6 November 2025",
        names=(Name("Jaano Junction", hangs=False), Name("जानो जंक्शन", hangs=True)),
        picture=None,
        headline_font="templates/cards/headline.ttf",
        text_font="templates/cards/text.ttf",
    )
    return replace(made, **more)  # type: ignore[arg-type] # the test names fields of Poster


def photo(width: int = 1600, height: int = 900) -> bytes:
    made = io.BytesIO()
    bands = tuple(Image.effect_noise((width, height), 90) for _ in range(3))
    Image.merge("RGB", bands).save(made, "JPEG", quality=95)
    return made.getvalue()


def drawn(one: Poster, picture: bytes = b"") -> tuple[bytes, Image.Image]:
    (data,) = draw(fonts(), ((one, picture),), lay_out)
    assert isinstance(data, bytes)
    return data, Image.open(io.BytesIO(data)).convert("RGB")


def shown(lang: str = "en", **more: object) -> Poster:
    box = (300, 0, round(900 * PICTURE[0] / PICTURE[1]), 900)
    picture = Rendition("", "a.jpg", b"", box, *PICTURE, "jpg", 0)
    return poster("A headline that is as long as most of them are", lang, picture=picture, **more)


def mask(text: str, engine: ImageFont.Layout, lang: str | None = "hi") -> Image.Image:
    font = ImageFont.truetype(io.BytesIO(fonts()[0][1]), 60, layout_engine=engine)
    image = Image.new("L", (400, 140))
    canvas = ImageDraw.Draw(image)
    raqm = engine == ImageFont.Layout.RAQM
    canvas.text((40, 100), text, fill=255, font=font, anchor="ls", language=lang if raqm else None)
    return image


@pytest.mark.parametrize("text", ["र्क", "क्ष", "कि"])
def test_letters_are_joined_turned_and_moved(text: str) -> None:
    shaped, plain = mask(text, ImageFont.Layout.RAQM), mask(text, ImageFont.Layout.BASIC)
    assert ImageChops.difference(shaped, plain).getbbox() is not None


@pytest.mark.parametrize(("path", "data"), fonts(), ids=FONTS.values())
def test_no_sign_of_a_headline_is_an_empty_box(path: str, data: bytes) -> None:
    font = ImageFont.truetype(io.BytesIO(data), 60, layout_engine=ImageFont.Layout.RAQM)

    def look(sign: str) -> bytes:
        image = Image.new("L", (120, 120))
        ImageDraw.Draw(image).text((20, 90), sign, fill=255, font=font, anchor="ls")
        return image.tobytes()

    box = look("\U0001f5de")
    ((face,), _) = make_faces({path: data})
    assert "\U0001f5de" not in face.characters
    for sign in ",:;.?!₹“”‘’%–—/()&0123456789ABCXYZabcxyzéāकखक्षत्रज्ञ।०१":
        assert sign in face.characters, sign
        assert look(sign) != box, sign


HEADLINES = {
    "short": poster("The toss"),
    "one word that is far too long": poster("अंतरराष्ट्रीयकरण" * 6, "hi"),
    "long": poster("Talks go on " * 30),
    "long, Hindi": poster("सरहद पर बातचीत ISRO के साथ " * 20, "hi"),
    "mirrored": poster("Talks go on", direction="rtl"),
    "long names": poster("Talks", names=(Name("The Very Long Name of a Newsroom " * 2, False),)),  # noqa: FBT003
    "long label": poster("Talks", labels=("Geo-Politics / अंतरराष्ट्रीय " * 5, "Geo-Politics")),
    "nothing but a name": poster("", labels=(), date=""),
}


@pytest.mark.parametrize("one", HEADLINES.values(), ids=HEADLINES)
def test_all_words_are_inside_the_safe_area(one: Poster) -> None:
    data, image = drawn(one)
    assert image.size == (WIDTH, HEIGHT)
    assert len(data) < 300_000
    without = drawn(replace(one, headline="", labels=(), date="", names=()))[1]
    difference = ImageChops.difference(image, without).convert("L").point(lambda v: 255 * (v > 40))
    difference.paste(0, (0, 536, WIDTH, 546))  # the rail is as thick as the names are large
    left, top, right, bottom = difference.getbbox() or (SAFE, SAFE, SAFE, SAFE)
    assert left >= SAFE - 8  # the stroke of some letters begins before their place
    assert right <= WIDTH - SAFE + 8
    assert top >= SAFE - 8
    assert bottom <= HEIGHT - 30


def test_words_stand_beside_the_picture_and_never_on_it() -> None:
    card = shown()
    _, image = drawn(card, photo())
    left = drawn(replace(card, direction="rtl"), photo())[1]
    edge = WIDTH - PICTURE[0]
    words = image.crop((0, 0, edge, HEIGHT)).convert("L").point(lambda value: 255 * (value < 120))
    box = words.crop((0, 0, edge, 500)).getbbox()
    assert box is not None
    assert box[2] < edge - 20
    assert min(image.crop((edge + 4, 0, WIDTH, HEIGHT)).convert("L").tobytes()) < 60
    assert left.getpixel((WIDTH - 10, 10)) == image.getpixel((10, 10))


def test_a_card_of_the_busiest_photo_is_small_enough() -> None:
    data, _ = drawn(shown(), photo(3200, 1800))
    assert len(data) < 300_000


def test_headlines_are_as_large_as_they_can_be_and_cut_last() -> None:
    held = drawing.Type(dict(fonts()))

    def sizes(one: Poster) -> Mapping[str, int]:
        sheet = lay_out(one, partial(held.width, one))
        return {words.text: words.size for words in sheet.words if words.y < 500}

    assert max(sizes(poster("The toss")).values()) > 100
    long = sizes(poster("Talks go on and on " * 30))
    assert any(text.endswith("…") for text in long)
    assert not any(text.endswith("…") for text in sizes(poster("Talks go on " * 8)))


def test_the_colours_are_those_of_the_paper() -> None:
    tokens = (ROOT / "templates/assets/css/tokens.css").read_text("utf-8").partition("@media")[0]
    named = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", tokens))
    assert (named["paper"], named["ink"]) == (PAPER, INK)
    assert (named["soft"], named["sindoor"]) == (SOFT, SINDOOR)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("cards") / "site", SITE + FEW + STORIES)
    (folder / "content/sports/rain/ground.jpg").write_bytes(photo(1400, 800))
    assert build(folder, cards=True).problems == ()
    return folder


def card(output: Path, place: str) -> Path:
    text = (output / place / "index.html").read_text("utf-8")
    found = re.search(r'<meta property="og:image" content="https://paper.example/([^"]+)">', text)
    assert found is not None
    return output / found[1]


def test_every_article_has_a_card_of_its_own(site: Path) -> None:
    places = ("en/sports/rain", "hi/khel/rain", "en/sports/toss")
    cards = [card(site / "output", place) for place in places]
    assert len(set(cards)) == len(places)
    for one in cards:
        with Image.open(one) as image:
            assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
        assert one.stat().st_size < 300_000


def test_search_engines_get_the_picture_in_three_shapes(site: Path) -> None:
    output = site / "output"
    text = (output / "en/sports/rain/index.html").read_text("utf-8")
    urls = re.findall(r'"url":"https://paper.example/(media/[0-9a-f]+\.jpg)"', text)
    sizes = []
    for url in urls:
        with Image.open(output / url) as image:
            sizes.append(image.size)
    assert sizes == [(1200, 675), (1067, 800), (800, 800)]
    assert card(output, "en/sports/rain").name not in {Path(url).name for url in urls}


def test_fronts_and_categories_have_cards_that_no_story_changes(site: Path) -> None:
    for place in ("en", "hi", "en/sports"):
        with Image.open(card(site / "output", place)) as image:
            assert image.size == (WIDTH, HEIGHT)


def test_a_new_headline_draws_one_card_and_nothing_else(site: Path) -> None:
    kept = site / ".khabar/pictures"
    before = {one.name: one.stat().st_mtime_ns for one in kept.iterdir()}
    assert "pictures" not in dict(build(site, cards=True).seconds)
    path = site / "content/sports/toss/en.md"
    path.write_text(path.read_text("utf-8").replace("The toss", "The second toss"), "utf-8")
    assert build(site, cards=True).published
    after = {one.name: one.stat().st_mtime_ns for one in kept.iterdir()}
    (new,) = after.keys() - before.keys()
    assert new == card(site / "output", "en/sports/toss").name
    assert all(after[name] == when for name, when in before.items())


def test_engines_draw_the_same_bytes(site: Path, tmp_path: Path) -> None:
    for engine in ("inline", "processes:2"):
        output = tmp_path / engine.partition(":")[0]
        build(site, output, cache=tmp_path / f"{output.name}-cache", cards=True, engine=engine)
    assert tree(tmp_path / "inline") == tree(tmp_path / "processes")


def test_without_shaping_the_picture_itself_is_shared(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    report = build(site, tmp_path / "output", cache=tmp_path / "cache", cards=True)
    assert [one.code for one in report.problems] == ["unshaped-words"]
    with Image.open(card(tmp_path / "output", "en/sports/rain")) as image:
        assert image.size != (WIDTH, HEIGHT)
    toss = (tmp_path / "output/en/sports/toss/index.html").read_text("utf-8")
    assert "og:image" not in toss


def test_nothing_is_drawn_with_letters_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    assert draw(fonts(), ((poster("कर्म"), b""),), lay_out) == ["unshaped-words"]


def test_cards_can_be_switched_off(tmp_path: Path) -> None:
    off = "settings: {features: {share_cards: false}}\n"
    folder = lay(tmp_path, SITE + off + STORIES.replace("image:", "deck: x #"))
    build(folder, cards=True, now=NOW)
    assert not list((folder / "output").glob("media/*"))


def test_a_language_without_a_font_shows_its_picture_alone(tmp_path: Path) -> None:
    urdu = SITE.replace(
        "editions:", "  ur: {name: اردو, locale: ur-PK}\neditions:\n  - {path: ur, languages: [ur]}"
    )
    told = STORIES.replace("rain/hi.md", "rain/ur.md").replace("بارش", "")
    folder = lay(tmp_path, urdu + FEW + told.replace("बारिश ने खेल रोका", "بارش نے کھیل روک دیا"))
    strings = folder / "templates/strings"
    strings.mkdir(parents=True)
    (strings / "ur.yaml").write_bytes((ROOT / "templates/strings/en.yaml").read_bytes())
    (folder / "content/sports/rain/ground.jpg").write_bytes(photo(1400, 800))
    report = build(folder, cards=True)
    (warning,) = [one for one in report.problems if one.code == "no-card-font"]
    assert dict(warning.details)["file"] == "templates/cards/headline-Arab.ttf"
    english, own = (
        Image.open(card(folder / "output", place)).convert("RGB")
        for place in ("en/sports/rain", "ur/sports/rain")
    )
    paper = english.getpixel((10, 10))
    assert own.getpixel((WIDTH - 10, 10)) == paper  # the picture stands on the left
    assert own.getpixel((10, 10)) != paper
    headline = own.crop((PICTURE[0] + 20, 110, WIDTH, 480)).convert("L")
    assert min(headline.tobytes()) > 200
