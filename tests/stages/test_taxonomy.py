"""Names that a story's languages share: who says a name, names it; the others use it."""

from pathlib import Path

from papers import SITE, build, errors, lay


def test_a_translation_that_inherits_a_tag_does_not_name_it(tmp_path: Path) -> None:
    head = "---\ntitle: {}\ndate: 2026-11-1{}\n{}---\nA word.\n"
    stories = "".join(
        f"-- content/sports/{path}.md --\n{head.format(title, day, more)}"
        for path, title, day, more in (
            ("kites/en", "Kites", 1, "tags: [Patang]\nauthors: [Asha Rani]\n"),
            ("kites/hi", "पतंगें", 1, ""),
            ("sky/hi", "आसमान", 2, "tags: [पतंग]\n"),
        )
    )
    report = build(lay(tmp_path, SITE + stories))
    assert errors(report) == []
    page = (tmp_path / "output/hi/khel/kites/index.html").read_text("utf-8")
    tags = page.partition('data-role="tags"')[2].partition("</ul>")[0]
    assert "पतंग" in tags
    assert "Patang" not in tags
    warned = [(one.code, one.path) for one in report.problems]
    assert warned == [("unlisted-author", "content/sports/kites/en.md")]
