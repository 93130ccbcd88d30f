"""khabar init."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.guard import USAGE, Doing, guarded
from generator.cli.options import CACHE, messages_option
from generator.cli.printing import Words, show_problems
from generator.desk.starter import init
from generator.model.problem import failed


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@messages_option
def command(*, folder: Path, messages: str) -> None:
    """Make a new newsroom: site.yaml, two sample stories in each language, a first picture."""
    doing = Doing()
    doing.tell(f"making a newsroom in {folder}", 0, 0)
    result = guarded(folder / CACHE, doing, lambda: init(folder, datetime.now(UTC)))
    show_problems(result.problems, folder, Words(messages))
    if failed(result.problems):
        sys.exit(USAGE)
    for path in result.paths:
        click.echo(path)
    click.echo(f"Now: khabar serve --site {folder}")
