"""What people can type into a newsroom, each form with its reader: none of them may break.

Used by tests/test_inputs.py with texts made by hypothesis, and by fuzz/run.py with texts
that grow towards code that no text has reached yet.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from papers import SITE, files_of

from generator.build.reading import parse_batch
from generator.desk.importers import import_file
from generator.desk.importers.shapes import ImportOptions
from generator.edges.disk import Undecodable, decode
from generator.language.slug import heading_anchor, slug
from generator.model.config import SiteConfig
from generator.model.problem import Problem, failed
from generator.stages import address
from generator.stages.configure import configure
from generator.stages.parse import context

PATH = "content/sports/a/en.md"
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@cache
def newsroom() -> SiteConfig:
    config, _ = configure(files_of(SITE)["site.yaml"])
    assert config is not None
    return config


def placed(problems: tuple[Problem, ...]) -> None:
    """Hold that every problem has a place; 0: of the file as a whole."""
    for one in problems:
        assert one.path
        assert one.line >= 0
        assert one.column >= 0


def read_site(text: str) -> None:
    config, problems = configure(text)
    placed(problems)
    assert config is not None or failed(problems)


def read_article(text: str) -> None:
    [(parsed, problems)] = parse_batch((context(newsroom()), ((PATH, text),)))
    placed(problems)
    assert parsed is None or not failed(problems)
    if parsed is not None:
        assert "<script" not in parsed.html.lower()


def read_body(text: str) -> None:
    read_article(f"---\ntitle: A\ndate: 2026-11-01\n---\n{text}")


def read_name(text: str) -> None:
    assert slug(text) == slug(slug(text))
    heading_anchor(text)
    place = address.old(text)
    assert not {"", ".", ".."} & set(place.removesuffix("/").split("/")) or place == ""


def read_pasted(text: str) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "page.txt"
        file.write_text(text, "utf-8", errors="replace")
        result = import_file(folder, file, newsroom(), ImportOptions(now=NOW))
        placed(result.problems)
        assert result.paths or result.problems
        inside = (folder / "content").resolve()
        assert all(one.resolve().is_relative_to(inside) for one in result.paths)
    finally:
        shutil.rmtree(folder)


READERS: Mapping[str, Callable[[str], None]] = MappingProxyType(
    {
        "site": read_site,
        "article": read_article,
        "body": read_body,
        "name": read_name,
        "pasted": read_pasted,
    }
)


def read_bytes(kind: str, data: bytes) -> None:
    """Read a file's bytes as its kind; bytes that are no text are refused before."""
    try:
        text = decode(data)
    except Undecodable:
        return
    READERS[kind](text)
