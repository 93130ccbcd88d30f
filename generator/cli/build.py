"""khabar build."""

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.build.session import run
from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import (
    CACHE,
    OUTPUT,
    PREVIEW,
    messages_option,
    moment,
    now_option,
    site_option,
)
from generator.cli.printing import Words, count_line, report_row, show_json, show_problems
from generator.cli.progress import progress
from generator.edges.engine import EngineUnavailable
from generator.edges.package import shipped_theme
from generator.model.problem import failed, problem
from generator.model.report import Order, Report


@click.command()
@site_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to build into (default: output/ in the site).",
)
@click.option("--drafts", is_flag=True, help="Show drafts; builds into .khabar/preview/.")
@now_option
@click.option(
    "--engine",
    default="",
    metavar="NAME",
    help="inline, processes[:N] or dask:ADDRESS (default: by the amount of work).",
)
@click.option("--base-url", default="", metavar="URL", help="Instead of site.yaml's base_url.")
@click.option("--keep-going", is_flag=True, help="Leave broken articles out, or at their last.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--explain", is_flag=True, help="Say why each page was rendered.")
@click.option("--clean", is_flag=True, help="Render every page anew.")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    site: Path,
    output: Path | None,
    drafts: bool,
    now: str,
    engine: str,
    base_url: str,
    keep_going: bool,
    strict: bool,
    explain: bool,
    clean: bool,
    as_json: bool,
    messages: str,
) -> None:
    """Build the site into output/."""
    if drafts and output is not None:
        msg = "--drafts builds into .khabar/preview/, so that drafts can never be deployed"
        raise click.UsageError(msg)
    order = Order(
        site=site.resolve(),
        output=_output(site, output, drafts=drafts),
        cache=site.resolve() / CACHE,
        theme=shipped_theme(),
        now=moment(now, site),
        drafts=drafts,
        engine=engine,
        base_url=_base(base_url),
        keep_going=keep_going,
        strict=strict,
        clean=clean,
    )
    doing = Doing()
    words = Words(messages, order.site)
    report = guarded(order.cache, doing, words, lambda: _run(order, doing, bars=not as_json))
    if as_json:
        show_json(report_row(report, words))
    else:
        show_problems(report.problems, order.site, words)
        _show(report, order, words, explain=explain)
    if failed(report.problems):
        sys.exit(PROBLEMS)


def _output(site: Path, output: Path | None, *, drafts: bool) -> Path:
    """Give the folder to build into, absolute; a symbolic link stays one, to be refused."""
    if drafts:
        return site.resolve() / CACHE / PREVIEW
    if output is not None:
        return Path.cwd() / output
    return site.resolve() / OUTPUT


def _base(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        msg = "write a whole URL, such as https://news.example/"
        raise click.BadParameter(msg, param_hint="--base-url")
    return url


def _run(order: Order, doing: Doing, *, bars: bool) -> Report:
    """Build once, from what the cache remembers, showing how far it is."""
    if not (order.site / "site.yaml").is_file():
        return Report((problem(("site.yaml", 0, 0), "missing-site"),))
    with progress(wanted=bars) as tell:

        def told(stage: str, done: int, total: int) -> None:
            doing.tell(stage, done, total)
            tell(stage, done, total)

        try:
            _, report = run(order, told, last=True)
        except EngineUnavailable as error:
            raise click.BadParameter(str(error), param_hint="--engine") from error
        return report


def _show(report: Report, order: Order, words: Words, *, explain: bool) -> None:
    """Say in a line or two what was done."""
    if explain:
        for path, reason in report.reasons:
            click.echo(f"{path}: {reason}")
    if not report.published:
        stands = words.say("as-it-was", folder=_name(order))
        click.echo(f"{count_line(report.problems, words)}; {stands}", err=True)
        return
    counts = {"rendered": report.rendered, "kept": report.kept, "removed": report.removed}
    seconds = f"{sum(seconds for _, seconds in report.seconds):.2f}"
    click.echo(words.say("built", seconds=seconds, folder=_name(order), **counts))
    if report.problems:
        click.echo(count_line(report.problems, words), err=True)
    if report.next_due:
        click.echo(words.say("due", moment=_when(report.next_due)))


def _name(order: Order) -> str:
    """Name the output folder as the editor would."""
    if order.output.is_relative_to(order.site):
        return f"{order.output.relative_to(order.site).as_posix()}/"
    return str(order.output)


def _when(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")
