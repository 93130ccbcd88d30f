"""Run the validators over the whole built reference site.

    python tools/validate.py [TOOL…]

Builds the site of a fixed day into a folder that does not last, serves it on this machine, asks
every tool (or those named), and prints a table. Exits 1 where any complains or breaks, and in CI
where any is missing. tools/validators/install.sh installs them.
"""

import os
import sys
from subprocess import TimeoutExpired

from checkers import CHECKS, MissingToolError, Verdict
from hosting import Hosted, reference_site

MOST_SHOWN = 20
ROW = "{:30} {:10} {:>7} {:>7}"


def verdict(name: str, site: Hosted) -> Verdict | str:
    """Give what a tool says, or why it says nothing."""
    try:
        return CHECKS[name](site)
    except MissingToolError as error:
        return f"DID NOT RUN, {error} is missing: sh tools/validators/install.sh"
    except (RuntimeError, TimeoutExpired) as error:
        return f"BROKE: {error}"


def show(name: str, said: Verdict | str) -> None:
    """Print the row of a tool, and below it what is wrong."""
    if isinstance(said, str):
        print(f"{name:30} {said}", flush=True)
        return
    print(ROW.format(name, said.version, said.seen, len(said.complaints)), flush=True)
    for one in said.complaints[:MOST_SHOWN]:
        print(f"    {one}")
    if len(said.complaints) > MOST_SHOWN:
        print(f"    … and {len(said.complaints) - MOST_SHOWN} more")


def passes(said: Verdict | str) -> bool:
    """Tell whether a tool found nothing; a missing one is let pass at a desk, not in CI."""
    if isinstance(said, str):
        return said.startswith("DID NOT RUN") and os.environ.get("CI") != "true"
    return not said.complaints and said.seen > 0


def main() -> None:
    """Ask the tools of the command line, or all."""
    names = sys.argv[1:] or list(CHECKS)
    unknown = [one for one in names if one not in CHECKS]
    if unknown:
        sys.exit(f"no such tool: {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    fine = True
    with reference_site() as site:
        print(ROW.format("tool", "version", "seen", "errors"))
        for name in names:
            said = verdict(name, site)
            show(name, said)
            fine = fine and passes(said)
    sys.exit(not fine)


if __name__ == "__main__":
    main()
