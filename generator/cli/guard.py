"""Nothing that goes wrong reaches an editor as a traceback."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.printing import Words, show_problems
from generator.edges.disk import Busy, OutputRefused, is_mixed
from generator.model.problem import problem

Result = TypeVar("Result")
PROBLEMS, USAGE, LOCKED, UNFORESEEN = 1, 2, 3, 70
LOG = "crash.log"


class Doing:
    """Remembers what was being done, to say so if it fails."""

    def __init__(self) -> None:
        self.what = "starting"

    def tell(self, stage: str, done: int, total: int) -> None:
        """Note a stage; done and total make "render 3 of 40"."""
        self.what = f"{stage} {done} of {total}" if total else stage


def guarded(cache: Path, doing: Doing, words: Words, work: Callable[[], Result]) -> Result:
    """Run a command's work; turn what it may raise into one line and an exit code."""
    try:
        return work()
    except Busy:
        click.echo(words.say("busy"), err=True)
        sys.exit(LOCKED)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except OutputRefused as error:
        show_problems((problem((str(error.output), 0, 0), error.code),), Path(), words)
        sys.exit(USAGE)
    except OSError as error:
        name = error.filename or ""
        click.echo(f"{doing.what}: {words.cause(error)} {name}".rstrip(), err=True)
        click.echo(_state(cache, words), err=True)
        sys.exit(PROBLEMS)
    except Exception:  # noqa: BLE001 - the last door: whatever comes is logged, none escapes
        _log(cache, doing, words)
        sys.exit(UNFORESEEN)


def _log(cache: Path, doing: Doing, words: Words) -> None:
    """Write the traceback where a developer finds it, and say in one line what happened."""
    text = traceback.format_exc()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / LOG).write_text(text, "utf-8")
        where = str(cache / LOG)
    except OSError:
        where = words.say("no-log")
    click.echo(words.say("our-fault", what=doing.what), err=True)
    click.echo(f"{_state(cache, words)} {words.say('mend', file=where)}", err=True)


def _state(cache: Path, words: Words) -> str:
    """Say what readers see after a failure; a disk may fail in the undoing as well."""
    return words.say("mixed") if is_mixed(cache) else words.say("as-it-was", folder="output/")
