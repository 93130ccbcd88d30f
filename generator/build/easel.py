"""The easel: share cards are laid out and drawn for those pages that have none yet.

Where words stand depends on how wide they are, and that is known where the fonts are: so both
are done on the engine. What was drawn is kept with the developed pictures.
"""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename

from generator.build.darkroom import Tray, original
from generator.edges.engine import Engine, Shared
from generator.edges.images import draw
from generator.edges.prints import Prints
from generator.model.poster import Poster
from generator.model.problem import Problem, problem
from generator.model.record import record
from generator.model.source import Source
from generator.stages.sheet import lay_out

FEW = 12  # cards that are drawn sooner than a process starts
BATCH = 8
Font = tuple[str, Shared[bytes]]
Batch = tuple[tuple[Font, ...], tuple[tuple[Poster, bytes], ...]]


@record
class Easel:
    """Draws the share cards of one build. sources: fonts and originals by path."""

    prints: Prints
    engine: Engine
    sources: Mapping[str, Source]

    def draw(self, wanted: Sequence[Poster]) -> Iterator[tuple[Poster, bytes] | Problem]:
        """Give the bytes of share cards, in no order.

        Problems: unreadable-image for an original, unshaped-words where a worker of the
        engine cannot shape words.
        """
        missing = []
        for one in wanted:
            held = self.prints.load(basename(one.path))
            if held is None:
                missing.append(one)
            else:
                yield one, held
        each = len(missing) if len(missing) <= FEW else BATCH
        batches = [missing[at : at + each] for at in range(0, len(missing), each or 1)]
        for posters, results in zip(
            batches, self.engine.map(paint, Tray(batches, self._payload)), strict=True
        ):
            for one, done in zip(posters, results, strict=True):
                if isinstance(done, str):
                    yield problem((one.source, 0, 0), done, name=one.source)
                    continue
                self.prints.save(basename(one.path), done)
                yield one, done

    def _payload(self, posters: list[Poster]) -> Batch:
        paths = sorted({path for one in posters for path in (one.headline_font, one.text_font)})
        fonts = tuple(
            (path, Shared(self.sources[path].digest, self._bytes(path))) for path in paths
        )
        pictures = (self._bytes(one.picture.source) if one.picture else b"" for one in posters)
        return fonts, tuple(zip(posters, pictures, strict=True))

    def _bytes(self, path: str) -> bytes:
        return original(self.sources[path]) or b""


def paint(batch: Batch) -> list[bytes | str]:
    """Draw share cards, wherever the engine runs it; for one that fails, why: a problem's code."""
    fonts, posters = batch
    return draw(tuple((path, font.value) for path, font in fonts), posters, lay_out)
