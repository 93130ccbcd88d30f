"""No single file as large as it may be keeps a newsroom waiting: it is done or refused soon.

Each is laid into a small newsroom, whose whole build, or import, may then take ten seconds of
the processor's time. KHABAR_LARGEST=1 tries all of them, and wants a quiet machine; without it
those are tried that were slow once, and pictures of usual size.
"""

import io
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from papers import NOW, SITE, STORIES, lay
from PIL import Image

from generator.cli import main
from generator.edges.images import examine
from generator.edges.media import examine_media

ALL = os.environ.get("KHABAR_LARGEST") == "1"
LONGEST = 10.0  # seconds
SIDE = 9_990 if ALL else 1_200  # pixels: a picture may have a hundred million
FRONT_MATTER, BODY, PAGE = 15_800, 240_000, 500_000  # bytes, just below the limits
PICTURE, RECORDING, TEXT = 20_900_000, 104_000_000, 2_000_000
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
Count = Callable[..., None]


def room(form: str, size: int, between: str = "") -> str:
    """Repeat a form with a number in it, up to a size in bytes."""
    each = len((form.format(10_000) + between).encode())
    return between.join(form.format(number) for number in range(10_000, 10_000 + size // each))


def story(body: str = "x", **keys: str) -> str:
    rows = {"title": "A story", "date": "2026-11-01"} | keys
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items()) + f"---\n{body}\n"


STORIES_OF_SIZE = {
    "headline": story(title="क" * (FRONT_MATTER // 3)),
    "headline-of-words": story(title="word " * (FRONT_MATTER // 5)),
    "deck": story(deck="शब्द " * (FRONT_MATTER // 13)),
    "tags": story(tags=f"[{room('t{}', FRONT_MATTER, ', ')}]"),
    "tags-in-hindi": story(tags=f"[{room('क{}', FRONT_MATTER, ', ')}]"),
    "authors": story(authors=f"[{room('a{}', FRONT_MATTER, ', ')}]"),
    "aliases": story(aliases=f"[{room('/{}/', FRONT_MATTER, ', ')}]"),
    "related": story(related=f"[{room('sports/final-over', FRONT_MATTER, ', ')}]"),
    "corrections": story(
        corrections=f"[{room('{{date: 2026-11-02, note: n{}}}', FRONT_MATTER, ', ')}]"
    ),
    "keys-unknown": story().replace("---\nx", f"{room('k{}: x', FRONT_MATTER, chr(10))}\n---\nx"),
    "brackets-open": story(deck='"' + "x: [{'\n" * (FRONT_MATTER // 8)),
    "long-read": story("यह एक लम्बी कहानी का अनुच्छेद है।\n\n" * (BODY // 93)),
    "links": story(room("[a{}](../final-over/en.md)", BODY, "\n\n")),
    "links-dead": story(room("[a](../x{}/en.md)", BODY, "\n\n")),
    "headings": story(room("## Part {} अंक", BODY, "\n\n")),
    "pictures": story("![p](p.svg)\n\n" * (BODY // 13)),
    "pictures-missing": story(room("![p](p{}.png)", BODY, "\n\n")),
    "scripts-mixed": story(("Aक बख cग " * 20 + "\n\n") * (BODY // 320)),
    "legacy-font": story("esjk Hkkjr egku gS vkSj ;g yEck gS\n\n" * (BODY // 40)),
    "one-letter": story(("क" * 6000 + "\n\n") * 13),
    "full-stops": story(("." * 19_000 + "\n\n") * 12),
}
DEAREST = ("tags", "authors")
LEXICONS = {
    "words": room("क{0}\tk{0}", TEXT, "\n"),
    "nonsense": "x\n" * (TEXT // 2),
    "one-word": "क" * (TEXT // 3) + "\tk",
}
PAGES = {
    "short-lines": "x\n" * (PAGE // 2),
    "long-lines": ("word " * 400 + "\n\n") * (PAGE // 2002),
    "one-line": "a" * PAGE,
    "dates": "November 22, 2026\n" * 9_000,
    "bylines": "By A B\n" * 9_000,
    "sources": "Source: a\n" * 9_000,
    "brackets": ("[" * 350 + "\n") * (PAGE // 351),
}
DRAWINGS = {
    "blanks-in-an-address": SVG.format("", f"<style>url({' ' * 200_000}#a)</style>"),
    "digits-of-a-length": SVG.format(f'width="{"1" * 200_000}x!"', ""),
    "blanks-in-a-length": SVG.format(f'width="1{" " * 200_000}!"', ""),
}
LARGE_DRAWINGS = {
    "elements": SVG.format("", "<g/>" * (PICTURE // 4)),
    "lines": SVG.format("", f"<desc>{'a' + chr(10) * (PICTURE // 2)}</desc>"),
    "depth": SVG.format("", "<g>" * (PICTURE // 7) + "</g>" * (PICTURE // 7)),
    "blanks": SVG.format("", f"<style>url({' ' * PICTURE}#a)</style>"),
    "digits": SVG.format(f'width="{"1" * PICTURE}"', ""),
}


def seconds_of(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def command(*words: str) -> float:
    """Run a command on a newsroom; give the seconds that it took."""

    def run() -> None:
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output
        assert "Traceback" not in done.output

    return seconds_of(run)


def build(site: Path) -> float:
    return command("build", "--site", str(site), "--now", NOW, "--engine", "inline")


@pytest.mark.parametrize("name", STORIES_OF_SIZE if ALL else DEAREST)
def test_a_story(name: str, tmp_path: Path, counted: Count) -> None:
    text = STORIES_OF_SIZE[name]
    assert len(text.encode()) > (FRONT_MATTER if len(text) < BODY / 10 else BODY) * 0.8
    site = lay(tmp_path, SITE + STORIES + f"-- content/sports/large/en.md --\n{text}")
    (site / "content/sports/large/p.svg").write_text(SVG.format('width="900" height="600"', ""))
    assert build(site) < LONGEST
    assert command("check", "--site", str(site), "--now", NOW) < LONGEST
    counted("{} of the largest stories built or refused, and checked, within ten seconds", 1)


@pytest.mark.parametrize("name", LEXICONS if ALL else ("nonsense",))
def test_a_lexicon(name: str, tmp_path: Path, counted: Count) -> None:
    site = lay(tmp_path, SITE + STORIES)
    (site / "lexicon").mkdir()
    (site / "lexicon/hi.tsv").write_text(LEXICONS[name], "utf-8")
    assert build(site) < LONGEST
    counted("{} of the largest lexicons read or refused within ten seconds", 1)


@pytest.mark.parametrize("name", PAGES if ALL else ("short-lines",))
def test_a_page_to_import(name: str, tmp_path: Path, counted: Count) -> None:
    site = lay(tmp_path / "site", SITE + STORIES)
    page = tmp_path / "page.txt"
    page.write_text(f"Sports\nA headline of words\n{PAGES[name]}", "utf-8")
    assert command("import", "--site", str(site), str(page)) < LONGEST
    counted("{} of the largest pages imported or refused within ten seconds", 1)


@pytest.mark.parametrize("name", [*DRAWINGS, *(LARGE_DRAWINGS if ALL else ())])
def test_a_drawing(name: str, counted: Count) -> None:
    data = (DRAWINGS | LARGE_DRAWINGS)[name].encode()
    assert seconds_of(lambda: examine((("a.svg", b"", data),))) < LONGEST
    counted("{} drawings measured or refused within ten seconds", 1)


def scans(side: int, number: int) -> bytes:
    """Make a JPEG of one grey that goes over the whole picture again and again to add nothing."""
    made = io.BytesIO()
    Image.new("L", (side, side), 90).save(made, "JPEG", progressive=True)
    data = made.getvalue()
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff\xc4", first)
    left, bits = (side // 8) ** 2, ""
    while left > 0:  # ITU-T T.81, G.1.2.2: so many blocks end here
        run = max(1 << 14, min(left, (1 << 15) - 1))
        bits += f"0{run - (1 << 14):014b}"
        left -= run
    bits += "1" * (-len(bits) % 8)
    ends = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    table = b"\xff\xc4" + struct.pack(">H", 20) + b"\x10\x01" + bytes(15) + b"\xe0"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00" + ends.replace(b"\xff", b"\xff\x00")
    return data[:second] + table + scan * number + b"\xff\xd9"


def film(frames: int) -> bytes:
    """Make a GIF of frames of one pixel."""
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


def canvas(form: str) -> bytes:
    """Make a picture of as many pixels as a picture may have."""
    made = io.BytesIO()
    noise = Image.effect_noise((400, 400), 60).convert("RGB")
    noise.resize((SIDE, SIDE)).save(made, form)
    return made.getvalue()


def test_a_picture_of_endless_scans(counted: Count) -> None:
    usual = scans(800, 10)
    assert examine((("a.jpg", b"", usual),))[0].flaw == ""
    data = scans(9_992, 20_000)
    assert len(data) < PICTURE
    taken = seconds_of(lambda: examine((("a.jpg", b"", data),)))
    assert taken < LONGEST / 5
    assert examine((("a.jpg", b"", data),))[0].flaw == "unreadable-image"
    counted("{} pictures of endless scans or frames refused at once", 1)


def test_a_film_of_endless_frames(counted: Count) -> None:
    assert examine((("a.gif", b"", film(1_500)),))[0].flaw == ""
    data = film(PICTURE // 16)
    taken = seconds_of(lambda: examine((("a.gif", b"", data),)))
    assert taken < LONGEST / 5
    assert examine((("a.gif", b"", data),))[0].flaw == "image-too-large"
    counted("{} pictures of endless scans or frames refused at once", 1)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_picture_of_many_pixels(form: str, tmp_path: Path, counted: Count) -> None:
    image = "{src: p.png, alt: A, credit: B}"
    site = lay(tmp_path, SITE + f"-- content/sports/a/en.md --\n{story(image=image)}")
    (site / "content/sports/a/p.png").write_bytes(canvas(form))
    assert build(site) < LONGEST
    counted(f"{{}} pictures of {SIDE} x {SIDE} published or refused within ten seconds", 1)


def boxes(depth: int, size: int) -> bytes:
    """Make an MP4 of nothing but empty boxes, within so many others."""
    empty = struct.pack(">I4s", 8, b"free") * ((size - 16 - depth * 8) // 8)
    around = (struct.pack(">I4s", len(empty) + left * 8, b"trak") for left in range(depth, 0, -1))
    return struct.pack(">I4s", 16, b"ftyp") + b"isom\0\0\0\0" + b"".join(around) + empty


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda size: boxes(0, size), id="boxes"),
        pytest.param(lambda size: boxes(300, size), id="boxes-in-boxes"),
        pytest.param(lambda size: b"\xff\xfb\x10\0" + b"\xff" * size, id="no-frames"),
        pytest.param(lambda size: b"\xff\xfb\x10\0" + bytes(size), id="silence"),
        pytest.param(lambda size: b"RIFF\0\0\0\0WAVE" + b"abcd\0\0\0\0" * (size // 8), id="chunks"),
        pytest.param(lambda size: (b"OggS" + bytes(23)) * (size // 27), id="pages"),
    ],
)
def test_a_recording(data: Callable[[int], bytes], counted: Count) -> None:
    made = data(RECORDING)
    assert seconds_of(lambda: examine_media("a.mp3", b"", made)) < LONGEST / 5
    counted("{} of the largest recordings heard or refused at once", 1)
