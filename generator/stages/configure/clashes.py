"""What no section can see alone: two things with one address, or one name for two."""

from collections.abc import Mapping as Table
from typing import Any

from generator.model.config import Category, Edition, Tag
from generator.stages.configure.languages import is_reserved
from generator.stages.schema import Reader

UNDATED = "pages"  # the folder of undated pages can be no category's


def report_clashes(reader: Reader, values: Table[str, Any]) -> None:
    """Report addresses of categories that are taken, and tags that share a name."""
    codes = tuple(one.code for one in values.get("languages", ()))
    categories: tuple[Category, ...] = values.get("categories", ())
    editions: tuple[Edition, ...] = values.get("editions", ())
    taken = {one.path.split("/")[0] for one in editions if one.path} | set(codes)
    for category in categories:
        if category.id == UNDATED:
            reader.report_key(f"categories.{category.id}", "reserved-word", value=category.id)
    for code in codes:
        _addresses(reader, categories, code, taken)
    _tag_names(reader, values.get("tags", ()))


def _addresses(
    reader: Reader, categories: tuple[Category, ...], code: str, taken: set[str]
) -> None:
    """Report slugs of one language that are the program's, a paper's or another category's."""
    owners: dict[str, str] = {}
    for category in categories:
        slug = category.slug(code)
        place = f"categories.{category.id}.slug.{code}"
        if is_reserved(slug) or slug in taken:
            reader.report_key(place, "reserved-word", value=slug)
        elif slug in owners:
            other = owners[slug]
            reader.report_key(place, "duplicate-slug", value=slug, other=other, language=code)
        else:
            owners[slug] = category.id


def _tag_names(reader: Reader, tags: tuple[Tag, ...]) -> None:
    """Report a name, id or alias that stands for two tags."""
    owners: dict[str, str] = {}
    for tag in tags:
        names = {tag.id: f"tags.{tag.id}"}
        names |= {text: f"tags.{tag.id}.name.{code}" for code, text in tag.name.entries}
        aliases = enumerate(tag.aliases)
        names |= {text: f"tags.{tag.id}.aliases.{position}" for position, text in aliases}
        for name, place in names.items():
            owner = owners.setdefault(name.casefold(), tag.id)
            if owner != tag.id:
                reader.report_key(place, "duplicate-name", name=name, other=owner)
