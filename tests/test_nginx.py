"""Readers of a paper that nginx serves from output/ while it is published again and again.

KHABAR_REQUESTS and KHABAR_PUBLICATIONS: how many there are (2,000 and 6 unless told
otherwise; the long form is 50,000 and 100). Every other publication is a small one.
"""

import os
import random
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from http.client import HTTPConnection, HTTPException
from multiprocessing.connection import Connection, Pipe
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from ordeal import FORK, clean_papers, finish, newsroom, quickly, rename, small_change, start
from papers import tree

REQUESTS = int(os.environ.get("KHABAR_REQUESTS", "2000"))
PUBLICATIONS = int(os.environ.get("KHABAR_PUBLICATIONS", "6"))
READERS = 3
STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]+)"')
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
CONFIGURATION = """\
daemon off; {user} pid {folder}/pid; error_log {folder}/errors.log warn; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off; sendfile on; default_type application/octet-stream;
    types {{ text/html html; text/css css; }}
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{port}; root {output}; index index.html; error_page 404 /404.html; }}
}}
"""
Versions = dict[str, frozenset[bytes]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    if not NGINX:
        reason = "NGINX IS NOT INSTALLED: nobody read papers while they were published"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return newsroom(tmp_path)


@pytest.fixture
def port(tmp_path: Path, site: Path) -> Iterator[int]:
    """Serve output/ with nginx, as a machine of a newsroom's own would."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
    folder = tmp_path / "nginx"
    folder.mkdir()
    (site / "output").mkdir()
    text = CONFIGURATION.format(
        user="user root;" if os.geteuid() == 0 else "",
        folder=folder,
        port=number,
        output=site / "output",
    )
    (folder / "nginx.conf").write_text(text, "utf-8")
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors.log")]
    process = subprocess.Popen([*command, "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        wait_for(number, process)
        yield number
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        assert process.poll() is None, "nginx ended before it served"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx does not serve")


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


@dataclass(slots=True)
class Reader:
    """Asks for files that every issue has: each must be a whole version of one of them."""

    port: int
    versions: Versions
    asked: "Synchronized[int]"
    faults: list[str] = field(default_factory=list)

    def read(self, seed: int, stop: Event, pipe: Connection) -> None:
        """Read pages at random, each with its style sheet, until told to stop."""
        chance = random.Random(seed)  # noqa: S311 - nobody guards a secret with it
        paths = sorted(self.versions)
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            while not stop.is_set():
                body = self.ask(connection, chance.choice(paths))
                for url in STYLE.findall(body):
                    self.ask(connection, url.decode().removeprefix("/"))
        pipe.send(self.faults)

    def ask(self, connection: HTTPConnection, path: str) -> bytes:
        try:
            connection.request("GET", f"/{path.removesuffix('index.html')}")
            response = connection.getresponse()
            body = response.read()
        except (HTTPException, OSError) as error:
            self.faults.append(f"torn: {path}: {error!r}")
            connection.close()
            return b""
        with self.asked.get_lock():
            self.asked.value += 1
        if response.status != 200:
            self.faults.append(f"missing: {path}: {response.status}")
        elif digest(body) not in self.versions.get(path, frozenset()):
            self.faults.append(f"torn: {path}: neither an old nor a new version")
        return body


def change(site: Path, number: int) -> None:
    """Bring about state 0, 1, 2 or 3: from 0 and 2 the next is a small change, else a large."""
    small_change(site, (number + 1) // 2 % 2)
    rename(site, number // 2)


@quickly(120 + REQUESTS / 50 + PUBLICATIONS * 10)
def test_readers_meet_no_broken_paper(site: Path, port: int, counted: Callable[..., None]) -> None:
    papers = clean_papers(site, change, range(4))
    assert finish(start(site)) == 0
    always = set.intersection(*(set(paper) for paper in papers.values()))
    # A file whose name begins with "_" is for hosts; nobody reads it.
    versions = {
        path: frozenset(digest(paper[path]) for paper in papers.values())
        for path in always
        if not path.startswith("_")
    }
    asked = FORK.Value("Q", 0)
    stop = FORK.Event()
    pipes = []
    for seed in range(READERS):
        ours, theirs = Pipe()
        reader = Reader(port, versions, asked)
        FORK.Process(target=reader.read, args=(seed, stop, theirs), daemon=True).start()
        theirs.close()
        pipes.append(ours)
    for number in range(1, PUBLICATIONS + 1):
        change(site, number % 4)
        assert finish(start(site)) == 0
        while asked.value < REQUESTS * number // PUBLICATIONS:
            time.sleep(0.01)
    stop.set()
    faults = [fault for pipe in pipes for fault in pipe.recv()]
    assert tree(site / "output") == papers[PUBLICATIONS % 4]
    torn = sum(fault.startswith("torn") for fault in faults)
    counted(
        "{} requests, {} publications: {} torn, {} missing",
        *(asked.value, PUBLICATIONS, torn, len(faults) - torn),
    )
    assert faults == []
