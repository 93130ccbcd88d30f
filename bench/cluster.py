"""What a Dask cluster of local processes gives, what travels to it, and what a lost worker costs.

    .venv/bin/python bench/cluster.py [ARTICLES [WORKERS]]     (2,000 and 4)

The same made newsroom is built inline and on clusters: bytes are compared file by file, and all
that passes between the build and the scheduler is counted by a relay that stands between them.
Seconds are shown for what they are: on one machine a cluster can only be slower than processes.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from lay import lay
from newsrooms import NOW, tell

PORTS = ("--host", "127.0.0.1", "--no-dashboard")
CHUNK = 1 << 16
DIES = """\
import os, signal
from distributed import WorkerPlugin


class Mortal(WorkerPlugin):
    done = 0

    def transition(self, key, start, finish, **more):
        self.done += finish == "executing" and key.startswith("work-")
        if self.done == {batches}:
            os.kill(os.getpid(), signal.SIGKILL)


async def dask_setup(worker):
    await worker.plugin_add(Mortal())
"""


@dataclass(slots=True)
class Relay:
    """Passes on what goes to an address, and counts it: bytes there, and back."""

    target: tuple[str, int]
    there: int = 0
    back: int = 0
    _door: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def open(self) -> str:
        """Begin; give the address to use instead."""
        threading.Thread(target=self._listen, daemon=True).start()
        return f"127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        """Take no new connections."""
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._door.accept()
                theirs = socket.create_connection(self.target)
                for pair, onward in (((ours, theirs), True), ((theirs, ours), False)):
                    pump = partial(self._pass_on, *pair, onward=onward)
                    threading.Thread(target=pump, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, *, onward: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                sink.sendall(data)
                if onward:
                    self.there += len(data)
                else:
                    self.back += len(data)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Row:
    """One build: wall seconds, the processor's seconds in the building process, bytes, digest."""

    name: str
    wall: float
    own: float
    there: int
    back: int
    digest: str


def main() -> None:
    """Build, compare, and print the table."""
    reading = ArgumentParser(description="What a Dask cluster does and costs.")
    reading.add_argument("articles", type=int, nargs="?", default=2000)
    reading.add_argument("workers", type=int, nargs="?", default=4, help="of the largest cluster")
    asked = reading.parse_args()
    articles, most = asked.articles, asked.workers
    rows = []
    with TemporaryDirectory() as folder:
        place = Path(folder)
        site = place / "newsroom"
        lay("khabar-same", tell(articles), site)
        rows.append(_built(site, "inline", "inline", None))
        rows.append(_built(site, "processes:2", "processes:2", None))
        half = articles // 60  # batches that each of two workers has done by then
        clusters = [(f"dask, {count} workers", (0,) * count) for count in sorted({2, most})]
        clusters.append(("dask, one of two killed half way", (0, half)))
        clusters.append(("dask, both killed half way", (half, half)))
        rows.extend(_on_cluster(place, site, name, dies) for name, dies in clusters)
    print(f"{articles} articles, {os.cpu_count()} processors")
    print("| engine | wall s | CPU s here | MB to the cluster | MB back | bytes of output/ |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        same = "the same" if row.digest == rows[0].digest else "OTHER"
        sent = f"{row.there / 1e6:.1f} | {row.back / 1e6:.1f}" if row.there else "– | –"
        print(f"| {row.name} | {row.wall:.1f} | {row.own:.1f} | {sent} | {same} |")


def _on_cluster(place: Path, site: Path, name: str, dies: tuple[int, ...]) -> Row:
    with _cluster(place, dies) as address:
        host, _, port = address.removeprefix("tcp://").rpartition(":")
        relay = Relay((host, int(port)))
        row = _built(site, name, f"dask:{relay.open()}", relay)
        relay.close()
        return row


def _built(site: Path, name: str, engine: str, relay: Relay | None) -> Row:
    """Build cold, in a process of its own. Its children are no part of its own seconds."""
    output = site.parent / "output"
    arguments = ["--site", str(site), "--output", str(output), "--now", NOW.isoformat()]
    for folder in (output, site / ".khabar"):
        shutil.rmtree(folder, ignore_errors=True)
    before, began = getrusage(RUSAGE_CHILDREN), monotonic()
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "generator", "build", *arguments, "--engine", engine, "--json"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = getrusage(RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    seen = blake2b()
    for path in sorted(output.rglob("*")):
        if path.is_file():
            seen.update(str(path.relative_to(output)).encode() + path.read_bytes())
    counted = (relay.there, relay.back) if relay else (0, 0)
    return Row(name, monotonic() - began, own, *counted, seen.hexdigest())


@contextmanager
def _cluster(place: Path, dies: tuple[int, ...]) -> Iterator[str]:
    """Start a scheduler and a worker for each number: the batch at which it is killed, or 0."""
    made = []
    try:
        note = place / "scheduler"
        note.unlink(missing_ok=True)
        made.append(_started("scheduler", *PORTS, "--port", "0", "--scheduler-file", str(note)))
        while not note.is_file():
            sleep(0.1)
        for number, batches in enumerate(dies):
            preload = place / f"preload{number}.py"
            preload.write_text(DIES.format(batches=batches or -1), "utf-8")
            more = ("--nthreads", "1", "--no-nanny", "--preload", str(preload))
            where = ("--scheduler-file", str(note), "--local-directory", str(place))
            made.append(_started("worker", *PORTS, *more, *where))
        address = note.read_text("utf-8").partition('"address": "')[2].partition('"')[0]
        _wait(address, len(dies))
        yield address
    finally:
        for one in made:
            with suppress(ProcessLookupError):
                one.send_signal(signal.SIGKILL)
            one.wait()


def _started(what: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait(address: str, workers: int) -> None:
    code = f"from distributed import Client; Client({address!r}).wait_for_workers({workers})"
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - as above


if __name__ == "__main__":
    main()
