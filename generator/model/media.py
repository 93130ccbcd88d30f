"""Sound and film: as front matter names them, and as the files are found."""

from types import MappingProxyType

from generator.model.record import record

AUDIO, VIDEO = "audio", "video"

# Extension → media type. Podcast directories know M4A by the older of its two names.
SOUNDS = MappingProxyType(
    {"mp3": "audio/mpeg", "m4a": "audio/x-m4a", "ogg": "audio/ogg", "wav": "audio/wav"}
)
FILMS = MappingProxyType({"mp4": "video/mp4"})
TYPES = MappingProxyType({**SOUNDS, **FILMS})


@record
class Recording:
    """Sound or film as front matter names it; src: a path as written, or an https URL, or "".

    youtube: the id of a film there, instead of src; seconds: how long it takes, 0 if it is not
    said; length: bytes, and type: media type, of a file elsewhere; poster: a picture as written.
    """

    src: str = ""
    youtube: str = ""
    title: str = ""
    seconds: int = 0
    length: int = 0
    type: str = ""
    poster: str = ""

    @property
    def remote(self) -> bool:
        """Tell whether the file lies on another host."""
        return self.src.startswith("https://")


@record
class MediaFile:
    """A sound or film in content/ or media/, looked at.

    size in bytes; extension without the dot, by what the file holds; seconds: how long it
    takes; width and height in pixels, 0 of sound; flaw: "" or the code of the problem for
    which it is refused.
    """

    path: str
    digest: bytes
    size: int
    extension: str
    seconds: int = 0
    width: int = 0
    height: int = 0
    flaw: str = ""

    @property
    def kind(self) -> str:
        """Tell whether it is sound or film."""
        return VIDEO if self.extension in FILMS else AUDIO
