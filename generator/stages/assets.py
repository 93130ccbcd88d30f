"""Assets of the theme: each gets a name that tells its bytes, so that it can be kept for ever.

A stylesheet's local ``@import url(...);`` is replaced by the stylesheet that it names (readers
fetch one file), and every other local ``url(...)`` by the fingerprinted neighbour. Comments are
for those who write stylesheets: they are not published, but for ``/*! … */``, which say so.
"""

import posixpath
import re
from collections.abc import Mapping
from hashlib import blake2b

from generator.model.page import ASSETS, Output
from generator.model.problem import Problem, problem
from generator.model.record import record

FOLDER = "templates/assets/"
_REFERENCE = re.compile(r"""(@import\s+)?url\(\s*["']?([^"')]+?)["']?\s*\)(?(1)\s*;)""")
# Strings and addresses, which may look like comments; comments that fill their lines; others.
_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\)|/\*!.*?\*/)"""
    r"""|^[ \t]*/\*.*?\*/[ \t]*\n|/\*.*?(?:\*/|\Z)""",
    re.DOTALL | re.MULTILINE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)


@record
class Assets:
    """Published assets: name ("css/site.css") and URL; their files; what is wrong with them."""

    urls: tuple[tuple[str, str], ...]
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


@record
class _Sheets:
    """The stylesheets by name, and the fingerprinted names of all other assets."""

    texts: Mapping[str, str]
    named: Mapping[str, str]


class _AbsentError(Exception):
    """A stylesheet names a file that the theme does not have, or imports itself."""

    def __init__(self, sheet: str, target: str) -> None:
        super().__init__(target)
        self.sheet, self.target = sheet, target


def fingerprint(files: Mapping[str, bytes], base_path: str) -> Assets:
    """Name, bundle and rewrite the assets among the theme's files.

    files: keyed by path in the site; base_path: the path of base_url, with both slashes.
    A stylesheet that names a missing file is a ``template-error`` at its line.
    """
    raw = {
        path.removeprefix(FOLDER): files[path] for path in sorted(files) if path.startswith(FOLDER)
    }
    texts = {name: raw[name].decode("utf-8", "replace") for name in raw if name.endswith(".css")}
    named = {name: _marked(name, data) for name, data in raw.items() if name not in texts}
    sheets = _Sheets(texts, dict(named))
    done = {place: raw[name] for name, place in named.items()}
    problems: list[Problem] = []
    for name in sorted(set(texts) - _imported(texts)):
        try:
            data = _without_comments(_bundled(sheets, (name,))).encode()
        except _AbsentError as absent:
            problems.append(_complaint(absent, texts[absent.sheet]))
        else:
            named[name] = _marked(name, data)
            done[named[name]] = data
    return Assets(
        tuple((name, f"{base_path}assets/{place}") for name, place in sorted(named.items())),
        tuple(Output(f"assets/{place}", data, ASSETS) for place, data in sorted(done.items())),
        tuple(problems),
    )


def _marked(name: str, data: bytes) -> str:
    stem, suffix = posixpath.splitext(name)
    return f"{stem}.{blake2b(data).hexdigest()[:10]}{suffix}"


def _beside(name: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _imported(texts: Mapping[str, str]) -> set[str]:
    """Name the stylesheets that others take in: they are not published by themselves."""
    return {
        _beside(name, found[2])
        for name, text in texts.items()
        for found in _REFERENCE.finditer(text)
        if found[1] and _beside(name, found[2]) != name
    }


def _bundled(sheets: _Sheets, chain: tuple[str, ...]) -> str:
    """Give the stylesheet at the chain's end as it stands in the one at its start."""
    name = chain[-1]
    here = posixpath.dirname(chain[0]) or "."

    def settled(match: re.Match[str]) -> str:
        target = match[2]
        if _ELSEWHERE.match(target):
            return match[0]
        path, mark, rest = target.partition("#")
        found = _beside(name, path)
        if match[1] and found in sheets.texts and found not in chain:
            return _bundled(sheets, (*chain, found)).strip()
        if match[1] or found not in sheets.named:
            raise _AbsentError(name, target)
        return f'url("{posixpath.relpath(sheets.named[found], here)}{mark}{rest}")'

    return _REFERENCE.sub(settled, sheets.texts[name])


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: found[1] or ("" if found[0].endswith("\n") else " "), text)


def _complaint(absent: _AbsentError, text: str) -> Problem:
    line = text.count("\n", 0, text.find(absent.target)) + 1
    place = (FOLDER + absent.sheet, line, 1)
    return problem(place, "template-error", reason=f"there is no {absent.target} to put here")
