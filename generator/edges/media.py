"""Sound and film: looked at once. What a file is, its bytes say, whatever it is called.

tinytag is loaded when there is a file to look at, not before.
"""

import io
import struct
from collections.abc import Iterator

from generator.model.media import MediaFile

UNREADABLE = "unreadable-recording"
_CONTAINERS = (b"moov", b"trak")
_MAX_BOXES = 100_000  # of an MP4; one of an hour that comes in pieces of a second has 8,000
_MAX_READS = 500_000  # of any file: a hundred for each megabyte of the longest
_FIXED = 65536  # ISO/IEC 14496-12, 8.3.2: sides of a track are numbers of 16 and 16 bits


def examine_media(path: str, digest: bytes, data: bytes) -> MediaFile:
    """Look at one file, given with its path in the site and its digest; flaws are told in it."""
    from tinytag import TinyTag  # noqa: PLC0415 - a site without sound does not need it

    extension = _extension(data)
    refused = MediaFile(path, digest, len(data), extension, flaw=UNREADABLE)
    if not extension:
        return refused
    try:
        heard = TinyTag.get(f"x.{extension}", _Reading(data), tags=False)
        width, height = _screen(data) if extension == "mp4" else (0, 0)
    except Exception:  # noqa: BLE001 - whatever befalls readers of damaged files
        return refused
    if not heard.duration:
        return refused
    if extension == "mp4" and not width:
        extension = "m4a"
    seconds = max(1, round(heard.duration))
    return MediaFile(path, digest, len(data), extension, seconds, width, height)


def _extension(data: bytes) -> str:
    """Tell a file by its first bytes; "" if no browser would play it everywhere."""
    if data[4:8] == b"ftyp":
        return "mp4"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[:4] == b"OggS":
        return "ogg"
    # MPEG audio, layer III: eleven bits that are set, and 01 for the layer.
    frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2  # noqa: PLR2004
    return "mp3" if data[:3] == b"ID3" or frame else ""


def _screen(data: bytes) -> tuple[int, int]:
    """Give width and height of an MP4 as shown: those of its first track that has a picture."""
    tracks = [end for name, end in _boxes(data) if name == b"tkhd"]
    for end in tracks:
        # Its last eight bytes; before them a matrix of 36, which may turn the picture.
        width, height = (side // _FIXED for side in struct.unpack_from(">II", data, end - 8))
        turned = struct.unpack_from(">i", data, end - 44)[0] == 0
        if width and height:
            return (height, width) if turned else (width, height)
    return (0, 0)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Give name and end of the boxes of an MP4, and of those within, in order.

    Raises ValueError where one does not end within the other (the file is cut off), and where
    there are far too many.
    """
    waiting = [(0, len(data))]
    for _ in range(_MAX_BOXES):
        start, end = waiting.pop()
        while start + 8 > end:
            if not waiting:
                return
            start, end = waiting.pop()
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:  # of more than four gigabytes, or written as if
            size, head = struct.unpack_from(">Q", data, start + 8)[0], 16
        stop = end if size == 0 else start + size
        if stop > end or stop < start + head:
            raise ValueError(name)
        waiting.append((stop, end))
        if name in _CONTAINERS:
            waiting.append((start + head, stop))
        else:
            yield name, stop
    raise ValueError(_MAX_BOXES)


class _Reading(io.BytesIO):
    """Bytes that are read so and so often: a reader that goes by single bytes is stopped."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = _MAX_READS

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does; raises ValueError where that is done too often."""
        self._left -= 1
        if self._left < 0:
            raise ValueError(_MAX_READS)
        return super().read(size)
