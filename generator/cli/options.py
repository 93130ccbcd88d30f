"""Options that several commands take, and what they stand for."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli.guard import PROBLEMS
from generator.cli.printing import Words, show_problems
from generator.edges.disk import Undecodable, read_site
from generator.model.config import SiteConfig
from generator.model.problem import Problem, failed, problem
from generator.stages.moments import parse_moment

Function = TypeVar("Function", bound=Callable[..., Any])
CACHE = ".khabar"
OUTPUT = "output"
PREVIEW = "preview"


def site_option(function: Function) -> Function:
    """Add --site to a command."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option(
        "--site", type=kind, default=".", help="The newsroom's folder (default: here)."
    )(function)


def messages_option(function: Function) -> Function:
    """Add --messages to a command."""
    return click.option(
        "--messages",
        default="",
        envvar="KHABAR_MESSAGES",
        metavar="CODE",
        help="The language of problems and hints (default: English).",
    )(function)


def now_option(function: Function) -> Function:
    """Add --now to a command."""
    return click.option(
        "--now",
        default="",
        metavar="ISO8601",
        help="The moment of the paper (default: the clock, or SOURCE_DATE_EPOCH).",
    )(function)


def moment(text: str, site: Path) -> datetime:
    """Give the moment that --now names; without a zone it is in the site's.

    Raises click.BadParameter for what is no ISO 8601 date or time.
    """
    if not text:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), UTC)
        return datetime.now(UTC).replace(microsecond=0)
    try:
        said, elsewhere = parse_moment(text, "UTC"), parse_moment(text, "Etc/GMT+1")
        if said == elsewhere:  # it names its zone
            return said
        config, _ = site_config(site)
        return parse_moment(text, config.timezone if config else "UTC")
    except ValueError as error:
        msg = "write a date such as 2026-11-22 or 2026-11-22T18:30+05:30"
        raise click.BadParameter(msg, param_hint="--now") from error


def site_config(site: Path) -> tuple[SiteConfig | None, tuple[Problem, ...]]:
    """Read site.yaml."""
    try:
        text = read_site(site)
    except OSError:
        return None, (problem(("site.yaml", 0, 0), "missing-site"),)
    except Undecodable as error:
        return None, (problem(("site.yaml", error.line, error.column), error.code),)
    # Where nothing else needs site.yaml read, reading it would take longest of all.
    from generator.stages.configure import configure  # noqa: PLC0415

    return configure(text)


def sound_config(site: Path, words: Words) -> SiteConfig:
    """Read site.yaml for a command that needs it whole; say what is wrong with it, and exit."""
    config, problems = site_config(site)
    if config is None or failed(problems):
        show_problems(problems, site, words)
        sys.exit(PROBLEMS)
    return config
