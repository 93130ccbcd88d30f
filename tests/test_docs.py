"""The documentation is true: every key, setting, problem and detail stands where it should."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from generator.model.config import Images, Settings
from generator.stages.configure import REQUIRED, configure, keys
from generator.stages.configure.languages import EDITION, LANGUAGE
from generator.stages.configure.numbers import IMAGES, PODCAST, SECTIONS, place_of
from generator.stages.configure.pictures import TABLE as PICTURES
from generator.stages.configure.podcast import KEYS as PODCAST_KEYS
from generator.stages.configure.sections import AUTHOR, CATEGORY, NETWORK, PUBLISHER, TAG
from generator.stages.configure.targets import KINDS
from generator.stages.configure.targets import REQUIRED as TARGETS_NEED
from generator.stages.frontmatter import IMAGE
from generator.stages.frontmatter import keys as story_keys
from generator.stages.recordings import AUDIO_KEYS, VIDEO_KEYS
from generator.stages.schema import words

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MESSAGES = ROOT / "generator" / "messages" / "en.yaml"
MINIMAL = """\
title: A
base_url: https://a.example/
languages: {en: {name: English, locale: en-IN}}
categories: {news: {name: News}}
"""
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
# Calls that report a problem by its code, and words in which an edge keeps one.
REPORTERS = {
    "problem", "report", "report_key", "require", "refuse", "explain", "Undecodable",
    "OutputRefused", "BadImage", "DeliveryFailed", "_RefusedError",
}  # fmt: skip


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def messages() -> dict[str, str]:
    return words(MESSAGES.read_text("utf-8"), "en.yaml")[0]


def codes() -> list[str]:
    return [key for key in messages() if "." not in key]


def reported() -> Iterator[tuple[str, str]]:
    """Find every code that a module of generator/ reports."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            given = [
                *node.args,
                *(one.value for one in node.keywords if one.arg in {"code", "flaw"}),
            ]
            for one in given if name in REPORTERS or len(given) > len(node.args) else ():
                if isinstance(one, ast.Constant) and CODE.fullmatch(str(one.value)):
                    yield str(one.value), f"{path.relative_to(ROOT)}:{one.lineno}"


def test_every_reported_code_has_its_words() -> None:
    known = set(codes())
    lost = {code: place for code, place in reported() if code not in known}
    assert not lost, f"give these codes words in generator/messages/: {lost}"
    assert len({code for code, _ in reported()}) > 60


@pytest.mark.parametrize("code", codes())
def test_every_problem_is_documented_with_its_details(code: str) -> None:
    said = messages()
    text = " ".join(said.get(key, "") for key in (code, f"{code}.hint", f"{code}.otherwise"))
    row = re.search(
        rf"^\| `{code}` \| ([^|]+) \| ([^|]*) \| (.*) \|$", page("problems.md"), re.MULTILINE
    )
    assert row, f"docs/problems.md needs a row: | `{code}` | error |  | {said[code]} |"
    assert set(re.findall(r"`(\w+)`", row[2])) >= set(re.findall(r"\{([a-z_]+)\}", text))
    assert row[3] == said[code]
    assert row[1].startswith(("error", "warning"))


def test_no_problem_is_documented_that_does_not_exist() -> None:
    assert sorted(first_cells(page("problems.md"))) == sorted(codes())


def test_the_keys_of_site_yaml() -> None:
    text = page("site-yaml.md")
    assert first_cells(section(text, "Keys")) == list(keys(()))
    for name in REQUIRED:
        assert re.search(rf"^\| `{name}` \|.*\| required \|$", text, re.MULTILINE), name
    for heading, own in (
        ("languages", tuple(LANGUAGE)),
        ("editions", tuple(EDITION)),
        ("categories", CATEGORY),
        ("tags", TAG),
        ("authors", AUTHOR),
        ("publisher", PUBLISHER),
    ):
        assert first_cells(section(text, heading)) == list(own), heading
    assert "`{" + ", ".join(NETWORK) + "}`" in text


def test_the_keys_of_targets() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.*)\|$", section(page("site-yaml.md"), "deploy"), re.MULTILINE
    )
    assert {kind: set(re.findall(r"`(\w+)`", cells)) for kind, cells in rows} == {
        kind: set(table) for kind, table in KINDS.items()
    }
    needed = {kind: set(re.findall(r"`(\w+)` \(required\)", cells)) for kind, cells in rows}
    assert {kind: some for kind, some in needed.items() if some} == {
        kind: set(some) for kind, some in TARGETS_NEED.items()
    }
    text = page("deploy.md")
    for name in {key for table in KINDS.values() for key in table} - {"path"}:
        assert f"| `{name}` |" in text, name


def test_the_settings_with_their_defaults() -> None:
    text = section(page("site-yaml.md"), "settings")
    expected = []
    for one in fields(Settings):
        if one.name in (IMAGES, PODCAST):
            continue
        place, key = place_of(one.name)
        name = f"settings.{place}.{key}" if place else f"settings.{key}"
        expected.append((name, str(one.default).lower() or "none"))
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| (\w+) \|$", text, re.MULTILINE)
    assert rows == expected
    assert all(
        name.split(".")[1] in {*SECTIONS, "breaking_hours", "messages"} for name, _ in expected
    )


def test_the_settings_of_pictures_with_their_defaults() -> None:
    text = section(page("site-yaml.md"), "settings.images")
    assert first_cells(text) == list(PICTURES)
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| `([^|]+)` \|$", text, re.MULTILINE))
    config, problems = configure(MINIMAL + f"settings: {{images: {json_like(rows)}}}\n")
    assert not problems
    assert config is not None
    assert config.settings.images == Images()


def test_the_settings_of_the_podcast() -> None:
    assert first_cells(section(page("site-yaml.md"), "settings.podcast")) == list(PODCAST_KEYS)


def json_like(rows: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in rows.items()) + "}"


def test_the_keys_of_front_matter() -> None:
    text = page("front-matter.md")
    documented = first_cells(section(text, "Keys"))
    reserved = re.findall(r"`(\w+)`", text.partition("Reserved for features")[2].split("\n")[0])
    assert {*documented, *reserved} == {*story_keys("UTC"), "image"}
    assert first_cells(section(text, "image")) == list(IMAGE)
    assert set(first_cells(section(text, "audio and video"))) == {*AUDIO_KEYS, *VIDEO_KEYS}


@pytest.mark.parametrize(
    "file", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda one: one.name
)
def test_what_the_docs_link_to_is_there(file: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", file.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not target.startswith("/"):
            assert (file.parent / target).exists(), target
