"""A built paper, and what stands in its feeds and sitemaps."""

import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from papers import NOW, build, errors, lay

from generator.model.report import Report

RICH = """\
-- media/bridge.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"></svg>
-- content/sports/rich/en.md --
---
title: "Rain & <fear>: ]]> “why”"
deck: A & B
date: 2026-11-21T07:30
updated: 2026-11-21T09:00
slug: rich
tags: [cricket]
authors: [desk]
image: {src: /media/bridge.svg, alt: A "bridge", caption: The bridge, credit: By us}
source: {name: news18, url: "https://news18.example/x?a=1&b=2"}
corrections: [{date: 2026-11-21T11:00, note: A name & a number were wrong.}]
---
See [the last over](../final-over/en.md#next), [elsewhere](https://e.example/?a=1&b=2).[^1]

![Another](/media/bridge.svg)

## A heading

`href="#x"` stays.

[^1]: A note.
"""


@dataclass(frozen=True)
class Built:
    """A built paper."""

    output: Path
    report: Report

    def xml(self, path: str) -> Element:
        return fromstring((self.output / path).read_bytes())  # noqa: S314 - we wrote it

    def json(self, path: str) -> dict[str, object]:
        found = json.loads((self.output / path).read_text("utf-8"))
        assert isinstance(found, dict)
        return found

    def items(self, path: str = "feed.xml") -> list[Element]:
        return self.xml(path).findall("channel/item")

    def item(self, word: str, path: str = "feed.xml") -> Element:
        """Give the one item whose id holds a word."""
        (found,) = (one for one in self.items(path) if word in text(one, "guid"))
        return found


def text(element: Element, path: str) -> str:
    return element.findtext(path) or ""


def made(folder: Path, files: str, now: str = NOW) -> Built:
    site = lay(folder, files)
    report = build(site, now=now)
    assert errors(report) == []
    return Built(site / "output", report)
