"""The section `settings.images`: in which widths and formats pictures are published."""

from types import MappingProxyType
from typing import Any

from generator.model.config import Images
from generator.stages.schema import KeyTable, Node, Reader, Scalar, shapes

FORMATS = ("avif", "webp", "jpeg")
OFF = "off"
LEAST_WIDTH, MOST_WIDTH = 16, 8192  # pixels
MOST_QUALITY = 100


def _widths(reader: Reader, node: Node, key: str) -> tuple[int, ...] | None:
    before = len(reader.problems)
    found: tuple[int, ...] = shapes.many(shapes.number(LEAST_WIDTH, MOST_WIDTH))(reader, node, key)
    if not found and len(reader.problems) == before:
        reader.wrong(node, key, "list")
    return tuple(sorted(set(found))) or None


def _formats(reader: Reader, node: Node, key: str) -> tuple[str, ...]:
    """Read the formats, best first; ``off`` and the empty list are the same."""
    if isinstance(node, Scalar) and node.text == OFF:
        return ()
    found: tuple[str, ...] = shapes.many(shapes.choice(FORMATS))(reader, node, key)
    return tuple(one for one in FORMATS if one in found)


_QUALITY: KeyTable = MappingProxyType(dict.fromkeys(FORMATS, shapes.number(1, MOST_QUALITY)))
TABLE: KeyTable = MappingProxyType(
    {"widths": _widths, "formats": _formats, "quality": shapes.within(_QUALITY)}
)


def images_of(reader: Reader, node: Node, key: str) -> Images | None:
    """Read the section; what is not said keeps its default."""
    values: dict[str, Any] | None = shapes.within(TABLE)(reader, node, key)
    if values is None:
        return None
    quality = values.pop("quality", {})
    return Images(**values, **{f"quality_{name}": number for name, number in quality.items()})
