"""Two states of a small paper, and a newsroom that publishes them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import ROOT, SITE, STORIES, build, lay
from storehouse import Storehouse, open_storehouse

from delivery.newsroom import NEW, NEWS, OLD, SECRET, TARGETS, Newsroom


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both papers: in NEW there is a story more, one less, another headline and style."""
    site = lay(tmp_path_factory.mktemp("built") / "site", SITE + STORIES)
    (site / "static").mkdir()
    (site / "static" / "ख़बर 1#.txt").write_text("नमस्ते", "utf-8")
    assert build(site, site / OLD).published
    shutil.rmtree(site / "content" / "sports" / "maidan")
    lay(site, NEWS)
    style = site / "templates" / "assets" / "css" / "text.css"
    style.parent.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "assets" / "css" / "text.css", style)
    style.write_text(style.read_text("utf-8") + "\nbody { color: #111; }\n", "utf-8")
    assert build(site, site / NEW).published
    shutil.rmtree(site / ".khabar")  # its manifest knows these folders by another name
    return site


@pytest.fixture(scope="session")
def house() -> Iterator[Storehouse]:
    with open_storehouse() as opened:
        yield opened


@pytest.fixture
def room(
    built: Path, house: Storehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Newsroom:
    house.empty()
    site = tmp_path / "site"
    shutil.copytree(built, site)
    targets = TARGETS.format(address=house.address)
    (site / "site.yaml").write_text((site / "site.yaml").read_text("utf-8") + targets, "utf-8")
    for name in [name for name in os.environ if name.startswith(("AWS_", "GIT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    found = Newsroom(site, house)
    house.staying = frozenset(found.tree(OLD).keys() & found.tree(NEW).keys())
    house.needed = frozenset(
        path
        for output in (OLD, NEW)
        for path, data in found.tree(output).items()
        if b"data-story=" in data
    )
    return found
