"""Where and when a new story stands: its folder, the newsroom's clock, files never replaced."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.language.slug import slug
from generator.model.config import SiteConfig

MOST_BYTES = 60
NAMELESS = "story"


def story_folder(headline: str) -> str:
    """Name a story's folder: the slug of its headline, cut at a hyphen to 60 bytes."""
    name = slug(headline)
    if len(name) > MOST_BYTES:
        head, hyphen, _ = name[: MOST_BYTES + 1].rpartition("-")
        name = head if hyphen else name[:MOST_BYTES]
    return name or NAMELESS


def newsroom_time(now: datetime, config: SiteConfig) -> datetime:
    """Give the time of day in the newsroom's zone, to the minute."""
    return now.astimezone(ZoneInfo(config.timezone)).replace(second=0, microsecond=0)


def write_new(file: Path, text: str) -> bool:
    """Write a text file with its folders; False, and nothing is touched, if it exists.

    Raises OSError where the disk refuses, and leaves no half-written file.
    """
    if file.exists() or file.is_symlink():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.write_bytes(text.encode())
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return True
