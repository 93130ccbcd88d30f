"""How many files a second a delivery writes to storage that answers after 30 ms.

    python bench/deploy.py [--files 4000] [--threads 64] [--latency 0.03]

The storage is a process of its own that reads requests and answers them late, and nothing
besides; both share this machine's processors, so its share is told as well.
"""

import argparse
import asyncio
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from generator.edges.deploy.reading import digest_of
from generator.edges.deploy.storage import open_storage
from generator.model.delivery import File, Put, Storage
from generator.stages.caching import headers

ANSWER = b'HTTP/1.1 200 OK\r\netag: "1"\r\ncontent-length: 0\r\n\r\n'
END = b"\r\n\r\n"
LENGTH = b"content-length: "
PAGE = 10_000  # bytes, about an article's


class Storehouse(asyncio.Protocol):
    """Takes whatever is put, one request after the other, and answers after a while."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what TCP gives
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is there whole."""
        self._waiting += data
        while (end := self._waiting.find(END)) >= 0:
            head = self._waiting[:end].lower()
            start = head.find(LENGTH)
            length = int(head[start + len(LENGTH) :].split(b"\r")[0]) if start >= 0 else 0
            if len(self._waiting) < end + len(END) + length:
                return
            self._waiting = self._waiting[end + len(END) + length :]
            asyncio.get_running_loop().call_later(self._latency, self._answer)

    def _answer(self) -> None:
        if self._transport is not None:
            self._transport.write(ANSWER)


def serve(latency: float, told: Connection) -> None:
    """Serve until told to stop; say the port first, and the processor's seconds last."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Storehouse(latency), "127.0.0.1", 0, backlog=512)
        told.send(server.sockets[0].getsockname()[1])
        await loop.run_in_executor(None, told.recv)
        server.close()
        told.send(time.process_time())

    asyncio.run(run())


def lay(folder: Path, count: int) -> list[Put]:
    """Write so many pages."""
    puts = []
    for number in range(count):
        path = f"{number}.html"
        data = f"{number}".encode().ljust(PAGE)
        (folder / path).write_bytes(data)
        file = File(path, digest_of(data), len(data), 1, headers(path))
        puts.append(Put(file, "new"))
    return puts


def measure(puts: Sequence[Put], folder: Path, port: int, threads: int) -> float:
    """Give the seconds that it takes to write all."""
    address = f"http://127.0.0.1:{port}"
    target = Storage("bench", "s3", "b", endpoint=address, region="us-east-1", threads=threads)
    store = open_storage(target, folder)
    started = time.perf_counter()
    store.put(puts, lambda *_: None)
    return time.perf_counter() - started


def main() -> None:
    """Measure, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--latency", type=float, default=0.03)
    asked = parser.parse_args()
    os.environ |= {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(asked.latency, theirs))
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as room:
        puts = lay(Path(room), asked.files)
        before = time.process_time()
        seconds = measure(puts, Path(room), port, asked.threads)
        mine = time.process_time() - before
    ours.send("stop")
    its = ours.recv()
    server.join()
    ceiling = asked.threads / asked.latency
    print(f"{asked.files / seconds:.0f} puts/s with {asked.threads} threads ({asked.files} files)")
    print(f"no more than {ceiling:.0f} are possible at {asked.latency * 1000:.0f} ms")
    print(f"processor, ms a put: ours {mine / asked.files * 1000:.3f}, the stub's", end=" ")
    print(f"{its / asked.files * 1000:.3f}; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
