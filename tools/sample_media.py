"""Makes the sound, the film and the cover of the sample stories; nothing in them is recorded.

``python tools/sample_media.py FOLDER`` writes ``sound.mp3``, ``film.mp4`` and ``cover.png``. The
sound and the film need the program ffmpeg.
"""

import math
import random
import struct
import subprocess
import sys
import wave
from pathlib import Path

from PIL import Image, ImageDraw

RATE = 22_050  # samples a second
SECONDS = 14
NOTES = (130.81, 196.0, 261.63, 196.0)  # a drone of C and G, plucked one after the other
PLUCK = 1.75  # seconds between two of them
COVER = 1400  # pixels: the least that podcast directories take
PAPER, INK, SINDOOR = (251, 247, 238), (29, 26, 22), (179, 48, 26)
STILL = Path("content/bihar/kosi-school-boat/school-boat.jpg")
FILM = (
    "scale=1280:720:force_original_aspect_ratio=increase,crop=1280:720,"
    "zoompan=z='1+0.0012*on':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d=96:s=640x360:fps=12"
)


def samples() -> list[float]:
    """Give a plucked drone over the rush of a river, from -1 to 1."""
    chance = random.Random(7)  # noqa: S311 - water, not a secret
    water, made = 0.0, []
    for at in range(RATE * SECONDS):
        now = at / RATE
        value = 0.0
        for number in range(int(now / PLUCK) + 1):
            age = now - number * PLUCK
            loud = math.exp(-1.1 * age) * min(1.0, age * 200)
            pitch = NOTES[number % len(NOTES)]
            overtones = (
                math.sin(math.tau * pitch * part * age) / part**1.4 for part in range(1, 7)
            )
            value += loud * sum(overtones)
        water += 0.03 * (chance.uniform(-1, 1) - water)
        swell = 0.6 + 0.4 * math.sin(math.tau * now / 6)
        fade = min(1.0, now, SECONDS - now)
        made.append(fade * (0.16 * value + 1.6 * swell * water))
    return made


def encode(*arguments: str | Path) -> None:
    """Run ffmpeg so that it writes the same bytes each time."""
    exact = ("-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1")
    *before, target = map(str, arguments)
    command = ["ffmpeg", "-v", "error", "-y", *before, *exact, target]
    subprocess.run(command, check=True)  # noqa: S603 - our own words, a program on PATH


def sound(folder: Path) -> None:
    """Write the sound as WAV, and as the MP3 that is published."""
    rough = folder / "sound.wav"
    with wave.open(str(rough), "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(RATE)
        peaks = (int(32_000 * max(-1.0, min(1.0, one))) for one in samples())
        opened.writeframes(b"".join(struct.pack("<h", one) for one in peaks))
    encode("-i", rough, "-b:a", "24k", folder / "sound.mp3")
    rough.unlink()


def film(folder: Path) -> None:
    """Write eight seconds of a slow approach to a still picture, without sound."""
    quality = ("-c:v", "libx264", "-preset", "veryslow", "-crf", "36", "-pix_fmt", "yuv420p")
    start = ("-movflags", "+faststart", "-threads", "1")
    encode("-i", STILL, "-vf", FILM, *quality, *start, folder / "film.mp4")


def cover(folder: Path) -> None:
    """Draw the podcast's cover: two tracks that meet, as the paper's two languages do."""
    image = Image.new("RGB", (COVER, COVER), PAPER)
    pen = ImageDraw.Draw(image)
    for rise in (-1, 1):
        for rail in (-70, 70):
            middle = COVER / 2
            line = [
                (0, middle + rise * 460 + rail),
                (middle, middle + rail),
                (COVER, middle + rail),
            ]
            pen.line(line, fill=INK, width=26, joint="curve")
    for left in range(740, COVER, 110):
        pen.line([(left, 560), (left, 840)], fill=INK, width=18)
    pen.ellipse((COVER / 2 - 210, COVER / 2 - 210, COVER / 2 + 210, COVER / 2 + 210), fill=SINDOOR)
    pen.polygon([(640, 590), (640, 810), (820, 700)], fill=PAPER)
    image.quantize(16).convert("RGB").save(folder / "cover.png", optimize=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for make in (sound, film, cover):
        make(target)
