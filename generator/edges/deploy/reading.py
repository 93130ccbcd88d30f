"""Reading a file of output/: as it was when the delivery was planned, or not at all."""

import hashlib
import os
from pathlib import Path

from generator.model.delivery import DeliveryFailed, File


def digest_of(data: bytes) -> str:
    """Give the digest by which a target's manifest knows a file."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_file(output: Path, path: str) -> bytes:
    """Read a file of output/; a symbolic link is none."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(output / path, flags), "rb") as opened:
        return opened.read()


def read_planned(output: Path, file: File) -> bytes:
    """Read a file as it was planned; DeliveryFailed where something has changed it since."""
    try:
        data = read_file(output, file.path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeliveryFailed("deploy-failed", path=file.path, reason=reason) from error
    if digest_of(data) != file.digest:
        raise DeliveryFailed("deploy-underfoot", path=file.path)
    return data
