"""What is installed is whole: from the built wheel alone, in an empty folder, a newsroom prints."""

import os
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from papers import ROOT

PACKAGES = [Path(one) for one in site.getsitepackages()]
# What a wheel and a source archive may not lack, by what it is for.
PARTS = (
    "templates/pages/article.html",
    "templates/assets/css/site.css",
    "templates/assets/fonts/serif-devanagari.woff2",
    "templates/assets/fonts/OFL.txt",
    "templates/cards/headline.ttf",
    "templates/strings/en.yaml",
    "templates/strings/hi.yaml",
    "templates/strings/ur.yaml",
    "generator/messages/hi.yaml",
    "generator/language/data/lexicon.tsv",
    "generator/starter/ci.yml",
    "generator/starter/names.tsv",
    "generator/starter/content/pages/about/en.md",
    "site.yaml",
    "media/logo.png",
)


def archive(source: Path, target: Path, kind: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = target.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the unpacked source archive."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(archive(ROOT, folder, "sdist")) as made:
        for one in (one for one in made if one.isfile()):
            file = folder / one.name
            file.parent.mkdir(parents=True, exist_ok=True)
            inside = made.extractfile(one)
            assert inside is not None
            file.write_bytes(inside.read())
    (top,) = (one for one in folder.iterdir() if one.is_dir())
    return top


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as made:
        return set(made.namelist())


def test_the_wheel_is_whole(wheel: Path) -> None:
    found = names(wheel)
    for part in PARTS:
        inside = part if part.startswith("generator/") else f"generator/{part}"
        starter = f"generator/starter/{part}"
        assert inside in found or starter in found, part
    kept = {
        path.relative_to(ROOT).as_posix()
        for folder in ("generator", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    lost = {one for one in kept if one not in found and f"generator/{one}" not in found}
    assert lost == set()
    strangers = {one.split("/")[0] for one in found} - {"generator"}
    assert len(strangers) == 1, "only its own description lies beside the package"


def test_a_wheel_made_of_the_source_archive_is_the_same(
    wheel: Path, source: Path, tmp_path: Path
) -> None:
    assert all((source / part).is_file() for part in (*PARTS, "LICENSE", "README.md"))
    assert names(archive(source, tmp_path, "wheel")) == names(wheel)


@dataclass(frozen=True)
class Machine:
    """An environment that has the wheel, what it depends on, and nothing of the checkout."""

    python: Path
    folder: Path

    def khabar(self, *arguments: str) -> str:
        command: Sequence[str] = [str(self.python), "-P", "-m", "generator", *arguments]
        environment = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, check=False
        )
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == 0, said
        return said


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("machine")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv/bin/python"
    (packages,) = (folder / "venv/lib").glob("python*/site-packages")
    with zipfile.ZipFile(wheel) as made:
        made.extractall(packages)  # noqa: S202 - it was built a moment ago
    # Only the paths: what an editable install of the checkout hooks in is not run.
    (packages / "dependencies.pth").write_text("".join(f"{one}\n" for one in PACKAGES), "utf-8")
    (folder / "empty").mkdir()
    return Machine(python, folder / "empty")


@pytest.mark.parametrize("languages", ["", "en,hi,ur"])
def test_a_newsroom_from_the_wheel_alone_has_no_problem(machine: Machine, languages: str) -> None:
    demo = "three" if languages else "demo"
    machine.khabar("init", demo, "--yes", *(["--languages", languages] if languages else []))
    machine.khabar("build", "--site", demo)
    assert machine.khabar("check", "--site", demo) == "no problems\n"
    front = (machine.folder / demo / "output/index.html").read_text("utf-8")
    assert "stylesheet" in front
    stories = (machine.folder / demo / "content").rglob("*.md")
    assert {one.stem for one in stories} == set((languages or "en,hi").split(","))


def test_it_is_the_wheels_code_that_runs(machine: Machine) -> None:
    code = "import generator; print(generator.__file__)"
    command = [str(machine.python), "-P", "-c", code]
    done = subprocess.run(command, cwd=machine.folder, check=True, capture_output=True)
    assert str(ROOT) not in done.stdout.decode()


def test_its_own_description(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as made:
        texts = {
            name.rpartition("/")[2]: made.read(name).decode()
            for name in made.namelist()
            if ".dist-info/" in name
        }
    assert "khabar = generator.cli:main" in texts["entry_points.txt"]
    assert "Requires-Python: >=3.11" in texts["METADATA"]
