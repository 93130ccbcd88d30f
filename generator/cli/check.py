"""khabar check."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from generator import __version__
from generator.build.inspection import Inspection
from generator.build.look import look
from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, OUTPUT, messages_option, moment, now_option, site_option
from generator.cli.printing import Words, count_line, problem_rows, show_json, show_problems
from generator.cli.progress import Tell, progress
from generator.desk.aliases import write_aliases
from generator.desk.check import Papers, check, check_links
from generator.edges.package import shipped_theme
from generator.model.problem import Problem, failed, judged, problem
from generator.model.report import Order


@click.command()
@site_option
@click.option("--links", is_flag=True, help="Ask other sites, too, whether links still lead there.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--fix-aliases", is_flag=True, help="Write old addresses into moved stories.")
@now_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems for machines.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    site: Path,
    links: bool,
    strict: bool,
    fix_aliases: bool,
    now: str,
    as_json: bool,
    messages: str,
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
    asked = Asked(links=links, fix_aliases=fix_aliases, bars=not as_json)
    words = Words(messages, root)
    found, written = guarded(order.cache, doing, words, lambda: _found(order, doing, asked))
    problems = tuple(sorted(judged(found, strict=strict)))
    if as_json:
        rows = [{"path": path, "alias": alias} for path, alias in written]
        more = {"written": rows} if fix_aliases else {}
        show_json({"problems": problem_rows(problems, words), **more})
    else:
        for path, alias in written:
            click.echo(words.say("aliased", file=path, alias=alias))
        show_problems(problems, root, words, err=False)
        click.echo(count_line(problems, words))
    if failed(problems):
        sys.exit(PROBLEMS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done beside looking; bars: how far it is may be shown."""

    links: bool
    fix_aliases: bool
    bars: bool


def _found(
    order: Order, doing: Doing, asked: Asked
) -> tuple[tuple[Problem, ...], tuple[tuple[str, str], ...]]:
    """Find every problem, and give (path, alias) of each alias that was written."""
    if not (order.site / "site.yaml").is_file():
        return (problem(("site.yaml", 0, 0), "missing-site"),), ()
    with progress(wanted=asked.bars) as tell:

        def told(stage: str, done: int, total: int) -> None:
            doing.tell(stage, done, total)
            tell(stage, done, total)

        seen = look(order, told)
        written: tuple[tuple[str, str], ...] = ()
        if asked.fix_aliases:
            doing.tell("writing aliases", 0, 0)
            written = write_aliases(seen.problems, seen.taken.memory.sources)
        if written:  # lines have moved, and what was found may be settled
            seen = look(order, told)
        return _looked(seen, told, links=asked.links), written


def _looked(seen: Inspection, told: Tell, *, links: bool) -> tuple[Problem, ...]:
    """Put what a build would say before what only an editor should know."""
    found = set(seen.problems)
    if seen.site is not None:
        memory = seen.taken.memory
        papers = Papers(
            seen.site,
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
