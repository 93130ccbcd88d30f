"""Python-Markdown as this house uses it: its extensions, and what they leave to be done."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from generator.language.slug import heading_anchor
from generator.stages.anchors import TAKEN, Anchors

PULL = "[!pull]"  # what a quotation begins with that is to stand out
_SPEAKER = re.compile("[\N{EM DASH}\N{EN DASH}\N{HORIZONTAL BAR}]|--")


class _Headings(Treeprocessor):
    """Give every heading an anchor that keeps its sounds, and leave h1 to the headline."""

    def run(self, root: Element) -> None:
        anchors = Anchors(TAKEN)
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                if element.tag == "h1":
                    element.tag = "h2"
                name = heading_anchor("".join(element.itertext())) or "part"
                element.set("id", anchors.give(name))


class _Quotes(Treeprocessor):
    """Tell pull quotes, which begin with a mark, and who speaks: a last line after a dash."""

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first, last = (quote[0], quote[-1]) if len(quote) else (None, None)
            if first is not None and first.tag == "p" and (first.text or "").startswith(PULL):
                quote.set("class", "pull")
                first.text = (first.text or "").removeprefix(PULL).lstrip()
                if not first.text and not len(first):
                    quote.remove(first)
            said = last is not None and last.tag == "p" and _SPEAKER.match(last.text or "")
            if last is not None and said and len(quote) > 1:
                last.set("class", "speaker")


class _Sides(Treeprocessor):
    """Name the side that a column keeps to by a class: its attribute is obsolete in HTML."""

    def run(self, root: Element) -> None:
        for cell in (*root.iter("th"), *root.iter("td")):
            side = {"right": "end", "center": "middle"}.get(cell.attrib.pop("align", ""))
            if side:
                cell.set("class", side)


class _House(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Quotes(md), "khabar-quotes", 6)
        md.treeprocessors.register(_Headings(md), "khabar-headings", 5)
        md.treeprocessors.register(_Sides(md), "khabar-sides", 4)


def library() -> Markdown:
    """Make the library ready for any text."""
    # By name they would be looked for among all that is installed, which takes long.
    extensions = [
        TableExtension(use_align_attribute=True),
        SaneListExtension(),
        FencedCodeExtension(),
        FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="↩ {}"),
        DefListExtension(),
        AbbrExtension(),
        _House(),
    ]
    return Markdown(extensions=extensions, output_format="html")
