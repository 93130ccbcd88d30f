"""What answers a browser: pages of output/, the overlay's files, and livereload's WebSocket."""

import json
import re
from functools import cache
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web

LIVE = "/__khabar/"
SCRIPT = f'<script src="{LIVE}live.js" data-built="%d" defer></script>'.encode()
HEAD_END = b"</head>"
# An editor's browser keeps nothing for later: another paper may be at this address tomorrow.
WORKER = re.compile(rb' data-worker="[^"]*"')
# What is shown when not even the first build came out: nothing but the overlay.
EMPTY = b"<!doctype html><html><head><meta charset=utf-8><title>Khabar</title></head></html>"
KINDS = MappingProxyType({"live.js": "text/javascript", "overlay.css": "text/css"})
TEXT = ("text/html", "text/css", "text/javascript", "text/plain", "application/json")


class Guarded(web.RequestHandler):
    """Answers this machine alone: a foreign Host is refused."""

    def prepare(self) -> None:
        """Refuse a name that is not this server's, as DNS rebinding would use."""
        if self.request.host not in self.settings["hosts"]:
            raise web.HTTPError(403)

    def set_default_headers(self) -> None:
        """Let nothing be kept, guessed at or framed."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Referrer-Policy", "no-referrer")


class Files(Guarded):
    """Serves output/ with clean URLs, our own 404 page, and the live script in every page."""

    def get(self, path: str) -> None:
        """Serve a file, a folder's index, or the page that was not found."""
        root: Path = self.settings["root"]
        built = self.settings["desk"].built  # before the file is read: a page may only seem older
        file = _inside(root, path)
        if file is None and path and not path.endswith("/") and _inside(root, f"{path}/"):
            self.redirect(f"{self.request.path}/")
            return
        if file is None:
            self.set_status(404)
            file = _inside(root, "404.html")
        kind = (guess_type(file.name)[0] or "application/octet-stream") if file else TEXT[0]
        data = file.read_bytes() if file else EMPTY
        if kind == TEXT[0]:
            data = WORKER.sub(b"", data, 1).replace(HEAD_END, SCRIPT % built + HEAD_END, 1)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind in TEXT else kind)
        self.write(data)

    def head(self, path: str) -> None:
        """Answer HEAD as GET; the body is left out on the way."""
        self.get(path)


def _inside(root: Path, path: str) -> Path | None:
    """Find a file in output/; a path that leads out of it finds nothing."""
    try:
        place = (
            root / (f"{path}index.html" if path == "" or path.endswith("/") else path)
        ).resolve()
        return place if place.is_relative_to(root.resolve()) and place.is_file() else None
    except (OSError, ValueError):
        return None


class Home(Guarded):
    """Leads from / to the folder in which the paper lies."""

    def get(self) -> None:
        """Redirect to the paper's base path."""
        self.redirect(self.settings["folder"])


class Live(Guarded):
    """Serves the overlay's script and style."""

    def get(self, name: str) -> None:
        """Serve one of the two files."""
        if name not in KINDS:
            raise web.HTTPError(404)
        self.set_header("Content-Type", f"{KINDS[name]}; charset=utf-8")
        self.write(_asset(name))


@cache
def _asset(name: str) -> bytes:
    return (files("generator") / "serve" / name).read_bytes()


class Socket(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """livereload's WebSocket, for our own pages alone; it also tells what is wrong."""

    def prepare(self) -> None:
        """Refuse a name that is not this server's."""
        if self.request.host not in self.settings["hosts"]:
            raise web.HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Refuse pages of other origins."""
        return urlsplit(origin).netloc in self.settings["hosts"]

    def on_message(self, message: str) -> None:
        """Shake hands as livereload does, then tell the problems of the moment.

        A page that was fetched before a build and listens only now has missed its news.
        """
        super().on_message(message)
        said, desk = json.loads(message), self.settings["desk"]
        if said.get("command") == "info":
            self.send_message(desk.message())
            if said.get("built", str(desk.built)) != str(desk.built):
                self.send_message({"command": "reload", "path": "*", "liveCSS": False})
