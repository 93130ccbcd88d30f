"""The hallway: read → parse → link → plan → render → publish.

One function for every build: `khabar build` hands it what the cache remembers, `khabar
serve` what it holds in memory. Everything is validated and rendered before anything is
published; where there is an error, output/ stays as it was.
"""

from generator.build.inspection import Inspection, inspect
from generator.build.intake import Memory
from generator.build.pressroom import Pressroom, Work
from generator.build.timer import Tell, Timer
from generator.edges.cache import Cache
from generator.edges.engine import Engine
from generator.edges.ledger import write_ledger
from generator.edges.untold import add_untold
from generator.model.problem import Problem, failed, judged
from generator.model.report import Order, Report
from generator.model.site import Site
from generator.stages.notices import notices


def build(
    order: Order, memory: Memory, cache: Cache, engine: Engine, tell: Tell
) -> tuple[Memory, Report]:
    """Turn a site into output/; give what to remember, and a report.

    tell: is told (stage, done, total) as work goes on.
    """
    timer = Timer(tell)
    seen = inspect(order, memory, cache, engine, timer)
    found = judged(seen.problems, strict=order.strict)
    if seen.proof is None or _stops(order, found, seen):
        timer.stage("")
        problems = tuple(sorted(set(found)))
        return seen.taken.memory, Report(problems, seconds=tuple(timer.seconds.items()))
    timer.stage("render")
    room = Pressroom(order, cache, engine, timer, seen.taken)
    work = room.prepare(seen.proof.planned, seen.proof.case)
    faults = room.publish(work, seen.proof.case.theme)
    if work.published and not order.drafts and seen.proof.ledger != seen.proof.known:
        write_ledger(order.cache, seen.proof.ledger)
    if work.published and not order.drafts:
        news = notices(seen.proof.site.config, work.stale, work.removals)
        if news:
            add_untold(order.cache, news)
    timer.stage("")
    problems = tuple(sorted({*found, *faults}))
    return seen.taken.memory, _report(work, problems, timer, seen.proof.site)


def _stops(order: Order, found: tuple[Problem, ...], seen: Inspection) -> bool:
    """Tell whether what was found forbids publishing.

    With --keep-going a broken article does not: it is left out, or its last good version
    stays; anything else that is wrong still does.
    """
    if order.keep_going:
        found = tuple(one for one in found if one.path not in seen.taken.broken)
    return failed(found)


def _report(work: Work, problems: tuple[Problem, ...], timer: Timer, site: Site) -> Report:
    return Report(
        problems=problems,
        published=work.published,
        rendered=work.rendered if work.published else 0,
        kept=work.kept,
        removed=len(work.removals) if work.published else 0,
        seconds=tuple(timer.seconds.items()),
        changed=work.changed if work.published else (),
        reasons=work.reasons,
        next_due=site.next_due,
    )
