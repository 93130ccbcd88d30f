"""The commands as operators meet them: what they print, what they write, how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from papers import ROOT, SITE, STORIES, lay, lay_mini, tree

from generator.cli import COMMANDS, main
from generator.edges.lock import lock

NOW = "2026-11-22T12:00:00+05:30"
DONE, PROBLEMS, USAGE, LOCKED, UNFORESEEN = 0, 1, 2, 3, 70
FAIL_ON_RENDER = "{% for one in view.newest.nothing.at_all %}{% endfor %}"


def khabar(*arguments: object, now: str = NOW) -> Result:
    """Run a command in this process, as `python -m generator` would."""
    words = [str(one) for one in arguments]
    if words[0] in {"build", "check"} and now:
        words += ["--now", now]
    result = CliRunner().invoke(main, words)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "Traceback" not in result.output
    return result


def report(result: Result) -> dict[str, object]:
    row: dict[str, object] = json.loads(result.stdout)
    return row


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay a paper with a theme that is quick to make."""
    return lay_mini(tmp_path / "site")


def put(site: Path, path: str, text: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def story(title: str, date: str, more: str = "", body: str = "It happened.") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n{body}\n"


def test_a_sound_paper_is_built(site: Path) -> None:
    result = khabar("build", "--site", site)
    assert result.exit_code == DONE
    assert "pages rendered, 0 kept, 0 files removed in " in result.stdout
    assert (site / "output/index.html").is_file()


def test_the_package_is_the_command(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--json", "--now", NOW],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == DONE, done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout)["rendered"] > 0


def test_the_report_has_its_shape(site: Path) -> None:
    put(site, "content/sports/later/en.md", story("Later", "2026-12-24T06:00"))
    put(site, "content/sports/odd/en.md", story("Odd", "2026-11-21", body="[x](../no/en.md)"))
    row = report(khabar("build", "--site", site, "--json"))
    assert list(row) == [
        "rendered",
        "kept",
        "removed",
        "problems",
        "seconds",
        "changed",
        "next_due",
    ]
    assert row["kept"] == row["removed"] == 0
    assert row["next_due"] == "2026-11-23T00:00:00+05:30"  # Odd leaves the news sitemap
    assert isinstance(row["seconds"], dict)
    assert {"read", "parse", "link", "plan", "render", "publish"} <= set(row["seconds"])
    changed = row["changed"]
    assert isinstance(changed, list)
    assert {"/", "/en/sports/final-over/", "/hi/khel/maidan/"} <= set(changed)
    assert not [url for url in changed if "later" in url]
    assert row["problems"] == [
        {
            "path": "content/sports/odd/en.md",
            "line": 5,
            "column": 5,
            "severity": "warning",
            "code": "dead-link",
            "message": "The link leads nowhere; “../no/en.md” does not exist",
            "hint": "It is shown as plain text. Correct the path, or remove the link.",
        }
    ]
    again = report(khabar("build", "--site", site, "--json"))
    assert (again["rendered"], again["removed"], again["changed"]) == (0, 0, [])
    assert again["kept"] == row["rendered"]


def test_the_urls_of_what_went_away_have_changed(site: Path) -> None:
    khabar("build", "--site", site)
    (site / "content/sports/maidan/hi.md").unlink()
    row = report(khabar("build", "--site", site, "--json"))
    assert row["removed"]
    assert "/hi/khel/maidan/" in row["changed"]  # type: ignore[operator] # a list of texts
    assert not (site / "output/hi/khel/maidan").exists()


def test_a_failed_build_leaves_the_paper_as_it_was(site: Path) -> None:
    khabar("build", "--site", site)
    before = tree(site / "output")
    put(site, "content/sports/final-over/en.md", "---\ntitle: x\ndate: soon\ntagz: [a]\n---\n")
    put(site, "content/sports/new/hi.md", "---\ndate: 2026-11-20\n---\nक\n")
    result = khabar("build", "--site", site)
    assert result.exit_code == PROBLEMS
    codes = [line.rpartition("[")[2] for line in result.stderr.splitlines() if ": error:" in line]
    assert codes == ["bad-date]", "unknown-key]", "missing-title]"]
    assert "3 errors; output/ is as it was." in result.stderr
    assert tree(site / "output") == before
    row = report(khabar("build", "--site", site, "--json"))
    assert row["rendered"] == row["removed"] == 0
    assert row["changed"] == []
    assert len(row["problems"]) == 3  # type: ignore[arg-type] # a list of rows
    assert tree(site / "output") == before


def test_a_template_that_fails_on_render_publishes_nothing(site: Path) -> None:
    khabar("build", "--site", site)
    before = tree(site / "output")
    template = site / "mini/pages/front.html"
    template.write_text(template.read_text("utf-8") + FAIL_ON_RENDER, "utf-8")
    result = khabar("build", "--site", site)
    assert result.exit_code == PROBLEMS
    assert "[template-error]" in result.stderr
    assert tree(site / "output") == before


def test_a_broken_story_keeps_its_last_good_version(site: Path) -> None:
    path = "content/sports/final-over/en.md"
    khabar("build", "--site", site)
    page = site / "output/en/sports/final-over/index.html"
    before = page.read_bytes()
    put(site, path, "---\ntitle: The over, retold\ndate: never\n---\n")
    put(site, "content/sports/fresh/en.md", story("Fresh news", "2026-11-22"))
    put(site, "content/sports/wrong/en.md", "---\ntitle: 1\ndate: never\n---\n")
    result = khabar("build", "--site", site, "--keep-going", "--json")
    assert result.exit_code == PROBLEMS
    broken = [row["path"] for row in json.loads(result.stdout)["problems"]]
    assert broken == [path, "content/sports/wrong/en.md"]
    assert page.read_bytes() == before
    assert (site / "output/en/sports/fresh/index.html").is_file()
    assert not (site / "output/en/sports/wrong").exists()
    put(site, path, story("The over, retold", "2026-11-18"))
    (site / "content/sports/wrong/en.md").unlink()
    assert khabar("build", "--site", site).exit_code == DONE
    assert b"retold" in page.read_bytes()


def test_keep_going_does_not_forgive_a_broken_newsroom(site: Path) -> None:
    khabar("build", "--site", site)
    before = tree(site / "output")
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("colour: red\n")
    assert khabar("build", "--site", site, "--keep-going").exit_code == PROBLEMS
    assert tree(site / "output") == before


def test_strict_refuses_what_only_deserved_a_warning(site: Path) -> None:
    put(site, "content/sports/odd/en.md", story("Odd", "2026-11-21", body="[x](../no/en.md)"))
    result = khabar("build", "--site", site, "--strict", "--json")
    assert result.exit_code == PROBLEMS
    assert [row["severity"] for row in json.loads(result.stdout)["problems"]] == ["error"]
    assert not (site / "output").exists()
    assert khabar("build", "--site", site).exit_code == DONE


def test_drafts_are_built_apart(site: Path) -> None:
    khabar("build", "--site", site)
    before = tree(site / "output")
    put(site, "content/sports/half/en.md", story("Half", "2026-11-21", "draft: true\n"))
    assert khabar("build", "--site", site, "--drafts").exit_code == DONE
    assert (site / ".khabar/preview/en/sports/half/index.html").is_file()
    assert tree(site / "output") == before
    assert khabar("build", "--site", site).exit_code == DONE
    assert tree(site / "output") == before
    refused = khabar("build", "--site", site, "--drafts", "--output", site / "elsewhere")
    assert refused.exit_code == USAGE
    assert not (site / "elsewhere").exists()


def test_the_future_is_published_when_it_comes(site: Path) -> None:
    put(site, "content/sports/later/en.md", story("Later", "2026-11-22T06:00"))
    result = khabar("build", "--site", site, now="2026-11-21")
    assert "The paper changes 2026-11-22 06:00+05:30: build again then." in result.stdout
    assert not [path for path, data in tree(site / "output").items() if b"Later" in data]
    before = khabar("build", "--site", site, "--json", now="2026-11-22T05:59:59+05:30")
    assert report(before)["rendered"] == 0
    after = report(khabar("build", "--site", site, "--json", now="2026-11-22T00:30:00Z"))
    assert (site / "output/en/sports/later/index.html").is_file()
    assert after["next_due"] == "2026-11-22T09:00:00+05:30"  # the talks leave the news sitemap


def test_the_clock_may_be_named_by_the_environment(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "content/sports/later/en.md", story("Later", "2026-11-23T06:00"))
    page = site / "output/en/sports/later/index.html"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795393799")  # a second before six
    khabar("build", "--site", site, now="")
    assert not page.exists()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795393800")
    khabar("build", "--site", site, now="")
    assert page.exists()


def test_a_base_url_with_a_path_leads_every_link(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STORIES)
    url = "https://host.example/news"
    assert khabar("build", "--site", site, "--base-url", url).exit_code == DONE
    files = tree(site / "output")
    assert "en/sports/final-over/index.html" in files
    page = files["en/geo-politics/border-talks/index.html"].decode()
    assert f'<link rel="canonical" href="{url}/en/geo-politics/border-talks/">' in page
    assert 'href="/news/en/sports/final-over/"' in page
    for path, data in files.items():
        if path.endswith(".html"):
            text = data.decode()
            assert "paper.example" not in text, path
            for wrong in ('href="/en/', 'href="/hi/', 'src="/assets', 'href="/assets'):
                assert wrong not in text, path


def test_explain_says_why_each_page_was_rendered(site: Path) -> None:
    first = khabar("build", "--site", site, "--explain").stdout
    assert "en/sports/final-over/index.html: " in first
    put(site, "content/sports/final-over/en.md", story("Over and out", "2026-11-18"))
    second = khabar("build", "--site", site, "--explain").stdout.splitlines()
    reasons = dict(line.split(": ", 1) for line in second if ".html: " in line)
    row = report(khabar("build", "--site", site, "--json"))
    assert row["rendered"] == 0
    assert "en/sports/final-over/index.html" in reasons
    assert "hi/khel/maidan/index.html" not in reasons
    assert all(reasons.values())
    (site / "output/index.html").unlink()
    third = khabar("build", "--site", site, "--explain").stdout
    assert third.startswith("index.html: ")
    assert third.splitlines()[0] != first.splitlines()[0] or "gone" in third


def test_clean_renders_every_page_and_changes_none(site: Path) -> None:
    row = report(khabar("build", "--site", site, "--json"))
    before = tree(site / "output")
    again = report(khabar("build", "--site", site, "--clean", "--json"))
    assert again["rendered"] == row["rendered"]
    assert tree(site / "output") == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--engine", "steam"],
        ["build", "--now", "tomorrow"],
        ["build", "--base-url", "news.example"],
        ["build", "--colour"],
        ["build", "extra"],
        ["check", "--now", "31-12-2026"],
        ["check", "--drafts"],
        ["publish"],
        ["new"],
        ["import"],
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(site: Path, arguments: list[str]) -> None:
    before = tree(site)
    where = ["--site", str(site)] if arguments[0] != "publish" else []
    result = khabar(*arguments, *where, now="")
    assert result.exit_code == USAGE
    assert "Error: " in result.stderr
    after = tree(site)
    assert {path for path in after if not path.startswith(".khabar/")} == set(before)


@pytest.mark.parametrize("arguments", [["build"], ["check"], ["new", "Rain"]])
def test_a_folder_without_a_newsroom_is_told_and_left_alone(
    tmp_path: Path, arguments: list[str]
) -> None:
    result = khabar(*arguments, "--site", tmp_path)
    assert result.exit_code == PROBLEMS
    assert "[missing-site]" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["build", "check"])
def test_two_at_once_are_one_too_many(site: Path, name: str) -> None:
    with lock(site / ".khabar"):
        result = khabar(name, "--site", site)
    assert result.exit_code == LOCKED
    assert "Another build of this site is running" in result.stderr
    assert khabar(name, "--site", site).exit_code == DONE


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("mine", "output-not-ours"),
        ("site/content", "output-inside-content"),
        ("site", "output-holds-site"),
        ("link", "output-symlink"),
        ("file", "output-not-folder"),
    ],
)
def test_folders_that_khabar_did_not_make_are_refused(site: Path, folder: str, code: str) -> None:
    root = site.parent
    put(root, "mine/letter.txt", "dear")
    put(root, "file", "a file")
    (root / "link").symlink_to(root / "mine")
    before = tree(root)
    arguments = ["build", "--site", site, "--output", root / folder]
    if folder == "file":
        assert khabar(*arguments).exit_code == USAGE  # click itself says so
    else:
        result = khabar(*arguments)
        assert result.exit_code == USAGE
        assert f"[{code}]" in result.stderr
    after = tree(root)
    assert {one: after[one] for one in after if "/.khabar/" not in one} == before


