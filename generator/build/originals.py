"""Pictures, sound and film as the newsroom keeps them: looked at when they are new.

What was seen is remembered by the digest of the bytes; flaws are told where a file is used.
"""

import pickle
from collections.abc import Iterator, Mapping

from generator.build.darkroom import look
from generator.build.memory import Memory
from generator.edges.cache import Cache
from generator.edges.disk import Undecodable, read_bytes
from generator.edges.engine import Engine
from generator.edges.media import examine_media
from generator.model.media import MediaFile
from generator.model.picture import PictureFile
from generator.model.source import Source

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
RECORDINGS = (".mp3", ".m4a", ".mp4", ".m4v", ".ogg", ".oga", ".wav")
FOLDERS = ("content/", "media/")
SEEN, HEARD = "pictures", "recordings"  # what the cache calls them
# What may be over by the next build, or by other settings.
PASSING = ("image-too-large", "recording-too-large", "changed-file")


def remember(memory: Memory, cache: Cache) -> None:
    """Load into memory what the cache remembers of them."""
    for name, target in ((SEEN, memory.pictures), (HEARD, memory.recordings)):
        data = cache.load(name)
        if data is not None:
            target.update(pickle.loads(data))  # noqa: S301 - our own file, sealed by the cache


def pictures(
    sources: Mapping[str, Source], known: Mapping[str, PictureFile], limit: int, engine: Engine
) -> dict[str, PictureFile]:
    """Look at the pictures that are new. limit: bytes."""
    found, new = {}, []
    for source in _called(sources, PICTURES):
        old = known.get(source.path)
        if source.stamp.size > limit:
            extension = source.path.rpartition(".")[2].lower()
            flaw = "image-too-large"
            found[source.path] = PictureFile(source.path, source.digest, 0, 0, extension, flaw)
        elif old is not None and old.digest == source.digest and old.flaw not in PASSING:
            found[source.path] = old
        else:
            new.append(source)
    found |= {one.path: one for one in look(new, engine)}
    for one in new:  # what could not be read has not been seen
        found.setdefault(one.path, PictureFile(one.path, one.digest, 0, 0, "", "changed-file"))
    return found


def recordings(
    sources: Mapping[str, Source], known: Mapping[str, MediaFile], limit: int
) -> dict[str, MediaFile]:
    """Look at the sound and film that is new: at its head alone, so no engine is needed."""
    found = {}
    for source in _called(sources, RECORDINGS):
        old = known.get(source.path)
        if source.stamp.size > limit:
            flaw = "recording-too-large"
            found[source.path] = MediaFile(source.path, source.digest, 0, "", flaw=flaw)
        elif old is not None and old.digest == source.digest and old.flaw not in PASSING:
            found[source.path] = old
        else:
            found[source.path] = _heard(source)
    return found


def _heard(source: Source) -> MediaFile:
    try:
        data = read_bytes(source)
    except Undecodable as error:
        return MediaFile(source.path, source.digest, 0, "", flaw=error.code)
    return examine_media(source.path, source.digest, data)


def _called(sources: Mapping[str, Source], endings: tuple[str, ...]) -> Iterator[Source]:
    """Give the files of the newsroom whose names end so."""
    for path, source in sources.items():
        if path.startswith(FOLDERS) and path.lower().endswith(endings):
            yield source
