"""The papers that are looked at from abroad, each built once."""

import shutil

import pytest
from abroad.built import RICH, Built, made
from papers import ROOT, SITE, STORIES, build, errors


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(tmp_path_factory.mktemp("paper"), SITE + STORIES + RICH)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the reference newsroom, its pictures in one size: feeds need no other."""
    site = tmp_path_factory.mktemp("reference")
    for name in ("content", "media"):
        shutil.copytree(ROOT / name, site / name)
    said = (ROOT / "site.yaml").read_text("utf-8")
    plain = "\nsettings:\n  images: {formats: off}\n"
    (site / "site.yaml").write_text(said.replace("\nsettings:\n", plain), "utf-8")
    report = build(site)
    assert errors(report) == []
    return Built(site / "output", report)
