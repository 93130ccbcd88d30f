"""The hallway: read → parse → link → plan → render → publish.

One function for every build: `khabar build` hands it what the cache remembers, `khabar
serve` what it holds in memory. Everything is validated and rendered before anything is
published; where there is an error, output/ stays as it was.
"""

from dataclasses import replace

from generator import __version__
from generator.build.intake import Intake, Memory, take_in
from generator.build.pressroom import Pressroom, Work
from generator.build.timer import Tell, Timer
from generator.build.typecase import Typecase, typecase
from generator.edges.cache import Cache
from generator.edges.engine import Engine
from generator.model.config import SiteConfig
from generator.model.page import Plan
from generator.model.problem import ERROR, Problem, failed
from generator.model.report import Order, Report
from generator.model.site import Site
from generator.stages.link import Given, link
from generator.stages.plan import plan

PRODUCT = f"Khabar {__version__}"
STATIC = "static/"


def build(
    order: Order, memory: Memory, cache: Cache, engine: Engine, tell: Tell
) -> tuple[Memory, Report]:
    """Turn a site into output/; give what to remember, and a report.

    tell: is told (stage, done, total) as work goes on.
    """
    timer = Timer(tell)
    timer.stage("read")
    taken = take_in(order, memory, cache, engine, timer)
    if taken.config is None:
        timer.stage("")
        return taken.memory, _refused(order, list(taken.problems), timer)
    timer.stage("link")
    site, linked = link(taken.articles, _given(order, taken, taken.config))
    timer.stage("plan")
    case = typecase(taken, taken.config, cache)
    planned, problems = _planned(case, taken, site)
    found = [*taken.problems, *_quiet(linked, taken), *_quiet(problems, taken)]
    if _stops(order, found, taken):
        timer.stage("")
        return taken.memory, _refused(order, found, timer)
    timer.stage("render")
    room = Pressroom(order, cache, engine, timer, taken)
    work = room.prepare(planned, case)
    faults = room.publish(work, case.theme)
    timer.stage("")
    problems = tuple(sorted({*_judged(order, found), *faults}))
    return taken.memory, _report(work, problems, timer, site)


def _given(order: Order, taken: Intake, config: SiteConfig) -> Given:
    return Given(
        config=config,
        now=order.now,
        drafts=order.drafts,
        pictures=taken.memory.pictures,
        files=frozenset(taken.memory.sources),
        lexicon=taken.lexicon,
    )


def _planned(case: Typecase, taken: Intake, site: Site) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan the site; without words for every language there can be no plan."""
    if failed(case.problems):
        return Plan((), (), ()), case.problems
    words = {code: dict(pairs) for code, pairs in case.theme.words}
    statics = {
        path: source.digest
        for path, source in taken.memory.sources.items()
        if path.startswith(STATIC)
    }
    planned, more = plan(site, words, case.assets, statics, PRODUCT)
    return planned, (*case.problems, *more)


def _quiet(problems: tuple[Problem, ...], taken: Intake) -> list[Problem]:
    """Leave out what is only the echo of a file that could not be read."""
    if not taken.broken:
        return list(problems)
    stories = {path.rpartition("/")[0] for path in taken.broken}
    return [
        one
        for one in problems
        if one.severity == ERROR and one.path.rpartition("/")[0] not in stories
    ]


def _stops(order: Order, found: list[Problem], taken: Intake) -> bool:
    """Tell whether what was found forbids publishing.

    With --keep-going a broken article does not: it is left out, or its last good version
    stays; anything else that is wrong still does.
    """
    judged = _judged(order, found)
    if order.keep_going:
        judged = [one for one in judged if one.path not in taken.broken]
    return failed(tuple(judged))


def _judged(order: Order, found: list[Problem]) -> list[Problem]:
    """Make warnings errors where the editor wants it strict."""
    return [replace(one, severity=ERROR) for one in found] if order.strict else found


def _refused(order: Order, found: list[Problem], timer: Timer) -> Report:
    problems = tuple(sorted(set(_judged(order, found))))
    return Report(problems, seconds=tuple(timer.seconds.items()))


def _report(work: Work, problems: tuple[Problem, ...], timer: Timer, site: Site) -> Report:
    return Report(
        problems=problems,
        published=work.published,
        rendered=len(work.stale) if work.published else 0,
        kept=work.kept,
        removed=len(work.removals) if work.published else 0,
        seconds=tuple(timer.seconds.items()),
        changed=work.changed if work.published else (),
        reasons=work.reasons,
        next_due=site.next_due,
    )
