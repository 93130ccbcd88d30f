"""What sound and film say of themselves, and what only claims to be either."""

import io
import wave

import pytest
from papers import ROOT

from generator.edges.media import examine_media

SOUND = ROOT / "content/bihar/night-on-the-river-podcast/night-river.mp3"
FILM = ROOT / "content/bihar/a-morning-on-the-school-boat/school-boat.mp4"


def wav(frames: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(4 * frames))
    return made.getvalue()


def test_length_size_and_type_are_read_from_the_bytes_alone() -> None:
    heard = examine_media("a/called.mp4", b"x", SOUND.read_bytes())
    assert (heard.extension, heard.seconds, heard.width, heard.kind) == ("mp3", 14, 0, "audio")
    assert heard.size == SOUND.stat().st_size
    seen = examine_media("a/called.mp3", b"x", FILM.read_bytes())
    assert (seen.extension, seen.seconds, seen.kind) == ("mp4", 8, "video")
    assert (seen.width, seen.height) == (640, 360)
    short = examine_media("a/x.ogg", b"x", wav(2000))
    assert (short.extension, short.seconds, short.flaw) == ("wav", 1, "")


def test_a_film_that_is_turned_is_measured_as_it_is_shown() -> None:
    data = bytearray(FILM.read_bytes())
    at = data.index(b"tkhd") - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    matrix = (0, 1 << 16, 0, (1 << 32) - (1 << 16), 0, 0, 0, 0, 1 << 30)
    data[end - 44 : end - 8] = b"".join(one.to_bytes(4, "big") for one in matrix)
    seen = examine_media("film.mp4", b"x", bytes(data))
    assert (seen.width, seen.height, seen.flaw) == (360, 640, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"MZ no sound",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"ID3\x04\x00\x00\x00\x00\x00\x00",
        b"\x00\x00\x00\x18ftypisom" + bytes(12),
        b"OggS" + bytes(40),
        wav(0),
        FILM.read_bytes()[:2000],
    ],
)
def test_what_cannot_be_played_is_refused(data: bytes) -> None:
    assert examine_media("x.mp3", b"x", data).flaw == "unreadable-recording"
