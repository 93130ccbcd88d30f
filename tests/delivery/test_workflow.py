"""The workflow file that newsrooms copy: it parses, and its steps do what they say."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from papers import ROOT, tree

from delivery.newsroom import Newsroom

WORKFLOW = ROOT / "generator" / "starter" / "ci.yml"
NEXT = ".khabar/next-due"


def workflow() -> dict[str, Any]:
    text = WORKFLOW.read_text("utf-8").replace("\non:\n", '\n"on":\n')  # YAML 1.1 calls it true
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def steps(job: str) -> dict[str, dict[str, Any]]:
    """Give the steps of a job that run commands, by their names."""
    return {one["name"]: one for one in workflow()["jobs"][job]["steps"] if "run" in one}


def run(site: Path, script: str, **environment: str) -> str:
    """Run a step as a runner does, and give what it says to later steps."""
    said = site.parent / "said"
    said.write_text("", "utf-8")
    tools = Path(sys.executable).parent
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=site, check=True, capture_output=True,
        env={
            **os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(said), **environment,
        },
    )  # fmt: skip
    return said.read_text("utf-8").strip()


def test_it_is_a_workflow_whose_secrets_only_the_last_step_sees() -> None:
    found = workflow()
    assert set(found["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert set(found["jobs"]) == {"check", "publish"}
    assert found["jobs"]["check"]["if"] == "github.event_name == 'pull_request'"
    assert "secrets." not in str({**found, "jobs": found["jobs"]["check"]})
    whole = found["jobs"]["publish"]["steps"]
    assert [one["name"] for one in whole if "secrets." in str(one)] == ["Publish"]
    cached = next(one for one in whole if "cache" in one.get("uses", ""))
    assert cached["with"]["path"].split() == [".khabar", "output"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_its_steps_build_and_publish_what_is_due(room: Newsroom) -> None:
    site = room.site
    run(site, steps("check")["Check"]["run"])
    publish = steps("publish")
    due = publish["Is anything due?"]["run"]
    assert run(site, due, EVENT="schedule") == "due=yes"
    run(site, publish["Build"]["run"])
    assert (site / NEXT).is_file()
    run(site, publish["Publish"]["run"], TARGET="folder")
    live = tree(site.parent / "live")
    assert {path: live[path] for path in tree(site / "output")} == tree(site / "output")
    for moment, answer in (("2999-01-01T00:00:00+05:30", "no"), ("", "no"), ("2026-01-01", "yes")):
        (site / NEXT).write_text(moment, "utf-8")
        assert run(site, due, EVENT="schedule") == f"due={answer}"
        assert run(site, due, EVENT="push") == "due=yes"
