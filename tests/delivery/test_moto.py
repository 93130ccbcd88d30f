"""Publishing to moto's server, whose S3 is not of our making."""

import gzip
import urllib.request
import warnings
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from delivery.newsroom import NEW, OLD, Newsroom


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    made = urllib.request.Request(f"http://{host}:{port}/paper", method="PUT")
    urllib.request.urlopen(made).close()  # noqa: S310 - our own server
    yield f"http://{host}:{port}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its sockets are not ours to close
        server.stop()


def test_a_bucket_of_moto(room: Newsroom, address: str) -> None:
    config = room.site / "site.yaml"
    config.write_text(config.read_text("utf-8").replace(room.house.address, address), "utf-8")
    assert len(room.report("small", OLD)["puts"]) == len(room.tree(OLD))
    assert room.report("small", OLD)["puts"] == []
    found = room.report("small", NEW)
    assert found["removals"]
    assert found["kept_for_a_day"]
    again = room.report("small", NEW)
    assert (again["puts"], again["removals"], again["strangers"]) == ([], [], 0)
    bucket = S3Store(
        "paper", endpoint=address, region="us-east-1", client_options={"allow_http": True}
    )
    page = bucket.get("index.html")
    assert dict(page.attributes) == {
        "Content-Encoding": "gzip",
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, max-age=60",
    }
    assert gzip.decompress(bytes(page.bytes())) == room.tree(NEW)["index.html"]
