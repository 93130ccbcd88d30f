"""`khabar ping` tells search engines and hubs what was published, and only when it is asked to."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

import pytest
from click.testing import CliRunner, Result
from papers import SITE, STORIES, build, errors, lay

from generator.cli import main
from generator.edges.herald import Herald, Key
from generator.edges.lock import lock

KEY = "0b5d2f6ce8a74c1d"
BASE = "https://paper.example/"
RAIN = "-- content/sports/rain/en.md --\n---\ntitle: Rain\ndate: 2026-11-21\n---\nIt {}.\n"


@dataclass
class Office:
    """Who is told: what was sent there, and what it answers: statuses in turn, then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    sent: list[tuple[str, str, bytes]] = field(default_factory=list)

    @property
    def pages(self) -> list[str]:
        """Give the URLs that IndexNow was told of, sorted."""
        bodies = (json.loads(body) for path, _, body in self.sent if path == "/indexnow")
        return sorted(url for one in bodies for url in one["urlList"])

    @property
    def feeds(self) -> list[str]:
        """Give the URLs that the hub was told of, sorted."""
        rows = (parse_qsl(body.decode()) for path, _, body in self.sent if path == "/hub")
        return sorted(url for some in rows for name, url in some if name == "hub.url")


@pytest.fixture(scope="module")
def street() -> Iterator[Office]:
    """Open an office once for all tests, so that one paper can name it for all."""
    one = Office()

    class Clerk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            one.sent.append((self.path, self.headers["Content-Type"], body))
            self.send_response(one.answers.pop(0) if one.answers else 202)
            self.send_header("Location", f"{one.url}/hub")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Clerk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        one.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield one
        server.shutdown()


@pytest.fixture
def office(street: Office) -> Office:
    """Give the office, with nothing on its desk."""
    street.sent.clear()
    street.answers = []
    return street


def settings(office: Office, *, hub: bool = True) -> str:
    feeds = f"feeds: {{hub: '{office.url}/hub'}}, " if hub else ""
    return f"settings: {{{feeds}ping: {{indexnow: '{office.url}/indexnow', key: {KEY}}}}}\n"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, street: Office) -> Path:
    folder = lay(tmp_path_factory.mktemp("printed"), SITE + settings(street) + STORIES)
    assert errors(build(folder)) == []
    assert street.sent == [], "a build tells nobody"
    return folder


@pytest.fixture
def site(tmp_path: Path, printed: Path) -> Path:
    return Path(shutil.copytree(printed, tmp_path / "site"))


def ping(site: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["ping", "--site", str(site), *options])


def test_a_build_notes_what_is_to_be_told_and_publishes_the_key(printed: Path) -> None:
    site = printed
    assert (site / ".khabar/ping/untold.json").is_file()
    assert (site / f"output/{KEY}.txt").read_text("utf-8") == f"{KEY}\n"


def test_the_first_time_the_whole_paper_is_told_and_then_nothing(
    site: Path, office: Office
) -> None:
    done = ping(site)
    assert done.exit_code == 0, done.output
    assert len(office.sent) == 2
    (path, kind, body), (_, form, _) = office.sent
    assert (path, kind) == ("/indexnow", "application/json; charset=utf-8")
    assert form == "application/x-www-form-urlencoded"
    message = json.loads(body)
    assert message["host"] == "paper.example"
    assert (message["key"], message["keyLocation"]) == (KEY, f"{BASE}{KEY}.txt")
    assert {BASE, f"{BASE}hi/khel/maidan/", f"{BASE}en/about/"} <= set(office.pages)
    hidden = ("404", "lite/", "offline", "feed", "sw.js", "robots")
    assert not [url for url in office.pages if any(one in url for one in hidden)]
    listed = "".join(one.read_text("utf-8") for one in (site / "output/sitemaps").iterdir())
    assert set(office.pages) == set(re.findall(r"<loc>([^<]+)</loc>", listed))
    assert f"{BASE}hi/khel/feed.xml" in office.feeds
    assert len(office.feeds) == 27
    again = ping(site)
    assert (again.exit_code, again.output) == (0, "There is nothing to tell.\n")
    assert len(office.sent) == 2


def test_changes_add_up_until_they_are_told(site: Path, office: Office) -> None:
    build(site)
    ping(site)
    office.sent.clear()
    lay(site, RAIN.format("rains"))
    build(site)
    lay(site, RAIN.format("pours"))
    (site / "content/sports/maidan/hi.md").unlink()
    build(site)
    old = "title: The final over\nslug: last-over\naliases: [/en/sports/final-over/]\n"
    story = "-- content/sports/final-over/en.md --\n---\n"
    lay(site, f"{story}{old}date: 2026-11-18\ntags: [cricket]\n---\nIt went on.\n")
    build(site)
    build(site, cache=site / ".khabar", drafts=True, output=site / ".khabar/preview")
    assert ping(site).exit_code == 0
    told = {url.removeprefix(BASE) for url in office.pages}
    gone, moved = "hi/khel/maidan/", {"en/sports/final-over/", "en/sports/last-over/"}
    assert {"en/sports/rain/", "en/sports/", "", "hi/", gone, *moved} <= told
    assert not {"hi/antarrashtriya/", "en/about/", "en/sports/rain/lite/"} & told
    assert f"{BASE}en/sports/feed.xml" in office.feeds
    assert f"{BASE}hi/antarrashtriya/feed.xml" not in office.feeds


