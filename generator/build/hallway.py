"""The hallway: read → parse → link → plan → render → publish.

One function for every build: `khabar build` hands it what the cache remembers, `khabar
serve` what it holds in memory. Everything is validated and rendered before anything is
published; where there is an error, output/ stays as it was.
"""

from generator.build.inspection import Inspection, Proof, inspect, quiet
from generator.build.memory import Memory
from generator.build.pressroom import Pressroom, Work
from generator.build.timer import Tell, Timer
from generator.build.unchanged import note
from generator.edges.cache import Cache
from generator.edges.engine import Engine
from generator.edges.ledger import write_ledger
from generator.edges.untold import add_untold
from generator.model.problem import MOVED, Problem, failed, judged
from generator.model.report import Order, Report
from generator.model.site import Site
from generator.stages.notices import notices

# What may be over by the next build although no source has changed.
PASSING = frozenset({"changed-file", "unreadable-file", "unshaped-words"})


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
    with Pressroom(order, cache, engine, timer, seen.taken) as room:
        timer.stage("render")
        room.print(seen.proof)
        told = (*seen.problems, *quiet(room.work.problems, seen.taken))
        found = judged(told, strict=order.strict)
        if not _stops(order, found, seen):
            room.publish()
    if room.work.published and not order.drafts:
        _enter(order, seen.proof, room.work)
    timer.stage("")
    report = _report(room, tuple(sorted(set(found))), timer, seen.proof.site)
    if seen.taken.theme and _lasting(report, seen.proof):
        note(order, cache, seen.taken.memory, seen.taken.theme, report)
    return seen.taken.memory, report


def _enter(order: Order, proof: Proof, work: Work) -> None:
    """Enter what was published in the ledger, and keep what others are to be told of it."""
    if proof.ledger != proof.known:
        write_ledger(order.cache, proof.ledger)
    news = work.news.with_more(notices(proof.site.config, (), work.removals))
    if news:
        add_untold(order.cache, news)


def _stops(order: Order, found: tuple[Problem, ...], seen: Inspection) -> bool:
    """Tell whether what was found forbids publishing.

    With --keep-going a broken article does not: it is left out, or its last good version
    stays; anything else that is wrong still does.
    """
    if order.keep_going:
        found = tuple(one for one in found if one.path not in seen.taken.broken)
    return failed(found)


def _lasting(report: Report, proof: Proof) -> bool:
    """Tell whether the next build would say the same, were nothing changed until then."""
    codes = {one.code for one in report.problems}
    moved = MOVED in codes and proof.ledger != proof.known
    return report.published and not (failed(report.problems) or moved or codes & PASSING)


def _report(room: Pressroom, problems: tuple[Problem, ...], timer: Timer, site: Site) -> Report:
    work = room.work
    return Report(
        problems=problems,
        published=work.published,
        rendered=work.rendered if work.published else 0,
        kept=sum(path.endswith(".html") for path in work.kept),
        removed=len(work.removals) if work.published else 0,
        seconds=tuple(timer.seconds.items()),
        changed=room.urls() if work.published else (),
        reasons=tuple(work.reasons),
        next_due=site.next_due,
    )
