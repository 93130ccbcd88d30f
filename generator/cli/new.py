"""khabar new."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, messages_option, site_option, sound_config
from generator.cli.printing import Words, show_problems
from generator.desk.new import new_story
from generator.model.problem import failed


@click.command()
@click.argument("headline")
@site_option
@click.option("--category", default="", metavar="NAME", help="The category's id or name.")
@click.option("--lang", "langs", multiple=True, metavar="CODE", help="A language; repeatable.")
@messages_option
def command(
    *, headline: str, site: Path, category: str, langs: tuple[str, ...], messages: str
) -> None:
    """Begin a story: a folder, and a file with front matter for each language."""
    words = Words(messages, site)
    config = sound_config(site, words)
    doing = Doing()
    doing.tell("writing a new story", 0, 0)
    now = datetime.now(UTC)
    result = guarded(
        site / CACHE,
        doing,
        words,
        lambda: new_story(site, config, headline, (category, langs), now),
    )
    show_problems(result.problems, site, words)
    if failed(result.problems):
        sys.exit(PROBLEMS)
    for path in result.paths:
        click.echo(path)
