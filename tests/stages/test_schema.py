"""Strict YAML: what is read, what is refused, and where the mistake is said to be."""

import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Problem
from generator.stages.frontmatter import split
from generator.stages.schema import Mapping, Node, Scalar, Sequence, compose, words
from generator.stages.schema.reader import Reader
from generator.stages.suggest import suggest


def refused(text: str, limit_kb: int = 0) -> tuple[Problem, ...]:
    _, problems = compose(text, "x.yaml", 1, limit_kb)
    assert problems
    return problems


def plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def test_nodes_know_line_and_column_in_characters() -> None:
    node, problems = compose("title: बारिश\ntags: [खेल, पटना]\n", "x.yaml", first_line=2)
    assert problems == ()
    assert node == Mapping(
        (
            (Scalar("title", True, 2, 1), Scalar("बारिश", True, 2, 8)),  # noqa: FBT003 - a field
            (
                Scalar("tags", True, 3, 1),  # noqa: FBT003
                Sequence(
                    (Scalar("खेल", True, 3, 8), Scalar("पटना", True, 3, 13)),  # noqa: FBT003
                    3,
                    7,
                ),
            ),
        ),
        2,
        1,
    )


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "~\n", "null\n"])
def test_a_text_that_says_nothing_is_no_node(text: str) -> None:
    assert compose(text, "x.yaml") == (None, ())


def test_nothing_is_resolved() -> None:
    node, _ = compose("a: no\nb: 012\nc: 12:30:45\nd: 2024-13-45\ne: .inf\nf: 'null'\n", "x.yaml")
    assert plain(node) == {
        "a": "no", "b": "012", "c": "12:30:45", "d": "2024-13-45", "e": ".inf", "f": "null",
    }  # fmt: skip
    assert isinstance(node, Mapping)
    assert not any(value.null for _, value in node.entries if isinstance(value, Scalar))


@pytest.mark.parametrize(
    "text",
    ["[" * 30_000, "{" * 30_000, "a: " + "[" * 30_000 + "]" * 30_000, "- " * 30_000, "{a: " * 9],
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    assert refused(text)[0].code == "too-deep"
    assert time.perf_counter() - start < 0.05


def test_many_short_lists_are_not_nesting() -> None:
    assert compose("a: [" + "[], " * 300 + "]", "x.yaml")[1] == ()


@pytest.mark.parametrize(
    "key", ["[a]: b", "{a: b}: c", "? [a]\n: b", "&a b: c", "!t b: c", "*a : b"]
)
def test_a_key_is_a_plain_word(key: str) -> None:
    assert refused(key)[-1].code == "yaml-key"


SIGHTS = sorted((Path(__file__).parent.parent / "broken").glob("yaml-*/content/sports/rain/en.md"))


@pytest.mark.parametrize("file", SIGHTS, ids=lambda file: str(file).split("/")[-5])
def test_without_the_c_parser_the_same_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = split(file.read_text("utf-8"))[0]
    quick = compose(text, "x.yaml")
    monkeypatch.setattr(sys.modules["generator.stages.schema.compose"], "_PARSER", yaml.SafeLoader)
    slow = compose(text, "x.yaml")
    assert slow[0] == quick[0]
    assert [(one.line, one.code) for one in slow[1]] == [(one.line, one.code) for one in quick[1]]


def test_brackets_in_texts_are_not_nesting() -> None:
    text = 'a: "' + "[" * 150 + '"'
    node, problems = compose(text, "x.yaml")
    assert problems == ()
    assert plain(node) == {"a": "[" * 150}


def test_six_levels_are_allowed() -> None:
    assert compose("a: {b: {c: {d: {e: {f: g}}}}}", "x.yaml")[1] == ()
    assert refused("a: {b: {c: {d: {e: {f: {g: h}}}}}}")[0].code == "too-deep"


def test_size_is_measured_in_bytes() -> None:
    assert compose("a: " + "ख" * 300, "x.yaml", 1, 1)[1] == ()
    found = refused("a: " + "ख" * 400, limit_kb=1)[0]
    assert found.code == "front-matter-too-large"
    assert dict(found.details) == {"size": "2 kB", "limit": "1 kB"}


def test_every_second_of_two_keys_names_the_first() -> None:
    found = refused("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n")
    assert [(one.line, one.column, dict(one.details)) for one in found] == [
        (3, 1, {"key": "a", "first": "1"}),
        (4, 11, {"key": "d", "first": "4"}),
    ]


def test_anchors_tags_and_merge_keys_do_not_stop_the_reading() -> None:
    found = refused("a: &x 1\nb: !!str 2\n<<: {c: d}\na: 4\n")
    assert [one.code for one in found] == ["yaml-anchor", "yaml-tag", "yaml-merge", "duplicate-key"]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\x9b"])
def test_escapes_smuggle_nothing_in(sign: str) -> None:
    found = refused(f'title: "a\\u{ord(sign):04x}b"')[0]
    assert found.code in {"control-character", "bidi-character"}
    assert (found.line, found.column) == (1, 8)


def test_joiners_that_hindi_needs_pass() -> None:
    assert compose('title: "र\\u200dय क\\u200cष"', "x.yaml")[1] == ()


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_only_line_feeds_end_lines(mark: str) -> None:
    node, problems = compose(f"title: Rain{mark}stops\nkind: x\n", "x.yaml")
    assert problems == ()
    assert isinstance(node, Mapping)
    assert node.entries[0][1] == Scalar("Rain stops", True, 1, 8)  # noqa: FBT003 - a field
    assert node.entries[1][0].line == 2


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("title: Rain: play stops", 'title: "Rain: play stops"'),
        ('title: Captain: "We wait"', "title: 'Captain: \"We wait\"'"),
        ("title: पटना: बारिश", 'title: "पटना: बारिश"'),
    ],
)
def test_a_colon_in_a_headline_is_answered_with_the_line_to_paste(
    text: str, suggestion: str
) -> None:
    found = refused(text)[0]
    assert (found.code, dict(found.details)) == ("yaml-colon", {"suggestion": suggestion})
    node, problems = compose(suggestion, "x.yaml")
    assert problems == ()
    assert plain(node) == {"title": text.removeprefix("title: ")}


