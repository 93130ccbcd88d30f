"""Disks of systems that cannot do what Linux on ext4 can, forced through the seam."""

import errno
import os
from types import MappingProxyType

from generator.edges.disk import Disk


class NoExchange(Disk):
    """No two names can be swapped: NFS, older ZFS, FAT, systems without such a call."""

    def exchange(self, one: str, other: str) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), one, None, other)


class NoLinks(Disk):
    """No file can have two names: FAT, exFAT, many network disks."""

    def link(self, source: str, target: str) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), source, None, target)


class Neither(NoExchange, NoLinks):
    """Nothing but the plainest of renames."""


SYSTEMS = MappingProxyType(
    {"linux": Disk(), "no-exchange": NoExchange(), "no-links": NoLinks(), "neither": Neither()}
)
