"""Old addresses in front matter: one place changes, and every other byte stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.aliases import with_aliases
from generator.model.config import Settings
from generator.stages.frontmatter import read_article
from generator.stages.parse import Where

OLD = ("/en/sports/rain/", "/en/sports/wet/")
LIST = "[/en/sports/rain/, /en/sports/wet/]"
ROWS = "- /en/sports/rain/\n- /en/sports/wet/\n"


def aliases(text: str) -> tuple[str, ...]:
    """Read a file as a build does, and give its aliases."""
    place = Where("sports/x", "en", undated=False)
    article, _, _, problems = read_article(text, "x.md", place, settings=Settings(), zone="UTC")
    assert article is not None, problems
    assert problems == ()
    return article.aliases


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: X\n", f"title: X\naliases: {LIST}\n"),
        ("title: X\naliases:\n", f"title: X\naliases: {LIST}\n"),
        ("aliases: # none\ntitle: X\n", f"aliases: {LIST} # none\ntitle: X\n"),
        ("aliases: ~\ntitle: X\n", f"aliases: {LIST}\ntitle: X\n"),
        ("aliases: []\ntitle: X\n", f"aliases: {LIST}\ntitle: X\n"),
        ("aliases: [ ] # x\ntitle: X\n", f"aliases: {LIST[:-1]} ] # x\ntitle: X\n"),
        ("aliases: [/a/, '/b/']\ntitle: X\n", f"aliases: {LIST[:-1]}, /a/, '/b/']\ntitle: X\n"),
        ("aliases: [\n  /a/,\n]\ntitle: X\n", f"aliases: {LIST[:-1]}, \n  /a/,\n]\ntitle: X\n"),
        ("aliases:\n  [/a/]\ntitle: X\n", f"aliases:\n  {LIST[:-1]}, /a/]\ntitle: X\n"),
        ("aliases: /a/\ntitle: X\n", f"aliases: [/a/, {LIST[1:]}\ntitle: X\n"),
        ("aliases: '/a/' # x\ntitle: X\n", f"aliases: ['/a/', {LIST[1:]} # x\ntitle: X\n"),
        ('aliases:   "/\\u0061/"\ntitle: X\n', f'aliases:   ["/\\u0061/", {LIST[1:]}\ntitle: X\n'),
        ("aliases: /a,b/\ntitle: X\n", f"aliases: ['/a,b/', {LIST[1:]}\ntitle: X\n"),
        (
            "aliases:\n- /a/\n# x\n- /b/\ntitle: X\n",
            f"aliases:\n{ROWS}- /a/\n# x\n- /b/\ntitle: X\n",
        ),
        (
            "title: X\naliases:\n    - '/a/' # x\n",
            "title: X\naliases:\n    - /en/sports/rain/\n    - /en/sports/wet/\n    - '/a/' # x\n",
        ),
        ("'aliases': [/a/]\ntitle: X\n", f"'aliases': {LIST[:-1]}, /a/]\ntitle: X\n"),
        ("  title: X\n  deck: Y\n", f"  title: X\n  deck: Y\n  aliases: {LIST}\n"),
        ("title: >\n  X\n\n  Y\n\n", f"title: >\n  X\n\n  Y\n\naliases: {LIST}\n"),
        ("title: X\n# last\n", f"title: X\n# last\naliases: {LIST}\n"),
        ("title: बारिश\u2028रुकी\n", f"title: बारिश\u2028रुकी\naliases: {LIST}\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("body", ["---\nOne.\n\n---\nTwo, बारिश", "--- \n", "---"])
def test_the_list_grows(before: str, after: str, line_end: str, mark: str, body: str) -> None:
    text = f"{mark}---\n{before}{body}".replace("\n", line_end)
    made = with_aliases(text, OLD)
    assert made == f"{mark}---\n{after}{body}".replace("\n", line_end)
    assert sorted(aliases(made)) == sorted((*aliases(text), *OLD))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No front matter.\n",
        "---\ntitle: X\n",
        "---\n---\n",
        "---\n[a]\n---\n",
        "---\n{title: X}\n---\n",
        "---\ntitle: [\n---\n",
        "---\ntitle: X\naliases: {a: b}\n---\n",
        "---\ntitle: X\naliases: |\n  /a/\n---\n",
        "---\ntitle: X\naliases: /a\n  b/\n---\n",
        "---\ntitle: X\ntitle: Y\n---\n",
        "---\ntitle: &x X\n---\n",
    ],
)
def test_what_cannot_be_added_to_safely_is_left_alone(text: str) -> None:
    assert with_aliases(text, OLD) == text


@given(
    st.text(st.sampled_from("ab:#-[]{}'\"\n\r ,>|/बि\u2028"), max_size=30),
    st.sampled_from(["", "aliases: /x/\n", "aliases: [/x/]\n", "aliases:\n- /x/\n"]),
)
def test_whatever_the_file_it_says_the_same_and_the_addresses(noise: str, listed: str) -> None:
    place = Where("sports/x", "en", undated=False)
    text = f"---\ntitle: X\n{listed}deck: {noise}\n---\nBody.\n"
    made = with_aliases(text, OLD)
    before, after = (
        read_article(one, "x.md", place, settings=Settings(), zone="UTC") for one in (text, made)
    )
    if made != text and before[0] is not None:
        assert after[0] is not None
        assert (after[0].deck, after[1]) == (before[0].deck, before[1])
        assert set(after[0].aliases) == {*before[0].aliases, *OLD}
