"""How long each stage of a build takes, told as it goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class Timer:
    """Measures stages. tell: is told (stage, done, total)."""

    tell: Tell
    seconds: dict[str, float] = field(default_factory=dict)
    _began: float = field(default_factory=perf_counter)
    _stage: str = ""

    def stage(self, name: str) -> None:
        """Begin a stage; "" ends the last one."""
        now = perf_counter()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._began
        self._began, self._stage = now, name
        if name:
            self.tell(name, 0, 0)
