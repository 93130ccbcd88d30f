"""The hallway: read → parse → link → plan → render → publish.

One function for every build: `khabar build` hands it what the cache remembers, `khabar
serve` what it holds in memory. Everything is validated and rendered before anything is
published; where there is an error, output/ stays as it was.
"""

from dataclasses import replace

from generator.build.filing import file_again, file_whole, filed
from generator.build.inspection import (
    Inspection,
    Proof,
    given_of,
    hidden_of,
    inspect,
    proofread,
    quiet,
)
from generator.build.intake import remembered
from generator.build.memory import Memory
from generator.build.morgue import edited, enter
from generator.build.pressroom import Pressroom
from generator.build.replate import Shelved, replate
from generator.build.tools import Tools
from generator.build.unchanged import Seen, base_of, files_of, note
from generator.build.work import Work
from generator.edges.cache import Cache
from generator.edges.disk import survey
from generator.edges.ledger import add_rows, write_ledger
from generator.edges.untold import add_untold
from generator.model.index import Index
from generator.model.problem import MOVED, Problem, failed, judged
from generator.model.report import Order, Report
from generator.stages.notices import notices

# What may be over by the next build although no source has changed.
PASSING = frozenset({"changed-file", "unreadable-file", "unshaped-words"})


def build(
    order: Order, memory: Memory | None, tools: Tools, seen: Seen | None
) -> tuple[Memory, Report]:
    """Turn a site into output/; give what to remember, and a report.

    memory: what a former build in this process left; seen: what was found already.
    """
    again = replate(order, memory or Memory(), tools, seen) if seen else None
    made = again or inspect(order, _whole(memory, tools.cache), tools, seen)
    found = judged(made.problems, strict=order.strict)
    if made.proof is None or _stops(order, found, made):
        return _failed(order, made, found, tools)
    existing = seen.existing if seen else survey(order.output)
    with Pressroom(order, tools, made.taken, existing) as room:
        tools.timer.stage("render")
        room.print(made.proof)
        told = (*made.problems, *quiet(room.work.problems, made.taken))
        found = judged(told, strict=order.strict)
        if not _stops(order, found, made):
            room.publish()
    if room.work.published and not order.drafts:
        _enter(order, made.proof, room.work)
    tools.timer.stage("")
    report, index = _report(order, made, room, found)
    memory = made.taken.memory
    memory.whole, memory.seen = again is None, None
    if made.proof.again is not None and room.work.published:
        enter(made.proof.again, memory, tools.cache)
    lasting = made.taken.theme and _lasting(report, made.proof)
    if lasting:
        memory.seen = after = _after(order, made, room, seen)
        if not tools.resident:
            note(order, tools.cache, after, report)
    if report.published:
        _file(memory, made.proof, index if lasting else None, tools)
    return memory, report


def _file(memory: Memory, proof: Proof, index: Index | None, tools: Tools) -> None:
    """Let the morgue hold what a build has left; what stands where is of its index from now on.

    Without an index there is none: what a morgue tells has to be what was published.
    """
    memory.morgue, shelved, memory.shelved = None, memory.shelved, None
    if index is None or not isinstance(memory.seen, Seen):
        return
    made = filed(index, memory.seen, proof.again)
    if proof.again is not None and not tools.resident:
        made = edited(proof.again.morgue, made)
    memory.morgue = made
    if proof.again is not None and isinstance(shelved, Shelved):
        memory.shelved = replace(shelved, index=index)


def _whole(memory: Memory | None, cache: Cache) -> Memory:
    """Give a memory that holds all there is to remember."""
    return memory if memory is not None and memory.whole else remembered(cache)


def _failed(
    order: Order, made: Inspection, found: tuple[Problem, ...], tools: Tools
) -> tuple[Memory, Report]:
    """Give what is wrong with a paper that is not made: its pages are planned for that, too."""
    more = judged(proofread(made), strict=order.strict)
    tools.timer.stage("")
    seconds = tuple(tools.timer.seconds.items())
    problems = tuple(sorted({*found, *more}))
    hidden = hidden_of(problems, made.site) if made.site else frozenset[str]()
    return made.taken.memory, Report(problems, seconds=seconds, hidden=hidden)


def _after(order: Order, made: Inspection, room: Pressroom, seen: Seen | None) -> Seen:
    """Give what there is after a build."""
    sources, theme = made.taken.memory.sources, made.taken.theme or order.theme
    existing = room.after()
    if room.tools.resident and seen is not None and made.proof and made.proof.again:
        base = seen.base  # nothing but stories has changed, and the ledger, by what we did
        files = seen.files if existing is seen.existing else files_of(existing)
    else:
        base, files = base_of(order, sources.values(), theme), files_of(existing)
    return Seen({}, sources, (), theme, existing, base, files)


def _enter(order: Order, proof: Proof, work: Work) -> None:
    """Enter what was published in the ledger, and keep what others are to be told of it."""
    if proof.again is not None:
        add_rows(order.cache, proof.ledger.values())
    elif proof.ledger != proof.known:
        write_ledger(order.cache, proof.ledger)
    news = work.news.with_more(notices(proof.planner.site.config, (), work.removals))
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


def _report(
    order: Order, made: Inspection, room: Pressroom, found: tuple[Problem, ...]
) -> tuple[Report, Index | None]:
    """Give a report, and what the morgue is to keep of it; None of what was not published."""
    work, proof, index = room.work, made.proof, None
    if proof is None:
        raise ValueError
    pages = sum(path.endswith(".html") for path in work.kept)
    keepable = work.published and not (order.drafts or order.keep_going)
    told = (work.cards, quiet(work.problems, made.taken))
    if proof.again is not None:
        new = sum(path.endswith(".html") and path not in room.existing for path in work.keys)
        pages = proof.again.morgue.index.pages + new
        index = file_again(proof.again, told, proof, order.now, pages)
        pages = index.pages - work.rendered
    site = proof.planner.site
    report = Report(
        problems=tuple(sorted(set(found))),
        published=work.published,
        rendered=work.rendered if work.published else 0,
        kept=pages,
        removed=len(work.removals) if work.published else 0,
        seconds=tuple(room.tools.timer.seconds.items()),
        changed=room.urls() if work.published else (),
        reasons=tuple(work.reasons),
        next_due=site.next_due,
        hidden=hidden_of(found, site),
    )
    if keepable and proof.linked is not None and made.taken.config is not None:
        given = given_of(order, made.taken, made.taken.config)
        index = file_whole(made, given, told, report)
    return report, index if keepable else None
