"""The section `settings.podcast`: what podcast directories are told of the newsroom's own."""

from types import MappingProxyType
from typing import Any

from generator.model.config import Podcast
from generator.stages.configure import values as of
from generator.stages.configure.sections import Sections
from generator.stages.schema import Converter, KeyTable, Node, Reader, shapes

# Apple's categories, which other directories share.
CATEGORIES = MappingProxyType(
    {
        "Arts": "Books|Design|Fashion & Beauty|Food|Performing Arts|Visual Arts",
        "Business": "Careers|Entrepreneurship|Investing|Management|Marketing|Non-Profit",
        "Comedy": "Comedy Interviews|Improv|Stand-Up",
        "Education": "Courses|How To|Language Learning|Self-Improvement",
        "Fiction": "Comedy Fiction|Drama|Science Fiction",
        "Government": "",
        "Health & Fitness": "Alternative Health|Fitness|Medicine|Mental Health|Nutrition|Sexuality",
        "History": "",
        "Kids & Family": "Education for Kids|Parenting|Pets & Animals|Stories for Kids",
        "Leisure": "Animation & Manga|Automotive|Aviation|Crafts|Games|Hobbies|Home & Garden"
        "|Video Games",
        "Music": "Music Commentary|Music History|Music Interviews",
        "News": "Business News|Daily News|Entertainment News|News Commentary|Politics"
        "|Sports News|Tech News",
        "Religion & Spirituality": "Buddhism|Christianity|Hinduism|Islam|Judaism|Religion"
        "|Spirituality",
        "Science": "Astronomy|Chemistry|Earth Sciences|Life Sciences|Mathematics"
        "|Natural Sciences|Nature|Physics|Social Sciences",
        "Society & Culture": "Documentary|Personal Journals|Philosophy|Places & Travel"
        "|Relationships",
        "Sports": "Baseball|Basketball|Cricket|Fantasy Sports|Football|Golf|Hockey|Rugby"
        "|Running|Soccer|Swimming|Tennis|Volleyball|Wilderness|Wrestling",
        "Technology": "",
        "True Crime": "",
        "TV & Film": "After Shows|Film History|Film Interviews|Film Reviews|TV Reviews",
    }
)
KEYS = (
    "title", "description", "author", "image", "category", "subcategory", "explicit", "owner",
)  # fmt: skip
OWNER: KeyTable = MappingProxyType({"name": shapes.text, "email": shapes.verbatim})


def podcast_of(sections: Sections) -> Converter:
    """Make the converter of the section; what is not said keeps its default."""
    converters = (
        *(sections.translated,) * 3,
        of.media,
        shapes.choice(tuple(CATEGORIES)),
        shapes.text,
        shapes.truth,
        shapes.within(OWNER),
    )
    table: KeyTable = MappingProxyType(dict(zip(KEYS, converters, strict=True)))

    def convert(reader: Reader, node: Node, key: str) -> Podcast | None:
        values: dict[str, Any] | None = shapes.within(table)(reader, node, key)
        if values is None:
            return None
        _check_subcategory(reader, values, key)
        owner = values.pop("owner", {})
        if owner:
            for name in OWNER:
                reader.require(owner, name, f"{key}.owner")
        return Podcast(**values, **{f"owner_{name}": said for name, said in owner.items()})

    return convert


def _check_subcategory(reader: Reader, values: dict[str, Any], key: str) -> None:
    said = values.get("subcategory", "")
    own = CATEGORIES[values.get("category", Podcast().category)].split("|")
    if said and said not in own:
        details = {
            "key": f"{key}.subcategory",
            "value": said,
            "choices": ", ".join(filter(None, own)),
        }
        reader.report_key(f"{key}.subcategory", "bad-choice", suggestion="", **details)
