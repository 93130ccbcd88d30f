"""What commands say beside problems is said in the language of messages, and so are failures."""

import errno
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from papers import NOW, ROOT, lay_mini

from generator.build import session
from generator.cli import main
from generator.cli.printing import said
from generator.edges.disk import Disk
from generator.edges.lock import lock

DONE, PROBLEMS, USAGE, LOCKED, UNFORESEEN = 0, 1, 2, 3, 70
WANTED = "settings: {messages: hi}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay a paper with a theme that is quick to make."""
    return lay_mini(tmp_path / "site")


def khabar(command: str, site: Path, *more: str, language: str = "hi") -> Result:
    """Run a command, in Hindi unless told otherwise; "" asks for no language."""
    words = ["--messages", language] if language else []
    return CliRunner().invoke(main, [command, "--site", str(site), "--now", NOW, *words, *more])


def is_hindi(text: str) -> bool:
    return any("\u0900" <= letter <= "\u097f" for letter in text)


def refuse(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(_disk: Disk, path: str, _data: bytes) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(Disk, "write", fail)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_busy_lock(site: Path, command: str) -> None:
    with lock(site / ".khabar"):
        result = khabar(command, site)
    assert result.exit_code == LOCKED
    assert result.stderr == "इस साइट का एक और बिल्ड चल रहा है; उसके पूरा होने पर फिर कोशिश करें।\n"


def test_a_full_disk(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, errno.ENOSPC)
    result = khabar("build", site)
    assert result.exit_code == PROBLEMS
    cause, state = result.stderr.splitlines()
    assert ": डिस्क में जगह नहीं बची " in cause
    assert state == "output/ पहले जैसा ही है।"


@pytest.mark.parametrize("number", ["EACCES", "EDQUOT", "EFBIG", "EIO", "ENOSPC", "EPERM", "EROFS"])
def test_the_cause_in_english_is_the_systems(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    code = getattr(errno, number)
    refuse(monkeypatch, code)
    result = khabar("build", site, language="en")
    assert f": {os.strerror(code)} /" in result.stderr


def test_a_rare_cause_is_said_as_the_system_says_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, errno.ENOTRECOVERABLE)
    assert f": {os.strerror(errno.ENOTRECOVERABLE)} /" in khabar("build", site).stderr


def test_a_fault_of_ours(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("kaput")

    monkeypatch.setattr(session, "open_cache", fail)
    result = khabar("build", site)
    assert result.exit_code == UNFORESEEN
    assert all(map(is_hindi, result.stderr.splitlines()))
    assert str(site / ".khabar/crash.log") in result.stderr


def test_an_output_that_is_refused(site: Path) -> None:
    (site / "output").symlink_to(site.parent)
    result = khabar("build", site)
    assert result.exit_code == USAGE
    assert "[output-symlink]" in result.stderr
    assert is_hindi(result.stderr)


def test_what_was_built_and_what_is_wrong(site: Path) -> None:
    late = site / "content/sports/late/en.md"
    late.parent.mkdir()
    late.write_text("---\ntitle: Late\ndate: 2026-11-23\n---\nx\n", "utf-8")
    built = khabar("build", site)
    assert built.exit_code == DONE
    assert all(map(is_hindi, built.stdout.splitlines()))
    assert is_hindi(khabar("check", site).stdout.splitlines()[-1])
    late.write_text("---\ndate: 2026-11-45\n---\nx\n", "utf-8")
    refused = khabar("build", site)
    assert refused.stderr.splitlines()[-1] == "2 त्रुटियाँ; output/ पहले जैसा ही है।"


def test_the_site_may_say_in_which_language(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(WANTED)
    assert is_hindi(khabar("build", site, language="").stdout)
    assert is_hindi(khabar("check", site, language="").stdout)
    assert not is_hindi(khabar("build", site, language="en").stdout)
    monkeypatch.setenv("KHABAR_MESSAGES", "en")
    assert not is_hindi(khabar("build", site, language="").stdout)


def test_a_site_that_is_wrong_elsewhere_is_told_in_its_language(site: Path) -> None:
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{WANTED}titel: x\n")
    result = khabar("build", site, language="")
    assert result.exit_code == PROBLEMS
    assert is_hindi(result.stderr.splitlines()[0])
    assert is_hindi(result.stderr.splitlines()[-1])


def test_what_was_founded_and_delivered(tmp_path: Path) -> None:
    site = tmp_path / "demo"
    hindi = ["--messages", "hi"]
    founded = CliRunner().invoke(main, ["init", str(site), "--yes", *hindi])
    assert founded.exit_code == DONE
    assert founded.stdout.splitlines()[-1] == f"अब: khabar serve --site {site}"
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("deploy: {live: {kind: memory}}\n")
    assert khabar("build", site).exit_code == DONE
    delivered = CliRunner().invoke(main, ["deploy", "live", "--site", str(site), *hindi])
    assert delivered.exit_code == DONE
    assert delivered.stderr.startswith("live: ")
    assert "फ़ाइलें लिखी गईं, 0 हटीं, 0 वैसी ही रहीं" in delivered.stderr


def test_what_is_said_has_its_words_and_no_words_lie_unsaid() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "generator/cli").glob("*.py")]
    names = {name for text in sources for name in re.findall(r"""\.say\(\s*["']([a-z-]+)""", text)}
    words = {name for name in said("en") if not name.startswith("cause.")}
    assert names <= words
    made = {"error", "errors", "warning", "warnings", "told-pages", "told-feeds"}
    quoted = {name for text in sources for name in re.findall(r"""["']([a-z-]+)["']""", text)}
    assert words - made <= quoted
