"""How long what may be kept, and what kind of file it is: one rule for every host.

`_headers` tells it to hosts that read such a file; storage is told with each object.
"""

from generator.model.delivery import Headers
from generator.stages.address import WORKER

# Folders whose files are named by what they hold.
LASTING = ("assets", "media")
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"
ASKED = "no-cache"  # of every use of what decides over all other uses
_KINDS = (
    ("text/html; charset=utf-8", "html htm"),
    ("text/css; charset=utf-8", "css"),
    ("text/javascript; charset=utf-8", "js mjs"),
    ("text/plain; charset=utf-8", "txt"),
    ("text/vtt; charset=utf-8", "vtt"),
    ("text/calendar; charset=utf-8", "ics"),
    ("application/json", "json map"),
    ("application/feed+json", "feed.json"),  # RSS and Atom stay XML, which browsers show
    ("application/ld+json", "jsonld"),
    ("application/manifest+json", "webmanifest"),
    ("application/xml", "xml xsl"),
    ("application/pdf", "pdf"),
    ("application/wasm", "wasm"),
    ("application/zip", "zip"),
    ("image/svg+xml", "svg"),
    ("image/avif", "avif"),
    ("image/webp", "webp"),
    ("image/jpeg", "jpg jpeg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/x-icon", "ico"),
    ("font/woff2", "woff2"),
    ("font/woff", "woff"),
    ("font/ttf", "ttf"),
    ("font/otf", "otf"),
    ("audio/mpeg", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/ogg", "oga ogg opus"),
    ("audio/wav", "wav"),
    ("video/mp4", "mp4 m4v"),
    ("video/webm", "webm"),
)
_UNKNOWN = "application/octet-stream"
_TEXTS = ("text/", "application/", "image/svg")
_PACKED = ("pdf", "zip", "wasm")


def lasts(path: str) -> bool:
    """Tell whether a file is named by what it holds, so that it may be kept for ever."""
    return path.partition("/")[0] in LASTING and "/" in path


def keeping(path: str) -> str:
    """Give the Cache-Control of a file."""
    if path == WORKER:
        return ASKED
    return FOREVER if lasts(path) else BRIEFLY


def content_type(path: str) -> str:
    """Give the Content-Type of a file by its name; feeds are known by theirs."""
    name = path.rpartition("/")[2].lower()
    extension = name.rpartition(".")[2] if "." in name else ""
    kinds = {one: kind for kind, names in _KINDS for one in names.split()}
    return kinds.get(name) or kinds.get(extension, _UNKNOWN)


def squeezes(path: str) -> bool:
    """Tell whether compressing a file is worth it: texts are long, pictures packed already."""
    kind = content_type(path)
    packed = kind == _UNKNOWN or path.lower().endswith(_PACKED)
    return kind.startswith(_TEXTS) and not packed


def headers(path: str, encoding: str = "") -> Headers:
    """Give the headers with which a file is served; encoding: of texts, "" for none."""
    said = (("Cache-Control", keeping(path)), ("Content-Type", content_type(path)))
    return (*said, ("Content-Encoding", encoding)) if encoding and squeezes(path) else said
