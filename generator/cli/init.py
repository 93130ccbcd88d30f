"""khabar init."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.guard import USAGE, Doing, guarded
from generator.cli.options import CACHE, messages_option
from generator.cli.printing import Words, show_problems
from generator.desk.charter import Answers, address_of
from generator.desk.starter import init, reference, tables
from generator.model.problem import failed
from generator.stages.suggest import suggest


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing; what is not said is as in the reference.")
@click.option("--title", default="", help="The paper's name.")
@click.option("--languages", default="", metavar="CODES", help="Such as hi,en; the first leads.")
@click.option("--base-url", default="", metavar="URL", help="The paper's address on the web.")
@click.option("--categories", default="", metavar="SET", help="A starter set of categories.")
@messages_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    folder: Path,
    yes: bool,
    title: str,
    languages: str,
    base_url: str,
    categories: str,
    messages: str,
) -> None:
    """Make a new newsroom: site.yaml, two sample stories in each language, all that builds it.

    On a terminal it asks for what is not said.
    """
    said = Answers(title.strip(), _codes(languages), base_url, _known_set(categories))
    if not yes and sys.stdin.isatty():
        said = _asked(said)
    doing = Doing()
    doing.tell(f"making a newsroom in {folder}", 0, 0)
    words = Words(messages)
    result = guarded(folder / CACHE, doing, words, lambda: init(folder, datetime.now(UTC), said))
    show_problems(result.problems, folder, words)
    if failed(result.problems):
        sys.exit(USAGE)
    for path in result.paths:
        click.echo(path)
    for code in result.mute:
        click.echo(words.say("no-samples", language=code))
    click.echo(words.say("now", folder=folder))


def _asked(said: Answers) -> Answers:
    """Ask for what was not said; an empty answer is what stands in brackets."""
    usual = reference()
    title = said.title or click.prompt("The paper's name", usual.title)
    codes = said.languages
    while not codes:
        answer = click.prompt("Its languages, the leading one first", ",".join(usual.languages))
        try:
            codes = _codes(answer)
        except click.BadParameter as error:
            click.echo(error.message)
    sets = tables().sets
    named = said.categories or click.prompt("Categories", sets[0], type=click.Choice(sets))
    shown = usual.base_url if title == usual.title else address_of(title)
    return Answers(title, codes, said.base_url or click.prompt("Its address", shown), named)


def _codes(text: str) -> tuple[str, ...]:
    """Read codes of languages. Raises click.BadParameter for one that is not known."""
    known = tuple(one.code for one in tables().tongues)
    codes = tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    for code in codes:
        if code not in known:
            msg = f"{code} is none of {', '.join(known)}; any other is a row in site.yaml later"
            raise click.BadParameter(msg, param_hint="--languages")
    return codes


def _known_set(name: str) -> str:
    sets = tables().sets
    if name and name not in sets:
        near = suggest(name, sets)
        hint = f" Did you mean {near}?" if near else ""
        msg = f"there are {', '.join(sets)}.{hint}"
        raise click.BadParameter(msg, param_hint="--categories")
    return name
