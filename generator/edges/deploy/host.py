"""Hosts with a command of their own, which uploads a folder by itself."""

import os
from pathlib import Path

from generator.edges.deploy.command import Command
from generator.model.delivery import CLOUDFLARE, DeliveryFailed, Host


def command_of(target: Host, output: Path) -> tuple[str, ...]:
    """Give the command that the host documents for publishing a folder."""
    if target.kind == CLOUDFLARE:
        project = f"--project-name={target.project}"
        return ("npx", "wrangler", "pages", "deploy", str(output), project)
    site = (f"--site={target.project}",) if target.project else ()
    return ("netlify", "deploy", "--prod", "--no-build", f"--dir={output}", *site)


def run_host(target: Host, output: Path, site: Path) -> str:
    """Run the host's command and give what it said; DeliveryFailed where it fails."""
    program, *arguments = command_of(target, output)
    outcome = Command((program,), {"CI": os.environ.get("CI", "true")}, site).run(arguments)
    if outcome.code:
        raise DeliveryFailed("deploy-failed", path=program, reason=outcome.reason)
    return outcome.reason
