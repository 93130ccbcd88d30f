"""Keys of pages: equal views have equal keys, in every build; whatever changes shows in them."""

from dataclasses import fields, replace

import pytest
from papers import SITE, STORIES
from proofs import Proof, proof

from generator.model.page import Page
from generator.stages.digest import SIZE
from generator.stages.keys import PART, Keys, holds, reason


def keys(made: Proof, version: str = "1") -> Keys:
    templates = {page.template: page.template.encode() for page in made.plan.pages}
    return Keys(version, templates, {"en": b"english", "hi": b"hindi"})


@pytest.fixture(scope="module")
def paper() -> Proof:
    return proof(SITE + STORIES)


def front(paper: Proof) -> Page:
    return next(page for page in paper.plan.pages if page.path == "index.html")


def test_the_same_input_gives_the_same_keys_and_no_two_pages_share_one(paper: Proof) -> None:
    again = proof(SITE + STORIES)
    first = [keys(paper).key(page) for page in paper.plan.pages]
    assert first == [keys(again).key(page) for page in again.plan.pages]
    assert len(set(first)) == len(first)


def test_what_is_deep_in_a_view_decides(paper: Proof) -> None:
    page, made = front(paper), keys(paper)
    moved = replace(page, view=replace(page.view, frame=replace(page.view.frame, home="/other/")))
    assert made.key(moved) != made.key(page)
    assert reason(page, made.key(page), made.key(moved), gone=False) == "frame"


def test_version_template_and_words_decide(paper: Proof) -> None:
    page, made = front(paper), keys(paper)
    other = Keys("1", {page.template: b"another"}, made.words)
    words = Keys("1", made.closures, {page.lang: b"others"})
    assert len({one.key(page) for one in (made, keys(paper, "2"), other, words)}) == 4


def test_a_whole_key_holds_a_part_for_each_field(paper: Proof) -> None:
    page, made = front(paper), keys(paper)
    key = made.key(page)
    assert len(key) == SIZE + PART * (2 + len(fields(page.view)))
    assert holds(key, key)
    assert not holds(None, key)
    assert not holds(key[::-1], key)
