"""The rules of docs/architecture.md, held against every module of generator/."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

# room → rooms that it may import
MAY = {
    "model": {"model"},
    "language": {"language"},
    "stages": {"model", "language", "stages"},
    "edges": {"model", "edges"},
    "desk": {"model", "language", "stages", "edges", "desk"},
    "build": {"model", "language", "stages", "edges", "build"},
    "serve": {"model", "language", "stages", "edges", "build", "serve"},
    "cli": {"model", "language", "stages", "edges", "desk", "build", "serve", "cli"},
    "__main__": {"cli"},
    "__init__": set(),
}
# library → the doors through which it comes in
DOORS = {
    "yaml": {"stages.schema"},
    "markdown": {"stages.markup"},
    "nh3": {"stages.markup"},
    "orjson": {"stages.keys", "stages.plan.graphs"},
    "jinja2": {
        *("stages.theme", "stages.render"),
        *("stages.casting", "stages.setting", "stages.phrases", "stages.trees"),
    },
    "livereload": {"serve"},
    "tornado": {"serve"},
    "watchfiles": {"edges.watch"},
    "sqlite3": {"edges.cache"},
    "PIL": {"edges.images"},
    "tinytag": {"edges.media"},
    "filelock": {"edges.lock"},
    "dask": {"edges.cluster"},
    "distributed": {"edges.cluster"},
    "babel": {"language.speak", "language.scripts", "language.typography"},
    "unicodedata": {"language", "edges.names"},
    "click": {"cli"},
    "rich": {"cli"},
    "obstore": {"edges.deploy"},
}
# what a pure room may not reach for
WORLD = {
    "os", "io", "pathlib", "time", "random", "secrets", "locale", "logging", "socket",
    "subprocess", "shutil", "tempfile", "threading", "multiprocessing", "concurrent",
    "asyncio", "urllib.request", "http", "uuid", "signal", "ctypes", "sqlite3",
}  # fmt: skip
WORLDLY_CALLS = {"open", "print", "input", "eval", "exec", "__import__", "breakpoint"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "misc"}
FUNCTION_LINES, MODULE_LINES, PARAMETERS = 40, 300, 5
# Late imports: where the first use decides whether a heavy library is needed at all.
LATE = {
    *("build.session", "cli", "serve"),
    *("edges.engine", "edges.images", "edges.media", "edges.watch"),
    *("stages.markup", "stages.render"),
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "__init__"


def room_of(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, node.lineno) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            module = node.module or ""
            yield module, node.lineno
            yield from ((f"{module}.{one.name}", node.lineno) for one in node.names)


def inside(name: str, doors: set[str]) -> bool:
    return any(name == door or name.startswith(f"{door}.") for door in doors)


def each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", MODULES, ids=name_of)


@each()
def test_rooms_import_downward_only(path: Path) -> None:
    name = name_of(path)
    allowed = MAY[room_of(name)]
    for module, line in imports(tree_of(path)):
        if module.startswith("generator."):
            target = module.split(".")[1]
            known = target in MAY and target not in {"__init__", "__main__"}
            if known:
                assert target in allowed, f"{name}:{line} imports {module}"


@each()
def test_each_library_has_one_door(path: Path) -> None:
    name = name_of(path)
    for module, line in imports(tree_of(path)):
        doors = DOORS.get(module.split(".")[0])
        assert doors is None or inside(name, doors), f"{name}:{line} imports {module}"


@each()
def test_pure_rooms_do_not_touch_the_world(path: Path) -> None:
    name = name_of(path)
    if room_of(name) not in {"model", "language", "stages"}:
        return
    tree = tree_of(path)
    for module, line in imports(tree):
        allowed = module.startswith("pathlib") and module.endswith(("pathlib", "PurePosixPath"))
        # Order and Report name the folders of a build; Path is a value there.
        allowed = allowed or (name == "model.report" and module.startswith("pathlib"))
        head = module.split(".")[0]
        assert allowed or (head not in WORLD and module not in WORLD), f"{name}:{line} {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in WORLDLY_CALLS, f"{name}:{node.lineno} {node.func.id}()"
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
            owner = ast.unparse(node.value)
            assert owner not in {"datetime", "date"}, f"{name}:{node.lineno} reads the clock"


@each()
def test_sizes(path: Path) -> None:
    name = name_of(path)
    text = path.read_text("utf-8")
    assert text.count("\n") <= MODULE_LINES, f"{name} is longer than {MODULE_LINES} lines"
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        callback = any("click.command" in ast.unparse(one) for one in node.decorator_list)
        body = node.body[0].lineno if callback else first
        lines = (node.end_lineno or 0) - body + 1
        assert lines <= FUNCTION_LINES, f"{name}:{node.lineno} {node.name} has {lines} lines"
        parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = len([one for one in parameters if one.arg not in {"self", "cls"}])
        assert callback or count <= PARAMETERS, f"{name}:{node.lineno} {node.name} takes {count}"


@each()
def test_names_and_late_imports(path: Path) -> None:
    name = name_of(path)
    assert not FORBIDDEN_NAMES & set(name.split(".")), name
    tree = tree_of(path)
    assert "TYPE_CHECKING" not in path.read_text("utf-8"), name
    if inside(name, LATE):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    pytest.fail(f"{name}:{inner.lineno} imports late")


@each()
def test_no_module_holds_mutable_state(path: Path) -> None:
    name = name_of(path)
    for node in tree_of(path).body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
        names = [ast.unparse(one) for one in targets]
        if names == ["__all__"]:
            continue
        literal = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
        called = isinstance(value, ast.Call) and ast.unparse(value.func) in {
            "list", "dict", "set", "defaultdict", "deque", "Counter",
        }  # fmt: skip
        constant = all(one.isupper() for one in names) and not called
        assert not (literal or called) or constant, f"{name}:{node.lineno} {names}"


def codes() -> set[str]:
    site = yaml.safe_load((ROOT / "site.yaml").read_text("utf-8"))
    return set(site["languages"]) | {one["locale"] for one in site["languages"].values()}


@each()
def test_languages_are_data(path: Path) -> None:
    name = name_of(path)
    text = path.read_text("utf-8")
    found = re.search(r"[\u0900-\u097F\u0600-\u06FF]", text)
    assert found is None, f"{name} holds {found and found[0]!r}"
    known = codes()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            value = node.value.replace("_", "-")
            assert value not in known, f"{name}:{node.lineno} names the language {value}"


TEXTS = {"title", "deck", "caption", "credit", "alt", "note", "opening", "headline"}


@each()
def test_text_is_cut_and_counted_in_the_text_core_alone(path: Path) -> None:
    """Word classes and slices cut vowel signs off, `.title()` and `.split()` know Latin alone."""
    name = name_of(path)
    if room_of(name) == "language":
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search(r"\\[wW]", node.value), f"{name}:{node.lineno} uses word classes"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            cased = node.func.attr in {"title", "capitalize", "swapcase"}
            assert not cased, f"{name}:{node.lineno} .{node.func.attr}()"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "len":
            counted = ast.unparse(node.args[0])
            assert not counted.endswith(".split()"), f"{name}:{node.lineno} counts words"
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            cut = ast.unparse(node.value).split(".")[-1]
            assert cut not in TEXTS, f"{name}:{node.lineno} cuts {cut}"


def test_nothing_imports_in_a_circle() -> None:
    code = "import generator.cli.build, generator.cli.check, generator.cli.importing"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_no_template_is_kept_twice() -> None:
    assert not (PACKAGE / "templates").exists()
    assert (ROOT / "templates" / "base.html").is_file()


def test_no_folder_is_empty() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--cached", "--exclude-standard"],
        check=True, cwd=ROOT, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    assert not [name for name in listed if name.endswith("/.gitkeep")]
