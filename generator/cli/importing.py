"""khabar import."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, messages_option, moment, site_option, sound_config
from generator.cli.printing import Words, show_problems
from generator.desk.importers import import_file
from generator.desk.importers.shapes import ImportOptions, ImportResult
from generator.model.problem import failed


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@site_option
@click.option("--category", default="", metavar="NAME", help="File the stories under this one.")
@click.option("--lang", default="", metavar="CODE", help="The language of the text.")
@click.option("--date", "date_text", default="", metavar="ISO8601", help="For text without one.")
@click.option("--legacy-font", default="", metavar="NAME", help="krutidev or chanakya.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    files: tuple[Path, ...],
    site: Path,
    category: str,
    lang: str,
    date_text: str,
    legacy_font: str,
    messages: str,
) -> None:
    """Bring text from elsewhere into content/: a pasted page of a newspaper's site."""
    words = Words(messages, site)
    config = sound_config(site, words)
    options = ImportOptions(
        now=datetime.now(UTC),
        category=category,
        lang=lang,
        moment=moment(date_text, site) if date_text else None,
        legacy_font=legacy_font,
    )
    doing = Doing()

    def work() -> bool:
        results = []
        for one in files:
            doing.tell(f"importing {one}", 0, 0)
            results.append(import_file(site, one, config, options))
            _show(one, results[-1], words)
        return not any(failed(one.problems) for one in results)

    if not guarded(site / CACHE, doing, words, work):
        sys.exit(PROBLEMS)


def _show(file: Path, result: ImportResult, words: Words) -> None:
    """Say what came of one file."""
    show_problems(result.problems, Path(), words)
    for path in result.paths:
        click.echo(f"{file} → {path}")
