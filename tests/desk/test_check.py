"""khabar check: all that a build would say, and what an editor should know, in one run."""

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zlib import compress, crc32

import pytest
from click.testing import CliRunner, Result
from papers import SITE, STORIES, lay, tiny_theme, tree

from generator.cli import main
from generator.edges.links import ask

NOW = "2026-11-22T12:00+05:30"


def png(width: int, height: int) -> bytes:
    """Draw a black picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", compress(b"\0" * (width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def run(site: Path, *options: str) -> Result:
    arguments = ["check", "--site", str(site), "--now", NOW, *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def told(site: Path, *options: str) -> list[tuple[str, str, int]]:
    rows = json.loads(run(site, "--json", *options).stdout)["problems"]
    return [(row["code"], row["path"], row["line"]) for row in rows]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    lay(tmp_path, SITE + STORIES + tiny_theme())
    with (tmp_path / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mini\n")
    return tmp_path


KNOWN = [
    ("missing-name", "content/geo-politics/border-talks/hi.md", 2),
    ("missing-translation", "content/pages/about/en.md", 2),
    ("missing-translation", "content/sports/final-over/en.md", 2),
    ("missing-translation", "content/sports/maidan/hi.md", 2),
]


def test_nothing_is_written_but_the_cache(site: Path) -> None:
    before = tree(site)
    assert told(site) == KNOWN
    assert told(site) == KNOWN
    after = tree(site)
    assert not (site / "output").exists()
    assert {path: after[path] for path in after if not path.startswith(".khabar/")} == before


def test_what_a_build_would_say_is_said_with_what_an_editor_should_know(site: Path) -> None:
    lay(
        site,
        """\
-- content/sports/odd/en.md --
---
title: A dead link and a small picture
date: 2026-11-21
image: {src: dot.png, alt: A dot}
---
See [nothing](../nowhere/en.md). ![](dot.png)
-- content/sports/odd/hi.md --
---
title: मैदान की बात
---
This is in English from the first letter to the very last one.
-- content/sports/odd/notes.txt --
mine
""",
    )
    (site / "content/sports/odd/dot.png").write_bytes(png(300, 200))
    found = [row for row in told(site) if row not in KNOWN]
    assert sorted(found) == [
        ("dead-link", "content/sports/odd/en.md", 6),
        ("missing-alt", "content/sports/odd/en.md", 6),
        ("missing-credit", "content/sports/odd/en.md", 4),
        ("small-image", "content/sports/odd/en.md", 4),
        ("unknown-file", "content/sports/odd/notes.txt", 1),
        ("wrong-language", "content/sports/odd/hi.md", 2),
    ]


def test_a_broken_story_does_not_silence_the_rest(site: Path) -> None:
    lay(site, "-- content/sports/odd/en.md --\n---\ntitel: x\n---\n")
    lay(site, "-- content/sports/odd/x.jpg --\nno picture\n")
    result = run(site, "--json")
    rows = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert {row["code"] for row in rows if row["severity"] == "error"} == {"unknown-key"}
    assert [row for row in told(site) if row[1].startswith("content/sports/odd")] == [
        ("unknown-key", "content/sports/odd/en.md", 2)
    ]
    assert set(KNOWN) <= set(told(site))


def test_what_will_be_wrong_tonight_is_told_today(site: Path) -> None:
    head = "---\ntitle: Late\ndate: 2026-11-23T02:00\nslug: final-over\n---\n"
    lay(site, f"-- content/sports/late/en.md --\n{head}See [x](../no/en.md).\n")
    found = [row for row in told(site) if row not in KNOWN and row[0] != "missing-translation"]
    assert found == [
        ("duplicate-url", "content/sports/late/en.md", 1),
        ("dead-link", "content/sports/late/en.md", 6),
    ]
    assert run(site).exit_code == 1
    built = CliRunner().invoke(main, ["build", "--site", str(site), "--now", NOW])
    assert built.exit_code == 0


def test_a_site_that_says_nothing_is_told_in_one_problem(site: Path) -> None:
    (site / "site.yaml").write_text("languages: 7\n", "utf-8")
    codes = {code for code, path, _ in told(site)}
    assert "bad-value" in codes
    (site / "site.yaml").unlink()
    assert told(site) == [("missing-site", "site.yaml", 1)]


def test_problems_are_read_from_standard_output(site: Path) -> None:
    result = run(site)
    assert result.exit_code == 0
    assert "content/sports/maidan/hi.md:2:8: warning: " in result.stdout
    assert result.stdout.splitlines()[-1] == "4 warnings"
    assert result.stderr == ""
    assert "ख़बर" in run(site, "--messages", "hi").stdout


def test_strict_makes_warnings_errors(site: Path) -> None:
    result = run(site, "--strict", "--json")
    assert result.exit_code == 1
    assert {row["severity"] for row in json.loads(result.stdout)["problems"]} == {"error"}


def test_words_of_a_new_language_are_untranslated_until_they_are_not(site: Path) -> None:
    path = site / "mini/strings/hi.yaml"
    english = (site / "mini/strings/en.yaml").read_text("utf-8")
    path.write_text(english, "utf-8")
    found = [row for row in told(site) if row[0] == "untranslated"]
    assert len(found) > 20
    assert {row[1] for row in found} == {"templates/strings/hi.yaml"}


class Pages(BaseHTTPRequestHandler):
    """A small web: what each path answers, and what was asked."""

    asked: list[tuple[str, str]]

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        status = {
            "/gone": 404,
            "/shy": 403,
            "/sick": 500,
            "/%E0%A4%B9%E0%A5%88": 200,
            "/moved": 301,
            "/lost": 302,
        }.get(self.path, 200)
        if self.path == "/get-only" and self.command == "HEAD":
            status = 501
        self.send_response(status)
        if self.path == "/moved":
            self.send_header("Location", "/fine")
        if self.path == "/lost":
            self.send_header("Location", "file:///etc/hostname")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer  # noqa: N815 - names that the library calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def web() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    asked: list[tuple[str, str]] = []
    handler = type("Handler", (Pages,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


def test_dead_links_to_other_sites_are_told_where_they_stand(site: Path) -> None:
    with web() as (base, asked):
        text = (site / "site.yaml").read_text("utf-8")
        for name in ("instagram.com", "koo.example", "spotify.example"):
            text = text.replace(f"https://{name}/x", f"{base}/fine")
        (site / "site.yaml").write_text(text, "utf-8")
        lay(
            site,
            f"""\
