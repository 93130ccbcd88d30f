"""A look at a site: all that a build would find wrong, now and later, and nothing made of it."""

from dataclasses import replace

from generator.build.inspection import Inspection, foresee, inspect, proofread
from generator.build.intake import remembered
from generator.build.timer import Tell, Timer
from generator.build.tools import Tools
from generator.edges.cache import open_cache
from generator.edges.disk import lock
from generator.edges.engine import open_engine
from generator.edges.package import code_version
from generator.model.report import Order


def look(order: Order, tell: Tell) -> Inspection:
    """Inspect a site as a build would, now and as it is going to be, and leave its output/ alone.

    Raises Busy where a build holds the lock.
    """
    with (
        lock(order.cache),
        open_cache(order.cache, code_version()) as cache,
        open_engine(order.engine) as engine,
    ):
        seen = inspect(order, remembered(cache), Tools(cache, engine, Timer(tell)))
        return replace(seen, problems=(*seen.problems, *proofread(seen), *foresee(order, seen)))
