"""Running other programs: arguments as a list, never a shell; what they say without secrets."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.edges.deploy.secrecy import redacted
from generator.model.delivery import DeliveryFailed

_TIMEOUT = 30 * 60  # seconds; longer is a program that waits for somebody
_HUNG = -1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did: exit code, what it printed, its errors, and these for people."""

    code: int
    out: bytes
    errors: str
    reason: str


@dataclass(frozen=True, slots=True)
class Command:
    """A program with the arguments that every call begins with. environment: beside ours."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path

    def run(self, arguments: Sequence[str], given: bytes = b"") -> Outcome:
        """Run the program to its end; DeliveryFailed where it is not installed."""
        name = self.arguments[0]
        program = shutil.which(name)
        if program is None:
            raise DeliveryFailed("deploy-program", program=name)
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program, its arguments checked by schema
                [program, *self.arguments[1:], *arguments],
                input=given,
                capture_output=True,
                env={**os.environ, **self.environment},
                cwd=self.folder,
                timeout=_TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(_HUNG, b"", "", f"{name}: {_TIMEOUT} s")
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        return Outcome(done.returncode, done.stdout, said, redacted(said))
