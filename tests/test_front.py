"""Fronts: opinion shown by who argues, stories shown by their pictures, flags, strips."""

import re
from pathlib import Path

import pytest
from papers import SITE, build, errors, lay

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"></svg>\n'
AUTHORS = """\
  asha: {name: {en: Asha Rao, hi: आशा राव}, portrait: media/asha.svg}
  kshitij: {name: {en: Kshitij Jha, hi: क्षितिज झा}}
"""
OWN = SITE.replace("social:", f"{AUTHORS}social:") + f"-- media/asha.svg --\n{DRAWING}"


def story(name: str, day: int, more: str = "") -> str:
    image = f"{{src: {name}.svg, alt: A, credit: B}}"
    pictured = f"-- content/sports/{name}/{name}.svg --\n{DRAWING}" if "image" in more else ""
    more = more.replace("image", f"image: {image}")
    head = f"title: The {name}\ndate: 2026-11-{day:02d}\n{more}"
    return f"{pictured}-- content/sports/{name}/en.md --\n---\n{head}\n---\nWords.\n"


def front(folder: Path, text: str) -> str:
    assert errors(build(lay(folder, text))) == []
    return (folder / "output/en/index.html").read_text("utf-8")


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="{name}".*?</section>', page, re.DOTALL)
    assert found, name
    return found[0]


def titles(part: str) -> list[str]:
    return re.findall(r"The (\w+)</a>", part)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    text = OWN.replace("-- media", "settings: {front: {pictures: 2}}\n-- media")
    text += story("lead", 21, "image")
    text += "".join(story(f"top{number}", 20 - number) for number in range(9))
    text += story("river", 9, "kind: opinion\nauthors: [asha]")
    text += story("road", 8, "kind: opinion\nauthors: [kshitij]")
    text += story("anonymous", 7, "kind: opinion")
    text += story("kite", 6, "image") + story("boat", 5, "image\nkind: video")
    text += story("plain", 4) + story("loom", 3)
    return front(tmp_path_factory.mktemp("paper"), text)


def test_opinion_shows_the_author_before_the_headline(page: str) -> None:
    opinion = section(page, "opinion")
    assert titles(opinion) == ["river", "road", "anonymous"]
    voices = opinion.split("<li>")[1:]
    assert re.search(r'class="face"><img [^>]*alt="".*Asha Rao.*The river', voices[0], re.DOTALL)
    letter = re.search(r'class="face face-letter" aria-hidden="true">(\w+)<', voices[1])
    assert letter is not None
    assert letter[1] == "K"
    assert "Jaano" not in voices[2]


def test_stories_in_pictures_stand_nowhere_else(page: str) -> None:
    assert titles(section(page, "pictures")) == ["kite", "boat"]
    assert page.count(">The kite</a>") == 1
    assert titles(section(page, "strip")) == ["plain", "loom"]


def test_a_film_is_told_before_it_is_opened(page: str) -> None:
    assert re.search(r'<span class="flag">Video</span> <a [^>]*>The boat</a>', page)
    assert page.count('class="flag"') == 1


def test_a_strip_opens_with_a_picture(tmp_path: Path) -> None:
    text = OWN + story("lead", 21, "image")
    text += "".join(story(f"top{number}", 20 - number) for number in range(9))
    page = front(tmp_path, text + story("plain", 6) + story("loom", 5, "image"))
    assert "pictures" not in re.findall(r'<section class="(\w+)"', page)  # one is no strip
    assert titles(section(page, "strip")) == ["loom", "plain"]


def test_an_author_is_seen_on_their_page_in_the_language_of_the_page(tmp_path: Path) -> None:
    text = OWN + story("road", 8, "authors: [kshitij]").replace("/en.md", "/hi.md")
    assert errors(build(lay(tmp_path, text))) == []
    head = (tmp_path / "output/hi/author/kshitij/index.html").read_text("utf-8")
    assert '<span class="face face-letter" aria-hidden="true">क्षि</span>' in head