-- content/sports/links/en.md --
---
title: Links
date: 2026-11-21
source: {{name: A paper, url: "{base}/gone"}}
---
[One]({base}/gone#part), [two]({base}/fine), [three]({base}/moved), [four]({base}/shy).

[Five]({base}/sick) and [six]({base}/gone).
""",
        )
        assert "dead-external-link" not in {row[0] for row in told(site)}
        assert asked == []
        dead = [row for row in told(site, "--links") if row[0] == "dead-external-link"]
        path = "content/sports/links/en.md"
        assert dead == [("dead-external-link", path, line) for line in (4, 6, 8, 8)]
        assert asked.count(("HEAD", "/fine")) == 1
        assert ("GET", "/gone") in asked
        assert not [one for one in asked if one == ("GET", "/moved")]


def test_without_a_connection_no_link_is_called_dead(site: Path) -> None:
    text = (site / "site.yaml").read_text("utf-8")
    for name in ("instagram.com", "koo.example", "spotify.example"):
        text = text.replace(f"https://{name}/", f"https://{name}.invalid/")
    (site / "site.yaml").write_text(text, "utf-8")
    found = [row for row in told(site, "--links") if row not in KNOWN]
    assert found == [("no-network", "site.yaml", 1)]


def test_answers_tell_what_is_wrong() -> None:
    with web() as (base, asked):
        paths = ("/fine", "/gone", "/shy", "/sick", "/get-only", "/है", "/moved", "/lost")
        found = ask([f"{base}{path}" for path in paths], "test", lambda *_: None)
        assert {path: found[f"{base}{path}"].reason for path in paths} == {
            "/fine": "",
            "/gone": "status",
            "/shy": "",
            "/sick": "status",
            "/get-only": "",
            "/है": "",
            "/moved": "",
            "/lost": "status",
        }
        assert found[f"{base}/gone"].status == 404
        assert asked.count(("HEAD", "/fine")) + asked.count(("GET", "/fine")) == 2
    port = base.rpartition(":")[2]
    urls = [f"{base}/a", f"{base}/b", "http://[bad/", "http://x.invalid/", f"http://x:{port}x/"]
    later = ask(urls, "test", lambda *_: None)
    assert [later[url].reason for url in urls] == [
        "refused",
        "refused",
        "bad-url",
        "no-host",
        "bad-url",
    ]


def test_each_address_is_asked_once() -> None:
    with web() as (base, asked):
        steps: list[tuple[int, int]] = []
        ask([f"{base}/fine"] * 3, "test", lambda *step: steps.append(step))
        assert asked == [("HEAD", "/fine")]
        assert steps == [(1, 1)]
