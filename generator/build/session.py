"""A build from start to end: the lock, the cache and the engine around it.

The hallway is loaded when there is something to do: loading it takes longer than finding out
that there is nothing.
"""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter

from generator.build.memory import Memory
from generator.build.timer import Tell
from generator.build.unchanged import Seen, look, look_again, stands
from generator.edges.cache import Cache, open_cache
from generator.edges.disk import check_output, check_place, lock, recover
from generator.edges.engine import Engine, open_engine
from generator.edges.package import code_version
from generator.model.problem import WARNING, problem
from generator.model.report import Order, Report


@contextmanager
def _without_collections(*, last: bool) -> Iterator[None]:
    """Look for no cycles meanwhile: a build makes few, and what it holds takes long to look at.

    last: whether the process ends with the build, so that none of it need be looked at later.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if last:
            gc.freeze()
        if enabled:
            gc.enable()


def _again(order: Order, memory: Memory | None, saved: Collection[str]) -> Seen | None:
    """Give what there is, from what was saved since the last build in this process."""
    if memory is None or not saved or not isinstance(memory.seen, Seen):
        return None
    return look_again(order, memory.seen, saved)


def run(
    order: Order,
    tell: Tell,
    memory: Memory | None = None,
    saved: Collection[str] = (),
    *,
    last: bool = False,
) -> tuple[Memory | None, Report]:
    """Build once; memory: what a former build in this process left, else the cache's.

    saved: absolute paths of what was saved since that build, where that is known to be all;
    last: whether the process ends with this build.

    Where there is nothing to do, nothing is loaded, and the memory is what was given.
    Raises Busy where another build holds the lock, OutputRefused where the output folder is
    not to be written to, EngineUnavailable where there is no such engine.
    """
    began = perf_counter()
    with lock(order.cache):
        check_place(order.output, order.site)
        recover(order.output, order.cache)  # before the look: half a first paper has no mark yet
        check_output(order.output, order.site)
        with (
            _without_collections(last=last),
            open_cache(order.cache, code_version()) as cache,
            open_engine(order.engine) as engine,
        ):
            seen = _again(order, memory, saved)
            if seen is None and (looked := look(order, cache)):
                same, seen = stands(order, *looked), looked[1]
                if same is not None:
                    return memory, replace(same, seconds=(("read", perf_counter() - began),))
            left, report = _built(order, memory, seen, (cache, engine, tell))
            if engine.lost:
                lost = problem((order.engine, 0, 0), "cluster-lost", WARNING)
                report = replace(report, problems=(*report.problems, lost))
            return left, report


def _built(
    order: Order, memory: Memory | None, seen: Seen | None, given: tuple[Cache, Engine, Tell]
) -> tuple[Memory, Report]:
    """Go through the hallway, which is loaded here; who serves keeps what it leaves in memory."""
    from generator.build.hallway import build  # noqa: PLC0415 - the module says why
    from generator.build.morgue import keep  # noqa: PLC0415 - as above
    from generator.build.timer import Timer  # noqa: PLC0415 - as above
    from generator.build.tools import Tools  # noqa: PLC0415 - as above

    cache, engine, tell = given
    left, report = build(
        order, memory, Tools(cache, engine, Timer(tell), resident=memory is not None), seen
    )
    if memory is None:
        keep(order, cache, left)
    return left, report
