"""Single values of site.yaml: addresses, zones, folders, ids."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, available_timezones

from generator.language.slug import DEVICES, slug
from generator.stages.schema import Mapping, Node, Reader, Scalar, shapes
from generator.stages.suggest import suggest

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PATH = re.compile(r"(/[A-Za-z0-9._~%!$&'()*+,;=:@-]*)*")


def base_url(reader: Reader, node: Node, key: str) -> str | None:
    """Read where the paper lives: an absolute http(s) URL, given back with its last slash."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    if shapes.is_url(written) and written.isascii():
        parts = urlsplit(written)
        plain = not parts.query and not parts.fragment and "@" not in parts.netloc
        odd = "?" in written or "#" in written or "//" in parts.path or ".." in parts.path
        if plain and not odd and _PATH.fullmatch(parts.path):
            return written if written.endswith("/") else written + "/"
    suggestion = _nearest_base(written)
    reader.report(node, "bad-base-url", key=key, value=written, suggestion=suggestion)
    return None


def _nearest_base(written: str) -> str:
    """Mend what is plainly meant: a missing scheme, a query, a host in its own script."""
    whole = written if "//" in written else f"https://{written}"
    if not shapes.is_url(whole):
        return ""
    parts = urlsplit(whole)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if "." not in host or not _PATH.fullmatch(parts.path):
        return ""
    port = f":{parts.port}" if parts.port else ""
    path = "/".join(part for part in parts.path.split("/") if part not in ("", ".."))
    return urlunsplit((parts.scheme, host + port, f"/{path}/" if path else "/", "", ""))


def timezone(reader: Reader, node: Node, key: str) -> str | None:
    """Read a time zone of the IANA database, such as Asia/Kolkata."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    try:
        ZoneInfo(written)
    except (LookupError, ValueError, OSError):
        near = suggest(written, sorted(available_timezones()))
        reader.report(node, "unknown-timezone", key=key, name=written, suggestion=near)
        return None
    return written


def theme(reader: Reader, node: Node, key: str) -> str | None:
    """Read a theme's name: a folder of the site or an installed package."""
    return shapes.verbatim(reader, node, key)


def media(reader: Reader, node: Node, key: str) -> str | None:
    """Read the path of a picture under media/."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    parts = written.split("/")
    if parts[0] == "media" and len(parts) > 1 and not {"", ".", ".."} & set(parts):
        return written
    name = parts[-1]
    reader.report(node, "bad-logo", key=key, value=written, suggestion=name and f"media/{name}")
    return None


def address(reader: Reader, node: Node, key: str) -> str | None:
    """Read an address: a URL, or a path of this site that begins with a slash."""
    written = shapes.verbatim(reader, node, key)
    if written is None or shapes.is_url(written):
        return written
    if written.startswith("/") and not written.startswith("//") and written.isprintable():
        return written
    reader.report(node, "bad-address", key=key, value=written)
    return None


def is_id(text: str) -> bool:
    """Tell whether a text can stand in a URL as it is: a-z, 0-9 and single hyphens.

    It is a folder's name as well: none that Windows keeps for devices.
    """
    return _ID.fullmatch(text) is not None and text not in DEVICES


def check_id(reader: Reader, node: Scalar) -> bool:
    """Report an id that cannot stand in a URL, with the one that can."""
    if is_id(node.text):
        return True
    reader.report(node, "bad-id", value=node.text, suggestion=slug(node.text))
    return False


def rows(reader: Reader, node: Node, key: str) -> Iterator[tuple[Scalar, Node, str]]:
    """Give (id, value, dotted key) of a mapping by ids; an empty value is an empty mapping."""
    if not isinstance(node, Mapping):
        reader.wrong(node, key, "map")
        return
    said = {dotted: value for _, value, dotted in reader.entries(node, key)}
    for name, _ in node.entries:
        dotted = f"{key}.{name.text}"
        yield name, said.get(dotted, Mapping((), name.line, name.column)), dotted
