"""The section `deploy`: where the paper is published, and never with which credentials."""

import re
from collections.abc import Mapping as Table
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from generator.model.delivery import (
    AZURE,
    BROTLI,
    CLOUDFLARE,
    GCS,
    GZIP,
    MEMORY,
    NETLIFY,
    S3,
    Branch,
    Folder,
    Host,
    Rsync,
    Storage,
    Target,
)
from generator.stages.configure.values import check_id, rows
from generator.stages.schema import KeyTable, Mapping, Node, Reader, Scalar, shapes

MOST_THREADS, MOST_SECONDS, MOST_PORT = 256, 600, 65_535
BRANCH = "gh-pages"
FOLDER, RSYNC, GIT = "folder", "rsync", "git"
SECRET_CODE = "secret-in-site"  # noqa: S105 - a problem's code
_SECRET = re.compile(
    r"secret|token|passw|credential|api_?key|access_?key|account_?key|private_?key|key_?id|"
    r"sas_|connection_?string|service_?account|^(key|sas|auth|login)$"
)
_NAME = re.compile(r"[$]?[A-Za-z0-9][A-Za-z0-9._-]*")
_REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]*")
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_REMOTE = re.compile(r"[A-Za-z0-9._~/][\x21-\x7e]*")


def _matching(pattern: re.Pattern[str], code: str) -> Any:  # noqa: ANN401 - a converter
    """Make a converter of texts that match a pattern wholly and climb nowhere."""

    def convert(reader: Reader, node: Node, key: str) -> str | None:
        written = shapes.verbatim(reader, node, key)
        if written is None:
            return None
        if pattern.fullmatch(written) and ".." not in written and not written.endswith(".lock"):
            return written
        reader.report(node, code, key=key, value=written)
        return None

    return convert


def _prefix(reader: Reader, node: Node, key: str) -> str | None:
    """Read the folder of a bucket; slashes around it say nothing."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    parts = written.strip("/").split("/")
    if written.strip("/") and ({"", ".", ".."} & set(parts) or not written.isprintable()):
        reader.report(node, "bad-target-value", key=key, value=written)
        return None
    return "/".join(parts)


def _path(reader: Reader, node: Node, key: str) -> str | None:
    """Read a folder's path; the root of a machine is none that a paper may fill."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    if written.strip("/") and written.isprintable() and not written.startswith("-"):
        return written
    reader.report(node, "bad-target-value", key=key, value=written)
    return None


def _remote(reader: Reader, node: Node, key: str) -> str | None:
    """Read a git remote: its name, an address or a path; whoever names a password is stopped."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    if _holds_password(written):
        reader.report(node, SECRET_CODE, key=key)
        return None
    if _REMOTE.fullmatch(written) and "::" not in written:
        return written
    reader.report(node, "bad-target-value", key=key, value=written)
    return None


def _holds_password(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.password) or (bool(parts.username) and parts.scheme in ("http", "https"))
    except ValueError:
        return True


def _endpoint(reader: Reader, node: Node, key: str) -> str | None:
    written = shapes.verbatim(reader, node, key)
    if written and _holds_password(written):
        reader.report(node, SECRET_CODE, key=key)
        return None
    return shapes.url(reader, node, key)


_name = _matching(_NAME, "bad-target-value")
_STORED: KeyTable = MappingProxyType(
    {
        "prefix": _prefix,
        "compress": shapes.choice((GZIP, BROTLI)),
        "threads": shapes.number(1, MOST_THREADS),
        "timeout": shapes.number(1, MOST_SECONDS),
    }
)
_HOSTED: KeyTable = MappingProxyType({"project": _name, "run": shapes.truth})
# kind → its keys beside `kind`; those in REQUIRED have no default.
KINDS: Table[str, KeyTable] = MappingProxyType(
    {
        S3: {"bucket": _name, "endpoint": _endpoint, "region": _name, **_STORED},
        GCS: {"bucket": _name, **_STORED},
        AZURE: {"account": _name, "container": _name, "endpoint": _endpoint, **_STORED},
        FOLDER: {"path": _path},
        MEMORY: {},
        GIT: {
            "remote": _remote,
            "branch": _matching(_REF, "bad-target-value"),
            "cname": _matching(_HOST, "bad-target-value"),
        },
        RSYNC: {
            "host": _matching(_HOST, "bad-target-value"),
            "user": _name,
            "port": shapes.number(1, MOST_PORT),
            "path": _path,
        },
        NETLIFY: _HOSTED,
        CLOUDFLARE: _HOSTED,
    }
)
REQUIRED: Table[str, tuple[str, ...]] = MappingProxyType(
    {
        S3: ("bucket",),
        GCS: ("bucket",),
        AZURE: ("account", "container"),
        FOLDER: ("path",),
        GIT: ("remote",),
        RSYNC: ("path",),
        CLOUDFLARE: ("project",),
    }
)


def targets_of(reader: Reader, node: Node, key: str) -> tuple[Target, ...] | None:
    """Read the named targets."""
    found = []
    if not isinstance(node, Mapping):
        reader.wrong(node, key, "map")
        return None
    for name, value, dotted in rows(reader, node, key):
        check_id(reader, name)
        values = _values(reader, value, dotted)
        if values is not None:
            found.append(_target(name.text, values))
    return tuple(found)


def _values(reader: Reader, node: Node, dotted: str) -> dict[str, Any] | None:
    """Read one target by the table of its kind; None where there is an error."""
    if not isinstance(node, Mapping):
        reader.wrong(node, dotted, "map")
        return None
    before = len(reader.problems)
    node = _without_secrets(reader, node)
    kind_of = shapes.choice(tuple(KINDS))
    said = [value for key, value in node.entries if key.text == "kind"]
    kind = kind_of(reader, said[0], f"{dotted}.kind") if said else None
    if kind is None:
        if len(reader.problems) == before:
            reader.marks.setdefault(dotted, (node.line, node.column))
            reader.require({}, "kind", dotted)
        return None
    values = reader.read(node, {"kind": shapes.verbatim, **KINDS[kind]}, dotted)
    for name in REQUIRED.get(kind, ()):
        reader.require(values, name, dotted)
    return values if len(reader.problems) == before else None


def _without_secrets(reader: Reader, node: Mapping) -> Mapping:
    """Report keys that look like credentials, and read on without them."""
    kept = []
    for key, value in node.entries:
        if _looks_secret(key):
            reader.report(key, SECRET_CODE, key=key.text)
        else:
            kept.append((key, value))
    return Mapping(tuple(kept), node.line, node.column)


def _looks_secret(key: Scalar) -> bool:
    return _SECRET.search(key.text.casefold().replace("-", "_")) is not None


def _target(name: str, values: dict[str, Any]) -> Target:
    kind = values.pop("kind")
    if kind == FOLDER:
        return Folder(name, **values)
    if kind == RSYNC:
        return Rsync(name, **values)
    if kind == GIT:
        return Branch(name, **({"branch": BRANCH, "cname": ""} | values))
    if kind in (NETLIFY, CLOUDFLARE):
        return Host(name, kind, **({"project": ""} | values))
    if "container" in values:
        values["bucket"] = values.pop("container")
    if "timeout" in values:
        values["seconds"] = values.pop("timeout")
    return Storage(name, kind, **values)