def test_a_dry_run_tells_nobody_and_forgets_nothing(site: Path, office: Office) -> None:
    shown = ping(site, "--dry-run")
    assert shown.exit_code == 0
    assert f"{BASE}hi/khel/maidan/" in shown.output.splitlines()
    told = json.loads(ping(site, "--dry-run", "--json").output)
    assert told["receivers"] == []
    assert sorted([*told["pages"], *told["feeds"]]) == sorted(shown.output.splitlines())
    assert office.sent == []
    report = json.loads(ping(site, "--json").output)
    assert report["pages"] == office.pages == told["pages"]
    rows = [(one["kind"], one["told"], one["error"]) for one in report["receivers"]]
    assert rows == [("indexnow", len(office.pages), ""), ("websub", 27, "")]


def test_what_is_refused_is_told_the_next_time_and_nothing_twice(
    site: Path, office: Office
) -> None:
    build(site)
    office.answers = [403]
    done = ping(site)
    assert done.exit_code == 1
    assert "it does not find the key" in done.output
    assert "Traceback" not in done.output
    assert len(office.sent) == 2, "a refusal is final, and others are told all the same"
    feeds = office.feeds
    lay(site, RAIN.format("rains"))
    build(site)
    office.sent.clear()
    assert ping(site).exit_code == 0
    assert {f"{BASE}hi/khel/maidan/", f"{BASE}en/sports/rain/"} <= set(office.pages)
    assert set(office.feeds) < set(feeds), "only those that changed again"


def test_a_busy_receiver_is_asked_again(office: Office) -> None:
    herald = Herald("test", pause=0.01)
    office.answers = [429, 503, 500]
    told = herald.tell_hub(f"{office.url}/hub", ("https://a.example/feed.xml",))
    assert (told.error, len(office.sent)) == ("", 4)
    office.answers = [500] * 9
    told = herald.tell_hub(f"{office.url}/hub", ("https://a.example/feed.xml",))
    assert told.error == "it answers 500, also after 4 attempts"
    assert (told.urls, len(office.sent)) == ([], 8)


def test_what_follows_a_full_message_goes_into_another(office: Office) -> None:
    urls = tuple(f"{BASE}{number}/" for number in range(10_001))
    office.answers = [200, 400]
    key = Key(KEY, f"{BASE}{KEY}.txt")
    told = Herald("test").tell_engines(f"{office.url}/indexnow", key, urls)
    assert [len(json.loads(body)["urlList"]) for _, _, body in office.sent] == [10_000, 1]
    assert told.error.startswith("it answers 400")
    assert told.urls == list(urls[:10_000])


def test_redirects_are_not_followed_and_silence_is_named(office: Office) -> None:
    office.answers = [307]
    told = Herald("test").tell_hub(f"{office.url}/moved", ("https://a.example/feed.xml",))
    assert told.error.startswith("it answers 307")
    assert len(office.sent) == 1
    nowhere = Herald("test", pause=0.01).tell_hub("http://127.0.0.1:9/", ("https://a.example/",))
    assert nowhere.error == "nothing answers there, also after 4 attempts"


def test_two_at_once_are_refused_and_damage_is_survived(site: Path, office: Office) -> None:
    with lock(site / ".khabar/ping"):
        assert ping(site).exit_code == 3
    assert office.sent == []
    (site / ".khabar/ping/untold.json").write_text("{", "utf-8")
    assert ping(site).exit_code == 0
    assert office.sent == []


def test_a_paper_that_names_no_one_notes_nothing(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + STORIES)
    build(folder)
    assert not (folder / ".khabar/ping").exists()
    done = ping(folder)
    assert done.exit_code == 2
    assert "settings.ping.indexnow" in done.output


def test_only_those_who_are_named_are_told(tmp_path: Path, office: Office) -> None:
    below = SITE.replace(BASE, f"{BASE}news/") + settings(office, hub=False) + STORIES
    folder = lay(tmp_path, below)
    build(folder)
    assert ping(folder).exit_code == 0
    assert office.feeds == []
    assert json.loads(office.sent[0][2])["keyLocation"] == f"{BASE}news/{KEY}.txt"
    assert all(url.startswith(f"{BASE}news/") for url in office.pages)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{indexnow: 'https://api.example/'}", "missing-key"),
        ("{key: short}", "bad-value"),
        ("{key: ../../../etc/passwd}", "bad-value"),
        ("{indexnow: api.example, key: 0123456789}", "bad-url"),
    ],
)
def test_what_site_yaml_may_not_say(tmp_path: Path, said: str, code: str) -> None:
    report = build(lay(tmp_path, f"{SITE}settings: {{ping: {said}}}\n{STORIES}"))
    assert [code for _, _, code in errors(report)] == [code]
