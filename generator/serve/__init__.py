"""The development server: builds, serves on loopback, reloads the browser, shows problems.

livereload speaks to the browser. Its polling watcher is replaced by one that the system
feeds, its file handler by one that knows clean URLs, our 404 page, and who may ask.
"""

import logging
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from socket import socket
from threading import Event, Thread
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from livereload.server import Server
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from generator.edges.watch import watch_site
from generator.serve.desk import Desk
from generator.serve.handlers import LIVE, Files, Home, Live, Socket


class SavesWatcher(Watcher):  # type: ignore[misc] # livereload has no types
    """livereload's Watcher, fed by the system: no save is lost, nothing is polled."""

    def __init__(self, desk: Desk, theme: Path) -> None:
        super().__init__()
        self._tasks["site"] = {}  # or livereload watches the folder that it was started in
        self._desk = desk
        self._theme = theme
        self.stop = Event()

    def start(self, _callback: Callable[[], None]) -> bool:
        """Watch from a thread; pages are told on the server's loop after each build.

        livereload's own callback asks the clock first how long ago it last spoke, and says
        nothing for an hour where the clock was set back by one.
        """
        loop = IOLoop.current()

        def watch() -> None:
            for paths in watch_site(
                self._desk.order.site, self._theme, self.stop, self._desk.slowed
            ):
                if paths or self._desk.due():
                    self._desk.build(paths)
                    loop.add_callback(LiveReloadHandler.reload_waiters)

        Thread(target=watch, daemon=True, name="khabar-watch").start()
        return True


class NewsServer(Server):  # type: ignore[misc] # livereload has no types
    """livereload's server with our handlers; `port` is the one that it listens on."""

    def __init__(self, desk: Desk, theme: Path, base_url: str) -> None:
        super().__init__(watcher=SavesWatcher(desk, theme))
        self._desk = desk
        self._folder = urlsplit(base_url).path or "/"
        self._sockets: list[socket] = []
        self.port = 0

    def listen(self, port: int, host: str) -> None:
        """Take a port (0: any that is free); OSError if it is taken."""
        self._sockets = bind_sockets(port, host)
        self.port = self._sockets[0].getsockname()[1]

    def application(self, port: int, host: str, **_: object) -> None:
        """Install our handlers on the port that is held; the rest is livereload's choice."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        shown = f"[{host}]" if ":" in host else host
        names = {shown, "localhost", "127.0.0.1", "[::1]"}
        handlers: list[tuple[str, type[web.RequestHandler]]] = [
            ("/livereload", Socket),
            (f"{LIVE}(.*)", Live),
            (f"{self._folder}(.*)", Files),
        ]
        if self._folder != "/":
            handlers.append(("/", Home))
        app = web.Application(
            handlers,
            desk=self._desk,
            root=self._desk.order.output,
            folder=self._folder,
            hosts=frozenset(f"{name}:{port}" for name in names),
            log_function=lambda _: None,
        )
        HTTPServer(app).add_sockets(self._sockets)

    def _setup_logging(self) -> None:
        logging.getLogger("livereload").setLevel(logging.ERROR)

    def url(self, host: str) -> str:
        """Give the URL at which the paper is read."""
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}{self._folder}"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
