"""The index of an edition's tags, in dictionary order: A to Z, and the same in other scripts."""

from itertools import groupby

from generator.language.sort import initial, sort_key
from generator.model.page import Page
from generator.model.pieces import Link
from generator.model.text import Part
from generator.model.views import Letter, TagsView
from generator.stages.plan.lists import Lists
from generator.stages.plan.shelves import TAG, TAGS, List

NAME = List(TAGS)


def tag_index(lists: Lists) -> Page:
    """Plan the index of all tags that have a page in an edition."""
    title = lists.paper.fill(lists.lang, "tags_title")
    described = lists.paper.fill(lists.lang, "tags_description")
    head = lists.head(lists.about(NAME, title, described, None), NAME, None)
    view = TagsView(lists.frame, head, title, _letters(lists))
    return lists.made("pages/tags.html", NAME, None, view)


def _letters(lists: Lists) -> tuple[Letter, ...]:
    """Group the tags under their letters; those that begin with none come first."""
    parts = [
        (lists.paper.site.tags[name.id].name.part(lists.lang), name.id)
        for name in lists.shelves.lists(lists.edition)
        if name.kind == TAG
    ]
    parts.sort(key=lambda row: (initial(row[0].text) != "", sort_key(row[0].text)))
    groups = []
    for letter, rows in groupby(parts, key=lambda row: initial(row[0].text)):
        links = tuple(_link(lists, part, name) for part, name in rows)
        lang = links[0].lang
        groups.append(Letter(lists.paper.html(letter, lang or lists.lang), lang, links))
    return tuple(groups)


def _link(lists: Lists, part: Part, name: str) -> Link:
    place = lists.shelves.place(lists.edition, List(TAG, name))
    return lists.paper.link(part, lists.paper.addresses.href(place), lists.lang, name)
