"""Problems in words: in each language, never without words, never dangerous to a terminal."""

import re
from pathlib import Path

import pytest

from generator.cli.printing import SAY, said
from generator.model.problem import problem
from generator.stages.schema import words
from generator.stages.wording import load_messages, sentence, wanted

FOLDER = Path(__file__).parent.parent.parent / "generator" / "messages"
TEXTS = {one.name: one.read_text("utf-8") for one in FOLDER.glob("*.yaml")}
PLACE = ("content/sports/rain/hi.md", 3, 1)
LANGUAGES = sorted(name.removesuffix(".yaml") for name in TEXTS if name != "index.yaml")
SMALL = {
    "index.yaml": "default: en",
    "en.yaml": "lost: “{name}” is lost\nlost.hint: See {suggestion}.\nlost.otherwise: Look.\n"
    "expected.list: a list of {name}s\nwrong: It must be {expected}\nonly: Only here\n"
    "more: Here[ and {count} more]\n",
    "hi.yaml": "lost: “{name}” खो गया\n",
}


def test_hint_with_and_without_a_suggestion() -> None:
    catalogue = load_messages(SMALL)
    found = problem(PLACE, "lost", name="x", suggestion="y")
    assert sentence(found, catalogue) == ("“x” is lost", "See y.")
    found = problem(PLACE, "lost", name="x", suggestion="")
    assert sentence(found, catalogue) == ("“x” is lost", "Look.")


def test_a_language_completed_from_the_default() -> None:
    catalogue = load_messages(SMALL, "hi")
    assert catalogue.language == "hi"
    assert sentence(problem(PLACE, "lost", name="x"), catalogue) == ("“x” खो गया", "Look.")
    assert sentence(problem(PLACE, "only"), catalogue)[0] == "Only here"


@pytest.mark.parametrize("language", ["", "xx", "index", "../en"])
def test_an_unknown_language_reads_the_default(language: str) -> None:
    assert load_messages(SMALL, language).language == "en"


def test_words_of_the_vocabulary_are_filled_in() -> None:
    found = problem(PLACE, "wrong", expected="list", name="tag")
    assert sentence(found, load_messages(SMALL))[0] == "It must be a list of tags"
    found = problem(PLACE, "wrong", expected="hint")
    assert sentence(found, load_messages(SMALL))[0] == "It must be hint"


def test_details_stay_on_one_line_and_are_cut() -> None:
    catalogue = load_messages(SMALL)
    message, _ = sentence(problem(PLACE, "lost", name="a\n b\tc " + "ख़" * 500), catalogue)
    assert message.startswith("“a b c ख़ख़")
    assert message.endswith("…” is lost")
    assert len(message) < 300


def test_details_cannot_act_on_a_terminal() -> None:
    found = problem(PLACE, "lost", name="\x1b[2J\u202e", suggestion="a\x07b\nc")
    message, hint = sentence(found, load_messages(SMALL))
    assert (message, hint) == ("“\\u001b[2J\\u202e” is lost", "See a\\u0007b\nc.")


def test_what_is_said_only_where_it_is_known() -> None:
    catalogue = load_messages(SMALL)
    assert sentence(problem(PLACE, "more", count="3"), catalogue)[0] == "Here and 3 more"
    assert sentence(problem(PLACE, "more"), catalogue)[0] == "Here"


def test_braces_of_a_detail_are_not_filled() -> None:
    found = problem(PLACE, "lost", name="{suggestion}", suggestion="y")
    assert sentence(found, load_messages(SMALL))[0] == "“{suggestion}” is lost"


def test_an_unlisted_code_still_says_something() -> None:
    assert sentence(problem(PLACE, "quite-new"), load_messages(SMALL)) == ("quite new", "")


def test_the_catalogues_are_read_without_a_problem() -> None:
    for name, text in TEXTS.items():
        assert words(text, name)[1] == (), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_with_the_same_details(language: str) -> None:
    english = words(TEXTS["en.yaml"], "en.yaml")[0]
    own = words(TEXTS[f"{language}.yaml"], f"{language}.yaml")[0]
    assert set(own) == set(english)
    for key, text in english.items():
        assert own[key]
        assert details(own[key]) == details(text), key


def details(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_without_a_stop_and_hints_with_one(language: str) -> None:
    for key, text in words(TEXTS[f"{language}.yaml"], "x")[0].items():
        if key.startswith(SAY):
            continue  # lines of a command, not parts of a problem
        if key.partition(".")[2] in {"hint", "otherwise"}:
            assert text.endswith((".", "?", "।", "}")), (key, text)
        else:
            assert not text.endswith((".", "।")), (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_commands_say_is_read_without_yaml_as_it_is_with_it(language: str) -> None:
    whole = words(TEXTS[f"{language}.yaml"], "x")[0]
    expected = {key.removeprefix(SAY): text for key, text in whole.items() if key.startswith(SAY)}
    assert said(language) == expected
    assert len(expected) > 20


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("settings: {messages: hi}\n", "hi"),
        ("titel: A\nsettings:\n  front: {briefs: x}\n  messages: hi\n", "hi"),
        ("settings: [messages]\n", ""),
        ("settings: {messages: [hi]}\n", ""),
        ("messages: hi\n", ""),
        ("settings: {messages: hi\n", ""),
        ("", ""),
    ],
)
def test_the_language_that_a_site_wants_messages_in(text: str, language: str) -> None:
    assert wanted(text) == language
