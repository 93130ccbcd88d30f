"""khabar serve."""

import sys
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, OUTPUT, PREVIEW, messages_option, site_config, site_option
from generator.cli.printing import Lines, Words, problem_rows, show_problems
from generator.edges.package import shipped_theme
from generator.model.report import Order, Report
from generator.serve import NewsServer, is_loopback
from generator.serve.desk import Desk, Rows


@click.command()
@site_option
@click.option("--port", default=8000, show_default=True, help="The port to serve on; 0: any.")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts; builds into .khabar/preview/.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *, site: Path, port: int, host: str, no_browser: bool, drafts: bool, messages: str
) -> None:
    """Build, serve with live reload on this machine, and show problems in the page."""
    if not is_loopback(host):
        msg = "the development server serves this machine alone; publish with a static host"
        raise click.BadParameter(msg, param_hint="--host")
    root = site.resolve()
    config, problems = site_config(root)
    words = Words(messages, root)
    if not (root / "site.yaml").is_file():
        show_problems(problems, root, words)
        sys.exit(PROBLEMS)
    order = Order(
        site=root,
        output=root / CACHE / PREVIEW if drafts else root / OUTPUT,
        cache=root / CACHE,
        theme=shipped_theme(),
        now=datetime.now(UTC),
        drafts=drafts,
    )
    desk = Desk(
        order,
        lambda report: _told(report, root, words),
        lambda one: _rows(one, root, words),
        lambda seconds: click.echo(words.say("looking", seconds=f"{seconds:.0f}"), err=True),
    )
    server = NewsServer(desk, order.theme, config.base_url if config else "/")
    doing = Doing()

    def work() -> None:
        doing.tell(f"listening on {host}:{port}", 0, 0)
        server.listen(port, host)
        doing.tell("building", 0, 0)
        desk.build()
        doing.tell("serving", 0, 0)
        click.echo(words.say("serving", url=server.url(host)))
        if not no_browser:
            webbrowser.open(server.url(host))
        server.serve(server.port, host=host)

    guarded(order.cache, doing, words, work)


def _told(report: Report, site: Path, words: Words) -> None:
    """Say in the terminal what a build did."""
    show_problems(report.problems, site, words)
    if not report.published:
        click.echo(words.say("last-good"), err=True)
        return
    seconds = f"{sum(seconds for _, seconds in report.seconds):.2f}"
    counts = {"rendered": report.rendered, "kept": report.kept}
    done = words.say("rebuilt", seconds=seconds, **counts)
    click.echo(f"{datetime.now().astimezone():%H:%M:%S} {done}")


def _rows(report: Report, site: Path, words: Words) -> Rows:
    """Give the problems as the overlay shows them: with the line that they are about."""
    lines = Lines(site)
    rows = problem_rows(report.problems, words)
    for row, one in zip(rows, report.problems, strict=True):
        row["excerpt"] = lines.line(one.path, one.line)
    return rows
