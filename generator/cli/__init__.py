"""The command line: the only room that prints.

A command's module is imported when the command is called, so that `khabar --help` and
`khabar new` do not pay for what only `build` needs.
"""

from importlib import import_module
from types import MappingProxyType

import click

from generator import __version__

# command → module; "import" is no name that Python lets a module have
COMMANDS = MappingProxyType(
    {
        "build": "build",
        "serve": "serve",
        "check": "check",
        "ping": "ping",
        "new": "new",
        "import": "importing",
        "deploy": "deploy",
        "init": "init",
        "theme": "theme",
    }
)


class Commands(click.Group):
    """A group whose commands are imported by need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the commands in the order in which an editor meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command, and give the command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"generator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="khabar")
def main() -> None:
    """Khabar turns a newsroom's Markdown files into a fast, bilingual news site."""
