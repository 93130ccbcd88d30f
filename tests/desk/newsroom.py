"""The reference site's configuration, for tests of the desk."""

from functools import cache
from pathlib import Path

from generator.model.config import SiteConfig
from generator.stages.configure import configure

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@cache
def newsroom() -> SiteConfig:
    config, problems = configure((ROOT / "site.yaml").read_text("utf-8"))
    assert config is not None, problems
    return config
