"""The manifest as it lies at a target: JSON with sorted keys, each set of headers told once."""

import json
from typing import Any

from generator.model.delivery import Claim, Headers, Held, Manifest

_VERSION = 1


class UnreadableManifest(ValueError):  # noqa: N818 - it says what the manifest is
    """A manifest that is damaged, or of a later version."""


def write_manifest(manifest: Manifest) -> bytes:
    """Spell a manifest."""
    kinds: dict[Headers, int] = {}
    files = {
        path: [held.digest, held.size, kinds.setdefault(held.headers, len(kinds))]
        for path, held in sorted(manifest.files.items())
    }
    claim = manifest.claim
    said = {
        "version": _VERSION,
        "claim": claim
        and {
            "owner": claim.owner,
            "machine": claim.machine,
            "token": claim.token,
            "since": claim.since,
            "until": claim.until,
        },
        "headers": [dict(one) for one in kinds],
        "files": files,
        "retired": dict(sorted(manifest.retired.items())),
        "pending": sorted(manifest.pending),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; raises UnreadableManifest."""
    try:
        said: dict[str, Any] = json.loads(data)
        later = said["version"] != _VERSION
        kinds = [tuple(one.items()) for one in said["headers"]]
        files = {
            path: Held(digest, size, kinds[kind])
            for path, (digest, size, kind) in said["files"].items()
        }
        claim = said["claim"] and Claim(**said["claim"])
        found = Manifest(files, said["retired"], frozenset(said["pending"]), claim or None)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise UnreadableManifest(str(error)) from error
    if later:
        raise UnreadableManifest
    return found