def test_an_output_elsewhere_is_built_and_built_again(site: Path) -> None:
    elsewhere = site.parent / "public"
    assert khabar("build", "--site", site, "--output", elsewhere).exit_code == DONE
    assert (elsewhere / "index.html").is_file()
    assert not (site / "output").exists()
    row = report(khabar("build", "--site", site, "--output", elsewhere, "--json"))
    assert row["rendered"] == 0


def test_what_nobody_foresaw_is_logged_and_told_in_a_line(site: Path) -> None:
    khabar("build", "--site", site)
    before = tree(site / "output")
    put(site, "content/sports/new/en.md", story("New", "2026-11-21"))
    code = (
        "import sys, generator.stages.plan.cards as cards\n"
        "def broken(*_): raise KeyError('no such thing')\n"
        "cards.Cards.card = broken\n"
        "from generator.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    for name, stage in (("build", "render"), ("check", "plan")):
        (site / ".khabar/crash.log").unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", code, name, "--site", str(site), "--now", NOW],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == UNFORESEEN
        assert "Traceback" not in done.stdout + done.stderr
        assert f"Khabar failed while it was at: {stage}." in done.stderr
        assert "KeyError: 'no such thing'" in (site / ".khabar/crash.log").read_text("utf-8")
    assert tree(site / "output") == before


def test_a_problem_is_shown_with_its_line_a_caret_and_a_hint(site: Path) -> None:
    put(site, "content/sports/new/en.md", "---\ntitle: New\ndate: 14/11/2026\n---\nx\n")
    for name in ("build", "check"):
        lines = khabar(name, "--site", site).output.splitlines()
        start = next(row for row, line in enumerate(lines) if "[bad-date]" in line)
        assert lines[start].startswith("content/sports/new/en.md:3:7: error: ")
        assert lines[start + 1 : start + 4] == [
            "    date: 14/11/2026",
            "          ^",
            "    Did you mean 2026-11-14?",
        ]


def test_of_a_long_paragraph_the_place_is_shown(site: Path) -> None:
    words = "शाम ढलते ही मैदान भर जाता है " * 20
    body = f"{words}और बडे़ लोग बैठ जाते हैं। {words}"
    put(site, "content/sports/new/hi.md", story("मैदान", "2026-11-20", body=body))
    lines = khabar("check", "--site", site).output.splitlines()
    start = next(row for row, line in enumerate(lines) if "[repaired-text]" in line)
    shown, under = lines[start + 1 : start + 3]
    assert shown.startswith("    … ")
    assert len(shown) < 300
    assert "और बडे़ लोग" in shown
    before = shown[: shown.index("बडे़")]
    signs = sum(one in "ािीुूेैोौंँ़्" for one in before)
    assert len(under) == len(before) - signs + 1


def test_problems_are_told_in_hindi_on_request(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "content/sports/new/en.md", "---\ndate: 2026-11-14\n---\nx\n")
    assert "शीर्षक" in khabar("build", "--site", site, "--messages", "hi").stderr
    monkeypatch.setenv("KHABAR_MESSAGES", "hi")
    rows = json.loads(khabar("check", "--site", site, "--json").stdout)["problems"]
    assert any("शीर्षक" in row["message"] for row in rows)
    assert "headline" in khabar("build", "--site", site, "--messages", "xx").stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_endless_site_yaml_is_refused_unread(site: Path, command: str) -> None:
    assert khabar("build", "--site", site).exit_code == DONE
    before = tree(site / "output")
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("# pasted\n" * 120_000)
    for language, said in (("en", "larger than 1 MB"), ("hi", "1 MB से बड़ी है")):
        result = khabar(command, "--site", site, "--messages", language)
        assert result.exit_code == PROBLEMS
        assert said in result.output
    assert tree(site / "output") == before


def test_check_and_build_refuse_alike(site: Path) -> None:
    put(site, "content/sports/new/en.md", "---\ntitle: N\ndate: 2026-13-01\n---\nx\n")
    put(site, "content/sport/lost/en.md", story("Lost", "2026-11-20"))
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("colour: red\n")
    rows = {
        name: [
            row
            for row in json.loads(khabar(name, "--site", site, "--json").stdout)["problems"]
            if row["severity"] == "error"
        ]
        for name in ("build", "check")
    }
    assert rows["build"] == rows["check"]
    assert {row["code"] for row in rows["build"]} == {
        "bad-date",
        "unknown-category",
        "unknown-key",
    }


def test_a_new_newsroom_builds_and_its_check_is_clean(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    assert khabar("init", site).exit_code == DONE
    assert khabar("new", "Rain in Patna", "--site", site, "--category", "sports").exit_code == DONE
    assert khabar("build", "--site", site, now="").exit_code == DONE
    result = khabar("check", "--site", site, now="")
    assert result.exit_code == DONE
    assert result.stdout == "no problems\n"
    assert khabar("init", site).exit_code == USAGE


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_the_language_that_is_asked_for(command: str) -> None:
    assert "--messages" in khabar(command, "--help").stdout
