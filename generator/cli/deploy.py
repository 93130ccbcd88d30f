"""khabar deploy."""

import sys
import time
from pathlib import Path

import click

from generator.build.courier import Errand
from generator.build.delivery import run_errand
from generator.cli.guard import LOCKED, PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, OUTPUT, messages_option, site_option, sound_config
from generator.cli.printing import Words, problem_rows, show_json, show_problems
from generator.cli.progress import progress
from generator.model.config import SiteConfig
from generator.model.delivery import Delivery, DeliveryFailed, Receipt, Target
from generator.model.problem import Problem, problem
from generator.stages.suggest import suggest

CLAIMED = "deploy-claimed"
GROUPS = (
    *("assets", "new articles", "new lists and feeds"),
    *("changed articles", "lists and fronts", "feeds and sitemaps"),
)
WIDEST = 40  # addresses on a terminal; all of them where something else reads


@click.command()
@click.argument("target", default="")
@site_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to publish (default: output/ in the site).",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and why; do nothing.")
@click.option(
    "--max-deletes",
    type=click.IntRange(min=0),
    metavar="N",
    help="Stop where more files would be removed (default: 100, or a fifth of all).",
)
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    target: str,
    site: Path,
    output: Path | None,
    dry_run: bool,
    max_deletes: int | None,
    as_json: bool,
    messages: str,
) -> None:
    """Publish output/ to a TARGET that site.yaml names."""
    root = site.resolve()
    words = Words(messages, root)
    config = sound_config(root, words)
    errand = Errand(
        site=root,
        output=root / OUTPUT if output is None else Path.cwd() / output,
        cache=root / CACHE,
        target=_target(config, target),
        base_url=config.base_url,
        now=int(time.time()),
        most=max_deletes,
        rehearse=dry_run,
    )
    doing, started = Doing(), time.monotonic()
    done = guarded(errand.cache, doing, words, lambda: _done(errand, doing, bars=not as_json))
    fault = None
    if isinstance(done, DeliveryFailed):
        fault = problem(config.place(f"deploy.{target}"), done.code, **done.details)
        done = Receipt(Delivery(), done=False)
    if as_json:
        faults: tuple[Problem, ...] = (fault,) if fault else ()
        show_json(_row(target, done, errand) | {"problems": problem_rows(faults, words)})
    elif fault:
        show_problems((fault,), root, words)
    else:
        _show(done, errand, words)
        seconds = f"{time.monotonic() - started:.1f}"
        counts = _counted(done, errand, words)
        click.echo(words.say("took", name=target, done=counts, seconds=seconds), err=True)
    if fault:
        sys.exit(LOCKED if fault.code == CLAIMED else PROBLEMS)


def _target(config: SiteConfig, name: str) -> Target:
    """Give the target of a name; a usage error that lists all where there is none."""
    named = {one.name: one for one in config.deploy}
    if name in named:
        return named[name]
    if not named:
        said = "site.yaml names no target under “deploy:”; docs/deploy.md shows how"
    elif name:
        near = suggest(name, tuple(named))
        meant = f" Did you mean “{near}”?" if near else ""
        said = f"there is no target “{name}”.{meant} There are: {', '.join(named)}"
    else:
        said = f"name one of the targets: {', '.join(named)}"
    raise click.UsageError(said)


def _done(errand: Errand, doing: Doing, *, bars: bool) -> Receipt | DeliveryFailed:
    """Run the errand, showing how far it is."""
    with progress(wanted=bars) as tell:

        def told(stage: str, done: int, total: int) -> None:
            doing.tell(stage, done, total)
            tell(stage, done, total)

        try:
            return run_errand(errand, told)
        except DeliveryFailed as error:
            return error


def _row(name: str, receipt: Receipt, errand: Errand) -> dict[str, object]:
    """Give a delivery as docs/deploy.md lays it out."""
    delivery = receipt.delivery
    return {
        "target": name,
        "dry_run": errand.rehearse,
        "done": receipt.done,
        "puts": [
            {"path": put.file.path, "reason": put.reason, "group": group}
            for group, puts in zip(GROUPS, delivery.groups, strict=False)
            for put in puts
        ],
        "removals": list(delivery.removals),
        "kept_for_a_day": sorted(delivery.retired),
        "unchanged": delivery.unchanged,
        "strangers": delivery.strangers,
        "urls": list(receipt.urls),
        "remark": receipt.remark,
    }


def _show(receipt: Receipt, errand: Errand, words: Words) -> None:
    """Say what others may read on, on standard output."""
    delivery = receipt.delivery
    if errand.rehearse:
        for put in delivery.puts:
            click.echo(f"{put.reason:<10} {put.file.path}")
        for path in delivery.removals:
            click.echo(f"{'removed':<10} {path}")
        for path in sorted(delivery.retired):
            click.echo(f"{'kept a day':<10} {path}")
    elif receipt.done:
        _show_urls(receipt.urls, words)
    if receipt.remark and not delivery.puts:
        click.echo(receipt.remark)


def _show_urls(urls: tuple[str, ...], words: Words) -> None:
    shown = urls[:WIDEST] if sys.stdout.isatty() else urls
    for url in shown:
        click.echo(url)
    if len(shown) < len(urls):
        click.echo(words.say("more", number=len(urls) - len(shown)), err=True)


def _counted(receipt: Receipt, errand: Errand, words: Words) -> str:
    """Count what was done, or would be."""
    delivery = receipt.delivery
    counts = {
        "to-write" if errand.rehearse else "written": len(delivery.puts),
        "removed": len(delivery.removals),
        "unchanged": delivery.unchanged,
    }
    counts |= {"kept-for-a-day": len(delivery.retired)} if delivery.retired else {}
    counts |= {"strangers": delivery.strangers} if delivery.strangers else {}
    return ", ".join(words.say(name, number=number) for name, number in counts.items())
