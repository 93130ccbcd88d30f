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


def guarded(cache: Path, doing: Doing, work: Callable[[], Result]) -> Result:
    """Run a command's work; turn what it may raise into one line and an exit code."""
    try:
        return work()
    except Busy:
        click.echo("Another build of this site is running; try again when it is done.", err=True)
        sys.exit(LOCKED)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except OutputRefused as error:
        show_problems((problem((str(error.output), 0, 0), error.code),), Path(), Words(""))
        sys.exit(USAGE)
    except OSError as error:
        name = error.filename or ""
        click.echo(f"{doing.what}: {error.strerror or error} {name}".rstrip(), err=True)
        click.echo(_state(cache), err=True)
        sys.exit(PROBLEMS)
    except Exception:  # noqa: BLE001 - the last door: whatever comes is logged, none escapes
        _log(cache, doing)
        sys.exit(UNFORESEEN)


def _log(cache: Path, doing: Doing) -> None:
    """Write the traceback where a developer finds it, and say in one line what happened."""
    text = traceback.format_exc()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / LOG).write_text(text, "utf-8")
        where = str(cache / LOG)
    except OSError:
        where = "nowhere: the cache folder cannot be written"
    click.echo(f"Khabar failed while it was at: {doing.what}. This is a fault of ours.", err=True)
    click.echo(f"{_state(cache)} What we need to mend it: {where}", err=True)


def _state(cache: Path) -> str:
    """Say what readers see after a failure; a disk may fail in the undoing as well."""
    if is_mixed(cache):
        return "Some of output/ is new, some as it was: the next build puts that right."
    return "output/ is as it was."
