"""khabar theme: what the theme is made of, and copies of it to change."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator import __version__
from generator.cli.options import messages_option, site_option, sound_config
from generator.cli.printing import Words
from generator.desk.ejecting import Wardrobe, difference, eject, keep, states, templates
from generator.edges.package import shipped_theme, theme_folder
from generator.stages.suggest import suggest

FOLDER = "templates/"


@click.group()
@messages_option
@click.pass_context
def command(context: click.Context, *, messages: str) -> None:
    """List the theme's files, copy one to change it, see what a copy differs in."""
    context.obj = messages


@command.command("list")
@site_option
@click.pass_obj
def list_files(messages: str, *, site: Path) -> None:
    """List every file of the theme, and which of them are the newsroom's own."""
    for name, state in states(_wardrobe(site, messages)):
        click.echo(f"{name}  ({state})" if state else name)


@command.command("eject")
@click.argument("template")
@site_option
@click.pass_obj
def eject_one(messages: str, *, template: str, site: Path) -> None:
    """Copy one file of the theme into the newsroom's templates/, to be changed there."""
    room = _wardrobe(site, messages)
    name = _named(template, templates(room))
    file = eject(room, name)
    if file is None:
        raise click.UsageError(f"{FOLDER}{name} is there already")
    click.echo(file)


@command.command("diff")
@click.argument("template")
@site_option
@click.pass_obj
def show_difference(messages: str, *, template: str, site: Path) -> None:
    """Show what the newsroom's copy differs in from the theme's file as it is now."""
    room = _wardrobe(site, messages)
    for line in difference(room, _copied(room, template)):
        click.echo(line)


@command.command("keep")
@click.argument("template")
@site_option
@click.pass_obj
def keep_one(messages: str, *, template: str, site: Path) -> None:
    """Say that the newsroom's copy is right beside the theme's file as it is now."""
    room = _wardrobe(site, messages)
    name = _copied(room, template)
    keep(room, name)
    click.echo(f"{FOLDER}{name} is kept as it is")


def _wardrobe(site: Path, messages: str) -> Wardrobe:
    """Find the newsroom's theme, which must be another than its own templates/."""
    config = sound_config(site, Words(messages, site))
    folder = theme_folder(config.theme, site, shipped_theme())
    if folder is None:
        raise click.UsageError(f"site.yaml names the theme {config.theme}, which cannot be found")
    room = Wardrobe(site, folder, config.theme or f"Khabar {__version__}")
    if room.alone:
        raise click.UsageError(f"{FOLDER} of this newsroom is the theme itself: change it there")
    return room


def _copied(room: Wardrobe, template: str) -> str:
    """Name a file that both the theme and the newsroom have."""
    own = [name for name in templates(room) if (room.own / name).is_file()]
    return _named(template, own)


def _named(template: str, known: Iterable[str]) -> str:
    """Find a file by its name within templates/; say which are like it where there is none."""
    name, known = template.replace("\\", "/").removeprefix(FOLDER), tuple(known)
    if name in known:
        return name
    near = suggest(name, known)
    hint = f" Did you mean {near}?" if near else ""
    msg = f"there is no {name} to be had.{hint} “khabar theme list” names all files."
    raise click.UsageError(msg)