@pytest.mark.parametrize(
    "text", ["title: [a] b: c", 'title: Say "it\'s": now', "title: C:\\x: y", '"title": "x": y']
)
def test_no_line_is_offered_that_would_not_do(text: str) -> None:
    assert not dict(refused(text)[0].details).get("suggestion")


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("tags: [", 1, 7, "yaml-bracket"),
        ("tags: [\ndate: x", 1, 7, "yaml-bracket"),
        ("tags: [a, b\ndate: x\n", 1, 7, "yaml-bracket"),
        ("tags: [a,, b]", 1, 10, "yaml-comma"),
        ("tags: [a b: c: d]", 1, 14, "yaml-comma"),
        ("tags: ]", 1, 7, "yaml-character"),
        ("tags: [a]]", 1, 10, "yaml-after"),
        ("a: b\n c: d", 2, 2, "yaml-indent"),
        ("  a: b\nc: d", 2, 1, "yaml-indent"),
        ("a: b\n...\nc: d", 2, 1, "yaml-documents"),
        ("- a\nb: c", 2, 1, "yaml-indent"),
        ("a:\n  b: c\n\td: e", 3, 1, "yaml-tab"),
        ("a: b\nfoo\nc: d", 2, 1, "yaml-no-colon"),
        ("a:b\nc: d", 1, 2, "yaml-space"),
        ("c: d\na:b\n", 2, 2, "yaml-space"),
        ('a: "b\n\n', 1, 4, "yaml-quote"),
        ("a: | b\nc: d", 1, 4, "yaml-character"),
    ],
)
def test_the_place_to_mend_is_named(text: str, line: int, column: int, code: str) -> None:
    found = refused(text)[0]
    assert (found.line, found.column, found.code) == (line, column, code)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    node, problems = compose(text, "x.yaml")
    assert node is None or isinstance(node, Scalar | Sequence | Mapping)
    lines = text.replace("\r\n", "\n").split("\n")
    for one in problems:
        assert 1 <= one.line <= len(lines) + text.count("\r")
        assert one.column >= 1


LINES = st.lists(
    st.sampled_from(
        ["title: x", "  a: b", "- c", "tags: [", "]", "'", '"', "\t", ": ", "#", "a:b", "&a", "*a",
         "<<: {}", "? x", "| ", "> ", "{", "}", ",", "---", "...", "!t", "%Y", "\\", "क: ख", "a: |"]
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", " "]))
def test_scraps_of_yaml_are_read_or_refused(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    _, problems = compose(text, "x.yaml")
    last = text.count("\n") + 1
    assert all(1 <= one.line <= last and one.column >= 1 for one in problems)


SIMPLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
TREES = st.recursive(SIMPLE, lambda kids: st.lists(kids, min_size=1, max_size=3), max_leaves=6)


@given(st.dictionaries(SIMPLE.filter(lambda key: key != "<<"), TREES, max_size=4))
def test_what_yaml_writes_is_read_back(tree: dict[str, object]) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    node, problems = compose(text, "x.yaml")
    if all(one.code != "too-deep" for one in problems):
        assert plain(node) == (tree or {})


def test_words_are_texts_whatever_they_look_like() -> None:
    found, problems = words("yes: no\nempty:\nlist: [a]\nlater: 12:30\n", "w.yaml")
    assert found == {"yes": "no", "empty": "", "later": "12:30"}
    assert [(one.code, one.line, one.column) for one in problems] == [("bad-value", 3, 7)]


def test_words_of_an_unreadable_file() -> None:
    found, problems = words("a: *b\n", "w.yaml")
    assert (found, [one.code for one in problems]) == ({}, ["yaml-alias"])


@pytest.mark.parametrize(("text", "code"), [("- a\n", "not-a-mapping"), ("a:b\n", "yaml-space")])
def test_words_need_keys(text: str, code: str) -> None:
    found, problems = words(text, "w.yaml")
    assert (found, [one.code for one in problems]) == ({}, [code])


def test_a_missing_key_is_not_reported_twice() -> None:
    reader = Reader("x.yaml")
    node, _ = compose("nmae: x\n", "x.yaml")
    values = reader.read(reader.document(node), {"name": lambda _reader, _node, _key: "x"})
    reader.require(values, "name")
    assert [one.code for one in reader.problems] == ["unknown-key"]


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("titel", ["title", "tags"], "title"),
        ("Title", ["title"], "title"),
        ("time_zone", ["timezone", "theme"], "timezone"),
        ("hn", ["en", "hi"], "hi"),
        ("अंतराष्ट्रीय", ["अंतरराष्ट्रीय", "देश"], "अंतरराष्ट्रीय"),
        ("xyzzy", ["title", "tags"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_name_is_suggested(name: str, known: list[str], near: str) -> None:
    assert suggest(name, known) == near
