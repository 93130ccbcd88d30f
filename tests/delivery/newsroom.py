"""A newsroom with two states of a small paper, and the bucket that it publishes to."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from papers import tree
from storehouse import Storehouse

from generator.cli import main

TARGETS = """\
deploy:
  live: {{kind: s3, bucket: paper, region: us-east-1, endpoint: "{address}", timeout: 1}}
  small: {{kind: s3, bucket: paper, region: us-east-1, endpoint: "{address}", compress: gzip}}
  below: {{kind: s3, bucket: paper, region: us-east-1, endpoint: "{address}", prefix: a/b}}
  folder: {{kind: folder, path: ../live}}
  pages: {{kind: git, remote: ../pages.git}}
  synced: {{kind: rsync, path: ../synced}}
  memory: {{kind: memory}}
  netlify: {{kind: netlify, project: my-paper}}
  cloudflare: {{kind: cloudflare, project: my-paper}}
"""
SECRET = "wJalrXUtnFEMIexampleSECRET"  # noqa: S105 - made up, and looked for where it must not be
OLD, NEW = "old", "new"
NEWS = """\
-- content/sports/last-post/en.md --
---
title: The last post
date: 2026-11-21
---
It is [over](../final-over/en.md).
-- content/geo-politics/border-talks/en.md --
---
title: Talks at the border go on
date: 2026-11-20T09:00
tags: [cricket]
authors: [desk]
---
They met again.
"""


@dataclass
class Newsroom:
    """A site with two built papers, OLD and NEW, and the bucket that it publishes to."""

    site: Path
    house: Storehouse

    def deploy(self, target: str, output: str = OLD, *more: str) -> tuple[int, str, str]:
        """Run khabar deploy; give exit code, what it printed, and its remarks."""
        arguments = ["deploy", target, "--site", str(self.site)]
        arguments += ["--output", str(self.site / output), *more]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert "Traceback" not in done.output
        assert SECRET not in done.output
        return done.exit_code, done.stdout, done.stderr

    def report(self, target: str, output: str = OLD, *more: str) -> dict[str, Any]:
        code, said, remarks = self.deploy(target, output, "--json", *more)
        found: dict[str, Any] = json.loads(said)
        assert bool(found["problems"]) == bool(code), remarks
        return found

    def tree(self, output: str) -> dict[str, bytes]:
        return tree(self.site / output)
