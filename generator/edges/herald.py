"""Telling search engines and hubs what was published: IndexNow and WebSub, over HTTP.

A receiver that is busy or out of order is asked again, a little later each time; one that says no
is not. Redirects are not followed: an address that has moved belongs in site.yaml.
"""

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from time import sleep
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit

from generator.edges.links import opener

MOST_PAGES = 10_000  # in one message (indexnow.org, "Submitting set of URLs")
MOST_FEEDS = 100
ATTEMPTS = 4
LONGEST = 30.0  # seconds that a receiver may ask us to wait
BUSY, BROKEN = 429, 500
# What IndexNow's answers mean, beyond what every server means by them.
MEANINGS = {
    403: "it does not find the key: publish the paper first, with its key file",
    422: "the addresses are not of the host that the key is for",
}


@dataclass(frozen=True, slots=True)
class Key:
    """What proves that a paper's news is told by the paper. location: URL of the key file."""

    value: str
    location: str


@dataclass(slots=True)
class Told:
    """What became of a message: the URLs that were taken, and why others were not, or ""."""

    urls: list[str] = field(default_factory=list)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Herald:
    """Sends messages. agent: who sends; pause: seconds before the second attempt."""

    agent: str
    pause: float = 1.0
    timeout: float = 10.0

    def tell_engines(self, endpoint: str, key: Key, urls: tuple[str, ...]) -> Told:
        """Tell an IndexNow endpoint of pages, as many messages as it takes."""
        told = Told()
        for some in _portions(urls, MOST_PAGES):
            message = {
                "host": urlsplit(key.location).netloc,
                "key": key.value,
                "keyLocation": key.location,
                "urlList": some,
            }
            body = json.dumps(message).encode()
            told.error = self._sent(endpoint, body, "application/json; charset=utf-8")
            if told.error:
                break
            told.urls += some
        return told

    def tell_hub(self, hub: str, urls: tuple[str, ...]) -> Told:
        """Tell a WebSub hub of feeds that have something new."""
        told = Told()
        for some in _portions(urls, MOST_FEEDS):
            rows = [("hub.mode", "publish"), *(("hub.url", one) for one in some)]
            body = urlencode(rows).encode()
            told.error = self._sent(hub, body, "application/x-www-form-urlencoded")
            if told.error:
                break
            told.urls += some
        return told

    def _sent(self, url: str, body: bytes, kind: str) -> str:
        """Send a message until it is taken; give "" or why it is not."""
        wait, error = self.pause, ""
        for attempt in range(ATTEMPTS):
            if attempt:
                sleep(wait)
                wait *= 2
            try:
                self._post(url, body, kind)
            except HTTPError as answer:
                answer.close()
                error = f"it answers {answer.code}"
                if answer.code != BUSY and answer.code < BROKEN:
                    meaning = MEANINGS.get(answer.code, answer.reason)
                    return f"{error}: {meaning}" if meaning else error
                wait = max(wait, _asked_for(answer.headers.get("Retry-After", "")))
            except (OSError, HTTPException, ValueError) as fault:
                error = _said(fault)
            else:
                return ""
        return f"{error}, also after {ATTEMPTS} attempts"

    def _post(self, url: str, body: bytes, kind: str) -> None:
        headers = {"User-Agent": self.agent, "Content-Type": kind}
        message = request.Request(url, body, headers)  # noqa: S310 - http(s), as site.yaml is read
        # Without a handler of redirects none is followed.
        opener().open(message, timeout=self.timeout).close()


def _portions(urls: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(urls), most):
        yield urls[start : start + most]


def _asked_for(text: str) -> float:
    """Give the seconds that Retry-After asks for, within reason; a date asks for too many."""
    return min(float(text), LONGEST) if text.isascii() and text.isdigit() else 0.0


def _said(fault: Exception) -> str:
    """Say in a few words why there was no answer."""
    cause = fault.reason if isinstance(fault, URLError) else fault
    if isinstance(cause, TimeoutError):
        return "it does not answer in time"
    if isinstance(cause, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(cause, ssl.SSLError):
        return "its certificate is not good"
    return f"it cannot be reached ({cause})"
