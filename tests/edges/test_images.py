"""Pictures: measured as browsers show them, refused when they could do harm."""

import io
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.edges.images import BadImage, Measured, measure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def picture(form: str, size: tuple[int, int] = (30, 20), orientation: int = 1) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    extra = {} if form == "GIF" else {"exif": exif.tobytes()}
    Image.new("RGB", size, "white").save(made, form, **extra)
    return made.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Return the header of a PNG that would unfold to gigabytes."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + b"\x35\xaf\x06\x1e"


def code(data: bytes) -> str:
    with pytest.raises(BadImage) as caught:
        measure(data)
    return caught.value.code


def svg(inside: str = "", attributes: str = "", before: str = "") -> bytes:
    return f"{before}{SVG} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("form", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif")],
)
def test_pictures_are_measured_by_what_they_are(form: str, extension: str) -> None:
    assert measure(picture(form)) == Measured(30, 20, extension)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_on_its_side_is_measured_upright(form: str, orientation: int) -> None:
    measured = measure(picture(form, orientation=orientation))
    assert (measured.width, measured.height) == ((20, 30) if orientation >= 5 else (30, 20))


def test_damaged_exif_turns_nothing() -> None:
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    assert measure(made.getvalue()) == Measured(30, 20, "jpg")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"BM" + bytes(60),
        b"%PDF-1.4",
        b"<html><svg/></html>",
        b"<svg/>",
        b"<svg",
        b"plain words",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert code(data) == "unreadable-image"


def test_other_formats_of_pillow_are_refused() -> None:
    assert code(picture("TIFF")) == "unreadable-image"


@pytest.mark.parametrize("size", [(10_001, 10_000), (13_000, 13_000), (30_000, 30_000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    began = time.process_time()
    assert code(huge_png(*size)) == "image-too-large"
    assert time.process_time() - began < 1


def test_a_hundred_megapixels_are_allowed() -> None:
    assert measure(huge_png(10_000, 10_000)) == Measured(10_000, 10_000, "png")


@settings(deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]), st.data())
def test_any_damage_is_measured_or_refused(form: str, draw: st.DataObject) -> None:
    data = bytearray(picture(form))
    for _ in range(draw.draw(st.integers(0, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(0, len(data)))
    try:
        measured = measure(bytes(data[:cut]))
    except BadImage:
        return
    assert measured.width * measured.height <= 100_000_000


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="40px" height="20.4px"', (40, 20)),
        ('width="72pt" height="25.4mm"', (96, 96)),
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="-5,-5,40,20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ('height="80" viewBox="0 0 40 20"', (160, 80)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
        ("", (300, 150)),
    ],
)
def test_drawings_are_measured_as_browsers_do(attributes: str, size: tuple[int, int]) -> None:
    assert measure(svg(attributes=attributes)) == Measured(*size, "svg")


@pytest.mark.parametrize(
    "data",
    [
        svg('<rect fill="url(#a)" style="fill:#fff;stroke:url(\'#b\')"/><use href="#a"/>'),
        svg('<image xlink:href="data:image/png;base64,AAAA"/>'),
        svg("<style>.a{fill:url(#b)} @media print{.a{fill:none}}</style>"),
        svg('<text aria-label="image (one)" id="a\\b">ख़बर &amp; on click</text>'),
        svg('<animate attributeName="opacity" values="0;1"/>'),
        svg(before='<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'),
        svg(before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'),
        svg('<m:metadata xmlns:m="urn:x" m:source="C:\\drawings\\a.svg"/>'),
        b"\xef\xbb\xbf" + svg(),
        svg().decode().encode("utf-16"),
    ],
)
def test_plain_drawings_are_safe(data: bytes) -> None:
    assert measure(data).extension == "svg"


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg("<SCRIPT>alert(1)</SCRIPT>"),
        svg('<script href="https://x.example/x.js"/>'),
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        svg('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>'),
        svg("<foreignObject><p/></foreignObject>"),
        svg('<iframe src="#"/>'),
        svg(attributes='onload="alert(1)"'),
        svg('<rect onclick="alert(1)"/>'),
        svg('<rect OnMouseOver="alert(1)"/>'),
        svg('<a href="javascript:alert(1)"><text>x</text></a>'),
        svg('<a xlink:href="java&#10;script:alert(1)"><text>x</text></a>'),
        svg('<a href="https://x.example/"><text>x</text></a>'),
        svg('<use href="other.svg#a"/>'),
        svg('<use href="data:image/svg+xml;base64,AAAA#a"/>'),
        svg('<image href="https://x.example/x.png"/>'),
        svg('<image href="//x.example/x.png"/>'),
        svg('<feImage xlink:href="/x.png"/>'),
        svg('<set attributeName="href" to="javascript:alert(1)"/>'),
        svg('<animate attributeName="xlink:href" values="javascript:alert(1)"/>'),
        svg('<set attributeName="onmouseover" to="alert(1)"/>'),
        svg("<style>@import url(https://x.example/x.css);</style>"),
        svg("<style>@IMPORT '/x.css';</style>"),
        svg("<style>a{fill:url(https://x.example/x)}</style>"),
        svg("<style>a{fill:u\\72l(https://x.example/x)}</style>"),
        svg("<style>@im<!-- -->port 'x'</style>"),
        svg("<style><![CDATA[@import 'x']]></style>"),
        svg("<rect style=\"background:url('https://x.example/x')\"/>"),
        svg('<rect fill="url( //x.example/x#a )"/>'),
        svg("<rect style=\"background:image-set('x' 1x)\"/>"),
        svg(before='<?xml-stylesheet href="x.css"?>'),
        svg(attributes='xml:base="https://x.example/"'),
        svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "x">]>'),
        svg(before='<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'),
        svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
        svg("<script>alert(1)</script>").decode().encode("utf-16"),
        svg('<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">x</handler>'),
    ],
)
def test_drawings_that_run_load_or_lead_elsewhere_are_refused(data: bytes) -> None:
    assert code(data) == "unsafe-svg"


def test_entities_never_unfold() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = svg("&a11;", before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]>')
    began = time.process_time()
    assert code(bomb) == "unsafe-svg"
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "data",
    [
        svg(attributes='width="1e9" height="10"'),
        svg("<g>"),
        svg("<text>&undefined;</text>"),
        b"<?xml version='1.0' encoding='no-such'?><svg/>",
    ],
)
def test_drawings_that_make_no_sense_are_unreadable(data: bytes) -> None:
    assert code(data) == "unreadable-image"


def test_a_drawing_nested_thousands_deep_is_measured() -> None:
    assert measure(svg("<g>" * 50_000 + "</g>" * 50_000)).width == 300
