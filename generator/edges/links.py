"""Asking other sites whether a page is still there, without being a burden to them.

Eight sites are asked at once, each of them one question at a time: HEAD, and GET where a
server does not answer HEAD as it should. Nothing but the status of an answer is used.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http.client import HTTPException
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

SITES_AT_ONCE = 8
TIMEOUT = 10  # seconds for each answer
# The page is there, but not for programs: to be let in, to be paid, or too many at once.
ALIVE = frozenset({401, 402, 403, 405, 406, 407, 412, 429, 451, 999})
WRONG = 400
SAFE = "/%:@!$&'()*+,;=~-._?"
REASONS = ("bad-url", "no-host", "refused", "timeout", "certificate", "unreachable", "status")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question.

    reason: "" where the page is there, else one of REASONS; status: of HTTP, 0 without one.
    """

    reason: str = ""
    status: int = 0


def ask(urls: Iterable[str], agent: str, told: Callable[[int, int], None]) -> Mapping[str, Answer]:
    """Ask for each http(s) URL once. agent: who asks; told: is told (done, total) by the way."""
    sites: dict[str, list[str]] = {}
    wanted = tuple(dict.fromkeys(urls))
    for url in wanted:
        sites.setdefault(_site(url), []).append(url)
    found: dict[str, Answer] = {}
    with ThreadPoolExecutor(SITES_AT_ONCE) as pool:
        asked = [pool.submit(_ask_site, some, agent) for some in sites.values()]
        for one in as_completed(asked):
            found.update(one.result())
            told(len(found), len(wanted))
    return {url: found[url] for url in wanted}


def _site(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return url


def _ask_site(urls: list[str], agent: str) -> dict[str, Answer]:
    """Ask one site for its pages in turn; one that does not exist is asked only once."""
    found: dict[str, Answer] = {}
    answer = Answer()
    for url in urls:
        if answer.reason not in ("no-host", "refused"):
            answer = _ask(url, agent)
        found[url] = answer
    return found


def _ask(url: str, agent: str) -> Answer:
    try:
        plain = _spelt(url)
    except (ValueError, UnicodeError):
        return Answer("bad-url")
    answer = _status(plain, "HEAD", agent)
    if answer.reason and answer.reason not in ("no-host", "refused"):
        answer = _status(plain, "GET", agent)
    return answer


def _spelt(url: str) -> str:
    """Spell a URL as it is sent: host in IDNA, path and query in percent signs, no fragment.

    Raises ValueError or UnicodeError for what no server could be asked for.
    """
    parts = urlsplit(url)
    if parts.hostname is None:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    port = f":{parts.port}" if parts.port is not None else ""
    path = quote(parts.path, SAFE) or "/"
    return urlunsplit(SplitResult(parts.scheme, host + port, path, quote(parts.query, SAFE), ""))


def _status(url: str, method: str, agent: str) -> Answer:
    headers = {"User-Agent": agent, "Accept": "*/*"}
    question = request.Request(url, method=method, headers=headers)  # noqa: S310 - http(s) alone
    try:
        # A redirect must not lead to a file or to FTP, which this opener does not speak.
        with opener(request.HTTPRedirectHandler()).open(question, timeout=TIMEOUT) as page:
            return Answer(status=page.status)
    except HTTPError as error:
        error.close()
        dead = error.code >= WRONG and error.code not in ALIVE
        return Answer("status" if dead or error.code < WRONG else "", error.code)
    except URLError as error:
        return Answer(_reason(error.reason))
    except (OSError, HTTPException, ValueError) as error:
        return Answer(_reason(error))


def opener(*more: request.BaseHandler) -> request.OpenerDirector:
    """Make what speaks HTTP and nothing else; what it shall do besides is given to it."""
    made = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        *more,
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        made.add_handler(handler)
    return made


def _reason(error: object) -> str:
    kinds = (
        (socket.gaierror, "no-host"),
        (ConnectionRefusedError, "refused"),
        (TimeoutError, "timeout"),
        (ssl.SSLError, "certificate"),
    )
    return next((reason for kind, reason in kinds if isinstance(error, kind)), "unreachable")
