"""A build or a look from start to end: the lock, the cache and the engine around it."""

from dataclasses import replace

from generator.build import build
from generator.build.inspection import Inspection, foresee, inspect
from generator.build.intake import Memory, remembered
from generator.build.timer import Tell, Timer
from generator.edges.cache import open_cache
from generator.edges.disk import check_output, check_place, lock, recover
from generator.edges.engine import open_engine
from generator.edges.package import code_version
from generator.model.report import Order, Report


def run(order: Order, tell: Tell, memory: Memory | None = None) -> tuple[Memory, Report]:
    """Build once; memory: what a former build in this process left, else the cache's.

    Raises Busy where another build holds the lock, OutputRefused where the output folder is
    not to be written to, EngineUnavailable where there is no such engine.
    """
    with lock(order.cache):
        check_place(order.output, order.site)
        recover(order.output, order.cache)  # before the look: half a first paper has no mark yet
        check_output(order.output, order.site)
        with (
            open_cache(order.cache, code_version()) as cache,
            open_engine(order.engine) as engine,
        ):
            held = remembered(cache) if memory is None else memory
            return build(order, held, cache, engine, tell)


def look(order: Order, tell: Tell) -> Inspection:
    """Inspect a site as `run` would, now and as it is going to be, and leave its output/ alone.

    Raises Busy as `run` does.
    """
    with (
        lock(order.cache),
        open_cache(order.cache, code_version()) as cache,
        open_engine(order.engine) as engine,
    ):
        seen = inspect(order, remembered(cache), cache, engine, Timer(tell))
        return replace(seen, problems=(*seen.problems, *foresee(order, seen)))
