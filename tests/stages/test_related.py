"""Related stories: what is shared decides, only the past is looked at, order is certain."""

from datetime import UTC, datetime, timedelta
from math import log2

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.story import Article, Body, Story
from generator.stages.related import CANDIDATES, MINIMUM, UNIT, relations, terms_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def story(
    name: str, day: int, title: str = "", tags: tuple[str, ...] = (), series: str = ""
) -> Story:
    article = Article(
        path=f"content/{name}/en.md",
        story=name,
        lang="en",
        title=title or name,
        body=Body(b""),
        date=START + timedelta(days=day),
        category=f"category-{name}",
        tags=tags,
        series=series,
        terms=terms_of(title or name),
    )
    return Story(name, (article,))


def related(
    some: list[Story], picked: dict[str, tuple[str, ...]], count: int, days: int
) -> dict[str, tuple[str, ...]]:
    """Give what is related to each of some stories."""
    made = relations(some, picked, count, days)
    return {path: made.of(path) for path in made.paths}


def test_the_past_alone_is_related() -> None:
    some = [story(name, day, tags=("x",)) for day, name in enumerate("abc")]
    assert related(some, {}, 5, 365) == {"a": (), "b": ("a",), "c": ("b", "a")}


def test_picked_stories_come_first_and_may_be_newer() -> None:
    some = [story(name, day, tags=("x",)) for day, name in enumerate("abc")]
    assert related(some, {"b": ("c",)}, 5, 365)["b"] == ("c", "a")
    assert related(some, {"c": ("a",)}, 5, 365)["c"] == ("a", "b")


def test_what_says_more_weighs_more() -> None:
    some = [
        story("series", 0, series="s"),
        story("tag", 1, tags=("x",)),
        story("word", 2, title="Flood everywhere"),
        story("nothing", 3, title="Unlike"),
        story("new", 4, title="Flood again", tags=("x",), series="s"),
    ]
    assert related(some, {}, 5, 365)["new"] == ("series", "tag", "word")


def test_words_meet_across_scripts() -> None:
    hindi = Story("h", (story("h", 0, title="दिल्ली में चुनाव").articles[0],))
    assert related([hindi, story("e", 1, title="Delhi votes")], {}, 5, 365)["e"] == ("h",)


def test_the_window_ends() -> None:
    some = [story("old", 0, tags=("x",)), story("new", 40, tags=("x",))]
    assert related(some, {}, 5, 30)["new"] == ()
    assert related(some, {}, 5, 40)["new"] == ("old",)


stories = st.lists(
    st.tuples(st.integers(0, 30), st.sets(st.sampled_from("xyz")), st.sampled_from(["", "s"])),
    max_size=8,
).map(
    lambda rows: [
        story(f"s{number}", day, tags=tuple(sorted(tags)), series=series)
        for number, (day, tags, series) in enumerate(rows)
    ]
)


@settings(max_examples=100, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_order_of_files_is_of_no_account_and_nothing_is_newer(
    some: list[Story], chance: object
) -> None:
    found = related(some, {}, 3, 365)
    mixed = list(some)
    getattr(chance, "shuffle")(mixed)  # noqa: B009 - hypothesis gives its Random untyped
    assert related(mixed, {}, 3, 365) == found
    dates = {one.path: one.articles[0].date for one in some}
    for path, others in found.items():
        assert path not in others
        assert len(set(others)) == len(others) <= 6
        assert all(str(dates[other]) <= str(dates[path]) for other in others)


@settings(max_examples=60, deadline=None)
@given(stories)
def test_a_newer_story_changes_nothing_of_older_ones(some: list[Story]) -> None:
    before = related(some, {}, 3, 365)
    after = related([*some, story("zz", 31, tags=("x", "y"), series="s")], {}, 3, 365)
    after.pop("zz")
    assert after == before


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sets(st.sampled_from("uvwxyz"), max_size=4)),
        min_size=1,
        max_size=30,
    ),
    st.integers(0, 5),
    st.integers(1, 12),
)
def test_what_is_left_out_early_could_not_have_become_related(
    rows: list[tuple[int, set[str]]], count: int, days: int
) -> None:
    some = [
        story(
            f"s{number}", day, title=" ".join(sorted(f"{tag}" * 5 for tag in tags)), tags=(*tags,)
        )
        for number, (day, tags) in enumerate(rows)
    ]
    made = relations(some, {}, count, days)
    for path, position in made.positions.items():
        scores: dict[int, int] = {}
        for feature in made.features[position]:
            before = [at for at in made.shelves[feature] if at < position][-CANDIDATES:]
            for at in before:
                worth = round(UNIT * feature[0] / log2(2 + len(before)))
                scores[at] = scores.get(at, 0) + worth
        oldest = made.moments[position] - days * 86_400
        fit = [
            (score, at)
            for at, score in scores.items()
            if score >= MINIMUM and made.moments[at] >= oldest
        ]
        wanted = [made.paths[at] for _, at in sorted(fit, reverse=True)]
        assert list(made.of(path)) == wanted[: 2 * count]
