"""Records behave like frozen dataclasses, but for what a type checker alone forbids."""

import pickle
from copy import copy, deepcopy
from dataclasses import field, replace

import pytest

from generator.model.record import record


@record
class Note:
    """A record with and without defaults."""

    title: str
    tags: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)


@record
class Mark:
    """A record of one field."""

    name: str


@record
class Other:
    """Another kind with the same field."""

    name: str


def test_what_a_record_holds_decides_what_it_equals() -> None:
    assert Mark("a") == Mark("a")
    assert Mark("a") != Mark("b")
    others: tuple[object, ...] = (Other("a"), "a")
    assert Mark("a") not in others
    assert len({Mark("a"), Mark("a"), Mark("b")}) == len("ab")


def test_a_record_whose_fields_can_be_no_key_is_none() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Note("a"))


def test_defaults_are_made_anew_and_names_are_checked() -> None:
    one, other = Note("a"), Note(title="a", tags=())
    one.rows["x"] = 1
    assert other.rows == {}
    with pytest.raises(TypeError, match="title"):
        Note()  # type: ignore[call-arg]  # what is tested
    with pytest.raises(TypeError, match="colour"):
        Note("a", colour="red")  # type: ignore[call-arg]  # what is tested


def test_records_travel_and_are_copied_whole() -> None:
    note = Note("a", ("x",), {"y": 1})
    sent = pickle.loads(pickle.dumps(note))  # noqa: S301 - it was written one word before
    for made in (sent, copy(note), deepcopy(note), replace(note)):
        assert made == note
        assert type(made) is Note
    assert replace(note, title="b") == Note("b", ("x",), {"y": 1})


def test_records_have_no_room_for_more_and_say_what_they_hold() -> None:
    with pytest.raises(AttributeError):
        Mark("a").colour = "red"  # type: ignore[attr-defined]  # what is tested
    assert repr(Mark("a")) == "Mark(name='a')"
