"""What a build works with from its first stage to its last."""

from generator.build.timer import Timer
from generator.edges.cache import Cache
from generator.edges.engine import Engine
from generator.model.record import record


@record
class Tools:
    """What a build works with from its first stage to its last.

    resident: whether what it leaves stays in memory, and the next build comes soon: what would
    only be noted down for another process is not.
    """

    cache: Cache
    engine: Engine
    timer: Timer
    resident: bool = False
