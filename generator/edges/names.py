"""Names of files: which are left aside, which no site may hold, which are twins.

A paper is built on one machine and served from another, so a name must mean the same
file on every file system: Linux, macOS (NFD, no case) and Windows.
"""

import re
import unicodedata

MAX_NAME_BYTES = 255

# Device names of Windows ("Naming Files, Paths, and Namespaces", Microsoft Learn), with the
# superscript digits that it reads as digits; an extension does not make them safe.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
# Control characters, marks that reverse the text around them, surrogates of bytes that are
# no UTF-8, and Windows' path separator.
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]")
# "~$" are the locks of Microsoft's editors, which hold their user's name; "._" what macOS notes
# of a file on foreign disks; ".~lock." LibreOffice's locks; ".#" those of Emacs.
_EDITOR_ENDINGS = (
    *("~", ".swp", ".swo", ".swn", ".swx", ".kate-swp"),
    *(".orig", ".rej", ".bak", ".tmp", ".part", ".crdownload"),
)
_EDITOR_BEGINNINGS = ("~$", "._", ".~lock.", ".#", ".env.")
_EDITOR_NAMES = frozenset({"Thumbs.db", "ehthumbs.db", "desktop.ini", "__pycache__"})
_SOURCE_MAP = re.compile(r".+\.(?:css|js|mjs)\.map")  # it tells where on whose machine all lies
_PLAIN = re.compile("[a-z0-9][a-z0-9-]{4,99}")  # longer than the device names of Windows
# Hidden names that no server is meant to see, wherever they lie.
_KEPT_HIDDEN = frozenset(
    (
        *(".DS_Store", ".directory", ".Spotlight-V100", ".Trashes", ".fseventsd"),
        *(".git", ".gitignore", ".gitkeep", ".gitattributes", ".gitmodules", ".hg", ".svn"),
        *(".idea", ".vscode", ".editorconfig", ".env", ".htpasswd", ".netrc", ".npmrc", ".ssh"),
    )
)


def is_ignored(name: str, *, verbatim: bool = False) -> bool:
    """Tell whether a name is hidden, an editor's spare copy or a desktop's own file.

    verbatim: in a folder that is published as it stands, where hosts look for hidden names
    such as .well-known and .nojekyll.
    """
    hidden = name in _KEPT_HIDDEN if verbatim else name.startswith(".")
    return (
        hidden
        or name.startswith(_EDITOR_BEGINNINGS)
        or name.endswith(_EDITOR_ENDINGS)
        or name in _EDITOR_NAMES
        or _SOURCE_MAP.fullmatch(name) is not None
        or (name.startswith("#") and name.endswith("#"))
    )


def is_plain(name: str) -> bool:
    """Tell at once of most names, which are as slugs are, that they are neither ignored nor bad."""
    return _PLAIN.fullmatch(name) is not None


def is_bad(name: str) -> bool:
    """Tell whether a name (one part of a path) cannot be kept on every file system."""
    return (
        _REFUSED.search(name) is not None
        or name.endswith((".", " "))
        or _RESERVED.fullmatch(name) is not None
        or len(nfc(name).encode()) > MAX_NAME_BYTES
    )


def nfc(name: str) -> str:
    """Compose a name, as macOS decomposes what others wrote."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def fold(path: str) -> str:
    """Reduce a path to what file systems without case or with their own form compare."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def shown(path: str) -> str:
    """Spell a path so that it can be printed: refused characters as escapes."""
    return _REFUSED.sub(lambda found: found[0].encode("unicode_escape").decode(), path)
