"""khabar serve as an editor meets it: save, see; break, be told; mend, go on."""

from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Served

STORY = "content/geo-politics/border-talks/en.md"
URL = "en/geo-politics/border-talks/"


def edit(served: Served, old: str, new: str) -> None:
    path = served.site / STORY
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_save_shows_without_a_reload_by_hand(page: Page, served: Served) -> None:
    page.goto(served.url + URL)
    expect(page.locator("[data-role=headline]")).to_have_text("Talks at the border")
    edit(served, "Talks at the border", "Talks end at the border")
    expect(page.locator("[data-role=headline]")).to_have_text("Talks end at the border")
    page.goto(served.url)
    edit(served, "Talks end", "Talks go on")
    expect(page.get_by_text("Talks go on at the border").first).to_be_visible()


def test_a_broken_save_is_told_over_the_last_good_page(page: Page, served: Served) -> None:
    page.goto(served.url + URL)
    edit(served, "date: 2026-11-20T09:00", "date: 2026-13-20")
    overlay = page.locator(".khabar-overlay")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"{STORY}:4:")
    expect(overlay).to_contain_text("2026-13-20")
    expect(page.locator("[data-role=headline]")).to_have_text("Talks at the border")
    edit(served, "date: 2026-13-20", "date: 2026-11-20")
    expect(overlay).to_have_count(0)
    expect(page.locator("[data-role=headline]")).to_have_text("Talks at the border")


def test_saves_in_quick_succession_all_arrive(page: Page, served: Served) -> None:
    page.goto(served.url + URL)
    last = "Talks at the border"
    for number in range(12):
        new = f"Headline number {number}"
        edit(served, last, new)
        last = new
        page.wait_for_timeout(150)
    expect(page.locator("[data-role=headline]")).to_have_text(last)


def test_pages_run_no_inline_script_and_break_no_rule_of_their_csp(
    page: Page, served: Served
) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(served.url + URL)
    page.wait_for_timeout(300)
    assert told == []


def test_a_missing_page_gets_our_404_and_clean_urls_work(page: Page, served: Served) -> None:
    answer = page.goto(served.url + "no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_text("Jaano Junction").first).to_be_visible()
    answer = page.goto(served.url + URL.rstrip("/"))
    assert answer is not None
    assert page.url == served.url + URL


def status(url: str, host: str) -> int:
    request = Request(url, headers={"Host": host})  # noqa: S310 - a URL of our own server
    try:
        with urlopen(request, timeout=5) as answer:  # noqa: S310 - the same
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_only_this_machine_may_ask(served: Served) -> None:
    own = urlsplit(served.url).netloc
    assert status(served.url, own) == 200
    assert status(served.url, "evil.example") == 403
    assert status(served.url + "livereload", "evil.example") == 403


@pytest.mark.parametrize(("origin", "answer"), [("", 101), ("http://evil.example", 403)])
def test_only_our_own_pages_may_listen(served: Served, origin: str, answer: int) -> None:
    own = urlsplit(served.url)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": origin or f"{own.scheme}://{own.netloc}",
    }
    with closing(HTTPConnection(own.netloc, timeout=5)) as connection:
        connection.request("GET", "/livereload", headers=headers)
        with connection.getresponse() as response:
            assert response.status == answer


def test_nothing_outside_output_is_served(served: Served, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    own = urlsplit(served.url).netloc
    for path in ("..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt", "../site.yaml", "//etc/hosts"):
        assert status(served.url + path, own) == 404
