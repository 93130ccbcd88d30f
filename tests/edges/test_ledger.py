"""The ledger's file: it outlives whatever befalls it, and is never half written."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edges.ledger import read_ledger, write_ledger
from generator.model.ledger import Row

RAIN = Row("en/sports/rain/", "sports/rain", "en", "Rain", "2026-11-20", "ab12")
OVER = Row("hi/khel/over/", "sports/over", "hi", "आख़िरी ओवर\n", "", "")
ROWS = {row.place: row for row in (RAIN, OVER)}
LINES = [json.dumps(row, ensure_ascii=False) for row in (RAIN, OVER)]


@pytest.mark.parametrize("number", range(3))
def test_what_is_written_is_read(tmp_path: Path, number: int) -> None:
    rows = dict(list(ROWS.items())[:number])
    write_ledger(tmp_path, rows)
    assert read_ledger(tmp_path) == rows
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_it_can_be_read_by_people(tmp_path: Path) -> None:
    write_ledger(tmp_path, ROWS)
    assert (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines() == LINES


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "nonsense",
        "[",
        "[" * 100_000,
        "{}",
        '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}',
        '"sixsix"',
        '["en/x/", "x", "en", "X", "2026-11-20"]',
        '["en/x/", "x", "en", "X", "2026-11-20", 7]',
        '["en/x/", "x", "en", "X", null, ""]',
        "\x00\x01",
        "7",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_damaged_line_says_nothing(tmp_path: Path, damage: str, at: int) -> None:
    lines = [*LINES]
    lines.insert(at, damage)
    (tmp_path / "ledger.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    assert read_ledger(tmp_path) == ROWS


@given(st.binary(max_size=200))
def test_a_file_of_anything_is_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("x")
    (folder / "ledger.jsonl").write_bytes(data)
    assert read_ledger(folder) == {}
    write_ledger(folder, ROWS)
    assert read_ledger(folder) == ROWS


def test_a_row_that_cannot_be_encoded_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text(
        json.dumps([*RAIN[:3], "\ud800", *RAIN[4:]]) + "\n", "utf-8"
    )
    rows = read_ledger(tmp_path)
    assert rows[RAIN.place].title == "\ud800"
    write_ledger(tmp_path, rows)
    assert read_ledger(tmp_path)[RAIN.place].title == "?"


@pytest.mark.parametrize("name", ["ledger.jsonl", "ledger.jsonl.part"])
def test_a_folder_in_its_place_is_no_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    write_ledger(tmp_path, ROWS)
    assert read_ledger(tmp_path) == {}
    assert read_ledger(tmp_path / "nowhere") == {}
    write_ledger(tmp_path / "nowhere", ROWS)
