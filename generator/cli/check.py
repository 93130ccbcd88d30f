"""khabar check."""

import sys
from pathlib import Path

import click

from generator import __version__
from generator.build.inspection import Inspection
from generator.build.session import look
from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, OUTPUT, messages_option, moment, now_option, site_option
from generator.cli.printing import catalogue, count_line, problem_rows, show_json, show_problems
from generator.cli.progress import Tell, progress
from generator.desk.check import Papers, check, check_links
from generator.edges.package import shipped_theme
from generator.model.problem import Problem, failed, judged, problem
from generator.model.report import Order


@click.command()
@site_option
@click.option("--links", is_flag=True, help="Ask other sites, too, whether links still lead there.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@now_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems for machines.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *, site: Path, links: bool, strict: bool, now: str, as_json: bool, messages: str
) -> None:
    """Say all that a build would refuse, and what an editor should know; publish nothing."""
    root = site.resolve()
    order = Order(
        site=root,
        output=root / OUTPUT,
        cache=root / CACHE,
        theme=shipped_theme(),
        now=moment(now, site),
    )
    doing = Doing()
    found = guarded(order.cache, doing, lambda: _found(order, doing, links=links, bars=not as_json))
    problems = tuple(sorted(judged(found, strict=strict)))
    words = catalogue(messages)
    if as_json:
        show_json({"problems": problem_rows(problems, words)})
    else:
        show_problems(problems, root, words, err=False)
        click.echo(count_line(problems))
    if failed(problems):
        sys.exit(PROBLEMS)


def _found(order: Order, doing: Doing, *, links: bool, bars: bool) -> tuple[Problem, ...]:
    """Find every problem, showing how far the search is."""
    if not (order.site / "site.yaml").is_file():
        return (problem(("site.yaml", 0, 0), "missing-site"),)
    with progress(wanted=bars) as tell:

        def told(stage: str, done: int, total: int) -> None:
            doing.tell(stage, done, total)
            tell(stage, done, total)

        return _looked(look(order, told), told, links=links)


def _looked(seen: Inspection, told: Tell, *, links: bool) -> tuple[Problem, ...]:
    """Put what a build would say before what only an editor should know."""
    found = set(seen.problems)
    if seen.proof is not None:
        memory = seen.taken.memory
        papers = Papers(
            seen.proof.site,
            seen.taken.articles,
            seen.taken.broken,
            memory.sources,
            memory.pictures,
        )
        found.update(check(papers, told))
        if links:
            agent = f"Khabar/{__version__} (checks the links of a newspaper)"
            found.update(check_links(papers, agent, told))
    return tuple(found)
