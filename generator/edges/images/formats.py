"""Which pictures are read, how large they may be, and which formats can be written here."""

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

MAX_PIXELS = 100_000_000
MAX_FRAMES = 2_000  # of a film: each takes its time, however small it is
# Scans of a JPEG, of which a progressive one has ten: each goes over the whole picture, and can
# do that in a hundred bytes.
MAX_SCANS = 200
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_CODECS = ("_avif", "_imaging", "_imagingft", "_webp")


class BadImage(Exception):  # noqa: N818 - it names what the picture is
    """A picture that cannot be published.

    code: unreadable-image (or made of too many scans), image-too-large (more than 100
    megapixels, or too many frames) or unsafe-svg.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@cache
def _codecs() -> tuple[tuple[str, bytes], ...]:
    """Give name and a fingerprint of each codec of Pillow, which need not be loaded for that."""
    folders = (Path(place or ".") / "PIL" for place in sys.path)
    folder = next((one for one in folders if one.is_dir()), None)
    found = []
    for path in sorted(folder.iterdir()) if folder else ():
        name = path.name.partition(".")[0]
        if name in _CODECS or name == "_version":
            seen = f"{path.name} {path.stat().st_size}".encode()
            made = path.read_bytes() if name == "_version" else b""
            found.append((name, blake2b(seen + made, digest_size=8).digest()))
    return tuple(found)


def writes_avif() -> bool:
    """Tell whether AVIF can be written here: not every system's Pillow has the codec."""
    return any(name == "_avif" for name, _ in _codecs())


def encoders() -> bytes:
    """Give a digest of the encoders: with others, the same rendition may be other bytes."""
    return b"".join(seen for _, seen in _codecs())
