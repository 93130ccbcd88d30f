"""A new story is a draft in every language asked for, and builds as it stands."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk.newsroom import newsroom

from generator.desk.new import NewResult, new_story
from generator.stages.markup import Converter
from generator.stages.parse import context, parse

NOW = datetime(2026, 11, 22, 20, 0, 31, tzinfo=UTC)


def begun(
    site: Path, headline: str, category: str = "bihar", langs: tuple[str, ...] = ()
) -> NewResult:
    return new_story(site, newsroom(), headline, (category, langs), NOW)


def read(site: Path, file: Path) -> tuple[object, ...]:
    path = file.relative_to(site).as_posix()
    text = file.read_text("utf-8")
    parsed, problems = parse(path, text, context(newsroom()), Converter())
    assert problems == ()
    assert parsed is not None
    article = parsed.article
    return article.lang, article.title, article.draft, article.date


@pytest.mark.parametrize(
    ("headline", "original"),
    [
        ("Rain in Patna: no end", "en"),
        ("पटना में बारिश: थमी नहीं - अब", "hi"),
        ("no", "en"),
        ("12", "en"),
    ],
)
def test_a_draft_in_every_language(tmp_path: Path, headline: str, original: str) -> None:
    result = begun(tmp_path, headline)
    assert result.problems == ()
    assert len({file.parent for file in result.paths}) == 1
    assert result.paths[0].parent.parent == tmp_path / "content" / "bihar"
    articles = {str(one[0]): one for one in (read(tmp_path, file) for file in result.paths)}
    assert list(articles) == ["en", "hi"]
    for lang, (_, title, draft, moment) in articles.items():
        assert (title, draft) == (headline, True)
        # The translation takes it from the original.
        assert str(moment) == ("2026-11-23 01:30:00+05:30" if lang == original else "None")


def test_comments_are_in_the_language_of_the_file(tmp_path: Path) -> None:
    english, hindi = (file.read_text("utf-8") for file in begun(tmp_path, "Rain").paths)
    assert "# Nobody sees a draft" in english
    assert "# authors: [jj-news-desk, ananya-mishra]" in english
    assert "# मसौदा" in hindi
    assert "# शीर्षक का अनुवाद करें" in hindi


def test_languages_and_category_can_be_chosen(tmp_path: Path) -> None:
    result = begun(tmp_path, "Rain", "खेल", ("hi", "hi"))
    assert [file.relative_to(tmp_path).as_posix() for file in result.paths] == [
        "content/sports/rain/hi.md"
    ]
    assert read(tmp_path, result.paths[0])[3] is not None
    assert len(begun(tmp_path, "Rain", "sports", ("en",)).paths) == 1


def test_without_a_category_it_is_the_first(tmp_path: Path) -> None:
    result = begun(tmp_path, "Rain", "")
    assert result.paths[0].parent.parent.name == "geo-politics"
    assert [one.code for one in result.problems] == ["new-default-category"]


def test_nothing_is_written_where_anything_is_wrong(tmp_path: Path) -> None:
    for result, codes in (
        (begun(tmp_path, " \n"), ["new-no-headline"]),
        (begun(tmp_path, "Rain", "sprots"), ["unknown-category"]),
        (begun(tmp_path, "Rain", "bihar", ("en", "xx")), ["unknown-language"]),
    ):
        assert (result.paths, [one.code for one in result.problems]) == ((), codes)
    assert list(tmp_path.iterdir()) == []
    assert dict(begun(tmp_path, "Rain", "sprots").problems[0].details)["suggestion"] == "sports"


def test_no_file_is_replaced(tmp_path: Path) -> None:
    (file,) = begun(tmp_path, "Rain", "bihar", ("hi",)).paths
    file.write_text("mine", "utf-8")
    result = begun(tmp_path, "Rain!")
    assert result.paths == ()
    assert [(one.code, one.path) for one in result.problems] == [
        ("new-exists", "content/bihar/rain/hi.md")
    ]
    assert [one.name for one in file.parent.iterdir()] == ["hi.md"]
    assert file.read_text("utf-8") == "mine"
